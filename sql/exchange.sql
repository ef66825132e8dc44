--
-- Out to other formats: JSON, HTML, Markdown, the network of citations
--
CREATE TABLE exchange (id int PRIMARY KEY, name text UNIQUE, doc resolution);
INSERT INTO exchange VALUES (1, 'draft', $$
United Nations A/80/L.1*

General Assembly
Distr.: Limited
3 September 2025
Original: English

Eightieth session
Agenda item 72 (b)

Cuba, Côte d’Ivoire and Türkiye: draft resolution

Lakes, rivers & <b>seas</b>

The General Assembly,

Recalling its resolution 69/179 of 18 December 2014,1 and Security Council resolution 1325 (2000),2

Noting the “needs” of *lakes* in [brackets],

1. Requests the Secretary-General:

(a) To report on A/C.3/70/L.29/Rev.1;

(b) To convene:

(i) A meeting;

(ii) Another meeting;

and to be brief;

2. Decides to remain seized of the matter.

__________________

1 See A/69/100.

2 United Nations, Treaty Series, vol. 1, No. 2.
$$);

\a
-- the whole structure; names and nesting are a promise (doc/json.md)
SELECT jsonb_pretty(doc::jsonb) FROM exchange WHERE name = 'draft';

-- it says what the set-returning functions say
CREATE FUNCTION differences(r resolution) RETURNS SETOF text LANGUAGE sql AS
$$
	WITH j AS (SELECT r::jsonb AS j)
	SELECT 'clauses' FROM j WHERE coalesce((SELECT jsonb_agg(e - 'annotated' - 'footnotes' - 'span' ORDER BY n) FROM jsonb_array_elements(j -> 'clauses') WITH ORDINALITY x (e, n)), '[]')
		IS DISTINCT FROM coalesce((SELECT jsonb_agg(to_jsonb(c) - 'span' ORDER BY clause) FROM resolution_clauses(r) c), '[]')
	UNION ALL
	SELECT 'annotated' FROM j WHERE coalesce((SELECT jsonb_agg(e -> 'annotated' ORDER BY n) FROM jsonb_array_elements(j -> 'clauses') WITH ORDINALITY x (e, n)), '[]')
		IS DISTINCT FROM coalesce((SELECT jsonb_agg(to_jsonb(text) ORDER BY clause) FROM resolution_annotated(r)), '[]')
	UNION ALL
	SELECT 'footnotes' FROM j WHERE coalesce((SELECT jsonb_agg(e - 'span' ORDER BY n) FROM jsonb_array_elements(j -> 'footnotes') WITH ORDINALITY x (e, n)), '[]')
		IS DISTINCT FROM coalesce((SELECT jsonb_agg(to_jsonb(f) - 'span' ORDER BY footnote) FROM resolution_footnotes(r) f), '[]')
	UNION ALL
	SELECT 'sponsors' FROM j WHERE coalesce((SELECT jsonb_agg(e - 'span' ORDER BY n) FROM jsonb_array_elements(j -> 'sponsors') WITH ORDINALITY x (e, n)), '[]')
		IS DISTINCT FROM coalesce((SELECT jsonb_agg(to_jsonb(s) - 'span' ORDER BY sponsor) FROM resolution_sponsors(r) s), '[]')
	UNION ALL
	SELECT 'citations' FROM j WHERE coalesce((SELECT jsonb_agg(e - 'span' ORDER BY n) FROM jsonb_array_elements(j -> 'citations') WITH ORDINALITY x (e, n)), '[]')
		IS DISTINCT FROM coalesce((SELECT jsonb_agg(to_jsonb(c) - 'span' ORDER BY citation) FROM resolution_citations(r) c), '[]')
	UNION ALL
	SELECT 'votes' FROM j WHERE jsonb_array_length(j -> 'votes') <> (SELECT count(*) FROM resolution_votes(r))
	UNION ALL
	SELECT 'header' FROM j WHERE j -> 'header' IS DISTINCT FROM (SELECT to_jsonb(h) FROM resolution_header(r) h)
	UNION ALL
	SELECT 'spans' FROM j WHERE (SELECT jsonb_agg(e -> 'span' ORDER BY n) FROM jsonb_array_elements(j -> 'clauses') WITH ORDINALITY x (e, n))
		IS DISTINCT FROM (SELECT jsonb_agg(CASE WHEN span IS NULL THEN 'null' ELSE jsonb_build_array(lower(span), upper(span)) END ORDER BY clause) FROM resolution_clauses(r))
$$;
SELECT name, differences(doc) FROM exchange;

-- the sample archive, and values that earlier releases stored
CREATE TABLE exchange_archive (file text PRIMARY KEY, symbol docsymbol, organ text, year int,
	language text, extractor text, source text, doc resolution);
\set archive `echo "${PG_ABS_SRCDIR:-.}/data/archive.csv"`
\set load '\\copy exchange_archive FROM ' :'archive' ' WITH (FORMAT csv, HEADER)'
:load
SELECT count(*) AS documents, count(*) FILTER (WHERE jsonb_array_length(doc::jsonb -> 'clauses') > 0) AS "with clauses" FROM exchange_archive;
SELECT file, differences(doc) FROM exchange_archive;

-- HTML
SELECT resolution_html(doc) FROM exchange WHERE name = 'draft';

