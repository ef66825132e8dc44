/*-------------------------------------------------------------------------
 *
 * citations_lexer.h
 *	  Bytes, words, blanks and marks, as the scan for cited documents sees
 *	  them: small functions that it calls at nearly every word.
 *
 * Words are looked up in the tables by their first eight bytes: src/gen/tables.pl
 * fills res_cite_opens and res_cite_filter with the same hash.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CITATIONS_LEXER_H
#define RES_CITATIONS_LEXER_H

#include "citations_internal.h"
#include "simd.h"
#include "tables.h"

/* ---------- bytes ---------- */

/* What a byte is to the scan; B_WORD: words go on with it. */
#define B_WORD		0x10
#define B_SKIP		0
#define B_DIGIT		(1 | B_WORD)
#define B_LETTER	(2 | B_WORD)	/* ASCII */
#define B_TWO		(3 | B_WORD)	/* first byte of a letter of two */
#define B_CONT		(4 | B_WORD)	/* a further byte of a character */
#define B_ARABIC	(5 | B_WORD)
#define B_PUNCT2	6			/* first byte of a sign of two bytes */
#define B_PUNCT3	7
#define B_FOUR		8
#define B_WIDE		9			/* first byte of an unspaced script's character */
#define B_STOP		10			/* . ? ! */

extern const uint8_t res_cite_bytes[256];

/* ---------- words ---------- */

/* What begins a name, which a word in small letters does not. */
#define OPENS_NAME	(RES_OPENS_ORGAN | RES_OPENS_INSTRUMENT)

/*
 * The slot of a word.  Its first eight bytes count.  The bit of ASCII case is
 * dropped everywhere, which also folds the accented letters of Latin.
 */
static inline uint64_t
word_hash(const char *p, size_t len, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;
	uint64_t	v = 0;

	if (end - p >= 8)
	{
		v = res_eight(p) | RES_EACH(0x20);
		if (len < 8)
			v &= (UINT64_C(1) << (8 * len)) - 1;
	}
	else
	{
		size_t		i;

		for (i = 0; i < len && i < 8; i++)
			v |= (uint64_t) (s[i] | 0x20) << (8 * i);
	}
	return res_first_hash(v);
}

/* The comma, semicolon or question mark of Arabic, which begins like a letter. */
static inline bool
arabic_mark(const char *p, const char *end)
{
	return (unsigned char) *p == 0xD8 && end - p >= 2 &&
		((unsigned char) p[1] == 0x8C || (unsigned char) p[1] == 0x9B || (unsigned char) p[1] == 0x9F);
}

/* Bytes of the word at p; of scripts without blanks that many characters. */
static inline size_t
word_len(const char *p, const char *end, size_t characters)
{
	const char *q = p;

	if (p < end && res_cite_bytes[(unsigned char) *p] == B_WIDE)
		return (size_t) (end - p) < 3 * characters ? (size_t) (end - p) : 3 * characters;
#ifdef RES_SSE2
	for (; end - q >= 17; q += 16)
	{
		const __m128i v = res_sixteen(q);
		unsigned	other = ~(res_two_byte_letters16(q, 0xC3, 0xDF) | res_mask16(res_letters16(q)) |
							  res_mask16(res_range16(v, '0', '9'))) & 0xFFFF;

		if (other != 0)
			return (size_t) (q + __builtin_ctz(other) - p);
	}
#else
	q = res_skip_letters(q, end);
#endif
	while (q < end && (res_cite_bytes[(unsigned char) *q] & B_WORD) != 0 && !arabic_mark(q, end))
		q++;
	return (size_t) (q - p);
}

static inline uint32_t
trigger_slot(const char *p, size_t len, const char *end)
{
	return (uint32_t) (word_hash(p, len, end) >> 51);
}

static inline uint32_t
filter_slot(const char *p, const char *end)
{
	return (uint32_t) (word_hash(p, word_len(p, end, 1), end) >> 52);
}

/* A class that is only looked for has a bit in the filter. */
#define FILTER_BIT(cls)	(1u << ((cls) & 31))

/*
 * Longest entry of a class at p (see res_lex_match).  Most words are no first
 * word of any entry: their first two letters say so, and the filter where they
 * are none of ASCII.
 */
static RES_ALWAYS_INLINE uint32_t
lex(const Scan *s, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	if (p >= s->end || ((unsigned char) *p >= 0x80 && !res_cite_may_open(s, cls, p)))
		return 0;
	return res_lex_match(s->lang, cls, p, s->end, entry);
}

/*
 * Like lex, but what follows may stand at it without a boundary ("of18
 * December", "و58/44"): the caller makes sure that it is a number.
 */
