/*-------------------------------------------------------------------------
 *
 * symbol_make.c
 *	  Document symbols made from an organ and a number, as resolutions are
 *	  cited, or from columns of a table.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

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

/* Digits at *p, four at most, the first no zero: their value; 0 if there are none. */
static uint32_t
plain_digits(const char **p, const char *end)
{
	const char *q = *p;
	uint32_t	n = 0;

	if (q == end || *q == '0')
		return 0;
	for (; q < end && q - *p < 4 && res_is_digit(*q); q++)
		n = n * 10 + (uint32_t) (*q - '0');
	*p = q;
	return n;
}

/*
 * Most numbers that are cited are those of the General Assembly, "79/123", from
 * session 31 on, of the Human Rights Council, of the Economic and Social
 * Council, "2020/15", and of the Security Council, "1325 (2000)".  Such a
 * symbol is made of its parts; the rules for all others say the same
 * (number_fits).  Returns 0 if the number is none of these.
 */
static uint32_t
plain_number(const char *organ, uint32_t norgan, bool decision, const char *number, uint32_t len, char *out)
{
	const char *p = number;
	const char *end = number + len;
	uint32_t	first = plain_digits(&p, end);
	uint32_t	least;
	uint32_t	most;

	if (first == 0 || end - p < 2)
		return 0;
	if (norgan == 1 && organ[0] == 'S')
	{
		uint32_t	year;

		if (p[0] != ' ' || p[1] != '(' || decision)
			return 0;
		p += 2;
		year = plain_digits(&p, end);
		if (year < 1946 || year > 2099 || end - p != 1 || *p != ')')
			return 0;
	}
	else
	{
		uint32_t	second;

		if (norgan == 1 && organ[0] == 'A')
		{
			least = 31;
			most = 199;
		}
		else if (norgan == 1 && organ[0] == 'E')
		{
			least = 1946;
			most = 2099;
		}
		else if (norgan == 5 && memcmp(organ, "A/HRC", 5) == 0)
		{
			least = 1;
			most = 199;
		}
		else
			return 0;
		if (first < least || first > most || *p++ != '/')
			return 0;
		second = plain_digits(&p, end);
		if (second == 0 || second > 999 || p != end)
			return 0;
	}

	/* the number may stand where the symbol is written */
	memmove(out + norgan + 5, number, len);
	memcpy(out, organ, norgan);
	memcpy(out + norgan, decision ? "/DEC/" : "/RES/", 5);
	out[norgan + 5 + len] = '\0';
	return norgan + 5 + len;
}

/*
 * How many components an organ has whose name tells at a glance that it is not
 * printed with its session, "E/CN.4/Sub.2": it is letters, digits, full stops
 * and slashes, and ends in a digit.  0 for the others.
 */
static uint32_t
plain_components(const char *organ, uint32_t norgan)
{
	uint32_t	n = 1;
	uint32_t	i;

	if (!res_is_digit(organ[norgan - 1]))
		return 0;
	for (i = 0; i < norgan; i++)
	{
		if (organ[i] == '/')
			n++;
		else if (organ[i] != '.' && !res_is_alpha(organ[i]) && !res_is_digit(organ[i]))
			return 0;
	}
	return n;
}

/*
 * The symbol of a text "A/RES/79/1" whose organ has "n" components; "sure" says
 * that they were counted.  0 if its number is none, UINT32_MAX if it has others.
 */
static uint32_t
adopted_symbol(const char *text, uint32_t len, uint32_t n, bool sure, char *out)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	char		letters[RES_SYMBOL_KEY_MAX];
	Token		tok[MAX_TOKENS];
	uint32_t	keylen = res_symbol_key(text, len, key, NULL);
	uint32_t	all = keylen > 0 ? res_symbol_decode(key, keylen, tok, letters) : 0;
	uint32_t	i;

	for (i = 1; !sure && i < n; i++)
		if (i >= all || (tok[i].kind == TOK_WORD && is_adopted(tok[i].known)))
			return UINT32_MAX;
	if (!sure && (n >= all || tok[n].kind != TOK_WORD || !is_adopted(tok[n].known)))
		return UINT32_MAX;
	return all <= n + 1 || !number_fits(tok, all, n + 1) ? 0 : res_symbol_normal_form(tok, all, out);
}

