/*-------------------------------------------------------------------------
 *
 * tables.h
 *	  The tables that src/gen/tables.pl makes of data/, and the one way to
 *	  look words up in them.
 *
 * A key is a folded text (see res_key_fold).  The keys of a set stand in
 * byte order, so that a text is matched against the whole set at once: each
 * folded byte narrows the range of keys that it can still be.  What a key
 * stands for is in an array that runs parallel to the keys of its kind.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_TABLES_H
#define RES_TABLES_H

#include <string.h>

#include "language.h"
#include "simd.h"

/* One key: its bytes in res_key_pool. */
typedef struct ResKey
{
	uint32_t	off;
	uint16_t	len;
} ResKey;

/*
 * The keys of a set as a trie.  A node stands for the bytes that lead to it
 * without a fork; those behind the first are its label.  Its children stand
 * side by side in the order of their first bytes (res_node_byte).
 */
typedef struct ResNode
{
	uint32_t	child;			/* the first child */
	uint32_t	label;			/* in res_key_pool */
	int32_t		key;			/* the key that ends here, -1 if none */
	uint16_t	nchildren;
	uint16_t	len;			/* of the label */
} ResNode;

extern const ResNode res_node[];
extern const uint8_t res_node_byte[];

#define RES_NO_BIT	64

/* A set of keys: res_key[first] … res_key[first + n - 1]. */
typedef struct ResKeySet
{
	uint32_t	first;
	uint32_t	n;
	uint32_t	root;			/* of its trie */
	uint8_t		lang;			/* row of res_key_pair */
	uint8_t		bit;			/* and bit in it, or RES_NO_BIT */
	uint8_t		id;				/* its number among the sets of the language */
	uint8_t		start[32];		/* bit c is set if a key begins with byte c */
} ResKeySet;

/*
 * What keys begin with: their first letters and digits of ASCII, eight at
 * most, and the place in the trie of their set to which these lead (a node,
 * and how many bytes of its label are passed).  An open hash for each
 * language, and one for the sets of all together; the slot is the uppermost
 * bits of res_first_hash of head + (set << 48).
 */
typedef struct ResFirst
{
	uint64_t	head;			/* padded with zeros; 0 = empty slot */
	uint32_t	node;
	uint8_t		set;			/* its ResKeySet.id */
	uint8_t		at;
} ResFirst;

extern const ResFirst *const res_first[RES_LANGUAGES + 1];
extern const uint8_t res_first_bits[RES_LANGUAGES + 1];

/* How a text is folded before it is compared with keys. */
typedef enum ResFolding
{
	RES_FOLD_TEXT,				/* case, blanks, apostrophes, dashes */
	RES_FOLD_NAME				/* and accents, hyphens, brackets, "the" */
} ResFolding;

extern const char res_key_pool[];
extern const ResKey res_key[];

/*
 * The same as res_key_pair for letters that wide_letter knows: c1 * 37 + c2 modulo 2048 of
 * the first two, folded; and the first one modulo 256 of keys that are one
 * letter.
 */
extern const uint64_t res_key_wide[RES_LANGUAGES + 1][2048];
extern const uint64_t res_key_single[RES_LANGUAGES + 1][256];

/* lexicon: entry i belongs to key i */
extern const ResLexEntry res_lex_entry[];
extern const ResKeySet res_lex_set[RES_LANGUAGES][RES_LEX_CLASSES];

/*
 * What the first word of a text may open in a citation (RES_OPENS_…), by the
 * upper 13 bits of res_first_hash; and by its upper 12 bits, which of the
 * classes that citations are made of may have an entry that begins with it
 * (bit: class modulo 32).
 */
#define RES_OPENS_HEAD			0x01
#define RES_OPENS_ORGAN			0x02
#define RES_OPENS_INSTRUMENT	0x04
#define RES_OPENS_TREATY		0x08
#define RES_OPENS_RECORDS		0x10
#define RES_OPENS_PINPOINT		0x20

extern const uint8_t res_cite_opens[RES_LANGUAGES][8192];
extern const uint32_t res_cite_filter[RES_LANGUAGES][4096];

/*
 * The keys of all classes that have such a bit.  Those of key res_cite_base + i
 * are the entries res_cite_entry[j], j from res_cite_first[i] on and below
 * res_cite_first[i + 1].
 */
extern const ResKeySet res_cite_set[RES_LANGUAGES];
extern const uint32_t res_cite_base;
extern const uint16_t res_cite_first[];
extern const uint16_t res_cite_entry[];

