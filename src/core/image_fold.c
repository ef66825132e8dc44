/*-------------------------------------------------------------------------
 *
 * image_fold.c
 *	  How the stored form takes its words from the source: folding, labels.
 *
 *-------------------------------------------------------------------------
 */
#include "image_layout.h"
#include "simd.h"

#define EACH(byte)			(UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS			EACH(0x80)

static inline uint64_t
load8(const char *p)
{
	uint64_t	x;

	memcpy(&x, p, 8);
	return x;
}

/* Is some byte of x zero? */
static inline bool
has_zero(uint64_t x)
{
	return ((x - EACH(0x01)) & ~x & HIGH_BITS) != 0;
}

/*
 * Do these eight bytes need folding?  They do if one is a control character,
 * two blanks stand side by side, or one may begin a blank or an invisible
 * character outside ASCII (0xC2, 0xE2, 0xE3, 0xEF).
 */
static inline bool
needs_folding(uint64_t x)
{
	uint64_t	t = x ^ EACH(0x20);
	uint64_t	blanks = ~(((t & EACH(0x7f)) + EACH(0x7f)) | t | EACH(0x7f));

	if (((x - EACH(0x20)) & ~x & HIGH_BITS) != 0 || (blanks & (blanks >> 8)) != 0)
		return true;
	return (x & HIGH_BITS) != 0 &&
		(has_zero(x ^ EACH(0xC2)) || has_zero(x ^ EACH(0xE2)) ||
		 has_zero(x ^ EACH(0xE3)) || has_zero(x ^ EACH(0xEF)));
}

/*
 * What stands at p?  Returns the number of bytes of a blank or an invisible
 * character, 0 for anything else.
 */
static inline uint32_t
folded_len(const char *p, const char *end, bool *blank)
{
	const unsigned char *s = (const unsigned char *) p;

	*blank = true;
	if (s[0] <= ' ')
		return 1;
	if (s[0] < 0xC2 || end - p < 2)
		return 0;
	if (s[0] == 0xC2)
	{
		*blank = s[1] != 0xAD;
		return s[1] == 0xA0 || s[1] == 0x85 || s[1] == 0xAD ? 2 : 0;
	}
	if (end - p < 3)
		return 0;
	if (s[0] == 0xE2 && s[1] == 0x80)
	{
		if ((s[2] >= 0x80 && s[2] <= 0x8A) || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF)
			return 3;
		*blank = false;
		return (s[2] >= 0x8B && s[2] <= 0x8F) || (s[2] >= 0xAA && s[2] <= 0xAE) ? 3 : 0;
	}
	if (s[0] == 0xE2 && s[1] == 0x81)
	{
		*blank = s[2] == 0x9F;
		return s[2] == 0x9F || s[2] == 0xA0 ? 3 : 0;
	}
	if (s[0] == 0xE3)
		return s[1] == 0x80 && s[2] == 0x80 ? 3 : 0;
	if (s[0] == 0xEF)
	{
		*blank = false;
		return s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
	}
	return 0;
}

/*
 * res_image_fold — clean text of the source bytes [p, end).
 *
 * Blanks at both ends are dropped.  Writes to out (not beyond outend) or, if
 * out is NULL, only counts.  The number of bytes goes to *len; returns false
 * if they do not fit.
 */
bool
res_image_fold(const char *p, const char *end, char *out, const char *outend, uint32_t *len)
{
	uint32_t	n = 0;
	bool		pending = false;
	bool		blank;
	uint32_t	w;

	while (p < end)
	{
		if (!pending && (n > 0 || *p != ' '))
		{
			const char *q = res_skip_text(p, end);
			uint32_t	run = (uint32_t) (q - p);

			if (run > 0 && out != NULL)
			{
				if ((size_t) (outend - out) < (size_t) n + run)
					return false;
				memcpy(out + n, p, run);
			}
			n += run;
			p = q;
		}
		while (p < end && (w = folded_len(p, end, &blank)) > 0)
		{
			pending |= blank && n > 0;
			p += w;
		}
		if (p < end)
		{
			if (out != NULL)
			{
				if (outend - out < (ptrdiff_t) n + 1 + pending)
					return false;
				if (pending)
					out[n] = ' ';
				out[n + pending] = *p;
			}
			n += 1 + pending;
			pending = false;
			p++;
		}
	}
	*len = n;
	return true;
}

/* True if folding would leave these bytes as they are. */
bool
res_image_is_folded(const char *p, uint32_t len)
{
	const char *end = p + len;
	bool		blank;

	if (len > 0 && (p[0] == ' ' || p[len - 1] == ' '))
		return false;
	while (end - p >= 8)
	{
		if (needs_folding(load8(p)) || (*p == ' ' && p + len > end && p[-1] == ' '))
			break;
		p += 8;
	}
	for (; p < end; p++)
		if (*p == ' ' ? p[-1] == ' ' : folded_len(p, end, &blank) > 0)
			return false;
	return true;
}

/*
 * res_image_match_folded — how much of the clean text does folding give from here?
 *
 * Returns the number of clean bytes, *srclen the number of source bytes that
 * fold to just these.  Both end behind a character that is no blank.
 */
