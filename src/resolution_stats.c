/*-------------------------------------------------------------------------
 *
 * resolution_stats.c
 *	  What ANALYZE collects of a column of documents, and what the planner
 *	  reads there: how many rows answer a query.
 *
 * The server leaves values of more than 1 kB out of its statistics, which
 * would be all.  Instead the keys of the documents (search.h) are counted, and
 * the most common ones kept with the share of rows that have each, as
 * most_common_elems of pg_stats.  A symbol that is cited counts for all
 * symbols above it too, since a query for one of these finds it.
 *
 * Whoever plans a query has to read all of it, so that the list is short.  The
 * keys that follow are kept in a form of our own, four bytes for each: a
 * hash, and the share in eighths of powers of two.  Behind the numbers that
 * the server expects stand, for each kind of key, the mean share of the keys
 * that are in neither.
 *
 *-------------------------------------------------------------------------
 */
#include "resquery.h"

#include <math.h>

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "commands/vacuum.h"
#include "common/hashfn.h"
#include "docsymbol.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/selfuncs.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(resolution_typanalyze);
PG_FUNCTION_INFO_V1(resolution_matches_sel);
PG_FUNCTION_INFO_V1(resolution_matches_joinsel);
PG_FUNCTION_INFO_V1(resquery_matches_sel);
PG_FUNCTION_INFO_V1(resolution_cites_sel);
PG_FUNCTION_INFO_V1(resolution_cites_joinsel);
PG_FUNCTION_INFO_V1(docsymbol_cited_by_sel);
PG_FUNCTION_INFO_V1(docsymbol_cited_by_joinsel);

/*
 * For each unit of the statistics target (100 by default) so many rows are
 * looked at, so many keys are kept, and so many more as hashes.
 */
#define ROWS_PER_TARGET		50
#define KEYS_PER_TARGET		8
#define HASHES_PER_TARGET	60

/* Kind of the statistics that are hashes, in the range for private use. */
#define STATISTIC_KIND_HASHES	21873

/* More different keys than this are not counted at a time. */
#define MOST_COUNTED		600000

/* Share of the rows that a term finds if nothing is known. */
#define DEFAULT_SHARE		0.005

/* Kinds of keys, in the order of the mean shares. */
static const char kinds[] = {
	RES_KEY_CITES, RES_KEY_CITES_TITLE, RES_KEY_SYMBOL, RES_KEY_STATE, RES_KEY_SPONSOR, RES_KEY_VERB,
	RES_KEY_PHRASE, RES_KEY_PART, RES_KEY_WORD, RES_KEY_TITLE, RES_KEY_ORGAN, RES_KEY_COMMITTEE,
	RES_KEY_SESSION, RES_KEY_KIND, RES_KEY_LANGUAGE
};

#define KINDS	((int) lengthof(kinds))

static int
kind_number(char kind)
{
	int			i;

	for (i = 0; i < KINDS; i++)
		if (kinds[i] == kind)
			return i;
	return 0;
}

/* ---------- counting ---------- */

typedef struct CountedKey
{
	ResStr		key;			/* hash key; must be first */
	int			rows;
	int			last_row;		/* so that a row counts once */
	uint8	   *above;			/* of a symbol: lengths of the symbols above; ends in 0 */
} CountedKey;

static uint32
hash_counted(const void *key, Size size)
{
	const ResStr *str = key;

	return DatumGetUInt32(hash_any((const unsigned char *) str->p, (int) str->len));
}

static int
match_counted(const void *a, const void *b, Size size)
{
	const ResStr *x = a;
	const ResStr *y = b;

	return x->len == y->len && memcmp(x->p, y->p, x->len) == 0 ? 0 : 1;
}

static int
compare_str(const ResStr *a, const ResStr *b)
{
	int			result = memcmp(a->p, b->p, Min(a->len, b->len));

	if (result == 0)
		result = a->len < b->len ? -1 : a->len > b->len ? 1 : 0;
	return result;
}

