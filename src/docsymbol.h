/*-------------------------------------------------------------------------
 *
 * docsymbol.h
 *	  The type docsymbol inside the server.
 *
 * A value is a varlena whose payload is the key that src/core/symbol_key.c makes
 * of a document symbol: a string of bytes that memcmp() orders as the type is
 * ordered.  Values are short, so they lie in tables and indexes with a header
 * of one byte; always read them with the macros below, which do not copy.
 *
 *-------------------------------------------------------------------------
 */
#ifndef DOCSYMBOL_H
#define DOCSYMBOL_H

#include "compat.h"

#include "symbol.h"

/* First byte of the binary form; the normal form follows. */
#define DOCSYMBOL_WIRE_VERSION	1

typedef struct varlena DocSymbol;

/*
 * A value is hardly ever compressed and never lies elsewhere but where a row
 * is very wide: asked here, not in a function of the server, since symbols are
 * compared by the million.
 */
static inline DocSymbol *
DatumGetDocSymbolPP(Datum x)
{
	DocSymbol  *symbol = (DocSymbol *) DatumGetPointer(x);

	if (unlikely(VARATT_IS_COMPRESSED(symbol) || VARATT_IS_EXTERNAL(symbol)))
		symbol = (DocSymbol *) pg_detoast_datum_packed(symbol);
	return symbol;
}

#define PG_GETARG_DOCSYMBOL_PP(n)	DatumGetDocSymbolPP(PG_GETARG_DATUM(n))
#define DOCSYMBOL_KEY(s)			((const uint8_t *) VARDATA_ANY(s))
#define DOCSYMBOL_LEN(s)			((uint32_t) VARSIZE_ANY_EXHDR(s))

/* docsymbol.c */
extern DocSymbol *docsymbol_from_key(const uint8_t *key, uint32_t len);
extern DocSymbol *docsymbol_range_limit(const DocSymbol *symbol);
extern uint32_t docsymbol_print(const DocSymbol *symbol, char *out);

/* docsymbol_cmp.c */
extern int	docsymbol_compare(Datum x, Datum y);

#endif							/* DOCSYMBOL_H */
