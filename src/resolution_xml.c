/*-------------------------------------------------------------------------
 *
 * resolution_xml.c
 *	  A document as Akoma Ntoso 3.0, in the manner of the United Nations.
 *
 * The elements and names are those of its own files (AKN4UN): a statement with
 * cover page, preface, preamble (an enacting formula and a container for each
 * paragraph), main body (paragraphs, lists of points), conclusions and
 * attachments; notes in authorialNote where they are called; documents cited
 * as links to the address at which they are served.  What is written is valid
 * by the schema of OASIS, whatever the document; test/exchange says how that
 * is tested.
 *
 * Written by hand rather than with libxml2: so it works in every build.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "internal.h"
#include "language.h"
#include "miscadmin.h"
#include "symbol.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_to_xml);

#define AKN_NAMESPACE	"http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

/* Date of a document that names none, as the official files have it. */
#define NO_DATE			"0001-01-01"

/* In front of a sub-paragraph without a number. */
#define BULLET			"&#8226;"

typedef enum XmlRegion
{
	REGION_NONE,
	REGION_COVER,
	REGION_PREFACE,
	REGION_PREAMBLE,
	REGION_BODY,
	REGION_CONCLUSIONS,
	REGION_ANNEX
} XmlRegion;

/* How an open clause is written. */
typedef enum XmlClauseForm
{
	FORM_CONTAINER,				/* a paragraph of the preamble */
	FORM_ITEM,					/* below one */
	FORM_PARAGRAPH,				/* a paragraph of the body */
	FORM_POINT					/* below one */
} XmlClauseForm;

/* What is open inside of it. */
typedef enum XmlInside
{
	INSIDE_NOTHING,
	INSIDE_CONTENT,
	INSIDE_LIST,
	INSIDE_WRAP_UP
} XmlInside;

#define MAX_OPEN	(RES_MAX_DEPTH + 4)

typedef struct XmlWriter
{
	StringInfoData buf;
	const ResDocument *doc;
	ResMarks	marks;
	ResOutline	outline;
	XmlRegion	region;
	bool		body_empty;		/* nothing in the main body yet */
	bool		titled;
	int			nopen;
	XmlClauseForm form[MAX_OPEN];
	XmlInside	inside[MAX_OPEN];
} XmlWriter;

/* ---------- names ---------- */

/* Three letters of ISO 639-2, as the official files have them. */
static const char *
language_code(ResLang lang)
{
	static const char *const codes[RES_LANGUAGES] = {
		[RES_EN] = "eng", [RES_FR] = "fra", [RES_ES] = "spa", [RES_RU] = "rus",
		[RES_ZH] = "zho", [RES_AR] = "ara", [RES_DE] = "deu"
	};

	return codes[lang];
}

typedef struct XmlOrgan
{
	const char *organ;			/* of the header */
	const char *author;			/* of the work */
	const char *path;			/* in identifiers */
	const char *concept;
	const char *name;
} XmlOrgan;

static const XmlOrgan organs[] = {
	{"A", "ga", "unga", "generalAssembly", "General Assembly"},
	{"S", "sc", "unsc", "securityCouncil", "Security Council"},
	{"E", "ecosoc", "unecosoc", "economicAndSocialCouncil", "Economic and Social Council"},
	{"A/HRC", "ga", "unga-hrc", "humanRightsCouncil", "Human Rights Council"},
	{NULL, "un", "un", "unitedNations", "United Nations"}
};

static const XmlOrgan *
organ_of(const ResHeader *header)
{
	const XmlOrgan *organ = organs;

	while (organ->organ != NULL && !res_is(header->organ, organ->organ))
		organ++;
	return organ;
}

static const char *
statement_name(ResKind kind)
{
	switch (kind)
	{
		case RES_KIND_DRAFT_RESOLUTION:
			return "draftResolution";
		case RES_KIND_DECISION:
			return "decision";
		case RES_KIND_DRAFT_DECISION:
			return "draftDecision";
		case RES_KIND_AMENDMENT:
			return "amendment";
		case RES_KIND_STATEMENT:
			return "presidentialStatement";
		default:
			return "resolution";
	}
}

