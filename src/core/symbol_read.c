/*-------------------------------------------------------------------------
 *
 * symbol_read.c
 *	  Document symbols: the grammar; a folded text is read into tokens.
 *
 *	  A symbol is a root and what stands behind it: components behind a "/",
 *	  brackets, sections, and a second half behind a dash.  What does not fit is
 *	  refused with what is wrong; where that takes more than a sentence, see
 *	  symbol_hint.c.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/* ---------- brackets ---------- */

/* Item of a part: "I", "29A", "B". */
static bool
read_item(SymbolReader *rd, Token *tok)
{
	uint32_t	n = 0;

	if (res_is_digit(*rd->p))
	{
		tok->form = FORM_DIGITS;
		if (!res_symbol_read_digits(rd, &tok->num, &tok->zeros))
			return false;
		res_symbol_read_letters(rd, tok);
		return true;
	}
	while (res_is_upper(rd->p[n]))
		n++;
	if (n == 0)
		return false;
	tok->num = n == 1 && *rd->p == 'L' ? 0 : res_symbol_roman_read(rd->p, n);
	if (tok->num != 0)
		tok->form = FORM_ROMAN;
	else if (n == 1)
	{
		tok->form = FORM_LETTERS;
		tok->letters = rd->p;
		tok->nletters = 1;
	}
	else
		return false;
	rd->p += n;
	rd->digits = true;
	return true;
}

/* "(Part I)", rd->p at the word. */
static bool
read_part(SymbolReader *rd)
{
	const ResSymbolWord *word = NULL;
	Token	   *tok;
	uint32_t	i;

	for (i = 0; i < res_symbol_npartwords; i++)
	{
		const ResSymbolWord *w = &res_symbol_partwords[i];

		if ((word == NULL || w->len > word->len) && strncmp(rd->p, w->name, w->len) == 0)
			word = w;
	}
	if (word == NULL)
	{
		uint32_t	n = 0;

		while (res_is_upper(rd->p[n]))
			n++;
		if (rd->p[n] == ')' && res_symbol_is_language(rd->p, n))
			return refuse(rd, LANGUAGE_DETAIL, LANGUAGE_HINT);
		if (n > 0 && rd->p[n] == ')' && strspn(rd->p, "IVXL") == n)
			return refuse(rd, "The Roman numeral is not written as numerals are.", NULL);
		return refuse(rd, "The brackets hold neither a year, a session nor a part.",
					  "Brackets read \"(2000)\", \"(XV)\", \"(Part I)\", \"(Vol. II)\", \"(Sect. 3)\" or \"(Resumption 1)\".");
	}
	rd->p += word->len;
	tok = new_token(rd, TOK_PART);
	tok->known = word;
	while (*rd->p != ')')
	{
		if (*rd->p == ' ')
			rd->p++;
		if (!read_item(rd, tok))
			return refuse(rd, "The number of the part cannot be read.", NULL);
		if (strncmp(rd->p, " AND ", 5) == 0)
		{
			rd->p += 4;
			if (rd->n >= MAX_TOKENS - 2)
				return false;
			tok = new_token(rd, TOK_AND);
		}
		else if (*rd->p != ')')
			return refuse(rd, "The closing bracket is missing.", NULL);
	}
	if (tok->kind == TOK_AND && tok->form == FORM_NONE)
		return refuse(rd, "The number of the part cannot be read.", NULL);
	rd->p++;
	return true;
}

/*
 * Had the organ such a session in Roman numerals?  Asked of principal organs;
 * what is not known of an organ is not denied.
 */
static bool
era_has(const SymbolReader *rd, uint32_t session)
{
	const Token *root = &rd->tok[rd->single];
	uint32_t	i;

	if (rd->n - rd->single < 2 || !is_adopted(root[1].known))
		return true;
	for (i = 0; i < res_symbol_neras; i++)
	{
		const ResSymbolEra *era = &res_symbol_eras[i];

		if (strcmp(era->organ, root->known->name) != 0)
			continue;
		if (session > SESSION_SPECIAL)
			return era->special == 0 || session - SESSION_SPECIAL <= era->special;
		if (session > SESSION_EMERGENCY)
			return era->emergency == 0 || session - SESSION_EMERGENCY <= era->emergency;
		return session <= era->regular;
	}
	return true;
}

