/*-------------------------------------------------------------------------
 *
 * resolution_support.c
 *	  What the planner may ask: how many rows a set-returning function gives.
 *
 * If the document is a constant, its head knows the number.  Else the ROWS
 * of the function stands, the average of the documents of the United
 * Nations.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution.h"

#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"

PG_FUNCTION_INFO_V1(resolution_clauses_support);
PG_FUNCTION_INFO_V1(resolution_footnotes_support);
PG_FUNCTION_INFO_V1(resolution_sponsors_support);
PG_FUNCTION_INFO_V1(resolution_citations_support);

/* Bytes of the image that hold the counts. */
#define COUNTS_SLICE	128

typedef enum CountedPart
{
	COUNT_CLAUSES, COUNT_NOTES, COUNT_SPONSORS, COUNT_CITATIONS,
	COUNTED_PARTS
} CountedPart;

/*
 * Body of the support functions.  Returns NULL for "do as without me".
 */
static Node *
rows_support(Node *rawreq, CountedPart part)
{
	SupportRequestRows *req;
	List	   *args;
	Node	   *arg;
	Const	   *constant;
	const char *image;
	size_t		have;
	char	   *copy;
	uint32_t	counts[COUNTED_PARTS];
	ResStatus	status;

	if (!IsA(rawreq, SupportRequestRows))
		return NULL;
	req = (SupportRequestRows *) rawreq;
	if (!is_funcclause(req->node))
		return NULL;
	args = ((FuncExpr *) req->node)->args;
	if (list_length(args) != 1)
		return NULL;

	arg = estimate_expression_value(req->root, linitial(args));
	if (!IsA(arg, Const))
		return NULL;
	constant = (Const *) arg;
	if (constant->constisnull)
	{
		/* strict: no rows */
		req->rows = 0;
		return (Node *) req;
	}

	image = resolution_prefix(constant->constvalue, COUNTS_SLICE, &have, &copy);
	status = res_image_counts(image, have, &counts[COUNT_CLAUSES],
							  &counts[COUNT_NOTES], &counts[COUNT_SPONSORS],
							  &counts[COUNT_CITATIONS]);
	if (copy != NULL)
		pfree(copy);
	if (status != RES_OK)
		return NULL;
	req->rows = counts[part];
	return (Node *) req;
}

/* Also of resolution_annotated, which has a row for each clause too. */
Datum
resolution_clauses_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(rows_support((Node *) PG_GETARG_POINTER(0), COUNT_CLAUSES));
}

Datum
resolution_footnotes_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(rows_support((Node *) PG_GETARG_POINTER(0), COUNT_NOTES));
}

Datum
resolution_sponsors_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(rows_support((Node *) PG_GETARG_POINTER(0), COUNT_SPONSORS));
}

Datum
resolution_citations_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(rows_support((Node *) PG_GETARG_POINTER(0), COUNT_CITATIONS));
}
