/*-------------------------------------------------------------------------
 *
 * test_clauses.c
 *	  Unit tests of noise.c, footnotes.c, calls.c, parts.c, labels.c,
 *	  clauses*.c and mend.c: whole texts in small, each with one shape or one
 *	  kind of noise of the field, and what a reader makes of it.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "unit.h"

static ResArena *arena;

static ResDocument *
parse(const char *text)
{
	ResDocument *doc = NULL;
	ResError	err;

	if (res_parse(arena, text, strlen(text), &doc, &err) != RES_OK)
	{
		CHECK(false, "text is read: %s", err.detail);
		return NULL;
	}
	return doc;
}

/* Addresses of all clauses: "p1 1 1(a) annex.1". */
static ResStr
paths(const ResDocument *doc)
{
	static char line[8000];
	size_t		n = 0;
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nclauses && n < sizeof(line) - 200; i++)
		n += (size_t) snprintf(line + n, sizeof(line) - n, "%s%.*s", i > 0 ? " " : "",
							   (int) doc->clauses[i].path.len, doc->clauses[i].path.p);
	return (ResStr) {line, (uint32_t) n};
}

static const ResClause *
clause_at(const ResDocument *doc, const char *path)
{
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nclauses; i++)
		if (doc->clauses[i].path.len == strlen(path) && memcmp(doc->clauses[i].path.p, path, strlen(path)) == 0)
			return &doc->clauses[i];
	return NULL;
}

static ResStr
text_at(const ResDocument *doc, const char *path)
{
	const ResClause *clause = clause_at(doc, path);

	return clause == NULL ? RES_NULL_STR : clause->text;
}

/* Notes with the clause that calls them: "1:p1 2:1(a) *:-". */
static ResStr
notes(const ResDocument *doc)
{
	static char line[2000];
	size_t		n = 0;
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nnotes && n < sizeof(line) - 100; i++)
	{
		const ResNote *note = &doc->notes[i];
		ResStr		path = note->clause >= 0 ? doc->clauses[note->clause].path : RES_STR("-");

		n += (size_t) snprintf(line + n, sizeof(line) - n, "%s%.*s:%.*s", i > 0 ? " " : "",
							   (int) note->marker.len, note->marker.p, (int) path.len, path.p);
	}
	return (ResStr) {line, (uint32_t) n};
}

#define GA "The General Assembly,\n\n"
#define P1 "Recalling its resolution 70/1 of 25 September 2015,\n\n"

/* ---------- clauses and their addresses ---------- */

/* Lines of a printed page without blank lines: which of them open something. */
static void
check_running_lines(void)
{
	ResDocument *doc;

	doc = parse("The General Assembly,\n"
				"Recalling its resolution 70/1 of 25 September 2015, and also those that the Council\n"
				"Recalling that day adopted, which\n"
				"Requests States and others to act in the same way as long as the situation lasts,\n"
				"noting its progress, and all that has been done since, by States and by others too,\n"
				"annex II to that resolution, which holds the list of the States that take part in it,\n"
				"Noting with concern the situation in the region, as the Secretary-General has said in\n"
				"Annex II to his report, which was given to all,\n"
				"1. Requests the Secretary-General to report on the matter, and to do so in time for\n"
				"the session that comes next, and to give to States the help for which they may ask\n"
				"him in writing;\n"
				"2. Decides on the following, of which States and others are to be told at once, and\n"
				"by all the means that there are, namely:\n"
				"(a) Aid, in the forms that are set out in the report of the Secretary-General, and\n"
				"Iron, for the works that were begun in the year before the last in\n"
				"(b) the north;\n"
				"(b) Trade, and all that goes with it;\n"
				"3. Decides to remain seized of the matter, and to come back to it in the session that\n"
				"Decides on the budget.\n");
	CHECK_STR(paths(doc), "p1 p2 1 2 2(a) 2(b) 3", "running lines");
	CHECK_STR(text_at(doc, "p1"), "Recalling its resolution 70/1 of 25 September 2015, and also those that the Council "
			  "Recalling that day adopted, which Requests States and others to act in the same way as long as the situation lasts, "
			  "noting its progress, and all that has been done since, by States and by others too, "
			  "annex II to that resolution, which holds the list of the States that take part in it,",
			  "inside a sentence no phrase opens a paragraph, behind a comma none in small letters");
	CHECK_STR(text_at(doc, "p2"), "Noting with concern the situation in the region, as the Secretary-General has said in "
			  "Annex II to his report, which was given to all,", "behind a comma a capital does; no annex inside a sentence");
	CHECK_STR(text_at(doc, "2(a)"), "Aid, in the forms that are set out in the report of the Secretary-General, and "
			  "Iron, for the works that were begun in the year before the last in (b) the north;", "a word is no label");
	CHECK_STR(text_at(doc, "3"), "Decides to remain seized of the matter, and to come back to it in the session that "
			  "Decides on the budget.", "nor does a phrase open anything inside the last sentence");

	/* what print shows goes before that: a blank line, or an indent, opens a paragraph whose forerunner has lost its end */
	doc = parse("The General Assembly,\n\n"
				"Recalling its resolution 70/1 of 25 September 2015, and also those that the Council\n"
				"Recalling that day adopted, which all have read,\n\n"
				"Reaffirming the purposes and principles of the Charter, and all that follows from\n\n"
				"Noting with concern the situation in the region, as the Secretary-General has said in\n"
				"Annex II to his report, which was given to all,\n\n"
				"Welcoming the progress made, in which all have their part,\n\n"
				"Recognizing that more must be done, and soon,\n\n"
				"1. Requests the Secretary-General to report on the matter.\n");
	CHECK_STR(paths(doc), "p1 p2 p3 p4 p5 1", "behind a blank line a phrase opens a paragraph");
	CHECK_STR(text_at(doc, "p2"), "Reaffirming the purposes and principles of the Charter, and all that follows from",
			  "inside a sentence too");
	doc = parse("The General Assembly,\n"
				"            Recalling its resolution 70/1 of 25 September 2015, and also those that the\n"
				"        Council\n"
				"        Recalling that day adopted, which all have read, and of which States have made\n"
				"        use since, as they may\n"
				"            Noting with concern the situation in the region, as the Secretary-General\n"
				"        has said in his report, which was given to all States and to others who asked\n"
				"        for it in the session that has just ended,\n"
				"            Welcoming the progress made, in which all have their part, and of which all\n"
				"        speak well,\n"
				"            Recognizing that more must be done, and soon, so that what was begun can be\n"
				"        brought to its end,\n"
				"            1. Requests the Secretary-General to report on the matter, and to do so in\n"
				"        time.\n");
	CHECK_STR(paths(doc), "p1 p2 p3 p4 1", "and so it does with an indent");
}

