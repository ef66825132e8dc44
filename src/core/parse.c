/*-------------------------------------------------------------------------
 *
 * parse.c
 *	  The way of a document through the reader, stage by stage.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "internal.h"
#include "citations.h"
#include "language.h"
#include "stages.h"

static ResStr
flow_str(const ResFlow *flow, uint32_t start, uint32_t end)
{
	return (ResStr) {flow->text + start, end - start};
}

/*
 * The clauses' own words: of one block they are the block itself, of several
 * (words before and after sub-paragraphs) a new string.  Also the spans, and
 * where each block begins in its clause's text.
 */
static uint32_t *
clause_texts(ResReader *rd)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	uint32_t   *offset = res_alloc(rd->arena, sizeof(uint32_t) * (flow->nblocks + 1));
	uint32_t   *total = res_alloc(rd->arena, sizeof(uint32_t) * (doc->nclauses + 1));
	uint32_t   *count = res_alloc(rd->arena, sizeof(uint32_t) * (doc->nclauses + 1));
	uint32_t	i;

	for (i = 0; i < flow->nblocks; i++)
	{
		const ResFlowBlock *block = &flow->blocks[i];

		res_tick(rd->arena, 16);
		if (block->kind != RES_BLOCK_CLAUSE || block->ref < 0)
			continue;
		if (total[block->ref] > 0)
			total[block->ref]++;	/* the blank between two blocks */
		offset[i] = total[block->ref];
		total[block->ref] += block->end - block->start;
		count[block->ref]++;
	}
	for (i = 0; i < flow->nblocks; i++)
	{
		const ResFlowBlock *block = &flow->blocks[i];
		ResClause  *clause;
		ResSpan		span;

		res_tick(rd->arena, 64 + (block->end - block->start) / 16);
		if (block->kind != RES_BLOCK_CLAUSE || block->ref < 0)
			continue;
		clause = &doc->clauses[block->ref];
		if (count[block->ref] == 1)
			clause->text = flow_str(flow, block->start, block->end);
		else
		{
			if (clause->text.p == NULL)
			{
				clause->text.p = res_alloc(rd->arena, total[block->ref] + 1);
				clause->text.len = total[block->ref];
				memset((char *) clause->text.p, ' ', total[block->ref]);
			}
			memcpy((char *) clause->text.p + offset[i], flow->text + block->start, block->end - block->start);
		}
		if (block->end > block->start)
		{
			span = res_flow_span(flow, block->start, block->end);
			if (span.end <= span.start)
			{
				/* lines in another order than in the source */
				uint32_t	t = span.start;

				span.start = span.end;
				span.end = t + 1;
			}
			if (clause->span.end == 0)
				clause->span = span;
			else
			{
				if (span.start < clause->span.start)
					clause->span.start = span.start;
				if (span.end > clause->span.end)
					clause->span.end = span.end;
			}
		}
	}

	/* a clause's span reaches over its sub-paragraphs only if its words do */
	return offset;
}

static void
finish_notes(ResReader *rd, const uint32_t *offset)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	uint32_t	i;

	for (i = 0; i < flow->nblocks; i++)
	{
		const ResFlowBlock *block = &flow->blocks[i];
		ResNote    *note;

		res_tick(rd->arena, 32);
		if (block->kind != RES_BLOCK_NOTE || block->ref < 0)
			continue;
		note = &doc->notes[block->ref];
		note->text = flow_str(flow, block->start, block->end);
		if (block->end > block->start)
		{
			note->span = res_flow_span(flow, block->start, block->end);
			if (note->span.end < note->span.start)
			{
				uint32_t	t = note->span.start;

				note->span.start = note->span.end;
				note->span.end = t;
			}
		}
	}
	for (i = 0; i < rd->nplaces; i++)
	{
		const ResCallPlace *place = &rd->places[i];
		const ResFlowBlock *block = &flow->blocks[place->block];
		ResNote    *note = &doc->notes[place->note];

		res_tick(rd->arena, 16);
		switch (block->kind)
		{
			case RES_BLOCK_CLAUSE:
				{
					ResCall    *call = RES_PUSH(rd->arena, doc->calls, doc->ncalls, rd->capcalls);

					call->note = place->note;
					call->clause = block->ref;
					call->pos = offset[place->block] + (place->pos - block->start);
					if (note->clause >= 0)
						break;	/* called again */
					note->clause = block->ref;
					note->anchor = doc->clauses[block->ref].part == RES_ANNEX ?
						RES_ANCHOR_ANNEX : RES_ANCHOR_CLAUSE;
					break;
				}
			case RES_BLOCK_ANNEX:
				note->anchor = RES_ANCHOR_ANNEX;
				break;
			case RES_BLOCK_HEADING:
				note->anchor = RES_ANCHOR_HEADING;
				break;
			default:
				if (note->clause < 0)
					note->anchor = RES_ANCHOR_NONE;
				break;
		}
	}
	for (i = 0; i < doc->nnotes; i++)
	{
		res_tick(rd->arena, 64);
		if (doc->notes[i].anchor == RES_ANCHOR_NONE)
			res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, doc->notes[i].span.start),
						"no call of footnote %.*s was found",
						(int) doc->notes[i].marker.len, doc->notes[i].marker.p);
	}
}

