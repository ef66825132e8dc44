/*-------------------------------------------------------------------------
 *
 * test_image.c
 *	  Unit tests of the stored form: documents made by hand go in and come back.
 *
 *-------------------------------------------------------------------------
 */
#include <dirent.h>

#include "image.h"
#include "internal.h"
#include "same.h"
#include "unit.h"

/* ---------- documents made by hand ---------- */

#define MOST		200000		/* bytes of clean text */

typedef struct Maker
{
	ResArena   *arena;
	ResDocument *doc;
	ResFlow    *flow;
	const char *src;
	uint32_t	capblocks;
	uint32_t	capclauses;
	uint32_t	capnotes;
	uint32_t	capcalls;
	uint32_t	capsponsors;
	uint32_t	capcitations;
	uint32_t	capvotes;
	uint32_t	from;			/* where the source is searched next */
	bool		fine;			/* a piece for each character */
} Maker;

static void
start(Maker *m, const char *source, size_t len)
{
	memset(m, 0, sizeof(*m));
	m->arena = unit_arena();
	m->doc = res_alloc(m->arena, sizeof(ResDocument));
	m->flow = res_alloc(m->arena, sizeof(ResFlow));
	m->flow->text = res_alloc(m->arena, MOST);
	m->flow->cap = MOST;
	m->doc->flow = m->flow;
	m->doc->source = res_copy(m->arena, source, len);
	m->src = m->doc->source.p;
	m->doc->header.date = RES_NO_DATE;
	m->doc->header.adopted = RES_NO_DATE;
}

/* Offset of the next place of a text in the source. */
static uint32_t
seek(Maker *m, const char *what)
{
	const char *at = strstr(m->src + m->from, what);

	if (at == NULL)
	{
		fprintf(stderr, "the test looks for \"%s\", which is not in its source\n", what);
		exit(2);
	}
	m->from = (uint32_t) (at - m->src) + (uint32_t) strlen(what);
	return (uint32_t) (at - m->src);
}

/* Span of the next place of a text in the source. */
static ResSpan
span_of(Maker *m, const char *what)
{
	uint32_t	at = seek(m, what);

	return (ResSpan) {at, at + (uint32_t) strlen(what)};
}

static void
put_piece(Maker *m, uint32_t src)
{
	ResFlow    *flow = m->flow;
	ResPiece   *piece;

	if (!m->fine && flow->npieces > 0)
	{
		piece = &flow->pieces[flow->npieces - 1];
		if (src - piece->src == flow->len - piece->clean)
			return;
	}
	piece = RES_PUSH(m->arena, flow->pieces, flow->npieces, flow->cappieces);
	piece->clean = flow->len;
	piece->src = src;
}

static ResBlock *
block(Maker *m, ResBlockKind kind, int32_t clause)
{
	ResBlock   *b = RES_PUSH(m->arena, m->doc->blocks, m->doc->nblocks, m->capblocks);

	b->kind = kind;
	b->clause = clause;
	b->text = (ResStr) {m->flow->text + m->flow->len, 0};
	return b;
}

/*
 * Append source bytes to the last block, folded in the slowest and plainest
 * way there is.
 */
static void
add(Maker *m, uint32_t from, uint32_t to, bool joined)
{
	ResFlow    *flow = m->flow;
	ResBlock   *b = &m->doc->blocks[m->doc->nblocks - 1];
	bool		blank = b->text.len > 0 && !joined;
	const char *p = m->src + from;
	const char *end = m->src + to;

	while (p < end)
	{
		uint32_t	n = res_blank_len(p, end);

		if (n > 0 || (unsigned char) *p < ' ')
		{
			blank = b->text.len > 0;
			p += n > 0 ? n : 1;
		}
		else if ((n = res_invisible_len(p, end)) > 0)
			p += n;
		else
		{
			if (blank)
				flow->text[flow->len++] = ' ';
			blank = false;
			put_piece(m, (uint32_t) (p - m->src));
			flow->text[flow->len++] = *p++;
			b->text.len = (uint32_t) (flow->text + flow->len - b->text.p);
		}
	}
}

/* Append the next place of a text in the source. */
static void
words(Maker *m, const char *what)
{
	uint32_t	at = seek(m, what);

	add(m, at, at + (uint32_t) strlen(what), false);
}

/* Append bytes that the source does not have. */
static void
invent(Maker *m, const char *what)
{
	ResBlock   *b = &m->doc->blocks[m->doc->nblocks - 1];

	memcpy(m->flow->text + m->flow->len, what, strlen(what));
	m->flow->len += (uint32_t) strlen(what);
	b->text.len += (uint32_t) strlen(what);
}

static ResStr
str(const char *s)
{
	return s == NULL ? RES_NULL_STR : (ResStr) {s, (uint32_t) strlen(s)};
}

static ResClause *
clause(Maker *m, int32_t parent, ResPart part, const char *path, const char *number)
{
	ResClause  *c = RES_PUSH(m->arena, m->doc->clauses, m->doc->nclauses, m->capclauses);

	memset(c, 0, sizeof(*c));
	c->parent = parent;
	c->part = part;
	c->path = str(path);
	c->number = str(number);
	return c;
}

/* Text and span of the last clause: those of the last block. */
static void
own_words(Maker *m, ResClause *c, uint32_t from)
{
	ResBlock   *b = &m->doc->blocks[m->doc->nblocks - 1];

	c->text = b->text;
	c->span = (ResSpan) {from, m->from};
}

