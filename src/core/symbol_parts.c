/*-------------------------------------------------------------------------
 *
 * symbol_parts.c
 *	  Document symbols: what a symbol says of its document: organ, session,
 *	  series, number, kind.
 *
 *-------------------------------------------------------------------------
 */
#include "language.h"
#include "symbol_internal.h"

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

	res_symbol_print_tokens(&pr, tok, n);
	return keep(pw, &pr, start);
}

/* The number of a token as printed, with "S-" or "ES-" for a special session. */
static ResStr
keep_number(PartsWriter *pw, const Token *tok, const char *prefix)
{
	char	   *start = pw->next;
	Printer		pr = {start, pw->parts->buf + sizeof(pw->parts->buf), 0};

	put_text(&pr, prefix, (uint32_t) strlen(prefix));
	res_symbol_print_number(&pr, tok->num, tok->zeros);
	if (tok->range)
	{
		put_char(&pr, '-');
		res_symbol_print_number(&pr, tok->to, tok->to_zeros);
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
	uint32_t	nall = res_symbol_decode(key, keylen, all, text);
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
