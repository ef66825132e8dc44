/*-------------------------------------------------------------------------
 *
 * clauses_internal.h
 *	  What the files that read the clauses share: the state of the reader of
 *	  one document, and the questions it asks.
 *
 *	clauses.c			the stage: decides line by line what begins there
 *	clauses_layout.c	which signs of a new paragraph a text has, and what they
 *						say of a line
 *	clauses_order.c		puts lines right that an extractor gave in a wrong order
 *	clauses_ahead.c		what the lines from here on open
 *	clauses_headings.c	lines that are no clause: headings, labels of sections,
 *						annexes, meetings, tables
 *	clauses_lists.c		labels of sub-paragraphs: which list they go on with
 *	clauses_open.c		begins a clause, a heading, a part, an annex
 *	clauses_text.c		the open paragraph takes its lines
 *	clauses_paths.c		numbers and labels to the paths of the clauses
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CLAUSES_INTERNAL_H
#define RES_CLAUSES_INTERNAL_H

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
	bool		links;			/* the text has links of Markdown */
	unsigned	plain;			/* flags to ask for in running lines, 0 in other texts (plainly_goes_on) */

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
	uint32_t	number_before;	/* the one before it */
	uint32_t	pcount;			/* preambular paragraphs so far in this segment */
	uint32_t	ocount;			/* unnumbered operative ones */
	int32_t		top;			/* top-level clause that is open */
	int32_t		last_colon;		/* the last clause ended in a colon */
	Level		levels[RES_MAX_DEPTH];
	uint32_t	nlevels;
	uint32_t	nknown;			/* levels of this clause with a last label, open or not */
	bool		bare;			/* a label was read, its text not yet */
	bool		unlabelled;		/* a list without labels is open in a numbered paragraph */
	bool		table;			/* inside a table */
	ResStr		section;
	ResStr		pending_label;	/* section label seen, its title not yet */
	bool		nested;			/* inside a recommended resolution */
	uint32_t	nunplaced;		/* lines in a row that could not be placed */
	uint32_t	unplaced_line;	/* the last of them */
	uint32_t	unplaced_problem;	/* where it is said */

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

/* How a line ends is asked twice: once to learn the layout, once to read it. */
static inline void
res_note_line_end(ResLine *line, End end)
{
	line->flags = (uint8_t) ((line->flags & ~RES_LINE_END) | (end + 1) << 4);
}

/* Does the text begin with a small letter? */
static inline bool
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

/* The next text line behind i, or nlines. */
static inline uint32_t
next_text(const ResReader *rd, uint32_t i)
{
	for (i++; i < rd->nlines; i++)
		if (rd->lines[i].role == RES_LINE_TEXT)
			return i;
	return rd->nlines;
}

/*
 * How long a line is, for the question whether it is a title: in bytes, in
 * scripts whose letters take several of them in letters.
 */
static inline uint32_t
line_letters(const ResReader *rd, uint32_t i)
{
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	uint32_t	n;

	if (line->flags & RES_LINE_ASCII)
		return line->len;
	n = res_count_characters(p, p + line->len);
	return n * 3 > line->len * 2 ? line->len : n;
}

/* The number of the paragraph that begins on line i; 0 if none does. */
static inline uint32_t
number_at(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const char *after;

	if (i >= rd->nlines)
		return 0;
	return res_read_number(rd, rd->src + rd->lines[i].start,
						   rd->src + rd->lines[i].start + rd->lines[i].len, &after);
}

/* Figures and blanks, nothing else. */
static inline bool
only_figures(const char *p, const char *end)
{
	while (p < end && (res_is_digit(*p) || *p == ' '))
		p++;
	return p >= end;
}

/* ---------- clauses_layout.c ---------- */

extern End res_line_end(const char *p, const char *end);
extern End res_line_end_perhaps_joined(const ResReader *rd, const char *p, const char *end);

/* ", and" and "; or" end a sub-paragraph too. */
static inline End
res_line_end_joined(const ResReader *rd, const char *p, const char *end)
{
	if (end > p)
	{
		/* most lines end in a letter in which no "and" ends, or in what ends a sentence */
		if (res_is_alpha(end[-1]))
		{
			if (rd->and_ends != 0 && (rd->and_ends >> ((end[-1] | 0x20) - 'a') & 1) == 0)
				return END_NONE;
		}
		else if (end[-1] == ',')
			return END_COMMA;
		else if (end[-1] == ';')
			return END_SEMICOLON;
		else if (end[-1] == '.')
			return END_STOP;
	}
	return res_line_end_perhaps_joined(rd, p, end);
}

