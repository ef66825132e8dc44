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
 * Whoever plans a query would have to read all of this list, so that it is
 * short, and is used for ranges of keys only.  These keys and many more are
 * kept in a form of our own in which one is found at once, four bytes for
 * each: a hash, and the share in eighths of powers of two.
 *
 * Two things asked for together are mostly of one subject, and two words
 * never of two languages.  So the rows are divided into strata, by organ,
 * session and language, and for each key is kept in which strata it is more
 * common than elsewhere: one bit for each.
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
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"
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
 * looked at, so many keys are kept as they are, so many as hashes, and so many
 * bound keys (keys.h) too.
 */
#define ROWS_PER_TARGET		100
#define KEYS_PER_TARGET		8
#define HASHES_PER_TARGET	200
#define BOUND_PER_TARGET	300

/*
 * Kinds of the statistics that are hashes and strata, in the range for private
 * use.
 */
#define STATISTIC_KIND_HASHES	21873
#define STATISTIC_KIND_STRATA	21874

/*
 * Number of strata.  The first so many that are met have one for themselves;
 * those that are met later, which are small, share the others.
 */
#define STRATA			64
#define OWN_STRATA		48
#define STRATUM_SIZE	64		/* organ, session and language, cut */

/*
 * Of the rows with a key so many lie in its strata; elsewhere it is at most so
 * common as there.
 */
#define IN_STRATA		0.95
#define OUT_OF_STRATA	0.03

/* Keys of rows that are remembered to see in which strata they are. */
#define MOST_REMEMBERED	8000000

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

#define KINDS	((int) sizeof(kinds))

static int
kind_number(char kind)
{
	int			i;

	for (i = 0; i < KINDS; i++)
		if (kinds[i] == kind)
			return i;
	return 0;
}

/* What stands in front of the masks of the strata. */
typedef struct Strata
{
	float4		others[KINDS];	/* mean share of keys of which nothing else is known */
	float4		weights[STRATA];	/* share of the rows in each stratum */
} Strata;

/* ---------- counting ---------- */

typedef struct CountedKey
{
	ResStr		key;			/* hash key; must be first */
	int			rows;
	int			last_row;		/* so that a row counts once */
	uint32		number;			/* in the order in which keys are met */
	uint8	   *above;			/* of a symbol: lengths of the symbols above; ends in 0 */
} CountedKey;

typedef struct Counting
{
	MemoryContext context;
	HTAB	   *keys;
	uint32		nkeys;			/* that were met, those forgotten again too */
	int			row;			/* that is being counted */
	int			rare;			/* keys that so many rows have were forgotten */

	/* keys of the first rows, by number */
	uint32	   *remembered;
	Size		nremembered;
	Size		capremembered;
	int			nrows;			/* remembered */
	Size	   *row_ends;
	uint8	   *row_strata;

	char		names[OWN_STRATA][STRATUM_SIZE];
	uint32		name_lens[OWN_STRATA];
	int			nnames;
} Counting;

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

/* Most rows first; of as many, the first in order; bound keys are the last. */
static int
compare_rows(const void *x, const void *y)
{
	const CountedKey *a = *(CountedKey *const *) x;
	const CountedKey *b = *(CountedKey *const *) y;
	bool		bound_a = a->key.p[0] == RES_KEY_BOUND;
	bool		bound_b = b->key.p[0] == RES_KEY_BOUND;

	if (bound_a != bound_b)
		return bound_a ? 1 : -1;
	if (a->rows != b->rows)
		return a->rows > b->rows ? -1 : 1;
	return compare_str(&a->key, &b->key);
}

/* Hash of a key and, in the last byte, its share. */
#define HASH_OF(key) \
	(DatumGetUInt32(hash_any((const unsigned char *) (key).p, (int) (key).len)) & 0xFFFFFF00)

/*
 * What the mask of a key is stored with.  Bits that look random are not
 * compressed, and so need not be decompressed whenever a query is planned.
 */
static uint64
mask_noise(ResStr key)
{
	return DatumGetUInt64(hash_any_extended((const unsigned char *) key.p, (int) key.len, 0));
}

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
	uint32		a = HASH_OF((*(CountedKey *const *) x)->key);
	uint32		b = HASH_OF((*(CountedKey *const *) y)->key);

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