uint32_t
res_image_match_folded(ResArena *arena, const char *src, const char *srcend,
					   const char *clean, const char *cleanend, uint32_t *srclen)
{
	const char *p = src;
	const char *c = clean;
	const char *last_p = src;
	const char *last_c = clean;
	bool		pending = false;
	bool		blank;
	uint32_t	w;

	for (;;)
	{
		if (!pending && p < srcend && (p > src || *p != ' '))
		{
			const char *stop = srcend - p > RES_TICK_BYTES ? p + RES_TICK_BYTES : srcend;
			uint32_t	run = res_same_text(p, stop, c, cleanend);

			p += run;
			c += run;
			if (run > 0 && p[-1] == ' ')
			{
				/* what stands behind it differs */
				p--;
				c--;
			}
			if (run > 0)
			{
				last_p = p;
				last_c = c;
			}
			res_tick(arena, run / 8);
		}
		res_tick(arena, 8);
		if (p >= srcend || c >= cleanend)
			break;
		w = folded_len(p, srcend, &blank);
		if (w > 0)
		{
			if (p == src)
				break;			/* a segment begins with text */
			pending |= blank;
			p += w;
			continue;
		}
		if (pending)
		{
			if (*c != ' ' || cleanend - c < 2 || c[1] != *p)
				break;
			c++;
			pending = false;
		}
		else if (*c != *p)
			break;
		last_p = ++p;
		last_c = ++c;
	}
	*srclen = (uint32_t) (last_p - src);
	return (uint32_t) (last_c - clean);
}

/* True if the source bytes of the span fold to this text. */
bool
res_image_span_folds_to(ResArena *arena, const char *src, ResSpan span, ResStr text)
{
	const char *p = src + span.start;
	const char *end = src + span.end;
	uint32_t	n;
	uint32_t	w;
	bool		blank;

	if (text.p == NULL)
		return false;
	while (p < end && (w = folded_len(p, end, &blank)) > 0)
		p += w;
	n = res_image_match_folded(arena, p, end, text.p, text.p + text.len, &w);
	if (n != text.len)
		return false;
	p += w;
	while (p < end && (w = folded_len(p, end, &blank)) > 0)
		p += w;
	return p == end;
}

/* ======================================================================
 * Labels: numbers and markers that stand in the source
 * ====================================================================== */

/*
 * Where does the label in front of a text begin ("3.   " in front of
 * "Requests")?  Back over blanks, then back over what is none.
 */
uint32_t
res_image_label_start(const char *src, uint32_t at)
{
	uint32_t	low = at > 64 ? at - 64 : 0;
	uint32_t	p = at;

	for (;;)
	{
		if (p > low && (unsigned char) src[p - 1] <= ' ')
			p--;
		else if (p >= low + 2 && src[p - 1] == '\xA0' && src[p - 2] == '\xC2')
			p -= 2;
		else if (p >= low + 3 && src[p - 1] == '\x80' && src[p - 2] == '\x80' && src[p - 3] == '\xE3')
			p -= 3;
		else
			break;
	}
	low = p > 16 ? p - 16 : 0;
	while (p > low && (unsigned char) src[p - 1] > ' ' &&
		   !(src[p - 1] == '\xA0' && p > low + 1 && src[p - 2] == '\xC2') &&
		   !(src[p - 1] == '\x80' && p > low + 2 && src[p - 2] == '\x80' && src[p - 3] == '\xE3'))
		p--;
	return p;
}

/* Where the number of a clause or the marker of a note is looked for. */
uint32_t
res_image_label_place(const char *src, const Anchor *at, ResSpan span)
{
	return at->there ? res_image_label_start(src, at->start) : span.start;
}

/* Length of the number at the beginning of a clause: "3", "iv", "(a)". */
uint32_t
res_image_scan_number(const char *p, const char *end)
{
	const char *q = p;

	if (end - p > 16)
		end = p + 16;
	if (q < end && *q == '(')
	{
		while (q < end && *q != ')')
			q++;
		return q < end ? (uint32_t) (q + 1 - p) : 0;
	}
	while (q < end && (res_is_alpha(*q) || res_is_digit(*q)))
		q++;
	return (uint32_t) (q - p);
}

/* Length of the marker at the beginning of a note: "12", "**". */
uint32_t
res_image_scan_marker(const char *p, const char *end)
{
	const char *q = p;

	if (q < end && *q == '*')
		while (q < end && *q == '*')
			q++;
	else
		while (q < end && res_is_digit(*q))
			q++;
	return (uint32_t) (q - p);
}

/* "p12", "o3", "[1]" → buf; returns the length. */
uint32_t
res_image_counter_label(int code, uint32_t value, char *buf)
{
	char		digits[10];
	uint32_t	n = 0;
	uint32_t	len = 0;

	do
		digits[n++] = (char) ('0' + value % 10);
	while ((value /= 10) > 0);
	buf[len++] = code == PATH_P ? 'p' : code == PATH_O ? 'o' : '[';
	while (n > 0)
		buf[len++] = digits[--n];
	if (code == PATH_BULLET)
		buf[len++] = ']';
	return len;
}
