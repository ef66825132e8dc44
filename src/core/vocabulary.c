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
 * res_vocabulary_has — is this a word of the field?
 *
 * The word is letters only, in any case.  False for a language without a
 * vocabulary.
 */
bool
res_vocabulary_has(ResLang lang, const char *p, uint32_t len)
{
	unsigned char word[WORD_SIZE];
	const uint32_t *slots = res_word_slot[lang];
	uint32_t	mask = res_word_mask[lang];
	uint32_t	i;
	uint32_t	h;

	if (slots == NULL || len == 0 || len >= WORD_SIZE)
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
		len = res_key_fold(RES_FOLD_TEXT, p, p + len, (char *) word, sizeof(word));
		if (len == 0)
			return false;
	}
	for (h = res_word_hash(word, len) & mask; slots[h] != 0; h = (h + 1) & mask)
	{
		const unsigned char *w = res_word_pool + slots[h] - 1;

		if (w[0] == len && memcmp(w + 1, word, len) == 0)
			return true;
	}
	return false;
}
