/*-------------------------------------------------------------------------
 *
 * internal.h
 *	  What the stages of the reader share: lines, the flow of clean text, and
 *	  the order in which a document goes through them.
 *
 *	text → lines (lines.c) → furniture and note blocks out (noise.c) → notes
 *	(footnotes.c) → masthead, sponsors, title (masthead.c, sponsors.c,
 *	title.c) → clauses (clauses.c) → closing lines (closing.c) → note calls
 *	(calls.c) → words mended (mend.c) → citations (citations.c) →
 *	ResDocument
 *
 * No stage calls back into an earlier one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_INTERNAL_H
#define RES_INTERNAL_H

#include <setjmp.h>
#include <string.h>

#include "core.h"

/* ---------- memory ---------- */

struct ResArena
{
	ResEnv		env;
	struct ResChunk *chunks;
	char	   *next;
	size_t		left;
	char	   *room;			/* the caller's own (res_arena_room), NULL if there is none */
	char	   *room_end;
	bool		in_room;		/* next points into it */
	uint32_t	work;			/* bytes of work since the last tick */
	ResStatus	failed;
	jmp_buf    *on_failure;		/* where res_fail goes; set by entry points */
	void	   *cited;			/* citations.c: room for what a scan finds */
};

extern void *res_alloc_raw(ResArena *arena, size_t size);	/* not zeroed */
extern void res_give_back(ResArena *arena, void *piece, size_t size);
extern void res_copy_bytes(ResArena *arena, char *to, const char *from, size_t n);
extern void res_fail(ResArena *arena, ResStatus status);	/* does not return */
extern void res_tick_now(ResArena *arena);

/* Say that n bytes of work were done; asks the caller now and then. */
static inline void
res_tick(ResArena *arena, uint32_t n)
{
	arena->work += n;
	if (arena->work >= 65536)
		res_tick_now(arena);
}

/* A loop over one line or run of any length ticks after so many bytes. */
#define RES_TICK_BYTES	16384

/* Such a loop is at p; *ticked is where it last told. */
static inline void
res_tick_at(ResArena *arena, const char *p, const char **ticked)
{
	if (p - *ticked >= RES_TICK_BYTES)
	{
		res_tick(arena, (uint32_t) (p - *ticked));
		*ticked = p;
	}
}

extern void *res_grow(ResArena *arena, void *old, size_t elem, uint32_t used,
					  uint32_t *cap);

/*
 * Append one element, zeroed, to a growing array: array, number used,
 * capacity.  No pointer into the array may be kept over this.
 */
#define RES_PUSH(arena, array, n, cap) \
	((n) == (cap) ? \
	 (void) ((array) = res_grow((arena), (array), sizeof(*(array)), (n), &(cap))) : (void) 0, \
	 memset(&(array)[(n)], 0, sizeof(*(array))), \
	 &(array)[(n)++])

extern ResStr res_copy(ResArena *arena, const char *p, size_t len);
extern ResStr res_printf(ResArena *arena, const char *fmt,...)
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
;

extern ResStr res_numbered(ResArena *arena, const char *prefix, uint32_t n);

/* The digits of a number, ten at most; returns their end. */
static inline char *
res_put_digits(char *out, uint32_t n)
{
	char		digits[10];
	int			i = 0;

	do
		digits[i++] = (char) ('0' + n % 10);
	while ((n /= 10) > 0);
	while (i > 0)
		*out++ = digits[--i];
	return out;
}

#define RES_STR(lit)		((ResStr) {("" lit), sizeof(lit) - 1})
#define RES_NULL_STR		((ResStr) {NULL, 0})

static inline bool
res_str_eq(ResStr a, ResStr b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool
res_is(ResStr a, const char *b)
{
	size_t		n = strlen(b);

	return a.p != NULL && a.len == n && memcmp(a.p, b, n) == 0;
}

/* ---------- characters (chars.c; what is ASCII is told here) ---------- */

/* ASCII only, never the locale's. */
static inline bool
res_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline bool
res_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}
static inline bool
res_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}
static inline bool
res_is_alpha(char c)
{
	return res_is_upper(c) || res_is_lower(c);
}
static inline char
res_lower(char c)
{
	return res_is_upper(c) ? (char) (c + 32) : c;
}

