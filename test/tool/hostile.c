/*-------------------------------------------------------------------------
 *
 * hostile.c
 *	  What the reader needs for texts that are made to be hard.
 *
 * Each text is one stretch repeated.  For each of them and each size it
 * prints the CPU time of reading and storing, the memory per byte of text,
 * and the longest stretch of work during which nobody could have stopped it,
 * between two calls of ResEnv.tick; behind it, what giving back the memory
 * takes.  All times are CPU time of this process, so that others on the
 * machine do not matter.
 *
 * With limits (--growth, --memory, --stretch) the exit status says whether
 * they hold.
 *
 *-------------------------------------------------------------------------
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core.h"
#include "image.h"

typedef struct Hostile
{
	const char *name;
	const char *stretch;
} Hostile;

/* Where in a document the stretches stand. */
typedef struct Place
{
	const char *name;
	const char *before;
	const char *behind;
} Place;

static const Place places[] = {
	{"body", "The General Assembly,\n\n", ""},
	{"head", "United Nations\n", "\n\nThe General Assembly,\n\n1. Decides to act.\n"},
	{"line", "The General Assembly,\n\n1. Decides ", " x\n"},
	{"title", "Resolution ", " x\nThe General Assembly,\n\n1. Decides to act.\n"},
	{"note", "The General Assembly,\n\n1. Decides to act.1\n\n________\n1 See ", "x\n"},
	{"nothing", "", ""},
};

static Hostile hostile[] = {
	{"open brackets", "("},
	{"closing brackets", "[)"},
	{"recalling", "Recalling\n\n"},
	{"recalling resolutions", "Recalling its resolution 55/2 of 3 November 2000,\n\n"},
	{"paragraphs", "1. Decides\n\n"},
	{"digits", "1234567890"},
	{"numbers on lines", "1\n"},
	{"footnote markers", "word\xC2\xB9 "},
	{"asterisks", "*"},
	{"slashes", "A/"},
	{"symbols", "A/RES/55/2, "},
	{"labels", "(a) (i) 1. "},
	{"labels on lines", "(a)\n(i)\n"},
	{"blanks", " "},
	{"line ends", "\n"},
	{"form feeds", "\f1\n"},
	{"hyphens", "resolu-\ntion "},
	{"sponsors", "Cuba, Viet Nam and "},
	{"quotes", "\xE2\x80\x9C"},
	{"one word", "x"},
	{"letters apart", "x y "},
	{"dates", "of 3 November 2000 "},
	{"bytes that are no UTF-8", "\xFF\x80"},
	{"Chinese", "\xE5\x9B\x9E\xE9\xA1\xBE"},
	{"page heads", "A/80/L.1\n\n2/3\n\f"},
	{"notes", "\f____\n\n1 See A/80/1.\n"},
	{"notes below a rule", "____\n\n1 See A/80/1.\n\n"},
	{"star notes", "word* \n\n____\n* A note.\n\n"},
	{"quotes apart", "\xE2\x80\x9C "},
	{"quoted words", "\xE2\x80\x9CRecalling "},
	{"invisible", "\xC2\xAD"},
	{"invisible apart", "\xC2\xAD "},
	{"in full", "The General Assembly,\n\nRecalling A/RES/1/1,\n\n1. Decides\n(a) One;\n\n"},
	{"sections", "I\n\nRights\n\n1. Decides to act.\n\n"},
	{"annexes", "Annex\n\nList of names\n\n"},
	{"States", "Cuba\n"},
	{"votes in a row", "In favour: "},
	{"meetings", "3rd plenary meeting\n"},
	{"words apart", "reso lution "},
	{"lower case", "of the\n"},
	{"colons", "Decides:\n\n"},
	{"bullets", "- one\n"},
	{"Roman", "(i)\n(ii)\n"},
	{"instruments", "Convention on the Rights of the Child and "},
	{"resolutions of", "resolutions 1/1, 1/2, "},
	{"bytes of zero in print", "\x01"},
	{"numbered words", "a1,"},
	{"numbers and slashes", "71/20513 "},
	{"years", "2000,1 "},
	{"blanks inside", "a            "},
	{"tabs", "\t"},
	{"wide blanks", "\xE3\x80\x80"},
	{"articles", "the "},
	{"apostrophes", "'"},
	{"Arabic marks", "\xD9\x8E"},
	{"hyphens in a row", "-"},
	{"votes", "In favour: Cuba, Viet Nam\nAgainst: Chad\n"},
};

#define RELEASE_SLICE	(64 * 1024 * 1024)

/* A block of memory as the server's contexts hold it. */
typedef struct Block
{
	struct Block *next;
	struct Block *prev;
	size_t		size;
	size_t		unused;
} Block;

