/*-------------------------------------------------------------------------
 *
 * title.c
 *	  Number line and title.
 *
 * Adopted texts: the title follows the number ("79/172. Human rights in …")
 * and runs to the formula, a section letter, or a bracket.  Drafts: it stands
 * between the sponsors line and the formula; where nothing stands there, above
 * the sponsors line.  The Security Council gives its texts no titles.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "stages.h"

/* Titles run over fewer lines than this. */
#define MAX_TITLE_CELLS		24

static const char *
skip_digits(const char *p, const char *end, uint32_t most)
{
	uint32_t	n = 0;

	while (p < end && res_is_digit(*p) && n < most)
	{
		p++;
		n++;
	}
	return p;
}

/* Section letters behind a number: " A", " A and B", " A-C".  None is fine. */
static const char *
skip_sections(const ResReader *rd, const char *p, const char *end)
{
	const char *good = p;
	int			i;

	for (i = 0; i < 26; i++)
	{
		const char *q = res_skip_blanks(good, end);
		uint32_t	n;

		if (i > 0)
		{
			/* what joins two letters */
			n = q >= end ? 0 : *q == ',' ? 1 : res_dash_len(q, end);
			if (n == 0 && q < end)
				n = res_head_and(rd, q, end);
			if (n == 0)
				break;
			q = res_skip_blanks(q + n, end);
		}
		if (q >= end || !res_is_upper(*q) || (q + 1 < end && res_is_word(q + 1, end)))
			break;
		good = q + 1;
	}
	return good;
}

/* "(XXI)", "(S-VI)" */
static const char *
skip_roman(const char *p, const char *end)
{
	const char *q = p;

	if (q >= end || *q != '(')
		return NULL;
	q++;
	if (end - q > 3 && q[0] == 'E' && q[1] == 'S' && q[2] == '-')
		q += 3;
	else if (end - q > 2 && q[0] == 'S' && q[1] == '-')
		q += 2;
	p = q;
	while (q < end && q - p < 12 && (*q == 'I' || *q == 'V' || *q == 'X' || *q == 'L' || *q == 'C'))
		q++;
	if (q == p || q >= end || *q != ')')
		return NULL;
	return q + 1;
}

/*
 * The number with which an adopted text opens its title line: "79/172.",
 * "ES-11/4.", "2205 (XXI).", "75/290 A.".  *stop says whether a full stop
 * closes it.
 */
static bool
read_number(const ResReader *rd, const char *p, const char *end, ResStr *number,
			const char **behind, bool *stop)
{
	const char *start = p;
	const char *q;
	const char *digits;

	*stop = false;
	if (end - p > 5 && memcmp(p, "PRST ", 5) == 0)
	{
		/* statements of the Human Rights Council: "PRST 22/1.", "PRST OS/12/1." */
		p += 5;
		if (end - p > 3 && memcmp(p, "OS/", 3) == 0)
			p += 3;
		*stop = true;
	}
	if (end - p > 3 && p[0] == 'E' && p[1] == 'S' && p[2] == '-')
		p += 3;
	else if (end - p > 2 && p[0] == 'S' && p[1] == '-')
		p += 2;
	else if ((unsigned char) *p >= 0xC0)
	{
		/* the same in another script, "دإط-10/21" */
		uint32_t	n;

		for (q = p; q < end && q - p < 12 && (unsigned char) *q >= 0xC0 && res_dash_len(q, end) == 0; q += n)
			(void) res_decode(q, end, &n);
		n = q < end ? res_dash_len(q, end) : 0;
		if (n == 0)
			return false;
		p = q + n;
	}
	digits = p;
	p = skip_digits(p, end, 5);
	if (p == digits || p >= end)
		return false;
	if (*p == '/')
	{
		digits = p + 1;
		p = skip_digits(digits, end, 4);
		if (p == digits || (p < end && (res_is_digit(*p) || *p == '/')))
			return false;
	}
	else
	{
		if (digits != start || *stop)
			return false;
		q = res_skip_blanks(p, end);
		if (q < end && res_is_upper(*q) && q + 1 < end && res_blank_len(q + 1, end) > 0)
			q = res_skip_blanks(q + 1, end);	/* "217 A (III)" */
		p = skip_roman(q, end);
		if (p == NULL)
			return false;
	}
	number->p = start;
	q = skip_sections(rd, p, end);
	if (q < end && *q == '.')
		p = q;
	number->len = (uint32_t) (p - start);
	q = res_skip_blanks(p, end);
	if (q < end && *q == '.')
		p = q;
	if (p < end && *p == '.')
	{
		*stop = true;
		p++;
		if (p < end && (res_is_digit(*p) || *p == '.'))
			return false;
	}
	else if (p < end && res_blank_len(p, end) == 0 && res_dash_len(p, end) == 0)
		return false;
	*behind = p;
	return true;
}

