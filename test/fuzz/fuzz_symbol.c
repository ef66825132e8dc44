/*-------------------------------------------------------------------------
 *
 * fuzz_symbol.c
 *	  Fuzz target: any text is taken for a document symbol.
 *
 * What is accepted has a normal form, which is accepted too and has the same
 * key; the key is its own neighbour in every sense.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"
#include "symbol.h"

typedef struct Members
{
	uint32_t	n;
} Members;

static void
see_member(void *ctx, const uint8_t *key, uint32_t keylen)
{
	char		printed[RES_SYMBOL_MAX + 1];

	((Members *) ctx)->n++;
	MUST(res_symbol_print(key, keylen, printed) > 0, "a member is a symbol");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = fuzz_copy(data, size);
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint8_t		again[RES_SYMBOL_KEY_MAX];
	uint8_t		high[RES_SYMBOL_KEY_MAX + 1];
	char		printed[RES_SYMBOL_MAX + 1];
	ResSymbolError err = {0, NULL, NULL};
	ResSymbolParts parts;
	Members		members = {0};
	uint32_t	keylen = res_symbol_key(text, size, key, &err);
	uint32_t	len;
	uint32_t	n;

	if (keylen > 0)
	{
		MUST(keylen <= RES_SYMBOL_KEY_MAX, "a key is too long");
		len = res_symbol_print(key, keylen, printed);
		MUST(len > 0 && len <= RES_SYMBOL_MAX, "a key has a normal form");
		n = res_symbol_key(printed, len, again, NULL);
		MUST(n == keylen && memcmp(key, again, n) == 0, "a normal form has the same key");
		MUST(res_symbol_parts(key, keylen, &parts), "a symbol has parts");
		MUST(res_symbol_contains(key, keylen, key, keylen), "a symbol contains itself");
		if (res_symbol_key_range(key, keylen, high, &n))
		{
			uint32_t	least = n < keylen ? n : keylen;
			int			cmp = memcmp(key, high, least);

			MUST(cmp < 0 || (cmp == 0 && keylen < n), "a symbol lies in its own range");
		}
		res_symbol_members(key, keylen, see_member, &members);
		MUST(members.n > 0, "a symbol has members");
	}
	else
		MUST(err.detail != NULL && err.offset <= size, "a refusal says why and where");

	/* in running text, and as a damaged key */
	n = res_symbol_match(text, text + size, printed, &len);
	MUST(n <= size, "a match is inside the text");
	if (n > 0)
	{
		char		normal[RES_SYMBOL_MAX + 1];

		MUST(len <= RES_SYMBOL_MAX, "a match is too long");
		keylen = res_symbol_key(printed, len, key, NULL);
		MUST(keylen > 0, "a match is a symbol");
		MUST(res_symbol_print(key, keylen, normal) == len && memcmp(normal, printed, len) == 0,
			 "a match is in normal form");
	}
	if (size <= RES_SYMBOL_KEY_MAX)
	{
		len = res_symbol_print((const uint8_t *) text, (uint32_t) size, printed);
		MUST(len <= RES_SYMBOL_MAX, "a damaged key is printed too long");
		res_symbol_parts((const uint8_t *) text, (uint32_t) size, &parts);
	}
	for (n = 0; n < 2; n++)
	{
		len = res_symbol_of_number(n == 0 ? "A" : "S", false, text, (uint32_t) (size < 1000 ? size : 1000), printed);
		MUST(len <= RES_SYMBOL_MAX, "a symbol made from a number is too long");
		if (len > 0)
			MUST(res_symbol_key(printed, len, key, NULL) > 0, "a symbol made from a number is one");
	}
	free(text);
	return 0;
}
