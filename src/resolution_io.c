/*-------------------------------------------------------------------------
 *
 * resolution_io.c
 *	  Texts become values and values texts: input and output, text and
 *	  binary, the casts, and what can be asked about a text before it is one.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(resolution_in);
PG_FUNCTION_INFO_V1(resolution_out);
PG_FUNCTION_INFO_V1(resolution_recv);
PG_FUNCTION_INFO_V1(resolution_send);
PG_FUNCTION_INFO_V1(resolution_from_text);
PG_FUNCTION_INFO_V1(resolution_source);
PG_FUNCTION_INFO_V1(resolution_try);
PG_FUNCTION_INFO_V1(resolution_problems);
PG_FUNCTION_INFO_V1(resolution_parser_version);
PG_FUNCTION_INFO_V1(resolution_reparse);

/* A failure shows at most this many bytes of the text. */
#define EXCERPT_LENGTH	40

/*
 * The first words of a refused text, on one line: enough to find the
 * document again, never the whole of it.
 */
static void
set_excerpt(ResolutionFailure *failure, const char *text, size_t len)
{
	size_t		start = 0;
	size_t		n;
	size_t		i;
	bool		cut;

	while (start < len && (unsigned char) text[start] <= ' ')
		start++;
	n = len - start;
	cut = n > EXCERPT_LENGTH;
	if (cut)
		n = pg_mbcliplen(text + start, (int) Min(n, 4 * EXCERPT_LENGTH),
						 EXCERPT_LENGTH);
	memcpy(failure->excerpt, text + start, n);
	for (i = 0; i < n; i++)
	{
		if ((unsigned char) failure->excerpt[i] < ' ')
			failure->excerpt[i] = ' ';
	}
	while (n > 0 && failure->excerpt[n - 1] == ' ')
		n--;
	strcpy(failure->excerpt + n, cut ? "..." : "");
}

/*
 * Read a text that is UTF-8.  Returns NULL and sets failure->err if it is
 * refused.
 */
static Resolution *
read_utf8(ResStr source, ResolutionFailure *failure)
{
	ResolutionWork work;
	ResDocument *doc = NULL;
	Resolution *result = NULL;
	char	   *image = NULL;
	size_t		size = 0;
	ResStatus	status;

	resolution_work_begin(&work);
	status = res_parse(work.arena, source.p, source.len, &doc, &failure->err);
	if (status == RES_OK)
		status = res_image_build(work.arena, doc, &image, &size);
	if (status == RES_OK && size > MaxAllocSize - VARHDRSZ)
		status = RES_TOO_LONG;
	if (status == RES_OK)
	{
		result = palloc(VARHDRSZ + size);
		SET_VARSIZE(result, VARHDRSZ + size);
		memcpy(result->image, image, size);
	}
	else
		failure->err.code = status;
	resolution_work_end(&work);
	return result;
}

/*
 * resolution_read — a value from a text in the encoding of the database.
 *
 * Returns NULL if the text is refused; *failure then says why.  Raises an
 * error only for want of memory or an interrupt.
 */
Resolution *
resolution_read(const char *text, size_t len, ResolutionFailure *failure)
{
	Resolution *result = NULL;
	ResStr		utf8;

	memset(failure, 0, sizeof(ResolutionFailure));
	if (len > RES_MAX_SOURCE)
		failure->err.code = RES_TOO_LONG;
	else if (!res_to_utf8(text, len, &utf8))
		failure->untranslatable = true;
	else
	{
		result = read_utf8(utf8, failure);
		if (utf8.p != text)
			pfree((char *) utf8.p);
	}
	if (result == NULL)
		set_excerpt(failure, text, len);
	return result;
}

/* The text that a value was made of, in UTF-8; it lies in the value. */
ResStr
resolution_source_of(const Resolution *r)
{
	ResStr		source;

	if (res_image_source(r->image, RESOLUTION_IMAGE_SIZE(r), &source) != RES_OK)
		res_damaged();
	return source;
}

/*
 * resolution_in — input function.
 *
 * Errors: 22P02 if no enacting formula and no clause is found, 54000 beyond
 * RES_MAX_SOURCE bytes, 22P05 if the text cannot go to UTF-8 and back; soft
 * where the server has soft errors.
 */
Datum
resolution_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	ResolutionFailure failure;
	Resolution *result = resolution_read(text, strlen(text), &failure);

	if (result == NULL)
	{
		res_errsave(&failure, fcinfo->context);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(result);
}

/* resolution_out — output function: the source, byte for byte. */
Datum
resolution_out(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	size_t		len;
	char	   *p = res_from_utf8(resolution_source_of(r), &len);

	PG_RETURN_CSTRING(pnstrdup(p, len));
}

/*
 * resolution_recv — binary input: a version byte, then the source in the
 * encoding of the client.
 *
 * The text is read anew: structure from the wire is never trusted.
 */