static CountedKey *
count_one(Counting *counting, ResStr key)
{
	bool		found;
	CountedKey *entry = hash_search(counting->keys, &key, HASH_ENTER, &found);

	if (!found)
	{
		char	   *copy = MemoryContextAlloc(counting->context, key.len);

		memcpy(copy, key.p, key.len);
		entry->key.p = copy;
		entry->rows = 0;
		entry->last_row = -1;
		entry->number = counting->nkeys++;
		entry->above = NULL;
	}
	if (entry->last_row != counting->row)
	{
		entry->rows++;
		entry->last_row = counting->row;
		if (counting->nremembered == counting->capremembered && counting->capremembered < MOST_REMEMBERED)
		{
			counting->capremembered *= 2;
			counting->remembered = repalloc_huge(counting->remembered, sizeof(uint32) * counting->capremembered);
		}
		if (counting->nremembered < counting->capremembered)
			counting->remembered[counting->nremembered++] = entry->number;
	}
	return entry;
}

static void
count_key(Counting *counting, ResStr key)
{
	CountedKey *entry = count_one(counting, key);
	uint8	   *above;

	if (key.p[0] != RES_KEY_CITES && key.p[0] != RES_KEY_SYMBOL)
		return;
	if (entry->above == NULL)
		entry->above = symbols_above(counting->context, entry->key);
	for (above = entry->above; *above != 0; above++)
		count_one(counting, (ResStr) {key.p, *above});
}

/* The stratum of a document. */
static int
find_stratum(Counting *counting, const ResHeader *header)
{
	char		name[STRATUM_SIZE];
	uint32		len;
	int			i;

	len = (uint32) snprintf(name, sizeof(name), "%d %.*s %.*s", (int) header->lang,
							(int) Min(header->organ.len, 20), header->organ.len > 0 ? header->organ.p : "",
							(int) Min(header->session.len, 20), header->session.len > 0 ? header->session.p : "");
	for (i = 0; i < counting->nnames; i++)
		if (counting->name_lens[i] == len && memcmp(counting->names[i], name, len) == 0)
			return i;
	if (counting->nnames < OWN_STRATA)
	{
		memcpy(counting->names[counting->nnames], name, len);
		counting->name_lens[counting->nnames] = len;
		return counting->nnames++;
	}
	return OWN_STRATA + (int) (DatumGetUInt32(hash_any((unsigned char *) name, (int) len)) % (STRATA - OWN_STRATA));
}

static void
forget(Counting *counting, bool bound)
{
	HASH_SEQ_STATUS scan;
	CountedKey *entry;

	hash_seq_init(&scan, counting->keys);
	while ((entry = hash_seq_search(&scan)) != NULL)
		if (entry->rows <= counting->rare && (entry->key.p[0] == RES_KEY_BOUND) == bound)
			hash_search(counting->keys, &entry->key, HASH_REMOVE, NULL);
}

/* Forget the keys that few rows had so far, bound ones first. */
static void
forget_rare(Counting *counting)
{
	counting->rare++;
	forget(counting, true);
	if (hash_get_num_entries(counting->keys) > MOST_COUNTED / 4 * 3)
		forget(counting, false);
}

