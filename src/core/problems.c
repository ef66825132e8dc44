/*-------------------------------------------------------------------------
 *
 * problems.c
 *	  What a careful reader points out in a document that was read: paragraphs
 *	  without their closing mark, calls without their note, numbering that
 *	  starts again.
 *
 * The stages report what they cannot place or mend, while they read.  What can
 * only be seen in the finished document is looked for here, and only for
 * those who ask: loading an archive does not pay for it.
 *
 *-------------------------------------------------------------------------
 */
#include "stages.h"

/* Bytes of the longest "and", "or" behind an item of a list: Russian "или". */
#define SHORT_WORD			6

typedef struct Report
{
	ResArena   *arena;
	ResDocument *doc;
	uint32_t	cap;			/* of doc->problems */
	uint32_t   *lines;			/* where each line of the source starts */
	uint32_t	nlines;
	uint32_t	caplines;
} Report;

/* Add a row about the line that holds this byte of the source. */
static void
report(Report *r, uint32_t offset, const char *format, ResStr what)
{
	ResProblem *problem = RES_PUSH(r->arena, r->doc->problems, r->doc->nproblems, r->cap);
	uint32_t	lo = 0;
	uint32_t	hi = r->nlines;

	while (hi - lo > 1)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (r->lines[mid] <= offset)
			lo = mid;
		else
			hi = mid;
	}
	problem->severity = RES_SEVERITY_WARNING;
	problem->line = lo + 1;
	problem->message = res_printf(r->arena, format, (int) what.len, what.p);
}

/* The start of the last word of [p, end): letters and figures up to end; end if none. */
static const char *
last_word(const char *p, const char *end)
{
	while (end > p)
	{
		const char *q = res_last_char(p, end);

		if (!res_is_word(q, end))
			break;
		end = q;
	}
	return end;
}

/*
 * The end of a text without blanks, and without what closes behind the mark:
 * quotation marks, brackets, asterisks.
 */
static const char *
last_mark(ResStr text)
{
	const char *end = text.p + text.len;

	while (end > text.p)
	{
		const char *q = res_last_char(text.p, end);
		uint32_t	len;

		switch (res_decode(q, end, &len))
		{
			case ' ':
			case ')':
			case ']':
			case '"':
			case '\'':
			case '*':
			case 0xA0:
			case 0xBB:			/* guillemet */
			case 0x2019:
			case 0x201C:
			case 0x201D:
			case 0x203A:
			case 0x300B:		/* Chinese: title and quotation marks, bracket */
			case 0x300D:
			case 0x300F:
			case 0xFF09:
				end = q;
				break;
			default:
				return end;
		}
	}
	return end;
}

/*
 * Does a clause end in a mark?  In an item of a list a short word may stand
 * behind it ("; and", "; или").  *call becomes figures that stand there
 * ("Committee;39"), a call whose note was not found.
 */
static bool
is_terminated(const ResClause *clause, ResStr *call)
{
	const char *start = clause->text.p;
	const char *end = last_mark(clause->text);
	const char *word = last_word(start, end);
	const char *mark = last_mark((ResStr) {start, (uint32_t) (word - start)});
	const char *p = word;
	uint32_t	len;

	if (word == end)
		return end > start;
	if (mark == start || res_is_word(res_last_char(start, mark), mark))
		return false;
	while (p < end && res_digit(p, end, &len) >= 0)
		p += len;
	if (p < end)
		return clause->parent >= 0 && end - word <= SHORT_WORD;
	/* "1.5", "A/60/1" and "(1988)" are no calls */
	if (mark[-1] != ';' && mark[-1] != ',' &&
		!(mark[-1] == '.' && mark - 1 > start && res_digit(mark - 2, mark, &len) < 0 && mark == word))
		return false;
	*call = (ResStr) {word, (uint32_t) (end - word)};
	return true;
}

/*
 * A paragraph ends in a comma, semicolon, colon or full stop (United Nations
 * Editorial Manual, on the parts of a resolution).  One that ends in a word
 * lost its end: at a page break, or to a line placed elsewhere.  Items of a
 * list may be names or headings: they count where the item before ends in a
 * mark.
 */
static void
find_unterminated(Report *r)
{
	ResDocument *doc = r->doc;
	int32_t		before = RES_NONE;	/* the last clause that ended in a mark */
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		ResStr		call = {NULL, 0};

		res_tick(r->arena, 64);
		if (clause->part == RES_ANNEX || clause->text.len == 0)
			continue;
		if (is_terminated(clause, &call))
		{
			before = (int32_t) i;
			if (call.p != NULL)
				report(r, clause->span.start, "call %.*s has no footnote", call);
			continue;
		}
		if (i + 1 < doc->nclauses && doc->clauses[i + 1].parent == (int32_t) i)
			continue;			/* a heading of its items */
		if (clause->parent < 0 || (before >= 0 && doc->clauses[before].parent == clause->parent))
			report(r, clause->span.start, "paragraph %.*s ends without a mark", clause->path);
	}
}

