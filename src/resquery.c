/*-------------------------------------------------------------------------
 *
 * resquery.c
 *	  The type resquery: input, output, comparison, and queries made of
 *	  queries.
 *
 *-------------------------------------------------------------------------
 */
#include "resquery.h"

#include "common/hashfn.h"
#include "docsymbol.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(resquery_in);
PG_FUNCTION_INFO_V1(resquery_out);
PG_FUNCTION_INFO_V1(resquery_recv);
PG_FUNCTION_INFO_V1(resquery_send);
PG_FUNCTION_INFO_V1(resquery_from_text);
PG_FUNCTION_INFO_V1(resquery_to_text);
PG_FUNCTION_INFO_V1(resquery_term);
PG_FUNCTION_INFO_V1(resquery_and);
PG_FUNCTION_INFO_V1(resquery_or);
PG_FUNCTION_INFO_V1(resquery_not);
PG_FUNCTION_INFO_V1(resquery_numnode);
PG_FUNCTION_INFO_V1(resquery_querytree);
PG_FUNCTION_INFO_V1(resquery_lt);
PG_FUNCTION_INFO_V1(resquery_le);
PG_FUNCTION_INFO_V1(resquery_eq);
PG_FUNCTION_INFO_V1(resquery_ne);
PG_FUNCTION_INFO_V1(resquery_ge);
PG_FUNCTION_INFO_V1(resquery_gt);
PG_FUNCTION_INFO_V1(resquery_cmp);
PG_FUNCTION_INFO_V1(resquery_hash);
PG_FUNCTION_INFO_V1(resquery_hash_extended);

/* Characters of a refused query that the message shows, from the place on. */
#define SHOWN_CHARACTERS	40

/* ---------- between text, query and value ---------- */

/* An arena in a context; it goes with that. */
ResArena *
resquery_arena(MemoryContext context)
{
	ResEnv		env;

	resolution_env(&env, context);
	return res_arena_create(&env);
}

/* resquery_open — the query of a value; its texts lie in the value. */
ResQuery *
resquery_open(ResArena *arena, const ResQueryDatum *value)
{
	ResQuery   *query;

	if (res_query_read(arena, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &query) != RES_OK)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored value of type %s is damaged", "resquery")));
	return query;
}

static ResQueryDatum *
value_of(const ResQuery *query)
{
	size_t		size = VARHDRSZ + res_query_size(query);
	ResQueryDatum *result = palloc(size);

	SET_VARSIZE(result, size);
	res_query_write(query, VARDATA(result));
	return result;
}

/* The query "cites:symbol". */
ResQuery *
resquery_of_symbol(ResArena *arena, Datum symbol)
{
	char		text[RES_SYMBOL_MAX + 3];
	uint32_t	len = docsymbol_print(DatumGetDocSymbolPP(symbol), text);
	ResQuery   *query;
	ResQueryError err;

	if (!res_query_make(arena, (ResStr) {"cites", 5}, (ResStr) {text, len}, &query, &err))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("docsymbol is damaged")));
	return query;
}

Datum
resquery_key_datum(ResStr key)
{
	bytea	   *result = palloc(VARHDRSZ + key.len);

	SET_VARSIZE(result, VARHDRSZ + key.len);
	memcpy(VARDATA(result), key.p, key.len);
	return PointerGetDatum(result);
}

/* A text of the reader in the encoding of the database, terminated. */
static char *
to_server(const char *p, size_t len)
{
	size_t		n;
	char	   *text = res_from_utf8((ResStr) {p, (uint32_t) len}, &n);

	return pnstrdup(text, n);
}

/* Say why a text is no query.  "utf8" is what the place refers to. */
static void
save_error(const ResQueryError *err, ResStr utf8, struct Node *escontext)
{
	uint32_t	at = Min(err->offset, utf8.len);
	uint32_t	end = at;
	uint32_t	position = 1;
	uint32_t	shown = 0;
	uint32_t	i;
	char	   *detail = to_server(err->detail, strlen(err->detail));
	char	   *excerpt;

	for (i = 0; i < at; i++)
		if (((unsigned char) utf8.p[i] & 0xC0) != 0x80)
			position++;
	while (end < utf8.len && shown < SHOWN_CHARACTERS)
	{
		end++;
		while (end < utf8.len && ((unsigned char) utf8.p[end] & 0xC0) == 0x80)
			end++;
		shown++;
	}
	excerpt = to_server(utf8.p + at, end - at);
	if (err->code == RES_TOO_LONG)
		errsave(escontext,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("resquery is too large, at character %u", position),
				 errdetail("%s", detail)));
	else if (at == utf8.len)
		errsave(escontext,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s at character %u, at the end", "resquery", position),
				 errdetail("%s", detail),
				 err->hint != NULL ? errhint("%s", err->hint) : 0));
	else
		errsave(escontext,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s at character %u, at or near \"%s%s\"",
						"resquery", position, excerpt, end < utf8.len ? "..." : ""),
				 errdetail("%s", detail),
				 err->hint != NULL ? errhint("%s", err->hint) : 0));
}