/* Opening phrases and verbs. */
static void
finish_phrases(ResReader *rd)
{
	ResDocument *doc = rd->doc;
	uint8_t		draft = doc->header.kind == RES_KIND_DRAFT_RESOLUTION ||
		doc->header.kind == RES_KIND_DRAFT_DECISION ? RES_PHRASE_DRAFT : 0;
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		ResClause  *clause = &doc->clauses[i];
		ResPhrase	phrase;

		res_tick(rd->arena, 256);
		if (clause->parent >= 0 || clause->part == RES_ANNEX)
			continue;
		if (rd->shape == RES_SHAPE_RESOLUTION)
		{
			/* without a phrase there may still be a verb ("In this regard, notes") */
			memset(&phrase, 0, sizeof(phrase));
			if (res_phrase_read(rd->arena, rd->lang, doc->header.organ,
								(uint8_t) ((clause->part == RES_PREAMBULAR ? RES_PHRASE_PREAMBULAR : RES_PHRASE_OPERATIVE) | draft),
								clause->text, &phrase))
				clause->phrase = (ResStr) {clause->text.p, phrase.len};
			clause->verb = phrase.verb;
			clause->verb_en = phrase.verb_en;
		}
		else if (rd->shape == RES_SHAPE_STATEMENT)
			(void) res_phrase_stated(rd->arena, rd->lang, clause->text, &clause->verb, &clause->verb_en);
		else
			(void) res_phrase_decided(rd->arena, rd->lang, clause->text, &clause->verb, &clause->verb_en);
	}
}

static void
finish_block(ResReader *rd, const ResFlowBlock *from)
{
	ResBlock   *block = &rd->doc->blocks[rd->doc->nblocks++];

	block->kind = from->kind;
	block->clause = from->kind == RES_BLOCK_CLAUSE ? from->ref : RES_NONE;
	block->text = flow_str(rd->flow, from->start, from->end);
}

/* The next closing line from block i on; nblocks if there is none. */
static uint32_t
next_closing(const ResReader *rd, uint32_t i)
{
	while (i < rd->flow->nblocks && rd->flow->blocks[i].kind != RES_BLOCK_CLOSING)
	{
		res_tick(rd->arena, 8);
		i++;
	}
	return i;
}

static uint32_t
closing_src(ResFlow *flow, uint32_t closing)
{
	return closing < flow->nblocks ? res_flow_src(flow, flow->blocks[closing].start) : UINT32_MAX;
}

/*
 * Blocks in the order of print: closing lines, which are read last, in front
 * of what follows them in the source (an annex; the next part, as in
 * A/RES/76/84 A-B); notes at the end.
 */
