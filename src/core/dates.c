/*-------------------------------------------------------------------------
 *
 * dates.c
 *	  Dates as the field prints them, in running text and in mastheads.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "dates.h"

/* Days before the first of March-based month m, so that February is last. */
#define DAYS_BEFORE(m)		((153 * (m) + 2) / 5)

/* Days from 0000-03-01 to 2000-01-01. */
#define EPOCH_DAYS			730425

ResDate
res_date_of(int year, int month, int day)
{
	static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int			y;
	int			m;

	if (year < 1900 || year > 2199 || month < 1 || month > 12)
		return RES_NO_DATE;
	if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && !leap))
		return RES_NO_DATE;

	/* count years from March, so that the leap day is the last of its year */
	y = month > 2 ? year : year - 1;
	m = month > 2 ? month - 3 : month + 9;
	return (ResDate) (365 * y + y / 4 - y / 100 + y / 400 +
					  DAYS_BEFORE(m) + day - 1 - EPOCH_DAYS);
}

int
res_date_year_month(ResDate date, int *month)
{
	/* a day of the four hundred years from 1 March 2000 or 1600 on, which have 146,097 */
	int			day = (date + EPOCH_DAYS) % 146097;
	int			year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int			m = (5 * (day - (365 * year + year / 4 - year / 100)) + 2) / 153;

	*month = m < 10 ? m + 3 : m - 9;
	return (date + EPOCH_DAYS) / 146097 * 400 + year + (m >= 10);
}

int
res_date_year(ResDate date)
{
	int			month;

	return res_date_year_month(date, &month);
}

/*
 * A number of at most "most" European or Arabic-Indic digits; no further digit
 * may follow.  Returns the place behind it, NULL if there is none.
 */
static const char *
read_number(const char *p, const char *end, int least, int most, int *value)
{
	int			n = 0;

	*value = 0;
	while (p < end)
	{
		int			digit;

		if (res_is_digit(*p))
		{
			digit = *p - '0';
			p++;
		}
		else if (end - p >= 2 && (unsigned char) p[0] == 0xd9 &&
				 (unsigned char) p[1] >= 0xa0 && (unsigned char) p[1] <= 0xa9)
		{
			digit = (unsigned char) p[1] - 0xa0;
			p += 2;
		}
		else
			break;
		if (++n > most)
			return NULL;
		*value = *value * 10 + digit;
	}
	return n >= least ? p : NULL;
}

/* Try one shape at p. */
static const char *
match_shape(ResLang lang, const char *shape, const char *shape_end,
			const char *p, const char *end, ResDate *date)
{
	int			day = 0;
	int			month = 0;
	int			year = 0;

	while (shape < shape_end)
	{
		if (*shape == ' ')
		{
			shape++;
			continue;
		}
		p = res_skip_blanks(p, end);
		if (*shape == '{' && shape_end - shape >= 3 && shape[2] == '}')
		{
			const ResLexEntry *entry;
			uint32_t	n;

			switch (shape[1])
			{
				case 'd':
					p = read_number(p, end, 1, 2, &day);
					break;
				case 'n':
					p = read_number(p, end, 1, 2, &month);
					break;
				case 'y':
					p = read_number(p, end, 4, 4, &year);
					break;
				case 'm':
					/* months may be printed in two names with a slash */
					n = res_lex_match(lang, RES_LEX_MONTH, p, end, &entry);
					if (n == 0 || (month != 0 && month != entry->number))
						return NULL;
					month = entry->number;
					p += n;
					break;
				default:
					return NULL;
			}
			if (p == NULL)
				return NULL;
			shape += 3;
		}
		else if (p < end && res_lower(*p) == res_lower(*shape))
		{
			/* the bytes of one character stand together */
			do
			{
				p++;
				shape++;
			} while (shape < shape_end && p < end &&
					 ((unsigned char) *shape & 0xc0) == 0x80 && *shape == *p);
			if (shape < shape_end && ((unsigned char) *shape & 0xc0) == 0x80)
				return NULL;
		}
		else
			return NULL;
	}
	*date = res_date_of(year, month, day);
	return *date == RES_NO_DATE ? NULL : p;
}

uint32_t
res_date_match(ResLang lang, const char *p, const char *end, ResDate *date)
{
	const ResLexEntry *shapes;
	const char *best = NULL;
	const char *first = res_skip_blanks(p, end);
	ResDate		best_date = RES_NO_DATE;
	uint32_t	len;
	bool		figure = res_digit(first, end, &len) >= 0;
	bool		month = (res_lex_sets(lang, first, end) & RES_LEX_SET(RES_LEX_MONTH)) != 0;
	uint32_t	n;
	uint32_t	i;

	shapes = res_lex_entries(lang, RES_LEX_DATE_SHAPE, &n);
	for (i = 0; i < n; i++)
	{
		ResDate		found;
		const char *q;

		/* most places begin no date */
		if (*shapes[i].text == '{' && (shapes[i].text[1] == 'm' ? !month : !figure))
			continue;
		q = match_shape(lang, shapes[i].text, shapes[i].text + shapes[i].len, p, end, &found);

		if (q != NULL && (best == NULL || q > best))
		{
			best = q;
			best_date = found;
		}
	}
	if (best == NULL)
		return 0;
	if (date != NULL)
		*date = best_date;
	return (uint32_t) (best - p);
}
