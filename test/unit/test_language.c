/*-------------------------------------------------------------------------
 *
 * test_language.c
 *	  Unit tests of language.c, phrases.c, states.c and vocabulary.c over the
 *	  tables of data/.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "tables.h"
#include "unit.h"

static ResArena *arena;

/* Bytes that match an entry of a class at the beginning of a text. */
static uint32_t
lex(ResLang lang, ResLexClass cls, const char *text, const ResLexEntry **entry)
{
	return res_lex_match(lang, cls, text, text + strlen(text), entry);
}

static void
check_lexicon(void)
{
	const ResLexEntry *e = NULL;
	const ResLexEntry *all;
	uint32_t	n;
	uint32_t	i;

	CHECK(lex(RES_EN, RES_LEX_FORMULA, "The General Assembly,", &e) == 20 &&
		  strcmp(e->value, "A") == 0, "formula ends in front of the comma");
	CHECK(lex(RES_EN, RES_LEX_FORMULA, "THE  GENERAL\n\tASSEMBLY,", &e) == 22, "case and blanks are folded");
	CHECK(lex(RES_EN, RES_LEX_FORMULA, "The General Assemblyman", NULL) == 0, "a match ends at a word boundary");
	CHECK(lex(RES_FR, RES_LEX_FORMULA, "L'Assemblée générale,", &e) > 0, "either apostrophe");
	CHECK(lex(RES_FR, RES_LEX_FORMULA, "L’ASSEMBLÉE GÉNÉRALE,", &e) > 0, "capitals with accents");
	CHECK(lex(RES_RU, RES_LEX_FORMULA, "ГЕНЕРАЛЬНАЯ АССАМБЛЕЯ,", &e) > 0, "Cyrillic capitals");
	CHECK(lex(RES_ZH, RES_LEX_FORMULA, "安全理\n事会，", &e) > 0 && strcmp(e->value, "S") == 0,
		  "a line end inside a Chinese word");
	CHECK(lex(RES_AR, RES_LEX_FORMULA, "إنّ مجلس الأمن ،", &e) > 0, "Arabic vowel signs");
	CHECK(lex(RES_EN, RES_LEX_ORDINAL, "Seventy-ninth session", &e) == 13 && e->number == 79, "ordinal");
	CHECK(lex(RES_EN, RES_LEX_ORDINAL, "eighty -first", &e) == 13 && e->number == 81, "blank before a hyphen");
	CHECK(lex(RES_EN, RES_LEX_ORDINAL, "seventy-\nninth session", &e) == 14 && e->number == 79,
		  "line end behind a hyphen");
	CHECK(lex(RES_EN, RES_LEX_ORDINAL, "seventy‑ninth", &e) > 0 && e->number == 79, "other hyphens");
	CHECK(lex(RES_FR, RES_LEX_ORDINAL, "soixante-dix-neuvième", &e) > 0 && e->number == 79, "French ordinal");
	CHECK(lex(RES_ZH, RES_LEX_ORDINAL, "第七十九届", &e) > 0 && e->number == 79, "Chinese ordinal");
	CHECK(lex(RES_AR, RES_LEX_ORDINAL, "التاسعة والسبعون", &e) > 0 && e->number == 79, "Arabic ordinal");
	CHECK(lex(RES_DE, RES_LEX_ORDINAL, "Neunundsiebzigste", &e) > 0 && e->number == 79, "German ordinal");
	CHECK(lex(RES_AR, RES_LEX_MONTH, "كانون الأول/ديسمبر 2015", &e) > 0 && e->number == 12, "both Arabic names of a month");
	CHECK(lex(RES_ZH, RES_LEX_MONTH, "11月26日", &e) > 0 && e->number == 11, "Chinese month");
	CHECK(lex(RES_EN, RES_LEX_ORGAN, "Economic and Social Council", &e) == 27 && strcmp(e->value, "E") == 0,
		  "longest organ");
	CHECK(lex(RES_EN, RES_LEX_MONTH, "", NULL) == 0, "empty text");

	all = res_lex_entries(RES_EN, RES_LEX_MONTH, &n);
	CHECK(n >= 12, "months can be walked");
	for (i = 0; i < n; i++)
	{
		if (lex(RES_EN, RES_LEX_MONTH, all[i].text, &e) != all[i].len || e != &all[i])
			break;
	}
	CHECK(i == n, "every entry matches itself");
}

