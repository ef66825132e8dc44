/*-------------------------------------------------------------------------
 *
 * test_header.c
 *	  Unit tests of masthead*.c, title.c, sponsors.c and closing.c: the head
 *	  of a document in the shapes of several extractors, the sponsors line,
 *	  the meeting line and the recorded vote.
 *
 *-------------------------------------------------------------------------
 */
#include "dates.h"
#include "internal.h"
#include "language.h"
#include "unit.h"

static ResArena *arena;
static const char *source;

/* A whole text: a head, and a body that every reader accepts. */
#define BODY "The General Assembly,\n\nRecalling its resolution 70/1 of 25 September 2015,\n\n" \
	"1. Decides to remain seized of the matter;\n\n" \
	"2. Requests the Secretary-General to report to it.\n"
#define COUNCIL "The Security Council,\n\nRecalling its resolution 1325 (2000),\n\n" \
	"1. Decides to extend the mandate;\n\n2. Decides to remain seized of the matter.\n"

static ResDocument *
parse(const char *text)
{
	ResDocument *doc = NULL;
	ResError	err;

	source = text;
	if (res_parse(arena, text, strlen(text), &doc, &err) != RES_OK)
		CHECK(false, "text is read: %s", err.detail);
	return doc;
}

static bool
is_date(ResDate date, int year, int month, int day)
{
	return date == res_date_of(year, month, day);
}

/* Names and roles in one line: "Cuba; =Group; !Chair; #Bureau". */
static const char *
sponsors(const ResDocument *doc)
{
	static char line[4000];
	size_t		n = 0;
	uint32_t	i;

	line[0] = '\0';
	for (i = 0; i < doc->nsponsors && n < sizeof(line) - 200; i++)
	{
		const ResSponsor *s = &doc->sponsors[i];
		const ResState *state = s->m49 != 0 ? res_state_by_m49(s->m49) : NULL;

		n += (size_t) snprintf(line + n, sizeof(line) - n, "%s%s%.*s%s%s", i > 0 ? "; " : "",
							   s->role == RES_ROLE_ON_BEHALF ? "=" : s->role == RES_ROLE_CHAIR ? "!" :
							   s->role == RES_ROLE_ORGAN ? "#" : "",
							   (int) s->name.len, s->name.p, state ? "/" : "", state ? state->iso3 : "");
	}
	return line;
}

#define CHECK_SPONSORS(doc, want) \
	do { \
		const char *got_ = sponsors(doc); \
		CHECK(strcmp(got_, want) == 0, "sponsors: %s", want); \
		if (strcmp(got_, want) != 0) \
			printf("#   got %s\n", got_); \
	} while (0)