/*
 * Length in bytes of the blank at p: blank, tab, line end, form feed, U+00A0,
 * U+2000 … U+200A, U+202F, U+205F, U+3000; 0 if there is none.
 */
extern uint32_t res_wide_blank_len(const char *p, const char *end);

static inline uint32_t
res_blank_len(const char *p, const char *end)
{
	unsigned char c;

	if (p >= end)
		return 0;
	c = (unsigned char) *p;
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0;
	return c == 0xC2 || c == 0xE2 || c == 0xE3 ? res_wide_blank_len(p, end) : 0;
}

/*
 * Length in bytes of an invisible character at p that is no text: U+00AD,
 * U+200B … U+200F, U+202A … U+202E, U+2060, U+FEFF; 0 if there is none.
 */
extern uint32_t res_wide_invisible_len(const char *p, const char *end);

static inline uint32_t
res_invisible_len(const char *p, const char *end)
{
	return p < end && ((unsigned char) *p == 0xC2 || (unsigned char) *p == 0xE2 || (unsigned char) *p == 0xEF) ?
		res_wide_invisible_len(p, end) : 0;
}

/* Past blanks and invisible characters; most often one blank in front of ASCII. */
extern const char *res_skip_wide_blanks(const char *p, const char *end);

static inline const char *
res_skip_blanks(const char *p, const char *end)
{
	if (p < end && *p == ' ')
		p++;
	return p >= end || ((unsigned char) *p > ' ' && (unsigned char) *p < 0x80) ? p :
		res_skip_wide_blanks(p, end);
}

/* Behind the next blank of ASCII; NULL if there is none. */
static inline const char *
res_behind_blank(const char *p, const char *end)
{
	const char *blank = memchr(p, ' ', (size_t) (end - p));

	return blank == NULL ? NULL : blank + 1;
}

/* Decode one character; an ill-formed byte is U+FFFD of length 1. */
extern uint32_t res_decode_wide(const char *p, const char *end, uint32_t *len);

static inline uint32_t
res_decode(const char *p, const char *end, uint32_t *len)
{
	if (p < end && (unsigned char) *p < 0x80)
	{
		*len = 1;
		return (unsigned char) *p;
	}
	return res_decode_wide(p, end, len);
}

/* The start of the last character of [p, end); p < end. */
static inline const char *
res_last_char(const char *p, const char *end)
{
	const char *q = end - 1;

	while (q > p && ((unsigned char) *q & 0xC0) == 0x80)
		q--;
	return q;
}

/* Length in bytes of the hyphen or dash at p ("-", U+2010 … U+2015, U+2212). */
extern uint32_t res_wide_dash_len(const char *p, const char *end);

static inline uint32_t
res_dash_len(const char *p, const char *end)
{
	if (p >= end)
		return 0;
	if ((unsigned char) *p != 0xE2)
		return *p == '-' ? 1 : 0;
	return res_wide_dash_len(p, end);
}

/* Value of the digit at p, Arabic-Indic ones included, -1 if there is none; its
 * length in bytes. */
static inline int
res_digit(const char *p, const char *end, uint32_t *len)
{
	const unsigned char *s = (const unsigned char *) p;

	*len = 1;
	if (p >= end)
		return -1;
	if (s[0] < 0x80)
		return s[0] >= '0' && s[0] <= '9' ? s[0] - '0' : -1;
	*len = 2;
	if (end - p >= 2 && s[0] == 0xD9 && s[1] >= 0xA0 && s[1] <= 0xA9)
		return s[1] - 0xA0;		/* U+0660 */
	if (end - p >= 2 && s[0] == 0xDB && s[1] >= 0xB0 && s[1] <= 0xB9)
		return s[1] - 0xB0;		/* U+06F0 */
	return -1;
}

/* True if the character at p is a letter or digit of any script. */
extern bool res_is_wide_word(const char *p, const char *end);

static inline bool
res_is_word(const char *p, const char *end)
{
	if (p >= end)
		return false;
	if ((unsigned char) *p < 0x80)
		return res_is_alpha(*p) || res_is_digit(*p);
	return res_is_wide_word(p, end);
}