static void
check_lists(void)
{
	ResDocument *doc;

	doc = parse(GA P1 "1. Requests the Secretary-General:\n\n(a) To consult:\n\n(i) States;\n\n(ii) Agencies;\n\n"
				"(b) To report;\n\nand to do so in time;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(a)(i) 1(a)(ii) 1(b) 2", "nested lists");
	CHECK_STR(text_at(doc, "1"), "Requests the Secretary-General: and to do so in time;",
			  "words behind a list belong to the paragraph");

	doc = parse(GA P1 "1. Decides on:\n\n(a) One;\n\n(b) Two;\n\nand, furthermore, on:\n\nc. three;\n\nd. four;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 1(c) 1(d) 2", "a list goes on behind them");

	doc = parse(GA P1 "1. Decides on tasks:\n\n(i) Protection\n\n(a) One;\n\n(b) Two;\n\n(ii) Support\n\n(c) Three;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(i) 1(i)(a) 1(i)(b) 1(ii) 1(ii)(c) 2", "letters that go on below the next numeral");

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and also recalling many more,\n"
				"1. Decides on the following steps, which are to be taken in the order in which they\nare given here:\n"
				"(a) A State may withdraw its candidate at any time, and the Presidents should be told;\n"
				"if it does so late, it may name another candidate within the time that is left to the\nothers;\n"
				"(b) The Presidents inform all other States of the candidates and of those withdrawn;\n"
				"2. Decides to act on the matter, and to do so in time for the session that comes next.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 2", "lower case inside an item is no end of the list");

	doc = parse(GA "Recalling that it rests on:\n\n(a)\n\nSupporting growth,\n\n(b)\n\nEnhancing trade,\n\n1. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 p1(a) p1(b) 1", "labels alone on their lines");
	CHECK_STR(text_at(doc, "p1(a)"), "Supporting growth,", "with what stands below");

	doc = parse("The Security Council,\n\nRecalling resolution 1325 (2000),\n\n1. Decides on:\n\n– the first thing;\n\n– the second;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1[1] 1[2] 2", "bullets");
}

static void
check_sections(void)
{
	ResDocument *doc;

	doc = parse(GA "I\n\nFirst things\n\nRecalling its resolution 70/1,\n\n1. Takes note of the report;\n\n2. Decides to act;\n\n"
				"II\n\nRequest for a subvention to the Court\n\nRecalling its resolution 70/2,\n\n1. Takes note of it.\n");
	CHECK_STR(paths(doc), "I.p1 I.1 I.2 II.p1 II.1", "sections with a preamble of their own");
	CHECK_STR(clause_at(doc, "II.1") ? clause_at(doc, "II.1")->section : RES_NULL_STR,
			  "II Request for a subvention to the Court", "a title that begins like a phrase");

	doc = parse(GA P1 "1. Takes note of the report;\n\nFollow-up\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2", "a heading between paragraphs");
	CHECK_STR(clause_at(doc, "2") ? clause_at(doc, "2")->section : RES_NULL_STR, "Follow-up", "is their section");

	doc = parse(GA P1 "1. Takes note of the report;\n\n* * *\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2", "a row of asterisks");
	CHECK(clause_at(doc, "2") && clause_at(doc, "2")->section.p == NULL, "is no heading");

	doc = parse("The General Assembly,\n\nA\n\nFirst\n\nThe General Assembly,\n\nRecalling its resolution 70/1,\n\n1. Decides to act;\n\n"
				"B\n\nSecond\n\nThe General Assembly,\n\nRecalling its resolution 70/2,\n\n1. Decides to act again.\n");
	CHECK_STR(paths(doc), "A.p1 A.1 B.p1 B.1", "parts");

	doc = parse(GA P1 "1. Adopts the list annexed to it.\n\nAnnex A – Items of the list\n\n1. Weapons;\n\n2. Vessels.\n");
	CHECK_STR(paths(doc), "p1 1 annex.A.1 annex.A.2", "an annex with its title behind a dash");
	CHECK(clause_at(doc, "annex.A.1") && clause_at(doc, "annex.A.1")->part == RES_ANNEX, "is part annex");
}

static void
check_tables(void)
{
	ResDocument *doc;

	doc = parse(GA P1 "1. Approves the estimates as follows:\n\nIncome section\tAmount (dollars)\n\n1. Income from staff\t273 171 400\n\n"
				"2. General income\t21 744 000\n\nTotal\t294 915 400\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2", "numbered rows of a table are no paragraphs");
	CHECK_STR(text_at(doc, "1"), "Approves the estimates as follows:", "nor text of one");

	doc = parse(GA P1 "1. Decides on the scale as follows:\n\nMember State\nPercentage\n\nAfghanistan 0.005\nAlbania 0.010\n"
				"Algeria 0.087\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2", "a scale of assessments");
	CHECK_STR(text_at(doc, "1"), "Decides on the scale as follows:", "stays out of the paragraph");

	doc = parse(GA P1 "1. Notes that the rule continues to read as follows:\n\n“(a) On appointment, one;\n\n“(b) On promotion, two.”\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 2", "a list that is quoted");
}