static void
lemma(ResClause *c, uint32_t phrase, const char *verb, const char *verb_en)
{
	c->phrase = (ResStr) {c->text.p, phrase};
	c->verb = str(verb);
	c->verb_en = str(verb_en);
}

static ResCitation *
cite(Maker *m, ResCiteKind kind, const char *symbol, const char *text, int32_t at_clause, int32_t note)
{
	ResCitation *c = RES_PUSH(m->arena, m->doc->citations, m->doc->ncitations, m->capcitations);

	memset(c, 0, sizeof(*c));
	c->kind = kind;
	c->symbol = str(symbol);
	c->text = str(text);
	c->date = RES_NO_DATE;
	c->clause = at_clause;
	c->note = note;
	return c;
}

static const char source_text[] =
	"\xEF\xBB\xBF" "United Nations      A/RES/70/1\n"
	"General Assembly\t\tDistr.: General\r\n"
	"21 October 2015\n\n"
	"Resolution adopted by the General\xC2\xA0" "Assembly\n"
	"   [without reference to a Main Committee (A/70/L.1)]\n\n"
	"70/1.  Transforming our world: the 2030 Agenda\n   for Sustainable Deve\xC2\xADlopment*\n\n"
	"Argentina, Brazil and C\xC3\xB4te d\xE2\x80\x99Ivoire: draft\n"
	"  The General Assembly,\n\n"
	"  Recalling its resolution 69/315 of\n1 September 2015,1 and all-\nencompassing earlier\n"
	"resolutions,\n\n"
	"  Reaffirming the Charter of the United Nations,2\n\n"
	"A. Goals\n"
	"1.  Adopts the following outcome:\n"
	"    (a)  the first goal, see Security Council resolution 1325 (2000);\n"
	"    (b)  the second:\n"
	"         (i)  one;\n"
	"15-16301 (E)\n"
	"\x0C" "A/RES/70/1 Transforming our world\n"
	"         (ii) two;\n"
	"      and so on.\n"
	"2.  Requests the Secretary-Gene-\nral to report;\n"
	"\xE2\x80\xA2  a bullet;\n"
	"\xE2\x80\xA2  another bullet.\n"
	"4th plenary meeting\n"
	"__________\n"
	"1 Resolution 69/315.\n"
	"2 Charter of the\nUnited Nations.\n"
	"* Reissued.\n"
	"In favour: Argentina, Cuba\n"
	"Annex\n"
	"1.  Text of the annex \xE2\x80\x8B without end";

