--
-- Single values
--
\x on
SELECT d.id, resolution_symbol(doc) AS symbol, resolution_title(doc) AS title,
	resolution_organ(doc) AS organ, resolution_committee(doc) AS committee,
	resolution_session(doc) AS session, resolution_agenda_items(doc) AS agenda_items,
	resolution_kind(doc) AS kind, to_char(resolution_date(doc), 'YYYY-MM-DD') AS date,
	to_char(resolution_adopted(doc), 'YYYY-MM-DD') AS adopted,
	resolution_meeting(doc) AS meeting, resolution_vote(doc) AS vote,
	resolution_language(doc) AS language, resolution_distribution(doc) AS distribution
FROM docs d ORDER BY id;
\x off

-- the row has the same
SELECT id, (h.symbol, h.title, h.organ, h.committee, h.session, h.agenda_items, h.kind,
		h.date, h.adopted, h.meeting, h.vote, h.language, h.distribution)
	IS NOT DISTINCT FROM
	(resolution_symbol(doc), resolution_title(doc), resolution_organ(doc),
		resolution_committee(doc), resolution_session(doc), resolution_agenda_items(doc),
		resolution_kind(doc), resolution_date(doc), resolution_adopted(doc),
		resolution_meeting(doc), resolution_vote(doc), resolution_language(doc),
		resolution_distribution(doc)) AS same
FROM docs, resolution_header(doc) h ORDER BY id;
SELECT (resolution_header(doc)).symbol FROM docs ORDER BY 1;
SELECT resolution_header(NULL) IS NULL AS strict;

-- what the text does not say is NULL
SELECT h.symbol, h.title, h.committee, h.session, h.agenda_items, h.date, h.adopted, h.meeting, h.vote
FROM resolution_header(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.') h;

-- the head is read from every way of storing
CREATE TABLE ways (way text, doc resolution);
ALTER TABLE ways ALTER doc SET STORAGE plain;
INSERT INTO ways SELECT 'plain', doc FROM docs WHERE id = 2;
ALTER TABLE ways ALTER doc SET STORAGE external;
INSERT INTO ways SELECT 'external', (doc::text || repeat(E'\n\n4. Requests States to act;', 2000))::resolution FROM docs WHERE id = 2;
ALTER TABLE ways ALTER doc SET STORAGE extended;
INSERT INTO ways SELECT 'extended', (doc::text || repeat(E'\n\n4. Requests States to act;', 2000))::resolution FROM docs WHERE id = 2;
ALTER TABLE ways ALTER doc SET STORAGE main;
INSERT INTO ways SELECT 'main', doc FROM docs WHERE id = 2;
SELECT way, resolution_symbol(doc), resolution_date(doc) = DATE '2030-07-24' AS date,
	resolution_parser_version(doc) > 0 AS version
FROM ways ORDER BY way;

-- a title that does not fit into the first slice
SELECT length(resolution_title(doc)) > 3000 AS long, resolution_organ(doc)
FROM (SELECT (E'79/299. Protection of ' || repeat('lakes and rivers and ', 150) ||
	E'seas\n\nThe General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.\n')::resolution AS doc) s;
DROP TABLE ways;
