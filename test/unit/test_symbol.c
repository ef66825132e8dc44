/*-------------------------------------------------------------------------
 *
 * test_symbol.c
 *	  Unit and property tests of document symbols.
 *
 * usage: test_symbol [PAIRS [SEED]]	PAIRS generated pairs, 1000000 by default
 *
 * Reads test/data/symbols.tsv: what is and what is no symbol, and
 * test/data/archive-symbols.tsv: symbols as archives write them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "symbol.h"

typedef struct Sym
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	len;
	char		text[RES_SYMBOL_MAX + 1];
} Sym;

static bool
read_sym(Sym *s, const char *text)
{
	/* a copy of its own size: a byte read beyond it is seen */
	size_t		len = strlen(text);
	char	   *copy = malloc(len + 1);
	uint32_t	n = 0;

	memcpy(copy, text, len);
	copy = realloc(copy, len > 0 ? len : 1);
	s->len = res_symbol_key(copy, len, s->key, NULL);
	free(copy);
	s->text[0] = '\0';
	if (s->len > 0)
		n = res_symbol_print(s->key, s->len, s->text);
	return n > 0;
}

/* A text for the name of a check: on one line. */
static const char *
shown(const char *text)
{
	static char buf[400];
	uint32_t	i;

	for (i = 0; text[i] != '\0' && i + 1 < sizeof(buf); i++)
		buf[i] = (uint8_t) text[i] < ' ' || text[i] == '#' ? ' ' : text[i];
	buf[i] = '\0';
	return buf;
}

static int
compare(const Sym *a, const Sym *b)
{
	uint32_t	n = a->len < b->len ? a->len : b->len;
	int			r = memcmp(a->key, b->key, n);

	return r != 0 ? r : (int) a->len - (int) b->len;
}

static bool
holds(const Sym *a, const Sym *b)
{
	return res_symbol_contains(a->key, a->len, b->key, b->len);
}

/* ---------- the table of the field ---------- */

static char *
column(char **rest)
{
	char	   *start = *rest;
	char	   *tab;

	if (start == NULL)
		return (char *) "";
	tab = strchr(start, '\t');
	if (tab != NULL)
		*tab++ = '\0';
	*rest = tab;
	return start;
}

static bool
is_str(ResStr s, const char *want)
{
	if (*want == '\0')
		return s.p == NULL;
	return s.p != NULL && s.len == strlen(want) && memcmp(s.p, want, s.len) == 0;
}

static void
test_table(void)
{
	FILE	   *f = fopen("test/data/symbols.tsv", "r");
	char		line[4096];
	int			good = 0;
	int			refused = 0;

	if (!CHECK(f != NULL, "test/data/symbols.tsv can be read"))
		return;
	while (fgets(line, sizeof(line), f) != NULL)
	{
		char	   *rest = line;
		char	   *printed;
		char	   *normal;
		char	   *kind;
		char	   *organ;
		char	   *session;
		char	   *number;
		char	   *year;
		Sym			s;
		ResSymbolParts parts;

		line[strcspn(line, "\n")] = '\0';
		printed = column(&rest);
		normal = column(&rest);
		kind = column(&rest);
		organ = column(&rest);
		session = column(&rest);
		number = column(&rest);
		year = column(&rest);
		if (strcmp(printed, "as printed") == 0)
			continue;
		if (*normal == '\0')
		{
			if (read_sym(&s, printed))
				CHECK(false, "\"%s\" is no symbol", printed);
			else
				refused++;
			continue;
		}
		if (!read_sym(&s, printed) || strcmp(s.text, normal) != 0)
		{
			CHECK(false, "\"%s\" is \"%s\", not \"%s\"", printed, normal, s.text);
			continue;
		}
		if (!res_symbol_parts(s.key, s.len, &parts) || strcmp(parts.kind, kind) != 0 ||
			!is_str(parts.organ, organ) || !is_str(parts.session, session) ||
			!is_str(parts.number, number) || parts.year != atoi(year))
		{
			CHECK(false, "parts of %s: %s, %.*s, %.*s, %.*s, %d", normal, parts.kind,
				  (int) parts.organ.len, parts.organ.p ? parts.organ.p : "",
				  (int) parts.session.len, parts.session.p ? parts.session.p : "",
				  (int) parts.number.len, parts.number.p ? parts.number.p : "", (int) parts.year);
			continue;
		}
		good++;
	}
	fclose(f);
	CHECK(good > 600, "%d symbols of the table have their normal form and parts", good);
	CHECK(refused > 80, "%d texts of the table are refused", refused);
}

/* ---------- what is decided ---------- */

static void
test_order(void)
{
	static const char *const sorted[] = {
		"A", "A/47", "A/47/1", "A/70", "A/70/9", "A/70/53", "A/70/53 (Part I)", "A/70/53 (Part I)/Corr.1",
		"A/70/53 (Part II)", "A/70/53-S/2015/1", "A/70/53/Add.1", "A/70/53/Add.2", "A/70/53/Add.10",
		"A/70/53/Corr.1", "A/70/53/Rev.1", "A/70/54", "A/70/L.5", "A/2170", "A/AC.105/C.1/1", "A/C.1/70/L.2",
		"A/C.3/70", "A/C.3/70/L.2", "A/C.3/70/L.29", "A/C.3/70/L.29/Rev.1", "A/C.3/70/L.30",
		"A/CONF.157/24", "A/ES-10/273", "A/HRC/28/2", "A/RES", "A/RES/217 (III)", "A/RES/217 (III) A",
		"A/RES/1514 (XV)", "A/RES/3201 (S-VI)", "A/RES/31/16", "A/RES/46/36", "A/RES/46/36 A",
		"A/RES/46/36 A-C", "A/RES/46/36 L", "A/RES/46/36 II", "A/RES/55/2", "A/RES/55/10", "A/RES/69/179",
		"A/RES/ES-10/15", "A/RES/S-10/2", "A/XYZ/1", "CBD/CP/MOP/II/1", "CBD/CP/MOP/VIII/19",
		"CCW/CONF.II/2", "CCW/CONF.VI/11", "CCW/CONF.2010/1", "CRC/C/RUS/CO/6", "CRC/C/RUS/CO/6/Add.1",
		"CRC/C/RUS/CO/6-7", "CRC/C/RUS/CO/7", "E/2336", "E/CN.4/2", "E/CN.4/Sub.2/2", "E/CN.11/2",
		"GC", "GC(XXXIV)/RES/530", "GC(45)/RES/10", "GC(69)/RES/15", "GC.18/Res.9",
		"ICCD/COP", "ICCD/COP/1", "ICCD/COP(13)/21", "ICCD/COP(14)/2",
		"S/AC.57/2025/COMM.1", "S/AC.57/2025/COMM.1/Add.1", "S/AC.57/2025/COMM.01", "S/AC.57/2025/COMM.2",
		"S/RES/1325", "S/RES/1325 (2000)", "S/RES/1326 (2000)"
	};
	uint32_t	n = sizeof(sorted) / sizeof(sorted[0]);
	uint32_t	i;
	Sym			last;
	Sym			s;

	CHECK(read_sym(&last, sorted[0]), "%s", sorted[0]);
	for (i = 1; i < n; i++)
	{
		bool		ok = read_sym(&s, sorted[i]);

		CHECK(ok && strcmp(s.text, sorted[i]) == 0 && compare(&last, &s) < 0,
			  "%s < %s", last.text, sorted[i]);
		last = s;
	}
}