static void
finish_blocks(ResReader *rd)
{
	ResFlow    *flow = rd->flow;
	uint32_t	closing = next_closing(rd, 0);	/* next closing line to be placed */
	uint32_t	stands = closing_src(flow, closing);	/* and where it stands in the source */
	uint32_t	i;

	rd->doc->blocks = res_alloc(rd->arena, sizeof(ResBlock) * (flow->nblocks + 1));
	for (i = 0; i < flow->nblocks; i++)
	{
		const ResFlowBlock *block = &flow->blocks[i];

		res_tick(rd->arena, 16);
		if (block->kind == RES_BLOCK_NOTE || block->kind == RES_BLOCK_CLOSING)
			continue;
		while (closing < flow->nblocks && i < closing &&
			   (block->kind == RES_BLOCK_CLAUSE || block->kind == RES_BLOCK_HEADING ||
				block->kind == RES_BLOCK_ANNEX || block->kind == RES_BLOCK_FORMULA) &&
			   stands < res_flow_src(flow, block->start))
		{
			res_tick(rd->arena, 16);
			finish_block(rd, &flow->blocks[closing]);
			closing = next_closing(rd, closing + 1);
			stands = closing_src(flow, closing);
		}
		finish_block(rd, block);
	}
	for (i = closing; i < flow->nblocks; i++)
	{
		res_tick(rd->arena, 8);
		if (flow->blocks[i].kind == RES_BLOCK_CLOSING)
			finish_block(rd, &flow->blocks[i]);
	}
	for (i = 0; i < flow->nblocks; i++)
	{
		res_tick(rd->arena, 8);
		if (flow->blocks[i].kind == RES_BLOCK_NOTE)
			finish_block(rd, &flow->blocks[i]);
	}
}

/*
 * res_citations_read — the documents cited, block by block; notes last.
 */
void
res_citations_read(ResReader *rd)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	ResCiteContext context;
	ResCiteKnown known;
	int			round;
	uint32_t	i;

	context.lang = rd->lang;
	context.organ = doc->header.organ;
	context.known = &known;
	known.n = 0;
	context.slack = true;
	for (round = 0; round < 2; round++)
	{
		context.in_note = round == 1;
		for (i = 0; i < flow->nblocks; i++)
		{
			const ResFlowBlock *block = &flow->blocks[i];
			ResCited   *cited;
			uint32_t	n;
			uint32_t	k;

			res_tick(rd->arena, 64);
			switch (block->kind)
			{
				case RES_BLOCK_CLAUSE:
				case RES_BLOCK_HEADING:
				case RES_BLOCK_ANNEX:
				case RES_BLOCK_TITLE:
				case RES_BLOCK_SPONSORS:
				case RES_BLOCK_OTHER:
					if (round == 1)
						continue;
					break;
				case RES_BLOCK_PROVENANCE:
					/* a statement opens with it: S/PRST/2001/39 */
					if (round == 1 || rd->shape != RES_SHAPE_STATEMENT)
						continue;
					break;
				case RES_BLOCK_NOTE:
					if (round == 0)
						continue;
					break;
				default:
					continue;
			}
			n = res_cited_scan(rd->arena, &context, flow->text + block->start,
							   block->end - block->start, &cited);
			for (k = 0; k < n; k++)
			{
				ResCitation *c;

				res_tick(rd->arena, sizeof(*c));
				c = RES_PUSH(rd->arena, doc->citations, doc->ncitations, rd->capcitations);

				if (cited[k].symbol[0] != '\0')
					c->symbol = res_copy(rd->arena, cited[k].symbol, strlen(cited[k].symbol));
				c->title = cited[k].title;
				c->pinpoint = cited[k].pinpoint;
				c->date = cited[k].date;
				c->kind = cited[k].kind;
				c->text = flow_str(flow, block->start + cited[k].start, block->start + cited[k].end);
				c->note = RES_NONE;
				c->clause = RES_NONE;
				if (block->kind == RES_BLOCK_NOTE)
				{
					c->note = block->ref;
					c->clause = doc->notes[block->ref].clause;
				}
				else if (block->kind == RES_BLOCK_CLAUSE)
					c->clause = block->ref;
				c->span = res_flow_span(flow, block->start + cited[k].start, block->start + cited[k].end);
				if (c->span.end < c->span.start)
				{
					uint32_t	t = c->span.start;

					c->span.start = c->span.end;
					c->span.end = t;
				}
			}
		}
	}
}