/* A document with everything in it. */
static void
make_document(Maker *m, bool fine)
{
	ResDocument *d;
	ResClause  *c;
	ResNote    *n;
	ResCall    *call;
	ResSponsor *s;
	ResVote    *v;
	ResCitation *q;
	uint32_t	at;
	ResStr		items[2];

	start(m, source_text, sizeof(source_text) - 1);
	m->fine = fine;
	d = m->doc;
	items[0] = str("15");
	items[1] = str("116 (b)");
	d->header.symbol = str("A/RES/70/1");
	d->header.title = str("Transforming our world: the 2030 Agenda for Sustainable Development");
	d->header.organ = str("A");
	d->header.session = str("70");
	d->header.committee = str("");
	d->header.agenda_items = res_alloc(m->arena, sizeof(items));
	memcpy(d->header.agenda_items, items, sizeof(items));
	d->header.nagenda_items = 2;
	d->header.distribution = str("General");
	d->header.meeting = str("4th plenary meeting");
	d->header.date = 5772;
	d->header.adopted = -5000;
	d->header.kind = RES_KIND_RESOLUTION;
	d->header.lang = RES_EN;

	block(m, RES_BLOCK_MASTHEAD, RES_NONE);
	words(m, "United Nations      A/RES/70/1");
	block(m, RES_BLOCK_MASTHEAD, RES_NONE);
	words(m, "General Assembly\t\tDistr.: General");
	block(m, RES_BLOCK_PROVENANCE, RES_NONE);
	words(m, "Resolution adopted by the General\xC2\xA0" "Assembly\n");
	words(m, "[without reference to a Main Committee (A/70/L.1)]");
	block(m, RES_BLOCK_TITLE, RES_NONE);
	words(m, "Transforming our world: the 2030 Agenda\n   for Sustainable Deve\xC2\xADlopment");
	block(m, RES_BLOCK_SPONSORS, RES_NONE);
	words(m, "Argentina, Brazil and C\xC3\xB4te d\xE2\x80\x99Ivoire");
	block(m, RES_BLOCK_FORMULA, RES_NONE);
	words(m, "The General Assembly,");

	/* p1: two calls taken out, a word joined at the line end */
	c = clause(m, RES_NONE, RES_PREAMBULAR, "p1", NULL);
	block(m, RES_BLOCK_CLAUSE, 0);
	at = seek(m, "Recalling its resolution 69/315 of\n1 September 2015,");
	add(m, at, m->from, false);
	words(m, "and all-");
	at = seek(m, "encompassing earlier\nresolutions,");
	add(m, at, m->from, true);
	own_words(m, c, seek(m, "\n") - 1);
	c->span.start = (uint32_t) (strstr(m->src, "Recalling") - m->src);
	lemma(c, 9, "recall", "recall");
	c = clause(m, RES_NONE, RES_PREAMBULAR, "p2", NULL);
	block(m, RES_BLOCK_CLAUSE, 1);
	at = m->from;
	words(m, "Reaffirming the Charter of the United Nations,");
	own_words(m, c, at + 3);
	lemma(c, 11, "reaffirm", "reaffirm");
	block(m, RES_BLOCK_HEADING, RES_NONE);
	words(m, "A. Goals");

	/* 1, with a second block behind its sub-paragraphs */
	c = clause(m, RES_NONE, RES_OPERATIVE, "A.1", "1");
	c->section = str("Goals");
	block(m, RES_BLOCK_CLAUSE, 2);
	at = seek(m, "1.  ");
	words(m, "Adopts the following outcome:");
	own_words(m, c, at);
	lemma(c, 6, "adoptar", "adopt");
	c = clause(m, 2, RES_OPERATIVE, "A.1(a)", "(a)");
	c->section = str("Goals");
	block(m, RES_BLOCK_CLAUSE, 3);
	at = m->from + 5;
	seek(m, "(a)  ");
	words(m, "the first goal, see Security Council resolution 1325 (2000);");
	own_words(m, c, at + 5);
	c = clause(m, 2, RES_OPERATIVE, "A.1(b)", "(b)");
	c->section = str("Goals");
	block(m, RES_BLOCK_CLAUSE, 4);
	seek(m, "(b)  ");
	at = m->from;
	words(m, "the second:");
	own_words(m, c, at);
	c = clause(m, 4, RES_OPERATIVE, "A.1(b)(i)", "(i)");
	c->section = str("Goals");
	block(m, RES_BLOCK_CLAUSE, 5);
	seek(m, "(i)  ");
	at = m->from;
	words(m, "one;");
	own_words(m, c, at);
	c = clause(m, 4, RES_OPERATIVE, "A.1(b)(ii)", "(ii)");
	c->section = str("Goals");
	block(m, RES_BLOCK_CLAUSE, 6);
	seek(m, "(ii) ");
	at = m->from;
	words(m, "two;");
	own_words(m, c, at);
	block(m, RES_BLOCK_CLAUSE, 2);
	words(m, "and so on.");
	d->clauses[2].text = str("Adopts the following outcome: and so on.");
	d->clauses[2].phrase = (ResStr) {d->clauses[2].text.p, 6};

	/* a word mended: the hyphen is gone */
	c = clause(m, RES_NONE, RES_OPERATIVE, "A.2", "2");
	block(m, RES_BLOCK_CLAUSE, 7);
	seek(m, "2.  ");
	at = m->from;
	words(m, "Requests the Secretary-Gene");
	seek(m, "-\n");
	add(m, m->from, m->from + 14, true);
	seek(m, "ral to report;");
	own_words(m, c, at);
	lemma(c, 8, "request", "request");
	c = clause(m, 7, RES_OPERATIVE, "A.2[1]", NULL);
	block(m, RES_BLOCK_CLAUSE, 8);
	at = m->from + 6;
	words(m, "a bullet;");
	own_words(m, c, at);
	c = clause(m, 7, RES_OPERATIVE, "A.2[2]", NULL);
	block(m, RES_BLOCK_CLAUSE, 9);
	at = m->from + 6;
	words(m, "another bullet.");
	own_words(m, c, at);
	/* no words of its own */
	c = clause(m, RES_NONE, RES_OPERATIVE, "o7", NULL);
	c->text = str("");
	/* words from nowhere */
	c = clause(m, RES_NONE, RES_OPERATIVE, "odd path", "3 bis");
	c->text = str("not from the blocks");
	c->verb = str("decide");
	block(m, RES_BLOCK_CLOSING, RES_NONE);
	words(m, "4th plenary meeting");

	block(m, RES_BLOCK_NOTE, RES_NONE);
	n = RES_PUSH(m->arena, d->notes, d->nnotes, m->capnotes);
	seek(m, "__\n1 ");
	n->marker = str("1");
	at = m->from;
	words(m, "Resolution 69/315.");
	n->text = d->blocks[d->nblocks - 1].text;
	n->span = (ResSpan) {at, m->from};
	n->anchor = RES_ANCHOR_CLAUSE;
	n->clause = 0;
	block(m, RES_BLOCK_NOTE, RES_NONE);
	n = RES_PUSH(m->arena, d->notes, d->nnotes, m->capnotes);
	n->marker = str("2");
	at = m->from;
	words(m, "Charter of the\nUnited Nations.");
	n->text = d->blocks[d->nblocks - 1].text;
	n->span = (ResSpan) {at, m->from};
	n->anchor = RES_ANCHOR_CLAUSE;
	n->clause = 1;
	block(m, RES_BLOCK_NOTE, RES_NONE);
	n = RES_PUSH(m->arena, d->notes, d->nnotes, m->capnotes);
	n->marker = str("*");
	seek(m, "* ");
	at = m->from;
	words(m, "Reissued.");
	invent(m, " [\xE2\x80\xA6]");
	n->text = d->blocks[d->nblocks - 1].text;
	n->span = (ResSpan) {at, m->from};
	n->anchor = RES_ANCHOR_TITLE;
	n->clause = RES_NONE;
	n = RES_PUSH(m->arena, d->notes, d->nnotes, m->capnotes);
	n->marker = RES_NULL_STR;
	n->text = str("no block");
	n->clause = 11;
	n->anchor = RES_ANCHOR_NONE;

	call = RES_PUSH(m->arena, d->calls, d->ncalls, m->capcalls);
	*call = (ResCall) {0, 0, 52};
	call = RES_PUSH(m->arena, d->calls, d->ncalls, m->capcalls);
	*call = (ResCall) {1, 1, 46};
	call = RES_PUSH(m->arena, d->calls, d->ncalls, m->capcalls);
	*call = (ResCall) {0, 2, 6};
	call = RES_PUSH(m->arena, d->calls, d->ncalls, m->capcalls);
	*call = (ResCall) {RES_NONE, 2, 3};

	m->from = 0;
	s = RES_PUSH(m->arena, d->sponsors, d->nsponsors, m->capsponsors);
	*s = (ResSponsor) {str("Argentina"), RES_ROLE_SPONSOR, 32, RES_NONE, {0, 0}};
	s->span = span_of(m, "Argentina");
	s = RES_PUSH(m->arena, d->sponsors, d->nsponsors, m->capsponsors);
	*s = (ResSponsor) {str("Brazil"), RES_ROLE_SPONSOR, 76, 2, {0, 0}};
	s->span = span_of(m, "Brazil");
	s = RES_PUSH(m->arena, d->sponsors, d->nsponsors, m->capsponsors);
	*s = (ResSponsor) {str("C\xC3\xB4te d\xE2\x80\x99Ivoire"), RES_ROLE_ON_BEHALF, 99999, 0, {0, 0}};
	s->span = span_of(m, "C\xC3\xB4te d\xE2\x80\x99Ivoire");
	s = RES_PUSH(m->arena, d->sponsors, d->nsponsors, m->capsponsors);
	*s = (ResSponsor) {str("President of the General Assembly"), RES_ROLE_CHAIR, 0, RES_NONE, {3, 10}};

	q = cite(m, RES_CITE_RESOLUTION, "A/RES/69/315", "resolution 69/315 of 1 September 2015", 0, RES_NONE);
	q->span = span_of(m, "resolution 69/315 of\n1 September 2015");
	q->date = 5722;
	q = cite(m, RES_CITE_INSTRUMENT, NULL, "Charter of the United Nations", 1, RES_NONE);
	q->title = str("Charter of the United Nations");
	q->pinpoint = str("Article 1");
	q->span = span_of(m, "Charter of the United Nations");
	q = cite(m, RES_CITE_RESOLUTION, "S/RES/1325 (2000)", "Security Council resolution 1325 (2000)", 3, RES_NONE);
	q->span = span_of(m, "Security Council resolution 1325 (2000)");
	q = cite(m, RES_CITE_DOCUMENT, "A/70/L.1", "A/70/L.1", RES_NONE, RES_NONE);
	q->span = (ResSpan) {0, 4};
	q = cite(m, RES_CITE_RESOLUTION, "A/RES/69/315", "Resolution 69/315", 0, 0);
	q->span = span_of(m, "Resolution 69/315");
	q = cite(m, RES_CITE_TREATY, NULL, "Charter of the United Nations", 1, 1);
	q->title = str("Charter of the United Nations");
	q->span = span_of(m, "Charter of the\nUnited Nations");
	q->date = -19915;
	q = cite(m, RES_CITE_TREATY, NULL, NULL, 5, 1);

	v = RES_PUSH(m->arena, d->votes, d->nvotes, m->capvotes);
	*v = (ResVote) {str("Argentina"), RES_VOTE_IN_FAVOUR, 32, {0, 0}};
	v->span = span_of(m, "Argentina");
	v = RES_PUSH(m->arena, d->votes, d->nvotes, m->capvotes);
	*v = (ResVote) {str("Cuba"), RES_VOTE_ABSTAINING, 192, {0, 0}};
	v->span = span_of(m, "Cuba");

	block(m, RES_BLOCK_HEADING, RES_NONE);
	words(m, "Annex");
	c = clause(m, RES_NONE, RES_ANNEX, "annex.1", "1");
	c->section = str("Annex");
	block(m, RES_BLOCK_CLAUSE, (int32_t) d->nclauses - 1);
	seek(m, "1.  ");
	at = m->from;
	words(m, "Text of the annex \xE2\x80\x8B without end");
	own_words(m, c, at);
	block(m, RES_BLOCK_OTHER, 3);	/* a clause where none is usual */
	block(m, RES_BLOCK_ANNEX, RES_NONE);
	invent(m, " made up ");
}