static void
check_draft_shapes(void)
{
	static const char *const shapes[] = {
		/* one piece a line */
		"United Nations \nA/C.3/80/L.30\n \n \nGeneral Assembly \nDistr.: Limited \n4 November 2025 \n"
		"Original: English \n \n25-17789 (E)    111125     \n*2517789* \n \n \nEightieth session \n"
		"Third Committee \nAgenda item 71 (c) \nPromotion and protection of human rights: human \n"
		"rights situations and reports \n \n \n \nAlbania, Bosnia and Herzegovina, Netherlands (Kingdom of the), New \n"
		"Zealand and United Kingdom of Great Britain and Northern Ireland: draft resolution \n \n \n"
		"Situation of human rights in the Islamic Republic \nof Iran \n \n \n \n" BODY,
		/* two columns on a line */
		"                United Nations                                         A/C.3/80/L.30\n"
		"                General Assembly                           Distr.: Limited\n"
		"                                                           4 November 2025\n\n"
		"                                                           Original: English\n\n\n"
		"Eightieth session\nThird Committee\nAgenda item 71 (c)\n"
		"Promotion and protection of human rights: human\nrights situations and reports\n\n\n"
		"                Albania, Bosnia and Herzegovina, Netherlands (Kingdom of the), New\n"
		"                Zealand and United Kingdom of Great Britain and Northern Ireland: draft resolution\n\n"
		"                Situation of human rights in the Islamic Republic\n                of Iran\n\n" BODY,
		/* no blank line at all */
		"United Nations A/C.3/80/L.30\nGeneral Assembly Distr.: Limited\n4 November 2025\nOriginal: English\n"
		"25-17789 (E) 111125\n*2517789*\nEightieth session\nThird Committee\nAgenda item 71 (c)\n"
		"Promotion and protection of human rights: human\nrights situations and reports\n"
		"Albania, Bosnia and Herzegovina, Netherlands (Kingdom of the), New\n"
		"Zealand and United Kingdom of Great Britain and Northern Ireland: draft resolution\n"
		"Situation of human rights in the Islamic Republic\nof Iran\n" BODY,
		/* several values in one paragraph */
		"United Nations\n\nA/C.3/80/L.30\n\nGeneral Assembly Distr.: Limited 4 November 2025 Original: English\n\n"
		"Eightieth session Third Committee Agenda item 71 (c) Promotion and protection of human rights: "
		"human rights situations and reports\n\n"
		"Albania, Bosnia and Herzegovina, Netherlands (Kingdom of the), New Zealand and "
		"United Kingdom of Great Britain and Northern Ireland: draft resolution\n\n"
		"Situation of human rights in the Islamic Republic of Iran\n\n" BODY
	};
	size_t		i;

	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
	{
		ResDocument *doc = parse(shapes[i]);
		const ResHeader *h = &doc->header;
		const ResSponsor *s;

		CHECK_STR(h->symbol, "A/C.3/80/L.30", "symbol");
		CHECK_STR(h->title, "Situation of human rights in the Islamic Republic of Iran", "title");
		CHECK_STR(h->organ, "A", "organ");
		CHECK_STR(h->committee, "C.3", "committee");
		CHECK_STR(h->session, "80", "session");
		CHECK_STR(h->distribution, "Limited", "distribution");
		CHECK(h->nagenda_items == 1, "one agenda item");
		CHECK_STR(h->agenda_items[0], "71 (c)", "agenda item");
		CHECK(is_date(h->date, 2025, 11, 4), "date of issue");
		CHECK(h->adopted == RES_NO_DATE, "no date of adoption");
		CHECK(h->kind == RES_KIND_DRAFT_RESOLUTION, "kind");
		CHECK_SPONSORS(doc, "Albania/ALB; Bosnia and Herzegovina/BIH; Netherlands (Kingdom of the)/NLD; "
					   "New Zealand/NZL; United Kingdom of Great Britain and Northern Ireland/GBR");
		s = &doc->sponsors[0];
		CHECK(memcmp(source + s->span.start, "Albania", s->span.end - s->span.start) == 0, "span of a sponsor");
	}
}

