/*-------------------------------------------------------------------------
 *
 * calls_score.c
 *	  How much speaks for some digits in the text being the call of a note.
 *
 * A call stands behind a word or its punctuation, glued to it or behind a
 * blank; a number of the text has a word that wants one in front, or a counted
 * thing behind it.
 *
 *-------------------------------------------------------------------------
 */
#include "calls_internal.h"
#include "dates.h"
#include "language.h"

/* Longest word that is looked for in front of a number, in bytes. */
#define LONGEST_WORD	64

/* The word in front of "at" (at points behind it). */
static const char *
word_before(const char *text, const char *at)
{
	const char *p = at;

	while (p > text && p[-1] != ' ' && at - p < LONGEST_WORD)
		p--;
	return p;
}

/* Four digits that are a year end at "at". */
static bool
is_year(const char *text, const char *at)
{
	if (at - text < 4 || !res_is_digit(at[-1]) || !res_is_digit(at[-2]) || !res_is_digit(at[-3]))
		return false;
	if (at - text > 4 && res_is_digit(at[-5]))
		return false;
	return (at[-4] == '1' && at[-3] == '9') || (at[-4] == '2' && at[-3] == '0');
}

/* The number of a document ends at "at": "5/14". */
static bool
of_document(const char *text, const char *at)
{
	const char *p = at;

	while (p > text && res_is_digit(p[-1]))
		p--;
	return p < at && p - text >= 2 && p[-1] == '/' && (res_is_digit(p[-2]) || res_is_upper(p[-2]));
}

/*
 * A year in brackets behind a word, "recommendation (2019)", has its number
 * behind it; behind a number, "resolution 1325 (2000)", there is none to come.
 */
static bool
year_wants_number(const char *text, const char *at)
{
	return at - text >= 8 && at[-1] == ')' && is_year(text, at - 1) && at[-6] == '(' &&
		at[-7] == ' ' && res_is_alpha(at[-8]);
}

/* Is the call alone on its line in the source, or at its end? */
static bool
alone_in_source(const ResReader *rd, uint32_t start, uint32_t end)
{
	uint32_t	s = res_flow_src(rd->flow, start);
	uint32_t	e = res_flow_src(rd->flow, end - 1) + 1;

	while (s > 0 && rd->src[s - 1] == ' ')
		s--;
	while (e < rd->len && (rd->src[e] == ' ' || rd->src[e] == '\r'))
		e++;
	return (s == 0 || rd->src[s - 1] == '\n') && (e >= rd->len || rd->src[e] == '\n');
}

/*
 * In a language that sets a comma in front of decimals: "1,5", but not behind
 * the number of a document, "42/9,1".
 */
static bool
decimal_comma(const ResReader *rd, const char *text, const char *p, const char *e)
{
	const char *w = p - 1;
	uint32_t	n;

	(void) res_lex_entries(rd->lang, RES_LEX_DECIMAL_COMMA, &n);
	while (w > text && res_is_digit(w[-1]))
		w--;
	/* two calls in a row: "10,11" */
	if (p - 1 - w <= 3 && number_of(p, e) == number_of(w, p - 1) + 1 && w > text && w[-1] != ' ')
		return false;
	return n > 0 && !(w > text && w[-1] == '/');
}

/* "Council,1,2": the next number behind the comma. */
static bool
two_calls(const char *p, const char *e, const char *tend)
{
	const char *q = e + 1;
	uint32_t	v = 0;
	uint32_t	w = 0;

	if (e - p > 3)
		return false;
	for (; p < e; p++)
		v = v * 10 + (uint32_t) (*p - '0');
	while (q < tend && res_is_digit(*q) && w < 10000)
		w = w * 10 + (uint32_t) (*q++ - '0');
	return w == v + 1;
}

/*
 * In writing without blanks: does some word of the class end at "at"?  Only as
 * far back as such a word is long.
 */
static bool
unspaced_word_before(const ResReader *rd, ResLexClass cls, const char *text, const char *at)
{
	const char *p = at;
	int			chars;

	for (chars = 0; chars < 4 && p > text; chars++)
	{
		p = res_last_char(text, p);
		if (!res_is_unspaced(p, at))
			return false;
		if (res_lex_match(rd->lang, cls, p, at, NULL) == (uint32_t) (at - p))
			return true;
	}
	return false;
}

