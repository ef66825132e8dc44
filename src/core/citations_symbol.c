/*-------------------------------------------------------------------------
 *
 * citations_symbol.c
 *	  Symbols printed in running text: "A/HRC/42/46 and Add.1".
 *
 * What a symbol is, symbol.c says.  Here is what stands around it: the date
 * of the document, suffixes that stand for further documents, the pinpoint.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"
#include "symbol.h"

static ResCiteKind
kind_of_symbol(const char *symbol)
{
	const char *end = symbol + strlen(symbol);
	const char *p;

	/* of two kinds that are named, the first of these */
	bool		decision = false;
	bool		statement = false;

	for (p = symbol; end - p >= 5; p++)
	{
		if (*p == '/')
		{
			if (memcmp(p + 1, "RES/", 4) == 0 || memcmp(p + 1, "Res.", 4) == 0)
				return RES_CITE_RESOLUTION;
			decision |= memcmp(p + 1, "DEC/", 4) == 0 || memcmp(p + 1, "Dec.", 4) == 0;
		}
		else if (*p == 'P')
			statement |= memcmp(p, "PRST/", 5) == 0;
	}
	return decision ? RES_CITE_DECISION : statement ? RES_CITE_STATEMENT : RES_CITE_DOCUMENT;
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
		if ((n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
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
const char *
res_cite_at_symbol(Scan *s, const char *p)
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
		p - s->records <= reach(s, LIST_GAP))
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
	if (c->date == RES_NO_DATE && (n = res_cite_lex_glued(s, RES_LEX_DATE_LEAD, q, &entry)) > 0)
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
		t = res_cite_read_pinpoint(s, q, kind == RES_CITE_DOCUMENT ||
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
