/*-------------------------------------------------------------------------
 *
 * fuzz_compare.c
 *	  Fuzz target: two documents out of one input, compared.
 *
 * The input is cut at its first zero byte, or else a text is compared with
 * its second half.
 *
 *-------------------------------------------------------------------------
 */
#include "compare.h"
#include "fuzz.h"

static ResStr
text_of(const ResDocument *doc, int32_t clause)
{
	if (clause == RES_DIFF_TITLE)
		return doc->header.title;
	if (clause == RES_NONE)
		return (ResStr) {NULL, 0};
	return doc->clauses[clause].text;
}

/* The pieces of one side make its text. */
static bool
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

static void
check(ResArena *arena, const ResDocument *a, const ResDocument *b, ResDiff *diff)
{
	uint8_t    *seen_a = calloc(a->nclauses + 1, 1);
	uint8_t    *seen_b = calloc(b->nclauses + 1, 1);
	uint32_t	i;

	MUST(seen_a != NULL && seen_b != NULL, "out of memory");
	MUST(res_compare(arena, a, b, diff) == RES_OK, "two documents can be compared");
	MUST(diff->similarity >= 0 && diff->similarity <= 1, "similarity from 0 to 1");
	for (i = 0; i < diff->nrows; i++)
	{
		const ResDiffRow *row = &diff->rows[i];

		MUST(res_diff_op_name(row->op) != NULL, "an operation has a name");
		MUST(row->old_clause >= RES_DIFF_TITLE && row->old_clause < (int32_t) a->nclauses, "an old clause is there");
		MUST(row->new_clause >= RES_DIFF_TITLE && row->new_clause < (int32_t) b->nclauses, "a new clause is there");
		MUST((row->op == RES_DIFF_ADDED) == (row->old_clause == RES_NONE), "added has no old clause");
		MUST((row->op == RES_DIFF_REMOVED) == (row->new_clause == RES_NONE), "removed has no new clause");
		MUST(row->similarity >= 0 && row->similarity <= 1, "similarity of a row from 0 to 1");
		MUST(makes(row, '-', text_of(a, row->old_clause)), "the pieces make the old text");
		MUST(makes(row, '+', text_of(b, row->new_clause)), "the pieces make the new text");
		if (row->old_clause >= 0)
			seen_a[row->old_clause] = 1;
		if (row->new_clause >= 0)
			seen_b[row->new_clause] = 1;
	}
	MUST(memchr(seen_a, 0, a->nclauses) == NULL, "every old clause has a row");
	MUST(memchr(seen_b, 0, b->nclauses) == NULL, "every new clause has a row");
	free(seen_a);
	free(seen_b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *cut = size > 0 ? memchr(data, 0, size) : NULL;
	size_t		len_a = cut != NULL ? (size_t) (cut - data) : size;
	const uint8_t *second = cut != NULL ? cut + 1 : data + size / 2;
	size_t		len_b = size - (size_t) (second - data);
	char	   *text_a = fuzz_copy(data, len_a);
	char	   *text_b = fuzz_copy(second, len_b);
	ResArena   *arena = fuzz_arena();
	ResDocument *a;
	ResDocument *b;
	ResError	err;

	if (res_parse(arena, text_a, len_a, &a, &err) == RES_OK &&
		res_parse(arena, text_b, len_b, &b, &err) == RES_OK)
	{
		ResDiff		there;
		ResDiff		back;
		ResDiff		self;
		uint32_t	i;

		check(arena, a, b, &there);
		check(arena, b, a, &back);
		MUST(there.nrows == back.nrows && there.similarity == back.similarity, "symmetric");
		check(arena, a, a, &self);
		MUST(self.similarity == 1, "a text is like itself");
		for (i = 0; i < self.nrows; i++)
			MUST(self.rows[i].op == RES_DIFF_SAME, "a text is the same as itself");
	}
	res_arena_destroy(arena);
	free(text_a);
	free(text_b);
	return 0;
}
