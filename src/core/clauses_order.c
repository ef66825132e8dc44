/*-------------------------------------------------------------------------
 *
 * clauses_order.c
 *	  Lines of a paragraph that an extractor gave in the wrong order.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/* A piece of a line that was spread over the page is no longer, and there are not more. */
#define MAX_PIECE		40
#define MAX_PIECES		24

/*
 * A piece of a line that was spread over the width of the page: it stands
 * between blank lines and neither ends nor opens a paragraph.
 */
static bool
is_loose_piece(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
	const ResLine *line;
	const char *p;
	ResStr		label;
	const char *title;
	End			e;

	if (i >= rd->nlines)
		return false;
	line = &rd->lines[i];
	if (line->role != RES_LINE_TEXT || !(line->flags & RES_LINE_AFTER_BLANK) ||
		(line->flags & RES_LINE_AFTER_PAGE) || line->len > MAX_PIECE)
		return false;
	p = rd->src + line->start;
	e = res_line_end(p, p + line->len);
	/* a comma behind a single word: "ISBA/28/C/9," of a list */
	return (e == END_NONE || (e == END_COMMA && memchr(p, ' ', line->len) == NULL)) &&
		!res_opens_something(b, i) && !res_read_section(rd, p, p + line->len, &label, &title);
}

/*
 * The last line but one of a paragraph, spread over the width of the page,
 * comes from some extractors in pieces, each between blank lines, and all but
 * the first behind the last line:
 *
 *		recommendations in the report		<- line i
 *		contained therein;					<- the last line
 *
 *		of
 *
 *		the Secretary-General and
 *
 * Returns how many pieces stand behind line i + 1, below which there is a blank
 * line; 0 if there are none.
 */
static uint32_t
loose_pieces(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *last;
	const char *first;
	uint32_t	n = 0;
	uint32_t	lower = 0;

	if (rd->lines[i + 2].len > MAX_PIECE ||
		res_line_end(p, p + rd->lines[i].len) > END_COMMA)
		return 0;
	last = rd->src + rd->lines[i + 1].start;
	if (res_line_end(p, p + rd->lines[i].len) == END_COMMA && !starts_lower(last, last + rd->lines[i + 1].len))
		return 0;
	if (res_line_end_joined(rd, last, last + rd->lines[i + 1].len) == END_NONE || res_opens_something(b, i + 1))
		return 0;
	while (n < MAX_PIECES && is_loose_piece(b, i + 2 + n))
	{
		p = rd->src + rd->lines[i + 2 + n].start;
		lower += starts_lower(p, p + rd->lines[i + 2 + n].len);
		n++;
	}
	if (n == 0)
		return 0;

	/* a heading has a capital and stands alone */
	first = rd->src + rd->lines[i + 2].start;
	if (!starts_lower(first, first + rd->lines[i + 2].len) && (n < 2 || lower == 0) &&
		res_line_end(first, first + rd->lines[i + 2].len) != END_COMMA)
		return 0;
	for (i = i + 2 + n; i < rd->nlines && rd->lines[i].role != RES_LINE_TEXT; i++)
		;
	if (i < rd->nlines && !res_opens_something(b, i))
	{
		ResStr		label;
		const char *title;

		p = rd->src + rd->lines[i].start;
		if (!res_read_section(rd, p, p + rd->lines[i].len, &label, &title))
			return 0;
	}
	return n;
}

/* A line of one word, or two: the tail of a paragraph though it has a capital. */
static bool
is_short_tail(const char *p, const char *end)
{
	const char *blank = memchr(p, ' ', (size_t) (end - p));

	return end - p <= 30 && res_is_upper(*p) &&
		(blank == NULL || memchr(blank + 1, ' ', (size_t) (end - blank - 1)) == NULL);
}

/*
 * Some extractors give the lines of a paragraph in the wrong order.  Put them
 * right: the last line above pieces of the line before it (loose_pieces), and
 * in a paragraph of two lines the number alone, the last line, a blank line,
 * the first line.  There a short line in lower case, or a word or two, that
 * ends the paragraph stands below a lone number, and a line that opens with a
 * phrase and does not end stands behind the blank.
 */
void
res_mend_broken_order(Builder *b)
{
	ResReader  *rd = b->rd;
	uint32_t	i;

	if (b->layout.para_lines)
		return;
	for (i = rd->head_end; i + 2 < rd->nlines; i++)
	{
		ResLine    *a = &rd->lines[i];
		ResLine    *last = a + 1;
		ResLine    *first = a + 2;
		const char *after;
		const char *p = rd->src + a->start;
		const char *q;
		ResLabel	label;
		bool		number;
		int			strength;
		uint32_t	n;

		res_tick(rd->arena, 16);
		if ((last->flags & RES_LINE_AFTER_BLANK) || !(first->flags & RES_LINE_AFTER_BLANK) ||
			a->role != RES_LINE_TEXT || last->role != RES_LINE_TEXT)
			continue;
		if ((n = loose_pieces(b, i)) > 0)
		{
			ResLine		t = *last;
			uint32_t	k;

			for (k = 0; k < n; k++)
			{
				rd->lines[i + 1 + k] = rd->lines[i + 2 + k];
				rd->lines[i + 1 + k].flags &= (uint8_t) ~RES_LINE_AFTER_BLANK;
			}
			rd->lines[i + 1 + n] = t;
			res_problem(rd, RES_SEVERITY_NOTE, t.no, "line put behind the pieces of the line before it");
			i += n;
			continue;
		}
		if (a->len > 6)
			continue;
		number = res_read_number(rd, p, p + a->len, &after) > 0 && after == p + a->len;
		if (!number && !(res_read_label(rd, p, p + a->len, &label) && label.after == p + a->len))
			continue;
		if (first->role != RES_LINE_TEXT)
			continue;
		p = rd->src + last->start;
		if (!(starts_lower(p, p + last->len) || res_is_digit(*p) || is_short_tail(p, p + last->len)) ||
			res_line_end(p, p + last->len) == END_NONE || res_line_end(p, p + last->len) == END_COMMA)
			continue;
		q = rd->src + first->start;
		if (res_line_end(q, q + first->len) != END_NONE || first->len <= last->len)
			continue;
		if (is_short_tail(p, p + last->len) ? starts_lower(q, q + first->len) || first->len < MAX_PIECE ||
			res_opens_line(rd, p, p + last->len, &strength) != 0 :
			number ? (res_opens_line(rd, q, q + first->len, &strength) & RES_PHRASE_OPERATIVE) == 0 :
			starts_lower(q, q + first->len))
			continue;
		{
			ResLine		t = *last;

			*last = *first;
			*first = t;
			last->flags &= (uint8_t) ~(RES_LINE_AFTER_BLANK | RES_LINE_AFTER_PAGE);
			res_problem(rd, RES_SEVERITY_NOTE, last->no, "two lines of a paragraph put in order");
		}
	}
}
