/*-------------------------------------------------------------------------
 *
 * citations.c
 *	  Documents cited in running text.
 *
 * The text is read once, forwards.  Words that matter (organs, "resolution",
 * "annex", names of instruments …) are recognized by their first bytes in a
 * small table, so that ordinary words cost next to nothing.  What was seen
 * is remembered in a few slots: the last organs, the last word for resolution
 * or decision, the last pinpoints, the last date.  The work is done where a
 * number stands: what it is a number of follows from its form first, from the
 * organ that is named second, from the organ of the text last.
 *
 * Everything about a language is in data/lexicon-citations.tsv.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "internal.h"
#include "citations.h"
#include "dates.h"
#include "language.h"
#include "simd.h"
#include "symbol.h"
#include "tables.h"

/* A sentence is not followed farther back than this, in bytes. */
#define LOOK_BACK		600
/* An organ that adopted what is cited is named within so many bytes behind it. */
#define LOOK_AHEAD		240

/* Words between two numbers of one list take no more than this. */
#define LIST_GAP		400

/* Between the word "resolution" and its number. */
#define HEAD_GAP		240

#define NORGANS			8
#define NPINS			4
#define NKNOWN			8
#define MAX_LETTERS		26
#define OTHER_SECTION	'?'			/* a section whose letters no symbol has */
#define MAX_ROMAN		89			/* sessions in Roman numerals ended with LXIII */

/* The first session of the Assembly that numbers its resolutions "31/1". */
#define FIRST_ARABIC_SESSION	31

/* Owner of "its": the organ of the text. */
#define OWN						"="

/* The Security Council has never adopted more a year on average. */
#define MOST_IN_A_YEAR			45

/* No session of the Human Rights Council is that far yet. */
#define LAST_HRC_SESSION		61

/* A class that is only looked for has a bit in the filter. */
#define FILTER_BIT(cls)	(1u << ((cls) & 31))

/* Form of a number; it tells most about the organ. */
typedef enum Form
{
	FORM_PLAIN,					/* 1325 */
	FORM_YEAR,					/* 1325 (2000) */
	FORM_ROMAN,					/* 217 A (III), 3201 (S-VI) */
	FORM_SPECIAL,				/* S-10/2 */
	FORM_EMERGENCY,				/* ES-10/15 */
	FORM_ANNUAL,				/* 1996/31 */
	FORM_SESSION,				/* 69/179 */
	FORM_OTHER					/* 7/2019: other organizations */
} Form;

typedef struct Number
{
	Form		form;
	int			first;			/* in front of the slash or bracket */
	int			second;			/* behind the slash; year or session in brackets */
	bool		special;		/* a special session in brackets */
	char		session[24];	/* "2000", "III", "S-VI" */
	uint32_t	nletters;
	char		letters[MAX_LETTERS];
	bool		run;			/* letters[0] to letters[1] */
} Number;

/* One number of a list. */
typedef struct Item
{
	Number		num;
	const char *start;
	const char *end;
	ResDate		date;
	const char *owner;			/* organ named for it; null */
	ResStr		pinpoint;
	uint32_t	first_out;		/* its citations */
	uint32_t	nout;
} Item;

typedef struct Organ
{
	const char *start;
	const char *end;
	const char *value;
} Organ;

/* A word for resolution or decision. */
typedef struct Head
{
	const char *start;			/* null: none */
	const char *end;
	const char *value;			/* "m", "f": possessive inside; "by" */
	const char *owner;			/* organ named directly in front, or behind */
	bool		decision;
	bool		used;			/* a number was read with it */
} Head;

typedef struct Scan
{
	ResArena   *arena;
	ResLang		lang;
	ResStr		organ;			/* of the text */
	const char *text;
	const char *end;
	const char *sentence;		/* where the present one begins */

	Organ		organs[NORGANS];
	uint32_t	norgans;
	const char *council;		/* which Council was named last */
	const char *commission;
	bool		hrc_named;

	/* numbers that were cited with their organ: they keep it */
	struct
	{
		int			first;
		int			second;
		const char *organ;
	}			known[NKNOWN];
	uint32_t	nknown;

	Head		head;
	const char *in_force;		/* organ of "… resolutions, including" */

	const char *pins[NPINS];	/* where pinpoints begin */
	uint32_t	npins;

	const char *date_start;		/* the last date */
	const char *date_end;
	ResDate		date;

	const char *records;		/* "Official Records" or "Ibid." stands here */

	/*
	 * Behind the pinpoint of Supplement No. 53: a resolution named there is
	 * one of the Human Rights Council.
	 */
	const char *supplement_end;

	Item	   *items;			/* of the last list */
	uint32_t	nitems;
	uint32_t	capitems;
	const char *list_end;
	const char *list_owner;
	bool		list_named;		/* its owner was named, not inferred */
	bool		list_decision;

	ResCited   *out;
	uint32_t	nout;
	uint32_t	capout;
} Scan;

/*
 * What is kept in the arena from one text to the next: the room for lists and
 * citations.
 */
typedef struct Memo
{
	Item	   *items;
	uint32_t	capitems;
	ResCited   *out;
	uint32_t	capout;
} Memo;

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

static const uint8_t byte_class[256] = {
	['.'] = B_STOP, ['?'] = B_STOP, ['!'] = B_STOP,
	['0'] = B_DIGIT, ['1'] = B_DIGIT, ['2'] = B_DIGIT, ['3'] = B_DIGIT, ['4'] = B_DIGIT,
	['5'] = B_DIGIT, ['6'] = B_DIGIT, ['7'] = B_DIGIT, ['8'] = B_DIGIT, ['9'] = B_DIGIT,
#define L B_LETTER
	['A'] = L, ['B'] = L, ['C'] = L, ['D'] = L, ['E'] = L, ['F'] = L, ['G'] = L, ['H'] = L, ['I'] = L,
	['J'] = L, ['K'] = L, ['L'] = L, ['M'] = L, ['N'] = L, ['O'] = L, ['P'] = L, ['Q'] = L, ['R'] = L,
	['S'] = L, ['T'] = L, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = L, ['Y'] = L, ['Z'] = L,
	['a'] = L, ['b'] = L, ['c'] = L, ['d'] = L, ['e'] = L, ['f'] = L, ['g'] = L, ['h'] = L, ['i'] = L,
	['j'] = L, ['k'] = L, ['l'] = L, ['m'] = L, ['n'] = L, ['o'] = L, ['p'] = L, ['q'] = L, ['r'] = L,
	['s'] = L, ['t'] = L, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L, ['y'] = L, ['z'] = L,
#undef L
#define C B_CONT
#define ROW(r) [r] = C, [r + 1] = C, [r + 2] = C, [r + 3] = C, [r + 4] = C, [r + 5] = C, [r + 6] = C, [r + 7] = C, \
	[r + 8] = C, [r + 9] = C, [r + 10] = C, [r + 11] = C, [r + 12] = C, [r + 13] = C, [r + 14] = C, [r + 15] = C
	ROW(0x80), ROW(0x90), ROW(0xa0), ROW(0xb0),
#undef ROW
#undef C
	[0xc2] = B_PUNCT2, [0xc3] = B_TWO, [0xc4] = B_TWO, [0xc5] = B_TWO, [0xc6] = B_TWO, [0xc7] = B_TWO,
	[0xc8] = B_TWO, [0xc9] = B_TWO, [0xca] = B_TWO, [0xcb] = B_TWO, [0xcc] = B_TWO, [0xcd] = B_TWO,
	[0xce] = B_TWO, [0xcf] = B_TWO, [0xd0] = B_TWO, [0xd1] = B_TWO, [0xd2] = B_TWO, [0xd3] = B_TWO,
	[0xd4] = B_TWO, [0xd5] = B_TWO, [0xd6] = B_TWO, [0xd7] = B_TWO,
	[0xd8] = B_ARABIC, [0xd9] = B_ARABIC, [0xda] = B_ARABIC, [0xdb] = B_ARABIC, [0xdc] = B_TWO,
	[0xdd] = B_TWO, [0xde] = B_TWO, [0xdf] = B_TWO,
	[0xe0] = B_PUNCT3, [0xe1] = B_PUNCT3, [0xe2] = B_PUNCT3, [0xe3] = B_WIDE, [0xe4] = B_WIDE,
	[0xe5] = B_WIDE, [0xe6] = B_WIDE, [0xe7] = B_WIDE, [0xe8] = B_WIDE, [0xe9] = B_WIDE,
	[0xea] = B_WIDE, [0xeb] = B_WIDE, [0xec] = B_WIDE, [0xed] = B_WIDE, [0xee] = B_WIDE, [0xef] = B_WIDE,
	[0xf0] = B_FOUR, [0xf1] = B_FOUR, [0xf2] = B_FOUR, [0xf3] = B_FOUR, [0xf4] = B_FOUR
};

/* ---------- small helpers ---------- */

static inline uint32_t
offset_of(const Scan *s, const char *p)
{
	return (uint32_t) (p - s->text);
}

static inline bool
is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

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