static void
check_sponsors(void)
{
	ResDocument *doc;

	doc = parse("A/C.2/80/L.3\n\nEightieth session\nSecond Committee\nAgenda item 23 (a)\nOperational activities\n\n"
				"Iraq:*,** draft resolution\n\nOperational activities of the system\n\n" BODY
				"\n__________________\n* On behalf of the States that are members of the Group of 77 and China, "
				"taking into account also the provisions of resolution ES-10/23 of 10 May 2024.\n"
				"** Any changes to the list of sponsors will be reflected in the official record of the meeting.\n");
	CHECK_SPONSORS(doc, "Iraq/IRQ; =States that are members of the Group of 77 and China");
	CHECK(doc->nnotes == 2 && doc->notes[0].anchor == RES_ANCHOR_SPONSORS &&
		  doc->notes[1].anchor == RES_ANCHOR_SPONSORS, "both notes are called in the sponsors line");
	CHECK(doc->nsponsors == 2 && doc->sponsors[0].note == 0 && doc->sponsors[1].note == 0, "note of the sponsor");

	doc = parse("A/C.1/80/L.31\n\nEightieth session\nFirst Committee\nAgenda item 99 (e)\nProhibition\n\n"
				"Maldives, Nigeria* and Thailand: draft resolution\n\nProhibition of dumping\n\n" BODY
				"\n__________________\n* On behalf of the States Members of the United Nations that are members of the "
				"Group of African States.\n");
	CHECK_SPONSORS(doc, "Maldives/MDV; Nigeria/NGA; Thailand/THA; =States Members of the United Nations that are "
				   "members of the Group of African States");
	CHECK(doc->nsponsors == 4 && doc->sponsors[0].note == RES_NONE && doc->sponsors[1].note == 0 &&
		  doc->sponsors[2].note == RES_NONE, "the call qualifies one name");

	doc = parse("A/80/L.9\n\nEightieth session\nAgenda item 5\nItem\n\nMorocco:* draft resolution\n\nTitle\n\n" BODY
				"\n__________________\n* In its capacity as Chair of the Committee on the Peaceful Uses of Outer Space.\n");
	CHECK_SPONSORS(doc, "Morocco/MAR");

	doc = parse("A/80/L.9\n\nEightieth session\nAgenda item 5\nItem\n\n"
				"Cuba (on behalf of the Group of 77 and China) and Egypt,* Saudi Arabia, , Viet Nam: draft resolution\n\n"
				"Title\n\n" BODY);
	CHECK_SPONSORS(doc, "Cuba/CUB; Egypt/EGY; Saudi Arabia/SAU; Viet Nam/VNM; =Group of 77 and China");

	doc = parse("A/80/L.9\n\nEightieth session\nAgenda item 5\nItem\n\nNicar~gua, Atlantis and European Union: "
				"draft resolution\n\nTitle\n\n" BODY);
	CHECK_SPONSORS(doc, "Nicar~gua/NIC; Atlantis; European Union");
	CHECK(doc->nproblems >= 2, "near and unknown names are reported");

	doc = parse("A/C.2/80/L.70\n\nEightieth session\nSecond Committee\nAgenda item 18\nItem\n"
				"Draft resolution submitted by the Vice-Chair of the Committee, Jenni\n"
				"Mikkola (Finland), on the basis of informal consultations on draft\nresolution A/C.2/80/L.4\n"
				"South-South cooperation\n" BODY);
	CHECK_SPONSORS(doc, "!Vice-Chair of the Committee, Jenni Mikkola (Finland)");
	CHECK_STR(doc->header.title, "South-South cooperation", "title behind an officer");
	CHECK_STR(doc->header.symbol, "A/C.2/80/L.70", "the symbol in the sponsors line is not the text's");

	doc = parse("A/C.3/80/L.7\n\nEightieth session\nThird Committee\nAgenda item 107\nCrime\n"
				"Draft resolution submitted by the Chair on the recommendation of the\n"
				"Economic and Social Council (resolution 2025/15)\nFollow-up to the Congress\n" BODY);
	CHECK_SPONSORS(doc, "!Chair");
	CHECK_STR(doc->header.title, "Follow-up to the Congress", "a recommendation over two lines");

	doc = parse("A/C.2/80/L.61\n\nEightieth session\nSecond Committee\nAgenda item 121\nItem\n\n"
				"Draft decision submitted by the Bureau**\n\nRevitalization of the work\n\n" BODY);
	CHECK_SPONSORS(doc, "#Bureau");
	CHECK(doc->header.kind == RES_KIND_DRAFT_DECISION, "draft decision");

	doc = parse("A/C.6/80/L.11\n\nEightieth session\nSixth Committee\nAgenda item 87\nItem\n\n"
				"Draft resolution\n\nStrengthening the treaty framework\n\n" BODY);
	CHECK_SPONSORS(doc, "");
	CHECK(doc->header.kind == RES_KIND_DRAFT_RESOLUTION, "a draft without sponsors");

	doc = parse("A/80/L.38\n\nEightieth session\nAgenda item 16 (a)\nItem\nAustria, Spain and Sweden:* amendment to\n"
				"draft resolution 4 recommended by the Second Committee in its report\ncontained in document A/80/555\n"
				"International trade\n" BODY);
	CHECK_SPONSORS(doc, "Austria/AUT; Spain/ESP; Sweden/SWE");
	CHECK_STR(doc->header.title, "International trade", "title of an amendment");
	CHECK(doc->header.kind == RES_KIND_AMENDMENT, "amendment");

	doc = parse("A/HRC/58/L.27\nHuman Rights Council\nFifty-eighth session\n24 February–4 April 2025\nAgenda item 4\nSituations\n"
				"Albania, Argentina,* Poland** (on behalf of the European Union) and Ukraine*: draft resolution\n"
				"58/… Situation of human rights in a State\nThe Human Rights Council,\n\n"
				"Recalling its resolution 5/1,\n\n1. Decides to remain seized.\n\n__________________\n"
				"* State not a member of the Human Rights Council.\n"
				"** On behalf of the States Members of the United Nations that are members of the European Union.\n");
	CHECK_SPONSORS(doc, "Albania/ALB; Argentina/ARG; Poland/POL; Ukraine/UKR; =European Union; "
				   "=States Members of the United Nations that are members of the European Union");
	CHECK_STR(doc->header.title, "Situation of human rights in a State", "room for a number");
	CHECK_STR(doc->header.symbol, "A/HRC/58/L.27", "symbol of a draft before the Council");
	CHECK_STR(doc->header.organ, "A/HRC", "organ from the formula");
	CHECK(doc->header.date == RES_NO_DATE, "days of the session are no date");

	doc = parse("UNITED\nNATIONS\nDistr.\nLIMITED\nA/L.632\n29 September 1971\nrrwenty-sixth session\nAgenda item 93\n\n"
				"RESTORATION OF RIGHTS\n\nFiji, Swaziland and Uruguay: draft resolution\n\n" BODY);
	CHECK_SPONSORS(doc, "Fiji/FJI; Swaziland/SWZ; Uruguay/URY");
	CHECK_STR(doc->header.title, "RESTORATION OF RIGHTS", "title above the sponsors");
	CHECK_STR(doc->header.session, "26", "misread ordinal");
	CHECK_STR(doc->header.distribution, "Limited", "distribution on its own line");
}

