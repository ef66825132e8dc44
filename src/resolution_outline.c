/*-------------------------------------------------------------------------
 *
 * resolution_outline.c
 *	  The order in which a document is printed, as the steps of a writer:
 *	  clauses open and close around the words and clauses that they hold.
 *
 * A value keeps its blocks in the order of print.  A clause may have several
 * (words behind its sub-paragraphs), and a heading or a line that could not
 * be placed may stand between two; so what is open is only closed when
 * nothing more of it follows.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "miscadmin.h"

/* Clauses that can be open at once: the reader goes no deeper. */
#define MAX_OPEN	(RES_MAX_DEPTH + 2)

typedef struct OutlineMaker
{
	const ResDocument *doc;
	ResOutline *outline;
	uint32_t	cap;
	int32_t		open[MAX_OPEN];
	int			nopen;
	bool	   *seen;			/* of each clause: was it opened? */
	uint32_t   *children;		/* of each clause: how many are still to come */
	uint32_t   *done;			/* of each clause: bytes of its text so far */
} OutlineMaker;

static ResStep *
add_step(OutlineMaker *mk, ResStepKind kind, int32_t clause, int32_t block)
{
	ResOutline *outline = mk->outline;
	ResStep    *step;

	if (outline->nsteps == mk->cap)
	{
		mk->cap *= 2;
		outline->steps = repalloc_huge(outline->steps, sizeof(ResStep) * mk->cap);
	}
	step = &outline->steps[outline->nsteps++];
	memset(step, 0, sizeof(ResStep));
	step->kind = kind;
	step->clause = clause;
	step->block = block;
	return step;
}

static void
close_last(OutlineMaker *mk)
{
	add_step(mk, RES_STEP_CLOSE, mk->open[--mk->nopen], RES_NONE);
}

/* Clauses from the top down to this one; returns how many. */
static int
ancestry(const ResDocument *doc, int32_t clause, int32_t *line)
{
	int			n = 0;
	int			i;

	while (clause >= 0 && n < MAX_OPEN)
	{
		line[n++] = clause;
		clause = doc->clauses[clause].parent;
	}
	for (i = 0; i < n / 2; i++)
	{
		int32_t		t = line[i];

		line[i] = line[n - 1 - i];
		line[n - 1 - i] = t;
	}
	return n;
}

/* Leave open what is in this line (none if clause is RES_NONE). */
static int
close_all_but(OutlineMaker *mk, int32_t clause, int32_t *line)
{
	int			n = ancestry(mk->doc, clause, line);
	int			common = 0;

	while (common < n && common < mk->nopen && line[common] == mk->open[common])
		common++;
	while (mk->nopen > common)
		close_last(mk);
	return n;
}

static void
open_clause(OutlineMaker *mk, int32_t clause)
{
	int32_t		line[MAX_OPEN];
	int			n = close_all_but(mk, clause, line);

	while (mk->nopen < n)
	{
		int32_t		next = line[mk->nopen];
		int32_t		parent = mk->nopen > 0 ? mk->open[mk->nopen - 1] : RES_NONE;
		ResStep    *step = add_step(mk, RES_STEP_OPEN, next, RES_NONE);

		step->again = mk->seen[next];
		step->parent = mk->children[next] > 0;
		if (!mk->seen[next] && parent >= 0 && mk->children[parent] > 0)
			mk->children[parent]--;
		mk->seen[next] = true;
		mk->open[mk->nopen++] = next;
	}
}

static bool
is_annex(const ResDocument *doc, const ResBlock *block)
{
	return block->kind == RES_BLOCK_ANNEX ||
		(block->kind == RES_BLOCK_CLAUSE && block->clause >= 0 &&
		 doc->clauses[block->clause].part == RES_ANNEX);
}

/*
 * Where the closing lines and the annexes begin (nblocks: there are none).
 */