/* ---------- storing ---------- */

/* Store and read back; the bytes are in memory of their own. */
static char *
stored(Maker *m, size_t *size)
{
	char	   *image;
	char	   *copy;

	if (res_image_build(m->arena, m->doc, &image, size) != RES_OK)
		return NULL;
	copy = malloc(*size);
	memcpy(copy, image, *size);
	return copy;
}

static void
check_round_trip(Maker *m, uint32_t parts, const char *name)
{
	ResArena   *arena = unit_arena();
	ResDocument *back;
	size_t		size = 0;
	char	   *image = stored(m, &size);
	const char *diff = "not built";

	if (image != NULL)
	{
		diff = "refused by the check";
		if (res_image_check(image, size) == RES_OK)
		{
			diff = "not read";
			if (res_image_read(arena, image, size, parts, &back) == RES_OK)
				diff = difference(m->doc, back, parts);
		}
	}
	CHECK(diff == NULL, "%s%s%s", name, diff ? ": " : "", diff ? diff : "");
	free(image);
	res_arena_destroy(arena);
}

/* ---------- tests ---------- */

static void
test_round_trip(void)
{
	Maker		m;
	uint32_t	parts;
	ResDocument *d;

	make_document(&m, false);
	check_round_trip(&m, RES_WANT_ALL, "a document with everything in it");
	res_arena_destroy(m.arena);
	make_document(&m, true);
	check_round_trip(&m, RES_WANT_ALL, "the same with fine pieces");
	for (parts = 0; parts < RES_WANT_ALL; parts++)
		if ((parts & (parts - 1)) == 0 || parts % 5 == 0)
			check_round_trip(&m, parts, "only some parts");

	m.doc->flow = NULL;
	check_round_trip(&m, RES_WANT_ALL, "without its flow");
	res_arena_destroy(m.arena);

	start(&m, "", 0);
	check_round_trip(&m, RES_WANT_ALL, "an empty document");
	d = m.doc;
	d->header.agenda_items = res_alloc(m.arena, sizeof(ResStr));
	d->header.nagenda_items = 1;
	d->header.date = INT32_MAX;
	d->header.adopted = INT32_MIN + 1;
	check_round_trip(&m, RES_WANT_ALL, "header values at their limits");
	res_arena_destroy(m.arena);
}

