--
-- resquery; @@ and @>; GIN; what is marked; the server's own text search
--

-- output reads back
CREATE TABLE queries (n serial, q text);
INSERT INTO queries (q) VALUES
	('cites:A/RES/55/2 & sponsor:CUB & {verb:request & word:"Secretary-General"}'),
	('  WORD:x'), ('Word:x'), ('word: x'),
	('word:a|word:b&word:c'), ('(word:a|word:b)&word:c'), ('word:a & (word:b & word:c)'), ('word:a & word:b & word:c'),
	('word:a | (word:b | word:c)'), ('!!word:a'), ('!(word:a & !(word:b | word:c))'), ('!{word:a}'), ('{!word:a}'), ('{ (word:a) }'),
	('((((word:a))))'), ('word:"a b*"'), ('word:"a b"*'), ('word:a*'), ('word:"a*"'), ('word:a\*'), ('word:"a\*"'), ('word:"say \"it\" \\"'),
	('cites:s/res/1325(2000)'), ('cites:"S/RES/1325 (2000)"'), ('cites:A/RES/55/*'), ('cites:a/res/5*'), ('symbol:a/c.3/79/l.29'),
	('cites:"Charter of the United Nations"'), ('cites:charter*'), ('sponsor:"Côte d’Ivoire"'), ('sponsor:384'), ('kind:"draft resolution"'), ('kind:draft*'),
	('part:OPERATIVE'), ('language:en & committee:C.3 & session:79 & organ:A/HRC & title:lakes & phrase:"Strongly urges"');
SELECT n, q, q::resquery AS read, q::resquery::text::resquery = q::resquery AS same FROM queries ORDER BY n;

-- what is no query, and where
CREATE FUNCTION refused(text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
	detail text;
	hint text;
BEGIN
	RETURN 'read: ' || $1::resquery::text;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS said = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE, said, detail, nullif(hint, ''));
END $$;
SELECT q, refused(q) FROM unnest(ARRAY['', '  ', 'development', 'word:', 'word: ', 'word:""', 'word:"a', 'word:a\', 'word:a word:b', 'word:a & ', 'word:a &', '& word:a',
	'word:a & & word:b', '(word:a', 'word:a)', '{word:a', 'word:a}', '(word:a}', '{(word:a})', '{{word:a}}', '{verb:x & sponsor:CUB}', '{symbol:A/RES/55/2}',
	'words:a', 'word :a', ':a', 'word:a | !', '!', '()', '{}', 'cites:A/', 'cites:"no/symbol at all/x"', 'symbol:lakes', 'part:middle', 'kind:letter', 'language:tlh', 'word:"–"', 'word:*',
	'cites:S/RES/1325(2000', 'word:über & wörd:x', 'word:a "b"', 'word:"a"b', 'word:a && word:b', 'word:a || word:b']) q;
SELECT refused('word:' || repeat('x', 1001)), refused('word:"' || repeat('x ', 100) || '"');

-- large and deep: refused or answered
SELECT left(refused(repeat('(', 100000) || 'word:a' || repeat(')', 100000)), 60) AS deep,
	left(refused(repeat('(', 1000000)), 100) AS open, left(refused(repeat(')', 1000000)), 100) AS closed,
	left(refused(repeat('!', 1000000) || 'word:a'), 100) AS nots, left(refused(repeat('!', 20001) || 'word:a'), 60) AS odd;
SELECT left(refused(repeat('word:a & ', 4095) || 'word:a'), 30) AS most, refused(repeat('word:a & ', 4096) || 'word:a') AS more,
	refused(repeat('word:a & ', 200000) || 'word:a') AS too_long;
SELECT count(*) FROM docs WHERE doc @@ (repeat('(word:lakes & ', 4000) || 'word:lakes' || repeat(')', 4000))::resquery;
SELECT count(*) FROM docs WHERE doc @@ (repeat('{word:lakes & !word:none} | ', 1300) || 'word:none')::resquery;

-- made of others
SELECT 'word:a'::resquery && 'word:b | word:c', 'word:a'::resquery || 'word:b & word:c', !! 'word:a | word:b'::resquery,
	resquery_term('word', 'a" & b*') AS term, resquery_term('Cites', 'a/res/55/2') AS cites;
SELECT resquery_term('wort', 'x');
SELECT resquery_term('sponsor', '');
SELECT ('word:a' || repeat(' & word:a', 4000))::resquery && ('word:a' || repeat(' & word:a', 4000))::resquery;
SELECT q, resquery_numnode(q::resquery), resquery_querytree(q::resquery) FROM unnest(ARRAY['word:a', '!word:a', 'word:a & !word:b', 'word:a | !word:b', '{word:a & !word:b}', '!{word:a} & word:c',
	'(word:a | word:b) & !word:c & word:d', '!(word:a & word:b)', '{!word:a}']) q;

