/*-------------------------------------------------------------------------
 *
 * resolution_srf.c
 *	  What a document holds, as rows: clauses, footnotes, sponsors,
 *	  citations, votes; and the tables of the field, States and phrases.
 *
 * A document has at most some hundred rows of a kind, so each call reads the
 * value once and hands over all rows (materialize mode).
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "language.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(resolution_clauses);
PG_FUNCTION_INFO_V1(resolution_footnotes);
PG_FUNCTION_INFO_V1(resolution_sponsors);
PG_FUNCTION_INFO_V1(resolution_citations);
PG_FUNCTION_INFO_V1(resolution_annotated);
PG_FUNCTION_INFO_V1(resolution_votes);
PG_FUNCTION_INFO_V1(resolution_states);
PG_FUNCTION_INFO_V1(resolution_phrases);

/* ---------- rows ---------- */

/*
 * res_rows_begin — start a set of rows.
 *
 * The row type is the one that the caller expects, which it has at hand; so
 * no catalog is read for each document.
 */
void
res_rows_begin(FunctionCallInfo fcinfo, ResRows *rows)
{
	ReturnSetInfo *rsi = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext old;

	if (rsi == NULL || !IsA(rsi, ReturnSetInfo))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("set-valued function called in context that cannot accept a set")));
	if ((rsi->allowedModes & SFRM_Materialize) == 0 || rsi->expectedDesc == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("materialize mode required, but it is not allowed in this context")));

	memset(rows, 0, sizeof(ResRows));
	old = MemoryContextSwitchTo(rsi->econtext->ecxt_per_query_memory);
	rows->desc = rsi->expectedDesc;
	rows->store = tuplestore_begin_heap((rsi->allowedModes & SFRM_Materialize_Random) != 0,
										false, work_mem);
	rsi->returnMode = SFRM_Materialize;
	rsi->setResult = rows->store;
	rsi->setDesc = NULL;		/* nothing to be compared with what was expected */
	MemoryContextSwitchTo(old);

	if (rows->desc->natts > RES_MAX_COLUMNS)
		elog(ERROR, "too many columns");
	rows->row = AllocSetContextCreate(CurrentMemoryContext,
									  "resolution row",
									  ALLOCSET_DEFAULT_SIZES);
	rows->caller = CurrentMemoryContext;
}

/* Keep the row whose columns were set, and forget its values. */
void
res_rows_next(ResRows *rows)
{
	if (rows->column != rows->desc->natts)
		elog(ERROR, "row has %d columns where %d are expected",
			 rows->column, rows->desc->natts);
	tuplestore_putvalues(rows->store, rows->desc, rows->values, rows->nulls);
	MemoryContextReset(rows->row);
	rows->column = 0;
	CHECK_FOR_INTERRUPTS();
}

void
res_rows_end(ResRows *rows)
{
	MemoryContextDelete(rows->row);
}

/* The place of the next column. */
static int
next_column(ResRows *rows)
{
	if (rows->column >= rows->desc->natts)
		elog(ERROR, "row has more than %d columns", rows->desc->natts);
	return rows->column++;
}

void
res_rows_null(ResRows *rows)
{
	int			column = next_column(rows);

	rows->values[column] = (Datum) 0;
	rows->nulls[column] = true;
}

/* A value that is by value or lives until res_rows_next. */
void
res_rows_datum(ResRows *rows, Datum value)
{
	int			column = next_column(rows);

	rows->values[column] = value;
	rows->nulls[column] = false;
}

void
res_rows_int(ResRows *rows, int32 value)
{
	res_rows_datum(rows, Int32GetDatum(value));
}

/* Number of a clause or note: SQL counts from 1, RES_NONE is NULL. */
void
res_rows_index(ResRows *rows, int32 index)
{
	if (index == RES_NONE)
		res_rows_null(rows);
	else
		res_rows_int(rows, index + 1);
}

void
res_rows_text(ResRows *rows, ResStr str)
{
	MemoryContext old;

	if (str.p == NULL)
	{
		res_rows_null(rows);
		return;
	}
	old = MemoryContextSwitchTo(rows->row);
	res_rows_datum(rows, res_text_datum(str));
	MemoryContextSwitchTo(old);
}

