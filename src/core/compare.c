/*-------------------------------------------------------------------------
 *
 * compare.c
 *	  Two documents side by side: clauses aligned, then words inside them.
 *
 * How clauses find each other:
 *
 *	1.	Equal texts.  A text that both documents have once is an anchor; then
 *		its neighbours, if they are equal too; then other repeated texts in
 *		their order.
 *	2.	Similar texts.  Only pairs that share rare pairs of words are looked
 *		at: for each clause a few candidates out of an index.  They are taken
 *		best first, in three rounds, each less strict than the one before;
 *		what lies between the same neighbours needs less likeness than what
 *		would have moved.
 *	3.	A clause left alone whose words stand in the rest of a clause that has
 *		found its counterpart is a part of it: split in the new text, merged
 *		with another in the old.
 *	4.	What does not fit the order of the heaviest chain of pairs has moved.
 *
 * Then the words of each pair are compared (compare_edit.c).
 *
 * Every step is bounded: an index entry that many clauses share is not
 * followed, a clause has at most CANDIDATES, no clause is held against one of
 * more than MAX_RATIO times its size.  So time grows as the texts do.
 *
 * Neither step is the same from both sides (ties go to the first).  For the
 * result to be, the two documents are put in an order of their own before
 * the comparison, and exchanged again behind it.
 *
 *-------------------------------------------------------------------------
 */
#include "compare_internal.h"

const char *
res_diff_op_name(ResDiffOp op)
{
	switch (op)
	{
		case RES_DIFF_SAME:
			return "same";
		case RES_DIFF_CHANGED:
			return "changed";
		case RES_DIFF_MOVED:
			return "moved";
		case RES_DIFF_ADDED:
			return "added";
		case RES_DIFF_REMOVED:
			return "removed";
	}
	return NULL;
}

/* ---------- rows ---------- */

static ResDiffRow *
add_row(ResDiff *diff, ResDiffOp op, int32_t old_clause, int32_t new_clause)
{
	ResDiffRow *row = &diff->rows[diff->nrows++];

	row->op = op;
	row->old_clause = old_clause;
	row->new_clause = new_clause;
	row->similarity = 0;
	row->pieces = NULL;
	row->npieces = 0;
	return row;
}

/* A row of two clauses; returns the number of equal words. */
static uint32_t
add_pair(Compare *c, ResDiff *diff, uint32_t old_clause, uint32_t new_clause, bool moved)
{
	uint32_t	a = c->exchanged ? new_clause : old_clause;
	uint32_t	b = c->exchanged ? old_clause : new_clause;
	Unit	   *ua = &c->sides[0].units[a];
	Unit	   *ub = &c->sides[1].units[b];
	bool		same = ua->same == ub->same;
	ResDiffRow *row = add_row(diff, moved ? RES_DIFF_MOVED : same ? RES_DIFF_SAME : RES_DIFF_CHANGED,
							  (int32_t) old_clause, (int32_t) new_clause);

	if (!same)
		return res_compare_pair(c, ua, ub, row);
	row->similarity = 1;
	res_compare_whole(c, row, '=', ua->text);
	return res_compare_count(c, ua);
}

/* A clause that has no counterpart, or is a part of one; as above. */
static uint32_t
add_single(Compare *c, ResDiff *diff, bool is_old, uint32_t clause)
{
	Unit	   *unit = &c->sides[is_old == c->exchanged].units[clause];
	ResDiffRow *row;

	if (unit->whole != RES_NONE)
		return is_old ? add_pair(c, diff, clause, (uint32_t) unit->whole, false) :
			add_pair(c, diff, (uint32_t) unit->whole, clause, false);
	row = add_row(diff, is_old ? RES_DIFF_REMOVED : RES_DIFF_ADDED,
				  is_old ? (int32_t) clause : RES_NONE, is_old ? RES_NONE : (int32_t) clause);
	res_compare_whole(c, row, is_old ? '-' : '+', unit->text);
	return 0;
}

/* The titles, where there are any; their row is the first. */
static void
add_title(Compare *c, ResDiff *diff, ResStr old_title, ResStr new_title)
{
	Unit		units[2];
	ResDiffRow *row;

	if (old_title.p == NULL && new_title.p == NULL)
		return;
	row = add_row(diff, RES_DIFF_SAME, old_title.p != NULL ? RES_DIFF_TITLE : RES_NONE,
				  new_title.p != NULL ? RES_DIFF_TITLE : RES_NONE);
	if (old_title.p == NULL || new_title.p == NULL)
	{
		row->op = old_title.p != NULL ? RES_DIFF_REMOVED : RES_DIFF_ADDED;
		res_compare_whole(c, row, old_title.p != NULL ? '-' : '+', old_title.p != NULL ? old_title : new_title);
	}
	else if (res_str_eq(old_title, new_title))
	{
		row->similarity = 1;
		res_compare_whole(c, row, '=', old_title);
	}
	else
	{
		row->op = RES_DIFF_CHANGED;
		memset(units, 0, sizeof(units));
		units[c->exchanged].text = old_title;
		units[!c->exchanged].text = new_title;
		res_compare_pair(c, &units[0], &units[1], row);
	}
}

