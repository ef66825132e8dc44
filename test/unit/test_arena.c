/*-------------------------------------------------------------------------
 *
 * test_arena.c
 *	  Unit tests of arena.c and names.c.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "unit.h"

typedef struct Counter
{
	int			live;			/* blocks not yet released */
	int			left;			/* allocations until NULL; -1 = never */
	int			ticks;
	bool		stop;
} Counter;

static void *
counting_alloc(void *ctx, size_t size)
{
	Counter    *counter = ctx;

	if (counter->left == 0)
		return NULL;
	if (counter->left > 0)
		counter->left--;
	counter->live++;
	return malloc(size);
}

static void
counting_release(void *ctx, void *ptr)
{
	Counter    *counter = ctx;

	counter->live--;
	free(ptr);
}

static bool
counting_tick(void *ctx)
{
	Counter    *counter = ctx;

	counter->ticks++;
	return counter->stop;
}

static bool
all_zero(const char *p, size_t n)
{
	while (n-- > 0)
		if (*p++ != 0)
			return false;
	return true;
}

static void
test_alloc(void)
{
	Counter		counter = {0, -1, 0, false};
	ResEnv		env = {counting_alloc, counting_release, counting_tick, &counter};
	ResArena   *arena = res_arena_create(&env);
	bool		aligned = true;
	bool		zeroed = true;
	size_t		size;
	char	   *big;
	char	   *small;

	for (size = 0; size < 3000; size += 7)
	{
		char	   *p = res_alloc(arena, size);

		aligned = aligned && ((uintptr_t) p & 7) == 0;
		zeroed = zeroed && all_zero(p, size);
		memset(p, 0xff, size);
	}
	CHECK(aligned, "memory is aligned to 8 bytes");
	CHECK(zeroed, "memory is zeroed");
	small = res_alloc(arena, 8);
	big = res_alloc(arena, 1000000);
	CHECK(all_zero(big, 1000000), "a large piece is zeroed");
	CHECK((char *) res_alloc(arena, 8) == small + 8, "a large piece does not end the chunk in use");
	res_arena_destroy(arena);
	CHECK(counter.live == 0, "everything is given back");
}

static void
test_room(void)
{
	Counter		counter = {0, -1, 0, false};
	ResEnv		env = {counting_alloc, counting_release, counting_tick, &counter};
	ResArena   *arena = res_arena_create(&env);
	char	   *room = malloc(100000);
	char	   *first;
	char	   *large;
	char	   *larger;

	memset(room, 0xff, 100000);
	res_arena_room(arena, room, 100000);
	first = res_alloc(arena, 10);
	CHECK(first == room && all_zero(first, 10), "the caller's room is used first, zeroed");
	large = res_alloc(arena, 50000);
	CHECK(large == room + 16, "large pieces come from it too");
	CHECK(counter.live == 1, "nothing else was taken");
	res_give_back(arena, large, 50000);
	CHECK(res_alloc_raw(arena, 40000) == large, "what was taken last and given back is taken again");
	larger = res_alloc(arena, 70000);
	CHECK((larger < room || larger >= room + 100000) && counter.live == 2, "a piece that does not fit stands elsewhere");
	CHECK(res_alloc_raw(arena, 8) == large + 40000, "and the room goes on");
	res_give_back(arena, larger, 70000);
	CHECK(counter.live == 1, "such a piece goes back");
	res_give_back(arena, large, 40000);
	CHECK(res_alloc_raw(arena, 8) == large + 40008, "one in the middle of the room does not");
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	(void) res_alloc(arena, 8000);
	CHECK(counter.live == 2, "a chunk follows when it is full");
	res_arena_destroy(arena);
	CHECK(counter.live == 0, "everything but the room is given back");
	free(room);
}

static void
test_failure(void)
{
	Counter		counter = {0, 0, 0, false};
	ResEnv		env = {counting_alloc, counting_release, counting_tick, &counter};
	ResArena   *volatile arena;
	jmp_buf		here;

	CHECK(res_arena_create(&env) == NULL, "no arena without memory");
	counter.left = 1;
	arena = res_arena_create(&env);
	CHECK(arena != NULL && res_alloc(arena, 100) == NULL, "NULL outside an entry point");
	if (setjmp(here) == 0)
	{
		arena->on_failure = &here;
		res_alloc(arena, 100);
		CHECK(false, "an entry point is left when memory is out");
	}
	else
		CHECK(arena->failed == RES_OUT_OF_MEMORY, "an entry point is left when memory is out");

	counter.left = -1;
	counter.ticks = 0;
	res_tick(arena, 65535);
	CHECK(counter.ticks == 0, "no tick for less than 64 kB of work");
	res_tick(arena, 1);
	CHECK(counter.ticks == 1, "a tick for 64 kB of work");
	counter.stop = true;
	if (setjmp(here) == 0)
	{
		res_tick(arena, 65536);
		CHECK(false, "the caller can stop the work");
	}
	else
		CHECK(arena->failed == RES_STOPPED, "the caller can stop the work");
	res_arena_destroy(arena);
	CHECK(counter.live == 0, "everything is given back after a failure");
}

static void
test_growing(void)
{
	ResArena   *arena = unit_arena();
	uint32_t   *numbers = NULL;
	uint32_t	n = 0;
	uint32_t	cap = 0;
	uint32_t	i;
	bool		good = true;
	ResStr		s;
	char		long_text[1001];

	for (i = 0; i < 1000; i++)
		*RES_PUSH(arena, numbers, n, cap) = i;
	for (i = 0; i < 1000; i++)
		good = good && numbers[i] == i;
	CHECK(good && n == 1000 && cap >= n, "a growing array keeps its elements");
	s = res_copy(arena, "abc", 2);
	CHECK(s.len == 2 && strcmp(s.p, "ab") == 0, "a copy is terminated");
	CHECK_STR(res_printf(arena, "%s/%d", "A", 80), "A/80", "text by a format");
	memset(long_text, 'x', 1000);
	long_text[1000] = '\0';
	CHECK(res_printf(arena, "%s", long_text).len == 511, "text by a format is cut, not overrun");
	res_arena_destroy(arena);
}

static void
test_names(void)
{
	CHECK(strcmp(res_lang_name(RES_ZH), "zh") == 0, "name of a language");
	CHECK(res_kind_name(RES_KIND_UNKNOWN) == NULL, "an unknown kind has no name");
	CHECK(strcmp(res_kind_name(RES_KIND_STATEMENT), "statement") == 0, "name of a kind");
	CHECK(strcmp(res_part_name(RES_ANNEX), "annex") == 0, "name of a part");
	CHECK(res_anchor_name(RES_ANCHOR_NONE) == NULL, "no anchor has no name");
	CHECK(strcmp(res_anchor_name(RES_ANCHOR_HEADING), "heading") == 0, "name of an anchor");
	CHECK(strcmp(res_role_name(RES_ROLE_ON_BEHALF), "on behalf of") == 0, "name of a role");
	CHECK(strcmp(res_cite_kind_name(RES_CITE_RECORDS), "official records") == 0, "name of a kind of citation");
	CHECK(strcmp(res_vote_kind_name(RES_VOTE_ABSTAINING), "abstaining") == 0, "name of a vote");
	CHECK(strcmp(res_severity_name(RES_SEVERITY_NOTE), "note") == 0, "name of a severity");
	CHECK(res_lang_name((ResLang) 99) == NULL && res_part_name((ResPart) 3) == NULL,
		  "a value outside the enumeration has no name");
}

int
main(void)
{
	test_alloc();
	test_room();
	test_failure();
	test_growing();
	test_names();
	return unit_done();
}
