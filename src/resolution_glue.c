/*-------------------------------------------------------------------------
 *
 * resolution_glue.c
 *	  Between the reader and the server: memory, interrupts, errors, and the
 *	  encoding of texts.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include <limits.h>

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "docsymbol.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* ---------- memory and interrupts ---------- */

static void *
glue_alloc(void *ctx, size_t size)
{
	return MemoryContextAllocExtended((MemoryContext) ctx, size, MCXT_ALLOC_HUGE);
}

/*
 * The kernel takes up to 0.1 ms for each MB that goes back to it, so that a
 * piece of hundreds of MB goes in slices, between which it can be stopped.
 */
#define RELEASE_SLICE	(64 * 1024 * 1024)

static void
glue_release(void *ctx, void *ptr)
{
	Size		space = GetMemoryChunkSpace(ptr);

	while (space > 2 * RELEASE_SLICE)
	{
		space -= RELEASE_SLICE;
		ptr = repalloc_huge(ptr, space);
		CHECK_FOR_INTERRUPTS();
	}
	pfree(ptr);
}

/*
 * An interrupt leaves the reader by the server's own longjmp; all that the
 * reader holds is in the memory context, so nothing is lost.
 */
static bool
glue_tick(void *ctx)
{
	CHECK_FOR_INTERRUPTS();
	return false;
}

/* What the reader needs, in a memory context. */
void
resolution_env(ResEnv *env, MemoryContext context)
{
	env->alloc = glue_alloc;
	env->release = glue_release;
	env->tick = glue_tick;
	env->ctx = context;
}

/*
 * Memory that a session keeps for the reader once it has read something: pages
 * that come from the kernel anew for each text cost a tenth of the time of
 * reading it.  One arena has it at a time.
 */
#define ROOM_SIZE		(1024 * 1024)

static char *room = NULL;
static bool room_taken = false;

/* The context of the arena that had the room is gone, be it by an error. */
static void
room_is_free(void *arg)
{
	room_taken = false;
}

/*
 * resolution_work_begin — an arena for the reader, in a child of the current
 * context.
 */
void
resolution_work_begin(ResolutionWork *work)
{
	ResEnv		env;

	work->context = AllocSetContextCreate(CurrentMemoryContext,
										  "resolution reader",
										  ALLOCSET_DEFAULT_SIZES);
	resolution_env(&env, work->context);
	work->arena = res_arena_create(&env);
	if (!room_taken)
	{
		MemoryContextCallback *callback = MemoryContextAlloc(work->context, sizeof(MemoryContextCallback));

		if (room == NULL)
			room = MemoryContextAlloc(TopMemoryContext, ROOM_SIZE);
		callback->func = room_is_free;
		callback->arg = NULL;
		MemoryContextRegisterResetCallback(work->context, callback);
		room_taken = true;
		res_arena_room(work->arena, room, ROOM_SIZE);
	}
}

/* Give back everything at once. */
void
resolution_work_end(ResolutionWork *work)
{
	MemoryContextDelete(work->context);
	work->context = NULL;
	work->arena = NULL;
}

/* ---------- errors ---------- */

/*
 * res_failure_message — the reason as one line, for resolution_problems.
 */
char *
res_failure_message(const ResolutionFailure *failure)
{
	if (failure->untranslatable)
		return pstrdup("The text holds a character that cannot be converted to UTF-8 and back.");
	switch (failure->err.code)
	{
		case RES_EMPTY:
			return pstrdup("The text is empty.");
		case RES_TOO_LONG:
			return psprintf("The text is longer than %u bytes.", RES_MAX_SOURCE);
		default:
			if (failure->err.detail[0] != '\0')
				return pstrdup(failure->err.detail);
			return pstrdup("No enacting formula and no clause was found.");
	}
}

/*
 * res_errsave — report why a text is refused.
 *
 * The only place where a status of the reader becomes an SQLSTATE.  Soft if
 * escontext collects errors (PostgreSQL 16 and later); raises otherwise.
 * What the user cannot mend (memory, damage) always raises.
 */
