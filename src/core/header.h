/*-------------------------------------------------------------------------
 *
 * header.h
 *	  What the files that read the head of a document share: the cells of its
 *	  lines, and small readers of what stands in them.
 *
 * A cell is what stands on a line between two wide gaps: extractors that keep
 * the layout set the two columns of the masthead on one line.  Others set
 * several values in one cell; they are read from its front, so that a cell
 * has a part that is read and a rest.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_HEADER_H
#define RES_HEADER_H

#include "internal.h"
#include "language.h"

/* Lines looked at from the top of the text, and from the formula upwards. */
#define RES_HEAD_TOP		300
#define RES_HEAD_BOTTOM		400

/* No more than this of a line is searched for a date, a meeting, a committee. */
#define RES_HEAD_REACH		2000

typedef enum ResCellKind
{
	RES_CELL_OPEN,				/* not placed yet */
	RES_CELL_MASTHEAD,
	RES_CELL_PROVENANCE,
	RES_CELL_SPONSORS,
	RES_CELL_TITLE,
	RES_CELL_SKIP				/* furniture: read, but no text of the document */
} ResCellKind;

typedef struct ResCell
{
	uint32_t	line;
	uint32_t	from;			/* source bytes [from, to) */
	uint32_t	rest;			/* what stands before it has been read */
	uint32_t	to;
	uint8_t		kind;			/* ResCellKind, of the rest */
	bool		after_blank;	/* first cell of a line below a blank line */
	bool		first;			/* first cell of its line */
} ResCell;

/* A call of a note in the head: where it stands, and which note. */
typedef struct ResHeadCall
{
	uint32_t	from;			/* source bytes [from, to) */
	uint32_t	to;
	int32_t		note;			/* RES_NONE: called, but not there */
	uint32_t	clean;			/* clean offset at which it stands */
} ResHeadCall;

typedef struct ResHead
{
	ResReader  *rd;
	ResCell    *cells;
	uint32_t	ncells;
	uint32_t	capcells;
	uint32_t	body;			/* first cell behind session and agenda items */
	ResStr		masthead_organ;
	bool		has_distribution;
	bool		wants_distribution; /* "Distr." seen, its value not yet */
	bool		has_session;
	bool		has_agenda;
	bool		adopted_line;
	bool		decision;
	bool		statement;

	/* number line: cells before it are no title */
	uint32_t	number_cell;	/* UINT32_MAX: none */
	ResStr		number;
	uint32_t	number_end;		/* source offset behind number and stop */
	bool		number_titled;	/* a title follows it */
	uint32_t	label_cell;		/* a section letter alone below the title; UINT32_MAX = none */
	char		section;		/* letter below the title, if it is not the first */

	/*
	 * Sponsors line: cells [sponsors_from, sponsors_to).  sponsors_cell is the
	 * one that holds the colon, or the kind.
	 */
	uint32_t	sponsors_cell;
	uint32_t	sponsors_from;
	uint32_t	sponsors_to;
	uint32_t	sponsors_start; /* source offset of its first word */
	uint32_t	sponsors_end;	/* source offset behind its last */
	uint32_t	sponsors_colon; /* source offset of the colon; 0 = none */
	bool		has_sponsors;
	ResKind		sponsors_kind;
} ResHead;

/* Length of the character at p, at least one byte. */
static inline uint32_t
res_char_len(const char *p, const char *end)
{
	uint32_t	n;

	if ((unsigned char) *p < 0x80)
		return 1;
	(void) res_decode(p, end, &n);
	return n > 0 ? n : 1;
}

/* Length of an asterisk that calls a note. */
static inline uint32_t
res_star_len(const char *p, const char *end)
{
	if (*p == '*')
		return 1;
	if (end - p >= 3 && (memcmp(p, "\xE2\x88\x97", 3) == 0 ||	/* U+2217 */
						 memcmp(p, "\xEF\x80\xAA", 3) == 0))	/* U+F02A */
		return 3;
	return 0;
}

/* ---------- masthead_words.c ---------- */

extern uint32_t res_head_lex_here(const ResReader *rd, ResLexClass cls, const char *p,
								  const char *end, const ResLexEntry **entry);

/* Words of a language, and of English, which mastheads of all languages use. */
static inline uint32_t
res_head_lex(const ResReader *rd, ResLexClass cls, const char *p, const char *end, const ResLexEntry **entry)
{
	/* most questions end here, as in res_lex_match */
	if (((res_lex_sets(rd->lang, p, end) | res_lex_sets(RES_EN, p, end)) & RES_LEX_SET(cls)) == 0)
		return 0;
	return res_head_lex_here(rd, cls, p, end, entry);
}

extern uint32_t res_head_date(const ResReader *rd, const char *p, const char *end,
							  ResDate *date);
extern bool res_head_find_date(const ResReader *rd, const char *p, const char *end,
							   ResDate *date, const char **at, const char **behind);
extern bool res_head_find_meeting(const ResReader *rd, const char *p, const char *end,
								  ResStr *meeting, const char **behind);
extern ResStr res_head_clean(ResReader *rd, const char *p, const char *end);
extern int32_t res_head_note(const ResReader *rd, const char *p, uint32_t len);
extern uint32_t res_head_and_here(const ResReader *rd, const char *p, const char *end);

/*
 * A word that joins, at p; letters of other words may follow in scripts that
 * write without blanks, and digits everywhere.
 */
static inline uint32_t
res_head_and(const ResReader *rd, const char *p, const char *end)
{
	if (p < end && (unsigned char) *p < 0x80 && (res_lex_sets(rd->lang, p, end) & RES_LEX_SET(RES_LEX_AND)) == 0)
		return 0;
	return res_head_and_here(rd, p, end);
}

/* ---------- masthead_calls.c ---------- */

/*
 * Append source bytes [from, to) of a line to the open block, without the
 * calls of notes that stand in it; calls are appended to the array.
 */
typedef struct ResHeadCalls
{
	ResHeadCall *calls;
	uint32_t	ncalls;
	uint32_t	capcalls;
} ResHeadCalls;

extern void res_head_add(ResReader *rd, uint32_t from, uint32_t to,
						 ResHeadCalls *calls);
extern void res_head_glue(ResReader *rd, uint32_t from, uint32_t to);

/* ---------- masthead_elements.c ---------- */

extern bool res_head_read_cell(ResHead *head, ResCell *cell);
extern bool res_head_has_sections(const char *symbol, uint32_t len);

/* sponsors.c */
extern void res_sponsors_find(ResHead *head);
extern void res_sponsors_mark(ResHead *head);
extern void res_sponsors_read(ResHead *head);

/* A name in a list of States: bytes [start, end) of the list's text. */
typedef struct ResListed
{
	uint32_t	start;
	uint32_t	end;
	int32_t		m49;			/* 0 = no State */
	bool		known;			/* false: report it */
	bool		near;			/* the State was guessed from a near name */
	uint32_t	group_start;	/* "(on behalf of …)" behind it; 0 = none */
	uint32_t	group_end;
} ResListed;

extern ResListed *res_names_read(ResReader *rd, const char *text, uint32_t start,
								 uint32_t end, uint32_t *n);

/* masthead.c */
extern bool res_head_is_adoption(const ResReader *rd, const ResCell *cell, bool below);

/* title.c */
extern void res_number_find(ResHead *head);
extern void res_title_find(ResHead *head);
extern void res_title_read(ResHead *head, uint32_t first, uint32_t last);

#endif							/* RES_HEADER_H */
