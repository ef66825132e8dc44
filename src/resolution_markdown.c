/*-------------------------------------------------------------------------
 *
 * resolution_markdown.c
 *	  A document as Markdown (CommonMark, with footnotes as GitHub and Pandoc
 *	  have them).
 *
 * The title is a heading of the first level, headings of sections of the
 * second.  Numbers are printed ones: a list of Markdown would count anew, so
 * "3." is escaped, and sub-paragraphs are nested bullets with their printed
 * label.  What Markdown would take as a sign is escaped.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "internal.h"
#include "language.h"
#include "miscadmin.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_markdown);

typedef struct MarkdownWriter
{
	StringInfoData buf;
	const ResDocument *doc;
	ResMarks	marks;
	ResOutline	outline;
	int			nopen;
	bool		title;
	ResBlockKind last;
} MarkdownWriter;

static void
put(MarkdownWriter *w, const char *s)
{
	appendStringInfoString(&w->buf, s);
}

/*
 * A text without anything that Markdown takes as a sign.
 *
 * At the beginning of a line also "#", "+", "-", "=", "|", ">" and a number
 * with a full stop are signs.  Control characters become U+FFFD.
 */
static void
put_escaped(MarkdownWriter *w, ResStr str, bool line_start)
{
	const char *p = str.p;
	const char *end = str.p + str.len;

	if (line_start)
	{
		const char *q = p;

		while (q < end && res_is_digit(*q))
			q++;
		if (p < end && strchr("#+-=|>", *p) != NULL && *p != '\0')
			appendStringInfoChar(&w->buf, '\\');
		else if (q > p && q < end && (*q == '.' || *q == ')'))
		{
			appendBinaryStringInfo(&w->buf, p, (int) (q - p));
			appendStringInfoChar(&w->buf, '\\');
			p = q;
		}
	}
	while (p < end)
	{
		unsigned char c = (unsigned char) *p;
		uint32_t	n = 1;

		if (c == '&')
			put(w, "&amp;");
		else if (c == '<')
			put(w, "&lt;");
		else if (c == '>' && p > str.p)
			put(w, "&gt;");
		else if (c == '\n' || c == '\r' || c == '\t')
			put(w, " ");
		else if (c < 0x20 || c == 0x7F)
			put(w, "\xEF\xBF\xBD");
		else if (c != 0 && c < 0x80 && strchr("\\`*_[]~|$^", c) != NULL)
		{
			appendStringInfoChar(&w->buf, '\\');
			appendStringInfoChar(&w->buf, (char) c);
		}
		else if (c < 0x80)
			appendStringInfoChar(&w->buf, (char) c);
		else if (res_decode(p, end, &n) == 0xFFFD && n == 1)
			put(w, "\xEF\xBF\xBD");
		else
			appendBinaryStringInfo(&w->buf, p, (int) n);
		p += n;
	}
}

/* The mark of a note; asterisks are signs, so those notes are named by place. */
static void
put_mark(MarkdownWriter *w, int32_t note)
{
	ResStr		marker = w->doc->notes[note].marker;

	put(w, "[^");
	if (marker.len > 0 && res_is_digit(marker.p[0]))
		res_append(&w->buf, marker);
	else
		appendStringInfo(&w->buf, "note-%d", note + 1);
	put(w, "]");
}

static void
put_text(MarkdownWriter *w, ResRuns *runs, bool line_start)
{
	ResRun		run;

	while (res_runs_next(runs, &run))
	{
		switch (run.kind)
		{
			case RES_RUN_CALL:
				put_mark(w, run.ref);
				break;
			case RES_RUN_LINK:
				put(w, "[");
				put_escaped(w, run.text, false);
				put(w, "](<");
				res_append_link(&w->buf, w->doc, &run, false);
				put(w, ">)");
				break;
			case RES_RUN_PHRASE:
				put(w, "*");
				put_escaped(w, run.text, false);
				put(w, "*");
				break;
			case RES_RUN_TEXT:
				put_escaped(w, run.text, line_start);
				break;
		}
		line_start = false;
	}
}

/* Begin a paragraph in the clause that is open. */
static void
indent(MarkdownWriter *w, bool first)
{
	int			i;

	if (w->buf.len > 0)
		put(w, "\n");
	for (i = 1; i < w->nopen; i++)
		put(w, first && i == w->nopen - 1 ? "- " : "  ");
}

static void
put_words(MarkdownWriter *w, const ResStep *step)
{
	const ResClause *clause = &w->doc->clauses[step->clause];
	bool		line_start = true;
	ResRuns		runs;

	indent(w, step->from == 0);
	if (step->from == 0 && clause->number.len > 0)
	{
		put_escaped(w, clause->number, true);
		put(w, res_takes_stop(clause->number) ? "\\. " : " ");
		line_start = false;
	}
	res_runs_of_clause(&w->marks, step->clause, step->from, step->to, &runs);
	put_text(w, &runs, line_start);
	put(w, "\n");
	w->last = RES_BLOCK_CLAUSE;
}

static void
put_block(MarkdownWriter *w, const ResStep *step)
{
	const ResBlock *block = &w->doc->blocks[step->block];
	ResRuns		runs;

	res_runs_of_block(&w->marks, step->block, &runs);

	/* lines of the masthead follow one another, with a hard break between them */
	if (block->kind == RES_BLOCK_MASTHEAD && w->last == RES_BLOCK_MASTHEAD &&
		w->buf.len > 0 && w->buf.data[w->buf.len - 1] == '\n')
	{
		w->buf.data[w->buf.len - 1] = '\\';
		put(w, "\n");
	}
	else
		indent(w, false);
	if (block->kind == RES_BLOCK_TITLE && w->nopen == 0)
	{
		put(w, w->title ? "## " : "# ");
		w->title = true;
	}
	else if (block->kind == RES_BLOCK_HEADING && w->nopen == 0)
		put(w, "## ");
	put_text(w, &runs, true);
	put(w, "\n");
	w->last = block->kind;
}

/*
 * resolution_markdown — the document as Markdown.
 */
Datum
resolution_markdown(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	MemoryContext old;
	MarkdownWriter w;
	text	   *result;
	uint32_t	i;

	memset(&w, 0, sizeof(w));
	w.doc = resolution_open(r, RES_WANT_ALL, &work);
	old = MemoryContextSwitchTo(work.context);
	res_marks_make(w.doc, &w.marks);
	res_outline_make(w.doc, &w.outline);
	initStringInfo(&w.buf);
	w.last = RES_BLOCK_OTHER;
	for (i = 0; i < w.outline.nsteps; i++)
	{
		const ResStep *step = &w.outline.steps[i];

		CHECK_FOR_INTERRUPTS();
		switch (step->kind)
		{
			case RES_STEP_OPEN:
				w.nopen++;
				break;
			case RES_STEP_CLOSE:
				w.nopen--;
				break;
			case RES_STEP_WORDS:
				put_words(&w, step);
				break;
			case RES_STEP_BLOCK:
				put_block(&w, step);
				break;
		}
	}
	for (i = 0; i < w.doc->nnotes; i++)
	{
		ResRuns		runs;

		put(&w, "\n");
		put_mark(&w, (int32_t) i);
		put(&w, ": ");
		res_runs_of_note(&w.marks, (int32_t) i, &runs);
		put_text(&w, &runs, false);
		put(&w, "\n");
	}

	MemoryContextSwitchTo(old);
	result = res_export_text(&w.buf);
	resolution_work_end(&work);
	PG_RETURN_TEXT_P(result);
}
