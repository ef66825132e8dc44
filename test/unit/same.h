/*-------------------------------------------------------------------------
 *
 * same.h
 *	  Are two documents the same?  For tests and fuzzers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SAME_H
#define RES_SAME_H

#include "internal.h"

static inline bool
same_str(ResStr a, ResStr b)
{
	return (a.p == NULL) == (b.p == NULL) && res_str_eq(a, b);
}

static inline bool
same_span(ResSpan a, ResSpan b)
{
	return a.start == b.start && a.end == b.end;
}

#define SAME(cond) \
	do { if (!(cond)) return "differs: " #cond; } while (0)

/* What differs, NULL if nothing does. */
static inline const char *
difference(const ResDocument *a, const ResDocument *b, uint32_t parts)
{
	uint32_t	i;

	SAME(same_str(a->source, b->source));
	SAME(same_str(a->header.symbol, b->header.symbol));
	SAME(same_str(a->header.title, b->header.title));
	SAME(same_str(a->header.organ, b->header.organ));
	SAME(same_str(a->header.committee, b->header.committee));
	SAME(same_str(a->header.session, b->header.session));
	SAME(same_str(a->header.meeting, b->header.meeting));
	SAME(same_str(a->header.vote, b->header.vote));
	SAME(same_str(a->header.distribution, b->header.distribution));
	SAME(a->header.nagenda_items == b->header.nagenda_items);
	for (i = 0; i < a->header.nagenda_items; i++)
		SAME(same_str(a->header.agenda_items[i], b->header.agenda_items[i]));
	SAME(a->header.date == b->header.date && a->header.adopted == b->header.adopted);
	SAME(a->header.kind == b->header.kind && a->header.lang == b->header.lang);
	if (parts & RES_WANT_BLOCKS)
	{
		SAME(a->nblocks == b->nblocks);
		for (i = 0; i < a->nblocks; i++)
		{
			SAME(a->blocks[i].kind == b->blocks[i].kind);
			SAME(a->blocks[i].clause == b->blocks[i].clause);
			SAME(res_str_eq(a->blocks[i].text, b->blocks[i].text));
		}
	}
	if (parts & RES_WANT_CLAUSES)
	{
		SAME(a->nclauses == b->nclauses);
		for (i = 0; i < a->nclauses; i++)
		{
			const ResClause *c = &a->clauses[i];
			const ResClause *d = &b->clauses[i];

			SAME(c->parent == d->parent && c->part == d->part);
			SAME(same_str(c->path, d->path));
			SAME(same_str(c->number, d->number));
			SAME(same_str(c->section, d->section));
			SAME(same_str(c->phrase, d->phrase));
			SAME(same_str(c->verb, d->verb));
			SAME(same_str(c->verb_en, d->verb_en));
			SAME(same_str(c->text, d->text));
			SAME(same_span(c->span, d->span));
		}
	}
	if (parts & RES_WANT_NOTES)
	{
		SAME(a->nnotes == b->nnotes && a->ncalls == b->ncalls);
		for (i = 0; i < a->nnotes; i++)
		{
			SAME(same_str(a->notes[i].marker, b->notes[i].marker));
			SAME(same_str(a->notes[i].text, b->notes[i].text));
			SAME(a->notes[i].anchor == b->notes[i].anchor);
			SAME(a->notes[i].clause == b->notes[i].clause);
			SAME(same_span(a->notes[i].span, b->notes[i].span));
		}
		for (i = 0; i < a->ncalls; i++)
		{
			SAME(a->calls[i].note == b->calls[i].note);
			SAME(a->calls[i].clause == b->calls[i].clause);
			SAME(a->calls[i].pos == b->calls[i].pos);
		}
	}
	if (parts & RES_WANT_SPONSORS)
	{
		SAME(a->nsponsors == b->nsponsors);
		for (i = 0; i < a->nsponsors; i++)
		{
			SAME(same_str(a->sponsors[i].name, b->sponsors[i].name));
			SAME(a->sponsors[i].role == b->sponsors[i].role && a->sponsors[i].m49 == b->sponsors[i].m49);
			SAME(a->sponsors[i].note == b->sponsors[i].note);
			SAME(same_span(a->sponsors[i].span, b->sponsors[i].span));
		}
	}
	if (parts & RES_WANT_CITATIONS)
	{
		SAME(a->ncitations == b->ncitations);
		for (i = 0; i < a->ncitations; i++)
		{
			const ResCitation *c = &a->citations[i];
			const ResCitation *d = &b->citations[i];

			SAME(same_str(c->symbol, d->symbol));
			SAME(same_str(c->title, d->title));
			SAME(same_str(c->text, d->text));
			SAME(same_str(c->pinpoint, d->pinpoint));
			SAME(c->date == d->date && c->kind == d->kind);
			SAME(c->clause == d->clause && c->note == d->note);
			SAME(same_span(c->span, d->span));
		}
	}
	if (parts & RES_WANT_VOTES)
	{
		SAME(a->nvotes == b->nvotes);
		for (i = 0; i < a->nvotes; i++)
		{
			SAME(same_str(a->votes[i].name, b->votes[i].name));
			SAME(a->votes[i].vote == b->votes[i].vote && a->votes[i].m49 == b->votes[i].m49);
			SAME(same_span(a->votes[i].span, b->votes[i].span));
		}
	}
	return NULL;
}

#endif							/* RES_SAME_H */