extern void res_learn_layout(Builder *b);
extern bool res_broken_early(const Builder *b, uint32_t i, uint32_t margin);
extern int res_starts_by_print(const Builder *b, uint32_t i);
extern bool res_stands_alone(const Builder *b, uint32_t i);

/* ---------- clauses_order.c ---------- */

extern void res_mend_broken_order(Builder *b);

/* ---------- clauses_ahead.c ---------- */

extern bool res_opens_operative(const Builder *b, uint32_t i);
extern bool res_opens_preambular(const Builder *b, uint32_t i);
extern bool res_opens_something(Builder *b, uint32_t i);
extern bool res_opens_soon(Builder *b, uint32_t i);
extern bool res_goes_on(const Builder *b, const char *p, const char *end);
extern bool res_goes_on_below(const Builder *b, uint32_t i);
extern bool res_preamble_goes_on(Builder *b, uint32_t i);
extern bool res_ends_in_preamble(const Builder *b, uint32_t i);
extern bool res_number_follows(const Builder *b, uint32_t i, uint32_t number);
extern bool res_lost_its_number(const Builder *b, uint32_t i);
extern uint32_t res_number_without_stop(const Builder *b, uint32_t i, const char *p, const char *end, const char **after);

/* ---------- clauses_headings.c ---------- */

extern bool res_is_heading(Builder *b, uint32_t i, int print);
extern bool res_title_runs(Builder *b, uint32_t i);
extern bool res_is_section_label(Builder *b, uint32_t i, int print, ResStr *label, const char **title);
extern bool res_is_letter_and_title(const ResReader *rd, uint32_t i);
extern bool res_is_part_letter(const Builder *b, uint32_t i, ResStr *label);
extern bool res_is_annex_line(const Builder *b, uint32_t i, ResStr *label);
extern bool res_is_meeting_line(const Builder *b, uint32_t i);
extern bool res_is_vote_line(const Builder *b, uint32_t i);
extern bool res_is_table_row(const Builder *b, uint32_t i);
extern bool res_table_begins(const Builder *b, uint32_t i);

/* ---------- clauses_lists.c ---------- */

extern bool res_read_quoted_label(const Builder *b, const char *p, const char *end, ResLabel *label);
extern int res_fit_label(const Builder *b, const ResLabel *label, bool strong, ResSeries *series, uint32_t *value);
extern void res_open_sub(Builder *b, uint32_t i, const ResLabel *label, int k, ResSeries series, uint32_t value);
extern bool res_list_goes_on(const Builder *b, uint32_t i);
extern bool res_read_lost_item(Builder *b, uint32_t i, uint32_t from, int strength);

/* ---------- clauses_open.c ---------- */

extern void res_new_segment(Builder *b, ResStr label);
extern int32_t res_new_clause(Builder *b, int32_t parent, char kind, uint32_t value, ResStr number, ResStr label);
extern void res_open_clause(Builder *b, int32_t clause, uint32_t i, uint32_t from);
extern void res_open_preambular(Builder *b, uint32_t i, uint32_t from);
extern void res_open_unnumbered(Builder *b, uint32_t i, uint32_t from);
extern void res_open_numbered(Builder *b, uint32_t i, uint32_t number, uint32_t from);
extern void res_continue_top(Builder *b, uint32_t i);
extern void res_open_heading(Builder *b, uint32_t i);
extern void res_begin_annex(Builder *b, ResStr label);
extern void res_open_annex(Builder *b, uint32_t i, ResStr label);
extern void res_open_formula(Builder *b, uint32_t i, uint32_t rest);
extern void res_open_next_formula(Builder *b, uint32_t i, uint32_t rest);

/* ---------- clauses_text.c ---------- */

extern void res_close_para(Builder *b);
extern void res_take_line(Builder *b, uint32_t i, uint32_t from);

/* The same for a plain line that begins with a word, in a text without links. */
static inline void
res_take_plain_line(Builder *b, uint32_t i)
{
	ResLine    *line = &b->rd->lines[i];

	res_flow_add_plain(b->rd, line->start, line->start + line->len);
	b->end = (End) (((line->flags & RES_LINE_END) >> 4) - 1);
	line->role = RES_LINE_USED;
	b->last_line = i;
	b->nlines++;
}

extern void res_open_para(Builder *b, ParaKind kind, ResBlockKind block, int32_t clause, uint32_t i, uint32_t from);

/* ---------- clauses_paths.c ---------- */

extern void res_make_paths(Builder *b);

#endif							/* RES_CLAUSES_INTERNAL_H */