static void
check_others(void)
{
	ResDocument *doc;

	doc = parse("Statement by the President of the Security Council\n\nOn 4 December 2020, in connection with the item, the "
				"President issued the following statement on behalf of the Council:\n\n"
				"“The Security Council stresses that:\n\n– No one profits;\n\n– All report.\n\n"
				"“The Council further takes note of the report.”\n");
	CHECK_STR(paths(doc), "o1 o1[1] o1[2] o2", "a statement whose paragraphs all open a quotation");
	CHECK_STR(clause_at(doc, "o2") ? clause_at(doc, "o2")->verb : RES_NULL_STR, "take note", "the Council's verb");

	doc = parse("77/507. Report\n\nAt its 58th plenary meeting, on 6 February 2023, the General Assembly took note of the report.\n");
	CHECK_STR(paths(doc), "o1", "a decision");
	CHECK_STR(clause_at(doc, "o1") ? clause_at(doc, "o1")->verb : RES_NULL_STR, "take note", "its verb");

	doc = parse(GA "Recalling its resolution 70/1,\n\nRequests the Secretary-General to report;\n\nDecides to act.\n");
	CHECK_STR(paths(doc), "p1 o1 o2", "paragraphs without numbers");

	doc = parse(GA P1 "Transport corridors\n\nNoting the need for cooperation,\n\n1. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 p2 p3 1", "a heading in the preamble counts, as official markup has it");
}

/* ---------- noise, notes and calls ---------- */

static void
check_noise(void)
{
	ResDocument *doc;

	doc = parse(GA "Recalling the Declaration adopted on 25 June 1993\n1\n for enhancing\n\ncooperation,\n\n"
				"Recalling also the Conference, held at its fifty-second session,\n5\n\n"
				"1. Reaffirms that the Programme\n__________________\n\n1\n A/CONF.157/24, chap. III.\n\n"
				"5\n Resolution 55/2.\n\n2/3\n\nof Action is one;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 p2 1 2", "calls on lines of their own, notes and a page inside a sentence");
	CHECK_STR(notes(doc), "1:p1 5:p2", "each note at its call");
	CHECK_STR(text_at(doc, "1"), "Reaffirms that the Programme of Action is one;", "the sentence is whole");

	doc = parse(GA "Recalling the Agreement, 1/ and the Declaration,\n\n__________\n\n1/\tA/48/486, annex.\n\n"
				"1. Takes note of it.\n");
	CHECK_STR(notes(doc), "1:p1", "markers as typewriters set them");
	CHECK_STR(text_at(doc, "p1"), "Recalling the Agreement, and the Declaration,", "leave the text");

	doc = parse(GA "Recalling the 565 workers1 and the 2030 Agenda2 for the Goals 3and the rest,\n\n1. Decides to spend\n"
				"4 million dollars on it.4\n\n__________\n1 A/70/1.\n2 Resolution 70/1.\n3 Ibid.\n4 A/70/2.\n");
	CHECK_STR(notes(doc), "1:p1 2:p1 3:p1 4:1", "calls glued to words on either side");
	CHECK_STR(text_at(doc, "1"), "Decides to spend 4 million dollars on it.", "a quantity is no call");

	doc = parse(GA "Recalling the Declaration1 and the Programme,2\n\n1. Recalls that at its 2nd meeting it\nwas opened.\n\n"
				"__________\n1 A/70/1.\n2 Resolution 70/1.\n");
	CHECK_STR(text_at(doc, "1"), "Recalls that at its 2nd meeting it was opened.", "an ordinal is no call");

	doc = parse(GA "Recalling the Declaration1 and the Programme,\n\n1. Recalls that at its 2nd meeting it\nwas opened.\n\n"
				"__________\n1 A/70/1.\n2 Resolution 70/1.\n");
	CHECK_STR(text_at(doc, "1"), "Recalls that at its 2nd meeting it was opened.", "not of a note whose call is lost either");

	doc = parse("A/RES/80/7\n\nB 1\n\nThe General Assembly,\n\nRecalling its resolutions 60/251 and 65/281,\n\n1. Elects the members.2\n\n"
				"__________\n\n1 See A/76/49.\n\n2 For one year.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling its resolutions 60/251 and 65/281,", "a number loses no figure to the first note");

	doc = parse("A/RES/80/72\n\nThe General Assembly,\n\nRecalling also its resolution\n73/89\nof 6 December 2018,\n\n1/2\n\n"
				"1. Decides to act;\n\n2/2\n\n2. Decides to act again.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling also its resolution 73/89 of 6 December 2018,",
			  "page numbers are those whose total occurs");

	doc = parse(GA P1 "1. Recognizes that co-\noperation is needed, and cooper ation too;\n\n2. Decides on cooperation.\n");
	CHECK_STR(text_at(doc, "1"), "Recognizes that co-operation is needed, and cooperation too;", "words put together again");

	doc = parse("The General Assembly,\nRecalling the interests of Non-Self_______________\n1\n\n25-23098 (E)\n\nA/79/613.\n\n*2523098*\n\n"
				"Governing Territories,1\n1. Decides to act.\n");
	CHECK_STR(notes(doc), "1:p1", "a rule behind the text, the job number between marker and note");
	CHECK_STR(text_at(doc, "p1"), "Recalling the interests of Non-Self Governing Territories,", "the sentence is whole");

	doc = parse(GA "Recalling its resolution 70/1[^1],\n\n1. Decides to amend rule 1 to read:\n\nThe Assembly shall meet every year in September.\n\n"
				"The debate shall open on Tuesday;\n\nElection\n\n2. Decides to act.\n\n[^1]: See A/70/1.\n");
	CHECK_STR(paths(doc), "p1 1 2", "words that are to be read are no list without labels");

	doc = parse(GA P1 "1. Decides to outline-solid the findings.\n");
	CHECK_STR(text_at(doc, "1"), "Decides to outline the findings.", "the slip of a converter");

	doc = parse(GA P1 "1. Decides to act\n\n55th plenary meeting\n5 December 2025\n");
	CHECK_STR(text_at(doc, "1"), "Decides to act", "the meeting line ends a paragraph that lost its stop");
	CHECK(doc != NULL && doc->header.meeting.p != NULL, "and is read");

	doc = parse(GA P1 "1. Decides to set aside¹ 12 km² of land² and 3 m³ of water³;\n\n_______________\n"
				"1 A/80/1.\n2 A/80/2.\n3 A/80/3.\n");
	CHECK_STR(text_at(doc, "1"), "Decides to set aside 12 km² of land and 3 m³ of water;", "the power of a unit is no call");
}