/* ---------- metadata ---------- */

static void
put(XmlWriter *w, const char *s)
{
	appendStringInfoString(&w->buf, s);
}

/*
 * The part of an identifier that names the document: "79-280" of A/RES/79/280,
 * "1977-2011" of S/RES/1977 (2011), else the symbol without its organ.
 */
static void
put_number(XmlWriter *w)
{
	ResStr		symbol = w->doc->header.symbol;
	uint32_t	from = 0;
	uint32_t	i;
	bool		dash = false;

	if (symbol.len == 0)
	{
		put(w, "unnumbered");
		return;
	}

	/* from the first number on: organ and series stand in front */
	while (from < symbol.len && !res_is_digit(symbol.p[from]))
		from++;
	while (from > 0 && symbol.p[from - 1] != '/')
		from--;
	for (i = from; i < symbol.len; i++)
	{
		char		c = symbol.p[i];

		if (res_is_alpha(c) || res_is_digit(c))
		{
			if (dash)
				appendStringInfoChar(&w->buf, '-');
			appendStringInfoChar(&w->buf, c);
			dash = false;
		}
		else
			dash = true;
	}
}

static void
put_date(XmlWriter *w, ResDate date)
{
	if (date == RES_NO_DATE)
		put(w, NO_DATE);
	else
		res_append_date(&w->buf, date);
}

/* An identifier of the work, expression or manifestation. */
static void
put_identifier(XmlWriter *w, const char *element, const char *behind)
{
	const ResHeader *header = &w->doc->header;

	appendStringInfo(&w->buf, "<%s value=\"/akn/un/statement/deliberation/%s/", element,
					 organ_of(header)->path);
	put_date(w, header->adopted != RES_NO_DATE ? header->adopted : header->date);
	put(w, "/");
	put_number(w);
	appendStringInfo(&w->buf, "/%s\"/>\n", behind);
}

static void
put_identification(XmlWriter *w, const char *component)
{
	const ResHeader *header = &w->doc->header;
	const XmlOrgan *organ = organ_of(header);
	const char *language = language_code(header->lang);
	ResDate		date = header->adopted != RES_NO_DATE ? header->adopted : header->date;
	ResDate		issued = header->date != RES_NO_DATE ? header->date : header->adopted;
	char		behind[64];

	put(w, "<identification source=\"#un\">\n<FRBRWork>\n");
	snprintf(behind, sizeof(behind), "!main%s%s/", component[0] != '\0' ? "/" : "", component);
	put_identifier(w, "FRBRthis", behind);
	put_identifier(w, "FRBRuri", "");
	put(w, "<FRBRdate date=\"");
	put_date(w, date);
	appendStringInfo(&w->buf, "\" name=\"%s\"/>\n",
					 header->adopted != RES_NO_DATE ? "adoption" : "publication");
	appendStringInfo(&w->buf, "<FRBRauthor href=\"#%s\" as=\"#author\"/>\n<FRBRcountry value=\"un\"/>\n</FRBRWork>\n",
					 organ->author);

	put(w, "<FRBRExpression>\n");
	snprintf(behind, sizeof(behind), "%s@!main%s%s/", language, component[0] != '\0' ? "/" : "", component);
	put_identifier(w, "FRBRthis", behind);
	snprintf(behind, sizeof(behind), "%s@/", language);
	put_identifier(w, "FRBRuri", behind);
	put(w, "<FRBRdate date=\"");
	put_date(w, issued);
	appendStringInfo(&w->buf, "\" name=\"publication\"/>\n<FRBRauthor href=\"#%s\" as=\"#issuer\"/>\n<FRBRlanguage language=\"%s\"/>\n</FRBRExpression>\n",
					 organ->author, language);

	put(w, "<FRBRManifestation>\n");
	snprintf(behind, sizeof(behind), "%s@/!main%s%s.xml", language, component[0] != '\0' ? "/" : "", component);
	put_identifier(w, "FRBRthis", behind);
	snprintf(behind, sizeof(behind), "%s@.xml", language);
	put_identifier(w, "FRBRuri", behind);
	put(w, "<FRBRdate date=\"");
	put_date(w, issued);
	put(w, "\" name=\"markup\"/>\n<FRBRauthor href=\"#source\" as=\"#editor\"/>\n</FRBRManifestation>\n</identification>\n");
}

