/*-------------------------------------------------------------------------
 *
 * fuzz_cite.c
 *	  Fuzz target: citations in any running text.
 *
 * The first byte of the input chooses language, organ and place.
 *
 *-------------------------------------------------------------------------
 */
#include "citations.h"
#include "fuzz.h"
#include "symbol.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const organs[] = {"A", "S", "E", "A/HRC", ""};
	uint8_t		choice = size > 0 ? data[0] : 0;
	char	   *text = fuzz_copy(data + (size > 0), size > 0 ? size - 1 : 0);
	uint32_t	len = size > 0 ? (uint32_t) (size - 1) : 0;
	ResArena   *arena = fuzz_arena();
	ResCiteContext context;
	ResCited   *cited = NULL;
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	n;
	uint32_t	i;
	uint32_t	last = 0;

	context.lang = (ResLang) (choice % RES_LANGUAGES);
	context.organ.p = organs[(choice / 8) % 5];
	context.organ.len = (uint32_t) strlen(context.organ.p);
	context.in_note = (choice & 0x40) != 0;
	context.known = NULL;
	context.slack = false;
	n = res_cited_scan(arena, &context, text, len, &cited);
	for (i = 0; i < n; i++)
	{
		const ResCited *c = &cited[i];
		size_t		symbol_len;

		MUST(c->start < c->end && c->end <= len, "a citation is inside the text");
		MUST(c->start >= last, "citations come in their order");
		last = c->start;
		MUST(memchr(c->symbol, '\0', sizeof(c->symbol)) != NULL, "a symbol without an end");
		symbol_len = strlen(c->symbol);
		if (symbol_len > 0)
		{
			char		printed[RES_SYMBOL_MAX + 1];
			uint32_t	keylen = res_symbol_key(c->symbol, symbol_len, key, NULL);

			MUST(keylen > 0, "a cited symbol is a symbol");
			MUST(res_symbol_print(key, keylen, printed) == symbol_len &&
				 memcmp(printed, c->symbol, symbol_len) == 0, "a cited symbol is in normal form");
		}
		MUST(symbol_len > 0 || c->title.p != NULL || c->kind != RES_CITE_INSTRUMENT, "an instrument has a title");
	}
	res_arena_destroy(arena);
	free(text);
	return 0;
}
