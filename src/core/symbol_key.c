/*-------------------------------------------------------------------------
 *
 * symbol_key.c
 *	  Document symbols: the key, bytes that memcmp() orders as the field orders
 *	  symbols.
 *
 * Key.  It opens with the code of the root.  Behind a complete token stands
 * the end of the key or one of these bytes:
 *
 *	01		session of the Roman era, one byte: " (XV)"
 *	02		number in brackets: " (2000)"
 *	03		part: word, number or numeral, " (Part I)"
 *	04		section of a resolution: " A", " A-C"
 *	05		second half of a double symbol: root and what follows
 *	0e		Roman numeral as a component, one byte
 *	0f		number as a component, of the Roman era: "1514" of "1514 (XV)"
 *	10 … 7e	number as a component; greater numbers take more bytes
 *	80 … ef	word as a component; codes of data/symbols.tsv.  A word without
 *			code stands behind the code of its place in the alphabet, letter
 *			by letter.  A word that ends in a full stop or hyphen is followed
 *			by its number (10 … 7e) or numeral (01 … 0d, 0e and a byte).
 *	f0		not in keys: upper end of the range of what lies under a key
 *	f1 … fb	the component goes on: range, brackets, letters, zeros in front
 *
 * All that lies under a symbol thus has the symbol's key and a byte below f0
 * in front, so that it is one range of keys; and what only begins alike
 * ("CO/2" and "CO/2-4", "COP" and "COP(15)") lies behind that range.
 *
 * A key is not longer than the normal form, but for one byte where a word
 * without code is glued to a number and letters ("X1A").
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/* bytes of the key */
#define KEY_SESSION		0x01
#define KEY_YEAR		0x02
#define KEY_PART		0x03
#define KEY_SECTION		0x04
#define KEY_DOUBLE		0x05
#define KEY_ROMAN		0x0e
#define KEY_OLD			0x0f
#define KEY_NUMBER		0x10	/* 0 … 89 in one byte */
#define KEY_NUMBER2		0x6a	/* two bytes: 16 codes */
#define KEY_NUMBER3		0x7a	/* three bytes: 4 codes */
#define KEY_NUMBER5		0x7e	/* and four bytes */
#define KEY_WORD		0x80
#define KEY_END			0xf0
#define KEY_RANGE		0xf1
#define KEY_GLUED_ROMAN 0xf2
#define KEY_GLUED		0xf3
#define KEY_LETTERS		0xf4
#define KEY_DOT			0xf5
#define KEY_ZERO		0xf6	/* one zero in front … */
#define KEY_ZEROS		0xf9	/* four and more, a byte says how many */
#define KEY_AND			0xfa
#define KEY_GLUED_SPECIAL 0xfb

#define BASE2			90
#define BASE3			(BASE2 + 16 * 256)
#define BASE5			(BASE3 + 4 * 65536)
#define MAX_NUMBER		999999999

/* sections: letter * 2, plus one if a second letter follows; numerals */
#define SECTION_LETTER	0x10
#define SECTION_ROMAN	0x60

/* spelled words: place of the letter * 3 + one of these */
#define SPELL_LAST		1
#define SPELL_NUMBER	2		/* last, and a number follows */
#define SPELL_MORE		3

/* Place of a letter in the order of words; -1 if it is none. */
static inline int
letter_place(char c)
{
	if (res_is_upper(c))
		return c - 'A' + 3;
	switch (c)
	{
		case '.':
			return 0;
		case ' ':
			return 1;
		case '-':
			return 2;
		case '_':
			return 29;
		default:
			return -1;
	}
}

static const char place_letter[] = ". -ABCDEFGHIJKLMNOPQRSTUVWXYZ_";

/* ---------- key from tokens ---------- */