/* A number stands behind a word that wants one: "Agenda 21", "Goal 5". */
bool
res_after_number_word(const ResReader *rd, const char *text, const char *p)
{
	const char *w;
	const char *q;

	if (p - text < 3 || p[-1] != ' ')
		return false;
	w = word_before(text, p - 1);

	/* behind an article that has lost its vowel: "d’Action 21" */
	for (q = w; q < p - 1 && q - w <= 4; q++)
		if (*q == '\'')
			w = q + 1;
		else if (p - q > 3 && memcmp(q, "\xE2\x80\x99", 3) == 0)
			w = q + 3;
	return res_is_upper(*w) &&
		res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p - 1, NULL) == (uint32_t) (p - 1 - w);
}

/*
 * The same for writing without blanks, where numbers of the text touch the
 * words around them as calls do: the counted thing behind a number ("3 months"
 * is one word) or what introduces it in front tells it from a call.
 */
static int32_t
unspaced_call_score(const ResReader *rd, const char *text, const char *tend, const char *p,
					const char *e, bool *glued)
{
	const char *b = p;
	const char *a = e;
	const char *last;
	int32_t		score = 50;

	while (b > text && b[-1] == ' ')
		b--;
	while (a < tend && *a == ' ')
		a++;
	if (b == text)
		return NO_CALL;
	*glued = b == p;
	if (b < p)
		score = alone_in_source(rd, (uint32_t) (p - rd->flow->text), (uint32_t) (e - rd->flow->text)) ? 65 : 30;
	if (unspaced_word_before(rd, RES_LEX_NOT_CALL_BEFORE, text, b))
	{
		if (a == e)
			return NO_CALL;
		score -= *glued ? 20 : 40;
	}
	else if (a == e && res_is_word(e, tend))
		score -= 20;			/* inside a word on both sides */
	if (res_is_alpha(b[-1]))
		score -= 20;
	if (a < tend && res_is_digit(*a))
		score -= 40;			/* "1 500" */
	if (res_lex_match(rd->lang, RES_LEX_AND, a, tend, NULL) > 0)
		score -= 2;
	else if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, a, tend, NULL) > 0)
		return a == e ? NO_CALL : score - 40;

	/* "1、2": behind a mark that stands between two numbers */
	last = res_last_char(text, b);
	if (last > text && res_is_digit(last[-1]) && !res_is_word(last, b))
		score -= 35;
	else if (!res_is_word(last, b) && (unsigned char) *last >= 0x80)
		score += 10;			/* closing quotation marks, stops */
	return score;
}

/* "Genera1": the letter l of a word, misread; the word is none without it. */
static bool
misread_l(const ResReader *rd, const char *text, const char *p, const char *e)
{
	char		word[32];
	const char *w = p;
	size_t		n;

	if (e - p != 1 || *p != '1')
		return false;
	while (w > text && p - w < 30 && res_is_alpha(w[-1]))
		w--;
	n = (size_t) (p - w);
	if (n < 3 || n > 30)
		return false;
	memcpy(word, w, n);
	word[n] = 'l';
	return !res_vocabulary_has(rd->lang, word, (uint32_t) n) && res_vocabulary_has(rd->lang, word, (uint32_t) n + 1);
}

/*
 * How much speaks for a run of digits being a call, in tenths of a point;
 * NO_CALL if it cannot be.  text/tend: the block; p/e: the digits.  Points are
 * whole numbers, so that every machine adds them up alike.
 */