/* The recorded vote. */
static void
put_votes(XmlWriter *w)
{
	static const char *const names[] = {"inFavour", "against", "abstaining"};
	const ResDocument *doc = w->doc;
	int			kind;
	uint32_t	i;

	if (doc->nvotes == 0)
		return;
	put(w, "<analysis source=\"#source\">\n<parliamentary>\n<voting outcome=\"adoptedRecordedVote\">\n");
	for (kind = RES_VOTE_IN_FAVOUR; kind <= RES_VOTE_ABSTAINING; kind++)
	{
		uint32_t	n = 0;

		for (i = 0; i < doc->nvotes; i++)
			n += doc->votes[i].vote == (ResVoteKind) kind;
		appendStringInfo(&w->buf, "<count value=\"%u\" refersTo=\"#%s\"><akn4un:voters>", n, names[kind]);
		for (i = 0; i < doc->nvotes; i++)
		{
			if (doc->votes[i].vote != (ResVoteKind) kind)
				continue;
			put(w, "<organization refersTo=\"#memberState\">");
			res_append_xml(&w->buf, doc->votes[i].name);
			put(w, "</organization>");
		}
		put(w, "</akn4un:voters></count>\n");
	}
	put(w, "</voting>\n</parliamentary>\n</analysis>\n");
}

static void put_text(XmlWriter *w, ResRuns *runs);

/* Notes that are called nowhere, or where a value does not keep. */
static void
put_stray_notes(XmlWriter *w)
{
	const ResDocument *doc = w->doc;
	bool		any = false;
	uint32_t	i;

	for (i = 0; i < doc->nnotes; i++)
	{
		ResRuns		runs;

		if (w->marks.called[i])
			continue;
		if (!any)
			put(w, "<notes source=\"#source\">\n");
		any = true;
		put(w, "<note marker=\"");
		res_append_xml(&w->buf, doc->notes[i].marker);
		appendStringInfo(&w->buf, "\" eId=\"note_%u\"><p>", i + 1);
		res_runs_of_note(&w->marks, (int32_t) i, &runs);
		put_text(w, &runs);
		put(w, "</p></note>\n");
	}
	if (any)
		put(w, "</notes>\n");
}

static void
put_meta(XmlWriter *w)
{
	const ResHeader *header = &w->doc->header;
	const XmlOrgan *organ = organ_of(header);

	put(w, "<meta>\n");
	put_identification(w, "");
	put_votes(w);
	put(w, "<references source=\"#source\">\n"
		"<TLCOrganization eId=\"source\" href=\"/akn/ontology/organization/un/resolution\" showAs=\"resolution, extension of PostgreSQL\"/>\n"
		"<TLCOrganization eId=\"un\" href=\"/akn/ontology/organization/un/unitedNations\" showAs=\"United Nations\"/>\n");
	if (organ->organ != NULL)
		appendStringInfo(&w->buf, "<TLCOrganization eId=\"%s\" href=\"/akn/ontology/organization/un/%s\" showAs=\"%s\"/>\n",
						 organ->author, organ->concept, organ->name);
	put(w, "<TLCConcept eId=\"symbol\" href=\"/akn/ontology/reference/un/symbol\" showAs=\"Symbol\"/>\n"
		"<TLCTerm eId=\"resolutionTitle\" href=\"/akn/ontology/reference/un/resolutionTitle\" showAs=\"Resolution title\"/>\n"
		"<TLCRole eId=\"author\" href=\"/akn/ontology/role/un/author\" showAs=\"Author\"/>\n"
		"<TLCRole eId=\"issuer\" href=\"/akn/ontology/role/un/issuer\" showAs=\"Issuer\"/>\n"
		"<TLCRole eId=\"editor\" href=\"/akn/ontology/role/un/editor\" showAs=\"Editor\"/>\n");
	if (w->doc->nvotes > 0)
		put(w, "<TLCTerm eId=\"memberState\" href=\"/akn/ontology/organization/un/memberState\" showAs=\"Member State\"/>\n"
			"<TLCTerm eId=\"inFavour\" href=\"/akn/ontology/concept/un/voting/inFavour\" showAs=\"In favour\"/>\n"
			"<TLCTerm eId=\"against\" href=\"/akn/ontology/concept/un/voting/against\" showAs=\"Against\"/>\n"
			"<TLCTerm eId=\"abstaining\" href=\"/akn/ontology/concept/un/voting/abstaining\" showAs=\"Abstaining\"/>\n");
	put(w, "</references>\n");
	put_stray_notes(w);
	put(w, "</meta>\n");
}