/* What stands in brackets behind a component; rd->p at "(". */
static bool
read_brackets(SymbolReader *rd)
{
	Token	   *last = &rd->tok[rd->n - 1];
	Token	   *tok;
	uint32_t	len;
	uint32_t	session;

	rd->p++;
	if (res_is_digit(*rd->p))
	{
		const ResSymbolWord *root = rd->tok[rd->single].known;
		const char *digits = rd->p;
		uint32_t	num;
		uint8_t		zeros;

		if (!res_symbol_read_digits(rd, &num, &zeros))
			return false;
		if (*rd->p != ')')
			return refuse(rd, "The closing bracket is missing.", NULL);

		/* S/PRST/2013/2 (2013): the year is said twice */
		if (last->kind == TOK_NUMBER && (rd->adopted || rd->statement) &&
			last[-1].kind == TOK_NUMBER && last[-1].num == num &&
			last[-1].zeros == zeros && !last[-1].range && last[-1].nletters == 0)
		{
			rd->p++;
			return true;
		}
		/* S/RES/1325 (2000), S/AC.26/Dec.1 (1991) */
		if (rd->adopted && has_eras(root))
			return refuse(rd, "A year in brackets stands where none can.",
						  "Up to 1976 the session stands behind the number, as in \"A/RES/1514 (XV)\", later it stands in front, as in \"A/RES/69/179\".");
		if (!rd->adopted || (rd->source != NULL && (num < 1900 || num > 2099)) ||
			!((last->kind == TOK_NUMBER && last[-1].kind == TOK_WORD) ||
			  (last->kind == TOK_WORD && last->form == FORM_DIGITS && is_adopted(last->known))))
			return refuse(rd, "A year in brackets stands where none can.",
						  "Only resolutions of the Security Council have their year in brackets.");
		if (rd->p - digits != 4)
			return refuse(rd, "The year in brackets has not four digits.", NULL);
		rd->p++;
		tok = new_token(rd, TOK_YEAR);
		tok->num = num;
		tok->zeros = zeros;
		return true;
	}
	session = res_symbol_session_at(rd->p, false, &len);
	if (session != 0)
	{
		if (rd->tok[rd->single].known->role == RES_WORD_NUMBERED && rd->adopted)
			return refuse(rd, "A session in brackets stands where none can.",
						  "Resolutions of the Security Council have their year in brackets, as in \"S/RES/1325 (2000)\".");
		if (!rd->adopted)
			return refuse(rd, "A session in brackets stands where none can.",
						  "Up to 1976 resolutions have it behind their number, as in \"A/RES/1514 (XV)\".");
		if (!era_has(rd, session))
			return refuse(rd, "The organ had no such session with a Roman numeral.",
						  "From the 31st session on the Assembly numbers as in \"A/RES/31/16\", from 1978 the Economic and Social Council as in \"E/RES/1996/31\".");
		if (last->kind == TOK_SECTION &&
			((last[-1].kind == TOK_NUMBER && last[-2].kind != TOK_NUMBER) || last[-1].kind == TOK_OLD))
		{
			/* 217 A (III): the letter goes behind the session */
			Token		section = *last;

			last[-1].kind = TOK_OLD;
			last->kind = TOK_SESSION;
			last->num = session;
			last->section = last->to_section = 0;
			rd->tok[rd->n++] = section;
		}
		else if ((last->kind == TOK_NUMBER && last[-1].kind != TOK_NUMBER) || last->kind == TOK_OLD)
		{
			last->kind = TOK_OLD;
			tok = new_token(rd, TOK_SESSION);
			tok->num = session;
		}
		else
			return refuse(rd, "A session in brackets stands where none can.",
						  "Up to 1976 the session stands behind the number, as in \"A/RES/1514 (XV)\".");
		rd->p += len + 1;
		rd->digits = true;
		return true;
	}
	return read_part(rd);
}

/* ---------- components ---------- */

/* A component that is a number; rd->p at its first digit. */
static bool
read_number_component(SymbolReader *rd)
{
	Token	   *tok = new_token(rd, TOK_NUMBER);
	const Token *before = tok - 1;

	if (!res_symbol_read_number(rd, tok))
		return false;
	if (!rd->adopted)
		res_symbol_read_letters(rd, tok);
	else if (tok->range && (rd->tok[rd->single].known->role == RES_WORD_NUMBERED || has_eras(rd->tok[rd->single].known)))
		return refuse(rd, "A range stands where one number is wanted.",
					  "A symbol names one resolution or decision, or sections of one, as in \"A/RES/75/254 A-C\".");
	else if (before->kind == TOK_WORD && is_adopted(before->known) && before[-1].kind == TOK_ROOT &&
			 tok->num >= before[-1].known->old_from && tok->num <= before[-1].known->old_to)
		tok->kind = TOK_OLD;
	return true;
}