-- order and hash
SELECT 'word:a'::resquery = 'word: a', 'word:a'::resquery <> 'word:b', 'word:a'::resquery < 'word:b', resquery_cmp('word:a', 'word:a'),
	resquery_hash('word:a') = resquery_hash('( word:a )'), resquery_hash_extended('word:a', 0) = resquery_hash_extended('word:b', 0);
SELECT count(DISTINCT q::resquery) FROM queries;
SELECT encode(resquery_send('word:a & cites:a/res/55/2'), 'escape');

-- what each field finds; the same by the index
CREATE TABLE found (n serial, q resquery);
INSERT INTO found (q) VALUES
	('cites:A/RES/69/179'), ('cites:A/RES/69'), ('cites:A/RES'), ('cites:A/RES/55/2'), ('cites:A/RES/6*'), ('cites:S/RES/1325'), ('cites:"S/RES/1325 (2000)"'),
	('cites:"Charter of the United Nations"'), ('cites:charter*'), ('cites:A/HRC/RES/28/2'), ('cites:A/70/53'), ('cites:A/RES/69/17'),
	('sponsor:CUB'), ('sponsor:cu'), ('sponsor:192'), ('sponsor:Кубa'), ('sponsor:Куба'), ('sponsor:古巴'), ('sponsor:"Cote d''Ivoire"'), ('sponsor:"Ivory Coast"'),
	('sponsor:Turkey'), ('sponsor:Bra*'), ('sponsor:Germany'), ('sponsor:"States Members of the United Nations that are members of the Group of Friends of Lakes"'), ('sponsor:"States Members"*'),
	('verb:request'), ('verb:req*'), ('verb:"express appreciation"'), ('verb:demand'), ('phrase:"Strongly urges"'), ('phrase:"strongly*"'), ('phrase:strongly'),
	('part:preambular'), ('part:annex'), ('word:lakes'), ('word:LAKES'), ('word:lake'), ('word:lak*'), ('word:cooperation'), ('word:co-operation'), ('word:"Secretary-General"'),
	('word:general'), ('word:"general assembly"'), ('word:"assembly general"'), ('word:"protecting lak*"'), ('word:"the secretary-g*"'), ('word:"general to"'), ('word:53rd'),
	('title:lakes'), ('title:"field of lakes"'), ('title:"of field"'), ('organ:A'), ('organ:"Security Council"'), ('organ:"Conseil de sécurité"'), ('organ:A/HRC'), ('organ:A*'),
	('session:79'), ('session:7*'), ('symbol:A/C.3/79/L.29'), ('symbol:A/C.3'), ('symbol:A/RES'), ('symbol:S'), ('kind:resolution'), ('kind:"draft resolution"'), ('kind:dra*'),
	('committee:C.3'), ('language:en'), ('language:fr'),
	('{verb:request & word:assembly}'), ('{verb:request & word:"Secretary-General"}'), ('verb:request & word:assembly'), ('{verb:recall & cites:A/RES/69/179}'),
	('{verb:recall & cites:A/RES/55/2}'), ('{verb:recognize & cites:A/RES/55/2}'), ('{part:operative & word:lakes & !verb:reaffirm}'), ('{part:preambular & word:lakes}'),
	('{verb:reaffirm} & !{verb:request}'), ('!{verb:request & word:"Secretary-General"}'), ('{!word:the}'), ('{verb:demand | verb:reaffirm}'),
	('!sponsor:CUB'), ('!sponsor:CUB & !organ:S'), ('sponsor:CUB | organ:S'), ('!(sponsor:CUB | organ:S) & kind:resolution'), ('!word:lakes'), ('!cites:A/RES & !word:lakes');
CREATE TABLE indexed AS SELECT * FROM docs;
CREATE INDEX indexed_all ON indexed USING gin (doc);
CREATE TABLE indexed_cites AS SELECT * FROM docs;
CREATE INDEX indexed_small ON indexed_cites USING gin (doc resolution_cites_ops);
SELECT n, q, ARRAY(SELECT id FROM docs WHERE doc @@ q ORDER BY id) AS docs FROM found ORDER BY n;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM indexed WHERE doc @@ 'word:lakes';
EXPLAIN (COSTS OFF) SELECT * FROM indexed WHERE 'word:lakes' @@ doc;
EXPLAIN (COSTS OFF) SELECT * FROM indexed_cites WHERE doc @> 'A/RES';
CREATE FUNCTION by_index(tab text, q resquery) RETURNS int[] LANGUAGE plpgsql AS $$
DECLARE
	result int[];
BEGIN
	EXECUTE format('SELECT array_agg(id ORDER BY id) FROM %I WHERE doc @@ %L', tab, q) INTO result;
	RETURN coalesce(result, '{}');
