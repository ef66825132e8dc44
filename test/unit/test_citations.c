/*-------------------------------------------------------------------------
 *
 * test_citations.c
 *	  Unit tests of dates and of the documents cited in running text.
 *
 * usage: test_citations [ROUNDS [SEED]]	ROUNDS of random bytes, 20000 by default
 *
 * Reads test/data/citations.tsv: texts of the field in seven languages, and
 * what they cite.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "citations.h"
#include "dates.h"

#define TABLE	"test/data/citations.tsv"
#define COLUMNS 7

static const char *const languages[] = {"en", "fr", "es", "ru", "zh", "ar", "de"};

static ResLang
language_of(const char *name)
{
	int			i;

	for (i = 0; i < RES_LANGUAGES; i++)
	{
		if (strcmp(languages[i], name) == 0)
			return (ResLang) i;
	}
	return RES_EN;
}

/* A date as "2014-12-18", none as "-". */
static const char *
date_text(ResDate date, char *buf)
{
	int			month;
	int			year;

	if (date == RES_NO_DATE)
		return "-";
	year = res_date_year_month(date, &month);
	sprintf(buf, "%04d-%02d-%02d", year, month, (int) (date - res_date_of(year, month, 1) + 1));
	return buf;
}

/*
 * Scan a text in a copy of its own size (a byte read beyond it is seen) and
 * write what was found in the form of the table.
 */
static uint32_t
scan(ResArena *arena, ResLang lang, const char *organ, bool in_note, const char *text,
	 ResCited **cited)
{
	size_t		len = strlen(text);
	char	   *copy = malloc(len > 0 ? len : 1);
	ResCiteContext context;
	uint32_t	n;

	memcpy(copy, text, len);
	memset(&context, 0, sizeof(context));
	context.lang = lang;
	context.organ.p = organ;
	context.organ.len = (uint32_t) strlen(organ);
	context.in_note = in_note;
	context.slack = false;
	n = res_cited_scan(arena, &context, copy, (uint32_t) len, cited);
	free(copy);
	return n;
}

static void
add(char *list, const char *text, bool *first)
{
	if (!*first)
		strcat(list, "; ");
	*first = false;
	strcat(list, text);
}

/* Is the text of a note, to judge by how it begins? */
static bool
is_note(const char *text)
{
	static const char *const openings[] = {
		"See ", "Ibid", "Official", "()", "Voir ", "Véase ", "См. ", "United Nations, ", "A/", "S/", NULL
	};
	int			i;

	for (i = 0; openings[i] != NULL; i++)
	{
		if (strncmp(text, openings[i], strlen(openings[i])) == 0)
			return true;
	}
	return false;
}

static void
check_row(char **col)
{
	ResArena   *arena = unit_arena();
	ResCited   *cited;
	char		symbols[4096] = "";
	char		pins[4096] = "";
	char		dates[4096] = "";
	char		buf[64];
	bool		no_symbol = true;
	bool		no_pin = true;
	bool		no_date = true;
	bool		dated = false;
	uint32_t	n = scan(arena, language_of(col[0]), col[1], is_note(col[2]), col[2], &cited);
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		char		pin[512];

		if (cited[i].title.p != NULL)
			continue;
		if (cited[i].symbol[0] != '\0')
			add(symbols, cited[i].symbol, &no_symbol);
		if (cited[i].pinpoint.p != NULL)
		{
			snprintf(pin, sizeof(pin), "%.*s", (int) cited[i].pinpoint.len, cited[i].pinpoint.p);
			add(pins, pin, &no_pin);
		}
		add(dates, date_text(cited[i].date, buf), &no_date);
		dated = dated || cited[i].date != RES_NO_DATE;
	}
	if (!dated)
		dates[0] = '\0';
	if (!CHECK(strcmp(symbols, col[3]) == 0 && strcmp(pins, col[4]) == 0 && strcmp(dates, col[5]) == 0,
			   "%s %s: %.100s", col[0], col[1], col[2]))
		printf("#   got  %s | %s | %s\n#   want %s | %s | %s\n", symbols, pins, dates, col[3], col[4], col[5]);
	res_arena_destroy(arena);
}