static void
test_hierarchy(void)
{
	static const struct
	{
		const char *a;
		const char *b;
		bool		result;
	}			pairs[] = {
		{"A/C.3/70", "A/C.3/70/L.29", true},
		{"A/C.3/70/L.29", "A/C.3/70", false},
		{"A/70/53", "A/70/53", true},
		{"A/70/53", "A/70/53/Corr.1", true},
		{"A/CONF.157/24", "A/CONF.157/24 (Part I)", true},
		{"A/CONF.157/24 (Part I)", "A/CONF.157/24 (Part II)", false},
		{"A/RES/46/36", "A/RES/46/36 L", true},
		{"A/RES/46/36", "A/RES/46/36 A-C", true},
		{"A/RES/46/36 A", "A/RES/46/36 A-C", false},
		{"A/7", "A/70", false},
		{"A/7", "A/7/1", true},
		{"S/RES/1325", "S/RES/1325 (2000)", true},
		{"S/RES/1325", "S/RES/13250 (2000)", false},
		{"S/PRST/2018", "S/PRST/2018/1", true},
		{"A/56", "A/56/1026-S/2002/932", true},
		{"A/56/1026", "A/56/1026-S/2002/932", true},
		{"S/2002", "A/56/1026-S/2002/932", false},
		{"A/RES/217 (III)", "A/RES/217 (III) A", true},
		{"A/RES/1514", "A/RES/1514 (XV)", true},
		{"A/RES/69", "A/RES/69 (I)", false},
		{"A/RES", "A/RES/1514 (XV)", true},
		{"ICCD/COP", "ICCD/COP(13)/21", false},
		{"CRC/C/RUS/CO/6", "CRC/C/RUS/CO/6-7", false},
		{"E/CN.4/Sub.2", "E/CN.4/SUB.2/RES/2000/22", true},
		{"E/CN.4", "E/CN.41/2", false},
		{"A/80/6", "A/80/6 (Sect. 29A)", true},
		{"A/80/6 (Sect. 29)", "A/80/6 (Sect. 29A)", false},
		{"A", "A/1", true},
		{"A", "S/1", false}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
	{
		Sym			a;
		Sym			b;
		bool		ok = read_sym(&a, pairs[i].a) && read_sym(&b, pairs[i].b);

		CHECK(ok && holds(&a, &b) == pairs[i].result, "%s %s %s", pairs[i].a,
			  pairs[i].result ? "holds" : "does not hold", pairs[i].b);
	}
}

static void
test_forms(void)
{
	static const char *const forms[][2] = {
		{"A/RES/75/290/A", "A/RES/75/290 A"},
		{"A/RES/75/254/A-C", "A/RES/75/254 A-C"},
		{"A/RES/3411 A-B (XXX)", "A/RES/3411 (XXX) A-B"},
		{"A/RES/217 A (III) A", "A/RES/217 (III) A"},
		{"A/80/L.1*", "A/80/L.1"},
		{"A/48/486 \xe2\x80\x93 S/26560", "A/48/486-S/26560"},
		{"A/C.3/70/\xc2\xa0L.29", "A/C.3/70/L.29"},
		{"\tS/RES/1325\n(2000)", "S/RES/1325 (2000)"},
		{"S/RES/1325\xef\xbc\x88" "2000\xef\xbc\x89", "S/RES/1325 (2000)"},
		{"A/\xe2\x80\x8b" "70/1", "A/70/1"},
		{"GC (69)/RES/15", "GC(69)/RES/15"},
		{"ICCD/COP (15)/23", "ICCD/COP(15)/23"},
		{"ece/nicosia./conf/2003/1", "ECE/NICOSIA./CONF/2003/1"},
		{"A/74/6 (introduction)", "A/74/6 (Introduction)"},
		{"A/80/6 (Income Sect. 1)", "A/80/6 (Income sect. 1)"},
		{"S/PV.4072 (RESUMPTION 1)", "S/PV.4072 (Resumption 1)"},
		{"S/PV.3533 (Resumption)", "S/PV.3533 (Resumption)"},
		{"A/S-15/3(Supp)", "A/S-15/3 (Supp)"},
		{"E/2010/1 (1 Rev.)", NULL},
		{"S/RES/2725 (0001)", "S/RES/2725 (0001)"},
		{"A/C.5/52/L.10A", "A/C.5/52/L.10A"},
		{"A/0/00/000", "A/0/00/000"},
		{"A/999999999", "A/999999999"},
		{"A/1000000000", NULL},
		{"A/RES/60/1 (2005)", NULL},
		{"A/RES/69/179 (XV)", NULL},
		{"A/XYZ/IIII/1", "A/XYZ/IIII/1"},
		{"A/80/L.1**", "A/80/L.1"},
		{"A/80/L.1 *", "A/80/L.1"},
		{"A/80/L.1-*", "A/80/L.1"},
		{"A/C. 3/70/L. 29/Rev. 1", "A/C.3/70/L.29/Rev.1"},
		{"A/75/6 (Sect. 29A)", "A/75/6 (Sect. 29A)"},
		{"S/RES/1325 ( 2000 )", "S/RES/1325 (2000)"},
		{"S/AC.26/Dec.1 (1991)", "S/AC.26/Dec.1 (1991)"},
		{"ICCD/CST(S-2)/1", "ICCD/CST(S-2)/1"},
		{"iccd/cric (es-3)/1", "ICCD/CRIC(ES-3)/1"},
		{"TD/B(S-XXXI)/2", "TD/B(S-XXXI)/2"},
		{"ICCD/CST(S-02)/1", NULL},
		{"ICCD/CST(S-99)/1", NULL},
		{"INFCIRC/153 (corrected)", "INFCIRC/153 (Corrected)"},
		{"unep/ozl.pro.wg.1/41/5", "UNEP/OzL.Pro.WG.1/41/5"},
		{"LC/G.2681", "LC/G.2681"},
		{"PCNICC/2000/1/Add.1", "PCNICC/2000/1/Add.1"},
		{"A/RES/46/36 L/Corr.1", "A/RES/46/36 L/Corr.1"},
		{"A/RES/46/36/L/Corr.1", "A/RES/46/36 L/Corr.1"},
		{"A/RES/217 B-D (III)", "A/RES/217 (III) B-D"},
		{"A/RES/67/234b", "A/RES/67/234 B"},
		{"E/RES/2100 (LXIII)", "E/RES/2100 (LXIII)"},
		{"T/RES/2183 (LIII)", "T/RES/2183 (LIII)"},
		{"A/HRC/RES/S-31/1", "A/HRC/RES/S-31/1"},
		{"E/CN.4/RES/20 (XXXVI)", "E/CN.4/RES/20 (XXXVI)"},
		{"S/RES/242 (1967) x", NULL},
		{"A/70/53 A", NULL},
		{"A/70/53 and A/70/54", NULL},
		{"A/70/53,", NULL},
		{"A/70/53.", NULL},
		{"A/12.3", NULL},
		{"A/L.", NULL},
		{"A/ 70 /1", "A/70/1"},
		{"A/70/ /1", NULL},
		{"", NULL},
		{"   ", NULL},
		{"-", NULL},
		{"A-", NULL},
		{"A/70/1-", NULL},
		{"A/70/1-S/", NULL},
		{"A/70/1 (", NULL},
		{"A/70/1 (Part I", NULL},
		{"A/70/1 (Part)", "A/70/1 (Part)"},
		{"A/70/1 (Parts I and)", NULL},
		{"A/70/1 (1)", NULL},
		{"A/RES/1 (C)", NULL},
		{"A/\xff/1", NULL},
		{"A/70/1\xe2\x80", NULL}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
	{
		Sym			s;
		bool		ok = read_sym(&s, forms[i][0]);

		if (forms[i][1] == NULL)
			CHECK(!ok, "refused: \"%s\"", shown(forms[i][0]));
		else
			CHECK(ok && strcmp(s.text, forms[i][1]) == 0, "\"%s\" is %s", shown(forms[i][0]), forms[i][1]);
	}
}

/* What is refused, and what is said of it: beginnings of detail and hint. */
static void
test_refused(void)
{
	static const char *const texts[][3] = {
		{"A/RES/69/179 A/RES/69/180", "Text stands behind", "One symbol is read here"},
		{"A/RES/55/2 of 8 September 2000", "Text stands behind", "One symbol is read here"},
		{"A/70/1;A/70/2", "A character", "One symbol is read here"},
		{"A/RES/75/254 A/5", "Text stands behind", "One symbol"},
		{"S/RES/1325/2000", "A number stands behind", "The year stands in brackets"},
		{"S/RES/1325 2000", "Text stands behind", "The year stands in brackets"},
		{"S/RES/1325 (200)", "The year in brackets has not four digits.", NULL},
		{"S/RES/1325 (20000)", "The year in brackets has not four digits.", NULL},
		{"S/RES/1325 [2000]", "A bracket stands there", "Give the symbol without it; years"},
		{"S/RES/1325 (2000", "The closing bracket", NULL},
		{"S/RES/1325 (XV)", "A session in brackets", "Resolutions of the Security Council"},
		{"A/RES/1514 (1960)", "A year in brackets", "Up to 1976 the session"},
		{"A/RES/55 (2)", "A year in brackets", "Up to 1976 the session"},
		{"A/70/1 (2015)", "A year in brackets", "Only resolutions of the Security Council"},
		{"A/RES/1514 XV", "A Roman numeral", "The session stands in brackets"},
		{"A/RES/1514 (XXXI)", "The organ had no such session", "From the 31st session"},
		{"A/RES/1514 (S-VIII)", "The organ had no such session", "From the 31st session"},
		{"E/RES/2100 (LXIV)", "The organ had no such session", "From the 31st session"},
		{"A/RES/1514 (IIX)", "The Roman numeral", NULL},
		{"A/REES/217 (III)", "A session in brackets", "Up to 1976 resolutions"},
		{"E/4467 (XLV)", "A session in brackets", "Up to 1976 resolutions"},
		{"S/RES/2-393", "A range stands", "A symbol names one"},
		{"A/RES/69/1-10", "A range stands", "A symbol names one"},
		{"A/RES/LV/2", "The number of the resolution", "Behind RES or DEC"},
		{"A/RES/fifty-five/2", "The number of the resolution", "Behind RES or DEC"},
		{"A/RES/55/two", "The number of the resolution", "Behind RES or DEC"},
		{"A/RES/55/2/3", "A number stands behind", NULL},
		{"A/RES/55/2/EN", "A word stands behind", "Behind it stand sections"},
		{"A/RES/55/2 (E)", "A language", "A document has the same symbol"},
		{"A/RES/55/2-fr", "A language", "A document has the same symbol"},
		{"A/RES/55/2_en", "A language", "A document has the same symbol"},
		{"A/RES/55/2 EN", "A language", "A document has the same symbol"},
		{"A/RES/217 A (III) B", "It names two sections.", NULL},
		{"A/C.3/70/L.29 Rev.1", "A \"/\" is missing", "Each component stands behind"},
		{"A/C.3/70/L.29Rev.1", "A full stop stands", NULL},
		{"A//70/1", "A component is empty.", "There is one"},
		{"A/RES/69/179/", "Nothing stands behind", "Leave it away"},
		{"A/RES/69/179.", "It ends in a full stop.", "Leave the full stop away."},
		{"A/RES/69/179,", "Punctuation", "Leave it away."},
		{"\"A/RES/69/179\"", "A quotation mark", "Give the symbol without"},
		{"\xe2\x80\x9c" "A/70/1\xe2\x80\x9d", "A quotation mark", "Give the symbol without"},
		{"[A/RES/69/179]", "A bracket stands there", "Give the symbol without"},
		{"(A/RES/69/179)", "Brackets stand around it.", "Give the symbol without"},
		{"A\\RES\\55\\2", "A character", "Components are parted"},
		{"A-RES-55-2", "A component cannot be read.", "Components are parted"},
		{"A_RES_55_2", "A symbol begins with", "If this is the name of a file"},
		{"S_RES-2779-2507317C.xml", "A symbol begins with", "If this is the name of a file"},
		{"ICPE_03_1934_RES1", "It does not begin", "If this is the name of a file"},
		{"\xd0\x90/RES/55/2", "A character", "It may look like a Latin letter"},
		{"A/RES/5\xef\xbc\x95/2", "A character", "Symbols have the letters A to Z"},
		{"S/RES/1325%20(2000)", "A character", "If this is a piece of an address"},
		{"https://undocs.org/A/RES/70/1", "This is an address.", "Give the symbol that it ends in."},
		{"undocs.org/A/RES/70/1", "This is an address.", "Give the symbol that it ends in."},
		{"UN Doc. A/RES/55/2", "Words stand in front", "Give the symbol alone"},
		{"resolution 55/2", "This is a citation", "docsymbol_cited reads"},
		{"GA decision 76/550/E", "It does not begin", "The General Assembly is"},
		{"UNGA/RES/70/1", "It does not begin", "The General Assembly is"},
		{"RES/55/2", "It begins with a series", "Symbols read like"},
		{"L.29/Rev.1", "It begins with a series", "Symbols read like"},
		{"69/179", "It begins with a number.", "docsymbol_make puts"},
		{"XYZ/70/1", "It does not begin", "Symbols begin with"},
		{"T/PCCs", "It has no number", "Without a number only"},
		{"A/L.", "It ends in a full stop.", NULL},
		{"E/CN./1", "A number is missing.", "\"L.\", \"Add.\""},
		{"  ", "The text is empty.", NULL}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		ResSymbolError err = {0, "", NULL};
		uint8_t		key[RES_SYMBOL_KEY_MAX];
		uint32_t	n = res_symbol_key(texts[i][0], strlen(texts[i][0]), key, &err);
		bool		hint = texts[i][2] == NULL || (err.hint != NULL &&
												   strncmp(err.hint, texts[i][2], strlen(texts[i][2])) == 0);

		if (!CHECK(n == 0 && strncmp(err.detail, texts[i][1], strlen(texts[i][1])) == 0 && hint,
				   "refused: \"%s\": %s", shown(texts[i][0]), texts[i][1]))
			printf("#   %u bytes, detail \"%s\", hint \"%s\"\n", n, err.detail, err.hint ? err.hint : "");
	}
}

/* Parts of symbols that the table does not have. */
static void
test_parts(void)
{
	static const struct
	{
		const char *text;
		const char *kind;
		const char *organ;
		const char *session;
		const char *series;
		const char *number;
		int			year;
	}			rows[] = {
		{"E/ICEF/2020/P/L.12", "draft", "E/ICEF", "", "L", "12", 2020},
		{"DP/FPA/CPD/KEN/9", "document", "DP/FPA/CPD", "", "", "9", 0},
		{"DP/FPA/2020/1", "document", "DP/FPA", "", "", "1", 2020},
		{"CRC/C/OPSC/USA/CO/2", "concluding observations", "CRC/C/OPSC", "", "CO", "2", 0},
		{"CAT/OP/MEX/1", "document", "CAT/OP", "", "", "1", 0},
		{"CERD/C/YUG/CO/1", "concluding observations", "CERD/C", "", "CO", "1", 0},
		{"HRI/GEN/1/Rev.9", "document", "HRI/GEN", "", "", "1", 0},
		{"CEDAW/C/80/D/156/2020", "document", "CEDAW/C", "80", "", "156", 2020},
		{"E/C.12/GC/20", "general comment", "E/C.12", "", "GC", "20", 0},
		{"E/C.12/USA/CO/4", "concluding observations", "E/C.12", "", "CO", "4", 0},
		{"E/C.2/2021/3", "document", "E/C.2", "", "", "3", 2021},
		{"HSP/EB.2020/1", "document", "HSP/EB", "", "", "1", 2020},
		{"UNEP/POPS/COP.9/30", "document", "UNEP/POPS/COP", "9", "", "30", 0},
		{"UNEP/CHW.14/28", "document", "UNEP/CHW", "14", "", "28", 0},
		{"UNEP/OzL.Conv.11/7", "document", "UNEP/OzL.Conv", "11", "", "7", 0},
		{"ICCD/CST(S-2)/1", "document", "ICCD/CST", "S-2", "", "1", 0},
		{"TD/B(S-XXXI)/2", "document", "TD/B", "S-31", "", "2", 0},
		{"S/AC.26/Dec.1 (1991)", "decision", "S/AC.26", "", "DEC", "1", 1991},
		{"A/RES/3201 (S-VI)", "resolution", "A", "S-6", "RES", "3201", 0},
		{"A/RES/ES-11/1", "resolution", "A", "ES-11", "RES", "1", 0},
		{"A/ES-10/PV.3", "meeting record", "A", "ES-10", "PV", "3", 0},
		{"A/C.1/PV.1", "meeting record", "A", "", "PV", "1", 0},
		{"S/PV.9000 (Resumption 1)", "meeting record", "S", "", "PV", "9000", 0},
		{"E/CN.4/SUB.2/RES/2000/22", "resolution", "E/CN.4/Sub.2", "", "RES", "22", 2000},
		{"LC/G.2681", "document", "LC", "", "G", "2681", 0},
		{"EC/70/SC/CRP.1", "conference room paper", "EC", "70", "CRP", "1", 0},
		{"ENDC/PV.10", "meeting record", "ENDC", "", "PV", "10", 0}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		Sym			s;
		ResSymbolParts parts = {0};
		bool		ok = read_sym(&s, rows[i].text) && strcmp(s.text, rows[i].text) == 0 &&
			res_symbol_parts(s.key, s.len, &parts);

		if (!CHECK(ok && strcmp(parts.kind, rows[i].kind) == 0 && is_str(parts.organ, rows[i].organ) &&
				   is_str(parts.session, rows[i].session) && is_str(parts.series, rows[i].series) &&
				   is_str(parts.number, rows[i].number) && parts.year == rows[i].year,
				   "parts of %s", rows[i].text))
			printf("#   %s: %s, %.*s, %.*s, %.*s, %.*s, %d\n", s.text, parts.kind ? parts.kind : "",
				   (int) parts.organ.len, parts.organ.p ? parts.organ.p : "",
				   (int) parts.session.len, parts.session.p ? parts.session.p : "",
				   (int) parts.series.len, parts.series.p ? parts.series.p : "",
				   (int) parts.number.len, parts.number.p ? parts.number.p : "", (int) parts.year);
	}
}

/* Symbols as archives write them: normal form, or refused. */
static void
test_archive(void)
{
	FILE	   *f = fopen("test/data/archive-symbols.tsv", "r");
	char		line[1024];
	int			same = 0;
	int			other = 0;
	int			refused = 0;

	if (!CHECK(f != NULL, "test/data/archive-symbols.tsv can be read"))
		return;
	while (fgets(line, sizeof(line), f) != NULL)
	{
		char	   *rest = line;
		char	   *printed;
		char	   *normal;
		Sym			s;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		printed = column(&rest);
		normal = column(&rest);
		if (!read_sym(&s, printed))
		{
			if (strcmp(normal, "-") != 0)
				CHECK(false, "\"%s\" is a symbol", printed);
			else
				refused++;
		}
		else if (strcmp(s.text, *normal ? normal : printed) != 0)
			CHECK(false, "\"%s\" is \"%s\", not \"%s\"", printed, *normal ? normal : printed, s.text);
		else if (*normal)
			other++;
		else
			same++;
	}
	fclose(f);
	CHECK(same > 4600, "%d symbols of the archive are in normal form", same);
	CHECK(other > 140, "%d symbols of the archive are brought into it", other);
	CHECK(refused == 270, "%d names of the archive are no symbols", refused);
}

static void
test_base(void)
{
	static const char *const bases[][2] = {
		{"A/C.3/70/L.29/Rev.1", "A/C.3/70/L.29"},
		{"NPT/CONF.1995/32 (Part I)/Corr.2", "NPT/CONF.1995/32 (Part I)"},
		{"A/80/74/Add.1-E/2025/53/Add.1", "A/80/74-E/2025/53"},
		{"A/C.6/64/SR.1-28/Corrigendum", "A/C.6/64/SR.1-28"},
		{"A/RES/69/179", "A/RES/69/179"}
	};
	uint32_t	i;
	Sym			s;
	ResSymbolParts parts;

	for (i = 0; i < sizeof(bases) / sizeof(bases[0]); i++)
	{
		bool		ok = read_sym(&s, bases[i][0]) && res_symbol_parts(s.key, s.len, &parts);

		CHECK(ok && is_str(parts.base, bases[i][1]), "base of %s", bases[i][0]);
	}
	CHECK(read_sym(&s, "A/520/Rev.18/Amend.1") && res_symbol_parts(s.key, s.len, &parts) &&
		  parts.revision == 18, "revision");
	CHECK(read_sym(&s, "A/C.3/70/L.29") && res_symbol_parts(s.key, s.len, &parts) &&
		  is_str(parts.committee, "C.3") && is_str(parts.series, "L") && parts.revision == 0,
		  "committee and series");
	CHECK(read_sym(&s, "UNEP/EA.5/Res.2") && res_symbol_parts(s.key, s.len, &parts) &&
		  is_str(parts.series, "RES"), "series of UNEP/EA.5/Res.2");
}

typedef struct Members
{
	char		text[1000];
} Members;

static void
add_member(void *ctx, const uint8_t *key, uint32_t keylen)
{
	Members    *m = ctx;
	char		out[RES_SYMBOL_MAX + 1];

	res_symbol_print(key, keylen, out);
	if (m->text[0])
		strcat(m->text, "; ");
	strcat(m->text, out);
}

static void
test_members(void)
{
	static const char *const sets[][2] = {
		{"A/RES/75/254 A-C", "A/RES/75/254 A; A/RES/75/254 B; A/RES/75/254 C"},
		{"A/RES/3411 (XXX) A-B", "A/RES/3411 (XXX) A; A/RES/3411 (XXX) B"},
		{"A/56/1026-S/2002/932", "A/56/1026; S/2002/932"},
		{"E/CN.4/2001/2-E/CN.4/Sub.2/2000/46", "E/CN.4/2001/2; E/CN.4/Sub.2/2000/46"},
		{"A/C.6/64/SR.1-28", "A/C.6/64/SR.1-28"}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
	{
		Sym			s;
		Members		m = {""};
		bool		ok = read_sym(&s, sets[i][0]);

		if (ok)
			res_symbol_members(s.key, s.len, add_member, &m);
		CHECK(ok && strcmp(m.text, sets[i][1]) == 0, "members of %s: %s", sets[i][0], m.text);
	}
}

static void
test_match(void)
{
	static const char *const texts[][3] = {
		{"A/70/53 and", "A/70/53", "7"},
		{"A/70/53.", "A/70/53", "7"},
		{"A/70/53, para. 5", "A/70/53", "7"},
		{"A/70/53.Add.1)", "A/70/53/Add.1", "13"},
		{"A/70", NULL, NULL},
		{"A/2170)", "A/2170", "6"},
		{"CLCS/11 and", "CLCS/11", "7"},
		{"S/PV.9609", "S/PV.9609", "9"},
		{"A/HRC", NULL, NULL},
		{"A/C.3", NULL, NULL},
		{"S/he", NULL, NULL},
		{"A/C/E/F/R/S", NULL, NULL},
		{"T/PCCs", NULL, NULL},
		{"The General", NULL, NULL},
		{"NPT/CONF.2010/50\n    (Vol. II)).", "NPT/CONF.2010/50 (Vol. II)", "30"},
		{"A/RES/46/36 L of", "A/RES/46/36 L", "13"},
		{"A/RES/46/36 A new", "A/RES/46/36", "11"},
		{"A/RES/69/179\n\nV", "A/RES/69/179", "12"},
		{"S/RES/1325(2000) of", "S/RES/1325 (2000)", "16"},
		{"S/PRST/ 2020/5).", "S/PRST/2020/5", "14"},
		{"S /RES/2577 (2021)", "S/RES/2577 (2021)", "18"},
		{"A/56/1026-S/2002/932, annex", "A/56/1026-S/2002/932", "20"},
		{"A/56/1026-the", "A/56/1026", "9"},
		{"A/ES-10/273 and A/ES-10/273/Corr.1", "A/ES-10/273", "11"},
		{"A/80/70\xe5\x92\x8c" "A/80/364", "A/80/70", "7"},
		{"A/RES/217 A (III)", "A/RES/217 (III) A", "17"},
		{"A/80/7/Add.__ ", "A/80/7/Add.__", "13"},
		{"A/C.5/80/___", NULL, NULL},
		{"E/CN.4/Sub.2/1994/56", "E/CN.4/Sub.2/1994/56", "20"},
		{"A/HRC/28/2/Abc", "A/HRC/28/2", "10"},
		{"E/CN.4/RES/000/SUB.2/S- and", "E/CN.4/RES/000/Sub.2", "20"},
		{"E/RES/1996/CN.)", "E/RES/1996", "10"},
		{"TD/RES/2/A/(", "TD/RES/2", "8"},
		{"E/RES/1996/31/B__", "E/RES/1996/31", "13"},
		{"E/RES/1514/b (2000)", "E/RES/1514", "10"},
		{"A/RE/1/DECISIONS2R-PP", "A/RE/1/DECISIONS2R", "18"},
		{"A/80/70/ADD1 and", "A/80/70/ADD1", "12"}
	};
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		size_t		len = strlen(texts[i][0]);
		char	   *copy = malloc(len);
		char		out[RES_SYMBOL_MAX + 1] = "";
		char		normal[RES_SYMBOL_MAX + 1] = "";
		uint32_t	outlen = 0;
		uint32_t	n;

		memcpy(copy, texts[i][0], len);
		n = res_symbol_match(copy, copy + len, out, &outlen);
		free(copy);
		if (texts[i][1] == NULL)
			CHECK(n == 0, "no symbol in front of \"%s\"", shown(texts[i][0]));
		else
			CHECK(n == (uint32_t) atoi(texts[i][2]) && strcmp(out, texts[i][1]) == 0 &&
				  outlen == strlen(out) &&
				  res_symbol_print(key, res_symbol_key(out, outlen, key, NULL), normal) == outlen &&
				  strcmp(normal, out) == 0, "running text \"%s\": %s, %u bytes", shown(texts[i][0]), out, n);
	}
}

static void
test_numbers(void)
{
	static const struct
	{
		const char *organ;
		bool		decision;
		const char *number;
		const char *symbol;
	}			rows[] = {
		{"A", false, "69/179", "A/RES/69/179"},
		{"A", false, "217 A (III)", "A/RES/217 (III) A"},
		{"A", false, "1514 (XV)", "A/RES/1514 (XV)"},
		{"A", false, "3201 (S-VI)", "A/RES/3201 (S-VI)"},
		{"A", false, "S-10/2", "A/RES/S-10/2"},
		{"A", false, "ES-10/15", "A/RES/ES-10/15"},
		{"A", false, "75/290 A", "A/RES/75/290 A"},
		{"A", false, "54/237 A-C", "A/RES/54/237 A-C"},
		{"A", true, "60/519", "A/DEC/60/519"},
		{"A", false, "5/1", NULL},
		{"A", false, "7/2019", NULL},
		{"A", false, "1325 (2000)", NULL},
		{"S", false, "1325 (2000)", "S/RES/1325 (2000)"},
		{"S", false, "70/262", NULL},
		{"E", false, "1996/31", "E/RES/1996/31"},
		{"E", true, "2004/280", "E/DEC/2004/280"},
		{"E", false, "1503 (XLVIII)", "E/RES/1503 (XLVIII)"},
		{"E", false, "70/1", NULL},
		{"A/HRC", false, "28/2", "A/HRC/RES/28/2"},
		{"A/HRC", false, "S-31/1", "A/HRC/RES/S-31/1"},
		{"A/HRC", true, "6/102", "A/HRC/DEC/6/102"},
		{"E/CN.4", false, "2005/74", "E/CN.4/RES/2005/74"},
		{"E/CN.4", false, "20 (XXXVI)", "E/CN.4/RES/20 (XXXVI)"},
		{"E/CN.4/Sub.2", false, "2000/22", "E/CN.4/SUB.2/RES/2000/22"},
		{"E/CN.6", false, "51/2", "E/CN.6/RES/51/2"},
		{"UNEP/EA", false, "4/1", "UNEP/EA.4/Res.1"},
		{"HSP/HA", false, "1/5", "HSP/HA.1/Res.5"},
		{"A", false, "", NULL},
		{"XYZ", false, "1/1", NULL}
	};
	uint32_t	i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		char		out[RES_SYMBOL_MAX + 1];
		uint32_t	n;

		/* the number may stand where the symbol goes, as columns of a table come in */
		memset(out, 'x', sizeof(out));
		memcpy(out, rows[i].number, strlen(rows[i].number));
		n = res_symbol_of_number(rows[i].organ, rows[i].decision, out, (uint32_t) strlen(rows[i].number), out);

		if (rows[i].symbol == NULL)
			CHECK(n == 0, "%s has no number \"%s\"", rows[i].organ, rows[i].number);
		else
			CHECK(n == strlen(rows[i].symbol) && strcmp(out, rows[i].symbol) == 0,
				  "%s %s is %s", rows[i].organ, rows[i].number, rows[i].symbol);
	}
}

/*
 * Plain numbers are written without being read; what is written is what reading
 * gives, and nothing is made of what is no number of the organ.
 */
static void
test_plain_numbers(void)
{
	static const char *const organs[] = {"A", "A/HRC", "E", "S"};
	static const char *const forms[] = {"%u/%u", "%u (%u)"};
	uint32_t	i;
	uint32_t	a;
	uint32_t	b;
	uint32_t	made = 0;
	uint32_t	wrong = 0;

	for (i = 0; i < 16; i++)
		for (a = 0; a < 2200; a += a < 210 ? 1 : 37)
			for (b = 0; b < 2200; b += b < 12 ? 1 : 97)
			{
				char		number[32];
				char		text[64];
				char		out[RES_SYMBOL_MAX + 1];
				char		again[RES_SYMBOL_MAX + 1];
				uint8_t		key[RES_SYMBOL_KEY_MAX];
				uint32_t	n;
				uint32_t	len;

				snprintf(number, sizeof(number), forms[i / 4 % 2], a, b);
				n = res_symbol_of_number(organs[i % 4], i >= 8, number, (uint32_t) strlen(number), out);
				if (n == 0)
					continue;
				made++;
				len = (uint32_t) snprintf(text, sizeof(text), "%s/%s/%s", organs[i % 4], i >= 8 ? "DEC" : "RES", number);
				len = res_symbol_print(key, res_symbol_key(text, len, key, NULL), again);
				wrong += len != n || memcmp(out, again, n) != 0;
			}
	CHECK(made > 10000 && wrong == 0, "%u of %u plain numbers are read otherwise than they are written", wrong, made);
}

/* ---------- properties ---------- */

static uint64_t state;

static uint32_t
roll(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t) ((state >> 20) % n);
}