/* NULL after an error was saved in escontext. */
static ResQueryDatum *
read_query(const char *text, size_t len, struct Node *escontext)
{
	ResolutionWork work;
	ResQuery   *query;
	ResQueryError err;
	ResQueryDatum *result = NULL;
	MemoryContext caller = CurrentMemoryContext;
	ResStr		utf8;
	bool		good;

	if (!res_to_utf8(text, len, &utf8))
		ereturn(escontext, NULL,
				(errcode(ERRCODE_UNTRANSLATABLE_CHARACTER),
				 errmsg("text for type %s cannot be converted from encoding \"%s\" to UTF-8 and back",
						"resquery", GetDatabaseEncodingName())));
	resolution_work_begin(&work);
	MemoryContextSwitchTo(work.context);
	good = res_query_parse(work.arena, utf8.p, utf8.len, &query, &err);
	MemoryContextSwitchTo(caller);
	if (good)
		result = value_of(query);
	else
		save_error(&err, utf8, escontext);
	resolution_work_end(&work);
	return result;
}

/* Text of a value in the encoding of the database. */
static char *
print_query(const ResQueryDatum *value, size_t *len)
{
	ResolutionWork work;
	ResStr		utf8;
	char	   *text;
	char	   *result;

	resolution_work_begin(&work);
	utf8 = res_query_print(work.arena, resquery_open(work.arena, value));
	text = res_from_utf8(utf8, len);
	result = pnstrdup(text, *len);
	resolution_work_end(&work);
	return result;
}

/* ---------- input and output ---------- */

Datum
resquery_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	ResQueryDatum *result = read_query(text, strlen(text), fcinfo->context);

	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

Datum
resquery_out(PG_FUNCTION_ARGS)
{
	size_t		len;

	PG_RETURN_CSTRING(print_query(PG_GETARG_RESQUERY_PP(0), &len));
}

/* resquery_recv — the version, then the text, which is read as any other. */
Datum
resquery_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	char	   *text;
	int			len;
	ResQueryDatum *result;

	if (version != RESQUERY_WIRE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported resquery version number %d", version)));
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
	result = read_query(text, (size_t) len, fcinfo->context);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(result);
}

Datum
resquery_send(PG_FUNCTION_ARGS)
{
	size_t		len;
	char	   *text = print_query(PG_GETARG_RESQUERY_PP(0), &len);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, RESQUERY_WIRE_VERSION);
	pq_sendtext(&buf, text, (int) len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
resquery_from_text(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);

	PG_RETURN_POINTER(read_query(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t), NULL));
}

Datum
resquery_to_text(PG_FUNCTION_ARGS)
{
	size_t		len;
	char	   *text = print_query(PG_GETARG_RESQUERY_PP(0), &len);

	PG_RETURN_TEXT_P(cstring_to_text_with_len(text, (int) len));
}

/* ---------- queries of queries ---------- */

/*
 * resquery_term — the query "field:value" of two texts.
 *
 * Nothing in the value is taken for a mark, so no quoting is needed.
 */
Datum
resquery_term(PG_FUNCTION_ARGS)
{
	text	   *field = PG_GETARG_TEXT_PP(0);
	text	   *value = PG_GETARG_TEXT_PP(1);
	ResolutionWork work;
	ResQuery   *query;
	ResQueryError err;
	ResQueryDatum *result;
	ResStr		names[2];

	if (!res_to_utf8(VARDATA_ANY(field), VARSIZE_ANY_EXHDR(field), &names[0]) ||
		!res_to_utf8(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &names[1]))
		ereport(ERROR,
				(errcode(ERRCODE_UNTRANSLATABLE_CHARACTER),
				 errmsg("text for type %s cannot be converted from encoding \"%s\" to UTF-8 and back",
						"resquery", GetDatabaseEncodingName())));
	resolution_work_begin(&work);
	if (!res_query_make(work.arena, names[0], names[1], &query, &err))
		save_error(&err, names[1], NULL);
	result = value_of(query);
	resolution_work_end(&work);
	PG_RETURN_POINTER(result);
}

static ResQueryDatum *
join_queries(ResQueryOp op, const ResQueryDatum *first, const ResQueryDatum *second)
{
	ResolutionWork work;
	ResQuery   *query;
	ResQueryDatum *result;

	resolution_work_begin(&work);
	query = res_query_join(work.arena, op, resquery_open(work.arena, first),
						   second != NULL ? resquery_open(work.arena, second) : NULL);
	if (query == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("resquery is too large"),
				 errdetail("A query has at most %u terms.", RES_QUERY_MAX_TERMS)));
	result = value_of(query);
	resolution_work_end(&work);
	return result;
}

Datum
resquery_and(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(join_queries(RES_OP_AND, PG_GETARG_RESQUERY_PP(0), PG_GETARG_RESQUERY_PP(1)));
}

