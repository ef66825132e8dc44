/*-------------------------------------------------------------------------
 *
 * docsymbol_access.c
 *	  Parts of document symbols, symbols from parts, symbols in texts.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "citations.h"
#include "docsymbol.h"
#include "funcapi.h"
#include "internal.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(docsymbol_organ);
PG_FUNCTION_INFO_V1(docsymbol_committee);
PG_FUNCTION_INFO_V1(docsymbol_session);
PG_FUNCTION_INFO_V1(docsymbol_series);
PG_FUNCTION_INFO_V1(docsymbol_number);
PG_FUNCTION_INFO_V1(docsymbol_year);
PG_FUNCTION_INFO_V1(docsymbol_kind);
PG_FUNCTION_INFO_V1(docsymbol_revision);
PG_FUNCTION_INFO_V1(docsymbol_base);
PG_FUNCTION_INFO_V1(docsymbol_url);
PG_FUNCTION_INFO_V1(docsymbol_url_in);
PG_FUNCTION_INFO_V1(docsymbol_members);
PG_FUNCTION_INFO_V1(docsymbol_make);
PG_FUNCTION_INFO_V1(docsymbol_make_int);
PG_FUNCTION_INFO_V1(docsymbol_cited);
PG_FUNCTION_INFO_V1(docsymbols_in);

/* Where the United Nations serves its documents by symbol. */
#define DOCUMENTS_URL	"https://undocs.org/"

/* ---------- parts ---------- */

/* Parts of the first argument. */
static void
get_parts(FunctionCallInfo fcinfo, ResSymbolParts *parts)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);

	if (!res_symbol_parts(DOCSYMBOL_KEY(symbol), DOCSYMBOL_LEN(symbol), parts))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("docsymbol is damaged")));
	PG_FREE_IF_COPY(symbol, 0);
}

/* Parts are ASCII, whatever the encoding of the database. */
#define RETURN_PART(part) \
	do { \
		ResSymbolParts parts; \
		get_parts(fcinfo, &parts); \
		if (parts.part.p == NULL) \
			PG_RETURN_NULL(); \
		PG_RETURN_TEXT_P(cstring_to_text_with_len(parts.part.p, (int) parts.part.len)); \
	} while (0)

Datum
docsymbol_organ(PG_FUNCTION_ARGS)
{
	RETURN_PART(organ);
}

Datum
docsymbol_committee(PG_FUNCTION_ARGS)
{
	RETURN_PART(committee);
}

Datum
docsymbol_session(PG_FUNCTION_ARGS)
{
	RETURN_PART(session);
}

Datum
docsymbol_series(PG_FUNCTION_ARGS)
{
	RETURN_PART(series);
}

Datum
docsymbol_number(PG_FUNCTION_ARGS)
{
	RETURN_PART(number);
}