typedef struct Meter
{
	Block		blocks;
	size_t		now;			/* bytes taken */
	size_t		peak;
	double		last;			/* CPU time of the last tick */
	double		longest;		/* longest stretch without one */
	unsigned long ticks;
	const char *where;			/* what was being done */
	const char *longest_where;
} Meter;

typedef struct Limits
{
	double		growth;			/* time per byte against that of the half; 0 = none */
	double		memory;			/* bytes per byte of text */
	double		stretch;		/* milliseconds */
} Limits;

typedef struct Measure
{
	double		seconds;
	double		memory;
	double		stretch;
	double		back;			/* milliseconds of giving back */
	const char *where;
	ResStatus	status;
	uint32_t	clauses;
	uint32_t	notes;
	uint32_t	citations;
} Measure;

static double
cpu_time(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void
meter_mark(Meter *m)
{
	double		now = cpu_time();

	if (now - m->last > m->longest)
	{
		m->longest = now - m->last;
		m->longest_where = m->where;
	}
	m->last = now;
}

static bool
meter_tick(void *ctx)
{
	Meter	   *m = ctx;

	m->ticks++;
	meter_mark(m);
	return false;
}

static void *
meter_alloc(void *ctx, size_t size)
{
	Meter	   *m = ctx;
	Block	   *block = malloc(sizeof(Block) + size);

	if (block == NULL)
		return NULL;
	block->size = size;
	block->prev = &m->blocks;
	block->next = m->blocks.next;
	if (block->next != NULL)
		block->next->prev = block;
	m->blocks.next = block;
	m->now += size;
	if (m->now > m->peak)
		m->peak = m->now;
	return block + 1;
}

static void
meter_release(void *ctx, void *ptr)
{
	Meter	   *m = ctx;
	Block	   *block = (Block *) ptr - 1;

	m->now -= block->size;

	/* large ones in slices, as the server gives them back (glue_release) */
	while (block->size > 2 * RELEASE_SLICE)
	{
		Block	   *less = realloc(block, sizeof(Block) + block->size - RELEASE_SLICE);

		if (less == NULL)
			break;
		block = less;
		block->size -= RELEASE_SLICE;
		block->prev->next = block;
		if (block->next != NULL)
			block->next->prev = block;
		meter_mark(m);
	}
	block->prev->next = block->next;
	if (block->next != NULL)
		block->next->prev = block->prev;
	free(block);
}

static void
measure(const char *text, size_t len, Measure *result)
{
	Meter		m = {.where = "reading"};
	ResEnv		env = {meter_alloc, meter_release, meter_tick, &m};
	ResArena   *arena;
	ResDocument *doc = NULL;
	ResError	err;
	double		start = cpu_time();
	char	   *image = NULL;
	size_t		size = 0;

	m.last = start;
	arena = res_arena_create(&env);
	result->status = res_parse(arena, text, len, &doc, &err);
	meter_mark(&m);
	result->clauses = doc != NULL ? doc->nclauses : 0;
	result->notes = doc != NULL ? doc->nnotes : 0;
	result->citations = doc != NULL ? doc->ncitations : 0;
	if (result->status == RES_OK)
	{
		m.where = "storing";
		(void) res_image_build(arena, doc, &image, &size);
		meter_mark(&m);
	}
	m.last = cpu_time();
	res_arena_destroy(arena);
	result->back = (cpu_time() - m.last) * 1000;
	result->seconds = cpu_time() - start;
	result->memory = (double) m.peak / (double) len;
	result->stretch = m.longest * 1000;
	result->where = m.longest_where;
}

static const char *
status_name(ResStatus status)
{
	switch (status)
	{
		case RES_OK:
			return "read";
		case RES_EMPTY:
			return "empty";
		case RES_NOT_A_RESOLUTION:
			return "no resolution";
		default:
			return "refused";
	}
}

static void
usage(void)
{
	fputs("usage: hostile [--growth X] [--memory X] [--stretch MS] [--only NAME] [--text TEXT] [--place NAME] MEGABYTES...\n"
		  "  sizes in rising order; a size's time per byte is compared with that of the first\n"
		  "  --growth X    at most X times the time per byte of the first size\n"
		  "  --memory X    at most X bytes of memory for a byte of text\n"
		  "  --stretch MS  at most MS milliseconds (CPU) without asking whether to stop\n"
		  "  --only NAME   one pattern\n"
		  "  --text TEXT   this pattern instead of the known ones\n"
		  "  --place NAME  one place in the document: body, head, line, title, note, nothing\n", stderr);
	exit(2);
}

/* A text of about this size; *len its length. */
static char *
make_text(const Hostile *h, const Place *place, size_t size, size_t *len)
{
	size_t		before = strlen(place->before);
	size_t		stretch = strlen(h->stretch);
	size_t		behind = strlen(place->behind);
	char	   *text = malloc(before + size + behind);
	size_t		at = before;

	if (text == NULL)
		exit(1);
	memcpy(text, place->before, before);
	for (; at + stretch + behind <= size; at += stretch)
		memcpy(text + at, h->stretch, stretch);
	memcpy(text + at, place->behind, behind);
	*len = at + behind;
	return text;
}

int
main(int argc, char **argv)
{
	Limits		limits = {0, 0, 0};
	const char *only = NULL;
	const char *only_place = NULL;
	double		sizes[16];
	int			nsizes = 0;
	int			broken = 0;
	double		most_memory = 0;
	double		longest = 0;
	double		back = 0;
	double		slowest = 0;
	size_t		n;
	size_t		p;
	int			i;

	for (i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--growth") == 0 && i + 1 < argc)
			limits.growth = atof(argv[++i]);
		else if (strcmp(argv[i], "--memory") == 0 && i + 1 < argc)
			limits.memory = atof(argv[++i]);
		else if (strcmp(argv[i], "--stretch") == 0 && i + 1 < argc)
			limits.stretch = atof(argv[++i]);
		else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
			only = argv[++i];
		else if (strcmp(argv[i], "--text") == 0 && i + 1 < argc)
			hostile[0] = (Hostile) {only = "given", argv[++i]};
		else if (strcmp(argv[i], "--place") == 0 && i + 1 < argc)
			only_place = argv[++i];
		else if (argv[i][0] == '-' || nsizes == 16)
			usage();
		else
			sizes[nsizes++] = atof(argv[i]);
	}
	if (nsizes == 0)
		usage();
	printf("%-7s %-24s %6s %8s %8s %8s %8s  %-10s %8s %-13s %8s %8s %8s\n", "place", "pattern", "MB", "s", "ns/byte",
		   "bytes/b", "ms", "longest in", "ms back", "result", "clauses", "notes", "cited");
	for (p = 0; p < sizeof(places) / sizeof(places[0]); p++)
	{
		if (only_place != NULL && strcmp(only_place, places[p].name) != 0)
			continue;
		for (n = 0; n < sizeof(hostile) / sizeof(hostile[0]); n++)
		{
			double		first = 0;

			if (only != NULL && strcmp(only, hostile[n].name) != 0)
				continue;
			for (i = 0; i < nsizes; i++)
			{
				Measure		got;
				double		ns = 0;
				bool		slow = false;
				bool		stuck = false;
				int			tries;
				size_t		len;
				char	   *text = make_text(&hostile[n], &places[p], (size_t) (sizes[i] * 1048576), &len);

				/* a slip of the clock is not repeated */
				for (tries = 0; tries < 3; tries++)
				{
					measure(text, len, &got);
					ns = got.seconds * 1e9 / (double) len;
					slow = limits.growth > 0 && i > 0 && got.seconds > 0.02 && ns > first * limits.growth;
					stuck = limits.stretch > 0 && got.stretch > limits.stretch;
					if (!slow && !stuck)
						break;
				}
				if (i == 0)
					first = ns;
				printf("%-7s %-24s %6.2f %8.3f %8.1f %8.1f %8.1f  %-10s %8.1f %-13s %8u %8u %8u\n", places[p].name,
					   hostile[n].name, sizes[i], got.seconds, ns, got.memory, got.stretch, got.where,
					   got.back, status_name(got.status), got.clauses, got.notes, got.citations);
				if (ns > slowest)
					slowest = ns;
				if (got.memory > most_memory)
					most_memory = got.memory;
				if (got.stretch > longest)
					longest = got.stretch;
				if (got.back > back)
					back = got.back;
				if (slow)
					printf("  BROKEN: %.1f times the time per byte of %.2f MB\n", ns / first, sizes[0]);
				if (limits.memory > 0 && got.memory > limits.memory)
				{
					printf("  BROKEN: more than %.0f bytes of memory for a byte\n", limits.memory);
					broken = 1;
				}
				if (stuck)
					printf("  BROKEN: not stopped within %.0f ms\n", limits.stretch);
				if (slow || stuck)
					broken = 1;
				fflush(stdout);
				free(text);
			}
		}
	}
	printf("at most %.0f ns and %.0f bytes for a byte, %.0f ms until stopped, %.0f ms to give back\n",
		   slowest, most_memory, longest, back);
	return broken;
}