/* Paths and parents of every shape. */
static void
test_paths(void)
{
	Maker		m;
	char		path[40];
	int			i;
	int32_t		parent = RES_NONE;

	start(&m, "x", 1);
	for (i = 1; i <= 12; i++)
	{
		snprintf(path, sizeof(path), "p%d", i);
		clause(&m, RES_NONE, RES_PREAMBULAR, res_copy(m.arena, path, strlen(path)).p, NULL)->text = str("");
	}
	clause(&m, RES_NONE, RES_OPERATIVE, "o1", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "o4", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "o5", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "o05", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "o99999999999", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "II.p1", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "II.p2", NULL);
	clause(&m, RES_NONE, RES_OPERATIVE, "II.1", "1");
	clause(&m, RES_NONE, RES_OPERATIVE, "II.1[1]", NULL)->parent = (int32_t) m.doc->nclauses - 2;
	clause(&m, RES_NONE, RES_OPERATIVE, "1", "1");
	clause(&m, RES_NONE, RES_OPERATIVE, "", "");
	clause(&m, RES_NONE, RES_OPERATIVE, "1x", "1");
	/* deeper than the reader goes, then back to somewhere in the middle */
	for (i = 0; i < 30; i++)
	{
		ResStr		above = parent == RES_NONE ? str("9") : m.doc->clauses[parent].path;
		ResStr		below = res_printf(m.arena, "%.*s(a)", (int) above.len, above.p);

		clause(&m, parent, RES_OPERATIVE, below.p, "(a)");
		parent = (int32_t) m.doc->nclauses - 1;
	}
	clause(&m, parent - 15, RES_OPERATIVE, "9 up", NULL);
	clause(&m, parent - 29, RES_OPERATIVE, "9(a)(b)", "(b)");
	clause(&m, 3, RES_OPERATIVE, "p4(a)", "(a)");
	clause(&m, (int32_t) m.doc->nclauses - 1, RES_OPERATIVE, "p4(a)[1]", NULL);
	for (i = 0; (uint32_t) i < m.doc->nclauses; i++)
		if (m.doc->clauses[i].text.p == NULL)
			m.doc->clauses[i].text = str("");
	check_round_trip(&m, RES_WANT_ALL, "paths and parents of every shape");
	m.doc->clauses[5].text = RES_NULL_STR;
	m.doc->clauses[5].section = str("");
	check_round_trip(&m, RES_WANT_ALL, "null and empty are two things");
	res_arena_destroy(m.arena);
}

static void
test_canonical(void)
{
	Maker		a,
				b;
	size_t		asize,
				bsize;
	char	   *image;
	char	   *other;
	uint32_t	i;
	bool		differs = true;

	make_document(&a, false);
	make_document(&b, true);
	image = stored(&a, &asize);
	other = stored(&b, &bsize);
	CHECK(asize == bsize && memcmp(image, other, asize) == 0,
		  "equal documents have equal images, whatever their pieces");
	free(other);
	res_arena_destroy(b.arena);

	/* each change shows */
	for (i = 0; i < 12; i++)
	{
		make_document(&b, false);
		switch (i)
		{
			case 0:
				b.doc->header.vote = str("");
				break;
			case 1:
				b.doc->clauses[1].verb_en = str("confirm");
				break;
			case 2:
				b.doc->clauses[1].phrase.len--;
				break;
			case 3:
				b.doc->clauses[4].span.end++;
				break;
			case 4:
				b.doc->notes[0].anchor = RES_ANCHOR_HEADING;
				break;
			case 5:
				b.doc->calls[1].pos--;
				break;
			case 6:
				b.doc->sponsors[0].m49 = 0;
				break;
			case 7:
				b.doc->citations[0].date++;
				break;
			case 8:
				b.doc->citations[1].pinpoint = RES_NULL_STR;
				break;
			case 9:
				b.doc->votes[1].vote = RES_VOTE_AGAINST;
				break;
			case 10:
				b.doc->blocks[0].kind = RES_BLOCK_OTHER;
				break;
			default:
				b.doc->clauses[3].parent = RES_NONE;
		}
		other = stored(&b, &bsize);
		if (asize == bsize && memcmp(image, other, asize) == 0)
			differs = false;
		free(other);
		res_arena_destroy(b.arena);
	}
	CHECK(differs, "different documents have different images");
	free(image);
	res_arena_destroy(a.arena);
}

