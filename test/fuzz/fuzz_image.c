/*-------------------------------------------------------------------------
 *
 * fuzz_image.c
 *	  Fuzz target: any bytes are taken for an image.
 *
 * Good seeds are real images (test/tool/resread --images).
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"
#include "image.h"

/* Touch every byte of a string, so that a sanitizer sees a wrong one. */
static unsigned
touch(ResStr s)
{
	unsigned	sum = 0;
	uint32_t	i;

	for (i = 0; s.p != NULL && i < s.len; i++)
		sum += (unsigned char) s.p[i];
	return sum;
}

static unsigned
touch_all(const ResDocument *doc)
{
	unsigned	sum = touch(doc->source) + touch(doc->header.title) + touch(doc->header.symbol);
	uint32_t	i;

	for (i = 0; i < doc->header.nagenda_items; i++)
		sum += touch(doc->header.agenda_items[i]);
	for (i = 0; i < doc->nblocks; i++)
		sum += touch(doc->blocks[i].text);
	for (i = 0; i < doc->nclauses; i++)
		sum += touch(doc->clauses[i].path) + touch(doc->clauses[i].number) + touch(doc->clauses[i].section) +
			touch(doc->clauses[i].phrase) + touch(doc->clauses[i].verb) + touch(doc->clauses[i].verb_en) +
			touch(doc->clauses[i].text);
	for (i = 0; i < doc->nnotes; i++)
		sum += touch(doc->notes[i].marker) + touch(doc->notes[i].text);
	for (i = 0; i < doc->nsponsors; i++)
		sum += touch(doc->sponsors[i].name);
	for (i = 0; i < doc->ncitations; i++)
		sum += touch(doc->citations[i].symbol) + touch(doc->citations[i].title) +
			touch(doc->citations[i].text) + touch(doc->citations[i].pinpoint);
	for (i = 0; i < doc->nvotes; i++)
		sum += touch(doc->votes[i].name);
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *image = fuzz_copy(data, size);
	ResArena   *arena = fuzz_arena();
	ResDocument *doc;
	ResHeader	header;
	ResStr		source;
	ResImageSizes sizes;
	ResStatus	checked = res_image_check(image, size);
	ResStatus	status;
	uint32_t	parts;
	uint32_t	n;
	size_t		need;
	volatile unsigned sum = 0;

	if (res_image_source(image, size, &source) == RES_OK)
		sum += touch(source);
	if (res_image_head(arena, image, size, &header, &n, &need) == RES_OK)
		sum += touch(header.title) + touch(header.distribution);
	res_image_counts(image, size, &n, &n, &n, &n);
	res_image_sizes(image, size, &sizes);
	for (parts = 1; parts < RES_WANT_ALL; parts <<= 1)
	{
		status = res_image_read(arena, image, size, parts, &doc);
		MUST(checked != RES_OK || status == RES_OK, "what the check accepts can be read");
		if (status == RES_OK)
			sum += touch_all(doc);
	}
	status = res_image_read(arena, image, size, RES_WANT_ALL, &doc);
	if (status == RES_OK)
		sum += touch_all(doc);
	res_arena_destroy(arena);
	free(image);
	return 0;
}
