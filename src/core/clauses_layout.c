/*-------------------------------------------------------------------------
 *
 * clauses_layout.c
 *	  Where print ends a line and begins a paragraph.
 *
 * Extractors keep different signs of a new paragraph: blank lines, indents,
 * lines broken early, the punctuation in front.  First the text is looked at
 * as a whole to learn which can be trusted; then they are asked line by line.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/*
 * How does a line end?  Looks through a call behind the punctuation (", 4",
 * ",4", "[^4]"), through closing quotation marks and brackets.
 */
End
res_line_end(const char *p, const char *end)
{
	const char *q = end;
	int			round;

	/* most lines end so */
	if (q > p && (res_is_alpha(q[-1]) || q[-1] == '-'))
		return END_NONE;
	if (q > p && q[-1] == ',')
		return END_COMMA;
	if (q > p && q[-1] == ';')
		return END_SEMICOLON;
	for (round = 0; round < 3 && q > p; round++)
	{
		const char *s = q;

		/* a closing quotation mark or bracket, an asterisk */
		while (q > p)
		{
			if (q[-1] == '"' || q[-1] == '*' || q[-1] == '\'')
				q--;
			else if (q - p >= 3 && (memcmp(q - 3, "\xE2\x80\x9D", 3) == 0 ||
									memcmp(q - 3, "\xE2\x80\x99", 3) == 0 ||
									memcmp(q - 3, "\xE2\x80\x8E", 3) == 0))
				q -= 3;
			else if (q - p >= 2 && memcmp(q - 2, "\xC2\xBB", 2) == 0)
				q -= 2;
			else
				break;
		}

		/* a call: up to three digits, with or without blank, "[^4]", "(4)" */
		{
			const char *d = q;
			bool		square = d > p && d[-1] == ']';
			bool		round_bracket = d > p && d[-1] == ')';
			const char *e;

			if (square || round_bracket)
				d--;
			e = d;
			while (d > p && res_is_digit(d[-1]) && e - d < 4)
				d--;
			if (d < e && e - d <= 3)
			{
				if (square && d - p >= 2 && d[-1] == '^' && d[-2] == '[')
					q = d - 2;
				else if (round_bracket && d > p && d[-1] == '(')
					q = d - 1;
				else if (!square && !round_bracket)
				{
					const char *b = d;

					while (b > p && b[-1] == ' ')
						b--;
					/* only behind punctuation: "of 12" is no call here */
					if (b > p && (b[-1] == ',' || b[-1] == ';' || b[-1] == ':' || b[-1] == '.' ||
								  (unsigned char) b[-1] >= 0x80))
						q = b;
				}
			}
		}
		while (q > p && q[-1] == ' ')
			q--;
		if (q == s)
			break;
	}
	if (q == p)
		return END_NONE;
	switch (q[-1])
	{
		case ',':
			return END_COMMA;
		case ';':
			return END_SEMICOLON;
		case ':':
			return END_COLON;
		case '.':
		case '!':
		case '?':
			return END_STOP;
		default:
			break;
	}
	if (q - p >= 2 && memcmp(q - 2, "\xD8\x8C", 2) == 0)
		return END_COMMA;
	if (q - p >= 2 && memcmp(q - 2, "\xD8\x9B", 2) == 0)
		return END_SEMICOLON;
	if (q - p >= 3)
	{
		if (memcmp(q - 3, "\xEF\xBC\x8C", 3) == 0)
			return END_COMMA;
		if (memcmp(q - 3, "\xEF\xBC\x9B", 3) == 0)
			return END_SEMICOLON;
		if (memcmp(q - 3, "\xEF\xBC\x9A", 3) == 0)
			return END_COLON;
		if (memcmp(q - 3, "\xE3\x80\x82", 3) == 0)
			return END_STOP;
	}
	return END_NONE;
}

/* Bytes of the longest "and"; a last word of megabytes is not searched. */
#define LONGEST_AND		32

/* res_line_end_joined — the rest of it. */
End
res_line_end_perhaps_joined(const ResReader *rd, const char *p, const char *end)
{
	End			e;
	const char *w = end;

	e = res_line_end(p, end);
	if (e != END_NONE)
		return e;
	while (w > p && w[-1] != ' ' && end - w < LONGEST_AND)
		w--;
	if (w > p && res_lex_match(rd->lang, RES_LEX_AND, w, end, NULL) == (uint32_t) (end - w))
	{
		const char *q = w;

		while (q > p && q[-1] == ' ')
			q--;
		e = res_line_end(p, q);
		if (e == END_SEMICOLON || e == END_COMMA)
			return e;
	}
	return END_NONE;
}