/* A block is one segment, however many lines it has. */
static void
test_small(void)
{
	Maker		m;
	ResImageSizes sizes;
	size_t		size;
	char	   *image;
	static const char text[] = "One two\n   three  \xC2\xA0 four\xC2\xAD" "five \xE2\x80\x8B\r\n\r\nsix "
	"\xD0\xBF\xD1\x80\xD0\xB0\xD0\xB2\xD0\xB0 \xE3\x80\x80 \xE5\xA4\xA7\xE4\xBC\x9A, seven eight nine ten eleven";

	start(&m, text, sizeof(text) - 1);
	block(&m, RES_BLOCK_OTHER, RES_NONE);
	add(&m, 0, sizeof(text) - 1, false);
	CHECK_STR(m.doc->blocks[0].text, "One two three fourfive six \xD0\xBF\xD1\x80\xD0\xB0\xD0\xB2\xD0\xB0 "
			  "\xE5\xA4\xA7\xE4\xBC\x9A, seven eight nine ten eleven", "the test folds as it should");
	check_round_trip(&m, RES_WANT_ALL, "blanks and invisible characters");
	image = stored(&m, &size);
	CHECK(res_image_sizes(image, size, &sizes) == RES_OK && sizes.bytes[RES_SECTION_BLOCKS] == 3,
		  "a short paragraph takes three bytes");
	CHECK(strcmp(res_image_section_name(RES_SECTION_BLOCKS), "blocks") == 0 &&
		  res_image_section_name(RES_IMAGE_SECTIONS) == NULL, "sections have names");
	free(image);
	res_arena_destroy(m.arena);
}

static uint32_t seed = 1;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Texts of odd characters, cut into blocks at random. */
static void
test_folding(void)
{
	static const char *const bits[] = {
		"a", "bc", "defghijklmnop", " ", "  ", "\n", "\t", "\r\n", "-", "\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B",
		"\xE3\x80\x80", "\xE2\x80\x99", "\xE2\x80\x83", "\xEF\xBB\xBF", "\xC2", "\xE2\x80", "\x7F", "\x01",
		"\xD0\xB4", "\xC3\xA9", "\xE2", "\xE2\x81\xA0", "the Secretary-General of the United Nations "
	};
	int			round;
	int			bad = 0;

	for (round = 0; round < 3000; round++)
	{
		Maker		m;
		char		text[2000];
		uint32_t	len = 0;
		uint32_t	at = 0;
		ResArena   *arena = unit_arena();
		ResDocument *back;
		size_t		size;
		char	   *image;

		while (len < 20 + (uint32_t) round % 400)
		{
			const char *bit = bits[chance(sizeof(bits) / sizeof(bits[0]))];

			memcpy(text + len, bit, strlen(bit));
			len += (uint32_t) strlen(bit);
		}
		start(&m, text, len);
		m.fine = chance(2);
		while (at < len)
		{
			uint32_t	n = 1 + chance(60);
			uint32_t	skip = chance(4) == 0 ? chance(20) : 0;

			if (n > len - at)
				n = len - at;
			if (at == 0 || chance(3) == 0)
				block(&m, (ResBlockKind) chance(RES_BLOCK_NOTE + 1), RES_NONE);
			add(&m, at, at + n, chance(2));
			if (chance(20) == 0)
				invent(&m, chance(2) ? " x " : "\xC2\xA0");
			at += n;
			at = skip > len - at ? len : at + skip;
		}
		image = stored(&m, &size);
		if (image == NULL || res_image_check(image, size) != RES_OK ||
			res_image_read(arena, image, size, RES_WANT_ALL, &back) != RES_OK ||
			difference(m.doc, back, RES_WANT_ALL) != NULL)
			bad++;
		free(image);
		res_arena_destroy(arena);
		res_arena_destroy(m.arena);
	}
	CHECK(bad == 0, "odd characters in 3000 texts (%d bad)", bad);
}

/* The head is read from a slice of the image. */
static void
test_head(void)
{
	Maker		m;
	ResArena   *arena;
	ResHeader	header;
	ResStr		source;
	ResImageSizes sizes;
	size_t		size;
	size_t		need;
	size_t		have;
	char	   *image;
	uint32_t	version = 0;
	uint32_t	counts[4];
	bool		good = true;

	make_document(&m, false);
	arena = unit_arena();
	image = stored(&m, &size);
	res_image_sizes(image, size, &sizes);
	for (have = 0; have < sizes.bytes[RES_SECTION_HEAD]; have++)
	{
		char	   *slice = malloc(have + 1);
		int			steps = 0;
		ResStatus	status;

		memcpy(slice, image, have);
		slice = realloc(slice, have > 0 ? have : 1);
		status = res_image_head(arena, slice, have, &header, &version, &need);
		good = good && status == RES_BAD_IMAGE && need > have;
		free(slice);
		while (status != RES_OK && need <= size && steps++ < 5)
			status = res_image_head(arena, image, need, &header, &version, &need);
		good = good && status == RES_OK && steps <= 3;
	}
	CHECK(good, "a slice that is too short says what it needs");
	CHECK(res_image_head(arena, image, sizes.bytes[RES_SECTION_HEAD], &header, &version, &need) == RES_OK &&
		  version == RES_PARSER_VERSION, "the head is enough for the header");
	CHECK_STR(header.title, "Transforming our world: the 2030 Agenda for Sustainable Development", "title");
	CHECK_STR(header.agenda_items[1], "116 (b)", "agenda item");
	CHECK_STR(header.vote, NULL, "a value that is not there is null");
	CHECK(res_image_head(NULL, image, size, NULL, &version, &need) == RES_OK, "the version needs no arena");
	CHECK(sizes.bytes[RES_SECTION_HEAD] < 200, "the head is short");
	CHECK(res_image_counts(image, 64, &counts[0], &counts[1], &counts[2], &counts[3]) == RES_OK &&
		  counts[0] == m.doc->nclauses && counts[1] == m.doc->nnotes &&
		  counts[2] == m.doc->nsponsors && counts[3] == m.doc->ncitations, "64 bytes are enough for the counts");
	CHECK(res_image_counts(image, 6, &counts[0], NULL, NULL, NULL) == RES_BAD_IMAGE, "six are not");
	CHECK(res_image_source(image, size, &source) == RES_OK && res_str_eq(source, m.doc->source),
		  "the source comes back");
	free(image);
	res_arena_destroy(arena);
	res_arena_destroy(m.arena);
}

