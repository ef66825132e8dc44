/*-------------------------------------------------------------------------
 *
 * resolution_gin.c
 *	  GIN classes: resolution_ops holds all keys of a document (search.h),
 *	  resolution_cites_ops those of its citations.
 *
 * Both answer "resolution @@ resquery" and "resolution @> docsymbol".  Keys
 * are bytes, in the order of bytes.  Prefixes, and symbols with what lies
 * under them, are ranges of keys: partial matches.
 *
 * Rows are checked again only where keys do not say all: terms bound to one
 * clause for which there are no bound keys (keys.h) or only their hash, words
 * that stand next to each other, and in the small class terms of which it
 * holds nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "resquery.h"

#include "access/gin.h"
#include "access/stratnum.h"
#include "docsymbol.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_gin_extract_value);
PG_FUNCTION_INFO_V1(resolution_gin_extract_cites);
PG_FUNCTION_INFO_V1(resolution_gin_extract_query);
PG_FUNCTION_INFO_V1(resolution_gin_extract_cites_query);
PG_FUNCTION_INFO_V1(resolution_gin_consistent);
PG_FUNCTION_INFO_V1(resolution_gin_triconsistent);
PG_FUNCTION_INFO_V1(resolution_gin_compare);
PG_FUNCTION_INFO_V1(resolution_gin_compare_partial);

/* What is kept of a query while the index is scanned; extra_data of each key. */
typedef struct GinQuery
{
	ResSearch  *search;
	int			nkeys;
	ResTruth   *truths;			/* of terms, room for one evaluation */
	bool		cites_only;
} GinQuery;

typedef struct GinKey
{
	GinQuery   *query;			/* so that no two keys are taken for one */
	const ResWanted *wanted;
} GinKey;

/* ---------- documents ---------- */

static Datum
extract(FunctionCallInfo fcinfo, bool cites_only)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	int32	   *nkeys = (int32 *) PG_GETARG_POINTER(1);
	ResolutionWork work;
	ResDocument *doc;
	ResStr	   *keys;
	Datum	   *result;
	char	   *room;
	Size		size = 0;
	uint32_t	n;
	uint32_t	i;

	doc = resolution_open(r, cites_only ? RES_WANT_CITATIONS : RES_SEARCH_PARTS, &work);
	n = res_search_keys(work.arena, doc, cites_only, &keys);
	for (i = 0; i < n; i++)
	{
		keys[i].len = res_indexed_length(keys[i]);
		size += INTALIGN(VARHDRSZ + keys[i].len);
	}
	result = palloc_extended(sizeof(Datum) * Max(n, 1), MCXT_ALLOC_HUGE);
	room = palloc_extended(Max(size, 1), MCXT_ALLOC_HUGE);
	for (i = 0; i < n; i++)
	{
		SET_VARSIZE(room, VARHDRSZ + keys[i].len);
		memcpy(VARDATA(room), keys[i].p, keys[i].len);
		result[i] = PointerGetDatum(room);
		room += INTALIGN(VARHDRSZ + keys[i].len);
	}
	resolution_work_end(&work);
	PG_FREE_IF_COPY(r, 0);
	*nkeys = (int32) n;
	return PointerGetDatum(n > 0 ? result : NULL);
}

Datum
resolution_gin_extract_value(PG_FUNCTION_ARGS)
{
	return extract(fcinfo, false);
}

Datum
resolution_gin_extract_cites(PG_FUNCTION_ARGS)
{
	return extract(fcinfo, true);
}

/* ---------- queries ---------- */

/* Is the term asked for by its keys: does the class hold them, do bound keys not say more? */
static inline bool
is_held(const GinQuery *query, const ResSearchTerm *term)
{
	return query->cites_only ? term->item->field == RES_FIELD_CITES && !term->bound : !term->covered;
}

/*
 * What the query is, with what is known of the keys: check[i] is GIN_TRUE,
 * GIN_FALSE or GIN_MAYBE, or all keys are missing (check NULL).
 */
static ResTruth
evaluate(GinQuery *query, const GinTernaryValue *check)
{
	uint32_t	nterms;
	const ResSearchTerm *terms = res_search_terms(query->search, &nterms);
	uint32_t	key = 0;
	uint32_t	i;

	for (i = 0; i < nterms; i++)
	{
		const ResSearchTerm *term = &terms[i];
		ResTruth	truth = term->any ? RES_NO : RES_YES;
		uint32_t	j;

		if (!is_held(query, term))
		{
			query->truths[i] = RES_MAYBE;
			continue;
		}
		for (j = 0; j < term->nwanted; j++, key++)
		{
			ResTruth	one = check == NULL || check[key] == GIN_FALSE ? RES_NO :
				check[key] == GIN_TRUE ? RES_YES : RES_MAYBE;

			if (term->any ? one > truth : one < truth)
				truth = one;
		}
		query->truths[i] = truth;
	}
	return res_search_by_keys(query->search, query->truths);
}

