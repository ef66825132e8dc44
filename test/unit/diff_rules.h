/*-------------------------------------------------------------------------
 *
 * diff_rules.h
 *	  What must hold for the rows of any comparison; for the unit test and the
 *	  fuzz target.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_DIFF_RULES_H
#define RES_DIFF_RULES_H

#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "internal.h"

static inline ResStr
text_of(const ResDocument *doc, int32_t clause)
{
	if (clause == RES_DIFF_TITLE)
		return doc->header.title;
	if (clause == RES_NONE || doc->clauses[clause].text.p == NULL)
		return RES_STR("");
	return doc->clauses[clause].text;
}

/* Do the pieces of one side make its text? */
static inline bool
makes(const ResDiffRow *row, char op, ResStr text)
{
	uint32_t	at = 0;
	uint32_t	k;

	for (k = 0; k < row->npieces; k++)
	{
		ResStr		piece = row->pieces[k].text;

		if (row->pieces[k].op != '=' && row->pieces[k].op != op)
			continue;
		if (piece.len > text.len - at || memcmp(piece.p, text.p + at, piece.len) != 0)
			return false;
		at += piece.len;
	}
	return at == text.len;
}

/* What must hold for the rows of any comparison; NULL if it does. */
static inline const char *
broken_rule(const ResDiff *diff, const ResDocument *a, const ResDocument *b)
{
	char	   *seen_a = calloc(a->nclauses + 1, 1);
	char	   *seen_b = calloc(b->nclauses + 1, 1);
	const char *broken = NULL;
	uint32_t	i;
	uint32_t	k;

	if (diff->similarity < 0 || diff->similarity > 1)
		broken = "similarity from 0 to 1";
	for (i = 0; i < diff->nrows; i++)
	{
		const ResDiffRow *row = &diff->rows[i];

		if (res_diff_op_name(row->op) == NULL || row->old_clause < RES_DIFF_TITLE || row->old_clause >= (int32_t) a->nclauses ||
			row->new_clause < RES_DIFF_TITLE || row->new_clause >= (int32_t) b->nclauses)
		{
			broken = "operation and clauses are there";
			break;
		}
		if (row->old_clause >= 0)
			seen_a[row->old_clause] = 1;
		if (row->new_clause >= 0)
			seen_b[row->new_clause] = 1;
		if (!makes(row, '-', text_of(a, row->old_clause)))
			broken = "the pieces make the old text";
		if (!makes(row, '+', text_of(b, row->new_clause)))
			broken = "the pieces make the new text";
		for (k = 1; k < row->npieces; k++)
			if (row->pieces[k].op == row->pieces[k - 1].op ||
				(row->pieces[k].op == '-' && row->pieces[k - 1].op == '+'))
				broken = "pieces stand in their order";
		if (row->similarity < 0 || row->similarity > 1)
			broken = "similarity from 0 to 1";
		if ((row->op == RES_DIFF_ADDED) != (row->old_clause == RES_NONE) ||
			(row->op == RES_DIFF_REMOVED) != (row->new_clause == RES_NONE))
			broken = "what has one side only is added or removed";
		if (row->op == RES_DIFF_SAME && !res_str_eq(text_of(a, row->old_clause), text_of(b, row->new_clause)))
			broken = "same is the same text";
	}
	for (i = 0; i < a->nclauses; i++)
		if (!seen_a[i])
			broken = "every old clause has a row";
	for (i = 0; i < b->nclauses; i++)
		if (!seen_b[i])
			broken = "every new clause has a row";
	free(seen_a);
	free(seen_b);
	return broken;
}

#endif							/* RES_DIFF_RULES_H */
