/*-------------------------------------------------------------------------
 *
 * docsymbol_cmp.c
 *	  Equality, order, hierarchy and hash of document symbols.
 *
 * All of it is about the bytes of the key: see src/core/symbol_key.c.
 *
 *-------------------------------------------------------------------------
 */
#include "docsymbol.h"

#include "common/hashfn.h"
#include "lib/hyperloglog.h"
#include "port/pg_bswap.h"
#include "utils/sortsupport.h"

PG_FUNCTION_INFO_V1(docsymbol_eq);
PG_FUNCTION_INFO_V1(docsymbol_ne);
PG_FUNCTION_INFO_V1(docsymbol_lt);
PG_FUNCTION_INFO_V1(docsymbol_le);
PG_FUNCTION_INFO_V1(docsymbol_gt);
PG_FUNCTION_INFO_V1(docsymbol_ge);
PG_FUNCTION_INFO_V1(docsymbol_cmp);
PG_FUNCTION_INFO_V1(docsymbol_smaller);
PG_FUNCTION_INFO_V1(docsymbol_larger);
PG_FUNCTION_INFO_V1(docsymbol_contains);
PG_FUNCTION_INFO_V1(docsymbol_contained);
PG_FUNCTION_INFO_V1(docsymbol_sortsupport);
PG_FUNCTION_INFO_V1(docsymbol_hash);
PG_FUNCTION_INFO_V1(docsymbol_hash_extended);

static inline int
compare_keys(const DocSymbol *a, const DocSymbol *b)
{
	uint32_t	alen = DOCSYMBOL_LEN(a);
	uint32_t	blen = DOCSYMBOL_LEN(b);
	int			result = memcmp(DOCSYMBOL_KEY(a), DOCSYMBOL_KEY(b), Min(alen, blen));

	if (result == 0 && alen != blen)
		result = alen < blen ? -1 : 1;
	return result;
}

/* docsymbol_compare — order of two values; frees what it had to detoast. */
int
docsymbol_compare(Datum x, Datum y)
{
	DocSymbol  *a = DatumGetDocSymbolPP(x);
	DocSymbol  *b = DatumGetDocSymbolPP(y);
	int			result = compare_keys(a, b);

	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return result;
}

static inline bool
equal_keys(Datum x, Datum y)
{
	DocSymbol  *a = DatumGetDocSymbolPP(x);
	DocSymbol  *b = DatumGetDocSymbolPP(y);
	bool		result = DOCSYMBOL_LEN(a) == DOCSYMBOL_LEN(b) &&
		memcmp(DOCSYMBOL_KEY(a), DOCSYMBOL_KEY(b), DOCSYMBOL_LEN(a)) == 0;

	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return result;
}

Datum
docsymbol_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(equal_keys(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
docsymbol_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!equal_keys(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
docsymbol_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(docsymbol_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) < 0);
}

Datum
docsymbol_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(docsymbol_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) <= 0);
}

Datum
docsymbol_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(docsymbol_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) > 0);
}

Datum
docsymbol_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(docsymbol_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) >= 0);
}

