/*-------------------------------------------------------------------------
 *
 * clauses.c
 *	  Lines to paragraphs, paragraphs to clauses and their nesting.
 *
 * One pass over the lines below the formula.  For each line the reader asks
 * what it could open (a number, a label, an opening phrase, a heading …) and
 * weighs that against what stands before it: how the text so far ends, a blank
 * line, an indent, whether the line before was broken early.  Extractors keep
 * different ones of these signs, so first the text is looked at as a whole to
 * learn which can be trusted (learn_layout).
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "internal.h"
#include "language.h"
#include "simd.h"
#include "stages.h"

/*
 * A line was broken early if the next word and this many letters more would
 * have fitted; unknown openings want a clearer sign.
 */
#define MARGIN			4
#define UNKNOWN_MARGIN	14

/* A piece of a line that was spread over the page is no longer, and there are not more. */
#define MAX_PIECE		40
#define MAX_PIECES		24

/* How far the next number is looked for, and the next label. */
#define LOOK_FOR_NUMBER	40
#define LOOK_FOR_LABEL	12

/* How many paragraphs are looked ahead at. */
#define MAX_HOPS		8
/* … and no further over labels of a list */
#define MAX_LABELS		64

/* What the signs of a text are worth. */
typedef struct Layout
{
	bool		para_lines;		/* one line is one paragraph */
	bool		blank_between;	/* and a blank line stands between two */
	bool		lower_case;		/* paragraphs may open in lower case */
	bool		blank_starts;	/* a blank line means a new paragraph */
	bool		blank_needed;	/* and without one there is none */
	bool		indents;		/* first lines of paragraphs are indented */
	bool		markdown;		/* notes as Markdown has them */
	uint32_t	width;			/* usual length of a full line, in bytes */
} Layout;

/* How the text so far ends, calls and quotation marks left out. */
typedef enum End
{
	END_NONE,					/* in the middle of a sentence */
	END_COMMA,
	END_SEMICOLON,
	END_COLON,
	END_STOP
} End;

typedef enum ParaKind
{
	PARA_NONE,					/* nothing open */
	PARA_CLAUSE,
	PARA_HEADING,
	PARA_FORMULA,
	PARA_ANNEX_HEADING,
	PARA_CLOSING,
	PARA_TEXT					/* text of an annex, or that could not be placed */
} ParaKind;

/* An open list level. */
typedef struct Level
{
	ResSeries	series;
	uint32_t	value;			/* of the last label */
	int32_t		clause;			/* last clause of this level */
	int32_t		parent;			/* clause the list stands in */
	bool		lost;			/* its last item has lost its label */
} Level;

/* A stretch between headings in which numbers run. */
typedef struct Segment
{
	int32_t		part;			/* counts formulas */
	ResStr		part_label;		/* "A" */
	ResStr		label;			/* "II"; null without one */
	int32_t		annex;			/* 0 = body; 1 … = annexes in order */
	ResStr		annex_label;	/* "I" of "Annex I"; null for a single one */
	bool		preamble;		/* holds preambular paragraphs */
	uint32_t	first;			/* its first number; 0 = none */
	bool		unnumbered;
	bool		prefix_part;
	bool		prefix_section;
} Segment;

/* What the path of a clause is made of. */
typedef struct Address
{
	uint32_t	segment;
	char		kind;			/* 'p', 'o', 'n' top level; 's' sub-paragraph */
	uint32_t	value;
	ResStr		label;			/* of a sub-paragraph, with brackets */
} Address;

typedef struct Builder
{
	ResReader  *rd;
	Layout		layout;

	/* the open paragraph */
	ParaKind	kind;
	int32_t		clause;			/* its clause */
	End			end;			/* how the text so far ends */
	uint32_t	last_line;		/* the last line taken */
	uint32_t	nlines;			/* lines in the open paragraph */
	int			quotes;			/* quotation marks open in it */
	bool		quote_opens;	/* the outermost at the beginning of a line */

	/* where we are */
	ResPart		part;
	bool		after;			/* behind the operative part */
	uint32_t	number;			/* last top-level number */
	uint32_t	pcount;			/* preambular paragraphs so far in this segment */
	uint32_t	ocount;			/* unnumbered operative ones */
	int32_t		top;			/* top-level clause that is open */
	int32_t		last_colon;		/* the last clause ended in a colon */
	Level		levels[RES_MAX_DEPTH];
	uint32_t	nlevels;
	uint32_t	nknown;			/* levels of this clause with a last label, open or not */
	bool		bare;			/* a label was read, its text not yet */
	bool		table;			/* inside a table */
	ResStr		section;
	ResStr		pending_label;	/* section label seen, its title not yet */
	bool		nested;			/* inside a recommended resolution */

	Segment    *segments;
	uint32_t	nsegments;
	uint32_t	capsegments;
	Address    *addresses;
	uint32_t	naddresses;
	uint32_t	capaddresses;
	int32_t		parts;
	int32_t		annexes;
	ResStr		part_label;
} Builder;

/* ---------- small questions ---------- */

static const char *
skip_blanks(const char *p, const char *end)
{
	uint32_t	n;

	while (p < end && ((n = res_blank_len(p, end)) > 0 || (n = res_invisible_len(p, end)) > 0))
		p += n;
	return p;
}

/*
 * How does a line end?  Looks through a call behind the punctuation (", 4",
 * ",4", "[^4]"), through closing quotation marks and brackets.
 */
static End
line_end(const char *p, const char *end)
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

/* ", and" and "; or" end a sub-paragraph too. */
static End
line_end_joined(const ResReader *rd, const char *p, const char *end)
{
	End			e = line_end(p, end);
	const char *w = end;

	if (e != END_NONE)
		return e;
	while (w > p && w[-1] != ' ' && end - w < LONGEST_AND)
		w--;
	if (w > p && res_lex_match(rd->lang, RES_LEX_AND, w, end, NULL) == (uint32_t) (end - w))
	{
		const char *q = w;

		while (q > p && q[-1] == ' ')
			q--;
		e = line_end(p, q);
		if (e == END_SEMICOLON || e == END_COMMA)
			return e;
	}
	return END_NONE;
}

static bool
starts_lower(const char *p, const char *end)
{
	uint32_t	len;
	uint32_t	ch;

	if (p >= end)
		return false;
	ch = res_decode(p, end, &len);
	if (ch < 0x80)
		return res_is_lower((char) ch);
	/* a lower-case letter of a script that has two cases */
	return (ch >= 0xDF && ch <= 0xFF && ch != 0xF7) || (ch >= 0x430 && ch <= 0x45F);
}

