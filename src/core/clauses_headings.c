/*-------------------------------------------------------------------------
 *
 * clauses_headings.c
 *	  Lines that are no clause: headings, labels of sections and parts,
 *	  annexes, lines on meetings and votes, rows of tables.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"
#include "header.h"

/* Letters of the longest heading, and of the longest title of a section (A/RES/80/243, in French). */
#define LONGEST_HEADING		300
#define LONGEST_TITLE		600

/*
 * A heading: no closing punctuation, begins with a capital or digit, short, and
 * behind it something opens a paragraph.
 */
bool
res_is_heading(Builder *b, uint32_t i, int print)
{
	ResReader  *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	const char *end = p + line->len;
	bool		below_label = b->kind == PARA_HEADING && b->pending_label.p != NULL && b->last_line + 1 >= i;
	uint32_t	next;
	int			hops;

	if (starts_lower(p, end) ||
		line_letters(rd, i) > (below_label && b->layout.para_lines ? LONGEST_TITLE : LONGEST_HEADING))
		return false;
	if (res_line_end(p, end) != END_NONE &&
		!(res_line_end(p, end) == END_COLON && line->len < 80 && print > 0 && b->number > 0 && number_at(b, next_text(rd, i)) == b->number + 1))
		return false;
	if (end[-1] == ')' && *p == '(' && !(b->layout.para_lines && res_opens_operative(b, next_text(rd, i))))
		return false;
	if (only_figures(p, end))
		return false;			/* the call of a note, on a line of its own */
	if (b->kind == PARA_CLAUSE && b->end == END_NONE &&
		!(b->layout.para_lines && print > 0 && b->nlevels > 0 && line->len < 80 && res_goes_on_below(b, i)))
		return false;
	/* behind a comma only in the preamble or a list, where paragraphs end in one */
	if (b->kind == PARA_CLAUSE && b->end == END_COMMA && !(print > 0) &&
		((b->part == RES_OPERATIVE && b->nlevels == 0) || !res_stands_alone(b, i)))
		return false;
	if (b->layout.para_lines)
		return true;
	/* in running lines: within three lines something must open */
	next = i;
	for (hops = 0; hops < 3; hops++)
	{
		next = next_text(rd, next);
		if (next >= rd->nlines)
			return print > 0 && b->part != RES_PREAMBULAR;
		if (res_opens_something(b, next))
		{
			/* a paragraph ends in a stop, so what has none in front of the next number … */
			return res_broken_early(b, i, MARGIN) || print > 0 ||
				(b->number > 0 && number_at(b, next) == b->number + 1);
		}
		{
			const char *q = rd->src + rd->lines[next].start;

			End			e = res_line_end(q, q + rd->lines[next].len);

			if ((e != END_NONE && e != END_COLON) || rd->lines[next].len > 90)
				return false;
		}
	}
	return false;
}

/*
 * Up to three lines without a stop, and then a paragraph opens: a title.  A
 * paragraph that began on line i would have come to its stop.
 */
bool
res_title_runs(Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			hops;

	for (hops = 0; hops < 3; hops++)
	{
		const char *p = rd->src + rd->lines[i].start;
		End			e = res_line_end(p, p + rd->lines[i].len);

		if (line_letters(rd, i) > 400 || (e != END_NONE && e != END_COMMA))
			return false;
		i = next_text(rd, i);
		if (i >= rd->nlines)
			return false;
		if (res_opens_something(b, i))
			return e == END_NONE;
	}
	return false;
}

/* Is it the label that comes next: "II" behind "I", "C" behind "B"? */
static bool
label_goes_on(const Builder *b, ResStr label)
{
	uint32_t	i;

	for (i = b->nsegments; i > 0 && b->nsegments - i < 64; i--)
	{
		ResStr		last = b->segments[i - 1].label;
		uint32_t	value;

		if (last.p == NULL)
			continue;
		value = res_roman_value(label.p, label.p + label.len);
		if (value > 1)
			return value == res_roman_value(last.p, last.p + last.len) + 1;
		return label.len == 1 && last.len == 1 && *label.p == *last.p + 1;
	}
	return false;
}

/*
 * A label alone "A" or "II" between paragraphs; its title may be on the same
 * line.
 */
bool
res_is_section_label(Builder *b, uint32_t i, int print, ResStr *label, const char **title)
{
	ResReader  *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	if (!res_read_section(rd, p, end, label, title))
		return false;
	if (b->kind == PARA_CLAUSE && b->end == END_NONE && *title == end &&
		label_goes_on(b, *label) && res_opens_soon(b, i))
		return true;			/* the paragraph above lost its end */
	if (b->kind == PARA_CLAUSE && print <= 0 &&
		(b->end == END_NONE || (b->end == END_COMMA && *title < end)))
		return false;
	if (*title < end)
	{
		/* a title behind it: no closing punctuation */
		if (res_line_end(*title, end) != END_NONE)
			return false;
		return b->end != END_NONE || print > 0;
	}
	return b->end != END_NONE || print > 0;
}

/* "B Title": a letter and a title that has a capital, or is in a script that has none. */
bool
res_is_letter_and_title(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return rd->lines[i].len >= 4 && res_is_upper(p[0]) && p[1] == ' ' &&
		(res_is_upper(p[2]) || ((unsigned char) p[2] >= 0x80 && !starts_lower(p + 2, end)));
}

/* The same above a formula. */
bool
res_is_part_letter(const Builder *b, uint32_t i, ResStr *label)
{
	const ResReader *rd = b->rd;
	uint32_t	next = next_text(rd, i);

	if (!res_is_letter_and_title(rd, i) || next >= rd->nlines || !res_line_is_formula(rd, next, NULL))
		return false;
	*label = (ResStr) {rd->src + rd->lines[i].start, 1};
	return true;
}

