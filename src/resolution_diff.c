/*-------------------------------------------------------------------------
 *
 * resolution_diff.c
 *	  Two documents compared: as rows, as one number, as a page to look at.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "compare.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

PG_FUNCTION_INFO_V1(resolution_diff);
PG_FUNCTION_INFO_V1(resolution_similarity);
PG_FUNCTION_INFO_V1(resolution_diff_html);

/* Two values and what became of the one in the other. */
typedef struct Comparison
{
	ResolutionWork work;
	ResDocument *old_doc;
	ResDocument *new_doc;
	ResDiff		diff;
} Comparison;

static ResDocument *
read_clauses(const Resolution *r, ResArena *arena)
{
	ResDocument *doc;

	if (res_image_read(arena, r->image, RESOLUTION_IMAGE_SIZE(r), RES_WANT_CLAUSES, &doc) != RES_OK)
		res_damaged();
	return doc;
}

/* Compare the arguments; all is good until resolution_work_end. */
static void
compare(FunctionCallInfo fcinfo, Comparison *c)
{
	Resolution *old_value = PG_GETARG_RESOLUTION_P(0);
	Resolution *new_value = PG_GETARG_RESOLUTION_P(1);
	ResolutionFailure failure;

	resolution_work_begin(&c->work);
	c->old_doc = read_clauses(old_value, c->work.arena);
	c->new_doc = read_clauses(new_value, c->work.arena);
	memset(&failure, 0, sizeof(failure));
	failure.err.code = res_compare(c->work.arena, c->old_doc, c->new_doc, &c->diff);
	if (failure.err.code != RES_OK)
		res_errsave(&failure, NULL);
}

/* Path of a clause as SQL shows it; "title" for the title. */
static ResStr
path_of(const ResDocument *doc, int32_t clause)
{
	if (clause == RES_DIFF_TITLE)
		return (ResStr) {"title", 5};
	if (clause == RES_NONE)
		return (ResStr) {NULL, 0};
	return doc->clauses[clause].path;
}

static ResStr
text_of(const ResDocument *doc, int32_t clause)
{
	if (clause == RES_DIFF_TITLE)
		return doc->header.title;
	if (clause == RES_NONE)
		return (ResStr) {NULL, 0};
	return doc->clauses[clause].text;
}

/* A string of jsonb. */
static void
push_string(JsonbParseState **state, ResStr str)
{
	JsonbValue	value;
	size_t		len;

	value.type = jbvString;
	value.val.string.val = res_from_utf8(str, &len);
	value.val.string.len = (int) len;
	pushJsonbValue(state, WJB_ELEM, &value);
}

/* The pieces of a row: [["=", "Recalling its resolution "], ["-", …], …]. */
static Datum
pieces_datum(const ResDiffRow *row)
{
	JsonbParseState *state = NULL;
	JsonbValue *value;
	uint32_t	i;

	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	for (i = 0; i < row->npieces; i++)
	{
		const ResDiffPiece *piece = &row->pieces[i];

		pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
		push_string(&state, (ResStr) {&piece->op, 1});
		push_string(&state, piece->text);
		pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	}
	value = pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	return JsonbPGetDatum(JsonbValueToJsonb(value));
}

/* resolution_diff — what became of each clause, and of the title. */
Datum
resolution_diff(PG_FUNCTION_ARGS)
{
	Comparison	c;
	ResRows		rows;
	uint32_t	i;

	res_rows_begin(fcinfo, &rows);
	compare(fcinfo, &c);
	for (i = 0; i < c.diff.nrows; i++)
	{
		const ResDiffRow *row = &c.diff.rows[i];
		MemoryContext old;

		res_rows_name(&rows, res_diff_op_name(row->op));
		res_rows_text(&rows, path_of(c.old_doc, row->old_clause));
		res_rows_text(&rows, path_of(c.new_doc, row->new_clause));
		res_rows_datum(&rows, Float4GetDatum(row->similarity));
		res_rows_text(&rows, text_of(c.old_doc, row->old_clause));
		res_rows_text(&rows, text_of(c.new_doc, row->new_clause));
		old = MemoryContextSwitchTo(rows.row);
		res_rows_datum(&rows, pieces_datum(row));
		MemoryContextSwitchTo(old);
		res_rows_next(&rows);
	}
	resolution_work_end(&c.work);
	res_rows_end(&rows);
	return (Datum) 0;
}