Datum
docsymbol_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(docsymbol_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

/* For min() and max(). */
Datum
docsymbol_smaller(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	PG_RETURN_DATUM(docsymbol_compare(a, b) <= 0 ? a : b);
}

Datum
docsymbol_larger(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	PG_RETURN_DATUM(docsymbol_compare(a, b) >= 0 ? a : b);
}

/* ---------- hierarchy ---------- */

/* docsymbol_contains — the second is the first or lies under it. */
Datum
docsymbol_contains(PG_FUNCTION_ARGS)
{
	DocSymbol  *a = PG_GETARG_DOCSYMBOL_PP(0);
	DocSymbol  *b = PG_GETARG_DOCSYMBOL_PP(1);

	PG_RETURN_BOOL(res_symbol_contains(DOCSYMBOL_KEY(a), DOCSYMBOL_LEN(a),
									   DOCSYMBOL_KEY(b), DOCSYMBOL_LEN(b)));
}

/* docsymbol_contained — the first is the second or lies under it. */
Datum
docsymbol_contained(PG_FUNCTION_ARGS)
{
	DocSymbol  *a = PG_GETARG_DOCSYMBOL_PP(0);
	DocSymbol  *b = PG_GETARG_DOCSYMBOL_PP(1);

	PG_RETURN_BOOL(res_symbol_contains(DOCSYMBOL_KEY(b), DOCSYMBOL_LEN(b),
									   DOCSYMBOL_KEY(a), DOCSYMBOL_LEN(a)));
}

/* ---------- sorting ---------- */

/*
 * An abbreviated key is the first bytes of the key as a big-endian number.
 * Most symbols have no more than eight bytes, so that it nearly always
 * decides; a sort of very few different symbols goes on without.
 */
typedef struct SortState
{
	int64		count;
	hyperLogLogState different;
} SortState;

static int
sort_compare(Datum x, Datum y, SortSupport ssup)
{
	return docsymbol_compare(x, y);
}

static Datum
sort_convert(Datum original, SortSupport ssup)
{
	SortState  *state = (SortState *) ssup->ssup_extra;
	DocSymbol  *symbol = DatumGetDocSymbolPP(original);
	uint32_t	len = DOCSYMBOL_LEN(symbol);
	Datum		key = 0;

	memcpy(&key, DOCSYMBOL_KEY(symbol), Min(len, sizeof(Datum)));
	state->count++;

	/* the number of different keys is only asked in the first rows */
	if (state->count <= 100000)
	{
		uint32		hash;

#if SIZEOF_DATUM == 8
		hash = (uint32) key ^ (uint32) ((uint64) key >> 32);
#else
		hash = (uint32) key;
#endif
		addHyperLogLog(&state->different, DatumGetUInt32(hash_uint32(hash)));
	}
	key = DatumBigEndianToNative(key);
	if ((Pointer) symbol != DatumGetPointer(original))
		pfree(symbol);
	return key;
}

static bool
sort_abort(int memtupcount, SortSupport ssup)
{
	SortState  *state = (SortState *) ssup->ssup_extra;
	double		different;

	if (memtupcount < 10000 || state->count < 10000 || state->count > 100000)
		return false;
	different = estimateHyperLogLog(&state->different);

	/*
	 * Comparing two equal keys costs one more comparison, a long memcmp
	 * costs no more: keep them unless hardly any pair is decided.
	 */
	return different < state->count / 2000.0 + 0.5;
}

Datum
docsymbol_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = sort_compare;
	if (ssup->abbreviate)
	{
		MemoryContext old = MemoryContextSwitchTo(ssup->ssup_cxt);
		SortState  *state = palloc(sizeof(SortState));

		state->count = 0;
		initHyperLogLog(&state->different, 10);
		ssup->ssup_extra = state;
		ssup->comparator = res_datum_unsigned_cmp;
		ssup->abbrev_converter = sort_convert;
		ssup->abbrev_abort = sort_abort;
		ssup->abbrev_full_comparator = sort_compare;
		MemoryContextSwitchTo(old);
	}
	PG_RETURN_VOID();
}

/* ---------- hashing ---------- */

/* With seed 0 the lower half of the 64-bit hash is the 32-bit one. */
Datum
docsymbol_hash(PG_FUNCTION_ARGS)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);
	uint32		result = (uint32) res_symbol_hash(DOCSYMBOL_KEY(symbol), DOCSYMBOL_LEN(symbol), 0);

	PG_FREE_IF_COPY(symbol, 0);
	PG_RETURN_UINT32(result);
}

Datum
docsymbol_hash_extended(PG_FUNCTION_ARGS)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);
	uint64		result = res_symbol_hash(DOCSYMBOL_KEY(symbol), DOCSYMBOL_LEN(symbol),
										 (uint64) PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(symbol, 0);
	PG_RETURN_INT64((int64) result);
}