static int
compare_keys(const void *x, const void *y)
{
	return compare_str(&(*(CountedKey *const *) x)->key, &(*(CountedKey *const *) y)->key);
}

/* Most rows first; of as many, the first in order. */
static int
compare_rows(const void *x, const void *y)
{
	const CountedKey *a = *(CountedKey *const *) x;
	const CountedKey *b = *(CountedKey *const *) y;

	if (a->rows != b->rows)
		return a->rows > b->rows ? -1 : 1;
	return compare_str(&a->key, &b->key);
}

/* Hash of a key and, in the last byte, its share. */
#define HASH_OF(key) \
	(DatumGetUInt32(hash_any((const unsigned char *) (key).p, (int) (key).len)) & 0xFFFFFF00)

static uint32
hash_and_share(ResStr key, double share)
{
	double		eighths = rint(-8 * log2(share));

	return HASH_OF(key) | (uint32) Max(0, Min(eighths, 255));
}

static double
share_of_hash(uint32 hash)
{
	return exp2((hash & 0xFF) / -8.0);
}

static int
compare_hashes(const void *x, const void *y)
{
	uint32		a = *(const uint32 *) x;
	uint32		b = *(const uint32 *) y;

	return a < b ? -1 : a > b ? 1 : 0;
}

/* Lengths of the keys of the symbols above a symbol (kind in front). */
static uint8 *
symbols_above(MemoryContext context, ResStr key)
{
	uint8		lengths[RES_SYMBOL_KEY_MAX + 1];
	int			n = 0;
	uint32_t	i;
	uint8	   *result;

	for (i = 2; i < key.len && i < 256; i++)
	{
		const uint8_t *symbol = (const uint8_t *) key.p + 1;
		char		text[RES_SYMBOL_MAX + 1];
		uint8_t		again[RES_SYMBOL_KEY_MAX];
		uint32_t	len;

		if (!res_symbol_contains(symbol, i - 1, symbol, key.len - 1))
			continue;
		len = res_symbol_print(symbol, i - 1, text);
		if (len > 0 && res_symbol_key(text, len, again, NULL) == i - 1 && memcmp(again, symbol, i - 1) == 0)
			lengths[n++] = (uint8) i;
	}
	lengths[n] = 0;
	result = MemoryContextAlloc(context, n + 1);
	memcpy(result, lengths, n + 1);
	return result;
}

static void
count_key(HTAB *counted, MemoryContext context, ResStr key, int row)
{
	bool		found;
	CountedKey *entry = hash_search(counted, &key, HASH_ENTER, &found);

	if (!found)
	{
		char	   *copy = MemoryContextAlloc(context, key.len);

		memcpy(copy, key.p, key.len);
		entry->key.p = copy;
		entry->rows = 0;
		entry->last_row = -1;
		entry->above = NULL;
	}
	if (entry->last_row != row)
	{
		entry->rows++;
		entry->last_row = row;
	}
	if (key.p[0] == RES_KEY_CITES || key.p[0] == RES_KEY_SYMBOL)
	{
		uint8	   *above;

		if (entry->above == NULL)
			entry->above = symbols_above(context, entry->key);
		for (above = entry->above; *above != 0; above++)
		{
			ResStr		upper = {key.p, *above};
			CountedKey *other = hash_search(counted, &upper, HASH_ENTER, &found);

			if (!found)
			{
				char	   *copy = MemoryContextAlloc(context, upper.len);

				memcpy(copy, upper.p, upper.len);
				other->key.p = copy;
				other->rows = 0;
				other->last_row = -1;
				other->above = NULL;
			}
			if (other->last_row != row)
			{
				other->rows++;
				other->last_row = row;
			}
		}
	}
}

/* Forget the keys that few rows had so far. */
static void
forget_rare(HTAB *counted, int rows)
{
	HASH_SEQ_STATUS scan;
	CountedKey *entry;

	hash_seq_init(&scan, counted);
	while ((entry = hash_seq_search(&scan)) != NULL)
		if (entry->rows <= rows)
			hash_search(counted, &entry->key, HASH_REMOVE, NULL);
}