static void
add_rows(Compare *c, ResDiff *diff)
{
	Side	   *old_side = &c->sides[c->exchanged];
	Side	   *new_side = &c->sides[!c->exchanged];
	uint64_t	equal = 0;
	uint64_t	total = 0;
	bool		all_same = old_side->n == new_side->n;
	uint32_t   *upto = res_alloc_raw(c->arena, sizeof(uint32_t) * ((size_t) new_side->n + 1));
	uint32_t	at = 0;
	uint32_t	i;

	/* old clauses that stand in front of a new one, or of the next in order */
	upto[new_side->n] = old_side->n;
	for (i = new_side->n; i-- > 0;)
		upto[i] = new_side->units[i].mate != RES_NONE && !new_side->units[i].moved ?
			(uint32_t) new_side->units[i].mate : upto[i + 1];

	diff->rows = res_alloc_raw(c->arena, sizeof(ResDiffRow) * ((size_t) old_side->n + new_side->n + 1));
	diff->nrows = 0;
	add_title(c, diff, old_side->doc->header.title, new_side->doc->header.title);
	for (i = 0; i <= new_side->n; i++)
	{
		const Unit *unit = i < new_side->n ? &new_side->units[i] : NULL;

		for (; at < upto[i]; at++)
			if (old_side->units[at].mate == RES_NONE)
			{
				equal += add_single(c, diff, true, at);
				all_same = false;
			}
		if (unit == NULL)
			break;
		if (unit->mate != RES_NONE)
		{
			equal += add_pair(c, diff, (uint32_t) unit->mate, i, unit->moved);
			if (diff->rows[diff->nrows - 1].op != RES_DIFF_SAME)
				all_same = false;
		}
		else
		{
			equal += add_single(c, diff, false, i);
			all_same = false;
		}
	}

	for (i = 0; i < old_side->n; i++)
		total += res_compare_count(c, &old_side->units[i]);
	for (i = 0; i < new_side->n; i++)
		total += res_compare_count(c, &new_side->units[i]);
	if (all_same)
		diff->similarity = 1;
	else if (total == 0)
		diff->similarity = 0;
	else
	{
		/* parts of a clause may count one of its words twice */
		diff->similarity = 2.0 * (double) equal / (double) total;
		if (diff->similarity > 1)
			diff->similarity = 1;
	}
}

/* ---------- the whole ---------- */

/* Which of two documents is the first: any order will do that is one. */
static bool
in_front(const ResDocument *a, const ResDocument *b)
{
	uint32_t	i;
	int			order;

	if (a->nclauses != b->nclauses)
		return a->nclauses < b->nclauses;
	for (i = 0; i <= a->nclauses; i++)
	{
		ResStr		x = i < a->nclauses ? a->clauses[i].text : a->header.title;
		ResStr		y = i < a->nclauses ? b->clauses[i].text : b->header.title;

		if (x.len != y.len)
			return x.len < y.len;
		order = x.len > 0 ? memcmp(x.p, y.p, x.len) : 0;
		if (order != 0)
			return order < 0;
	}
	for (i = 0; i < a->nclauses; i++)
	{
		if (a->clauses[i].parent != b->clauses[i].parent)
			return a->clauses[i].parent < b->clauses[i].parent;
		if (a->clauses[i].part != b->clauses[i].part)
			return a->clauses[i].part < b->clauses[i].part;
	}
	return true;
}

ResStatus
res_compare(ResArena *arena, const ResDocument *old_doc, const ResDocument *new_doc, ResDiff *diff)
{
	jmp_buf		failure;
	jmp_buf    *outer = arena->on_failure;
	Compare    *c;

	memset(diff, 0, sizeof(*diff));
	arena->on_failure = &failure;
	if (setjmp(failure) != 0)
	{
		arena->on_failure = outer;
		return arena->failed;
	}
	c = res_alloc(arena, sizeof(Compare));
	c->arena = arena;
	c->exchanged = !in_front(old_doc, new_doc);
	res_compare_open(c, &c->sides[c->exchanged], old_doc);
	res_compare_open(c, &c->sides[!c->exchanged], new_doc);
	c->nslots = 256;
	c->slots = res_alloc(arena, sizeof(uint32_t) * c->nslots);
	c->before = res_alloc_raw(arena, sizeof(int32_t) * (size_t) c->sides[0].n);
	c->behind = res_alloc_raw(arena, sizeof(int32_t) * (size_t) c->sides[0].n);

	res_compare_match_equal(c);
	res_compare_index(c);
	res_compare_match_similar(c);
	res_compare_match_parts(c, 0);
	res_compare_match_parts(c, 1);
	res_compare_backbone(c);
	add_rows(c, diff);
	arena->on_failure = outer;
	return RES_OK;
}
