/*-------------------------------------------------------------------------
 *
 * test_query.c
 *	  Unit tests of queries and of the words that they compare.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "internal.h"
#include "search.h"

static ResArena *arena;

static ResStr
str(const char *s)
{
	return (ResStr) {s, (uint32_t) strlen(s)};
}

/* ---------- words ---------- */

/* The words of a text, "+" in front of one that is joined. */
static const char *
words_of(const char *text)
{
	static char out[2000];
	size_t		n = 0;
	ResWords	words;

	res_words_begin(&words, str(text));
	while (res_words_next(&words) && n < sizeof(out) - 200)
		n += (size_t) snprintf(out + n, sizeof(out) - n, "%s%.*s", n == 0 ? "" : words.joined ? "+" : " ",
							   (int) words.len, words.word);
	out[n] = '\0';
	return out;
}

static void
check_words(const char *text, const char *want)
{
	const char *got = words_of(text);

	if (!CHECK(strcmp(got, want) == 0, "words of \"%s\"", text))
		printf("#   got  \"%s\"\n#   want \"%s\"\n", got, want);
}

static void
test_words(void)
{
	char		longest[RES_FOLDED_SIZE];
	char		text[3001];
	ResWords	words;
	uint32_t	n;

	check_words("", "");
	check_words(" ,.;() ", "");
	check_words("The Secretary-General", "the secretary+general");
	check_words("Secretary - General", "secretary general");
	check_words("mid\xE2\x80\x93term follow-up-to", "mid+term follow+up+to");
	check_words("soft\xC2\xADhyphen", "softhyphen");
	check_words("State\xE2\x80\x99s l\xE2\x80\x99" "Assembl\xC3\xA9" "e", "state s l assemblee");
	check_words("\xC3\x89tats C\xC3\x94TE Stra\xC3\x9F" "e \xC5\x93uvre", "etats cote strasse oeuvre");
	check_words("e\xCC\x81tat", "etat");	/* the accent apart */
	check_words("\xD0\x9E\xD0\x9E\xD0\x9D \xD0\xB5\xD1\x91", "\xD0\xBE\xD0\xBE\xD0\xBD \xD0\xB5\xD0\xB5");
	check_words("\xD8\xA3\xD9\x8E\xD9\x86\xD9\x92", "\xD8\xA7\xD9\x86");	/* hamza and vowel marks */
	check_words("55/2 1,5 \xD9\xA1\xD9\xA2", "55 2 1 5 12");
	check_words("\xE7\xA7\x98\xE4\xB9\xA6\xE9\x95\xBF\xEF\xBC\x8C\xE5\xA4\xA7\xE4\xBC\x9A",
				"\xE7\xA7\x98+\xE4\xB9\xA6+\xE9\x95\xBF \xE5\xA4\xA7+\xE4\xBC\x9A");
	check_words("a\xE7\xA7\x98" "b", "a \xE7\xA7\x98 b");
	check_words("bad\xFF\xFE" "bytes \xC3", "bad bytes");

	memset(text, 'x', 3000);
	text[3000] = '\0';
	res_words_begin(&words, str(text));
	CHECK(res_words_next(&words) && words.len <= RES_WORD_SIZE && words.len > RES_WORD_MAX && words.stop == 3000,
		  "a long word is cut and hashed");
	for (n = 0; n < 3000; n += 7)
		text[n] = ' ';
	n = res_words_fold(str(text), longest);
	CHECK(n > RES_FOLDED_MAX && n <= RES_FOLDED_SIZE, "a long text is cut and hashed");
	text[2999] = 'y';
	{
		char		other[RES_FOLDED_SIZE];

		CHECK(res_words_fold(str(text), other) == n && memcmp(other, longest, n) != 0, "the hash is of all of it");
	}
}

/* ---------- grammar ---------- */

static void
check_query(const char *text, const char *want)
{
	ResQuery   *query;
	ResQueryError err;
	bool		good = res_query_parse(arena, text, strlen(text), &query, &err);

	if (!CHECK(good, "read: %s", text))
	{
		printf("#   %s\n", err.detail);
		return;
	}
	CHECK_STR(res_query_print(arena, query), want, want);
}

static void
check_refused(const char *text, uint32_t offset, ResStatus code)
{
	ResQuery   *query;
	ResQueryError err;
	bool		good = res_query_parse(arena, text, strlen(text), &query, &err);

	CHECK(!good && err.offset == offset && err.code == code && err.detail[0] != '\0', "refused at %u: %.60s",
		  good ? 0 : err.offset, text);
}