/* ---------- what extractors do to the order and the marks of paragraphs ---------- */

/* A problem of this text at this line is reported; line 0: at any. */
static bool
has_problem(const ResDocument *doc, uint32_t line, const char *text)
{
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nproblems; i++)
		if ((line == 0 || doc->problems[i].line == line) && strlen(text) == doc->problems[i].message.len &&
			memcmp(doc->problems[i].message.p, text, strlen(text)) == 0)
			return true;
	return false;
}

static void
check_order(void)
{
	ResDocument *doc;

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and recalling many more of them,\n"
				"1.\nAgency;\n\nAppeals to Member States to continue to support the activities of the\n\n"
				"2.\nDecides to act on the report of the Secretary-General, which it has considered with\ncare.\n");
	CHECK_STR(text_at(doc, "1"), "Appeals to Member States to continue to support the activities of the Agency;",
			  "the last line of a paragraph above its first");
	CHECK(has_problem(doc, 0, "two lines of a paragraph put in order"), "and it is said");

	doc = parse("The General Assembly,\nReaffirming the principles of humanity, neutrality,\n"
				"independence for the provision of assistance,\n\nimpartiality\n\nand\n\n"
				"Recalling its resolution 70/1 of 25 September 2015, and recalling many more of them,\n"
				"1. Takes note of the report\nrecommendations contained therein;\n\nof\n\nthe\n\nSecretary-General and\n\nthe\n\n"
				"2. Decides to act.\n");
	CHECK_STR(text_at(doc, "p1"), "Reaffirming the principles of humanity, neutrality, impartiality and independence for "
			  "the provision of assistance,", "a spread line in pieces behind the line after it");
	CHECK_STR(text_at(doc, "1"), "Takes note of the report of the Secretary-General and the recommendations contained therein;",
			  "in pieces of which one has a capital");
	CHECK_STR(paths(doc), "p1 p2 1 2", "nothing else is moved");

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and recalling many more of them\n"
				"that stand in its annex,\n\nTransport corridors\n\nNoting the need for cooperation,\n\n1. Decides to act.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling its resolution 70/1 of 25 September 2015, and recalling many more of them "
			  "that stand in its annex,", "a heading is no such piece");

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and recalling many more of them,\n"
				"1. Decides that the organizational arrangements for the high-level meeting on the item\nshould be as follows;\n"
				"(a) The meeting will have a segment;\n(b) It will have another;\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 2", "a list behind a semicolon");
}