-- nothing of a text becomes markup
INSERT INTO exchange VALUES (2, 'hostile', $$A/80/L.2"onmouseover=alert(1)

Cuba<script>alert("1")</script>: draft resolution

Title "><img src=x onerror=alert(1)> & 'more' --> ]]>

The General Assembly,

Recalling <a href="javascript:alert(1)">resolution 55/2</a>, `code` and ![image](javascript:alert(1)),1

1. Requests <b>all</b> &lt;States&gt; &#60;i&#62; http://example.org/<x>;

(a") To act <svg onload=alert(1)>;

(b) To [click](javascript:alert(2)) | on | tables |.

__________________

1 See <iframe src="//example.org"></iframe> A/55/1"><script>.
$$);
SELECT resolution_html(doc) FROM exchange WHERE name = 'hostile';
-- each "<" begins one of our elements, with our attributes, and no address but ours
CREATE FUNCTION foreign_markup(html text) RETURNS bigint LANGUAGE sql AS
$$
	SELECT (SELECT count(*) FROM regexp_matches(html, '<', 'g')) - (SELECT count(*) FROM regexp_matches(html,
		'</?(article|header|footer|p|h1|h2|div|ul|li|span|em|sup|a|hr|bdi)( (class|id|title|role|lang|dir)="[^"<>]*"| href="(#|https://undocs\.org/)[^"<>]*")*>', 'g'))
$$;
SELECT foreign_markup('<p>') AS ours, foreign_markup('<p><script>') AS other, foreign_markup('<p onload="x">') AS attribute, foreign_markup('<a href="javascript:x">') AS address;
SELECT name, foreign_markup(resolution_html(doc)) FROM exchange;
SELECT sum(foreign_markup(resolution_html(doc))), count(DISTINCT left(resolution_html(doc), 48)) AS languages FROM exchange_archive;
SELECT left(resolution_html(doc), 54) FROM exchange_archive WHERE language = 'ar' ORDER BY file LIMIT 1;
-- there a call is isolated: digits in front of it would draw it to their other side
SELECT count(*) > 0 AS called, bool_and(resolution_html(doc) ~ '<sup class="call" id="[^"]*" dir="auto"><a') AS isolated
FROM exchange_archive WHERE language = 'ar' AND EXISTS (SELECT FROM resolution_footnotes(doc) WHERE clause IS NOT NULL);

-- Markdown
SELECT resolution_markdown(doc) FROM exchange ORDER BY id;

-- control characters, which neither XML nor HTML can hold
SELECT resolution_html(E'The General Assembly,\n\n1. Decides\x01 to \x1b[31mact\x7f.') ~ E'[\x01\x1b\x7f]' AS held,
	resolution_markdown(E'The General Assembly,\n\n1. Decides\x01 to \x1b[31mact\x7f.') ~ E'[\x01\x1b\x7f]' AS held;

-- the network: edges of one document
SELECT source, target, kind, verb, path, footnote, date FROM exchange, resolution_edges(doc) WHERE name = 'draft';
SELECT count(*) FROM resolution_edges(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.');	-- no symbol, no edge

-- as GraphML; twice the same document is the same network with twice the weight
SELECT resolution_graphml(doc) FROM exchange WHERE name = 'draft';
SELECT replace(resolution_graphml(doc)::text, '"weight">2<', '"weight">1<') = (SELECT resolution_graphml(doc)::text FROM exchange WHERE name = 'draft') AS same
FROM exchange, generate_series(1, 2) WHERE name = 'draft';
SELECT resolution_graphml(doc) FROM exchange WHERE id < 0;
SELECT resolution_graphml(doc) FROM (VALUES (NULL::resolution)) v (doc);

-- in whatever order and by however many processes it is made
CREATE TABLE network AS SELECT resolution_graphml(doc)::text AS graphml FROM exchange_archive;
SELECT resolution_graphml(doc ORDER BY md5(file))::text = graphml AS same FROM exchange_archive, network GROUP BY graphml;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
ALTER TABLE exchange_archive SET (parallel_workers = 2);
EXPLAIN (COSTS OFF) SELECT resolution_graphml(doc) FROM exchange_archive;
SELECT (SELECT resolution_graphml(doc)::text FROM exchange_archive) = graphml AS same FROM network;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
SELECT (regexp_matches(graphml, '<node', 'g'))[1] AS thing, count(*) > 1000 AS many FROM network GROUP BY 1
UNION ALL SELECT (regexp_matches(graphml, '<edge', 'g'))[1], count(*) > 2000 FROM network GROUP BY 1;
SELECT count(*) = (SELECT count(DISTINCT (e.source, e.target, e.verb_en)) FROM exchange_archive, resolution_edges(doc) e) AS "an edge for each pair and verb"
FROM network, regexp_matches(graphml, '<edge', 'g');

-- files of JSON Lines
COPY (SELECT doc::jsonb -> 'header' -> 'title' FROM exchange ORDER BY id) TO STDOUT;

-- a database that cannot hold every character
CREATE DATABASE regress_resolution_exchange ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
SELECT current_database() AS home \gset
\c regress_resolution_exchange
CREATE EXTENSION resolution;
CREATE TABLE exchange AS SELECT E'A/80/L.3\n\nCuba and Côte d''Ivoire: draft resolution\n\nCafés\n\nThe General Assembly,\n\nRecalling the café of resolution 55/2,\n\n1. Requests:\n\n- One thing;\n\n- Another thing;'::resolution AS doc;
SELECT doc::jsonb #>> '{clauses,0,text}' AS text, doc::jsonb #>> '{sponsors,1,state}' AS state FROM exchange;
SELECT resolution_html(doc) ~ 'café' AS html, resolution_markdown(doc) ~ 'café' AS markdown, resolution_graphml(doc)::text ~ 'Cafés' AS graphml FROM exchange GROUP BY doc;
SELECT (doc::xml)::text ~ 'café' AS words, regexp_matches((doc::xml)::text, '<num>[^<]*</num>', 'g') AS bullets FROM exchange;
\c :home
DROP DATABASE regress_resolution_exchange;
DROP TABLE exchange, exchange_archive, network;
DROP FUNCTION differences(resolution);
DROP FUNCTION foreign_markup(text);
