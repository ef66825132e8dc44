/*-------------------------------------------------------------------------
 *
 * simd.h
 *	  Passing over runs of bytes, many at a time.
 *
 * Every function takes a stretch of text and returns the first byte of it
 * that is not (or is) of a class, "end" if there is none.  Sixteen bytes at a
 * time where the machine has SSE2, which all x86-64 do; eight at a time in an
 * ordinary register elsewhere.  Never reads outside [p, end).
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SIMD_H
#define RES_SIMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define RES_SSE2
#endif

/* In inner loops, whatever the compiler thinks of the size. */
#if defined(__GNUC__)
#define RES_ALWAYS_INLINE	inline __attribute__((always_inline))
#define RES_NEVER_INLINE	__attribute__((noinline))
#else
#define RES_ALWAYS_INLINE	inline
#define RES_NEVER_INLINE
#endif

#define RES_EACH(byte)	(UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes, the first one lowest; compilers make one load of it. */
static inline uint64_t
res_eight(const char *p)
{
	const unsigned char *s = (const unsigned char *) p;

	return (uint64_t) s[0] | (uint64_t) s[1] << 8 | (uint64_t) s[2] << 16 |
		(uint64_t) s[3] << 24 | (uint64_t) s[4] << 32 | (uint64_t) s[5] << 40 |
		(uint64_t) s[6] << 48 | (uint64_t) s[7] << 56;
}

/* The first n (1 to 8) of eight bytes; the others become zeros. */
static inline uint64_t
res_first_bytes(uint64_t v, uint32_t n)
{
	return v & (~UINT64_C(0) >> (64 - 8 * n));
}

/* Number of the lowest byte with bit 7 set; v is not 0. */
static inline int
res_lowest(uint64_t v)
{
#if defined(__GNUC__)
	return __builtin_ctzll(v) / 8;
#else
	int			n = 0;

	while ((v & 0x80) == 0)
	{
		v >>= 8;
		n++;
	}
	return n;
#endif
}

/*
 * Bit 7 of every byte of v that is ASCII and at least lo and at most hi
 * (0 < lo <= hi < 128).
 */
static inline uint64_t
res_in_range(uint64_t v, unsigned char lo, unsigned char hi)
{
	uint64_t	low = v & RES_EACH(0x7f);

	return (low + RES_EACH((uint64_t) (0x80 - lo))) & ~(low + RES_EACH((uint64_t) (0x7f - hi))) & ~v &
		RES_EACH(0x80);
}

#ifdef RES_SSE2
static inline __m128i
res_sixteen(const char *p)
{
	return _mm_loadu_si128((const __m128i *) (const void *) p);
}

/*
 * Bytes of v from lo to hi: moved so that they are the highest, with signs.
 * (What is greater than a constant takes an instruction less than what is
 * smaller.)
 */
static inline __m128i
res_range16(__m128i v, unsigned char lo, unsigned char hi)
{
	return _mm_cmpgt_epi8(_mm_add_epi8(v, _mm_set1_epi8((char) (0x7F - hi))), _mm_set1_epi8((char) (0x7E - hi + lo)));
}

static inline unsigned
res_mask16(__m128i v)
{
	return (unsigned) _mm_movemask_epi8(v);
}
#endif

/* Four masks of sixteen bytes as one of sixty-four. */
#ifdef RES_SSE2
static inline uint64_t
res_join64(__m128i a, __m128i b, __m128i c, __m128i d)
{
	return (uint64_t) (res_mask16(a) | res_mask16(b) << 16) |
		(uint64_t) (res_mask16(c) | res_mask16(d) << 16) << 32;
}

static inline __m128i
res_letters16(const char *p)
{
	return res_range16(_mm_or_si128(res_sixteen(p), _mm_set1_epi8(0x20)), 'a', 'z');
}
#else
/* The top bits of eight bytes, side by side. */
static inline uint64_t
res_top_bits(uint64_t v)
{
	return ((v >> 7 & RES_EACH(1)) * UINT64_C(0x0102040810204080)) >> 56;
}
#endif

/*
 * Bit i is set if byte i of the 64 at p is an ASCII letter, or is c.  The one
 * exception to the rule above: 64 bytes must be there.
 */
static inline uint64_t
res_letters64(const char *p)
{
#ifdef RES_SSE2
	return res_join64(res_letters16(p), res_letters16(p + 16), res_letters16(p + 32), res_letters16(p + 48));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i += 8)
		mask |= res_top_bits(res_in_range(res_eight(p + i) | RES_EACH(0x20), 'a', 'z')) << i;
	return mask;
