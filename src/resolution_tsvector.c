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

/* All pieces of one weight, as a vector. */
static Datum
vector_of_weight(Oid config, const ResDocument *doc, char weight)
{
	ParsedText	parsed;
	uint32_t	i;
	Datum		vector;

	memset(&parsed, 0, sizeof(parsed));
	parsed.lenwords = 64;
	parsed.words = palloc(sizeof(ParsedWord) * parsed.lenwords);
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *block = &doc->blocks[i];
		size_t		len;
		char	   *text;

		if (weight_of(doc, block) != weight || block->text.len == 0)
			continue;
		text = res_from_utf8(block->text, &len);
		if (!pg_verifymbstr(text, (int) len, true))
			res_damaged();		/* the server's parser does not check it */
		parsetext(config, &parsed, text, (int) len);
		parsed.pos++;			/* words of two pieces do not follow each other */
	}
	vector = TSVectorGetDatum(make_tsvector(&parsed));
	return DirectFunctionCall2(tsvector_setweight, vector, CharGetDatum(weight));
}

static Datum
make_vector(Oid config, ResolutionWork *work, const ResDocument *doc)
{
	static const char weights[] = {'A', 'C', 'B', 'D'};
	Datum		result = vector_of_weight(config, doc, weights[0]);
	int			i;

	for (i = 1; i < (int) lengthof(weights); i++)
		result = DirectFunctionCall2(tsvector_concat, result, vector_of_weight(config, doc, weights[i]));
	resolution_work_end(work);
	return result;
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