/* True if the character at p is of a writing without blanks (Han, kana, their
 * punctuation and full-width forms); false at the end of the text. */
extern bool res_is_wide_unspaced(const char *p, const char *end);

static inline bool
res_is_unspaced(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;

	if (p >= end || s[0] < 0xE2)
		return false;
	/* U+3000 … U+9FFF */
	if (s[0] >= 0xE3 && s[0] <= 0xE9 && end - p >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80)
		return true;
	return res_is_wide_unspaced(p, end);
}

/* Lower case of one code point (Latin, Greek, Cyrillic; others unchanged). */
extern uint32_t res_fold(uint32_t ch);
extern bool res_is_upper_char(uint32_t ch);

/* ---------- lines (lines.c) ---------- */

typedef enum ResLineRole
{
	RES_LINE_TEXT,				/* part of the document's flow */
	RES_LINE_FURNITURE,			/* head, foot, page number, job number, bar code */
	RES_LINE_RULE,				/* the rule above a block of notes */
	RES_LINE_NOTE,				/* belongs to a note */
	RES_LINE_USED				/* text that a stage has already taken */
} ResLineRole;

#define RES_LINE_AFTER_BLANK	0x01	/* a blank line stands above it */
#define RES_LINE_AFTER_PAGE		0x02	/* first text line of a page */
#define RES_LINE_ASCII			0x04	/* has no byte above 127 */
#define RES_LINE_GAPS			0x08	/* wide gaps inside (two columns, table) */
#define RES_LINE_END			0x70	/* how it ends, as the clauses see it; 0: not known yet */
#define RES_LINE_PLAIN			0x80	/* ASCII with single blanks between its words */

/* A line that holds more than blanks; blank lines are only remembered. */
typedef struct ResLine
{
	uint32_t	start;			/* first byte that is no blank */
	uint32_t	len;			/* to the last byte that is no blank */
	uint32_t	no;				/* 1-based number in the source */
	uint16_t	indent;			/* columns before it, tab = to the next 8 */
	uint8_t		role;			/* ResLineRole */
	uint8_t		flags;			/* RES_LINE_… */
} ResLine;

/* ---------- flow: clean text and where it comes from (flow.c) ---------- */

/*
 * The clean text is one buffer.  A piece says from which byte of the source
 * the clean bytes from "clean" on were copied; a single blank that stands
 * between two pieces (for a line end, or a run of blanks) belongs to neither
 * and is counted at the end of the first.
 */
typedef struct ResPiece
{
	uint32_t	clean;
	uint32_t	src;
} ResPiece;

/* A block under construction: clean bytes [start, end). */
typedef struct ResFlowBlock
{
	ResBlockKind kind;
	int32_t		ref;			/* clause or note */
	uint32_t	start;
	uint32_t	end;
} ResFlowBlock;

#define RES_FLOW_SLACK	80		/* bytes behind the text that may be read */

typedef struct ResFlow
{
	char	   *text;
	uint32_t	len;
	uint32_t	cap;
	ResPiece   *pieces;
	uint32_t	npieces;
	uint32_t	cappieces;
	uint32_t	last_piece;		/* where res_flow_src found the last byte */
	ResFlowBlock *blocks;
	uint32_t	nblocks;
	uint32_t	capblocks;
} ResFlow;

/*
 * Compiled with RES_CLOCK, the reader says where each of its stages ends, and
 * resread --bench prints what they take (doc/performance.md).
 */
#ifdef RES_CLOCK
extern void res_clock(const char *stage);
#else
#define res_clock(stage)	((void) 0)
#endif

/* ---------- the reader ---------- */

typedef enum ResShape
{
	RES_SHAPE_RESOLUTION,		/* preambular and operative paragraphs */
	RES_SHAPE_DECISION,			/* paragraphs "At its 3rd plenary meeting …" */
	RES_SHAPE_AMENDMENT,		/* instructions: "Delete the second paragraph." */
	RES_SHAPE_STATEMENT			/* quoted paragraphs of a President's statement */
} ResShape;