/*
 * The number or session of a body in brackets behind its name: "COP(15)",
 * "COP(XX)".  q: the opening bracket.  What is neither is left unread.
 */
static bool
read_glued(SymbolReader *rd, const char *q, Token *tok)
{
	uint32_t	len;
	uint32_t	session;

	if (res_is_digit(q[1]))
	{
		rd->p = q + 1;
		if (!res_symbol_read_digits(rd, &tok->num, &tok->zeros))
			return false;
		if (*rd->p != ')')
			return refuse(rd, "The closing bracket is missing.", NULL);
		rd->p++;
		tok->form = FORM_GLUED;
	}
	else if ((session = res_symbol_session_at(q + 1, false, &len)) != 0 ||
			 (session = res_symbol_session_at(q + 1, true, &len)) != 0)
	{
		tok->form = res_is_digit(q[len]) ? FORM_GLUED_SPECIAL : FORM_GLUED_ROMAN;
		tok->num = session;
		rd->p = q + 1 + len + 1;
		rd->digits = true;
	}
	return true;
}

/*
 * A component that begins with a letter: "HRC", "L.29", "S-10", "COP(15)",
 * "CONF.VI", "VIII".
 */
static bool
read_word_component(SymbolReader *rd)
{
	const char *start = rd->p;
	const char *p = start;
	const char *dot = NULL;
	Token	   *tok;
	uint32_t	len;
	uint32_t	num;

	for (;;)
	{
		if (res_is_upper(*p))
			p++;
		else if (*p == '.')
		{
			if (!res_is_upper(p[1]) && !res_is_digit(p[1]) && p[1] != '_' && (p[1] != '/' || rd->source))
				break;
			dot = p++;
		}
		else if (*p == '_' && (p[-1] == '.' || p[-1] == '_'))
			p++;
		else if (*p == '-' && res_is_upper(p[1]) && !res_symbol_double_at(p + 1))
			p++;
		else if (*p == '-' && res_is_digit(p[1]))
		{
			p++;
			break;
		}
		else
			break;
	}
	len = (uint32_t) (p - start);
	if (*p == ' ' && res_is_digit(p[1]) && len == 4 && memcmp(start, "PART", 4) == 0)
	{
		p++;
		len++;
	}
	tok = new_token(rd, TOK_WORD);
	tok->word = start;
	tok->len = (uint8_t) len;
	rd->p = p;

	if (res_is_digit(*p))
	{
		char		last = start[len - 1];

		if (last == '.' || last == '-' || last == ' ')
			tok->known = find_word(start, len);
		if (!res_symbol_read_number(rd, tok))
			return false;
		res_symbol_read_letters(rd, tok);
	}
	else if (dot != NULL && dot + 1 < p &&
			 !(p - dot == 2 && p[-1] == 'L') &&
			 (num = res_symbol_roman_read(dot + 1, (uint32_t) (p - dot - 1))) != 0)
	{
		tok->len = (uint8_t) (dot + 1 - start);
		tok->known = find_word(start, tok->len);
		tok->form = FORM_ROMAN;
		tok->num = num;
		rd->digits = true;
	}
	else if (len >= 2 && (num = res_symbol_roman_read(start, len)) != 0)
	{
		tok->kind = TOK_ROMAN;
		tok->form = FORM_ROMAN;
		tok->num = num;
		rd->digits = true;
	}
	else
	{
		const char *q = p + (*p == ' ');

		tok->known = find_word(start, len);
		if (tok->known != NULL && start[len - 1] == '.')
			return refuse(rd, "A number is missing.", "\"L.\", \"Add.\", \"CN.\" and the like are followed by a number.");
		if (*q == '(' && !read_glued(rd, q, tok))
			return false;
	}
	if (tok->kind == TOK_WORD && tok->known == NULL)
		rd->unknown = true;
	if (rd->source && rd->ends[start - rd->folded] != rd->ends[start - rd->folded - 1] + 1 &&
		(tok->known == NULL || tok->form != FORM_DIGITS))
		return refuse(rd, "", NULL);	/* a blank behind the "/" */
	if (rd->source && tok->kind == TOK_WORD &&
		(tok->known == NULL || tok->form == FORM_NONE || tok->form >= FORM_GLUED))
	{
		/* running text: words in lower case are no components */
		uint32_t	i = 0;

		/* "Add.__" */
		if (tok->known == NULL && dot != NULL && find_word(start, (uint32_t) (dot + 1 - start)) != NULL)
			i = (uint32_t) (dot + 1 - start);
		for (; i < tok->len; i++)
			if (res_is_upper(start[i]) && !res_is_upper(source_letter(rd, start + i)) &&
				(tok->known == NULL || i == 0 || res_is_upper(tok->known->spelling[i])))
				return refuse(rd, "", NULL);
	}
	if (is_adopted(tok->known))
		rd->adopted = true;
	else if (tok->known != NULL && tok->known->kind == RES_SYMBOL_STATEMENT)
		rd->statement = true;
	return true;
}

