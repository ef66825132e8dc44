/*-------------------------------------------------------------------------
 *
 * vocabulary.c
 *	  Words of the field, to tell a word from a piece of one.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "tables.h"

/* The longest word of the vocabulary in bytes, as tables.pl has it. */
#define WORD_SIZE	64

/*
 * What res_short_hash takes of the first and the second eight bytes of a word,
 * by its length: its letters without the bit of case; of a word of more than
 * sixteen nothing but a bit that all letters have.
 */
#define BYTES(n)	(RES_WORD_BITS >> (64 - 8 * (n)))
#define FOUR(x)		x, x, x, x
#define SIXTEEN(x)	FOUR(x), FOUR(x), FOUR(x), FOUR(x)
#define FORTY_EIGHT(x)	SIXTEEN(x), SIXTEEN(x), SIXTEEN(x)

const uint64_t res_first_mask[65] = {
	0, BYTES(1), BYTES(2), BYTES(3), BYTES(4), BYTES(5), BYTES(6), BYTES(7),
	BYTES(8), FOUR(BYTES(8)), FOUR(BYTES(8)), FORTY_EIGHT(RES_EACH(0x40))
};

const uint64_t res_second_mask[65] = {
	FOUR(0), FOUR(0), 0, BYTES(1), BYTES(2), BYTES(3), BYTES(4), BYTES(5), BYTES(6), BYTES(7),
	BYTES(8), FORTY_EIGHT(RES_EACH(0x40))
};

/*
 * res_vocabulary_has — is this a word of the field?
 *
 * The word is letters only, in any case.  False for a language without a
 * vocabulary.
 */
bool
res_vocabulary_has(ResLang lang, const char *p, uint32_t len)
{
	unsigned char word[WORD_SIZE + 8] = {0};
	uint64_t	hash;
	uint32_t	i;

	if (res_word_slot[lang] == NULL || len == 0 || len >= WORD_SIZE)
		return false;
	for (i = 0; i < len; i++)
	{
		word[i] = (unsigned char) res_lower(p[i]);
		if (word[i] >= 0x80)
			break;
	}
	if (i < len)
	{
		/* folding keeps the length of letters, but for some; then it is none */
		memset(word, 0, sizeof(word));
		len = res_key_fold(RES_FOLD_TEXT, p, p + len, (char *) word, WORD_SIZE);
		if (len == 0)
			return false;
		memset(word + len, 0, sizeof(word) - len);
	}
	hash = res_word_hash(word, len);
	return res_word_in(res_word_slot[lang] + (hash >> res_word_shift[lang]), hash);
}
