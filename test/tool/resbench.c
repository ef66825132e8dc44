/*-------------------------------------------------------------------------
 *
 * resbench.c
 *	  How fast the reader is, with the core alone: MB/s by kind of text.
 *
 * usage: resbench REPETITIONS FILE		FILE: CSV of number, kind, text
 *
 * Prints a line for each kind and one for "all": kind, texts, bytes, and the
 * seconds that reading, building the stored form, and an FNV-1a hash of each
 * byte take (median of the repetitions), and the least seconds of reading as a
 * multiple of the least of hashing.  The hash says how fast the machine is at
 * the moment.
 *
 *-------------------------------------------------------------------------
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core.h"

#define MAX_REPETITIONS	101
#define MAX_KINDS		200

typedef struct Text
{
	char	   *body;
	uint32_t	len;
	int			kind;
} Text;

typedef struct Kind
{
	char	   *name;
	uint32_t	texts;
	uint64_t	bytes;
	double		parse[MAX_REPETITIONS];
	double		build[MAX_REPETITIONS];
	double		hash[MAX_REPETITIONS];
} Kind;

static Kind kinds[MAX_KINDS + 1];
static int	nkinds = 1;			/* the first is "all" */
static volatile uint32_t sink;	/* keeps the hash from being left out */

static void
die(const char *what)
{
	fprintf(stderr, "resbench: %s\n", what);
	exit(1);
}

static void *
env_alloc(void *ctx, size_t size)
{
	(void) ctx;
	return malloc(size);
}

static void
env_release(void *ctx, void *ptr)
{
	(void) ctx;
	free(ptr);
}

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double) ts.tv_sec + (double) ts.tv_nsec / 1e9;
}

/* One field of CSV at *p, unquoted in place; *p is set behind its comma or line end. */
static char *
csv_field(char **p, char *end, uint32_t *len)
{
	char	   *in = *p;
	char	   *start = in;
	char	   *out = in;

	if (in < end && *in == '"')
	{
		in++;
		out = start = in;
		for (; in < end; in++)
		{
			if (*in == '"')
			{
				if (in + 1 < end && in[1] == '"')
					in++;
				else
					break;
			}
			*out++ = *in;
		}
		in++;
	}
	else
	{
		while (in < end && *in != ',' && *in != '\n')
			in++;
		out = in;
	}
	*len = (uint32_t) (out - start);
	*p = in + 1;
	return start;
}

static int
kind_of(const char *name, uint32_t len)
{
	int			i;

	for (i = 1; i < nkinds; i++)
		if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, name, len) == 0)
			return i;
	if (nkinds > MAX_KINDS)
		return 0;
	kinds[nkinds].name = calloc(len + 1, 1);
	if (kinds[nkinds].name == NULL)
		die("out of memory");
	memcpy(kinds[nkinds].name, name, len);
	return nkinds++;
}

static int
compare_doubles(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return x < y ? -1 : x > y;
}

static double
median(double *values, int n)
{
	qsort(values, (size_t) n, sizeof(double), compare_doubles);
	return values[n / 2];
}

/* Memory that is kept from text to text, as a session of the server does. */
#define ROOM_SIZE	(1024 * 1024)

/* Read one text; adds the seconds to its kind and to "all". */
static void
measure(const Text *text, int repetition)
{
	static uint64_t room[ROOM_SIZE / 8];
	ResEnv		env = {env_alloc, env_release, NULL, NULL};
	ResArena   *arena;
	ResDocument *doc;
	ResError	err;
	char	   *image;
	size_t		size;
	double		t0,
				t1,
				t2,
				t3;
	uint32_t	hash = 2166136261u;
	uint32_t	i;
	int			k;

	t0 = now();
	arena = res_arena_create(&env);
	if (arena == NULL)
		die("out of memory");
	res_arena_room(arena, room, ROOM_SIZE);
	if (res_parse(arena, text->body, text->len, &doc, &err) == RES_OK)
	{
		t1 = now();
		if (res_image_build(arena, doc, &image, &size) != RES_OK)
			die("no image");
	}
	else
		t1 = now();
	t2 = now();
	res_arena_destroy(arena);
	for (i = 0; i < text->len; i++)
		hash = (hash ^ (unsigned char) text->body[i]) * 16777619u;
	sink = hash;
	t3 = now();
	for (k = 0; k < 2; k++)
	{
		Kind	   *kind = &kinds[k == 0 ? 0 : text->kind];

		kind->parse[repetition] += t1 - t0;
		kind->build[repetition] += t2 - t1;
		kind->hash[repetition] += t3 - t2;
	}
}

int
main(int argc, char **argv)
{
	int			repetitions = argc == 3 ? atoi(argv[1]) : 0;
	FILE	   *file;
	char	   *data;
	long		size;
	char	   *p;
	Text	   *texts = NULL;
	uint32_t	n = 0;
	uint32_t	cap = 0;
	uint32_t	i;
	int			r;

	if (repetitions < 1 || repetitions > MAX_REPETITIONS)
	{
		fputs("usage: resbench REPETITIONS FILE\n", stderr);
		return 2;
	}
	file = fopen(argv[2], "rb");
	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
		die("cannot read the file");
	rewind(file);
	data = malloc((size_t) size + 1);
	if (data == NULL || fread(data, 1, (size_t) size, file) != (size_t) size)
		die("cannot read the file");
	fclose(file);

	kinds[0].name = "all";
	for (p = data; p < data + size;)
	{
		uint32_t	len;
		uint32_t	kind_len;
		char	   *kind;

		if (n == cap)
		{
			cap = cap == 0 ? 1024 : cap * 2;
			texts = realloc(texts, cap * sizeof(Text));
			if (texts == NULL)
				die("out of memory");
		}
		(void) csv_field(&p, data + size, &len);
		kind = csv_field(&p, data + size, &kind_len);
		texts[n].body = csv_field(&p, data + size, &texts[n].len);
		texts[n].kind = kind_of(kind, kind_len);
		kinds[texts[n].kind].texts++;
		kinds[texts[n].kind].bytes += texts[n].len;
		if (texts[n].kind != 0)
		{
			kinds[0].texts++;
			kinds[0].bytes += texts[n].len;
		}
		n++;
	}
	for (r = 0; r < repetitions; r++)
		for (i = 0; i < n; i++)
			measure(&texts[i], r);
	for (r = 0; r < nkinds; r++)
	{
		Kind	   *kind = &kinds[r];

		if (kind->texts > 0)
		{
			double		parse = median(kind->parse, repetitions);
			double		build = median(kind->build, repetitions);
			double		hash = median(kind->hash, repetitions);

			/* sorted by now */
			printf("%s\t%u\t%llu\t%.6f\t%.6f\t%.6f\t%.3f\n", kind->name, kind->texts,
				   (unsigned long long) kind->bytes, parse, build, hash, kind->parse[0] / kind->hash[0]);
		}
	}
	return 0;
}