/* ---------- texts ---------- */

static void
put_call(XmlWriter *w, const ResRun *run)
{
	const ResNote *note = &w->doc->notes[run->ref];
	ResRuns		runs;

	if (run->again)
	{
		appendStringInfo(&w->buf, "<noteRef href=\"#authorialNote_%d\" marker=\"", run->ref + 1);
		res_append_xml(&w->buf, note->marker);
		put(w, "\" placement=\"bottom\"/>");
		return;
	}
	put(w, "<authorialNote marker=\"");
	res_append_xml(&w->buf, note->marker);
	appendStringInfo(&w->buf, "\" placement=\"bottom\" eId=\"authorialNote_%d\"><p>", run->ref + 1);
	res_runs_of_note(&w->marks, run->ref, &runs);
	put_text(w, &runs);
	put(w, "</p></authorialNote>");
}

/*
 * A text with its marks.  (Notes have no calls, so this calls itself but once.)
 */
static void
put_text(XmlWriter *w, ResRuns *runs)
{
	ResRun		run;

	while (res_runs_next(runs, &run))
	{
		switch (run.kind)
		{
			case RES_RUN_CALL:
				put_call(w, &run);
				break;
			case RES_RUN_LINK:
				put(w, "<a href=\"");
				res_append_link(&w->buf, w->doc, &run, true);
				put(w, "\">");
				res_append_xml(&w->buf, run.text);
				put(w, "</a>");
				break;
			case RES_RUN_PHRASE:
				put(w, "<span class=\"italic\">");
				res_append_xml(&w->buf, run.text);
				put(w, "</span>");
				break;
			case RES_RUN_TEXT:
				res_append_xml(&w->buf, run.text);
				break;
		}
	}
}

/* ---------- regions ---------- */

static const char *
region_element(XmlRegion region)
{
	switch (region)
	{
		case REGION_COVER:
			return "coverPage";
		case REGION_PREFACE:
			return "preface";
		case REGION_PREAMBLE:
			return "preamble";
		case REGION_CONCLUSIONS:
			return "conclusions";
		default:
			return "mainBody";
	}
}

/* An element that must hold something is never left empty. */
static void
end_region(XmlWriter *w)
{
	if (w->region == REGION_NONE)
		return;
	if ((w->region == REGION_BODY || w->region == REGION_ANNEX) && w->body_empty)
		put(w, "<p/>\n");
	appendStringInfo(&w->buf, "</%s>\n", region_element(w->region));
	if (w->region == REGION_ANNEX)
		put(w, "</doc>\n</attachment>\n</attachments>\n");
}

static void
begin_region(XmlWriter *w, XmlRegion region)
{
	if (w->region == region)
		return;

	/* the main body is there even if it has nothing to hold */
	if (w->region < REGION_BODY && region > REGION_BODY)
		begin_region(w, REGION_BODY);
	end_region(w);
	w->region = region;
	w->body_empty = true;
	if (region == REGION_ANNEX)
	{
		put(w, "<attachments>\n<attachment>\n<doc name=\"annex\">\n<meta>\n");
		put_identification(w, "annex");
		put(w, "</meta>\n");
	}
	appendStringInfo(&w->buf, "<%s>\n", region_element(region));
}

/* ---------- clauses ---------- */

/*
 * An identifier from the path of the clause: para_3__point_a__point_ii of
 * 3(a)(ii).
 */