/* Bytes of the word at p; of scripts without blanks that many characters. */
static inline size_t
word_len(const char *p, const char *end, size_t characters)
{
	const char *q = p;

	if (p < end && byte_class[(unsigned char) *p] == B_WIDE)
		return (size_t) (end - p) < 3 * characters ? (size_t) (end - p) : 3 * characters;
	q = res_skip_letters(q, end);
	while (q < end && (byte_class[(unsigned char) *q] & B_WORD) != 0)
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

/*
 * Longest entry of a class at p (see res_lex_match).  Most words are no first
 * word of any entry: the filter says so.
 */
static inline uint32_t
lex(const Scan *s, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	if (p >= s->end)
		return 0;

	/* two ASCII letters are asked about there */
	if ((unsigned char) *p >= 0x80 &&
		(res_cite_filter[s->lang][filter_slot(p, s->end)] & FILTER_BIT(cls)) == 0)
		return 0;
	return res_lex_match(s->lang, cls, p, s->end, entry);
}

static const char *
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
static uint32_t
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

/* Length of what parts the numbers of a list: a comma, a semicolon. */
static uint32_t
separator_len(const Scan *s, const char *p)
{
	uint32_t	n = comma_len(s, p);

	if (n > 0 || p >= s->end)
		return n;
	if (*p == ';')
		return 1;
	if (s->end - p >= 2 && memcmp(p, "\xd8\x9b", 2) == 0)	/* ؛ */
		return 2;
	if (s->end - p >= 3 && memcmp(p, "\xef\xbc\x9b", 3) == 0) /* ； */
		return 3;
	return 0;
}

/* Length of an opening (closing) bracket, narrow or wide. */
static uint32_t
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

/* Start of the character that ends before p. */
static const char *
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
static bool
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
static bool
word_at(const Scan *s, const char *p)
{
	uint32_t	len;

	if (p >= s->end || !res_is_word(p, s->end))
		return false;
	return res_decode(p, s->end, &len) < 0x2e80;
}

/* Length of the blank that ends before p. */
static uint32_t
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

static const char *
skip_blanks_back(const Scan *s, const char *p)
{
	uint32_t	n;

	while ((n = blank_before(s, p)) > 0)
		p -= n;
	return p;
}

/*
 * Start of the word before p, in scripts without blanks the character; null
 * if there is none in this sentence or it is too long for a word.
 */
static const char *
previous_word(const Scan *s, const char *p)
{
	const char *stop;
	const char *q;

	p = skip_blanks_back(s, p);
	stop = p - s->text > 64 ? p - 64 : s->text;
	q = p;
	while (q > stop && q > s->sentence)
	{
		const char *c = char_before(s, q);
		uint32_t	len;

		if (blank_before(s, q) > 0)
			break;
		if (res_decode(c, s->end, &len) >= 0x2e80)
		{
			if (q == p)
				q = c;
			break;
		}
		q = c;
	}
	return q < p && q > stop ? q : q < p && q == s->text ? q : q < p && q == s->sentence ? q : NULL;
}

/*
 * Like lex, but what follows may stand at it without a boundary ("of18
 * December", "و58/44"): the caller makes sure that it is a number.
 */
static uint32_t
lex_glued(const Scan *s, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	const ResLexEntry *entries;
	uint32_t	best = lex(s, cls, p, entry);
	uint32_t	n;
	uint32_t	i;

	if (best > 0)
		return best;
	entries = res_lex_entries(s->lang, cls, &n);
	for (i = 0; i < n; i++)
	{
		if (entries[i].len > best && (size_t) (s->end - p) > entries[i].len &&
			memcmp(p, entries[i].text, entries[i].len) == 0)
		{
			best = entries[i].len;
			*entry = &entries[i];
		}
	}
	return best;
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

/* ---------- numbers ---------- */

/* European digits, at most "most"; null if there is none or a further one. */
static const char *
read_digits(const Scan *s, const char *p, int most, int *value)
{
	const char *q = p;

	*value = 0;
	while (q < s->end && res_is_digit(*q))
	{
		if (q - p >= most)
			return NULL;
		*value = *value * 10 + (*q - '0');
		q++;
	}
	return q > p ? q : NULL;
}

/* A Roman numeral in capitals; 0 if there is none. */
static int
read_roman(const Scan *s, const char **pp)
{
	static const char digits[] = "IVXLC";
	static const int values[] = {1, 5, 10, 50, 100};
	const char *p = *pp;
	int			total = 0;
	int			last = 1000;

	while (p < s->end && p - *pp < 10)
	{
		const char *d = *p != '\0' ? memchr(digits, *p, 5) : NULL;
		int			value;

		if (d == NULL)
			break;
		value = values[d - digits];
		total += value > last ? value - 2 * last : value;
		last = value;
		p++;
	}
	if (p == *pp)
		return 0;
	*pp = p;
	return total;
}

static void
write_roman(char *out, int value)
{
	static const char *const tens[] = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"};
	static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};

	snprintf(out, 12, "%s%s", tens[value / 10 % 10], ones[value % 10]);
}

/*
 * Letter of a section at p: a single capital, or its name in another
 * alphabet.  Returns its length, 0 if there is none.
 */
static uint32_t
letter_len(const Scan *s, const char *p, char *letter)
{
	const ResLexEntry *entry;
	uint32_t	n;

	if (p >= s->end)
		return 0;
	if (res_is_upper(*p))
	{
		/* behind Z come AA, BB, which symbols do not write */
		if (p + 1 < s->end && p[1] == *p && *p <= 'H' && !word_at(s, p + 2))
		{
			*letter = OTHER_SECTION;
			return 2;
		}
		if (word_at(s, p + 1) || (p + 1 < s->end && (p[1] == '/' || p[1] == '\'')))
			return 0;

		/* "S-10/2" is no letter */
		n = p + 1 < s->end ? res_dash_len(p + 1, s->end) : 0;
		if (n > 0 && p + 1 + n < s->end && res_is_digit(p[1 + n]))
			return 0;
		*letter = *p;
		return 1;
	}
	if ((unsigned char) *p < 0x80)
		return 0;
	n = lex(s, RES_LEX_CITE_LETTER, p, &entry);
	if (n == 0 || entry->value == NULL)
		return 0;

	/* a capital in an alphabet that looks like Latin stays one */
	if (!res_is_upper_char(res_decode(entry->text, entry->text + entry->len, &(uint32_t) {0})))
		*letter = entry->value[0];
	else if (res_is_upper_char(res_decode(p, s->end, &(uint32_t) {0})))
		*letter = entry->value[0];
	else
		return 0;
	return n;
}

/*
 * Letters of sections at p: "A", "A and B", "A, C and G", "A to C".  Returns
 * the place behind them, p if there are none.
 */
static const char *
read_letters(const Scan *s, const char *p, Number *num)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks(s, p);
	const char *good;
	char		letter;
	uint32_t	n;

	num->nletters = 0;
	num->run = false;
	n = letter_len(s, q, &letter);
	if (n == 0)
	{
		/* "67/234b" */
		if (p < s->end && res_is_lower(*p) && *p <= 'h' && !word_at(s, p + 1))
		{
			num->letters[num->nletters++] = (char) (*p - 32);
			return p + 1;
		}
		return p;
	}
	num->letters[num->nletters++] = letter;
	good = q + n;
	while (num->nletters < MAX_LETTERS)
	{
		bool		run = false;

		q = skip_blanks(s, good);
		if ((n = q < s->end ? res_dash_len(q, s->end) : 0) > 0)
		{
			run = true;
			q += n;
		}
		else
		{
			const char *before = q;

			if ((n = comma_len(s, q)) > 0)
				q = skip_blanks(s, q + n);
			if ((n = lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
			{
				run = entry->number == 1;
				q += n;
			}
			if (q == before)
				break;
		}
		q = skip_blanks(s, q);
		n = letter_len(s, q, &letter);
		if (n == 0 || (run && (num->nletters > 1 || letter == OTHER_SECTION)))
			break;
		num->letters[num->nletters++] = letter;
		good = q + n;
		if (run)
		{
			num->run = true;
			break;
		}
	}
	return good;
}

/* The session or year in brackets at p. */
static const char *
read_bracket(const Scan *s, const char *p, Number *num)
{
	const ResLexEntry *entry;
	const char *era = "";
	const char *q;
	char		roman[16];
	int			value = 0;
	uint32_t	n = bracket_len(s, p, false);

	if (n == 0)
		return NULL;
	p = skip_blanks(s, p + n);
	q = read_digits(s, p, 4, &value);
	if (q != NULL)
	{
		if (value < 1946 || value > 2199)
			return NULL;
		num->form = FORM_YEAR;
		snprintf(num->session, sizeof(num->session), "%d", value);
	}
	else
	{
		num->form = FORM_ROMAN;
		if ((n = lex_glued(s, RES_LEX_CITE_ERA, p, &entry)) > 0)
		{
			/* "(د-15)": the session in digits behind a letter */
			if (entry->value != NULL)
				era = entry->value;
			q = read_digits(s, skip_blanks(s, p + n), 2, &value);
			if (q == NULL || value == 0)
				return NULL;
		}
		else
		{
			if (p < s->end && *p == 'E' && p + 1 < s->end && p[1] == 'S' &&
				(n = p + 2 < s->end ? res_dash_len(p + 2, s->end) : 0) > 0)
			{
				era = "ES-";
				p += 2 + n;
			}
			else if (p < s->end && *p == 'S' &&
					 (n = p + 1 < s->end ? res_dash_len(p + 1, s->end) : 0) > 0)
			{
				era = "S-";
				p += 1 + n;
			}
			q = p;
			value = read_roman(s, &q);
			if (value == 0)
				return NULL;
		}
		write_roman(roman, value);
		snprintf(num->session, sizeof(num->session), "%s%s", era, roman);
		num->special = era[0] != '\0';
	}
	if (num->form == FORM_ROMAN && value > MAX_ROMAN)
		return NULL;
	num->second = value;
	q = skip_blanks(s, q);
	n = bracket_len(s, q, true);

	/* text that runs from right to left may hold the mirrored bracket */
	if (n == 0 && num->form == FORM_YEAR)
		n = bracket_len(s, q, false);
	return n > 0 ? q + n : NULL;
}

/*
 * The number of a resolution or decision at p.  Returns the place behind it;
 * null if no number of such a form stands there.
 */
static const char *
read_number(const Scan *s, const char *p, Number *num)
{
	const ResLexEntry *entry;
	const char *q;
	const char *t;
	uint32_t	n;

	memset(num, 0, sizeof(*num));
	num->form = FORM_PLAIN;
	if (p < s->end && (unsigned char) *p >= 0x80)
	{
		n = lex_glued(s, RES_LEX_CITE_ERA, p, &entry);
		if (n == 0 || entry->value == NULL)
			return NULL;
		num->form = entry->value[0] == 'E' ? FORM_EMERGENCY : FORM_SPECIAL;
		p += n;
	}
	else if (p < s->end && (*p == 'S' || *p == 'E'))
	{
		num->form = *p == 'E' ? FORM_EMERGENCY : FORM_SPECIAL;
		if (*p++ == 'E' && (p >= s->end || *p++ != 'S'))
			return NULL;
		n = p < s->end ? res_dash_len(p, s->end) : 0;
		if (n == 0)
			return NULL;
		p += n;
	}
	q = read_digits(s, p, 4, &num->first);
	if (q == NULL || num->first == 0)
		return NULL;
	if (q + 1 < s->end && *q == '/' && res_is_digit(q[1]))
	{
		q = read_digits(s, q + 1, 4, &num->second);
		if (q == NULL || num->second == 0)
			return NULL;
		if (num->form == FORM_PLAIN)
			num->form = num->second >= 1900 ? FORM_OTHER :
				num->first >= 1900 && num->first <= 2100 ? FORM_ANNUAL : FORM_SESSION;
		if (num->second > 999 && num->form != FORM_OTHER)
			return NULL;
		if (q < s->end && (*q == '/' || (*q == '.' && q + 1 < s->end && res_is_digit(q[1]))))
			return NULL;
		t = read_letters(s, q, num);
		return t == q && word_at(s, q) && (unsigned char) *q < 0x80 ? NULL : t;
	}
	if (num->form != FORM_PLAIN)
		return NULL;
	if (q < s->end && *q == '/')
		return NULL;

	/* 217 A (III), 1325 (2000) */
	t = read_letters(s, q, num);
	if (t == q || t <= q + 40)
	{
		const char *b = read_bracket(s, skip_blanks(s, t), num);

		if (b != NULL)
		{
			if (num->form == FORM_YEAR)
				num->nletters = 0;
			return b;
		}
	}
	num->form = FORM_PLAIN;
	num->nletters = 0;
	num->special = false;
	if (word_at(s, q) || (q + 1 < s->end && (*q == '.' || *q == ',') && res_is_digit(q[1])))
		return NULL;
	return q;
}

/* ---------- organs ---------- */

/* Session n of the Assembly runs from September of 1945 + n. */
static bool
fits_assembly(int session, ResDate date)
{
	int			month;
	int			year = res_date_year_month(date, &month);

	return year == 1945 + session || year == 1946 + session;
}

/* The Human Rights Council has had three sessions a year since June 2006. */
static bool
fits_hrc(int session, ResDate date)
{
	return res_date_year(date) == 2006 + (session - 1) / 3;
}

/* Is there such a number in that session of the Assembly before 1976? */
static bool
roman_fits(const Number *num)
{
	const ResLexEntry *entry;
	uint32_t	len = (uint32_t) strlen(num->session);
	const char *p;
	int			first = 0;

	if (res_lex_match(RES_EN, RES_LEX_CITE_SESSION, num->session, num->session + len, &entry) != len)
		return false;
	for (p = entry->value; p != NULL && res_is_digit(*p); p++)
		first = first * 10 + (*p - '0');
	return num->first >= first && num->first <= entry->number;
}

/* Can the Security Council have adopted so many by that year? */
static bool
year_fits(const Number *num)
{
	return num->first <= MOST_IN_A_YEAR * (num->second - 1945);
}

/* Does the date fit a number of this form, so that it may belong to it? */
static bool
date_fits(const Number *num, ResDate date)
{
	int			year = res_date_year(date);

	switch (num->form)
	{
		case FORM_YEAR:
			return year == num->second;
		case FORM_ANNUAL:
			return year == num->first || year == num->first + 1;
		case FORM_SESSION:
			return fits_assembly(num->first, date) || fits_hrc(num->first, date);
		case FORM_ROMAN:
			return num->special || fits_assembly(num->second, date);
		case FORM_SPECIAL:
		case FORM_EMERGENCY:
			return true;
		default:
			return false;
	}
}

static bool
is_own_kind(const char *organ)
{
	return organ != NULL && strlen(organ) > 1 && strcmp(organ, "A/HRC") != 0;
}

/*
 * The organ whose resolution or decision a number is; null if it is of
 * another organization or has no symbol.  owner: organ named for it (a value
 * of class cite_organ), null if none is.  Rules: symbols of the field,
 * section "running-text citations".
 */
static const char *
organ_of(const Scan *s, const Number *num, bool decision, const char *owner,
		 ResDate date, char *own)
{
	bool		dated = date != RES_NO_DATE;

	/* organ of the text as a string of its own */
	own[0] = '\0';
	if (s->organ.p != NULL && s->organ.len < 60)
	{
		memcpy(own, s->organ.p, s->organ.len);
		own[s->organ.len] = '\0';
	}
	if (is(owner, "-"))
		return NULL;
	if (is(owner, OWN))
	{
		/* "its resolution 8 (I)": the Council's, where there is a date to tell */
		owner = NULL;
		if (num->form == FORM_ROMAN && !decision && is(own, "E") && dated &&
			res_date_year(date) < 1978 && !num->special)
			return "E";
	}
	if (is(owner, "M"))
		owner = s->commission;
	if (is(owner, "C") && s->council != NULL && !is(own, "E") && !is(own, "A/HRC") &&
		(num->form == FORM_ROMAN || num->form == FORM_PLAIN))
		owner = s->council;

	switch (num->form)
	{
		case FORM_OTHER:
			return NULL;

		case FORM_YEAR:

			if (decision || !year_fits(num))
				return NULL;
			return "S";

		case FORM_PLAIN:
			if (decision || num->first < 10)
				return NULL;
			return is(owner, "S") || (owner == NULL && is(own, "S")) ||
				(is(owner, "C") && is(own, "S")) ? "S" : NULL;

		case FORM_EMERGENCY:
			return "A";

		case FORM_SPECIAL:
			if (is(owner, "A"))
				return "A";
			if (is(owner, "A/HRC") || (is(owner, "C") && !is(own, "E") && !is(own, "S")))
				return "A/HRC";
			if (owner == NULL && is(own, "A/HRC") && !(dated && res_date_year(date) < 2006))
				return "A/HRC";
			return is_own_kind(owner) ? NULL : "A";

		case FORM_ROMAN:
			if (decision)
				return NULL;
			if (is(owner, "C") && is(own, "E"))
				owner = "E";
			if (is_own_kind(owner) || is(owner, "T"))
				return owner;
			if (is(owner, "E"))
				return "E";
			if (roman_fits(num))
				return "A";
			return NULL;

		case FORM_ANNUAL:
			if (decision && num->second < 200)
				return is_own_kind(owner) ? owner : NULL;
			if (is_own_kind(owner))
				return owner;
			return "E";

		case FORM_SESSION:
			break;
	}

	/* the Commission on Human Rights numbered by years */
	if (owner != NULL && strncmp(owner, "E/CN.4", 6) == 0)
		owner = NULL;
	if (is_own_kind(owner))
		return owner;
	if (owner == NULL && is_own_kind(own))
		return num->first >= FIRST_ARABIC_SESSION && dated && fits_assembly(num->first, date) ? "A" : own;
	if (decision)
	{
		if (num->second > 300)
			return num->first >= FIRST_ARABIC_SESSION ? "A" : NULL;
		if (num->second <= 100)
			return NULL;
		if (is(owner, "A/HRC") || (dated && fits_hrc(num->first, date)) ||
			(is(own, "A/HRC") && (owner == NULL || is(owner, "C"))) ||
			(is(owner, "C") && s->hrc_named))
			return "A/HRC";
		return NULL;
	}

	/* the date is decisive: the two never meet */
	if (dated)
	{
		if (num->first >= FIRST_ARABIC_SESSION && fits_assembly(num->first, date))
			return "A";
		if (fits_hrc(num->first, date))
			return "A/HRC";
		if (owner == NULL && !is(own, "A/HRC") && num->first < LAST_HRC_SESSION)
			return NULL;
	}
	if (num->first < FIRST_ARABIC_SESSION)
		return is(owner, "A/HRC") || is(own, "A/HRC") || s->hrc_named ||
			(is(owner, "C") && !is(own, "E")) ? "A/HRC" : NULL;
	if (num->first > LAST_HRC_SESSION + 3)
		return "A";
	if (is(owner, "A/HRC"))
		return "A/HRC";
	if (is(owner, "C"))
	{
		if (is(own, "S") || (is(own, "E") && !s->hrc_named) || num->first > LAST_HRC_SESSION)
			return "A";
		return "A/HRC";
	}
	if (owner == NULL && is(own, "A/HRC") && num->first <= LAST_HRC_SESSION)
		return "A/HRC";
	return "A";
}

/* Symbol of one section (or of none) of a number. */
static void
write_symbol(const char *organ, bool decision, const Number *num, int letter, char *out)
{
	char		number[64];
	char		letters[8] = "";
	uint32_t	len;

	if (num->run)
		snprintf(letters, sizeof(letters), " %c-%c", num->letters[0], num->letters[1]);
	else if (letter >= 0 && num->letters[letter] != OTHER_SECTION)
		snprintf(letters, sizeof(letters), " %c", num->letters[letter]);
	switch (num->form)
	{
		case FORM_YEAR:
			snprintf(number, sizeof(number), "%d (%s)", num->first, num->session);
			break;
		case FORM_ROMAN:
			snprintf(number, sizeof(number), "%d%s (%s)", num->first, letters, num->session);
			break;
		case FORM_PLAIN:
			snprintf(number, sizeof(number), "%d", num->first);
			break;
		default:
			snprintf(number, sizeof(number), "%s%d/%d%s",
					 num->form == FORM_SPECIAL ? "S-" : num->form == FORM_EMERGENCY ? "ES-" : "",
					 num->first, num->second, letters);
			break;
	}
	out[0] = '\0';

	/* without a year it is no number that the symbol's rules know */
	if (num->form == FORM_PLAIN)
		len = (uint32_t) snprintf(out, RES_SYMBOL_MAX + 1, "%s/RES/%s", organ, number);
	else
		len = res_symbol_of_number(organ, decision, number, (uint32_t) strlen(number), out);
	out[len <= RES_SYMBOL_MAX ? len : 0] = '\0';
}

/* ---------- pinpoints ---------- */

/*
 * One number of a pinpoint at p: 5, 13.4, IV, I.A, B, (a), 970–973.  Returns
 * the place behind it, null if there is none.
 */
static const char *
read_pin_number(const Scan *s, const char *p)
{
	const char *q = p;
	int			value;

	if (p >= s->end)
		return NULL;
	if (*p == '(')
	{
		const char *close = p + 1;

		while (close < s->end && close - p <= 9 && *close != ')' && (unsigned char) *close > ' ')
			close++;
		if (close >= s->end || *close != ')' || close == p + 1)
			return NULL;

		/* "(2000)" is a year, "(A/70/1)" a document */
		if (memchr(p, '/', (size_t) (close - p)) != NULL ||
			(res_is_digit(p[1]) && close - p > 4))
			return NULL;
		return close + 1;
	}
	if (res_is_digit(*p))
	{
		Number		num;

		q = read_digits(s, p, 6, &value);
		if (q == NULL)
			return NULL;
		if (q < s->end && (*q == '/' || *q == '('))
			return NULL;

		/* a resolution's number is none of these */
		if (q - p <= 4 && read_number(s, p, &num) != NULL && num.form != FORM_PLAIN)
			return NULL;
		while (q + 1 < s->end && *q == '.' && (res_is_digit(q[1]) || res_is_upper(q[1])))
			q += 2;
		while (q < s->end && res_is_digit(*q))
			q++;
		if (q < s->end && res_is_lower(*q) && !word_at(s, q + 1))
			q++;
		return word_at(s, q) ? NULL : q;
	}
	if (res_is_upper(*p))
	{
		if (read_roman(s, &q) == 0 || (word_at(s, q) && (unsigned char) *q < 0x80))
			q = p + 1;
		while (q + 1 < s->end && *q == '.' && res_is_upper(q[1]) &&
			   !(q + 2 < s->end && res_is_alpha(q[2])))
			q += 2;
		if (q < s->end && (*q == '/' || word_at(s, q)))
			return NULL;
		if (q + 1 < s->end && *q == '-' && res_is_digit(q[1]))
			return NULL;
		return q;
	}
	if ((unsigned char) *p >= 0x80)
	{
		char		letter;
		uint32_t	n = letter_len(s, p, &letter);

		return n > 0 ? p + n : NULL;
	}
	return NULL;
}

/* Numbers behind the word of a pinpoint: "3 (a) (v)", "I and II", "970–973". */
static const char *
read_pin_numbers(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *good = p;
	bool		any = false;
	int			i;

	for (i = 0; i < 40; i++)
	{
		const char *q = skip_blanks(s, good);
		const char *t;
		uint32_t	n;

		if (any)
		{
			if (q < s->end && (n = res_dash_len(q, s->end)) > 0)
				q = skip_blanks(s, q + n);
			else if (q < s->end && *q == '(')
				 /* belongs to the number before */ ;
			else
			{
				const char *before = q;

				if ((n = comma_len(s, q)) > 0)
					q = skip_blanks(s, q + n);
				if ((n = lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
					q = skip_blanks(s, q + n);
				if (q == before)
					break;
			}
		}
		t = read_pin_number(s, q);
		if (t == NULL)
			break;
		good = t;
		any = true;
	}
	return good;
}

/*
 * A pinpoint at p: words of class pinpoint with their numbers, joined by
 * commas.  with_heads: "decision 1/CP.21" and "resolution 14/221" belong to
 * it too, as behind a document.  Returns the place behind it, null if there
 * is none; *volume says if it begins with a volume.
 */
static const char *
read_pinpoint(const Scan *s, const char *p, bool with_heads, bool *volume)
{
	const ResLexEntry *entry;
	const char *good = NULL;
	int			i;

	for (i = 0; i < 12; i++)
	{
		const char *q;
		uint32_t	n;
		int			value;

		/* in Chinese the word stands behind the number */
		if ((n = lex(s, RES_LEX_NUMBER_SIGN, p, &entry)) > 0 && entry->number == 0 &&
			(unsigned char) *p >= 0x80)
		{
			q = read_digits(s, skip_blanks(s, p + n), 6, &value);

			/* "第59/1号决议" belongs to the document too */
			if (q != NULL && with_heads && q < s->end && *q == '/')
			{
				const char *t = read_digits(s, q + 1, 4, &value);

				if (t != NULL && (n = lex(s, RES_LEX_NUMBER_SIGN, t, &entry)) > 0 && entry->number == 1 &&
					((n = lex(s, RES_LEX_RESOLUTION, t += n, &entry)) > 0 ||
					 (n = lex(s, RES_LEX_DECISION, t, &entry)) > 0) && entry->number == 1)
				{
					good = t + n;
					p = skip_blanks(s, good);
					if ((n = comma_len(s, p)) == 0)
						break;
					p = skip_blanks(s, p + n);
					continue;
				}
			}
			if (q != NULL)
			{
				q = skip_blanks(s, q);
				n = lex(s, RES_LEX_PINPOINT, q, &entry);
				if (n > 0 && entry->number == 1)
				{
					if (good == NULL && volume != NULL)
						*volume = is(entry->value, "vol.");
					good = q + n;
					p = skip_blanks(s, good);
					if ((n = comma_len(s, p)) > 0)
						p = skip_blanks(s, p + n);
					continue;
				}
			}
		}
		if ((n = lex(s, RES_LEX_PINPOINT, p, &entry)) > 0 && entry->number == 0)
		{
			if (good == NULL && volume != NULL)
				*volume = is(entry->value, "vol.");
			q = read_pin_numbers(s, p + n);
			if (q == p + n && is(entry->value, "No."))
				break;
		}
		else if (with_heads &&
				 ((n = lex(s, RES_LEX_DECISION, p, NULL)) > 0 ||
				  (n = lex(s, RES_LEX_RESOLUTION, p, NULL)) > 0))
		{
			q = skip_blanks(s, p + n);
			if (q >= s->end || !res_is_digit(*q))
				break;
			while (q < s->end && (res_is_digit(*q) || res_is_upper(*q) ||
								  ((*q == '/' || *q == '.') && q + 1 < s->end &&
								   (res_is_digit(q[1]) || res_is_upper(q[1])))))
				q++;
		}
		else
			break;
		good = q;
		p = skip_blanks(s, q);
		n = comma_len(s, p);
		if (n == 0)
			break;
		p = skip_blanks(s, p + n);
	}
	return good;
}

/* ---------- citations found ---------- */

static ResCited *
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

static ResStr
span_text(Scan *s, const char *start, const char *end)
{
	return res_copy(s->arena, start, (size_t) (end - start));
}

/* ---------- lists of numbers ---------- */

/*
 * Is everything between the word "resolution" and its number of a kind that
 * may stand there: names of organs, articles, "No."?
 */
static bool
gap_is_clean(const Scan *s, const char *p, const char *to)
{
	const ResLexEntry *entry;
	uint32_t	n;

	while ((p = skip_blanks(s, p)) < to)
	{
		if ((n = lex(s, RES_LEX_CITE_ORGAN, p, NULL)) == 0 &&
			(n = lex(s, RES_LEX_ORGAN_LINK, p, NULL)) == 0 &&
			(n = lex(s, RES_LEX_NUMBER_SIGN, p, NULL)) == 0 &&
			(n = lex_glued(s, RES_LEX_CITE_JOIN, p, &entry)) == 0 &&
			(n = comma_len(s, p)) == 0)
			return false;
		p += n;
	}
	return true;
}

/*
 * Does a list go on here: a comma or a joining word directly before p?
 */
static bool
joined_before(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks_back(s, p);
	const char *c = char_before(s, q);
	int			i;

	if (c < q && separator_len(s, c) == (uint32_t) (q - c))
		return true;
	c = p;
	for (i = 0; i < 3 && (c = previous_word(s, c)) != NULL; i++)
	{
		uint32_t	n = lex_glued(s, RES_LEX_CITE_JOIN, c, &entry);

		if (n > 0 && skip_blanks(s, c + n) == p)
			return true;
	}
	return false;
}

/*
 * Organ at p, with the words in front that make it the owner ("of the",
 * "adopted by the").  Returns the place behind it, null if there is none.
 */
static const char *
read_owner(const Scan *s, const char *p, bool *linked, const char **value)
{
	const ResLexEntry *entry;
	const char *q = p;
	uint32_t	n;

	*linked = false;
	n = lex(s, RES_LEX_ORGAN_LINK, q, &entry);
	if (n > 0)
	{
		*linked = entry->number == 0;
		q = skip_blanks(s, q + n);
	}
	n = lex(s, RES_LEX_CITE_ORGAN, q, &entry);
	if (n == 0)
		return NULL;
	*value = entry->value;
	q += n;

	/* "the General Assembly of the World Tourism Organization" */
	if ((n = lex(s, RES_LEX_ORGAN_LINK, skip_blanks(s, q), &entry)) > 0 && entry->number == 0)
	{
		const char *t = skip_blanks(s, skip_blanks(s, q) + n);

		if ((n = lex(s, RES_LEX_CITE_ORGAN, t, &entry)) > 0 && is(entry->value, "-"))
		{
			*value = entry->value;
			q = t + n;
		}
	}
	return q;
}

/* What may stand behind a number: date, organ, pinpoint, in any order. */
static const char *
read_tail(Scan *s, const char *p, Item *item, bool *owner_behind)
{
	const ResLexEntry *entry;
	int			round;

	item->end = p;
	for (round = 0; round < 6; round++)
	{
		const char *q = skip_blanks(s, p);
		const char *t;
		const char *owner;
		bool		comma = false;
		bool		linked;
		uint32_t	n;
		ResDate		date;

		if ((n = lex(s, RES_LEX_NUMBER_SIGN, q, &entry)) > 0 && entry->number == 1)
		{
			item->end = p = q + n;
			continue;
		}
		if ((n = comma_len(s, q)) > 0)
		{
			comma = true;
			q = skip_blanks(s, q + n);
		}
		if (q >= s->end)
			break;
		if (item->date == RES_NO_DATE &&
			(n = lex_glued(s, RES_LEX_DATE_LEAD, q, &entry)) > 0)
		{
			t = skip_blanks(s, q + n);
			if ((n = res_date_match(s->lang, t, s->end, &date)) > 0)
			{
				item->date = date;
				item->end = p = t + n;
				continue;
			}
		}
		if (item->owner == NULL && (t = read_owner(s, q, &linked, &owner)) != NULL &&
			(linked || !comma))
		{
			item->owner = owner;
			*owner_behind = true;
			p = t;
			continue;
		}
		if (item->pinpoint.p == NULL && (t = read_pinpoint(s, q, false, NULL)) != NULL)
		{
			item->pinpoint = span_text(s, q, t);
			p = t;
			continue;
		}
		break;
	}
	return p;
}

/*
 * Does a number with a year follow in the list ("2728 and 2735 (2024)")?
 */
static bool
year_follows(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks(s, p);
	Number		num;
	uint32_t	n;

	if ((n = comma_len(s, q)) > 0)
		q = skip_blanks(s, q + n);
	if ((n = lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
		q = skip_blanks(s, q + n);
	return q > p && read_number(s, q, &num) != NULL && num.form == FORM_YEAR;
}

/*
 * Read a list of numbers from its first one on; going_on: it continues the
 * list before.  Returns the place behind it, null if none stands there.
 */
static const char *
read_list(Scan *s, const char *start, const char *p, bool going_on)
{
	const char *end = NULL;
	const char *ahead = NULL;	/* organ in front of the next numbers */
	const char *pre_start = NULL;
	ResDate		pre_date = RES_NO_DATE;
	uint32_t	undated;		/* items from here on have no date yet */
	uint32_t	unowned;

	if (!going_on)
		s->nitems = 0;
	undated = unowned = s->nitems;

	/* a date directly in front belongs to the first number */
	if (s->date_end != NULL && s->date_start >= s->sentence)
	{
		const char *q = skip_blanks(s, s->date_end);
		uint32_t	n = lex(s, RES_LEX_NUMBER_SIGN, q, NULL);

		if (skip_blanks(s, q + n) == p)
		{
			pre_date = s->date;
			pre_start = s->date_start;
		}
	}
	for (;;)
	{
		const ResLexEntry *entry;
		Number		num;
		Item	   *item;
		const char *q = read_number(s, p, &num);
		const char *before;
		bool		behind = false;
		bool		linked;
		uint32_t	n;
		uint32_t	i;

		if (q == NULL)
			break;
		if (num.form == FORM_PLAIN && s->nitems > 0 && s->items[0].num.form != FORM_PLAIN &&
			!year_follows(s, q))
			break;
		item = RES_PUSH(s->arena, s->items, s->nitems, s->capitems);
		memset(item, 0, sizeof(*item));
		item->num = num;
		item->start = pre_start != NULL ? pre_start : start;
		item->date = pre_date;
		item->owner = ahead;
		if (pre_date != RES_NO_DATE)
			undated = s->nitems;
		end = read_tail(s, q, item, &behind);
		res_tick(s->arena, (uint32_t) (end - p));

		/* an owner named behind holds for all before that have none */
		if (behind)
		{
			for (i = unowned; i + 1 < s->nitems; i++)
				s->items[i].owner = item->owner;
		}
		if (item->owner != NULL)
			unowned = s->nitems;

		/*
		 * So does a date, if it fits their session or year; sessions of the
		 * Assembly and the Human Rights Council are not mixed.
		 */
		if (item->date != RES_NO_DATE)
		{
			bool		hrc = num.form == FORM_SESSION && !fits_assembly(num.first, item->date) &&
				fits_hrc(num.first, item->date);

			for (i = undated; i + 1 < s->nitems; i++)
			{
				const Number *earlier = &s->items[i].num;

				if (earlier->form == FORM_SESSION ?
					earlier->first == num.first ||
					(hrc ? fits_hrc(earlier->first, item->date) : fits_assembly(earlier->first, item->date)) :
					date_fits(earlier, item->date))
					s->items[i].date = item->date;
			}
			undated = s->nitems;
		}

		/* "2728 and 2735 (2024)": the year is printed once */
		for (i = s->nitems - 1; num.form == FORM_YEAR && i > 0; i--)
		{
			Number	   *earlier = &s->items[i - 1].num;

			if (earlier->form != FORM_PLAIN || earlier->first > num.first)
				break;
			earlier->form = FORM_YEAR;
			earlier->second = num.second;
			memcpy(earlier->session, num.session, sizeof(num.session));
		}

		/* the next number? */
		q = skip_blanks(s, end);
		before = q;
		if ((n = separator_len(s, q)) > 0)
			q = skip_blanks(s, q + n);
		while ((n = lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
			q = skip_blanks(s, q + n);

		/* a comma may be missing, if something else tells them apart */
		if (q == before &&
			(q == end || read_number(s, q, &num) == NULL ||
			 (num.form != FORM_YEAR && item->date == RES_NO_DATE)))
			break;
		start = q;
		if ((before = read_owner(s, q, &linked, &ahead)) != NULL)
			start = q = skip_blanks(s, before);
		else
		{
			/* numbers behind one that was named keep its organ */
			ahead = NULL;
			if (item->owner != NULL)
				ahead = item->owner;
			if ((n = lex(s, RES_LEX_ORGAN_LINK, q, &entry)) > 0)
				start = q = skip_blanks(s, q + n);
		}
		if ((n = res_date_match(s->lang, q, s->end, &pre_date)) > 0)
		{
			pre_start = q;
			q = skip_blanks(s, q + n);
		}
		else if (pre_start != NULL && date_fits(&num, pre_date) && item->date == pre_date &&
				 read_number(s, skip_blanks(s, q + lex(s, RES_LEX_NUMBER_SIGN, q, NULL)), &num) != NULL &&
				 date_fits(&num, pre_date))
			pre_start = NULL;	/* "2007年6月18日第5/1号和第5/2号": for both */
		else
		{
			pre_date = RES_NO_DATE;
			pre_start = NULL;
		}
		if ((n = lex(s, RES_LEX_NUMBER_SIGN, q, &entry)) > 0 && entry->number == 0)
			q = skip_blanks(s, q + n);
		p = q;
	}
	return end;
}

/* The pinpoint that leads to a citation whose first word is at "to". */
static ResStr
pinpoint_before(Scan *s, const char *to)
{
	uint32_t	i;

	for (i = 0; i < s->npins; i++)
	{
		const ResLexEntry *entry;
		const char *start = s->pins[i];
		const char *end;
		const char *p;
		uint32_t	n;

		if (!in_sentence(s, start) || start >= to || to - start > 160)
			continue;
		end = read_pinpoint(s, start, false, NULL);
		if (end == NULL || end >= to)
			continue;
		p = skip_blanks(s, end);

		/* "Article 1, paragraph 3, of the Charter" */
		if ((n = comma_len(s, p)) > 0)
		{
			p = skip_blanks(s, p + n);
			if (p == to)
				continue;
		}
		while (p < to)
		{
			const char *t;

			if ((n = lex(s, RES_LEX_ORGAN_LINK, p, NULL)) == 0 &&
				(n = lex(s, RES_LEX_DATE_LEAD, p, NULL)) == 0 &&
				(n = lex(s, RES_LEX_POSSESSIVE, p, NULL)) == 0 &&
				(n = lex(s, RES_LEX_CITE_ORGAN, p, NULL)) == 0 &&
				(n = lex_glued(s, RES_LEX_CITE_JOIN, p, &entry)) == 0)
			{
				t = read_pinpoint(s, p, false, NULL);
				if (t == NULL)
					break;
				end = t;
				p = skip_blanks(s, t);
				continue;
			}
			p = skip_blanks(s, p + n);
		}
		if (p == to)
			return span_text(s, start, end);
	}
	return RES_NULL_STR;
}

/* The possessive in front of a word, if one stands there; null if not. */
static const char *
possessive_before(const Scan *s, const char *p)
{
	int			i;

	for (i = 0; i < 3; i++)
	{
		const char *w = previous_word(s, p);
		uint32_t	n;

		if (w == NULL)
			return NULL;
		n = lex(s, RES_LEX_POSSESSIVE, w, NULL);
		if (n > 0 && skip_blanks(s, w + n) <= p)
			return w;
		p = w;
	}
	return NULL;
}

/* Is the owner of "its" named: "in its", "by its" …? */
static bool
owner_in_before(const Scan *s, const char *p)
{
	const char *w = previous_word(s, p);

	return w != NULL && lex(s, RES_LEX_OWNER_IN, w, NULL) > 0;
}

/* Nearest organ of the sentence that is named in front of p. */
static const char *
organ_before(const Scan *s, const char *p)
{
	uint32_t	i;

	for (i = s->norgans; i > 0; i--)
	{
		const Organ *o = &s->organs[i - 1];

		if (!in_sentence(s, o->start) || p - o->end > LOOK_BACK)
			return NULL;
		if (o->end > p)
			continue;

		/* one that is not ours only speaks for what is close to it */
		if (is(o->value, "-") && p - o->end > 60)
			continue;
		return o->value;
	}
	return NULL;
}

/* Organ behind a list: "through its resolution 54/18, the … Council submitted" */
static const char *
organ_behind(const Scan *s, const char *p)
{
	const char *value = NULL;
	bool		linked;
	uint32_t	n;

	p = skip_blanks(s, p);
	n = comma_len(s, p);
	if (n > 0)
		p = skip_blanks(s, p + n);
	if (p >= s->end || read_owner(s, p, &linked, &value) == NULL || linked || is(value, "-"))
		return NULL;
	return value;
}

/*
 * "The adoption of resolution 2000/22 …, on the promotion of dialogue …, by
 * the Sub-Commission": the organ that adopted it, far behind.  from: where the
 * citation begins, p: behind it.
 */
static const char *
organ_adopting(const Scan *s, const char *from, const char *p)
{
	const char *stop = s->end - p > LOOK_AHEAD ? p + LOOK_AHEAD : s->end;
	const char *word = from;
	int			back;

	/* "of" and "resolution" may stand between */
	for (back = 0; back < 3 && word != NULL; back++)
	{
		word = previous_word(s, word);
		if (word != NULL && res_lex_match(s->lang, RES_LEX_ADOPTION, word, s->end, NULL) > 0)
			break;
	}
	if (word == NULL || back == 3)
		return NULL;
	for (; p < stop && *p != ';'; p++)
	{
		const char *value;
		const char *q;
		bool		linked;
		uint32_t	n = comma_len(s, p);

		if (n == 0)
			continue;
		q = skip_blanks(s, p + n);
		if (q < stop && read_owner(s, q, &linked, &value) != NULL && linked)
			return is(value, "-") ? NULL : value;
	}
	return NULL;
}

/*
 * Where the clause begins in which p stands: behind the last comma or
 * semicolon of an unspaced script that is in no quotation or title.
 */
static const char *
clause_start(const Scan *s, const char *p)
{
	const char *stop = p - s->sentence > LOOK_BACK ? p - LOOK_BACK : s->sentence;
	int			depth = 0;

	while (p > stop)
	{
		const char *c = char_before(s, p);
		uint32_t	len;

		switch (res_decode(c, s->end, &len))
		{
			case 0x201D:		/* ” */
			case 0x300B:		/* 》 */
				depth++;
				break;
			case 0x201C:		/* “ */
			case 0x300A:		/* 《 */
				if (depth-- == 0)
					return p;
				break;
			case 0xFF0C:		/* ， */
			case 0xFF1B:		/* ； */
			case 0xFF1A:		/* ： */
			case 0x3002:		/* 。 */
				if (depth == 0)
					return p;
				break;
			default:
				break;
		}
		p = c;
	}
	return p;
}

/*
 * Where the word for resolution stands behind its number, the owner may stand
 * far in front, with a title or a subject between: "人权委员会关于…的2005年4月20日
 * 第2005/70号决议".  It is the organ named last in front of the subject; numbers
 * behind a named one keep its owner.  first: where the citation begins.  Null
 * if no owner is named so.
 */
static const char *
owner_of_clause(const Scan *s, const char *first)
{
	const ResLexEntry *entry;
	const char *w = previous_word(s, first);
	const char *from = clause_start(s, first);
	const char *subject;
	bool		listed = in_sentence(s, s->list_end) && s->list_end > from && s->list_end <= first;
	uint32_t	i;
	uint32_t	len;

	if (w == NULL || lex(s, RES_LEX_ORGAN_LINK, w, &entry) == 0)
		return NULL;
	if (listed)
		from = s->list_end;
	for (subject = from; subject < first; subject += len)
	{
		res_decode(subject, s->end, &len);
		if (lex(s, RES_LEX_CITE_SUBJECT, subject, &entry) > 0)
			break;
	}
	for (i = s->norgans; i > 0 && s->organs[i - 1].start >= from; i--)
		if (s->organs[i - 1].end <= subject)
			return s->organs[i - 1].value;
	return listed && s->list_named ? s->list_owner : NULL;
}

/*
 * The word for resolution or decision that a number shares with what follows
 * it: "第79/149号和以往各项相关决议".  p: behind the number's sign.
 */
static const ResLexEntry *
shared_head(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *stop = s->end - p > LOOK_AHEAD ? p + LOOK_AHEAD : s->end;
	const char *sign = previous_word(s, p);

	if (sign == NULL || lex(s, RES_LEX_NUMBER_SIGN, sign, &entry) == 0 || entry->number != 1)
		return NULL;
	p = skip_blanks(s, p);
	if (lex_glued(s, RES_LEX_CITE_JOIN, p, &entry) == 0)
		return NULL;
	while (p < stop && comma_len(s, p) == 0 && separator_len(s, p) == 0)
	{
		uint32_t	len;

		if ((lex(s, RES_LEX_RESOLUTION, p, &entry) > 0 || lex(s, RES_LEX_DECISION, p, &entry) > 0) &&
			entry->number == 1)
			return entry;
		res_decode(p, s->end, &len);
		p += len;
	}
	return NULL;
}

/* Write the citations of the list that was read, from one of its items on. */
static void
add_list(Scan *s, uint32_t from, const char *owner, bool decision, ResStr pin)
{
	uint32_t	i;

	for (i = from; i < s->nitems; i++)
	{
		Item	   *item = &s->items[i];
		const char *organ;
		char		own[64];
		uint32_t	letter = 0;

		item->first_out = s->nout;
		organ = organ_of(s, &item->num, decision, item->owner != NULL ? item->owner : owner,
						 item->date, own);
		if (item->num.form == FORM_SESSION && !decision && organ != NULL)
		{
			const char *same = NULL;
			uint32_t	k;

			for (k = 0; k < NKNOWN; k++)
			{
				if (s->known[k].first == item->num.first && s->known[k].second == item->num.second)
					same = s->known[k].organ;
			}
			if (same != NULL && item->owner == NULL && owner == NULL && item->date == RES_NO_DATE)
				organ = same;
			else if (same == NULL && organ != own)
			{
				s->known[s->nknown % NKNOWN].first = item->num.first;
				s->known[s->nknown % NKNOWN].second = item->num.second;
				s->known[s->nknown++ % NKNOWN].organ = organ;
			}
		}
		if (organ == NULL && !decision)
			continue;
		if (organ == NULL && item->num.form == FORM_PLAIN)
			continue;
		do
		{
			ResCited   *c = add_cited(s, item->start, item->end,
									  decision ? RES_CITE_DECISION : RES_CITE_RESOLUTION);

			if (organ != NULL)
				write_symbol(organ, decision, &item->num,
							 item->num.nletters > 0 ? (int) letter : -1, c->symbol);
			if (c->symbol[0] == '\0' && !decision)
			{
				s->nout--;
				break;
			}
			c->date = item->date;
			c->pinpoint = item->pinpoint;
			if (pin.p != NULL)
			{
				if (item->pinpoint.p == NULL)
					c->pinpoint = pin;
				else
					c->pinpoint = res_printf(s->arena, "%.*s, %.*s", (int) (pin.len > 200 ? 200 : pin.len), pin.p,
											 (int) (item->pinpoint.len > 200 ? 200 : item->pinpoint.len),
											 item->pinpoint.p);
			}
		} while (!item->num.run && ++letter < item->num.nletters);
		item->nout = s->nout - item->first_out;
	}
}

/*
 * Can a number whose text ends at p, in a sentence that speaks of resolutions,
 * hardly be anything else?  So are those with a year, and those with a date
 * that fits ("… including 2178 (2014)", "as well as 49/14 of 31 March 2022").
 */
static bool
speaks_for_itself(const Scan *s, const char *p, const Number *num)
{
	const ResLexEntry *entry;
	ResDate		date;
	uint32_t	n;

	if (num->form == FORM_YEAR)
		return year_fits(num);
	if (num->form == FORM_ROMAN)
		return roman_fits(num);
	p = skip_blanks(s, p);
	n = comma_len(s, p);
	p = skip_blanks(s, p + n);
	n = p < s->end ? lex_glued(s, RES_LEX_DATE_LEAD, p, &entry) : 0;
	if (n == 0)
		return false;
	p = skip_blanks(s, p + n);
	return res_date_match(s->lang, p, s->end, &date) > 0 && date_fits(num, date);
}

/*
 * Does a number at p stand where only a document can: behind "in", "by" or
 * "of", and not in a name ("the 1267 (1999) Committee")?
 */
static bool
stands_in_phrase(const Scan *s, const char *p, const char *end)
{
	const char *w = previous_word(s, p);
	uint32_t	n;

	if (w == NULL)
		return false;
	if (lex(s, RES_LEX_OWNER_IN, w, NULL) == 0 && lex(s, RES_LEX_DATE_LEAD, w, NULL) == 0)
		return false;
	end = skip_blanks(s, end);
	return end >= s->end || !res_is_upper_char(res_decode(end, s->end, &n));
}

/*
 * A number whose first byte is p (of "S-10/2" the S): read the list that it
 * begins, if there is one.  Returns the place behind it, null if it is no
 * number of a document.
 */
static const char *
at_number(Scan *s, const char *p)
{
	Head	   *head = &s->head;
	const char *start = p;
	const char *end;
	const char *owner = NULL;
	const char *behind_end = NULL;
	bool		named = false;
	bool		decision;
	bool		with_head;
	bool		going_on = false;
	ResStr		pin = RES_NULL_STR;
	uint32_t	from;
	uint32_t	n;

	with_head = head->start != NULL && !head->used && in_sentence(s, head->start) &&
		head->end <= p && p - head->end <= HEAD_GAP && gap_is_clean(s, head->end, p);
	if (!with_head)
	{
		Number		num;

		const char *q = read_number(s, p, &num);

		if (q == NULL || num.form == FORM_PLAIN)
			return NULL;
		if (in_sentence(s, s->list_end) && s->list_end <= p && p - s->list_end <= LIST_GAP)
			going_on = joined_before(s, p) || speaks_for_itself(s, q, &num);
		else
		{
			s->list_end = NULL;
			s->nitems = 0;
			going_on = in_sentence(s, head->start) && !head->decision &&
				p - head->end <= LIST_GAP && speaks_for_itself(s, q, &num);

			/* "the measures set out in 2607 (2021)", in texts of the Council */
			if (!going_on && num.form == FORM_YEAR && res_is(s->organ, "S") && year_fits(&num))
				going_on = stands_in_phrase(s, p, q);
		}
	}

	/* take the sign and the date in front of the number along */
	if (!with_head)
	{
		const char *w = previous_word(s, p);

		if (w != NULL && (n = lex(s, RES_LEX_NUMBER_SIGN, w, NULL)) > 0 && skip_blanks(s, w + n) == p)
			start = w;
	}
	if (!going_on)
		s->nitems = 0;
	from = s->nitems;
	end = read_list(s, with_head ? head->start : start, p, going_on);
	if (end == NULL)
		return NULL;

	/* in Chinese the word stands behind */
	if (!with_head)
	{
		const ResLexEntry *entry;
		const char *q = skip_blanks(s, end);

		if (((n = lex(s, RES_LEX_RESOLUTION, q, &entry)) > 0 && entry->number == 1) ||
			((n = lex(s, RES_LEX_DECISION, q, &entry)) > 0 && entry->number == 1))
		{
			behind_end = q + n;
			decision = entry->cls == RES_LEX_DECISION;
			going_on = false;
			if (s->nitems == from + 1)
				s->items[from].end = behind_end;

			/* "2020年4月20日题为“…”的第74/274号决议": a title in between */
			if (s->items[from].date == RES_NO_DATE && in_sentence(s, s->date_start) &&
				s->date_end <= start && start - s->date_end <= HEAD_GAP &&
				(s->list_end == NULL || s->date_start >= s->list_end) &&
				date_fits(&s->items[from].num, s->date))
				s->items[from].date = s->date;
			end = behind_end;
			if (s->items[s->nitems - 1].pinpoint.p == NULL)
			{
				const char *t;

				q = skip_blanks(s, end);
				if ((n = comma_len(s, q)) > 0)
					q = skip_blanks(s, q + n);
				if ((t = read_pinpoint(s, q, false, NULL)) != NULL)
				{
					s->items[s->nitems - 1].pinpoint = span_text(s, q, t);
					end = t;
				}
			}
		}
		else if (!going_on && s->items[from].num.form != FORM_PLAIN && (entry = shared_head(s, end)) != NULL)
		{
			behind_end = end;
			decision = entry->cls == RES_LEX_DECISION;
		}
	}
	if (with_head)
		decision = head->decision;
	else if (behind_end == NULL)
	{
		if (!going_on)
		{
			/* none of these numbers is one of a document */
			s->nitems = 0;
			s->list_end = NULL;
			return end;
		}
		decision = s->list_end != NULL && s->list_decision;
		owner = s->list_end != NULL ? s->list_owner : head->owner;
		named = s->list_end != NULL ? s->list_named : head->owner != NULL;
	}

	/* whose is it? */
	if (with_head || behind_end != NULL)
	{
		const char *first = with_head ? head->start : s->items[from].start;
		const Organ *last = s->norgans > 0 ? &s->organs[s->norgans - 1] : NULL;
		const char *its = NULL;
		bool		in = false;

		if (s->supplement_end != NULL && with_head && head->start - s->supplement_end <= 4 &&
			head->start >= s->supplement_end)
		{
			owner = "A/HRC";
			named = true;
		}
		else if (with_head && last != NULL && last->start >= head->end)
		{
			owner = last->value;
			named = true;
		}
		else if (with_head && head->owner != NULL && head->start > s->organs[0].start)
		{
			owner = head->owner;
			named = true;
		}
		else if (behind_end != NULL && last != NULL && last->end <= first &&
				 gap_is_clean(s, last->end, first))
		{
			owner = last->value;
			named = true;
		}
		else
		{
			bool		hers = with_head && (is(head->value, "m") || is(head->value, "f"));

			if (hers)
			{
				its = head->start;
				in = word_before(s, head->start) || owner_in_before(s, head->start);
			}
			else
			{
				its = possessive_before(s, first);
				if (its != NULL)
					in = owner_in_before(s, its) || (with_head && is(head->value, "by"));
				else
					in = owner_in_before(s, first);
			}
			if (its != NULL)
			{
				if (in)
					owner = organ_before(s, its);
				if (in && owner == NULL)
					owner = organ_behind(s, end);
				s->in_force = NULL;
				if (owner == NULL)
					owner = OWN;

				/* the gender of the possessive tells Assembly and Council apart */
				if (hers)
				{
					bool		assembly = is(head->value, "f");

					if (assembly)
						owner = is(owner, "-") || is_own_kind(owner) ? owner : "A";
					else if (is(owner, "A") || ((owner == NULL || is(owner, OWN)) && res_is(s->organ, "A")))
						owner = "C";
				}
			}
			else if (s->in_force != NULL)
				owner = s->in_force;
			else if (s->list_end != NULL && s->list_named && in_sentence(s, s->list_end) &&
					 s->list_end <= first && first - s->list_end <= 40 &&
					 gap_is_clean(s, s->list_end, first))
			{
				owner = s->list_owner;
				named = true;
			}
			else if (in)
				owner = organ_behind(s, end);
			if (owner == NULL && its == NULL && behind_end != NULL && s->items[from].num.form != FORM_YEAR)
			{
				owner = owner_of_clause(s, first);
				named = owner != NULL;
			}
			if (owner == NULL && its == NULL)
				owner = organ_adopting(s, first, end);
		}
		pin = pinpoint_before(s, first);
	}
	if (with_head)
	{
		head->used = true;

		/* "the resolution 1540 Committee" is a name */
		if (is(head->value, "-") && s->items[from].num.form == FORM_PLAIN)
			s->nitems = from;
	}
	add_list(s, from, owner, decision, pin);

	s->list_end = end;
	s->list_decision = decision;
	s->list_owner = owner;
	s->list_named = named;
	if (s->nitems > 0 && s->items[s->nitems - 1].owner != NULL)
	{
		s->list_owner = s->items[s->nitems - 1].owner;
		s->list_named = true;
	}
	return end;
}

/*
 * A date of its own, "…, of 18 June 2007": it belongs to the numbers just
 * listed that have none, if it fits them.
 */
static void
late_date(Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *w = previous_word(s, p);
	const char *c;
	const char *q;
	uint32_t	i;
	uint32_t	k;

	if (s->nitems == 0 || s->nitems > 64 || !in_sentence(s, s->list_end) ||
		p - s->list_end > LIST_GAP || w == NULL ||
		lex_glued(s, RES_LEX_DATE_LEAD, w, &entry) == 0)
		return;
	q = skip_blanks_back(s, w);
	c = char_before(s, q);
	if (c == q || comma_len(s, c) != (uint32_t) (q - c))
		return;
	for (i = 0; i < s->nitems; i++)
	{
		Item	   *item = &s->items[i];

		if (item->date != RES_NO_DATE || !date_fits(&item->num, s->date))
			continue;
		item->date = s->date;
		for (k = 0; k < item->nout; k++)
			s->out[item->first_out + k].date = s->date;
	}
}

/*
 * The letters that stand for a special session in front of the digits at p
 * ("دإ-24/2"), in alphabets that have their own; null if there are none.
 */
static const char *
era_before(const Scan *s, const char *p)
{
	const ResLexEntry *entries;
	const char *best = NULL;
	uint32_t	n;
	uint32_t	i;

	entries = res_lex_entries(s->lang, RES_LEX_CITE_ERA, &n);
	for (i = 0; i < n; i++)
	{
		uint32_t	len = entries[i].len;

		if (entries[i].value != NULL && p - s->text >= len &&
			memcmp(p - len, entries[i].text, len) == 0 && !word_before(s, p - len) &&
			(best == NULL || p - len < best))
			best = p - len;
	}
	return best;
}

/*
 * At a digit that begins a word.  Returns the place from where to go on.
 */
static const char *
at_digit(Scan *s, const char *p)
{
	const char *begin = p;
	const char *q = p;
	const char *end;
	uint32_t	n;
	ResDate		date;

	while (q < s->end && res_is_digit(*q))
		q++;
	if (q < s->end && res_is_alpha(*q))
	{
		Number		num;

		/* "217A (III)" */
		if (res_is_upper(*q) && q + 1 < s->end && !res_is_alpha(q[1]) && !res_is_digit(q[1]) &&
			!word_before(s, p) && (end = read_number(s, p, &num)) != NULL && num.form == FORM_ROMAN &&
			(end = at_number(s, p)) != NULL)
			return end > q ? end : q;

		/* letters that hang on the digits ("67th"), but for dates in one word */
		n = q - p <= 2 ? res_date_match(s->lang, p, s->end, &date) : 0;
		while (q < s->end && (res_is_alpha(*q) || res_is_digit(*q)))
			q++;
		return n > 0 ? p + n : q;
	}
	if (q - p > 4)
		return q;
	if (p > s->text)
	{
		const char *c = char_before(s, p);

		if (*c == '.' || *c == '/' || *c == '@' || *c == '#' || *c == '$')
			return q;
		n = res_dash_len(c, s->end);
		if (n == (uint32_t) (p - c))
		{
			/* S-10/2, ES-10/15 */
			if (c > s->text && c[-1] == 'S')
			{
				begin = c - 1;
				if (begin > s->text && begin[-1] == 'E')
					begin--;
			}
			else if ((begin = era_before(s, p)) == NULL)
			{
				/* the second half of "4–15 September 1995" is no date */
				return q;
			}
		}
		if (word_before(s, begin))
		{
			uint32_t	len;

			/* letters of a script without case may stand at a number */
			if (res_decode(char_before(s, begin), s->end, &len) < 0x590)
				return q;
		}
	}
	if (begin == p && q - p != 3)
	{
		bool		may = q - p <= 2 ? q < s->end && *q != '/' && *q != '-' :
			q < s->end && ((unsigned char) *q >= 0x80 || *q == ' ');

		if (may && (n = res_date_match(s->lang, p, s->end, &date)) > 0)
		{
			s->date_start = p;
			s->date_end = p + n;
			s->date = date;
			late_date(s, p);
			return p + n;
		}
	}
	end = at_number(s, begin);
	return end != NULL && end > q ? end : q;
}

/* ---------- symbols ---------- */

static ResCiteKind
kind_of_symbol(const char *symbol)
{
	if (strstr(symbol, "/RES/") != NULL || strstr(symbol, "/Res.") != NULL)
		return RES_CITE_RESOLUTION;
	if (strstr(symbol, "/DEC/") != NULL || strstr(symbol, "/Dec.") != NULL)
		return RES_CITE_DECISION;
	if (strstr(symbol, "PRST/") != NULL)
		return RES_CITE_STATEMENT;
	return RES_CITE_DOCUMENT;
}

/* Is it a Supplement No. 53, the report of the Human Rights Council? */
static bool
is_hrc_report(const char *symbol)
{
	const char *p = symbol;

	if (p[0] != 'A' || p[1] != '/' || !res_is_digit(p[2]))
		return false;
	p += 2;
	while (res_is_digit(*p))
		p++;
	return p[0] == '/' && p[1] == '5' && p[2] == '3' && (p[3] == '\0' || p[3] == '/');
}

/* Does a symbol differ from another only by a suffix? */
static bool
is_suffix_of(const uint8_t *key, uint32_t keylen, const char *symbol)
{
	ResSymbolParts parts;
	ResSymbolParts whole;
	uint8_t		other[RES_SYMBOL_KEY_MAX];
	uint32_t	n = res_symbol_key(symbol, strlen(symbol), other, NULL);

	return n > 0 && res_symbol_parts(key, keylen, &parts) &&
		res_symbol_parts(other, n, &whole) && res_str_eq(parts.base, whole.base);
}

/*
 * "A/HRC/42/46 and Add.1": documents that are named by their suffix alone.
 * Returns the place behind the last, p if there is none.
 */
static const char *
read_suffixes(Scan *s, const char *p, const char *symbol, ResCiteKind kind)
{
	for (;;)
	{
		const ResLexEntry *entry;
		char		text[RES_SYMBOL_MAX + 32];
		uint8_t		key[RES_SYMBOL_KEY_MAX];
		const char *q = skip_blanks(s, p);
		const char *t;
		const char *before = q;
		uint32_t	keylen;
		uint32_t	n;
		size_t		len = strlen(symbol);

		if ((n = comma_len(s, q)) > 0)
			q = skip_blanks(s, q + n);
		if ((n = lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
			q = skip_blanks(s, q + n);
		if (q == before || q >= s->end || !res_is_upper(*q))
			return p;
		for (t = q; t < s->end && res_is_alpha(*t); t++)
			;
		if (t - q < 3 || t - q > 5 || t + 1 >= s->end || *t != '.' || !res_is_digit(t[1]))
			return p;
		for (t++; t < s->end && res_is_digit(*t); t++)
			;
		if (word_at(s, t) || t - q > 12)
			return p;
		if (t < s->end && *t == '/')
			return p;

		/* only a suffix leaves the base of the symbol as it is */
		memcpy(text, symbol, len);
		text[len++] = '/';
		memcpy(text + len, q, (size_t) (t - q));
		len += (size_t) (t - q);
		keylen = res_symbol_key(text, len, key, NULL);
		if (keylen == 0 || !is_suffix_of(key, keylen, symbol))
			return p;
		n = res_symbol_print(key, keylen, text);
		if (n == 0 || n > RES_SYMBOL_MAX)
			return p;
		memcpy(add_cited(s, q, t, kind)->symbol, text, n);
		p = t;
	}
}

/*
 * A word in capitals at p that goes on with a slash or bracket: a symbol?
 * Returns the place behind it, null if it is none.
 */
static const char *
at_symbol(Scan *s, const char *p)
{
	char		symbol[RES_SYMBOL_MAX + 1];
	uint32_t	len = 0;
	uint32_t	n;
	const ResLexEntry *entry;
	const char *end;
	const char *q;
	const char *t;
	ResCited   *c;
	ResCiteKind kind;

	if (p > s->text)
	{
		const char *b = char_before(s, p);

		if (*b == '/' || *b == '@' || *b == '.' || res_is_alpha(*b) || res_is_digit(*b) ||
			res_dash_len(b, s->end) > 0)
			return NULL;
	}
	n = res_symbol_match(p, s->end, symbol, &len);
	if (n == 0)
		return NULL;
	symbol[len <= RES_SYMBOL_MAX ? len : 0] = '\0';
	end = p + n;

	/* press releases are no documents */
	if (strncmp(symbol, "SC/", 3) == 0)
		return end;
	kind = kind_of_symbol(symbol);
	if (kind == RES_CITE_DOCUMENT && s->records != NULL && in_sentence(s, s->records) &&
		p - s->records <= LIST_GAP)
		kind = RES_CITE_RECORDS;
	c = add_cited(s, p, end, kind);
	memcpy(c->symbol, symbol, len + 1);

	/* "report of the Secretary-General of 15 May 2023 (S/2023/442)" */
	q = skip_blanks_back(s, p);
	if (q > s->text && s->date_end != NULL && in_sentence(s, s->date_start))
	{
		t = char_before(s, q);
		if (bracket_len(s, t, false) == (uint32_t) (q - t))
			q = skip_blanks_back(s, t);
		if (q == s->date_end)
			c->date = s->date;
	}

	/* what follows: date, pinpoint */
	q = skip_blanks(s, end);
	if (c->date == RES_NO_DATE && (n = lex_glued(s, RES_LEX_DATE_LEAD, q, &entry)) > 0)
	{
		t = skip_blanks(s, q + n);
		if ((n = res_date_match(s->lang, t, s->end, &c->date)) > 0)
		{
			end = t + n;
			c->end = offset_of(s, end);
			q = skip_blanks(s, end);
		}
	}
	t = read_suffixes(s, end, symbol, kind);
	if (t > end)
	{
		end = t;
		c = &s->out[s->nout - 1];
		q = skip_blanks(s, end);
	}
	if (bracket_len(s, q, true) > 0)
		q = skip_blanks(s, q + bracket_len(s, q, true));
	if ((n = comma_len(s, q)) > 0)
	{
		q = skip_blanks(s, q + n);
		t = read_pinpoint(s, q, kind == RES_CITE_DOCUMENT ||
						  (kind == RES_CITE_RECORDS && !is_hrc_report(symbol)), NULL);
		if (t != NULL)
		{
			c->pinpoint = span_text(s, q, t);
			end = t;
			q = skip_blanks(s, t);
			if ((n = comma_len(s, q)) > 0)
				q = skip_blanks(s, q + n);
		}
		if (is_hrc_report(symbol))
			s->supplement_end = q;
	}
	res_tick(s->arena, (uint32_t) (end - p));
	return end;
}

/* ---------- words ---------- */

/*
 * Names are written with a capital: the word "assembly" is no organ.  Scripts
 * without case have none.
 */
static bool
case_agrees(const char *p, const char *end, const ResLexEntry *entry)
{
	uint32_t	n;

	return res_is_upper_char(res_decode(p, end, &n)) ||
		!res_is_upper_char(res_decode(entry->text, entry->text + entry->len, &n));
}

/*
 * A single word as an organ's name: not behind another name ("National
 * Council"), which makes it somebody else's.
 */
static bool
stands_alone(const Scan *s, const char *p)
{
	const char *w = previous_word(s, p);
	const char *q;
	uint32_t	n;
	uint32_t	ch;

	if (w == NULL || w <= s->sentence)
		return true;

	/* behind a comma or bracket, or with one of them inside, it is no name */
	q = skip_blanks_back(s, p);
	if (q == p || !word_before(s, q))
		return true;
	ch = res_decode(w, s->end, &n);
	if (!res_is_upper_char(ch) || ch >= 0x2e80)
		return true;

	/* a verb at the beginning of a clause has a capital too */
	w = previous_word(s, w);
	return w == NULL || (w <= s->sentence && res_is_upper_char(res_decode(w, s->end, &n)));
}

static const char *
on_organ(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	const char *value = entry->value;
	const char *end = p + n;
	bool		linked;
	Organ	   *o;

	if (strlen(value) == 1 && memchr(entry->text, ' ', entry->len) == NULL &&
		!stands_alone(s, p))
		value = "-";
	else if (value[0] != '-')
	{
		/* "the General Assembly of the World Tourism Organization" */
		const char *found;
		const char *q = read_owner(s, p, &linked, &found);

		if (q != NULL && q > end && is(found, "-"))
		{
			value = found;
			end = q;
		}

		/* "African Union Assembly" */
		else if (s->norgans > 0 && is(s->organs[s->norgans - 1].value, "-") &&
				 skip_blanks(s, s->organs[s->norgans - 1].end) == p &&
				 s->organs[s->norgans - 1].end < p)
			value = "-";
	}
	if (s->norgans == NORGANS)
	{
		memmove(s->organs, s->organs + 1, sizeof(Organ) * (NORGANS - 1));
		s->norgans--;
	}
	o = &s->organs[s->norgans++];
	o->start = p;
	o->end = end;
	o->value = value;
	if (is(value, "S") || is(value, "E") || is(value, "A/HRC"))
		s->council = value;
	if (is(value, "A/HRC"))
		s->hrc_named = true;
	if (strncmp(value, "E/CN", 4) == 0)
		s->commission = value;

	/* "the resolutions of the Human Rights Council, including …" */
	if (s->head.start != NULL && !s->head.used && s->head.owner == NULL &&
		in_sentence(s, s->head.start) && p - s->head.end <= 80 && p > s->head.end)
	{
		const char *c = s->head.end;

		while (c < p && comma_len(s, c) == 0 && *c != ';')
			c++;
		if (c == p)
			s->head.owner = value;
	}
	return end;
}

static const char *
on_head(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	Head	   *head = &s->head;
	const Organ *last = s->norgans > 0 ? &s->organs[s->norgans - 1] : NULL;
	const ResLexEntry *link;
	const char *owner = NULL;

	if (entry->number == 1)
		return p + n;
	if (last != NULL && in_sentence(s, last->start) && p - last->end <= 8)
	{
		const char *q = skip_blanks(s, last->end);
		uint32_t	k;

		/* "the Assembly's resolution" */
		if (q < p && (k = lex(s, RES_LEX_ORGAN_LINK, q, &link)) > 0 && link->number == 1)
			q = skip_blanks(s, q + k);
		if (q == p)
			owner = last->value;
	}

	/* resolutions of an organ in general hand their owner to those that follow */
	if (head->start != NULL && !head->used && head->owner != NULL && in_sentence(s, head->start))
		s->in_force = head->owner;
	if (owner != NULL)
		s->in_force = NULL;
	head->start = p;
	head->end = p + n;
	head->value = entry->value;
	head->owner = owner;
	head->decision = entry->cls == RES_LEX_DECISION;
	head->used = false;
	return p + n;
}

/* United Nations, Treaty Series, vol. 1249, No. 20378; Ibid., vol. … */
static const char *
on_treaty(Scan *s, const char *p, uint32_t n, bool ibid)
{
	const char *q = skip_blanks(s, p + n);
	const char *t;
	bool		volume = false;
	uint32_t	k;

	if (ibid)
		s->records = p;
	if (q < s->end && *q == '.')
		q = skip_blanks(s, q + 1);
	if ((k = comma_len(s, q)) > 0)
		q = skip_blanks(s, q + k);
	t = q < s->end ? read_pinpoint(s, q, false, &volume) : NULL;
	if (t == NULL || !volume)
		return p + n;
	add_cited(s, p, t, RES_CITE_TREATY)->pinpoint = span_text(s, q, t);
	return t;
}

static const char *
on_instrument(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	ResCited   *c;
	ResStr		pin;

	if (is(entry->value, "-"))
		return p + n;
	pin = pinpoint_before(s, p);
	c = add_cited(s, p, p + n, entry->number == 1 ? RES_CITE_TREATY : RES_CITE_INSTRUMENT);
	c->title.p = entry->value;
	c->title.len = (uint32_t) strlen(entry->value);
	c->pinpoint = pin;
	return p + n;
}

/*
 * A word at p that the trigger table knows: the longest entry of any class
 * that stands there.  Returns the place behind it, null if there is none.
 */
static const char *
at_word(Scan *s, const char *p, uint8_t opens)
{
	static const struct
	{
		uint8_t		opens;
		ResLexClass cls;
	}			classes[] = {
		{RES_OPENS_HEAD, RES_LEX_RESOLUTION},
		{RES_OPENS_HEAD, RES_LEX_DECISION},
		{RES_OPENS_RECORDS, RES_LEX_RECORDS},
		{RES_OPENS_TREATY, RES_LEX_TREATY_SERIES},
		{RES_OPENS_TREATY, RES_LEX_IBID},
		{RES_OPENS_ORGAN, RES_LEX_CITE_ORGAN},
		{RES_OPENS_INSTRUMENT, RES_LEX_INSTRUMENT},
		{RES_OPENS_PINPOINT, RES_LEX_PINPOINT},
	};
	const ResLexEntry *best = NULL;
	uint32_t	len = 0;
	uint32_t	i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
	{
		const ResLexEntry *entry;
		uint32_t	n;

		if ((opens & classes[i].opens) == 0)
			continue;
		n = lex(s, classes[i].cls, p, &entry);
		if (n <= len)
			continue;
		if ((classes[i].opens & (RES_OPENS_ORGAN | RES_OPENS_INSTRUMENT)) != 0 &&
			!case_agrees(p, s->end, entry))
			continue;
		len = n;
		best = entry;
	}
	if (best == NULL)
		return NULL;
	res_tick(s->arena, len);
	switch (best->cls)
	{
		case RES_LEX_RESOLUTION:
		case RES_LEX_DECISION:
			return on_head(s, p, len, best);
		case RES_LEX_RECORDS:
			s->records = p;
			return p + len;
		case RES_LEX_TREATY_SERIES:
			return on_treaty(s, p, len, false);
		case RES_LEX_IBID:
			return on_treaty(s, p, len, true);
		case RES_LEX_CITE_ORGAN:
			return on_organ(s, p, len, best);
		case RES_LEX_INSTRUMENT:
			return on_instrument(s, p, len, best);
		default:
			if (s->npins == NPINS)
			{
				memmove(s->pins, s->pins + 1, sizeof(s->pins[0]) * (NPINS - 1));
				s->npins--;
			}
			s->pins[s->npins++] = p;
			return p + len;
	}
}

/* ---------- the scan ---------- */

/*
 * A full stop: does a sentence end here?  An abbreviation does not end one
 * ("chap. III"), nor a stop inside a number.  A semicolon parts the numbers of
 * a list, so that it ends none.
 */
static const char *
at_stop(Scan *s, const char *p)
{
	const char *q = p + 1;
	uint32_t	len;

	if (*p != '.')
	{
		end_sentence(s, q);
		return q;
	}
	if (q >= s->end || res_blank_len(q, s->end) == 0)
		return q;
	q = skip_blanks(s, q);
	if (q < s->end && res_is_upper_char(res_decode(q, s->end, &len)) && p - s->text >= 3)
	{
		/* the word before: four letters or more, or a closing bracket or digit */
		const char *w = previous_word(s, p);

		if (w != NULL && (p - w >= 5 || !res_is_alpha(p[-1])))
		{
			if (lex(s, RES_LEX_PINPOINT, w, NULL) != (uint32_t) (p + 1 - w))
				end_sentence(s, q);
		}
	}
	return q;
}

/* An Arabic word: what it is may stand behind letters that are joined to it. */
static const char *
at_arabic(Scan *s, const char *p)
{
	const char *q;
	int			skipped;

	size_t		whole = 0;
	size_t		len;

	while (p + whole < s->end &&
		   (byte_class[(unsigned char) p[whole]] == B_ARABIC || byte_class[(unsigned char) p[whole]] == B_CONT))
		whole++;
	len = whole;
	for (q = p, skipped = 0; skipped <= 8 && len >= 4; q += 2, skipped += 2, len -= 2)
	{
		uint8_t		opens;

		if (byte_class[(unsigned char) *q] != B_ARABIC)
			break;
		opens = res_cite_opens[s->lang][trigger_slot(q, len, s->end)];
		if (opens != 0)
		{
			const char *end;

			if (skipped > 0)
			{
				const ResLexEntry *entries;
				uint32_t	n;
				uint32_t	i;

				entries = res_lex_entries(s->lang, RES_LEX_CITE_PREFIX, &n);
				for (i = 0; i < n; i++)
				{
					if (entries[i].len == (uint32_t) skipped && memcmp(entries[i].text, p, (size_t) skipped) == 0)
						break;
				}
				if (i == n)
					continue;
			}
			end = at_word(s, q, opens);
			if (end != NULL)
				return end;
		}
	}
	return p + whole;
}

/*
 * Pass over ordinary words of ASCII letters, one blank behind each, that open
 * nothing: the first word that may be another, or that ends otherwise.
 * Sixty-four bytes at a time.
 */
static inline const char *
skip_ordinary(const char *p, const char *end, const uint8_t *opens)
{
	while (end - p >= 72)
	{
		uint64_t	letters = res_letters64(p);
		uint64_t	between = res_bytes64(p, ' ') & letters << 1 & letters >> 1;
		uint32_t	at = 0;

		/* a word that reaches beyond the stretch begins the next one */
		for (;;)
		{
			uint64_t	behind = ~letters & ~UINT64_C(0) << at;
			uint32_t	stop;
			uint8_t		o;

			if (behind == 0 || ((behind & (~behind + 1)) & between) == 0)
				break;
			stop = res_lowest_bit(behind);
			o = opens[res_first_hash(res_first_bytes(res_eight(p + at) | RES_EACH(0x20),
													 stop - at < 8 ? stop - at : 8)) >> 51];
			if ((res_is_lower(p[at]) ? o & ~(RES_OPENS_ORGAN | RES_OPENS_INSTRUMENT) : o) != 0)
				return p + at;
			at = stop + 1;
		}
		if (at < 32)
			return p + at;
		p += at;
	}
	return p;
}

static void
scan(Scan *s)
{
	const char *p = s->text;
	const char *end = s->end;
	const char *ticked = p;
	const uint8_t *opens = res_cite_opens[s->lang];

	while (p < end)
	{
		uint8_t		o;

		/* at most 64 kB without asking */
		if (p - ticked > 32768)
		{
			res_tick(s->arena, (uint32_t) (p - ticked));
			ticked = p;
		}

		switch (byte_class[(unsigned char) *p])
		{
			case B_SKIP:
			case B_CONT:
				p++;
				break;

			case B_PUNCT2:
				p += end - p > 2 ? 2 : end - p;
				break;

			case B_PUNCT3:
				p += end - p > 3 ? 3 : end - p;
				break;

			case B_FOUR:
				p += end - p > 4 ? 4 : end - p;
				break;

			case B_STOP:
				p = at_stop(s, p);
				break;

			case B_DIGIT:
				o = opens[trigger_slot(p, word_len(p, end, 2), end)];
				if (o != 0)
				{
					const char *q = at_word(s, p, o);

					if (q != NULL)
					{
						p = q;
						break;
					}
				}
				p = at_digit(s, p);
				break;

			case B_LETTER:
			case B_TWO:
				{
					const char *q;

					p = skip_ordinary(p, end, opens);
					q = p + word_len(p, end, 2);

					/* the same near the end, and words of other letters */
					while (opens[trigger_slot(p, (size_t) (q - p), end)] == 0 && end - q >= 2 && *q == ' ' &&
						   res_is_alpha(q[1]))
					{
						p = q + 1;
						q = p + word_len(p, end, 2);
					}
					o = opens[trigger_slot(p, (size_t) (q - p), end)];

					/* names have a capital */
					if (res_is_lower(*p))
						o &= (uint8_t) ~(RES_OPENS_ORGAN | RES_OPENS_INSTRUMENT);
					if (o != 0)
					{
						const char *t = at_word(s, p, o);

						if (t != NULL)
						{
							p = t;
							break;
						}
					}
					if (q < end && res_is_upper(*p) && (*q == '/' || *q == '(' || *q == '.'))
					{
						const char *t = at_symbol(s, p);

						if (t != NULL)
						{
							p = t;
							break;
						}
					}
					p = q;
					break;
				}

			case B_ARABIC:
				p = at_arabic(s, p);
				break;

			case B_WIDE:
				o = opens[trigger_slot(p, word_len(p, end, 2), end)];
				if (o != 0)
				{
					const char *q = at_word(s, p, o);

					if (q != NULL)
					{
						p = q;
						break;
					}
				}
				if (end - p >= 3 && memcmp(p, "\xe3\x80\x82", 3) == 0)	/* 。 */
					end_sentence(s, p + 3);
				p += end - p > 3 ? 3 : end - p;
				break;
		}
	}
}

uint32_t
res_cited_scan(ResArena *arena, const ResCiteContext *context,
			   const char *text, uint32_t len, ResCited **cited)
{
	Scan		s;
	Memo	   *memo;

	*cited = NULL;
	if (len == 0)
		return 0;
	memo = arena->cited;
	if (memo == NULL)
	{
		memo = res_alloc(arena, sizeof(Memo));
		if (memo == NULL)
			return 0;
		arena->cited = memo;
	}
	memset(&s, 0, sizeof(s));
	s.arena = arena;
	s.lang = context->lang;
	s.organ = context->organ;
	s.text = text;
	s.end = text + len;
	s.sentence = text;
	s.date = RES_NO_DATE;
	s.items = memo->items;
	s.capitems = memo->capitems;
	s.out = memo->out;
	s.capout = memo->capout;
	scan(&s);
	res_tick(arena, len & 32767);
	memo->items = s.items;
	memo->capitems = s.capitems;
	memo->out = s.out;
	memo->capout = s.capout;
	if (s.nout > 0)
	{
		*cited = res_alloc(arena, sizeof(ResCited) * s.nout);
		if (*cited == NULL)
			return 0;
		memcpy(*cited, s.out, sizeof(ResCited) * s.nout);
	}
	return s.nout;
}