Datum
resolution_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			len;
	char	   *text;
	ResolutionFailure failure;
	Resolution *result;

	if (version != RESOLUTION_WIRE_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version %d of the binary form of type %s",
						version, "resolution"),
				 errdetail("This release reads version %d.", RESOLUTION_WIRE_VERSION)));
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
	result = resolution_read(text, len, &failure);
	pfree(text);
	if (result == NULL)
	{
		res_errsave(&failure, fcinfo->context);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(result);
}

/* resolution_send — binary output, see resolution_recv. */
Datum
resolution_send(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	StringInfoData buf;
	size_t		len;
	char	   *p = res_from_utf8(resolution_source_of(r), &len);

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, RESOLUTION_WIRE_VERSION);
	pq_sendtext(&buf, p, (int) len);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* resolution_from_text — cast from text; errors as those of input. */
Datum
resolution_from_text(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	ResolutionFailure failure;
	Resolution *result = resolution_read(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t),
										 &failure);

	if (result == NULL)
	{
		res_errsave(&failure, fcinfo->context);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(result);
}

/* resolution_source — cast to text: the source, byte for byte. */
Datum
resolution_source(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);

	PG_RETURN_DATUM(res_text_datum(resolution_source_of(r)));
}

/* resolution_try — the value, or NULL where the cast would raise an error. */
Datum
resolution_try(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	ResolutionFailure failure;
	Resolution *result = resolution_read(VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t),
										 &failure);

	if (result != NULL)
		PG_RETURN_POINTER(result);

	switch (failure.err.code)
	{
		case RES_OUT_OF_MEMORY:
		case RES_STOPPED:
		case RES_BAD_IMAGE:
			/* not the text's fault */
			res_errsave(&failure, NULL);
			break;
		default:
			break;
	}
	PG_RETURN_NULL();
}

/*
 * resolution_problems — what the reader refuses, could not place or mended.
 *
 * Never raises for the sake of the text.
 */
Datum
resolution_problems(PG_FUNCTION_ARGS)
{
	text	   *t = PG_GETARG_TEXT_PP(0);
	const char *p = VARDATA_ANY(t);
	size_t		len = VARSIZE_ANY_EXHDR(t);
	ResolutionFailure failure;
	ResolutionWork work;
	ResDocument *doc = NULL;
	ResStatus	status = RES_OK;
	ResStr		utf8;
	ResRows		rows;
	bool		said = false;
	uint32_t	i;

	memset(&failure, 0, sizeof(failure));
	res_rows_begin(fcinfo, &rows);
	resolution_work_begin(&work);
	if (len > RES_MAX_SOURCE)
		status = RES_TOO_LONG;
	else if (!res_to_utf8(p, len, &utf8))
		failure.untranslatable = true;
	else
		status = res_parse(work.arena, utf8.p, utf8.len, &doc, &failure.err);
	if (status == RES_OK && doc != NULL)
		status = res_problems_find(work.arena, doc);
	failure.err.code = status;
	if (status == RES_OUT_OF_MEMORY || status == RES_STOPPED)
		res_errsave(&failure, NULL);

	for (i = 0; doc != NULL && i < doc->nproblems; i++)
	{
		const ResProblem *problem = &doc->problems[i];

		if (problem->severity == RES_SEVERITY_ERROR)
			said = true;
		res_rows_name(&rows, res_severity_name(problem->severity));
		if (problem->line > 0)
			res_rows_int(&rows, (int32) problem->line);
		else
			res_rows_null(&rows);
		res_rows_text(&rows, problem->message);
		res_rows_next(&rows);
	}

	/* a refused text always has the row that says why */
	if (!said && (status != RES_OK || failure.untranslatable))
	{
		res_rows_name(&rows, res_severity_name(RES_SEVERITY_ERROR));
		if (failure.err.line > 0)
			res_rows_int(&rows, (int32) failure.err.line);
		else
			res_rows_null(&rows);
		res_rows_name(&rows, res_failure_message(&failure));
		res_rows_next(&rows);
	}
	resolution_work_end(&work);
	res_rows_end(&rows);
	return (Datum) 0;
}

/* resolution_parser_version — of the reader that made the value. */
Datum
resolution_parser_version(PG_FUNCTION_ARGS)
{
	ResolutionHead head;
	int32		result;

	resolution_head_open(PG_GETARG_DATUM(0), &head);
	result = (int32) head.parser_version;
	resolution_head_close(&head);
	PG_RETURN_INT32(result);
}

/* resolution_reparse — the same text, read by the present reader. */
Datum
resolution_reparse(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResStr		source = resolution_source_of(r);
	ResolutionFailure failure;
	Resolution *result;

	memset(&failure, 0, sizeof(failure));
	result = read_utf8(source, &failure);
	if (result == NULL)
	{
		size_t		len;
		char	   *p = res_from_utf8(source, &len);

		set_excerpt(&failure, p, len);
		res_errsave(&failure, fcinfo->context);
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(result);
}