/* A terminated string; NULL is NULL. */
void
res_rows_name(ResRows *rows, const char *name)
{
	ResStr		str = {name, name != NULL ? (uint32_t) strlen(name) : 0};

	res_rows_text(rows, str);
}

void
res_rows_date(ResRows *rows, ResDate date)
{
	if (date == RES_NO_DATE)
		res_rows_null(rows);
	else
		res_rows_datum(rows, DateADTGetDatum((DateADT) date));
}

void
res_rows_symbol(ResRows *rows, ResStr symbol)
{
	MemoryContext old = MemoryContextSwitchTo(rows->row);
	bool		isnull;
	Datum		value = res_symbol_datum(symbol, &isnull);

	MemoryContextSwitchTo(old);
	if (isnull)
		res_rows_null(rows);
	else
		res_rows_datum(rows, value);
}

/*
 * A place in the source as int4range of characters, counted from 1; NULL if
 * there is none.  [start, end) is the canonical form of an int4range, so it
 * is written as it is.
 */
void
res_rows_span(ResRows *rows, ResSpan span)
{
	RangeBound	lower;
	RangeBound	upper;
	MemoryContext old;

	if (span.end <= span.start)
	{
		res_rows_null(rows);
		return;
	}
	if (rows->range == NULL)
		rows->range = lookup_type_cache(INT4RANGEOID, TYPECACHE_RANGE_INFO);

	lower.val = Int32GetDatum((int32) res_position(&rows->positions, span.start) + 1);
	lower.infinite = false;
	lower.inclusive = true;
	lower.lower = true;
	upper.val = Int32GetDatum((int32) res_position(&rows->positions, span.end) + 1);
	upper.infinite = false;
	upper.inclusive = false;
	upper.lower = false;

	old = MemoryContextSwitchTo(rows->row);
	res_rows_datum(rows, RangeTypePGetDatum(res_range_serialize(rows->range, &lower, &upper)));
	MemoryContextSwitchTo(old);
}

/* ---------- documents ---------- */

/*
 * resolution_open — the parts of a value.
 *
 * The document is good until resolution_work_end; its texts lie in the value.
 */
ResDocument *
resolution_open(const Resolution *r, uint32_t parts, ResolutionWork *work)
{
	ResDocument *doc;

	resolution_work_begin(work);
	if (res_image_read(work->arena, r->image, RESOLUTION_IMAGE_SIZE(r), parts,
					   &doc) != RES_OK)
		res_damaged();
	return doc;
}

/* What the functions on a document share. */
static ResDocument *
begin(FunctionCallInfo fcinfo, uint32_t parts, ResRows *rows, ResolutionWork *work)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResDocument *doc;

	res_rows_begin(fcinfo, rows);
	doc = resolution_open(r, parts, work);
	res_positions_init(&rows->positions, resolution_source_of(r));
	return doc;
}

static Datum
end(ResRows *rows, ResolutionWork *work)
{
	resolution_work_end(work);
	res_rows_end(rows);
	return (Datum) 0;
}

/* resolution_clauses — preambular and operative clauses, those of annexes. */
Datum
resolution_clauses(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_CLAUSES, &rows, &work);
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];

		res_rows_int(&rows, (int32) i + 1);
		res_rows_index(&rows, clause->parent);
		res_rows_name(&rows, res_part_name(clause->part));
		res_rows_text(&rows, clause->path);
		res_rows_text(&rows, clause->number);
		res_rows_text(&rows, clause->section);
		res_rows_text(&rows, clause->phrase);
		res_rows_text(&rows, clause->verb);
		res_rows_text(&rows, clause->verb_en);
		res_rows_text(&rows, clause->text);
		res_rows_span(&rows, clause->span);
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

/* resolution_footnotes — notes and where they are called. */
Datum
resolution_footnotes(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_NOTES, &rows, &work);
	uint32_t	i;

	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *note = &doc->notes[i];

		res_rows_int(&rows, (int32) i + 1);
		res_rows_text(&rows, note->marker);
		res_rows_text(&rows, note->text);
		res_rows_name(&rows, res_anchor_name(note->anchor));
		res_rows_index(&rows, note->clause);
		res_rows_span(&rows, note->span);
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