static void
check_detect(void)
{
	static const struct
	{
		const char *text;
		ResLang		lang;
	}			cases[] = {
		{"The General Assembly, Recalling the purposes of the Charter of the United Nations", RES_EN},
		{"L’Assemblée générale, Rappelant les buts et principes de la Charte des Nations Unies", RES_FR},
		{"La Asamblea General, Recordando los propósitos de la Carta de las Naciones Unidas", RES_ES},
		{"United Nations\nGeneral Assembly\nГенеральная Ассамблея, ссылаясь на цели и принципы Устава", RES_RU},
		{"United Nations\n大会，回顾《联合国宪章》的宗旨和原则，", RES_ZH},
		{"United Nations\nإن الجمعية العامة، إذ تشير إلى مقاصد ميثاق الأمم المتحدة", RES_AR},
		{"Der Sicherheitsrat, unter Hinweis auf die Ziele und Grundsätze der Charta der Vereinten Nationen", RES_DE},
		{"", RES_EN},
		{"\xff\xfe", RES_EN},
	};
	uint32_t	i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK(res_language_detect(cases[i].text, (uint32_t) strlen(cases[i].text)) == cases[i].lang,
			  "language %u", i);
}

/* Phrase and lemmas of a text; NULL phrase: there must be none. */
static void
check_phrase(ResLang lang, const char *organ, const char *text, const char *want,
			 const char *verb, const char *verb_en)
{
	ResPhrase	phrase;
	ResStr		t = {text, (uint32_t) strlen(text)};
	ResStr		o = {organ, (uint32_t) strlen(organ)};
	bool		found = res_phrase_read(arena, lang, o, 0, t, &phrase);

	if (want == NULL)
	{
		CHECK(!found, "no phrase in: %s", text);
		return;
	}
	CHECK(found && phrase.len == strlen(want) && memcmp(text, want, phrase.len) == 0,
		  "phrase of (%s) %s", organ, text);
	if (found && phrase.len != strlen(want))
		printf("#   got %.*s\n", (int) phrase.len, text);
	if (found)
	{
		CHECK_STR(phrase.verb, verb, verb);
		CHECK_STR(phrase.verb_en, verb_en, verb_en);
	}
}

/* Phrase of a text of the Assembly that stands in this part. */
static void
check_part(uint8_t part, const char *text, const char *want)
{
	ResPhrase	phrase;
	ResStr		t = {text, (uint32_t) strlen(text)};

	CHECK(res_phrase_read(arena, RES_EN, RES_STR("A"), part, t, &phrase), "a phrase in: %s", text);
	CHECK_STR(((ResStr) {text, phrase.len}), want, text);
}

