/*-------------------------------------------------------------------------
 *
 * resolution_json.c
 *	  The whole structure of a document as jsonb.
 *
 * The schema is described in doc/json.md; its names are those of the columns
 * of the set-returning functions.  A key is always there: null says that the
 * document has no such thing.  Built with the server's own functions, so the
 * result is a jsonb like any other.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "catalog/pg_type.h"
#include "language.h"
#include "miscadmin.h"
#include "symbol.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(resolution_to_jsonb);

/* Raised when a key changes its meaning or leaves; new keys do not count. */
#define JSON_FORMAT		1

typedef struct JsonWriter
{
	JsonbParseState *state;
	JsonbValue *result;
	const ResDocument *doc;
	ResPositions positions;
	ResMarks	marks;
} JsonWriter;

/* ---------- values ---------- */

static void
push(JsonWriter *w, JsonbIteratorToken token)
{
	w->result = pushJsonbValue(&w->state, token, NULL);
}

static void
push_key(JsonWriter *w, const char *key)
{
	JsonbValue	v;

	v.type = jbvString;
	v.val.string.val = (char *) key;
	v.val.string.len = (int) strlen(key);
	w->result = pushJsonbValue(&w->state, WJB_KEY, &v);
}

/* A value behind a key, or an element of an array. */
static void
push_value(JsonWriter *w, JsonbValue *v, bool element)
{
	w->result = pushJsonbValue(&w->state, element ? WJB_ELEM : WJB_VALUE, v);
}

static void
push_null(JsonWriter *w)
{
	JsonbValue	v;

	v.type = jbvNull;
	push_value(w, &v, false);
}

static void
push_string(JsonWriter *w, ResStr str, bool element)
{
	JsonbValue	v;
	size_t		len;

	v.type = jbvString;
	v.val.string.val = res_from_utf8(str, &len);
	v.val.string.len = (int) len;
	push_value(w, &v, element);
}

static void
push_number(JsonWriter *w, int32 number, bool element)
{
	JsonbValue	v;

	v.type = jbvNumeric;
	v.val.numeric = DatumGetNumeric(DirectFunctionCall1(int4_numeric, Int32GetDatum(number)));
	push_value(w, &v, element);
}

static void
add_text(JsonWriter *w, const char *key, ResStr str)
{
	push_key(w, key);
	if (str.p == NULL)
		push_null(w);
	else
		push_string(w, str, false);
}

static void
add_name(JsonWriter *w, const char *key, const char *name)
{
	add_text(w, key, res_cstr(name));
}

static void
add_int(JsonWriter *w, const char *key, int32 number)
{
	push_key(w, key);
	push_number(w, number, false);
}

/* Number of a clause or note: counted from 1. */
static void
add_index(JsonWriter *w, const char *key, int32 index)
{
	push_key(w, key);
	if (index == RES_NONE)
		push_null(w);
	else
		push_number(w, index + 1, false);
}

static void
add_date(JsonWriter *w, const char *key, ResDate date)
{
	StringInfoData buf;
	ResStr		str = {NULL, 0};

	if (date != RES_NO_DATE)
	{
		initStringInfo(&buf);
		res_append_date(&buf, date);
		str.p = buf.data;
		str.len = (uint32_t) buf.len;
	}
	add_text(w, key, str);
}

/* A symbol in its normal form; null if it is none by today's rules. */
static void
add_symbol(JsonWriter *w, const char *key, ResStr symbol)
{
	uint8_t		bytes[RES_SYMBOL_KEY_MAX];

	if (symbol.p != NULL && res_symbol_key(symbol.p, symbol.len, bytes, NULL) == 0)
		symbol.p = NULL;
	add_text(w, key, symbol);
}

/* Characters of the source, from the first (counted from 1) to the one behind the last. */
static void
add_span(JsonWriter *w, ResSpan span)
{
	push_key(w, "span");
	if (span.end <= span.start)
	{
		push_null(w);
		return;
	}
	push(w, WJB_BEGIN_ARRAY);
	push_number(w, (int32) res_position(&w->positions, span.start) + 1, true);
	push_number(w, (int32) res_position(&w->positions, span.end) + 1, true);
	push(w, WJB_END_ARRAY);
}

