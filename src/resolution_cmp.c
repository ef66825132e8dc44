/*-------------------------------------------------------------------------
 *
 * resolution_cmp.c
 *	  Equality, order and hash of documents: by the bytes of the source.
 *
 * The source alone decides, never the structure: the same text read by two
 * releases is the same document.  Bytes are unsigned and know no collation,
 * so an index means the same on every machine.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "access/detoast.h"
#include "common/hashfn.h"
#include "utils/sortsupport.h"

PG_FUNCTION_INFO_V1(resolution_eq);
PG_FUNCTION_INFO_V1(resolution_ne);
PG_FUNCTION_INFO_V1(resolution_lt);
PG_FUNCTION_INFO_V1(resolution_le);
PG_FUNCTION_INFO_V1(resolution_gt);
PG_FUNCTION_INFO_V1(resolution_ge);
PG_FUNCTION_INFO_V1(resolution_cmp);
PG_FUNCTION_INFO_V1(resolution_sortsupport);
PG_FUNCTION_INFO_V1(resolution_hash);
PG_FUNCTION_INFO_V1(resolution_hash_extended);

/* Bytes of the image that hold the length of the source. */
#define LENGTH_SLICE	128

/* memcmp, and then the shorter text first. */
static int
compare_bytes(const char *a, size_t alen, const char *b, size_t blen)
{
	int			result = memcmp(a, b, Min(alen, blen));

	if (result == 0 && alen != blen)
		result = alen < blen ? -1 : 1;
	return result;
}

/* Order of two values; a detoasted copy is given back at once. */
static int
compare_values(Datum x, Datum y)
{
	Resolution *a = DatumGetResolutionP(x);
	Resolution *b = DatumGetResolutionP(y);
	ResStr		s = resolution_source_of(a);
	ResStr		t = resolution_source_of(b);
	int			result = compare_bytes(s.p, s.len, t.p, t.len);

	if ((Pointer) a != DatumGetPointer(x))
		pfree(a);
	if ((Pointer) b != DatumGetPointer(y))
		pfree(b);
	return result;
}

/* Length of the source, from the head alone; false if it is not there. */
static bool
source_length(Datum value, uint32_t *len)
{
	size_t		have;
	char	   *copy;
	const char *image = resolution_prefix(value, LENGTH_SLICE, &have, &copy);
	ResStatus	status = res_image_source_length(image, have, len);

	if (copy != NULL)
		pfree(copy);
	return status == RES_OK;
}

/*
 * Equality.  Images of the same text may differ in size if two releases made
 * them, but sources of different length are different texts: then a look
 * into both heads spares reading two documents.
 */
static bool
equal_values(Datum x, Datum y)
{
	uint32_t	s;
	uint32_t	t;

	if (DatumGetPointer(x) == DatumGetPointer(y))
		return true;
	if (toast_raw_datum_size(x) != toast_raw_datum_size(y) &&
		source_length(x, &s) && source_length(y, &t) && s != t)
		return false;
	return compare_values(x, y) == 0;
}

Datum
resolution_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(equal_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
resolution_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!equal_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
resolution_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) < 0);
}

Datum
resolution_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) <= 0);
}

Datum
resolution_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) > 0);
}

Datum
resolution_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) >= 0);
}

Datum
resolution_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_values(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

/* ---------- sorting ---------- */

/*
 * Abbreviated keys spare most of the detoasting: each document is read once,
 * and again only among those whose keys are equal.
 *
 * Documents open alike ("United Nations", the organ, the session), so their
 * first eight bytes say nothing.  The key of a text says instead how it
 * stands to a pivot, the beginning of the first document that comes along:
 * on which side of it, after how many equal bytes, and which bytes follow
 * there.  Before the pivot more equal bytes are later in the order, behind
 * it fewer are.
 *
 *	bit 63		1: not before the pivot
 *	bits 48-62	equal bytes; behind the pivot PIVOT_MAX less them
 *	bits 0-47	the next six bytes
 *
 * A text that begins with the whole pivot has the least key of the upper
 * side.
 */
#define PIVOT_MAX		0x7FFF
#define KEY_BYTES		6
#define KEY_BEHIND		(UINT64CONST(1) << 63)

typedef struct SortState
{
	bool		chosen;
	uint32_t	len;
	char		pivot[PIVOT_MAX];
} SortState;

static int
sort_compare(Datum x, Datum y, SortSupport ssup)
{
	return compare_values(x, y);
}

#if SIZEOF_DATUM == 8

static uint64
sort_key(const SortState *state, ResStr source)
{
	uint32_t	common = Min(source.len, state->len);
	uint64		key = 0;
	uint32_t	i = 0;
	uint32_t	n;

	while (i < common && source.p[i] == state->pivot[i])
		i++;
	if (i == state->len)
		return KEY_BEHIND;
	for (n = 0; n < KEY_BYTES; n++)
	{
		key <<= 8;
		if (i + n < source.len)
			key |= (unsigned char) source.p[i + n];
	}
	if (i < source.len && (unsigned char) source.p[i] > (unsigned char) state->pivot[i])
		return KEY_BEHIND | (uint64) (PIVOT_MAX - i) << 48 | key;
	return (uint64) i << 48 | key;
}

static Datum
sort_convert(Datum original, SortSupport ssup)
{
	SortState  *state = (SortState *) ssup->ssup_extra;
	Resolution *r = DatumGetResolutionP(original);
	ResStr		source = resolution_source_of(r);
	uint64		key;

	if (!state->chosen)
	{
		state->chosen = true;
		state->len = Min(source.len, PIVOT_MAX);
		memcpy(state->pivot, source.p, state->len);
	}
	key = sort_key(state, source);
	if ((Pointer) r != DatumGetPointer(original))
		pfree(r);
	return (Datum) key;
}

/* Keys cost one reading of a document, a comparison without them two. */
static bool
sort_abort(int memtupcount, SortSupport ssup)
{
	return false;
}

#endif							/* SIZEOF_DATUM == 8 */

Datum
resolution_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = sort_compare;
#if SIZEOF_DATUM == 8
	if (ssup->abbreviate)
	{
		ssup->ssup_extra = MemoryContextAllocZero(ssup->ssup_cxt, sizeof(SortState));
		ssup->comparator = res_datum_unsigned_cmp;
		ssup->abbrev_converter = sort_convert;
		ssup->abbrev_abort = sort_abort;
		ssup->abbrev_full_comparator = sort_compare;
	}
#endif
	PG_RETURN_VOID();
}

/* ---------- hashing ---------- */

Datum
resolution_hash(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResStr		source = resolution_source_of(r);
	Datum		result = hash_any((const unsigned char *) source.p, (int) source.len);

	PG_FREE_IF_COPY(r, 0);
	PG_RETURN_DATUM(result);
}

Datum
resolution_hash_extended(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResStr		source = resolution_source_of(r);
	Datum		result = hash_any_extended((const unsigned char *) source.p,
										   (int) source.len,
										   (uint64) PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(r, 0);
	PG_RETURN_DATUM(result);
}
