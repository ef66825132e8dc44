/*-------------------------------------------------------------------------
 *
 * resolution_html.c
 *	  A document as a piece of HTML, to be put into a page.
 *
 * One article element: the masthead in a header, clauses as paragraphs with
 * their path as identifier, sub-paragraphs as lists, notes in a section at the
 * end, calls and notes linked both ways, documents cited linked to where the
 * United Nations serves them.  Language and direction are marked, so that a
 * screen reader speaks it and a browser sets it right.
 *
 * Every word of the document is escaped; element names, attributes and the
 * beginnings of addresses are ours.  So no text can become markup or script.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "internal.h"
#include "language.h"
#include "miscadmin.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_html);

typedef struct HtmlWriter
{
	StringInfoData buf;
	const ResDocument *doc;
	ResMarks	marks;
	ResOutline	outline;
	StringInfoData prefix;		/* of identifiers: two documents may share a page */
	bool		list[RES_MAX_DEPTH + 4];	/* of each open clause: is a list open in it? */
	bool		rtl;			/* written from right to left */
	bool		head;			/* the header element is open */
	bool		title;			/* a title was written */
	int			nopen;
} HtmlWriter;

static void
put(HtmlWriter *w, const char *s)
{
	appendStringInfoString(&w->buf, s);
}

static void
put_escaped(HtmlWriter *w, ResStr str)
{
	res_append_xml(&w->buf, str);
}

/* ---------- identifiers ---------- */

/*
 * What identifiers begin with: the symbol in letters, digits and dashes.
 */
static void
make_prefix(HtmlWriter *w)
{
	ResStr		symbol = w->doc->header.symbol;
	uint32_t	i;

	initStringInfo(&w->prefix);
	for (i = 0; i < symbol.len; i++)
	{
		char		c = symbol.p[i];

		appendStringInfoChar(&w->prefix, res_is_alpha(c) || res_is_digit(c) ? c : '-');
	}
	if (symbol.len > 0)
		appendStringInfoChar(&w->prefix, '-');
}

static void
put_note_id(HtmlWriter *w, const char *what, int32_t note)
{
	appendStringInfo(&w->buf, "%s%s-%d", w->prefix.data, what, note + 1);
}

/* An identifier has no blanks, else it may be anything. */
static void
put_clause_id(HtmlWriter *w, ResStr path)
{
	uint32_t	i;

	put(w, w->prefix.data);
	for (i = 0; i < path.len; i++)
	{
		ResStr		one = {path.p + i, 1};

		if ((unsigned char) path.p[i] <= ' ')
		{
			put(w, "_");
			continue;
		}
		while (i + 1 < path.len && ((unsigned char) path.p[i + 1] & 0xC0) == 0x80)
		{
			one.len++;
			i++;
		}
		put_escaped(w, one);
	}
}

/* ---------- texts ---------- */

static void
put_call(HtmlWriter *w, const ResRun *run)
{
	put(w, "<sup class=\"call\"");
	if (!run->again)
	{
		put(w, " id=\"");
		put_note_id(w, "call", run->ref);
		put(w, "\"");
	}
	/* from right to left, digits in front would draw the call to their other side */
	put(w, w->rtl ? " dir=\"auto\"><a href=\"#" : "><a href=\"#");
	put_note_id(w, "note", run->ref);
	put(w, "\" role=\"doc-noteref\">");
	put_escaped(w, w->doc->notes[run->ref].marker);
	put(w, "</a></sup>");
}

static void
put_text(HtmlWriter *w, ResRuns *runs)
{
	ResRun		run;

	while (res_runs_next(runs, &run))
	{
		switch (run.kind)
		{
			case RES_RUN_CALL:
				put_call(w, &run);
				break;
			case RES_RUN_LINK:
				put(w, "<a href=\"");
				res_append_link(&w->buf, w->doc, &run, false);
				put(w, "\" title=\"");
				put_escaped(w, w->doc->citations[run.ref].symbol);
				put(w, w->rtl ? "\" dir=\"auto\">" : "\">");
				put_escaped(w, run.text);
				put(w, "</a>");
				break;
			case RES_RUN_PHRASE:
				put(w, "<em>");
				put_escaped(w, run.text);
				put(w, "</em>");
				break;
			case RES_RUN_TEXT:
				put_escaped(w, run.text);
				break;
		}
	}
}

/* ---------- clauses ---------- */

static void
end_head(HtmlWriter *w)
{
	if (w->head)
		put(w, "</header>\n");
	w->head = false;
}

static void
put_number(HtmlWriter *w, ResStr number)
{
	if (number.len == 0)
		return;
	put(w, "<span class=\"number\">");
	put_escaped(w, number);
	put(w, res_takes_stop(number) ? ".</span> " : "</span> ");
}

static void
begin_clause(HtmlWriter *w, const ResStep *step)
{
	const ResClause *clause = &w->doc->clauses[step->clause];

	end_head(w);
	if (w->nopen == 0)
		appendStringInfo(&w->buf, "<div class=\"clause %s\"", res_part_name(clause->part));
	else
	{
		if (!w->list[w->nopen - 1])
			put(w, "<ul>\n");
		w->list[w->nopen - 1] = true;
		put(w, "<li class=\"clause\"");
	}
	if (!step->again)
	{
		put(w, " id=\"");
		put_clause_id(w, clause->path);
		put(w, "\"");
	}
	put(w, ">\n");
	if (w->nopen >= (int) lengthof(w->list))
		elog(ERROR, "clauses are nested too deeply");
	w->list[w->nopen++] = false;
}