/* How wide a line is: a Han character takes the room of two letters. */
static uint32_t
columns_in(const ResReader *rd, const char *p, const char *end)
{
	uint32_t	n = res_count_characters(p, end);

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

/* ---------- the layout of a text ---------- */

/*
 * Which signs of a new paragraph does this text have?
 *
 * Paragraph lines: some line is far longer than print is wide, or a blank line
 * stands between any two, or between most and nearly all are at the end of a
 * sentence.  Blank lines
 * count if the text before most of them is at the end of a sentence; they are
 * needed if most numbers and phrases that open a paragraph have one.
 */
static void
learn_layout(Builder *b)
{
	ResReader  *rd = b->rd;
	uint32_t	i;
	uint32_t	prev = rd->nlines;
	uint32_t	blanks = 0;
	uint32_t	blank_ends = 0;
	uint32_t	opens = 0;
	uint32_t	opens_blank = 0;
	uint32_t	longest = 0;
	uint32_t	total = 0;
	uint32_t	deep = 0;
	uint32_t	wide = 0;
	uint32_t	closed = 0;

	for (i = rd->head_end; i < rd->nlines; i++)
	{
		const ResLine *line = &rd->lines[i];
		const char *p = rd->src + line->start;
		const char *end = p + line->len;
		uint32_t	n;

		if (line->role != RES_LINE_TEXT)
			continue;
		res_tick(rd->arena, line->len + 64);
		n = line->flags & RES_LINE_ASCII ? line->len : columns_in(rd, p, end);
		if (!(line->flags & RES_LINE_GAPS))
		{
			if (n > longest)
				longest = n;
			if (n > 140)
				wide++;
		}
		total++;
		if (line_end_joined(rd, p, end) != END_NONE)
			closed++;
		if (prev < rd->nlines && !(line->flags & RES_LINE_AFTER_PAGE))
		{
			const char *pp = rd->src + rd->lines[prev].start;
			End			e = line_end_joined(rd, pp, pp + rd->lines[prev].len);
			int			strength = 0;
			const char *after;
			bool		opening;

			if (line->flags & RES_LINE_AFTER_BLANK)
			{
				/* headings have no stop, so be content with a capital there */
				blanks++;
				if (e != END_NONE || (!starts_lower(p, end) && rd->lines[prev].len < 50))
					blank_ends++;
			}
			opening = res_read_number(rd, p, end, &after) > 0 ||
				(e != END_NONE && res_opens_line(rd, p, end, &strength) != 0 && strength == 2);
			if (opening && e != END_NONE)
			{
				opens++;
				if (line->flags & RES_LINE_AFTER_BLANK)
					opens_blank++;
			}
		}
		prev = i;
	}
	b->layout.para_lines = (wide > 0 && wide * 12 >= total) || (total > 2 && blanks + 1 >= total) ||
		(total >= 4 && blanks * 10 >= total * 8 && closed * 10 >= total * 8);
	b->layout.blank_between = b->layout.para_lines && blanks * 10 >= total * 8;
	rd->para_lines = b->layout.para_lines;
	for (i = rd->nlines; b->layout.para_lines && i > rd->head_end && !b->layout.markdown; i--)
	{
		const ResLine *line = &rd->lines[i - 1];

		b->layout.markdown = line->role == RES_LINE_NOTE && line->len > 3 &&
			rd->src[line->start] == '[' && rd->src[line->start + 1] == '^';
		if (line->role == RES_LINE_TEXT)
			break;
	}
	b->layout.blank_starts = blanks > 0 && blank_ends * 10 >= blanks * 8;
	b->layout.blank_needed = b->layout.blank_starts && opens > 0 && opens_blank * 10 >= opens * 9;
	b->layout.width = longest;
	(void) res_lex_entries(rd->lang, RES_LEX_LOWER_CASE, &i);
	b->layout.lower_case = i > 0;

	/* indents: within one page the first lines of paragraphs stand 3 to 8 in */
	if (!b->layout.para_lines)
	{
		uint32_t	hits = 0;
		uint32_t	tries = 0;
		uint32_t	before = 0;

		prev = rd->nlines;
		for (i = rd->head_end; i < rd->nlines; i++)
		{
			const ResLine *line = &rd->lines[i];
			const char *p = rd->src + line->start;
			int			strength = 0;

			if (line->role != RES_LINE_TEXT)
				continue;
			res_tick(rd->arena, 64);
			if (prev < rd->nlines && !(line->flags & RES_LINE_AFTER_PAGE) &&
				res_opens_line(rd, p, p + line->len, &strength) != 0 && strength == 2)
			{
				const char *pp = rd->src + rd->lines[prev].start;

				if (line_end(pp, pp + rd->lines[prev].len) != END_NONE && before > 1)
				{
					tries++;
					if (line->indent >= rd->lines[prev].indent + 3)
						hits++;
				}
			}
			before = prev < rd->nlines && line->indent == rd->lines[prev].indent ? before + 1 : 1;
			if (line->indent >= 8)
				deep++;
			prev = i;
		}
		b->layout.indents = tries > 0 && hits * 10 >= tries * 7 && deep * 2 > total;
	}
}

/* ---------- clauses ---------- */

static Segment *
segment(Builder *b)
{
	return &b->segments[b->nsegments - 1];
}

static void
new_segment(Builder *b, ResStr label)
{
	Segment    *s = RES_PUSH(b->rd->arena, b->segments, b->nsegments, b->capsegments);

	memset(s, 0, sizeof(*s));
	s->part = b->parts;
	s->part_label = b->part_label;
	s->label = label;
	s->annex = b->part == RES_ANNEX ? b->annexes : 0;
	if (b->nsegments > 1 && b->segments[b->nsegments - 2].annex == s->annex)
		s->annex_label = b->segments[b->nsegments - 2].annex_label;
	b->pcount = 0;
	b->ocount = 0;
}

static int32_t
new_clause(Builder *b, int32_t parent, char kind, uint32_t value, ResStr number, ResStr label)
{
	ResReader  *rd = b->rd;
	ResDocument *doc = rd->doc;
	ResClause  *clause = RES_PUSH(rd->arena, doc->clauses, doc->nclauses, rd->capclauses);
	Address    *address = RES_PUSH(rd->arena, b->addresses, b->naddresses, b->capaddresses);

	memset(clause, 0, sizeof(*clause));
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

static void
close_para(Builder *b)
{
	if (b->kind != PARA_NONE)
		res_flow_end(b->rd);
	b->kind = PARA_NONE;
	b->nlines = 0;
}

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

static void
take(Builder *b, uint32_t i, uint32_t from)
{
	ResReader  *rd = b->rd;
	ResLine    *line = &rd->lines[i];
	uint32_t	to = line->start + line->len;

	if (from < to)
	{
		End			e;

		to = add_text(rd, from, to);
		e = line_end_joined(rd, rd->src + from, rd->src + to);
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

static void
open_para(Builder *b, ParaKind kind, ResBlockKind block, int32_t clause, uint32_t i, uint32_t from)
{
	close_para(b);
	b->kind = kind;
	b->clause = clause;
	b->quotes = 0;
	b->end = END_NONE;
	res_flow_begin(b->rd, block, clause);
	take(b, i, from);
}

/* Begin a clause at line i, its own words from "from" on. */
static void
open_clause(Builder *b, int32_t clause, uint32_t i, uint32_t from)
{
	open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, clause, i, from);
}

static void
open_preambular(Builder *b, uint32_t i, uint32_t from)
{
	segment(b)->preamble = true;
	b->nlevels = b->nknown = 0;
	b->top = new_clause(b, RES_NONE, 'p', ++b->pcount, RES_NULL_STR, RES_NULL_STR);
	open_clause(b, b->top, i, from);
}

static uint32_t number_at(const Builder *b, uint32_t i);
static uint32_t next_text(const ResReader *rd, uint32_t i);

/*
 * Is this the paragraph whose number is missing?  Then the next number that
 * stands below it is larger by two than the last one above it.
 */
static bool
lost_its_number(const Builder *b, uint32_t i)
{
	int			n;

	if (b->number == 0 || !b->layout.para_lines)
		return false;
	for (n = 0; n < LOOK_FOR_NUMBER; n++)
	{
		uint32_t	number;

		i = next_text(b->rd, i);
		if (i >= b->rd->nlines)
			return false;
		number = number_at(b, i);
		if (number > 0)
			return number == b->number + 2;
	}
	return false;
}

static void
open_unnumbered(Builder *b, uint32_t i, uint32_t from)
{
	if (lost_its_number(b, i))
	{
		b->nlevels = b->nknown = 0;
		b->number++;
		res_problem(b->rd, RES_SEVERITY_WARNING, b->rd->lines[i].no,
					"paragraph %u stands without its number", (unsigned) b->number);
		b->top = new_clause(b, RES_NONE, 'n', b->number, RES_NULL_STR, RES_NULL_STR);
		open_clause(b, b->top, i, from);
		return;
	}
	segment(b)->unnumbered = true;
	b->nlevels = b->nknown = 0;
	b->top = new_clause(b, RES_NONE, 'o', ++b->ocount, RES_NULL_STR, RES_NULL_STR);
	open_clause(b, b->top, i, from);
}

static void
open_numbered(Builder *b, uint32_t i, uint32_t number, uint32_t from)
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
	b->number = number;
	b->nlevels = b->nknown = 0;
	b->top = new_clause(b, RES_NONE, 'n', number, (ResStr) {p, n}, RES_NULL_STR);
	open_clause(b, b->top, i, from);
}

/*
 * Where does a label belong?  Returns the level (0-based, may be nlevels for a
 * new one), or -1 if the label does not fit.  *series and *value say how it is
 * read.
 */
static int
fit_label(const Builder *b, const ResLabel *label, bool strong, ResSeries *series, uint32_t *value)
{
	int			k;
	bool		roman_open = false;
	bool		may_open;

	for (k = 0; k < (int) b->nlevels; k++)
		if (b->levels[k].series == RES_SERIES_ROMAN)
			roman_open = true;

	/* the next of an open list */
	for (k = (int) b->nlevels - 1; k >= 0; k--)
	{
		const Level *level = &b->levels[k];

		if (label->series == RES_SERIES_BULLET && level->series == RES_SERIES_BULLET)
		{
			*series = RES_SERIES_BULLET;
			*value = level->value + 1;
			return k;
		}
		if (level->series == RES_SERIES_ROMAN && label->roman == level->value + 1)
		{
			*series = RES_SERIES_ROMAN;
			*value = label->roman;
			return k;
		}
		if (label->series == level->series && label->series != RES_SERIES_BULLET &&
			(label->value == level->value + 1 || label->other == level->value + 1))
		{
			/* "(i)" behind "(h)" is the letter unless a Roman list begins */
			*series = level->series;
			*value = level->value + 1;
			return k;
		}
	}

	/* a list that goes on below the next clause: (ii) with (h) behind (i) with (a) to (g) */
	if (b->nlevels < b->nknown && label->series == b->levels[b->nlevels].series &&
		label->series != RES_SERIES_BULLET && label->value == b->levels[b->nlevels].value + 1)
	{
		*series = label->series;
		*value = label->value;
		return (int) b->nlevels;
	}

	/* the first of a new one */
	may_open = strong || b->end == END_COLON || b->end == END_COMMA || b->end == END_NONE;
	if (may_open && b->nlevels < RES_MAX_DEPTH)
	{
		if (label->series == RES_SERIES_BULLET)
		{
			*series = RES_SERIES_BULLET;
			*value = 1;
			return (int) b->nlevels;
		}
		if (label->roman == 1 && !roman_open)
		{
			*series = RES_SERIES_ROMAN;
			*value = 1;
			return (int) b->nlevels;
		}
		if (label->value == 1)
		{
			/* a list of the same kind begins again: one level up, or anew */
			for (k = 0; k < (int) b->nlevels; k++)
				if (b->levels[k].series == label->series)
					break;
			*series = label->series;
			*value = 1;
			return k < (int) b->nlevels && b->end != END_COLON ? k : (int) b->nlevels;
		}
	}

	/* a gap: a label was lost */
	if (strong)
	{
		for (k = (int) b->nlevels - 1; k >= 0; k--)
		{
			const Level *level = &b->levels[k];

			if (level->series == RES_SERIES_ROMAN && label->roman > level->value &&
				label->roman <= level->value + 2)
			{
				*series = RES_SERIES_ROMAN;
				*value = label->roman;
				return k;
			}
			if (label->series == level->series && label->value > level->value &&
				label->value <= level->value + 3)
			{
				*series = level->series;
				*value = label->value;
				return k;
			}
		}
	}
	return -1;
}

/* The label in one form: in brackets, lower case. */
static ResStr
address_label(Builder *b, const ResLabel *label, ResSeries series, uint32_t value)
{
	char	   *out;
	uint32_t	k;

	if (series == RES_SERIES_BULLET)
		return res_printf(b->rd->arena, "[%u]", (unsigned) value);
	if (label->inner.len >= 3 && (unsigned char) label->inner.p[0] == 0xE3 &&
		label->series == RES_SERIES_OTHER && label->inner.p == label->printed.p)
	{
		/* a numeral in a circle is the numeral in brackets */
		const ResLexEntry *entry = res_lex_entries(b->rd->lang, RES_LEX_LABEL, &k);

		for (; k > 0; k--, entry++)
			if ((uint32_t) entry->number == value)
				return res_printf(b->rd->arena, "(%s)", entry->text);
	}
	out = res_alloc(b->rd->arena, label->inner.len + 3);
	out[0] = '(';
	for (k = 0; k < label->inner.len; k++)
		out[k + 1] = res_lower(label->inner.p[k]);
	out[k + 1] = ')';
	return (ResStr) {out, label->inner.len + 2};
}

static void
open_sub(Builder *b, uint32_t i, const ResLabel *label, int k, ResSeries series, uint32_t value)
{
	Level	   *level = &b->levels[k];
	ResStr		printed = series == RES_SERIES_BULLET ? RES_NULL_STR : label->printed;

	if (value == 1)
		b->nknown = (uint32_t) k + 1;
	else if (b->nknown < b->nlevels || b->nknown < (uint32_t) k + 1)
		b->nknown = b->nlevels > (uint32_t) k + 1 ? b->nlevels : (uint32_t) k + 1;
	if (k == (int) b->nlevels)
	{
		/* a new list stands in the clause before it */
		level->parent = k == 0 ? b->top : b->levels[k - 1].clause;
		b->nlevels++;
	}
	else
	{
		if (value == 1)
			level->parent = k == 0 ? b->top : b->levels[k - 1].clause;
		b->nlevels = (uint32_t) k + 1;
	}
	level->series = series;
	level->value = value;
	level->lost = false;
	level->clause = new_clause(b, level->parent, 's', value, printed,
							   address_label(b, label, series, value));
	open_clause(b, level->clause, i, (uint32_t) (label->after - b->rd->src));
	b->bare = label->after >= b->rd->src + b->rd->lines[i].start + b->rd->lines[i].len;
}

/*
 * The item of a list that has lost its label in this extraction: "(a)" and
 * "(b)" are gone, "(c)" is there.  Returns the series of the list if line i,
 * the first paragraph behind a colon, is such an item, else RES_SERIES_NONE.
 *
 * Converters to Markdown drop the labels of whole lists; there a list is
 * lettered unless a label says otherwise, if its first item ends as items do.
 */
static ResSeries
lost_labels(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const ResLine *first = &rd->lines[i];
	uint32_t	count = 1;
	End			stop;
	int			n;

	for (n = 0; n < LOOK_FOR_LABEL; n++)
	{
		const char *p;
		const char *end;
		ResLabel	label;

		i = next_text(rd, i);
		if (i >= rd->nlines || number_at(b, i) > 0)
			break;
		p = rd->src + rd->lines[i].start;
		end = p + rd->lines[i].len;
		if (res_read_label(rd, p, end, &label))
		{
			if (label.series == RES_SERIES_LETTER && label.value == count + 1)
				return RES_SERIES_LETTER;
			if (label.series == RES_SERIES_LETTER && label.roman == count + 1)
				return RES_SERIES_ROMAN;
			break;
		}
		if (!starts_lower(p, end))
			count++;
	}
	if (!b->layout.markdown)
		return RES_SERIES_NONE;
	stop = line_end_joined(rd, rd->src + first->start, rd->src + first->start + first->len);
	return stop == END_SEMICOLON || stop == END_COMMA ? RES_SERIES_LETTER : RES_SERIES_NONE;
}

/* Begin item "value" of a list, though its label is not there. */
static void
open_lost(Builder *b, uint32_t i, uint32_t from, int k, ResSeries series, uint32_t value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	static const char *const romans[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
	ResLabel	label;

	memset(&label, 0, sizeof(label));
	label.series = series;
	label.inner = series == RES_SERIES_ROMAN ? (ResStr) {romans[value - 1], (uint32_t) strlen(romans[value - 1])} :
		(ResStr) {letters + value - 1, 1};
	label.after = b->rd->src + from;
	res_problem(b->rd, RES_SEVERITY_WARNING, b->rd->lines[i].no, "item (%.*s) of a list stands without its label",
				(int) label.inner.len, label.inner.p);
	open_sub(b, i, &label, k, series, value);
	b->levels[k].lost = true;
}

/*
 * Does line i open an item without its label?  The first stands behind a
 * colon, the next ones behind items that lost theirs.
 */
static bool
read_lost_item(Builder *b, uint32_t i, uint32_t from, int strength)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + from;
	const char *end = rd->src + rd->lines[i].start + rd->lines[i].len;
	ResSeries	series;
	int			k;

	if (!b->layout.para_lines || b->kind != PARA_CLAUSE || b->top < 0 || b->part == RES_ANNEX || starts_lower(p, end) ||
		b->quotes > 0 || res_open_quote_len(p, end) > 0 ||
		(!b->layout.markdown && line_end_joined(rd, p, end) == END_NONE) ||
		number_at(b, i) > 0)
		return false;
	if (b->end == END_COLON)
	{
		if (b->nlevels >= RES_MAX_DEPTH || (series = lost_labels(b, i)) == RES_SERIES_NONE)
			return false;
		open_lost(b, i, from, (int) b->nlevels, series, 1);
		return true;
	}
	if (b->end != END_SEMICOLON && b->end != END_COMMA)
		return false;
	for (k = (int) b->nlevels - 1; k >= 0 && !b->levels[k].lost; k--)
		;
	if (k < 0 || (b->part == RES_PREAMBULAR && strength == 2) ||
		b->levels[k].value >= (series = b->levels[k].series, series == RES_SERIES_ROMAN ? 10u : 26u))
		return false;
	open_lost(b, i, from, k, series, b->levels[k].value + 1);
	return true;
}

/* Words after sub-paragraphs go back to the numbered paragraph. */
static void
continue_top(Builder *b, uint32_t i)
{
	b->nlevels = 0;
	open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, b->top, i, b->rd->lines[i].start);
}

/* ---------- deciding line by line ---------- */

/* The next text line behind i, or nlines. */
static uint32_t
next_text(const ResReader *rd, uint32_t i)
{
	for (i++; i < rd->nlines; i++)
		if (rd->lines[i].role == RES_LINE_TEXT)
			return i;
	return rd->nlines;
}

/*
 * Does the open list go on below line i?  Then what stands there in lower case
 * belongs to its last item.  Looks at the lines a long item may have.
 */
static bool
list_goes_on(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			n;

	for (n = 0; n < 40; n++)
	{
		const char *p;
		const char *end;
		const char *after;
		ResLabel	label;

		i = next_text(rd, i);
		if (i >= rd->nlines)
			return false;
		p = rd->src + rd->lines[i].start;
		end = p + rd->lines[i].len;
		if (res_read_number(rd, p, end, &after) > 0)
			return false;
		if (res_read_label(rd, p, end, &label))
		{
			ResSeries	series;
			uint32_t	value;
			int			k = fit_label(b, &label, false, &series, &value);

			return k >= 0 && k < (int) b->nlevels && value > 1;
		}
	}
	return false;
}

/*
 * Was the line before broken though the first word of this one and "margin"
 * letters more would have fitted?  Then its end was meant.
 */
static bool
broken_early(const Builder *b, uint32_t i, uint32_t margin)
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
static int
starts_by_print(const Builder *b, uint32_t i)
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

/* A line that says at which meeting the text was adopted. */
static bool
is_meeting_line(const Builder *b, uint32_t i)
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
		meeting.p == p && line_end(p, end) == END_NONE)
	{
		ResStr		second;
		const char *rest;

		if (line->len < 60)
			return true;
		q = skip_blanks(q, end);
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
	return line_end(p, end) == END_NONE || line->len < 60;
}