static void
find_parts(const ResDocument *doc, uint32_t *closing, uint32_t *annex)
{
	uint32_t	begin = doc->nblocks;

	/* behind the last clause that is in no annex: the first heading or annex */
	while (begin > 0 && (doc->blocks[begin - 1].kind != RES_BLOCK_CLAUSE ||
						 is_annex(doc, &doc->blocks[begin - 1])))
		begin--;
	while (begin < doc->nblocks && doc->blocks[begin].kind != RES_BLOCK_HEADING &&
		   doc->blocks[begin].kind != RES_BLOCK_NOTE && !is_annex(doc, &doc->blocks[begin]))
		begin++;
	*annex = begin < doc->nblocks && doc->blocks[begin].kind != RES_BLOCK_NOTE ? begin : doc->nblocks;
	*closing = begin;
	while (*closing > 0 && (doc->blocks[*closing - 1].kind == RES_BLOCK_CLOSING ||
							doc->blocks[*closing - 1].kind == RES_BLOCK_OTHER))
		(*closing)--;
	while (*closing < begin && doc->blocks[*closing].kind != RES_BLOCK_CLOSING)
		(*closing)++;
	if (*closing == begin)
		*closing = *annex;
}

/*
 * res_outline_make — the steps in which a document is written.
 *
 * doc needs its blocks and clauses.  Notes are left out: they are written
 * where they are called.
 */
void
res_outline_make(const ResDocument *doc, ResOutline *outline)
{
	OutlineMaker mk;
	int32_t		line[MAX_OPEN];
	int32_t    *next_clause = palloc_extended(sizeof(int32_t) * (doc->nblocks + 1), MCXT_ALLOC_HUGE);
	uint32_t	annex;			/* place of the first block of the annexes */
	uint32_t	closing;		/* and of the closing lines */
	uint32_t	i;

	memset(outline, 0, sizeof(ResOutline));
	mk.doc = doc;
	mk.outline = outline;
	mk.cap = 64;
	mk.nopen = 0;
	mk.seen = palloc0(sizeof(bool) * (doc->nclauses + 1));
	mk.children = palloc0(sizeof(uint32_t) * (doc->nclauses + 1));
	mk.done = palloc0(sizeof(uint32_t) * (doc->nclauses + 1));
	outline->steps = palloc(sizeof(ResStep) * mk.cap);
	for (i = 0; i < doc->nclauses; i++)
	{
		if (doc->clauses[i].parent >= 0)
			mk.children[doc->clauses[i].parent]++;
	}
	find_parts(doc, &closing, &annex);
	next_clause[doc->nblocks] = RES_NONE;
	for (i = doc->nblocks; i > 0; i--)
	{
		const ResBlock *block = &doc->blocks[i - 1];

		next_clause[i - 1] = block->kind == RES_BLOCK_CLAUSE ? block->clause : next_clause[i];
	}

	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *block = &doc->blocks[i];

		CHECK_FOR_INTERRUPTS();
		if (i == closing || i == annex)
			close_all_but(&mk, RES_NONE, line);
		if (i == closing)
			outline->closing = (int32_t) outline->nsteps;
		if (i == annex)
			outline->annex = (int32_t) outline->nsteps;
		if (block->kind == RES_BLOCK_NOTE)
			continue;
		if (block->kind == RES_BLOCK_CLAUSE && block->clause >= 0)
		{
			ResStr		words = doc->clauses[block->clause].text;
			uint32_t   *done = &mk.done[block->clause];
			ResStep    *step;

			open_clause(&mk, block->clause);
			if (*done > 0)
				(*done)++;		/* the blank between two blocks */
			step = add_step(&mk, RES_STEP_WORDS, block->clause, (int32_t) i);
			step->parent = mk.children[block->clause] > 0;
			step->from = Min(*done, words.len);
			*done += block->text.len;
			step->to = Min(*done, words.len);
		}
		else
		{
			/* what the next clause stands in stays open around it */
			close_all_but(&mk, next_clause[i], line);
			add_step(&mk, RES_STEP_BLOCK, mk.nopen > 0 ? mk.open[mk.nopen - 1] : RES_NONE,
					 (int32_t) i);
		}
	}
	close_all_but(&mk, RES_NONE, line);
	if (closing >= annex)
		outline->closing = annex < doc->nblocks ? outline->annex : (int32_t) outline->nsteps;
	if (annex >= doc->nblocks)
		outline->annex = (int32_t) outline->nsteps;
	pfree(next_clause);
}