static const char *const roots[] = {"A", "S", "E", "T", "ST", "GC", "IDB", "MEPC", "UNEP", "FCCC", "CRC", "WT", "EX.CL", "INFCIRC"};
static const char *const words[] = {
	"RES", "DEC", "PRST", "HRC", "C.", "CN.", "CONF.", "CONF", "L.", "WP.", "PV.", "Add.", "Rev.", "Corr.",
	"S-", "ES-", "COP", "Sub.", "INF", "EA.", "EA", "TRANS", "XYZ", "X.", "QQ.", "COP-MOP", "VIII", "IX",
	"SER.A", "OzL.Pro.", "WP", "RE", "REST", "A", "ZZZZZZZZ", "AB", "ABC", "AB.", "Part ", "Summary", "Add.__", "C-"
};
static const char *const romans[] = {"I", "IV", "IX", "XV", "XXX", "XLVIII", "LXIII", "S-VI", "ES-V", "LXXXIX"};

static void
add_number(char *out)
{
	static const uint32_t limits[] = {10, 100, 400, 5000, 300000, 999999999};
	uint32_t	n = roll(limits[roll(6)]);

	if (roll(4) == 0)
	{
		/* around the places where numbers take one more byte */
		static const uint32_t edges[] = {89, 90, 345, 346, 4185, 4186, 266329, 266330, 999999999};

		n = edges[roll(9)];
	}
	sprintf(out + strlen(out), "%s%u", roll(20) == 0 ? "0" : roll(60) == 0 ? "00000" : "", n);
}

