/*-------------------------------------------------------------------------
 *
 * symbol.c
 *	  Document symbols: text to key, key to text, and the parts of a symbol.
 *
 * A symbol is read into tokens, one for each component ("A", "RES", "L.29")
 * and for each thing that stands behind one (" (2000)", " (Part I)", " A").
 * The tokens are written as a key, a string of bytes that memcmp() orders as
 * the field orders symbols; the key reads back into the same tokens, and
 * the normal form is printed from them.
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
#include "internal.h"
#include "language.h"
#include "symbol.h"
#include "symbol_tables.h"

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
#define MAX_DIGITS		60

/* sessions: regular 1 … 99, emergency special, special */
#define SESSION_EMERGENCY 100
#define SESSION_SPECIAL 150

/* sections: letter * 2, plus one if a second letter follows; numerals */
#define SECTION_LETTER	0x10
#define SECTION_ROMAN	0x60

/* spelled words: place of the letter * 3 + one of these */
#define SPELL_LAST		1
#define SPELL_NUMBER	2		/* last, and a number follows */
#define SPELL_MORE		3

#define MAX_TOKENS		(RES_SYMBOL_MAX / 2 + 4)
#define MAX_FOLDED		(RES_SYMBOL_MAX + 2)

typedef enum TokenKind
{
	/* components */
	TOK_ROOT,
	TOK_WORD,
	TOK_NUMBER,
	TOK_OLD,
	TOK_ROMAN,
	/* behind a component */
	TOK_SESSION,
	TOK_YEAR,
	TOK_PART,
	TOK_AND,
	TOK_SECTION
} TokenKind;

typedef enum NumberForm
{
	FORM_NONE,
	FORM_DIGITS,
	FORM_ROMAN,
	FORM_LETTERS,				/* parts only: "(Part A)" */
	FORM_GLUED,					/* COP(15) */
	FORM_GLUED_ROMAN,			/* GC(XXXIV); num is a session byte */
	FORM_GLUED_SPECIAL			/* CST(S-2); num is a session byte */
} NumberForm;

typedef struct Token
{
	const char *word;			/* folded; of roots and words */
	const char *letters;		/* behind the number: "29A" */
	const ResSymbolWord *known; /* null if the tables do not have it */
	uint32_t	num;
	uint32_t	to;				/* of a range, or 0 … */
	uint8_t		kind;
	uint8_t		form;
	uint8_t		len;
	uint8_t		nletters;
	uint8_t		zeros;			/* printed in front of num */
	uint8_t		to_zeros;
	bool		range;			/* … if this says so */
	uint8_t		section;		/* letter, or 0 for the numeral in num */
	uint8_t		to_section;		/* 0 = none */
} Token;

/* ---------- tables ---------- */

static inline uint64_t
name_key(const char *p, uint32_t len)
{
	uint64_t	key = 0;
	uint32_t	n = len < 8 ? len : 8;
	uint32_t	i;

	for (i = 0; i < n; i++)
		key = key << 8 | (uint8_t) p[i];
	return key ^ (uint64_t) len << 56;
}

static inline const ResSymbolWord *
find_root(const char *p, uint32_t len)
{
	uint64_t	key = name_key(p, len);
	uint8_t		slot;
	const ResSymbolWord *root;

	slot = res_symbol_root_slots[(key * res_symbol_root_factor) >> (64 - RES_SYMBOL_HASH_BITS)];
	if (slot == 0)
		return NULL;
	root = &res_symbol_roots[slot - 1];
	return root->len == len && memcmp(root->name, p, len) == 0 ? root : NULL;
}

static inline const ResSymbolWord *
find_word(const char *p, uint32_t len)
{
	uint64_t	key = name_key(p, len);
	uint8_t		slot;
	const ResSymbolWord *word;

	slot = res_symbol_word_slots[(key * res_symbol_word_factor) >> (64 - RES_SYMBOL_HASH_BITS)];
	if (slot == 0)
		return NULL;
	word = &res_symbol_words[slot - 1];
	return word->len == len && memcmp(word->name, p, len) == 0 ? word : NULL;
}

static inline bool
word_is(const Token *tok, const char *name)
{
	return (tok->kind == TOK_WORD || tok->kind == TOK_ROOT) && tok->known != NULL &&
		strcmp(tok->known->name, name) == 0;
}

static inline bool
token_has_role(const Token *tok, ResSymbolRole role)
{
	return tok->kind == TOK_WORD && tok->known != NULL && tok->known->role == role;
}

/* Did the organ number its resolutions by sessions in Roman numerals? */
static inline bool
has_eras(const ResSymbolWord *root)
{
	return root->old_from <= root->old_to;
}

/* Series in which the number is one of a resolution or decision. */
static inline bool
is_adopted(const ResSymbolWord *word)
{
	return word != NULL && (word->kind == RES_SYMBOL_RESOLUTION || word->kind == RES_SYMBOL_DECISION);
}

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

/* ---------- Roman numerals ---------- */

static const char *const roman_tens[] = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
static const char *const roman_ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

/* Write a numeral from 1 to 89; returns its length. */
static uint32_t
roman_print(uint32_t n, char *out)
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
static uint32_t
roman_read(const char *p, uint32_t len)
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
	if (roman_print(value, again) != len || memcmp(again, p, len) != 0)
		return 0;
	return value;
}

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

static uint32_t
encode(const Token *tok, uint32_t n, uint8_t *key)
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
static uint32_t
decode(const uint8_t *key, uint32_t keylen, Token *tok, char *text)
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
				if (t->known != NULL && t->known->code != 0)
				{
					/* as in RES5: not the word of the table */
					if (!number)
						return 0;
					t->known = NULL;
				}
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

/* ---------- normal form ---------- */

typedef struct Printer
{
	char	   *p;
	char	   *end;			/* writes beyond it are only counted */
	uint32_t	len;
} Printer;

static inline void
put_char(Printer *pr, char c)
{
	if (pr->p < pr->end)
		*pr->p++ = c;
	pr->len++;
}

static inline void
put_text(Printer *pr, const char *p, uint32_t len)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
		put_char(pr, p[i]);
}

static void
print_number(Printer *pr, uint32_t n, uint32_t zeros)
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

	put_text(pr, numeral, roman_print(n, numeral));
}

/* A session byte, in Roman or Arabic numerals. */
static void
print_session(Printer *pr, uint32_t session, bool roman)
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
		print_number(pr, session, 0);
}

static void
print_counter(Printer *pr, const Token *tok)
{
	if (tok->form == FORM_DIGITS)
		print_number(pr, tok->num, tok->zeros);
	else if (tok->form == FORM_ROMAN)
		print_roman(pr, tok->num);
	if (tok->range)
	{
		put_char(pr, '-');
		print_number(pr, tok->to, tok->to_zeros);
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

static void
print_tokens(Printer *pr, const Token *tok, uint32_t n)
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
				print_session(pr, t->num, true);
				put_char(pr, ')');
				continue;
			case TOK_YEAR:
				put_text(pr, " (", 2);
				print_number(pr, t->num, t->zeros);
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
			print_number(pr, t->num, t->zeros);
			put_char(pr, ')');
		}
		else if (t->form == FORM_GLUED_ROMAN || t->form == FORM_GLUED_SPECIAL)
		{
			put_char(pr, '(');
			print_session(pr, t->num, t->form == FORM_GLUED_ROMAN);
			put_char(pr, ')');
		}
		else
			print_counter(pr, t);
		if ((t->kind == TOK_PART || t->kind == TOK_AND) && (i + 1 == n || tok[i + 1].kind != TOK_AND))
			put_char(pr, ')');
	}
}

/* Write the normal form; 0 if it is longer than RES_SYMBOL_MAX. */
static uint32_t
print_symbol(const Token *tok, uint32_t n, char *out)
{
	Printer		pr = {out, out + RES_SYMBOL_MAX, 0};

	print_tokens(&pr, tok, n);
	if (pr.len > RES_SYMBOL_MAX)
		return 0;
	out[pr.len] = '\0';
	return pr.len;
}

/* ---------- folding ---------- */

