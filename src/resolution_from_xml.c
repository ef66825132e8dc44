/*-------------------------------------------------------------------------
 *
 * resolution_from_xml.c
 *	  The United Nations' own markup in: Akoma Ntoso to a value.
 *
 * What a value keeps is a text, so the markup becomes the text that it
 * prints: a paragraph a block, its number in front of it, a call of a note as
 * [^1], the notes below a rule.  The reader then takes it like any other
 * text, and what it finds is what it would have found in print.
 *
 * The markup is parsed as a stream (libxml2, SAX): no tree is built, memory
 * is bounded by the text, and the work can be interrupted.  Whoever sends
 * markup gets nothing but its words read: a document type declaration is
 * refused, and with it every entity but the five of XML; nothing is ever
 * fetched from a file or the network; depth and size have limits.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "access/detoast.h"
#include "internal.h"
#include "language.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#ifdef RES_USE_LIBXML
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#endif

PG_FUNCTION_INFO_V1(resolution_from_xml);
PG_FUNCTION_INFO_V1(resolution_libxml);

#ifdef RES_USE_LIBXML

/* The largest markup that is read, in bytes: that of the largest text. */
#define MAX_MARKUP		RES_MAX_SOURCE

/* Elements stand at most this deep; the deepest official file has 17. */
#define MAX_DEPTH		200

/* Bytes that the parser gets at a time, between looks for an interrupt. */
#define CHUNK			65536

/* What comes in front of the notes, as print sets it. */
#define NOTE_RULE		"__________________"

/* Namespaces of Akoma Ntoso 3.0, its drafts included, begin so. */
#define AKN_NAMESPACE	"http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

typedef enum MarkupFault
{
	FAULT_NONE,
	FAULT_DOCTYPE,
	FAULT_DEPTH,
	FAULT_ROOT,
	FAULT_MARKUP
} MarkupFault;

typedef struct MarkupReader
{
	xmlParserCtxtPtr ctxt;
	StringInfoData text;		/* blocks that are complete */
	StringInfoData block;		/* the block under way */
	StringInfoData notes;		/* notes that are complete */
	StringInfoData note;		/* the note under way */
	int			depth;
	int			note_depth;		/* depth of the note's element; 0 = in none */
	int			skip_depth;		/* depth of an element that is not read; 0 = none */
	int			row_depth;		/* depth of a row of a table; 0 = in none */
	int			cells;			/* cells of that row so far */
	int			raised;			/* where raised text began in the block or note */
	int			last_note;		/* highest number of a note so far */
	bool		labelled;		/* block holds but a number: its text follows */
	bool		in_label;
	bool		titled;			/* block holds a title */
	bool		annexed;		/* an annex has begun, its first block not yet */
	bool		called;			/* block ends in a call behind a comma */
	bool		blank;			/* blanks stand in front of what comes next */
	bool		note_blank;
	MarkupFault fault;
	int			line;
	char		detail[200];
} MarkupReader;

/* ---------- elements ---------- */

/*
 * Elements that stand in a line of text.  All others begin a new block: an
 * element that is not known should not glue two paragraphs together.
 */
static const char *const inline_elements[] = {
	"a", "abbr", "affectedDocument", "b", "concept", "courtType", "date", "decoration",
	"def", "del", "docAuthority", "docCommittee", "docDate", "docIntroducer",
	"docJurisdiction", "docNumber", "docProponent", "docPurpose", "docStage",
	"docStatus", "docTitle", "docType", "docketNumber", "embeddedText", "entity",
	"event", "fillIn", "i", "img", "inline", "ins", "judge", "lawyer",
	"legislature", "location", "marker", "mmod", "mod", "mref", "neutralCitation",
	"noteRef", "num", "object", "omissis", "opinion", "organization", "outcome",
	"party", "person", "placeholder", "process", "quantity", "ref", "relatedDocument",
	"remark", "rmod", "role", "rref", "scene", "session", "shortTitle", "signature",
	"span", "sub", "sup", "term", "time", "u", "vote"
};

static bool
is_inline(const char *name)
{
	int			lo = 0;
	int			hi = lengthof(inline_elements) - 1;

	while (lo <= hi)
	{
		int			mid = (lo + hi) / 2;
		int			c = strcmp(name, inline_elements[mid]);

		if (c == 0)
			return true;
		if (c < 0)
			hi = mid - 1;
		else
			lo = mid + 1;
	}
	return false;
}

/* Elements in front of which print has a blank even if the markup has none. */
static bool
begins_word(const char *name)
{
	return strcmp(name, "docDate") == 0 || strcmp(name, "date") == 0 ||
		strcmp(name, "location") == 0 || strcmp(name, "outcome") == 0;
}