/* What texts in other languages than English show. */
static void
check_languages(void)
{
	const ResDocument *doc;

	doc = parse("L’Assemblée générale,\n\nRappelant sa résolution,\n\n1.\tPrie le Secrétaire général d’agir ;\n\n2.\tDécide d’agir.\n\n"
				"B Politiques et activités\n\nL’Assemblée générale,\n\nRappelant sa résolution,\n\n1.\tPrie le Secrétaire général d’agir.\n");
	CHECK(strstr(paths(doc).p, "B.p1 B.1") != NULL, "a part whose meeting line is missing");
	doc = parse("إن الجمعية العامة،\n\nإذ تعرب عن قلقها من الحالات،\n\nوإذ تأسف، في هذا الصدد، لهذا القرار،\n\n1 -\tتقرر ذلك؛\n\n2 -\tتقرر أيضا ذلك.\n");
	CHECK_STR(paths(doc), "p1 p2 1 2", "words in front of the verb tell the preamble");
	doc = parse("安全理事会，\n\n回顾其第2510(2020)号决议，\n\n认定局势构成威胁，\n\n根据《联合国宪章》第七章采取行动，\n\n1.\t决定延长任期；\n\n2.\t决定继续处理此案。\n");
	CHECK_STR(paths(doc), "p1 p2 p3 1 2", "short lines that are paragraphs");
	doc = parse("大会，\n\n回顾其决议，\n\n一\n\n内部监督\n\n1.\t决定延长任期；\n\n2.\t决定继续处理。\n\n二\n\n审计\n\n1.\t决定延长任期；\n\n2.\t决定继续处理。\n");
	CHECK(strstr(paths(doc).p, "I.1 I.2 II.1 II.2") != NULL, "sections whose labels are words");

	/* labels that stand in marks of other kinds (A/HRC/RES/56/7, A/HRC/RES/58/3, A/RES/80/184, A/RES/80/192) */
	doc = parse("إن الجمعية العامة،\n\nإذ تشير إلى قرارها،\n\n1 -\tتطلب ما يلي:\n\n(أ)\tالعمل بوسائل منها:\n\n‘1‘ التعاون؛\n\n’2‘\tالتشاور؛\n\n"
				"(ب)\tالعمل:\n\n'1'\n\nالتعاون؛\n\n'2'\n\nالتشاور؛\n\n2 -\tتقرر ذلك.\n");
	CHECK_STR(paths(doc), "p1 1 1(أ) 1(أ)(1) 1(أ)(2) 1(ب) 1(ب)(1) 1(ب)(2) 2", "quotation marks of any kind around a label");
	doc = parse("إن الجمعية العامة،\n\nإذ تشير إلى قرارها،\n\n1 -\tتطلب ما يلي:\n\n"
				"(أ)\tالعمل؛\n\n(ب)\tالعمل؛\n\n(ج)\tالعمل؛\n\n(د)\tالعمل؛\n\n(ه)\tالعمل؛\n\n(و)\tالعمل؛\n\n(ز)\tالعمل؛\n\n(ح)\tالعمل؛\n\n(ط)\tالعمل؛\n\n(ي)\tالعمل؛\n\n(ك)\tالعمل؛\n\n(ل)\tالعمل؛\n\n(م)\tالعمل؛\n\n(ن)\tالعمل؛\n\n(س)\tالعمل؛\n\n(ع)\tالعمل؛\n\n(ف)\tالعمل؛\n\n(ص)\tالعمل؛\n\n(ق)\tالعمل؛\n\n(ر)\tالعمل؛\n\n(ش)\tالعمل؛\n\n(ت)\tالعمل؛\n\n(ث)\tالعمل؛\n\n(خ)\tالعمل؛\n\n(ذ)\tالعمل؛\n\n(ض)\tالعمل؛\n\n(ظ)\tالعمل؛\n\n(غ)\tالعمل؛\n\n"
				"(أ أ) العمل؛\n\n(ب ب) السعي؛\n\n(جج) الدعم.\n\n2 -\tتقرر ذلك.\n");
	CHECK_STR(paths(doc), "p1 1 1(أ) 1(ب) 1(ج) 1(د) 1(ه) 1(و) 1(ز) 1(ح) 1(ط) 1(ي) 1(ك) 1(ل) 1(م) 1(ن) 1(س) 1(ع) 1(ف) 1(ص) 1(ق) 1(ر) 1(ش) 1(ت) 1(ث) 1(خ) 1(ذ) 1(ض) 1(ظ) 1(غ) 1(أأ) 1(بب) 1(جج) 2",
			  "letters set twice behind the last one");
	doc = parse("大会，\n\n回顾其决议，\n\n1.\t重申《公约》第四条：\n\n(a)\t缔约国：\n\n㈠\t应当：\n\n(子) 宣告；\n\n(丑) 惩处；\n\n㈡\t不准；\n\n2.\t决定继续处理。\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(a)(一) 1(a)(一)(子) 1(a)(一)(丑) 1(a)(二) 2", "Chinese cyclical signs");

	/* A/RES/80/116 */
	doc = parse("大会，\n\n强调尊重国际法院，\n\n回顾第79/232号决议，其中请国际法院对下列问题发表咨询意见：\n\n对于联合国的存在和活动，以色列负有哪些义务？\n\n"
				"赞扬国际法院，\n\n已收到咨询意见，法院在其中认定：\n\n(a)\t必须履行义务；\n\n(b)\t必须合作，\n\n欢迎停火协议，\n\n1.\t欢迎咨询意见；\n\n2.\t决定继续处理。\n");
	CHECK_STR(paths(doc), "p1 p2 p3 p4 p4(a) p4(b) p5 1 2", "a question that is quoted in the preamble, and a list");

	/* sections behind the twentieth, and long titles (A/RES/80/243) */
	doc = parse("大会，\n\n回顾其决议，\n\n二十\n\n监督\n\n1.\t决定；\n\n2.\t决定继续。\n\n二十一\n\n审计\n\n1.\t决定延长任期。\n");
	CHECK(strstr(paths(doc).p, "XX.1 XX.2 XXI.1") != NULL, "sections from XXI on");
	doc = parse("Генеральная Ассамблея,\n\nссылаясь на свою резолюцию,\n\nI\n\n"
				"Условия службы и вознаграждение должностных лиц, обслуживающих Генеральную Ассамблею, помимо должностных лиц Секретариата: "
				"штатные члены Комиссии по международной гражданской службе и Председатель Консультативного комитета по "
				"административным и бюджетным вопросам\n\nссылаясь на свою резолюцию 35/221,\n\n1.\tпостановляет действовать;\n\nII\n\nПланы\n\n"
				"ссылаясь на свою резолюцию 35/222,\n\n1.\tпостановляет действовать.\n");
	CHECK_STR(paths(doc), "p1 I.p1 I.1 II.p1 II.1", "a title is as long as its letters");

	/* E/RES/2024/14 in French */
	doc = parse("Le Conseil économique et social,\n\nRappelant sa résolution,\n\nNotant les recommandations ci-après, pour examen :\n\n"
				"a)\tAgir ;\n\nb)\tContinuer d’aider les États.\n\n37e séance plénière\n23 juillet 2024\n");
	CHECK_STR(paths(doc), "p1 p2 p2(a) p2(b)", "closing lines behind a preamble that has come to its stop");
}

static void
check_lost_marks(void)
{
	ResDocument *doc;

	doc = parse(GA P1 "1. Requests a report;\n\n2. Takes note of it;\n\nInvites States to contribute;\n\n4. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2 3 4", "a paragraph without its number between two that have theirs");
	CHECK(has_problem(doc, 9, "paragraph 3 stands without its number"), "and it is said");

	doc = parse(GA P1 "1. Requests a report;\n\nInvites States to contribute;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 o1 2", "but not where numbers run on");

	doc = parse(GA P1 "1. Requests the Secretary-General:\n\nTo continue the practice;\n\nTo circulate a note;\n\n"
				"(c) To consult;\n\n(d) To report;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 1(c) 1(d) 2", "items that lost their labels");
	CHECK(has_problem(doc, 7, "item (a) of a list stands without its label"), "and it is said");

	doc = parse(GA "Convinced that it contributes to:\n\nInternational peace,\n\nExcluding the use of weapons[^1],\n\n"
				"1. Decides to act;\n\n2. Decides on tasks:\n\nOne;\n\nTwo, with parts:\n\nFirst;\n\n(ii) Second;\n\n"
				"Three.\n\n---\n\n[^1]: A/70/1.\n");
	CHECK_STR(paths(doc), "p1 p1(a) p1(b) 1 2 2(a) 2(b) 2(b)(i) 2(b)(ii) 2(c)", "Markdown that drops labels");

	doc = parse(GA P1 "1. Decides to act;\n\n2. Decides on the plan as follows:\n\nThe plan is good;\n\n3. Decides to rest.\n");
	CHECK_STR(paths(doc), "p1 1 2 3", "without such a sign a paragraph behind a colon is text");
}