/* Root of a symbol or of the second half of one. */
bool
res_symbol_read_root(SymbolReader *rd)
{
	uint32_t	len;
	const ResSymbolWord *root = res_symbol_root_at(rd->p, &len);
	Token	   *tok;
	char		c;

	if (root == NULL)
	{
		return res_symbol_refuse_root(rd);
	}
	c = rd->p[len];
	if (!is_boundary(c))
		return refuse(rd, "A symbol begins with the letters of an organ and \"/\".",
					  c == '_' ? "If this is the name of a file, give the symbol of the document: \"A/RES/55/2\" for \"A_RES_55_2\"." : NULL);
	if (rd->source && root->role == RES_WORD_INPUT)
		return refuse(rd, "", NULL);
	tok = new_token(rd, TOK_ROOT);
	tok->known = root;
	tok->word = root->name;
	tok->len = (uint8_t) len;
	rd->p += len;
	rd->single = rd->n - 1;
	rd->adopted = rd->statement = false;
	if (root->role != RES_WORD_SESSION && root->role != RES_WORD_NAME)
		return true;
	if (c == '.' && res_is_digit(rd->p[1]))
	{
		rd->p++;
		return res_symbol_read_number(rd, tok);
	}
	if (c == ' ' && rd->p[1] == '(' && rd->source == NULL)
		c = *++rd->p;
	return c != '(' || read_glued(rd, rd->p, tok);
}

/*
 * May the component at p follow in a resolution or decision of a principal
 * organ or what is under it?  Behind RES or DEC stand session or year and
 * number (before 1977, and in the Security Council, the number alone), then
 * nothing but suffixes.  Words of the tables are left alone: they may name a
 * series of an organ's own.
 */
static bool
may_follow(SymbolReader *rd, const char *p)
{
	const Token *tok = &rd->tok[rd->single];
	const Token *end = &rd->tok[rd->n];
	const ResSymbolWord *root = tok->known;
	const ResSymbolWord *word = res_is_digit(*p) ? NULL : res_symbol_known_at(p);
	bool		number = res_is_digit(*p) || (word != NULL && word->role == RES_WORD_SPECIAL);
	bool		numbered = root->role == RES_WORD_NUMBERED;
	uint32_t	count = 0;
	bool		complete = false;

	if (!rd->adopted || !(numbered || has_eras(root)) || (word != NULL && !number))
		return true;
	if (numbered && !is_adopted(tok[1].known))
		return true;			/* S/AC.26/Dec.1 */
	while (!is_adopted(tok->known))
		tok++;
	if (tok->form != FORM_NONE)
		return true;
	for (tok++; tok < end; tok++)
	{
		if (tok->kind == TOK_NUMBER || tok->kind == TOK_OLD || token_has_role(tok, RES_WORD_SPECIAL))
			count++;
		complete = complete || tok->kind == TOK_OLD || tok->kind == TOK_YEAR;
	}
	complete = complete || count >= (numbered ? 1 : 2);
	if (number && !complete)
		return true;
	if (number && numbered)
		return refuse(rd, "A number stands behind that of the resolution.",
					  "The year stands in brackets, as in \"S/RES/1325 (2000)\".");
	if (number)
		return refuse(rd, "A number stands behind that of the resolution or decision.", NULL);
	if (complete)
		return refuse(rd, "A word stands behind the number of the resolution or decision.",
					  "Behind it stand sections (\"A/RES/75/254 A\"), sessions (\"A/RES/1514 (XV)\") or \"/Add.1\", \"/Corr.1\", \"/Rev.1\".");
	return refuse(rd, "The number of the resolution or decision cannot be read.",
				  "Behind RES or DEC stand session or year and number, as in \"A/RES/69/179\", \"A/RES/S-10/2\" or \"E/RES/1996/31\".");
}