void
res_errsave(const ResolutionFailure *failure, struct Node *escontext)
{
	const ResError *err = &failure->err;

	if (failure->untranslatable)
	{
		errsave(escontext,
				(errcode(ERRCODE_UNTRANSLATABLE_CHARACTER),
				 errmsg("text for type %s cannot be converted from encoding \"%s\" to UTF-8 and back",
						"resolution", GetDatabaseEncodingName()),
				 errdetail("The text begins \"%s\".", failure->excerpt),
				 errhint("Store such documents in a database with encoding UTF8.")));
		return;
	}

	switch (err->code)
	{
		case RES_OK:
			return;

		case RES_EMPTY:
			errsave(escontext,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for type %s: \"%s\"",
							"resolution", failure->excerpt),
					 errdetail("The text is empty or holds nothing but blanks."),
					 errhint("Use NULL for a document without text.")));
			return;

		case RES_NOT_A_RESOLUTION:
			{
				const char *detail = err->detail[0] != '\0' ? err->detail :
					"The text has neither an enacting formula nor a clause.";

				errsave(escontext,
						(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						 errmsg("invalid input syntax for type %s: \"%s\"",
								"resolution", failure->excerpt),
						 err->line > 0 ?
						 errdetail("%s The reader gave up at line %u.", detail, err->line) :
						 errdetail("%s", detail),
						 errhint("A resolution has an enacting formula such as \"The General Assembly,\" or paragraphs that open with a known phrase. See resolution_problems(text); resolution_try(text) gives NULL instead of this error.")));
				return;
			}

		case RES_TOO_LONG:
			errsave(escontext,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("text is too long for type %s", "resolution"),
					 errdetail("The text begins \"%s\"; the limit is %u bytes in UTF-8.",
							   failure->excerpt, RES_MAX_SOURCE),
					 errhint("Store each document in a row of its own.")));
			return;

		case RES_OUT_OF_MEMORY:
			ereport(ERROR,
					(errcode(ERRCODE_OUT_OF_MEMORY),
					 errmsg("out of memory")));
			break;

		case RES_STOPPED:
			ereport(ERROR,
					(errcode(ERRCODE_QUERY_CANCELED),
					 errmsg("reading a resolution was interrupted")));
			break;

		case RES_BAD_IMAGE:
			res_damaged();
			break;
	}
}

/* A stored value is not what this or an earlier release wrote. */
void
res_damaged(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored value of type %s is damaged", "resolution")));
}

/* ---------- encodings ---------- */

/*
 * res_text_is_utf8 — can texts go to the reader as they are?
 *
 * SQL_ASCII does not say what its bytes mean; they are passed through.
 */
bool
res_text_is_utf8(void)
{
	int			encoding = GetDatabaseEncoding();

	return encoding == PG_UTF8 || encoding == PG_SQL_ASCII;
}

/* ASCII is the same in every encoding of a database. */
static bool
is_ascii(const char *p, size_t len)
{
	uint64		word;

	for (; len >= sizeof(word); p += sizeof(word), len -= sizeof(word))
	{
		memcpy(&word, p, sizeof(word));
		if (word & UINT64CONST(0x8080808080808080))
			return false;
	}
	for (; len > 0; p++, len--)
	{
		if ((unsigned char) *p >= 0x80)
			return false;
	}
	return true;
}

/*
 * Convert with the server's own tables.  Returns NULL if a character has no
 * counterpart, or if there is no conversion between the two encodings.
 */
static char *
convert(const char *text, size_t len, int from, int to, size_t *outlen)
{
	Oid			proc;
	Size		room = (Size) len * MAX_CONVERSION_GROWTH + 8;
	char	   *out;

	if (room >= INT_MAX)
		return NULL;
	proc = FindDefaultConversionProc(from, to);
	if (!OidIsValid(proc))
		return NULL;
	out = MemoryContextAllocHuge(CurrentMemoryContext, room);
	out[0] = '\0';
	if (len > 0 &&
		res_encoding_convert(proc, from, to, (unsigned char *) text, (int) len,
							 (unsigned char *) out, (int) room) != (int) len)
	{
		pfree(out);
		return NULL;
	}
	*outlen = strlen(out);
	return out;
}

/*
 * res_to_utf8 — a text of the database for the reader.
 *
 * Returns false if the text does not come back the same: a value must give
 * the text that went in, byte for byte.
 */
bool
res_to_utf8(const char *text, size_t len, ResStr *utf8)
{
	int			encoding = GetDatabaseEncoding();
	char	   *there;
	char	   *back;
	size_t		nthere;
	size_t		nback;
	bool		same;

	if (res_text_is_utf8() || is_ascii(text, len))
	{
		utf8->p = text;
		utf8->len = (uint32_t) len;
		return true;
	}
	there = convert(text, len, encoding, PG_UTF8, &nthere);
	if (there == NULL)
		return false;
	back = convert(there, nthere, PG_UTF8, encoding, &nback);
	same = back != NULL && nback == len && memcmp(back, text, len) == 0;
	if (back != NULL)
		pfree(back);
	utf8->p = there;
	utf8->len = (uint32_t) nthere;
	return same;
}