static inline uint8_t *
put_number(uint8_t *k, uint32_t n, uint32_t zeros)
{
	if (n < BASE2)
		*k++ = (uint8_t) (KEY_NUMBER + n);
	else if (n < BASE3)
	{
		n -= BASE2;
		*k++ = (uint8_t) (KEY_NUMBER2 + (n >> 8));
		*k++ = (uint8_t) n;
	}
	else if (n < BASE5)
	{
		n -= BASE3;
		*k++ = (uint8_t) (KEY_NUMBER3 + (n >> 16));
		*k++ = (uint8_t) (n >> 8);
		*k++ = (uint8_t) n;
	}
	else
	{
		*k++ = KEY_NUMBER5;
		*k++ = (uint8_t) (n >> 24);
		*k++ = (uint8_t) (n >> 16);
		*k++ = (uint8_t) (n >> 8);
		*k++ = (uint8_t) n;
	}
	if (zeros > 0)
	{
		if (zeros < 4)
			*k++ = (uint8_t) (KEY_ZERO + zeros - 1);
		else
		{
			*k++ = KEY_ZEROS;
			*k++ = (uint8_t) zeros;
		}
	}
	return k;
}

static uint8_t *
put_letters(uint8_t *k, const char *p, uint32_t len, bool number)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
	{
		int			place = letter_place(p[i]);

		*k++ = (uint8_t) (place * 3 + (i + 1 < len ? SPELL_MORE : number ? SPELL_NUMBER : SPELL_LAST));
	}
	return k;
}

/* Order of two names: letter by letter, the shorter first. */
static int
compare_names(const char *a, uint32_t alen, const char *b, uint32_t blen)
{
	uint32_t	n = alen < blen ? alen : blen;
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		int			d = letter_place(a[i]) - letter_place(b[i]);

		if (d != 0)
			return d;
	}
	return alen < blen ? -1 : alen > blen ? 1 : 0;
}

/*
 * Code of the place in the alphabet of a word that has no code: one more than
 * that of the last coded word in front of it.  "X." follows "X" without a
 * place between them.
 */