/* Read everything that can be read from bytes of any kind. */
static ResStatus
read_everything(const char *image, size_t size)
{
	ResArena   *arena = unit_arena();
	ResDocument *doc;
	ResHeader	header;
	ResStr		source;
	ResImageSizes sizes;
	uint32_t	parts;
	uint32_t	n;
	size_t		need;
	ResStatus	status;

	res_image_source(image, size, &source);
	res_image_counts(image, size, &n, &n, &n, &n);
	res_image_head(arena, image, size, &header, &n, &need);
	res_image_sizes(image, size, &sizes);
	for (parts = 1; parts < RES_WANT_ALL; parts <<= 1)
		res_image_read(arena, image, size, parts, &doc);
	status = res_image_read(arena, image, size, RES_WANT_ALL, &doc);
	/* all text that is shown lies in readable memory */
	if (status == RES_OK)
		for (n = 0; n < doc->nclauses; n++)
			if (doc->clauses[n].text.len > 0 && memchr(doc->clauses[n].text.p, 0, doc->clauses[n].text.len) != NULL)
				need = 0;
	res_arena_destroy(arena);
	return status;
}

static void
test_damage(void)
{
	Maker		m;
	size_t		size;
	char	   *image;
	char	   *copy;
	size_t		i;
	bool		refused = true;
	int			round;
	int			accepted = 0;
	int			unread = 0;

	make_document(&m, false);
	image = stored(&m, &size);
	for (i = 0; i < size; i++)
	{
		copy = malloc(i > 0 ? i : 1);
		memcpy(copy, image, i);
		if (res_image_check(copy, i) == RES_OK)
			refused = false;
		read_everything(copy, i);
		free(copy);
	}
	CHECK(refused, "an image cut at any byte is refused");
	copy = malloc(size + 1);
	memcpy(copy, image, size);
	copy[size] = 0;
	CHECK(res_image_check(copy, size + 1) == RES_BAD_IMAGE, "a byte behind the image is refused");

	for (round = 0; round < 30000; round++)
	{
		ResImageSizes sizes;
		uint32_t	n = 1 + chance(3);
		ResStatus	checked;
		ResStatus	status;

		res_image_sizes(image, size, &sizes);
		memcpy(copy, image, size);
		while (n-- > 0)
		{
			/* the records are more interesting than the source */
			size_t		at = chance(10) == 0 ? chance((uint32_t) size) : chance((uint32_t) size - sizes.bytes[RES_SECTION_SOURCE]);

			copy[at] = chance(3) == 0 ? (char) (copy[at] ^ (1 << chance(8))) :
				chance(2) ? (char) chance(8) : (char) chance(256);
		}
		checked = res_image_check(copy, size);
		status = read_everything(copy, size);
		if (checked == RES_OK)
		{
			accepted++;
			/* only the place of a call is not looked at by the check */
			if (status != RES_OK && m.doc->ncalls == 0)
				unread++;
		}
		else if (status == RES_OK)
			unread--;			/* refused, though it could be read: also fine */
	}
	CHECK(accepted > 0 && accepted < 30000, "of 30000 damaged images %d are images all the same", accepted);

	/* without calls, what the check accepts can be read */
	m.doc->ncalls = 0;
	free(image);
	image = stored(&m, &size);
	unread = 0;
	for (round = 0; round < 30000; round++)
	{
		ResImageSizes sizes;
		uint32_t	n = 1 + chance(2);

		res_image_sizes(image, size, &sizes);
		copy = realloc(copy, size);
		memcpy(copy, image, size);
		while (n-- > 0)
			copy[chance((uint32_t) size - sizes.bytes[RES_SECTION_SOURCE])] = (char) chance(chance(2) ? 8 : 256);
		if (res_image_check(copy, size) == RES_OK && read_everything(copy, size) != RES_OK)
			unread++;
	}
	CHECK(unread == 0, "what the check accepts can be read (%d cannot)", unread);
	free(copy);
	free(image);
	res_arena_destroy(m.arena);
}

/* ---------- surroundings that fail ---------- */

typedef struct Failing
{
	int			left;
	bool		stop;
} Failing;

static void *
failing_alloc(void *ctx, size_t size)
{
	Failing    *failing = ctx;

	return failing->left-- > 0 ? malloc(size) : NULL;
}

static bool
failing_tick(void *ctx)
{
	return ((Failing *) ctx)->stop;
}

