/*-------------------------------------------------------------------------
 *
 * stages.h
 *	  Small questions about a line that more than one stage asks.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_STAGES_H
#define RES_STAGES_H

#include "internal.h"
#include "language.h"

/*
 * parts.c: does the enacting formula stand on this line ("The General
 * Assembly,")?  *rest is the offset in the source of what follows on the line
 * (the end of the line if nothing), *organ the organ that it names.
 */
extern bool res_line_is_formula(const ResReader *rd, uint32_t i, uint32_t *rest);
extern bool res_line_formula_organ(const ResReader *rd, uint32_t i, uint32_t *rest, ResStr *organ);
extern uint32_t res_wide_open_quote_len(const char *p, const char *end);

/* Length of the mark that opens a quotation at p. */
static inline uint32_t
res_open_quote_len(const char *p, const char *end)
{
	if (p >= end)
		return 0;
	if ((unsigned char) *p < 0x80)
		return *p == '"' || *p == '\'';
	return res_wide_open_quote_len(p, end);
}

/*
 * phrases.c: res_phrase_opens at a place of the source, which remembers its
 * answers.
 */
extern uint8_t res_opens_line(const ResReader *rd, const char *p, const char *end, int *strength);

/* noise.c: is this line only the target of a link to a document? */
extern bool res_is_link(const char *p, const char *end);

static inline bool
res_line_is_link(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;

	return *p == 'h' && res_is_link(p, p + rd->lines[i].len);
}

/* A marker of a note is at most this large; years and numbers of documents are larger. */
#define RES_MAX_MARKER	999

/* Raised digits ¹ ² ³ ⁰ ⁴ … ⁹ at p: value, and length in bytes; -1 if there is none. */
static inline int
res_raised_digit(const char *p, const char *end, uint32_t *len)
{
	uint32_t	ch;

	if ((unsigned char) *p < 0x80)
		return -1;
	ch = res_decode(p, end, len);
	if (ch == 0xB9)
		return 1;
	if (ch == 0xB2 || ch == 0xB3)
		return (int) (ch - 0xB0);
	if (ch == 0x2070 || (ch >= 0x2074 && ch <= 0x2079))
		return (int) (ch - 0x2070);
	return -1;
}

/* calls.c: are these raised figures the power of a unit ("km²")? */
extern bool res_is_power(const char *start, const char *p, const char *to);

/* ---------- labels.c ---------- */

typedef enum ResSeries
{
	RES_SERIES_NONE,
	RES_SERIES_NUMBER,			/* "3." */
	RES_SERIES_LETTER,			/* (a), a), a. */
	RES_SERIES_ROMAN,			/* (i): only after the list was seen */
	RES_SERIES_DIGIT,			/* (1), 1) */
	RES_SERIES_BULLET,
	RES_SERIES_OTHER			/* letters and numerals of other scripts */
} ResSeries;

typedef struct ResLabel
{
	ResSeries	series;
	uint32_t	value;			/* a = 1 … z = 26, aa = 27 …; 0 if not in the series */
	uint32_t	other;			/* value of the Latin letter that it looks like, or 0 */
	uint32_t	roman;			/* value if it is read as a Roman numeral */
	bool		upper;
	ResStr		inner;			/* without brackets */
	ResStr		printed;
	const char *after;			/* what follows the label and its blanks */
} ResLabel;

extern uint32_t res_roman_value(const char *p, const char *end);
extern uint32_t res_read_number_here(const ResReader *rd, const char *p, const char *end, const char **after);

/* The number of an operative paragraph; most lines begin with no figure. */
static inline uint32_t
res_read_number(const ResReader *rd, const char *p, const char *end, const char **after)
{
	if (p >= end || ((unsigned char) *p < 0x80 && !res_is_digit(*p)))
		return 0;
	return res_read_number_here(rd, p, end, after);
}

extern bool res_read_label(const ResReader *rd, const char *p, const char *end, ResLabel *label);
extern bool res_read_section(const ResReader *rd, const char *p, const char *end, ResStr *label,
							 const char **title);

/* ---------- flow without calls and mended words ---------- */

/*
 * A place in the clean text to which a note's call belonged; kept until the
 * clauses' texts are final.
 */
typedef struct ResCallPlace
{
	int32_t		note;
	uint32_t	block;
	uint32_t	pos;			/* clean offset */
} ResCallPlace;

/* flow.c: take stretches out of the clean text */
extern void res_flow_remove(ResReader *rd, const ResSpan *removed, uint32_t n);

/* mend.c: close blanks inside words */
extern void res_words_mend(ResReader *rd);

#endif							/* RES_STAGES_H */