/* Statistics of one kind, values of type bytea. */
static void
keep_slot(VacAttrStats *stats, int slot, int16 kind, Datum *values, int nvalues, float4 *numbers, int nnumbers)
{
	stats->stakind[slot] = kind;
	stats->staop[slot] = lookup_type_cache(BYTEAOID, TYPECACHE_EQ_OPR)->eq_opr;
	stats->stacoll[slot] = InvalidOid;
	stats->stanumbers[slot] = numbers;
	stats->numnumbers[slot] = nnumbers;
	stats->stavalues[slot] = values;
	stats->numvalues[slot] = nvalues;
	stats->statypid[slot] = BYTEAOID;
	stats->statyplen[slot] = -1;
	stats->statypbyval[slot] = false;
	stats->statypalign[slot] = TYPALIGN_INT;
}

static void
compute_stats(VacAttrStats *stats, AnalyzeAttrFetchFunc fetchfunc, int samplerows, double totalrows)
{
	int			target = *(int *) stats->extra_data;
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "resolution statistics", ALLOCSET_DEFAULT_SIZES);
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "resolution row", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;
	HASHCTL		ctl;
	HTAB	   *counted;
	HASH_SEQ_STATUS scan;
	CountedKey *entry;
	CountedKey **list;
	Datum	   *values;
	float4	   *numbers;
	double		width = 0;
	double		sums[KINDS] = {0};
	double		unkept[KINDS] = {0};
	int			nulls = 0;
	int			looked = 0;
	int			rare = 0;
	int			n = 0;
	int			kept = 0;
	int			hashed;
	int			step = Max(1, samplerows / (ROWS_PER_TARGET * target));
	int			i;

	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(ResStr);
	ctl.entrysize = sizeof(CountedKey);
	ctl.hash = hash_counted;
	ctl.match = match_counted;
	ctl.hcxt = work;
	counted = hash_create("resolution keys", 10000, &ctl, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);

	for (i = 0; i < samplerows; i++)
	{
		bool		isnull;
		Datum		value = fetchfunc(stats, i, &isnull);
		ResArena   *arena;
		Resolution *r;
		ResDocument *doc;
		ResStr	   *keys;
		uint32_t	nkeys;
		uint32_t	k;

		res_analyze_delay_point();
		if (isnull)
		{
			nulls++;
			continue;
		}
		width += VARSIZE_ANY(DatumGetPointer(value));
		if (i % step != 0)
			continue;
		old = MemoryContextSwitchTo(row);
		r = DatumGetResolutionP(value);
		arena = resquery_arena(row);
		if (res_image_read(arena, r->image, RESOLUTION_IMAGE_SIZE(r), RES_SEARCH_PARTS, &doc) != RES_OK)
			res_damaged();
		nkeys = res_search_keys(arena, doc, RES_KEYS_OF_FIELDS, &keys);
		for (k = 0; k < nkeys; k++)
			count_key(counted, work, keys[k], looked);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row);
		looked++;
		if (hash_get_num_entries(counted) > MOST_COUNTED)
			forget_rare(counted, ++rare);
	}

	if (looked > 0 || nulls > 0)
	{
		stats->stats_valid = true;
		stats->stanullfrac = (float4) ((double) nulls / samplerows);
		stats->stawidth = samplerows > nulls ? (int32) (width / (samplerows - nulls)) : 0;
		stats->stadistinct = (float4) (-1.0 * (1.0 - stats->stanullfrac));
	}
	if (looked == 0)
	{
		MemoryContextDelete(work);
		MemoryContextDelete(row);
		return;
	}

	/* the most common ones that more than one row has */
	list = MemoryContextAllocHuge(work, sizeof(CountedKey *) * (Size) Max(hash_get_num_entries(counted), 1));
	hash_seq_init(&scan, counted);
	while ((entry = hash_seq_search(&scan)) != NULL)
		list[n++] = entry;
	qsort(list, n, sizeof(CountedKey *), compare_rows);
	while (kept < n && kept < KEYS_PER_TARGET * target && list[kept]->rows > 1)
		kept++;
	for (hashed = kept; hashed < n && hashed - kept < HASHES_PER_TARGET * target && list[hashed]->rows > 1;)
		hashed++;
	for (i = hashed; i < n; i++)
	{
		int			kind = kind_number(list[i]->key.p[0]);

		sums[kind] += list[i]->rows;
		unkept[kind]++;
	}

	if (hashed > kept)
	{
		Size		size = sizeof(uint32) * (hashed - kept);
		uint32	   *hashes = palloc(size);
		bytea	   *value;

		for (i = kept; i < hashed; i++)
			hashes[i - kept] = hash_and_share(list[i]->key, (double) list[i]->rows / looked);
		qsort(hashes, hashed - kept, sizeof(uint32), compare_hashes);
		old = MemoryContextSwitchTo(stats->anl_context);
		value = palloc(VARHDRSZ + size);
		SET_VARSIZE(value, VARHDRSZ + size);
		memcpy(VARDATA(value), hashes, size);
		values = palloc(sizeof(Datum));
		values[0] = PointerGetDatum(value);
		MemoryContextSwitchTo(old);
		keep_slot(stats, 1, STATISTIC_KIND_HASHES, values, 1, NULL, 0);
	}
	if (kept > 0)
	{
		old = MemoryContextSwitchTo(stats->anl_context);
		values = palloc(sizeof(Datum) * kept);
		numbers = palloc(sizeof(float4) * (kept + 3 + KINDS));
		numbers[kept] = (float4) list[kept - 1]->rows / looked;
		numbers[kept + 1] = (float4) list[0]->rows / looked;
		numbers[kept + 2] = 0;
		for (i = 0; i < KINDS; i++)
			numbers[kept + 3 + i] = (float4) ((unkept[i] > 0 ? sums[i] / unkept[i] : 0.5) / looked);
		qsort(list, kept, sizeof(CountedKey *), compare_keys);
		for (i = 0; i < kept; i++)
		{
			values[i] = resquery_key_datum(list[i]->key);
			numbers[i] = (float4) list[i]->rows / looked;
		}
		MemoryContextSwitchTo(old);
		keep_slot(stats, 0, STATISTIC_KIND_MCELEM, values, kept, numbers, kept + 3 + KINDS);
	}
	MemoryContextDelete(work);
	MemoryContextDelete(row);
}

