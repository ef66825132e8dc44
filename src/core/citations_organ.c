/*-------------------------------------------------------------------------
 *
 * citations_organ.c
 *	  The organ whose resolution or decision a number is, and its symbol.
 *
 * The form of the number decides first, the organ that is named second, the
 * organ of the text last: "n (year)" is the Security Council's in texts of
 * every organ, a year in front of the slash the Economic and Social Council's
 * or a commission's; "n/m" is shared by the Assembly and the Human Rights
 * Council, whose sessions of one number are years apart, so that a date
 * tells which it is.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "citations_lexer.h"
#include "symbol.h"

/* The first session of the Assembly that numbers its resolutions "31/1". */
#define FIRST_ARABIC_SESSION	31

/* No session of the Human Rights Council is that far yet. */
#define LAST_HRC_SESSION		61

/* The Commission on Human Rights and its Sub-Commission ended then. */
#define LAST_CN4_YEAR			2006

/* No session of the Commission on Crime Prevention, which began in 1992. */
#define LAST_CN15_SESSION		45

bool
res_cite_is_own_kind(const char *organ)
{
	return organ != NULL && strlen(organ) > 1 && strcmp(organ, "A/HRC") != 0;
}

/*
 * The organ whose resolution or decision a number is; null if it is of
 * another organization or has no symbol.  owner: organ named for it (a value
 * of class cite_organ), null if none is.  own: room for the organ of the text,
 * which may be what is returned.
 */