static void
check_phrases(void)
{
#define EN(organ, text, want, verb) check_phrase(RES_EN, organ, text, want, verb, verb)
	EN("A", "Recalling its resolution 79/1,", "Recalling", "recall");
	EN("A", "Recalling also its resolution 79/1,", "Recalling also", "recall");
	EN("A", "Taking note of the report,", "Taking note", "take note");
	EN("A", "Noting with deep concern that", "Noting with deep concern", "note");
	EN("A", "Expresses its deep appreciation to", "Expresses its deep appreciation", "express appreciation");
	EN("S", "Expresses its intention to", "Expresses", "express intention");
	EN("A", "Expressing its continued and profound gratitude", "Expressing", "express");
	EN("A", "Condemns in the strongest terms all acts", "Condemns in the strongest terms", "condemn");
	EN("S", "Condemns in the strongest terms all acts", "Condemns", "condemn");
	EN("A", "Calls upon Member States", "Calls upon", "call upon");
	EN("A", "Calls, in this context, for a review", "Calls", "call for");
	EN("A", "Decides to remain seized of the matter;", "Decides", "decide");
	EN("A", "Deeply concerned about", "Deeply concerned", "be concerned");
	EN("A", "Equally concerned about", "Equally concerned", "be concerned");
	EN("A", "Further, requests the Secretary-General", "Further, requests", "request");
	EN("A", "Encourages further cooperation", "Encourages", "encourage");
	EN("A", "Reiterates its request to", "Reiterates its request", "reiterate");
	EN("A", "Recalls its resolutions", "Recalls", "recall");
	EN("A", "Reaffirming its commitment to", "Reaffirming its commitment", "reaffirm");
	EN("A", "Reaffirming also its commitment to", "Reaffirming also", "reaffirm");
	EN("A/HRC", "Reaffirming its commitment to", "Reaffirming", "reaffirm");
	EN("A/HRC", "Reiterates its call for", "Reiterates", "reiterate");
	EN("A/HRC", "Expresses its appreciation to", "Expresses its appreciation", "express appreciation");
	EN("A", "Recalls its request to", "Recalls its request", "recall");
	EN("A", "Recalls its invitation to", "Recalls", "recall");
	EN("A", "Reconfirming its endorsement of", "Reconfirming", "reconfirm");
	check_part(RES_PHRASE_PREAMBULAR | RES_PHRASE_DRAFT, "Reaffirming its belief that", "Reaffirming");
	check_part(RES_PHRASE_OPERATIVE | RES_PHRASE_DRAFT, "Reaffirms its determination that", "Reaffirms its determination");
	EN("A", "Stresses the importance of", "Stresses", "stress");
	EN("A", "Strongly urges all", "Strongly urges", "urge");
	EN("A", "Recognising that", "Recognising", "recognize");
	EN("A", "Committing to the promotion", "Committing", "commit");
	EN("A", "Relaunching the negotiations", "Relaunching", "relaunch");
	EN("A", "United Nations bodies", NULL, NULL);
	EN("A", "the Secretary-General", NULL, NULL);
	EN("A", "", NULL, NULL);
	check_phrase(RES_FR, "A", "Prend note avec satisfaction du rapport", "Prend note avec satisfaction",
				 "prendre note", "take note");
	check_phrase(RES_FR, "A", "Exprimant sa profonde gratitude au", "Exprimant sa profonde gratitude",
				 "exprimer gratitude", "express gratitude");
	check_phrase(RES_ES, "A", "Acogiendo con beneplácito también la", "Acogiendo con beneplácito también",
				 "acoger", "welcome");
	check_phrase(RES_RU, "A", "с удовлетворением отмечая, что", "с удовлетворением отмечая", "отмечать", "welcome");
	check_phrase(RES_ZH, "A", "又回顾其第", "又回顾", "回顾", "recall");
	check_phrase(RES_AR, "A", "وإذ تشير أيضاً إلى", "وإذ تشير أيضاً", "يشير", "recall");
	check_phrase(RES_DE, "S", "beschließt, das Mandat", "beschließt", "beschließen", "decide");
#undef EN
}

static void
check_opens(void)
{
	static const struct
	{
		const char *text;
		int			strength;
		uint8_t		parts;
	}			cases[] = {
		{"Recalling its resolution", 2, RES_PHRASE_PREAMBULAR},
		{"Requests the Secretary-General", 2, RES_PHRASE_OPERATIVE},
		{"Also requests the", 2, RES_PHRASE_OPERATIVE},
		{"Relaunching the negotiations", 1, RES_PHRASE_PREAMBULAR},
		{"requests the Secretary-General", 0, 0},
		{"United Nations system", 0, 0},
		{"Human rights", 0, 0},
		{"States that are", 0, 0},
		{"Nations Children’s Fund", 0, 0},
		{"Countries in Africa", 0, 0},
		{"Measures to eliminate", 0, 0},
		{"Drugs and crime", 0, 0},
		{"", 0, 0},
	};
	uint32_t	i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		int			strength;
		const char *p = cases[i].text;
		uint8_t		parts = res_phrase_opens(RES_EN, p, p + strlen(p), &strength);

		CHECK(strength == cases[i].strength && (strength == 0 || parts == cases[i].parts),
			  "opens: \"%s\"", p);
	}
}