static void
put_clause_id(XmlWriter *w, XmlClauseForm form, const ResClause *clause)
{
	uint32_t	i;

	put(w, form == FORM_CONTAINER || form == FORM_ITEM ? "container_" : "para_");
	for (i = 0; i < clause->path.len; i++)
	{
		char		c = clause->path.p[i];
		ResStr		one = {clause->path.p + i, 1};

		if (c == '(')
			put(w, "__point_");
		else if (c == '[')
			put(w, "__indent_");
		else if (c == '.')
			put(w, "__");
		else if (c == ')' || c == ']')
			continue;
		else if ((unsigned char) c <= ' ')
			put(w, "_");
		else
		{
			while (i + 1 < clause->path.len && ((unsigned char) clause->path.p[i + 1] & 0xC0) == 0x80)
			{
				one.len++;
				i++;
			}
			res_append_xml(&w->buf, one);
		}
	}
}

static void
put_number_of(XmlWriter *w, ResStr number)
{
	if (number.len == 0)
		return;
	put(w, "<num>");
	res_append_xml(&w->buf, number);
	put(w, res_takes_stop(number) ? ".</num>\n" : "</num>\n");
}

static void
close_inside(XmlWriter *w)
{
	XmlInside  *inside = &w->inside[w->nopen - 1];
	bool		preamble = w->form[w->nopen - 1] == FORM_CONTAINER || w->form[w->nopen - 1] == FORM_ITEM;

	switch (*inside)
	{
		case INSIDE_NOTHING:
			break;
		case INSIDE_CONTENT:
			if (!preamble)
				put(w, "</content>\n");
			break;
		case INSIDE_LIST:
			put(w, preamble ? "</blockList>\n" : "</list>\n");
			break;
		case INSIDE_WRAP_UP:
			put(w, "</wrapUp>\n</list>\n");
			break;
	}
	*inside = INSIDE_NOTHING;
}

static void
begin_clause(XmlWriter *w, const ResStep *step)
{
	const ResClause *clause = &w->doc->clauses[step->clause];
	XmlClauseForm form;

	if (w->nopen == 0)
	{
		if (w->region < REGION_CONCLUSIONS)
			begin_region(w, clause->part == RES_PREAMBULAR && w->region <= REGION_PREAMBLE ?
						 REGION_PREAMBLE : REGION_BODY);
		form = clause->part == RES_PREAMBULAR ? FORM_CONTAINER : FORM_PARAGRAPH;
	}
	else
	{
		XmlClauseForm above = w->form[w->nopen - 1];
		XmlInside  *inside = &w->inside[w->nopen - 1];

		form = above == FORM_CONTAINER || above == FORM_ITEM ? FORM_ITEM : FORM_POINT;
		if (*inside != INSIDE_LIST)
		{
			close_inside(w);
			put(w, form == FORM_ITEM ? "<blockList>\n" : "<list>\n");
			*inside = INSIDE_LIST;
		}
	}
	if (w->nopen >= MAX_OPEN)
		elog(ERROR, "clauses are nested too deeply");
	w->body_empty = false;
	w->form[w->nopen] = form;
	w->inside[w->nopen] = INSIDE_NOTHING;
	w->nopen++;

	switch (form)
	{
		case FORM_CONTAINER:
			put(w, "<container name=\"");
			if (clause->phrase.len > 0)
				res_append_xml(&w->buf, clause->phrase);
			else
				put(w, "recital");
			put(w, "\"");
			break;
		case FORM_ITEM:
			put(w, "<item");
			break;
		case FORM_PARAGRAPH:
			put(w, "<paragraph");
			break;
		case FORM_POINT:
			put(w, "<point");
			break;
	}
	if (!step->again)
	{
		put(w, " eId=\"");
		put_clause_id(w, form, clause);
		put(w, "\"");
	}
	put(w, ">\n");
	if (!step->again && form == FORM_CONTAINER && clause->number.len > 0)
	{
		/* a container has no number of its own */
		put(w, "<block name=\"num\">");
		res_append_xml(&w->buf, clause->number);
		put(w, "</block>\n");
	}
	else if (!step->again && clause->number.len == 0 && clause->path.len > 0 &&
			 clause->path.p[clause->path.len - 1] == ']')
		put(w, "<num>" BULLET "</num>\n");
	else if (!step->again)
		put_number_of(w, clause->number);
}