/* "[Adopted without a vote.]", "[Adopted by a recorded vote of …" */
static bool
is_vote_line(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return *p == '[' && res_lex_match(rd->lang, RES_LEX_ADOPTED, p + 1, end, NULL) > 0;
}

/*
 * "Annex", "Annex II" alone on a line, or with its title behind a colon or
 * dash.  *label is the number behind it, in Latin letters.
 */
static bool
is_annex_line(const Builder *b, uint32_t i, ResStr *label)
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
	q = skip_blanks(p + n, end);
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
	q = skip_blanks(q, end);
	if (q < end && *q == '*')
		q++;
	/* only its number: "Annex II"; "Annex A to …" is text */
	if (q == end)
		return label->p != NULL;

	/* or a colon or dash and its title: "Annex A: Statement" */
	n = res_dash_len(q, end);
	if (n == 0 && *q != ':' && !(n = res_lex_match(rd->lang, RES_LEX_TITLE_MARK, q, end, NULL)))
		return false;
	q = skip_blanks(q + (n > 0 ? n : 1), end);
	return q < end && (b->layout.para_lines || b->end == END_STOP) && line_end(p, end) == END_NONE;
}

static void
start_annex(Builder *b, uint32_t i, ResStr label)
{
	close_para(b);
	b->part = RES_ANNEX;
	b->after = false;
	b->nested = false;
	b->annexes++;
	b->number = 0;
	b->nlevels = 0;
	b->top = RES_NONE;
	b->section = RES_NULL_STR;
	new_segment(b, RES_NULL_STR);
	segment(b)->annex_label = label;
	open_para(b, PARA_ANNEX_HEADING, RES_BLOCK_HEADING, RES_NONE, i, b->rd->lines[i].start);
	close_para(b);
	b->end = END_STOP;
}