static void
check_adopted(void)
{
	ResDocument *doc;

	doc = parse("United Nations\n\nGeneral Assembly Distr.: General 15 October 2025\n\n"
				"Eightieth session Agenda items 20 and 78 (a) Scale of assessments\n\n"
				"Resolution adopted by the General Assembly\non 14 October 2025\n\n"
				"[on the report of the Special Political and Decolonization Committee (Fourth Committee) "
				"(A/80/401, para. 6)]\n\n80/2. Scale of assessments: requests under Article 19\nof the Charter1\n\n"
				BODY "\n18th plenary meeting\n14 October 2025\n\n__________________\n1 A/80/1.\n");
	CHECK_STR(doc->header.symbol, "A/RES/80/2", "symbol from the number line");
	CHECK_STR(doc->header.title, "Scale of assessments: requests under Article 19 of the Charter", "title without call");
	CHECK_STR(doc->header.committee, "C.4", "committee from the bracket");
	CHECK(doc->header.nagenda_items == 2, "two agenda items");
	CHECK_STR(doc->header.agenda_items[1], "78 (a)", "second agenda item");
	CHECK(is_date(doc->header.adopted, 2025, 10, 14), "adoption on the next line");
	CHECK(is_date(doc->header.date, 2025, 10, 15), "date in one paragraph with Distr.");
	CHECK_STR(doc->header.meeting, "18th plenary meeting", "meeting");
	CHECK(doc->nnotes == 1 && doc->notes[0].anchor == RES_ANCHOR_TITLE, "note of the title");

	doc = parse("Resolution 2766 (2024)\n\nAdopted by the Security Council at its 9826th (resumed) meeting, on20 December 2024\n\n"
				COUNCIL);
	CHECK_STR(doc->header.symbol, "S/RES/2766 (2024)", "symbol of the Council");
	CHECK_STR(doc->header.title, NULL, "no title");
	CHECK_STR(doc->header.session, NULL, "no session");
	CHECK_STR(doc->header.meeting, "9826th (resumed) meeting", "meeting of the Council");
	CHECK(is_date(doc->header.adopted, 2024, 12, 20) && doc->header.date == doc->header.adopted, "day of adoption");

	doc = parse("50 (1948). Resolution of 29 May 1948\n[S/801]\n" COUNCIL);
	CHECK_STR(doc->header.symbol, "S/RES/50 (1948)", "old volumes of the Council");
	CHECK(is_date(doc->header.adopted, 1948, 5, 29), "and their date");

	doc = parse("1478th plenary meeting,\n12 December 1966.\n\n2205 (XXI). Establishment of a Commission\n\n" BODY);
	CHECK_STR(doc->header.symbol, "A/RES/2205 (XXI)", "Roman session");
	CHECK_STR(doc->header.session, "21", "session from the symbol");

	doc = parse("Resolution adopted by the General Assembly on 12 April 2013\n\n67/244.\tFinancing of the Mechanism\n\nB\n\n" BODY);
	CHECK_STR(doc->header.symbol, "A/RES/67/244 B", "section below the title");
	CHECK_STR(doc->header.title, "Financing of the Mechanism", "title without section");

	doc = parse("Human Rights Council\nThirty-fifth special session\n\nResolution adopted by the Human Rights Council\n"
				"on 24 November 2022\n\nS-35/1. Situation\n\nThe Human Rights Council,\n\nRecalling its resolution 5/1,\n\n"
				"1. Decides to remain seized.\n\n2nd meeting\n24 November 2022\n\n"
				"[Adopted by a recorded vote of 3 to 2, with 1 abstention. The voting was as follows:\nIn favour:\n"
				"Albania, Bolivia (Plurinational State of) and New\nZealandAgainst: China, Cuba.\nAbstaining:\nBrazil]\n");
	CHECK_STR(doc->header.symbol, "A/HRC/RES/S-35/1", "special session");
	CHECK_STR(doc->header.session, "S-35", "special session");
	CHECK_STR(doc->header.vote, "3 to 2, with 1 abstention", "figures of the vote");
	CHECK(doc->nvotes == 6, "votes");
	CHECK(doc->nvotes == 6 && doc->votes[2].m49 == 554 && doc->votes[2].vote == RES_VOTE_IN_FAVOUR &&
		  doc->votes[3].m49 == 156 && doc->votes[3].vote == RES_VOTE_AGAINST &&
		  doc->votes[5].m49 == 76 && doc->votes[5].vote == RES_VOTE_ABSTAINING, "lists run together");
	CHECK_STR(doc->header.meeting, "2nd meeting", "meeting of the Human Rights Council");

	doc = parse("United Nations\nS/PRST/2001/39\nSecurity Council\nDistr.: General\n19 December 2001\n"
				"Statement by the President of the Security Council\n"
				"At the 4441st meeting of the Security Council, held on 19 December 2001, the President of the Security "
				"Council made the following statement on behalf of the Council:\n"
				"“The Security Council notes with concern the report.\n“The Council welcomes the efforts.”\n");
	CHECK(doc->header.kind == RES_KIND_STATEMENT, "statement");
	CHECK_STR(doc->header.title, "Statement by the President of the Security Council", "title of a statement");
	CHECK_STR(doc->header.meeting, "4441st meeting", "meeting of a statement");
}