static void
test_failure(void)
{
	Maker		m;
	size_t		size;
	size_t		built;
	char	   *image;
	char	   *again;
	ResDocument *doc;
	int			n;
	bool		good = true;
	ResStatus	status = RES_OK;

	make_document(&m, false);
	image = stored(&m, &size);
	for (n = 1; n < 50; n++)
	{
		Failing		failing = {n, false};
		ResEnv		env = {failing_alloc, unit_release, failing_tick, &failing};
		ResArena   *arena = res_arena_create(&env);

		status = res_image_read(arena, image, size, RES_WANT_ALL, &doc);
		good = good && (status == RES_OK || status == RES_OUT_OF_MEMORY);
		status = res_image_build(arena, m.doc, &again, &built);
		good = good && (status == RES_OK || status == RES_OUT_OF_MEMORY);
		res_arena_destroy(arena);
	}
	CHECK(good && status == RES_OK, "memory may run out at any time");
	free(image);
	res_arena_destroy(m.arena);
}

/* Memory that is full of what ctx leads to. */
static void *
dirty_alloc(void *ctx, size_t size)
{
	void	   *p = malloc(size);

	if (p != NULL)
		memset(p, *(uint8_t *) ctx, size);
	return p;
}

/* The stored form of a text, all of it made in dirty memory; NULL if it is none. */
static char *
stored_in_dirt(uint8_t dirt, const char *text, size_t len, size_t *size)
{
	ResEnv		env = {dirty_alloc, unit_release, NULL, &dirt};
	ResArena   *arena = res_arena_create(&env);
	ResDocument *doc;
	ResError	err;
	char	   *image;
	char	   *copy = NULL;

	if (res_parse(arena, text, len, &doc, &err) == RES_OK &&
		res_image_build(arena, doc, &image, size) == RES_OK && (copy = malloc(*size)) != NULL)
		memcpy(copy, image, *size);
	res_arena_destroy(arena);
	return copy;
}

/* No byte of the stored form is one that nobody set. */
static void
test_dirt(void)
{
	static const char folder[] = "test/accuracy/texts";
	static char text[40000];
	DIR		   *dir = opendir(folder);
	struct dirent *entry;
	int			n = 0;
	int			read = 0;
	int			differ = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
	{
		char		name[600];
		FILE	   *file;
		size_t		len;
		size_t		sizes[2] = {0, 0};
		char	   *images[2];

		/* one in eight is enough */
		if (entry->d_name[0] == '.' || n++ % 8 != 0)
			continue;
		snprintf(name, sizeof(name), "%s/%s", folder, entry->d_name);
		file = fopen(name, "rb");
		if (file == NULL)
			continue;
		len = fread(text, 1, sizeof(text), file);
		fclose(file);
		images[0] = stored_in_dirt(0xAA, text, len, &sizes[0]);
		images[1] = stored_in_dirt(0x55, text, len, &sizes[1]);
		if (images[0] != NULL)
			read++;
		if ((images[0] == NULL) != (images[1] == NULL) ||
			(images[0] != NULL && (sizes[0] != sizes[1] || memcmp(images[0], images[1], sizes[0]) != 0)))
		{
			differ++;
			printf("# %s is not stored the same\n", name);
		}
		free(images[0]);
		free(images[1]);
	}
	if (dir != NULL)
		closedir(dir);
	CHECK(read > 20 && differ == 0, "the stored form does not depend on what was in memory: %d texts", read);
}

/* Indexes and spans that point nowhere. */
static void
test_nonsense(void)
{
	Maker		m;
	size_t		size;
	char	   *image;
	ResDocument *doc;
	ResArena   *arena = unit_arena();

	make_document(&m, false);
	m.doc->clauses[0].parent = 5;
	m.doc->clauses[1].span = (ResSpan) {90, 20};
	m.doc->clauses[2].span = (ResSpan) {0, 4000000000u};
	m.doc->clauses[3].part = (ResPart) 77;
	m.doc->notes[0].clause = 1000;
	m.doc->calls[0] = (ResCall) {77, 1000, 4000000000u};
	m.doc->calls[1] = (ResCall) {-5, 0, 4000000000u};
	m.doc->sponsors[0].m49 = INT32_MIN;
	m.doc->sponsors[1].note = 55;
	m.doc->citations[0].clause = 999;
	m.doc->citations[1].note = 999;
	m.doc->blocks[0].clause = 999;
	m.doc->blocks[1].kind = (ResBlockKind) 15;
	m.doc->flow->pieces[3].src = 4000000000u;
	m.doc->flow->pieces[5].clean = 0;
	image = stored(&m, &size);
	CHECK(image != NULL && res_image_check(image, size) == RES_OK &&
		  res_image_read(arena, image, size, RES_WANT_ALL, &doc) == RES_OK, "nonsense can be stored");
	CHECK(doc->clauses[0].parent == RES_NONE && doc->clauses[2].span.end == doc->source.len &&
		  doc->calls[1].pos == doc->clauses[0].text.len && doc->sponsors[0].m49 == INT32_MIN &&
		  res_str_eq(doc->blocks[2].text, m.doc->blocks[2].text), "and is cut to what is there");
	free(image);
	res_arena_destroy(arena);
	res_arena_destroy(m.arena);
}

int
main(void)
{
	test_round_trip();
	test_paths();
	test_canonical();
	test_small();
	test_folding();
	test_head();
	test_damage();
	test_failure();
	test_dirt();
	test_nonsense();
	return unit_done();
}