/* resolution_typanalyze — how the documents of a column are counted. */
Datum
resolution_typanalyze(PG_FUNCTION_ARGS)
{
	VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
	int		   *target;

	if (!std_typanalyze(stats))
		PG_RETURN_BOOL(false);

	/* it asks for 300 rows for each unit of the target */
	target = palloc(sizeof(int));
	*target = Max(stats->minrows / 300, 1);
	stats->minrows = ROWS_PER_TARGET * *target;
	stats->extra_data = target;
	stats->compute_stats = compute_stats;
	PG_RETURN_BOOL(true);
}

/* ---------- shares ---------- */

typedef struct KeyStats
{
	bool		known;
	double		nulls;
	AttStatsSlot keys;
	HeapTuple	tuple;
	MemoryContext context;
	bool		has_hashes;		/* once they were asked for */
	bool		no_hashes;
	AttStatsSlot hashes;
} KeyStats;

static void
open_stats(VariableStatData *vardata, Oid operator, KeyStats *stats)
{
	memset(stats, 0, sizeof(*stats));
	if (!HeapTupleIsValid(vardata->statsTuple) ||
		!statistic_proc_security_check(vardata, get_opcode(operator)))
		return;
	stats->nulls = ((Form_pg_statistic) GETSTRUCT(vardata->statsTuple))->stanullfrac;
	if (!get_attstatsslot(&stats->keys, vardata->statsTuple, STATISTIC_KIND_MCELEM, InvalidOid,
						  ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS))
		return;
	if (stats->keys.valuetype != BYTEAOID || stats->keys.nvalues == 0 ||
		stats->keys.nnumbers < stats->keys.nvalues + 3)
		free_attstatsslot(&stats->keys);
	else
		stats->known = true;
	stats->tuple = vardata->statsTuple;
	stats->context = CurrentMemoryContext;
}

