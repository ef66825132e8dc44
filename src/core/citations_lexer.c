/*-------------------------------------------------------------------------
 *
 * citations_lexer.c
 *	  Words and separators in the text that is scanned for cited documents.
 *
 * Which bytes make a word differs by script: Latin, Cyrillic and Arabic have
 * blanks between words, Chinese has none, so that there each character counts
 * as a word.  Commas, semicolons and brackets have a form of their own in
 * Arabic and in Chinese.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

/* What a byte is to the scan; see citations_lexer.h. */
const uint8_t res_cite_bytes[256] = {
	['.'] = B_STOP, ['?'] = B_STOP, ['!'] = B_STOP,
	['0'] = B_DIGIT, ['1'] = B_DIGIT, ['2'] = B_DIGIT, ['3'] = B_DIGIT, ['4'] = B_DIGIT,
	['5'] = B_DIGIT, ['6'] = B_DIGIT, ['7'] = B_DIGIT, ['8'] = B_DIGIT, ['9'] = B_DIGIT,
#define L B_LETTER
	['A'] = L, ['B'] = L, ['C'] = L, ['D'] = L, ['E'] = L, ['F'] = L, ['G'] = L, ['H'] = L, ['I'] = L,
	['J'] = L, ['K'] = L, ['L'] = L, ['M'] = L, ['N'] = L, ['O'] = L, ['P'] = L, ['Q'] = L, ['R'] = L,
	['S'] = L, ['T'] = L, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = L, ['Y'] = L, ['Z'] = L,
	['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L, ['g'] = L, ['h'] = L, ['i'] = L,
	['j'] = L, ['k'] = L, ['l'] = L, ['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L, ['q'] = L, ['r'] = L,
	['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L, ['y'] = L, ['z'] = L,
#undef L
#define C B_CONT
#define ROW(r) [r] = C, [r + 1] = C, [r + 2] = C, [r + 3] = C, [r + 4] = C, [r + 5] = C, [r + 6] = C, [r + 7] = C, \
	[r + 8] = C, [r + 9] = C, [r + 10] = C, [r + 11] = C, [r + 12] = C, [r + 13] = C, [r + 14] = C, [r + 15] = C
	ROW(0x80), ROW(0x90), ROW(0xa0), ROW(0xb0),
#undef ROW
#undef C
	[0xc2] = B_PUNCT2, [0xc3] = B_TWO, [0xc4] = B_TWO, [0xc5] = B_TWO, [0xc6] = B_TWO, [0xc7] = B_TWO,
	[0xc8] = B_TWO, [0xc9] = B_TWO, [0xca] = B_TWO, [0xcb] = B_TWO, [0xcc] = B_TWO, [0xcd] = B_TWO,
	[0xce] = B_TWO, [0xcf] = B_TWO, [0xd0] = B_TWO, [0xd1] = B_TWO, [0xd2] = B_TWO, [0xd3] = B_TWO,
	[0xd4] = B_TWO, [0xd5] = B_TWO, [0xd6] = B_TWO, [0xd7] = B_TWO,
	[0xd8] = B_ARABIC, [0xd9] = B_ARABIC, [0xda] = B_ARABIC, [0xdb] = B_ARABIC, [0xdc] = B_TWO,
	[0xdd] = B_TWO, [0xde] = B_TWO, [0xdf] = B_TWO,
	[0xe0] = B_PUNCT3, [0xe1] = B_PUNCT3, [0xe2] = B_PUNCT3, [0xe3] = B_WIDE, [0xe4] = B_WIDE,
	[0xe5] = B_WIDE, [0xe6] = B_WIDE, [0xe7] = B_WIDE, [0xe8] = B_WIDE, [0xe9] = B_WIDE,
	[0xea] = B_WIDE, [0xeb] = B_WIDE, [0xec] = B_WIDE, [0xed] = B_WIDE, [0xee] = B_WIDE, [0xef] = B_WIDE,
	[0xf0] = B_FOUR, [0xf1] = B_FOUR, [0xf2] = B_FOUR, [0xf3] = B_FOUR, [0xf4] = B_FOUR
};

/* Length of what parts the numbers of a list: a comma, a semicolon. */
uint32_t
res_cite_separator_len(const Scan *s, const char *p)
{
	uint32_t	n = comma_len(s, p);

	if (n > 0 || p >= s->end)
		return n;
	if (*p == ';')
		return 1;
	if (s->end - p >= 2 && memcmp(p, "\xd8\x9b", 2) == 0)	/* ؛ */
		return 2;
	if (s->end - p >= 3 && memcmp(p, "\xef\xbc\x9b", 3) == 0) /* ； */
		return 3;
	return 0;
}

/*
 * Start of the word before p, in scripts without blanks the character; null
 * if there is none in this sentence or it is too long for a word.
 */
const char *
res_cite_previous_word(const Scan *s, const char *p)
{
	const char *stop;
	const char *q;

	p = skip_blanks_back(s, p);
	stop = p - s->text > 64 ? p - 64 : s->text;
	q = p;
	while (q > stop && q > s->sentence)
	{
		const char *c;
		uint32_t	len;

		if ((unsigned char) q[-1] > ' ' && (unsigned char) q[-1] < 0x80)
		{
			q--;
			continue;
		}
		c = char_before(s, q);
		if (blank_before(s, q) > 0)
			break;
		if (res_decode(c, s->end, &len) >= 0x2e80)
		{
			if (q == p)
				q = c;
			break;
		}
		q = c;
	}
	return q < p && q > stop ? q : q < p && q == s->text ? q : q < p && q == s->sentence ? q : NULL;
}

/* May an entry of a class stand at p, at a letter that is none of ASCII? */
bool
res_cite_may_open(const Scan *s, ResLexClass cls, const char *p)
{
	return (res_cite_filter[s->lang][filter_slot(p, s->end)] & FILTER_BIT(cls)) != 0;
}

/* The rest of res_cite_lex_glued, where an entry may stand. */
uint32_t
res_cite_lex_glued_here(const Scan *s, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	const ResLexEntry *entries;
	uint32_t	best = lex(s, cls, p, entry);
	uint32_t	n;
	uint32_t	i;

	if (best > 0)
		return best;
	entries = res_lex_entries(s->lang, cls, &n);
	for (i = 0; i < n; i++)
	{
		if (entries[i].len > best && (size_t) (s->end - p) > entries[i].len && *p == entries[i].text[0] &&
			memcmp(p, entries[i].text, entries[i].len) == 0)
		{
			best = entries[i].len;
			*entry = &entries[i];
		}
	}
	return best;
}
