/*-------------------------------------------------------------------------
 *
 * clauses_open.c
 *	  Begins what a line opens: a clause, a heading, a part, an annex.
 *
 * Each keeps the state of the reader true: the part of the document, the last
 * number, the open lists, the segment in which numbers run.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/* The stretch of numbers that is open. */
static Segment *
segment(Builder *b)
{
	return &b->segments[b->nsegments - 1];
}

/* A new stretch of numbers begins; label is that of its section, or null. */
void
res_new_segment(Builder *b, ResStr label)
{
	Segment    *s = RES_PUSH(b->rd->arena, b->segments, b->nsegments, b->capsegments);

	s->part = b->parts;
	s->part_label = b->part_label;
	s->label = label;
	s->annex = b->part == RES_ANNEX ? b->annexes : 0;
	if (b->nsegments > 1 && b->segments[b->nsegments - 2].annex == s->annex)
		s->annex_label = b->segments[b->nsegments - 2].annex_label;
	b->pcount = 0;
	b->ocount = 0;
}

/* A clause without text yet; kind, value and label make its path (Address). */
int32_t
res_new_clause(Builder *b, int32_t parent, char kind, uint32_t value, ResStr number, ResStr label)
{
	ResReader  *rd = b->rd;
	ResDocument *doc = rd->doc;
	ResClause  *clause = RES_PUSH(rd->arena, doc->clauses, doc->nclauses, rd->capclauses);
	Address    *address = RES_PUSH(rd->arena, b->addresses, b->naddresses, b->capaddresses);

	clause->parent = parent;
	clause->part = parent >= 0 ? doc->clauses[parent].part : b->part;
	clause->number = number;
	clause->section = b->section;
	address->segment = b->nsegments - 1;
	address->kind = kind;
	address->value = value;
	address->label = label;
	return (int32_t) doc->nclauses - 1;
}

/* Begin a clause at line i, its own words from "from" on. */
void
res_open_clause(Builder *b, int32_t clause, uint32_t i, uint32_t from)
{
	b->unlabelled = false;
	res_open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, clause, i, from);
}

/* Begin a paragraph of the preamble at line i. */
void
res_open_preambular(Builder *b, uint32_t i, uint32_t from)
{
	segment(b)->preamble = true;
	b->nlevels = b->nknown = 0;
	b->top = res_new_clause(b, RES_NONE, 'p', ++b->pcount, RES_NULL_STR, RES_NULL_STR);
	res_open_clause(b, b->top, i, from);
}

/* Begin an operative paragraph without number at line i, or one that lost it. */
void
res_open_unnumbered(Builder *b, uint32_t i, uint32_t from)
{
	if (res_lost_its_number(b, i))
	{
		b->nlevels = b->nknown = 0;
		b->number++;
		res_problem(b->rd, RES_SEVERITY_WARNING, b->rd->lines[i].no,
					"paragraph %u stands without its number", (unsigned) b->number);
		b->top = res_new_clause(b, RES_NONE, 'n', b->number, RES_NULL_STR, RES_NULL_STR);
		res_open_clause(b, b->top, i, from);
		return;
	}
	segment(b)->unnumbered = true;
	b->nlevels = b->nknown = 0;
	b->top = res_new_clause(b, RES_NONE, 'o', ++b->ocount, RES_NULL_STR, RES_NULL_STR);
	res_open_clause(b, b->top, i, from);
}

/* Begin paragraph "number" at line i. */
void
res_open_numbered(Builder *b, uint32_t i, uint32_t number, uint32_t from)
{
	ResReader  *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	uint32_t	n = 0;
	uint32_t	w;

	if (b->part == RES_PREAMBULAR)
		b->part = RES_OPERATIVE;
	while (n < rd->lines[i].len && res_digit(p + n, p + rd->lines[i].len, &w) >= 0)
		n += w;
	if (segment(b)->first == 0)
	{
		segment(b)->first = number;

		/* numbers that go on below a heading stay in their section */
		if (b->number > 0 && number == b->number + 1 && segment(b)->label.p == NULL && b->nsegments > 1 &&
			!segment(b)->preamble && b->segments[b->nsegments - 2].annex == segment(b)->annex &&
			b->segments[b->nsegments - 2].part == segment(b)->part)
			segment(b)->label = b->segments[b->nsegments - 2].label;
	}
	if (number > b->number + 1 && b->number > 0)
		res_problem(rd, RES_SEVERITY_WARNING, rd->lines[i].no,
					"paragraph %u follows paragraph %u", (unsigned) number, (unsigned) b->number);
	b->number_before = b->number;
	b->number = number;
	b->nlevels = b->nknown = 0;
	b->top = res_new_clause(b, RES_NONE, 'n', number, (ResStr) {p, n}, RES_NULL_STR);
	res_open_clause(b, b->top, i, from);
}

