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

extern void res_term_keys(ResArena *arena, ResSearchTerm *term);
extern uint32_t res_key_hash(const char *key, uint32_t len);

#endif							/* RES_KEYS_H */
