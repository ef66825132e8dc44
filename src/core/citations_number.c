/*-------------------------------------------------------------------------
 *
 * citations_number.c
 *	  Numbers of resolutions and decisions, and which of them there can be.
 *
 * The forms are those in which the organs number.  The Assembly: "217 A (III)"
 * and "3201 (S-VI)" until its thirtieth session, "60/251" and "S-10/2" since.
 * The Security Council: "1325 (2000)".  The Economic and Social Council:
 * "1503 (XLVIII)" until 1977, "1996/31" since.  The Human Rights Council:
 * "5/1".  test/data/citations.tsv and symbols.tsv have numbers of each form as
 * documents print them.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "citations_lexer.h"

#define MAX_ROMAN		89			/* sessions in Roman numerals ended with LXIII */

/* The Security Council has never adopted more a year on average. */
#define MOST_IN_A_YEAR			45

/* ---------- reading ---------- */

/* European digits, at most "most"; null if there is none or a further one. */
const char *
res_cite_read_digits(const Scan *s, const char *p, int most, int *value)
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
int
res_cite_read_roman(const Scan *s, const char **pp)
{
	static const uint8_t values['X' + 1] = {['I'] = 1, ['V'] = 5, ['X'] = 10, ['L'] = 50, ['C'] = 100};
	const char *p = *pp;
	int			total = 0;
	int			last = 1000;

	while (p < s->end && p - *pp < 10)
	{
		int			value = (unsigned char) *p <= 'X' ? values[(unsigned char) *p] : 0;

		if (value == 0)
			break;
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
uint32_t
res_cite_letter_len(const Scan *s, const char *p, char *letter)
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
		if (word_at(s, p + 1) || (p + 1 < s->end && (p[1] == '/' || p[1] == '\'')) ||
			(s->end - p > 3 && memcmp(p + 1, "\xe2\x80\x99", 3) == 0))
			return 0;			/* "résolution 2023/10 L’Institut" */

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
	n = res_cite_letter_len(s, q, &letter);
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
			if ((n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
			{
				run = entry->number == 1;
				q += n;
			}
			if (q == before)
				break;
		}
		q = skip_blanks(s, q);
		n = res_cite_letter_len(s, q, &letter);
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
	{
		/* "第1㈠号决议" */
		n = p < s->end && (unsigned char) *p >= 0xe3 ? res_lex_match(s->lang, RES_LEX_LABEL_SIGN, p, s->end, &entry) : 0;
		if (n == 0)
			return NULL;
		num->form = FORM_ROMAN;
		num->second = entry->number;
		write_roman(num->session, entry->number);
		return p + n;
	}
	p = skip_blanks(s, p + n);
	q = res_cite_read_digits(s, p, 4, &value);
	if (q != NULL)
	{
		if (value < 1946 || value > 2199)
			return NULL;
		num->form = FORM_YEAR;
		*res_put_digits(num->session, (uint32_t) value) = '\0';
	}
	else
	{
		num->form = FORM_ROMAN;
		if ((n = res_cite_lex_glued(s, RES_LEX_CITE_ERA, p, &entry)) > 0)
		{
			/* "(د-15)": the session in digits behind a letter */
			if (entry->value != NULL)
				era = entry->value;
			q = res_cite_read_digits(s, skip_blanks(s, p + n), 2, &value);
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
			value = res_cite_read_roman(s, &q);
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
const char *
res_cite_read_number(const Scan *s, const char *p, Number *num)
{
	const ResLexEntry *entry;
	const char *q;
	const char *t;
	uint32_t	n;

	memset(num, 0, sizeof(*num));
	num->form = FORM_PLAIN;
	if (p < s->end && (unsigned char) *p >= 0x80)
	{
		n = res_cite_lex_glued(s, RES_LEX_CITE_ERA, p, &entry);
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
	q = res_cite_read_digits(s, p, 4, &num->first);
	if (q == NULL || num->first == 0)
		return NULL;
	if (q + 1 < s->end && *q == '/' && res_is_digit(q[1]))
	{
		q = res_cite_read_digits(s, q + 1, 4, &num->second);
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

	/* "30-й" is an ordinal */
	if (q < s->end && (n = res_dash_len(q, s->end)) > 0 && word_at(s, q + n) && !res_is_digit(q[n]))
		return NULL;
	return q;
}

/* ---------- which there can be ---------- */

/* Session n of the Assembly runs from September of 1945 + n. */
bool
res_cite_fits_assembly(int session, ResDate date)
{
	int			month;
	int			year = res_date_year_month(date, &month);

	return year == 1945 + session || year == 1946 + session;
}

/* The Human Rights Council has had three sessions a year since June 2006. */
bool
res_cite_fits_hrc(int session, ResDate date)
{
	return res_date_year(date) == 2006 + (session - 1) / 3;
}

/* The Economic and Social Council had two sessions a year, I in 1946 to LXIII in 1977. */
bool
res_cite_fits_council(int session, ResDate date)
{
	int			year = res_date_year(date) - (session - 1) / 2;

	return year >= 1945 && year <= 1947;
}

/*
 * Was the session of a commission of the Council in the year of the date?
 * They have one a year: the 68th of the Commission on the Status of Women was
 * in 2024, and so were the 67th on narcotic drugs and the 33rd on crime; the
 * 42nd on social development in 2004.
 */
bool
res_cite_fits_commission(const char *organ, int session, ResDate date)
{
	static const struct
	{
		const char *organ;
		int			before;		/* the year before its first session, counted back */
	}			commissions[] = {
		{"E/CN.5", 1962}, {"E/CN.6", 1956}, {"E/CN.7", 1957}, {"E/CN.15", 1991},
	};
	size_t		i;

	for (i = 0; i < sizeof(commissions) / sizeof(commissions[0]); i++)
		if (organ != NULL && strcmp(organ, commissions[i].organ) == 0)
			return res_date_year(date) == commissions[i].before + session;
	return false;
}

/* Is there such a number in that session of the Assembly before 1976? */
bool
res_cite_roman_fits(const Number *num)
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
bool
res_cite_year_fits(const Number *num)
{
	return num->first <= MOST_IN_A_YEAR * (num->second - 1945);
}

/* Does the date fit a number of this form, so that it may belong to it? */
bool
res_cite_date_fits(const Number *num, ResDate date)
{
	int			year = res_date_year(date);

	switch (num->form)
	{
		case FORM_YEAR:
			return year == num->second;
		case FORM_ANNUAL:
			return year == num->first || year == num->first + 1;
		case FORM_SESSION:
			return res_cite_fits_assembly(num->first, date) || res_cite_fits_hrc(num->first, date);
		case FORM_ROMAN:
			return num->special || res_cite_fits_assembly(num->second, date);
		case FORM_SPECIAL:
		case FORM_EMERGENCY:
			return true;
		default:
			return false;
	}
}