static void
check_slips(void)
{
	ResDocument *doc;

	/* S/RES/2601 (2021) in German; S/RES/2734 (2024) in French */
	doc = parse(GA P1 "1. Requests a report;\n\n2. Takes note of it;\n\n5. Invites States to contribute;\n\n4. Decides to act;\n\n5. Decides to rest.\n");
	CHECK_STR(paths(doc), "p1 1 2 5 4 5~2", "a number that is a slip, and the right one behind it");
	doc = parse(GA P1 "1. Requests a report;\n\n’ 2. Takes note of it;\n\n3. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2 3", "a stray mark in front of a number");

	/* S/RES/2705 (2023) in German */
	doc = parse(GA P1 "1. Requests a report;\n\n2. Takes note of it;\n\n3. Encourages the mission:\n\na) to support, namely\n\ni) the building of government,\n\nii) the plans in order to\n\n"
				"1. protect civilians and\n\n2. support all areas;\n\n4. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2 3 3(a) 3(a)(i) 3(a)(ii) 3(a)(ii)(1) 3(a)(ii)(2) 4", "figures that go on a sentence of an item");

	/* S/RES/2820 (2026) in Chinese */
	doc = parse(GA P1 "1. Urges the Government to implement the following:\n\nUtilize analysis;\n\nEnd all obstructions;\n\n"
				"Calls upon all to respect the law;\n\nReminds the Government of it;\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 2", "an item of a list without labels is no paragraph of its own");

	/* S/RES/2794 (2025) in Chinese; S/RES/2713 (2023) */
	doc = parse("安全理事会，\n\n回顾其决议，\n\n1.\t决定延长任期；\n\n2.\t决定继续积极处理此案。\n\n指认附件\n\n1.\t甲从事了破坏行为。\n\n2.\t乙从事了破坏行为。\n");
	CHECK_STR(paths(doc), "p1 1 2 annex.1 annex.2", "what stands behind the Council's last paragraph in Chinese");
	doc = parse("The Security Council,\n\nRecalling its resolution,\n\n1. Decides to act;\n\n2. Decides to remain seized of the matter.\n\n"
				"(Not applicable to the Government.)\n\n1. Missiles;\n\n2. Weapons.\n");
	CHECK_STR(paths(doc), "p1 1 2 annex.1 annex.2", "… and what has no heading");
	doc = parse("The Security Council,\n\nRecalling its resolution,\n\n1. Decides to act;\n\n2. Decides to remain seized of the matter.\n\n1. Missiles;\n\n2. Weapons.\n");
	CHECK_STR(paths(doc), "p1 1 2 annex.1 annex.2", "… or nothing but numbers");

	/* S/PRST/2014/3 */
	doc = parse("S/PRST/2014/3\n\nStatement by the President of the Security Council\n\n"
				"At the 7109th meeting of the Security Council, held on 12 February 2014, the President of the Security Council made the "
				"following statement on behalf of the Council:\n\n“The Security Council recalls the obligations.\n\n"
				"“The Security Council recognizes the aide-memoire.”\n\nAide Memoire\n\nFor the consideration of issues\n\n"
				"Protecting civilians is at the core of the work of the Council.\n\n1. Parties take measures.\n");
	CHECK_STR(paths(doc), "o1 o2 annex.1", "an aide-memoire behind a statement");

	/* decision 76/402 B */
	doc = parse(GA P1 "1. Decides that the members are Argentina,** Armenia,* Benin,** Cuba* and France.**\n\n2. Decides to act.\n\n"
				"__________________\n\n* Until 2022.\n\n** Until 2023.\n");
	CHECK_STR(text_at(doc, "1"), "Decides that the members are Argentina, Armenia, Benin, Cuba and France.",
			  "asterisks that call a note again leave the text");
	CHECK_STR(notes(doc), "*:1 **:1", "whose call is the first");

	/* lines of a table that nothing introduces */
	doc = parse(GA P1 "1. Decides to act.\n\nCosts of the mission\n\nThe first year is cheap.\n\nThe second is not.\n\nNor is the third.\n\n"
				"2. Decides to rest.\n");
	CHECK(has_problem(doc, 9, "3 lines could not be placed"), "lines in a row that cannot be placed are said once");
}

static void
check_attached(void)
{
	ResDocument *doc;

	doc = parse("The Security Council,\n\nRecalling resolution 1267 (1999),\n\n1. Adopts the procedure below;\n\n"
				"2. Decides to remain seized of the matter.\n\nDe-listing procedure\n\nThe focal point will perform these tasks:\n\n"
				"1. Receive requests;\n\n2. Verify them.\n");
	CHECK_STR(paths(doc), "p1 1 2 annex.1 annex.2", "what stands behind the Council's last paragraph is attached");

	doc = parse("The Security Council,\n\nRecalling resolution 1267 (1999),\n\n(“Supporting the process”)\n\n1. Decides to act;\n\n"
				"(“Renewing the mandate”)\n\n2. Decides to remain seized of the matter.\n");
	CHECK_STR(paths(doc), "p1 1 2", "headings in brackets and quotation marks");
	CHECK_STR(clause_at(doc, "2") ? clause_at(doc, "2")->section : RES_NULL_STR, "(“Renewing the mandate”)", "are sections");

	doc = parse(GA P1 "Taking stock: a review of the outcomes\n\n1. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1", "a heading that begins like a paragraph, in front of the first number");

	doc = parse("76/553 A and B. Report\n\nA\n\nAt its 56th plenary meeting, on 21 January 2022, the General Assembly decided "
				"to act.\n\n56th plenary meeting 21 January 2022\n\nB\n\nAt its 57th plenary meeting, on 24 January 2022, the "
				"General Assembly took note of the report.\n\n57th plenary meeting 24 January 2022\n");
	CHECK_STR(paths(doc), "A.o1 B.o1", "a decision in parts");

	doc = parse("77/505. Items\n\nAt its 58th plenary meeting, on 6 February 2023, the General Assembly decided to consider the item.\n\n"
				"58th plenary meeting 66th plenary meeting 77th plenary meeting 6 February 2023 18 April 2023 8 June 2023\n");
	CHECK_STR(paths(doc), "o1", "several meetings on one line");

	doc = parse("The Security Council,\n\nRecalling resolution 1267 (1999),\n\n*\tReissued for technical reasons on 5 January 2016.\n\n"
				"Noting the need to act,\n\n1. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 p2 1", "the remark on a reissue is no item of a list");
	CHECK_STR(notes(doc), "*:-", "but a note");

	doc = parse(GA "Taking note [of the report (S/2021/365) of the Panel](https://undocs.org/en/S/2021/365) and of\n\n"
				"[resolution 2428 (2018),](https://undocs.org/en/S/RES/2428(2018))\n\n1. Decides to act.\n");
	CHECK_STR(text_at(doc, "p1"), "Taking note of the report (S/2021/365) of the Panel and of resolution 2428 (2018),",
			  "links of Markdown");
}