static void
close_stats(KeyStats *stats)
{
	if (stats->known)
		free_attstatsslot(&stats->keys);
	if (stats->has_hashes)
		free_attstatsslot(&stats->hashes);
}

static ResStr
kept_key(const KeyStats *stats, int i)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(stats->keys.values[i]);

	return (ResStr) {VARDATA_ANY(value), (uint32_t) VARSIZE_ANY_EXHDR(value)};
}

/* Share of a key that is kept as a hash; 0 if it is not. */
static double
hashed_share(KeyStats *stats, ResStr key)
{
	const struct varlena *value;
	const char *hashes;
	uint32		wanted = HASH_OF(key);
	Size		lo = 0;
	Size		hi;

	if (!stats->has_hashes && !stats->no_hashes)
	{
		/* they stay until the statistics are closed */
		MemoryContext old = MemoryContextSwitchTo(stats->context);

		stats->has_hashes = get_attstatsslot(&stats->hashes, stats->tuple, STATISTIC_KIND_HASHES, InvalidOid,
											 ATTSTATSSLOT_VALUES);
		stats->no_hashes = !stats->has_hashes;
		MemoryContextSwitchTo(old);
	}
	if (!stats->has_hashes || stats->hashes.valuetype != BYTEAOID || stats->hashes.nvalues != 1)
		return 0;
	value = (const struct varlena *) DatumGetPointer(stats->hashes.values[0]);
	hashes = VARDATA_ANY(value);
	hi = VARSIZE_ANY_EXHDR(value) / sizeof(uint32);
	while (lo < hi)
	{
		Size		mid = (lo + hi) / 2;
		uint32		hash;

		memcpy(&hash, hashes + mid * sizeof(uint32), sizeof(uint32));
		if ((hash & 0xFFFFFF00) == wanted)
			return share_of_hash(hash);
		if (hash < wanted)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}

/* Share of a key that is not kept. */
static double
unkept_share(const KeyStats *stats, char kind)
{
	double		least = stats->keys.numbers[stats->keys.nvalues];
	int			at = stats->keys.nvalues + 3 + kind_number(kind);

	if (at < stats->keys.nnumbers)
		return Min(stats->keys.numbers[at], least);
	return least / 2;
}

/* Share of the documents that have what a term wants. */
static double
wanted_share(KeyStats *stats, const ResWanted *wanted)
{
	double		others = 1;		/* share of those that have none of the keys */
	bool		found = false;
	int			lo = 0;
	int			hi = stats->keys.nvalues;

	/* the first key that is not in front of it */
	while (lo < hi)
	{
		int			mid = (lo + hi) / 2;
		ResStr		key = kept_key(stats, mid);

		if (compare_str(&key, &wanted->key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < stats->keys.nvalues; lo++)
	{
		ResStr		key = kept_key(stats, lo);
		int			c = res_wanted_compare(wanted, key.p, key.len);

		if (c > 0)
			break;
		if (c < 0)
			continue;
		found = true;
		others *= 1 - stats->keys.numbers[lo];

		/* a symbol counts for those above it */
		if (wanted->mode == RES_WANT_EXACT || wanted->mode == RES_WANT_UNDER)
			break;
	}
	if (!found && (wanted->mode == RES_WANT_EXACT || wanted->mode == RES_WANT_UNDER))
	{
		double		share = hashed_share(stats, wanted->key);

		return share > 0 ? share : unkept_share(stats, wanted->key.p[0]);
	}
	if (!found)
		return 2 * unkept_share(stats, wanted->key.p[0]);
	return 1 - others;
}

/* Fields of which a document has one value. */
static bool
is_single_valued(int field)
{
	return field == RES_FIELD_ORGAN || field == RES_FIELD_SESSION || field == RES_FIELD_SYMBOL ||
		field == RES_FIELD_KIND || field == RES_FIELD_COMMITTEE || field == RES_FIELD_LANGUAGE;
}

/*
 * Both of two things.  They go together somewhat more often than by chance,
 * since documents are about something; States that sponsor do much more, and
 * of a field that has one value two are hardly ever asked for with success.
 * The fields are those of single terms, else RES_QUERY_FIELDS.
 */
static double
both(double a, int field_a, double b, int field_b)
{
	double		low = Min(a, b);
	double		high = Max(a, b);

	if (field_a == field_b && is_single_valued(field_a))
		return low * high * 0.1;
	if (field_a == field_b && field_a == RES_FIELD_SPONSOR)
		return low * sqrt(high);
	return low * pow(high, 0.85);
}

static double
term_share(KeyStats *stats, const ResSearchTerm *term)
{
	double		share = term->any ? 0 : 1;
	uint32_t	i;

	for (i = 0; i < term->nwanted; i++)
	{
		double		one = wanted_share(stats, &term->wanted[i]);

		CHECK_FOR_INTERRUPTS();
		share = term->any ? 1 - (1 - share) * (1 - one) :
			both(share, RES_QUERY_FIELDS, one, RES_QUERY_FIELDS);
	}
	return share;
}

/* Share of the documents that answer a query, of those that are not null. */
static double
query_share(KeyStats *stats, const ResQuery *query)
{
	ResSearch  *search = res_search_prepare(resquery_arena(CurrentMemoryContext), query);
	uint32_t	nterms;
	const ResSearchTerm *terms = res_search_terms(search, &nterms);
	double	   *stack = palloc(sizeof(double) * nterms);
	int		   *fields = palloc(sizeof(int) * nterms);
	uint32_t	term = 0;
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < query->nitems; i++)
	{
		const ResQueryItem *item = &query->items[i];

		switch (item->op)
		{
			case RES_OP_TERM:
				fields[n] = item->field;
				stack[n++] = stats->known ? term_share(stats, &terms[term]) : DEFAULT_SHARE;
				term++;
				break;
			case RES_OP_NOT:
				fields[n - 1] = RES_QUERY_FIELDS;
				stack[n - 1] = 1 - stack[n - 1];
				break;
			case RES_OP_AND:
				n--;
				stack[n - 1] = both(stack[n - 1], fields[n - 1], stack[n], fields[n]);
				fields[n - 1] = RES_QUERY_FIELDS;
				break;
			case RES_OP_OR:
				n--;
				fields[n - 1] = RES_QUERY_FIELDS;
				stack[n - 1] = 1 - (1 - stack[n - 1]) * (1 - stack[n]);
				break;
			case RES_OP_CLAUSE:
				/* not each document that has both has them in one clause */
				if (item->size > 2)
					stack[n - 1] /= 2;
				break;
		}
	}
	return stack[0];
}

/* ---------- selectivity ---------- */

/*
 * Share of the rows of a column that a constant finds.  The operator has the
 * document on the left or on the right; the other side is a query or, if
 * is_symbol, a symbol.
 */
static double
restriction(FunctionCallInfo fcinfo, bool document_left, bool is_symbol)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	int			varRelid = PG_GETARG_INT32(3);
	VariableStatData vardata;
	Node	   *other;
	bool		varonleft;
	KeyStats	stats;
	double		share = DEFAULT_SHARE;

	if (!get_restriction_variable(root, args, varRelid, &vardata, &other, &varonleft))
		return DEFAULT_SHARE;
	if (IsA(other, Const) && ((Const *) other)->constisnull)
	{
		ReleaseVariableStats(vardata);
		return 0;
	}

	/* of a column of queries nothing is known */
	if (varonleft == document_left)
	{
		open_stats(&vardata, operator, &stats);
		if (IsA(other, Const))
		{
			MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "resquery estimate",
													   ALLOCSET_DEFAULT_SIZES);
			MemoryContext old = MemoryContextSwitchTo(work);
			ResArena   *arena = resquery_arena(work);
			Datum		value = ((Const *) other)->constvalue;

			share = query_share(&stats, is_symbol ? resquery_of_symbol(arena, value) :
								resquery_open(arena, DatumGetResQueryPP(value)));
			MemoryContextSwitchTo(old);
			MemoryContextDelete(work);
		}
		share *= 1 - stats.nulls;
		close_stats(&stats);
	}
	ReleaseVariableStats(vardata);
	CLAMP_PROBABILITY(share);
	return share;
}

