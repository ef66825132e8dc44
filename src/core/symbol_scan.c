/*-------------------------------------------------------------------------
 *
 * symbol_scan.c
 *	  Document symbols: the small things that a symbol is made of: numbers,
 *	  letters behind them, sections, sessions, and words of the tables.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/* Root that stands at p with something under it; *len is its length. */
const ResSymbolWord *
res_symbol_root_at(const char *p, uint32_t *len)
{
	const char *s = p;
	const ResSymbolWord *root;

	while (res_is_upper(*s))
		s++;
	if (s == p || s - p > RES_SYMBOL_WORD_MAX)
		return NULL;
	root = find_root(p, (uint32_t) (s - p));
	if (root == NULL && *s == '.' && res_is_upper(s[1]))
	{
		for (s++; res_is_upper(*s); s++)
			;
		if (s - p <= RES_SYMBOL_WORD_MAX)
			root = find_root(p, (uint32_t) (s - p));
	}
	*len = (uint32_t) (s - p);
	return root;
}

/*
 * Word of the tables that fills the beginning of a component, or null.  A full
 * stop or dash is part of it only where the component goes on behind it.
 */
const ResSymbolWord *
res_symbol_known_at(const char *p)
{
	uint32_t	n = 0;

	while (res_is_upper(p[n]) && n < RES_SYMBOL_WORD_MAX)
		n++;
	if (p[n] == '.' ? res_is_upper(p[n + 1]) || res_is_digit(p[n + 1]) || p[n + 1] == '_' :
		p[n] == '-' && res_is_digit(p[n + 1]))
		n++;
	return n == 0 ? NULL : find_word(p, n);
}

/* Number, with the zeros in front of it counted. */
bool
res_symbol_read_digits(SymbolReader *rd, uint32_t *num, uint8_t *zeros)
{
	const char *p = rd->p;
	uint32_t	n = 0;
	uint32_t	nzeros = 0;
	uint32_t	ndigits = 0;

	while (*p == '0' && res_is_digit(p[1]))
	{
		p++;
		nzeros++;
	}
	while (res_is_digit(*p))
	{
		if (++ndigits > 9)
			return refuse(rd, "The number is too long.", NULL);
		n = n * 10 + (uint32_t) (*p++ - '0');
	}
	if (nzeros > MAX_DIGITS)
		return refuse(rd, "The number is too long.", NULL);
	*num = n;
	*zeros = (uint8_t) nzeros;
	rd->p = p;
	rd->digits = true;
	return true;
}

/* True if a double symbol goes on at p, which is behind the dash. */
bool
res_symbol_double_at(const char *p)
{
	uint32_t	len;
	const ResSymbolWord *root = res_symbol_root_at(p, &len);

	if (root == NULL)
		return false;
	if (p[len] == '/')
		return true;
	if (root->role == RES_WORD_SESSION || root->role == RES_WORD_NAME)
		return p[len] == '(' || (p[len] == ' ' && p[len + 1] == '(') ||
			(p[len] == '.' && res_is_digit(p[len + 1]));
	return false;
}

/* Letters glued to a number: "29A".  At most three, at a boundary. */
void
res_symbol_read_letters(SymbolReader *rd, Token *tok)
{
	uint32_t	n = 0;

	while (res_is_upper(rd->p[n]))
	{
		if (rd->source && !res_is_upper(source_letter(rd, rd->p + n)))
			return;
		n++;
	}
	if (n == 0 || n > (rd->source ? 1 : 3) || !is_boundary(rd->p[n]))
		return;
	tok->letters = rd->p;
	tok->nletters = (uint8_t) n;
	rd->p += n;
}

/* Number with what may be glued to it: "28", "1-28". */
bool
res_symbol_read_number(SymbolReader *rd, Token *tok)
{
	tok->form = FORM_DIGITS;
	if (!res_symbol_read_digits(rd, &tok->num, &tok->zeros))
		return false;
	if (rd->p[0] == '-' && res_is_digit(rd->p[1]))
	{
		rd->p++;
		tok->range = true;
		return res_symbol_read_digits(rd, &tok->to, &tok->to_zeros);
	}
	return true;
}

/*
 * Section of a resolution at p: a letter, two with a dash between them, or a
 * numeral of two and more letters.  Returns the length, 0 if there is none.
 */
uint32_t
res_symbol_section_at(const SymbolReader *rd, const char *p, bool blank, Token *tok)
{
	uint32_t	n = 0;

	memset(tok, 0, sizeof(*tok));
	tok->kind = TOK_SECTION;
	while (res_is_upper(p[n]))
		n++;
	if (n == 0 || n > 9 || !is_boundary(p[n]) || (p[n] == '.' && !is_boundary(p[n + 1])))
		return 0;
	if (rd->source && blank)
	{
		uint32_t	i;

		/* "A/RES/46/36 A new …": the letter is an article */
		if (rd->ends[p - rd->folded] - rd->ends[p - rd->folded - 2] != 2)
			return 0;
		for (i = 0; i < n; i++)
			if (!res_is_upper(source_letter(rd, p + i)))
				return 0;
		if (n == 1 && (*p == 'A' || *p == 'I') && p[1] == ' ' && res_is_upper(p[2]) &&
			!res_is_upper(source_letter(rd, p + 2)))
			return 0;
	}
	if (n == 1)
	{
		tok->section = (uint8_t) *p;
		if (p[1] == '-' && res_is_upper(p[2]) && is_boundary(p[3]) && p[2] > p[0])
		{
			tok->to_section = (uint8_t) p[2];
			return 3;
		}
		return 1;
	}
	tok->num = res_symbol_roman_read(p, n);
	return tok->num != 0 ? n : 0;
}

/*
 * Session that fills the brackets, in Roman numerals, or if "digits" says so a
 * special one in digits ("S-2"); returns its code, 0 if there is none.
 */
uint32_t
res_symbol_session_at(const char *p, bool digits, uint32_t *len)
{
	uint32_t	n = 0;
	uint32_t	base = 0;
	uint32_t	most = 89;
	uint32_t	value;

	if (p[0] == 'S' && p[1] == '-')
	{
		n = 2;
		base = SESSION_SPECIAL;
	}
	else if (p[0] == 'E' && p[1] == 'S' && p[2] == '-')
	{
		n = 3;
		base = SESSION_EMERGENCY;
		most = 49;
	}
	p += n;
	*len = n;
	if (digits)
	{
		if (base == 0 || p[0] == '0')
			return 0;
		for (n = value = 0; res_is_digit(p[n]) && n < 3; n++)
			value = value * 10 + (uint32_t) (p[n] - '0');
	}
	else
	{
		for (n = 0; res_is_upper(p[n]); n++)
			;
		value = res_symbol_roman_read(p, n);
	}
	if (p[n] != ')')
		return 0;
	*len += n;
	return value == 0 || value > most ? 0 : base + value;
}