/* Upper case of what may stand in a symbol, ' ' for a blank; 0 = no such. */
static const char fold_ascii[128] = {
	['\t'] = ' ', ['\n'] = ' ', ['\v'] = ' ', ['\f'] = ' ', ['\r'] = ' ', [' '] = ' ',
	['('] = '(', [')'] = ')', ['*'] = '*', ['-'] = '-', ['.'] = '.', ['/'] = '/', ['_'] = '_',
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
	['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F', ['G'] = 'G',
	['H'] = 'H', ['I'] = 'I', ['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N',
	['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q', ['R'] = 'R', ['S'] = 'S', ['T'] = 'T', ['U'] = 'U',
	['V'] = 'V', ['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z',
	['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D', ['e'] = 'E', ['f'] = 'F', ['g'] = 'G',
	['h'] = 'H', ['i'] = 'I', ['j'] = 'J', ['k'] = 'K', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N',
	['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R', ['s'] = 'S', ['t'] = 'T', ['u'] = 'U',
	['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z'
};

typedef enum FoldEnd
{
	FOLD_DONE,
	FOLD_FULL,					/* longer than a symbol can be */
	FOLD_STRANGE				/* a character that no symbol has */
} FoldEnd;

/*
 * Fold a text: upper case, one kind of dash, bracket and blank, runs of blanks
 * as one, none at the ends and around "/", at the inside of brackets, around
 * dashes and between a full stop and a digit ("Rev. 1", but "(Sect. 3)").  In
 * running text a blank is dropped only where a symbol is known to be printed
 * with one ("S /RES/2577", "S/PRST/ 2020/5"), and the folding stops at the
 * first character that no symbol has.
 *
 * ends[i], if wanted, is the offset behind the i-th folded character.  *used
 * says where the folding stopped.
 */
static FoldEnd
fold(const char *p, const char *end, bool running, char *out, uint32_t *outlen,
	 uint16_t *ends, uint32_t *used)
{
	const char *start = p;
	uint32_t	n = 0;
	bool		slash = false;
	bool		brackets = false;
	FoldEnd		result = FOLD_DONE;

	while (p < end)
	{
		char		c;
		uint32_t	len = 1;

		if ((uint8_t) *p < 0x80)
			c = fold_ascii[(uint8_t) *p];
		else if ((len = res_dash_len(p, end)) > 0)
			c = '-';
		else if ((len = res_blank_len(p, end)) > 0)
			c = ' ';
		else if ((len = res_invisible_len(p, end)) > 0)
		{
			p += len;
			continue;
		}
		else
		{
			/* full-width brackets and solidus of East Asian typography */
			len = 3;
			c = 0;
			if (end - p >= 3 && (uint8_t) p[0] == 0xEF && (uint8_t) p[1] == 0xBC)
				c = (uint8_t) p[2] == 0x88 ? '(' : (uint8_t) p[2] == 0x89 ? ')' :
					(uint8_t) p[2] == 0x8F ? '/' : 0;
		}
		if (c == 0)
		{
			result = FOLD_STRANGE;
			break;
		}
		if (c == ' ')
		{
			if (n == 0 || out[n - 1] == ' ' || out[n - 1] == '(' ||
				(out[n - 1] == '/' && !(running && n >= 2 && out[n - 2] == ' ')) ||
				(out[n - 1] == '-' && (!running || *p == '\n')))
			{
				p += len;
				continue;
			}
		}
		else if (n > 0 && out[n - 1] == ' ' &&
				 (c == ')' || (c == '/' && (!running || !slash)) ||
				  (!running && (c == '-' || (res_is_digit(c) && n > 1 && out[n - 2] == '.' && !brackets)))))
			n--;
		if (c == '/')
			slash = true;
		else if (c == '(' || c == ')')
			brackets = c == '(';
		if (n >= MAX_FOLDED)
		{
			result = FOLD_FULL;
			break;
		}
		p += len;
		if (ends != NULL)
			ends[n] = (uint16_t) (p - start);
		out[n++] = c;
		if (running && p - start > 60000)
			break;
	}
	if (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	*outlen = n;
	*used = (uint32_t) (p - start);
	return result;
}

/* ---------- tokens from text ---------- */

typedef struct SymbolReader
{
	const char *p;				/* folded text, ends in a null byte */
	Token	   *tok;
	uint32_t	n;
	uint32_t	single;			/* first token of this half */
	bool		digits;			/* a number was seen */
	bool		unknown;		/* a word was seen that is not in the tables */
	bool		adopted;		/* this half has RES or DEC */
	bool		statement;		/* this half has PRST */

	/* running text */
	const char *source;			/* null if the text is nothing but a symbol */
	const char *folded;
	const uint16_t *ends;

	const char *detail;
	const char *hint;
} SymbolReader;

static bool
refuse(SymbolReader *rd, const char *detail, const char *hint)
{
	rd->detail = detail;
	rd->hint = hint;
	return false;
}

static Token *
new_token(SymbolReader *rd, TokenKind kind)
{
	Token	   *tok = &rd->tok[rd->n++];

	memset(tok, 0, sizeof(*tok));
	tok->kind = (uint8_t) kind;
	return tok;
}

/* Letter of the source at a folded letter. */
static inline char
source_letter(const SymbolReader *rd, const char *p)
{
	return rd->source[rd->ends[p - rd->folded] - 1];
}

/* True if a symbol's component or the symbol may end in front of c. */
static inline bool
is_boundary(char c)
{
	return !res_is_upper(c) && !res_is_digit(c) && c != '_';
}

/* Root that stands at p with something under it; *len is its length. */
static const ResSymbolWord *
root_at(const char *p, uint32_t *len)
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

static bool
read_digits(SymbolReader *rd, uint32_t *num, uint8_t *zeros)
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
static bool
double_at(const char *p)
{
	uint32_t	len;
	const ResSymbolWord *root = root_at(p, &len);

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
static void
read_letters(SymbolReader *rd, Token *tok)
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
static bool
read_number(SymbolReader *rd, Token *tok)
{
	tok->form = FORM_DIGITS;
	if (!read_digits(rd, &tok->num, &tok->zeros))
		return false;
	if (rd->p[0] == '-' && res_is_digit(rd->p[1]))
	{
		rd->p++;
		tok->range = true;
		return read_digits(rd, &tok->to, &tok->to_zeros);
	}
	return true;
}

/*
 * Section of a resolution at p: a letter, two with a dash between them, or a
 * numeral of two and more letters.  Returns the length, 0 if there is none.
 */
static uint32_t
section_at(const SymbolReader *rd, const char *p, bool blank, Token *tok)
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
	tok->num = roman_read(p, n);
	return tok->num != 0 ? n : 0;
}

/*
 * Session that fills the brackets, in Roman numerals, or if "digits" says so a
 * special one in digits ("S-2"); returns its code, 0 if there is none.
 */
static uint32_t
session_at(const char *p, bool digits, uint32_t *len)
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
		value = roman_read(p, n);
	}
	if (p[n] != ')')
		return 0;
	*len += n;
	return value == 0 || value > most ? 0 : base + value;
}

/* Item of a part: "I", "29A", "B". */
static bool
read_item(SymbolReader *rd, Token *tok)
{
	uint32_t	n = 0;

	if (res_is_digit(*rd->p))
	{
		tok->form = FORM_DIGITS;
		if (!read_digits(rd, &tok->num, &tok->zeros))
			return false;
		read_letters(rd, tok);
		return true;
	}
	while (res_is_upper(rd->p[n]))
		n++;
	if (n == 0)
		return false;
	tok->num = n == 1 && *rd->p == 'L' ? 0 : roman_read(rd->p, n);
	if (tok->num != 0)
		tok->form = FORM_ROMAN;
	else if (n == 1)
	{
		tok->form = FORM_LETTERS;
		tok->letters = rd->p;
		tok->nletters = 1;
	}
	else
		return false;
	rd->p += n;
	rd->digits = true;
	return true;
}

/*
 * Letters that stand for languages, as in "A/RES/55/2 (E)"; folded names of the
 * languages' codes.
 */
static bool
is_language(const char *p, uint32_t len)
{
	static const char *const codes[] = {"AR", "EN", "ES", "FR", "RU", "ZH", "DE"};
	uint32_t	i;

	if (len == 1)
		return strchr("ACEFGRS", *p) != NULL;
	for (i = 0; len == 2 && i < sizeof(codes) / sizeof(codes[0]); i++)
		if (memcmp(p, codes[i], 2) == 0)
			return true;
	return false;
}

#define LANGUAGE_DETAIL	"A language stands behind the symbol."
#define LANGUAGE_HINT	"A document has the same symbol in all languages; docsymbol_url(symbol, language) gives the address in one."

/* Word of the tables that fills the beginning of a component, or null. */
static const ResSymbolWord *
known_at(const char *p)
{
	uint32_t	n = 0;

	while (res_is_upper(p[n]) && n < RES_SYMBOL_WORD_MAX)
		n++;
	if (p[n] == '.' || p[n] == '-')
		n++;
	return n == 0 ? NULL : find_word(p, n);
}

static inline bool
suffix_at(const char *p)
{
	const ResSymbolWord *word = known_at(p);

	return word != NULL && word->role == RES_WORD_SUFFIX;
}

/* "(Part I)", rd->p at the word. */
static bool
read_part(SymbolReader *rd)
{
	const ResSymbolWord *word = NULL;
	Token	   *tok;
	uint32_t	i;

	for (i = 0; i < res_symbol_npartwords; i++)
	{
		const ResSymbolWord *w = &res_symbol_partwords[i];

		if ((word == NULL || w->len > word->len) && strncmp(rd->p, w->name, w->len) == 0)
			word = w;
	}
	if (word == NULL)
	{
		uint32_t	n = 0;

		while (res_is_upper(rd->p[n]))
			n++;
		if (rd->p[n] == ')' && is_language(rd->p, n))
			return refuse(rd, LANGUAGE_DETAIL, LANGUAGE_HINT);
		if (n > 0 && rd->p[n] == ')' && strspn(rd->p, "IVXL") == n)
			return refuse(rd, "The Roman numeral is not written as numerals are.", NULL);
		return refuse(rd, "The brackets hold neither a year, a session nor a part.",
					  "Brackets read \"(2000)\", \"(XV)\", \"(Part I)\", \"(Vol. II)\", \"(Sect. 3)\" or \"(Resumption 1)\".");
	}
	rd->p += word->len;
	tok = new_token(rd, TOK_PART);
	tok->known = word;
	while (*rd->p != ')')
	{
		if (*rd->p == ' ')
			rd->p++;
		if (!read_item(rd, tok))
			return refuse(rd, "The number of the part cannot be read.", NULL);
		if (strncmp(rd->p, " AND ", 5) == 0)
		{
			rd->p += 4;
			if (rd->n >= MAX_TOKENS - 2)
				return false;
			tok = new_token(rd, TOK_AND);
		}
		else if (*rd->p != ')')
			return refuse(rd, "The closing bracket is missing.", NULL);
	}
	if (tok->kind == TOK_AND && tok->form == FORM_NONE)
		return refuse(rd, "The number of the part cannot be read.", NULL);
	rd->p++;
	return true;
}

/*
 * Had the organ such a session in Roman numerals?  Asked of principal organs;
 * what is not known of an organ is not denied.
 */
static bool
era_has(const SymbolReader *rd, uint32_t session)
{
	const Token *root = &rd->tok[rd->single];
	uint32_t	i;

	if (rd->n - rd->single < 2 || !is_adopted(root[1].known))
		return true;
	for (i = 0; i < res_symbol_neras; i++)
	{
		const ResSymbolEra *era = &res_symbol_eras[i];

		if (strcmp(era->organ, root->known->name) != 0)
			continue;
		if (session > SESSION_SPECIAL)
			return era->special == 0 || session - SESSION_SPECIAL <= era->special;
		if (session > SESSION_EMERGENCY)
			return era->emergency == 0 || session - SESSION_EMERGENCY <= era->emergency;
		return session <= era->regular;
	}
	return true;
}

/* What stands in brackets behind a component; rd->p at "(". */
static bool
read_brackets(SymbolReader *rd)
{
	Token	   *last = &rd->tok[rd->n - 1];
	Token	   *tok;
	uint32_t	len;
	uint32_t	session;

	rd->p++;
	if (res_is_digit(*rd->p))
	{
		const ResSymbolWord *root = rd->tok[rd->single].known;
		const char *digits = rd->p;
		uint32_t	num;
		uint8_t		zeros;

		if (!read_digits(rd, &num, &zeros))
			return false;
		if (*rd->p != ')')
			return refuse(rd, "The closing bracket is missing.", NULL);

		/* S/PRST/2013/2 (2013): the year is said twice */
		if (last->kind == TOK_NUMBER && (rd->adopted || rd->statement) &&
			last[-1].kind == TOK_NUMBER && last[-1].num == num &&
			last[-1].zeros == zeros && !last[-1].range && last[-1].nletters == 0)
		{
			rd->p++;
			return true;
		}
		/* S/RES/1325 (2000), S/AC.26/Dec.1 (1991) */
		if (rd->adopted && has_eras(root))
			return refuse(rd, "A year in brackets stands where none can.",
						  "Up to 1976 the session stands behind the number, as in \"A/RES/1514 (XV)\", later it stands in front, as in \"A/RES/69/179\".");
		if (!rd->adopted || (rd->source != NULL && (num < 1900 || num > 2099)) ||
			!((last->kind == TOK_NUMBER && last[-1].kind == TOK_WORD) ||
			  (last->kind == TOK_WORD && last->form == FORM_DIGITS && is_adopted(last->known))))
			return refuse(rd, "A year in brackets stands where none can.",
						  "Only resolutions of the Security Council have their year in brackets.");
		if (rd->p - digits != 4)
			return refuse(rd, "The year in brackets has not four digits.", NULL);
		rd->p++;
		tok = new_token(rd, TOK_YEAR);
		tok->num = num;
		tok->zeros = zeros;
		return true;
	}
	session = session_at(rd->p, false, &len);
	if (session != 0)
	{
		if (rd->tok[rd->single].known->role == RES_WORD_NUMBERED && rd->adopted)
			return refuse(rd, "A session in brackets stands where none can.",
						  "Resolutions of the Security Council have their year in brackets, as in \"S/RES/1325 (2000)\".");
		if (!rd->adopted)
			return refuse(rd, "A session in brackets stands where none can.",
						  "Up to 1976 resolutions have it behind their number, as in \"A/RES/1514 (XV)\".");
		if (!era_has(rd, session))
			return refuse(rd, "The organ had no such session with a Roman numeral.",
						  "From the 31st session on the Assembly numbers as in \"A/RES/31/16\", from 1978 the Economic and Social Council as in \"E/RES/1996/31\".");
		if (last->kind == TOK_SECTION &&
			((last[-1].kind == TOK_NUMBER && last[-2].kind != TOK_NUMBER) || last[-1].kind == TOK_OLD))
		{
			/* 217 A (III): the letter goes behind the session */
			Token		section = *last;

			last[-1].kind = TOK_OLD;
			last->kind = TOK_SESSION;
			last->num = session;
			last->section = last->to_section = 0;
			rd->tok[rd->n++] = section;
		}
		else if ((last->kind == TOK_NUMBER && last[-1].kind != TOK_NUMBER) || last->kind == TOK_OLD)
		{
			last->kind = TOK_OLD;
			tok = new_token(rd, TOK_SESSION);
			tok->num = session;
		}
		else
			return refuse(rd, "A session in brackets stands where none can.",
						  "Up to 1976 the session stands behind the number, as in \"A/RES/1514 (XV)\".");
		rd->p += len + 1;
		rd->digits = true;
		return true;
	}
	return read_part(rd);
}

/* A component that is a number; rd->p at its first digit. */
static bool
read_number_component(SymbolReader *rd)
{
	Token	   *tok = new_token(rd, TOK_NUMBER);
	const Token *before = tok - 1;

	if (!read_number(rd, tok))
		return false;
	if (!rd->adopted)
		read_letters(rd, tok);
	else if (tok->range && (rd->tok[rd->single].known->role == RES_WORD_NUMBERED || has_eras(rd->tok[rd->single].known)))
		return refuse(rd, "A range stands where one number is wanted.",
					  "A symbol names one resolution or decision, or sections of one, as in \"A/RES/75/254 A-C\".");
	else if (before->kind == TOK_WORD && is_adopted(before->known) && before[-1].kind == TOK_ROOT &&
			 tok->num >= before[-1].known->old_from && tok->num <= before[-1].known->old_to)
		tok->kind = TOK_OLD;
	return true;
}

/*
 * A component that begins with a letter: "HRC", "L.29", "S-10", "COP(15)",
 * "CONF.VI", "VIII".
 */
static bool
read_word_component(SymbolReader *rd)
{
	const char *start = rd->p;
	const char *p = start;
	const char *dot = NULL;
	Token	   *tok;
	uint32_t	len;
	uint32_t	num;

	for (;;)
	{
		if (res_is_upper(*p))
			p++;
		else if (*p == '.')
		{
			if (!res_is_upper(p[1]) && !res_is_digit(p[1]) && p[1] != '_' && (p[1] != '/' || rd->source))
				break;
			dot = p++;
		}
		else if (*p == '_' && (p[-1] == '.' || p[-1] == '_'))
			p++;
		else if (*p == '-' && res_is_upper(p[1]) && !double_at(p + 1))
			p++;
		else if (*p == '-' && res_is_digit(p[1]))
		{
			p++;
			break;
		}
		else
			break;
	}
	len = (uint32_t) (p - start);
	if (*p == ' ' && res_is_digit(p[1]) && len == 4 && memcmp(start, "PART", 4) == 0)
	{
		p++;
		len++;
	}
	tok = new_token(rd, TOK_WORD);
	tok->word = start;
	tok->len = (uint8_t) len;
	rd->p = p;

	if (res_is_digit(*p))
	{
		char		last = start[len - 1];

		if (last == '.' || last == '-' || last == ' ')
			tok->known = find_word(start, len);
		if (!read_number(rd, tok))
			return false;
		read_letters(rd, tok);
	}
	else if (dot != NULL && dot + 1 < p &&
			 !(p - dot == 2 && p[-1] == 'L') &&
			 (num = roman_read(dot + 1, (uint32_t) (p - dot - 1))) != 0)
	{
		tok->len = (uint8_t) (dot + 1 - start);
		tok->known = find_word(start, tok->len);
		tok->form = FORM_ROMAN;
		tok->num = num;
		rd->digits = true;
	}
	else if (len >= 2 && (num = roman_read(start, len)) != 0)
	{
		tok->kind = TOK_ROMAN;
		tok->form = FORM_ROMAN;
		tok->num = num;
		rd->digits = true;
	}
	else
	{
		const char *q = p + (*p == ' ');

		tok->known = find_word(start, len);
		if (tok->known != NULL && start[len - 1] == '.')
			return refuse(rd, "A number is missing.", "\"L.\", \"Add.\", \"CN.\" and the like are followed by a number.");
		if (*q == '(')
		{
			uint32_t	session;

			if (res_is_digit(q[1]))
			{
				rd->p = q + 1;
				if (!read_digits(rd, &tok->num, &tok->zeros))
					return false;
				if (*rd->p != ')')
					return refuse(rd, "The closing bracket is missing.", NULL);
				rd->p++;
				tok->form = FORM_GLUED;
			}
			else if ((session = session_at(q + 1, false, &len)) != 0 ||
					 (session = session_at(q + 1, true, &len)) != 0)
			{
				tok->form = res_is_digit(q[len]) ? FORM_GLUED_SPECIAL : FORM_GLUED_ROMAN;
				tok->num = session;
				rd->p = q + 1 + len + 1;
				rd->digits = true;
			}
		}
	}
	if (tok->kind == TOK_WORD && tok->known == NULL)
		rd->unknown = true;
	if (rd->source && rd->ends[start - rd->folded] != rd->ends[start - rd->folded - 1] + 1 &&
		(tok->known == NULL || tok->form != FORM_DIGITS))
		return refuse(rd, "", NULL);	/* a blank behind the "/" */
	if (rd->source && tok->kind == TOK_WORD && (tok->known == NULL || tok->form == FORM_NONE))
	{
		/* running text: words in lower case are no components */
		uint32_t	i = 0;

		/* "Add.__" */
		if (tok->known == NULL && dot != NULL && find_word(start, (uint32_t) (dot + 1 - start)) != NULL)
			i = (uint32_t) (dot + 1 - start);
		for (; i < tok->len; i++)
			if (res_is_upper(start[i]) && !res_is_upper(source_letter(rd, start + i)) &&
				(tok->known == NULL || i == 0 || res_is_upper(tok->known->spelling[i])))
				return refuse(rd, "", NULL);
	}
	if (is_adopted(tok->known))
		rd->adopted = true;
	else if (tok->known != NULL && tok->known->kind == RES_SYMBOL_STATEMENT)
		rd->statement = true;
	return true;
}

/* Why no symbol begins here. */
static bool
refuse_root(SymbolReader *rd)
{
	static const char *const addresses[] = {"HTTP", "WWW.", "UNDOCS.ORG", "DOCS.UN.ORG", "DOCUMENTS.UN.ORG"};
	static const char *const words[] = {"DOC.", "DOC ", "DOCS.", "DOCUMENT", "UN DOC", "U.N. DOC", "UNITED NATIONS", "SYMBOL"};
	static const char *const bodies[] = {"GA", "UNGA", "UN", "UNSC", "UNSCR", "SCR", "ECOSOC", "UNHRC", "HRC"};
	const char *p = rd->p;
	const ResSymbolWord *word = known_at(p);
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		if (strncmp(p, addresses[i], strlen(addresses[i])) == 0)
			return refuse(rd, "This is an address.", "Give the symbol that it ends in.");
	if (strncmp(p, "RESOLUTION", 10) == 0 || strncmp(p, "DECISION", 8) == 0)
		return refuse(rd, "This is a citation, no symbol.", "docsymbol_cited reads citations such as \"resolution 55/2\".");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(p, words[i], strlen(words[i])) == 0)
			return refuse(rd, "Words stand in front of the symbol.",
						  "Give the symbol alone; docsymbols_in finds all symbols of a running text.");
	if (*p == '(')
		return refuse(rd, "Brackets stand around it.", "Give the symbol without brackets.");
	if (res_is_digit(*p))
		return refuse(rd, "It begins with a number.",
					  "docsymbol_make puts a symbol together from organ, session and number.");
	while (res_is_upper(p[n]))
		n++;
	for (i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		if (n == strlen(bodies[i]) && memcmp(p, bodies[i], n) == 0 && (p[n] == '/' || p[n] == ' '))
			return refuse(rd, "It does not begin with the letters of an organ that issues documents.",
						  "The General Assembly is \"A\", the Security Council \"S\", the Economic and Social Council \"E\", the Human Rights Council \"A/HRC\".");
	if (n > 0 && (p[n] == '_' || p[n] == '-') && strchr(p, '/') == NULL)
		return refuse(rd, "It does not begin with the letters of an organ and \"/\".",
					  "If this is the name of a file, give the symbol of the document: \"A/RES/55/2\" for \"A_RES_55_2\".");
	if (word != NULL && (p[word->len] == '/' || res_is_digit(p[word->len])))
		return refuse(rd, "It begins with a series or body; the organ in front is missing.",
					  "Symbols read like \"A/RES/69/179\", \"A/HRC/28/2\" or \"A/C.3/70/L.29\".");
	return refuse(rd, "It does not begin with the letters of an organ that issues documents.",
				  "Symbols begin with \"A/\", \"S/\", \"E/\", \"ST/\", \"FCCC/\" and the like.");
}

/* Root of a symbol or of the second half of one. */
static bool
read_root(SymbolReader *rd)
{
	uint32_t	len;
	uint32_t	session;
	const ResSymbolWord *root = root_at(rd->p, &len);
	Token	   *tok;
	char		c;

	if (root == NULL)
	{
		return refuse_root(rd);
	}
	c = rd->p[len];
	if (!is_boundary(c))
		return refuse(rd, "A symbol begins with the letters of an organ and \"/\".",
					  c == '_' ? "If this is the name of a file, give the symbol of the document: \"A/RES/55/2\" for \"A_RES_55_2\"." : NULL);
	if (rd->source && root->role == RES_WORD_INPUT)
		return refuse(rd, "", NULL);
	tok = new_token(rd, TOK_ROOT);
	tok->known = root;
	tok->word = root->name;
	tok->len = (uint8_t) len;
	rd->p += len;
	rd->single = rd->n - 1;
	rd->adopted = rd->statement = false;
	if (root->role != RES_WORD_SESSION && root->role != RES_WORD_NAME)
		return true;
	if (c == '.' && res_is_digit(rd->p[1]))
	{
		rd->p++;
		return read_number(rd, tok);
	}
	if (c == ' ' && rd->p[1] == '(' && rd->source == NULL)
		c = *++rd->p;
	if (c == '(')
	{
		if (res_is_digit(rd->p[1]))
		{
			rd->p++;
			if (!read_digits(rd, &tok->num, &tok->zeros))
				return false;
			if (*rd->p != ')')
				return refuse(rd, "The closing bracket is missing.", NULL);
			rd->p++;
			tok->form = FORM_GLUED;
		}
		else if ((session = session_at(rd->p + 1, false, &len)) != 0 ||
				 (session = session_at(rd->p + 1, true, &len)) != 0)
		{
			tok->form = res_is_digit(rd->p[len]) ? FORM_GLUED_SPECIAL : FORM_GLUED_ROMAN;
			tok->num = session;
			rd->p += len + 2;
			rd->digits = true;
		}
	}
	return true;
}

/*
 * May the component at p follow in a resolution or decision of a principal
 * organ or what is under it?  Behind RES or DEC stand session or year and
 * number (before 1977, and in the Security Council, the number alone), then
 * nothing but suffixes.  Words of the tables are left alone: they may name a
 * series of an organ's own.
 */
static bool
may_follow(SymbolReader *rd, const char *p)
{
	const Token *tok = &rd->tok[rd->single];
	const Token *end = &rd->tok[rd->n];
	const ResSymbolWord *root = tok->known;
	const ResSymbolWord *word = res_is_digit(*p) ? NULL : known_at(p);
	bool		number = res_is_digit(*p) || (word != NULL && word->role == RES_WORD_SPECIAL);
	bool		numbered = root->role == RES_WORD_NUMBERED;
	uint32_t	count = 0;
	bool		complete = false;

	if (!rd->adopted || !(numbered || has_eras(root)) || (word != NULL && !number))
		return true;
	if (numbered && !is_adopted(tok[1].known))
		return true;			/* S/AC.26/Dec.1 */
	while (!is_adopted(tok->known))
		tok++;
	if (tok->form != FORM_NONE)
		return true;
	for (tok++; tok < end; tok++)
	{
		if (tok->kind == TOK_NUMBER || tok->kind == TOK_OLD || token_has_role(tok, RES_WORD_SPECIAL))
			count++;
		complete = complete || tok->kind == TOK_OLD || tok->kind == TOK_YEAR;
	}
	complete = complete || count >= (numbered ? 1 : 2);
	if (number && !complete)
		return true;
	if (number && numbered)
		return refuse(rd, "A number stands behind that of the resolution.",
					  "The year stands in brackets, as in \"S/RES/1325 (2000)\".");
	if (number)
		return refuse(rd, "A number stands behind that of the resolution or decision.", NULL);
	if (complete)
		return refuse(rd, "A word stands behind the number of the resolution or decision.",
					  "Behind it stand sections (\"A/RES/75/254 A\"), sessions (\"A/RES/1514 (XV)\") or \"/Add.1\", \"/Corr.1\", \"/Rev.1\".");
	return refuse(rd, "The number of the resolution or decision cannot be read.",
				  "Behind RES or DEC stand session or year and number, as in \"A/RES/69/179\", \"A/RES/S-10/2\" or \"E/RES/1996/31\".");
}

/* Why a symbol does not end where text goes on at p, behind a blank or not. */
static bool
refuse_rest(SymbolReader *rd, const char *p, bool blank)
{
	const Token *last = &rd->tok[rd->n - 1];
	uint32_t	n = 0;

	rd->p = p;
	if (suffix_at(p) || (known_at(p) != NULL && known_at(p)->role == RES_WORD_SERIES && strchr(p, '.') != NULL))
		return refuse(rd, "A \"/\" is missing in front of a component.",
					  "Each component stands behind a \"/\", as in \"A/C.3/70/L.29/Rev.1\".");
	if (blank && rd->adopted && res_is_digit(*p) && rd->tok[rd->single].known->role == RES_WORD_NUMBERED)
		return refuse(rd, "Text stands behind the symbol.",
					  "The year stands in brackets, as in \"S/RES/1325 (2000)\".");
	if (blank && last->kind == TOK_WORD && res_is_digit(*p))
		return refuse(rd, "A \"/\" is missing in front of a number.", NULL);
	if (*p == '_' || *p == '-')
		p++;
	while (res_is_upper(p[n]))
		n++;
	if (p[n] == '\0' && n > 0 && (n == 2 || p > rd->p) && is_language(p, n))
		return refuse(rd, LANGUAGE_DETAIL, LANGUAGE_HINT);
	if (blank)
		return refuse(rd, "Text stands behind the symbol.",
					  "One symbol is read here; docsymbols_in finds all symbols of a running text.");
	return refuse(rd, "A component cannot be read.",
				  "Components are parted by \"/\".");
}

/*
 * Next thing behind what was read: component, brackets, section or second
 * half.  Returns false if there is none that can be read.
 */
static bool
read_next(SymbolReader *rd)
{
	const Token *last = &rd->tok[rd->n - 1];
	const char *p = rd->p;
	Token		section;
	uint32_t	len;
	bool		numbered = rd->adopted && rd->tok[rd->single].known->role != RES_WORD_NUMBERED &&
		(last->kind == TOK_NUMBER || last->kind == TOK_OLD ||
		 last->kind == TOK_SESSION || last->kind == TOK_YEAR ||
		 (token_has_role(last, RES_WORD_SERIES) && last->form == FORM_DIGITS));

	if (rd->n >= MAX_TOKENS - 2)
		return refuse(rd, "The symbol has too many components.", NULL);
	if (*p == '/' ||
		(*p == '.' && res_is_upper(p[1]) && (res_is_digit(p[-1]) || last->kind == TOK_ROOT) && !rd->source))
	{
		rd->p = ++p;
		if (*p == '/')
			return refuse(rd, "A component is empty.", "There is one \"/\" too many.");
		if (*p == '\0')
			return refuse(rd, "Nothing stands behind the last \"/\".", "Leave it away, or complete the symbol.");
		if (!res_is_digit(*p) && !res_is_upper(*p))
			return refuse(rd, "A component begins with a letter or a digit.", NULL);
		if (last->kind == TOK_SECTION && !suffix_at(p))
			return refuse(rd, "A component stands behind the section of a resolution.",
						  "Behind a section stand only \"/Add.1\", \"/Corr.1\", \"/Rev.1\" and the like.");

		/* A/RES/75/290/A, also with a full stop: the letter of a section; S-4 is a session */
		if (numbered && !(p[1] == '-' && res_is_digit(p[2])) &&
			(len = section_at(rd, p, false, &section)) != 0 && section.section != 0 &&
			(p[len] != '/' || suffix_at(p + len + 1)) &&
			(!rd->source || res_is_upper(source_letter(rd, p))))
		{
			rd->tok[rd->n++] = section;
			rd->p += len;
			return true;
		}
		if (!may_follow(rd, p))
			return false;
		return res_is_digit(*p) ? read_number_component(rd) : read_word_component(rd);
	}
	if (*p == '.' && rd->source && res_is_upper(p[1]) && res_is_digit(p[-1]))
	{
		/* in running text only "A/HRC/55/43.Add.1" and the like */
		Token	   *tok = &rd->tok[rd->n];

		rd->p = p + 1;
		return read_word_component(rd) && tok->form == FORM_DIGITS && tok->known != NULL &&
			(tok->known->role == RES_WORD_SUFFIX || tok->known->role == RES_WORD_SERIES);
	}
	if (*p == '-' && double_at(p + 1))
	{
		if (last->kind == TOK_SECTION)
			return refuse(rd, "A section of a resolution has no second symbol.", NULL);
		rd->p++;
		return read_root(rd);
	}
	if (*p == ' ')
		p++;
	if (*p == '(')
	{
		rd->p = p;
		if (rd->source != NULL && session_at(p + 1, false, &len) != 0 &&
			(!rd->adopted || !res_is_upper(source_letter(rd, p + 1))))
			return refuse(rd, "", NULL);
		return read_brackets(rd);
	}
	if (res_is_upper(*p) && (numbered || last->kind == TOK_SECTION) &&
		(len = section_at(rd, p, *rd->p == ' ', &section)) != 0 &&
		(p[len] != '/' || suffix_at(p + len + 1)))
	{
		if (last->kind == TOK_OLD && section.section == 0)
			return refuse(rd, "A Roman numeral stands behind the number.",
						  "The session stands in brackets, as in \"A/RES/1514 (XV)\".");
		if (last->kind != TOK_SECTION)
			rd->tok[rd->n++] = section;
		else if (section.to_section == 0 && section.section >= last->section &&
				 section.section <= (last->to_section ? last->to_section : last->section) &&
				 section.num == last->num)
			rd->tok[rd->n - 1] = section;	/* "217 A (III) A": said twice */
		else
			return refuse(rd, "It names two sections.", NULL);
		rd->p = p + len;
		return true;
	}
	if (rd->source)
		return refuse(rd, "", NULL);
	if (*rd->p == ' ')
		return refuse_rest(rd, p, true);
	if (*p == '.' && p[1] == '\0')
		return refuse(rd, "It ends in a full stop.",
					  p > rd->folded && res_is_digit(p[-1]) ? "Leave the full stop away." : NULL);
	if (*p == '.')
		return refuse(rd, "A full stop stands where none can.",
					  res_is_digit(p[1]) ? "Components are parted by \"/\"." :
					  "Each component stands behind a \"/\", as in \"A/C.3/70/L.29/Rev.1\".");
	return refuse_rest(rd, p, false);
}

static void
set_error(ResSymbolError *err, uint32_t offset, const char *detail, const char *hint);

/* Say what the character at p is, which no symbol has. */
static void
set_strange(ResSymbolError *err, uint32_t offset, const char *p, const char *end)
{
	const char *detail = "A character stands there that no symbol has.";
	const char *hint = NULL;
	uint8_t		c = (uint8_t) *p;
	uint32_t	n = (uint32_t) (end - p);

	if (c == '"' || c == '\'' || c == '`' || c == 0xC2 || (n >= 3 && c == 0xE2 && (uint8_t) p[1] == 0x80))
	{
		if (c < 0x80 || (c == 0xC2 && n >= 2 && ((uint8_t) p[1] == 0xAB || (uint8_t) p[1] == 0xBB)) ||
			(c == 0xE2 && (uint8_t) p[2] >= 0x98 && (uint8_t) p[2] <= 0x9F))
		{
			detail = "A quotation mark stands there.";
			hint = "Give the symbol without quotation marks.";
		}
	}
	else if (c == '[' || c == ']' || c == '<' || c == '>' || c == '{' || c == '}')
	{
		detail = "A bracket stands there that no symbol has.";
		hint = "Give the symbol without it; years and sessions stand in round brackets.";
	}
	else if (c == '\\' || c == '|')
	{
		detail = "A character stands there that no symbol has.";
		hint = "Components are parted by \"/\".";
	}
	else if (c == ',' || c == ';' || c == ':' || c == '&' || c == '+')
	{
		if (n == 1)
		{
			detail = "Punctuation stands behind the symbol.";
			hint = "Leave it away.";
		}
		else
			hint = "One symbol is read here; docsymbols_in finds all symbols of a running text.";
	}
	else if (c == '%' || c == '?' || c == '#' || c == '=')
		hint = "If this is a piece of an address, give what it stands for: \"S/RES/1325 (2000)\" for \"S/RES/1325%20(2000)\".";
	else if (c == 0xEF || c == 0xD9 || c == 0xDB)
		hint = "Symbols have the letters A to Z and the digits 0 to 9 in all languages.";
	else if (c >= 0xC3)
		hint = "It may look like a Latin letter but be of another alphabet.";
	set_error(err, offset, detail, hint);
}

static void
set_error(ResSymbolError *err, uint32_t offset, const char *detail, const char *hint)
{
	if (err != NULL)
	{
		err->offset = offset;
		err->detail = detail;
		err->hint = hint;
	}
}

uint32_t
res_symbol_key(const char *p, size_t len, uint8_t *key, ResSymbolError *err)
{
	const char *end;
	char		folded[MAX_FOLDED + 1];
	uint16_t	ends[MAX_FOLDED + 1];
	Token		tok[MAX_TOKENS];
	SymbolReader rd;
	uint32_t	nfolded;
	uint32_t	used;
	uint32_t	at;
	FoldEnd		how;

	/* blanks in any number around it, but not megabytes of text */
	while (len > 0 && (uint8_t) *p < 0x80 && fold_ascii[(uint8_t) *p] == ' ')
	{
		p++;
		len--;
	}
	while (len > 0 && (uint8_t) p[len - 1] < 0x80 && fold_ascii[(uint8_t) p[len - 1]] == ' ')
		len--;
	if (len > 4 * RES_SYMBOL_MAX)
	{
		set_error(err, 0, "The text is too long to be a symbol.", NULL);
		return 0;
	}
	end = p + len;
	how = fold(p, end, false, folded, &nfolded, NULL, &used);
	if (nfolded == 0 && how == FOLD_DONE)
	{
		set_error(err, 0, "The text is empty.", NULL);
		return 0;
	}

	/* the mark of a reissue, or the call of a note: "A/80/L.1*", "…-*" */
	if (how == FOLD_DONE && folded[nfolded - 1] == '*')
	{
		while (nfolded > 1 && folded[nfolded - 1] == '*')
			nfolded--;
		if (nfolded > 1 && (folded[nfolded - 1] == ' ' || folded[nfolded - 1] == '-'))
			nfolded--;
		folded[nfolded] = '\0';
	}
	if (how == FOLD_FULL)
	{
		set_error(err, used, "The text is too long to be a symbol.", NULL);
		return 0;
	}

	rd.p = folded;
	rd.tok = tok;
	rd.n = rd.single = 0;
	rd.digits = rd.unknown = rd.adopted = rd.statement = false;
	rd.source = NULL;
	rd.folded = folded;
	rd.ends = NULL;
	rd.detail = "This is no symbol.";
	rd.hint = NULL;

	if (read_root(&rd))
	{
		while (*rd.p != '\0')
			if (!read_next(&rd))
				goto refused;
		if (how == FOLD_STRANGE)
		{
			set_strange(err, used, p + used, end);
			return 0;
		}
		if (!rd.digits && rd.unknown)
		{
			set_error(err, 0, "It has no number, and not all of its words are known.",
					  "Without a number only organs and series are symbols, such as \"A/HRC\" or \"S/RES\".");
			return 0;
		}
		if (nfolded > RES_SYMBOL_MAX - 40)
		{
			/* blanks put in may make it longer than it came */
			char		out[RES_SYMBOL_MAX + 1];

			if (print_symbol(tok, rd.n, out) == 0)
			{
				set_error(err, 0, "The text is too long to be a symbol.", NULL);
				return 0;
			}
		}
		return encode(tok, rd.n, key);
	}

refused:
	if (how == FOLD_STRANGE && *rd.p == '\0')
	{
		set_strange(err, used, p + used, end);
		return 0;
	}
	/* where the source stands at what was folded */
	at = (uint32_t) (rd.p - folded);
	(void) fold(p, end, false, folded, &nfolded, ends, &used);
	set_error(err, at == 0 ? 0 : at <= nfolded ? ends[at - 1] : used, rd.detail, rd.hint);
	return 0;
}

uint32_t
res_symbol_print(const uint8_t *key, uint32_t keylen, char *out)
{
	Token		tok[MAX_TOKENS];
	char		text[RES_SYMBOL_KEY_MAX];
	uint32_t	n = decode(key, keylen, tok, text);

	return n == 0 ? 0 : print_symbol(tok, n, out);
}

/* ---------- running text ---------- */

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

	(void) fold(p, end, true, folded, &nfolded, ends, &used);
	rd.p = folded;
	rd.tok = tok;
	rd.n = rd.single = 0;
	rd.digits = rd.unknown = rd.adopted = rd.statement = false;
	rd.source = p;
	rd.folded = folded;
	rd.ends = ends;
	if (!read_root(&rd))
		return 0;
	while (*rd.p != '\0')
	{
		/* a full stop behind a root is none of running text's "/" */
		if (rd.n == 1 && *rd.p != '/')
			break;
		if (!read_next(&rd))
			break;
		/* the first component of a second half is no end */
		if (rd.tok[rd.n - 1].kind == TOK_ROOT)
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
	*outlen = print_symbol(tok, good_n, out);
	if (*outlen == 0)
		return 0;
	return ends[good_p - folded - 1];
}

/* ---------- parts ---------- */

/* Number of tokens of the first half. */
static uint32_t
first_half(const Token *tok, uint32_t n)
{
	uint32_t	i;

	for (i = 1; i < n && tok[i].kind != TOK_ROOT; i++)
		;
	return i;
}

/* Is it Rev., Add. …, also with its number left blank ("Add.__")? */
static bool
is_suffix(const Token *tok)
{
	uint32_t	i;
	const ResSymbolWord *word;

	if (tok->kind != TOK_WORD)
		return false;
	if (tok->known != NULL)
		return tok->known->role == RES_WORD_SUFFIX;
	for (i = 0; i < tok->len; i++)
		if (tok->word[i] == '.')
		{
			word = find_word(tok->word, i + 1);
			return word != NULL && word->role == RES_WORD_SUFFIX;
		}
	return false;
}

/* Is there a number, or a series, in what follows?  Suffixes do not count. */
static bool
number_follows(const Token *tok, uint32_t from, uint32_t n)
{
	uint32_t	i;

	for (i = from; i < n; i++)
	{
		if (tok[i].kind == TOK_NUMBER || tok[i].kind == TOK_OLD)
			return true;
		if (tok[i].kind == TOK_WORD && !is_suffix(&tok[i]) && !token_has_role(&tok[i], RES_WORD_PART) &&
			(tok[i].form != FORM_NONE || token_has_role(&tok[i], RES_WORD_SERIES)))
			return true;
	}
	return false;
}

static inline bool
is_year(const Token *tok)
{
	return tok->num >= 1900 && tok->num <= 2099 && tok->zeros == 0 && !tok->range && tok->nletters == 0;
}

/* The body of a token without its number: "EA.5" is "EA". */
static Token
without_number(const Token *tok)
{
	Token		bare = *tok;

	bare.form = FORM_NONE;
	bare.range = false;
	bare.nletters = 0;
	if (bare.kind == TOK_WORD && bare.len > 1 && bare.word[bare.len - 1] == '.')
	{
		bare.len--;
		bare.known = find_word(bare.word, bare.len);
	}
	return bare;
}

typedef struct PartsWriter
{
	ResSymbolParts *parts;
	char	   *next;
} PartsWriter;

static ResStr
keep(PartsWriter *pw, const Printer *pr, char *start)
{
	ResStr		str = {start, pr->len};

	pw->next = pr->p;
	return str;
}

static ResStr
keep_tokens(PartsWriter *pw, const Token *tok, uint32_t n)
{
	char	   *start = pw->next;
	Printer		pr = {start, pw->parts->buf + sizeof(pw->parts->buf), 0};

	print_tokens(&pr, tok, n);
	return keep(pw, &pr, start);
}

/* The number of a token as printed, with "S-" or "ES-" for a special session. */
static ResStr
keep_number(PartsWriter *pw, const Token *tok, const char *prefix)
{
	char	   *start = pw->next;
	Printer		pr = {start, pw->parts->buf + sizeof(pw->parts->buf), 0};

	put_text(&pr, prefix, (uint32_t) strlen(prefix));
	print_number(&pr, tok->num, tok->zeros);
	if (tok->range)
	{
		put_char(&pr, '-');
		print_number(&pr, tok->to, tok->to_zeros);
	}
	put_text(&pr, tok->letters, tok->nletters);
	return keep(pw, &pr, start);
}

static ResStr
keep_session(PartsWriter *pw, uint32_t session)
{
	Token		tok;

	memset(&tok, 0, sizeof(tok));
	tok.num = session > SESSION_SPECIAL ? session - SESSION_SPECIAL :
		session > SESSION_EMERGENCY ? session - SESSION_EMERGENCY : session;
	return keep_number(pw, &tok, session > SESSION_SPECIAL ? "S-" : session > SESSION_EMERGENCY ? "ES-" : "");
}

/*
 * Is it the committee of experts that the Economic and Social Council set up
 * for a Covenant (E/C.12)?  Its documents are named like a treaty body's.
 */
static bool
is_rights_committee(const Token *tok, uint32_t n)
{
	return n > 1 && word_is(&tok[0], "E") && word_is(&tok[1], "C.") &&
		tok[1].form == FORM_DIGITS && tok[1].num == 12;
}

/*
 * Is token i the State that a document is about, which is no part of the
 * organ's name?  Below a treaty body's committee any word of three letters is
 * one (codes of former States are in no list of ours); elsewhere it has to be
 * the code of a State: CRC/C/OPSC/USA/CO/2, DP/FPA/CPD/KEN/9.
 */
static bool
state_of_report(const Token *tok, uint32_t i, bool treaty)
{
	const Token *t = &tok[i];

	if (t->kind != TOK_WORD || t->known != NULL || t->len != 3 || t->form != FORM_NONE || i == 0)
		return false;
	if (treaty && (word_is(&tok[i - 1], "C") || word_is(&tok[i - 1], "C.")))
		return true;
	return (treaty || word_is(&tok[0], "DP")) && i > 1 && res_state_by_code(t->word, 3) != NULL;
}

bool
res_symbol_parts(const uint8_t *key, uint32_t keylen, ResSymbolParts *parts)
{
	Token		all[MAX_TOKENS];
	Token		organ[MAX_TOKENS];
	char		text[RES_SYMBOL_KEY_MAX];
	PartsWriter pw;
	const Token *tok = all;
	uint32_t	nall = decode(key, keylen, all, text);
	uint32_t	n;
	uint32_t	norgan = 0;
	uint32_t	last = 0;
	uint32_t	kind = RES_SYMBOL_NO_KIND;
	uint32_t	i;
	uint32_t	nbase;
	bool		open = true;	/* the organ's name goes on */
	bool		joint = false;
	bool		loose = false;	/* a number whose meaning is not known */
	bool		treaty;
	bool		case_number = false;	/* a communication's, its year follows */
	bool		committee = false;

	memset(parts, 0, offsetof(ResSymbolParts, buf));
	if (nall == 0)
		return false;
	n = first_half(all, nall);
	pw.parts = parts;
	pw.next = parts->buf;
	treaty = tok[0].known->role == RES_WORD_TREATY || is_rights_committee(tok, n);

	/* the last component that is no suffix */
	for (i = 0; i < n; i++)
		if (tok[i].kind <= TOK_ROMAN && !is_suffix(&tok[i]))
			last = i;

	for (i = 0; i < n; i++)
	{
		const Token *t = &tok[i];
		const Token *before = i > 0 ? t - 1 : NULL;
		const ResSymbolWord *known = t->known;
		ResSymbolRole role = known != NULL ? (ResSymbolRole) known->role : RES_WORD_PLAIN;
		bool		below;

		switch ((TokenKind) t->kind)
		{
			case TOK_ROOT:
				if (known->kind < kind)
					kind = known->kind;
				if (role == RES_WORD_SESSION && t->form != FORM_NONE)
				{
					organ[norgan++] = without_number(t);
					parts->session = t->form == FORM_GLUED_ROMAN || t->form == FORM_GLUED_SPECIAL ?
						keep_session(&pw, t->num) : keep_number(&pw, t, "");
					open = false;
				}
				else
					organ[norgan++] = *t;
				continue;

			case TOK_WORD:
				break;

			case TOK_NUMBER:
				if (joint)
				{
					/* two bodies count in one place: whose number is it? */
					loose = true;
					open = false;
					continue;
				}
				if (case_number && is_year(t))
				{
					if (parts->year == 0)
						parts->year = (int32_t) t->num;
					case_number = false;
					continue;
				}
				if (treaty && before != NULL && before->kind == TOK_WORD && before->len == 1 &&
					before->word[0] == 'D' && before->form == FORM_NONE &&
					i + 1 < n && tok[i + 1].kind == TOK_NUMBER && is_year(&tok[i + 1]))
				{
					/* CEDAW/C/80/D/156/2020: communication 156/2020 */
					parts->number = keep_number(&pw, t, "");
					case_number = true;
					open = false;
					continue;
				}
				if (number_follows(tok, i + 1, n))
				{
					if (parts->session.p == NULL && parts->year == 0)
					{
						if (is_year(t))
							parts->year = (int32_t) t->num;
						else
							parts->session = keep_number(&pw, t, "");
					}
					else if (parts->session.p == NULL && !is_year(t))
						parts->session = keep_number(&pw, t, "");
				}
				else if (token_has_role(before, RES_WORD_SERIES) && before->form == FORM_NONE &&
						 (is_adopted(before->known) || before->known->kind == RES_SYMBOL_STATEMENT) &&
						 parts->session.p == NULL && parts->year == 0 &&
						 !(i + 1 < n && (tok[i + 1].kind == TOK_YEAR || tok[i + 1].kind == TOK_SESSION)) &&
						 !(tok[0].known->role == RES_WORD_NUMBERED && is_adopted(before->known)))
				{
					/* A/RES/69, S/PRST/2018: all of a session or year */
					if (is_year(t))
						parts->year = (int32_t) t->num;
					else
						parts->session = keep_number(&pw, t, "");
				}
				else if (i == 2 && (committee || word_is(before, "HRC")) && word_is(&tok[0], "A") &&
						 t->num < 200)
					parts->session = keep_number(&pw, t, "");
				else
					parts->number = keep_number(&pw, t, "");
				open = false;
				continue;

			case TOK_OLD:
				parts->number = keep_number(&pw, t, "");
				open = false;
				continue;

			case TOK_ROMAN:
				if (open)
					organ[norgan++] = *t;
				continue;

			case TOK_SESSION:
				parts->session = keep_session(&pw, t->num);
				continue;

			case TOK_YEAR:
				parts->year = (int32_t) t->num;
				continue;

			case TOK_PART:
			case TOK_AND:
			case TOK_SECTION:
				continue;
		}

		/* words; what the tables say of one holds only under another */
		below = known == NULL || known->under[0] == '\0' || (before != NULL && word_is(before, known->under)) ||
			(known->kind == RES_SYMBOL_GENERAL_COMMENT && i == 2 && is_rights_committee(tok, n));
		if (known != NULL && below && known->kind < kind &&
			!(known->kind == RES_SYMBOL_WORKING_PAPER && i != last))
			kind = known->kind;
		if (is_suffix(t))
		{
			if (word_is(t, "REV."))
				parts->revision = (int32_t) t->num;
			continue;
		}
		if (role == RES_WORD_SERIES && !below)
			role = RES_WORD_PLAIN;
		else if (role == RES_WORD_BODY && below && known->kind != RES_SYMBOL_NO_KIND)
			role = RES_WORD_SERIES;
		if (role == RES_WORD_SERIES && known->kind == RES_SYMBOL_WORKING_PAPER && open)
			role = RES_WORD_BODY;

		if (t->form == FORM_GLUED || t->form == FORM_GLUED_ROMAN || t->form == FORM_GLUED_SPECIAL)
		{
			if (open)
				organ[norgan++] = without_number(t);
			if (parts->session.p == NULL)
				parts->session = t->form == FORM_GLUED ? keep_number(&pw, t, "") : keep_session(&pw, t->num);
			open = false;
			continue;
		}
		switch (role)
		{
			case RES_WORD_SERIES:
				if (parts->series.p == NULL)
				{
					parts->series.p = pw.next;
					parts->series.len = t->len - (t->word[t->len - 1] == '.');
					memcpy(pw.next, t->word, parts->series.len);
					pw.next += parts->series.len;
				}
				if (t->form != FORM_NONE && parts->number.p == NULL)
					parts->number = keep_number(&pw, t, "");
				open = false;
				break;

			case RES_WORD_SESSION:
				if (t->form != FORM_NONE && parts->session.p == NULL)
				{
					if (open)
						organ[norgan++] = without_number(t);
					parts->session = keep_number(&pw, t, "");
					open = false;
				}
				else if (open)
					organ[norgan++] = *t;
				break;

			case RES_WORD_CONFERENCE:
				if (open && t->form == FORM_ROMAN)
				{
					organ[norgan++] = without_number(t);
					parts->session = keep_number(&pw, t, "");
					open = false;
				}
				else if (open && is_year(t))
				{
					organ[norgan++] = without_number(t);
					parts->year = (int32_t) t->num;
				}
				else if (open)
					organ[norgan++] = *t;
				break;

			case RES_WORD_SPECIAL:
				if (parts->session.p == NULL)
					parts->session = keep_number(&pw, t, t->word[0] == 'E' ? "ES-" : "S-");
				/* a special session's own committees: A/S-10/AC.1 */
				if (open && i + 1 < n && token_has_role(&tok[i + 1], RES_WORD_BODY) &&
					tok[i + 1].form != FORM_NONE)
					organ[norgan++] = *t;
				else
					open = false;
				break;

			default:
				if (!open)
				{
					if (known == NULL && t->form != FORM_NONE)
						loose = true;
				}
				else if (state_of_report(tok, i, treaty))
					open = false;
				else if (word_is(&tok[0], "A") && i == 1 && word_is(t, "C.") &&
						 t->form == FORM_DIGITS && t->num >= 1 && t->num <= 6)
				{
					/* a Main Committee is the Assembly */
					committee = true;
					parts->committee = keep_tokens(&pw, t, 1);
					parts->committee.p++;	/* without the "/" */
					parts->committee.len--;
				}
				else
				{
					organ[norgan++] = *t;
					if (known == NULL && t->form == FORM_NONE && memchr(t->word, '-', t->len) != NULL)
						joint = true;
				}
				break;
		}
	}

	/* Supplements of the Assembly's sessions */
	if (kind == RES_SYMBOL_NO_KIND && n >= 3 && word_is(&tok[0], "A") && tok[1].kind == TOK_NUMBER &&
		tok[2].kind == TOK_NUMBER && tok[1].num >= 31 && tok[1].num < 1000 && tok[2].num <= 56)
		kind = RES_SYMBOL_REPORT;
	if (kind != RES_SYMBOL_WORKING_PAPER && parts->number.p == NULL && !loose)
		parts->kind = "prefix";
	else if (kind == RES_SYMBOL_NO_KIND)
		parts->kind = "document";
	else
		parts->kind = res_symbol_kind_names[kind];

	parts->organ = keep_tokens(&pw, organ, norgan);
	for (i = nbase = 0; i < nall; i++)
		if (!is_suffix(&all[i]))
			all[nbase++] = all[i];
	parts->base = keep_tokens(&pw, all, nbase);
	return true;
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
	uint32_t	n = decode(key, keylen, tok, text);
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
			emit(ctx, member, encode(tok + from, to - from, member));
		else
		{
			uint8_t		end = section->to_section;

			for (section->to_section = 0; section->section <= end; section->section++)
				emit(ctx, member, encode(tok + from, to - from, member));
		}
		from = to;
	}
}

/* ---------- numbers of resolutions ---------- */

/*
 * Does the number have the form that the organ's numbers have?  The tokens
 * from "at" on are those of the number.  Source: domain facts, eras of the
 * organs.
 */
static bool
number_fits(const Token *tok, uint32_t n, uint32_t at)
{
	const Token *t = tok + at;
	uint32_t	left = n - at;
	bool		special;

	while (left > 0 && t[left - 1].kind == TOK_SECTION)
		left--;
	if (left != 2)
		return false;
	if (tok[0].known->role == RES_WORD_NUMBERED)
		return t[0].kind == TOK_NUMBER && t[1].kind == TOK_YEAR;
	if (t[0].kind == TOK_OLD && t[1].kind == TOK_SESSION)
		return true;
	if (t[1].kind != TOK_NUMBER || t[1].num == 0 || t[1].num > 999 || t[1].zeros != 0 ||
		t[1].range || t[1].nletters != 0)
		return false;
	special = token_has_role(&t[0], RES_WORD_SPECIAL);
	if (word_is(&tok[0], "A"))
	{
		if (special)
			return true;
		if (t[0].kind != TOK_NUMBER || t[0].zeros != 0 || t[0].range)
			return false;
		return at == 2 ? t[0].num >= 31 && t[0].num < 200 : t[0].num >= 1 && t[0].num < 200;
	}
	if (word_is(&tok[0], "E"))
		return t[0].kind == TOK_NUMBER && (is_year(&t[0]) || (at > 2 && t[0].num < 200));
	return special || (t[0].kind == TOK_NUMBER && t[0].num < 2100);
}

uint32_t
res_symbol_of_number(const char *organ, bool decision, const char *number, uint32_t len, char *out)
{
	char		text[RES_SYMBOL_MAX + 1];
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	char		letters[RES_SYMBOL_KEY_MAX];
	Token		tok[MAX_TOKENS];
	uint32_t	norgan = (uint32_t) strlen(organ);
	uint32_t	keylen;
	uint32_t	n;
	const Token *last;

	if (norgan == 0 || norgan > 60 || len == 0 || len > 60)
		return 0;
	keylen = res_symbol_key(organ, norgan, key, NULL);
	n = decode(key, keylen, tok, letters);
	if (n == 0)
		return 0;
	last = &tok[n - 1];

	/* is the session printed with the body: UNEP/EA.4/Res.1? */
	memcpy(text, organ, norgan);
	text[norgan] = '.';
	if (last->form == FORM_NONE && (last->kind == TOK_ROOT || last->kind == TOK_WORD))
	{
		const ResSymbolWord *word = NULL;

		if (last->kind == TOK_ROOT)
			word = last->known;
		else if (last->len <= 8)
		{
			char		name[12];

			memcpy(name, last->word, last->len);
			name[last->len] = '.';
			word = find_word(name, last->len + 1u);
		}
		if (word != NULL && word->role == RES_WORD_SESSION)
		{
			uint32_t	i = 0;
			uint32_t	pos = norgan + 1;

			while (i < len && res_is_digit(number[i]))
				text[pos++] = number[i++];
			if (i == 0 || i + 1 >= len || number[i] != '/')
				return 0;
			memcpy(text + pos, decision ? "/Dec." : "/Res.", 5);
			pos += 5;
			memcpy(text + pos, number + i + 1, len - i - 1);
			pos += len - i - 1;
			keylen = res_symbol_key(text, pos, key, NULL);
			return keylen == 0 ? 0 : res_symbol_print(key, keylen, out);
		}
	}

	memcpy(text + norgan, decision ? "/DEC/" : "/RES/", 5);
	memcpy(text + norgan + 5, number, len);
	keylen = res_symbol_key(text, norgan + 5 + len, key, NULL);
	if (keylen == 0)
		return 0;
	{
		uint32_t	all = decode(key, keylen, tok, letters);

		if (all <= n + 1 || !number_fits(tok, all, n + 1))
			return 0;
		return print_symbol(tok, all, out);
	}
}

/* ---------- from columns ---------- */

/* Does the text equal the name but for case? */
static bool
same_name(ResStr a, const char *name)
{
	uint32_t	i;

	for (i = 0; i < a.len; i++)
		if (res_lower(a.p[i]) != res_lower(name[i]) || name[i] == '\0')
			return false;
	return name[a.len] == '\0';
}

static ResStr
trim(ResStr s)
{
	while (s.len > 0 && s.p[0] == ' ')
	{
		s.p++;
		s.len--;
	}
	while (s.len > 0 && s.p[s.len - 1] == ' ')
		s.len--;
	return s;
}

/*
 * Is this session of the organ one with a Roman number?  Then it is printed
 * as such.
 */
static bool
print_old_session(Printer *pr, ResStr organ, ResStr session)
{
	const ResSymbolEra *era = NULL;
	uint32_t	i;
	uint32_t	base = 0;
	uint32_t	value = 0;
	uint32_t	most;
	char		folded[12];

	for (i = 0; i < res_symbol_neras && era == NULL; i++)
		if (same_name(organ, res_symbol_eras[i].organ))
			era = &res_symbol_eras[i];
	if (era == NULL || session.len == 0 || session.len > 10)
		return false;
	for (i = 0; i < session.len; i++)
		folded[i] = res_is_lower(session.p[i]) ? (char) (session.p[i] - 32) : session.p[i];
	i = 0;
	if (session.len > 3 && memcmp(folded, "ES-", 3) == 0)
	{
		i = 3;
		base = SESSION_EMERGENCY;
	}
	else if (session.len > 2 && memcmp(folded, "S-", 2) == 0)
	{
		i = 2;
		base = SESSION_SPECIAL;
	}
	most = base == SESSION_EMERGENCY ? era->emergency : base == SESSION_SPECIAL ? era->special : era->regular;
	if (res_is_digit(folded[i]))
	{
		for (; i < session.len && res_is_digit(folded[i]) && value < 1000; i++)
			value = value * 10 + (uint32_t) (folded[i] - '0');
		if (i < session.len)
			return false;
	}
	else
		value = roman_read(folded + i, session.len - i);
	if (value == 0 || value > most)
		return false;
	print_session(pr, base + value, true);
	return true;
}

uint32_t
res_symbol_make(ResStr organ, ResStr session, ResStr number, ResStr series,
				int32_t year, ResStr suffix, uint8_t *key, ResSymbolError *err)
{
	char		text[2 * RES_SYMBOL_MAX + 1];
	char		name[RES_SYMBOL_MAX + 1];
	char		dotted[12];
	Printer		pr = {text, text + 2 * RES_SYMBOL_MAX, 0};
	const ResSymbolWord *word = NULL;
	bool		adopted;
	bool		first;			/* the series stands in front of session and number */
	bool		glued = false;	/* number and series are one component: L.29 */
	uint32_t	i;

	organ = trim(organ);
	session = trim(session);
	number = trim(number);
	series = trim(series);
	suffix = trim(suffix);
	if (series.len > 0 && series.p[series.len - 1] == '.')
		series.len--;
	if (organ.len == 0 || organ.len > RES_SYMBOL_MAX / 2 || number.len == 0 || number.len > RES_SYMBOL_MAX / 4 ||
		session.len > RES_SYMBOL_MAX / 4 || series.len > 10 || suffix.len > RES_SYMBOL_MAX / 4)
	{
		set_error(err, 0, "An organ and a number are needed, and no part may be long.", NULL);
		return 0;
	}

	/* is the series one that is written with its number? */
	for (i = 0; i < series.len; i++)
		dotted[i] = res_is_lower(series.p[i]) ? (char) (series.p[i] - 32) : series.p[i];
	dotted[series.len] = '.';
	if (series.len > 0)
	{
		word = find_word(dotted, series.len);
		if (word == NULL)
		{
			word = find_word(dotted, series.len + 1);
			glued = word != NULL;
		}
	}
	adopted = is_adopted(word);
	first = adopted || (word != NULL && (word->kind == RES_SYMBOL_STATEMENT || word->under[0] != '\0'));

	if (adopted && !glued && session.len > 0)
	{
		/* bodies that have the session in their name: UNEP/EA.5/Res.2 */
		char		organ_name[62];
		Printer		np = {name, name + RES_SYMBOL_MAX, 0};
		uint32_t	len = 0;

		put_text(&np, session.p, session.len);
		put_char(&np, '/');
		put_text(&np, number.p, number.len);
		if (organ.len <= 60)
		{
			memcpy(organ_name, organ.p, organ.len);
			organ_name[organ.len] = '\0';
			len = res_symbol_of_number(organ_name, word->kind == RES_SYMBOL_DECISION, name, np.len, name);
		}
		if (len > 0)
		{
			put_text(&pr, name, len);
			goto done;
		}
	}

	put_text(&pr, organ.p, organ.len);
	if (first)
	{
		put_char(&pr, '/');
		put_text(&pr, series.p, series.len);
	}
	if (adopted)
	{
		Printer		before = pr;

		put_char(&pr, '/');
		put_text(&pr, number.p, number.len);
		put_text(&pr, " (", 2);
		if (print_old_session(&pr, organ, session))
		{
			put_char(&pr, ')');
			goto done;
		}
		if (session.len == 0 && year != 0 && organ.len == 1 && (organ.p[0] == 'S' || organ.p[0] == 's'))
		{
			print_number(&pr, (uint32_t) year, 0);
			put_char(&pr, ')');
			goto done;
		}
		pr = before;
	}
	if (session.len > 0)
	{
		put_char(&pr, '/');
		put_text(&pr, session.p, session.len);
	}
	else if (year != 0)
	{
		put_char(&pr, '/');
		print_number(&pr, year > 0 ? (uint32_t) year : 0, 0);
	}
	if (series.len > 0 && !first)
	{
		put_char(&pr, '/');
		put_text(&pr, series.p, series.len);
		put_char(&pr, glued ? '.' : '/');
	}
	else
		put_char(&pr, '/');
	put_text(&pr, number.p, number.len);

done:
	if (suffix.len > 0)
	{
		if (suffix.p[0] != '/' && suffix.p[0] != '(' && suffix.p[0] != '-')
			put_char(&pr, '/');
		put_text(&pr, suffix.p, suffix.len);
	}
	return res_symbol_key(text, pr.len, key, err);
}
