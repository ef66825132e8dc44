/*-------------------------------------------------------------------------
 *
 * language_detect.c
 *	  In which language a text is.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "simd.h"
#include "tables.h"

/* So much of a text is looked at. */
#define DETECT_BYTES	8192

/* No more frequent words than this begin at one place. */
#define MAX_STOPWORDS	8

/* Hits after which a clear lead ends the count. */
#define DETECT_HITS		48

/* What was counted so far. */
typedef struct Count
{
	uint64_t	fresh;			/* hits of each language, nine bits for each, not yet in hits */
	uint32_t	hits[RES_LANGUAGES];
	uint32_t	total;
	uint32_t	next_look;
} Count;

/* Languages as bits → one in the nine bits of each. */
static inline uint64_t
one_each(uint32_t langs)
{
	return langs * UINT64_C(0x0001010101010101) & UINT64_C(0x0040201008040201);
}

static ResLang
leader(const Count *count)
{
	ResLang		best = RES_EN;
	int			lang;

	for (lang = 0; lang < RES_LANGUAGES; lang++)
		if (count->hits[lang] > count->hits[best])
			best = (ResLang) lang;
	return best;
}

/* Put the fresh ones to the others; is there a clear lead? */
static bool
decided(Count *count)
{
	ResLang		best;
	uint32_t	second = 0;
	int			lang;

	for (lang = 0; lang < RES_LANGUAGES; lang++)
		count->hits[lang] += (uint32_t) (count->fresh >> (9 * lang)) & 511;
	count->fresh = 0;
	if (count->total < count->next_look)
		return false;
	best = leader(count);
	for (lang = 0; lang < RES_LANGUAGES; lang++)
		if (lang != (int) best && count->hits[lang] > second)
			second = count->hits[lang];
	if (count->hits[best] > 2 * second)
		return true;
	count->next_look *= 2;
	return false;
}

/* A word of these languages (none: of no use).  True once they are decided. */
static inline bool
count_word(Count *count, uint32_t langs)
{
	count->fresh += one_each(langs);
	count->total += langs != 0;
	return (count->total >= count->next_look || (langs != 0 && (count->total & 255) == 0)) && decided(count);
}

/* In which languages is the text at p a frequent word, however long? */
static uint32_t
langs_of_word(const char *p, const char *end)
{
	ResKeyMatch match[MAX_STOPWORDS];
	uint32_t	langs = 0;
	uint32_t	n = res_key_matches(&res_stopword_set, RES_FOLD_TEXT, p, end, match, MAX_STOPWORDS);

	while (n > 0)
		langs |= res_stopword_langs[match[--n].index - res_stopword_base];
	return langs;
}

/* Count the words that begin in [p, stop), one by one.  Returns their end, NULL once decided. */
static const char *
count_words(Count *count, const char *p, const char *stop, const char *end)
{
	for (;;)
	{
		const char *word;

		while (p < stop && !res_is_word(p, end))
			p++;
		if (p >= stop)
			return p;
		word = p;
		while (p < end && res_is_word(p, end))
		{
			uint32_t	len;

			if ((unsigned char) *p < 0x80)
			{
				p = res_skip_letters(p + 1, end);
				continue;
			}
			res_decode(p, end, &len);
			p += len;
		}
		if (count_word(count, langs_of_word(word, end)))
			return NULL;
	}
}

/*
 * The language whose frequent words the text in Latin letters holds most of.
 * Mastheads are lists of names and hardly count; a word that two languages
 * share counts for both.
 *
 * Words are found sixty-four bytes at a time, and those of ASCII looked up in
 * the small table; what has other bytes in it or beside it is looked at closer.
 */
static ResLang
detect_by_words(const char *p, const char *end)
{
	Count		count = {.next_look = DETECT_HITS};

	while (end - p >= 72)
	{
		uint64_t	high = res_high64(p);
		uint64_t	bytes = res_letters64(p) | res_digits64(p) | high;
		uint64_t	starts = bytes & ~(bytes << 1);
		uint64_t	stops = ~bytes & bytes << 1;
		const char *next = p + 64;

		for (; stops != 0; starts &= starts - 1, stops &= stops - 1)
		{
			size_t		start = res_lowest_bit(starts);
			size_t		len = res_lowest_bit(stops) - start;
			uint32_t	langs;

			if ((high >> start & ((UINT64_C(1) << len) - 1)) != 0)
			{
				if (count_words(&count, p + start, p + start + len, end) == NULL)
					return leader(&count);
				continue;
			}
			if (len < 8)
			{
				uint64_t	word = res_first_bytes(res_eight(p + start) | RES_EACH(0x20), (uint32_t) len);
				uint64_t	slot = res_stop_slot[res_first_hash(word) >> res_stop_shift & res_stop_mask];

				langs = (slot & ~UINT64_C(0) >> 8) == word ? (uint32_t) (slot >> 56) : 0;
			}
			else
				langs = langs_of_word(p + start, end);
			if (count_word(&count, langs))
				return leader(&count);
		}

		/* a word that reaches beyond the stretch begins the next one */
		if (starts != 0)
			next = p + res_lowest_bit(starts);
		if (next == p && (next = count_words(&count, p, p + 1, end)) == NULL)
			return leader(&count);
		p = next;
	}
	if (count_words(&count, p, end, end) != NULL)
		(void) decided(&count);
	return leader(&count);
}

/*
 * res_language_detect — the language of a text.
 *
 * By script where that decides; a Chinese character weighs as much as a
 * short word.  An English masthead or web addresses in the notes do not make
 * a Russian, Chinese or Arabic text English.  A text that gives no hint is
 * English.
 */
ResLang
res_language_detect(const char *src, uint32_t len)
{
	const char *p = src;
	const char *end = src + (len < DETECT_BYTES ? len : DETECT_BYTES);
	uint32_t	wide = res_count_range(p, end, 0xD0, 0xE9);
	uint32_t	latin = 0;

	/*
	 * Lead bytes tell the script; no need to decode.  Latin letters, of which
	 * two weigh as much as one of the others, are counted no further than until
	 * they outweigh them.
	 */
	while (p < end && 3 * wide > latin / 2)
	{
		const char *stop = end - p > 256 ? p + 256 : end;

		latin += res_count_letters(p, stop);
		p = stop;
	}
	if (3 * wide > latin / 2)
	{
		uint32_t	cyrillic = res_count_range(src, end, 0xD0, 0xD1);
		uint32_t	arabic = res_count_range(src, end, 0xD8, 0xDB);
		uint32_t	han = res_count_range(src, end, 0xE4, 0xE9);

		latin /= 2;
		if (arabic > latin && arabic > cyrillic && arabic > 3 * han)
			return RES_AR;
		if (cyrillic > latin && cyrillic > 3 * han)
			return RES_RU;
		if (3 * han > latin)
			return RES_ZH;
	}
	return detect_by_words(src, end);
}