static void
check_languages(void)
{
	ResDocument *doc;

	doc = parse("Naciones Unidas\n\nA/RES/80/219\n\nAsamblea General\n\nDistr. general\n\n22 de diciembre de 2025\n\n"
				"Octogésimo período de sesiones\n\nTema 71 b) del programa\n\nPromoción y protección de los derechos humanos\n\n"
				"Resolución aprobada por la Asamblea General el 18 de diciembre de 2025\n\n"
				"[sobre la base del informe de la Tercera Comisión (A/80/545, párr. 5)]\n\n80/219. Centro de capacitación\n\n"
				"La Asamblea General,\n\nRecordando su resolución 70/1, de 25 de septiembre de 2015,\n\n"
				"1. Decide seguir ocupándose de la cuestión.\n\n67ª sesión plenaria\n18 de diciembre de 2025\n");
	CHECK_STR(doc->header.session, "80", "Spanish session");
	CHECK_STR(doc->header.committee, "C.3", "Spanish committee");
	CHECK_STR(doc->header.agenda_items[0], "71 (b)", "Spanish agenda item in one form");
	CHECK(is_date(doc->header.adopted, 2025, 12, 18), "Spanish adoption");
	CHECK_STR(doc->header.title, "Centro de capacitación", "Spanish title");

	doc = parse("联合国\n\nS/RES/2659 (2022)\n\n安全理事会\n\nDistr.: General\n\n14 November 2022\n\n第2659(2022)号决议\n\n"
				"2022年11月14日 9190次会议通过\n\n安全理事会，\n\n回顾其以往各项决议，\n\n1.\t决定延长任务期限；\n\n2.\t决定继续处理此案。\n");
	CHECK_STR(doc->header.symbol, "S/RES/2659 (2022)", "Chinese symbol");
	CHECK(is_date(doc->header.adopted, 2022, 11, 14), "Chinese adoption");
	CHECK_STR(doc->header.meeting, "9190次会议", "Chinese meeting");

	doc = parse("Nations Unies\n\nS/2024/383\n\nConseil de sécurité\n\nDistr. générale\n\n20 mai 2024\n\n"
				"Bélarus, Chine, Fédération de Russie et République arabe syrienne : projet de résolution\n\n"
				"Le Conseil de sécurité,\n\nRappelant ses résolutions,\n\n1. Décide de rester saisi de la question.\n");
	CHECK_SPONSORS(doc, "Bélarus/BLR; Chine/CHN; Fédération de Russie/RUS; République arabe syrienne/SYR");
	CHECK_STR(doc->header.distribution, "General", "distribution in one form");
}