#endif
}

/* The same for digits. */
static inline uint64_t
res_digits64(const char *p)
{
#ifdef RES_SSE2
	return res_join64(res_range16(res_sixteen(p), '0', '9'), res_range16(res_sixteen(p + 16), '0', '9'),
					  res_range16(res_sixteen(p + 32), '0', '9'), res_range16(res_sixteen(p + 48), '0', '9'));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i += 8)
		mask |= res_top_bits(res_in_range(res_eight(p + i), '0', '9')) << i;
	return mask;
#endif
}

static inline uint64_t
res_bytes64(const char *p, char c)
{
#ifdef RES_SSE2
	const __m128i each = _mm_set1_epi8(c);

	return res_join64(_mm_cmpeq_epi8(res_sixteen(p), each), _mm_cmpeq_epi8(res_sixteen(p + 16), each),
					  _mm_cmpeq_epi8(res_sixteen(p + 32), each), _mm_cmpeq_epi8(res_sixteen(p + 48), each));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i++)
		mask |= (uint64_t) (p[i] == c) << i;
	return mask;
#endif
}

/* Bit i is set if byte i is above 127. */
static inline uint64_t
res_high64(const char *p)
{
#ifdef RES_SSE2
	return res_join64(res_sixteen(p), res_sixteen(p + 16), res_sixteen(p + 32), res_sixteen(p + 48));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i += 8)
		mask |= res_top_bits(res_eight(p + i)) << i;
	return mask;
#endif
}

/* Bit i is set if byte i is below c, which is ASCII, or above 127. */
static inline uint64_t
res_below64(const char *p, char c)
{
#ifdef RES_SSE2
	const __m128i below = _mm_set1_epi8((char) (c - 1));

	/* as signed bytes */
	return ~res_join64(_mm_cmpgt_epi8(res_sixteen(p), below), _mm_cmpgt_epi8(res_sixteen(p + 16), below),
					   _mm_cmpgt_epi8(res_sixteen(p + 32), below), _mm_cmpgt_epi8(res_sixteen(p + 48), below));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i++)
		mask |= (uint64_t) ((signed char) p[i] < c) << i;
	return mask;
#endif
}

/* Bit i is set if byte i is above 127, or is c, which is ASCII. */
static inline uint64_t
res_high_or64(const char *p, char c)
{
#ifdef RES_SSE2
	const __m128i each = _mm_set1_epi8(c);

#define EITHER(v)	_mm_or_si128(v, _mm_cmpeq_epi8(v, each))
	return res_join64(EITHER(res_sixteen(p)), EITHER(res_sixteen(p + 16)),
					  EITHER(res_sixteen(p + 32)), EITHER(res_sixteen(p + 48)));
#undef EITHER
#else
	return res_high64(p) | res_bytes64(p, c);
#endif
}

/* Is any of the bytes above 127, or c, which is ASCII? */
static inline bool
res_any_high_or64(const char *p, char c)
{
#ifdef RES_SSE2
	const __m128i each = _mm_set1_epi8(c);

#define EITHER(q)	_mm_or_si128(res_sixteen(q), _mm_cmpeq_epi8(res_sixteen(q), each))
	return res_mask16(_mm_or_si128(_mm_or_si128(EITHER(p), EITHER(p + 16)),
								   _mm_or_si128(EITHER(p + 32), EITHER(p + 48)))) != 0;
#undef EITHER
#else
	return res_high_or64(p, c) != 0;
#endif
}

/* Bit i is set if byte i is a letter or digit of ASCII. */
static inline uint64_t
res_alnum64(const char *p)
{
#ifdef RES_SSE2
#define ALNUM(q)	_mm_or_si128(res_letters16(q), res_range16(res_sixteen(q), '0', '9'))
	return res_join64(ALNUM(p), ALNUM(p + 16), ALNUM(p + 32), ALNUM(p + 48));
#undef ALNUM
#else
	return res_letters64(p) | res_digits64(p);
#endif
}

/* Bit i is set if byte i is from lo to hi, which may be any bytes. */
static inline uint64_t
res_between64(const char *p, unsigned char lo, unsigned char hi)
{
#ifdef RES_SSE2
	return res_join64(res_range16(res_sixteen(p), lo, hi), res_range16(res_sixteen(p + 16), lo, hi),
					  res_range16(res_sixteen(p + 32), lo, hi), res_range16(res_sixteen(p + 48), lo, hi));
#else
	uint64_t	mask = 0;
	int			i;

	for (i = 0; i < 64; i++)
		mask |= (uint64_t) ((unsigned char) (p[i] - lo) <= hi - lo) << i;
	return mask;
#endif
}