static ResStr
line_string(Builder *b, uint32_t i)
{
	/* blanks folded */
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

static void
heading(Builder *b, uint32_t i)
{
	ResStr		text = line_string(b, i);
	bool		more = b->kind == PARA_HEADING && b->last_line + 1 >= i;

	if (more && b->section.p != NULL)
	{
		/* a heading of several lines, or the title below its label */
		b->section = res_printf(b->rd->arena, "%.*s %.*s", (int) b->section.len, b->section.p,
								(int) text.len, text.p);
		take(b, i, b->rd->lines[i].start);
	}
	else
	{
		b->section = text;
		open_para(b, PARA_HEADING, RES_BLOCK_HEADING, RES_NONE, i, b->rd->lines[i].start);
	}
	b->end = END_STOP;
}

/* Does an operative paragraph begin on this line? */
static bool
opens_operative(const Builder *b, uint32_t i)
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
static bool
opens_preambular(const Builder *b, uint32_t i)
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
static bool
opens_something(Builder *b, uint32_t i)
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

/*
 * In running lines: the line before was broken early, and so is this one in
 * front of the next.
 */
static bool
stands_alone(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	uint32_t	next = next_text(rd, i);
	const char *p;
	const char *w;
	uint32_t	word;

	if (next >= rd->nlines || !broken_early(b, i, UNKNOWN_MARGIN))
		return false;
	p = rd->src + rd->lines[next].start;
	w = memchr(p, ' ', rd->lines[next].len);
	word = w == NULL ? rd->lines[next].len : (uint32_t) (w - p);
	return rd->lines[i].len + 1 + word + UNKNOWN_MARGIN < b->layout.width;
}

/* The number of the paragraph that begins on line i; 0 if none does. */
static uint32_t
number_at(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *after;

	if (i >= rd->nlines)
		return 0;
	return res_read_number(rd, rd->src + rd->lines[i].start,
						   rd->src + rd->lines[i].start + rd->lines[i].len, &after);
}

/* Asterisks and blanks, nothing else. */
static bool
only_asterisks(const char *p, const char *end)
{
	while (p < end && (*p == '*' || *p == ' '))
		p++;
	return p >= end;
}

/* Figures and blanks, nothing else. */
static bool
only_figures(const char *p, const char *end)
{
	while (p < end && (res_is_digit(*p) || *p == ' '))
		p++;
	return p >= end;
}

/* The next number, or the next label of the innermost list. */
static bool
goes_on(const Builder *b, const char *p, const char *end)
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
static bool
goes_on_below(const Builder *b, uint32_t i)
{
	uint32_t	next = next_text(b->rd, i);
	const char *p;

	if (next >= b->rd->nlines)
		return false;
	p = b->rd->src + b->rd->lines[next].start;
	return goes_on(b, p, p + b->rd->lines[next].len);
}

/*
 * A heading: no closing punctuation, begins with a capital or digit, short, and
 * behind it something opens a paragraph.
 */
static bool
is_heading(Builder *b, uint32_t i, int print)
{
	ResReader  *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	const char *end = p + line->len;
	uint32_t	next;
	int			hops;

	if (line->len > 300 || starts_lower(p, end))
		return false;
	if (line_end(p, end) != END_NONE &&
		!(line_end(p, end) == END_COLON && line->len < 80 && print > 0 && b->number > 0 && number_at(b, next_text(rd, i)) == b->number + 1))
		return false;
	if (end[-1] == ')' && *p == '(' && !(b->layout.para_lines && opens_operative(b, next_text(rd, i))))
		return false;
	if (only_figures(p, end))
		return false;			/* the call of a note, on a line of its own */
	if (b->kind == PARA_CLAUSE && b->end == END_NONE &&
		!(b->layout.para_lines && print > 0 && b->nlevels > 0 && line->len < 80 && goes_on_below(b, i)))
		return false;
	/* behind a comma only in the preamble or a list, where paragraphs end in one */
	if (b->kind == PARA_CLAUSE && b->end == END_COMMA && !(print > 0) &&
		((b->part == RES_OPERATIVE && b->nlevels == 0) || !stands_alone(b, i)))
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
		if (opens_something(b, next))
		{
			/* a paragraph ends in a stop, so what has none in front of the next number … */
			return broken_early(b, i, MARGIN) || print > 0 ||
				(b->number > 0 && number_at(b, next) == b->number + 1);
		}
		{
			const char *q = rd->src + rd->lines[next].start;

			End			e = line_end(q, q + rd->lines[next].len);

			if ((e != END_NONE && e != END_COLON) || rd->lines[next].len > 90)
				return false;
		}
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

/* Does a paragraph open within three lines of line i? */
static bool
opens_soon(Builder *b, uint32_t i)
{
	int			hops;

	for (hops = 0; hops < 3; hops++)
	{
		i = next_text(b->rd, i);
		if (i >= b->rd->nlines)
			return false;
		if (opens_something(b, i))
			return true;
	}
	return false;
}

/*
 * Up to three lines without a stop, and then a paragraph opens: a title.  A
 * paragraph that began on line i would have come to its stop.
 */
static bool
title_runs(Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			hops;

	for (hops = 0; hops < 3; hops++)
	{
		const char *p = rd->src + rd->lines[i].start;
		End			e = line_end(p, p + rd->lines[i].len);

		if (rd->lines[i].len > 200 || (e != END_NONE && e != END_COMMA))
			return false;
		i = next_text(rd, i);
		if (i >= rd->nlines)
			return false;
		if (opens_something(b, i))
			return e == END_NONE;
	}
	return false;
}

/* Does the open clause say what the last paragraph says: "… remain seized of the matter."? */
static bool
last_paragraph(const Builder *b)
{
	const ResFlow *flow = b->rd->flow;
	const ResFlowBlock *block = &flow->blocks[flow->nblocks - 1];
	const char *end = flow->text + flow->len;
	const char *p = flow->len - block->start > 160 ? end - 160 : flow->text + block->start;

	for (; p < end; p++)
		if (p[0] == ' ' && res_lex_match(b->rd->lang, RES_LEX_LAST_PARAGRAPH, p + 1, end, NULL) > 0)
			return true;
	return false;
}

/* A label, in a list that is quoted behind the mark that opens the quotation: "“(a) On …". */
static bool
read_quoted_label(const Builder *b, const char *p, const char *end, ResLabel *label)
{
	if (b->rd->shape == RES_SHAPE_RESOLUTION && (b->nlevels > 0 || b->last_colon >= 0))
		p += res_open_quote_len(p, end);
	return res_read_label(b->rd, p, end, label);
}

/*
 * A row of a table: words, then an amount or a rate as the last cell ("General
 * income 21 744 000", "Afghanistan 0.005").
 */
static bool
is_table_row(const Builder *b, uint32_t i)
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
static bool
table_begins(const Builder *b, uint32_t i)
{
	uint32_t	rows = 0;
	int			n;

	for (n = 0; n < 5 && i < b->rd->nlines; n++)
	{
		rows += is_table_row(b, i);
		i = next_text(b->rd, i);
	}
	return rows >= 2;
}

/*
 * A label alone "A" or "II" between paragraphs; its title may be on the same
 * line.
 */
static bool
is_section_label(Builder *b, uint32_t i, int print, ResStr *label, const char **title)
{
	ResReader  *rd = b->rd;
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	if (!res_read_section(rd, p, end, label, title))
		return false;
	if (b->kind == PARA_CLAUSE && b->end == END_NONE && *title == end &&
		label_goes_on(b, *label) && opens_soon(b, i))
		return true;			/* the paragraph above lost its end */
	if (b->kind == PARA_CLAUSE && print <= 0 &&
		(b->end == END_NONE || (b->end == END_COMMA && *title < end)))
		return false;
	if (*title < end)
	{
		/* a title behind it: no closing punctuation */
		if (line_end(*title, end) != END_NONE)
			return false;
		return b->end != END_NONE || print > 0;
	}
	return b->end != END_NONE || print > 0;
}

/*
 * Behind line i: the first number, or another preambular paragraph.  Openings
 * that both parts have say nothing unless their end does; a few are passed.
 */
static bool
preamble_goes_on(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;
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
		if (!(parts & RES_PHRASE_PREAMBULAR))
			return false;
		if (!(parts & RES_PHRASE_OPERATIVE) || line_end(p, end) == END_COMMA)
			return true;
	}
	return false;
}

/*
 * In running lines: does the paragraph that begins on line i end in a comma in
 * front of another preambular one, though its verb is of the other part?
 */
static bool
ends_in_preamble(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			n;

	for (n = 0; n < LOOK_FOR_NUMBER; n++)
	{
		const char *p = rd->src + rd->lines[i].start;
		End			e = line_end(p, p + rd->lines[i].len);

		i = next_text(rd, i);
		if (i >= rd->nlines || number_at(b, i) > 0 || (e != END_NONE && e != END_COMMA))
			return false;
		if (e == END_COMMA && opens_preambular(b, i))
			return true;
	}
	return false;
}

/* The next number, its full stop lost, in front of an operative phrase. */
static uint32_t
number_without_stop(const Builder *b, uint32_t i, const char *p, const char *end, const char **after)
{
	uint32_t	n = 0;
	const char *q = p;
	int			strength;

	while (q < end && res_is_digit(*q) && q - p < 3)
		n = n * 10 + (uint32_t) (*q++ - '0');
	if (n != b->number + 1 || b->number == 0)
		return 0;
	if (q == end && opens_operative(b, next_text(b->rd, i)) && number_at(b, next_text(b->rd, i)) == 0)
	{
		*after = end;
		return n;
	}
	if (q >= end || res_blank_len(q, end) == 0)
		return 0;
	q = skip_blanks(q, end);
	if (!(res_opens_line(b->rd, q, end, &strength) & RES_PHRASE_OPERATIVE) || strength < 2)
		return 0;
	*after = q;
	return n;
}

/* "B Title": a letter and a title that has a capital, or is in a script that has none. */
static bool
letter_and_title(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return rd->lines[i].len >= 4 && res_is_upper(p[0]) && p[1] == ' ' &&
		(res_is_upper(p[2]) || ((unsigned char) p[2] >= 0x80 && !starts_lower(p + 2, end)));
}

/* The same above a formula. */
static bool
part_letter(const Builder *b, uint32_t i, ResStr *label)
{
	const ResReader *rd = b->rd;
	uint32_t	next = next_text(rd, i);

	if (!letter_and_title(rd, i) || next >= rd->nlines || !res_line_is_formula(rd, next, NULL))
		return false;
	*label = (ResStr) {rd->src + rd->lines[i].start, 1};
	return true;
}

static void
start_formula(Builder *b, uint32_t i, uint32_t rest)
{
	ResReader  *rd = b->rd;
	uint32_t	line_stop = rd->lines[i].start + rd->lines[i].len;

	close_para(b);
	b->kind = PARA_FORMULA;
	b->quotes = 0;
	res_flow_begin(rd, RES_BLOCK_FORMULA, RES_NONE);
	res_flow_add(rd, rd->lines[i].start, rest < line_stop ? rest : line_stop);
	close_para(b);
	rd->lines[i].role = RES_LINE_USED;
	b->last_line = i;
	b->end = END_STOP;
	b->number = 0;
	b->nlevels = 0;
	b->top = RES_NONE;
	b->after = false;
}

/* A later formula: a new part, or a resolution recommended inside this one. */
static void
another_formula(Builder *b, uint32_t i, uint32_t rest)
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
		new_segment(b, RES_NULL_STR);
	}
	else
	{
		b->parts++;
		b->part_label = b->pending_label;
		b->part = RES_PREAMBULAR;
		b->section = RES_NULL_STR;
		new_segment(b, RES_NULL_STR);
	}
	b->pending_label = RES_NULL_STR;
	start_formula(b, i, rest);
}

