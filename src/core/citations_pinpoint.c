/*-------------------------------------------------------------------------
 *
 * citations_pinpoint.c
 *	  Pinpoints: the part of a document that is cited.
 *
 * They stand behind the citation ("resolution 66/288, annex"; "A/71/53, chap.
 * V, sect. A") or lead to it ("paragraph 3 (a) (v) of its resolution …",
 * "Article 71 of the Charter").  The words are in the tables (class pinpoint);
 * in Chinese they stand behind their numbers.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

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

		q = res_cite_read_digits(s, p, 6, &value);
		if (q == NULL)
			return NULL;
		if (q < s->end && (*q == '/' || *q == '('))
			return NULL;

		/* a resolution's number is none of these */
		if (q - p <= 4 && res_cite_read_number(s, p, &num) != NULL && num.form != FORM_PLAIN)
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
		if (res_cite_read_roman(s, &q) == 0 || (word_at(s, q) && (unsigned char) *q < 0x80))
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
		uint32_t	n = lex(s, RES_LEX_PIN_NUMBER, p, NULL);

		if (n == 0)
			n = res_cite_letter_len(s, p, &letter);
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
				if ((n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
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
 * A pinpoint whose word stands behind its number: "第5段", "第一章", "C节"; with
 * with_heads "第59/1号决议" too, as behind a document.  Returns the place behind
 * it, null if there is none; *word is its word, null for a resolution.
 */
static const char *
number_in_front(const Scan *s, const char *p, bool with_heads, const ResLexEntry **word)
{
	const char *q;
	const char *t;
	uint32_t	n = lex(s, RES_LEX_NUMBER_SIGN, p, word);
	int			value;

	if (n > 0 && ((*word)->number != 0 || (unsigned char) *p < 0x80))
		return NULL;
	if (n == 0 && (p >= s->end || !res_is_upper(*p)))
		return NULL;
	p = skip_blanks(s, p + n);
	q = n > 0 ? res_cite_read_digits(s, p, 6, &value) : NULL;
	if (q != NULL && with_heads && q < s->end && *q == '/')
	{
		t = res_cite_read_digits(s, q + 1, 4, &value);
		if (t != NULL && (n = lex(s, RES_LEX_NUMBER_SIGN, t, word)) > 0 && (*word)->number == 1 &&
			((n = lex(s, RES_LEX_RESOLUTION, t += n, word)) > 0 ||
			 (n = lex(s, RES_LEX_DECISION, t, word)) > 0) && (*word)->number == 1)
		{
			*word = NULL;
			return t + n;
		}
	}
	if (q == NULL)
	{
		if (n > 0 && (n = lex(s, RES_LEX_PIN_NUMBER, p, NULL)) > 0)
			q = p + n;
		else if (p < s->end && res_is_upper(*p))
			for (q = p; q < s->end && q - p < 6 && (res_is_upper(*q) || *q == '.'); q++)
				;
		else
			return NULL;
	}
	q = skip_blanks(s, q);
	n = q < s->end && (unsigned char) *q >= 0x80 ? lex(s, RES_LEX_PINPOINT, q, word) : 0;
	return n > 0 && (*word)->number == 1 ? q + n : NULL;
}

/*
 * A pinpoint at p: words of class pinpoint with their numbers, joined by
 * commas.  with_heads: "decision 1/CP.21" and "resolution 14/221" belong to
 * it too, as behind a document.  Returns the place behind it, null if there
 * is none; *volume says if it begins with a volume.
 */
const char *
res_cite_read_pinpoint(const Scan *s, const char *p, bool with_heads, bool *volume)
{
	const ResLexEntry *entry;
	const char *good = NULL;
	int			i;

	for (i = 0; i < 12; i++)
	{
		const ResLexEntry *behind;
		const char *q;
		uint32_t	n;

		/* in Chinese the word stands behind the number: "第一章，C节，第59/1号决议" */
		if ((q = number_in_front(s, p, with_heads, &behind)) != NULL)
		{
			if (good == NULL && volume != NULL)
				*volume = behind != NULL && is(behind->value, "vol.");
			good = q;
			p = skip_blanks(s, good);
			if ((n = comma_len(s, p)) > 0)
				p = skip_blanks(s, p + n);
			else if (behind == NULL)
				break;
			continue;
		}
		if ((n = lex(s, RES_LEX_PINPOINT, p, &entry)) > 0 && entry->number == 0)
		{
			if (good == NULL && volume != NULL)
				*volume = is(entry->value, "vol.");
			q = read_pin_numbers(s, p + n);

			/* "the relevant paragraphs of": only an annex may stand without its number */
			if (q == p + n && !is(entry->value, "alone") && !is(entry->value, "vol."))
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

/* The pinpoint that leads to a citation whose first word is at "to". */
ResStr
res_cite_pinpoint_before(Scan *s, const char *to)
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
		end = res_cite_read_pinpoint(s, start, false, NULL);
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
				(n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, p, &entry)) == 0)
			{
				t = res_cite_read_pinpoint(s, p, false, NULL);
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