Datum
resquery_or(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(join_queries(RES_OP_OR, PG_GETARG_RESQUERY_PP(0), PG_GETARG_RESQUERY_PP(1)));
}

Datum
resquery_not(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(join_queries(RES_OP_NOT, PG_GETARG_RESQUERY_PP(0), NULL));
}

/* resquery_numnode — terms and operators of a query, braces among these. */
Datum
resquery_numnode(PG_FUNCTION_ARGS)
{
	ResolutionWork work;
	int32		result;

	resolution_work_begin(&work);
	result = (int32) resquery_open(work.arena, PG_GETARG_RESQUERY_PP(0))->nitems;
	resolution_work_end(&work);
	PG_RETURN_INT32(result);
}

/*
 * The part of a query that an index can look up: what a "!" stands before is
 * left out; with it what is joined to it by "|".  The items go to *out; returns
 * their number, 0 if nothing is left.
 */
static uint32_t
keep_searchable(const ResQuery *q, ResQueryItem *out)
{
	/* the items kept of each operand that waits: where they begin, are there any? */
	uint32_t   *begin = palloc(sizeof(uint32_t) * (q->nitems + 1));
	bool	   *empty = palloc(q->nitems + 1);
	uint32_t	waiting = 0;
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < q->nitems; i++)
	{
		const ResQueryItem *item = &q->items[i];

		switch (item->op)
		{
			case RES_OP_TERM:
				begin[waiting] = n;
				empty[waiting++] = false;
				out[n++] = *item;
				break;
			case RES_OP_NOT:
				n = begin[waiting - 1];
				empty[waiting - 1] = true;
				break;
			case RES_OP_CLAUSE:
				if (!empty[waiting - 1])
					out[n++] = *item;
				break;
			case RES_OP_AND:
				waiting--;
				if (!empty[waiting] && !empty[waiting - 1])
					out[n++] = *item;
				empty[waiting - 1] &= empty[waiting];
				break;
			case RES_OP_OR:
				waiting--;
				if (empty[waiting] || empty[waiting - 1])
				{
					n = begin[waiting - 1];
					empty[waiting - 1] = true;
				}
				else
					out[n++] = *item;
				break;
		}
	}
	return n;
}

/* resquery_querytree — the part of a query that an index can look up; "T" if none. */
Datum
resquery_querytree(PG_FUNCTION_ARGS)
{
	ResolutionWork work;
	ResQuery   *query;
	ResQuery	kept;
	Datum		result;
	char	   *image;

	resolution_work_begin(&work);
	query = resquery_open(work.arena, PG_GETARG_RESQUERY_PP(0));
	kept = *query;
	kept.items = MemoryContextAlloc(work.context, sizeof(ResQueryItem) * query->nitems);
	kept.nitems = keep_searchable(query, kept.items);
	if (kept.nitems == 0)
		result = res_name_datum("T");
	else
	{
		/* the stored form has no sizes of operands, which have changed */
		image = MemoryContextAlloc(work.context, res_query_size(&kept));
		res_query_write(&kept, image);
		if (res_query_read(work.arena, image, res_query_size(&kept), &query) != RES_OK)
			elog(ERROR, "query cannot be read back");
		result = res_text_datum(res_query_print(work.arena, query));
	}
	resolution_work_end(&work);
	PG_RETURN_DATUM(result);
}

/* ---------- comparison: by the bytes of the stored form ---------- */

static int
compare_queries(FunctionCallInfo fcinfo)
{
	ResQueryDatum *a = PG_GETARG_RESQUERY_PP(0);
	ResQueryDatum *b = PG_GETARG_RESQUERY_PP(1);
	size_t		alen = VARSIZE_ANY_EXHDR(a);
	size_t		blen = VARSIZE_ANY_EXHDR(b);
	int			result = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(alen, blen));

	if (result == 0)
		result = alen < blen ? -1 : alen > blen ? 1 : 0;
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return result;
}

Datum
resquery_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) < 0);
}

Datum
resquery_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) <= 0);
}

Datum
resquery_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) == 0);
}

Datum
resquery_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) != 0);
}

Datum
resquery_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) >= 0);
}

Datum
resquery_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_queries(fcinfo) > 0);
}

Datum
resquery_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_queries(fcinfo));
}

Datum
resquery_hash(PG_FUNCTION_ARGS)
{
	ResQueryDatum *query = PG_GETARG_RESQUERY_PP(0);
	Datum		result = hash_any((unsigned char *) VARDATA_ANY(query), (int) VARSIZE_ANY_EXHDR(query));

	PG_FREE_IF_COPY(query, 0);
	PG_RETURN_DATUM(result);
}

Datum
resquery_hash_extended(PG_FUNCTION_ARGS)
{
	ResQueryDatum *query = PG_GETARG_RESQUERY_PP(0);
	Datum		result = hash_any_extended((unsigned char *) VARDATA_ANY(query), (int) VARSIZE_ANY_EXHDR(query),
										   (uint64) PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(query, 0);
	PG_RETURN_DATUM(result);
}