Datum
docsymbol_year(PG_FUNCTION_ARGS)
{
	ResSymbolParts parts;

	get_parts(fcinfo, &parts);
	if (parts.year == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(parts.year);
}

Datum
docsymbol_kind(PG_FUNCTION_ARGS)
{
	ResSymbolParts parts;

	get_parts(fcinfo, &parts);
	PG_RETURN_TEXT_P(cstring_to_text(parts.kind));
}

/* docsymbol_revision — number of Rev., 0 in the first issue. */
Datum
docsymbol_revision(PG_FUNCTION_ARGS)
{
	ResSymbolParts parts;

	get_parts(fcinfo, &parts);
	PG_RETURN_INT32(parts.revision);
}

/* docsymbol_base — the symbol without Rev., Add., Corr. and Amend. */
Datum
docsymbol_base(PG_FUNCTION_ARGS)
{
	ResSymbolParts parts;
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	len;

	get_parts(fcinfo, &parts);
	len = res_symbol_key(parts.base.p, parts.base.len, key, NULL);
	if (len == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(docsymbol_from_key(key, len));
}

static Datum
make_url(const DocSymbol *symbol, const char *language, int nlanguage)
{
	char		text[RES_SYMBOL_MAX + 3];
	uint32_t	len = docsymbol_print(symbol, text);
	StringInfoData url;
	uint32_t	i;

	initStringInfo(&url);
	appendStringInfoString(&url, DOCUMENTS_URL);
	if (nlanguage > 0)
	{
		appendBinaryStringInfo(&url, language, nlanguage);
		appendStringInfoChar(&url, '/');
	}
	for (i = 0; i < len; i++)
	{
		if (text[i] == ' ')
			appendStringInfoString(&url, "%20");
		else
			appendStringInfoChar(&url, text[i]);
	}
	return PointerGetDatum(cstring_to_text_with_len(url.data, url.len));
}

Datum
docsymbol_url(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(make_url(PG_GETARG_DOCSYMBOL_PP(0), NULL, 0));
}

/* docsymbol_url(docsymbol, text) — address of the text in one language. */
Datum
docsymbol_url_in(PG_FUNCTION_ARGS)
{
	text	   *language = PG_GETARG_TEXT_PP(1);
	const char *p = VARDATA_ANY(language);
	int			len = (int) VARSIZE_ANY_EXHDR(language);
	int			i;

	for (i = 0; i < len; i++)
		if (!res_is_lower(p[i]))
			break;
	if (len != 2 || i < len)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("language must be a code of two letters"),
				 errhint("The United Nations publishes in \"ar\", \"en\", \"es\", \"fr\", \"ru\" and \"zh\"; some texts in \"de\".")));
	PG_RETURN_DATUM(make_url(PG_GETARG_DOCSYMBOL_PP(0), p, len));
}

/* ---------- sets of symbols ---------- */

typedef struct SymbolList
{
	Datum	   *items;
	uint32_t	n;
	uint32_t	cap;
} SymbolList;

static void
add_key(void *ctx, const uint8_t *key, uint32_t keylen)
{
	SymbolList *list = (SymbolList *) ctx;

	if (list->n == list->cap)
	{
		list->cap = Max(8, list->cap * 2);
		list->items = list->items == NULL ?
			palloc(sizeof(Datum) * list->cap) :
			repalloc_huge(list->items, sizeof(Datum) * list->cap);
	}
	list->items[list->n++] = PointerGetDatum(docsymbol_from_key(key, keylen));
}

/*
 * Body of the set-returning functions: fill makes the list in the first call,
 * every call gives one of it.
 */
static Datum
return_list(FunctionCallInfo fcinfo, void (*fill) (FunctionCallInfo fcinfo, SymbolList *list))
{
	FuncCallContext *funcctx;
	SymbolList *list;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;

		funcctx = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		list = palloc0(sizeof(SymbolList));
		fill(fcinfo, list);
		funcctx->user_fctx = list;
		MemoryContextSwitchTo(old);
	}
	funcctx = SRF_PERCALL_SETUP();
	list = (SymbolList *) funcctx->user_fctx;
	if (funcctx->call_cntr < list->n)
	{
		/* the macro counts before it looks at what is returned */
		Datum		item = list->items[funcctx->call_cntr];

		SRF_RETURN_NEXT(funcctx, item);
	}
	SRF_RETURN_DONE(funcctx);
}

static void
fill_members(FunctionCallInfo fcinfo, SymbolList *list)
{
	DocSymbol  *symbol = PG_GETARG_DOCSYMBOL_PP(0);

	res_symbol_members(DOCSYMBOL_KEY(symbol), DOCSYMBOL_LEN(symbol), add_key, list);
}

/*
 * docsymbol_members — both symbols of a double symbol, each section of a set
 * of sections, else the symbol itself.
 */
Datum
docsymbol_members(PG_FUNCTION_ARGS)
{
	return return_list(fcinfo, fill_members);
}

/* ---------- from columns ---------- */

static ResStr
text_argument(FunctionCallInfo fcinfo, int n)
{
	ResStr		str = {NULL, 0};

	if (!PG_ARGISNULL(n))
	{
		text	   *t = PG_GETARG_TEXT_PP(n);

		str.p = VARDATA_ANY(t);
		str.len = (uint32_t) VARSIZE_ANY_EXHDR(t);
	}
	return str;
}