static void
test_grammar(void)
{
	static char large[RES_QUERY_MAX_SIZE + 2];

	check_query("word:a|word:b&!word:c", "word:a | word:b & !word:c");
	check_query("((word:a|word:b))&word:c", "(word:a | word:b) & word:c");
	check_query("word:a&(word:b&word:c)", "word:a & (word:b & word:c)");
	check_query("{(word:a)&part:operative}", "{word:a & part:operative}");
	check_query("SPONSOR:\"a \\\" b\"*", "sponsor:\"a \\\" b*\"");
	check_query("cites:s/res/1325(2000)|cites:A/RES/1/*", "cites:\"S/RES/1325 (2000)\" | cites:A/RES/1");
	check_refused("", 0, RES_NOT_A_RESOLUTION);
	check_refused("word:a word:b", 7, RES_NOT_A_RESOLUTION);
	check_refused("word:a & (word:b", 9, RES_NOT_A_RESOLUTION);
	check_refused("word:a & word:\"b", 14, RES_NOT_A_RESOLUTION);
	check_refused("{word:a & {word:b}}", 10, RES_NOT_A_RESOLUTION);
	check_refused("{sponsor:CUB}", 1, RES_NOT_A_RESOLUTION);
	check_refused("word:a & cites:A/", 15, RES_NOT_A_RESOLUTION);
	memset(large, '(', sizeof(large) - 1);
	check_refused(large, 0, RES_TOO_LONG);
	large[RES_QUERY_MAX_SIZE] = '\0';
	check_refused(large, RES_QUERY_MAX_SIZE, RES_NOT_A_RESOLUTION);
}

/* ---------- three values ---------- */

/* What a query of two terms is by its keys, and the bound keys if there are any. */
static ResTruth
by_bound_keys(const char *text, ResTruth a, ResTruth b, ResTruth bound)
{
	ResQuery   *query;
	ResQueryError err;
	ResTruth	truths[8] = {a, b};

	memset(truths + 2, bound, sizeof(truths) - 2);
	if (!res_query_parse(arena, text, strlen(text), &query, &err))
		return 99;
	return res_search_by_keys(res_search_prepare(arena, query), truths);
}

static ResTruth
by_keys(const char *text, ResTruth a, ResTruth b)
{
	return by_bound_keys(text, a, b, RES_MAYBE);
}

/* How many terms of bound keys are asked for? */
static uint32_t
count_bound(const char *text)
{
	ResQuery   *query;
	ResQueryError err;
	uint32_t	n;

	if (!res_query_parse(arena, text, strlen(text), &query, &err))
		return 99;
	res_search_terms(res_search_prepare(arena, query), &n);
	return n - query->nterms;
}

static void
test_bound(void)
{
	CHECK(count_bound("verb:request & word:lakes") == 0, "no braces, nothing bound");
	CHECK(count_bound("{verb:request & word:lakes}") == 1, "a verb and a word");
	CHECK(count_bound("{verb:request & word:\"lakes of rivers\"}") == 2, "a verb and words, but none for \"of\"");
	CHECK(count_bound("{verb:request & word:sea}") == 0, "three letters");
	CHECK(count_bound("{verb:request & word:lake*}") == 0, "the beginning of a word");
	CHECK(count_bound("{verb:req* & word:lakes}") == 0, "the beginning of a verb");
	CHECK(count_bound("{!verb:request & word:lakes}") == 0, "not the verb");
	CHECK(count_bound("{verb:request & !word:lakes}") == 0, "not the word");
	CHECK(count_bound("{verb:request | word:lakes}") == 0, "or");
	CHECK(count_bound("{verb:request & part:operative & word:lakes}") == 2, "a verb and a word, the verb in the part");
	CHECK(count_bound("{(verb:request | verb:urge) & (word:lakes | word:rivers)}") == 1, "one of four");
	CHECK(count_bound("{(verb:request | verb:urge) & (word:lakes | word:sea)}") == 0, "one has no key");
	CHECK(count_bound("{verb:request & (word:lakes & word:rivers | word:deserts)}") == 0, "deeper");
	CHECK(count_bound("{verb:request & (word:lakes & (word:rivers & word:deserts))}") == 3, "brackets that say nothing");
	CHECK(count_bound("{verb:request & cites:A/RES/5*} & !{part:annex & cites:charter*}") == 2, "two braces");
	CHECK(by_bound_keys("{verb:request & word:lakes}", RES_YES, RES_YES, RES_NO) == RES_NO, "not in one clause");
	CHECK(by_bound_keys("{verb:request & word:lakes}", RES_YES, RES_YES, RES_YES) == RES_MAYBE, "a hash is no proof");
	CHECK(by_bound_keys("{verb:request & cites:A/RES/55}", RES_MAYBE, RES_MAYBE, RES_YES) == RES_YES, "a citation: nothing to check");
	CHECK(by_bound_keys("{verb:request & (cites:A/RES/55 | word:lakes)}", RES_YES, RES_YES, RES_YES) == RES_MAYBE,
		  "a citation or a hash");
	CHECK(by_bound_keys("{verb:request & cites:A/RES/55}", RES_MAYBE, RES_MAYBE, RES_NO) == RES_NO, "a citation of others");
	CHECK(by_bound_keys("!{verb:request & cites:A/RES/55}", RES_MAYBE, RES_MAYBE, RES_NO) == RES_YES, "a citation of others: not");
}