/* The call that is marked as one at p: "[^3]", raised figures.  Returns its end, or p. */
static const char *
marked_call(const char *p, const char *end)
{
	const char *q = p;
	uint32_t	len;

	if (end - p > 3 && p[0] == '[' && p[1] == '^')
	{
		for (q = p + 2; q < end && (res_is_word(q, end) || *q == '*'); q += len)
			(void) res_decode(q, end, &len);
		return q > p + 2 && q < end && *q == ']' ? q + 1 : p;
	}
	while (q < end && res_raised_digit(q, end, &len) >= 0)
		q += len;
	return q;
}

/*
 * A call that is marked as one and stayed in the text has no note: calls of
 * notes that were found are taken out.
 */
static void
find_calls(Report *r)
{
	ResDocument *doc = r->doc;
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		ResStr		text = doc->clauses[i].text;
		const char *end = text.p + text.len;
		const char *p = text.p;

		res_tick(r->arena, text.len + 1);
		while (p < end)
		{
			const char *q = p;
			uint32_t	len;

			/* "[", and the first bytes of raised figures */
			if (*p == '[' || (unsigned char) *p == 0xC2 || (unsigned char) *p == 0xE2)
				q = marked_call(p, end);
			if (q > p)
			{
				if (!res_is_power(text.p, p, q))
					report(r, doc->clauses[i].span.start, "call %.*s has no footnote",
						   (ResStr) {p, (uint32_t) (q - p)});
				p = q;
				continue;
			}
			(void) res_decode(p, end, &len);
			p += len;
		}
	}
}

/*
 * Paths that had to be told apart ("3~2"): the numbering starts again, or a
 * number stands twice.  One row for a stretch of such paragraphs.
 */
static void
find_repeated(Report *r)
{
	ResDocument *doc = r->doc;
	bool		going_on = false;
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		const char *last = clause->path.p + clause->path.len;
		const char *p = last;

		res_tick(r->arena, 64);
		while (p > clause->path.p && p[-1] != '.' && p[-1] != '~')
			p--;
		if (p > clause->path.p && p[-1] == '~')
		{
			if (!going_on)
				report(r, clause->span.start, "paragraph %.*s has a number that stood before: numbering starts again",
					   clause->path);
			going_on = true;
		}
		else if (memchr(clause->path.p, '~', clause->path.len) == NULL)
			going_on = false;
	}
}

/* Where each line of the source starts. */
static void
find_lines(Report *r)
{
	ResStr		source = r->doc->source;
	const char *end = source.p + source.len;
	const char *p = source.p;

	while (p < end)
	{
		const char *q = memchr(p, '\n', (size_t) (end - p));

		*RES_PUSH(r->arena, r->lines, r->nlines, r->caplines) = (uint32_t) (p - source.p);
		res_tick(r->arena, 16);
		if (q == NULL)
			break;
		p = q + 1;
	}
}

/* Are the lines between two lines, by their numbers, blank? */
static bool
only_blank_between(const Report *r, uint32_t above, uint32_t below)
{
	const char *p;

	if (above >= below || below > r->nlines)
		return false;
	for (p = r->doc->source.p + r->lines[above]; p < r->doc->source.p + r->lines[below - 1]; p++)
		if (!(*p == ' ' || (*p >= '\t' && *p <= '\r')))
			return false;
	return true;
}

/*
 * Rows of stages that say the same of lines that follow each other become
 * one, which says how many lines it speaks of: a table without its rules.
 */
static void
join_lines(Report *r)
{
	ResDocument *doc = r->doc;
	uint32_t	kept = 0;
	uint32_t	i;
	uint32_t	k;

	for (i = 0; i < doc->nproblems; i = k)
	{
		ResProblem *row = &doc->problems[i];

		for (k = i + 1; k < doc->nproblems && row->line > 0 && doc->problems[k].severity == row->severity &&
			 only_blank_between(r, doc->problems[k - 1].line, doc->problems[k].line) &&
			 res_str_eq(doc->problems[k].message, row->message); k++)
			res_tick(r->arena, 64);
		doc->problems[kept] = *row;
		if (k > i + 1)
			doc->problems[kept].message = res_printf(r->arena, "%.*s, and so are %u below", (int) row->message.len,
												   row->message.p, (unsigned) (k - i - 1));
		kept++;
	}
	doc->nproblems = kept;
}

/*
 * res_problems_find — see core.h.
 */
ResStatus
res_problems_find(ResArena *arena, ResDocument *doc)
{
	jmp_buf		failure;
	Report		r;

	memset(&r, 0, sizeof(r));
	r.arena = arena;
	r.doc = doc;
	r.cap = doc->nproblems;
	arena->on_failure = &failure;
	if (setjmp(failure) != 0)
	{
		arena->on_failure = NULL;
		return arena->failed;
	}
	find_lines(&r);
	join_lines(&r);
	find_unterminated(&r);
	find_calls(&r);
	find_repeated(&r);
	arena->on_failure = NULL;
	return RES_OK;
}