const char *
res_cite_organ_of(const Scan *s, const Number *num, bool decision, const char *owner,
				  ResDate date, char *own)
{
	bool		dated = date != RES_NO_DATE;
	bool		commission = is(owner, "M");
	int			month = 0;
	int			year = dated ? res_date_year_month(date, &month) : 0;

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
		/*
		 * "Its resolution 8 (I)": the Council's, where there is a date to tell;
		 * but in what the Council recommends to the Assembly, "its own resolution
		 * 415 (V) of 1 December 1950" is the Assembly's (E/RES/2022/12).
		 */
		owner = NULL;
		if (num->form == FORM_ROMAN && !decision && is(own, "E") && dated && year < 1978 && !num->special &&
			(res_cite_fits_council(num->second, date) || !res_cite_fits_assembly(num->second, date)))
			return "E";
	}
	if (commission)
		owner = s->commission;
	if (is(owner, "C") && s->council != NULL && !is(own, "E") && !is(own, "A/HRC") &&
		(num->form == FORM_ROMAN || num->form == FORM_PLAIN))
		owner = s->council;

	switch (num->form)
	{
		case FORM_OTHER:
			return NULL;

		case FORM_YEAR:

			if (decision || !res_cite_year_fits(num))
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
			return res_cite_is_own_kind(owner) ? NULL : "A";

		case FORM_ROMAN:
			if (decision)
				return NULL;
			if (is(owner, "C") && is(own, "E"))
				owner = "E";
			if (res_cite_is_own_kind(owner) || is(owner, "T"))
				return owner;

			/* the numerals ended with 1977: "908 (XLVI) of 26 March 2013" is another organization's */
			if (dated && year > 1978)
				return NULL;
			if (is(owner, "E"))
				return "E";
			if (owner == NULL && is(own, "E") && dated && !num->special && res_cite_fits_council(num->second, date) &&
				!(month >= 9 && res_cite_roman_fits(num) && res_cite_fits_assembly(num->second, date)))
				return "E";
			if (res_cite_roman_fits(num))
				return "A";
			return NULL;

		case FORM_ANNUAL:
			if (decision && num->second < 200)
				return res_cite_is_own_kind(owner) ? owner : NULL;

			/*
			 * The Commission on Human Rights met for the last time in 2006.  It
			 * adopted in March and April, when the Council did not meet after 1991.
			 */
			if (owner != NULL && strncmp(owner, "E/CN.4", 6) == 0 && num->first > LAST_CN4_YEAR)
				return "E";
			if (res_cite_is_own_kind(owner))
				return owner;
			if (num->first <= LAST_CN4_YEAR && !decision &&
				!is(own, "E") && owner == NULL &&
				(commission || (year == num->first && (month == 3 || (month == 4 && year > 1991)))))
				return "E/CN.4";
			return "E";

		case FORM_SESSION:
			break;
	}

	/* the Commission on Human Rights numbered by years */
	if (owner != NULL && strncmp(owner, "E/CN.4", 6) == 0)
		owner = NULL;
	if (res_cite_is_own_kind(owner))
	{
		/* the commission's sessions are far behind the Assembly's */
		if (is(owner, "E/CN.15") && num->first > LAST_CN15_SESSION)
			return "A";
		return owner;
	}
	if (owner == NULL && res_cite_is_own_kind(own))
		return num->first >= FIRST_ARABIC_SESSION && dated && res_cite_fits_assembly(num->first, date) ? "A" : own;
	if (decision)
	{
		if (num->second > 300)
			return num->first >= FIRST_ARABIC_SESSION ? "A" : NULL;
		if (num->second <= 100)
			return NULL;
		if (is(owner, "A/HRC") || (dated && res_cite_fits_hrc(num->first, date)) ||
			(is(own, "A/HRC") && (owner == NULL || is(owner, "C"))) ||
			(is(owner, "C") && s->hrc_named))
			return "A/HRC";
		return NULL;
	}

	/* the date is decisive: the two never meet */
	if (dated)
	{
		if (num->first >= FIRST_ARABIC_SESSION && res_cite_fits_assembly(num->first, date))
			return "A";
		if (res_cite_fits_hrc(num->first, date))
			return "A/HRC";

		/* a commission that was named, in the year of that session ("2024年3月22日通过的第68/1号决议") */
		if (owner == NULL && res_cite_fits_commission(s->commission, num->first, date))
			return s->commission;
		if (owner == NULL && !is(own, "A/HRC") && num->first < LAST_HRC_SESSION)
			return NULL;

		/* the regional commission for Asia and the Pacific meets in April and May of 1944 + n */
		if (owner == NULL && year == 1944 + num->first && month >= 4 && month <= 6)
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

static char *
put_bytes(char *p, const char *from, size_t n)
{
	memcpy(p, from, n);
	return p + n;
}

/* Symbol of one section (or of none) of a number. */
void
res_cite_write_symbol(const char *organ, bool decision, const Number *num, int letter, char *out)
{
	char		number[64];
	char	   *p = number;
	char		letters[5];
	uint32_t	nletters = 0;
	uint32_t	len;

	if (num->run)
	{
		memcpy(letters, (char[]) {' ', num->letters[0], '-', num->letters[1]}, 4);
		nletters = 4;
	}
	else if (letter >= 0 && num->letters[letter] != OTHER_SECTION)
	{
		letters[0] = ' ';
		letters[1] = num->letters[letter];
		nletters = 2;
	}
	if (num->form == FORM_SPECIAL || num->form == FORM_EMERGENCY)
	{
		if (num->form == FORM_EMERGENCY)
			*p++ = 'E';
		*p++ = 'S';
		*p++ = '-';
	}
	p = res_put_digits(p, (uint32_t) num->first);
	switch (num->form)
	{
		case FORM_PLAIN:
			break;
		case FORM_YEAR:
		case FORM_ROMAN:
			if (num->form == FORM_ROMAN)
				p = put_bytes(p, letters, nletters);
			*p++ = ' ';
			*p++ = '(';
			p = put_bytes(p, num->session, strlen(num->session));
			*p++ = ')';
			break;
		default:
			*p++ = '/';
			p = res_put_digits(p, (uint32_t) num->second);
			p = put_bytes(p, letters, nletters);
			break;
	}

	/* without a year it is no number that the symbol's rules know */
	if (num->form == FORM_PLAIN)
	{
		size_t		n = strlen(organ);

		len = 0;
		if (n + 5 + (size_t) (p - number) <= RES_SYMBOL_MAX)
			len = (uint32_t) (put_bytes(put_bytes(put_bytes(out, organ, n), "/RES/", 5), number, (size_t) (p - number)) - out);
	}
	else
		len = res_symbol_of_number(organ, decision, number, (uint32_t) (p - number), out);
	out[len <= RES_SYMBOL_MAX ? len : 0] = '\0';
}