/* A letter or digit of ASCII? */
static bool
in_word(char c)
{
	return res_is_alpha(c) || res_is_digit(c);
}

static bool
is(const xmlChar *name, const char *wanted)
{
	return strcmp((const char *) name, wanted) == 0;
}

/* ---------- text ---------- */

/*
 * The heading of an annex: markup may leave to the element "doc" what print
 * has on a line, and without it the annex would go unseen.  English files do so
 * (A/RES/75/129, S/RES/1730 (2006)).
 */
static void
begin_annex(MarkupReader *rd)
{
	if (rd->text.len > 0 && res_language_detect(rd->text.data, (uint32_t) rd->text.len) == RES_EN &&
		res_lex_match(RES_EN, RES_LEX_ANNEX, rd->block.data, rd->block.data + rd->block.len, NULL) == 0)
		appendStringInfoString(&rd->text, "\n\nAnnex");
}

/* The block under way is complete. */
static void
end_block(MarkupReader *rd)
{
	rd->blank = false;
	rd->labelled = false;
	rd->in_label = false;
	rd->titled = false;
	rd->called = false;
	while (rd->block.len > 0 && (rd->block.data[rd->block.len - 1] == '\t' ||
								 rd->block.data[rd->block.len - 1] == ' '))
		rd->block.data[--rd->block.len] = '\0';
	if (rd->block.len == 0)
		return;
	if (rd->annexed)
		begin_annex(rd);
	rd->annexed = false;
	if (rd->text.len > 0)
		appendStringInfoString(&rd->text, "\n\n");
	appendBinaryStringInfo(&rd->text, rd->block.data, rd->block.len);
	resetStringInfo(&rd->block);
}

/* The note under way is complete. */
static void
end_note(MarkupReader *rd)
{
	if (rd->notes.len > 0)
		appendStringInfoString(&rd->notes, "\n\n");
	appendBinaryStringInfo(&rd->notes, rd->note.data, rd->note.len);
	resetStringInfo(&rd->note);
	rd->note_blank = false;
	rd->note_depth = 0;
}

/*
 * Words into a block or note: every run of blanks is one blank, none at the
 * beginning and none at the end.  (The blanks of XML only: U+00A0 holds
 * together what it holds together in print.)
 */
static void
add_words(StringInfo into, bool *blank, const char *p, int len)
{
	int			from = 0;
	int			i;

	for (i = 0; i <= len; i++)
	{
		if (i < len && p[i] != ' ' && p[i] != '\t' && p[i] != '\n' && p[i] != '\r')
			continue;
		if (i > from)
		{
			if (*blank && into->len > 0 && into->data[into->len - 1] != '\t')
				appendStringInfoChar(into, ' ');
			appendBinaryStringInfo(into, p + from, i - from);
			*blank = false;
		}
		if (i < len)
			*blank = true;
		from = i + 1;
	}
}

/* A call, behind the word that it belongs to. */
static void
add_call(MarkupReader *rd, const char *marker)
{
	char		last = rd->block.len > 0 ? rd->block.data[rd->block.len - 1] : ' ';

	/* markup may leave out the blank that print has there (A/RES/74/150) */
	rd->called = last == ',' || last == ';';
	appendStringInfo(&rd->block, marker[0] == '*' ? "%s" : "[^%s]", marker);
}

static void
begin_note(MarkupReader *rd, const char *marker)
{
	rd->last_note = Max(rd->last_note, atoi(marker));
	appendStringInfo(&rd->note, marker[0] == '*' ? "%s" : "[^%s]:", marker);
	rd->note_blank = true;
	rd->note_depth = rd->depth;
}

/*
 * Raised text is complete.  The number of a note that stands above calls it
 * again: print has such a call, the markup often no element for it
 * (A/RES/74/254 B); but "2•10¹⁴" has a digit in front, and "m²" a unit.
 * Brackets around calls are those of Arabic print; the reader knows calls
 * without them.
 */