static void
check_decided(void)
{
	ResStr		verb;
	ResStr		verb_en;

	CHECK(res_phrase_stated(arena, RES_EN, RES_STR("“The Security Council further calls upon all parties to act."),
							&verb, &verb_en), "verb of a statement");
	CHECK_STR(verb, "call upon", "its lemma");
	CHECK(!res_phrase_stated(arena, RES_EN, RES_STR("“The Security Council, while bearing in mind that it decides,"),
							 &verb, &verb_en), "none at its beginning");

	CHECK(res_phrase_decided(arena, RES_EN,
							 RES_STR("At its 3rd plenary meeting, the General Assembly took note of the report."),
							 &verb, &verb_en), "verb of a decision");
	CHECK_STR(verb, "take note", "its lemma");
	CHECK(!res_phrase_decided(arena, RES_EN, RES_STR("nothing of the kind"), &verb, &verb_en), "none");
	CHECK(res_phrase_decided(arena, RES_FR, RES_STR("l’Assemblée générale a décidé de"), &verb, &verb_en), "French");
	CHECK_STR(verb, "décider", "French lemma");
	CHECK_STR(verb_en, "decide", "and the English one");
}

/* State that stands at the beginning of a text, and how much of it. */
static void
check_match(const char *text, uint32_t len, const char *iso3)
{
	const ResState *state = NULL;
	uint32_t	got = res_state_match(text, text + strlen(text), &state);

	CHECK(got == len && (len == 0 || strcmp(state->iso3, iso3) == 0), "State at: %.*s",
		  (int) strcspn(text, "\n"), text);
	if (got != len)
		printf("#   got %u of %u\n", got, len);
}

static void
check_name(const char *name, const char *iso3)
{
	const ResState *state = res_state_by_name(name, (uint32_t) strlen(name));

	CHECK(iso3 == NULL ? state == NULL : state != NULL && strcmp(state->iso3, iso3) == 0, "State named %s", name);
}

static void
check_near(const char *name, const char *iso3)
{
	const ResState *state = res_state_near(name, (uint32_t) strlen(name));

	CHECK(iso3 == NULL ? state == NULL : state != NULL && strcmp(state->iso3, iso3) == 0, "State near %s", name);
}

static void
check_states(void)
{
	uint32_t	n;
	uint32_t	i;
	uint32_t	members = 0;
	const ResState *all = res_states(&n);

	for (i = 0; i < n; i++)
	{
		const char *const *other;

		members += !all[i].former;
		if (res_state_by_m49(all[i].m49) != &all[i] ||
			res_state_by_name(all[i].name, (uint32_t) strlen(all[i].name)) != &all[i] ||
			res_state_by_code(all[i].iso3, 3) != &all[i])
			break;
		for (other = all[i].other_names; *other != NULL; other++)
			if (res_state_by_name(*other, (uint32_t) strlen(*other)) != &all[i])
				break;
		if (*other != NULL)
			break;
	}
	if (i < n)
		printf("#   not %s\n", all[i].name);
	CHECK(i == n, "every State is found by its codes and names");
	CHECK(members == 195, "193 Members and two observers");
	CHECK(strcmp(res_state_by_m49(384)->name, "Côte d’Ivoire") == 0, "the apostrophe is U+2019");
	CHECK(strcmp(res_state_by_m49(890)->iso3, "YUG") == 0 && strcmp(res_state_by_m49(891)->iso3, "SCG") == 0,
		  "Yugoslavia and its successor");
	CHECK(res_state_by_m49(0) == NULL && res_state_by_m49(-1) == NULL && res_state_by_m49(158) == NULL, "no such M49");
	CHECK(res_state_by_code("fr", 2) == res_state_by_m49(250), "alpha-2 in lower case");
	CHECK(res_state_by_code("F", 1) == NULL && res_state_by_code("XXX", 3) == NULL && res_state_by_code("TWN", 3) == NULL,
		  "no such code");

	check_name("Turkey", "TUR");
	check_name("TURKIYE", "TUR");
	check_name("the Bolivarian Republic of Venezuela", "VEN");
	check_name("Bolivia, Plurinational State of", "BOL");
	check_name("Cote d'Ivoire", "CIV");
	check_name("Timor Leste", "TLS");
	check_name("Bahamas (The)", "BHS");
	check_name("Fédération de Russie", "RUS");
	check_name("Российская Федерация", "RUS");
	check_name("中国", "CHN");
	check_name("فرنسا", "FRA");
	check_name("Ceylon", "LKA");
	check_name("Nicarágua", "NIC");
	check_name("Byelorussian SSR", "BLR");
	check_name("European Union", NULL);
	check_name("Aruba", NULL);
	check_name("", NULL);
	check_name("the", NULL);

	check_match("Antigua and Barbuda and Cuba", 19, "ATG");
	check_match("Cuba and Antigua", 4, "CUB");
	check_match("New\nZealand, Norway", 11, "NZL");
	check_match("Timor-\n   Leste and", 15, "TLS");
	check_match("Bolivia (Plurinational State of), Brazil", 32, "BOL");
	check_match("Netherlands (Kingdom of the): draft", 28, "NLD");
	check_match("Netherlands (Kingdom of): draft", 24, "NLD");
	check_match("Bahamas (The), Barbados", 13, "BHS");
	check_match("Congo, Costa Rica", 5, "COG");
	check_match("United Kingdom of Great Britain and Northern Ireland: draft", 52, "GBR");
	check_match("Guinea-Bissau", 13, "GNB");
	check_match("Guinea, Guinea-Bissau", 6, "GIN");
	check_match("the Republic of Moldova,", 23, "MDA");
	check_match("Niger and", 5, "NER");
	check_match("Nigeria and", 7, "NGA");
	check_match("Chadwick", 0, NULL);
	check_match("(Finland)", 0, NULL);
	check_match("Finland) and", 7, "FIN");
	check_match("", 0, NULL);

	check_near("Nicar~gua", "NIC");
	check_near("Cameron", "CMR");
	check_near("Nicar\xff" "gua", "NIC");
	check_near("Urugay", "URY");
	check_near("Iram", NULL);
	check_near("Xambia", NULL);
	check_near("Atlantis", NULL);
	check_near("", NULL);
}

