--
-- Images that releases have written are read for ever: what was found in a
-- text when it was stored is what every later release says of that value.
--
\pset format unaligned

-- A cast without a function takes bytes for a value, unseen.
CREATE CAST (bytea AS resolution) WITHOUT FUNCTION;
\set lines `cd "${PG_ABS_SRCDIR:-.}/data/images" && for f in *.hex; do printf '%s ' "${f%.hex}"; tr -d '\n' < "$f"; echo; done`
CREATE TABLE images AS
SELECT split_part(line, ' ', 1) COLLATE "C" AS name, decode(split_part(line, ' ', 2), 'hex')::resolution AS doc
FROM regexp_split_to_table(trim(:'lines', E'\n'), E'\n') AS line;

SELECT name, resolution_parser_version(doc) AS parser, octet_length(doc::text) AS bytes, md5(doc::text) FROM images ORDER BY name;

SELECT name, symbol, organ, committee, session, agenda_items, kind, language FROM images, resolution_header(doc) ORDER BY name;
SELECT name, date, adopted, meeting, vote, distribution FROM images, resolution_header(doc) ORDER BY name;
SELECT name, title FROM images, resolution_header(doc) ORDER BY name;

-- the parts, each with all columns that it had
SELECT name, count(*), string_agg(path, ' ' ORDER BY clause) AS paths,
	md5(string_agg(concat_ws('|', clause, coalesce(parent, 0), part, path, coalesce(number, '-'), coalesce(section, '-'), coalesce(phrase, '-'),
		coalesce(verb, '-'), coalesce(verb_en, '-'), text, span), E'\n' ORDER BY clause))
FROM images, resolution_clauses(doc) GROUP BY name ORDER BY name;
SELECT name, count(*), string_agg(marker || ' ' || coalesce(anchor, '-'), ', ' ORDER BY footnote) AS notes,
	md5(string_agg(concat_ws('|', footnote, marker, text, coalesce(anchor, '-'), coalesce(clause, 0), span), E'\n' ORDER BY footnote))
FROM images, resolution_footnotes(doc) GROUP BY name ORDER BY name;
SELECT name, count(*), string_agg(DISTINCT role, ', ') AS roles,
	md5(string_agg(concat_ws('|', sponsor, name_1, role, coalesce(iso3, '-'), coalesce(m49, 0), coalesce(footnote, 0), span), E'\n' ORDER BY sponsor))
FROM images, resolution_sponsors(doc) AS s (sponsor, name_1) GROUP BY name ORDER BY name;
SELECT name, count(*), count(symbol) AS symbols,
	md5(string_agg(concat_ws('|', citation, coalesce(symbol::text, '-'), kind, coalesce(title, '-'), text, coalesce(to_char(date, 'YYYY-MM-DD'), '-'),
		coalesce(pinpoint, '-'), coalesce(verb, '-'), coalesce(clause, 0), coalesce(footnote, 0), span), E'\n' ORDER BY citation))
FROM images, resolution_citations(doc) GROUP BY name ORDER BY name;
SELECT name, count(*), count(*) FILTER (WHERE vote = 'in favour') AS in_favour,
	md5(string_agg(concat_ws('|', state, iso3, vote, span), E'\n'))
FROM images, resolution_votes(doc) GROUP BY name ORDER BY name;
SELECT name, md5(string_agg(concat_ws('|', clause, path, text), E'\n')) AS annotated FROM images, resolution_annotated(doc) GROUP BY name ORDER BY name;
SELECT name, length(resolution_text(doc)), md5(resolution_text(doc)) FROM images ORDER BY name;

-- they can be brought to what the present reader says
SELECT count(*), bool_and(resolution_reparse(doc) = doc AND resolution_reparse(doc)::text = doc::text) AS same_text,
	bool_and(octet_length(resolution_reparse(doc)::text) > 0) AS read FROM images;

DROP CAST (bytea AS resolution);
DROP TABLE images;
