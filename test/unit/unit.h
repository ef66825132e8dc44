/*-------------------------------------------------------------------------
 *
 * unit.h
 *	  The harness of the unit tests: results as TAP lines, no library needed.
 *
 * A test program includes this file once, calls CHECK() for each fact and
 * ends with "return unit_done();".  Output is the Test Anything Protocol:
 * one line "ok N - name" or "not ok N - name" for each check, the plan
 * "1..N" at the end.  The exit code is 0 if every check held.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_UNIT_H
#define RES_UNIT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core.h"

static int	unit_run = 0;
static int	unit_failed = 0;

/* Report one fact.  Use it through CHECK, which adds the place. */
static inline bool
unit_check(bool cond, const char *file, int line, const char *fmt,...)
{
	va_list		ap;

	unit_run++;
	printf("%s %d - ", cond ? "ok" : "not ok", unit_run);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	if (!cond)
	{
		unit_failed++;
		printf("#   failed at %s line %d\n", file, line);
	}
	return cond;
}

/* CHECK(condition, name): the name may be a format with its arguments. */
#define CHECK(cond, ...) \
	unit_check((cond), __FILE__, __LINE__, __VA_ARGS__)

/* Compare a string of the core with a C string; shows both if they differ. */
static inline bool
unit_check_str(ResStr got, const char *want, const char *file, int line, const char *name)
{
	bool		same = want == NULL ? got.p == NULL :
		got.p != NULL && got.len == strlen(want) && memcmp(got.p, want, got.len) == 0;

	unit_check(same, file, line, "%s", name);
	if (!same)
		printf("#   got  %s%.*s%s\n#   want %s%s%s\n",
			   got.p ? "\"" : "", got.p ? (int) got.len : 4, got.p ? got.p : "NULL", got.p ? "\"" : "",
			   want ? "\"" : "", want ? want : "NULL", want ? "\"" : "");
	return same;
}

#define CHECK_STR(got, want, name) \
	unit_check_str((got), (want), __FILE__, __LINE__, (name))

/* Print the plan; the result is the exit code of the program. */
static inline int
unit_done(void)
{
	printf("1..%d\n", unit_run);
	if (unit_failed > 0)
		printf("# %d of %d failed\n", unit_failed, unit_run);
	return unit_failed > 0;
}

/* Surroundings of the core for tests: memory from malloc. */
static void *
unit_alloc(void *ctx, size_t size)
{
	(void) ctx;
	return malloc(size);
}

static void
unit_release(void *ctx, void *ptr)
{
	(void) ctx;
	free(ptr);
}

static inline ResArena *
unit_arena(void)
{
	ResEnv		env = {unit_alloc, unit_release, NULL, NULL};

	return res_arena_create(&env);
}

#endif							/* RES_UNIT_H */
