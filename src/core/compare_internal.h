/*-------------------------------------------------------------------------
 *
 * compare_internal.h
 *	  What the files of the comparison of two documents share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_COMPARE_INTERNAL_H
#define RES_COMPARE_INTERNAL_H

#include "compare.h"
#include "internal.h"

/* A word, a character of punctuation or of a writing without blanks. */
typedef struct Token
{
	uint32_t	start;			/* bytes in its clause */
	uint32_t	end;
	uint32_t	word;			/* number in the vocabulary */
} Token;

typedef struct Word
{
	ResStr		text;
	uint64_t	hash;
	uint32_t	fold;			/* the same word in lower case */
	uint32_t	clauses;		/* that it stands in, of both documents */
	uint32_t	last;			/* the last of them */
	uint32_t	weight;
	bool		letters;		/* no punctuation */
} Word;

/* Two words that follow each other. */
typedef struct Gram
{
	uint64_t	key;
	uint32_t	clauses[2];		/* of either document that hold it */
	int32_t		postings[2];	/* the last of a list */
	uint32_t	last;			/* clause that was counted last */
} Gram;

typedef struct Posting
{
	uint32_t	unit;
	int32_t		before;
} Posting;

/* A clause. */
typedef struct Unit
{
	ResStr		text;
	ResStr		verb;
	int32_t		parent;
	ResPart		part;
	uint32_t	same;			/* number of its text: equal for equal texts */
	int32_t		mate;			/* its counterpart */
	uint32_t	like;			/* how like they are, in millionths */
	int32_t		whole;			/* the clause of which it is a part */
	bool		moved;
	bool		read;			/* tokens are there */
	Token	   *tokens;
	uint32_t	ntokens;
	uint32_t   *grams;			/* numbers, as often as they occur */
	uint32_t	ngrams;
	uint64_t	weight;			/* of its words */
} Unit;

typedef struct Side
{
	const ResDocument *doc;
	Unit	   *units;
	uint32_t	n;
} Side;

typedef struct Pair
{
	uint32_t	a;
	uint32_t	b;
	uint32_t	score;			/* likeness of the words, in millionths */
	uint32_t	rank;			/* with what speaks for it around */
} Pair;

/* Words [a, a + n) of the one text are words [b, b + n) of the other. */
typedef struct Run
{
	uint32_t	a;
	uint32_t	b;
	uint32_t	n;
} Run;

typedef struct Compare
{
	ResArena   *arena;
	Side		sides[2];
	bool		exchanged;		/* sides[0] is the new text */

	Word	   *words;
	uint32_t	nwords;
	uint32_t	capwords;
	uint32_t   *slots;			/* of the vocabulary: number + 1, 0 = free */
	uint32_t	nslots;			/* power of two */

	Gram	   *grams;
	uint32_t	ngrams;
	uint32_t	capgrams;
	uint32_t   *gram_slots;
	uint32_t	ngram_slots;
	Posting    *postings;
	uint32_t	npostings;
	uint32_t	cappostings;

	uint32_t   *counts;			/* of words, or of pairs of words */
	Pair	   *pairs;
	uint32_t	npairs;
	uint32_t	cappairs;

	/* the backbone around each clause of sides[0]: counterparts in sides[1] */
	int32_t    *before;
	int32_t    *behind;

	int32_t    *trace;			/* of the comparison of words */
	Run		   *runs;
	uint32_t	nruns;
	uint32_t	capruns;
	ResDiffPiece *pieces;		/* of the row in hand */
	uint32_t	npieces;
	uint32_t	cappieces;
} Compare;

static inline uint64_t
compare_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	return h ^ (h >> 32);
}

/* A power of two with room for n entries, half of it free. */
static inline uint32_t
compare_slots(uint32_t n)
{
	uint32_t	slots = 16;

	while (slots < 2 * n && slots < UINT32_C(0x80000000))
		slots *= 2;
	return slots;
}

/* compare_words.c: the words of the texts, in one vocabulary */
extern uint64_t res_compare_hash(const char *p, uint32_t len);
extern void res_compare_tokens(Compare *c, Unit *unit);
extern uint32_t res_compare_count(Compare *c, Unit *unit);

/* compare_align.c: which clauses belong together */
extern void res_compare_open(Compare *c, Side *side, const ResDocument *doc);
extern void res_compare_match_equal(Compare *c);
extern void res_compare_index(Compare *c);
extern void res_compare_match_similar(Compare *c);
extern void res_compare_match_parts(Compare *c, int s);
extern void res_compare_backbone(Compare *c);

/* compare_edit.c: the words of two clauses that do */
extern uint32_t res_compare_pair(Compare *c, Unit *ua, Unit *ub, ResDiffRow *row);
extern void res_compare_whole(Compare *c, ResDiffRow *row, char op, ResStr text);

#endif							/* RES_COMPARE_INTERNAL_H */
