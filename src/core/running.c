/*-------------------------------------------------------------------------
 *
 * running.c
 *	  Documents cited in a text of which nothing is known.
 *
 * Inside a document the language is known from all of it, and the calls of
 * footnotes are gone before citations are looked for.  A piece of text alone,
 * as docsymbols_in gets it, may be too short to show its language, and calls
 * may stand at its numbers: "resolutions 71/20513 and 72/190,14".
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "citations.h"
#include "language.h"

/*
 * A longer text shows its language; a shorter one is read in each language of
 * its script, if need be.
 */
#define SHORT_TEXT		600

/*
 * No session of the Assembly had more resolutions or decisions (its decisions
 * are numbered from 301 on), no other organ so many in one.
 */
#define MOST_OF_ASSEMBLY	699
#define MOST_OF_OTHERS		60

/* The first session of the Assembly that numbers its resolutions "31/1". */
#define FIRST_ARABIC_SESSION	31

/* "71/2019" may be a number of a year; "71/2052" is resolution 71/205, note 2. */
#define LAST_YEAR				2039

/* Notes of one document are not more. */
#define MOST_CALLS		250

static int
number_at(const char *p, uint32_t len)
{
	int			value = 0;
	uint32_t	i;

	for (i = 0; i < len; i++)
		value = value * 10 + (p[i] - '0');
	return value;
}

/* Are these digits the call of a note? */
static inline bool
is_call(const char *p, uint32_t len)
{
	return len >= 1 && len <= 3 && *p != '0' && number_at(p, len) <= MOST_CALLS;
}

/* Do four digits at p look like the year of a document? */
static inline bool
is_year(const char *p)
{
	return (p[0] == '1' && p[1] == '9') || (p[0] == '2' && (p[1] == '0' || p[1] == '1'));
}

/* Digits at p. */
static inline uint32_t
digits_at(const char *p, const char *end)
{
	uint32_t	n = 0;

	while (p + n < end && res_is_digit(p[n]))
		n++;
	return n;
}

/*
 * Call behind a comma: the digits at p, behind a number, a date or a bracket,
 * in front of anything but more of a number ("resolutions 35/17,36/5").
 */
static bool
is_call_behind_comma(const char *text, const char *p, uint32_t len, const char *end)
{
	const char *before = p - 1;
	const char *behind = p + len;
	uint32_t	n = 0;

	if (!is_call(p, len) || before == text)
		return false;
	while (behind < end && *behind == ' ')
		behind++;
	if (behind < end && (*behind == '/' || *behind == '(' || *behind == '-'))
		return false;
	if (before[-1] == ')')
		return true;
	while (before - n > text && res_is_digit(before[-1 - (int) n]))
		n++;
	before -= n;

	/* "70/1,2", "28 September 2017,2", but not "1,200" */
	return n > 0 && before > text &&
		(before[-1] == '/' || (n == 4 && is_year(before) && before[-1] == ' ' && before - 1 > text && !res_is_digit(before[-2])));
}

/*
 * How many digits of the number behind the slash of "71/20513" are its own?
 * The rest is a call.  next: number of the call that follows, 0 if unknown.
 * Returns 0 if all are.
 */
static uint32_t
own_digits(int first, const char *p, uint32_t len, int next)
{
	int			most = first < FIRST_ARABIC_SESSION ? MOST_OF_OTHERS : MOST_OF_ASSEMBLY;
	uint32_t	best = 0;
	uint32_t	n;

	/* other organizations number by years: "7/2019" */
	if (len < 4 || len > 6 || (is_year(p) && (len == 4 ? number_at(p, 4) <= LAST_YEAR : first < 13)))
		return 0;
	for (n = 1; n <= 3 && n < len; n++)
	{
		if (*p == '0' || number_at(p, n) > most || !is_call(p + n, len - n))
			continue;
		best = n;
		if (next > 1 && number_at(p + n, len - n) == next - 1)
			break;
	}
	return best;
}

/* May the number of a resolution begin at p?  Those of symbols ("A/56/1026") do not. */
static bool
begins_number(const char *text, const char *p)
{
	return p == text || p[-1] == ' ' || p[-1] == '\n' || p[-1] == '(' || (unsigned char) p[-1] >= 0x80 ||
		(p[-1] == '-' && p - 1 > text && p[-2] == 'S');
}

/* Number of the call behind a comma that follows within a few words, or 0. */
static int
next_call(const char *text, const char *p, const char *end)
{
	const char *stop = end - p > 80 ? p + 80 : end;

	for (; p < stop; p++)
	{
		uint32_t	n;

		if (*p != ',' || p + 1 >= end || !res_is_digit(p[1]))
			continue;
		n = digits_at(p + 1, end);
		if (is_call_behind_comma(text, p + 1, n, end))
			return number_at(p + 1, n);
	}
	return 0;
}