/* How wide a line is: a Han character takes the room of two letters. */
static uint32_t
columns_in(const ResReader *rd, const char *p, const char *end)
{
	ResWidth	width;
	uint32_t	n;

	res_count_width(p, end, &width);
	n = width.characters;
	if (width.wide == 0)
		return n;

	/* E3 to E9 begin Han and its like; most others are full-width punctuation */
	res_tick(rd->arena, (uint32_t) (end - p) / 4);
	if (width.han + width.full == width.wide)
	{
		n += width.han;
		for (; (p = memchr(p, 0xEF, (size_t) (end - p))) != NULL; p++)
		{
			res_tick(rd->arena, 16);
			n += res_is_unspaced(p, end);
		}
		return n;
	}
	while (p < end)
	{
		const char *stop = end - p > 4096 ? p + 4096 : end;

		res_tick(rd->arena, (uint32_t) (stop - p));
		for (; p < stop; p++)
			if ((unsigned char) *p >= 0xE3 && res_is_unspaced(p, end))
			{
				/* three bytes or more */
				n++;
				p += 2;
			}
	}
	return n;
}

/* What lines behind the end of a sentence show; see res_learn_layout. */
typedef struct Shown
{
	uint32_t	opens;			/* numbers and phrases that open a paragraph */
	uint32_t	opens_blank;	/* those behind a blank line */
	uint32_t	tries;			/* phrases that would be indented in a text with indents */
	uint32_t	hits;			/* those that are */
} Shown;

/*
 * A line behind the end of a sentence.  same: so many lines in a row up to the
 * one above it have the indent of that one.
 */
static RES_NEVER_INLINE void
look_at_opening(const ResReader *rd, const ResLine *line, const ResLine *above, uint32_t same, Shown *shown)
{
	const char *p = rd->src + line->start;
	const char *end = p + line->len;
	const char *after;
	int			strength = 0;
	bool		numbered = res_read_number(rd, p, end, &after) > 0;
	bool		phrase = (!numbered || same > 1) && res_opens_line(rd, p, end, &strength) != 0 && strength == 2;

	if (numbered || phrase)
	{
		shown->opens++;
		shown->opens_blank += (line->flags & RES_LINE_AFTER_BLANK) != 0;
	}

	/* indents: within one page the first lines of paragraphs stand 3 to 8 in */
	if (phrase && same > 1 &&
		res_line_end(rd->src + above->start, rd->src + above->start + above->len) != END_NONE)
	{
		shown->tries++;
		shown->hits += line->indent >= above->indent + 3;
	}
}

/*
 * Which signs of a new paragraph does this text have?
 *
 * Paragraph lines: some line is far longer than print is wide, or a blank line
 * stands between any two, or between most and nearly all are at the end of a
 * sentence.  Blank lines
 * count if the text before most of them is at the end of a sentence; they are
 * needed if most numbers and phrases that open a paragraph have one.
 */
