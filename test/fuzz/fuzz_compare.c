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
#include "diff_rules.h"
#include "fuzz.h"

static void
check(ResArena *arena, const ResDocument *a, const ResDocument *b, ResDiff *diff)
{
	const char *broken;

	MUST(res_compare(arena, a, b, diff) == RES_OK, "two documents can be compared");
	broken = broken_rule(diff, a, b);
	MUST(broken == NULL, broken);
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