/*
 * By the first byte of a word and five bits of the second, a bit for each value
 * of three bits of the third: may a word with these, in small letters or of
 * letters that are no ASCII, open something?  Most end there.  All bits are set
 * where a word begins with a capital or digit.
 */
extern const uint8_t res_cite_prefix[RES_LANGUAGES][8192];

/* What it says of a word; three bytes are there. */
static inline bool
res_prefix_opens(const uint8_t *prefix, const char *p)
{
	const unsigned char *s = (const unsigned char *) p;
	unsigned	bits = prefix[(s[0] | (unsigned) s[1] << 8) & 0x1FFF];

	return bits != 0 && (bits >> (s[2] & 7) & 1) != 0;
}

/*
 * Of the first eight bytes of a word, padded with zeros.  The bit of ASCII
 * case is set in all of them, which also folds the accented letters of Latin.
 */
static inline uint64_t
res_first_hash(uint64_t bytes)
{
	return bytes * UINT64_C(0x9E3779B97F4A7C15);
}

/*
 * The frequent words of all languages: of key res_stopword_base + i bit l of
 * res_stopword_langs[i] is set if it is one of language l.
 */
extern const ResKeySet res_stopword_set;
extern const uint32_t res_stopword_base;
extern const uint8_t res_stopword_langs[];

/*
 * Those of at most seven letters of ASCII, each in a slot of its own: bits
 * res_stop_mask of res_first_hash of its bytes >> res_stop_shift.  The byte
 * behind the letters, the eighth, holds the languages.
 */
extern const uint8_t res_stop_shift;
extern const uint32_t res_stop_mask;
extern const uint64_t res_stop_slot[];

/* phrases: row i belongs to key res_phrase_base + i */
extern const uint32_t res_phrase_base;
extern const uint32_t res_phrase_count;
extern const ResPhraseRow res_phrase_row[];

/*
 * What else is to be asked where a row was found: whether what follows its verb
 * may complete the lemma (complete_lemma), and whether words that stand in front
 * of a verb may begin there too (skip_before): one of them begins as the row
 * does, or the row as one of them.
 */
typedef enum ResPhraseMore
{
	RES_TAKES_FEELING = 1,		/* the verb is of the class phrase_express */
	RES_TAKES_TAIL = 2,			/* a row of the class phrase_tail has it */
	RES_OPENS_BEFORE = 4
} ResPhraseMore;

extern const uint8_t res_phrase_more[];
extern const ResKeySet res_phrase_set[RES_LANGUAGES];

/*
 * Whether print sets the whole of row i in italics, in the texts of the
 * Security Council and in those of the other organs.
 */
#define RES_ITALICS_OTHERS	0x01
#define RES_ITALICS_COUNCIL	0x02

extern const uint8_t res_phrase_italics[];

/* True if the language has phrases that print begins in lower case. */
extern const bool res_phrase_lower[RES_LANGUAGES];

/*
 * States: in the order of their M49 codes; the keys' States stand in
 * res_state_of_key[i - res_state_base].  res_state_backward lists the keys
 * that are all ASCII (as i - res_state_base) in the order of their bytes read
 * from the end, for near matches.
 */
extern const uint32_t res_state_base;
extern const uint32_t res_state_count;
extern const ResState res_state[];
extern const uint16_t res_state_of_key[];
extern const ResKeySet res_state_set;
extern const uint32_t res_state_nbackward;
extern const uint16_t res_state_backward[];

/*
 * Index over the codes of States: alpha-2 and alpha-3, in order of the code.
 */
typedef struct ResStateCode
{
	char		code[4];
	uint16_t	state;
} ResStateCode;

extern const uint32_t res_state_ncodes;
extern const ResStateCode res_state_code[];

/*
 * Vocabulary: an open hash of the hashes of its words (res_word_hash), whose
 * slot is hash >> res_word_shift, 0 = no word; NULL for a language without one.  The hash of a word of up to eight
 * letters is that of no other; of longer ones two in 2^64 are the same.  The
 * last slot is followed by empty ones.
 */
extern const uint8_t res_word_shift[RES_LANGUAGES];
extern const uint64_t *const res_word_slot[RES_LANGUAGES];

/* Base letter of U+00C0 … U+017F without its accent; 0 = none such. */
extern const char res_base_letter[0x180 - 0xC0];