static void
check_calls(void)
{
	ResDocument *doc;

	doc = parse(GA "Recalling its resolutions 65/1 of 3 May 2011,1 66/2 of 4 May 2012,267/3 of 5 May 2013,3S-18/1 of 6 May 2014 "
				"and resolution 5/14,4 and the seventieth session5 and 24 April 2015,17 August 2015,\n\n"
				"1. Decides to act on the Agreement;6\n\n2. Welcomes recommendation (2019)1, making100 per cent of it.\n\n"
				"__________\n\n1 A/70/1.\n\n2 A/70/2.\n\n3 A/70/3.\n\n4 A/70/4.\n\n5 A/70/5.\n\n6 A/70/6.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling its resolutions 65/1 of 3 May 2011, 66/2 of 4 May 2012,67/3 of 5 May 2013,S-18/1 of "
			  "6 May 2014 and resolution 5/14, and the seventieth session and 24 April 2015,17 August 2015,",
			  "calls glued to the number that follows, to numbers and to words");
	CHECK_STR(text_at(doc, "2"), "Welcomes recommendation (2019)1, making100 per cent of it.", "figures that are no calls");
	CHECK_STR(notes(doc), "1:p1 2:p1 3:p1 4:p1 5:p1 6:1", "each note at its call");

	doc = parse(GA "Recalling the Strategy1 of 2015 and the outcome of its session,2\n\n1. Takes note of the session;2\n\n"
				"2. Welcomes the period 2015–20301 and the Strategy of 20151 too.\n\n__________\n\n1 A/70/1.\n\n2 A/70/2.\n");
	CHECK_STR(text_at(doc, "2"), "Welcomes the period 2015–2030 and the Strategy of 2015 too.", "a note that is called again");
	CHECK_STR(notes(doc), "1:p1 2:p1", "belongs to its first call");

	doc = parse(GA "Recalling the Convention against Punishment1 and the period 2015–2030,6 as well as the\n\n"
				"“2030 Agenda for Development”16 of 19932 in full,\n\n1. Requests the Secretary-Genera1 to report.\n");
	CHECK_STR(text_at(doc, "1"), "Requests the Secretary-Genera1 to report.", "a letter misread is no call");
	CHECK_STR(text_at(doc, "p1"), "Recalling the Convention against Punishment and the period 2015–2030, as well as the "
			  "“2030 Agenda for Development” of 1993 in full,", "calls whose notes are lost");

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and recalling many more of them,\n"
				"1. Decides to appoint 6 from African States, 5 from Asian States and as many from others, on 1 January;\n5\n"
				"2. Decides to act.\n__________\n5 A/70/1.\n");
	CHECK_STR(text_at(doc, "1"), "Decides to appoint 6 from African States, 5 from Asian States and as many from others, on "
			  "1 January;", "the call stands at the end of the paragraph, alone on its line");

	doc = parse("A/RES/78/144\n\nThe General Assembly,\nStressing the need for a gender __________________\n\nA/70/1.\n1\n\n1/2\n\n"
				"responsive approach,1\n1. Decides to act.\n2/2\n");
	CHECK_STR(text_at(doc, "p1"), "Stressing the need for a gender responsive approach,", "a rule behind a blank and the text");
	CHECK_STR(notes(doc), "1:p1", "and the note below it");

	doc = parse("80/4. Necessity of ending the embargo\n\nThe General Assembly,\n\nRecalling its resolutions 47/19 of 24 November "
				"1992, 48/16 of 3 November 1993, 51/17 of 12 November\n\nNecessity of ending the embargo\n\n1996, and others,\n\n"
				"1. Decides to act.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling its resolutions 47/19 of 24 November 1992, 48/16 of 3 November 1993, 51/17 of "
			  "12 November 1996, and others,", "the title of a running head that Markdown left in a sentence");
}

static void
check_without_formula(void)
{
	ResDocument *doc;

	doc = parse("A/80/L.30\nUnited Nations\nGeneral Assembly\nEightieth session\nAgenda item 72 (a)\n"
				"Uruguay:* amendment to draft resolution A/80/L.25\nStrengthening of the coordination\n\n1.\n"
				"In the fourth preambular paragraph, delete “and the impact of climate change,”.\n2.\n"
				"Delete the sixteenth preambular paragraph.\n\n"
				"* Any changes to the list of sponsors will be reflected in the official record of the meeting.\n");
	CHECK_STR(paths(doc), "1 2", "an amendment whose numbers stand alone on their lines");
	CHECK_STR(notes(doc), "*:-", "and the note of its sponsors");

	doc = parse("A/C.5/80/L.22\nUnited Nations\nGeneral Assembly\nDraft decision submitted by the Chair\n\nQuestions deferred\n\n"
				"The General Assembly decides to defer until the main part of its session the following documents:\n\n"
				"Report of the Secretary-General\n\nRelated report of the Committee\n");
	CHECK_STR(paths(doc), "o1", "the list behind a decision's colon belongs to it");

	doc = parse("The General Assembly,\nRecalling its resolution 70/1 of 25 September 2015, and recalling many more of them,\n"
				"Reiterates its appreciation for the proposal to host the next Forum, and for what has\nbeen done,\n"
				"Recognizing the need for continued international cooperation in the field of energy,\n1. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 p2 p3 1", "a slip in the preamble: the verb of the other part, but a comma");

	doc = parse("The General Assembly,\nAdopts the following Pact for the Future, which the Heads of State have agreed upon:\n"
				"The Pact for the Future\n1. We, the Heads of State and Government, have gathered to protect the needs of all.\n"
				"2. We are at a time of profound global transformation, and do not know where it leads us.\n");
	CHECK_STR(paths(doc), "o1 1 2", "a declaration behind its title, which has no stop");

	doc = parse(GA P1 "1. Takes note of the reports,1 of the Programme2 and of the rest.3\n\n__________\n1 A/70/1.\n"
				"2 Report of the Conference, New York, \n3 – 14 June 1992, vol. I, and Doha, \n3 March 2022.\n3 Ibid.\n");
	CHECK_STR(notes(doc), "1:1 2:1 3:1", "a line of a note that begins with a date is none of its own");
}