static void
end_raised(MarkupReader *rd)
{
	StringInfo	into = rd->note_depth > 0 ? &rd->note : &rd->block;
	bool	   *blank = rd->note_depth > 0 ? &rd->note_blank : &rd->blank;
	const char *raised = into->data + rd->raised;
	int			len = into->len - rd->raised;
	int			number = 0;
	int			i;

	if ((len == 1 || (len == 2 && raised[0] == ' ')) && (raised[len - 1] == '(' || raised[len - 1] == ')'))
	{
		*blank |= len == 2;
		into->len = rd->raised;
		into->data[into->len] = '\0';
		return;
	}
	if (rd->note_depth > 0 || len < 1 || len > 3 || rd->raised < 3 ||
		res_is_digit(raised[-1]) || (res_is_alpha(raised[-1]) && !res_is_alpha(raised[-3])))
		return;
	for (i = 0; i < len; i++)
	{
		if (!res_is_digit(raised[i]))
			return;
		number = 10 * number + raised[i] - '0';
	}
	if (number < 1 || number > rd->last_note)
		return;
	into->len = rd->raised;
	appendStringInfo(into, "[^%d]", number);
}

/* ---------- what the parser calls ---------- */

static void
stop(MarkupReader *rd, MarkupFault fault)
{
	if (rd->fault == FAULT_NONE)
	{
		rd->fault = fault;
		rd->line = xmlSAX2GetLineNumber(rd->ctxt);
	}
	xmlStopParser(rd->ctxt);
}

static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	stop((MarkupReader *) ctx, FAULT_DOCTYPE);
}

/* The value of an attribute without namespace; "" if it is not there. */
static void
get_attribute(const xmlChar **attributes, int n, const char *wanted, char *value, size_t size)
{
	int			i;

	value[0] = '\0';
	for (i = 0; i < n; i++)
	{
		const xmlChar **a = attributes + 5 * i;
		size_t		len = (size_t) (a[4] - a[3]);

		if (a[1] == NULL && is(a[0], wanted) && len < size)
		{
			memcpy(value, a[3], len);
			value[len] = '\0';
			return;
		}
	}
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
		 int nnamespaces, const xmlChar **namespaces,
		 int nattributes, int ndefaulted, const xmlChar **attributes)
{
	MarkupReader *rd = (MarkupReader *) ctx;
	char		marker[16];

	if (rd->fault != FAULT_NONE)
		return;
	if (++rd->depth > MAX_DEPTH)
	{
		stop(rd, FAULT_DEPTH);
		return;
	}
	if (rd->depth == 1)
	{
		if (!is(name, "akomaNtoso") ||
			(uri != NULL && strncmp((const char *) uri, AKN_NAMESPACE, strlen(AKN_NAMESPACE)) != 0))
		{
			snprintf(rd->detail, sizeof(rd->detail), "The root element is \"%.60s\".",
					 (const char *) name);
			stop(rd, FAULT_ROOT);
		}
		return;
	}
	if (rd->skip_depth > 0)
	{
		/* of the metadata, only notes without a call are read */
		if (is(name, "note") && rd->note_depth == 0)
		{
			get_attribute(attributes, nattributes, "marker", marker, sizeof(marker));
			rd->note_depth = rd->depth;
			if (marker[0] != '\0')
				begin_note(rd, marker);
		}
		return;
	}
	if (is(name, "meta"))
	{
		end_block(rd);
		rd->skip_depth = rd->depth;
		return;
	}
	if (is(name, "sup"))
		rd->raised = rd->note_depth > 0 ? rd->note.len : rd->block.len;
	if (rd->note_depth > 0)
	{
		if (!is_inline((const char *) name) || is(name, "eol"))
			rd->note_blank = true;
		return;
	}
	if (is(name, "authorialNote"))
	{
		get_attribute(attributes, nattributes, "marker", marker, sizeof(marker));
		if (marker[0] == '\0')
			strcpy(marker, "*");
		add_call(rd, marker);
		begin_note(rd, marker);
		return;
	}
	if (is(name, "noteRef"))
	{
		get_attribute(attributes, nattributes, "marker", marker, sizeof(marker));
		if (marker[0] != '\0')
			add_call(rd, marker);
		return;
	}
	if (is(name, "eol"))
	{
		rd->blank = true;
		if (rd->annexed)
			end_block(rd);		/* "Annex", and its title on the next line */
		return;
	}
	if (rd->row_depth > 0)
	{
		/* a row of a table is one line, with tabs between its cells */
		if (is(name, "td") || is(name, "th"))
		{
			rd->blank = false;
			if (rd->cells++ > 0)
				appendStringInfoChar(&rd->block, '\t');
		}
		else if (!is_inline((const char *) name))
			rd->blank = true;
		return;
	}
	if (is(name, "num"))
	{
		if (!rd->labelled)
			end_block(rd);
		rd->in_label = true;
		return;
	}
	if (is_inline((const char *) name))
	{
		/* the letter of a section behind the title is a line of its own */
		if (rd->titled && is(name, "docNumber"))
			end_block(rd);
		else if (is(name, "docTitle"))
			rd->titled = true;
		if (begins_word((const char *) name) && rd->block.len > 0 && in_word(rd->block.data[rd->block.len - 1]))
			rd->blank = true;
		return;
	}
	if (!rd->labelled)
		end_block(rd);
	if (is(name, "doc"))
	{
		get_attribute(attributes, nattributes, "name", marker, sizeof(marker));
		rd->annexed = strcmp(marker, "annex") == 0;
	}
	if (is(name, "tr"))
	{
		rd->row_depth = rd->depth;
		rd->cells = 0;
	}
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	MarkupReader *rd = (MarkupReader *) ctx;
	int			depth = rd->depth--;

	if (rd->fault != FAULT_NONE)
		return;
	if (rd->skip_depth == 0 && is(name, "sup"))
		end_raised(rd);
	if (rd->note_depth > 0)
	{
		if (depth == rd->note_depth)
			end_note(rd);
		else if (!is_inline((const char *) name))
			rd->note_blank = true;
		return;
	}
	if (rd->skip_depth > 0)
	{
		if (depth == rd->skip_depth)
			rd->skip_depth = 0;
		return;
	}
	if (rd->row_depth > 0)
	{
		if (depth == rd->row_depth)
		{
			rd->row_depth = 0;
			end_block(rd);
		}
		else if (!is_inline((const char *) name))
			rd->blank = true;
		return;
	}
	if (is(name, "num"))
	{
		/* the text of the number's paragraph follows in the same block */
		rd->in_label = false;
		rd->blank = false;
		if (rd->block.len > 0)
		{
			appendStringInfoChar(&rd->block, '\t');
			rd->labelled = true;
		}
		return;
	}
	if (!is_inline((const char *) name) && !is(name, "eol") && !rd->labelled)
		end_block(rd);
}