static void
test_truths(void)
{
	ResTruth	a;
	ResTruth	b;

	for (a = RES_NO; a <= RES_YES; a++)
		for (b = RES_NO; b <= RES_YES; b++)
		{
			ResTruth	low = a < b ? a : b;
			ResTruth	high = a > b ? a : b;

			CHECK(by_keys("word:a & word:b", a, b) == low, "%d and %d", a, b);
			CHECK(by_keys("word:a | word:b", a, b) == high, "%d or %d", a, b);
			CHECK(by_keys("!(word:a & word:b)", a, b) == RES_YES - low, "not (%d and %d)", a, b);
			/* in one clause: no if one is nowhere, else it has to be looked at */
			CHECK(by_keys("{word:a & word:b}", a, b) == (low == RES_NO ? RES_NO : RES_MAYBE), "{%d and %d}", a, b);
			CHECK(by_keys("{word:a | word:b}", a, b) == high, "{%d or %d}: braces bind nothing", a, b);
			CHECK(by_keys("{word:a & !word:b}", a, b) == (a == RES_NO ? RES_NO : RES_MAYBE), "{%d and not %d}", a, b);
		}
	CHECK(by_keys("word:a", RES_YES, 0) == RES_YES, "one word: nothing to check");
	CHECK(by_keys("word:secretary-general", RES_YES, 0) == RES_YES, "two words that are joined: nothing to check");
	CHECK(by_keys("word:\"a b\"", RES_YES, 0) == RES_MAYBE, "two words: do they stand together?");
	CHECK(by_keys("{cites:A/RES/55/2}", RES_YES, 0) == RES_MAYBE, "a citation may stand in no clause");
	CHECK(by_keys("cites:A/RES/55/2", RES_YES, 0) == RES_YES, "a citation");
}

/* ---------- ranges of keys ---------- */

static int
compare(const char *query_text, const char *symbol)
{
	ResQuery   *query;
	ResQueryError err;
	uint32_t	n;
	char		key[1 + RES_SYMBOL_KEY_MAX];
	uint32_t	len;
	int			c;

	if (!res_query_parse(arena, query_text, strlen(query_text), &query, &err))
		return 99;
	key[0] = RES_KEY_CITES;
	len = res_symbol_key(symbol, strlen(symbol), (uint8_t *) key + 1, NULL);
	c = res_wanted_compare(&res_search_terms(res_search_prepare(arena, query), &n)->wanted[0], key, len + 1);
	return (c > 0) - (c < 0);
}

static void
test_ranges(void)
{
	CHECK(compare("cites:A/RES/55/2", "A/RES/55/2") == 0, "a symbol is itself");
	CHECK(compare("cites:A/RES/55", "A/RES/55/2") == 0, "what lies under it");
	CHECK(compare("cites:A/RES/55/2", "A/RES/55/1") < 0, "before it: go on");
	CHECK(compare("cites:A/RES/55/2", "A/RES/55/20") > 0, "behind it: stop");
	CHECK(compare("cites:A/RES/55", "A/RES/56/1") > 0, "behind all that lies under it: stop");
	CHECK(compare("cites:A/RES/5*", "A/RES/55/2") == 0, "spelt so");
	CHECK(compare("cites:A/RES/5*", "A/RES/60/2") < 0, "not spelt so: there may be others behind");
	CHECK(compare("cites:A/RES/5*", "A/SPC/50/1") > 0, "not under what stands above: stop");
	CHECK(compare("cites:S/RES/1325", "S/RES/1325 (2000)") == 0, "without the year");
}

int
main(void)
{
	arena = unit_arena();
	test_words();
	test_grammar();
	test_truths();
	test_bound();
	test_ranges();
	res_arena_destroy(arena);
	return unit_done();
}
