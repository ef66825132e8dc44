/*-------------------------------------------------------------------------
 *
 * symbol_hint.c
 *	  Document symbols: what is wrong with a text that is none, and what to
 *	  write instead.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_internal.h"

/*
 * Letters that stand for languages, as in "A/RES/55/2 (E)"; folded names of the
 * languages' codes.
 */
bool
res_symbol_is_language(const char *p, uint32_t len)
{
	static const char *const codes[] = {"AR", "EN", "ES", "FR", "RU", "ZH", "DE"};
	uint32_t	i;

	if (len == 1)
		return strchr("ACEFGRS", *p) != NULL;
	for (i = 0; len == 2 && i < sizeof(codes) / sizeof(codes[0]); i++)
		if (memcmp(p, codes[i], 2) == 0)
			return true;
	return false;
}

/* Why no symbol begins here. */
bool
res_symbol_refuse_root(SymbolReader *rd)
{
	static const char *const addresses[] = {"HTTP", "WWW.", "UNDOCS.ORG", "DOCS.UN.ORG", "DOCUMENTS.UN.ORG"};
	static const char *const words[] = {"DOC.", "DOC ", "DOCS.", "DOCUMENT", "UN DOC", "U.N. DOC", "UNITED NATIONS", "SYMBOL"};
	static const char *const bodies[] = {"GA", "UNGA", "UN", "UNSC", "UNSCR", "SCR", "ECOSOC", "UNHRC", "HRC"};
	const char *p = rd->p;
	const ResSymbolWord *word = res_symbol_known_at(p);
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		if (strncmp(p, addresses[i], strlen(addresses[i])) == 0)
			return refuse(rd, "This is an address.", "Give the symbol that it ends in.");
	if (strncmp(p, "RESOLUTION", 10) == 0 || strncmp(p, "DECISION", 8) == 0)
		return refuse(rd, "This is a citation, no symbol.", "docsymbol_cited reads citations such as \"resolution 55/2\".");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(p, words[i], strlen(words[i])) == 0)
			return refuse(rd, "Words stand in front of the symbol.",
						  "Give the symbol alone; docsymbols_in finds all symbols of a running text.");
	if (*p == '(')
		return refuse(rd, "Brackets stand around it.", "Give the symbol without brackets.");
	if (res_is_digit(*p))
		return refuse(rd, "It begins with a number.",
					  "docsymbol_make puts a symbol together from organ, session and number.");
	while (res_is_upper(p[n]))
		n++;
	for (i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		if (n == strlen(bodies[i]) && memcmp(p, bodies[i], n) == 0 && (p[n] == '/' || p[n] == ' '))
			return refuse(rd, "It does not begin with the letters of an organ that issues documents.",
						  "The General Assembly is \"A\", the Security Council \"S\", the Economic and Social Council \"E\", the Human Rights Council \"A/HRC\".");
	if (n > 0 && (p[n] == '_' || p[n] == '-') && strchr(p, '/') == NULL)
		return refuse(rd, "It does not begin with the letters of an organ and \"/\".",
					  "If this is the name of a file, give the symbol of the document: \"A/RES/55/2\" for \"A_RES_55_2\".");
	if (word != NULL && (p[word->len] == '/' || res_is_digit(p[word->len])))
		return refuse(rd, "It begins with a series or body; the organ in front is missing.",
					  "Symbols read like \"A/RES/69/179\", \"A/HRC/28/2\" or \"A/C.3/70/L.29\".");
	return refuse(rd, "It does not begin with the letters of an organ that issues documents.",
				  "Symbols begin with \"A/\", \"S/\", \"E/\", \"ST/\", \"FCCC/\" and the like.");
}

