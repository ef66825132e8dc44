/*-------------------------------------------------------------------------
 *
 * fuzz_query.c
 *	  Fuzz target: any text is taken for a query, any bytes for a stored one.
 *
 * What is read prints, and reads back the same.  A document answers it, or
 * does not, in agreement with what its keys alone say, as an index knows
 * them; what is marked lies in the clause, in order.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"
#include "search.h"

static const char document_text[] =
	"A/C.3/79/L.29\n\nSeventy-ninth session\nThird Committee\n\nBrazil, Cuba and T\xC3\xBCrkiye: draft resolution\n\n"
	"Enhancement of cooperation in the field of lakes\n\nThe General Assembly,\n\n"
	"Recalling its resolution 69/179 of 18 December 2014 and the Charter of the United Nations,\n\n"
	"Recognizing that co-operation is essential for the Secretary-General,\n\n"
	"1. Requests the Secretary-General to report, to report again and to report to the General Assembly;\n\n"
	"2. Decides:\n\n(a) To consider \xE7\xA7\x98\xE4\xB9\xA6\xE9\x95\xBF of the \xC3\x89tats;\n\n(b) To remain seized of the matter.\n";

static ResDocument *document;
static ResStr *keys;
static uint32_t nkeys;

static void
make_document(void)
{
	static ResArena *arena;
	ResError	err;

	if (arena != NULL)
		return;
	arena = fuzz_arena();
	MUST(res_parse(arena, document_text, sizeof(document_text) - 1, &document, &err) == RES_OK, "the document is read");
	nkeys = res_search_keys(arena, document, false, &keys);
	MUST(nkeys > 40, "the document has keys");
}

static void
see_marks(void *ctx, uint32_t clause, const ResMark *marks, uint32_t nmarks)
{
	uint32_t	i;

	(void) ctx;
	MUST(clause < document->nclauses, "a marked clause is one");
	for (i = 0; i < nmarks; i++)
		MUST(marks[i].start < marks[i].end && marks[i].end <= document->clauses[clause].text.len &&
			 (i == 0 || marks[i].start > marks[i - 1].end), "marks lie in the clause, in order");
}

/* What an index would say of a term. */
static ResTruth
by_keys(const ResSearchTerm *term)
{
	ResTruth	truth = term->any ? RES_NO : RES_YES;
	uint32_t	i;
	uint32_t	k;

	for (i = 0; i < term->nwanted; i++)
	{
		ResTruth	one = RES_NO;

		for (k = 0; k < nkeys; k++)
			if (res_wanted_compare(&term->wanted[i], keys[k].p, keys[k].len) == 0)
				one = RES_YES;
		if (term->any ? one > truth : one < truth)
			truth = one;
	}
	return truth;
}

static void
ask(ResArena *arena, const ResQuery *query)
{
	ResSearch  *search = res_search_prepare(arena, query);
	uint32_t	nterms;
	const ResSearchTerm *terms = res_search_terms(search, &nterms);
	ResTruth   *truths = calloc(nterms, sizeof(ResTruth));
	ResTruth	indexed;
	ResTruth	head;
	bool		found;
	uint32_t	i;

	MUST(truths != NULL, "out of memory");
	MUST(nterms >= query->nterms, "each term is one");
	for (i = 0; i < nterms; i++)
		truths[i] = by_keys(&terms[i]);
	indexed = res_search_by_keys(search, truths);
	head = res_search_head(search, arena, &document->header);
	found = res_search_match(search, arena, document);
	MUST(indexed == RES_MAYBE || (indexed == RES_YES) == found, "keys say the same as the document");
	MUST(head == RES_MAYBE || (head == RES_YES) == found, "the head says the same as the document");
	memset(truths, RES_MAYBE, nterms);
	MUST(res_search_by_keys(search, truths) == RES_MAYBE, "of nothing nothing follows");
	if (found)
		res_search_marks(search, arena, document, see_marks, NULL);
	MUST(res_search_match(search, arena, document) == found, "twice the same");
	free(truths);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = fuzz_copy(data, size);
	ResArena   *arena = fuzz_arena();
	ResQuery   *query;
	ResQuery   *again;
	ResQueryError err;

	make_document();
	if (res_query_parse(arena, text, size, &query, &err))
	{
		ResStr		printed = res_query_print(arena, query);
		size_t		n = res_query_size(query);
		char	   *image = malloc(n);
		char	   *other;

		MUST(image != NULL, "out of memory");
		res_query_write(query, image);
		MUST(res_query_read(arena, image, n, &again) == RES_OK, "what was stored is read");
		MUST(again->nitems == query->nitems && again->nterms == query->nterms && again->nclauses == query->nclauses,
			 "the stored query is the same");
		MUST(res_query_parse(arena, printed.p, printed.len, &again, &err), "what was printed is read");
		MUST(res_query_size(again) == n, "and is as long");
		other = malloc(n);
		MUST(other != NULL, "out of memory");
		res_query_write(again, other);
		MUST(memcmp(image, other, n) == 0, "and is the same");
		free(other);
		free(image);
		ask(arena, query);
	}
	else
		MUST(err.detail[0] != '\0' && err.offset <= size, "a refusal says why and where");

	/* a damaged value */
	if (res_query_read(arena, text, size, &query) == RES_OK)
	{
		res_query_print(arena, query);
		ask(arena, query);
	}
	if (res_query_make(arena, (ResStr) {"word", 4}, (ResStr) {text, (uint32_t) size}, &query, &err))
		ask(arena, query);
	res_arena_destroy(arena);
	free(text);
	return 0;
}