static void
end_list(HtmlWriter *w)
{
	if (w->list[w->nopen - 1])
		put(w, "</ul>\n");
	w->list[w->nopen - 1] = false;
}

static void
end_clause(HtmlWriter *w)
{
	end_list(w);
	w->nopen--;
	put(w, w->nopen == 0 ? "</div>\n" : "</li>\n");
}

static void
put_words(HtmlWriter *w, const ResStep *step)
{
	const ResClause *clause = &w->doc->clauses[step->clause];
	ResRuns		runs;

	end_list(w);
	put(w, "<p>");
	if (step->from == 0)
		put_number(w, clause->number);
	res_runs_of_clause(&w->marks, step->clause, step->from, step->to, &runs);
	put_text(w, &runs);
	put(w, "</p>\n");
}

/* ---------- other blocks ---------- */

static void
put_block(HtmlWriter *w, const ResStep *step)
{
	const ResBlock *block = &w->doc->blocks[step->block];
	const char *element = "p";
	const char *class = NULL;
	bool		isolated;
	ResRuns		runs;

	switch (block->kind)
	{
		case RES_BLOCK_MASTHEAD:
			class = "masthead";
			break;
		case RES_BLOCK_PROVENANCE:
			class = "provenance";
			break;
		case RES_BLOCK_SPONSORS:
			class = "sponsors";
			break;
		case RES_BLOCK_TITLE:
			class = "title";
			if (w->nopen == 0)
				element = w->title ? "h2" : "h1";
			w->title = true;
			break;
		case RES_BLOCK_FORMULA:
			class = "formula";
			end_head(w);
			break;
		case RES_BLOCK_HEADING:
			class = "section";
			if (w->nopen == 0)
				element = "h2";
			end_head(w);
			break;
		case RES_BLOCK_CLOSING:
			class = "closing";
			end_head(w);
			break;
		case RES_BLOCK_ANNEX:
			class = "annex";
			end_head(w);
			break;
		default:
			break;
	}
	if (w->nopen > 0)
		end_list(w);
	appendStringInfo(&w->buf, "<%s", element);
	if (class != NULL)
		appendStringInfo(&w->buf, " class=\"%s\"", class);
	put(w, ">");

	/* Arabic mastheads have lines in English ("31 October 2025") */
	isolated = w->rtl && block->kind == RES_BLOCK_MASTHEAD;
	if (isolated)
		put(w, "<bdi>");
	res_runs_of_block(&w->marks, step->block, &runs);
	put_text(w, &runs);
	if (isolated)
		put(w, "</bdi>");
	appendStringInfo(&w->buf, "</%s>\n", element);
}

/* Notes, each with a way back to its call. */
static void
put_notes(HtmlWriter *w)
{
	const ResDocument *doc = w->doc;
	uint32_t	i;

	if (doc->nnotes == 0)
		return;
	put(w, "<footer class=\"notes\" role=\"doc-endnotes\">\n<hr>\n");
	for (i = 0; i < doc->nnotes; i++)
	{
		ResRuns		runs;

		put(w, "<p id=\"");
		put_note_id(w, "note", (int32_t) i);
		put(w, "\">");
		if (w->marks.called[i])
		{
			put(w, "<a href=\"#");
			put_note_id(w, "call", (int32_t) i);
			put(w, "\" role=\"doc-backlink\">");
		}
		put_escaped(w, doc->notes[i].marker);
		put(w, w->marks.called[i] ? "</a> " : " ");
		res_runs_of_note(&w->marks, (int32_t) i, &runs);
		put_text(w, &runs);
		put(w, "</p>\n");
	}
	put(w, "</footer>\n");
}

/*
 * resolution_html — the document as an article element.
 */
Datum
resolution_html(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	MemoryContext old;
	HtmlWriter	w;
	text	   *result;
	uint32_t	i;

	memset(&w, 0, sizeof(w));
	w.doc = resolution_open(r, RES_WANT_ALL, &work);
	old = MemoryContextSwitchTo(work.context);
	res_marks_make(w.doc, &w.marks);
	res_outline_make(w.doc, &w.outline);
	make_prefix(&w);
	w.rtl = w.doc->header.lang == RES_AR;
	initStringInfo(&w.buf);
	appendStringInfo(&w.buf, "<article class=\"resolution\" lang=\"%s\" dir=\"%s\">\n<header>\n",
					 res_lang_name(w.doc->header.lang),
					 w.rtl ? "rtl" : "ltr");
	w.head = true;
	for (i = 0; i < w.outline.nsteps; i++)
	{
		const ResStep *step = &w.outline.steps[i];

		CHECK_FOR_INTERRUPTS();
		switch (step->kind)
		{
			case RES_STEP_OPEN:
				begin_clause(&w, step);
				break;
			case RES_STEP_CLOSE:
				end_clause(&w);
				break;
			case RES_STEP_WORDS:
				put_words(&w, step);
				break;
			case RES_STEP_BLOCK:
				put_block(&w, step);
				break;
		}
	}
	end_head(&w);
	put_notes(&w);
	put(&w, "</article>\n");

	MemoryContextSwitchTo(old);
	result = res_export_text(&w.buf);
	resolution_work_end(&work);
	PG_RETURN_TEXT_P(result);
}