/* As a piece of text alone: language and calls are found out. */
static bool
reads_alone(char **col)
{
	ResArena   *arena = unit_arena();
	ResCited   *cited;
	char		symbols[4096] = "";
	bool		none = true;
	size_t		len = strlen(col[2]);
	char	   *copy = malloc(len > 0 ? len : 1);
	uint32_t	n;
	uint32_t	i;
	bool		same;

	memcpy(copy, col[2], len);
	n = res_cited_read(arena, (ResStr) {col[1], (uint32_t) strlen(col[1])}, copy, (uint32_t) len, &cited);
	for (i = 0; i < n; i++)
	{
		if (cited[i].title.p == NULL && cited[i].symbol[0] != '\0')
			add(symbols, cited[i].symbol, &none);
	}
	same = strcmp(symbols, col[3]) == 0;
	if (!same)
		printf("#   got  %s\n#   want %s\n", symbols, col[3]);
	free(copy);
	res_arena_destroy(arena);
	return same;
}

static void
test_table(void)
{
	int			alone = 0;
	FILE	   *in = fopen(TABLE, "r");
	char		line[8192];

	if (!CHECK(in != NULL, "%s can be read", TABLE))
		return;
	while (fgets(line, sizeof(line), in) != NULL)
	{
		char	   *col[COLUMNS];
		char	   *p = line;
		int			i;

		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0' || strncmp(line, "language\t", 9) == 0)
			continue;
		for (i = 0; i < COLUMNS; i++)
		{
			char	   *tab = p != NULL ? strchr(p, '\t') : NULL;

			col[i] = p != NULL ? p : "";
			if (tab != NULL)
				*tab++ = '\0';
			p = tab;
		}
		if (strncmp(col[6], "raw", 3) != 0)
			check_row(col);
		if (strcmp(col[6], "document") == 0)
			continue;
		if (reads_alone(col))
			alone++;
		else
			CHECK(false, "alone, %s %s: %.100s", col[0], col[1], col[2]);
	}
	CHECK(alone > 570, "%d texts are read without knowing their language", alone);
	fclose(in);
}

static void
test_dates(void)
{
	static const struct
	{
		ResLang		lang;
		const char *text;
		const char *want;
		size_t		rest;		/* bytes behind the date */
	}			cases[] = {
		{RES_EN, "18 December 2014", "2014-12-18", 0},
		{RES_EN, "18December 2014", "2014-12-18", 0},
		{RES_EN, "1 January 1946, and", "1946-01-01", 5},
		{RES_EN, "29 February 2023", "-", 16},
		{RES_EN, "31 April 2023", "-", 13},
		{RES_EN, "18 December", "-", 11},
		{RES_EN, "18 December 20145", "-", 17},
		{RES_FR, "1er avril 2022", "2022-04-01", 0},
		{RES_FR, "29 septembre 2023", "2023-09-29", 0},
		{RES_ES, "25 de noviembre de 2025", "2025-11-25", 0},
		{RES_RU, "26 ноября 2025 года", "2025-11-26", 0},
		{RES_ZH, "2025年11月26日", "2025-11-26", 0},
		{RES_ZH, "2025 年 11 月 26 日", "2025-11-26", 0},
		{RES_AR, "26 تشرين الثاني/نوفمبر 2025", "2025-11-26", 0},
		{RES_AR, "26 تشرين الثاني/ نوفمبر 2025", "2025-11-26", 0},
		{RES_DE, "14. Dezember 2022", "2022-12-14", 0},
	};
	size_t		i;
	int			year;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		size_t		len = strlen(cases[i].text);
		char	   *copy = malloc(len);
		char		buf[64];
		ResDate		date = RES_NO_DATE;
		uint32_t	n;

		memcpy(copy, cases[i].text, len);
		n = res_date_match(cases[i].lang, copy, copy + len, &date);
		CHECK(strcmp(date_text(n > 0 ? date : RES_NO_DATE, buf), cases[i].want) == 0 &&
			  len - n == cases[i].rest, "date %s", cases[i].text);
		free(copy);
	}
	CHECK(res_date_of(2000, 1, 1) == 0, "days are counted from 2000-01-01");
	CHECK(res_date_of(1999, 12, 31) == -1, "and backwards");
	CHECK(res_date_of(2000, 2, 29) == 59 && res_date_of(1900, 2, 29) == RES_NO_DATE, "leap years");
	for (year = 1900; year < 2200; year++)
	{
		int			month;

		if (res_date_year_month(res_date_of(year, 1, 1), &month) != year || month != 1 ||
			res_date_year_month(res_date_of(year, 12, 31), &month) != year || month != 12)
			break;
	}
	CHECK(year == 2200, "year and month of a date");
}

