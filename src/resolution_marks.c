/*-------------------------------------------------------------------------
 *
 * resolution_marks.c
 *	  Marks in the texts of a document: where notes are called, and which
 *	  words cite a document.
 *
 * A text is carried by a clause, by a note or by a block that is neither.  A
 * value keeps the place of each call in a clause, and of each citation the
 * words; those are looked for in the text of their carrier, in order.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "internal.h"
#include "miscadmin.h"

/* Searches for citations may look at so many bytes for each of the texts. */
#define SEARCH_BUDGET	32

/* Carriers: clauses, then notes, then blocks. */
static uint32_t
clause_carrier(const ResDocument *doc, int32_t clause)
{
	return (uint32_t) clause;
}

static uint32_t
note_carrier(const ResDocument *doc, int32_t note)
{
	return doc->nclauses + (uint32_t) note;
}

static uint32_t
block_carrier(const ResDocument *doc, uint32_t block)
{
	return doc->nclauses + doc->nnotes + block;
}

static ResStr
carried_text(const ResDocument *doc, uint32_t carrier)
{
	if (carrier < doc->nclauses)
		return doc->clauses[carrier].text;
	carrier -= doc->nclauses;
	if (carrier < doc->nnotes)
		return doc->notes[carrier].text;
	return doc->blocks[carrier - doc->nnotes].text;
}

/*
 * First place of a text in another from a byte on; the length of the text if
 * there is none.  *budget pays for what is looked at.
 */
static uint32_t
find_from(ResStr in, uint32_t from, ResStr what, uint64 *budget)
{
	uint32_t	at = from;

	if (what.len == 0)
		return in.len;
	while (at < in.len && what.len <= in.len - at)
	{
		const char *hit = memchr(in.p + at, what.p[0], in.len - at - what.len + 1);
		uint32_t	cost = (hit == NULL ? in.len - at : (uint32_t) (hit - in.p) - at) + what.len;

		if (*budget < cost)
		{
			*budget = 0;
			return in.len;
		}
		*budget -= cost;
		if (hit == NULL)
			return in.len;
		at = (uint32_t) (hit - in.p);
		if (memcmp(hit, what.p, what.len) == 0)
			return at;
		at++;
	}
	return in.len;
}

static int
compare_calls(const void *a, const void *b)
{
	const ResPlacedCall *x = a;
	const ResPlacedCall *y = b;

	if (x->carrier != y->carrier)
		return x->carrier < y->carrier ? -1 : 1;
	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	return x->note < y->note ? -1 : x->note > y->note;
}

static int
compare_links(const void *a, const void *b)
{
	const ResPlacedLink *x = a;
	const ResPlacedLink *y = b;

	if (x->carrier != y->carrier)
		return x->carrier < y->carrier ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->citation < y->citation ? -1 : x->citation > y->citation;
}

static bool
holds(ResBlockKind kind, ResAnchor anchor)
{
	switch (anchor)
	{
		case RES_ANCHOR_TITLE:
			return kind == RES_BLOCK_TITLE;
		case RES_ANCHOR_SPONSORS:
			return kind == RES_BLOCK_SPONSORS;
		case RES_ANCHOR_HEADING:
			return kind == RES_BLOCK_HEADING;
		case RES_ANCHOR_ANNEX:
			return kind == RES_BLOCK_ANNEX;
		default:
			return false;
	}
}

/*
 * The next call [^1] of a note in the source, as markup and Markdown have it,
 * from a byte on; the length of the source if there is none.
 */
static uint32_t
find_call(ResStr source, uint32_t from, ResStr marker, uint64 *budget)
{
	char		call[16];
	ResStr		what = {call, marker.len + 3};

	if (marker.len == 0 || marker.len > sizeof(call) - 4)
		return source.len;
	memcpy(call, "[^", 2);
	memcpy(call + 2, marker.p, marker.len);
	call[marker.len + 2] = ']';
	for (;;)
	{
		uint32_t	at = find_from(source, from, what, budget);

		/* with a colon it is the note itself */
		if (at == source.len || at + what.len == source.len || source.p[at + what.len] != ':')
			return at;
		from = at + what.len;
	}
}

/*
 * The words in front of a call: some bytes of its line, whole characters, no
 * other call and no blank that the clean text may have changed.
 */