/* ---------- parts ---------- */

static void
add_header(JsonWriter *w)
{
	const ResHeader *header = &w->doc->header;
	uint32_t	i;

	push_key(w, "header");
	push(w, WJB_BEGIN_OBJECT);
	add_symbol(w, "symbol", header->symbol);
	add_text(w, "title", header->title);
	add_text(w, "organ", header->organ);
	add_text(w, "committee", header->committee);
	add_text(w, "session", header->session);
	push_key(w, "agenda_items");
	if (header->nagenda_items == 0)
		push_null(w);
	else
	{
		push(w, WJB_BEGIN_ARRAY);
		for (i = 0; i < header->nagenda_items; i++)
			push_string(w, header->agenda_items[i], true);
		push(w, WJB_END_ARRAY);
	}
	add_name(w, "kind", res_kind_name(header->kind));
	add_date(w, "date", header->date);
	add_date(w, "adopted", header->adopted);
	add_text(w, "meeting", header->meeting);
	add_text(w, "vote", header->vote);
	add_name(w, "language", res_lang_name(header->lang));
	add_text(w, "distribution", header->distribution);
	push(w, WJB_END_OBJECT);
}

/* The words of a clause with [^1] where a note is called, and the notes called. */
static void
add_annotated(JsonWriter *w, int32_t clause)
{
	const ResDocument *doc = w->doc;
	StringInfoData buf;
	ResRuns		runs;
	ResRun		run;
	ResStr		str = {NULL, 0};

	if (doc->clauses[clause].text.p != NULL)
	{
		initStringInfo(&buf);
		res_runs_of_clause(&w->marks, clause, 0, UINT32_MAX, &runs);
		while (res_runs_next(&runs, &run))
		{
			if (run.kind == RES_RUN_CALL)
			{
				appendStringInfoString(&buf, "[^");
				res_append(&buf, doc->notes[run.ref].marker);
				appendStringInfoChar(&buf, ']');
			}
			else
				res_append(&buf, run.text);
		}
		str.p = buf.data;
		str.len = (uint32_t) buf.len;
	}
	add_text(w, "annotated", str);

	push_key(w, "footnotes");
	push(w, WJB_BEGIN_ARRAY);
	res_runs_of_clause(&w->marks, clause, 0, UINT32_MAX, &runs);
	while (res_runs_next(&runs, &run))
	{
		if (run.kind == RES_RUN_CALL)
			push_number(w, run.ref + 1, true);
	}
	push(w, WJB_END_ARRAY);
}

static void
add_clauses(JsonWriter *w)
{
	const ResDocument *doc = w->doc;
	uint32_t	i;

	push_key(w, "clauses");
	push(w, WJB_BEGIN_ARRAY);
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];

		CHECK_FOR_INTERRUPTS();
		push(w, WJB_BEGIN_OBJECT);
		add_int(w, "clause", (int32) i + 1);
		add_index(w, "parent", clause->parent);
		add_name(w, "part", res_part_name(clause->part));
		add_text(w, "path", clause->path);
		add_text(w, "number", clause->number);
		add_text(w, "section", clause->section);
		add_text(w, "phrase", clause->phrase);
		add_text(w, "verb", clause->verb);
		add_text(w, "verb_en", clause->verb_en);
		add_text(w, "text", clause->text);
		add_annotated(w, (int32_t) i);
		add_span(w, clause->span);
		push(w, WJB_END_OBJECT);
	}
	push(w, WJB_END_ARRAY);
}

static void
add_footnotes(JsonWriter *w)
{
	uint32_t	i;

	push_key(w, "footnotes");
	push(w, WJB_BEGIN_ARRAY);
	for (i = 0; i < w->doc->nnotes; i++)
	{
		const ResNote *note = &w->doc->notes[i];

		CHECK_FOR_INTERRUPTS();
		push(w, WJB_BEGIN_OBJECT);
		add_int(w, "footnote", (int32) i + 1);
		add_text(w, "marker", note->marker);
		add_text(w, "text", note->text);
		add_name(w, "anchor", res_anchor_name(note->anchor));
		add_index(w, "clause", note->clause);
		add_span(w, note->span);
		push(w, WJB_END_OBJECT);
	}
	push(w, WJB_END_ARRAY);
}