static void
check_vocabulary(void)
{
	CHECK(res_vocabulary_has(RES_EN, "society", 7), "a word");
	CHECK(res_vocabulary_has(RES_EN, "SOCIETY", 7), "in capitals");
	CHECK(res_vocabulary_has(RES_EN, "a", 1), "one letter");
	CHECK(!res_vocabulary_has(RES_EN, "societ", 6), "a piece of a word");
	CHECK(!res_vocabulary_has(RES_EN, "", 0), "nothing");
	CHECK(!res_vocabulary_has(RES_ZH, "society", 7), "a language without vocabulary");
}

/* Bytes of any kind, cut anywhere: nothing but to come back. */
static void
check_noise(void)
{
	static const char *const pieces[] = {
		"Recalling ", "its ", "deep ", "concern", "\xe2\x80", "\xff", "’", "(", ")", "the ", "\n", "-", "‑",
		"Bolivia", " (Plurinational State of", "安", "全理事会", "إذ", "\u064b", "\u00ad", ",", "with ", "\0x", "Expresses ",
	};
	char		buf[256];
	uint32_t	seed = 12345;
	uint32_t	round;

	for (round = 0; round < 20000; round++)
	{
		uint32_t	len = 0;
		char	   *text;
		ResPhrase	phrase;
		int			strength;
		int			lang;

		while (len < 100)
		{
			const char *piece;
			size_t		n;

			seed = seed * 1664525u + 1013904223u;
			piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))];
			n = strlen(piece);
			memcpy(buf + len, piece, n);
			len += (uint32_t) n;
			if ((seed >> 8) % 7 == 0)
				break;
		}
		/* a copy of its own, so that a byte read too far is seen */
		text = malloc(len);
		memcpy(text, buf, len);
		lang = (int) (round % RES_LANGUAGES);
		(void) res_phrase_read(arena, (ResLang) lang, RES_STR("S"), 0, (ResStr) {text, len}, &phrase);
		(void) res_phrase_opens((ResLang) lang, text, text + len, &strength);
		(void) res_state_match(text, text + len, NULL);
		(void) res_state_by_name(text, len);
		(void) res_state_near(text, len);
		(void) res_language_detect(text, len);
		(void) res_vocabulary_has(RES_EN, text, len);
		(void) res_lex_match((ResLang) lang, RES_LEX_FORMULA, text, text + len, NULL);
		free(text);
	}
	CHECK(true, "noise");
}

int
main(void)
{
	arena = unit_arena();
	check_lexicon();
	check_detect();
	check_phrases();
	check_opens();
	check_decided();
	check_states();
	check_vocabulary();
	check_noise();
	res_arena_destroy(arena);
	return unit_done();
}