int32_t
res_call_score(const ResReader *rd, const char *text, const char *tend, const char *p, const char *e,
			   bool *glued)
{
	unsigned char before = p > text ? (unsigned char) p[-1] : ' ';
	unsigned char after = e < tend ? (unsigned char) *e : ' ';
	const char *w;

	*glued = false;
	if (before == '^' && p - text >= 2 && p[-2] == '[' && after == ']')
		return 100;
	if (before == '(' && after == ')')
	{
		/* Arabic: the call in brackets at the word, or at a year */
		if (p - text < 2 || res_is_alpha(p[-2]))
			return NO_CALL;
		if (p[-2] == ' ' || res_is_digit(p[-2]))
		{
			uint32_t	n;

			(void) res_lex_entries(rd->lang, RES_LEX_BRACKET_CALLS, &n);
			if (n == 0)
				return NO_CALL;
			/* behind a year; "article 7(2)" is likely none */
			return p[-2] == ' ' ? 30 : is_year(text, p - 1) ? 50 : 20;
		}
		return (unsigned char) p[-2] >= 0x80 || closes_word((unsigned char) p[-2]) ? 60 : NO_CALL;
	}
	if (before == ',' && p - text >= 2 && res_is_digit(p[-2]) && !is_year(text, p - 1) &&
		(e - p == 3 ? !of_document(text, p - 1) : decimal_comma(rd, text, p, e)))
		return NO_CALL;			/* "8,372", "1,5"; but "resolution 5/14,118" */
	if (before == ',' && after == ')')
		return NO_CALL;			/* "reports,1) progress": a label */
	if (e - p <= 2 && (before == ' ' || before >= 0x80 || before == ',') &&
		res_date_match(rd->lang, p, tend, NULL) > 0)
		return NO_CALL;			/* "24 April 2015,17 August 2015" */
	if (after == '/' || after == '%' || after == '(' ||
		(after == '.' && e + 1 < tend && res_is_digit(e[1])) ||
		(after == ',' && e + 1 < tend && res_is_digit(e[1]) && !two_calls(p, e, tend)) ||
		res_dash_len(e, tend) > 0)
		return NO_CALL;
	if (before == '/' || before == '-' || before == '(' || before == '.' || before == '$')
	{
		/* "resolution 55/2.3" is none; a word's full stop may carry a call */
		if (before != '.' || p - text < 3)
			return NO_CALL;
		w = word_before(text, p);
		if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p, NULL) == (uint32_t) (p - w))
			return NO_CALL;		/* "S/RES/1756 (2007), op.2" */
		*glued = true;

		/* a paragraph ends with its stop, so a number behind it is a call: "(2022).1" */
		if (e == tend && e - p <= 2 && memchr(word_before(text, p), '/', (size_t) (p - word_before(text, p))) == NULL &&
			(res_is_alpha(p[-2]) || p[-2] == ')' || res_is_digit(p[-2])))
			return 50;
		if (!res_is_lower(p[-2]) || !res_is_lower(p[-3]))
			return NO_CALL;
		return 40;
	}
	if (p - text >= 3 && (res_dash_len(p - 3, p) == 3 || res_open_quote_len(p - 3, p) == 3))
		return NO_CALL;
	if (before == ' ' && p - text >= 3 && res_open_quote_len(p - 3, p) == 2)
		return NO_CALL;			/* "« 1" */
	if (p - text >= 3 && tend - e >= 3 && memcmp(p - 3, "\xE2\x80\x99", 3) == 0 &&
		memcmp(e, "\xE2\x80\x98", 3) == 0)
		return NO_CALL;			/* an Arabic label, ’2‘ */
	{
		const char *b = p;
		const char *a = e;

		while (b > text && b[-1] == ' ')
			b--;
		while (a < tend && *a == ' ')
			a++;
		if (b > text)
			b = res_last_char(text, b);
		if (res_is_unspaced(a, tend) || (b < p && res_is_unspaced(b, p)))
			return unspaced_call_score(rd, text, tend, p, e, glued);
	}
	if (res_is_lower((char) after) && !res_is_alpha((char) before))
	{
		uint32_t	w = res_lex_match(rd->lang, RES_LEX_ORDINAL_END, e, tend, NULL);

		if (w > 0 && !res_is_word(e + w, tend))
			return NO_CALL;		/* "its 2nd plenary meeting"; but "a11nd" */
	}
	if (before == ' ' && res_is_lower((char) after) && p - text >= 2)
	{
		/* "Parties, 8and", "Weapons 6and": the blank on the wrong side */
		if (closes_word((unsigned char) p[-2]))
			return 20;
		if (res_is_alpha(p[-2]) && tend - e >= 2 && res_is_lower(e[1]))
			return 15;
	}
	if (res_is_alpha((char) after) || (after >= 0x80 && res_blank_len(e, tend) == 0 &&
									   res_is_word(e, tend)))
	{
		/* inside or at the front of a word: slips of the source; normal in Chinese */
		*glued = before != ' ';
		if (before == ' ')
			return NO_CALL;
		if (after >= 0x80 && before >= 0x80)
			return 20;
		/* "August 2011,3S-18/1": the session of the next resolution */
		if (closes_word(before) && after == 'S' && tend - e >= 3 && res_dash_len(e + 1, tend) > 0)
			return 50;
		if (closes_word(before))
			return 30;
		return res_is_lower((char) after) && res_is_lower((char) before) ? 20 : 15;
	}
	if (before != ' ')
	{
		*glued = true;
		if (res_is_alpha((char) before))
		{
			/* "making100 per cent" */
			const ResLexEntry *entry;

			if (e < tend && *e == ' ' &&
				res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, e + 1, tend, &entry) > 0 && entry->number > 0)
				return 10;
			if (misread_l(rd, text, p, e))
				return 0;

			/* "CO2", "G20", "A4" */
			w = word_before(text, p);
			while (w < p && !res_is_alpha(*w) && (unsigned char) *w < 0x80)
				w++;
			if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p, NULL) == (uint32_t) (p - w))
				/* "session2": what stands behind a number word without a blank is a call */
				return p - w > 3 && res_is_lower(p[-1]) ? 50 : 15;
			if (p - w <= 3)
			{
				bool		caps = true;

				for (; w < p; w++)
					if (!res_is_upper(*w))
						caps = false;
				if (caps)
					return 15;
			}
			return 60;
		}
		if (before >= 0x80)
		{
			/* letters of other scripts, closing quotes; "and" may be set at a number */
			w = word_before(text, p);
			return res_lex_match(rd->lang, RES_LEX_CITE_PREFIX, w, p, NULL) == (uint32_t) (p - w) ? 10 : 60;
		}
		if (before == ',' && p - text >= 2 && res_is_digit(p[-2]) && !is_year(text, p - 1))
		{
			/* "paragraphs 6, 8,10"; but "resolution 42/9,1" */
			w = word_before(text, p);
			return memchr(w, '/', (size_t) (p - w)) != NULL ? 50 : 20;
		}
		if (before == ')' && year_wants_number(text, p))
			return 10;
		if (closes_word(before))
			return 60;
		return NO_CALL;
	}

	/* a blank in front */
	{
		const char *q = p - 1;
		const ResLexEntry *entry;
		unsigned char pp;
		int32_t		score;

		if (q <= text)
			return NO_CALL;
		pp = (unsigned char) q[-1];
		if (closes_word(pp))
		{
			score = 40;
			if (q - text >= 2 && res_is_digit(q[-2]))
			{
				const char *n = q - 1;

				/* "sections 1, 2 and 3"; but "8 September 2000, 2", "Agenda 21, 6" */
				while (n > text && res_is_digit(n[-1]))
					n--;
				score = is_year(text, q - 1) ? 30 : res_after_number_word(rd, text, n) ? 25 : 15;
			}
			else if (pp == ';' && e == tend)
				score = 60;		/* the paragraph has come to its end */
		}
		else if (res_is_digit((char) pp))
		{
			score = is_year(text, q) ? 24 : 13;
		}
		else
			score = 25;
		if (score < 40 || !closes_word(pp))
		{
			const char *wb = word_before(text, q);

			if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, wb, q, NULL) == (uint32_t) (q - wb))
			{
				score -= 14;
				if (e < tend && e[0] == ' ' && e + 1 < tend && e[1] == '(')
					score -= 15;	/* "paragraph 3 (a)" */
			}
			/* "resolution 5/6 4 of": behind the number of a document */
			if (res_is_digit((char) pp) && memchr(wb, '/', (size_t) (q - wb)) != NULL)
				score = 35;
		}
		if (e < tend && *e == ' ' &&
			res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, e + 1, tend, &entry) > 0)
			score -= res_lex_match(rd->lang, RES_LEX_AND, e + 1, tend, NULL) > 0 ? 2 : entry->number > 0 ? 40 : 12;
		if (e < tend && *e == ' ' && res_lex_match(rd->lang, RES_LEX_MONTH, e + 1, tend, NULL) > 0)
			score -= 40;
		if (alone_in_source(rd, (uint32_t) (p - rd->flow->text), (uint32_t) (e - rd->flow->text)))
			score += 40;
		return score;
	}
}

