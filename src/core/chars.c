/*-------------------------------------------------------------------------
 *
 * chars.c
 *	  Characters of the text: blanks, hyphens, letters, case.
 *
 * Nothing here depends on a locale.  All functions take the end of the text
 * and never read past it; bytes that are no UTF-8 count as one character
 * each.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"

/* res_skip_blanks — whatever stands there. */
const char *
res_skip_wide_blanks(const char *p, const char *end)
{
	uint32_t	n;

	while (p < end && ((n = res_blank_len(p, end)) > 0 || (n = res_invisible_len(p, end)) > 0))
		p += n;
	return p;
}

uint32_t
res_decode_wide(const char *p, const char *end, uint32_t *len)
{
	const unsigned char *s = (const unsigned char *) p;
	size_t		n = (size_t) (end - p);
	uint32_t	ch;

	if (n == 0)
	{
		*len = 0;
		return 0;
	}
	*len = 1;
	if (s[0] < 0x80)
		return s[0];
	if (s[0] >= 0xC2 && s[0] < 0xE0)
	{
		if (n >= 2 && (s[1] & 0xC0) == 0x80)
		{
			*len = 2;
			return ((uint32_t) (s[0] & 0x1F) << 6) | (s[1] & 0x3F);
		}
	}
	else if (s[0] >= 0xE0 && s[0] < 0xF0)
	{
		if (n >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80)
		{
			ch = ((uint32_t) (s[0] & 0x0F) << 12) | ((uint32_t) (s[1] & 0x3F) << 6) | (s[2] & 0x3F);
			if (ch >= 0x800)
			{
				*len = 3;
				return ch;
			}
		}
	}
	else if (s[0] >= 0xF0 && s[0] < 0xF5)
	{
		if (n >= 4 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80)
		{
			ch = ((uint32_t) (s[0] & 0x07) << 18) | ((uint32_t) (s[1] & 0x3F) << 12) |
				((uint32_t) (s[2] & 0x3F) << 6) | (s[3] & 0x3F);
			if (ch >= 0x10000 && ch < 0x110000)
			{
				*len = 4;
				return ch;
			}
		}
	}
	return 0xFFFD;
}

uint32_t
res_wide_blank_len(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;
	size_t		n = (size_t) (end - p);

	if (s[0] == 0xC2)
		return n >= 2 && (s[1] == 0xA0 || s[1] == 0x85) ? 2 : 0;
	if (n < 3)
		return 0;
	if (s[0] == 0xE2 && s[1] == 0x80)
		return (s[2] >= 0x80 && s[2] <= 0x8A) || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF ? 3 : 0;
	if (s[0] == 0xE2 && s[1] == 0x81)
		return s[2] == 0x9F ? 3 : 0;
	if (s[0] == 0xE3 && s[1] == 0x80)
		return s[2] == 0x80 ? 3 : 0;
	return 0;
}

uint32_t
res_wide_invisible_len(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;
	size_t		n = (size_t) (end - p);

	if (n < 2 || s[0] < 0xC2)
		return 0;
	if (s[0] == 0xC2)
		return s[1] == 0xAD ? 2 : 0;
	if (n < 3)
		return 0;
	if (s[0] == 0xE2 && s[1] == 0x80)
		return (s[2] >= 0x8B && s[2] <= 0x8F) || (s[2] >= 0xAA && s[2] <= 0xAE) ? 3 : 0;
	if (s[0] == 0xE2 && s[1] == 0x81)
		return s[2] == 0xA0 ? 3 : 0;
	if (s[0] == 0xEF)
		return s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
	return 0;
}

uint32_t
res_wide_dash_len(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;
	size_t		n = (size_t) (end - p);

	if (n >= 3 && s[0] == 0xE2)
	{
		if (s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0x95)
			return 3;
		if (s[1] == 0x88 && s[2] == 0x92)
			return 3;
	}
	return 0;
}

bool
res_is_wide_word(const char *p, const char *end)
{
	const unsigned char *s = (const unsigned char *) p;
	uint32_t	len;
	uint32_t	ch;

	/* Cyrillic, and the middle of Han */
	if ((s[0] == 0xD0 || s[0] == 0xD1) && end - p >= 2 && (s[1] & 0xC0) == 0x80)
		return true;
	if (s[0] >= 0xE4 && s[0] <= 0xE9 && end - p >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80)
		return true;
	ch = res_decode(p, end, &len);
	if (ch < 0xC0)
		return ch == 0xAA || ch == 0xB5 || ch == 0xBA;
	if (ch == 0xD7 || ch == 0xF7 || ch == 0xFFFD)
		return false;
	if (ch >= 0x2000 && ch < 0x2C00)
		return ch >= 0x2160 && ch <= 0x2188;	/* Roman numerals */
	if (ch >= 0x3000 && ch < 0x3040)
		return ch >= 0x3005 && ch <= 0x3007;
	if (ch >= 0xE000 && ch < 0xF900)
		return false;			/* private use */
	if (ch >= 0xFE10 && ch < 0xFE70)
		return false;
	if (ch >= 0xFF00 && ch < 0xFF10)
		return false;
	if (ch >= 0xFF1A && ch < 0xFF21)
		return false;
	if (ch == 0x060C || ch == 0x061B || ch == 0x061F || ch == 0x06D4 || ch == 0x0640 ||
		(ch >= 0x066A && ch <= 0x066D))
		return false;
	return true;
}

bool
res_is_wide_unspaced(const char *p, const char *end)
{
	uint32_t	len;
	uint32_t	ch = res_decode(p, end, &len);

	return (ch >= 0x2E80 && ch < 0xA000) || (ch >= 0xF900 && ch < 0xFB00) ||
		(ch >= 0xFE30 && ch < 0xFE50) || (ch >= 0xFF00 && ch < 0xFFF0) ||
		(ch >= 0x20000 && ch < 0x40000);
}

uint32_t
res_fold(uint32_t ch)
{
	if (ch < 0x80)
		return ch >= 'A' && ch <= 'Z' ? ch + 32 : ch;
	if (ch >= 0xC0 && ch <= 0xDE && ch != 0xD7)
		return ch + 32;
	if (ch >= 0x100 && ch <= 0x17F)
	{
		/* Latin Extended-A: pairs, the capital first, but for some stretches */
		if (ch == 0x130 || ch == 0x131 || ch == 0x138 || ch == 0x149 || ch == 0x17F)
			return ch;
		if (ch == 0x178)
			return 0xFF;
		if ((ch >= 0x139 && ch <= 0x148) || (ch >= 0x179 && ch <= 0x17E))
			return (ch & 1) ? ch + 1 : ch;
		return (ch & 1) ? ch : ch + 1;
	}
	if (ch >= 0x391 && ch <= 0x3A9)
		return ch + 32;
	if (ch >= 0x410 && ch <= 0x42F)
		return ch + 32;
	if (ch >= 0x400 && ch <= 0x40F)
		return ch + 80;
	return ch;
}

bool
res_is_upper_char(uint32_t ch)
{
	return res_fold(ch) != ch;
}