/*
 * The text without calls of notes at its numbers: a copy with blanks in their
 * place, so that offsets stay the same; the text itself if there are none.
 */
static const char *
without_calls(ResArena *arena, const char *text, uint32_t len)
{
	const char *end = text + len;
	const char *p = text;
	const char *ticked = text;
	char	   *copy = NULL;

	while (p < end)
	{
		const char *call = NULL;
		uint32_t	ncall = 0;
		uint32_t	n;

		if (!res_is_digit(*p))
		{
			p++;
			continue;
		}
		n = digits_at(p, end);
		if (p > text && p[-1] == ',')
		{
			if (is_call_behind_comma(text, p, n, end))
			{
				call = p;
				ncall = n;
			}
		}
		else if (p - text > 1 && p[-1] == '/' && res_is_digit(p[-2]))
		{
			uint32_t	nfirst = 0;

			while (nfirst < 4 && p - 1 - nfirst > text && res_is_digit(p[-2 - (int) nfirst]))
				nfirst++;
			if (n >= 4 && nfirst <= 3 && begins_number(text, p - 1 - nfirst))
				ncall = own_digits(number_at(p - 1 - nfirst, nfirst), p, n, next_call(text, p + n, end));
			if (ncall > 0)
			{
				call = p + ncall;
				ncall = n - ncall;
			}
		}
		else if (n > 4 && n < 8 && is_year(p) && p - text > 2 && p[-1] == ' ' && res_is_alpha(p[-2]) &&
				 is_call(p + 4, n - 4))
		{
			/* "12 July 20214" */
			call = p + 4;
			ncall = n - 4;
		}
		else if (p - text > 5 && p[-1] == ')' && res_is_digit(p[-2]) && is_call(p, n) &&
				 !(p + n < end && (p[n] == '/' || res_is_alpha(p[n]))))
		{
			/* "2719 (2023)1" */
			call = p;
			ncall = n;
		}
		p += n;
		res_tick(arena, (uint32_t) (p - ticked));
		ticked = p;
		if (call == NULL)
			continue;
		if (copy == NULL)
		{
			copy = res_alloc(arena, len);
			if (copy == NULL)
				return text;
			memcpy(copy, text, len);
		}
		memset(copy + (call - text), ' ', ncall);
	}
	return copy != NULL ? copy : text;
}

/* How many of the citations have a symbol. */
static uint32_t
count_symbols(const ResCited *cited, uint32_t n)
{
	uint32_t	symbols = 0;
	uint32_t	i;

	for (i = 0; i < n; i++)
		symbols += cited[i].symbol[0] != '\0';
	return symbols;
}

/* What a scan has found, as long as the arena lasts. */
static ResCited *
keep_cited(ResArena *arena, const ResCited *cited, uint32_t n)
{
	ResCited   *kept = n > 0 ? res_alloc(arena, sizeof(ResCited) * n) : NULL;

	if (kept != NULL)
		memcpy(kept, cited, sizeof(ResCited) * n);
	return kept;
}

/*
 * res_cited_read — all citations of a piece of running text; see citations.h.
 *
 * Of a short text in Latin letters that language counts in which it cites
 * most; the one that its words suggest, if others find no more.
 */
uint32_t
res_cited_read(ResArena *arena, ResStr organ, const char *text, uint32_t len, ResCited **cited)
{
	static const ResLang latin[] = {RES_EN, RES_FR, RES_ES, RES_DE};
	ResCiteContext context = {RES_EN, {NULL, 0}, false, NULL, false};
	ResLang		detected;
	uint32_t	most;
	uint32_t	n;
	uint32_t	i;

	text = without_calls(arena, text, len);
	detected = res_language_detect(text, len);
	context.organ = organ;
	context.lang = detected;
	n = res_cited_scan(arena, &context, text, len, cited);
	*cited = keep_cited(arena, *cited, n);
	if (len > SHORT_TEXT || detected == RES_RU || detected == RES_ZH || detected == RES_AR)
		return n;
	most = count_symbols(*cited, n);
	for (i = 0; i < sizeof(latin) / sizeof(latin[0]); i++)
	{
		ResCited   *found;
		uint32_t	nfound;

		if (latin[i] == detected)
			continue;
		context.lang = latin[i];
		nfound = res_cited_scan(arena, &context, text, len, &found);
		if (count_symbols(found, nfound) > most)
		{
			most = count_symbols(found, nfound);
			*cited = keep_cited(arena, found, nfound);
			n = nfound;
		}
	}
	return n;
}