/* One text: its symbols or titles, kinds, and the words printed. */
static void
check_text(ResLang lang, const char *organ, bool note, const char *text, const char *want)
{
	static const char *const kinds[] = {
		"resolution", "decision", "document", "records", "statement", "treaty", "instrument"
	};
	ResArena   *arena = unit_arena();
	ResCited   *cited;
	char		got[8192] = "";
	uint32_t	n = scan(arena, lang, organ, note, text, &cited);
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		size_t		at = strlen(got);

		snprintf(got + at, sizeof(got) - at, "%s%s%.*s (%s) [%.*s]", at > 0 ? " | " : "",
				 cited[i].symbol, (int) cited[i].title.len, cited[i].title.p != NULL ? cited[i].title.p : "",
				 kinds[cited[i].kind], (int) (cited[i].end - cited[i].start), text + cited[i].start);
	}
	if (!CHECK(strcmp(got, want) == 0, "%.120s", text))
		printf("#   got  %s\n#   want %s\n", got, want);
	res_arena_destroy(arena);
}

/* Calls of notes that stand at numbers, and what looks like one. */
static void
test_calls(void)
{
	static const char *const texts[][2] = {
		{"resolutions 71/20513 and 72/190,14", "A/RES/71/205; A/RES/72/190"},
		{"resolution 71/12015", "A/RES/71/120"},
		{"resolution 77/100", "A/RES/77/100"},
		{"Human Rights Council resolution 28/161 of", "A/HRC/RES/28/161"},
		{"Human Rights Council resolution 28/1612 of", "A/HRC/RES/28/16"},
		{"resolution 2719 (2023),3 1325 (2000)", "S/RES/2719 (2023); S/RES/1325 (2000)"},
		{"resolutions 35/17,36/5", "A/RES/35/17; A/RES/36/5"},
		{"resolutions 1325 (2000),242 (1967)", "S/RES/1325 (2000); S/RES/242 (1967)"},
		{"documents A/56/1026, A/75/1234,5", "A/56/1026; A/75/1234"},
		{"resolution 7/2019 and 1,200 persons", ""},
		{"71/20513", ""},
		{"/20513", ""},
		{",14", ""},
		{")1", ""}
	};
	size_t		i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		char	   *col[COLUMNS] = {"en", "A", (char *) texts[i][0], (char *) texts[i][1], "", "", ""};

		CHECK(reads_alone(col), "calls: %s", texts[i][0]);
	}
}