Datum
resolution_matches_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, true, false));
}

Datum
resquery_matches_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, false, false));
}

Datum
resolution_cites_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, true, true));
}

Datum
docsymbol_cited_by_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, false, true));
}

/* Of a column of queries nothing is known. */
Datum
resolution_matches_joinsel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(DEFAULT_SHARE);
}

/* Share of the documents that cite a symbol. */
static double
cites_share(KeyStats *stats, Datum symbol)
{
	return query_share(stats, resquery_of_symbol(resquery_arena(CurrentMemoryContext), symbol));
}

/*
 * Share of the pairs of a join: over the symbols that the statistics of the
 * other column show, the documents that cite each.
 */
static double
join_share(FunctionCallInfo fcinfo, bool document_left)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	SpecialJoinInfo *sjinfo = (SpecialJoinInfo *) PG_GETARG_POINTER(4);
	VariableStatData left;
	VariableStatData right;
	VariableStatData *symbols;
	bool		reversed;
	KeyStats	stats;
	AttStatsSlot slot;
	double		share = 0;
	double		rest = 1;
	bool		known = false;
	int			i;

	get_join_variables(root, args, sjinfo, &left, &right, &reversed);
	symbols = document_left ? &right : &left;
	open_stats(document_left ? &left : &right, operator, &stats);
	if (stats.known && HeapTupleIsValid(symbols->statsTuple) &&
		statistic_proc_security_check(symbols, get_opcode(operator)))
	{
		MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "resquery estimate",
												   ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(work);

		rest -= ((Form_pg_statistic) GETSTRUCT(symbols->statsTuple))->stanullfrac;
		if (get_attstatsslot(&slot, symbols->statsTuple, STATISTIC_KIND_MCV, InvalidOid,
							 ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS))
		{
			known = true;
			for (i = 0; i < slot.nvalues && i < slot.nnumbers; i++)
			{
				share += slot.numbers[i] * cites_share(&stats, slot.values[i]);
				rest -= slot.numbers[i];
			}
			free_attstatsslot(&slot);
		}
		if (get_attstatsslot(&slot, symbols->statsTuple, STATISTIC_KIND_HISTOGRAM, InvalidOid, ATTSTATSSLOT_VALUES))
		{
			known = true;
			for (i = 0; i < slot.nvalues; i++)
				share += Max(rest, 0) / slot.nvalues * cites_share(&stats, slot.values[i]);
			free_attstatsslot(&slot);
		}
		MemoryContextSwitchTo(old);
		MemoryContextDelete(work);
	}
	share = known ? share * (1 - stats.nulls) : DEFAULT_SHARE;
	close_stats(&stats);
	ReleaseVariableStats(left);
	ReleaseVariableStats(right);
	CLAMP_PROBABILITY(share);
	return share;
}

Datum
resolution_cites_joinsel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(join_share(fcinfo, true));
}

Datum
docsymbol_cited_by_joinsel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(join_share(fcinfo, false));
}