static void
end_clause(XmlWriter *w)
{
	XmlInside	inside = w->inside[w->nopen - 1];
	XmlClauseForm form = w->form[w->nopen - 1];

	if (inside == INSIDE_NOTHING && (form == FORM_CONTAINER || form == FORM_ITEM))
		put(w, "<p/>\n");
	close_inside(w);
	w->nopen--;
	switch (form)
	{
		case FORM_CONTAINER:
			put(w, "</container>\n");
			break;
		case FORM_ITEM:
			put(w, "</item>\n");
			break;
		case FORM_PARAGRAPH:
			put(w, "</paragraph>\n");
			break;
		case FORM_POINT:
			put(w, "</point>\n");
			break;
	}
}

/* A text inside the clause that is open, between elements that suit it. */
static void
put_inside(XmlWriter *w, bool parent, ResRuns *runs, const char *open, const char *close)
{
	XmlClauseForm form = w->form[w->nopen - 1];
	XmlInside  *inside = &w->inside[w->nopen - 1];
	const char *after = "";

	if (form == FORM_CONTAINER || form == FORM_ITEM)
	{
		/* paragraphs and lists may follow one another */
		if (*inside == INSIDE_LIST)
			close_inside(w);
		*inside = INSIDE_CONTENT;
	}
	else if (*inside == INSIDE_LIST && parent)
	{
		/* between two points */
		put(w, "<alinea>\n<content>");
		after = "</content>\n</alinea>\n";
	}
	else if (*inside == INSIDE_LIST)
	{
		put(w, "<wrapUp>\n");
		*inside = INSIDE_WRAP_UP;
	}
	else if (*inside == INSIDE_NOTHING && parent)
	{
		put(w, "<list>\n<intro>\n");
		after = "</intro>\n";
		*inside = INSIDE_LIST;
	}
	else if (*inside == INSIDE_NOTHING)
	{
		put(w, "<content>\n");
		*inside = INSIDE_CONTENT;
	}
	put(w, open);
	put_text(w, runs);
	put(w, close);
	put(w, after);
}

static void
put_words(XmlWriter *w, const ResStep *step)
{
	ResRuns		runs;

	if (w->nopen == 0)
		return;
	res_runs_of_clause(&w->marks, step->clause, step->from, step->to, &runs);
	put_inside(w, step->parent, &runs, "<p>", "</p>\n");
}

/* ---------- other blocks ---------- */

/* Is a line of the masthead the symbol of the document? */
static bool
is_symbol(const ResDocument *doc, ResStr line)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	char		print[RES_SYMBOL_MAX + 1];
	uint32_t	len;
	ResStr		normal;

	while (line.len > 0 && (line.p[line.len - 1] == '*' || line.p[line.len - 1] == ' '))
		line.len--;
	if (line.len == 0 || line.len > RES_SYMBOL_MAX)
		return false;
	len = res_symbol_key(line.p, line.len, key, NULL);
	if (len == 0)
		return false;
	normal.p = print;
	normal.len = res_symbol_print(key, len, print);
	return res_str_eq(normal, doc->header.symbol);
}