/* Words after sub-paragraphs go back to the numbered paragraph. */
void
res_continue_top(Builder *b, uint32_t i)
{
	b->nlevels = 0;
	res_open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, b->top, i, b->rd->lines[i].start);
}

/* A line as a string, its blanks folded. */
static ResStr
line_string(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	char	   *out = res_alloc(rd->arena, rd->lines[i].len + 1);
	uint32_t	n = 0;

	while (p < end)
	{
		uint32_t	w = res_blank_len(p, end);

		if (w > 0)
		{
			if (n > 0 && out[n - 1] != ' ')
				out[n++] = ' ';
			p += w;
		}
		else if ((w = res_invisible_len(p, end)) > 0)
			p += w;
		else
			out[n++] = *p++;
	}
	return (ResStr) {out, n};
}

/* Begin a heading at line i, or go on with the one above it. */
void
res_open_heading(Builder *b, uint32_t i)
{
	ResStr		text = line_string(b, i);
	bool		more = b->kind == PARA_HEADING && b->last_line + 1 >= i;

	if (more && b->section.p != NULL)
	{
		/* a heading of several lines, or the title below its label */
		b->section = res_printf(b->rd->arena, "%.*s %.*s", (int) b->section.len, b->section.p,
								(int) text.len, text.p);
		res_take_line(b, i, b->rd->lines[i].start);
	}
	else
	{
		b->section = text;
		res_open_para(b, PARA_HEADING, RES_BLOCK_HEADING, RES_NONE, i, b->rd->lines[i].start);
	}
	b->end = END_STOP;
}

/* Begin an annex; label is the number in its heading, or null. */
void
res_begin_annex(Builder *b, ResStr label)
{
	res_close_para(b);
	b->part = RES_ANNEX;
	b->after = false;
	b->nested = false;
	b->annexes++;
	b->number = 0;
	b->nlevels = 0;
	b->top = RES_NONE;
	b->section = RES_NULL_STR;
	res_new_segment(b, RES_NULL_STR);
	segment(b)->annex_label = label;
	b->end = END_STOP;
}

/* The same, with its heading on line i. */
void
res_open_annex(Builder *b, uint32_t i, ResStr label)
{
	res_begin_annex(b, label);
	res_open_para(b, PARA_ANNEX_HEADING, RES_BLOCK_HEADING, RES_NONE, i, b->rd->lines[i].start);
	res_close_para(b);
	b->end = END_STOP;
}

/* The formula on line i, up to "rest", is a block of its own. */
void
res_open_formula(Builder *b, uint32_t i, uint32_t rest)
{
	ResReader  *rd = b->rd;
	uint32_t	line_stop = rd->lines[i].start + rd->lines[i].len;

	res_close_para(b);
	b->kind = PARA_FORMULA;
	b->quotes = 0;
	res_flow_begin(rd, RES_BLOCK_FORMULA, RES_NONE);
	res_flow_add(rd, rd->lines[i].start, rest < line_stop ? rest : line_stop);
	res_close_para(b);
	rd->lines[i].role = RES_LINE_USED;
	b->last_line = i;
	b->end = END_STOP;
	b->number = 0;
	b->nlevels = 0;
	b->top = RES_NONE;
	b->after = false;
}

/* A later formula: a new part, or a resolution recommended inside this one. */
void
res_open_next_formula(Builder *b, uint32_t i, uint32_t rest)
{
	bool		recommended = b->last_colon >= 0;

	if (recommended || b->part == RES_ANNEX)
	{
		if (b->part != RES_ANNEX)
		{
			b->part = RES_ANNEX;
			b->annexes++;
		}
		b->nested = true;
		res_new_segment(b, RES_NULL_STR);
	}
	else
	{
		b->parts++;
		b->part_label = b->pending_label;
		b->part = RES_PREAMBULAR;
		b->section = RES_NULL_STR;
		res_new_segment(b, RES_NULL_STR);
	}
	b->pending_label = RES_NULL_STR;
	res_open_formula(b, i, rest);
}