/* A text that often is a symbol. */
static void
generate(char *out)
{
	uint32_t	n = roll(6);
	uint32_t	i;

	strcpy(out, roots[roll(14)]);
	for (i = 0; i < n && strlen(out) < 150; i++)
	{
		const char *word;

		switch (roll(10))
		{
			case 0: case 1: case 2: case 3:
				strcat(out, "/");
				add_number(out);
				break;
			case 4: case 5: case 6: case 7:
				word = words[roll(sizeof(words) / sizeof(words[0]))];
				strcat(out, "/");
				strcat(out, word);
				if (strchr(".- ", word[strlen(word) - 1]) != NULL || roll(12) == 0)
				{
					if (roll(8) == 0)
						strcat(out, romans[roll(10)]);
					else
						add_number(out);
				}
				break;
			case 8:
				switch (roll(7))
				{
					case 0: strcat(out, " (2000)"); break;
					case 1: sprintf(out + strlen(out), " (%s)", romans[roll(10)]); break;
					case 2: sprintf(out + strlen(out), " (Part %s)", romans[roll(7)]); break;
					case 3: sprintf(out + strlen(out), " (Parts %s and %s)", romans[roll(7)], romans[roll(7)]); break;
					case 4: sprintf(out + strlen(out), " (Sect. %u%s)", roll(40), roll(2) ? "A" : ""); break;
					case 5: sprintf(out + strlen(out), "(%u)", roll(80)); break;
					case 6: strcat(out, " (Vol. B)"); break;
				}
				break;
			default:
				switch (roll(5))
				{
					case 0: sprintf(out + strlen(out), " %c", 'A' + (char) roll(26)); break;
					case 1: sprintf(out + strlen(out), " %c-%c", 'A' + (char) roll(5), 'D' + (char) roll(5)); break;
					case 2: strcat(out, "-"); add_number(out); break;
					case 3: sprintf(out + strlen(out), "-%s/", roots[roll(14)]); add_number(out); break;
					case 4: strcat(out, "A"); break;
				}
				break;
		}
	}
}

