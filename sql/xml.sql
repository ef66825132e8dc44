--
-- Akoma Ntoso: out by the extension itself, in with libxml2
--
-- xml_1.out is for a build, or a server, without libxml2.
--
\a
SELECT resolution_to_xml(E'A/RES/80/1\n\nResolution adopted by the General Assembly on 16 September 2025\n\n80/1. Lakes & <rivers>\n\nThe General Assembly,\n\nRecalling its resolution 69/179,1\n\nDeeply concerned about:\n\n(a) Lakes;\n\n(b) Rivers,\n\n1. Requests "all" States:\n\n(a) To act:\n\n(i) Now;\n\n(ii) Later;\n\n(b) To report;\n\n2. Decides to remain seized of the matter.\n\n3rd plenary meeting 16 September 2025\n\nAnnex\n\nList of lakes\n\n1. Great lakes\n\n2. Small lakes\n\n__________________\n\n1 See A/69/100.');

-- a control character has no place in XML
SELECT resolution_to_xml(E'The General Assembly,\n\n1. Decides\x01 to \x1bact.')::text ~ E'[\x01\x1b]' AS held;

SELECT NOT resolution_libxml() OR NOT EXISTS (SELECT FROM pg_config WHERE name = 'CONFIGURE' AND setting ~ 'with-libxml') AS skip_test \gset
\if :skip_test
SELECT resolution_from_xml(resolution_to_xml(E'The General Assembly,\n\n1. Decides to act.'));
\quit
\endif

-- official files, in and out and in again
CREATE TABLE official (name text PRIMARY KEY, body text, doc resolution);
\set names `cd "${PG_ABS_SRCDIR:-.}/test/data/akn" && ls *.xml | tr '\n' ' '`
\set bodies `cd "${PG_ABS_SRCDIR:-.}/test/data/akn" && for f in *.xml; do base64 "$f" | tr -d '\n'; echo; done`
INSERT INTO official (name, body) SELECT name, convert_from(decode(body, 'base64'), 'UTF8')
FROM unnest(string_to_array(trim(:'names'), ' '), string_to_array(trim(:'bodies', E'\n'), E'\n')) f (name, body);
UPDATE official SET doc = body::xml::resolution;
SELECT h.symbol, h.language, h.kind, h.adopted, (SELECT count(*) FROM resolution_clauses(doc)) AS clauses,
	(SELECT count(*) FROM resolution_footnotes(doc)) AS notes, (SELECT count(*) FROM resolution_footnotes(doc) WHERE clause IS NOT NULL) AS called,
	(SELECT count(symbol) FROM resolution_citations(doc)) AS cited
FROM official, resolution_header(doc) h ORDER BY name COLLATE "C";
SELECT name FROM official WHERE
	(SELECT array_agg((path, number, section, phrase, verb, text)::text ORDER BY clause) FROM resolution_clauses(doc::xml::resolution)) IS DISTINCT FROM
	(SELECT array_agg((path, number, section, phrase, verb, text)::text ORDER BY clause) FROM resolution_clauses(doc));
SELECT name FROM official WHERE
	(SELECT array_agg((symbol, text, clause, footnote)::text ORDER BY citation) FROM resolution_citations(doc::xml::resolution)) IS DISTINCT FROM
	(SELECT array_agg((symbol, text, clause, footnote)::text ORDER BY citation) FROM resolution_citations(doc));
SELECT name FROM official WHERE
	(SELECT array_agg((path, text)::text ORDER BY clause) FROM resolution_annotated(doc::xml::resolution)) IS DISTINCT FROM
	(SELECT array_agg((path, text)::text ORDER BY clause) FROM resolution_annotated(doc));

-- the text is what print has
SELECT doc::text FROM official WHERE name = 'A_RES_76_277.xml';

-- how words, numbers, notes, tables and references become text
CREATE FUNCTION akn(body text) RETURNS xml LANGUAGE sql AS
$$ SELECT ('<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta><identification source="#x"/></meta>'
	|| '<preamble><formula name="f"><p>The General Assembly,</p></formula></preamble><mainBody>' || body || '</mainBody></statement></akomaNtoso>')::xml $$;
SELECT resolution_from_xml(akn(E'<paragraph><num>1.</num><content><p>\tDecides\n   to <i>act</i> at once,<authorialNote marker="1"><p>See <a href="#x">A/1</a></p><p>and A/2.</p></authorialNote> &lt;and&gt; &#233; &amp;amp;</p></content></paragraph>'
	'<paragraph><num>2.</num><list><intro><p>Requests:</p></intro><point><num>(a)</num><content><p>On<docDate date="2020-01-01">1 January</docDate>;</p></content></point>'
	'<wrapUp><p>and so on<noteRef href="#n" marker="1"/>.</p></wrapUp></list></paragraph>'
	'<container name="table"><table><tr><th><p>A</p></th><th><p>B</p><p>C</p></th></tr><tr><td/><td><p>2</p></td></tr></table></container>'
	'<!-- not a word --><?php not a word ?><p><![CDATA[<b>]]> raw</p>'))::text;

