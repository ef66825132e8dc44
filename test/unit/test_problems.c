/*-------------------------------------------------------------------------
 *
 * test_problems.c
 *	  Unit tests of problems.c: what is pointed out in a text that was read,
 *	  and that nothing is said of a clean one.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "unit.h"

static ResArena *arena;

/* The rows as "line: message", one a line. */
static ResStr
problems(const char *text)
{
	static char rows[4000];
	ResDocument *doc = NULL;
	ResError	err;
	size_t		n = 0;
	uint32_t	i;

	if (res_parse(arena, text, strlen(text), &doc, &err) != RES_OK)
		return RES_STR("refused");
	if (res_problems_find(arena, doc) != RES_OK)
		return RES_STR("failed");
	for (i = 0; i < doc->nproblems && n < sizeof(rows) - 400; i++)
		n += (size_t) snprintf(rows + n, sizeof(rows) - n, "%s%u: %.*s", i > 0 ? "\n" : "",
							   (unsigned) doc->problems[i].line,
							   (int) doc->problems[i].message.len, doc->problems[i].message.p);
	return (ResStr) {rows, (uint32_t) n};
}

#define HEAD "The General Assembly,\n\nRecalling its resolution 70/1 of 25 September 2015,\n\n"

int
main(void)
{
	arena = unit_arena();

	CHECK_STR(problems(HEAD "1. Decides to act;\n\n2. Requests a report."), "", "a clean text");
	CHECK_STR(problems(HEAD "1. Requests:\n\n(a) A report;\n\n(b) A list; and\n\n(c) A map.\n\n2. Decides to end."), "",
			  "\"and\" behind an item of a list");
	CHECK_STR(problems(HEAD "1. Decides to “act”;\n\n2. Requests a report (A/80/1).”\n"), "",
			  "quotation marks and brackets close behind the mark, or in front of it");

	/* paragraphs without their end */
	CHECK_STR(problems("The General Assembly,\n\nRecalling its resolution 70/1 of 25 September\n\n"
					   "1. Decides to act on the report of the\n\n2. Requests a report."),
			  "3: paragraph p1 ends without a mark\n5: paragraph 1 ends without a mark", "paragraphs lost their ends");
	CHECK_STR(problems(HEAD "1. Requests:\n\n(a) A report;\n\n(b) A list of the\n\n(c) A map.\n\n2. Decides to end."),
			  "9: paragraph 1(b) ends without a mark", "an item lost its end");
	CHECK_STR(problems(HEAD "1. Appoints:\n\n(a) Anna Berg (Austria)\n\n(b) Omar Diallo (Guinea)\n\n2. Decides to end."), "",
			  "a list of names has no marks");
	CHECK_STR(problems(HEAD "1. Decides on the rules of 1988\n\n2. Requests a report."),
			  "5: paragraph 1 ends without a mark", "a year behind a word is no call");

	/* calls without notes */
	CHECK_STR(problems(HEAD "1. Takes note of the report of the Committee;39\n\n2. Requests a report."),
			  "5: the text has calls of footnotes (1) and no footnotes", "figures behind the mark");
	CHECK_STR(problems(HEAD "1. Takes note of the report of the Committee² on 12 km² of land, ³ and more;\n\n2. Requests a report."
					   "\n\n_______________\n1 A/80/1.\n"),
			  "10: no call of footnote 1 was found\n5: call ² has no footnote\n5: call ³ has no footnote",
			  "raised figures without their notes; square kilometres are none");
	CHECK_STR(problems(HEAD "1. Takes note of the report[^7] of the Committee;\n\n2. Requests a report."),
			  "5: call [^7] has no footnote", "a Markdown call");

	/* numbers */
	CHECK_STR(problems(HEAD "1. Decides to act;\n\n3. Requests a report."), "7: paragraph 3 follows paragraph 1",
			  "a gap in the numbering");
	CHECK_STR(problems(HEAD "1. Decides to act;\n\n2. Requests a report;\n\n1. Urges States to act;\n\n"
					   "2. Invites States to act;\n\n3. Decides to end."),
			  "9: paragraph 1~2 has a number that stood before: numbering starts again", "one row where numbering starts again");

	return unit_done();
}
