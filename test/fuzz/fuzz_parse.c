/*-------------------------------------------------------------------------
 *
 * fuzz_parse.c
 *	  Fuzz target: a text is read, stored, checked and read back.
 *
 * Whatever the text, the reader must end with a status, and what it found
 * must survive the image unchanged.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"
#include "same.h"

/* All strings of a document can be read and tell the truth about places. */
static void
look_at(const ResDocument *doc)
{
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *c = &doc->clauses[i];

		MUST(c->path.p != NULL && c->text.p != NULL, "a clause has a path and a text");
		MUST(c->parent < (int32_t) i, "a clause stands behind the one it stands in");
		MUST(c->span.start <= c->span.end && c->span.end <= doc->source.len, "a span is inside the source");
		MUST(c->phrase.p == NULL || c->phrase.len <= c->text.len, "a phrase is part of its clause");
	}
	for (i = 0; i < doc->ncalls; i++)
	{
		MUST(doc->calls[i].note >= 0 && (uint32_t) doc->calls[i].note < doc->nnotes, "a call has a note");
		MUST(doc->calls[i].clause >= 0 && (uint32_t) doc->calls[i].clause < doc->nclauses, "a call has a clause");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = fuzz_copy(data, size);
	ResArena   *arena = fuzz_arena();
	ResArena   *back = fuzz_arena();
	ResDocument *doc = NULL;
	ResDocument *again;
	ResError	err;
	ResStatus	status = res_parse(arena, text, size, &doc, &err);
	const char *diff;

	MUST(status == RES_OK || status == RES_EMPTY || status == RES_NOT_A_RESOLUTION, "an unexpected status");
	if (status == RES_OK)
	{
		char	   *image;
		char	   *copy;
		size_t		bytes;

		look_at(doc);
		MUST(res_problems_find(arena, doc) == RES_OK, "the problems of a document were not found");
		MUST(res_image_build(arena, doc, &image, &bytes) == RES_OK, "a document was not stored");
		copy = fuzz_copy((const uint8_t *) image, bytes);
		MUST(res_image_check(copy, bytes) == RES_OK, "an image was refused");
		MUST(res_image_read(back, copy, bytes, RES_WANT_ALL, &again) == RES_OK, "an image was not read");
		diff = difference(doc, again, RES_WANT_ALL);
		MUST(diff == NULL, diff);
		MUST(again->source.len == size && (size == 0 || memcmp(again->source.p, text, size) == 0),
			 "the source did not come back");
		free(copy);
	}
	else
		MUST(memchr(err.detail, '\0', sizeof(err.detail)) != NULL, "a message without an end");
	res_arena_destroy(back);
	res_arena_destroy(arena);
	free(text);
	return 0;
}