/* A word that is printed as a section is: "B", "A-C". */
static bool
is_letter(const Token *tok)
{
	return tok->kind == TOK_WORD && tok->form == FORM_NONE &&
		(tok->len == 1 || (tok->len == 3 && tok->word[1] == '-' && tok->word[2] > tok->word[0]));
}

/*
 * Next thing behind what was read: component, brackets, section or second
 * half.  Returns false if there is none that can be read.
 */
bool
res_symbol_read_next(SymbolReader *rd)
{
	const Token *last = &rd->tok[rd->n - 1];
	const char *p = rd->p;
	Token		section;
	uint32_t	len;
	bool		numbered = rd->adopted && rd->tok[rd->single].known->role != RES_WORD_NUMBERED &&
		(last->kind == TOK_NUMBER || last->kind == TOK_OLD ||
		 last->kind == TOK_SESSION || last->kind == TOK_YEAR ||
		 (token_has_role(last, RES_WORD_SERIES) && last->form == FORM_DIGITS));

	rd->lettered = false;
	if (rd->n >= MAX_TOKENS - 2)
		return refuse(rd, "The symbol has too many components.", NULL);
	if (*p == '/' ||
		(*p == '.' && res_is_upper(p[1]) && (res_is_digit(p[-1]) || last->kind == TOK_ROOT) && !rd->source))
	{
		rd->p = ++p;
		if (*p == '/')
			return refuse(rd, "A component is empty.", "There is one \"/\" too many.");
		if (*p == '\0')
			return refuse(rd, "Nothing stands behind the last \"/\".", "Leave it away, or complete the symbol.");
		if (!res_is_digit(*p) && !res_is_upper(*p))
			return refuse(rd, "A component begins with a letter or a digit.", NULL);
		if (last->kind == TOK_SECTION && !suffix_at(p))
			return refuse(rd, "A component stands behind the section of a resolution.",
						  "Behind a section stand only \"/Add.1\", \"/Corr.1\", \"/Rev.1\" and the like.");

		/* A/RES/75/290/A, also with a full stop: the letter of a section; S-4 is a session */
		if (numbered && !(p[1] == '-' && res_is_digit(p[2])) &&
			(len = res_symbol_section_at(rd, p, false, &section)) != 0 && section.section != 0 &&
			(p[len] != '/' || suffix_at(p + len + 1)) &&
			(!rd->source || res_is_upper(source_letter(rd, p))))
		{
			rd->tok[rd->n++] = section;
			rd->p += len;
			return true;
		}
		if (!may_follow(rd, p))
			return false;
		if (res_is_digit(*p))
			return read_number_component(rd);
		if (!read_word_component(rd))
			return false;
		rd->lettered = numbered && is_letter(&rd->tok[rd->n - 1]);
		return true;
	}
	if (*p == '.' && rd->source && res_is_upper(p[1]) && res_is_digit(p[-1]))
	{
		/* in running text only "A/HRC/55/43.Add.1" and the like */
		Token	   *tok = &rd->tok[rd->n];

		rd->p = p + 1;
		return read_word_component(rd) && tok->form == FORM_DIGITS && tok->known != NULL &&
			(tok->known->role == RES_WORD_SUFFIX || tok->known->role == RES_WORD_SERIES);
	}
	if (*p == '-' && res_symbol_double_at(p + 1))
	{
		if (last->kind == TOK_SECTION)
			return refuse(rd, "A section of a resolution has no second symbol.", NULL);
		rd->p++;
		return res_symbol_read_root(rd);
	}
	if (*p == ' ')
		p++;
	if (*p == '(')
	{
		rd->p = p;
		if (rd->source != NULL && res_symbol_session_at(p + 1, false, &len) != 0 &&
			(!rd->adopted || !res_is_upper(source_letter(rd, p + 1))))
			return refuse(rd, "", NULL);
		return read_brackets(rd);
	}
	if (res_is_upper(*p) && (numbered || last->kind == TOK_SECTION) &&
		(len = res_symbol_section_at(rd, p, *rd->p == ' ', &section)) != 0 &&
		(p[len] != '/' || suffix_at(p + len + 1)))
	{
		if (last->kind == TOK_OLD && section.section == 0)
			return refuse(rd, "A Roman numeral stands behind the number.",
						  "The session stands in brackets, as in \"A/RES/1514 (XV)\".");
		if (last->kind != TOK_SECTION)
			rd->tok[rd->n++] = section;
		else if (section.to_section == 0 && section.section >= last->section &&
				 section.section <= (last->to_section ? last->to_section : last->section) &&
				 section.num == last->num)
			rd->tok[rd->n - 1] = section;	/* "217 A (III) A": said twice */
		else
			return refuse(rd, "It names two sections.", NULL);
		rd->p = p + len;
		return true;
	}
	if (rd->source)
		return refuse(rd, "", NULL);
	if (*rd->p == ' ')
		return res_symbol_refuse_rest(rd, p, true);
	if (*p == '.' && p[1] == '\0')
		return refuse(rd, "It ends in a full stop.",
					  p > rd->folded && res_is_digit(p[-1]) ? "Leave the full stop away." : NULL);
	if (*p == '.')
		return refuse(rd, "A full stop stands where none can.",
					  res_is_digit(p[1]) ? "Components are parted by \"/\"." :
					  "Each component stands behind a \"/\", as in \"A/C.3/70/L.29/Rev.1\".");
	return res_symbol_refuse_rest(rd, p, false);
}