static uint8_t
spelled_code(const char *p, uint32_t len)
{
	uint32_t	lo = 0;
	uint32_t	hi = res_symbol_ncoded;
	uint8_t		code;

	while (lo < hi)
	{
		uint32_t	mid = (lo + hi) / 2;
		const ResSymbolWord *word = &res_symbol_words[res_symbol_coded[mid]];

		if (compare_names(word->name, word->len, p, len) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == 0)
		return KEY_WORD;
	code = (uint8_t) (res_symbol_words[res_symbol_coded[lo - 1]].code + 1);
	if (res_symbol_word_of_code[code] != 0)
		code++;
	return code;
}

static inline uint8_t *
put_counter(uint8_t *k, const Token *tok)
{
	if (tok->form == FORM_DIGITS)
		k = put_number(k, tok->num, tok->zeros);
	else if (tok->form == FORM_ROMAN)
	{
		if (tok->num >= KEY_ROMAN)
			*k++ = KEY_ROMAN;
		*k++ = (uint8_t) tok->num;
	}
	if (tok->range)
	{
		*k++ = KEY_RANGE;
		k = put_number(k, tok->to, tok->to_zeros);
	}
	if (tok->nletters > 0)
	{
		*k++ = KEY_LETTERS;
		k = put_letters(k, tok->letters, tok->nletters, false);
	}
	return k;
}

/* Write the key of n tokens; returns its length. */
uint32_t
res_symbol_encode(const Token *tok, uint32_t n, uint8_t *key)
{
	uint8_t    *k = key;
	uint32_t	i;

	for (i = 0; i < n; i++, tok++)
	{
		switch ((TokenKind) tok->kind)
		{
			case TOK_ROOT:
				if (i > 0)
					*k++ = KEY_DOUBLE;
				*k++ = tok->known->code;
				if (tok->form == FORM_DIGITS || tok->form == FORM_ROMAN)
					*k++ = KEY_DOT;
				break;
			case TOK_WORD:
				if (tok->known != NULL && tok->known->code != 0)
					*k++ = tok->known->code;
				else
				{
					*k++ = spelled_code(tok->word, tok->len);
					k = put_letters(k, tok->word, tok->len,
									tok->form == FORM_DIGITS || tok->form == FORM_ROMAN);
				}
				break;
			case TOK_NUMBER:
				break;
			case TOK_OLD:
				*k++ = KEY_OLD;
				break;
			case TOK_ROMAN:
				*k++ = KEY_ROMAN;
				*k++ = (uint8_t) tok->num;
				continue;
			case TOK_SESSION:
				*k++ = KEY_SESSION;
				*k++ = (uint8_t) tok->num;
				continue;
			case TOK_YEAR:
				*k++ = KEY_YEAR;
				k = put_number(k, tok->num, tok->zeros);
				continue;
			case TOK_PART:
				*k++ = KEY_PART;
				*k++ = (uint8_t) (tok->known->code + (tok->form != FORM_NONE));
				break;
			case TOK_AND:
				*k++ = KEY_AND;
				break;
			case TOK_SECTION:
				*k++ = KEY_SECTION;
				if (tok->section == 0)
					*k++ = (uint8_t) (SECTION_ROMAN + tok->num);
				else
				{
					*k++ = (uint8_t) (SECTION_LETTER + 2 * (tok->section - 'A') + (tok->to_section != 0));
					if (tok->to_section != 0)
						*k++ = (uint8_t) (SECTION_LETTER + 2 * (tok->to_section - 'A'));
				}
				continue;
		}
		switch ((NumberForm) tok->form)
		{
			case FORM_GLUED:
				*k++ = KEY_GLUED;
				k = put_number(k, tok->num, tok->zeros);
				break;
			case FORM_GLUED_ROMAN:
				*k++ = KEY_GLUED_ROMAN;
				*k++ = (uint8_t) tok->num;
				break;
			case FORM_GLUED_SPECIAL:
				*k++ = KEY_GLUED_SPECIAL;
				*k++ = (uint8_t) tok->num;
				break;
			case FORM_NONE:
				break;
			case FORM_DIGITS:
			case FORM_ROMAN:
			case FORM_LETTERS:
				k = put_counter(k, tok);
				break;
		}
	}
	return (uint32_t) (k - key);
}

/* ---------- tokens from a key ---------- */

typedef struct KeyReader
{
	const uint8_t *k;
	const uint8_t *end;
	char	   *text;			/* room for spelled words, as long as the key */
	bool		bad;
} KeyReader;

static uint32_t
get_byte(KeyReader *kr)
{
	if (kr->k >= kr->end)
	{
		kr->bad = true;
		return 0;
	}
	return *kr->k++;
}

static void
get_number(KeyReader *kr, uint32_t *num, uint8_t *zeros)
{
	uint32_t	c = get_byte(kr);
	uint32_t	n = 0;

	*zeros = 0;
	if (c < KEY_NUMBER || c > KEY_NUMBER5)
		kr->bad = true;
	else if (c < KEY_NUMBER2)
		n = c - KEY_NUMBER;
	else if (c < KEY_NUMBER3)
		n = ((c - KEY_NUMBER2) << 8 | get_byte(kr)) + BASE2;
	else if (c < KEY_NUMBER5)
	{
		n = (c - KEY_NUMBER3) << 8 | get_byte(kr);
		n = (n << 8 | get_byte(kr)) + BASE3;
	}
	else
	{
		n = get_byte(kr);
		n = n << 8 | get_byte(kr);
		n = n << 8 | get_byte(kr);
		n = n << 8 | get_byte(kr);
		if (n < BASE5 || n > MAX_NUMBER)
			kr->bad = true;
	}
	*num = n;
	if (kr->k < kr->end && *kr->k >= KEY_ZERO && *kr->k <= KEY_ZEROS)
	{
		c = *kr->k++;
		if (c == KEY_ZEROS)
		{
			c = get_byte(kr);
			if (c < 4 || c > MAX_DIGITS)
				kr->bad = true;
			*zeros = (uint8_t) c;
		}
		else
			*zeros = (uint8_t) (c - KEY_ZERO + 1);
	}
}

/* Read a spelled word; returns true if a number follows it. */
static bool
get_letters(KeyReader *kr, const char **p, uint8_t *len)
{
	char	   *start = kr->text;

	*p = start;
	for (;;)
	{
		uint32_t	c = get_byte(kr);

		if (c < 1 || c > 90)
		{
			kr->bad = true;
			*len = 0;
			return false;
		}
		*kr->text++ = place_letter[(c - 1) / 3];
		c = (c - 1) % 3 + 1;
		if (c != SPELL_MORE)
		{
			*len = (uint8_t) (kr->text - start);
			return c == SPELL_NUMBER;
		}
	}
}

static void
get_numeral(KeyReader *kr, uint32_t *num)
{
	*num = get_byte(kr);
	if (*num < 1 || *num > 89)
		kr->bad = true;
}

static void
get_session(KeyReader *kr, uint32_t *num)
{
	uint32_t	s = get_byte(kr);

	*num = s;
	if (s == 0 || (s > 89 && s <= SESSION_EMERGENCY) ||
		(s > SESSION_EMERGENCY + 49 && s <= SESSION_SPECIAL) || s > SESSION_SPECIAL + 89)
		kr->bad = true;
}

static void
get_counter(KeyReader *kr, Token *tok)
{
	bool		number;

	if (kr->k < kr->end && *kr->k <= KEY_ROMAN)
	{
		tok->form = FORM_ROMAN;
		if (*kr->k == KEY_ROMAN)
		{
			kr->k++;
			get_numeral(kr, &tok->num);
			if (tok->num < KEY_ROMAN)
				kr->bad = true;
		}
		else
			get_numeral(kr, &tok->num);
	}
	else
	{
		tok->form = FORM_DIGITS;
		get_number(kr, &tok->num, &tok->zeros);
		if (kr->k < kr->end && *kr->k == KEY_RANGE)
		{
			kr->k++;
			tok->range = true;
			get_number(kr, &tok->to, &tok->to_zeros);
		}
	}
	if (kr->k < kr->end && *kr->k == KEY_LETTERS)
	{
		kr->k++;
		number = get_letters(kr, &tok->letters, &tok->nletters);
		if (number)
			kr->bad = true;
	}
}

static void
get_item(KeyReader *kr, Token *tok)
{
	if (kr->k < kr->end && *kr->k == KEY_LETTERS)
	{
		kr->k++;
		tok->form = FORM_LETTERS;
		if (get_letters(kr, &tok->letters, &tok->nletters))
			kr->bad = true;
	}
	else
		get_counter(kr, tok);
}

/*
 * Read a key into tokens; returns their number, 0 if the key is damaged.
 * Words of the tokens lead into the tables or into text.
 */
uint32_t
res_symbol_decode(const uint8_t *key, uint32_t keylen, Token *tok, char *text)
{
	KeyReader	kr = {key, key + keylen, text, false};
	uint32_t	n = 0;
	bool		root = true;

	if (keylen == 0 || keylen > RES_SYMBOL_KEY_MAX)
		return 0;
	while (kr.k < kr.end && !kr.bad && n < MAX_TOKENS)
	{
		Token	   *t = &tok[n];
		uint32_t	c = *kr.k++;
		uint32_t	at;

		memset(t, 0, sizeof(*t));
		if (root)
		{
			root = false;
			at = res_symbol_root_of_code[c];
			if (at == 0)
				return 0;
			t->kind = TOK_ROOT;
			t->known = &res_symbol_roots[at - 1];
			t->word = t->known->name;
			t->len = t->known->len;
			if (kr.k < kr.end && *kr.k == KEY_DOT)
			{
				kr.k++;
				get_counter(&kr, t);
			}
		}
		else if (c >= KEY_NUMBER && c <= KEY_NUMBER5)
		{
			kr.k--;
			t->kind = TOK_NUMBER;
			get_counter(&kr, t);
		}
		else if (c >= KEY_WORD && c < KEY_END)
		{
			bool		number;

			t->kind = TOK_WORD;
			at = res_symbol_word_of_code[c];
			if (at != 0)
			{
				char		last;

				t->known = &res_symbol_words[at - 1];
				t->word = t->known->name;
				t->len = t->known->len;
				last = t->word[t->len - 1];
				number = last == '.' || last == '-';
			}
			else
			{
				number = get_letters(&kr, &t->word, &t->len);
				if (kr.bad)
					return 0;
				t->known = find_word(t->word, t->len);
				if (number && res_is_upper(t->word[t->len - 1]))
					t->known = NULL;	/* RES5, ADD1: not the words of the tables */
				else if (t->known != NULL && t->known->code != 0)
					return 0;
			}
			if (number)
				get_counter(&kr, t);
		}
		else
		{
			switch (c)
			{
				case KEY_SESSION:
					t->kind = TOK_SESSION;
					get_session(&kr, &t->num);
					break;
				case KEY_YEAR:
					t->kind = TOK_YEAR;
					get_number(&kr, &t->num, &t->zeros);
					break;
				case KEY_PART:
				{
					uint32_t	code = get_byte(&kr);

					t->kind = TOK_PART;
					at = res_symbol_partword_of_code[code];
					if (at != 0)
						t->known = &res_symbol_partwords[at - 1];
					else
					{
						at = code > 0 ? res_symbol_partword_of_code[code - 1] : 0;
						if (at == 0)
							return 0;
						t->known = &res_symbol_partwords[at - 1];
						get_item(&kr, t);
					}
					break;
				}
				case KEY_AND:
					if (n == 0 || (tok[n - 1].kind != TOK_PART && tok[n - 1].kind != TOK_AND))
						return 0;
					t->kind = TOK_AND;
					get_item(&kr, t);
					break;
				case KEY_SECTION:
					t->kind = TOK_SECTION;
					c = get_byte(&kr);
					if (c > SECTION_ROMAN && c <= SECTION_ROMAN + 89)
						t->num = c - SECTION_ROMAN;
					else if (c >= SECTION_LETTER && c < SECTION_LETTER + 52)
					{
						t->section = (uint8_t) ('A' + (c - SECTION_LETTER) / 2);
						if ((c - SECTION_LETTER) % 2 != 0)
						{
							c = get_byte(&kr);
							if (c < SECTION_LETTER || c >= SECTION_LETTER + 52)
								return 0;
							t->to_section = (uint8_t) ('A' + (c - SECTION_LETTER) / 2);
						}
					}
					else
						return 0;
					break;
				case KEY_DOUBLE:
					root = true;
					continue;
				case KEY_ROMAN:
					t->kind = TOK_ROMAN;
					t->form = FORM_ROMAN;
					get_numeral(&kr, &t->num);
					break;
				case KEY_OLD:
					t->kind = TOK_OLD;
					get_counter(&kr, t);
					break;
				default:
					return 0;
			}
		}
		if (t->kind <= TOK_WORD && t->form == FORM_NONE && kr.k < kr.end)
		{
			if (*kr.k == KEY_GLUED)
			{
				kr.k++;
				t->form = FORM_GLUED;
				get_number(&kr, &t->num, &t->zeros);
			}
			else if (*kr.k == KEY_GLUED_ROMAN)
			{
				kr.k++;
				t->form = FORM_GLUED_ROMAN;
				get_session(&kr, &t->num);
			}
			else if (*kr.k == KEY_GLUED_SPECIAL)
			{
				kr.k++;
				t->form = FORM_GLUED_SPECIAL;
				get_session(&kr, &t->num);
				if (t->num <= SESSION_EMERGENCY)
					kr.bad = true;
			}
		}
		n++;
	}
	if (kr.bad || root || kr.k < kr.end)
		return 0;
	return n;
}

/* ---------- hierarchy ---------- */

bool
res_symbol_key_range(const uint8_t *key, uint32_t keylen, uint8_t *hi, uint32_t *hilen)
{
	memcpy(hi, key, keylen);
	hi[keylen] = KEY_END;
	*hilen = keylen + 1;
	return true;
}

bool
res_symbol_contains(const uint8_t *a, uint32_t alen, const uint8_t *b, uint32_t blen)
{
	if (blen < alen || memcmp(a, b, alen) != 0)
		return false;
	return blen == alen || b[alen] < KEY_END;
}

void
res_symbol_members(const uint8_t *key, uint32_t keylen,
				   void (*emit) (void *ctx, const uint8_t *key, uint32_t keylen), void *ctx)
{
	Token		tok[MAX_TOKENS];
	char		text[RES_SYMBOL_KEY_MAX];
	uint8_t		member[RES_SYMBOL_KEY_MAX];
	uint32_t	n = res_symbol_decode(key, keylen, tok, text);
	uint32_t	from = 0;

	while (from < n)
	{
		uint32_t	to = from + first_half(tok + from, n - from);
		Token	   *section = NULL;
		uint32_t	i;

		for (i = from; i < to && section == NULL; i++)
			if (tok[i].kind == TOK_SECTION && tok[i].to_section != 0)
				section = &tok[i];
		if (section == NULL)
			emit(ctx, member, res_symbol_encode(tok + from, to - from, member));
		else
		{
			uint8_t		end = section->to_section;

			for (section->to_section = 0; section->section <= end; section->section++)
				emit(ctx, member, res_symbol_encode(tok + from, to - from, member));
		}
		from = to;
	}
}
