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
	unsigned char word[WORD_SIZE + 8] = {0};
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
	return res_word_in(res_word_slot[lang], res_word_mask[lang], res_word_hash(word, len));
}