static RES_ALWAYS_INLINE uint32_t
res_cite_lex_glued(const Scan *s, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	unsigned char c;

	if (p >= s->end)
		return 0;

	/* most begin with other letters */
	c = (unsigned char) res_lower(*p);
	if (c < 0x80 && (res_lex_set[s->lang][cls].start[c >> 3] >> (c & 7) & 1) == 0 &&
		(res_lex_sets(s->lang, p, s->end) & RES_LEX_SET(cls)) == 0)
		return 0;
	return res_cite_lex_glued_here(s, cls, p, entry);
}

static inline bool
is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* ---------- blanks and marks ---------- */

static inline const char *
skip_blanks(const Scan *s, const char *p)
{
	while (p < s->end)
	{
		uint32_t	n;

		if ((unsigned char) *p > ' ' && (unsigned char) *p < 0x80)
			break;
		n = res_blank_len(p, s->end);
		if (n == 0)
			n = res_invisible_len(p, s->end);
		if (n == 0)
			break;
		p += n;
	}
	return p;
}

/* Length of the comma of any script at p. */
static inline uint32_t
comma_len(const Scan *s, const char *p)
{
	if (p >= s->end)
		return 0;
	if (*p == ',')
		return 1;
	if (s->end - p >= 2 && memcmp(p, "\xd8\x8c", 2) == 0)	/* ، */
		return 2;
	if (s->end - p >= 3 && (memcmp(p, "\xe3\x80\x81", 3) == 0 ||	/* 、 */
							memcmp(p, "\xef\xbc\x8c", 3) == 0)) /* ， */
		return 3;
	return 0;
}

/* Length of an opening (closing) bracket, narrow or wide. */
static inline uint32_t
bracket_len(const Scan *s, const char *p, bool closing)
{
	if (p >= s->end)
		return 0;
	if (*p == (closing ? ')' : '('))
		return 1;
	if (s->end - p >= 3 && memcmp(p, closing ? "\xef\xbc\x89" : "\xef\xbc\x88", 3) == 0)
		return 3;
	return 0;
}

/* ---------- looking back ---------- */

/* Start of the character that ends before p. */
static inline const char *
char_before(const Scan *s, const char *p)
{
	const char *q = p;

	if (q <= s->text)
		return s->text;
	do
		q--;
	while (q > s->text && p - q < 4 && ((unsigned char) *q & 0xc0) == 0x80);
	return q;
}

/* Does a letter or digit, other than one of an unspaced script, end at p? */
static inline bool
word_before(const Scan *s, const char *p)
{
	const char *q = char_before(s, p);
	uint32_t	len;
	uint32_t	ch;

	if (q == p)
		return false;
	ch = res_decode(q, s->end, &len);
	return ch < 0x2e80 && res_is_word(q, s->end);
}

/* Does one begin at p? */
static inline bool
word_at(const Scan *s, const char *p)
{
	uint32_t	len;

	if (p >= s->end || !res_is_word(p, s->end))
		return false;
	return res_decode(p, s->end, &len) < 0x2e80;
}

/* Length of the blank that ends before p. */
static inline uint32_t
blank_before(const Scan *s, const char *p)
{
	const char *q = char_before(s, p);

	if (q == p)
		return 0;
	if (res_blank_len(q, s->end) == (uint32_t) (p - q) ||
		res_invisible_len(q, s->end) == (uint32_t) (p - q))
		return (uint32_t) (p - q);
	return 0;
}

static inline const char *
skip_blanks_back(const Scan *s, const char *p)
{
	uint32_t	n;

	while ((n = blank_before(s, p)) > 0)
		p -= n;
	return p;
}

/* ---------- places ---------- */

static inline uint32_t
offset_of(const Scan *s, const char *p)
{
	return (uint32_t) (p - s->text);
}

static inline bool
in_sentence(const Scan *s, const char *p)
{
	return p != NULL && p >= s->sentence;
}

static inline void
end_sentence(Scan *s, const char *next)
{
	s->sentence = next;
	s->in_force = NULL;
}

/* ---------- citations found ---------- */

static inline ResCited *
add_cited(Scan *s, const char *start, const char *end, ResCiteKind kind)
{
	ResCited   *c = RES_PUSH(s->arena, s->out, s->nout, s->capout);

	memset(c, 0, sizeof(*c));
	c->start = offset_of(s, start);
	c->end = offset_of(s, end);
	c->kind = kind;
	c->date = RES_NO_DATE;
	return c;
}

static inline ResStr
span_text(Scan *s, const char *start, const char *end)
{
	return res_copy(s->arena, start, (size_t) (end - start));
}

#endif							/* RES_CITATIONS_LEXER_H */