END $$;
SELECT n, q, by_index('indexed', q) AS all_keys, by_index('indexed_cites', q) AS cites FROM found
WHERE by_index('indexed', q) <> ARRAY(SELECT id FROM docs WHERE doc @@ q ORDER BY id) OR by_index('indexed_cites', q) <> by_index('indexed', q)
ORDER BY n;
RESET enable_seqscan;

-- a symbol
SELECT id, doc @> 'A/RES/69/179' AS it, doc @> 'A/RES/69' AS above, doc @> 'S' AS council, 'A/RES/69/179'::docsymbol <@ doc AS turned FROM docs ORDER BY id;
SELECT s, array_agg(id ORDER BY id) AS cited_by FROM docs JOIN unnest('{A/RES/69/179,S/RES/1325 (2000),A/HRC/60,A/RES/1/1}'::docsymbol[]) s ON doc @> s GROUP BY s ORDER BY s;

-- many queries and one document
SELECT n, q FROM found WHERE q @@ (SELECT doc FROM docs WHERE id = 2) ORDER BY n LIMIT 5;
SELECT count(*) FROM docs, found WHERE (doc @@ q) <> (q @@ doc);

-- strict
SELECT NULL::resolution @@ 'word:a'::resquery AS no_doc, doc @@ NULL::resquery AS no_query, doc @> NULL::docsymbol AS no_symbol FROM docs LIMIT 1;

-- the kept clauses, marked
SELECT id, h.* FROM docs, resolution_headline(doc, 'verb:request & word:report | {word:lakes & part:operative}') h ORDER BY id, clause;
SELECT id, h.path, h.headline FROM docs, resolution_headline(doc, 'cites:A/RES/69/179 & !word:zebra', '[', ']') h ORDER BY id, clause;
SELECT id, h.path, h.headline FROM docs, resolution_headline(doc, 'word:"human rights" | word:sei* | word:"secretary-general"', '*', '*') h ORDER BY id, clause;
SELECT count(*) FROM docs, resolution_headline(doc, 'organ:A') h;
SELECT count(*) FROM docs, resolution_headline(doc, 'word:report & word:zebra') h;

-- the server's own text search: weights, language
SELECT id, ts_rank(to_tsvector(doc), to_tsquery('english', 'lakes')) > 0 AS lakes, to_tsvector(doc) @@ 'lake:A' AS title, to_tsvector(doc) @@ 'reaffirm:B' AS operative,
	to_tsvector(doc) @@ 'recal:C' AS preamble, to_tsvector(doc) @@ 'supplement:D' AS note, to_tsvector(doc) @@ 'distr'::tsquery AS masthead FROM docs ORDER BY id;
SELECT to_tsvector('simple', doc) FROM docs WHERE id = 2;
SELECT to_tsvector(E'L’Assemblée générale,\n\nRappelant sa résolution 55/2,\n\n1. Décide de rester saisie des questions.'::resolution);
SET default_text_search_config = 'german';
SELECT id, to_tsvector(doc) = to_tsvector('english', doc) AS english FROM docs ORDER BY id;
RESET default_text_search_config;

-- what stands under an opening phrase: in braces its verb and phrase count for sub-paragraphs, and an index says the same
CREATE TABLE listed AS SELECT 1 AS id, E'The General Assembly,\n\nRecalling:\n\n(a) Its resolution 55/2,\n\n(b) Its resolution 69/179 on lakes,\n\n1. Strongly urges States to protect lakes;\n\n2. Requests the Secretary-General:\n\n(a) To report on rivers:\n\n(i) In deserts;\n\n(ii) In glaciers, with resolution 70/1;\n\n(b) To convene a meeting;\n\n3. Decides to remain seized of the matter.'::resolution AS doc;
INSERT INTO listed SELECT 2, E'The General Assembly,\n\nRecalling its resolution 70/1 on glaciers,\n\n1. Urges States to report on rivers;\n\n2. Requests the Secretary-General to convene a meeting in deserts.'::resolution;
CREATE INDEX ON listed USING gin (doc);
SELECT path, verb FROM listed, resolution_clauses(doc) WHERE id = 1;
CREATE TABLE listed_asked (n serial, q resquery);
INSERT INTO listed_asked (q) VALUES ('{verb:request & word:report}'), ('{verb:request & word:glaciers}'), ('{verb:request & word:"report on rivers"}'), ('{verb:request & word:rivers & word:deserts}'),
	('{verb:request & word:lakes}'), ('{phrase:requests & word:meeting}'), ('{verb:recall & cites:A/RES/55/2}'), ('{verb:recall & cites:A/RES/55}'), ('{verb:recall & cites:A/RES/5*}'), ('{verb:recall & cites:A/RES/70/1}'),
	('{verb:request & cites:A/RES/70/1}'), ('{part:operative & cites:A/RES/70/1}'), ('{part:preambular & cites:A/RES/70/1}'), ('{part:operative & verb:request & word:glaciers}'), ('{part:operative & verb:recall}'),
	('{part:operative & verb:req*}'), ('{(verb:urge | verb:decide) & (word:lakes | word:matter)}'), ('{(verb:urge | verb:decide) & (word:glaciers | word:meeting)}'), ('{(verb:urge | verb:decide) & cites:A/RES/70/1}'),
	('{word:glaciers & !verb:request}'), ('{word:glaciers & !verb:recall}'), ('!{verb:request & word:glaciers}'), ('{verb:request & !word:meeting & word:convene}'), ('{verb:request & word:to}'), ('{verb:req* & word:glaciers}'), ('{verb:request & word:glac*}'),
	('{verb:request & (word:glaciers & word:deserts | word:convene)}'), ('{verb:request & word:Secretary-General & word:convene}');