/* One that begins like another. */
static void
generate_near(char *out, const char *other)
{
	size_t		len = strlen(other);
	size_t		cut = len > 1 ? 1 + roll((uint32_t) len) : len;
	char		tail[400];

	memcpy(out, other, cut);
	out[cut] = '\0';
	generate(tail);
	if (roll(3) > 0 && strlen(out) < 150)
	{
		const char *slash = strpbrk(tail, "/ (-");

		if (slash != NULL && strlen(slash) < 150)
			strcat(out, slash);
	}
	else if (roll(3) == 0 && strlen(out) < 150)
		add_number(out);
}

/* The same symbol in other case, with blanks and longer dashes. */
static const char *
disguise(const char *text)
{
	static char buf[4 * RES_SYMBOL_MAX];
	char	   *out = buf;

	for (; *text != '\0'; text++)
	{
		if (*text == '/' && roll(4) == 0)
			*out++ = ' ';
		if (*text == '-' && roll(4) == 0)
		{
			memcpy(out, "\xe2\x80\x91", 3);
			out += 3;
		}
		else if (*text >= 'A' && *text <= 'Z' && roll(2))
			*out++ = (char) (*text + 32);
		else if (*text >= 'a' && *text <= 'z' && roll(2))
			*out++ = (char) (*text - 32);
		else
			*out++ = *text;
		if (*text == '/' && roll(4) == 0)
			*out++ = roll(2) ? ' ' : '\n';
	}
	*out = '\0';
	return buf;
}

