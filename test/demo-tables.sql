-- demo-tables.sql: the tables of the demo
--
-- The archive's columns are those of data/archive.csv: what is known of a file,
-- and its text.  Everything else is asked of the text itself.

CREATE EXTENSION resolution;

CREATE TABLE archive (
	file		text PRIMARY KEY,
	symbol		docsymbol,			-- none in a text without its head
	organ		text NOT NULL,
	year		int,
	language	text NOT NULL,
	extractor	text NOT NULL,
	source		text,
	doc			resolution NOT NULL
);

-- ISO 3166 and M49: codes, regions, names in the six official languages
CREATE TABLE areas (
	iso2 text, iso3 text PRIMARY KEY, m49 int,
	short_en text, formal_en text, short_fr text, short_es text, short_ru text, short_zh text, short_ar text,
	region text, subregion text, intermediate text,
	ldc text, lldc text, sids text, independent text
);

-- recorded votes of the General Assembly
CREATE TABLE votes (
	symbol docsymbol, roll_call int, date date, iso3 text, state text, vote text
);

-- for the eye: long texts in several lines, broken at blanks
CREATE FUNCTION fold(text, width int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT rtrim(regexp_replace($1, format('(.{1,%s})( |$)', $2), E'\\1\n', 'g'), E'\n') $$;