/* Bit i is set if byte i is a full stop, question mark or exclamation mark. */
static inline uint64_t
res_stops64(const char *p)
{
#ifdef RES_SSE2
	const __m128i stop = _mm_set1_epi8('.');
	const __m128i question = _mm_set1_epi8('?');
	const __m128i exclamation = _mm_set1_epi8('!');

#define IS(q, mark)	_mm_cmpeq_epi8(res_sixteen(q), mark)
#define STOPS(q)	_mm_or_si128(IS(q, stop), _mm_or_si128(IS(q, question), IS(q, exclamation)))
	return res_join64(STOPS(p), STOPS(p + 16), STOPS(p + 32), STOPS(p + 48));
#undef STOPS
#undef IS
#else
	return res_bytes64(p, '.') | res_bytes64(p, '?') | res_bytes64(p, '!');
#endif
}

/*
 * Is any of the bytes one of these, or above 127?  May say so of a solidus and
 * ">" too, which are one bit away.
 */
static inline bool
res_any_high_or_stop64(const char *p)
{
#ifdef RES_SSE2
	const __m128i bits = _mm_set1_epi8('.' ^ '?');
	const __m128i question = _mm_set1_epi8('?');
	const __m128i exclamation = _mm_set1_epi8('!');

#define ODD(v)	_mm_or_si128(_mm_or_si128(v, _mm_cmpeq_epi8(v, exclamation)), _mm_cmpeq_epi8(_mm_or_si128(v, bits), question))
	return res_mask16(_mm_or_si128(_mm_or_si128(ODD(res_sixteen(p)), ODD(res_sixteen(p + 16))),
								   _mm_or_si128(ODD(res_sixteen(p + 32)), ODD(res_sixteen(p + 48))))) != 0;
#undef ODD
#else
	return (res_high64(p) | res_stops64(p)) != 0;
#endif
}

/* Number of the lowest bit that is set; v is not 0. */
static inline size_t
res_lowest_bit(uint64_t v)
{
#ifdef __GNUC__
	return (size_t) __builtin_ctzll(v);
#else
	size_t		n = 0;

	while ((v & 1) == 0)
	{
		v >>= 1;
		n++;
	}
	return n;
#endif
}

/* Number of the highest bit that is set; v is not 0. */
static inline unsigned
res_highest_bit(uint64_t v)
{
#if defined(__GNUC__)
	return (unsigned) __builtin_clzll(v) ^ 63;
#else
	unsigned	n = 0;

	while ((v >>= 1) != 0)
		n++;
	return n;
#endif
}

/* Behind the run of ASCII letters at p. */
static inline const char *
res_skip_letters(const char *p, const char *end)
{
#ifdef RES_SSE2
	while (end - p >= 16)
	{
		__m128i		v = _mm_or_si128(res_sixteen(p), _mm_set1_epi8(0x20));
		unsigned	other = res_mask16(res_range16(v, 'a', 'z')) ^ 0xFFFF;

		if (other != 0)
			return p + __builtin_ctz(other);
		p += 16;
	}
#endif
	while (end - p >= 8)
	{
		uint64_t	other = ~res_in_range(res_eight(p) | RES_EACH(0x20), 'a', 'z') & RES_EACH(0x80);

		if (other != 0)
			return p + res_lowest(other);
		p += 8;
	}
	while (p < end && (unsigned char) ((*p | 0x20) - 'a') < 26)
		p++;
	return p;
}

#ifdef RES_SSE2
/*
 * Which of sixteen bytes go on with a word of letters of two bytes: those from
 * 80 to BF and from "first" to "last".  The comma, semicolon and question mark
 * of Arabic (D8 8C, 9B, 9F) do not.  Seventeen bytes must be there.
 */
static inline unsigned
res_two_byte_letters16(const char *p, unsigned char first, unsigned char last)
{
	const __m128i v = res_sixteen(p);
	const __m128i next = res_sixteen(p + 1);

	/* as signed bytes they are in the same order */
	__m128i		word = _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8((char) 0xC0)),
									_mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char) (first - 1))),
												  _mm_cmplt_epi8(v, _mm_set1_epi8((char) (last + 1)))));
	__m128i		mark = _mm_or_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8((char) 0x8C)),
									_mm_or_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8((char) 0x9B)),
												 _mm_cmpeq_epi8(next, _mm_set1_epi8((char) 0x9F))));

	mark = _mm_and_si128(mark, _mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xD8)));
	return res_mask16(_mm_andnot_si128(mark, word));
}
#endif

