/*-------------------------------------------------------------------------
 *
 * resquery.h
 *	  The type resquery inside the server.
 *
 * A value is a varlena whose payload is the stored form of src/core/query.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RESQUERY_H
#define RESQUERY_H

#include "resolution.h"

#include "search.h"

/* First byte of the binary form; the text follows. */
#define RESQUERY_WIRE_VERSION	1

/* Strategies of the GIN classes. */
#define RESOLUTION_MATCH_STRATEGY	1	/* resolution @@ resquery */
#define RESOLUTION_CITES_STRATEGY	2	/* resolution @> docsymbol */

typedef struct varlena ResQueryDatum;

#define DatumGetResQueryPP(X)		((ResQueryDatum *) PG_DETOAST_DATUM_PACKED(X))
#define PG_GETARG_RESQUERY_PP(n)	DatumGetResQueryPP(PG_GETARG_DATUM(n))

/* resquery.c */
extern ResQuery *resquery_open(ResArena *arena, const ResQueryDatum *value);
extern ResArena *resquery_arena(MemoryContext context);
extern ResQuery *resquery_of_symbol(ResArena *arena, Datum symbol);

/* A key of a document or query as a value of GIN and of the statistics. */
extern Datum resquery_key_datum(ResStr key);

#endif							/* RESQUERY_H */