CREATE TABLE listed_scan AS SELECT * FROM listed;
SET enable_seqscan = off;
SELECT q, scan, CASE WHEN by_index('listed', q) <> scan THEN by_index('listed', q) END AS but_index
FROM (SELECT n, q, ARRAY(SELECT id FROM listed_scan WHERE doc @@ q ORDER BY id) AS scan FROM listed_asked) a ORDER BY n;
RESET enable_seqscan;
SELECT q, path, headline FROM listed JOIN (VALUES ('{verb:request & word:glaciers}'), ('{verb:recall & cites:A/RES/55}'), ('verb:request'), ('{verb:request}')) v (q) ON id = 1, resolution_headline(doc, q::resquery, '[', ']') h ORDER BY q COLLATE "C", clause;
DROP TABLE listed, listed_asked, listed_scan;

-- Chinese: any characters that stand together
CREATE TABLE chinese AS SELECT 1 AS id, E'大会，\n\n回顾其第55/2号决议，\n\n1. 请秘书长向大会提交报告；\n\n2. 决定继续处理此案。'::resolution AS doc;
CREATE INDEX ON chinese USING gin (doc);
SET enable_seqscan = off;
SELECT q, EXISTS (SELECT FROM chinese WHERE doc @@ q::resquery) AS found FROM unnest(ARRAY['word:秘书长', 'word:秘', 'word:书长向', 'word:长秘', 'word:报告*', 'word:55', '{verb:请 & word:秘书长}', '{verb:request & word:报告}', '{verb:decide & word:报告}', 'organ:大会']) q;
RESET enable_seqscan;
SELECT path, headline FROM chinese, resolution_headline(doc, 'word:秘书长 | word:处理') ORDER BY clause;

-- accents, marks and forms of letters
SELECT q, E'Le Conseil de sécurité,\n\nRappelant sa résolution 1325 (2000) et l’Œuvre,\n\n1. Exige que les États coopèrent;\n\n2. Décide de rester saisi.'::resolution @@ q::resquery AS found
FROM unnest(ARRAY['word:etats', 'word:"États"', 'word:ETATS', 'word:cooperent', 'word:oeuvre', 'word:"l''oeuvre"', 'word:ŒUVRE', 'word:etat', 'verb:decide', 'verb:décider']) q;

-- what is counted
ANALYZE indexed;
SELECT encode(e::bytea, 'escape') AS key, round(f::numeric, 2) AS share
FROM (SELECT unnest(most_common_elems::text::bytea[]) AS e, unnest(most_common_elem_freqs) AS f FROM pg_stats WHERE tablename = 'indexed' AND attname = 'doc') s
WHERE substr(encode(e, 'escape'), 1, 1) IN ('v', 'o', 'e', 'p', 'k') ORDER BY e;
SELECT null_frac, n_distinct, array_length(most_common_elem_freqs, 1) - array_length(most_common_elems::text::bytea[], 1) AS more FROM pg_stats WHERE tablename = 'indexed' AND attname = 'doc';

-- indexes are kept by changes
INSERT INTO indexed SELECT 100 + id, doc FROM docs;
DELETE FROM indexed WHERE id = 1;
UPDATE indexed SET doc = (SELECT doc FROM docs WHERE id = 2) WHERE id = 104;
VACUUM indexed;
SET enable_seqscan = off;
SELECT id FROM indexed WHERE doc @@ 'sponsor:CUB' ORDER BY id;
SELECT id FROM indexed WHERE doc @@ 'word:hostilities' ORDER BY id;
SELECT id FROM indexed WHERE doc @@ '!word:hostilities' ORDER BY id;
RESET enable_seqscan;

DROP TABLE queries, found, indexed, indexed_cites, chinese;
DROP FUNCTION refused(text), by_index(text, resquery);