/* From argument 3 on: series, year, suffix. */
static Datum
make_symbol(FunctionCallInfo fcinfo, ResStr session, ResStr number)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	int32		year = PG_ARGISNULL(4) ? 0 : PG_GETARG_INT32(4);
	uint32_t	len;

	if (year < 0 || year > 9999)
		PG_RETURN_NULL();
	len = res_symbol_make(text_argument(fcinfo, 0), session, number,
						  text_argument(fcinfo, 3), year, text_argument(fcinfo, 5), key, NULL);
	if (len == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(docsymbol_from_key(key, len));
}

/*
 * docsymbol_make(organ, session, number, series, year, suffix) — a symbol
 * from columns; NULL if organ or number is, or if the parts make no symbol,
 * so that one odd row does not end a query over a table of others.
 */
Datum
docsymbol_make(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	return make_symbol(fcinfo, text_argument(fcinfo, 1), text_argument(fcinfo, 2));
}

/* The same for tables with session and number as integers. */
Datum
docsymbol_make_int(PG_FUNCTION_ARGS)
{
	char		session[12];
	char		number[12];
	ResStr		s = {NULL, 0};
	ResStr		n = {number, 0};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1))
	{
		s.p = session;
		s.len = (uint32_t) snprintf(session, sizeof(session), "%d", PG_GETARG_INT32(1));
	}
	n.len = (uint32_t) snprintf(number, sizeof(number), "%d", PG_GETARG_INT32(2));
	return make_symbol(fcinfo, s, n);
}

/* ---------- in running text ---------- */

/*
 * All symbols that a text cites, as resolution_citations finds them; only
 * the first if so asked.
 */
static void
find_cited(FunctionCallInfo fcinfo, SymbolList *list, bool first)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	text	   *organ = PG_GETARG_TEXT_PP(1);
	ResStr		utf8 = {VARDATA_ANY(source), (uint32_t) VARSIZE_ANY_EXHDR(source)};
	MemoryContext result = CurrentMemoryContext;
	ResolutionWork work;
	ResCited   *cited;
	uint32_t	n;
	uint32_t	i;

	if (utf8.len > RES_MAX_SOURCE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("text is too long"),
				 errdetail("It has %u bytes, the most that is read is %u.",
						   (unsigned) utf8.len, (unsigned) RES_MAX_SOURCE)));
	resolution_work_begin(&work);
	MemoryContextSwitchTo(work.context);
	(void) res_to_utf8(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), &utf8);
	if (utf8.p == NULL)
		utf8 = (ResStr) {VARDATA_ANY(source), (uint32_t) VARSIZE_ANY_EXHDR(source)};
	n = res_cited_read(work.arena, (ResStr) {VARDATA_ANY(organ), (uint32_t) VARSIZE_ANY_EXHDR(organ)},
					   utf8.p, utf8.len, &cited);
	MemoryContextSwitchTo(result);
	for (i = 0; i < n; i++)
	{
		uint8_t		key[RES_SYMBOL_KEY_MAX];
		uint32_t	len;

		if (cited[i].symbol[0] == '\0')
			continue;
		len = res_symbol_key(cited[i].symbol, strlen(cited[i].symbol), key, NULL);
		if (len > 0)
			add_key(list, key, len);
		if (first && list->n > 0)
			break;
	}
	resolution_work_end(&work);
}

/* docsymbol_cited — the first symbol that a text cites, or NULL. */
Datum
docsymbol_cited(PG_FUNCTION_ARGS)
{
	SymbolList	list = {NULL, 0, 0};

	find_cited(fcinfo, &list, true);
	if (list.n == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(list.items[0]);
}

static void
fill_cited(FunctionCallInfo fcinfo, SymbolList *list)
{
	find_cited(fcinfo, list, false);
}

/* docsymbols_in — all symbols that a text cites, in printed order. */
Datum
docsymbols_in(PG_FUNCTION_ARGS)
{
	return return_list(fcinfo, fill_cited);
}