static void
on_characters(void *ctx, const xmlChar *text, int len)
{
	MarkupReader *rd = (MarkupReader *) ctx;
	const char *p = (const char *) text;
	int			before;

	if (rd->fault != FAULT_NONE || rd->depth == 0)
		return;
	if (rd->note_depth > 0)
	{
		add_words(&rd->note, &rd->note_blank, p, len);
		return;
	}
	if (rd->skip_depth > 0)
		return;
	before = rd->block.len;
	if (rd->called && len > 0)
	{
		rd->blank |= in_word(p[0]);
		rd->called = false;
	}
	add_words(&rd->block, &rd->blank, p, len);
	if (rd->block.len > before && !rd->in_label)
		rd->labelled = false;
}

static void
on_error(void *ctx, const xmlError *error)
{
	MarkupReader *rd = (MarkupReader *) ctx;

	/* warnings and broken namespaces do not matter: only words are read */
	if (rd == NULL || rd->fault != FAULT_NONE || error->level < XML_ERR_ERROR ||
		error->domain == XML_FROM_NAMESPACE)
		return;
	rd->fault = FAULT_MARKUP;
	rd->line = error->line;
	if (error->message != NULL)
	{
		size_t		len;

		strlcpy(rd->detail, error->message, sizeof(rd->detail));
		len = strlen(rd->detail);
		while (len > 0 && (unsigned char) rd->detail[len - 1] <= ' ')
			len--;
		/* it may quote the markup: never half a character of it */
		rd->detail[pg_encoding_mbcliplen(PG_UTF8, rd->detail, (int) len, (int) len)] = '\0';
	}
}

/* ---------- from markup to text ---------- */

/*
 * Read UTF-8 markup into rd->text, notes below.  On return rd->fault says
 * whether it was read; the parser is freed also if an error is raised.
 */