/*
 * The functions below go through stretches that are longer than sixteen bytes
 * sixteen at a time, and once more through the last sixteen: RES_SCAN16 does
 * it, where "mask" is what is looked for of the sixteen bytes v at p.
 */
#ifdef RES_SSE2
#define RES_SCAN16(mask) \
	if (end - p >= 16) \
	{ \
		const char *last16 = end - 16; \
		for (;;) \
		{ \
			const __m128i v = res_sixteen(p); \
			const unsigned found = (mask); \
			if (found != 0) \
				return p + __builtin_ctz(found); \
			if (p == last16) \
				return end; \
			p = last16 - p > 16 ? p + 16 : last16; \
		} \
	}
#else
#define RES_SCAN16(mask)
#endif

/*
 * The next digit or asterisk, or byte that begins a character of U+0080 …
 * U+00BF or U+2000 … U+2FFF, among which raised digits are.  Thirty-two bytes
 * must be there behind "end".
 */
static inline const char *
res_find_mark(const char *p, const char *end)
{
#ifdef RES_SSE2
#define MARKS(v) \
	_mm_or_si128(_mm_or_si128(res_range16(v, '0', '9'), _mm_cmpeq_epi8(v, _mm_set1_epi8('*'))), \
				 _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8((char) 0xE2)))
	for (; p < end; p += 32)
	{
		const __m128i first = MARKS(res_sixteen(p));
		const __m128i second = MARKS(res_sixteen(p + 16));

		if (res_mask16(_mm_or_si128(first, second)) != 0)
		{
			p += __builtin_ctz(res_mask16(first) | res_mask16(second) << 16);
			break;
		}
	}
#undef MARKS
	return p < end ? p : end;
#else
	while (p < end && (unsigned char) (*p - '0') >= 10 && *p != '*' && (unsigned char) *p != 0xC2 &&
		   (unsigned char) *p != 0xE2)
		p++;
	return p;
#endif
}

/* The next byte that begins a character of U+0080 … U+00BF or U+2000 … U+2FFF. */
static inline const char *
res_find_punctuation(const char *p, const char *end)
{
	RES_SCAN16(res_mask16(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xC2)),
									   _mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xE2)))))
	while (p < end && (unsigned char) *p != 0xC2 && (unsigned char) *p != 0xE2)
		p++;
	return p;
}

/* How many bytes from lo to hi there are, all above 127. */
static inline uint32_t
res_count_range(const char *p, const char *end, unsigned char lo, unsigned char hi)
{
	uint32_t	n = 0;

#ifdef RES_SSE2
	/* sixty-four at a time; stretches of ASCII have none */
	for (; end - p >= 64; p += 64)
	{
		const __m128i below = _mm_set1_epi8((char) (lo - 1));
		const __m128i above = _mm_set1_epi8((char) (hi + 1));
		__m128i		sum = _mm_setzero_si128();
		int			i;

		if (res_mask16(_mm_or_si128(_mm_or_si128(res_sixteen(p), res_sixteen(p + 16)),
									_mm_or_si128(res_sixteen(p + 32), res_sixteen(p + 48)))) == 0)
			continue;

		/* as signed bytes they are in the same order */
		for (i = 0; i < 64; i += 16)
			sum = _mm_sub_epi8(sum, _mm_and_si128(_mm_cmpgt_epi8(res_sixteen(p + i), below),
												  _mm_cmplt_epi8(res_sixteen(p + i), above)));
		sum = _mm_sad_epu8(sum, _mm_setzero_si128());
		n += (uint32_t) _mm_cvtsi128_si32(sum) + (uint32_t) _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
	}
#endif
	for (; p < end; p++)
		n += (unsigned char) *p >= lo && (unsigned char) *p <= hi;
	return n;
}

