/* sql/resolution--1.0.sql */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION resolution" to load this file. \quit

-- Every object is made with CREATE, never OR REPLACE: an object of somebody
-- else that is in the way must stop the script, not become part of it.

------------------------------------------------------------------------
-- docsymbol: symbol of a document
------------------------------------------------------------------------

CREATE TYPE docsymbol;

CREATE FUNCTION docsymbol_in(cstring) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_in(cstring) IS 'input';

CREATE FUNCTION docsymbol_out(docsymbol) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_out(docsymbol) IS 'output';

CREATE FUNCTION docsymbol_recv(internal) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_recv(internal) IS 'binary input';

CREATE FUNCTION docsymbol_send(docsymbol) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_send(docsymbol) IS 'binary output';

CREATE FUNCTION docsymbol_typanalyze(internal) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_typanalyze(internal) IS 'statistics, with the prefixes under which most rows lie';

CREATE TYPE docsymbol (
	INPUT = docsymbol_in,
	OUTPUT = docsymbol_out,
	RECEIVE = docsymbol_recv,
	SEND = docsymbol_send,
	ANALYZE = docsymbol_typanalyze,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = main,
	CATEGORY = 'U',
	COLLATABLE = false
);
COMMENT ON TYPE docsymbol IS 'symbol of a United Nations document: A/RES/69/179, S/RES/1325 (2000)';

-- casts

CREATE FUNCTION docsymbol_from_text(text) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_from_text(text) IS 'read a symbol; an error if the text is none';