/* The letter of a section, below the title or behind it, is no part of it; its call is the title's. */
static void
check_section_letter(void)
{
	static const char *const letters[] = {" B[^1]", "\n\nB[^1]", "\n\nB 1", "\n\nB1", " B 1"};
	size_t		i;

	for (i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
	{
		ResDocument *doc = parse(res_printf(arena, "United Nations\n\nA/RES/74/254 B\n\nGeneral Assembly\n\n"
											"Resolution adopted by the General Assembly on 6 August 2020\n\n74/254. Police personnel%s\n\n"
											BODY "\n__________________\n\n%s Resolution 74/254 becomes resolution 74/254 A.\n",
											letters[i], strchr(letters[i], '^') != NULL ? "[^1]:" : "1").p);
		uint32_t	b;

		CHECK_STR(doc->header.title, "Police personnel", "title in front of a letter");
		CHECK(doc->nnotes == 1 && doc->notes[0].anchor == RES_ANCHOR_TITLE, "the letter's call, shape %zu", i + 1);
		for (b = 0; b < doc->nblocks && doc->blocks[b].kind != RES_BLOCK_TITLE; b++)
			;
		CHECK(b + 1 < doc->nblocks && doc->blocks[b + 1].kind == RES_BLOCK_OTHER, "the letter is a block, shape %zu", i + 1);
		CHECK_STR(doc->blocks[b + 1].text, "B", "with nothing else");
	}
}

int
main(void)
{
	arena = unit_arena();
	check_section_letter();
	check_draft_shapes();
	check_sponsors();
	check_adopted();
	check_languages();
	res_arena_destroy(arena);
	return unit_done();
}