#ifdef RES_SSE2
/* Which of sixteen bytes res_skip_text stops at; seventeen must be there. */
static inline unsigned
res_odd_text16(const char *p)
{
	const __m128i v = res_sixteen(p);
	const unsigned char next = (unsigned char) p[16];
	__m128i		odd;
	unsigned	stops;
	unsigned	blanks;

	/* a control character, or one of the four */
	odd = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xC2)),
									_mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xEF))),
					   _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(1)), _mm_set1_epi8((char) 0xE3)));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(' ' - 1)), v));
	stops = res_mask16(odd);
	blanks = res_mask16(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
	/* or a blank in front of such a one or of another blank */
	if (next <= ' ' || next == 0xC2 || next == 0xE2 || next == 0xE3 || next == 0xEF)
		return stops | (blanks & ((stops | blanks) >> 1 | 0x8000));
	return stops | (blanks & (stops | blanks) >> 1);
}
#endif

/* Is this byte more than text with one blank between words, or a blank in front of such a one? */
static inline bool
res_stops_text(const char *p, const char *end)
{
	unsigned char c = (unsigned char) *p;

	if (c == ' ')
	{
		if (end - p < 2)
			return true;
		c = (unsigned char) p[1];
		if (c == ' ')
			return true;
	}
	return c < ' ' || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF;
}

/*
 * The next byte that may be more than text with one blank between words: a
 * control character, the first of two blanks, or the first byte of a character
 * among whose neighbours are blanks and invisible ones (C2, E2, E3, EF), or a
 * blank in front of such a one.
 */
static inline const char *
res_skip_text(const char *p, const char *end)
{
#ifdef RES_SSE2
	if (end - p >= 17)
	{
		const char *last = end - 17;

		for (;;)
		{
			unsigned	found = res_odd_text16(p);

			if (found != 0)
				return p + __builtin_ctz(found);
			if (p == last)
			{
				/* but for the last byte */
				p += 16;
				break;
			}
			p = last - p > 16 ? p + 16 : last;
		}
	}
#endif
	while (p < end && !res_stops_text(p, end))
		p++;
	return p;
}

/*
 * How many bytes are the same from p and from c on, as far as res_skip_text
 * would go?  Costs no more than what is the same.
 */
static inline uint32_t
res_same_text(const char *p, const char *end, const char *c, const char *cend)
{
	const char *begin = p;
	const char *stop = end - p > cend - c ? p + (cend - c) : end;

#ifdef RES_SSE2
	if (stop - p >= 17)
	{
		const char *last = stop - 17;

		for (;;)
		{
			unsigned	found = res_odd_text16(p) |
				(res_mask16(_mm_cmpeq_epi8(res_sixteen(p), res_sixteen(c + (p - begin)))) ^ 0xFFFF);

			if (found != 0)
				return (uint32_t) (p - begin) + (uint32_t) __builtin_ctz(found);
			if (p == last)
			{
				/* but for the last byte */
				p += 16;
				break;
			}
			p = last - p > 16 ? p + 16 : last;
		}
	}
#endif
	while (p < stop && *p == c[p - begin] && !res_stops_text(p, stop))
		p++;
	return (uint32_t) (p - begin);
}

/* How many ASCII letters there are. */
static inline uint32_t
res_count_letters(const char *p, const char *end)
{
	uint32_t	n = 0;

#ifdef RES_SSE2
	while (end - p >= 16)
	{
		__m128i		sum = _mm_setzero_si128();
		__m128i		zero = _mm_setzero_si128();
		int			i;

		/* up to 255 times, each byte of the sum counts its own */
		for (i = 0; i < 255 && end - p >= 16; i++, p += 16)
			sum = _mm_sub_epi8(sum, res_range16(_mm_or_si128(res_sixteen(p), _mm_set1_epi8(0x20)), 'a', 'z'));
		sum = _mm_sad_epu8(sum, zero);
		n += (uint32_t) _mm_cvtsi128_si32(sum) + (uint32_t) _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
	}
#endif
	for (; p < end; p++)
		n += (unsigned char) ((*p | 0x20) - 'a') < 26;
	return n;
}

/* How many bytes begin a character: those that do not continue one (10xxxxxx). */
static inline uint32_t
res_count_characters(const char *p, const char *end)
{
	uint32_t	n = (uint32_t) (end - p);

#ifdef RES_SSE2
	while (end - p >= 16)
	{
		__m128i		sum = _mm_setzero_si128();
		__m128i		zero = _mm_setzero_si128();
		int			i;

		/* as signed bytes they are the lowest */
		for (i = 0; i < 255 && end - p >= 16; i++, p += 16)
			sum = _mm_sub_epi8(sum, _mm_cmplt_epi8(res_sixteen(p), _mm_set1_epi8((char) 0xC0)));
		sum = _mm_sad_epu8(sum, zero);
		n -= (uint32_t) _mm_cvtsi128_si32(sum) + (uint32_t) _mm_cvtsi128_si32(_mm_srli_si128(sum, 8));
	}
#endif
	for (; end - p >= 8; p += 8)
	{
		uint64_t	word = res_eight(p);

		word = (word >> 7) & ~(word >> 6) & RES_EACH(1);
		n -= (uint32_t) ((word * RES_EACH(1)) >> 56);
	}
	for (; p < end; p++)
		n -= ((unsigned char) *p & 0xC0) == 0x80;
	return n;
}