/* Kinds of blocks in their order, each with the first letters: "T:Lakes O:B C:Recall". */
static ResStr
blocks(const ResDocument *doc)
{
	static char line[2000];
	size_t		n = 0;
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nblocks && n < sizeof(line) - 100; i++)
		n += (size_t) snprintf(line + n, sizeof(line) - n, "%s%c:%.*s", i > 0 ? " " : "",
							   "MPSTFCHEAON"[doc->blocks[i].kind],
							   (int) (doc->blocks[i].text.len < 6 ? doc->blocks[i].text.len : 6), doc->blocks[i].text.p);
	return (ResStr) {line, (uint32_t) n};
}

/* What official markup gives, and the round trip of the files showed. */
static void
check_markup(void)
{
	ResDocument *doc;
	char		title[700];
	char		text[1200];

	doc = parse(GA "Recalling resolutions 18/6 of 29 September 2011,[^1]33/3 of 29 September 2016,[^2]36/4 of 28 September 2017,[^3]\n\n"
				"1. Decides to act;[^2]\n\n__________________\n\n[^1]: One.\n\n[^2]: Two.\n\n[^3]: Three.\n");
	CHECK_STR(text_at(doc, "p1"), "Recalling resolutions 18/6 of 29 September 2011,33/3 of 29 September 2016,36/4 of 28 September 2017,",
			  "a number behind a marked call is none");
	CHECK(doc->ncalls == 4, "a marked call again is one");

	doc = parse(GA P1 "1. Requests him to assess in his reports,1) progress made, 2) implementation, and 3) support;\n");
	CHECK_STR(text_at(doc, "1"), "Requests him to assess in his reports,1) progress made, 2) implementation, and 3) support;",
			  "a label in running text is no call");

	doc = parse(GA P1 "1. Decides to act, see S/RES/1756 (2007), op.1\n\n2. Decides to act, see S/RES/1701 (2006), op.2\n\n"
				"3. Decides to act, see S/RES/1674 (2006), op.3\n");
	CHECK_STR(text_at(doc, "3"), "Decides to act, see S/RES/1674 (2006), op.3", "nor is a number behind an abbreviation");

	doc = parse(GA P1 "1. Decides to list names by a form:\n\n(a) Name and address of the person: ______________________________\n\n"
				"(b) Name and address of the entity: ______________________________\n\n2. Decides to act.\n");
	CHECK_STR(paths(doc), "p1 1 1(a) 1(b) 2", "a line to write on begins no notes");

	/* longer than a heading may be anywhere else */
	memset(title, 0, sizeof(title));
	while (strlen(title) < 450)
		strcat(title, "Conditions of service and compensation for officials ");
	title[strlen(title) - 1] = '\0';
	snprintf(text, sizeof(text), GA "I\n\nEstimates\n\n" P1 "1. Decides to act;\n\nII\n\n%s\n\n" P1 "1. Decides to act.\n", title);
	doc = parse(text);
	CHECK_STR(paths(doc), "I.p1 I.1 II.p1 II.1", "a section's title may be long");

	doc = parse("A/RES/76/84 A-B\n\nResolution adopted by the General Assembly on 9 December 2021\n\n76/84. Information\n\nA\n\nInformation in the service of humanity\n\n"
				GA "1. Urges all countries to cooperate.\n\n49th plenary meeting\n9 December 2021\n\nB Policies\n\n"
				GA P1 "1. Decides to act.\n\n49th plenary meeting\n9 December 2021\n\nAnnex\n\nList\n\n1. Lakes\n");
	CHECK_STR(blocks(doc), "M:A/RES/ P:Resolu M:76/84. T:Inform O:A M:Inform F:The Ge C:Urges  E:49th p E:9 Dece H:B Poli F:The Ge C:Recall C:Decide "
			  "E:49th p E:9 Dece H:Annex H:List C:Lakes", "closing lines stand in the order of print");

	doc = parse("Statement by the President of the Security Council\n\nAt the 4400th meeting of the Security Council, held on 31 October 2001, in connection with the report (S/2001/357), "
				"the President of the Security Council made the following statement on behalf of the Council:\n\n“The Security Council welcomes progress.\n\n“The Security Council will remain seized of the matter.”\n");
	CHECK(doc->ncitations == 1 && doc->citations[0].clause == RES_NONE, "the opening of a statement cites");
	doc = parse("The General Assembly\n\nAdopts the following outcome document:\n\nOutcome document\n\nWe, the Ministers and heads of delegations participating in the meeting,\n\n"
				"Recalling the outcome adopted by the General Assembly in its resolution 70/125 of 16 December 2015,\n\nIntroduction\n\n1. We reaffirm our desire to act.\n\n2. We will act.\n");
	CHECK(doc->ncitations == 1, "and so do words that belong to no paragraph");
}

int
main(void)
{
	arena = unit_arena();
	check_without_formula();
	check_order();
	check_lost_marks();
	check_languages();
	check_slips();
	check_attached();
	check_calls();
	check_running_lines();
	check_lists();
	check_sections();
	check_tables();
	check_others();
	check_noise();
	check_markup();
	res_arena_destroy(arena);
	return unit_done();
}