/*
 * The number line of the Security Council: one word and "2766 (2024)", with
 * nothing behind it but a comma, a call, or the word for resolution; in old
 * volumes "50 (1948)." and more behind it.
 */
static bool
read_council_number(const char *p, const char *end, ResStr *number, const char **behind)
{
	const char *start = p;
	const char *far = end - p > RES_TICK_BYTES ? p + RES_TICK_BYTES : end;
	const char *digits;
	bool		bare = p < end && res_is_digit(*p);
	uint32_t	len;

	while (p < end && p - start < 40 && !res_is_digit(*p))
	{
		if (*p == '/' || *p == '(' || *p == '[')
			return false;
		if (res_blank_len(p, end) > 0)
		{
			p = res_skip_blanks(p, far);
			break;
		}
		p++;
	}
	if ((p == start && !bare) || p >= end)
		return false;
	digits = p;
	p = skip_digits(p, end, 5);
	if (p == digits)
		return false;
	number->p = digits;
	p = res_skip_blanks(p, end);
	if (p < end && *p == '(')
		p++;
	else if (end - p > 3 && memcmp(p, "\xEF\xBC\x88", 3) == 0)
		p += 3;
	else
		return false;
	if (end - p < 5 || !((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0')) ||
		!res_is_digit(p[2]) || !res_is_digit(p[3]))
		return false;
	p += 4;
	if (*p == ')')
		p++;
	else if (end - p >= 3 && memcmp(p, "\xEF\xBC\x89", 3) == 0)
		p += 3;
	else
		return false;
	number->len = (uint32_t) (p - digits);
	*behind = end;
	if (bare)
	{
		*behind = p + 1;
		return p < end && *p == '.';
	}

	/* at most one word behind it */
	if (p < end && (res_decode(p, end, &len), len > 1))
		return end - p <= 16;
	return end - p <= 4;
}

/* A section letter alone on its line, with or without the call of a note. */
static bool
is_section_label(const char *p, const char *end)
{
	if (p >= end || !res_is_upper(*p))
		return false;
	if (*p == 'I' || *p == 'V' || *p == 'X')
	{
		while (p < end && (*p == 'I' || *p == 'V' || *p == 'X'))
			p++;
	}
	else
		p++;
	p = res_skip_blanks(p, end);
	if (end - p > 3 && p[0] == '[' && p[1] == '^' && end[-1] == ']')
	{
		p += 2;
		end--;
	}
	p = skip_digits(p, end, 2);
	while (p < end && (*p == '*' || *p == '.'))
		p++;
	return p == end;
}

/* Cut cell i in two at an offset of the source. */
static void
split_cell(ResHead *head, uint32_t i, uint32_t offset)
{
	ResCell    *cell;

	(void) RES_PUSH(head->rd->arena, head->cells, head->ncells, head->capcells);
	cell = &head->cells[i];
	memmove(cell + 2, cell + 1, (head->ncells - 2 - i) * sizeof(ResCell));
	cell[1] = cell[0];
	cell[0].to = offset;
	cell[1].from = offset;
	cell[1].rest = offset;
	cell[1].first = false;
	cell[1].after_blank = false;
	cell[1].kind = RES_CELL_OPEN;
}

/*
 * Does the printed symbol name sections ("A/RES/75/254 A-C", "A/DEC/76/402 B")?
 * Then a capital alone opens a section, else it may be a word of the title.
 * The first of the letters is returned, 0 if there are none.
 */
static char
symbol_section(const ResReader *rd)
{
	ResStr		symbol = rd->own_symbol;
	const char *p = symbol.p;
	const char *end;

	if (p == NULL)
		return 0;
	end = p + symbol.len;
	while (p < end && *p != ' ')
		p++;
	p = res_skip_blanks(p, end);
	if (p < end && *p == '(')
		return 0;
	return p < end && res_is_upper(*p) && (p + 1 == end || !res_is_word(p + 1, end)) ? *p : 0;
}

/* Does the printed symbol end in this number ("A/HRC/RES/55/13", "55/13")? */
static bool
symbol_ends_in(const ResReader *rd, ResStr number)
{
	ResStr		symbol = rd->own_symbol;

	return symbol.len > number.len && symbol.p[symbol.len - number.len - 1] == '/' &&
		memcmp(symbol.p + symbol.len - number.len, number.p, number.len) == 0;
}

/* A lone number ("1."), or a long sentence where each line is a paragraph. */
static bool
is_paragraph(const ResReader *rd, const char *p, const char *end)
{
	const char *q = end;

	while (q > p && (res_is_digit(q[-1]) || q[-1] == '*'))
		q--;
	if (q > p && (q[-1] == '.' || q[-1] == ':') && rd->para_lines && end - p > 120)
		return true;
	q = skip_digits(p, end, 3);
	return q > p && q + 1 == end && *q == '.';
}

/* Mark the cells of a title that begins in cell i; returns the number marked. */
static uint32_t
mark_title(ResHead *head, uint32_t i)
{
	ResReader  *rd = head->rd;
	uint32_t	n = 0;
	uint32_t	first = i;
	char		section = symbol_section(rd);

	for (; i < head->ncells && n < MAX_TITLE_CELLS; i++)
	{
		ResCell    *cell = &head->cells[i];
		const char *p = rd->src + cell->rest;
		const char *end = rd->src + cell->to;
		const char *behind;
		ResStr		meeting;
		ResStr		label;

		if (cell->kind == RES_CELL_SKIP)
			continue;
		if (p < end && i > first)
		{
			if (section != 0 && *p == section && end - p > 2 && p[1] == ' ' && !res_is_lower(p[2]) && !res_is_digit(p[2]))
				break;			/* letter and heading of the first section */
			/* "B", "باء" */
			if (is_section_label(p, end))
				label = (ResStr) {p, 1};
			else if ((unsigned char) *p < 0x80 || !res_read_section(rd, p, end, &label, &behind) || behind != end)
				label = RES_NULL_STR;
			if (label.p != NULL)
			{
				if (label.len == 1 && *label.p > 'A' && *label.p != 'I')
					head->section = *label.p;
				head->label_cell = i;
				cell->kind = RES_CELL_TITLE;
				break;
			}
			if (*p == '[' || res_head_is_adoption(rd, cell, false))
				break;
			if (is_paragraph(rd, p, end) ||
				(rd->shape == RES_SHAPE_STATEMENT &&
				 res_head_lex(rd, RES_LEX_STATEMENT_OPENING, p, end, NULL) > 0))
				break;
			if (end - p > 80 && res_head_find_meeting(rd, p, p + 60, &meeting, &behind))
				break;
		}
		cell->kind = RES_CELL_TITLE;
		n++;
	}
	return n;
}

/*
 * res_number_find — the number line of an adopted text.
 *
 * It is looked for from the formula upwards, since pages of old volumes hold
 * the end of another resolution above it.
 */
void
res_number_find(ResHead *head)
{
	ResReader  *rd = head->rd;
	uint32_t	i;

	for (i = head->ncells; i-- > 0;)
	{
		ResCell    *cell = &head->cells[i];
		const char *p = rd->src + cell->from;
		const char *end = rd->src + cell->to;
		const char *behind;
		ResStr		number;
		bool		stop;

		if (!cell->first || (cell->kind == RES_CELL_SKIP && end - p > 8))
			continue;
		res_tick(rd->arena, cell->to - cell->from + 64);
		if (read_number(rd, p, end, &number, &behind, &stop))
		{
			/* without a full stop only right below the adoption line or its bracket */
			if (!stop && i > 0)
			{
				const ResCell *above = &head->cells[i - 1];
				char		c = rd->src[above->to - 1];

				stop = c == ']' || res_head_is_adoption(rd, above, false) ||
					symbol_ends_in(rd, number);
			}
			if (!stop)
				continue;

			/* "19/23" alone looks like the number of a page */
			if (cell->kind == RES_CELL_SKIP)
				cell->kind = RES_CELL_OPEN;
			head->number = number;
			head->number_cell = i;
			head->number_end = (uint32_t) (behind - rd->src);
			cell->rest = head->number_end;
			head->number_titled = mark_title(head, i) > 1 ||
				res_skip_blanks(behind, end) < end;
			return;
		}
	}

	/* the Council's number may also end the title of another organ's text */
	for (i = head->ncells; i-- > 0;)
	{
		ResCell    *cell = &head->cells[i];
		ResStr		number;
		const char *behind;

		if (cell->kind == RES_CELL_SKIP || !cell->first)
			continue;
		res_tick(rd->arena, cell->to - cell->from + 64);
		if (read_council_number(rd->src + cell->from, rd->src + cell->to, &number, &behind))
		{
			head->number = number;
			head->number_cell = i;
			head->number_end = (uint32_t) (res_skip_blanks(behind, rd->src + cell->to) - rd->src);
			cell->rest = head->number_end;
			if (cell->rest >= cell->to)
				cell->kind = RES_CELL_MASTHEAD;
			return;
		}
	}
}

/*
 * res_title_find — mark the cells of the title of a text without a number line.
 */
void
res_title_find(ResHead *head)
{
	ResReader  *rd = head->rd;
	uint32_t	from;
	uint32_t	i;
	uint32_t	n;

	if ((head->statement || rd->shape == RES_SHAPE_STATEMENT) && !head->has_sponsors)
	{
		bool		titled = head->number_cell != UINT32_MAX && head->number_titled;

		/* the title is the line that says so; behind it the opening sentence */
		for (i = 0; i < head->ncells; i++)
		{
			ResCell    *cell = &head->cells[i];
			const ResLexEntry *entry;

			if (cell->kind != RES_CELL_OPEN || titled)
				continue;
			if (res_head_lex(rd, RES_LEX_KIND, rd->src + cell->from, rd->src + cell->to, &entry) > 0 &&
				entry->number == RES_KIND_STATEMENT)
			{
				cell->rest = cell->from;
				cell->kind = RES_CELL_TITLE;
				break;
			}
		}
		for (i = 0; i < head->ncells; i++)
		{
			ResCell    *cell = &head->cells[i];

			if (cell->kind == RES_CELL_OPEN && cell->to - cell->from > 60)
				cell->kind = RES_CELL_PROVENANCE;
		}
		return;
	}
	if (head->number_cell != UINT32_MAX && !head->has_sponsors)
		return;
	if (head->has_sponsors)
	{
		from = head->sponsors_to;
		if (from > 0 && head->sponsors_end < head->cells[from - 1].to)
		{
			/* the title goes on in the paragraph of the sponsors: a cell of its own */
			split_cell(head, from - 1, head->sponsors_end);
		}
		if (mark_title(head, from) > 0)
			return;

		/* old drafts: title above the sponsors */
		if (res_is(rd->doc->header.organ, "S"))
			return;
		for (i = head->sponsors_from; i > 0 && head->cells[i - 1].kind == RES_CELL_OPEN &&
			 head->cells[i - 1].rest == head->cells[i - 1].from; i--)
		{
			if (head->cells[i - 1].after_blank)
			{
				i--;
				break;
			}
		}
		for (; i < head->sponsors_from; i++)
			head->cells[i].kind = RES_CELL_TITLE;
		return;
	}

	/* neither number nor sponsors: the last lines that nothing else explains */
	from = head->ncells;
	n = 0;
	while (from > 0 && n < MAX_TITLE_CELLS)
	{
		ResCell    *cell = &head->cells[from - 1];

		if (cell->kind == RES_CELL_SKIP)
		{
			from--;
			continue;
		}
		if (cell->kind != RES_CELL_OPEN)
			break;
		if (cell->rest > cell->from && n > 0)
			break;
		from--;
		n++;
		if (cell->after_blank && (!head->adopted_line || rd->lines[cell->line].len > 60))
			break;
	}
	if (n > 0)
	{
		const ResCell *last = &head->cells[head->ncells - 1];
		char		c = rd->src[last->to - 1];

		/* the end of a paragraph is no title */
		if (c == ';' || c == ',' || (c == '.' && last->to - last->from > 80))
			return;
		(void) mark_title(head, from);
	}
}

/*
 * Drafts before the Human Rights Council leave room for the number: "58/…
 * Title", "58/… .", "58/__".  Returns the place behind it.
 */
static const char *
skip_open_number(const char *p, const char *end)
{
	const char *q = p;
	const char *marks;

	if (end - q > 2 && q[0] == 'S' && q[1] == '-')
		q += 2;
	marks = skip_digits(q, end, 4);
	if (marks == q || marks >= end || *marks != '/')
		return p;
	q = ++marks;
	for (;;)
	{
		uint32_t	n = 0;

		if (q < end && (*q == '.' || *q == '_' || *q == '*'))
			n = 1;
		else if (end - q >= 3 && memcmp(q, "\xE2\x80\xA6", 3) == 0)
			n = 3;
		if (n == 0)
			break;
		q += n;
	}
	if (q == marks || (q < end && res_blank_len(q, end) == 0))
		return p;
	return res_skip_blanks(q, end);
}

/*
 * res_title_read — give cells [first, last) as the block of the title.
 */
void
res_title_read(ResHead *head, uint32_t first, uint32_t last)
{
	ResReader  *rd = head->rd;
	ResHeadCalls calls = {NULL, 0, 0};
	ResFlowBlock *block;
	uint32_t	letter = UINT32_MAX;	/* offset of a section letter behind it */
	uint32_t	i;
	char		c;

	res_flow_begin(rd, RES_BLOCK_TITLE, RES_NONE);
	for (i = first; i < last && i != head->label_cell; i++)
	{
		const ResCell *cell = &head->cells[i];
		uint32_t	from = (uint32_t) (res_skip_blanks(rd->src + cell->rest, rd->src + cell->to) - rd->src);

		if (i == first && head->has_sponsors)
			from = (uint32_t) (skip_open_number(rd->src + from, rd->src + cell->to) - rd->src);
		if (cell->kind != RES_CELL_TITLE || from >= cell->to)
			continue;
		res_head_add(rd, from, cell->to, &calls);
	}
	block = &rd->flow->blocks[res_flow_end(rd)];

	/* "… police personnel B": the section that the symbol names, or should */
	c = block->end - block->start > 2 ? rd->flow->text[block->end - 1] : ' ';
	if (res_is_upper(c) && rd->flow->text[block->end - 2] == ' ' && head->number.p != NULL &&
		(symbol_section(rd) == c || (rd->own_symbol.p == NULL && c > 'A' && c < 'I')))
	{
		if (rd->own_symbol.p == NULL)
			head->section = c;
		letter = res_flow_src(rd->flow, block->end - 1);
		res_flow_cut(rd, block->end - 2);
	}
	if (rd->doc->header.title.p == NULL && block->end > block->start)
		rd->doc->header.title = res_copy(rd->arena, rd->flow->text + block->start,
										 block->end - block->start);

	/* the letter is a block of its own, on its own line or not */
	if (letter != UINT32_MAX || head->label_cell < last)
	{
		res_flow_begin(rd, RES_BLOCK_OTHER, RES_NONE);
		if (letter != UINT32_MAX)
			res_flow_add(rd, letter, letter + 1);
		else
			res_head_add(rd, head->cells[head->label_cell].from, head->cells[head->label_cell].to, &calls);
		(void) res_flow_end(rd);
	}
	for (i = 0; i < calls.ncalls; i++)
	{
		if (calls.calls[i].note != RES_NONE && rd->doc->notes[calls.calls[i].note].anchor == RES_ANCHOR_NONE)
			rd->doc->notes[calls.calls[i].note].anchor = RES_ANCHOR_TITLE;
	}
}