/*
 * What res_opens_line said of a place, kept for the next question: a line is
 * asked about by several rules.
 */
#define RES_OPENINGS	256

typedef struct ResOpening
{
	uint32_t	at;				/* bytes from here to the end of the source; 0 = nothing kept */
	uint32_t	len;
	uint8_t		parts;
	uint8_t		strength;
} ResOpening;

typedef struct ResReader
{
	ResArena   *arena;
	ResDocument *doc;
	const char *src;
	uint32_t	len;
	ResLang		lang;

	ResLine    *lines;
	uint32_t	nlines;
	uint32_t	caplines;

	ResFlow	   *flow;

	/*
	 * Lines [0, head_end) stand above the enacting formula (or, in a decision
	 * or statement, above its first paragraph); lines [tail_start, tail_end)
	 * stand below the last operative paragraph and above annexes: meeting
	 * line and vote.
	 */
	uint32_t	head_end;
	uint32_t	tail_start;
	uint32_t	tail_end;
	bool		has_formula;
	ResShape	shape;

	bool		para_lines;		/* each line is a whole paragraph */
	bool		adopted_behind;	/* the language has words of RES_LEX_ADOPTED that end a line */
	uint32_t	and_ends;		/* letters of ASCII in which a joining word may end; 0: not known */
	bool		has_pages;		/* form feeds, page or job numbers were seen */
	ResStr		own_symbol;		/* as printed in the masthead; null if not */

	ResOpening *openings;		/* RES_OPENINGS of them, by the lowest bits of "at" */

	struct ResCallPlace *places; /* note calls in the clean text */
	uint32_t	nplaces;

	/* capacities of the growing arrays in doc */
	uint32_t	capclauses;
	uint32_t	capnotes;
	uint32_t	capcalls;
	uint32_t	capsponsors;
	uint32_t	capcitations;
	uint32_t	capvotes;
	uint32_t	capproblems;
} ResReader;

/* Number of the line that holds a byte of the source (binary search). */
extern uint32_t res_line_at(const ResReader *rd, uint32_t offset);

/* lines.c */
extern void res_lines_split(ResReader *rd);

/*
 * flow.c.  res_flow_begin opens a block; res_flow_add appends source bytes
 * [from, to) of one line (blanks folded, invisible characters dropped), after
 * a blank unless the block is empty or the text so far ends in a hyphen that
 * stood at the line end; res_flow_add_plain does the same for bytes of a plain
 * line that begin with no blank; res_flow_end closes it (trailing blank dropped)
 * and returns its index.  res_flow_finish comes behind the last block.
 * res_flow_src maps a clean offset to the source.
 */
extern void res_flow_begin(ResReader *rd, ResBlockKind kind, int32_t ref);
extern void res_flow_add(ResReader *rd, uint32_t from, uint32_t to);
extern void res_flow_add_plain(ResReader *rd, uint32_t from, uint32_t to);
extern uint32_t res_flow_end(ResReader *rd);
extern void res_flow_cut(ResReader *rd, uint32_t end);
extern void res_flow_finish(ResReader *rd);
extern uint32_t res_flow_src(ResFlow *flow, uint32_t clean);
extern ResSpan res_flow_span(ResFlow *flow, uint32_t start, uint32_t end);

/* Add a row for resolution_problems. line is 1-based, 0 for the whole text. */
extern void res_problem_text(ResReader *rd, ResSeverity severity, uint32_t line,
							 const char *text, size_t len);
extern void res_problem(ResReader *rd, ResSeverity severity, uint32_t line,
						const char *fmt,...)
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
;

/* the stages, in order */
extern ResLang res_language_detect(const char *src, uint32_t len);
extern void res_noise_mark(ResReader *rd);
extern void res_notes_collect(ResReader *rd);
extern void res_parts_find(ResReader *rd);
extern void res_masthead_read(ResReader *rd);	/* header, title, sponsors */
extern void res_clauses_read(ResReader *rd);
extern void res_closing_read(ResReader *rd);	/* meeting line, votes */
extern void res_calls_find(ResReader *rd);
extern void res_citations_read(ResReader *rd);

#endif							/* RES_INTERNAL_H */
