/*-------------------------------------------------------------------------
 *
 * calls_internal.h
 *	  What the search for the calls of notes (calls.c) and the judgement of one
 *	  of them (calls_score.c) share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CALLS_INTERNAL_H
#define RES_CALLS_INTERNAL_H

#include "internal.h"
#include "stages.h"

/* The score of digits that cannot be a call. */
#define NO_CALL			(-1000)

/* Punctuation behind which a call may stand. */
static inline bool
closes_word(unsigned char c)
{
	switch (c)
	{
		case ',':
		case ';':
		case ':':
		case ')':
		case ']':
		case '"':
		case '\'':
		case '!':
		case '?':
			return true;
		default:
			return false;
	}
}

/* The number in these digits; 0 if it is larger than a marker. */
static inline uint32_t
number_of(const char *p, const char *e)
{
	uint32_t	v = 0;

	for (; p < e; p++)
	{
		v = v * 10 + (uint32_t) (*p - '0');
		if (v > RES_MAX_MARKER)
			return 0;
	}
	return v;
}

/* ---------- calls_score.c ---------- */

extern int32_t res_call_score(const ResReader *rd, const char *text, const char *tend,
							  const char *p, const char *e, bool *glued);
extern bool res_after_number_word(const ResReader *rd, const char *text, const char *p);
extern bool res_behind_year(const char *text, const char *p);
extern bool res_behind_word(const ResReader *rd, const char *text, const char *at);

#endif							/* RES_CALLS_INTERNAL_H */