static void
begin_counting(Counting *counting, MemoryContext context, int most_rows)
{
	HASHCTL		ctl;

	memset(counting, 0, sizeof(*counting));
	memset(&ctl, 0, sizeof(ctl));
	ctl.keysize = sizeof(ResStr);
	ctl.entrysize = sizeof(CountedKey);
	ctl.hash = hash_counted;
	ctl.match = match_counted;
	ctl.hcxt = context;
	counting->context = context;
	counting->keys = hash_create("resolution keys", 10000, &ctl, HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	counting->capremembered = 65536;
	counting->remembered = MemoryContextAlloc(context, sizeof(uint32) * counting->capremembered);
	counting->row_ends = MemoryContextAllocHuge(context, sizeof(Size) * (Size) Max(most_rows, 1));
	counting->row_strata = MemoryContextAllocHuge(context, Max(most_rows, 1));
}

/* Count the keys of one document; what is needed for it goes to the current context. */
static void
count_document(Counting *counting, Datum value)
{
	Resolution *r = DatumGetResolutionP(value);
	ResArena   *arena = resquery_arena(CurrentMemoryContext);
	ResDocument *doc;
	ResStr	   *keys;
	uint32_t	n;
	uint32_t	i;

	if (res_image_read(arena, r->image, RESOLUTION_IMAGE_SIZE(r), RES_SEARCH_PARTS, &doc) != RES_OK)
		res_damaged();
	n = res_search_keys(arena, doc, false, &keys);
	for (i = 0; i < n; i++)
		count_key(counting, keys[i]);
	if (counting->nremembered < MOST_REMEMBERED)
	{
		counting->row_ends[counting->nrows] = counting->nremembered;
		counting->row_strata[counting->nrows++] = (uint8) find_stratum(counting, &doc->header);
	}
	counting->row++;
	if (hash_get_num_entries(counting->keys) > MOST_COUNTED)
		forget_rare(counting);
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

/* A value of type bytea, in the context of the statistics. */
static Datum *
bytea_value(VacAttrStats *stats, const void *data, Size size)
{
	bytea	   *value = MemoryContextAllocHuge(stats->anl_context, VARHDRSZ + size);
	Datum	   *values = MemoryContextAlloc(stats->anl_context, sizeof(Datum));

	SET_VARSIZE(value, VARHDRSZ + size);
	memcpy(VARDATA(value), data, size);
	values[0] = PointerGetDatum(value);
	return values;
}

/* The most common keys, in the order of keys. */
static void
keep_keys(VacAttrStats *stats, CountedKey **list, int n, int looked)
{
	MemoryContext old = MemoryContextSwitchTo(stats->anl_context);
	Datum	   *values = palloc(sizeof(Datum) * n);
	float4	   *numbers = palloc(sizeof(float4) * (n + 3));
	int			i;

	/* least, most, nulls: what the server expects */
	numbers[n] = (float4) list[n - 1]->rows / looked;
	numbers[n + 1] = (float4) list[0]->rows / looked;
	numbers[n + 2] = 0;
	qsort(list, n, sizeof(CountedKey *), compare_keys);
	for (i = 0; i < n; i++)
	{
		values[i] = resquery_key_datum(list[i]->key);
		numbers[i] = (float4) list[i]->rows / looked;
	}
	MemoryContextSwitchTo(old);
	keep_slot(stats, 0, STATISTIC_KIND_MCELEM, values, n, numbers, n + 3);
}

/* All keys of which something is known, in the order of their hashes. */
static void
keep_hashes(VacAttrStats *stats, CountedKey **list, int n, int looked)
{
	Size		size = sizeof(uint32) * (Size) n;
	uint32	   *hashes = MemoryContextAllocHuge(CurrentMemoryContext, size);
	int			i;

	qsort(list, n, sizeof(CountedKey *), compare_hashes);
	for (i = 0; i < n; i++)
		hashes[i] = hash_and_share(list[i]->key, (double) list[i]->rows / looked);
	keep_slot(stats, 1, STATISTIC_KIND_HASHES, bytea_value(stats, hashes, size), 1, NULL, 0);
}

/*
 * What is known of others, the strata, and for each key the mask of the
 * strata in which it is more common than on the whole.
 */
static void
keep_strata(VacAttrStats *stats, const Counting *counting, CountedKey **list, int n, const float4 *others)
{
	Size		size = sizeof(Strata) + sizeof(uint64) * (Size) n;
	Strata	   *strata = MemoryContextAllocHuge(counting->context, size);
	char	   *masks = (char *) (strata + 1);
	int32	   *places = MemoryContextAllocHuge(counting->context, sizeof(int32) * (Size) Max(counting->nkeys, 1));
	uint32	   *counts = MemoryContextAllocHuge(counting->context, sizeof(uint32) * STRATA * (Size) n);
	uint32		rows[STRATA] = {0};
	uint32	   *key = counting->remembered;
	int			i;
	int			j;

	memset(places, -1, sizeof(int32) * (Size) counting->nkeys);
	memset(counts, 0, sizeof(uint32) * STRATA * (Size) n);
	for (i = 0; i < n; i++)
		places[list[i]->number] = i;
	for (i = 0; i < counting->nrows; i++)
	{
		CHECK_FOR_INTERRUPTS();
		rows[counting->row_strata[i]]++;
		for (; key < counting->remembered + counting->row_ends[i]; key++)
			if (places[*key] >= 0)
				counts[(Size) places[*key] * STRATA + counting->row_strata[i]]++;
	}
	memcpy(strata->others, others, sizeof(strata->others));
	for (j = 0; j < STRATA; j++)
		strata->weights[j] = (float4) rows[j] / counting->nrows;
	for (i = 0; i < n; i++)
	{
		uint32	   *count = counts + (Size) i * STRATA;
		uint64		total = 0;
		uint64		mask = 0;

		for (j = 0; j < STRATA; j++)
			total += count[j];
		for (j = 0; j < STRATA; j++)
			if ((uint64) count[j] * counting->nrows > total * rows[j])
				mask |= UINT64CONST(1) << j;
		mask ^= mask_noise(list[i]->key);
		memcpy(masks + sizeof(uint64) * (Size) i, &mask, sizeof(uint64));
	}
	keep_slot(stats, 2, STATISTIC_KIND_STRATA, bytea_value(stats, strata, size), 1, NULL, 0);
}

/* What was counted becomes statistics. */
static void
keep_counted(VacAttrStats *stats, Counting *counting, int target)
{
	HASH_SEQ_STATUS scan;
	CountedKey *entry;
	CountedKey **list;
	double		sums[KINDS] = {0};
	double		unkept[KINDS] = {0};
	float4		others[KINDS];
	int			n = 0;			/* that are not bound */
	int			nbound = 0;
	int			kept = 0;
	int			known = 0;
	int			i;

	/* the most common ones that more than one row has */
	list = MemoryContextAllocHuge(counting->context, sizeof(CountedKey *) * (Size) Max(hash_get_num_entries(counting->keys), 1));
	hash_seq_init(&scan, counting->keys);
	while ((entry = hash_seq_search(&scan)) != NULL)
	{
		list[n + nbound] = entry;
		if (entry->key.p[0] == RES_KEY_BOUND)
			nbound++;
		else
			n++;
	}
	qsort(list, n + nbound, sizeof(CountedKey *), compare_rows);
	while (known < n && known < HASHES_PER_TARGET * target && list[known]->rows > 1)
		known++;
	if (known == 0)
		return;
	for (i = known; i < n; i++)
	{
		int			kind = kind_number(list[i]->key.p[0]);

		sums[kind] += list[i]->rows;
		unkept[kind]++;
	}
	for (i = 0; i < KINDS; i++)
		others[i] = (float4) ((unkept[i] > 0 ? sums[i] / unkept[i] : 0.5) / counting->row);

	kept = Min(known, KEYS_PER_TARGET * target);
	keep_keys(stats, list, kept, counting->row);
	for (i = n; i < n + nbound && i < n + BOUND_PER_TARGET * target && list[i]->rows > 1; i++)
		list[known++] = list[i];
	keep_hashes(stats, list, known, counting->row);
	keep_strata(stats, counting, list, known, others);
}

static void
compute_stats(VacAttrStats *stats, AnalyzeAttrFetchFunc fetchfunc, int samplerows, double totalrows)
{
	int			target = *(int *) stats->extra_data;
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "resolution statistics", ALLOCSET_DEFAULT_SIZES);
	MemoryContext row = AllocSetContextCreate(CurrentMemoryContext, "resolution row", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;
	Counting   *counting = MemoryContextAlloc(work, sizeof(Counting));
	double		width = 0;
	int			nulls = 0;
	int			step = Max(1, samplerows / (ROWS_PER_TARGET * target));
	int			i;

	begin_counting(counting, work, samplerows);
	for (i = 0; i < samplerows; i++)
	{
		bool		isnull;
		Datum		value = fetchfunc(stats, i, &isnull);

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
		count_document(counting, value);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row);
	}

	if (counting->row > 0 || nulls > 0)
	{
		stats->stats_valid = true;
		stats->stanullfrac = (float4) ((double) nulls / samplerows);
		stats->stawidth = samplerows > nulls ? (int32) (width / (samplerows - nulls)) : 0;
		stats->stadistinct = (float4) (-1.0 * (1.0 - stats->stanullfrac));
	}
	old = MemoryContextSwitchTo(work);
	if (counting->row > 0)
		keep_counted(stats, counting, target);
	MemoryContextSwitchTo(old);
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

/* A kind of statistics that is one value of type bytea, looked up when it is asked for. */
typedef struct LazySlot
{
	bool		asked;
	const char *data;
	Size		size;
} LazySlot;

typedef struct KeyStats
{
	bool		known;
	double		nulls;
	HeapTuple	tuple;
	const char *hashes;
	Size		nhashes;
	Strata		strata;
	const char *masks;
	bool		keys_asked;
	bool		has_keys;
	AttStatsSlot keys;			/* if they were asked for */

	/* how the query at hand is estimated: each share is one of each stratum */
	int			nstrata;		/* 1: as a whole */
} KeyStats;

/*
 * The value of type bytea that is kept as statistics of one kind; NULL if
 * there is none.
 *
 * get_attstatsslot would copy it, which is more than all else that planning
 * has to do.
 */
static const char *
find_bytes(HeapTuple tuple, int kind, Size *size)
{
	const int16 *kept_kinds = &((Form_pg_statistic) GETSTRUCT(tuple))->stakind1;
	int			i;

	for (i = 0; i < STATISTIC_NUM_SLOTS; i++)
	{
		Datum		datum;
		bool		isnull;
		ArrayType  *array;
		const struct varlena *value;

		if (kept_kinds[i] != kind)
			continue;
		datum = SysCacheGetAttr(STATRELATTINH, tuple, (AttrNumber) (Anum_pg_statistic_stavalues1 + i), &isnull);
		if (isnull)
			continue;
		array = DatumGetArrayTypeP(datum);
		if (ARR_ELEMTYPE(array) != BYTEAOID || ARR_NDIM(array) != 1 || ARR_DIMS(array)[0] != 1 || ARR_HASNULL(array))
			continue;
		value = (const struct varlena *) ((char *) array + ARR_OVERHEAD_NONULLS(1));
		*size = VARSIZE_ANY_EXHDR(value);
		return VARDATA_ANY(value);
	}
	return NULL;
}

static void
open_stats(VariableStatData *vardata, Oid operator, KeyStats *stats)
{
	Size		size;
	const char *strata;

	memset(stats, 0, sizeof(*stats));
	if (!HeapTupleIsValid(vardata->statsTuple) ||
		!statistic_proc_security_check(vardata, get_opcode(operator)))
		return;
	stats->nulls = ((Form_pg_statistic) GETSTRUCT(vardata->statsTuple))->stanullfrac;
	stats->tuple = vardata->statsTuple;
	stats->hashes = find_bytes(stats->tuple, STATISTIC_KIND_HASHES, &size);
	if (stats->hashes == NULL)
		return;
	stats->nhashes = size / sizeof(uint32);
	strata = find_bytes(stats->tuple, STATISTIC_KIND_STRATA, &size);
	if (strata == NULL || size != sizeof(Strata) + sizeof(uint64) * stats->nhashes)
		return;
	memcpy(&stats->strata, strata, sizeof(Strata));
	stats->masks = strata + sizeof(Strata);
	stats->known = true;
}

/* The keys that are kept as they are; they go with the context of the estimate. */
static void
find_keys(KeyStats *stats)
{
	if (stats->keys_asked)
		return;
	stats->keys_asked = true;
	stats->has_keys = get_attstatsslot(&stats->keys, stats->tuple, STATISTIC_KIND_MCELEM, InvalidOid,
									   ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
	if (stats->has_keys && (stats->keys.valuetype != BYTEAOID || stats->keys.nnumbers < stats->keys.nvalues))
		stats->has_keys = false;
}

static ResStr
kept_key(const KeyStats *stats, int i)
{
	struct varlena *value = (struct varlena *) DatumGetPointer(stats->keys.values[i]);

	return (ResStr) {VARDATA_ANY(value), (uint32_t) VARSIZE_ANY_EXHDR(value)};
}

/*
 * The shares in the strata of a key of which the whole has this share.
 * place: of the key among the hashes, -1 if it is not there.
 */
static void
spread(const KeyStats *stats, ResStr key, double share, int place, double *shares)
{
	uint64		mask = 0;
	double		weight = 0;
	double		inside = share;
	double		outside = share;
	int			i;

	if (stats->nstrata > 1 && place >= 0)
	{
		memcpy(&mask, stats->masks + sizeof(uint64) * place, sizeof(uint64));
		mask ^= mask_noise(key);
		for (i = 0; i < STRATA; i++)
			if (mask >> i & 1)
				weight += stats->strata.weights[i];
	}
	if (weight > 0 && weight < 0.999)
	{
		inside = Min(1, Max(share * IN_STRATA / weight, share / (weight + OUT_OF_STRATA * (1 - weight))));
		outside = Max(0, (share - inside * weight) / (1 - weight));
	}
	for (i = 0; i < stats->nstrata; i++)
		shares[i] = mask >> i & 1 ? inside : outside;
}

/* Place of a key among the hashes, and its share; -1 if it is not there. */
static int
find_hash(const KeyStats *stats, ResStr key, double *share)
{
	uint32		wanted = HASH_OF(key);
	Size		lo = 0;
	Size		hi = stats->nhashes;

	while (lo < hi)
	{
		Size		mid = (lo + hi) / 2;
		uint32		hash;

		memcpy(&hash, stats->hashes + mid * sizeof(uint32), sizeof(uint32));
		if ((hash & 0xFFFFFF00) == wanted)
		{
			*share = share_of_hash(hash);
			return (int) mid;
		}
		if (hash < wanted)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

/* Shares of the documents that have a key of a range. */
static void
range_shares(KeyStats *stats, const ResWanted *wanted, double *shares)
{
	double		others = 2 * stats->strata.others[kind_number(wanted->key.p[0])];
	bool		found = false;
	double		one[STRATA];
	int			lo = 0;
	int			hi;
	int			i;

	find_keys(stats);
	hi = stats->has_keys ? stats->keys.nvalues : 0;

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
	for (; stats->has_keys && lo < stats->keys.nvalues; lo++)
	{
		ResStr		key = kept_key(stats, lo);
		int			c = res_wanted_compare(wanted, key.p, key.len);
		double		share;
		int			place;

		if (c > 0)
			break;
		if (c < 0)
			continue;
		place = find_hash(stats, key, &share);
		spread(stats, key, stats->keys.numbers[lo], place, found ? one : shares);
		for (i = 0; found && i < stats->nstrata; i++)
			shares[i] = 1 - (1 - shares[i]) * (1 - one[i]);
		found = true;
	}
	if (!found)
		spread(stats, wanted->key, others, -1, shares);
}

/* Shares of the documents that have what a term wants. */
static void
wanted_shares(KeyStats *stats, const ResWanted *wanted, double *shares)
{
	if (wanted->mode == RES_WANT_PREFIX || wanted->mode == RES_WANT_SPELT)
		range_shares(stats, wanted, shares);
	else
	{
		/* a symbol counts for those above it */
		double		share = stats->strata.others[kind_number(wanted->key.p[0])];
		int			place = find_hash(stats, wanted->key, &share);

		spread(stats, wanted->key, share, place, shares);
	}
}

/* Fields of which a document has one value. */
static bool
is_single_valued(int field)
{
	return field == RES_FIELD_ORGAN || field == RES_FIELD_SESSION || field == RES_FIELD_SYMBOL ||
		field == RES_FIELD_KIND || field == RES_FIELD_COMMITTEE || field == RES_FIELD_LANGUAGE;
}

/*
 * Both of two things, in a stratum.  They go together more often than by
 * chance, since documents are about something; States that sponsor do much
 * more, and of a field that has one value two are hardly ever asked for with
 * success.  The fields are those of single terms, else RES_QUERY_FIELDS.
 */
static double
both(double a, int field_a, double b, int field_b)
{
	double		low = Min(a, b);
	double		high = Max(a, b);

	if (low <= 0)
		return 0;
	if (field_a == field_b && is_single_valued(field_a))
		return low * high * 0.1;
	if (field_a == field_b && field_a == RES_FIELD_SPONSOR)
		return low * sqrt(high);
	return low * pow(high, 0.7);
}

/* Shares of the documents that have what a term asks for. */
static void
term_shares(KeyStats *stats, const ResSearchTerm *term, double *shares)
{
	double		one[STRATA];
	uint32_t	i;
	int			j;

	if (!stats->known)
	{
		for (j = 0; j < stats->nstrata; j++)
			shares[j] = DEFAULT_SHARE;
		return;
	}
	for (j = 0; j < stats->nstrata; j++)
		shares[j] = term->any ? 0 : 1;
	for (i = 0; i < term->nwanted; i++)
	{
		CHECK_FOR_INTERRUPTS();
		wanted_shares(stats, &term->wanted[i], one);
		for (j = 0; j < stats->nstrata; j++)
			shares[j] = term->any ? 1 - (1 - shares[j]) * (1 - one[j]) : Min(shares[j], one[j]);
	}
	/* words of one value: about every second document that has them has them together */
	for (j = 0; j < stats->nstrata && !term->any && term->nwanted > 1; j++)
		shares[j] /= 2;
}

/* Does something join operands of item i by "&"? */
static bool
has_and(const ResQuery *query, uint32_t i)
{
	uint32_t	k;

	for (k = i - query->items[i].size + 1; k < i; k++)
		if (query->items[k].op == RES_OP_AND)
			return true;
	return false;
}

/*
 * What the braces of item i bind, as far as its keys were counted.  False if
 * none of them was.
 */
static bool
bound_shares(KeyStats *stats, const ResQuery *query, uint32_t i, const ResSearchTerm *terms, uint32_t nterms, double *shares)
{
	const ResQueryItem *first = &query->items[i - query->items[i].size + 1];
	double		one[STRATA];
	double		term[STRATA];
	bool		found = false;
	uint32_t	t;
	uint32_t	w;
	int			j;

	for (t = query->nterms; stats->known && t < nterms; t++)
	{
		bool		counted = false;

		if (terms[t].item < first || terms[t].item > &query->items[i])
			continue;
		for (w = 0; w < terms[t].nwanted; w++)
		{
			const ResWanted *wanted = &terms[t].wanted[w];
			double		share;
			int			place = find_hash(stats, wanted->key, &share);

			if (place < 0)
				continue;
			spread(stats, wanted->key, share, place, one);
			for (j = 0; j < stats->nstrata; j++)
				term[j] = counted ? 1 - (1 - term[j]) * (1 - one[j]) : one[j];
			counted = true;
		}
		for (j = 0; counted && j < stats->nstrata; j++)
			shares[j] = found ? both(shares[j], RES_QUERY_FIELDS, term[j], RES_QUERY_FIELDS) : term[j];
		found |= counted;
	}
	return found;
}

/* Share of the documents that answer a query, of those that are not null. */
static double
query_share(KeyStats *stats, const ResQuery *query)
{
	ResSearch  *search = res_search_prepare(resquery_arena(CurrentMemoryContext), query);
	uint32_t	nterms;
	const ResSearchTerm *terms = res_search_terms(search, &nterms);
	double	   *stack;
	int		   *fields = palloc(sizeof(int) * query->nterms);
	double		bound[STRATA];
	uint32_t	term = 0;
	uint32_t	n = 0;
	uint32_t	i;
	int			j;
	double		share = 0;

	/* for one thing the strata would not change the answer */
	stats->nstrata = stats->known && query->nterms > 1 ? STRATA : 1;
	stack = palloc(sizeof(double) * query->nterms * stats->nstrata);
	for (i = 0; i < query->nitems; i++)
	{
		const ResQueryItem *item = &query->items[i];
		double	   *a;			/* the first operand, and the result */
		double	   *b;

		CHECK_FOR_INTERRUPTS();
		n -= item->op == RES_OP_AND || item->op == RES_OP_OR ? 2 : item->op == RES_OP_TERM ? 0 : 1;
		a = stack + n * stats->nstrata;
		b = a + stats->nstrata;
		switch (item->op)
		{
			case RES_OP_TERM:
				term_shares(stats, &terms[term++], a);
				break;
			case RES_OP_NOT:
				for (j = 0; j < stats->nstrata; j++)
					a[j] = 1 - a[j];
				break;
			case RES_OP_AND:
				for (j = 0; j < stats->nstrata; j++)
					a[j] = both(a[j], fields[n], b[j], fields[n + 1]);
				break;
			case RES_OP_OR:
				for (j = 0; j < stats->nstrata; j++)
					a[j] = 1 - (1 - a[j]) * (1 - b[j]);
				break;
			case RES_OP_CLAUSE:
				/* not each document that has both has them in one clause */
				if (bound_shares(stats, query, i, terms, nterms, bound))
					memcpy(a, bound, sizeof(double) * stats->nstrata);
				else if (has_and(query, i))
					for (j = 0; j < stats->nstrata; j++)
						a[j] *= 0.4;
				break;
		}
		fields[n++] = item->op == RES_OP_TERM ? item->field : RES_QUERY_FIELDS;
	}
	if (stats->nstrata == 1)
		return stack[0];
	for (j = 0; j < STRATA; j++)
		share += stats->strata.weights[j] * stack[j];
	return share;
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
