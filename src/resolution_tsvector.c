/*-------------------------------------------------------------------------
 *
 * resolution_tsvector.c
 *	  A document for the server's own text search.
 *
 * Weights: A the title, B operative clauses, C the preamble, D notes, annexes
 * and the headings of sections.  Footnote calls, page furniture and the
 * masthead are left out.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "catalog/namespace.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/value.h"
#include "tsearch/ts_type.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_to_tsvector);
PG_FUNCTION_INFO_V1(resolution_to_tsvector_config);

/* The server's configuration for each language; Chinese has none. */
static const char *const configurations[RES_LANGUAGES] = {
	[RES_EN] = "english",
	[RES_FR] = "french",
	[RES_ES] = "spanish",
	[RES_RU] = "russian",
	[RES_ZH] = "simple",
	[RES_AR] = "arabic",
	[RES_DE] = "german"
};

/* The weight of a piece of the document; 0 if it is left out. */
static char
weight_of(const ResDocument *doc, const ResBlock *block)
{
	switch (block->kind)
	{
		case RES_BLOCK_TITLE:
			return 'A';
		case RES_BLOCK_CLAUSE:
			if (block->clause < 0)
				return 'D';
			switch (doc->clauses[block->clause].part)
			{
				case RES_OPERATIVE:
					return 'B';
				case RES_PREAMBULAR:
					return 'C';
				case RES_ANNEX:
					return 'D';
			}
			return 'D';
		case RES_BLOCK_HEADING:
		case RES_BLOCK_ANNEX:
		case RES_BLOCK_NOTE:
			return 'D';
		default:
			return 0;
	}
}

/*
 * What is given to the server at a time: its parser and its sort of the words
 * cannot be interrupted.
 */
#define MOST_BYTES	65536
#define MOST_WORDS	20000

typedef struct VectorMaker
{
	Oid			config;
	ParsedText	parsed;
	Datum		vector;			/* of the words that came before */
} VectorMaker;

/* Begin to collect words. */
static void
begin_words(VectorMaker *maker)
{
	memset(&maker->parsed, 0, sizeof(maker->parsed));
	maker->parsed.lenwords = 64;
	maker->parsed.words = palloc(sizeof(ParsedWord) * maker->parsed.lenwords);
}

/* The words collected so far become part of the vector. */
static void
put_words(VectorMaker *maker, char weight)
{
	Datum		vector = DirectFunctionCall2(tsvector_setweight, TSVectorGetDatum(make_tsvector(&maker->parsed)),
											 CharGetDatum(weight));

	maker->vector = maker->vector == (Datum) 0 ? vector :
		DirectFunctionCall2(tsvector_concat, maker->vector, vector);
}

/* Where to cut a text that is too long: behind a blank, else behind a character. */
static int
piece_length(const char *text, size_t len)
{
	int			n = MOST_BYTES;

	if (len <= MOST_BYTES)
		return (int) len;
	while (n > MOST_BYTES / 2 && text[n - 1] != ' ')
		n--;
	return text[n - 1] == ' ' ? n : pg_mbcliplen(text, MOST_BYTES, MOST_BYTES);
}

/* Add all pieces of the document of one weight. */
static void
add_weight(VectorMaker *maker, const ResDocument *doc, char weight)
{
	uint32_t	i;

	begin_words(maker);
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *block = &doc->blocks[i];
		size_t		len;
		char	   *text;

		CHECK_FOR_INTERRUPTS();
		if (weight_of(doc, block) != weight || block->text.len == 0)
			continue;
		text = res_from_utf8(block->text, &len);
		if (!pg_verifymbstr(text, (int) len, true))
			res_damaged();		/* the server's parser does not check it */
		while (len > 0)
		{
			int			n = piece_length(text, len);

			CHECK_FOR_INTERRUPTS();
			parsetext(maker->config, &maker->parsed, text, n);
			text += n;
			len -= n;
			if (maker->parsed.curwords > MOST_WORDS)
			{
				put_words(maker, weight);
				begin_words(maker);
			}
		}
		maker->parsed.pos++;	/* words of two pieces do not follow each other */
	}
	put_words(maker, weight);
}

static Datum
make_vector(Oid config, ResolutionWork *work, const ResDocument *doc)
{
	VectorMaker maker = {.config = config};

	add_weight(&maker, doc, 'A');
	add_weight(&maker, doc, 'C');
	add_weight(&maker, doc, 'B');
	add_weight(&maker, doc, 'D');
	resolution_work_end(work);
	return maker.vector;
}

#define TSVECTOR_PARTS	(RES_WANT_BLOCKS | RES_WANT_CLAUSES)

/* to_tsvector(regconfig, resolution) */
Datum
resolution_to_tsvector_config(PG_FUNCTION_ARGS)
{
	Oid			config = PG_GETARG_OID(0);
	Resolution *r = PG_GETARG_RESOLUTION_P(1);
	ResolutionWork work;
	ResDocument *doc = resolution_open(r, TSVECTOR_PARTS, &work);

	PG_RETURN_DATUM(make_vector(config, &work, doc));
}

/*
 * to_tsvector(resolution) — with the configuration for the language of the
 * document, whatever default_text_search_config is.
 */
Datum
resolution_to_tsvector(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	ResDocument *doc = resolution_open(r, TSVECTOR_PARTS, &work);
	const char *name = "simple";
	Oid			config;

	if ((unsigned) doc->header.lang < RES_LANGUAGES)
		name = configurations[doc->header.lang];
	config = get_ts_config_oid(list_make2(makeString("pg_catalog"), makeString(pstrdup(name))), true);
	if (!OidIsValid(config))
		config = get_ts_config_oid(list_make2(makeString("pg_catalog"), makeString("simple")), false);
	PG_RETURN_DATUM(make_vector(config, &work, doc));
}
