/*-------------------------------------------------------------------------
 *
 * clauses_text.c
 *	  The open paragraph: it takes lines into the flow of clean text, and
 *	  remembers how its text ends and which quotation marks are open.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/*
 * Count the quotation marks of a stretch of text: those of its language, since
 * what closes a quotation in one opens it in another.
 */
static int
quotes_in(Builder *b, const char *p, const char *end, int open)
{
	const char *start = p;
	uint32_t	n;
	const ResLexEntry *marks = res_lex_entries(b->rd->lang, RES_LEX_QUOTE, &n);

	for (; (p = res_find_punctuation(p, end)) < end; p++)
	{
		uint32_t	i;

		res_tick(b->rd->arena, 16);
		for (i = 0; i < n; i++)
		{
			size_t		w = strlen(marks[i].value);

			if ((size_t) (end - p) >= marks[i].len && memcmp(p, marks[i].text, marks[i].len) == 0)
			{
				if (open++ == 0)
					b->quote_opens = p == start;
				break;
			}
			if ((size_t) (end - p) >= w && memcmp(p, marks[i].value, w) == 0)
			{
				if (open > 0)
					open--;
				break;
			}
		}
	}
	return open;
}

/* A line of a few digits or asterisks. */
static bool
only_call(const char *p, const char *end)
{
	if (end - p > 3)
		return false;
	for (; p < end; p++)
		if (!res_is_digit(*p) && *p != '*')
			return false;
	return true;
}

/*
 * The target of a Markdown link behind its text: "](https://…)".  p points at
 * the bracket; returns the end of the target, or NULL if it is none.
 */
static const char *
link_target(const char *p, const char *end)
{
	int			depth = 0;

	if (end - p < 8 || memcmp(p, "](http", 6) != 0)
		return NULL;
	for (p++; p < end && *p != ' '; p++)
	{
		if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return NULL;
}

/*
 * Add a stretch of a line to the open block, links of Markdown without their
 * brackets and targets.  Returns where the text of the line ends.
 */
static uint32_t
add_text(ResReader *rd, uint32_t from, uint32_t to)
{
	const char *p = rd->src + from;
	const char *end = rd->src + to;
	const char *run = p;
	const char *last = end;
	const char *close;

	while ((close = memchr(p, ']', (size_t) (end - p))) != NULL)
	{
		const char *target = link_target(close, end);
		const char *open = close;

		p = close + 1;
		if (target == NULL)
			continue;
		while (open > run && open[-1] != '[')
			open--;
		if (open > run)
		{
			if (open - 1 > run)
				res_flow_add(rd, (uint32_t) (run - rd->src), (uint32_t) (open - 1 - rd->src));
			run = open;
		}
		res_flow_add(rd, (uint32_t) (run - rd->src), (uint32_t) (close - rd->src));
		run = p = target;
		last = target == end ? close : end;
	}
	if (run < end)
		res_flow_add(rd, (uint32_t) (run - rd->src), to);
	return (uint32_t) (last - rd->src);
}

/* End the open paragraph, if there is one. */
void
res_close_para(Builder *b)
{
	if (b->kind != PARA_NONE)
		res_flow_end(b->rd);
	b->kind = PARA_NONE;
	b->nlines = 0;
}

/* Line i, from "from" on, goes on with the open paragraph. */
void
res_take_line(Builder *b, uint32_t i, uint32_t from)
{
	ResReader  *rd = b->rd;
	ResLine    *line = &rd->lines[i];
	uint32_t	to = line->start + line->len;

	if (from < to)
	{
		End			e;

		if (b->links)
			to = add_text(rd, from, to);
		else if ((line->flags & RES_LINE_PLAIN) != 0 && rd->src[from] != ' ')
			res_flow_add_plain(rd, from, to);
		else
			res_flow_add(rd, from, to);
		if (from == line->start && to == line->start + line->len && (line->flags & RES_LINE_END) != 0)
			e = (End) (((line->flags & RES_LINE_END) >> 4) - 1);
		else
			e = res_line_end_joined(rd, rd->src + from, rd->src + to);
		/* a call alone on its line ends nothing */
		if (e != END_NONE || !only_call(rd->src + from, rd->src + to))
			b->end = e;
		if (!(line->flags & RES_LINE_ASCII))
			b->quotes = quotes_in(b, rd->src + from, rd->src + to, b->quotes);
	}
	line->role = RES_LINE_USED;
	b->last_line = i;
	b->nlines++;
	b->bare = false;
}

/* End what is open; begin a paragraph with line i, from "from" on. */
void
res_open_para(Builder *b, ParaKind kind, ResBlockKind block, int32_t clause, uint32_t i, uint32_t from)
{
	res_close_para(b);
	b->kind = kind;
	b->clause = clause;
	b->quotes = 0;
	b->end = END_NONE;
	res_flow_begin(b->rd, block, clause);
	res_take_line(b, i, from);
}
