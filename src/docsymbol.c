/*-------------------------------------------------------------------------
 *
 * docsymbol.c
 *	  Input, output and casts of document symbols.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "docsymbol.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(docsymbol_in);
PG_FUNCTION_INFO_V1(docsymbol_out);
PG_FUNCTION_INFO_V1(docsymbol_recv);
PG_FUNCTION_INFO_V1(docsymbol_send);
PG_FUNCTION_INFO_V1(docsymbol_from_text);
PG_FUNCTION_INFO_V1(docsymbol_to_text);
PG_FUNCTION_INFO_V1(docsymbol_try);
PG_FUNCTION_INFO_V1(docsymbol_range_end);

/* Characters of a refused text that the message shows. */
#define SHOWN_CHARACTERS	80

/* docsymbol_from_key — a value with this key. */
DocSymbol *
docsymbol_from_key(const uint8_t *key, uint32_t len)
{
	DocSymbol  *result = palloc(VARHDRSZ + len);

	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), key, len);
	return result;
}

/*
 * docsymbol_range_limit — the first value behind all that lies under a
 * symbol.
 *
 * It is no symbol; it serves as the end of a range, see docsymbol_support.c.
 */
DocSymbol *
docsymbol_range_limit(const DocSymbol *symbol)
{
	uint8_t		hi[RES_SYMBOL_KEY_MAX + 1];
	uint32_t	len = DOCSYMBOL_LEN(symbol);

	if (len >= RES_SYMBOL_KEY_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("docsymbol is damaged")));
	res_symbol_key_range(DOCSYMBOL_KEY(symbol), len, hi, &len);
	return docsymbol_from_key(hi, len);
}

/*
 * docsymbol_print — normal form of a value; returns its length.
 *
 * out has RES_SYMBOL_MAX + 3 bytes.  The end of a range, which is seen in
 * plans only, prints as the symbol with "/~" behind it.
 */
uint32_t
docsymbol_print(const DocSymbol *symbol, char *out)
{
	uint32_t	keylen = DOCSYMBOL_LEN(symbol);
	uint32_t	len = 0;

	if (keylen > 0 && keylen <= RES_SYMBOL_KEY_MAX)
	{
		len = res_symbol_print(DOCSYMBOL_KEY(symbol), keylen, out);
		if (len == 0 && keylen > 1)
		{
			uint8_t		hi[RES_SYMBOL_KEY_MAX + 1];
			uint32_t	hilen;

			res_symbol_key_range(DOCSYMBOL_KEY(symbol), keylen - 1, hi, &hilen);
			if (memcmp(hi, DOCSYMBOL_KEY(symbol), keylen) == 0)
				len = res_symbol_print(DOCSYMBOL_KEY(symbol), keylen - 1, out);
			if (len > 0)
			{
				memcpy(out + len, "/~", 3);
				len += 2;
			}
		}
	}
	if (len == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("docsymbol is damaged")));
	return len;
}

/* Are all bytes ASCII?  Then the encoding of the database does not matter. */
static bool
is_ascii(const char *text, size_t len)
{
	size_t		i;

	for (i = 0; i < len; i++)
		if (IS_HIGHBIT_SET(text[i]))
			return false;
	return true;
}

/*
 * Key of a text in the encoding of the database; returns its length, 0 if it
 * is no symbol.  Texts far too long are not even converted.
 */
static uint32_t
read_key(const char *text, size_t len, uint8_t *key, ResSymbolError *err)
{
	ResStr		utf8 = {text, (uint32_t) len};

	if (len < 4 * RES_SYMBOL_MAX && !res_text_is_utf8() && !is_ascii(text, len) &&
		!res_to_utf8(text, len, &utf8))
		utf8 = (ResStr) {text, (uint32_t) len};
	return res_symbol_key(utf8.p, utf8.p == text ? len : utf8.len, key, err);
}

/*
 * Value of a text, or NULL after an error was saved in escontext (before 16,
 * or without a context that collects them, errors are raised).
 */
static DocSymbol *
read_symbol(const char *text, size_t len, struct Node *escontext)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	ResSymbolError err;
	uint32_t	keylen = read_key(text, len, key, &err);
	int			shown;

	if (keylen > 0)
		return docsymbol_from_key(key, keylen);

	shown = pg_mbcharcliplen(text, (int) Min(len, 1024), SHOWN_CHARACTERS);
	ereturn(escontext, NULL,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type docsymbol: \"%.*s%s\"",
					shown, text, (size_t) shown < len ? "..." : ""),
			 errdetail("%s", err.detail),
			 errhint("%s", err.hint ? err.hint :
					 "Symbols read like \"A/RES/69/179\", \"S/RES/1325 (2000)\" or \"A/C.3/70/L.29/Rev.1\".")));
}

Datum
docsymbol_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	DocSymbol  *result = read_symbol(text, strlen(text), fcinfo->context);

	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

Datum
docsymbol_out(PG_FUNCTION_ARGS)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);
	char		text[RES_SYMBOL_MAX + 3];
	uint32_t	len = docsymbol_print(symbol, text);

	PG_RETURN_CSTRING(pnstrdup(text, len));
}

/*
 * docsymbol_recv — binary input: the version, the symbol as text.
 *
 * The key is never taken from outside; so a damaged one cannot come in, and
 * the wire does not depend on the codes.
 */
Datum
docsymbol_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	char	   *text;
	int			len;
	DocSymbol  *result;

	if (version != DOCSYMBOL_WIRE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported docsymbol version number %d", version)));
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
	result = read_symbol(text, (size_t) len, fcinfo->context);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

Datum
docsymbol_send(PG_FUNCTION_ARGS)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);
	char		text[RES_SYMBOL_MAX + 3];
	uint32_t	len = docsymbol_print(symbol, text);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, DOCSYMBOL_WIRE_VERSION);
	pq_sendtext(&buf, text, (int) len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
docsymbol_from_text(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	DocSymbol  *result = read_symbol(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), fcinfo->context);

	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

Datum
docsymbol_to_text(PG_FUNCTION_ARGS)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);
	char		out[RES_SYMBOL_MAX + 3];
	uint32_t	len = docsymbol_print(symbol, out);

	PG_RETURN_TEXT_P(cstring_to_text_with_len(out, (int) len));
}

/* docsymbol_try — the symbol, or NULL if the text is none. */
Datum
docsymbol_try(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	keylen = read_key(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), key, NULL);

	if (keylen == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(docsymbol_from_key(key, keylen));
}

/* docsymbol_range_end — end of the range of what lies under a symbol. */
Datum
docsymbol_range_end(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(docsymbol_range_limit(PG_GETARG_DOCSYMBOL_PP(0)));
}
