/*-------------------------------------------------------------------------
 *
 * symbol_roman.c
 *	  Document symbols: Roman numerals of sessions, parts and sections.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

static const char *const roman_tens[] = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
static const char *const roman_ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

/* Write a numeral from 1 to 89; returns its length. */
uint32_t
res_symbol_roman_print(uint32_t n, char *out)
{
	const char *tens = roman_tens[n / 10 % 9];
	const char *ones = roman_ones[n % 10];
	uint32_t	len = 0;

	while (*tens)
		out[len++] = *tens++;
	while (*ones)
		out[len++] = *ones++;
	return len;
}

/*
 * Value of the Roman numeral that fills [p, p + len); 0 if it is none, is not
 * written as numerals are, or is above 89 (no session is).
 */
uint32_t
res_symbol_roman_read(const char *p, uint32_t len)
{
	uint32_t	value = 0;
	uint32_t	last = 0;
	uint32_t	i;
	char		again[12];

	if (len == 0 || len > 9)
		return 0;
	for (i = 0; i < len; i++)
	{
		uint32_t	v = p[i] == 'I' ? 1 : p[i] == 'V' ? 5 : p[i] == 'X' ? 10 : p[i] == 'L' ? 50 : 0;

		if (v == 0)
			return 0;
		value += v;
		if (last < v)
			value -= 2 * last;
		last = v;
	}
	if (value == 0 || value > 89)
		return 0;
	if (res_symbol_roman_print(value, again) != len || memcmp(again, p, len) != 0)
		return 0;
	return value;
}