uint32_t
res_symbol_of_number(const char *organ, bool decision, const char *number, uint32_t len, char *out)
{
	char		text[RES_SYMBOL_MAX + 1];
	char		session[RES_SYMBOL_MAX + 1];
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	char		letters[RES_SYMBOL_KEY_MAX];
	Token		tok[MAX_TOKENS];
	uint32_t	norgan = (uint32_t) strlen(organ);
	uint32_t	keylen;
	uint32_t	n;
	const Token *last;

	if (norgan == 0 || norgan > 60 || len == 0 || len > 60)
		return 0;
	if ((n = plain_number(organ, norgan, decision, number, len, out)) > 0)
		return n;
	memcpy(text, organ, norgan);
	memcpy(text + norgan, decision ? "/DEC/" : "/RES/", 5);
	memcpy(text + norgan + 5, number, len);
	if ((n = plain_components(organ, norgan)) > 1 &&
		(n = adopted_symbol(text, norgan + 5 + len, n, false, out)) != UINT32_MAX)
		return n;
	keylen = res_symbol_key(organ, norgan, key, NULL);
	n = res_symbol_decode(key, keylen, tok, letters);
	if (n == 0)
		return 0;
	last = &tok[n - 1];

	/* is the session printed with the body: UNEP/EA.4/Res.1? */
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

			memcpy(session, organ, norgan);
			session[norgan] = '.';
			while (i < len && res_is_digit(number[i]))
				session[pos++] = number[i++];
			if (i == 0 || i + 1 >= len || number[i] != '/')
				return 0;
			memcpy(session + pos, decision ? "/Dec." : "/Res.", 5);
			pos += 5;
			memcpy(session + pos, number + i + 1, len - i - 1);
			pos += len - i - 1;
			keylen = res_symbol_key(session, pos, key, NULL);
			return keylen == 0 ? 0 : res_symbol_print(key, keylen, out);
		}
	}
	return adopted_symbol(text, norgan + 5 + len, n, true, out);
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

/* Are two texts of one length equal but for case? */
static bool
same_text(const char *a, const char *b, uint32_t len)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
		if (res_lower(a[i]) != res_lower(b[i]))
			return false;
	return true;
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

/* The session byte of a session of the organ that has a Roman number; else 0. */
static uint32_t
old_session(ResStr organ, ResStr session)
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
		return 0;
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
			return 0;
	}
	else
		value = res_symbol_roman_read(folded + i, session.len - i);
	if (value == 0 || value > most)
		return 0;
	return base + value;
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
	uint32_t	old;			/* session with a Roman number */
	uint32_t	i;

	organ = trim(organ);
	session = trim(session);
	number = trim(number);
	series = trim(series);
	suffix = trim(suffix);
	if (series.len > 0 && series.p[series.len - 1] == '.')
		series.len--;

	/* "Security Council" is "S"; "A/RES" with the series RES is "A" */
	for (i = 0; i < res_symbol_nnames; i++)
		if (same_name(organ, res_symbol_names[i].name))
		{
			organ.p = res_symbol_names[i].organ;
			organ.len = (uint32_t) strlen(organ.p);
			break;
		}
	if (series.len > 0 && organ.len > series.len + 1 && organ.p[organ.len - series.len - 1] == '/' &&
		same_text(organ.p + organ.len - series.len, series.p, series.len))
		organ.len -= series.len + 1;
	if (organ.len == 0 || organ.len > RES_SYMBOL_MAX / 2 || number.len == 0 || number.len > RES_SYMBOL_MAX / 4 ||
		session.len > RES_SYMBOL_MAX / 4 || series.len > 10 || suffix.len > RES_SYMBOL_MAX / 4)
	{
		res_symbol_set_error(err, 0, "An organ and a number are needed, and no part may be long.", NULL);
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

	/* the Council has no sessions: a year may stand in their column */
	if (adopted && year == 0 && session.len == 4 && organ.len == 1 && res_lower(organ.p[0]) == 's' &&
		res_is_digit(session.p[0]))
	{
		for (i = 0; i < 4 && res_is_digit(session.p[i]); i++)
			year = year * 10 + (session.p[i] - '0');
		session.len = 0;
	}
	old = adopted ? old_session(organ, session) : 0;
	first = adopted || (word != NULL && (word->kind == RES_SYMBOL_STATEMENT || word->under[0] != '\0'));

	if (adopted && !glued && session.len > 0 && old == 0)
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
		if (old != 0)
		{
			res_symbol_print_session(&pr, old, true);
			put_char(&pr, ')');
			goto done;
		}
		if (session.len == 0 && year != 0 && organ.len == 1 && (organ.p[0] == 'S' || organ.p[0] == 's'))
		{
			res_symbol_print_number(&pr, (uint32_t) year, 0);
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
		res_symbol_print_number(&pr, year > 0 ? (uint32_t) year : 0, 0);
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