static void
read_markup(MarkupReader *rd, ResStr markup)
{
	xmlSAXHandler sax;

	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.internalSubset = on_doctype;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_characters;
	sax.cdataBlock = on_characters;
	sax.ignorableWhitespace = on_characters;
	sax.serror = (xmlStructuredErrorFunc) on_error;

	xmlInitParser();
	rd->ctxt = xmlCreatePushParserCtxt(&sax, rd, NULL, 0, NULL);
	if (rd->ctxt == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	PG_TRY();
	{
		uint32_t	done = 0;

		/* the markup is UTF-8 whatever its declaration says */
		xmlCtxtUseOptions(rd->ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
		while (done < markup.len && rd->fault == FAULT_NONE)
		{
			uint32_t	n = Min(markup.len - done, CHUNK);

			CHECK_FOR_INTERRUPTS();
			xmlParseChunk(rd->ctxt, markup.p + done, (int) n, 0);
			done += n;
		}
		if (rd->fault == FAULT_NONE)
			xmlParseChunk(rd->ctxt, NULL, 0, 1);
	}
	PG_FINALLY();
	{
		/* what SAX alone reads leaves no tree behind */
		xmlFreeParserCtxt(rd->ctxt);
		rd->ctxt = NULL;
	}
	PG_END_TRY();

	end_block(rd);
	if (rd->notes.len > 0)
	{
		appendStringInfoString(&rd->text, "\n\n" NOTE_RULE "\n\n");
		appendBinaryStringInfo(&rd->text, rd->notes.data, rd->notes.len);
	}
	appendStringInfoChar(&rd->text, '\n');
}

/* Raise what reading the markup ended with. */
static void
report_fault(const MarkupReader *rd)
{
	ResStr		detail = {rd->detail, (uint32_t) strlen(rd->detail)};
	size_t		len;
	char	   *shown = res_from_utf8(detail, &len);

	shown = pnstrdup(shown, len);
	switch (rd->fault)
	{
		case FAULT_NONE:
			break;
		case FAULT_DOCTYPE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_XML_DOCUMENT),
					 errmsg("document type declarations are not read"),
					 errdetail("Line %d has a DOCTYPE, by which entities could be declared.", rd->line),
					 errhint("Official documents have none; leave it out.")));
			break;
		case FAULT_DEPTH:
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("markup is nested too deeply"),
					 errdetail("Line %d stands in more than %d elements.", rd->line, MAX_DEPTH)));
			break;
		case FAULT_ROOT:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_XML_DOCUMENT),
					 errmsg("markup is not Akoma Ntoso"),
					 errdetail("%s", shown),
					 errhint("A document begins with <akomaNtoso xmlns=\"%s\">.", AKN_NAMESPACE)));
			break;
		case FAULT_MARKUP:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_XML_DOCUMENT),
					 errmsg("markup is not well formed"),
					 shown[0] != '\0' ?
					 errdetail("Line %d: %s", rd->line, shown) : 0));
			break;
	}
}

#endif							/* RES_USE_LIBXML */

/*
 * resolution_from_xml — the value of a document in Akoma Ntoso.
 *
 * Its text is what the markup prints, see above; an error if the markup
 * cannot be read or the text is no resolution.
 */
Datum
resolution_from_xml(PG_FUNCTION_ARGS)
{
#ifdef RES_USE_LIBXML
	Size		size = toast_raw_datum_size(PG_GETARG_DATUM(0)) - VARHDRSZ;
	ResolutionFailure failure;
	MarkupReader rd;
	Resolution *result;
	text	   *markup;
	char	   *source;
	size_t		len;
	ResStr		utf8;

	/* before the whole of it is fetched */
	if (size > MAX_MARKUP)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("markup is too long for type %s", "resolution"),
				 errdetail("It has %zu bytes; the limit is %u.", size, MAX_MARKUP)));
	markup = PG_GETARG_TEXT_PP(0);
	if (!res_to_utf8(VARDATA_ANY(markup), VARSIZE_ANY_EXHDR(markup), &utf8))
		ereport(ERROR,
				(errcode(ERRCODE_UNTRANSLATABLE_CHARACTER),
				 errmsg("markup cannot be converted from encoding \"%s\" to UTF-8 and back",
						GetDatabaseEncodingName())));

	memset(&rd, 0, sizeof(rd));
	initStringInfo(&rd.text);
	initStringInfo(&rd.block);
	initStringInfo(&rd.notes);
	initStringInfo(&rd.note);
	read_markup(&rd, utf8);
	report_fault(&rd);

	/* A character reference may name what the database cannot hold. */
	source = rd.text.data;
	len = (size_t) rd.text.len;
	if (!res_text_is_utf8())
	{
		source = pg_any_to_server(rd.text.data, rd.text.len, PG_UTF8);
		if (source != rd.text.data)
			len = strlen(source);
	}
	memset(&failure, 0, sizeof(failure));
	result = resolution_read(source, len, &failure);
	if (result == NULL)
		res_errsave(&failure, NULL);
	PG_RETURN_POINTER(result);
#else
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("this build of resolution does not read XML"),
			 errdetail("This functionality requires the extension to be built with libxml2."),
			 errhint("Install libxml2 and its headers (on Debian libxml2-dev), then build the extension again.")));
	PG_RETURN_NULL();
#endif
}

/* resolution_libxml — can markup be read?  (Was libxml2 there at build time?) */
Datum
resolution_libxml(PG_FUNCTION_ARGS)
{
#ifdef RES_USE_LIBXML
	PG_RETURN_BOOL(true);
#else
	PG_RETURN_BOOL(false);
#endif
}
