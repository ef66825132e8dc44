--
-- What the other tests stand on: the extension is whole, its operator
-- classes are valid, and a few documents lie in a table.  The documents were
-- written for these tests in the shape of real ones.
--
SELECT extname, extversion, extrelocatable FROM pg_extension WHERE extname = 'resolution';
SELECT resolution_version();

SELECT opcname, amname, amvalidate(o.oid)
FROM pg_opclass o JOIN pg_am a ON a.oid = o.opcmethod
	JOIN pg_depend d ON d.classid = 'pg_opclass'::regclass AND d.objid = o.oid
	JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
WHERE e.extname = 'resolution'
ORDER BY opcname, amname;

-- every object of the extension has a comment (but the arrays of its types,
-- which the server counts among the members since 17)
SELECT pg_describe_object(d.classid, d.objid, 0) AS "no comment"
FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE e.extname = 'resolution' AND d.refclassid = 'pg_extension'::regclass
	AND d.deptype = 'e'
	AND NOT EXISTS (SELECT FROM pg_description c
		WHERE c.classoid = d.classid AND c.objoid = d.objid AND c.objsubid = 0)
	AND NOT EXISTS (SELECT FROM pg_type t
		WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid AND t.typcategory = 'A')
ORDER BY 1;

-- functions that are not immutable, strict and parallel safe: planner
-- estimates, and symbols made of columns that may be NULL
SELECT p.oid::regprocedure, p.provolatile, p.proisstrict, p.proparallel
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
WHERE e.extname = 'resolution' AND p.prokind = 'f'
	AND NOT (p.provolatile = 'i' AND p.proisstrict AND p.proparallel = 's')
ORDER BY p.oid::regprocedure::text COLLATE "C";

CREATE TABLE sample (id int PRIMARY KEY, name text UNIQUE, body text NOT NULL);

INSERT INTO sample VALUES (1, 'draft', $$
                United Nations                                                     A/C.3/79/L.29
                General Assembly                                                   Distr.: Limited
                                                                                   31 October 2024

                                                                                   Original: English



Seventy-ninth session
Third Committee
Agenda item 71 (b)
Promotion and protection of human rights: human rights questions,
including alternative approaches for improving the effective enjoyment
of human rights and fundamental freedoms


                Brazil, Côte d’Ivoire, Cuba* and Türkiye: draft resolution

                Enhancement of international cooperation in the field of lakes

                    The General Assembly,

                    Recalling its resolution 69/179 of 18 December 2014, Human Rights Council
                resolution 28/2 of 26 March 2015 1 and the Charter of the United Nations,

                    Recognizing that the enhancement of international co-
                operation is essential for the full achievement of the purposes of
                the United Nations,2

                    1.    Reaffirms that it is one of the purposes of the United Nations to promote
                respect for human rights;

                    2.    Requests the Secretary-General:

                    (a)   To consult States on ways and means of protecting lakes;

                    (b)   To report to the General Assembly at its eightieth session;


            __________________

                * On behalf of the States Members of the United Nations that are members of the Group
                  of Friends of Lakes.
                1 See Official Records of the General Assembly, Seventieth Session, Supplement No. 53
                  (A/70/53), chap. III, sect. A.
                2 Resolution 55/2.




            24-20374 (E)    041124
            *2420374*


            A/C.3/79/L.29


                    3.    Decides to continue its consideration of the question at its eightieth session.




            2/2                                                                                 24-20374
$$);

INSERT INTO sample VALUES (2, 'council', $$United Nations

S/RES/2999 (2030)

Security Council

Distr.: General

24 July 2030

Resolution 2999 (2030)

Adopted by the Security Council at its 9999th meeting, on 24 July 2030

The Security Council,

Recalling its resolutions 1325 (2000) and 2242 (2015),

Acting under Chapter VII of the Charter of the United Nations,

1. Demands that all parties cease hostilities;

2. Strongly urges Member States to cooperate;

3. Decides to remain actively seized of the matter.
$$);

INSERT INTO sample VALUES (3, 'vote', $$United Nations

A/HRC/RES/60/99

General Assembly

Distr.: General

9 October 2025

Original: English

Human Rights Council

Sixtieth session

8 September–8 October 2025

Agenda item 3

Resolution adopted by the Human Rights Council on 7 October 2025

60/99. Human rights and lakes

The Human Rights Council,

Guided by the purposes and principles of the Charter of the United Nations,

1. Takes note of the report of the Secretary-General;1

2. Decides to remain seized of the matter.

44th meeting

7 October 2025

[Adopted by a recorded vote of 3 to 2, with 1 abstention. The voting was as follows:

In favour:

Brazil, Côte d’Ivoire and Cuba

Against:

Germany and Japan

Abstaining:

Türkiye]

__________________

1 A/HRC/60/45.
$$);

INSERT INTO sample VALUES (4, 'adopted', $$United Nations

A/RES/79/299

General Assembly

Distr.: General

20 December 2024

Seventy-ninth session

Agenda item 71 (b)

Resolution adopted by the General Assembly on 17 December 2024

[on the report of the Third Committee (A/79/458/Add.2, para. 110)]

79/299. Enhancement of international cooperation in the field of lakes

The General Assembly,

Recalling its resolution 69/179 of 18 December 2014,

Expressing its appreciation to the Secretary-General,

1. Reaffirms that lakes are of importance;

2. Requests the Secretary-General:

(a) To consult States;

(b) To report to the General Assembly at its eightieth session;

3. Decides to continue its consideration of the question at its eightieth session.

53rd plenary meeting

17 December 2024
$$);

CREATE TABLE docs (id int PRIMARY KEY, doc resolution NOT NULL);
INSERT INTO docs SELECT id, body::resolution FROM sample;
ANALYZE docs;
SELECT id, length(doc::text) FROM docs ORDER BY id;
