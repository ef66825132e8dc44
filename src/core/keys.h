/*-------------------------------------------------------------------------
 *
 * keys.h
 *	  Inside the search: the way through the keys of a document.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_KEYS_H
#define RES_KEYS_H

#include "search.h"

/*
 * Who goes through a document is told each key as it comes, with the clause
 * that it stands in.  If "word" is set it gets the words, one by one in their
 * order, instead of "key".
 */
typedef struct ResKeyWalk
{
	ResArena   *arena;
	void	   *ctx;
	uint32_t	fields;			/* bit: keys of this ResQueryField are wanted */
	void		(*key) (void *ctx, const char *key, uint32_t len, int32_t clause);
	void		(*word) (void *ctx, char kind, const ResWords *word, int32_t clause);
} ResKeyWalk;

extern void res_walk_head(ResKeyWalk *walk, const ResHeader *header);
extern void res_walk_sponsors(ResKeyWalk *walk, const ResDocument *doc);
extern void res_walk_citation(ResKeyWalk *walk, const ResCitation *citation);
extern void res_walk_clause(ResKeyWalk *walk, const ResDocument *doc, uint32_t clause);

extern void res_walk_opening(ResKeyWalk *walk, const ResDocument *doc, uint32_t upper, uint32_t clause);
extern uint32_t *res_openings(ResArena *arena, const ResDocument *doc);

/*
 * Bound keys: two keys of which one and the same clause has both, so that an
 * index can tell what braces ask for.  The first is a verb or a part.  A
 * citation, and the verb in a part, follow as they are; for a verb and a word
 * there is a hash of both, and none for words of up to three letters.
 *
 * Pairs of a verb and a word are many, some 350 in a document, so that an
 * index holds only the first 14 bits of the hash: one document in fifty has a
 * pair by accident.  16 bits would make the index larger by a sixth and take a
 * third longer to build.  Statistics count the whole hash.
 */
#define RES_BOUND_MAX		(2 + RES_FOLDED_SIZE + 1 + RES_KEY_MAX)
#define RES_BOUND_BITS		14
#define RES_BOUND_LETTERS	4

/* Is there a bound key of these two? */
static inline bool
res_binds(ResStr first, ResStr second)
{
	bool		cites = second.p[0] == RES_KEY_CITES || second.p[0] == RES_KEY_CITES_TITLE;

	if (first.p[0] == RES_KEY_VERB)
		return cites || (second.p[0] == RES_KEY_WORD && second.len > RES_BOUND_LETTERS);
	return first.p[0] == RES_KEY_PART && (cites || second.p[0] == RES_KEY_VERB);
}

extern uint32_t res_bound_key(char *out /* RES_BOUND_MAX */ , ResStr first, ResStr second);

extern void res_term_keys(ResArena *arena, ResSearchTerm *term);
extern uint32_t res_key_hash(const char *key, uint32_t len);

#endif							/* RES_KEYS_H */
