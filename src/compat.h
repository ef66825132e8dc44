/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  What differs between the server versions 13 to 18.
 *
 * Every comparison with PG_VERSION_NUM stands in this file; elsewhere the
 * code is written for the newest server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RESOLUTION_COMPAT_H
#define RESOLUTION_COMPAT_H

#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/rangetypes.h"
#include "utils/sortsupport.h"

#if PG_VERSION_NUM < 130000
#error "resolution needs PostgreSQL 13 or newer"
#endif

/* 16 moved the macros of varlena values out of postgres.h. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/*
 * Soft errors came with 16.  Before, an input function can only raise: the
 * context is never one that collects errors.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#else
#define errsave(context, ...)	ereport(ERROR, __VA_ARGS__)
#define ereturn(context, dummy_value, ...) \
	do { \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#define SOFT_ERROR_OCCURRED(escontext)	(false)
#endif

/* 18 stores name and version of a module beside its magic block. */
#if PG_VERSION_NUM >= 180000
#define RESOLUTION_MODULE_MAGIC(version_text) \
	PG_MODULE_MAGIC_EXT(.name = "resolution", .version = version_text)
#else
#define RESOLUTION_MODULE_MAGIC(version_text)	PG_MODULE_MAGIC
#endif

/* 18 spells it as the C standard does. */
#if PG_VERSION_NUM >= 180000
#define RES_NORETURN	pg_noreturn
#else
#define RES_NORETURN	pg_attribute_noreturn()
#endif

/* 16 gave range_serialize a place for soft errors. */
#if PG_VERSION_NUM >= 160000
#define res_range_serialize(typcache, lower, upper) \
	range_serialize(typcache, lower, upper, false, NULL)
#else
#define res_range_serialize(typcache, lower, upper) \
	range_serialize(typcache, lower, upper, false)
#endif

/* 15 brought the comparator of abbreviated keys that are unsigned numbers. */
#if PG_VERSION_NUM >= 150000
#define res_datum_unsigned_cmp	ssup_datum_unsigned_cmp
#else
static inline int
res_datum_unsigned_cmp(Datum x, Datum y, SortSupport ssup)
{
	return x < y ? -1 : x > y ? 1 : 0;
}
#endif

/*
 * Conversion that stops at the first character without a counterpart, and
 * says how many bytes it converted, came with 14.  In 13 such a character
 * raises an error.  A conversion procedure touches nothing but its two
 * buffers, so this one error can be caught without a subtransaction; the
 * result is then that nothing was converted.
 */
#if PG_VERSION_NUM >= 140000
#define res_encoding_convert(proc, from, to, src, srclen, dest, destlen) \
	pg_do_encoding_conversion_buf(proc, from, to, src, srclen, dest, destlen, true)
#else
static inline int
res_encoding_convert(Oid proc, int from, int to, unsigned char *src, int srclen,
					 unsigned char *dest, int destlen)
{
	MemoryContext caller = CurrentMemoryContext;
	FmgrInfo	flinfo;
	volatile int converted = srclen;

	Assert((Size) destlen > (Size) srclen * MAX_CONVERSION_GROWTH);
	fmgr_info(proc, &flinfo);
	PG_TRY();
	{
		FunctionCall5(&flinfo, Int32GetDatum(from), Int32GetDatum(to),
					  CStringGetDatum((char *) src), CStringGetDatum((char *) dest),
					  Int32GetDatum(srclen));
	}
	PG_CATCH();
	{
		int			code = geterrcode();

		if (code != ERRCODE_UNTRANSLATABLE_CHARACTER &&
			code != ERRCODE_CHARACTER_NOT_IN_REPERTOIRE)
			PG_RE_THROW();
		MemoryContextSwitchTo(caller);
		FlushErrorState();
		converted = -1;
	}
	PG_END_TRY();
	return converted;
}
#endif

/* 17 moved the statistics target of a column out of its description. */
#if PG_VERSION_NUM >= 170000
#define res_statistics_target(stats)	((stats)->attstattarget)
#else
#define res_statistics_target(stats)	((stats)->attr->attstattarget)
#endif

/* 14 gave is_pseudo_constant_for_index the planner's root. */
#if PG_VERSION_NUM >= 140000
#define res_is_pseudo_constant(root, expr, index) \
	is_pseudo_constant_for_index(root, expr, index)
#else
#define res_is_pseudo_constant(root, expr, index) \
	is_pseudo_constant_for_index(expr, index)
#endif

/* 18 tells ANALYZE's pauses from those of VACUUM. */
#if PG_VERSION_NUM >= 180000
#define res_analyze_delay_point()	vacuum_delay_point(true)
#else
#define res_analyze_delay_point()	vacuum_delay_point()
#endif

#endif							/* RESOLUTION_COMPAT_H */