/* What a range of bytes is made of, where characters of several bytes stand. */
typedef struct ResWidth
{
	uint32_t	characters;
	uint32_t	wide;			/* that begin with E3 or above */
	uint32_t	han;			/* that begin with E3 to E9 */
	uint32_t	full;			/* that begin with EF */
} ResWidth;

/* Counts them, all in one pass. */
static inline void
res_count_width(const char *p, const char *end, ResWidth *width)
{
	uint32_t	follow = 0;		/* bytes that continue a character */
	uint32_t	wide = 0;
	uint32_t	over = 0;		/* above E9 */
	uint32_t	full = 0;

	width->characters = (uint32_t) (end - p);
#ifdef RES_SSE2
	while (end - p >= 16)
	{
		const __m128i zero = _mm_setzero_si128();
		__m128i		sums[4];
		int			i;

		sums[0] = sums[1] = sums[2] = sums[3] = zero;
		/* as signed bytes they are in the same order, below ASCII */
		for (i = 0; i < 255 && end - p >= 16; i++, p += 16)
		{
			__m128i		v = res_sixteen(p);
			__m128i		high = _mm_cmplt_epi8(v, zero);

			sums[0] = _mm_sub_epi8(sums[0], _mm_cmplt_epi8(v, _mm_set1_epi8((char) 0xC0)));
			sums[1] = _mm_sub_epi8(sums[1], _mm_and_si128(high, _mm_cmpgt_epi8(v, _mm_set1_epi8((char) 0xE2))));
			sums[2] = _mm_sub_epi8(sums[2], _mm_and_si128(high, _mm_cmpgt_epi8(v, _mm_set1_epi8((char) 0xE9))));
			sums[3] = _mm_sub_epi8(sums[3], _mm_cmpeq_epi8(v, _mm_set1_epi8((char) 0xEF)));
		}
		for (i = 0; i < 4; i++)
		{
			sums[i] = _mm_sad_epu8(sums[i], zero);
			sums[i] = _mm_add_epi64(sums[i], _mm_srli_si128(sums[i], 8));
		}
		follow += (uint32_t) _mm_cvtsi128_si32(sums[0]);
		wide += (uint32_t) _mm_cvtsi128_si32(sums[1]);
		over += (uint32_t) _mm_cvtsi128_si32(sums[2]);
		full += (uint32_t) _mm_cvtsi128_si32(sums[3]);
	}
#endif
	for (; p < end; p++)
	{
		unsigned char c = (unsigned char) *p;

		follow += (c & 0xC0) == 0x80;
		wide += c > 0xE2;
		over += c > 0xE9;
		full += c == 0xEF;
	}
	width->characters -= follow;
	width->wide = wide;
	width->han = wide - over;
	width->full = full;
}

/* The first byte above 127. */
static inline const char *
res_find_high(const char *p, const char *end)
{
	RES_SCAN16(res_mask16(v))
	while (end - p >= 8)
	{
		uint64_t	high = res_eight(p) & RES_EACH(0x80);

		if (high != 0)
			return p + res_lowest(high);
		p += 8;
	}
	while (p < end && (unsigned char) *p < 0x80)
		p++;
	return p;
}

/* Where four blanks in a row begin. */
static inline const char *
res_find_gap(const char *p, const char *end)
{
#ifdef RES_SSE2
	while (end - p >= 16)
	{
		unsigned	blank = res_mask16(_mm_cmpeq_epi8(res_sixteen(p), _mm_set1_epi8(' ')));
		unsigned	two = blank & (blank >> 1);

		if ((two & (two >> 2)) != 0)
			return p + __builtin_ctz(two & (two >> 2));
		p += 13;
	}
#endif
	for (; end - p >= 4; p++)
	{
		if (p[3] != ' ')
			p += 3;
		else if (p[0] == ' ' && p[1] == ' ' && p[2] == ' ')
			return p;
	}
	return end;
}

#endif							/* RES_SIMD_H */