static Datum
extract_query(FunctionCallInfo fcinfo, bool cites_only)
{
	int32	   *nkeys = (int32 *) PG_GETARG_POINTER(1);
	StrategyNumber strategy = PG_GETARG_UINT16(2);
	bool	  **partial = (bool **) PG_GETARG_POINTER(3);
	Pointer   **extra = (Pointer **) PG_GETARG_POINTER(4);
	int32	   *mode = (int32 *) PG_GETARG_POINTER(6);
	ResArena   *arena = resquery_arena(CurrentMemoryContext);
	GinQuery   *query = palloc0(sizeof(GinQuery));
	ResQuery   *parsed;
	const ResSearchTerm *terms;
	uint32_t	nterms;
	uint32_t	n = 0;
	uint32_t	i;
	uint32_t	j;
	Datum	   *keys;
	GinKey	   *infos;

	if (strategy == RESOLUTION_CITES_STRATEGY)
		parsed = resquery_of_symbol(arena, PG_GETARG_DATUM(0));
	else
		parsed = resquery_open(arena, PG_GETARG_RESQUERY_PP(0));
	query->search = res_search_prepare(arena, parsed);
	query->cites_only = cites_only;
	terms = res_search_terms(query->search, &nterms);
	query->truths = palloc(sizeof(ResTruth) * nterms);
	for (i = 0; i < nterms; i++)
		if (is_held(query, &terms[i]))
			n += terms[i].nwanted;
	query->nkeys = (int) n;

	keys = palloc(sizeof(Datum) * Max(n, 1));
	infos = palloc(sizeof(GinKey) * Max(n, 1));
	*partial = palloc0(sizeof(bool) * Max(n, 1));
	*extra = palloc(sizeof(Pointer) * Max(n, 1));
	n = 0;
	for (i = 0; i < nterms; i++)
	{
		if (!is_held(query, &terms[i]))
			continue;
		for (j = 0; j < terms[i].nwanted; j++)
		{
			const ResWanted *wanted = &terms[i].wanted[j];

			keys[n] = resquery_key_datum((ResStr) {wanted->key.p, res_indexed_length(wanted->key)});
			(*partial)[n] = wanted->mode != RES_WANT_EXACT;
			infos[n].query = query;
			infos[n].wanted = wanted;
			(*extra)[n] = (Pointer) &infos[n];
			n++;
		}
	}
	*nkeys = (int32) n;

	/* documents without any of the keys are found by going through all */
	if (evaluate(query, NULL) != RES_NO || n == 0)
		*mode = GIN_SEARCH_MODE_ALL;
	PG_RETURN_POINTER(keys);
}

Datum
resolution_gin_extract_query(PG_FUNCTION_ARGS)
{
	return extract_query(fcinfo, false);
}

Datum
resolution_gin_extract_cites_query(PG_FUNCTION_ARGS)
{
	return extract_query(fcinfo, true);
}

Datum
resolution_gin_triconsistent(PG_FUNCTION_ARGS)
{
	GinTernaryValue *check = (GinTernaryValue *) PG_GETARG_POINTER(0);
	int32		nkeys = PG_GETARG_INT32(3);
	Pointer    *extra = (Pointer *) PG_GETARG_POINTER(4);
	ResTruth	truth = RES_MAYBE;

	if (nkeys > 0)
		truth = evaluate(((GinKey *) extra[0])->query, check);
	PG_RETURN_GIN_TERNARY_VALUE(truth == RES_YES ? GIN_TRUE : truth == RES_NO ? GIN_FALSE : GIN_MAYBE);
}

Datum
resolution_gin_consistent(PG_FUNCTION_ARGS)
{
	bool	   *check = (bool *) PG_GETARG_POINTER(0);
	int32		nkeys = PG_GETARG_INT32(3);
	Pointer    *extra = (Pointer *) PG_GETARG_POINTER(4);
	bool	   *recheck = (bool *) PG_GETARG_POINTER(5);
	ResTruth	truth = RES_MAYBE;

	/* a bool is a GinTernaryValue */
	if (nkeys > 0)
		truth = evaluate(((GinKey *) extra[0])->query, (GinTernaryValue *) check);
	*recheck = truth == RES_MAYBE;
	PG_RETURN_BOOL(truth != RES_NO);
}

/* ---------- keys ---------- */

/* resolution_gin_compare — by bytes; a key that another begins with is first. */
Datum
resolution_gin_compare(PG_FUNCTION_ARGS)
{
	struct varlena *a = PG_GETARG_BYTEA_PP(0);
	struct varlena *b = PG_GETARG_BYTEA_PP(1);
	Size		alen = VARSIZE_ANY_EXHDR(a);
	Size		blen = VARSIZE_ANY_EXHDR(b);
	int			result = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(alen, blen));

	if (result == 0)
		result = alen < blen ? -1 : alen > blen ? 1 : 0;
	PG_RETURN_INT32(result);
}

Datum
resolution_gin_compare_partial(PG_FUNCTION_ARGS)
{
	struct varlena *key = PG_GETARG_BYTEA_PP(1);
	GinKey	   *info = (GinKey *) PG_GETARG_POINTER(3);

	PG_RETURN_INT32(res_wanted_compare(info->wanted, VARDATA_ANY(key), (uint32_t) VARSIZE_ANY_EXHDR(key)));
}
