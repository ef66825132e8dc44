/*-------------------------------------------------------------------------
 *
 * fuzz.h
 *	  What the fuzz targets share: memory, and a way to say "this is wrong".
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_FUZZ_H
#define RES_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Something that must hold for every input. */
#define MUST(cond, what) \
	do { \
		if (!(cond)) \
		{ \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, (what)); \
			abort(); \
		} \
	} while (0)

static void *
fuzz_alloc(void *ctx, size_t size)
{
	(void) ctx;
	return malloc(size);
}

static void
fuzz_release(void *ctx, void *ptr)
{
	(void) ctx;
	free(ptr);
}

static inline ResArena *
fuzz_arena(void)
{
	ResEnv		env = {fuzz_alloc, fuzz_release, NULL, NULL};
	ResArena   *arena = res_arena_create(&env);

	MUST(arena != NULL, "out of memory");
	return arena;
}

/* The input in memory of exactly its size, so that a byte too far is seen. */
static inline char *
fuzz_copy(const uint8_t *data, size_t size)
{
	char	   *copy = malloc(size > 0 ? size : 1);

	MUST(copy != NULL, "out of memory");
	if (size > 0)
		memcpy(copy, data, size);
	return copy;
}

#endif							/* RES_FUZZ_H */
