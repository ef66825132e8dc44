/*-------------------------------------------------------------------------
 *
 * words.h
 *	  The words of a text, as a search compares them.
 *
 * A word is a run of letters and digits of any script, without case, accents,
 * vowel marks and stretching strokes, nothing cut off its end.  Hyphens and
 * dashes join words: "Secretary-General" is "secretary" and, joined to it,
 * "general".  Everything else parts words, apostrophes too: "l’Assemblée" is
 * "l" and "assemblee".  Chinese is written without blanks: each character is a
 * word, joined to the one that it follows directly.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_WORDS_H
#define RES_WORDS_H

#include "core.h"

/*
 * Longest word that is kept as it is, in bytes.  A longer one is kept as its
 * first RES_WORD_MAX bytes and a hash of all.
 */
#define RES_WORD_MAX	64
#define RES_WORD_SIZE	(RES_WORD_MAX + 24)

typedef struct ResWords
{
	const char *text;
	const char *p;
	const char *end;
	const char *last_end;		/* of the word before */
	bool		last_single;	/* it was a character of Chinese */

	/* the word found */
	char		word[RES_WORD_SIZE];
	uint32_t	len;
	bool		joined;			/* to the word before */
	bool		single;			/* a character of Chinese */
	uint32_t	start;			/* where it stands in the text, bytes */
	uint32_t	stop;
} ResWords;

extern void res_words_begin(ResWords *words, ResStr text);
extern bool res_words_next(ResWords *words);

/*
 * The words of a text with a blank between two (none in Chinese): how names,
 * verbs and phrases are compared.  At most size bytes; a longer text is cut
 * and ends in a hash of all.  Returns the length.
 */
#define RES_FOLDED_MAX	160
#define RES_FOLDED_SIZE	(RES_FOLDED_MAX + 24)

extern uint32_t res_words_fold(ResStr text, char *out /* RES_FOLDED_SIZE */ );

#endif							/* RES_WORDS_H */