/*
 * resolution_similarity — how much of the words of two documents is the
 * same, 0 … 1: twice the words that the comparison found equal, by all words
 * of the clauses.
 */
Datum
resolution_similarity(PG_FUNCTION_ARGS)
{
	Comparison	c;
	float4		similarity;

	compare(fcinfo, &c);
	similarity = (float4) c.diff.similarity;
	resolution_work_end(&c.work);
	PG_RETURN_FLOAT4(similarity);
}

/* ---------- the page ---------- */

/*
 * Append a text that came from outside, so that it stays text.  Characters
 * that HTML forbids in any form become U+FFFD.
 */
static void
append_escaped(StringInfo buf, ResStr str)
{
	uint32_t	start = 0;
	uint32_t	i;

	for (i = 0; i < str.len; i++)
	{
		unsigned char ch = (unsigned char) str.p[i];
		const char *name = NULL;

		if (ch == '&')
			name = "&amp;";
		else if (ch == '<')
			name = "&lt;";
		else if (ch == '>')
			name = "&gt;";
		else if (ch == '"')
			name = "&quot;";
		else if (ch == '\'')
			name = "&#39;";
		else if ((ch < 0x20 && ch != '\t' && ch != '\n' && ch != '\r') || ch == 0x7F)
			name = "&#65533;";
		if (name == NULL)
			continue;
		appendBinaryStringInfo(buf, str.p + start, (int) (i - start));
		appendStringInfoString(buf, name);
		start = i + 1;
	}
	appendBinaryStringInfo(buf, str.p + start, (int) (str.len - start));
}

static const char page_head[] =
"<style>\n"
":root { color-scheme: light dark; --ink: #1d2733; --paper: #fff; --soft: #5b6570; --line: #d5dae0;\n"
"  --ins: #0b5a2b; --ins-paper: #dcf3e3; --del: #8a1420; --del-paper: #fbe3e4; --moved: #0a4c86 }\n"
"@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --paper: #14181d; --soft: #a3adb8; --line: #363f49;\n"
"  --ins: #8fe0ab; --ins-paper: #123222; --del: #ffa9ad; --del-paper: #45171c; --moved: #8cc3f7 } }\n"
"body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 Georgia, 'Times New Roman', serif }\n"
"main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }\n"
"h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem }\n"
"p { margin: 0 0 .75rem }\n"
"table { width: 100%; border-collapse: collapse; margin-top: 1rem }\n"
"th, td { padding: .55rem .6rem; border-top: 1px solid var(--line); text-align: start; vertical-align: top }\n"
"th { font: 600 .8rem/1.5 system-ui, sans-serif; color: var(--soft); white-space: nowrap }\n"
"tbody th { font-variant-numeric: tabular-nums }\n"
"td { overflow-wrap: anywhere }\n"
".kind { font: .8rem/1.9 system-ui, sans-serif; color: var(--soft); white-space: nowrap }\n"
"ins { color: var(--ins); background: var(--ins-paper); text-decoration: underline; text-underline-offset: .15em }\n"
"del { color: var(--del); background: var(--del-paper); text-decoration: line-through }\n"
".same td { color: var(--soft) }\n"
".moved .kind { color: var(--moved); font-weight: 600 }\n"
".added .kind { color: var(--ins); font-weight: 600 }\n"
".removed .kind { color: var(--del); font-weight: 600 }\n"
".changed .kind { color: var(--ink); font-weight: 600 }\n"
"@media print { :root { color-scheme: light } tr { break-inside: avoid } }\n"
"@media (max-width: 40rem) { table, tbody, tr, td { display: block } thead { display: none }\n"
"  tr { border-top: 1px solid var(--line); padding: .5rem 0 } th, td { border: 0; padding: .1rem 0 }\n"
"  tbody th, td.kind { display: inline-block; margin-inline-end: .8rem }\n"
"  tbody th:first-child::before { content: 'Old ' } tbody th + th::before { content: 'New ' } }\n"
"</style>\n"
"</head>\n"
"<body>\n"
"<main>\n";

/* The name of a document: its symbol, or else what it is in the comparison. */
static void
append_name(StringInfo buf, const ResDocument *doc, const char *otherwise)
{
	if (doc->header.symbol.p != NULL)
		append_escaped(buf, doc->header.symbol);
	else
		appendStringInfoString(buf, otherwise);
}