/* A year and a dash stand in front: "2015-". */
bool
res_behind_year(const char *text, const char *p)
{
	uint32_t	w;

	if (p - text >= 5 && res_dash_len(p - 1, p) == 1)
		w = 1;
	else if (p - text >= 7 && res_dash_len(p - 3, p) == 3)
		w = 3;
	else
		return false;
	return is_year(text, p - w);
}

/*
 * A word of the field in lower case, five letters or more, ends at "at", or a
 * quotation, or a year and its comma: none has a figure at its end.
 */
bool
res_behind_word(const ResReader *rd, const char *text, const char *at)
{
	const char *p = at;

	/* "2015–2030,6", "Development”16" */
	if (at - text > 5 && at[-1] == ',' && is_year(text, at - 1))
		return true;
	if (at - text > 8 && memcmp(at - 3, "\xE2\x80\x9D", 3) == 0)
		return res_is_lower(at[-4]) && res_is_lower(at[-5]);
	while (p > text && at - p < 30 && res_is_alpha(p[-1]))
		p--;
	if (at - p < 5 || (p > text && p[-1] != ' ' && p[-1] != '-'))
		return false;
	return res_is_lower(at[-1]) && res_is_lower(at[-2]) && res_is_lower(at[-3]) &&
		res_vocabulary_has(rd->lang, p, (uint32_t) (at - p));
}