CREATE FUNCTION docsymbol_to_text(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_to_text(docsymbol) IS 'normal form';

CREATE FUNCTION docsymbol_try(text) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_try(text) IS 'read a symbol; NULL if the text is none';

CREATE CAST (text AS docsymbol) WITH FUNCTION docsymbol_from_text(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS docsymbol) IS 'read a symbol; an error if the text is none';

CREATE CAST (docsymbol AS text) WITH FUNCTION docsymbol_to_text(docsymbol) AS ASSIGNMENT;
COMMENT ON CAST (docsymbol AS text) IS 'normal form';

-- order

CREATE FUNCTION docsymbol_lt(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_lt(docsymbol, docsymbol) IS 'implementation of < operator';

CREATE FUNCTION docsymbol_le(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_le(docsymbol, docsymbol) IS 'implementation of <= operator';

CREATE FUNCTION docsymbol_eq(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_eq(docsymbol, docsymbol) IS 'implementation of = operator';

CREATE FUNCTION docsymbol_ne(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_ne(docsymbol, docsymbol) IS 'implementation of <> operator';

CREATE FUNCTION docsymbol_ge(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_ge(docsymbol, docsymbol) IS 'implementation of >= operator';

CREATE FUNCTION docsymbol_gt(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_gt(docsymbol, docsymbol) IS 'implementation of > operator';

CREATE FUNCTION docsymbol_cmp(docsymbol, docsymbol) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_cmp(docsymbol, docsymbol) IS 'less-equal-greater, for btree';

CREATE FUNCTION docsymbol_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_sortsupport(internal) IS 'sort support, for btree';

CREATE FUNCTION docsymbol_hash(docsymbol) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_hash(docsymbol) IS 'hash';

CREATE FUNCTION docsymbol_hash_extended(docsymbol, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_hash_extended(docsymbol, bigint) IS '64-bit hash';

CREATE FUNCTION docsymbol_smaller(docsymbol, docsymbol) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_smaller(docsymbol, docsymbol) IS 'the first of two symbols in order';

CREATE FUNCTION docsymbol_larger(docsymbol, docsymbol) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_larger(docsymbol, docsymbol) IS 'the last of two symbols in order';

CREATE OPERATOR < (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (docsymbol, docsymbol) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (docsymbol, docsymbol) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (docsymbol, docsymbol) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (docsymbol, docsymbol) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (docsymbol, docsymbol) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (docsymbol, docsymbol) IS 'greater than';

CREATE OPERATOR CLASS docsymbol_ops DEFAULT FOR TYPE docsymbol USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 docsymbol_cmp(docsymbol, docsymbol),
	FUNCTION 2 docsymbol_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS docsymbol_ops USING btree IS 'symbols by component, numbers as numbers; also for @> and <@';
COMMENT ON OPERATOR FAMILY docsymbol_ops USING btree IS 'symbols by component, numbers as numbers; also for @> and <@';

CREATE OPERATOR CLASS docsymbol_ops DEFAULT FOR TYPE docsymbol USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 docsymbol_hash(docsymbol),
	FUNCTION 2 docsymbol_hash_extended(docsymbol, bigint);
COMMENT ON OPERATOR CLASS docsymbol_ops USING hash IS 'equal symbols';
COMMENT ON OPERATOR FAMILY docsymbol_ops USING hash IS 'equal symbols';

CREATE AGGREGATE min(docsymbol) (
	SFUNC = docsymbol_smaller, STYPE = docsymbol, COMBINEFUNC = docsymbol_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(docsymbol) IS 'first symbol in order';
CREATE AGGREGATE max(docsymbol) (
	SFUNC = docsymbol_larger, STYPE = docsymbol, COMBINEFUNC = docsymbol_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(docsymbol) IS 'last symbol in order';

-- hierarchy

CREATE FUNCTION docsymbol_contains_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contains_support(internal) IS 'planner support for docsymbol_contains';
CREATE FUNCTION docsymbol_contains_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contains_sel(internal, oid, internal, int) IS 'restriction selectivity of @>';
CREATE FUNCTION docsymbol_contains_joinsel(internal, oid, internal, smallint, internal) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contains_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of @>';

CREATE FUNCTION docsymbol_contained_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contained_support(internal) IS 'planner support for docsymbol_contained';
CREATE FUNCTION docsymbol_contained_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contained_sel(internal, oid, internal, int) IS 'restriction selectivity of <@';
CREATE FUNCTION docsymbol_contained_joinsel(internal, oid, internal, smallint, internal) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_contained_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <@';

CREATE FUNCTION docsymbol_range_end(docsymbol) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_range_end(docsymbol) IS 'end of the range of what lies under a symbol; for plans, no symbol itself';

CREATE FUNCTION docsymbol_prefixes(docsymbol) RETURNS docsymbol[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION docsymbol_prefixes(docsymbol) IS 'all symbols that hold a symbol, from its organ down; the last is itself';

CREATE FUNCTION docsymbol_contains(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	SUPPORT docsymbol_contains_support;
COMMENT ON FUNCTION docsymbol_contains(docsymbol, docsymbol) IS 'implementation of @> operator';

CREATE FUNCTION docsymbol_contained(docsymbol, docsymbol) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
	SUPPORT docsymbol_contained_support;
COMMENT ON FUNCTION docsymbol_contained(docsymbol, docsymbol) IS 'implementation of <@ operator';

CREATE OPERATOR @> (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_contains,
	COMMUTATOR = <@, RESTRICT = docsymbol_contains_sel, JOIN = docsymbol_contains_joinsel
);
COMMENT ON OPERATOR @> (docsymbol, docsymbol) IS 'holds: the second is the first or lies under it, by whole components';

CREATE OPERATOR <@ (
	LEFTARG = docsymbol, RIGHTARG = docsymbol, FUNCTION = docsymbol_contained,
	COMMUTATOR = @>, RESTRICT = docsymbol_contained_sel, JOIN = docsymbol_contained_joinsel
);
COMMENT ON OPERATOR <@ (docsymbol, docsymbol) IS 'lies under: the first is the second or lies under it, by whole components';

-- parts

CREATE FUNCTION docsymbol_organ(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_organ(docsymbol) IS 'organ: A, A/HRC, E/CN.4, UNEP/EA ...';

CREATE FUNCTION docsymbol_committee(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_committee(docsymbol) IS 'Main Committee of the General Assembly: C.1 ... C.6';

CREATE FUNCTION docsymbol_session(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_session(docsymbol) IS 'session: 69, S-6; 15 for (XV)';

CREATE FUNCTION docsymbol_series(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_series(docsymbol) IS 'series: RES, DEC, PRST, L, PV ...';

CREATE FUNCTION docsymbol_number(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_number(docsymbol) IS 'number: 179, 25-26';

CREATE FUNCTION docsymbol_year(docsymbol) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_year(docsymbol) IS 'year, where it is printed';

CREATE FUNCTION docsymbol_kind(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_kind(docsymbol) IS 'kind of document: resolution, decision, draft, report, document ...';

CREATE FUNCTION docsymbol_revision(docsymbol) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_revision(docsymbol) IS 'number of the revision; 0 if it is none';

CREATE FUNCTION docsymbol_base(docsymbol) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_base(docsymbol) IS 'symbol without Rev., Add., Corr., Amend.';

CREATE FUNCTION docsymbol_url(docsymbol) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_url(docsymbol) IS 'address of the document';

CREATE FUNCTION docsymbol_url(docsymbol, text) RETURNS text
	AS 'MODULE_PATHNAME', 'docsymbol_url_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_url(docsymbol, text) IS 'address of the document in a language: ar, en, es, fr, ru, zh';

CREATE FUNCTION docsymbol_members(docsymbol) RETURNS SETOF docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1;
COMMENT ON FUNCTION docsymbol_members(docsymbol) IS 'both symbols of a double symbol, each section of a set of sections, else the symbol';

-- symbols from columns

CREATE FUNCTION docsymbol_make(organ text, session text, number text,
	series text DEFAULT 'RES', year int DEFAULT NULL, suffix text DEFAULT NULL) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_make(text, text, text, text, int, text) IS 'symbol of organ, session and number; NULL if they make none';

CREATE FUNCTION docsymbol_make(organ text, session int, number int,
	series text DEFAULT 'RES', year int DEFAULT NULL, suffix text DEFAULT NULL) RETURNS docsymbol
	AS 'MODULE_PATHNAME', 'docsymbol_make_int' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_make(text, int, int, text, int, text) IS 'symbol of organ, session and number; NULL if they make none';

-- symbols in running text

CREATE FUNCTION docsymbol_cited(citation text, organ text DEFAULT 'A') RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION docsymbol_cited(text, text) IS 'first document that a text cites, in a text of the organ; NULL if none';

CREATE FUNCTION docsymbols_in(source text, organ text DEFAULT 'A') RETURNS SETOF docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5;
COMMENT ON FUNCTION docsymbols_in(text, text) IS 'all documents that a text cites, in a text of the organ, in printed order';

------------------------------------------------------------------------
-- resolution: one document
------------------------------------------------------------------------

CREATE TYPE resolution;

CREATE FUNCTION resolution_in(cstring) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION resolution_in(cstring) IS 'input';

CREATE FUNCTION resolution_out(resolution) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION resolution_out(resolution) IS 'output';

CREATE FUNCTION resolution_recv(internal) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION resolution_recv(internal) IS 'binary input';

CREATE FUNCTION resolution_send(resolution) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION resolution_send(resolution) IS 'binary output';

CREATE FUNCTION resolution_typanalyze(internal) RETURNS bool
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_typanalyze(internal) IS 'statistics: the most common keys of documents';

CREATE TYPE resolution (
	INPUT = resolution_in,
	OUTPUT = resolution_out,
	RECEIVE = resolution_recv,
	SEND = resolution_send,
	ANALYZE = resolution_typanalyze,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'U',
	COLLATABLE = false
);
COMMENT ON TYPE resolution IS 'text of a United Nations resolution, draft, decision or presidential statement, with its structure';

-- casts

CREATE FUNCTION resolution_from_text(text) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION resolution_from_text(text) IS 'read a text; an error if it is no resolution';

CREATE FUNCTION resolution_source(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION resolution_source(resolution) IS 'the text as it came, byte for byte';

CREATE CAST (text AS resolution) WITH FUNCTION resolution_from_text(text);
COMMENT ON CAST (text AS resolution) IS 'read a text; an error if it is no resolution';

CREATE CAST (resolution AS text) WITH FUNCTION resolution_source(resolution) AS ASSIGNMENT;
COMMENT ON CAST (resolution AS text) IS 'the text as it came, byte for byte';

-- about texts and their reading

CREATE FUNCTION resolution_try(text) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION resolution_try(text) IS 'read a text; NULL if it is no resolution';

CREATE FUNCTION resolution_problems(text,
	OUT severity text, OUT line int, OUT message text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 5;
COMMENT ON FUNCTION resolution_problems(text) IS 'why a text is refused (error), what could not be placed (warning), what was mended (note)';

CREATE FUNCTION resolution_parser_version(resolution) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_parser_version(resolution) IS 'version of the reader that made the value';

CREATE FUNCTION resolution_reparse(resolution) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
COMMENT ON FUNCTION resolution_reparse(resolution) IS 'the same text, read by the present reader';

CREATE FUNCTION resolution_version() RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_version() IS 'version of the library that is loaded';

-- single values

CREATE FUNCTION resolution_symbol(resolution) RETURNS docsymbol
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_symbol(resolution) IS 'symbol of the document in normal form';

CREATE FUNCTION resolution_title(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_title(resolution) IS 'title, without number and note calls';

CREATE FUNCTION resolution_organ(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_organ(resolution) IS 'organ: A, S, E, A/HRC ...';

CREATE FUNCTION resolution_committee(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_committee(resolution) IS 'Main Committee of the Assembly: C.1 ... C.6';

CREATE FUNCTION resolution_session(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_session(resolution) IS 'session: 80, S-32; of the Economic and Social Council the year';

CREATE FUNCTION resolution_agenda_items(resolution) RETURNS text[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_agenda_items(resolution) IS 'agenda items: 72 (b)';

CREATE FUNCTION resolution_kind(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_kind(resolution) IS 'resolution, draft resolution, decision, draft decision, amendment, statement';

CREATE FUNCTION resolution_date(resolution) RETURNS date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_date(resolution) IS 'date of the document';

CREATE FUNCTION resolution_adopted(resolution) RETURNS date
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_adopted(resolution) IS 'day of adoption';

CREATE FUNCTION resolution_meeting(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_meeting(resolution) IS 'meeting, as printed';

CREATE FUNCTION resolution_vote(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_vote(resolution) IS 'vote, as printed';

CREATE FUNCTION resolution_language(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_language(resolution) IS 'language of the text';

CREATE FUNCTION resolution_distribution(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION resolution_distribution(resolution) IS 'distribution: General, Limited';

CREATE FUNCTION resolution_header(resolution,
	OUT symbol docsymbol, OUT title text, OUT organ text, OUT committee text,
	OUT session text, OUT agenda_items text[], OUT kind text, OUT date date,
	OUT adopted date, OUT meeting text, OUT vote text, OUT language text,
	OUT distribution text) RETURNS record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;
COMMENT ON FUNCTION resolution_header(resolution) IS 'all single values as one row';

-- what a document holds

CREATE FUNCTION resolution_clauses_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_clauses_support(internal) IS 'planner: number of clauses of a constant';

CREATE FUNCTION resolution_footnotes_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_footnotes_support(internal) IS 'planner: number of footnotes of a constant';

CREATE FUNCTION resolution_sponsors_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_sponsors_support(internal) IS 'planner: number of sponsors of a constant';

CREATE FUNCTION resolution_citations_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_citations_support(internal) IS 'planner: number of citations of a constant';

CREATE FUNCTION resolution_clauses(resolution,
	OUT clause int, OUT parent int, OUT part text, OUT path text,
	OUT number text, OUT section text, OUT phrase text, OUT verb text,
	OUT verb_en text, OUT text text, OUT span int4range) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60
	SUPPORT resolution_clauses_support;
COMMENT ON FUNCTION resolution_clauses(resolution) IS 'clauses: where they stand, how they open, their words';

CREATE FUNCTION resolution_footnotes(resolution,
	OUT footnote int, OUT marker text, OUT text text, OUT anchor text,
	OUT clause int, OUT span int4range) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 12
	SUPPORT resolution_footnotes_support;
COMMENT ON FUNCTION resolution_footnotes(resolution) IS 'footnotes and where they are called';

CREATE FUNCTION resolution_sponsors(resolution,
	OUT sponsor int, OUT name text, OUT role text, OUT state text,
	OUT iso3 text, OUT m49 int, OUT footnote int, OUT span int4range) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 20
	SUPPORT resolution_sponsors_support;
COMMENT ON FUNCTION resolution_sponsors(resolution) IS 'sponsors of a draft in printed order, with State and codes';

CREATE FUNCTION resolution_citations(resolution,
	OUT citation int, OUT symbol docsymbol, OUT kind text, OUT title text,
	OUT text text, OUT date date, OUT pinpoint text, OUT verb text,
	OUT clause int, OUT footnote int, OUT span int4range) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400 ROWS 30
	SUPPORT resolution_citations_support;
COMMENT ON FUNCTION resolution_citations(resolution) IS 'documents and instruments that are cited';

CREATE FUNCTION resolution_annotated(resolution,
	OUT clause int, OUT path text, OUT text text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60
	SUPPORT resolution_clauses_support;
COMMENT ON FUNCTION resolution_annotated(resolution) IS 'clauses with [^1] at each call of a footnote';

CREATE FUNCTION resolution_votes(resolution,
	OUT state text, OUT iso3 text, OUT m49 int, OUT vote text,
	OUT span int4range) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 50;
COMMENT ON FUNCTION resolution_votes(resolution) IS 'the recorded vote, where the text prints it';

-- texts

CREATE FUNCTION resolution_clause(resolution, path text) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_clause(resolution, text) IS 'words of the clause with this path';

CREATE OPERATOR -> (
	LEFTARG = resolution,
	RIGHTARG = text,
	FUNCTION = resolution_clause
);
COMMENT ON OPERATOR -> (resolution, text) IS 'words of the clause with this path';

CREATE FUNCTION resolution_text(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300;
COMMENT ON FUNCTION resolution_text(resolution) IS 'the whole document, clean';

-- comparison: by the bytes of the source

CREATE FUNCTION resolution_lt(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_lt(resolution, resolution) IS 'implementation of < operator';

CREATE FUNCTION resolution_le(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_le(resolution, resolution) IS 'implementation of <= operator';

CREATE FUNCTION resolution_eq(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_eq(resolution, resolution) IS 'implementation of = operator';

CREATE FUNCTION resolution_ne(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_ne(resolution, resolution) IS 'implementation of <> operator';

CREATE FUNCTION resolution_ge(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_ge(resolution, resolution) IS 'implementation of >= operator';

CREATE FUNCTION resolution_gt(resolution, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_gt(resolution, resolution) IS 'implementation of > operator';

CREATE FUNCTION resolution_cmp(resolution, resolution) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_cmp(resolution, resolution) IS 'less-equal-greater';

CREATE FUNCTION resolution_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_sortsupport(internal) IS 'sort support';

CREATE FUNCTION resolution_hash(resolution) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_hash(resolution) IS 'hash';

CREATE FUNCTION resolution_hash_extended(resolution, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION resolution_hash_extended(resolution, bigint) IS 'hash of 64 bits';

CREATE OPERATOR < (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_lt,
	COMMUTATOR = >,
	NEGATOR = >=,
	RESTRICT = scalarltsel,
	JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (resolution, resolution) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_le,
	COMMUTATOR = >=,
	NEGATOR = >,
	RESTRICT = scalarlesel,
	JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (resolution, resolution) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_eq,
	COMMUTATOR = =,
	NEGATOR = <>,
	RESTRICT = eqsel,
	JOIN = eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR = (resolution, resolution) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_ne,
	COMMUTATOR = <>,
	NEGATOR = =,
	RESTRICT = neqsel,
	JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (resolution, resolution) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_ge,
	COMMUTATOR = <=,
	NEGATOR = <,
	RESTRICT = scalargesel,
	JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (resolution, resolution) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = resolution,
	RIGHTARG = resolution,
	FUNCTION = resolution_gt,
	COMMUTATOR = <,
	NEGATOR = <=,
	RESTRICT = scalargtsel,
	JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (resolution, resolution) IS 'greater than';

CREATE OPERATOR FAMILY resolution_ops USING btree;
COMMENT ON OPERATOR FAMILY resolution_ops USING btree IS 'documents by the bytes of their source';

CREATE OPERATOR CLASS resolution_ops
	DEFAULT FOR TYPE resolution USING btree FAMILY resolution_ops AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 resolution_cmp(resolution, resolution),
	FUNCTION 2 resolution_sortsupport(internal);
COMMENT ON OPERATOR CLASS resolution_ops USING btree IS 'documents by the bytes of their source';

CREATE OPERATOR FAMILY resolution_ops USING hash;
COMMENT ON OPERATOR FAMILY resolution_ops USING hash IS 'documents by the bytes of their source';

CREATE OPERATOR CLASS resolution_ops
	DEFAULT FOR TYPE resolution USING hash FAMILY resolution_ops AS
	OPERATOR 1 =,
	FUNCTION 1 resolution_hash(resolution),
	FUNCTION 2 resolution_hash_extended(resolution, bigint);
COMMENT ON OPERATOR CLASS resolution_ops USING hash IS 'documents by the bytes of their source';

------------------------------------------------------------------------
-- resquery: a search over documents
------------------------------------------------------------------------

CREATE TYPE resquery;

CREATE FUNCTION resquery_in(cstring) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_in(cstring) IS 'input';

CREATE FUNCTION resquery_out(resquery) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_out(resquery) IS 'output';

CREATE FUNCTION resquery_recv(internal) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_recv(internal) IS 'binary input';

CREATE FUNCTION resquery_send(resquery) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_send(resquery) IS 'binary output';

CREATE TYPE resquery (
	INPUT = resquery_in,
	OUTPUT = resquery_out,
	RECEIVE = resquery_recv,
	SEND = resquery_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'U',
	COLLATABLE = false
);
COMMENT ON TYPE resquery IS 'search over resolutions: cites:A/RES/55/2 & sponsor:CUB & {verb:request & word:report}';

CREATE FUNCTION resquery_from_text(text) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_from_text(text) IS 'read a query; an error if the text is none';

CREATE FUNCTION resquery_to_text(resquery) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_to_text(resquery) IS 'the text of a query';

CREATE CAST (text AS resquery) WITH FUNCTION resquery_from_text(text) AS ASSIGNMENT;
COMMENT ON CAST (text AS resquery) IS 'read a query; an error if the text is none';

CREATE CAST (resquery AS text) WITH FUNCTION resquery_to_text(resquery) AS ASSIGNMENT;
COMMENT ON CAST (resquery AS text) IS 'the text of a query';

-- queries of queries

CREATE FUNCTION resquery_term(field text, value text) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_term(text, text) IS 'the query field:value; no mark in the value counts';

CREATE FUNCTION resquery_and(resquery, resquery) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_and(resquery, resquery) IS 'implementation of && operator';

CREATE FUNCTION resquery_or(resquery, resquery) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_or(resquery, resquery) IS 'implementation of || operator';

CREATE FUNCTION resquery_not(resquery) RETURNS resquery
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_not(resquery) IS 'implementation of !! operator';

CREATE OPERATOR && (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_and
);
COMMENT ON OPERATOR && (resquery, resquery) IS 'both';

CREATE OPERATOR || (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_or
);
COMMENT ON OPERATOR || (resquery, resquery) IS 'one of the two, or both';

CREATE OPERATOR !! (
	RIGHTARG = resquery, FUNCTION = resquery_not
);
COMMENT ON OPERATOR !! (NONE, resquery) IS 'not';

CREATE FUNCTION resquery_numnode(resquery) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_numnode(resquery) IS 'terms and operators of a query';

CREATE FUNCTION resquery_querytree(resquery) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION resquery_querytree(resquery) IS 'the part of a query that an index can look up; T if none';

-- order: by the bytes of the stored form; it has no meaning

CREATE FUNCTION resquery_lt(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_lt(resquery, resquery) IS 'implementation of < operator';

CREATE FUNCTION resquery_le(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_le(resquery, resquery) IS 'implementation of <= operator';

CREATE FUNCTION resquery_eq(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_eq(resquery, resquery) IS 'implementation of = operator';

CREATE FUNCTION resquery_ne(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_ne(resquery, resquery) IS 'implementation of <> operator';

CREATE FUNCTION resquery_ge(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_ge(resquery, resquery) IS 'implementation of >= operator';

CREATE FUNCTION resquery_gt(resquery, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_gt(resquery, resquery) IS 'implementation of > operator';

CREATE FUNCTION resquery_cmp(resquery, resquery) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_cmp(resquery, resquery) IS 'less-equal-greater';

CREATE FUNCTION resquery_hash(resquery) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_hash(resquery) IS 'hash';

CREATE FUNCTION resquery_hash_extended(resquery, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_hash_extended(resquery, bigint) IS 'hash of 64 bits';

CREATE OPERATOR < (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (resquery, resquery) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (resquery, resquery) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (resquery, resquery) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (resquery, resquery) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (resquery, resquery) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = resquery, RIGHTARG = resquery, FUNCTION = resquery_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (resquery, resquery) IS 'greater than';

CREATE OPERATOR CLASS resquery_ops DEFAULT FOR TYPE resquery USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 resquery_cmp(resquery, resquery);
COMMENT ON OPERATOR CLASS resquery_ops USING btree IS 'queries by their stored form';
COMMENT ON OPERATOR FAMILY resquery_ops USING btree IS 'queries by their stored form';

CREATE OPERATOR CLASS resquery_ops DEFAULT FOR TYPE resquery USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 resquery_hash(resquery),
	FUNCTION 2 resquery_hash_extended(resquery, bigint);
COMMENT ON OPERATOR CLASS resquery_ops USING hash IS 'equal queries';
COMMENT ON OPERATOR FAMILY resquery_ops USING hash IS 'equal queries';

------------------------------------------------------------------------
-- searching documents
------------------------------------------------------------------------

CREATE FUNCTION resolution_matches_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_matches_sel(internal, oid, internal, int) IS 'restriction selectivity of @@';

CREATE FUNCTION resquery_matches_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resquery_matches_sel(internal, oid, internal, int) IS 'restriction selectivity of @@';

CREATE FUNCTION resolution_cites_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_cites_sel(internal, oid, internal, int) IS 'restriction selectivity of @>';

CREATE FUNCTION docsymbol_cited_by_sel(internal, oid, internal, int) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_cited_by_sel(internal, oid, internal, int) IS 'restriction selectivity of <@';

CREATE FUNCTION resolution_matches_joinsel(internal, oid, internal, smallint, internal) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_matches_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of @@';

CREATE FUNCTION resolution_cites_joinsel(internal, oid, internal, smallint, internal) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_cites_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of @>';

CREATE FUNCTION docsymbol_cited_by_joinsel(internal, oid, internal, smallint, internal) RETURNS float8
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION docsymbol_cited_by_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <@';

CREATE FUNCTION resolution_matches(resolution, resquery) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_matches(resolution, resquery) IS 'implementation of @@ operator';

CREATE FUNCTION resquery_matches(resquery, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resquery_matches(resquery, resolution) IS 'implementation of @@ operator';

CREATE FUNCTION resolution_cites(resolution, docsymbol) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_cites(resolution, docsymbol) IS 'implementation of @> operator';

CREATE FUNCTION docsymbol_cited_by(docsymbol, resolution) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION docsymbol_cited_by(docsymbol, resolution) IS 'implementation of <@ operator';

CREATE OPERATOR @@ (
	LEFTARG = resolution, RIGHTARG = resquery, FUNCTION = resolution_matches,
	COMMUTATOR = @@, RESTRICT = resolution_matches_sel, JOIN = resolution_matches_joinsel
);
COMMENT ON OPERATOR @@ (resolution, resquery) IS 'the document answers the query';

CREATE OPERATOR @@ (
	LEFTARG = resquery, RIGHTARG = resolution, FUNCTION = resquery_matches,
	COMMUTATOR = @@, RESTRICT = resquery_matches_sel, JOIN = resolution_matches_joinsel
);
COMMENT ON OPERATOR @@ (resquery, resolution) IS 'the document answers the query';

CREATE OPERATOR @> (
	LEFTARG = resolution, RIGHTARG = docsymbol, FUNCTION = resolution_cites,
	COMMUTATOR = <@, RESTRICT = resolution_cites_sel, JOIN = resolution_cites_joinsel
);
COMMENT ON OPERATOR @> (resolution, docsymbol) IS 'the document cites the symbol or one that lies under it';

CREATE OPERATOR <@ (
	LEFTARG = docsymbol, RIGHTARG = resolution, FUNCTION = docsymbol_cited_by,
	COMMUTATOR = @>, RESTRICT = docsymbol_cited_by_sel, JOIN = docsymbol_cited_by_joinsel
);
COMMENT ON OPERATOR <@ (docsymbol, resolution) IS 'the symbol, or one that lies under it, is cited by the document';

-- what indexes hold

CREATE FUNCTION resolution_gin_extract_value(resolution, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_gin_extract_value(resolution, internal, internal) IS 'GIN support: keys of a document';

CREATE FUNCTION resolution_gin_extract_cites(resolution, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_gin_extract_cites(resolution, internal, internal) IS 'GIN support: keys of the citations of a document';

CREATE FUNCTION resolution_gin_extract_query(resolution, internal, smallint, internal, internal, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_extract_query(resolution, internal, smallint, internal, internal, internal, internal) IS 'GIN support: keys that a query asks for';

CREATE FUNCTION resolution_gin_extract_cites_query(resolution, internal, smallint, internal, internal, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_extract_cites_query(resolution, internal, smallint, internal, internal, internal, internal) IS 'GIN support: keys of citations that a query asks for';

CREATE FUNCTION resolution_gin_consistent(internal, smallint, resolution, int, internal, internal, internal, internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_consistent(internal, smallint, resolution, int, internal, internal, internal, internal) IS 'GIN support: does the query hold';

CREATE FUNCTION resolution_gin_triconsistent(internal, smallint, resolution, int, internal, internal, internal) RETURNS "char"
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_triconsistent(internal, smallint, resolution, int, internal, internal, internal) IS 'GIN support: does the query hold, as far as keys are known';

CREATE FUNCTION resolution_gin_compare(bytea, bytea) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_compare(bytea, bytea) IS 'GIN support: order of keys';

CREATE FUNCTION resolution_gin_compare_partial(bytea, bytea, smallint, internal) RETURNS int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_gin_compare_partial(bytea, bytea, smallint, internal) IS 'GIN support: keys of a range';

CREATE OPERATOR FAMILY resolution_ops USING gin;
COMMENT ON OPERATOR FAMILY resolution_ops USING gin IS 'all that a query can ask of documents';

CREATE OPERATOR CLASS resolution_ops
	DEFAULT FOR TYPE resolution USING gin FAMILY resolution_ops AS
	OPERATOR 1 @@ (resolution, resquery),
	OPERATOR 2 @> (resolution, docsymbol),
	FUNCTION 1 (resolution, resolution) resolution_gin_compare(bytea, bytea),
	FUNCTION 2 (resolution, resolution) resolution_gin_extract_value(resolution, internal, internal),
	FUNCTION 3 (resolution, resolution) resolution_gin_extract_query(resolution, internal, smallint, internal, internal, internal, internal),
	FUNCTION 4 (resolution, resolution) resolution_gin_consistent(internal, smallint, resolution, int, internal, internal, internal, internal),
	FUNCTION 5 (resolution, resolution) resolution_gin_compare_partial(bytea, bytea, smallint, internal),
	FUNCTION 6 (resolution, resolution) resolution_gin_triconsistent(internal, smallint, resolution, int, internal, internal, internal),
	STORAGE bytea;
COMMENT ON OPERATOR CLASS resolution_ops USING gin IS 'all that a query can ask of documents';

CREATE OPERATOR FAMILY resolution_cites_ops USING gin;
COMMENT ON OPERATOR FAMILY resolution_cites_ops USING gin IS 'what documents cite: small';

CREATE OPERATOR CLASS resolution_cites_ops
	FOR TYPE resolution USING gin FAMILY resolution_cites_ops AS
	OPERATOR 1 @@ (resolution, resquery),
	OPERATOR 2 @> (resolution, docsymbol),
	FUNCTION 1 (resolution, resolution) resolution_gin_compare(bytea, bytea),
	FUNCTION 2 (resolution, resolution) resolution_gin_extract_cites(resolution, internal, internal),
	FUNCTION 3 (resolution, resolution) resolution_gin_extract_cites_query(resolution, internal, smallint, internal, internal, internal, internal),
	FUNCTION 4 (resolution, resolution) resolution_gin_consistent(internal, smallint, resolution, int, internal, internal, internal, internal),
	FUNCTION 5 (resolution, resolution) resolution_gin_compare_partial(bytea, bytea, smallint, internal),
	FUNCTION 6 (resolution, resolution) resolution_gin_triconsistent(internal, smallint, resolution, int, internal, internal, internal),
	STORAGE bytea;
COMMENT ON OPERATOR CLASS resolution_cites_ops USING gin IS 'what documents cite: small';

-- what was found

CREATE FUNCTION resolution_headline(resolution, resquery,
	start_sel text DEFAULT '<b>', stop_sel text DEFAULT '</b>',
	OUT clause int, OUT path text, OUT headline text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 5;
COMMENT ON FUNCTION resolution_headline(resolution, resquery, text, text) IS 'the clauses that answer a query, with the words marked';

-- the server's own text search

CREATE FUNCTION to_tsvector(regconfig, resolution) RETURNS tsvector
	AS 'MODULE_PATHNAME', 'resolution_to_tsvector_config' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION to_tsvector(regconfig, resolution) IS 'words by weight: A title, B operative, C preamble, D notes and annexes';

CREATE FUNCTION to_tsvector(resolution) RETURNS tsvector
	AS 'MODULE_PATHNAME', 'resolution_to_tsvector' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 5000;
COMMENT ON FUNCTION to_tsvector(resolution) IS 'the same, with the configuration for the language of the document';

------------------------------------------------------------------------
-- two documents compared
------------------------------------------------------------------------

CREATE FUNCTION resolution_diff(old resolution, new resolution,
	OUT op text, OUT old_path text, OUT new_path text, OUT similarity real,
	OUT old_text text, OUT new_text text, OUT words jsonb) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 60;
COMMENT ON FUNCTION resolution_diff(resolution, resolution) IS 'what became of each clause: same, changed, moved, added, removed; and of its words';

CREATE FUNCTION resolution_similarity(resolution, resolution) RETURNS real
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1500;
COMMENT ON FUNCTION resolution_similarity(resolution, resolution) IS 'share of words that two documents have in common, 0 to 1';

CREATE FUNCTION resolution_diff_html(old resolution, new resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2500;
COMMENT ON FUNCTION resolution_diff_html(resolution, resolution) IS 'the comparison as a page of HTML that needs no other file';

------------------------------------------------------------------------
-- tables of the field
------------------------------------------------------------------------

CREATE FUNCTION resolution_states(
	OUT name text, OUT iso2 text, OUT iso3 text, OUT m49 int, OUT former boolean,
	OUT other_names text[], OUT region text, OUT subregion text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 220;
COMMENT ON FUNCTION resolution_states() IS 'States, present and former, as sponsors and votes name them';

CREATE FUNCTION resolution_phrases(
	OUT language text, OUT phrase text, OUT part text, OUT verb text,
	OUT verb_en text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 2000;
COMMENT ON FUNCTION resolution_phrases() IS 'opening phrases of clauses and their lemmas';

------------------------------------------------------------------------
-- exchange: in from the field's formats, out to the field's tools
------------------------------------------------------------------------

CREATE FUNCTION resolution_from_xml(xml) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4000;
COMMENT ON FUNCTION resolution_from_xml(xml) IS 'read a document in Akoma Ntoso, as the United Nations publishes it';

CREATE FUNCTION resolution_from_xml(text) RETURNS resolution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4000;
COMMENT ON FUNCTION resolution_from_xml(text) IS 'the same of a text, which the server then need not parse as xml before';

CREATE FUNCTION resolution_libxml() RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION resolution_libxml() IS 'was the extension built with libxml2, so that it reads XML?';

CREATE CAST (xml AS resolution) WITH FUNCTION resolution_from_xml(xml);
COMMENT ON CAST (xml AS resolution) IS 'read a document in Akoma Ntoso, as the United Nations publishes it';

CREATE FUNCTION resolution_to_xml(resolution) RETURNS xml
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_to_xml(resolution) IS 'the document in Akoma Ntoso 3.0';

CREATE CAST (resolution AS xml) WITH FUNCTION resolution_to_xml(resolution);
COMMENT ON CAST (resolution AS xml) IS 'the document in Akoma Ntoso 3.0';

CREATE FUNCTION resolution_to_jsonb(resolution) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_to_jsonb(resolution) IS 'the whole structure of the document';

CREATE CAST (resolution AS jsonb) WITH FUNCTION resolution_to_jsonb(resolution);
COMMENT ON CAST (resolution AS jsonb) IS 'the whole structure of the document';

CREATE FUNCTION resolution_html(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_html(resolution) IS 'the document as an HTML article, with notes and cited documents linked';

CREATE FUNCTION resolution_markdown(resolution) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION resolution_markdown(resolution) IS 'the document as Markdown, with notes and cited documents linked';

-- the network of citations

CREATE FUNCTION resolution_edges(resolution,
	OUT source docsymbol, OUT target docsymbol, OUT kind text, OUT verb text,
	OUT verb_en text, OUT path text, OUT footnote int, OUT date date) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400 ROWS 25
	SUPPORT resolution_citations_support;
COMMENT ON FUNCTION resolution_edges(resolution) IS 'citations as edges of a network: which document cites which, and how';

CREATE FUNCTION resolution_graphml_transition(internal, resolution) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 400;
COMMENT ON FUNCTION resolution_graphml_transition(internal, resolution) IS 'aggregate: one more document';

CREATE FUNCTION resolution_graphml_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION resolution_graphml_combine(internal, internal) IS 'aggregate: two networks together';

CREATE FUNCTION resolution_graphml_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION resolution_graphml_serialize(internal) IS 'aggregate: a network for another process';

CREATE FUNCTION resolution_graphml_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION resolution_graphml_deserialize(bytea, internal) IS 'aggregate: a network from another process';

CREATE FUNCTION resolution_graphml_final(internal) RETURNS xml
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION resolution_graphml_final(internal) IS 'aggregate: the network as GraphML';

CREATE AGGREGATE resolution_graphml(resolution) (
	SFUNC = resolution_graphml_transition,
	STYPE = internal,
	SSPACE = 65536,
	FINALFUNC = resolution_graphml_final,
	COMBINEFUNC = resolution_graphml_combine,
	SERIALFUNC = resolution_graphml_serialize,
	DESERIALFUNC = resolution_graphml_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE resolution_graphml(resolution) IS 'network of citations of the documents, as GraphML';
