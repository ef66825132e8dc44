/*-------------------------------------------------------------------------
 *
 * symbol_find.c
 *	  Document symbols in running text.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/*
 * May these tokens, from running text, be a symbol?  They need a number; a
 * root and a number alone only if "A/70" cannot be meant: four digits, a
 * series, or a root of several letters.
 */
static bool
is_printed_symbol(const Token *tok, uint32_t n)
{
	uint32_t	components = 0;
	bool		number = false;
	uint32_t	i;

	for (i = 0; i < n && !(i > 0 && tok[i].kind == TOK_ROOT); i++)
	{
		if (tok[i].kind <= TOK_ROMAN)
			components++;
		if (i > 0 && (tok[i].kind == TOK_NUMBER || tok[i].kind == TOK_OLD ||
					  (tok[i].kind == TOK_WORD && tok[i].form != FORM_NONE)))
			number = true;
	}
	if (!number)
		return false;
	if (components >= 3)
		return true;
	if (tok[1].kind == TOK_NUMBER)
		return tok[1].num >= 1000 || tok[0].len > 1;
	return token_has_role(&tok[1], RES_WORD_SERIES);
}

uint32_t
res_symbol_match(const char *p, const char *end, char *out, uint32_t *outlen)
{
	char		folded[MAX_FOLDED + 1];
	uint16_t	ends[MAX_FOLDED + 1];
	Token		tok[MAX_TOKENS];
	SymbolReader rd;
	const char *s = p;
	const ResSymbolWord *root;
	uint32_t	nfolded;
	uint32_t	used;
	uint32_t	good_n = 0;
	const char *good_p = NULL;
	bool		slash = false;

	/* most capital letters end here: a root and what follows one */
	while (s < end && s - p < 8 && res_is_upper(*s))
		s++;
	if (s == p || s >= end)
		return 0;
	if (*s != '/' && *s != '.' && *s != '(' && *s != ' ' && (uint8_t) *s < 0x80)
		return 0;
	root = find_root(p, (uint32_t) (s - p));
	if ((root == NULL || root->role == RES_WORD_INPUT) && *s != '.')
		return 0;
	for (; s < end && s - p < 24 && !slash; s++)
	{
		if (*s == '/' || (uint8_t) *s == 0xEF)
			slash = true;
		else if (*s == ' ' && !(s + 1 < end && s[1] == '/'))
			return 0;
		else if (res_is_lower(*s))
			return 0;
	}
	if (!slash)
		return 0;

	(void) res_symbol_fold(p, end, true, folded, &nfolded, ends, &used);
	reader_begin(&rd, folded, tok, p, ends);
	if (!res_symbol_read_root(&rd))
		return 0;
	while (*rd.p != '\0')
	{
		/* a full stop behind a root is none of running text's "/" */
		if (rd.n == 1 && *rd.p != '/')
			break;
		if (!res_symbol_read_next(&rd))
			break;
		/* no end: the first component of a second half, and "TD/RES/2/A" of "TD/RES/2/A/(" */
		if (rd.tok[rd.n - 1].kind == TOK_ROOT || rd.lettered)
			continue;
		if (rd.n - rd.single >= 2 && (rd.single == 0 ? is_printed_symbol(tok, rd.n) :
									  is_printed_symbol(tok + rd.single, rd.n - rd.single)))
		{
			good_n = rd.n;
			good_p = rd.p;
		}
	}
	if (good_n == 0)
		return 0;
	/* "A/C.5/80/___": its number is left blank */
	if (good_p[0] == '/' && good_p[1] == '_')
		return 0;
	*outlen = res_symbol_normal_form(tok, good_n, out);
	if (*outlen == 0)
		return 0;
	return ends[good_p - folded - 1];
}