/*
 * "Annex", "Annex II" alone on a line, or with its title behind a colon or
 * dash.  *label is the number behind it, in Latin letters.
 */
bool
res_is_annex_line(const Builder *b, uint32_t i, ResStr *label)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	uint32_t	n;
	const char *q;
	const char *s;
	const ResLexEntry *entry;

	while (p < end && (*p == '#' || *p == ' '))
		p++;
	n = res_lex_match(rd->lang, RES_LEX_ANNEX, p, end, NULL);
	if (n == 0)
		return false;
	q = res_skip_blanks(p + n, end);
	*label = RES_NULL_STR;
	if (q == end)
		return true;
	if (*q == '*')
		return q + 1 == end;
	s = q;
	while (q < end && (res_is_upper(*q) || res_is_digit(*q)))
		q++;
	if (q > s && q - s <= 5 &&
		(res_is_digit(*s) || q - s == 1 || res_roman_value(s, q) > 0))
		*label = (ResStr) {s, (uint32_t) (q - s)};
	else if (q == s && (n = res_lex_match(rd->lang, RES_LEX_ANNEX_NUMBER, q, end, &entry)) > 0)
	{
		*label = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		q += n;
	}
	else if (q > s)
		return false;
	q = res_skip_blanks(q, end);
	if (q < end && *q == '*')
		q++;
	/* only its number: "Annex II"; "Annex A to …" is text */
	if (q == end)
		return label->p != NULL;

	/* or a colon or dash and its title: "Annex A: Statement" */
	n = res_dash_len(q, end);
	if (n == 0 && *q != ':' && !(n = res_lex_match(rd->lang, RES_LEX_TITLE_MARK, q, end, NULL)))
		return false;
	q = res_skip_blanks(q + (n > 0 ? n : 1), end);
	return q < end && (b->layout.para_lines || b->end == END_STOP) && res_line_end(p, end) == END_NONE;
}

/* A line that says at which meeting the text was adopted. */
bool
res_is_meeting_line(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	const char *end = p + line->len;
	const char *q;
	ResStr		meeting;
	bool		digit = false;

	if (line->len > 160 || (b->end != END_STOP && b->kind == PARA_CLAUSE &&
							!(b->end == END_NONE && res_is_digit(*p))))
		return false;

	/*
	 * The ordinal and the word for a meeting, German ordinals with their stop;
	 * a decision taken up at several has them all on one line.
	 */
	if (res_is_digit(*p) && res_head_find_meeting(rd, p, end, &meeting, &q) &&
		meeting.p == p && res_line_end(p, end) == END_NONE)
	{
		ResStr		second;
		const char *rest;

		if (line->len < 60)
			return true;
		q = res_skip_blanks(q, end);
		if (q < end && res_is_digit(*q) && res_head_find_meeting(rd, q, end, &second, &rest) && second.p == q)
			return true;
	}
	if (res_read_number(rd, p, end, &q) > 0)
		return false;
	if (*p == '[')
		return res_lex_match(rd->lang, RES_LEX_ADOPTED, p + 1, end, NULL) > 0;
	for (q = p; q < end; q++)
	{
		if (res_is_digit(*q))
			digit = true;
		if ((q == p || q[-1] == ' ' || (unsigned char) q[-1] >= 0x80 || (unsigned char) q[0] >= 0x80) &&
			res_lex_match(rd->lang, RES_LEX_MEETING, q, end, NULL) > 0)
			break;
	}
	if (q >= end || q - p > 60)
		return false;
	if (!digit)
		for (; q < end && !digit; q++)
			digit = res_is_digit(*q);
	if (!digit)
		return false;
	/* a clause that begins with the number of a meeting is no such line */
	return res_line_end(p, end) == END_NONE || line->len < 60;
}

/* "[Adopted without a vote.]", "[Adopted by a recorded vote of …" */
bool
res_is_vote_line(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return *p == '[' && res_lex_match(rd->lang, RES_LEX_ADOPTED, p + 1, end, NULL) > 0;
}

/*
 * A row of a table: words, then an amount or a rate as the last cell ("General
 * income 21 744 000", "Afghanistan 0.005").
 */
bool
res_is_table_row(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	const char *q = end;
	uint32_t	figures = 0;
	bool		grouped = false;

	if (rd->lines[i].len > 200)
		return false;
	if (q > p && q[-1] == ')')
		q--;
	while (q > p)
	{
		if (res_is_digit(q[-1]))
			figures++;
		else if ((q[-1] == '.' || q[-1] == ',' || q[-1] == ' ') && end - q >= 3 && res_is_digit(*q) &&
				 q - 1 > p && res_is_digit(q[-2]))
			grouped = true;
		else
			break;
		q--;
	}
	if (!grouped || figures < 3 || q == p || end - q > 24)
		return false;
	if (q > p && q[-1] == '(')
		q--;
	if (q == p || (q[-1] != ' ' && q[-1] != '\t'))
		return false;
	while (q > p && (q[-1] == ' ' || q[-1] == '\t'))
		q--;
	return q > p && (res_is_alpha(q[-1]) || q[-1] == ')' || (unsigned char) q[-1] >= 0x80);
}

/* Of line i and the four below it, two or more are rows of a table. */
bool
res_table_begins(const Builder *b, uint32_t i)
{
	uint32_t	rows = 0;
	int			n;

	for (n = 0; n < 5 && i < b->rd->nlines; n++)
	{
		rows += res_is_table_row(b, i);
		i = next_text(b->rd, i);
	}
	return rows >= 2;
}
