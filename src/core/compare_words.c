/*-------------------------------------------------------------------------
 *
 * compare_words.c
 *	  The words of two documents in one vocabulary: a word is a number.
 *
 *-------------------------------------------------------------------------
 */
#include "compare_internal.h"
#include "simd.h"

uint64_t
res_compare_hash(const char *p, uint32_t len)
{
	uint64_t	h = UINT64_C(0x9E3779B97F4A7C15) ^ len;

	for (; len >= 8; p += 8, len -= 8)
	{
		h = (h ^ res_eight(p)) * UINT64_C(0xD6E8FEB86659FD93);
		h ^= h >> 29;
	}
	if (len > 0)
	{
		uint64_t	v = 0;
		uint32_t	i;

		for (i = 0; i < len; i++)
			v |= (uint64_t) (unsigned char) p[i] << (8 * i);
		h ^= v;
	}
	return compare_mix(h);
}

/* ---------- words ---------- */

static void
vocabulary_grow(Compare *c)
{
	uint32_t	n = c->nslots * 2;
	uint32_t   *slots = res_alloc(c->arena, sizeof(uint32_t) * n);
	uint32_t	i;

	for (i = 0; i < c->nwords; i++)
	{
		uint32_t	slot = (uint32_t) c->words[i].hash & (n - 1);

		while (slots[slot] != 0)
			slot = (slot + 1) & (n - 1);
		slots[slot] = i + 1;
	}
	c->slots = slots;
	c->nslots = n;
	res_tick(c->arena, n);
}

/*
 * Number of a word; *known says whether it was there before.  The text is
 * kept as it is given, not copied.
 */
static uint32_t
word_number(Compare *c, const char *p, uint32_t len, bool *known)
{
	uint64_t	hash = res_compare_hash(p, len);
	uint32_t	slot = (uint32_t) hash & (c->nslots - 1);
	Word	   *word;

	while (c->slots[slot] != 0)
	{
		word = &c->words[c->slots[slot] - 1];
		if (word->hash == hash && word->text.len == len && memcmp(word->text.p, p, len) == 0)
		{
			*known = true;
			return c->slots[slot] - 1;
		}
		slot = (slot + 1) & (c->nslots - 1);
	}
	*known = false;
	c->slots[slot] = c->nwords + 1;
	word = RES_PUSH(c->arena, c->words, c->nwords, c->capwords);
	memset(word, 0, sizeof(Word));
	word->text = (ResStr) {p, len};
	word->hash = hash;
	word->last = UINT32_MAX;
	if (2 * c->nwords > c->nslots)
		vocabulary_grow(c);
	return c->nwords - 1;
}

/* Write one code point of two bytes or more, or ASCII; returns its length. */
static uint32_t
put_char(char *p, uint32_t ch)
{
	if (ch < 0x80)
	{
		p[0] = (char) ch;
		return 1;
	}
	if (ch < 0x800)
	{
		p[0] = (char) (0xC0 | ch >> 6);
		p[1] = (char) (0x80 | (ch & 0x3F));
		return 2;
	}
	if (ch < 0x10000)
	{
		p[0] = (char) (0xE0 | ch >> 12);
		p[1] = (char) (0x80 | (ch >> 6 & 0x3F));
		p[2] = (char) (0x80 | (ch & 0x3F));
		return 3;
	}
	p[0] = (char) (0xF0 | ch >> 18);
	p[1] = (char) (0x80 | (ch >> 12 & 0x3F));
	p[2] = (char) (0x80 | (ch >> 6 & 0x3F));
	p[3] = (char) (0x80 | (ch & 0x3F));
	return 4;
}

/* The number of a word in lower case. */
static uint32_t
word_fold(Compare *c, uint32_t number)
{
	ResStr		text = c->words[number].text;
	const char *p = text.p;
	const char *end = text.p + text.len;
	char	   *lower;
	uint32_t	len = 0;
	uint32_t	folded;
	bool		known;

	while (p < end && (res_is_lower(*p) || res_is_digit(*p)))
		p++;
	if (p == end)
		return number;

	/* an ill-formed byte becomes U+FFFD, of three bytes */
	lower = res_alloc_raw(c->arena, (size_t) text.len * 3);
	for (p = text.p; p < end;)
	{
		uint32_t	n;

		len += put_char(lower + len, res_fold(res_decode(p, end, &n)));
		p += n;
	}
	folded = word_number(c, lower, len, &known);
	c->words[folded].letters = true;
	if (!known)
		c->words[folded].fold = folded;
	return folded;
}

/* Length of the token at p, which is no blank; says whether it is a word. */
static uint32_t
token_len(const char *p, const char *end, bool *letters)
{
	const char *start = p;
	uint32_t	n;

	res_decode(p, end, &n);
	*letters = res_is_word(p, end);
	if (!*letters || res_is_unspaced(p, end))
		return n;
	while (p < end)
	{
		if ((unsigned char) *p < 0x80)
		{
			if (!res_is_alpha(*p) && !res_is_digit(*p))
				break;
			p++;
			continue;
		}
		if (!res_is_word(p, end) || res_is_unspaced(p, end))
			break;
		res_decode(p, end, &n);
		p += n;
	}
	return (uint32_t) (p - start);
}

/* Cut the text of a clause into tokens. */
void
res_compare_tokens(Compare *c, Unit *unit)
{
	const char *p = unit->text.p;
	const char *end = p + unit->text.len;
	uint32_t	cap = unit->text.len / 4 + 4;

	unit->read = true;
	unit->tokens = res_alloc_raw(c->arena, sizeof(Token) * cap);
	unit->ntokens = 0;
	res_tick(c->arena, unit->text.len);
	while (p < end)
	{
		uint32_t	n = res_blank_len(p, end);
		Token	   *token;
		bool		letters;
		bool		known;

		if (n > 0)
		{
			p += n;
			continue;
		}
		n = token_len(p, end, &letters);
		token = RES_PUSH(c->arena, unit->tokens, unit->ntokens, cap);
		token->start = (uint32_t) (p - unit->text.p);
		token->end = token->start + n;
		token->word = word_number(c, p, n, &known);
		if (!known)
		{
			uint32_t	fold = token->word;

			c->words[token->word].letters = letters;
			if (letters)
				fold = word_fold(c, token->word);
			c->words[token->word].fold = fold;
		}
		p += n;
	}
}

/* Words and punctuation in a text. */
uint32_t
res_compare_count(Compare *c, Unit *unit)
{
	const char *p = unit->text.p;
	const char *end = p + unit->text.len;
	uint32_t	n = 0;

	if (unit->read)
		return unit->ntokens;
	res_tick(c->arena, unit->text.len);
	while (p < end)
	{
		uint32_t	blank = res_blank_len(p, end);
		bool		letters;

		if (blank > 0)
		{
			p += blank;
			continue;
		}
		p += token_len(p, end, &letters);
		n++;
	}
	return n;
}
