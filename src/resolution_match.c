/*-------------------------------------------------------------------------
 *
 * resolution_match.c
 *	  Does a document answer a query: @@ and @>; what in it does: headline.
 *
 * A query is made ready once for all rows of a scan.  Where the single values
 * of a document may decide, its head is asked before the whole is fetched.
 *
 *-------------------------------------------------------------------------
 */
#include "resquery.h"

#include "docsymbol.h"
#include "internal.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(resolution_matches);
PG_FUNCTION_INFO_V1(resquery_matches);
PG_FUNCTION_INFO_V1(resolution_cites);
PG_FUNCTION_INFO_V1(docsymbol_cited_by);
PG_FUNCTION_INFO_V1(resolution_headline);

/* The query of the last row, ready; in fn_extra. */
typedef struct MatchCache
{
	MemoryContext context;
	MemoryContext row;			/* for one document, reset for each */
	struct varlena *value;		/* of query or symbol */
	ResSearch  *search;
} MatchCache;

static struct varlena *
copy_of(const struct varlena *value)
{
	struct varlena *copy = palloc(VARSIZE_ANY(value));

	memcpy(copy, value, VARSIZE_ANY(value));
	return copy;
}

/*
 * The search for a query (or a symbol), from the cache if the row before
 * asked for the same.
 */
static MatchCache *
get_search(FunctionCallInfo fcinfo, struct varlena *value, bool is_symbol)
{
	MatchCache *cache = fcinfo->flinfo->fn_extra;
	MemoryContext old;
	ResArena   *arena;

	if (cache != NULL && cache->value != NULL &&
		VARSIZE_ANY_EXHDR(cache->value) == VARSIZE_ANY_EXHDR(value) &&
		memcmp(VARDATA_ANY(cache->value), VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)) == 0)
		return cache;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(MatchCache));
		cache->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "resquery", ALLOCSET_DEFAULT_SIZES);
		cache->row = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt, "resolution row", ALLOCSET_DEFAULT_SIZES);
		fcinfo->flinfo->fn_extra = cache;
	}
	cache->value = NULL;
	MemoryContextReset(cache->context);
	old = MemoryContextSwitchTo(cache->context);
	arena = resquery_arena(cache->context);
	value = copy_of(value);
	cache->search = res_search_prepare(arena, is_symbol ?
									   resquery_of_symbol(arena, PointerGetDatum(value)) :
									   resquery_open(arena, value));
	cache->value = value;
	MemoryContextSwitchTo(old);
	return cache;
}

static bool
document_matches(MatchCache *cache, Datum document)
{
	MemoryContext old = MemoryContextSwitchTo(cache->row);
	ResTruth	truth = RES_MAYBE;

	if (res_search_has_head(cache->search))
	{
		ResolutionHead head;

		resolution_head_open(document, &head);
		truth = res_search_head(cache->search, head.arena, &head.header);
	}
	if (truth == RES_MAYBE)
	{
		Resolution *r = DatumGetResolutionP(document);
		ResArena   *arena = resquery_arena(cache->row);
		ResDocument *doc;

		if (res_image_read(arena, r->image, RESOLUTION_IMAGE_SIZE(r),
						   res_search_parts(cache->search), &doc) != RES_OK)
			res_damaged();
		truth = res_search_match(cache->search, arena, doc) ? RES_YES : RES_NO;
	}
	MemoryContextSwitchTo(old);
	MemoryContextReset(cache->row);
	return truth == RES_YES;
}

Datum
resolution_matches(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(document_matches(get_search(fcinfo, PG_GETARG_RESQUERY_PP(1), false), PG_GETARG_DATUM(0)));
}

Datum
resquery_matches(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(document_matches(get_search(fcinfo, PG_GETARG_RESQUERY_PP(0), false), PG_GETARG_DATUM(1)));
}

/* resolution_cites — the document cites the symbol, or one that lies under it. */
Datum
resolution_cites(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(document_matches(get_search(fcinfo, PG_GETARG_DOCSYMBOL_PP(1), true), PG_GETARG_DATUM(0)));
}

Datum
docsymbol_cited_by(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(document_matches(get_search(fcinfo, PG_GETARG_DOCSYMBOL_PP(0), true), PG_GETARG_DATUM(1)));
}

/* ---------- headline ---------- */

typedef struct Headline
{
	ResRows		rows;
	const ResDocument *doc;
	text	   *before;
	text	   *after;
	StringInfoData buf;
} Headline;

static void
append_utf8(StringInfo buf, const char *p, uint32_t len)
{
	size_t		n;
	char	   *text = res_from_utf8((ResStr) {p, len}, &n);

	appendBinaryStringInfo(buf, text, (int) n);
	if (text != p)
		pfree(text);
}

/* One clause with its marks. */
static void
put_headline(void *ctx, uint32_t i, const ResMark *marks, uint32_t nmarks)
{
	Headline   *h = ctx;
	const ResClause *clause = &h->doc->clauses[i];
	uint32_t	from = 0;
	uint32_t	m;

	resetStringInfo(&h->buf);
	for (m = 0; m < nmarks; m++)
	{
		append_utf8(&h->buf, clause->text.p + from, marks[m].start - from);
		appendBinaryStringInfo(&h->buf, VARDATA_ANY(h->before), (int) VARSIZE_ANY_EXHDR(h->before));
		append_utf8(&h->buf, clause->text.p + marks[m].start, marks[m].end - marks[m].start);
		appendBinaryStringInfo(&h->buf, VARDATA_ANY(h->after), (int) VARSIZE_ANY_EXHDR(h->after));
		from = marks[m].end;
	}
	append_utf8(&h->buf, clause->text.p + from, clause->text.len - from);

	res_rows_int(&h->rows, (int32) i + 1);
	res_rows_text(&h->rows, clause->path);
	res_rows_datum(&h->rows, PointerGetDatum(cstring_to_text_with_len(h->buf.data, h->buf.len)));
	res_rows_next(&h->rows);
}

/*
 * resolution_headline — the clauses for the sake of which a document is found,
 * the words between two marks.  No row if the document does not match.
 */
Datum
resolution_headline(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResQueryDatum *query = PG_GETARG_RESQUERY_PP(1);
	ResolutionWork work;
	Headline	h;
	ResSearch  *search;

	res_rows_begin(fcinfo, &h.rows);
	h.before = PG_GETARG_TEXT_PP(2);
	h.after = PG_GETARG_TEXT_PP(3);
	initStringInfo(&h.buf);
	h.doc = resolution_open(r, RES_SEARCH_PARTS, &work);
	search = res_search_prepare(work.arena, resquery_open(work.arena, query));
	if (res_search_match(search, work.arena, h.doc))
		res_search_marks(search, work.arena, h.doc, put_headline, &h);
	resolution_work_end(&work);
	pfree(h.buf.data);
	res_rows_end(&h.rows);
	return (Datum) 0;
}