/*
 * The hash of a word in lower case: eight bytes of it at a time (the last of
 * them padded with zeros), the first byte lowest, each eight multiplied by a
 * number of their own; the same in tables.pl.
 */
#define RES_WORD_FACTOR			UINT64_C(0x9E3779B97F4A7C15)
#define RES_WORD_FACTOR_STEP	UINT64_C(0xC2B2AE3D27D4EB4E)

/* Is the word with this hash, whose slot is given, in a vocabulary? */
static inline bool
res_word_in(const uint64_t *slot, uint64_t hash)
{
	/* two at a time: most words are found or missed in the first ones */
	for (;; slot += 2)
	{
		if (slot[0] == hash || slot[1] == hash)
			return true;
		if (slot[0] == 0 || slot[1] == 0)
			return false;
	}
}

/* What a hash takes of the bytes of a word: all but the bit of case. */
#define RES_WORD_BITS			RES_EACH(0xDF)

/* The hash of a word; what is behind it in the last eight bytes are zeros. */
static inline uint64_t
res_word_hash(const unsigned char *p, uint32_t len)
{
	uint64_t	h = 0;
	uint64_t	factor = RES_WORD_FACTOR;
	uint32_t	i;

	for (i = 0; i < len; i += 8, factor += RES_WORD_FACTOR_STEP)
		h += (res_eight((const char *) p + i) & RES_WORD_BITS) * factor;
	return h;
}

/*
 * The same of letters of ASCII in any case, for which the bit of case is all
 * that parts the two; sixteen bytes may be read at p and behind the word.  No
 * way depends on the length of short words, sixteen letters at most: which one
 * a text takes cannot be foreseen.  Of longer ones, up to 64 letters,
 * res_short_hash gives the hash of no word.
 */
extern const uint64_t res_first_mask[65];
extern const uint64_t res_second_mask[65];

static RES_ALWAYS_INLINE uint64_t
res_short_hash(const char *p, size_t len)
{
	return (res_eight(p) & res_first_mask[len]) * RES_WORD_FACTOR +
		(res_eight(p + 8) & res_second_mask[len]) * (RES_WORD_FACTOR + RES_WORD_FACTOR_STEP);
}

static inline uint64_t
res_letters_hash(const char *p, uint32_t len)
{
	uint64_t	h = 0;
	uint64_t	factor = RES_WORD_FACTOR;
	uint32_t	i;

	if (len <= 16)
		return res_short_hash(p, len);
	for (i = 0; i < len; i += 8, factor += RES_WORD_FACTOR_STEP)
		h += res_first_bytes(res_eight(p + i) & RES_WORD_BITS, len - i < 8 ? len - i : 8) * factor;
	return h;
}

/* ---------- language.c ---------- */

/*
 * res_key_match — longest key of a set that stands at p.
 *
 * The match ends at a word boundary; keys that end in punctuation, and
 * Chinese, anywhere.  Returns the bytes of the text that it covers, 0 if
 * there is none; *index is the number of the key in res_key.
 */
extern uint32_t res_key_match(const ResKeySet *set, ResFolding folding,
							  const char *p, const char *end, uint32_t *index);

/*
 * res_key_matches — all keys of a set that stand at p, the shortest first.
 *
 * Fills at most max (> 0) entries, dropping shorter matches if there are
 * more, and returns how many it filled.
 */
typedef struct ResKeyMatch
{
	uint32_t	len;			/* bytes of the text */
	uint32_t	index;
} ResKeyMatch;

extern uint32_t res_key_matches(const ResKeySet *set, ResFolding folding,
								const char *p, const char *end,
								ResKeyMatch *matches, uint32_t max);

/*
 * res_key_fold — fold a text into a buffer.
 *
 * Returns the length, or 0 if the folded text does not fit.
 */
extern uint32_t res_key_fold(ResFolding folding, const char *p, const char *end,
							 char *buf, uint32_t size);

/* The key of a set that is exactly these folded bytes; false if none. */
extern bool res_key_find(const ResKeySet *set, const char *folded, uint32_t len,
						 uint32_t *index);

static inline int
res_key_compare(const ResKey *key, const char *p, uint32_t len)
{
	uint32_t	n = key->len < len ? key->len : len;
	int			d = memcmp(res_key_pool + key->off, p, n);

	return d != 0 ? d : (key->len > len) - (key->len < len);
}

#endif							/* RES_TABLES_H */