/*
 * One line of the text.
 */
static void
read_line(Builder *b, uint32_t i, uint32_t from)
{
	ResReader  *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + from;
	const char *end = rd->src + line->start + line->len;
	const char *after;
	uint32_t	number;
	uint32_t	rest;
	ResLabel	label;
	ResStr		section;
	const char *title;
	int			print = starts_by_print(b, i);
	int			strength = 0;
	uint8_t		parts;
	bool		closed = b->kind != PARA_CLAUSE || b->end != END_NONE;
	/* each paragraph of a statement opens a quotation mark, only the last closes it */
	bool		in_quote = b->kind == PARA_CLAUSE && b->quotes > 0 && rd->shape != RES_SHAPE_STATEMENT;

	/* a formula */
	if (from == line->start && closed && res_line_is_formula(rd, i, &rest))
	{
		another_formula(b, i, rest);
		if (rest < line->start + line->len)
			read_line(b, i, rest);
		return;
	}

	/* a table behind "as follows:" is no text of a clause */
	if (rd->shape == RES_SHAPE_RESOLUTION && b->part == RES_OPERATIVE &&
		(b->table ? is_table_row(b, i) || (!opens_something(b, i) && line->len < 100 && table_begins(b, i)) :
		 b->end == END_COLON && !opens_something(b, i) && table_begins(b, i)))
	{
		if (b->table)
			take(b, i, from);
		else
			open_para(b, PARA_TEXT, RES_BLOCK_OTHER, RES_NONE, i, from);
		b->table = true;
		b->end = END_STOP;
		return;
	}
	if (b->table)
	{
		b->table = false;
		b->end = END_STOP;
		closed = true;
	}

	/* a row of asterisks sets paragraphs apart and says nothing */
	if (*p == '*' && only_asterisks(p, end))
	{
		b->last_line = i;
		return;
	}

	/* the text of a label that stood alone on its line */
	if (b->bare && b->kind == PARA_CLAUSE && res_read_number(rd, p, end, &after) == 0 &&
		!res_read_label(rd, p, end, &label))
	{
		take(b, i, from);
		return;
	}

	/* behind the operative part */
	if (is_annex_line(b, i, &section) && (closed || print > 0) &&
		(b->part != RES_PREAMBULAR || b->after))
	{
		start_annex(b, i, section);
		return;
	}
	if (b->part != RES_PREAMBULAR && b->part != RES_ANNEX && !b->after &&
		(closed || (res_is_digit(*p) && (print > 0 || line->len < 40))) &&
		(is_vote_line(b, i) || is_meeting_line(b, i)))
	{
		b->after = true;
		if (rd->tail_start == rd->nlines)
			rd->tail_start = i;
		rd->tail_end = i + 1;
		close_para(b);
		b->end = END_STOP;
		b->last_line = i;
		return;
	}
	if (b->after)
	{
		/* the next part of a decision */
		if (rd->shape == RES_SHAPE_DECISION && b->pending_label.p != NULL &&
			res_lex_match(rd->lang, RES_LEX_DECISION_OPENING, p, end, NULL) > 0)
		{
			b->parts++;
			b->part_label = b->pending_label;
			b->pending_label = RES_NULL_STR;
			b->section = RES_NULL_STR;
			b->after = false;
			b->number = 0;
			new_segment(b, RES_NULL_STR);
			open_unnumbered(b, i, from);
			return;
		}

		/* closing lines, up to an annex, a section label or a formula */
		if (is_section_label(b, i, 1, &section, &title) ||
			part_letter(b, i, &section))
		{
			b->pending_label = section;
			heading(b, i);
			return;
		}
		if (rd->tail_end == i || rd->lines[i].no < rd->lines[rd->tail_end - 1].no + 40)
			rd->tail_end = i + 1;
		close_para(b);
		b->last_line = i;
		return;
	}

	/*
	 * Inside a quotation everything belongs to the clause, but for lists, and
	 * for what goes on behind a mark that was never closed.
	 */
	if (in_quote && b->last_colon >= 0 &&
		(b->quote_opens || !closed || print <= 0 || !goes_on(b, p, end)) &&
		!(rd->shape == RES_SHAPE_RESOLUTION && print > 0 && read_quoted_label(b, p, end, &label) &&
		  label.series != RES_SERIES_BULLET))
	{
		take(b, i, from);
		return;
	}

	/* numbers */
	number = res_read_number(rd, p, end, &after);
	if (number == 0 && closed && res_is_digit(*p) && (print > 0 || line->len <= 3))
		number = number_without_stop(b, i, p, end, &after);
	if (number > 0)
	{
		bool		sub = false;
		bool		good = false;

		if (number == b->number + 1)
		{
			/* a heading without a stop in front: its line is short */
			good = closed || print > 0 ||
				(b->part == RES_OPERATIVE && after < end && !starts_lower(after, end) && broken_early(b, i, UNKNOWN_MARGIN));

			/* "1." in lower case below an open list, or below a colon */
			if (number == 1 && b->nlevels > 0 && b->part == RES_OPERATIVE && starts_lower(after, end))
				sub = true;
			if (b->part == RES_PREAMBULAR && b->pcount > 0 && b->end == END_COLON && starts_lower(after, end))
				sub = true;
		}
		else if (number == 1 && b->part == RES_OPERATIVE && closed)
		{
			/* numbering starts again: a new section, or a list of its own */
			if (b->kind == PARA_HEADING || b->pending_label.p != NULL || b->end == END_STOP ||
				b->end == END_SEMICOLON)
				good = b->kind == PARA_HEADING || print > 0 || b->layout.para_lines || b->end == END_STOP;
			if (b->end == END_COLON || (b->nlevels > 0 && starts_lower(after, end)))
				sub = true;
			if (good && !sub && b->kind != PARA_HEADING)
				new_segment(b, RES_NULL_STR);
		}
		else if (number > b->number + 1 && number <= b->number + 3 && b->number > 0 && closed)
			good = (print > 0 || broken_early(b, i, MARGIN)) &&
				(after == end || res_opens_line(rd, after, end, &strength) != 0);
		else if (number == 1 && b->part == RES_ANNEX && closed)
		{
			good = true;
			if (b->kind != PARA_HEADING)
				new_segment(b, RES_NULL_STR);
		}
		else if (b->number == 0 && number > 1 && closed && b->part != RES_ANNEX &&
				 res_opens_line(rd, after, end, &strength) != 0 && strength == 2)
			good = true;		/* the first numbers were lost */
		else if (b->nlevels > 0 && b->levels[b->nlevels - 1].series == RES_SERIES_NUMBER &&
				 number == b->levels[b->nlevels - 1].value + 1 && closed)
			sub = true;
		if (sub && b->top >= 0)
		{
			ResLabel	l;
			int			k = (int) b->nlevels;

			memset(&l, 0, sizeof(l));
			l.series = RES_SERIES_NUMBER;
			l.value = number;
			l.inner = (ResStr) {p, 0};
			while (l.inner.len < 3 && res_is_digit(p[l.inner.len]))
				l.inner.len++;
			l.printed = l.inner;
			l.after = after;
			for (k = 0; k < (int) b->nlevels; k++)
				if (b->levels[k].series == RES_SERIES_NUMBER)
					break;
			if (k < RES_MAX_DEPTH)
			{
				open_sub(b, i, &l, k, RES_SERIES_NUMBER, number);
				return;
			}
		}
		if (good)
		{
			open_numbered(b, i, number, (uint32_t) (after - rd->src));
			return;
		}
	}

	/* labels of sub-paragraphs */
	if (b->top >= 0 && read_quoted_label(b, p, end, &label))
	{
		ResSeries	series;
		uint32_t	value;
		bool		strong = print > 0 && closed;
		int			k = -1;

		/* "as follows;" by slip */
		strong |= closed && b->nlevels == 0 && b->end == END_SEMICOLON && label.value == 1 && !b->layout.para_lines &&
			label.series != RES_SERIES_BULLET && broken_early(b, i, MARGIN);
		if (closed || print > 0 || label.after == end ||
			(b->end == END_NONE && label.value == 1 && broken_early(b, i, MARGIN)))
			k = fit_label(b, &label, strong, &series, &value);
		if (k >= 0)
		{
			open_sub(b, i, &label, k, series, value);
			return;
		}
	}

	/* the meeting line of the part above may be missing */
	if (closed && b->part == RES_OPERATIVE && part_letter(b, i, &section))
	{
		b->pending_label = section;
		heading(b, i);
		return;
	}

	/* section labels */
	if (is_section_label(b, i, print, &section, &title) &&
		!(b->kind == PARA_FORMULA && b->part == RES_PREAMBULAR))
	{
		bool		after_label = b->kind == PARA_HEADING;

		new_segment(b, section);
		b->pending_label = section;
		if (after_label)
			close_para(b);
		heading(b, i);
		b->nlevels = 0;
		return;
	}

	/* the title below a section's label, though it may begin like a phrase */
	if (b->kind == PARA_HEADING && b->pending_label.p != NULL && b->last_line + 1 >= i &&
		rd->shape == RES_SHAPE_RESOLUTION && title_runs(b, i))
	{
		heading(b, i);
		return;
	}

	/* opening phrases */
	parts = res_opens_line(rd, p, end, &strength);

	if (rd->shape == RES_SHAPE_RESOLUTION && print > 0 && read_lost_item(b, i, from, strength))
		return;

	/* "Taking stock: a review", "Lifting of measures", in front of the first number */
	if (parts != 0 && b->layout.para_lines && rd->shape == RES_SHAPE_RESOLUTION && b->part == RES_PREAMBULAR &&
		b->kind == PARA_CLAUSE && b->end == END_COMMA && b->pcount > 0 && line->len < 200 && print > 0 &&
		(strength < 2 || memchr(p, ':', line->len) != NULL) && line_end(p, end) == END_NONE &&
		number_at(b, next_text(rd, i)) == 1)
	{
		new_segment(b, RES_NULL_STR);
		b->pending_label = RES_NULL_STR;
		heading(b, i);
		return;
	}
	if (rd->shape == RES_SHAPE_RESOLUTION && parts != 0 && b->part != RES_ANNEX)
	{
		bool		preambular = (parts & RES_PHRASE_PREAMBULAR) != 0;
		bool		operative = (parts & RES_PHRASE_OPERATIVE) != 0;
		bool		opens = false;

		if (preambular && operative)
		{
			/* the same word in both parts: its end tells */
			if (b->layout.para_lines)
			{
				End			e = line_end(p, end);

				operative = e == END_SEMICOLON || e == END_STOP ||
					(e == END_COLON && number_at(b, next_text(rd, i)) != 1);
				if (operative && b->part == RES_PREAMBULAR && preamble_goes_on(b, i))
					operative = false;	/* a slip of the closing mark */
				preambular = !operative;
			}
			else if (b->part == RES_PREAMBULAR)
				operative = false;
			else
				preambular = false;
		}
		/* a slip: a paragraph of the preamble with the verb of the other part */
		if (operative && !preambular && b->part == RES_PREAMBULAR &&
			(b->layout.para_lines ? line_end(p, end) == END_COMMA && preamble_goes_on(b, i) : ends_in_preamble(b, i)))
			preambular = true;
		if (b->part == RES_PREAMBULAR)
		{
			if (b->kind != PARA_CLAUSE)
				opens = true;
			else if (strength == 2)
				opens = closed ? (print >= 0 || b->layout.blank_needed == false ||
								  (line->flags & RES_LINE_AFTER_PAGE)) : print > 0;
			else
				opens = closed && (print > 0 || (print == 0 && broken_early(b, i, UNKNOWN_MARGIN)));
			if (opens && closed && print < 0 && b->end == END_COMMA && strength < 2)
				opens = false;
			if (opens && operative && !preambular && b->pcount > 0 && b->kind == PARA_CLAUSE &&
				print <= 0 && strength < 2)
				opens = false;
			if (opens)
			{
				if (operative && !preambular)
				{
					b->part = RES_OPERATIVE;
					open_unnumbered(b, i, from);
				}
				else
					open_preambular(b, i, from);
				return;
			}
		}
		else if (b->part == RES_OPERATIVE && operative && strength == 2)
		{
			/* further unnumbered paragraphs */
			if (b->number == 0 && b->nlevels == 0)
				opens = (b->end == END_COMMA || b->end == END_SEMICOLON || b->end == END_STOP) &&
					(print > 0 || (print == 0 && broken_early(b, i, MARGIN) && b->end != END_COMMA));
			else
				opens = print > 0 && (b->nlevels == 0 ? b->end == END_SEMICOLON || b->end == END_STOP :
									  b->number == 0 && b->end != END_COLON && b->end != END_COMMA);
			if (b->kind == PARA_HEADING)
				opens = true;
			if (opens)
			{
				open_unnumbered(b, i, from);
				return;
			}
		}
		else if (b->part == RES_OPERATIVE && preambular && !operative && b->kind == PARA_HEADING &&
				 strength == 2)
		{
			/* a section with a preamble of its own */
			b->part = RES_PREAMBULAR;
			open_preambular(b, i, from);
			b->number = 0;
			return;
		}
	}

	/*
	 * A heading between preambular paragraphs.  The official markup counts it
	 * as one of them (A/RES/78/148: "Transport and transit corridors").
	 */
	if (b->part == RES_PREAMBULAR && b->kind == PARA_CLAUSE && b->pcount > 0 && b->end == END_COMMA &&
		strength == 0 && !b->layout.para_lines && rd->shape == RES_SHAPE_RESOLUTION &&
		line->len < 80 && !starts_lower(p, end) && !only_figures(p, end) && line_end(p, end) == END_NONE &&
		opens_preambular(b, next_text(rd, i)) &&
		(print > 0 ? (rd->lines[next_text(rd, i)].flags & RES_LINE_AFTER_BLANK) != 0 : stands_alone(b, i)))
	{
		open_preambular(b, i, from);
		b->end = END_COMMA;
		return;
	}

	/*
	 * The Council's last paragraph has been read: what has a heading behind it
	 * is attached, though no line says "Annex".
	 */
	if (b->part == RES_OPERATIVE && rd->shape == RES_SHAPE_RESOLUTION && b->kind == PARA_CLAUSE &&
		b->end == END_STOP && b->nlevels == 0 && print >= 0 && res_is(rd->doc->header.organ, "S") &&
		is_heading(b, i, print) && last_paragraph(b))
	{
		start_annex(b, i, RES_NULL_STR);
		return;
	}

	/* headings */
	if ((b->part == RES_OPERATIVE || b->part == RES_ANNEX || b->kind == PARA_HEADING ||
		 (b->part == RES_PREAMBULAR && b->pcount > 0 && strength < 2 &&
		  opens_operative(b, next_text(rd, i)) && (print > 0 || stands_alone(b, i)))) &&
		rd->shape == RES_SHAPE_RESOLUTION && print >= 0 && is_heading(b, i, print))
	{
		if (b->kind != PARA_HEADING)
		{
			new_segment(b, RES_NULL_STR);
			b->pending_label = RES_NULL_STR;
		}
		heading(b, i);
		return;
	}

	/* a heading goes on */
	if (b->kind == PARA_HEADING && print < 0 && rd->shape == RES_SHAPE_RESOLUTION &&
		!starts_lower(p, end) && line->len < 100)
	{
		heading(b, i);
		return;
	}

	/* words that go on after sub-paragraphs */
	if (b->kind == PARA_CLAUSE && b->nlevels > 0 && b->top >= 0 && starts_lower(p, end) &&
		(((b->end == END_SEMICOLON || b->end == END_COMMA) && print > 0) ||
		 (b->end == END_SEMICOLON && broken_early(b, i, print == 0 ? MARGIN : UNKNOWN_MARGIN) &&
		  !list_goes_on(b, i))))
	{
		continue_top(b, i);
		return;
	}

	/* decisions and statements: each paragraph is a clause */
	if (rd->shape != RES_SHAPE_RESOLUTION && b->part != RES_ANNEX)
	{
		bool		opens = print > 0 && b->end != END_NONE && b->end != END_COMMA && !starts_lower(p, end);

		/* a list without labels belongs to the sentence that introduces it */
		if (rd->shape == RES_SHAPE_DECISION && b->end == END_COLON)
			opens = false;

		/* what an instruction quotes belongs to it */
		if (rd->shape == RES_SHAPE_AMENDMENT)
			opens = opens && b->end != END_COLON && b->quotes == 0 &&
				res_lex_match(rd->lang, RES_LEX_AMENDMENT_OPENING, p, end, NULL) > 0;
		if (b->kind != PARA_CLAUSE || opens)
		{
			b->part = RES_OPERATIVE;
			open_unnumbered(b, i, from);
			return;
		}
	}

	/* the paragraph goes on */
	if (b->kind == PARA_CLAUSE)
	{
		bool		fresh = print > 0 && closed && (b->layout.lower_case || !starts_lower(p, end));

		if (!fresh || b->end == END_COLON || b->end == END_COMMA)
		{
			if (fresh && b->part == RES_PREAMBULAR && b->end == END_COMMA && b->nlevels == 0 &&
				!res_is_digit(*p) && *p != '*'  && (b->layout.para_lines || (b->layout.blank_starts && strength >= 1)))
			{
				open_preambular(b, i, from);
				return;
			}
			take(b, i, from);
			return;
		}
	}
	if (b->part == RES_PREAMBULAR && (b->kind == PARA_FORMULA || b->kind == PARA_NONE) && b->pcount == 0 &&
		b->number == 0 && rd->shape == RES_SHAPE_RESOLUTION)
	{
		/* whatever stands first below the formula is its first paragraph */
		End			e = line_end(p, end);

		if (b->layout.para_lines && (e == END_STOP || e == END_SEMICOLON))
		{
			b->part = RES_OPERATIVE;
			open_unnumbered(b, i, from);
		}
		else
			open_preambular(b, i, from);
		return;
	}
	if (b->part == RES_PREAMBULAR && b->kind == PARA_CLAUSE && print > 0 && closed)
	{
		open_preambular(b, i, from);
		return;
	}
	if (b->part == RES_ANNEX)
	{
		if (b->kind == PARA_TEXT && !(print > 0) && !closed)
		{
			take(b, i, from);
			return;
		}
		if (b->kind == PARA_TEXT && print <= 0 && !broken_early(b, i, MARGIN))
		{
			take(b, i, from);
			return;
		}
		open_para(b, PARA_TEXT, RES_BLOCK_ANNEX, RES_NONE, i, from);
		return;
	}
	if (b->part == RES_OPERATIVE && b->kind == PARA_CLAUSE && b->end == END_STOP && print > 0 &&
		b->layout.para_lines)
	{
		/* a sentence of its own below a finished paragraph */
		open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, b->nlevels > 0 ? b->levels[b->nlevels - 1].clause : b->top,
				  i, from);
		return;
	}
	if (b->kind == PARA_CLAUSE)
	{
		take(b, i, from);
		return;
	}
	if (b->kind == PARA_TEXT && !(print > 0))
	{
		take(b, i, from);
		return;
	}
	open_para(b, PARA_TEXT, RES_BLOCK_OTHER, RES_NONE, i, from);
	res_problem(rd, RES_SEVERITY_WARNING, line->no, "line could not be placed");
}