static void
put_block(XmlWriter *w, const ResStep *step)
{
	const ResBlock *block = &w->doc->blocks[step->block];
	XmlRegion	region = REGION_BODY;
	const char *open = "<p>";
	const char *close = "</p>\n";
	ResRuns		runs;

	res_runs_of_block(&w->marks, step->block, &runs);
	if (w->nopen > 0)
	{
		bool		between = w->inside[w->nopen - 1] == INSIDE_LIST &&
			(w->form[w->nopen - 1] == FORM_PARAGRAPH || w->form[w->nopen - 1] == FORM_POINT);

		if (block->kind == RES_BLOCK_HEADING && between)
		{
			put(w, "<crossHeading>");
			put_text(w, &runs);
			put(w, "</crossHeading>\n");
		}
		else if (block->kind == RES_BLOCK_HEADING)
			put_inside(w, true, &runs, "<block name=\"heading\">", "</block>\n");
		else
			put_inside(w, true, &runs, open, close);
		return;
	}

	switch (block->kind)
	{
		case RES_BLOCK_MASTHEAD:
		case RES_BLOCK_PROVENANCE:
			region = REGION_COVER;
			if (block->kind == RES_BLOCK_MASTHEAD && is_symbol(w->doc, block->text))
			{
				open = "<p><docNumber refersTo=\"#symbol\">";
				close = "</docNumber></p>\n";
			}
			break;
		case RES_BLOCK_SPONSORS:
			region = REGION_PREFACE;
			open = "<p><docProponent>";
			close = "</docProponent></p>\n";
			break;
		case RES_BLOCK_TITLE:
			region = REGION_PREFACE;
			open = "<p><docTitle refersTo=\"#resolutionTitle\">";
			close = "</docTitle></p>\n";
			break;
		case RES_BLOCK_FORMULA:
			region = REGION_PREAMBLE;
			break;
		default:
			if (w->region == REGION_NONE)
				region = REGION_COVER;
			else if (w->region < REGION_BODY)
				region = w->region;
			break;
	}
	if (w->region >= REGION_CONCLUSIONS)
		region = w->region;
	else if (region < w->region)
		region = w->region;
	begin_region(w, region);
	w->body_empty = false;

	if (block->kind == RES_BLOCK_FORMULA && region == REGION_PREAMBLE)
	{
		open = "<formula name=\"enactingFormula\"><p>";
		close = "</p></formula>\n";
	}
	else if (block->kind == RES_BLOCK_FORMULA)
	{
		open = "<container name=\"enactingFormula\"><p>";
		close = "</p></container>\n";
	}
	else if (block->kind == RES_BLOCK_HEADING)
	{
		if (region == REGION_BODY || region == REGION_ANNEX)
		{
			open = "<paragraph class=\"heading\"><heading>";
			close = "</heading></paragraph>\n";
		}
		else
		{
			open = "<block name=\"heading\">";
			close = "</block>\n";
		}
	}
	if (block->kind == RES_BLOCK_FORMULA && (region == REGION_CONCLUSIONS || region < REGION_PREAMBLE))
	{
		open = "<p>";
		close = "</p>\n";
	}
	put(w, open);
	put_text(w, &runs);
	put(w, close);
}

/*
 * resolution_to_xml — the document as Akoma Ntoso.
 */
Datum
resolution_to_xml(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	MemoryContext old;
	XmlWriter	w;
	text	   *result;
	uint32_t	i;

	memset(&w, 0, sizeof(w));
	w.doc = resolution_open(r, RES_WANT_ALL, &work);
	old = MemoryContextSwitchTo(work.context);
	res_marks_make(w.doc, &w.marks);
	res_outline_make(w.doc, &w.outline);
	initStringInfo(&w.buf);
	appendStringInfo(&w.buf, "<akomaNtoso xmlns=\"%s\" xmlns:akn4un=\"http://un.org/akn4un\">\n<statement name=\"%s\">\n",
					 AKN_NAMESPACE, statement_name(w.doc->header.kind));
	put_meta(&w);
	for (i = 0; i < w.outline.nsteps; i++)
	{
		const ResStep *step = &w.outline.steps[i];

		CHECK_FOR_INTERRUPTS();
		if ((int32_t) i == w.outline.annex)
			begin_region(&w, REGION_ANNEX);
		else if ((int32_t) i == w.outline.closing)
			begin_region(&w, REGION_CONCLUSIONS);
		switch (step->kind)
		{
			case RES_STEP_OPEN:
				begin_clause(&w, step);
				break;
			case RES_STEP_CLOSE:
				end_clause(&w);
				break;
			case RES_STEP_WORDS:
				put_words(&w, step);
				break;
			case RES_STEP_BLOCK:
				put_block(&w, step);
				break;
		}
	}
	if (w.region < REGION_BODY)
		begin_region(&w, REGION_BODY);
	end_region(&w);
	put(&w, "</statement>\n</akomaNtoso>");

	MemoryContextSwitchTo(old);
	result = res_export_text(&w.buf);
	resolution_work_end(&work);
	PG_RETURN_TEXT_P(result);
}