/*
 * resolution_sponsors — who submits the draft.
 *
 * The State's name and code come from the table of States by its M49 code,
 * which is all that a value keeps of them.
 */
Datum
resolution_sponsors(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_SPONSORS, &rows, &work);
	uint32_t	i;

	for (i = 0; i < doc->nsponsors; i++)
	{
		const ResSponsor *sponsor = &doc->sponsors[i];
		const ResState *state = NULL;

		if (sponsor->m49 != 0)
			state = res_state_by_m49(sponsor->m49);
		res_rows_int(&rows, (int32) i + 1);
		res_rows_text(&rows, sponsor->name);
		res_rows_name(&rows, res_role_name(sponsor->role));
		res_rows_name(&rows, state != NULL ? state->name : NULL);
		res_rows_name(&rows, state != NULL ? state->iso3 : NULL);
		if (sponsor->m49 != 0)
			res_rows_int(&rows, sponsor->m49);
		else
			res_rows_null(&rows);
		res_rows_index(&rows, sponsor->note);
		res_rows_span(&rows, sponsor->span);
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

/* resolution_citations — documents and instruments cited. */
Datum
resolution_citations(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_CITATIONS | RES_WANT_CLAUSES,
							 &rows, &work);
	uint32_t	i;

	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *citation = &doc->citations[i];

		res_rows_int(&rows, (int32) i + 1);
		res_rows_symbol(&rows, citation->symbol);
		res_rows_name(&rows, res_cite_kind_name(citation->kind));
		res_rows_text(&rows, citation->title);
		res_rows_text(&rows, citation->text);
		res_rows_date(&rows, citation->date);
		res_rows_text(&rows, citation->pinpoint);
		if (citation->clause == RES_NONE)
			res_rows_null(&rows);
		else
			res_rows_text(&rows, doc->clauses[citation->clause].verb);
		res_rows_index(&rows, citation->clause);
		res_rows_index(&rows, citation->note);
		res_rows_span(&rows, citation->span);
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

static int
compare_calls(const void *a, const void *b)
{
	const ResCall *x = a;
	const ResCall *y = b;

	if (x->clause != y->clause)
		return x->clause < y->clause ? -1 : 1;
	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	return 0;
}

/*
 * resolution_annotated — clauses with [^1] at each call of a note.
 */
Datum
resolution_annotated(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_CLAUSES | RES_WANT_NOTES,
							 &rows, &work);
	StringInfoData buf;
	uint32_t	call = 0;
	uint32_t	i;

	/*
	 * Calls come in the order of the document, which is that of the clauses
	 * but for a clause that goes on behind its sub-clauses.
	 */
	for (i = 1; i < doc->ncalls; i++)
	{
		if (compare_calls(&doc->calls[i - 1], &doc->calls[i]) > 0)
		{
			qsort(doc->calls, doc->ncalls, sizeof(ResCall), compare_calls);
			break;
		}
	}
	while (call < doc->ncalls && doc->calls[call].clause < 0)
		call++;

	initStringInfo(&buf);
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		uint32_t	done = 0;

		res_rows_int(&rows, (int32) i + 1);
		res_rows_text(&rows, clause->path);
		if (clause->text.p == NULL)
			res_rows_null(&rows);
		else
		{
			ResStr		text;

			resetStringInfo(&buf);
			for (; call < doc->ncalls && doc->calls[call].clause == (int32) i; call++)
			{
				const ResNote *note = &doc->notes[doc->calls[call].note];
				uint32_t	pos = Min(doc->calls[call].pos, clause->text.len);

				appendBinaryStringInfo(&buf, clause->text.p + done, (int) (pos - done));
				appendStringInfoString(&buf, "[^");
				appendBinaryStringInfo(&buf, note->marker.p, (int) note->marker.len);
				appendStringInfoChar(&buf, ']');
				done = pos;
			}
			appendBinaryStringInfo(&buf, clause->text.p + done,
								   (int) (clause->text.len - done));
			text.p = buf.data;
			text.len = (uint32_t) buf.len;
			res_rows_text(&rows, text);
		}
		while (call < doc->ncalls && doc->calls[call].clause <= (int32) i)
			call++;
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

/*
 * resolution_votes — the recorded vote, one row for each State.
 *
 * A name that is no known State is shown as printed.
 */
Datum
resolution_votes(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc = begin(fcinfo, RES_WANT_VOTES, &rows, &work);
	uint32_t	i;

	for (i = 0; i < doc->nvotes; i++)
	{
		const ResVote *vote = &doc->votes[i];
		const ResState *state = NULL;

		if (vote->m49 != 0)
			state = res_state_by_m49(vote->m49);
		if (state != NULL)
		{
			res_rows_name(&rows, state->name);
			res_rows_name(&rows, state->iso3);
			res_rows_int(&rows, state->m49);
		}
		else
		{
			res_rows_text(&rows, vote->name);
			res_rows_null(&rows);
			res_rows_null(&rows);
		}
		res_rows_name(&rows, res_vote_kind_name(vote->vote));
		res_rows_span(&rows, vote->span);
		res_rows_next(&rows);
	}
	return end(&rows, &work);
}

/* ---------- tables of the field ---------- */

/*
 * Names of a State beside its present one, those that the database can hold.
 */
static Datum
other_names(const ResState *state)
{
	const char *const *names = state->other_names;
	ResStr	   *kept;
	uint32_t	nkept = 0;
	uint32_t	n = 0;
	uint32_t	i;

	while (names != NULL && names[n] != NULL)
		n++;
	kept = palloc(sizeof(ResStr) * Max(n, 1));
	for (i = 0; i < n; i++)
	{
		if (!res_text_fits(names[i]))
			continue;
		kept[nkept].p = names[i];
		kept[nkept].len = (uint32_t) strlen(names[i]);
		nkept++;
	}
	return res_text_array(kept, nkept);
}

/* resolution_states — States, present and former. */
Datum
resolution_states(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	uint32_t	n;
	const ResState *states = res_states(&n);
	uint32_t	i;

	res_rows_begin(fcinfo, &rows);
	for (i = 0; i < n; i++)
	{
		const ResState *state = &states[i];
		MemoryContext old;

		res_rows_name(&rows, state->name);
		res_rows_name(&rows, state->iso2);
		res_rows_name(&rows, state->iso3);
		res_rows_int(&rows, state->m49);
		res_rows_datum(&rows, BoolGetDatum(state->former));
		old = MemoryContextSwitchTo(rows.row);
		res_rows_datum(&rows, other_names(state));
		MemoryContextSwitchTo(old);
		res_rows_name(&rows, state->region);
		res_rows_name(&rows, state->subregion);
		res_rows_next(&rows);
	}
	res_rows_end(&rows);
	return (Datum) 0;
}

/*
 * resolution_phrases — opening phrases; one that opens clauses of both parts
 * has a row for each.  Phrases of languages that the database cannot hold are
 * left out.
 */
Datum
resolution_phrases(PG_FUNCTION_ARGS)
{
	ResRows		rows;
	uint32_t	n;
	const ResPhraseRow *phrases = res_phrase_rows(&n);
	uint32_t	i;

	res_rows_begin(fcinfo, &rows);
	for (i = 0; i < n; i++)
	{
		const ResPhraseRow *phrase = &phrases[i];
		int			part;

		if (!res_text_fits(phrase->phrase))
			continue;
		for (part = RES_PREAMBULAR; part <= RES_OPERATIVE; part++)
		{
			if ((phrase->parts & (part == RES_PREAMBULAR ? RES_PHRASE_PREAMBULAR :
								  RES_PHRASE_OPERATIVE)) == 0)
				continue;
			res_rows_name(&rows, res_lang_name(phrase->lang));
			res_rows_name(&rows, phrase->phrase);
			res_rows_name(&rows, res_part_name((ResPart) part));
			res_rows_name(&rows, phrase->verb.p);
			res_rows_name(&rows, phrase->verb_en.p);
			res_rows_next(&rows);
		}
	}
	res_rows_end(&rows);
	return (Datum) 0;
}