/* A State by its code: name, ISO code, code. */
static void
add_state(JsonWriter *w, int32_t m49)
{
	const ResState *state = m49 != 0 ? res_state_by_m49(m49) : NULL;

	add_name(w, "state", state != NULL ? state->name : NULL);
	add_name(w, "iso3", state != NULL ? state->iso3 : NULL);
	push_key(w, "m49");
	if (m49 != 0)
		push_number(w, m49, false);
	else
		push_null(w);
}

static void
add_sponsors(JsonWriter *w)
{
	uint32_t	i;

	push_key(w, "sponsors");
	push(w, WJB_BEGIN_ARRAY);
	for (i = 0; i < w->doc->nsponsors; i++)
	{
		const ResSponsor *sponsor = &w->doc->sponsors[i];

		CHECK_FOR_INTERRUPTS();
		push(w, WJB_BEGIN_OBJECT);
		add_int(w, "sponsor", (int32) i + 1);
		add_text(w, "name", sponsor->name);
		add_name(w, "role", res_role_name(sponsor->role));
		add_state(w, sponsor->m49);
		add_index(w, "footnote", sponsor->note);
		add_span(w, sponsor->span);
		push(w, WJB_END_OBJECT);
	}
	push(w, WJB_END_ARRAY);
}

static void
add_citations(JsonWriter *w)
{
	const ResDocument *doc = w->doc;
	ResStr		none = {NULL, 0};
	uint32_t	i;

	push_key(w, "citations");
	push(w, WJB_BEGIN_ARRAY);
	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *citation = &doc->citations[i];

		CHECK_FOR_INTERRUPTS();
		push(w, WJB_BEGIN_OBJECT);
		add_int(w, "citation", (int32) i + 1);
		add_symbol(w, "symbol", citation->symbol);
		add_name(w, "kind", res_cite_kind_name(citation->kind));
		add_text(w, "title", citation->title);
		add_text(w, "text", citation->text);
		add_date(w, "date", citation->date);
		add_text(w, "pinpoint", citation->pinpoint);
		add_text(w, "verb", citation->clause == RES_NONE ? none : doc->clauses[citation->clause].verb);
		add_index(w, "clause", citation->clause);
		add_index(w, "footnote", citation->note);
		add_span(w, citation->span);
		push(w, WJB_END_OBJECT);
	}
	push(w, WJB_END_ARRAY);
}

static void
add_votes(JsonWriter *w)
{
	uint32_t	i;

	push_key(w, "votes");
	push(w, WJB_BEGIN_ARRAY);
	for (i = 0; i < w->doc->nvotes; i++)
	{
		const ResVote *vote = &w->doc->votes[i];

		CHECK_FOR_INTERRUPTS();
		push(w, WJB_BEGIN_OBJECT);
		add_text(w, "name", vote->name);
		add_state(w, vote->m49);
		add_name(w, "vote", res_vote_kind_name(vote->vote));
		add_span(w, vote->span);
		push(w, WJB_END_OBJECT);
	}
	push(w, WJB_END_ARRAY);
}

/*
 * resolution_to_jsonb — the whole structure; see doc/json.md.
 *
 * The source is not part of it: doc::text gives it, and spans say where
 * things stand in it.
 */
Datum
resolution_to_jsonb(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	MemoryContext old;
	JsonWriter	w;
	Jsonb	   *result;

	memset(&w, 0, sizeof(w));
	w.doc = resolution_open(r, RES_WANT_ALL, &work);
	old = MemoryContextSwitchTo(work.context);
	res_positions_init(&w.positions, resolution_source_of(r));
	res_marks_make(w.doc, &w.marks);
	push(&w, WJB_BEGIN_OBJECT);
	add_int(&w, "format", JSON_FORMAT);
	add_header(&w);
	add_clauses(&w);
	add_footnotes(&w);
	add_sponsors(&w);
	add_citations(&w);
	add_votes(&w);
	push(&w, WJB_END_OBJECT);
	MemoryContextSwitchTo(old);
	result = JsonbValueToJsonb(w.result);
	resolution_work_end(&work);
	PG_RETURN_JSONB_P(result);
}