/* The head of a cell for an address; a cell that has none says so by a dash. */
static void
append_path(StringInfo buf, ResStr path)
{
	appendStringInfoString(buf, "<th scope=\"row\">");
	if (path.p == NULL)
		appendStringInfoString(buf, "<span aria-label=\"none\">&ndash;</span>");
	else
		append_escaped(buf, path);
	appendStringInfoString(buf, "</th>");
}

/*
 * resolution_diff_html — a page of its own that shows the comparison: one
 * line for each row of resolution_diff, words of one text only in <ins> and
 * <del>.
 *
 * It needs no other file and runs no script.  The marks do not depend on
 * colour; what kind of change it is also stands there as a word.  Our own
 * words are English and ASCII, since the database may have any encoding.
 */
Datum
resolution_diff_html(PG_FUNCTION_ARGS)
{
	Comparison	c;
	StringInfoData buf;
	uint32_t	counts[RES_DIFF_REMOVED + 1] = {0};
	const char *lang;
	const char *attributes;
	Datum		result;
	uint32_t	i;

	compare(fcinfo, &c);
	for (i = 0; i < c.diff.nrows; i++)
		counts[c.diff.rows[i].op]++;
	lang = res_lang_name(c.new_doc->header.lang);
	attributes = c.new_doc->header.lang == RES_AR ? " dir=\"rtl\"" : "";

	initStringInfo(&buf);
	appendStringInfoString(&buf, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
						   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	append_name(&buf, c.old_doc, "Old text");
	appendStringInfoString(&buf, " and ");
	append_name(&buf, c.new_doc, "new text");
	appendStringInfoString(&buf, "</title>\n");
	appendStringInfoString(&buf, page_head);

	appendStringInfoString(&buf, "<h1>");
	append_name(&buf, c.old_doc, "Old text");
	appendStringInfoString(&buf, " &rarr; ");
	append_name(&buf, c.new_doc, "new text");
	appendStringInfoString(&buf, "</h1>\n<p>");
	for (i = RES_DIFF_SAME; i <= RES_DIFF_REMOVED; i++)
		appendStringInfo(&buf, "%s%u %s", i == RES_DIFF_SAME ? "" : ", ", counts[i],
						 res_diff_op_name((ResDiffOp) i));
	appendStringInfo(&buf, "; %.0f&nbsp;%% of the words are the same.</p>\n"
					 "<p><del>Words of the old text only</del>, <ins>words of the new text only</ins>.</p>\n",
					 c.diff.similarity < 1 ? Min(c.diff.similarity * 100, 99) : 100);
	appendStringInfoString(&buf, "<table>\n<thead><tr><th scope=\"col\">Old</th><th scope=\"col\">New</th>"
						   "<th scope=\"col\">Change</th><th scope=\"col\">Text</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < c.diff.nrows; i++)
	{
		const ResDiffRow *row = &c.diff.rows[i];
		const char *op = res_diff_op_name(row->op);
		uint32_t	k;

		CHECK_FOR_INTERRUPTS();
		appendStringInfo(&buf, "<tr class=\"%s\">", op);
		append_path(&buf, path_of(c.old_doc, row->old_clause));
		append_path(&buf, path_of(c.new_doc, row->new_clause));
		appendStringInfo(&buf, "<td class=\"kind\">%s</td><td lang=\"%s\"%s>", op, lang, attributes);
		for (k = 0; k < row->npieces; k++)
		{
			const ResDiffPiece *piece = &row->pieces[k];

			if (piece->op == '=')
				append_escaped(&buf, piece->text);
			else
			{
				appendStringInfoString(&buf, piece->op == '-' ? "<del>" : "<ins>");
				append_escaped(&buf, piece->text);
				appendStringInfoString(&buf, piece->op == '-' ? "</del>" : "</ins>");
			}
		}
		appendStringInfoString(&buf, "</td></tr>\n");
	}
	appendStringInfoString(&buf, "</tbody>\n</table>\n</main>\n</body>\n</html>\n");

	result = res_text_datum((ResStr) {buf.data, (uint32_t) buf.len});
	resolution_work_end(&c.work);
	PG_RETURN_DATUM(result);
}