/*
 * What stands for a character that the database cannot hold: "'" for the
 * apostrophe of print, "-" for its dashes, "?" for others.
 */
static char
substitute(const char *p, uint32_t len)
{
	if (len == 3 && memcmp(p, "\xE2\x80", 2) == 0)
	{
		unsigned char last = (unsigned char) p[2];

		if (last == 0x98 || last == 0x99)	/* U+2018, U+2019 */
			return '\'';
		if (last >= 0x90 && last <= 0x95)	/* U+2010 … U+2015 */
			return '-';
	}
	return '?';
}

/*
 * res_from_utf8 — a text of the reader for the database; not terminated if
 * it needs no conversion.
 *
 * Words of the document always have a counterpart, since the source went
 * through res_to_utf8.  Names from our tables may not ("Türkiye" in a Korean
 * database): they are shown with a substitute, since a report with one odd
 * letter is of more use than none.
 */
char *
res_from_utf8(ResStr str, size_t *len)
{
	int			encoding = GetDatabaseEncoding();
	char	   *out;
	size_t		used = 0;
	uint32_t	i = 0;

	if (res_text_is_utf8() || is_ascii(str.p, str.len))
	{
		*len = str.len;
		return (char *) str.p;
	}
	out = convert(str.p, str.len, PG_UTF8, encoding, len);
	if (out != NULL)
		return out;

	out = MemoryContextAllocHuge(CurrentMemoryContext,
								 (Size) str.len * MAX_CONVERSION_GROWTH + 8);
	while (i < str.len)
	{
		uint32_t	n = 1;
		size_t		nout;
		char	   *one;

		if ((unsigned char) str.p[i] < 0x80)
		{
			out[used++] = str.p[i++];
			continue;
		}
		while (i + n < str.len && ((unsigned char) str.p[i + n] & 0xC0) == 0x80)
			n++;
		one = convert(str.p + i, n, PG_UTF8, encoding, &nout);
		if (one == NULL)
			out[used++] = substitute(str.p + i, n);
		else
		{
			memcpy(out + used, one, nout);
			used += nout;
			pfree(one);
		}
		i += n;
	}
	*len = used;
	return out;
}

/* Can the database hold each character of a text of ours? */
bool
res_text_fits(const char *text)
{
	size_t		len;
	char	   *out;

	if (res_text_is_utf8() || is_ascii(text, strlen(text)))
		return true;
	out = convert(text, strlen(text), PG_UTF8, GetDatabaseEncoding(), &len);
	if (out == NULL)
		return false;
	pfree(out);
	return true;
}

/* ---------- values ---------- */

/* A text of the reader as a text of SQL. */
Datum
res_text_datum(ResStr str)
{
	size_t		len;
	char	   *p = res_from_utf8(str, &len);

	return PointerGetDatum(cstring_to_text_with_len(p, (int) len));
}

/* A word of SQL (ASCII), such as the name of a kind. */
Datum
res_name_datum(const char *name)
{
	return PointerGetDatum(cstring_to_text(name));
}

/*
 * res_symbol_datum — a docsymbol from its normal form.
 *
 * *isnull is set if there is none, or if it is no symbol by today's rules.
 */
Datum
res_symbol_datum(ResStr symbol, bool *isnull)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	len = 0;

	if (symbol.p != NULL)
		len = res_symbol_key(symbol.p, symbol.len, key, NULL);
	*isnull = (len == 0);
	if (len == 0)
		return (Datum) 0;
	return PointerGetDatum(docsymbol_from_key(key, len));
}

/* An array text[] of texts. */
Datum
res_text_array(const ResStr *elems, uint32_t n)
{
	Datum	   *values = palloc(sizeof(Datum) * Max(n, 1));
	uint32_t	i;

	for (i = 0; i < n; i++)
		values[i] = res_text_datum(elems[i]);
	if (n == 0)
		return PointerGetDatum(construct_empty_array(TEXTOID));
	return PointerGetDatum(construct_array(values, (int) n, TEXTOID, -1, false,
										   TYPALIGN_INT));
}