/* In "X1A" alone a key has one byte more. */
static uint32_t
letters_behind_digits(const char *text)
{
	uint32_t	n = 0;

	for (; text[0] != '\0'; text++)
		if (text[0] >= '0' && text[0] <= '9' && text[1] >= 'A' && text[1] <= 'Z')
			n++;
	return n;
}

static void
test_properties(uint64_t pairs)
{
	uint64_t	symbols = 0;
	uint64_t	contained = 0;
	uint64_t	bad_round = 0;
	uint64_t	bad_length = 0;
	uint64_t	bad_equal = 0;
	uint64_t	bad_hash = 0;
	uint64_t	bad_case = 0;
	uint64_t	same_hash = 0;
	uint64_t	different = 0;
	uint64_t	bad_order = 0;
	uint64_t	bad_range = 0;
	uint64_t	bad_prefix = 0;
	uint64_t	bad_parts = 0;
	uint64_t	bad_number = 0;
	char		worst[600] = "";
	uint64_t	i;
	Sym			c;
	bool		have_c = false;

	for (i = 0; i < pairs; i++)
	{
		char		text[800];
		Sym			a;
		Sym			b;
		Sym			again;
		ResSymbolParts parts;
		uint8_t		hi[RES_SYMBOL_KEY_MAX + 1];
		uint32_t	hilen;
		Sym			limit;
		int			order;
		bool		in;

		do
			generate(text);
		while (!read_sym(&a, text));
		do
		{
			if (roll(4) == 0)
				generate(text);
			else
				generate_near(text, a.text);
		} while (!read_sym(&b, text));
		symbols += 2;

		/* in(out(x)) = x, and no key longer than its text */
		if (!read_sym(&again, b.text) || compare(&again, &b) != 0 || strcmp(again.text, b.text) != 0)
		{
			bad_round++;
			snprintf(worst, sizeof(worst), "(%s, %s)", b.text, again.text);
		}
		if (b.len > strlen(b.text) + letters_behind_digits(b.text))
		{
			bad_length++;
			snprintf(worst, sizeof(worst), "(%s)", b.text);
		}

		/* case and blanks around the text and its slashes do not count */
		if (!read_sym(&again, disguise(b.text)) || compare(&again, &b) != 0)
		{
			bad_case++;
			snprintf(worst, sizeof(worst), "(%s, %.300s)", b.text, disguise(b.text));
		}

		/* equal keys, equal texts; the order is antisymmetric and total */
		order = compare(&a, &b);
		if ((order == 0) != (strcmp(a.text, b.text) == 0))
			bad_equal++;

		/* equal keys, equal hashes; others have other ones, but for chance */
		if (res_symbol_hash(b.key, b.len, i) != res_symbol_hash(again.key, again.len, i))
			bad_hash++;
		if (order != 0)
		{
			different++;
			same_hash += ((res_symbol_hash(a.key, a.len, 0) ^ res_symbol_hash(b.key, b.len, 0)) & 0xffff) == 0;
			if (res_symbol_hash(a.key, a.len, 0) == res_symbol_hash(b.key, b.len, 0))
				bad_hash++;
		}
		if ((order < 0) != (compare(&b, &a) > 0))
			bad_order++;
		if (have_c && order < 0 && compare(&b, &c) < 0 && compare(&a, &c) >= 0)
			bad_order++;

		/* what lies under a symbol is one range */
		in = holds(&a, &b);
		contained += in;
		res_symbol_key_range(a.key, a.len, hi, &hilen);
		memcpy(limit.key, hi, hilen < sizeof(limit.key) ? hilen : sizeof(limit.key));
		limit.len = hilen;
		if (in != (order <= 0 && compare(&b, &limit) < 0))
		{
			bad_range++;
			snprintf(worst, sizeof(worst), "%s / %s", a.text, b.text);
		}
		/* and begins with its text, but for "Sub." */
		if (in && strncmp(a.text, b.text, strlen(a.text)) != 0 && strstr(a.text, "Sub.") == NULL)
			bad_prefix++;

		if (!res_symbol_parts(b.key, b.len, &parts) || parts.kind == NULL || parts.organ.p == NULL ||
			parts.base.p == NULL)
			bad_parts++;

		/* numbers as numbers, whatever stands in front and behind */
		if (roll(4) == 0 && strlen(a.text) < 120)
		{
			uint32_t	m = roll(1000);
			uint32_t	n = m + 1 + roll(roll(2) ? 10 : 100000);
			Sym			x;
			Sym			y;
			char		one[800];
			char		two[800];
			static const char *const behind[] = {"", "/Add.1", "/5", " (Part I)", "-S/1"};

			sprintf(one, "%s/%s%u%s", a.text, roll(2) ? "L." : "HRC/", m, behind[roll(5)]);
			sprintf(two, "%.*s%u%s", (int) (strlen(a.text) + 1 + (one[strlen(a.text) + 1] == 'L' ? 2 : 4)),
					one, n, behind[roll(5)]);
			if (read_sym(&x, one) && read_sym(&y, two) && compare(&x, &y) >= 0)
			{
				bad_number++;
				snprintf(worst, sizeof(worst), "%.290s / %.290s", x.text, y.text);
			}
		}
		c = b;
		have_c = true;
	}
	CHECK(bad_round == 0, "in(out(x)) = x for %llu symbols %s", (unsigned long long) symbols, worst);
	CHECK(bad_length == 0, "no key is longer than its text %s", worst);
	CHECK(bad_equal == 0, "keys are equal if and only if the normal forms are");
	CHECK(bad_hash == 0, "equal symbols have equal hashes, others have not");
	CHECK(pairs < 500000 || (same_hash > different / 65536 / 2 && same_hash < different / 65536 * 2),
		  "%llu of %llu pairs agree in 16 bits of the hash", (unsigned long long) same_hash,
		  (unsigned long long) different);
	CHECK(bad_case == 0, "case and blanks do not count %s", worst);
	CHECK(bad_order == 0, "the order is total");
	CHECK(bad_range == 0, "@> is a range of the order, %llu pairs of it %s", (unsigned long long) contained, worst);
	CHECK(bad_prefix == 0, "what lies under a symbol begins with it");
	CHECK(bad_parts == 0, "every symbol has an organ, a kind and a base");
	CHECK(bad_number == 0, "numbers are ordered as numbers %s", worst);
}