/* ---------- addresses ---------- */

/*
 * Which segments need their label in front: those of parts or sections in
 * which preamble or numbering starts again.
 */
static void
find_restarts(Builder *b)
{
	uint32_t	i;
	uint32_t	j;

	for (i = 0; i < b->nsegments; i = j)
	{
		uint32_t	ones = 0;
		uint32_t	preambles = 0;

		res_tick(b->rd->arena, 16);
		/* sections of one part (or annex) */
		for (j = i; j < b->nsegments && b->segments[j].part == b->segments[i].part &&
			 b->segments[j].annex == b->segments[i].annex; j++)
		{
			if (b->segments[j].first == 1)
				ones++;
			if (b->segments[j].preamble)
				preambles++;
		}
		if (ones > 1 || preambles > 1)
			for (uint32_t k = i; k < j; k++)
				b->segments[k].prefix_section = b->segments[k].label.p != NULL;
	}
	if (b->parts > 0)
		for (i = 0; i < b->nsegments; i++)
			b->segments[i].prefix_part = b->segments[i].part_label.p != NULL;
}

static ResStr
join(ResArena *arena, ResStr a, const char *sep, ResStr b)
{
	size_t		n = strlen(sep);
	char	   *out = res_alloc(arena, a.len + n + b.len + 1);

	memcpy(out, a.p, a.len);
	memcpy(out + a.len, sep, n);
	memcpy(out + a.len + n, b.p, b.len);
	return (ResStr) {out, (uint32_t) (a.len + n + b.len)};
}

