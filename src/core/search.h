/*-------------------------------------------------------------------------
 *
 * search.h
 *	  What of a document can be searched, and what a query asks for.
 *
 * A document is a set of keys: a byte that says of what kind the key is
 * (RES_KEY_…), and a value in the form in which it is compared.  Indexes hold
 * these keys, statistics count them, and a query is compared with them; so
 * all three agree.
 *
 * A clause without an opening phrase and verb of its own, such as a
 * sub-paragraph, stands under those of the clause in which it stands:
 * "2. Requests the Secretary-General: (a) To report" requests a report.
 * Between braces the verb and phrase of the upper one count as its own.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SEARCH_H
#define RES_SEARCH_H

#include "query.h"
#include "symbol.h"
#include "words.h"

/* Kinds of keys. */
#define RES_KEY_CITES		'c' /* key of a symbol that is cited */
#define RES_KEY_CITES_TITLE	't' /* title of an instrument that is cited */
#define RES_KEY_SYMBOL		'd' /* key of the document's own symbol */
#define RES_KEY_STATE		's' /* M49 code of a sponsor */
#define RES_KEY_SPONSOR		'n' /* name of a sponsor that is no State */
#define RES_KEY_VERB		'v' /* lemma of a clause, in both languages */
#define RES_KEY_PHRASE		'p' /* opening phrase */
#define RES_KEY_PART		'a' /* part that has a clause */
#define RES_KEY_WORD		'w' /* word of a clause, or two that are joined */
#define RES_KEY_TITLE		'h' /* word of the title, or two that are joined */
#define RES_KEY_ORGAN		'o'
#define RES_KEY_COMMITTEE	'm'
#define RES_KEY_SESSION		'e'
#define RES_KEY_KIND		'k'
#define RES_KEY_LANGUAGE	'l'
#define RES_KEY_BOUND		'b' /* two keys of one clause, see keys.h */

/* Longest key that is no bound one, in bytes: that of a symbol. */
#define RES_KEY_MAX			(RES_SYMBOL_KEY_MAX + 1)

/* Parts of the image that hold keys. */
#define RES_SEARCH_PARTS	(RES_WANT_CLAUSES | RES_WANT_SPONSORS | RES_WANT_CITATIONS)

/*
 * res_search_keys — the different keys of a document.
 *
 * cites_only: only those of citations.  Each key is a kind and a value; the
 * array is in the arena.
 */
extern uint32_t res_search_keys(ResArena *arena, const ResDocument *doc, bool cites_only, ResStr **keys);

/* How much of a key an index holds: all but of a verb and a word, see keys.h. */
static inline uint32_t
res_indexed_length(ResStr key)
{
	return key.p[0] == RES_KEY_BOUND && key.p[1] == RES_KEY_WORD ? 4 : key.len;
}

/* ---------- a query, made ready ---------- */

/* No, perhaps, yes: the three values of the logic. */
typedef uint8_t ResTruth;

#define RES_NO		0
#define RES_MAYBE	1
#define RES_YES		2

typedef enum ResWantMode
{
	RES_WANT_EXACT,				/* this key */
	RES_WANT_PREFIX,			/* keys that begin with it */
	RES_WANT_UNDER,				/* symbols that are it or lie under it */
	RES_WANT_SPELT				/* symbols whose text begins with "text" */
} ResWantMode;

/* A key that a term asks for. */
typedef struct ResWanted
{
	ResStr		key;			/* with its kind; where the search begins */
	uint32_t	head;			/* RES_WANT_UNDER, _SPELT: bytes in front of the symbol */
	ResStr		text;			/* RES_WANT_SPELT */
	ResWantMode mode;
} ResWanted;

typedef struct ResSearchTerm
{
	const ResQueryItem *item;
	int32_t		group;			/* braces that it stands in, RES_NONE if none */
	bool		negated;		/* by an odd number of "!" */
	bool		any;			/* one key is enough; else it takes all */
	bool		exact;			/* the keys say all: nothing is left to check */
	bool		bound;			/* no term of the query: bound keys that braces ask for */
	bool		covered;		/* bound keys say all that its own would */
	uint32_t	nwanted;
	ResWanted  *wanted;
	uint32_t	nwords;			/* of a term of words */
	uint64_t	joins;			/* bit i: word i is joined to the one before */
} ResSearchTerm;

typedef struct ResSearch ResSearch;

/*
 * res_search_prepare — make a query ready; the result is in the arena, and
 * lives no longer than the query.
 */
extern ResSearch *res_search_prepare(ResArena *arena, const ResQuery *query);

/* The terms of the query in order, behind them what its braces ask for. */
extern const ResSearchTerm *res_search_terms(const ResSearch *search, uint32_t *n);

/* How does a key compare with what is wanted? 0: it is that; < 0: go on; > 0: no later key is. */
extern int	res_wanted_compare(const ResWanted *wanted, const char *key, uint32_t len);

/*
 * res_search_by_keys — what the query is if only this is known of the keys:
 * truths[i] of term i (RES_YES: the document has the keys).  Never RES_YES if
 * something is left to check.
 */
extern ResTruth res_search_by_keys(const ResSearch *search, const ResTruth *truths);

/* Can single values of the head decide the query, for some document? */
extern bool res_search_has_head(const ResSearch *search);

/*
 * res_search_head, res_search_match — is the document one that is asked for?
 *
 * The first looks only at the single values; if it says RES_MAYBE more has to
 * be read, the parts that res_search_parts tells.  The arena is for this
 * document alone.
 */
extern uint32_t res_search_parts(const ResSearch *search);
extern ResTruth res_search_head(ResSearch *search, ResArena *arena, const ResHeader *header);
extern bool res_search_match(ResSearch *search, ResArena *arena, const ResDocument *doc);

/* A stretch of a clause's text that the query asks for. */
typedef struct ResMark
{
	uint32_t	start;
	uint32_t	end;
} ResMark;

/*
 * res_search_marks — the clauses for the sake of which a document is found.
 *
 * Calls found for each clause for which a term (that is not negated) holds,
 * or all of a pair of braces, with the marked stretches in order.
 */
extern void res_search_marks(ResSearch *search, ResArena *arena, const ResDocument *doc,
							 void (*found) (void *ctx, uint32_t clause, const ResMark *marks, uint32_t nmarks),
							 void *ctx);

/* Why the value of a term (not a symbol) makes no sense; NULL if it does. */
extern const char *res_search_value_problem(ResArena *arena, const ResQueryItem *item);

#endif							/* RES_SEARCH_H */