static ResStr
words_before(ResStr source, uint32_t at)
{
	ResStr		words = {source.p + at, 0};

	while (words.len < 32 && words.len < at)
	{
		unsigned char c = (unsigned char) words.p[-1];

		if (c == '\n' || c == '\t' || c == ']' || c == 0xA0)
			break;
		words.p--;
		words.len++;
	}
	while (words.len > 0 && ((unsigned char) words.p[0] & 0xC0) == 0x80)
	{
		words.p++;
		words.len--;
	}
	return words;
}

/*
 * The place in a block behind the words of its source, UINT32_MAX if they are
 * not there.  Few words must be all of it: the letter of a section.
 */
static uint32_t
place_behind(const ResBlock *block, ResAnchor anchor, ResStr words, uint64 *budget)
{
	uint32_t	at;

	if (words.len <= 3)
	{
		bool		all = words.len > 0 && res_str_eq(block->text, words) &&
			(holds(block->kind, anchor) || block->kind == RES_BLOCK_OTHER);

		return all ? words.len : UINT32_MAX;
	}
	if (!holds(block->kind, anchor))
		return UINT32_MAX;
	at = find_from(block->text, 0, words, budget);
	return at < block->text.len ? at + words.len : UINT32_MAX;
}

/*
 * The block that calls a note, and where in it: the one with the words in
 * front of the call (*pos is behind them), else the first that may call it.
 * Blocks are tried from one on, then those in front of it.
 */
static uint32_t
find_caller(const ResDocument *doc, ResAnchor anchor, ResStr words, uint32_t from, uint32_t *pos,
			uint64 *budget)
{
	uint32_t	first = doc->nblocks;
	uint32_t	i;

	*pos = UINT32_MAX;
	for (i = 0; i < doc->nblocks && *budget > 0; i++)
	{
		uint32_t	at = from + i < doc->nblocks ? from + i : from + i - doc->nblocks;

		(*budget)--;
		*pos = place_behind(&doc->blocks[at], anchor, words, budget);
		if (*pos != UINT32_MAX)
			return at;
		if (first == doc->nblocks && holds(doc->blocks[at].kind, anchor))
			first = at;
		if (first < doc->nblocks && words.len == 0)
			break;
	}
	return first;
}

/*
 * Calls.  Of one outside the clauses a value keeps only what kind of text
 * calls; since notes are called in order, it is a block of that kind behind
 * the call of the note before.  Where the source has calls as [^1], the words
 * in front of it say which block, and where.
 */
static void
place_calls(const ResDocument *doc, ResMarks *marks)
{
	int32_t    *block_of = palloc_extended(sizeof(int32_t) * (doc->nclauses + 1), MCXT_ALLOC_HUGE);
	uint32_t	cap = doc->ncalls + doc->nnotes;
	uint64		budget = (uint64) SEARCH_BUDGET * ((uint64) doc->source.len + 4096);
	uint32_t	source_at = 0;
	uint32_t	block = 0;
	uint32_t	i;

	marks->calls = palloc_extended(sizeof(ResPlacedCall) * (cap + 1), MCXT_ALLOC_HUGE);
	marks->called = palloc0(sizeof(bool) * (doc->nnotes + 1));
	for (i = 0; i < doc->ncalls; i++)
	{
		const ResCall *call = &doc->calls[i];
		ResPlacedCall *placed;

		if (call->clause < 0 || call->note < 0)
			continue;
		placed = &marks->calls[marks->ncalls++];
		placed->carrier = clause_carrier(doc, call->clause);
		placed->pos = Min(call->pos, doc->clauses[call->clause].text.len);
		placed->note = call->note;
		placed->again = false;
		marks->called[call->note] = true;
	}

	/* first block of each clause */
	memset(block_of, 0xff, sizeof(int32_t) * (doc->nclauses + 1));
	for (i = doc->nblocks; i > 0; i--)
	{
		if (doc->blocks[i - 1].kind == RES_BLOCK_CLAUSE && doc->blocks[i - 1].clause >= 0)
			block_of[doc->blocks[i - 1].clause] = (int32_t) i - 1;
	}
	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *note = &doc->notes[i];
		ResStr		words = {NULL, 0};
		uint32_t	at;
		uint32_t	pos;

		if (marks->called[i])
		{
			if (note->clause >= 0 && block_of[note->clause] > (int32_t) block)
				block = (uint32_t) block_of[note->clause];
			continue;
		}
		if (note->anchor == RES_ANCHOR_NONE || note->anchor == RES_ANCHOR_CLAUSE)
			continue;
		at = find_call(doc->source, source_at, note->marker, &budget);
		if (at < doc->source.len)
		{
			words = words_before(doc->source, at);
			source_at = at;
		}
		at = find_caller(doc, note->anchor, words, block, &pos, &budget);
		if (at < doc->nblocks)
		{
			ResPlacedCall *placed = &marks->calls[marks->ncalls++];

			placed->carrier = block_carrier(doc, at);
			placed->pos = Min(pos, doc->blocks[at].text.len);
			placed->note = (int32_t) i;
			placed->again = false;
			marks->called[i] = true;
			block = at;
		}
		CHECK_FOR_INTERRUPTS();
	}
	pfree(block_of);

	if (marks->ncalls > 1)
		qsort(marks->calls, marks->ncalls, sizeof(ResPlacedCall), compare_calls);
	if (doc->nnotes > 0)
	{
		bool	   *seen = palloc0(sizeof(bool) * doc->nnotes);

		for (i = 0; i < marks->ncalls; i++)
		{
			ResPlacedCall *placed = &marks->calls[i];

			placed->again = seen[placed->note];
			seen[placed->note] = true;
		}
		pfree(seen);
	}
}