static ResStr
clause_path(Builder *b, uint32_t c)
{
	ResReader  *rd = b->rd;
	const ResClause *clause = &rd->doc->clauses[c];
	const Address *address = &b->addresses[c];
	const Segment *s = &b->segments[address->segment];
	ResStr		path;

	if (address->kind == 's')
		return join(rd->arena, rd->doc->clauses[clause->parent].path, "", address->label);
	switch (address->kind)
	{
		case 'p':
			path = res_numbered(rd->arena, "p", address->value);
			break;
		case 'o':
			path = res_numbered(rd->arena, "o", address->value);
			break;
		default:
			path = res_numbered(rd->arena, "", address->value);
			break;
	}
	if (s->prefix_section)
		path = join(rd->arena, s->label, ".", path);
	if (s->annex > 0)
	{
		if (s->annex_label.p != NULL)
			path = join(rd->arena, s->annex_label, ".", path);
		path = join(rd->arena, RES_STR("annex"), ".", path);
	}
	if (s->prefix_part)
		path = join(rd->arena, s->part_label, ".", path);
	return path;
}

static uint32_t
hash_str(ResStr s)
{
	uint32_t	h = 2166136261u;
	uint32_t	i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char) s.p[i]) * 16777619u;
	return h;
}

/*
 * Give every clause its path; a path that is taken gets ~2, ~3 …
 */
