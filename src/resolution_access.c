/*-------------------------------------------------------------------------
 *
 * resolution_access.c
 *	  Single values of a document: symbol, title, organ, dates …
 *
 * They stand in the head of the image.  Of a value that is stored out of
 * line only the first bytes are fetched and decompressed, which makes these
 * functions cheap on large documents.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(resolution_symbol);
PG_FUNCTION_INFO_V1(resolution_title);
PG_FUNCTION_INFO_V1(resolution_organ);
PG_FUNCTION_INFO_V1(resolution_committee);
PG_FUNCTION_INFO_V1(resolution_session);
PG_FUNCTION_INFO_V1(resolution_agenda_items);
PG_FUNCTION_INFO_V1(resolution_kind);
PG_FUNCTION_INFO_V1(resolution_date);
PG_FUNCTION_INFO_V1(resolution_adopted);
PG_FUNCTION_INFO_V1(resolution_meeting);
PG_FUNCTION_INFO_V1(resolution_vote);
PG_FUNCTION_INFO_V1(resolution_language);
PG_FUNCTION_INFO_V1(resolution_distribution);
PG_FUNCTION_INFO_V1(resolution_header);

/* Bytes that hold the head of nearly every document. */
#define HEAD_SLICE	1024

/* The single values, in the order of resolution_header's columns. */
typedef enum HeadField
{
	HEAD_SYMBOL,
	HEAD_TITLE,
	HEAD_ORGAN,
	HEAD_COMMITTEE,
	HEAD_SESSION,
	HEAD_AGENDA_ITEMS,
	HEAD_KIND,
	HEAD_DATE,
	HEAD_ADOPTED,
	HEAD_MEETING,
	HEAD_VOTE,
	HEAD_LANGUAGE,
	HEAD_DISTRIBUTION,
	HEAD_FIELDS
} HeadField;

/*
 * resolution_prefix — the first bytes of an image, without the rest.
 *
 * At least "want" bytes if the image is that long; *have says how many there
 * are.  *copy is what the caller has to free, or NULL.
 */
const char *
resolution_prefix(Datum value, size_t want, size_t *have, char **copy)
{
	struct varlena *v = (struct varlena *) DatumGetPointer(value);

	*copy = NULL;
	if (VARATT_IS_EXTENDED(v))
	{
		v = PG_DETOAST_DATUM_SLICE(value, 0, (int32) want);
		*copy = (char *) v;
	}
	*have = VARSIZE(v) - VARHDRSZ;
	return VARDATA(v);
}

/*
 * resolution_head_open — read the head of a value.
 *
 * A second slice is taken only if the head says that it is longer (an
 * unusual title).
 */
void
resolution_head_open(Datum value, ResolutionHead *head)
{
	size_t		want = HEAD_SLICE;
	ResEnv		env;

	resolution_env(&env, CurrentMemoryContext);
	head->arena = res_arena_create(&env);
	for (;;)
	{
		size_t		have;
		size_t		need = 0;
		const char *image = resolution_prefix(value, want, &have, &head->prefix);
		ResStatus	status = res_image_head(head->arena, image, have, &head->header,
											&head->parser_version, &need);

		if (status == RES_OK)
			return;

		/* damaged, unless there is more of the value than was looked at */
		if (status != RES_BAD_IMAGE || need <= want || have < want ||
			head->prefix == NULL)
			res_damaged();
		pfree(head->prefix);
		want = need;
	}
}

void
resolution_head_close(ResolutionHead *head)
{
	res_arena_destroy(head->arena);
	if (head->prefix != NULL)
		pfree(head->prefix);
}

static Datum
text_or_null(ResStr str, bool *isnull)
{
	*isnull = (str.p == NULL);
	return *isnull ? (Datum) 0 : res_text_datum(str);
}

static Datum
name_or_null(const char *name, bool *isnull)
{
	*isnull = (name == NULL);
	return *isnull ? (Datum) 0 : res_name_datum(name);
}

static Datum
date_or_null(ResDate date, bool *isnull)
{
	*isnull = (date == RES_NO_DATE);
	return *isnull ? (Datum) 0 : DateADTGetDatum((DateADT) date);
}

