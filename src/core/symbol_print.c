/*-------------------------------------------------------------------------
 *
 * symbol_print.c
 *	  Document symbols: the normal form, printed from tokens.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/* Write a number behind so many zeros. */
void
res_symbol_print_number(Printer *pr, uint32_t n, uint32_t zeros)
{
	char		digits[12];
	uint32_t	len = 0;

	while (zeros-- > 0)
		put_char(pr, '0');
	do
	{
		digits[len++] = (char) ('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (len > 0)
		put_char(pr, digits[--len]);
}

static void
print_roman(Printer *pr, uint32_t n)
{
	char		numeral[12];

	put_text(pr, numeral, res_symbol_roman_print(n, numeral));
}

/* A session byte, in Roman or Arabic numerals. */
void
res_symbol_print_session(Printer *pr, uint32_t session, bool roman)
{
	if (session > SESSION_SPECIAL)
	{
		put_text(pr, "S-", 2);
		session -= SESSION_SPECIAL;
	}
	else if (session > SESSION_EMERGENCY)
	{
		put_text(pr, "ES-", 3);
		session -= SESSION_EMERGENCY;
	}
	if (roman)
		print_roman(pr, session);
	else
		res_symbol_print_number(pr, session, 0);
}

static void
print_counter(Printer *pr, const Token *tok)
{
	if (tok->form == FORM_DIGITS)
		res_symbol_print_number(pr, tok->num, tok->zeros);
	else if (tok->form == FORM_ROMAN)
		print_roman(pr, tok->num);
	if (tok->range)
	{
		put_char(pr, '-');
		res_symbol_print_number(pr, tok->to, tok->to_zeros);
	}
	put_text(pr, tok->letters, tok->nletters);
}

/*
 * Spelling of a word that is no row of the tables: pieces that end in a full
 * stop and are, as in "Add.__", are spelled as there.
 */
static void
print_spelled(Printer *pr, const char *p, uint32_t len)
{
	uint32_t	from = 0;
	uint32_t	i;

	for (i = 0; i < len; i++)
	{
		if (p[i] == '.' && i + 1 < len)
		{
			const ResSymbolWord *word = find_word(p + from, i + 1 - from);

			put_text(pr, word ? word->spelling : p + from, i + 1 - from);
			from = i + 1;
		}
	}
	put_text(pr, p + from, len - from);
}

/* Write the normal form of n tokens, of a whole symbol or of a part of one. */
void
res_symbol_print_tokens(Printer *pr, const Token *tok, uint32_t n)
{
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		const Token *t = &tok[i];

		switch ((TokenKind) t->kind)
		{
			case TOK_ROOT:
				if (i > 0)
					put_char(pr, '-');
				put_text(pr, t->known->spelling, t->len);
				if (t->form == FORM_DIGITS || t->form == FORM_ROMAN)
					put_char(pr, '.');
				break;
			case TOK_WORD:
				put_char(pr, '/');

				/*
				 * The Sub-Commission's resolutions have it in upper case, its
				 * documents have not.
				 */
				if (word_is(t, "SUB.") && i + 1 < n && tok[i + 1].kind == TOK_WORD &&
					is_adopted(tok[i + 1].known))
					put_text(pr, t->word, t->len);
				else if (t->known != NULL)
					put_text(pr, t->known->spelling, t->len);
				else
					print_spelled(pr, t->word, t->len);
				break;
			case TOK_NUMBER:
			case TOK_OLD:
			case TOK_ROMAN:
				put_char(pr, '/');
				break;
			case TOK_SESSION:
				put_text(pr, " (", 2);
				res_symbol_print_session(pr, t->num, true);
				put_char(pr, ')');
				continue;
			case TOK_YEAR:
				put_text(pr, " (", 2);
				res_symbol_print_number(pr, t->num, t->zeros);
				put_char(pr, ')');
				continue;
			case TOK_PART:
				put_text(pr, " (", 2);
				put_text(pr, t->known->spelling, t->known->len);
				if (t->form != FORM_NONE)
					put_char(pr, ' ');
				break;
			case TOK_AND:
				put_text(pr, " and ", 5);
				break;
			case TOK_SECTION:
				put_char(pr, ' ');
				if (t->section == 0)
					print_roman(pr, t->num);
				else
					put_char(pr, (char) t->section);
				if (t->to_section != 0)
				{
					put_char(pr, '-');
					put_char(pr, (char) t->to_section);
				}
				continue;
		}
		if (t->form == FORM_GLUED)
		{
			put_char(pr, '(');
			res_symbol_print_number(pr, t->num, t->zeros);
			put_char(pr, ')');
		}
		else if (t->form == FORM_GLUED_ROMAN || t->form == FORM_GLUED_SPECIAL)
		{
			put_char(pr, '(');
			res_symbol_print_session(pr, t->num, t->form == FORM_GLUED_ROMAN);
			put_char(pr, ')');
		}
		else
			print_counter(pr, t);
		if ((t->kind == TOK_PART || t->kind == TOK_AND) && (i + 1 == n || tok[i + 1].kind != TOK_AND))
			put_char(pr, ')');
	}
}

/* Write the normal form; 0 if it is longer than RES_SYMBOL_MAX. */
uint32_t
res_symbol_normal_form(const Token *tok, uint32_t n, char *out)
{
	Printer		pr = {out, out + RES_SYMBOL_MAX, 0};

	res_symbol_print_tokens(&pr, tok, n);
	if (pr.len > RES_SYMBOL_MAX)
		return 0;
	out[pr.len] = '\0';
	return pr.len;
}

uint32_t
res_symbol_print(const uint8_t *key, uint32_t keylen, char *out)
{
	Token		tok[MAX_TOKENS];
	char		text[RES_SYMBOL_KEY_MAX];
	uint32_t	n = res_symbol_decode(key, keylen, tok, text);

	return n == 0 ? 0 : res_symbol_normal_form(tok, n, out);
}