static bool
only_blanks(ResArena *arena, const char *p, const char *end)
{
	const char *ticked = p;

	while (p < end)
	{
		uint32_t	n = res_blank_len(p, end);

		if (n == 0 && (n = res_invisible_len(p, end)) == 0)
			return false;
		p += n;
		res_tick_at(arena, p, &ticked);
	}
	return true;
}

static ResStatus
refuse(ResReader *rd, ResError *err, ResStatus code, uint32_t line, const char *detail)
{
	err->code = code;
	err->line = line;
	err->offset = line > 0 && rd->nlines > 0 ? rd->lines[rd->nlines - 1].start : 0;
	snprintf(err->detail, sizeof(err->detail), "%s", detail);
	if (rd != NULL && rd->doc != NULL)
		res_problem(rd, RES_SEVERITY_ERROR, line, "%s", detail);
	return code;
}

ResStatus
res_parse(ResArena *arena, const char *source, size_t len, ResDocument **result, ResError *err)
{
	jmp_buf		failure;
	ResReader  *rd;
	ResDocument *doc;

	memset(err, 0, sizeof(*err));
	*result = NULL;
	arena->on_failure = &failure;
	if (setjmp(failure) != 0)
	{
		arena->on_failure = NULL;
		err->code = arena->failed;
		return arena->failed;
	}
	rd = res_alloc(arena, sizeof(ResReader));
	rd->openings = res_alloc(arena, sizeof(ResOpening) * RES_OPENINGS);
	doc = res_alloc(arena, sizeof(ResDocument));
	rd->arena = arena;
	rd->doc = doc;
	rd->flow = res_alloc(arena, sizeof(ResFlow));
	doc->flow = rd->flow;
	doc->header.date = RES_NO_DATE;
	doc->header.adopted = RES_NO_DATE;
	*result = doc;
	if (len > RES_MAX_SOURCE)
	{
		refuse(rd, err, RES_TOO_LONG, 0, "The text is longer than the reader takes.");
		arena->on_failure = NULL;
		return err->code;
	}
	rd->src = source;
	rd->len = (uint32_t) len;
	doc->source = (ResStr) {source, (uint32_t) len};
	if (only_blanks(arena, source, source + len))
	{
		refuse(rd, err, RES_EMPTY, 0, "The text is empty.");
		arena->on_failure = NULL;
		return err->code;
	}

	res_clock("");
	rd->lang = res_language_detect(source, (uint32_t) len);
	doc->header.lang = rd->lang;
	res_clock("language");
	res_lines_split(rd);
	res_clock("lines");
	res_noise_mark(rd);
	res_clock("page furniture");
	res_notes_collect(rd);
	res_clock("notes");
	res_parts_find(rd);
	res_clock("parts");
	if (rd->head_end < rd->nlines)
	{
		res_masthead_read(rd);
		res_clock("masthead, sponsors, title");
		res_clauses_read(rd);
		res_clock("clauses");
		res_closing_read(rd);
		res_clock("votes");
		res_flow_finish(rd);
		res_calls_find(rd);
		res_clock("calls of notes");
		res_words_mend(rd);
		res_clock("split words");
		finish_notes(rd, clause_texts(rd));
		res_clock("texts");
		finish_phrases(rd);
		res_clock("opening phrases");
		res_citations_read(rd);
		res_clock("citations");
		finish_blocks(rd);
		res_clock("blocks");
	}
	/* what only the reader needs; the largest first */
	res_give_back(arena, rd->flow->blocks, sizeof(ResFlowBlock) * rd->flow->capblocks);
	rd->flow->blocks = NULL;
	rd->flow->nblocks = rd->flow->capblocks = 0;
	res_tick(arena, 65536);
	if (!rd->has_formula && doc->nclauses == 0)
	{
		refuse(rd, err, RES_NOT_A_RESOLUTION, rd->nlines > 0 ? rd->lines[rd->nlines - 1].no : 0,
			   "No enacting formula (such as \"The General Assembly,\") and no clause was found.");
		arena->on_failure = NULL;
		return err->code;
	}
	arena->on_failure = NULL;
	return RES_OK;
}