static void
test_texts(void)
{
	check_text(RES_EN, "A", false,
			   "Recalling its resolutions 62/63 of 6 December 2007 and 63/119, and the Charter,",
			   "A/RES/62/63 (resolution) [resolutions 62/63 of 6 December 2007] | "
			   "A/RES/63/119 (resolution) [63/119] | Charter of the United Nations (instrument) [Charter]");
	check_text(RES_EN, "S", false,
			   "resolutions 2712, 2720 (2023), 2728 and 2735 (2024)",
			   "S/RES/2712 (2023) (resolution) [resolutions 2712] | S/RES/2720 (2023) (resolution) [2720 (2023)] | "
			   "S/RES/2728 (2024) (resolution) [2728] | S/RES/2735 (2024) (resolution) [2735 (2024)]");
	check_text(RES_EN, "S", false,
			   "Recalling its resolutions on Iraq, including 660 (1990) 674 (1990); 686 (1991)",
			   "S/RES/660 (1990) (resolution) [660 (1990)] | S/RES/674 (1990) (resolution) [674 (1990)] | "
			   "S/RES/686 (1991) (resolution) [686 (1991)]");
	check_text(RES_EN, "S", false, "the 1267 (1999) Committee and the measures set out in 2607 (2021)",
			   "S/RES/2607 (2021) (resolution) [2607 (2021)]");
	check_text(RES_EN, "A", false, "the report (A/HRC/42/46 and Add.1)",
			   "A/HRC/42/46 (document) [A/HRC/42/46] | A/HRC/42/46/Add.1 (document) [Add.1]");
	check_text(RES_EN, "A", true, "United Nations, Treaty Series, vol. 1249, No. 20378.",
			   " (treaty) [United Nations, Treaty Series, vol. 1249, No. 20378]");
	check_text(RES_EN, "A", true,
			   "See Official Records of the General Assembly, Seventy-fifth Session, Supplement No. 23 (A/75/23).",
			   "A/75/23 (records) [A/75/23]");
	check_text(RES_EN, "A", false, "the statement by the President (S/PRST/2015/25)",
			   "S/PRST/2015/25 (statement) [S/PRST/2015/25]");
	check_text(RES_EN, "A", false, "decision 15/4 of the Conference of the Parties",
			   " (decision) [decision 15/4]");
	check_text(RES_EN, "A", false,
			   "the 2030 Agenda for Sustainable Development and the Convention on the Rights of the Child",
			   "2030 Agenda for Sustainable Development (instrument) [2030 Agenda for Sustainable Development] | "
			   "Convention on the Rights of the Child (treaty) [Convention on the Rights of the Child]");
	check_text(RES_EN, "A", false, "see https://undocs.org/A/RES/69/179 and user@A/70/1", "");
	check_text(RES_EN, "A", false, "the present resolution, COVID-19, Law No. 28/2023 and 24/7 services", "");
	check_text(RES_EN, "", false, "resolution 69/179", "A/RES/69/179 (resolution) [resolution 69/179]");
	check_text(RES_ZH, "S", false, "第2216(2015)、2564(2021)号决议",
			   "S/RES/2216 (2015) (resolution) [第2216(2015)] | S/RES/2564 (2021) (resolution) [2564(2021)号]");
	check_text(RES_AR, "A/HRC", false, "قرار الجمعية العامة دإ-24/2",
			   "A/RES/S-24/2 (resolution) [قرار الجمعية العامة دإ-24/2]");
	check_text(RES_EN, "A", false, "", "");
}

/* Random bytes, and the texts of the table with bytes changed. */
static void
test_random(uint32_t rounds, uint32_t seed)
{
	static const char *const pieces[] = {
		"resolution ", "resolutions ", "its ", "A/RES/", "69/179", " (", ")", "2000", " and ", ", ", " of ",
		"18 December 2014", "Council ", "General Assembly ", "S-", "ES-10/15", "A", " to ", "\xe7\xac\xac",
		"\xe5\x8f\xb7\xe5\x86\xb3\xe8\xae\xae", "paragraph 5 ", "annex ", "(XV)", "Add.1", "\xd8\xaf-", ";", ".", " ",
		"\xd9\x82\xd8\xb1\xd8\xa7\xd8\xb1 ", "\xe2\x80", "\xff", "Charter of the United Nations", "1325 (2000)", "/"
	};
	uint32_t	state = seed;
	uint32_t	i;

	for (i = 0; i < rounds; i++)
	{
		ResArena   *arena = unit_arena();
		char		text[512];
		size_t		len = 0;
		ResCited   *cited;
		uint32_t	n;
		uint32_t	k;

		while (len < 300)
		{
			const char *piece;

			state = state * 1664525u + 1013904223u;
			if (state >> 30 == 0)
				text[len++] = (char) (state >> 16 | 1);
			piece = pieces[(state >> 8) % (sizeof(pieces) / sizeof(pieces[0]))];
			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
			if ((state & 0xff) < 4)
				break;
		}
		text[len] = '\0';
		if (state & 0x200)
			n = res_cited_read(arena, (ResStr) {"A", 1}, text, (uint32_t) len, &cited);
		else
			n = scan(arena, (ResLang) (state >> 9) % RES_LANGUAGES, state & 0x100 ? "A" : "A/HRC", false, text, &cited);
		for (k = 0; k < n; k++)
		{
			if (cited[k].start >= cited[k].end || cited[k].end > strlen(text) ||
				memchr(cited[k].symbol, '\0', sizeof(cited[k].symbol)) == NULL)
				break;
		}
		res_arena_destroy(arena);
		if (k < n)
			break;
	}
	CHECK(i == rounds, "%u rounds of random pieces: places are inside the text", rounds);
}

int
main(int argc, char **argv)
{
	test_dates();
	test_texts();
	test_table();
	test_calls();
	test_random(argc > 1 ? (uint32_t) strtoul(argv[1], NULL, 10) : 20000,
				argc > 2 ? (uint32_t) strtoul(argv[2], NULL, 10) : 1);
	return unit_done();
}