/* Links: the words of each citation that has a symbol. */
static void
place_links(const ResDocument *doc, ResMarks *marks)
{
	uint32_t	ncarriers = doc->nclauses + doc->nnotes + doc->nblocks;
	uint32_t   *cursor = palloc_extended(sizeof(uint32_t) * (ncarriers + 1),
										 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	uint64		budget = (uint64) SEARCH_BUDGET * ((uint64) doc->source.len + 4096);
	uint32_t	block = 0;
	uint32_t	n = 0;
	uint32_t	i;

	marks->links = palloc_extended(sizeof(ResPlacedLink) * (doc->ncitations + 1), MCXT_ALLOC_HUGE);
	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *citation = &doc->citations[i];
		uint32_t	carrier = 0;
		uint32_t	at = 0;
		ResStr		text;
		bool		found = false;

		CHECK_FOR_INTERRUPTS();
		if (citation->note >= 0)
			carrier = note_carrier(doc, citation->note);
		else if (citation->clause >= 0)
			carrier = clause_carrier(doc, citation->clause);
		if (citation->note >= 0 || citation->clause >= 0)
		{
			text = carried_text(doc, carrier);
			at = find_from(text, cursor[carrier], citation->text, &budget);
			found = at < text.len;
			if (!found)
			{
				at = find_from(text, 0, citation->text, &budget);
				found = at < text.len;
			}
		}
		else
		{
			/* in a title, heading …: blocks in their order */
			uint32_t	b = block;

			for (; b < doc->nblocks && !found; b++)
			{
				const ResBlock *candidate = &doc->blocks[b];

				if (candidate->kind == RES_BLOCK_CLAUSE || candidate->kind == RES_BLOCK_NOTE)
				{
					budget -= Min(budget, 1);
					continue;
				}
				carrier = block_carrier(doc, b);
				at = find_from(candidate->text, cursor[carrier], citation->text, &budget);
				found = at < candidate->text.len;
				if (budget == 0)
					break;
				if (found)
					block = b;
			}
		}
		if (!found)
			continue;
		cursor[carrier] = at + citation->text.len;
		if (citation->symbol.p == NULL || citation->symbol.len == 0)
			continue;
		marks->links[n].carrier = carrier;
		marks->links[n].start = at;
		marks->links[n].end = at + citation->text.len;
		marks->links[n].citation = (int32_t) i;
		n++;
	}
	pfree(cursor);
	if (n > 1)
		qsort(marks->links, n, sizeof(ResPlacedLink), compare_links);

	/* no link inside another */
	for (i = 0; i < n; i++)
	{
		const ResPlacedLink *last = marks->nlinks > 0 ? &marks->links[marks->nlinks - 1] : NULL;

		if (last == NULL || last->carrier != marks->links[i].carrier ||
			last->end <= marks->links[i].start)
			marks->links[marks->nlinks++] = marks->links[i];
	}
}

/*
 * res_marks_make — the marks of a document.
 *
 * doc needs all of its parts but sponsors and votes.
 */