static void
make_paths(Builder *b)
{
	ResReader  *rd = b->rd;
	ResDocument *doc = rd->doc;
	uint32_t	size = 64;
	int32_t    *slots;
	uint32_t   *repeats;
	uint32_t	c;

	find_restarts(b);
	while (size < doc->nclauses * 2)
		size *= 2;
	slots = res_alloc(rd->arena, sizeof(int32_t) * size);
	repeats = res_alloc(rd->arena, sizeof(uint32_t) * (doc->nclauses + 1));
	for (c = 0; c < size; c++)
	{
		res_tick(rd->arena, 4);
		slots[c] = -1;
	}
	for (c = 0; c < doc->nclauses; c++)
	{
		ResStr		path = clause_path(b, c);
		ResStr		base = path;
		int32_t		first = -1;

		res_tick(rd->arena, 256);
		for (;;)
		{
			uint32_t	h = hash_str(path) & (size - 1);

			while (slots[h] >= 0 && !res_str_eq(doc->clauses[slots[h]].path, path))
				h = (h + 1) & (size - 1);
			if (slots[h] < 0)
			{
				slots[h] = (int32_t) c;
				break;
			}
			if (first < 0)
			{
				first = slots[h];
				res_problem(rd, RES_SEVERITY_WARNING, 0,
							"paragraph %.*s stands more than once", (int) base.len, base.p);
			}
			if (repeats[first] == 0)
				repeats[first] = 1;
			repeats[first]++;
			path = res_printf(rd->arena, "%.*s~%u", (int) base.len, base.p, (unsigned) repeats[first]);
		}
		doc->clauses[c].path = path;
	}
	res_give_back(rd->arena, slots, sizeof(int32_t) * size);
	res_give_back(rd->arena, repeats, sizeof(uint32_t) * (doc->nclauses + 1));
	res_give_back(rd->arena, b->addresses, sizeof(Address) * b->capaddresses);
	res_give_back(rd->arena, b->segments, sizeof(Segment) * b->capsegments);
}

/* ---------- the stage ---------- */

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
	e = line_end(p, p + line->len);
	/* a comma behind a single word: "ISBA/28/C/9," of a list */
	return (e == END_NONE || (e == END_COMMA && memchr(p, ' ', line->len) == NULL)) &&
		!opens_something(b, i) && !res_read_section(rd, p, p + line->len, &label, &title);
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
 * Returns how many pieces stand behind line i + 1; 0 if there are none.
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

	if (i + 2 >= rd->nlines || rd->lines[i + 2].len > MAX_PIECE || !(rd->lines[i + 2].flags & RES_LINE_AFTER_BLANK) ||
		rd->lines[i + 1].role != RES_LINE_TEXT || (rd->lines[i + 1].flags & RES_LINE_AFTER_BLANK) ||
		line_end(p, p + rd->lines[i].len) > END_COMMA)
		return 0;
	last = rd->src + rd->lines[i + 1].start;
	if (line_end(p, p + rd->lines[i].len) == END_COMMA && !starts_lower(last, last + rd->lines[i + 1].len))
		return 0;
	if (line_end_joined(rd, last, last + rd->lines[i + 1].len) == END_NONE || opens_something(b, i + 1))
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
		line_end(first, first + rd->lines[i + 2].len) != END_COMMA)
		return 0;
	for (i = i + 2 + n; i < rd->nlines && rd->lines[i].role != RES_LINE_TEXT; i++)
		;
	if (i < rd->nlines && !opens_something(b, i))
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
static void
mend_broken_order(Builder *b)
{
	ResReader  *rd = b->rd;
	uint32_t	i;

	if (b->layout.para_lines)
		return;
	for (i = rd->head_end; i + 2 < rd->nlines; i++)
	{
		ResLine    *a = &rd->lines[i];
		ResLine    *last;
		ResLine    *first;
		const char *after;
		const char *p = rd->src + a->start;
		const char *q;
		ResLabel	label;
		bool		number;
		int			strength;
		uint32_t	n;

		res_tick(rd->arena, 16);
		if (a->role != RES_LINE_TEXT || !(rd->lines[i + 2].flags & RES_LINE_AFTER_BLANK))
			continue;
		last = &rd->lines[i + 1];
		first = &rd->lines[i + 2];
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
		if (last->role != RES_LINE_TEXT || first->role != RES_LINE_TEXT ||
			!(first->flags & RES_LINE_AFTER_BLANK) || (last->flags & RES_LINE_AFTER_BLANK))
			continue;
		p = rd->src + last->start;
		if (!(starts_lower(p, p + last->len) || res_is_digit(*p) || is_short_tail(p, p + last->len)) ||
			line_end(p, p + last->len) == END_NONE || line_end(p, p + last->len) == END_COMMA)
			continue;
		q = rd->src + first->start;
		if (line_end(q, q + first->len) != END_NONE || first->len <= last->len)
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

/*
 * res_clauses_read — everything from the formula on: clauses, headings,
 * annexes.
 */
void
res_clauses_read(ResReader *rd)
{
	Builder		b;
	uint32_t	i;
	uint32_t	rest;

	memset(&b, 0, sizeof(b));
	b.rd = rd;
	b.top = RES_NONE;
	b.clause = RES_NONE;
	b.last_colon = RES_NONE;
	b.part = RES_PREAMBULAR;
	b.end = END_STOP;
	learn_layout(&b);
	mend_broken_order(&b);

	/* a part's letter above the first formula */
	for (i = rd->head_end; i > 0 && i + 4 > rd->head_end; i--)
	{
		ResStr		label;
		const char *title;
		const char *p = rd->src + rd->lines[i - 1].start;
		const char *end = p + rd->lines[i - 1].len;

		if (res_read_section(rd, p, end, &label, &title) && label.len == 1)
			b.part_label = label;
		else if (letter_and_title(rd, i - 1) && *p <= 'H' && b.part_label.p == NULL)
			b.part_label = (ResStr) {p, 1};
	}
	new_segment(&b, RES_NULL_STR);

	i = rd->head_end;
	if (rd->has_formula && i < rd->nlines)
	{
		res_line_is_formula(rd, i, &rest);
		start_formula(&b, i, rest);
		b.kind = PARA_FORMULA;
		b.nlines = 0;
		if (rest < rd->lines[i].start + rd->lines[i].len)
		{
			b.kind = PARA_NONE;
			read_line(&b, i, rest);
		}
		else
			b.kind = PARA_NONE;
		i++;
	}
	for (; i < rd->nlines; i++)
	{
		if (rd->lines[i].role != RES_LINE_TEXT)
			continue;
		res_tick(rd->arena, rd->lines[i].len + 64);
		read_line(&b, i, rd->lines[i].start);
		if (b.kind == PARA_CLAUSE)
			b.last_colon = b.end == END_COLON ? b.clause : b.quotes > 0 ? b.last_colon : RES_NONE;
	}
	close_para(&b);
	make_paths(&b);
}