void
res_learn_layout(Builder *b)
{
	ResReader  *rd = b->rd;
	uint32_t	i;
	ResLine    *line = rd->lines + rd->head_end;
	ResLine    *stop = rd->lines + rd->nlines;
	const ResLine *above = NULL;
	Shown		shown = {0};
	uint32_t	blanks = 0;		/* blank lines */
	uint32_t	blank_ends = 0;	/* those at the end of a sentence */
	uint32_t	longest = 0;
	uint32_t	total = 0;
	uint32_t	row = 0;		/* the first of the lines in a row of one indent */
	uint32_t	indent = 0;		/* theirs */
	uint32_t	deep = 0;
	uint32_t	wide = 0;
	uint32_t	closed = 0;
	End			e = END_NONE;	/* of the line before */
	const ResLexEntry *joining = res_lex_entries(rd->lang, RES_LEX_AND, &i);

	for (; i > 0; i--)
	{
		char		c = joining[i - 1].text[joining[i - 1].len - 1];

		if (res_is_alpha(c))
			rd->and_ends |= 1u << ((c | 0x20) - 'a');
	}
	for (; line < stop; line++)
	{
		const char *p = rd->src + line->start;
		const char *end = p + line->len;
		unsigned	flags = line->flags;

		res_tick(rd->arena, line->len + 64);
		if (line->role != RES_LINE_TEXT)
			continue;
		if (!(flags & RES_LINE_GAPS))
		{
			uint32_t	n = flags & RES_LINE_ASCII ? line->len : columns_in(rd, p, end);

			if (n > longest)
				longest = n;
			if (n > 140)
				wide++;
		}
		if (above != NULL && !(flags & RES_LINE_AFTER_PAGE))
		{
			if (flags & RES_LINE_AFTER_BLANK)
			{
				/* headings have no stop, so be content with a capital there */
				blanks++;
				if (e != END_NONE || (above->len < 50 && !starts_lower(p, end)))
					blank_ends++;
			}
			if (e != END_NONE)
				look_at_opening(rd, line, above, total - row, &shown);
		}
		e = res_line_end_joined(rd, p, end);
		res_note_line_end(line, e);
		if (e != END_NONE)
			closed++;
		if (line->indent != indent || above == NULL)
		{
			if (indent >= 8)
				deep += total - row;
			indent = line->indent;
			row = total;
		}
		total++;
		above = line;
	}
	if (indent >= 8)
		deep += total - row;
	b->layout.para_lines = (wide > 0 && wide * 12 >= total) || (total > 2 && blanks + 1 >= total) ||
		(total >= 4 && blanks * 10 >= total * 8 && closed * 10 >= total * 8);
	b->layout.blank_between = b->layout.para_lines && blanks * 10 >= total * 8;
	rd->para_lines = b->layout.para_lines;
	for (i = rd->nlines; b->layout.para_lines && i > rd->head_end && !b->layout.markdown; i--)
	{
		line = &rd->lines[i - 1];
		b->layout.markdown = line->role == RES_LINE_NOTE && line->len > 3 &&
			rd->src[line->start] == '[' && rd->src[line->start + 1] == '^';
		if (line->role == RES_LINE_TEXT)
			break;
	}
	b->layout.blank_starts = blanks > 0 && blank_ends * 10 >= blanks * 8;
	b->layout.blank_needed = b->layout.blank_starts && shown.opens > 0 && shown.opens_blank * 10 >= shown.opens * 9;
	b->layout.width = longest;
	(void) res_lex_entries(rd->lang, RES_LEX_LOWER_CASE, &i);
	b->layout.lower_case = i > 0;

	b->layout.indents = !b->layout.para_lines && shown.tries > 0 && shown.hits * 10 >= shown.tries * 7 && deep * 2 > total;
}

/*
 * Was the line before broken though the first word of this one and "margin"
 * letters more would have fitted?  Then its end was meant.
 */
bool
res_broken_early(const Builder *b, uint32_t i, uint32_t margin)
{
	const ResReader *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	const char *w = memchr(p, ' ', line->len);
	uint32_t	word = w == NULL ? line->len : (uint32_t) (w - p);

	if (b->nlines == 0)
		return true;
	return rd->lines[b->last_line].len + 1 + word + margin < b->layout.width;
}

/*
 * Does print begin a new paragraph here, whatever the words?  1 yes, -1 no, 0
 * not known.
 */
int
res_starts_by_print(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const ResLine *line = &rd->lines[i];

	if (line->flags & RES_LINE_AFTER_PAGE)
		return 0;
	if (b->layout.para_lines)
		return b->layout.blank_between && !(line->flags & RES_LINE_AFTER_BLANK) ? 0 : 1;
	if (b->layout.indents && b->nlines > 0)
	{
		uint32_t	prev = rd->lines[b->last_line].indent;

		if (line->indent >= prev + 3 && line->indent <= prev + 9)
			return 1;
		if (b->nlines == 1 && (uint32_t) line->indent + 3 <= prev)
			return -1;
		if (line->indent == prev && b->nlines > 1)
			return line->flags & RES_LINE_AFTER_BLANK ? 0 : -1;
	}
	if (b->layout.blank_starts && (line->flags & RES_LINE_AFTER_BLANK))
		return 1;
	if (b->layout.blank_needed && !(line->flags & RES_LINE_AFTER_BLANK))
		return -1;
	return 0;
}

/*
 * In running lines: the line before was broken early, and so is this one in
 * front of the next.
 */
bool
res_stands_alone(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	uint32_t	next = next_text(rd, i);
	const char *p;
	const char *w;
	uint32_t	word;

	if (next >= rd->nlines || !res_broken_early(b, i, UNKNOWN_MARGIN))
		return false;
	p = rd->src + rd->lines[next].start;
	w = memchr(p, ' ', rd->lines[next].len);
	word = w == NULL ? rd->lines[next].len : (uint32_t) (w - p);
	return rd->lines[i].len + 1 + word + UNKNOWN_MARGIN < b->layout.width;
}
