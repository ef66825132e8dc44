/*-------------------------------------------------------------------------
 *
 * clauses_ahead.c
 *	  What a line opens, and what the lines below it say about it.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"
#include "header.h"

/* How far the next number is looked for. */
#define LOOK_FOR_NUMBER	40

/* How many paragraphs are looked ahead at. */
#define MAX_HOPS		8
/* … and no further over labels of a list */
#define MAX_LABELS		64

/* Does an operative paragraph begin on this line? */
bool
res_opens_operative(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *p;
	const char *end;
	const char *after;
	int			strength;

	if (i >= rd->nlines)
		return false;
	p = rd->src + rd->lines[i].start;
	end = p + rd->lines[i].len;
	return res_read_number(rd, p, end, &after) > 0 ||
		(res_opens_line(rd, p, end, &strength) == RES_PHRASE_OPERATIVE && strength == 2);
}

/* Does a preambular paragraph begin on this line? */
bool
res_opens_preambular(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *p;
	int			strength;

	if (i >= rd->nlines)
		return false;
	p = rd->src + rd->lines[i].start;
	return (res_opens_line(rd, p, p + rd->lines[i].len, &strength) & RES_PHRASE_PREAMBULAR) != 0 &&
		strength == 2;
}

/* Does something that opens a paragraph stand on this line? */
bool
res_opens_something(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
	const char *p;
	const char *end;
	const char *after;
	ResLabel	label;
	int			strength;

	if (i >= rd->nlines)
		return true;
	p = rd->src + rd->lines[i].start;
	end = p + rd->lines[i].len;
	if (res_read_number(rd, p, end, &after) > 0 || res_read_label(rd, p, end, &label))
		return true;
	if (res_line_is_formula(rd, i, NULL))
		return true;
	return res_opens_line(rd, p, end, &strength) != 0 && strength == 2;
}

/* Does a paragraph open within three lines of line i? */
bool
res_opens_soon(Builder *b, uint32_t i)
{
	int			hops;

	for (hops = 0; hops < 3; hops++)
	{
		i = next_text(b->rd, i);
		if (i >= b->rd->nlines)
			return false;
		if (res_opens_something(b, i))
			return true;
	}
	return false;
}

/* The next number, or the next label of the innermost list. */
bool
res_goes_on(const Builder *b, const char *p, const char *end)
{
	const char *after;
	ResLabel	label;

	if (b->number > 0 && res_read_number(b->rd, p, end, &after) == b->number + 1)
		return true;
	return b->nlevels > 0 && res_read_label(b->rd, p, end, &label) &&
		(label.value == b->levels[b->nlevels - 1].value + 1 ||
		 label.roman == b->levels[b->nlevels - 1].value + 1);
}

/* The next number, or the next label of an open list, stands below line i. */
bool
res_goes_on_below(const Builder *b, uint32_t i)
{
	uint32_t	next = next_text(b->rd, i);
	const char *p;

	if (next >= b->rd->nlines)
		return false;
	p = b->rd->src + b->rd->lines[next].start;
	return res_goes_on(b, p, p + b->rd->lines[next].len);
}

/*
 * Behind line i: the first number, or another preambular paragraph.  Openings
 * that both parts have say nothing unless their end does; a few are passed.
 */
bool
res_preamble_goes_on(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
	const char *line = rd->src + rd->lines[i].start;
	bool		quotes = res_line_end(line, line + rd->lines[i].len) == END_COLON;
	uint32_t	next = i;
	int			hops = 0;
	int			labels = 0;

	while (hops < MAX_HOPS && labels < MAX_LABELS)
	{
		const char *p;
		const char *end;
		const char *after;
		ResLabel	label;
		int			strength;
		uint8_t		parts;

		next = next_text(rd, next);
		if (next >= rd->nlines)
			return false;
		p = rd->src + rd->lines[next].start;
		end = p + rd->lines[next].len;
		if (res_read_number(rd, p, end, &after) == 1)
			return true;
		if (res_read_label(rd, p, end, &label))
		{
			labels++;
			continue;
		}
		hops++;
		parts = res_opens_line(rd, p, end, &strength);

		/* what it quotes behind its colon: a question put to the Court (A/RES/80/116) */
		if (parts == 0 && quotes && hops == 1)
			continue;
		if (!(parts & RES_PHRASE_PREAMBULAR))
			return false;
		if (!(parts & RES_PHRASE_OPERATIVE) || res_line_end(p, end) == END_COMMA)
			return true;
	}
	return false;
}

/*
 * In running lines: does the paragraph that begins on line i end in a comma in
 * front of another preambular one, though its verb is of the other part?
 */
bool
res_ends_in_preamble(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			n;

	for (n = 0; n < LOOK_FOR_NUMBER; n++)
	{
		const char *p = rd->src + rd->lines[i].start;
		End			e = res_line_end(p, p + rd->lines[i].len);

		i = next_text(rd, i);
		if (i >= rd->nlines || number_at(b, i) > 0 || (e != END_NONE && e != END_COMMA))
			return false;
		if (e == END_COMMA && res_opens_preambular(b, i))
			return true;
	}
	return false;
}

/* Is "number" the next that stands below line i, at the head of a line? */
bool
res_number_follows(const Builder *b, uint32_t i, uint32_t number)
{
	int			n;

	for (n = 0; n < LOOK_FOR_NUMBER; n++)
	{
		uint32_t	found;

		i = next_text(b->rd, i);
		if (i >= b->rd->nlines)
			return false;
		found = number_at(b, i);
		if (found > 0)
			return found == number;
	}
	return false;
}

/*
 * Is this the paragraph whose number is missing?  Then the next number that
 * stands below it is larger by two than the last one above it.
 */
bool
res_lost_its_number(const Builder *b, uint32_t i)
{
	return b->number > 0 && b->layout.para_lines && res_number_follows(b, i, b->number + 2);
}

/* The next number, its full stop lost, in front of an operative phrase. */
uint32_t
res_number_without_stop(const Builder *b, uint32_t i, const char *p, const char *end, const char **after)
{
	uint32_t	n = 0;
	const char *q = p;
	int			strength;

	while (q < end && res_is_digit(*q) && q - p < 3)
		n = n * 10 + (uint32_t) (*q++ - '0');
	if (n != b->number + 1 || b->number == 0)
		return 0;
	if (q == end && res_opens_operative(b, next_text(b->rd, i)) && number_at(b, next_text(b->rd, i)) == 0)
	{
		*after = end;
		return n;
	}
	if (q >= end || res_blank_len(q, end) == 0)
		return 0;
	q = res_skip_blanks(q, end);
	if (!(res_opens_line(b->rd, q, end, &strength) & RES_PHRASE_OPERATIVE) || strength < 2)
		return 0;
	*after = q;
	return n;
}