/* ---------- a text that is one symbol ---------- */

uint32_t
res_symbol_key(const char *p, size_t len, uint8_t *key, ResSymbolError *err)
{
	const char *end;
	char		folded[MAX_FOLDED + 1];
	uint16_t	ends[MAX_FOLDED + 1];
	Token		tok[MAX_TOKENS];
	SymbolReader rd;
	uint32_t	nfolded;
	uint32_t	used;
	uint32_t	at;
	FoldEnd		how;

	/* blanks in any number around it, but not megabytes of text */
	while (len > 0 && (uint8_t) *p < 0x80 && res_symbol_fold_ascii[(uint8_t) *p] == ' ')
	{
		p++;
		len--;
	}
	while (len > 0 && (uint8_t) p[len - 1] < 0x80 && res_symbol_fold_ascii[(uint8_t) p[len - 1]] == ' ')
		len--;
	if (len > 4 * RES_SYMBOL_MAX)
	{
		res_symbol_set_error(err, 0, "The text is too long to be a symbol.", NULL);
		return 0;
	}
	end = p + len;
	how = res_symbol_fold(p, end, false, folded, &nfolded, NULL, &used);
	if (nfolded == 0 && how == FOLD_DONE)
	{
		res_symbol_set_error(err, 0, "The text is empty.", NULL);
		return 0;
	}

	/* the mark of a reissue, or the call of a note: "A/80/L.1*", "…-*" */
	if (how == FOLD_DONE && folded[nfolded - 1] == '*')
	{
		while (nfolded > 1 && folded[nfolded - 1] == '*')
			nfolded--;
		if (nfolded > 1 && (folded[nfolded - 1] == ' ' || folded[nfolded - 1] == '-'))
			nfolded--;
		folded[nfolded] = '\0';
	}
	if (how == FOLD_FULL)
	{
		res_symbol_set_error(err, used, "The text is too long to be a symbol.", NULL);
		return 0;
	}

	reader_begin(&rd, folded, tok, NULL, NULL);
	if (res_symbol_read_root(&rd))
	{
		while (*rd.p != '\0')
			if (!res_symbol_read_next(&rd))
				goto refused;
		if (how == FOLD_STRANGE)
		{
			res_symbol_set_strange(err, used, p + used, end);
			return 0;
		}
		if (!rd.digits && rd.unknown)
		{
			res_symbol_set_error(err, 0, "It has no number, and not all of its words are known.",
								 "Without a number only organs and series are symbols, such as \"A/HRC\" or \"S/RES\".");
			return 0;
		}
		if (nfolded > RES_SYMBOL_MAX - 40)
		{
			/* blanks put in may make it longer than it came */
			char		out[RES_SYMBOL_MAX + 1];

			if (res_symbol_normal_form(tok, rd.n, out) == 0)
			{
				res_symbol_set_error(err, 0, "The text is too long to be a symbol.", NULL);
				return 0;
			}
		}
		return res_symbol_encode(tok, rd.n, key);
	}

refused:
	if (how == FOLD_STRANGE && *rd.p == '\0')
	{
		res_symbol_set_strange(err, used, p + used, end);
		return 0;
	}
	/* where the source stands at what was folded */
	at = (uint32_t) (rd.p - folded);
	(void) res_symbol_fold(p, end, false, folded, &nfolded, ends, &used);
	res_symbol_set_error(err, at == 0 ? 0 : at <= nfolded ? ends[at - 1] : used, rd.detail, rd.hint);
	return 0;
}
