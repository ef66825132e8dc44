/*-------------------------------------------------------------------------
 *
 * words.c
 *	  The words of a text, as a search compares them.
 *
 * The same words go into indexes: a change here is a change of what an index
 * holds, so that indexes have to be made anew.
 *
 *-------------------------------------------------------------------------
 */
#include "words.h"
#include "internal.h"
#include "tables.h"

#define HASH_START	UINT64_C(0xCBF29CE484222325)
#define HASH_PRIME	UINT64_C(0x100000001B3)

/* Folded form of ASCII letters and digits; 0 for what parts words. */
static const char plain[128] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f', ['G'] = 'g',
	['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u',
	['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z',
	['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g',
	['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n',
	['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't', ['u'] = 'u',
	['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'
};

void
res_words_begin(ResWords *words, ResStr text)
{
	static const char none[1] = {0};

	words->text = words->p = text.p != NULL ? text.p : none;
	words->end = words->p + (text.p != NULL ? text.len : 0);
	words->last_end = NULL;
	words->last_single = false;
	words->len = 0;
}

/* Marks above and below letters, the stretching stroke: no letters of their own. */
static bool
is_mark(uint32_t ch)
{
	return (ch >= 0x300 && ch <= 0x36F) || ch == 0x640 || (ch >= 0x64B && ch <= 0x65F) || ch == 0x670;
}

/* Write one character as UTF-8; returns its length. */
static uint32_t
encode(uint32_t ch, char *out)
{
	if (ch < 0x80)
	{
		out[0] = (char) ch;
		return 1;
	}
	if (ch < 0x800)
	{
		out[0] = (char) (0xC0 | ch >> 6);
		out[1] = (char) (0x80 | (ch & 0x3F));
		return 2;
	}
	if (ch < 0x10000)
	{
		out[0] = (char) (0xE0 | ch >> 12);
		out[1] = (char) (0x80 | (ch >> 6 & 0x3F));
		out[2] = (char) (0x80 | (ch & 0x3F));
		return 3;
	}
	out[0] = (char) (0xF0 | ch >> 18);
	out[1] = (char) (0x80 | (ch >> 12 & 0x3F));
	out[2] = (char) (0x80 | (ch >> 6 & 0x3F));
	out[3] = (char) (0x80 | (ch & 0x3F));
	return 4;
}

/* Folded form of a letter that is no ASCII; at most four bytes. */
static uint32_t
fold_letter(uint32_t ch, char *out)
{
	ch = res_fold(ch);
	if (ch >= 0xC0 && ch < 0x180 && res_base_letter[ch - 0xC0] != 0)
	{
		out[0] = res_lower(res_base_letter[ch - 0xC0]);
		return 1;
	}
	switch (ch)
	{
		case 0xDF:				/* ß */
			memcpy(out, "ss", 2);
			return 2;
		case 0xE6:				/* æ */
			memcpy(out, "ae", 2);
			return 2;
		case 0x153:				/* œ */
			memcpy(out, "oe", 2);
			return 2;
		case 0x451:				/* ё, printed as е in most texts */
			ch = 0x435;
			break;
		case 0x622:				/* alef with madda, with hamza */
		case 0x623:
		case 0x625:
			ch = 0x627;
			break;
		case 0x649:				/* alef maksura, often printed for yeh */
			ch = 0x64A;
			break;
	}
	if (ch >= 0x660 && ch <= 0x669)
		ch = ch - 0x660 + '0';
	else if (ch >= 0x6F0 && ch <= 0x6F9)
		ch = ch - 0x6F0 + '0';
	else if (ch >= 0xFF10 && ch <= 0xFF19)
		ch = ch - 0xFF10 + '0';
	else if (ch >= 0xFF21 && ch <= 0xFF3A)
		ch = ch - 0xFF21 + 'a';
	else if (ch >= 0xFF41 && ch <= 0xFF5A)
		ch = ch - 0xFF41 + 'a';
	return encode(ch, out);
}

/* Is the character at p of Chinese, so that it is a word by itself? */
static bool
is_single(const char *p, const char *end, uint32_t ch)
{
	return ch >= 0x2E80 && !(ch >= 0xFF00 && ch < 0xFFF0) && !(ch >= 0xAC00 && ch < 0xD7B0) &&
		res_is_unspaced(p, end);
}

/* Append bytes to the word, or to the hash of a long one. */
static inline void
append(ResWords *words, uint64_t *hash, bool *cut, const char *p, uint32_t len)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
		*hash = (*hash ^ (uint8_t) p[i]) * HASH_PRIME;
	if (*cut || words->len + len > RES_WORD_MAX)
	{
		*cut = true;
		return;
	}
	memcpy(words->word + words->len, p, len);
	words->len += len;
}

static uint32_t
put_hash(char *out, uint64_t hash)
{
	uint32_t	i;

	out[0] = '~';
	for (i = 0; i < 16; i++)
		out[1 + i] = "0123456789abcdef"[hash >> (60 - 4 * i) & 15];
	return 17;
}

/* Are two words joined by what stands between them: nothing but one dash? */
static bool
is_join(const char *p, const char *end)
{
	while (p < end)
	{
		uint32_t	n = res_invisible_len(p, end);

		if (n == 0)
			break;
		p += n;
	}
	return p < end && res_dash_len(p, end) == (uint32_t) (end - p);
}

/*
 * res_words_next — the next word of the text; false at its end.
 */
bool
res_words_next(ResWords *words)
{
	const char *p = words->p;
	const char *end = words->end;
	const char *start;
	uint64_t	hash = HASH_START;
	bool		cut = false;
	bool		single = false;

	/* what parts words */
	for (;;)
	{
		uint32_t	n;

		if (p >= end)
		{
			words->p = end;
			return false;
		}
		if ((unsigned char) *p < 0x80)
		{
			if (plain[(unsigned char) *p] != 0)
				break;
			p++;
			continue;
		}
		if (res_is_word(p, end))
		{
			if (!is_mark(res_decode(p, end, &n)))
				break;
		}
		else
			res_decode(p, end, &n);
		p += n;
	}

	start = p;
	words->len = 0;
	while (p < end)
	{
		char		out[4];
		uint32_t	n;
		uint32_t	ch;

		if ((unsigned char) *p < 0x80)
		{
			char		c = plain[(unsigned char) *p];

			if (c == 0)
				break;
			hash = (hash ^ (uint8_t) c) * HASH_PRIME;
			if (words->len < RES_WORD_MAX && !cut)
				words->word[words->len++] = c;
			else
				cut = true;
			p++;
			continue;
		}
		n = res_invisible_len(p, end);
		if (n > 0)
		{
			p += n;
			continue;
		}
		ch = res_decode(p, end, &n);
		if (is_mark(ch))
		{
			p += n;
			continue;
		}
		if (!res_is_word(p, end))
			break;
		if (is_single(p, end, ch))
		{
			if (words->len > 0 || cut)
				break;
			append(words, &hash, &cut, out, encode(ch, out));
			p += n;
			single = true;
			break;
		}
		append(words, &hash, &cut, out, fold_letter(ch, out));
		p += n;
	}
	if (cut)
		words->len += put_hash(words->word + words->len, hash);

	words->joined = words->last_end != NULL &&
		(single ? words->last_single && words->last_end == start :
		 !words->last_single && words->last_end < start && is_join(words->last_end, start));
	words->single = words->last_single = single;
	words->start = (uint32_t) (start - words->text);
	words->stop = (uint32_t) (p - words->text);
	words->last_end = p;
	words->p = p;
	return true;
}

uint32_t
res_words_fold(ResStr text, char *out)
{
	ResWords	words;
	uint64_t	hash = HASH_START;
	bool		cut = false;
	uint32_t	n = 0;

	res_words_begin(&words, text);
	while (res_words_next(&words))
	{
		bool		blank = n > 0 && !(words.single && words.joined);
		uint32_t	i;

		for (i = 0; i < words.len; i++)
			hash = (hash ^ (uint8_t) words.word[i]) * HASH_PRIME;
		hash = (hash ^ ' ') * HASH_PRIME;
		if (cut || n + blank + words.len > RES_FOLDED_MAX)
		{
			cut = true;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		memcpy(out + n, words.word, words.len);
		n += words.len;
	}
	if (cut)
		n += put_hash(out + n, hash);
	return n;
}