/* Damaged keys and odd texts: no byte beyond them is read, no harm is done. */
static void
test_damage(uint64_t rounds)
{
	static const char alphabet[] = "AERSTCDLIVX0123456789/.-() _*\xe2\x80\x90\xef\xbc\x88\xff" "abn\n";
	uint64_t	i;
	uint64_t	accepted = 0;

	for (i = 0; i < rounds; i++)
	{
		uint32_t	len = roll(40);
		uint8_t    *bytes = malloc(len > 0 ? len : 1);
		char		out[RES_SYMBOL_MAX + 1];
		uint8_t		key[RES_SYMBOL_KEY_MAX];
		ResSymbolParts parts;
		ResSymbolError err;
		Members		m = {""};
		uint32_t	k;
		uint32_t	outlen;

		for (k = 0; k < len; k++)
			bytes[k] = (uint8_t) (roll(8) == 0 ? 1 + roll(16) : roll(256));
		if (len > 0 && roll(2))
			bytes[0] = 4;
		if (res_symbol_print(bytes, len, out) > 0)
		{
			accepted++;
			res_symbol_parts(bytes, len, &parts);
			if (len < 20)
				res_symbol_members(bytes, len, add_member, &m);
		}
		for (k = 0; k < len; k++)
			bytes[k] = (uint8_t) alphabet[roll(sizeof(alphabet) - 1)];
		if (len > 2 && roll(2))
			memcpy(bytes, roll(2) ? "A/" : "GC(", 2);
		err.offset = 0;
		err.detail = "";
		if (res_symbol_key((char *) bytes, len, key, &err) == 0 &&
			(err.offset > len || err.detail == NULL || err.detail[0] == '\0'))
			CHECK(false, "an error has a place and a reason: \"%.*s\"", (int) len, (char *) bytes);
		res_symbol_match((char *) bytes, (char *) bytes + len, out, &outlen);
		free(bytes);
	}
	CHECK(true, "%llu damaged keys and texts, %llu read", (unsigned long long) rounds, (unsigned long long) accepted);
}

int
main(int argc, char **argv)
{
	uint64_t	pairs = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000;

	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 20250917;
	state = state * 2654435761u + 1;
	test_table();
	test_order();
	test_hierarchy();
	test_forms();
	test_refused();
	test_parts();
	test_archive();
	test_base();
	test_members();
	test_match();
	test_numbers();
	test_plain_numbers();
	test_properties(pairs);
	test_damage(pairs / 2);
	return unit_done();
}