/* Why a symbol does not end where text goes on at p, behind a blank or not. */
bool
res_symbol_refuse_rest(SymbolReader *rd, const char *p, bool blank)
{
	const Token *last = &rd->tok[rd->n - 1];
	uint32_t	n = 0;

	rd->p = p;
	if (suffix_at(p) || (res_symbol_known_at(p) != NULL && res_symbol_known_at(p)->role == RES_WORD_SERIES && strchr(p, '.') != NULL))
		return refuse(rd, "A \"/\" is missing in front of a component.",
					  "Each component stands behind a \"/\", as in \"A/C.3/70/L.29/Rev.1\".");
	if (blank && rd->adopted && res_is_digit(*p) && rd->tok[rd->single].known->role == RES_WORD_NUMBERED)
		return refuse(rd, "Text stands behind the symbol.",
					  "The year stands in brackets, as in \"S/RES/1325 (2000)\".");
	if (blank && last->kind == TOK_WORD && res_is_digit(*p))
		return refuse(rd, "A \"/\" is missing in front of a number.", NULL);
	if (*p == '_' || *p == '-')
		p++;
	while (res_is_upper(p[n]))
		n++;
	if (p[n] == '\0' && n > 0 && (n == 2 || p > rd->p) && res_symbol_is_language(p, n))
		return refuse(rd, LANGUAGE_DETAIL, LANGUAGE_HINT);
	if (blank)
		return refuse(rd, "Text stands behind the symbol.",
					  "One symbol is read here; docsymbols_in finds all symbols of a running text.");
	return refuse(rd, "A component cannot be read.",
				  "Components are parted by \"/\".");
}

/* Tell the caller, if it wants to know, what is wrong and where. */
void
res_symbol_set_error(ResSymbolError *err, uint32_t offset, const char *detail, const char *hint)
{
	if (err != NULL)
	{
		err->offset = offset;
		err->detail = detail;
		err->hint = hint;
	}
}

/* Say what the character at p is, which no symbol has. */
void
res_symbol_set_strange(ResSymbolError *err, uint32_t offset, const char *p, const char *end)
{
	const char *detail = "A character stands there that no symbol has.";
	const char *hint = NULL;
	uint8_t		c = (uint8_t) *p;
	uint32_t	n = (uint32_t) (end - p);

	if (c == '"' || c == '\'' || c == '`' || c == 0xC2 || (n >= 3 && c == 0xE2 && (uint8_t) p[1] == 0x80))
	{
		if (c < 0x80 || (c == 0xC2 && n >= 2 && ((uint8_t) p[1] == 0xAB || (uint8_t) p[1] == 0xBB)) ||
			(c == 0xE2 && (uint8_t) p[2] >= 0x98 && (uint8_t) p[2] <= 0x9F))
		{
			detail = "A quotation mark stands there.";
			hint = "Give the symbol without quotation marks.";
		}
	}
	else if (c == '[' || c == ']' || c == '<' || c == '>' || c == '{' || c == '}')
	{
		detail = "A bracket stands there that no symbol has.";
		hint = "Give the symbol without it; years and sessions stand in round brackets.";
	}
	else if (c == '\\' || c == '|')
	{
		detail = "A character stands there that no symbol has.";
		hint = "Components are parted by \"/\".";
	}
	else if (c == ',' || c == ';' || c == ':' || c == '&' || c == '+')
	{
		if (n == 1)
		{
			detail = "Punctuation stands behind the symbol.";
			hint = "Leave it away.";
		}
		else
			hint = "One symbol is read here; docsymbols_in finds all symbols of a running text.";
	}
	else if (c == '%' || c == '?' || c == '#' || c == '=')
		hint = "If this is a piece of an address, give what it stands for: \"S/RES/1325 (2000)\" for \"S/RES/1325%20(2000)\".";
	else if (c == 0xEF || c == 0xD9 || c == 0xDB)
		hint = "Symbols have the letters A to Z and the digits 0 to 9 in all languages.";
	else if (c >= 0xC3)
		hint = "It may look like a Latin letter but be of another alphabet.";
	res_symbol_set_error(err, offset, detail, hint);
}