/* One value of the head as SQL shows it. */
static Datum
head_value(const ResHeader *header, HeadField field, bool *isnull)
{
	switch (field)
	{
		case HEAD_SYMBOL:
			return res_symbol_datum(header->symbol, isnull);
		case HEAD_TITLE:
			return text_or_null(header->title, isnull);
		case HEAD_ORGAN:
			return text_or_null(header->organ, isnull);
		case HEAD_COMMITTEE:
			return text_or_null(header->committee, isnull);
		case HEAD_SESSION:
			return text_or_null(header->session, isnull);
		case HEAD_AGENDA_ITEMS:
			*isnull = (header->nagenda_items == 0);
			return *isnull ? (Datum) 0 :
				res_text_array(header->agenda_items, header->nagenda_items);
		case HEAD_KIND:
			return name_or_null(res_kind_name(header->kind), isnull);
		case HEAD_DATE:
			return date_or_null(header->date, isnull);
		case HEAD_ADOPTED:
			return date_or_null(header->adopted, isnull);
		case HEAD_MEETING:
			return text_or_null(header->meeting, isnull);
		case HEAD_VOTE:
			return text_or_null(header->vote, isnull);
		case HEAD_LANGUAGE:
			return name_or_null(res_lang_name(header->lang), isnull);
		case HEAD_DISTRIBUTION:
			return text_or_null(header->distribution, isnull);
		case HEAD_FIELDS:
			break;
	}
	*isnull = true;
	return (Datum) 0;
}

/* Body of the functions that give one value. */
static Datum
head_function(FunctionCallInfo fcinfo, HeadField field)
{
	ResolutionHead head;
	Datum		result;
	bool		isnull;

	resolution_head_open(PG_GETARG_DATUM(0), &head);
	result = head_value(&head.header, field, &isnull);
	resolution_head_close(&head);
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(result);
}

/* resolution_symbol — normal form, without a reissue's asterisk. */
Datum
resolution_symbol(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_SYMBOL);
}

/* resolution_title — without number and note calls. */
Datum
resolution_title(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_TITLE);
}

/* resolution_organ — "A", "S", "E", "A/HRC" … */
Datum
resolution_organ(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_ORGAN);
}

/* resolution_committee — Main Committee of the Assembly, "C.1" … "C.6". */
Datum
resolution_committee(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_COMMITTEE);
}

/* resolution_session — "80", "S-32", "ES-10"; of ECOSOC the year. */
Datum
resolution_session(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_SESSION);
}

/* resolution_agenda_items — as an array; NULL if none is named. */
Datum
resolution_agenda_items(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_AGENDA_ITEMS);
}

/* resolution_kind — resolution, draft resolution, decision … */
Datum
resolution_kind(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_KIND);
}

/* resolution_date — of the document. */
Datum
resolution_date(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_DATE);
}

/* resolution_adopted — day of adoption. */
Datum
resolution_adopted(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_ADOPTED);
}

/* resolution_meeting — as printed: "53rd plenary meeting". */
Datum
resolution_meeting(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_MEETING);
}

/* resolution_vote — as printed: "29 to 14, with 4 abstentions". */
Datum
resolution_vote(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_VOTE);
}

/* resolution_language — of the text itself. */
Datum
resolution_language(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_LANGUAGE);
}

/* resolution_distribution — "General", "Limited". */
Datum
resolution_distribution(PG_FUNCTION_ARGS)
{
	return head_function(fcinfo, HEAD_DISTRIBUTION);
}

/*
 * resolution_header — all single values as one row.
 *
 * The row type is looked up once for each call site and kept.
 */
Datum
resolution_header(PG_FUNCTION_ARGS)
{
	TupleDesc	desc = (TupleDesc) fcinfo->flinfo->fn_extra;
	ResolutionHead head;
	Datum		values[HEAD_FIELDS];
	bool		nulls[HEAD_FIELDS];
	HeapTuple	tuple;
	int			field;

	if (desc == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE ||
			desc->natts != HEAD_FIELDS)
			elog(ERROR, "resolution_header must return a row of %d columns",
				 (int) HEAD_FIELDS);
		desc = BlessTupleDesc(CreateTupleDescCopy(desc));
		fcinfo->flinfo->fn_extra = desc;
		MemoryContextSwitchTo(old);
	}

	resolution_head_open(PG_GETARG_DATUM(0), &head);
	for (field = 0; field < HEAD_FIELDS; field++)
		values[field] = head_value(&head.header, (HeadField) field, &nulls[field]);
	tuple = heap_form_tuple(desc, values, nulls);
	resolution_head_close(&head);
	PG_RETURN_DATUM(HeapTupleGetDatum(tuple));
}
