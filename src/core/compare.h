/*-------------------------------------------------------------------------
 *
 * compare.h
 *	  Two documents side by side: which clause became which, and which words
 *	  in it changed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_COMPARE_H
#define RES_COMPARE_H

#include "core.h"

typedef enum ResDiffOp
{
	RES_DIFF_SAME,				/* same text, same place in the order */
	RES_DIFF_CHANGED,			/* other words; also the halves of a split clause */
	RES_DIFF_MOVED,				/* stands at another place, its words may differ */
	RES_DIFF_ADDED,
	RES_DIFF_REMOVED
} ResDiffOp;

/* Stands for the title where a row names a clause. */
#define RES_DIFF_TITLE		(-2)

/*
 * A stretch of text: '=' in both texts, '-' in the old one only, '+' in the
 * new one only.  The pieces '=' and '-' make the old text, '=' and '+' the
 * new one, byte for byte.
 */
typedef struct ResDiffPiece
{
	char		op;
	ResStr		text;
} ResDiffPiece;

typedef struct ResDiffRow
{
	ResDiffOp	op;
	int32_t		old_clause;		/* RES_NONE: added; RES_DIFF_TITLE */
	int32_t		new_clause;		/* RES_NONE: removed; RES_DIFF_TITLE */
	float		similarity;		/* twice the words that both have in one order,
								 * by all words, 0 … 1 */
	ResDiffPiece *pieces;
	uint32_t	npieces;
} ResDiffRow;

typedef struct ResDiff
{
	ResDiffRow *rows;			/* in the order of the new text, removed ones
								 * where they stood */
	uint32_t	nrows;
	double		similarity;		/* of the clauses, 0 … 1 */
} ResDiff;

/*
 * res_compare — compare two documents, of which the header and the clauses
 * are needed.
 *
 * Rows and pieces live in the arena; their texts lead into the documents.
 * The result for (b, a) is that for (a, b) with old and new exchanged, apart
 * from the order of its rows.  Time grows as the texts, whatever they hold.
 */
extern ResStatus res_compare(ResArena *arena, const ResDocument *old_doc,
							 const ResDocument *new_doc, ResDiff *diff);

extern const char *res_diff_op_name(ResDiffOp op);

#endif							/* RES_COMPARE_H */
