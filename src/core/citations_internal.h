/*-------------------------------------------------------------------------
 *
 * citations_internal.h
 *	  What the files that find cited documents have in common: the state of a
 *	  scan, and what the files ask of each other.
 *
 * A scan is one pass over a text (citations.c).  Words of the tables fill the
 * slots of the Scan (citations_words.c): the last organs, the last word for
 * resolution or decision, the last pinpoints, the last date.  At a number the
 * slots are used (citations_list.c): the list of numbers is read
 * (citations_number.c) with what stands around it (citations_pinpoint.c), its
 * owner is looked for (citations_owner.c), and the form of each number, the
 * owner and the organ of the text give the symbol (citations_organ.c).
 * Printed symbols speak for themselves (citations_symbol.c).
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CITATIONS_INTERNAL_H
#define RES_CITATIONS_INTERNAL_H

#include "internal.h"
#include "citations.h"
#include "dates.h"
#include "language.h"

/* Words between two numbers of one list take no more than this (see reach). */
#define LIST_GAP		400

/*
 * An organ that adopted what is cited, or a word for resolution that is shared
 * with what follows, is named within so much behind it.
 */
#define LOOK_AHEAD		240

#define NORGANS			8
#define NPINS			4
#define MAX_LETTERS		26
#define OTHER_SECTION	'?'			/* a section whose letters no symbol has */

/* Owner of "its": the organ of the text. */
#define OWN						"="

/* Form of a number; it tells most about the organ. */
typedef enum Form
{
	FORM_PLAIN,					/* 1325 */
	FORM_YEAR,					/* 1325 (2000) */
	FORM_ROMAN,					/* 217 A (III), 3201 (S-VI) */
	FORM_SPECIAL,				/* S-10/2 */
	FORM_EMERGENCY,				/* ES-10/15 */
	FORM_ANNUAL,				/* 1996/31 */
	FORM_SESSION,				/* 69/179 */
	FORM_OTHER					/* 7/2019: other organizations */
} Form;

typedef struct Number
{
	Form		form;
	int			first;			/* in front of the slash or bracket */
	int			second;			/* behind the slash; year or session in brackets */
	bool		special;		/* a special session in brackets */
	char		session[24];	/* "2000", "III", "S-VI" */
	uint32_t	nletters;
	char		letters[MAX_LETTERS];
	bool		run;			/* letters[0] to letters[1] */
} Number;

/* One number of a list. */
typedef struct Item
{
	Number		num;
	const char *start;
	const char *end;
	ResDate		date;
	const char *owner;			/* organ named for it; null */
	ResStr		pinpoint;
	uint32_t	first_out;		/* its citations */
	uint32_t	nout;
} Item;

typedef struct Organ
{
	const char *start;
	const char *end;
	const char *value;
} Organ;

/* A word for resolution or decision. */
typedef struct Head
{
	const char *start;			/* null: none */
	const char *end;
	const char *value;			/* "m", "f": possessive inside; "by" */
	const char *owner;			/* organ named directly in front, or behind */
	bool		decision;
	bool		used;			/* a number was read with it */
} Head;

typedef struct Scan
{
	ResArena   *arena;
	ResLang		lang;
	ResStr		organ;			/* of the text */
	const char *text;
	const char *end;
	bool		wide;			/* its letters take two bytes or more */
	bool		slack;			/* as in the context */
	const char *sentence;		/* where the present one begins */

	uint32_t	norgans;		/* in organs */
	const char *council;		/* which Council was named last */
	const char *commission;
	bool		hrc_named;

	ResCiteKnown *known;		/* numbers that were cited with their organ */

	Head		head;
	const char *in_force;		/* organ of "… resolutions, including" */

	uint32_t	npins;			/* in pins */

	const char *date_start;		/* the last date */
	const char *date_end;
	ResDate		date;

	const char *records;		/* "Official Records" or "Ibid." stands here */

	/*
	 * Behind the pinpoint of Supplement No. 53: a resolution named there is
	 * one of the Human Rights Council.
	 */
	const char *supplement_end;

	Item	   *items;			/* of the last list */
	uint32_t	nitems;
	uint32_t	capitems;
	const char *list_end;
	const char *list_owner;
	bool		list_named;		/* its owner was named, not inferred */
	int			list_session;	/* of its last number */
	bool		list_decision;

	ResCited   *out;
	uint32_t	nout;
	uint32_t	capout;

	/* what is not set to zeros at the beginning */
	Organ		organs[NORGANS];
	const char *pins[NPINS];	/* where pinpoints begin */
	ResCiteKnown own_known;		/* of a text alone */
} Scan;

/* Bytes that so many letters take in the script of the text. */
static inline long
reach(const Scan *s, long letters)
{
	return s->wide ? 2 * letters : letters;
}

/* ---------- citations_lexer.c, beside what citations_lexer.h has inline ---------- */

extern uint32_t res_cite_separator_len(const Scan *s, const char *p);
extern const char *res_cite_previous_word(const Scan *s, const char *p);
extern bool res_cite_may_open(const Scan *s, ResLexClass cls, const char *p);
extern uint32_t res_cite_lex_glued_here(const Scan *s, ResLexClass cls, const char *p,
										const ResLexEntry **entry);

/* ---------- citations_number.c ---------- */

extern const char *res_cite_read_digits(const Scan *s, const char *p, int most,
										int *value);
extern int res_cite_read_roman(const Scan *s, const char **pp);
extern uint32_t res_cite_letter_len(const Scan *s, const char *p, char *letter);
extern const char *res_cite_read_number(const Scan *s, const char *p, Number *num);

extern bool res_cite_fits_assembly(int session, ResDate date);
extern bool res_cite_fits_hrc(int session, ResDate date);
extern bool res_cite_fits_council(int session, ResDate date);
extern bool res_cite_fits_commission(const char *organ, int session, ResDate date);
extern bool res_cite_roman_fits(const Number *num);
extern bool res_cite_year_fits(const Number *num);
extern bool res_cite_date_fits(const Number *num, ResDate date);

/* ---------- citations_organ.c ---------- */

extern bool res_cite_is_own_kind(const char *organ);
extern const char *res_cite_organ_of(const Scan *s, const Number *num,
									 bool decision, const char *owner, ResDate date, char *own);
extern void res_cite_write_symbol(const char *organ, bool decision,
								  const Number *num, int letter, char *out);

/* ---------- citations_pinpoint.c ---------- */

extern const char *res_cite_read_pinpoint(const Scan *s, const char *p,
										  bool with_heads, bool *volume);
extern ResStr res_cite_pinpoint_before(Scan *s, const char *to);

/* ---------- citations_owner.c ---------- */

extern bool res_cite_gap_is_clean(const Scan *s, const char *p, const char *to);
extern const char *res_cite_other_owner(const Scan *s, const char *p, const char **value);
extern const char *res_cite_read_owner(const Scan *s, const char *p, bool *linked,
									   const char **value);
extern void res_cite_resolutions_in_general(Scan *s, const char *word, const char *end);
extern const char *res_cite_owner_of_list(Scan *s, uint32_t from, bool with_head,
										  const char *first, const char *end, bool *named);

/* ---------- citations_list.c ---------- */

extern const char *res_cite_at_number(Scan *s, const char *p);
extern void res_cite_late_date(Scan *s, const char *p);

/* ---------- citations_symbol.c ---------- */

extern const char *res_cite_at_symbol(Scan *s, const char *p);

/* ---------- citations_words.c ---------- */

extern const char *res_cite_at_word(Scan *s, const char *p, uint8_t opens);

#endif							/* RES_CITATIONS_INTERNAL_H */