void
res_marks_make(const ResDocument *doc, ResMarks *marks)
{
	uint32_t	ncarriers = doc->nclauses + doc->nnotes + doc->nblocks;
	uint32_t	call = 0;
	uint32_t	link = 0;
	uint32_t	i;

	memset(marks, 0, sizeof(ResMarks));
	marks->doc = doc;
	place_calls(doc, marks);
	place_links(doc, marks);
	marks->first_call = palloc_extended(sizeof(uint32_t) * (ncarriers + 1), MCXT_ALLOC_HUGE);
	marks->first_link = palloc_extended(sizeof(uint32_t) * (ncarriers + 1), MCXT_ALLOC_HUGE);
	for (i = 0; i <= ncarriers; i++)
	{
		while (call < marks->ncalls && marks->calls[call].carrier < i)
			call++;
		while (link < marks->nlinks && marks->links[link].carrier < i)
			link++;
		marks->first_call[i] = call;
		marks->first_link[i] = link;
	}
}

/* ---------- runs ---------- */

/* The pieces of bytes [from, to) of a carrier's text. */
static void
runs_of(const ResMarks *marks, uint32_t carrier, uint32_t from, uint32_t to, ResRuns *runs)
{
	runs->marks = marks;
	runs->text = carried_text(marks->doc, carrier);
	runs->end = Min(to, runs->text.len);
	runs->pos = Min(from, runs->end);
	runs->phrase = 0;
	runs->call = marks->first_call[carrier];
	runs->last_call = marks->first_call[carrier + 1];
	runs->link = marks->first_link[carrier];
	runs->last_link = marks->first_link[carrier + 1];

	/* a call at the seam of two blocks belongs to the first */
	while (from > 0 && runs->call < runs->last_call && marks->calls[runs->call].pos < from)
		runs->call++;
	while (runs->link < runs->last_link && marks->links[runs->link].start < from)
		runs->link++;
}

void
res_runs_of_clause(const ResMarks *marks, int32_t clause, uint32_t from, uint32_t to, ResRuns *runs)
{
	ResStr		phrase = marks->doc->clauses[clause].phrase;

	runs_of(marks, clause_carrier(marks->doc, clause), from, to, runs);
	if (from == 0 && phrase.len <= runs->text.len && phrase.len > 0 &&
		memcmp(phrase.p, runs->text.p, phrase.len) == 0)
		runs->phrase = phrase.len;
}

void
res_runs_of_note(const ResMarks *marks, int32_t note, ResRuns *runs)
{
	runs_of(marks, note_carrier(marks->doc, note), 0, UINT32_MAX, runs);
}

void
res_runs_of_block(const ResMarks *marks, int32_t block, ResRuns *runs)
{
	runs_of(marks, block_carrier(marks->doc, (uint32_t) block), 0, UINT32_MAX, runs);
}

/*
 * res_runs_next — the next piece; false behind the last.
 *
 * A link in the middle of which a note is called ends at the call, since
 * links cannot stand in one another.
 */
bool
res_runs_next(ResRuns *runs, ResRun *run)
{
	const ResMarks *marks = runs->marks;
	uint32_t	stop = runs->end;
	const ResPlacedCall *call = runs->call < runs->last_call ?
		&marks->calls[runs->call] : NULL;
	const ResPlacedLink *link;

	while (runs->link < runs->last_link && marks->links[runs->link].start < runs->pos)
		runs->link++;
	link = runs->link < runs->last_link ? &marks->links[runs->link] : NULL;

	memset(run, 0, sizeof(ResRun));
	if (call != NULL && call->pos <= runs->pos && call->pos <= runs->end)
	{
		run->kind = RES_RUN_CALL;
		run->ref = call->note;
		run->again = call->again;
		runs->call++;
		return true;
	}
	if (runs->pos >= runs->end)
		return false;
	if (call != NULL && call->pos < stop)
		stop = call->pos;
	run->kind = RES_RUN_TEXT;
	run->ref = RES_NONE;
	if (runs->phrase > 0 && runs->phrase <= stop && (link == NULL || link->start >= runs->phrase))
	{
		run->kind = RES_RUN_PHRASE;
		stop = runs->phrase;
	}
	else if (link != NULL && link->start == runs->pos && link->end <= runs->end)
	{
		run->kind = RES_RUN_LINK;
		run->ref = link->citation;
		stop = Min(stop, link->end);
		runs->link++;
	}
	else if (link != NULL && link->start > runs->pos && link->start < stop)
		stop = link->start;
	else if (link != NULL && link->start == runs->pos)
		runs->link++;			/* it leaves this piece of the text */
	run->text.p = runs->text.p + runs->pos;
	run->text.len = stop - runs->pos;
	runs->pos = stop;
	runs->phrase = 0;
	return true;
}