-- what print has and markup leaves out: a line for the letter of a section, blanks behind calls, calls that are only raised, the heading of an annex
CREATE TABLE left_out AS SELECT resolution_from_xml('<akomaNtoso><statement><preface><p><docNumber>74/254.</docNumber> <docTitle>Police personnel</docTitle> <docNumber>B</docNumber><authorialNote marker="1"><p>Note.</p></authorialNote></p></preface>'
	'<preamble><p>The General Assembly,</p><p>Recalling resolution 18/6,<authorialNote marker="2"><p><sup>(</sup><sup>)</sup> A/1.</p></authorialNote><a href="#x">36/4</a> and more<sup>(</sup><authorialNote marker="3"><p>A/2.</p></authorialNote><sup>)</sup>,</p></preamble>'
	'<mainBody><p>1. Takes note of the report;<sup>2</sup></p><p>2. Decides on 10<sup>2</sup> m<sup>2</sup> of it, and 4<sup>th</sup>;<sup>9</sup></p></mainBody>'
	'<attachments><attachment><doc name="annex"><mainBody><p>Terms of reference</p><p>1. Lakes.</p></mainBody></doc></attachment>'
	'<attachment><doc name="annex"><mainBody><p>Annex II<eol/>More of them</p><p>1. Rivers.</p></mainBody></doc></attachment></attachments></statement></akomaNtoso>') AS doc;
SELECT doc::text FROM left_out;
SELECT path, text FROM left_out, resolution_annotated(doc);
SELECT marker, text, anchor FROM left_out, resolution_footnotes(doc);
SELECT substring(doc::xml::text FROM '<preface>.*</preamble>') FROM left_out;
DROP TABLE left_out;

-- what is no document
SELECT resolution_from_xml('<html/>');
SELECT resolution_from_xml('<akomaNtoso xmlns="http://www.w3.org/1999/xhtml"/>');
\set VERBOSITY terse
SELECT resolution_from_xml('just text');	-- what is wrong says libxml2, in its own words
SELECT resolution_from_xml('');
\set VERBOSITY default
SELECT resolution_from_xml(akn(''));
SELECT resolution_from_xml('<a/><b/>');

-- entities: neither bombs nor files, whatever the server lets through
SELECT resolution_from_xml('<!DOCTYPE akomaNtoso [<!ENTITY a "The General Assembly,"><!ENTITY b "&a;&a;">]><akomaNtoso><p>&b;</p><p>1. Decides to act.</p></akomaNtoso>');
SELECT resolution_from_xml('<!DOCTYPE akomaNtoso [<!ENTITY a SYSTEM "file:///etc/passwd">]><akomaNtoso><p>&a;</p></akomaNtoso>');
SELECT resolution_from_xml('<!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:1/x.dtd"><akomaNtoso/>');
SELECT resolution_from_xml('<!DOCTYPE akomaNtoso><akomaNtoso/>');

-- depth and size
SELECT resolution_from_xml(akn(repeat('<section>', 190) || '<p>1. Decides to act.</p>' || repeat('</section>', 190))) -> '1' AS deep;
SELECT resolution_from_xml(('<akomaNtoso>' || repeat('<section>', 201) || repeat('</section>', 201) || '</akomaNtoso>')::xml);
SELECT resolution_from_xml('<akomaNtoso>' || repeat('<p>x</p>', 9000000) || '</akomaNtoso>');
SELECT resolution_from_xml('<akomaNtoso>' || repeat('<p>x</p>', 2000000) || '</akomaNtoso>');
SELECT length(resolution_from_xml(akn(repeat('<p>1. Decides to act.</p>', 20000)))::text) AS long;

-- a declaration says nothing: the server has the encoding
SELECT resolution_from_xml('<?xml version="1.0" encoding="ISO-8859-1"?><akomaNtoso><p>The General Assembly,</p><p>1. Decides on cafés.</p></akomaNtoso>') -> '1' AS text;

-- a database that cannot hold every character
CREATE DATABASE regress_resolution_xml ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
SELECT current_database() AS home \gset
\c regress_resolution_xml
CREATE EXTENSION resolution;
SELECT resolution_from_xml('<akomaNtoso><p>The General Assembly,</p><p>1. Decides on cafés, &#233;.</p></akomaNtoso>') -> '1' AS text;
SELECT octet_length(resolution_from_xml('<akomaNtoso><p>The General Assembly,</p><p>1. Decides on é.</p></akomaNtoso>') -> '1') AS bytes;
SELECT resolution_from_xml('<akomaNtoso><p>The General Assembly,</p><p>1. Decides on &#1051;.</p></akomaNtoso>');
\c :home
DROP DATABASE regress_resolution_xml;
DROP TABLE official;
DROP FUNCTION akn(text);
