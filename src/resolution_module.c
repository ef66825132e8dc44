/*-------------------------------------------------------------------------
 *
 * resolution_module.c
 *	  The library as the server sees it.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "utils/builtins.h"

RESOLUTION_MODULE_MAGIC(RESOLUTION_VERSION);

PG_FUNCTION_INFO_V1(resolution_version);

/*
 * resolution_version — version of the library that is loaded.
 *
 * It differs from that of the SQL objects while a server still runs with the
 * library of before an upgrade.
 */
Datum
resolution_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(RESOLUTION_VERSION));
}
