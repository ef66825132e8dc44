/*-------------------------------------------------------------------------
 *
 * resread.c
 *	  Reads documents with the core alone and prints what it found.
 *
 * No server is needed: memory comes from malloc.  What is printed with
 * --json has the columns of the SQL functions, so that a program written for
 * the one can judge the other.  See usage() for the options.
 *
 *-------------------------------------------------------------------------
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "compare.h"
#include "core.h"
#include "image.h"
#include "language.h"

typedef enum Mode
{
	MODE_JSON,
	MODE_PROBLEMS,
	MODE_BLOCKS,
	MODE_SIZES,
	MODE_IMAGES,
	MODE_COMPARE,
	MODE_BENCH
} Mode;

typedef struct Options
{
	Mode		mode;
	bool		via_image;
	int			rounds;			/* of --bench */
	const char *folder;			/* of --images */
} Options;

/* A text to read; body is not terminated. */
typedef struct Text
{
	char	   *name;
	char	   *body;
	size_t		len;
} Text;

static void
usage(void)
{
	fputs("usage: resread [--json|--problems|--blocks|--sizes|--images FOLDER|--compare|--bench N] [--via-image] [FILE ...]\n"
		  "  --json             one JSON object per text and line (default)\n"
		  "  --problems         what the reader could not place or mended\n"
		  "  --blocks           the clean text in its pieces\n"
		  "  --sizes            bytes of the source and of each section of the image\n"
		  "  --images FOLDER    write the image of each text there: 1.image, 2.image ...\n"
		  "  --compare          each text with the one before it: clauses that belong together\n"
		  "  --bench N          read all texts N times, print MB/s\n"
		  "  --via-image        store each document and print what comes back\n"
		  "  --files-from LIST  more files, one a line; a name may follow after a tab\n"
		  "  --batch            more texts from the standard input, each as a line\n"
		  "                     \"NAMELEN BODYLEN\" and then the bytes of name and body\n",
		  stderr);
	exit(2);
}

static void
die(const char *what, const char *which)
{
	fprintf(stderr, "resread: %s%s%s\n", what, which ? ": " : "", which ? which : "");
	exit(1);
}

static void *
take(size_t size)
{
	void	   *p = malloc(size > 0 ? size : 1);

	if (p == NULL)
		die("out of memory", NULL);
	return p;
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

static ResArena *
new_arena(void)
{
	ResEnv		env = {env_alloc, env_release, NULL, NULL};
	ResArena   *arena = res_arena_create(&env);

	if (arena == NULL)
		die("out of memory", NULL);
	return arena;
}

/* ---------- JSON ---------- */

/* Length of the well-formed UTF-8 character at p; 0 if there is none. */
static uint32_t
utf8_len(const unsigned char *p, const unsigned char *end)
{
	uint32_t	n;
	uint32_t	i;

	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		n = 2;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		n = 3;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		n = 4;
	else
		return 0;
	if ((size_t) (end - p) < n)
		return 0;
	for (i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
		(p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

static void
put_bytes(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *) text;
	const unsigned char *end = p + len;

	putchar('"');
	while (p < end)
	{
		const unsigned char *start = p;
		uint32_t	n = 1;

		while (p < end && *p >= ' ' && *p != '"' && *p != '\\' &&
			   (*p < 0x80 || (n = utf8_len(p, end)) > 0))
		{
			p += n;
			n = 1;
		}
		if (p > start)
			fwrite(start, 1, (size_t) (p - start), stdout);
		if (p >= end)
			break;
		if (*p == '"' || *p == '\\')
			printf("\\%c", *p);
		else if (*p == '\n')
			fputs("\\n", stdout);
		else if (*p < ' ')
			printf("\\u%04x", *p);
		else
			fputs("\\ufffd", stdout);	/* no character: JSON has no bytes */
		p++;
	}
	putchar('"');
}

static void
put_str(ResStr s)
{
	if (s.p == NULL)
		fputs("null", stdout);
	else
		put_bytes(s.p, s.len);
}

static void
put_name(const char *s)
{
	if (s == NULL)
		fputs("null", stdout);
	else
		put_bytes(s, strlen(s));
}

static void
put_index(int32_t i)
{
	if (i < 0)
		fputs("null", stdout);
	else
		printf("%d", (int) i + 1);
}

/* ISO 8601; the calendar's arithmetic counts from 1 March of year 0. */
static void
put_date(ResDate date)
{
	int64_t		days;
	int64_t		era;
	int64_t		doe;
	int64_t		yoe;
	int64_t		doy;
	int64_t		mp;
	int64_t		year;

	if (date == RES_NO_DATE)
	{
		fputs("null", stdout);
		return;
	}
	days = (int64_t) date + 730425;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	year = yoe + era * 400 + (mp >= 10);
	printf("\"%04d-%02d-%02d\"", (int) year, (int) (mp < 10 ? mp + 3 : mp - 9),
		   (int) (doy - (153 * mp + 2) / 5 + 1));
}

/* Lemma of a clause, or of the nearest clause above it that has one. */
static ResStr
verb_of(const ResDocument *doc, int32_t clause)
{
	int			depth;

	for (depth = 0; clause >= 0 && depth <= RES_MAX_DEPTH; depth++)
	{
		if (doc->clauses[clause].verb.p != NULL)
			return doc->clauses[clause].verb;
		clause = doc->clauses[clause].parent;
	}
	return (ResStr) {NULL, 0};
}

#define KEY(name) fputs(",\"" name "\":", stdout)

static void
put_header(const ResHeader *h)
{
	uint32_t	i;

	fputs("{\"symbol\":", stdout);
	put_str(h->symbol);
	KEY("title");
	put_str(h->title);
	KEY("organ");
	put_str(h->organ);
	KEY("committee");
	put_str(h->committee);
	KEY("session");
	put_str(h->session);
	KEY("agenda_items");
	if (h->nagenda_items == 0)
		fputs("null", stdout);
	else
	{
		for (i = 0; i < h->nagenda_items; i++)
		{
			putchar(i == 0 ? '[' : ',');
			put_str(h->agenda_items[i]);
		}
		putchar(']');
	}
	KEY("kind");
	put_name(res_kind_name(h->kind));
	KEY("date");
	put_date(h->date);
	KEY("adopted");
	put_date(h->adopted);
	KEY("meeting");
	put_str(h->meeting);
	KEY("vote");
	put_str(h->vote);
	KEY("language");
	put_name(res_lang_name(h->lang));
	KEY("distribution");
	put_str(h->distribution);
	putchar('}');
}

/* Open a row of a list; close_list ends it, null if it had none. */
static void
open_row(const char *list, uint32_t i)
{
	if (i == 0)
		printf(",\"%s\":[", list);
	else
		putchar(',');
}

static void
close_list(const char *list, uint32_t n)
{
	if (n == 0)
		printf(",\"%s\":null", list);
	else
		putchar(']');
}

static void
put_document(const ResDocument *doc)
{
	uint32_t	i;

	KEY("header");
	put_header(&doc->header);
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *c = &doc->clauses[i];

		open_row("clauses", i);
		printf("{\"clause\":%u", i + 1);
		KEY("parent");
		put_index(c->parent);
		KEY("part");
		put_name(res_part_name(c->part));
		KEY("path");
		put_str(c->path);
		KEY("number");
		put_str(c->number);
		KEY("section");
		put_str(c->section);
		KEY("phrase");
		put_str(c->phrase);
		KEY("verb");
		put_str(c->verb);
		KEY("verb_en");
		put_str(c->verb_en);
		KEY("text");
		put_str(c->text);
		putchar('}');
	}
	close_list("clauses", doc->nclauses);
	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *n = &doc->notes[i];

		open_row("footnotes", i);
		printf("{\"footnote\":%u", i + 1);
		KEY("marker");
		put_str(n->marker);
		KEY("text");
		put_str(n->text);
		KEY("anchor");
		put_name(res_anchor_name(n->anchor));
		KEY("clause");
		put_index(n->clause);
		putchar('}');
	}
	close_list("footnotes", doc->nnotes);
	for (i = 0; i < doc->nsponsors; i++)
	{
		const ResSponsor *s = &doc->sponsors[i];
		const ResState *state = s->m49 ? res_state_by_m49(s->m49) : NULL;

		open_row("sponsors", i);
		printf("{\"sponsor\":%u", i + 1);
		KEY("name");
		put_str(s->name);
		KEY("role");
		put_name(res_role_name(s->role));
		KEY("state");
		put_name(state ? state->name : NULL);
		KEY("iso3");
		put_name(state ? state->iso3 : NULL);
		KEY("m49");
		if (s->m49)
			printf("%d", (int) s->m49);
		else
			fputs("null", stdout);
		KEY("footnote");
		put_index(s->note);
		putchar('}');
	}
	close_list("sponsors", doc->nsponsors);
	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *c = &doc->citations[i];

		open_row("citations", i);
		printf("{\"citation\":%u", i + 1);
		KEY("symbol");
		put_str(c->symbol);
		KEY("kind");
		put_name(res_cite_kind_name(c->kind));
		KEY("title");
		put_str(c->title);
		KEY("text");
		put_str(c->text);
		KEY("date");
		put_date(c->date);
		KEY("pinpoint");
		put_str(c->pinpoint);
		KEY("verb");
		put_str(verb_of(doc, c->clause));
		KEY("clause");
		put_index(c->clause);
		KEY("footnote");
		put_index(c->note);
		putchar('}');
	}
	close_list("citations", doc->ncitations);
	for (i = 0; i < doc->nvotes; i++)
	{
		const ResVote *v = &doc->votes[i];
		const ResState *state = v->m49 ? res_state_by_m49(v->m49) : NULL;

		open_row("votes", i);
		fputs("{\"state\":", stdout);
		if (state)
			put_name(state->name);
		else
			put_str(v->name);
		KEY("iso3");
		put_name(state ? state->iso3 : NULL);
		KEY("vote");
		put_name(res_vote_kind_name(v->vote));
		putchar('}');
	}
	close_list("votes", doc->nvotes);
}

/* ---------- other forms ---------- */

static const char *const block_names[] = {
	[RES_BLOCK_MASTHEAD] = "masthead",
	[RES_BLOCK_PROVENANCE] = "provenance",
	[RES_BLOCK_SPONSORS] = "sponsors",
	[RES_BLOCK_TITLE] = "title",
	[RES_BLOCK_FORMULA] = "formula",
	[RES_BLOCK_CLAUSE] = "clause",
	[RES_BLOCK_HEADING] = "heading",
	[RES_BLOCK_CLOSING] = "closing",
	[RES_BLOCK_ANNEX] = "annex",
	[RES_BLOCK_OTHER] = "other",
	[RES_BLOCK_NOTE] = "note"
};

static void
put_blocks(const Text *text, const ResDocument *doc)
{
	uint32_t	i;

	printf("== %s\n", text->name);
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *b = &doc->blocks[i];

		printf("%-10s ", (unsigned) b->kind < sizeof(block_names) / sizeof(block_names[0]) ?
			   block_names[b->kind] : "?");
		if (b->clause >= 0 && (uint32_t) b->clause < doc->nclauses)
			printf("%-8.*s ", (int) doc->clauses[b->clause].path.len, doc->clauses[b->clause].path.p);
		else
			printf("%-8s ", "");
		fwrite(b->text.p, 1, b->text.len, stdout);
		putchar('\n');
	}
}

static void
put_problems(const Text *text, const ResDocument *doc, ResStatus status, const ResError *err)
{
	uint32_t	i;

	for (i = 0; doc != NULL && i < doc->nproblems; i++)
	{
		const ResProblem *p = &doc->problems[i];

		printf("%s:%u: %s: %.*s\n", text->name, p->line, res_severity_name(p->severity),
			   (int) p->message.len, p->message.p);
	}
	if (status != RES_OK)
		printf("%s:%u: refused (status %d): %s\n", text->name, err->line, (int) status, err->detail);
}

/* ---------- the work ---------- */

/* Store the document and read it back. */
static ResDocument *
through_image(ResArena *arena, const Text *text, ResDocument *doc)
{
	char	   *image;
	size_t		size;
	ResStatus	status;

	if ((status = res_image_build(arena, doc, &image, &size)) != RES_OK)
		fprintf(stderr, "resread: %s: image not built (status %d)\n", text->name, (int) status);
	else if ((status = res_image_check(image, size)) != RES_OK)
		fprintf(stderr, "resread: %s: image is damaged (status %d)\n", text->name, (int) status);
	else if ((status = res_image_read(arena, image, size, RES_WANT_ALL, &doc)) != RES_OK)
		fprintf(stderr, "resread: %s: image not read (status %d)\n", text->name, (int) status);
	if (status != RES_OK)
		exit(1);
	return doc;
}

static void
put_sizes(ResArena *arena, const Text *text, ResDocument *doc)
{
	ResImageSizes sizes;
	char	   *image;
	size_t		size;
	int			i;

	if (res_image_build(arena, doc, &image, &size) != RES_OK ||
		res_image_sizes(image, size, &sizes) != RES_OK)
		die("no image", text->name);
	printf("%s", text->name);
	for (i = 0; i < RES_IMAGE_SECTIONS; i++)
		printf("\t%s=%u", res_image_section_name(i), sizes.bytes[i]);
	printf("\ttotal=%zu\n", size);
}

static void
write_image(ResArena *arena, const Options *opt, const Text *text, ResDocument *doc)
{
	static int	written = 0;
	char		path[1000];
	char	   *image;
	size_t		size;
	FILE	   *f;

	if (res_image_build(arena, doc, &image, &size) != RES_OK)
		die("no image", text->name);
	snprintf(path, sizeof(path), "%s/%d.image", opt->folder, ++written);
	f = fopen(path, "wb");
	if (f == NULL || fwrite(image, 1, size, f) != size || fclose(f) != 0)
		die("cannot write file", path);
}

static void
show(const Options *opt, const Text *text)
{
	ResArena   *arena = new_arena();
	ResDocument *doc = NULL;
	ResError	err;
	ResStatus	status;
	bool		lossless;

	memset(&err, 0, sizeof(err));
	status = res_parse(arena, text->body, text->len, &doc, &err);
	if (status == RES_OK && opt->via_image)
		doc = through_image(arena, text, doc);
	switch (opt->mode)
	{
		case MODE_PROBLEMS:
			if (status == RES_OK)
				status = res_problems_find(arena, doc);
			put_problems(text, doc, status, &err);
			break;
		case MODE_BLOCKS:
			if (status == RES_OK)
				put_blocks(text, doc);
			else
				put_problems(text, NULL, status, &err);
			break;
		case MODE_SIZES:
			if (status == RES_OK)
				put_sizes(arena, text, doc);
			break;
		case MODE_IMAGES:
			if (status == RES_OK)
				write_image(arena, opt, text, doc);
			break;
		default:
			fputs("{\"name\":", stdout);
			put_bytes(text->name, strlen(text->name));
			if (status != RES_OK)
				fputs(",\"ok\":false,\"lossless\":null,\"header\":null,\"clauses\":null,\"footnotes\":null,"
					  "\"sponsors\":null,\"citations\":null", stdout);
			else
			{
				lossless = doc->source.len == text->len &&
					(text->len == 0 || memcmp(doc->source.p, text->body, text->len) == 0);
				printf(",\"ok\":true,\"lossless\":%s", lossless ? "true" : "false");
				put_document(doc);
			}
			fputs("}\n", stdout);
	}
	res_arena_destroy(arena);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

/* Memory that is kept from text to text. */
#define ROOM_SIZE	(1024 * 1024)

#ifdef RES_CLOCK
/*
 * What each stage of the reader took: of each text the least of all rounds,
 * which other work on the machine disturbs least.
 */
#define MAX_STAGES	32

static const char *stage_name[MAX_STAGES];
static double stage_now[MAX_STAGES];
static int	nstages = 0;
static double last_clock;

void
res_clock(const char *stage)
{
	double		now = seconds();
	int			i;

	for (i = 0; i < nstages && strcmp(stage_name[i], stage) != 0; i++)
		;
	if (*stage != '\0' && i < MAX_STAGES)
	{
		if (i == nstages)
			stage_name[nstages++] = stage;
		stage_now[i] += now - last_clock;
	}
	last_clock = seconds();
}

/* Keep the least of what a text took so far and of what it took now. */
static void
keep_stages(double *least, int round)
{
	int			i;

	for (i = 0; i < MAX_STAGES; i++)
	{
		if (round == 0 || stage_now[i] < least[i])
			least[i] = stage_now[i];
		stage_now[i] = 0;
	}
}

static void
print_stages(const double *least, size_t ntexts, double bytes)
{
	double		sum[MAX_STAGES] = {0};
	double		total = 0;
	size_t		t;
	int			i;

	for (t = 0; t < ntexts; t++)
		for (i = 0; i < nstages; i++)
			sum[i] += least[t * MAX_STAGES + (size_t) i];
	for (i = 0; i < nstages; i++)
		total += sum[i];
	for (i = 0; i < nstages; i++)
		printf("%-26s %7.3f ns a byte %5.1f %%\n", stage_name[i], sum[i] * 1e9 / bytes, 100 * sum[i] / total);
	printf("%-26s %7.3f ns a byte, %.1f MB/s\n", "all", total * 1e9 / bytes, bytes / 1e6 / total);
}
#endif

/* Time of each step over all texts; the slowest single text is named. */
static void
bench(const Options *opt, const Text *texts, size_t ntexts)
{
	double		parse = 0,
				build = 0,
				check = 0,
				read = 0,
				slowest = 0;
	double		bytes = 0,
				images = 0;
	const char *slowest_name = "";
	static uint64_t room[ROOM_SIZE / 8];
	int			round;
	size_t		i;
#ifdef RES_CLOCK
	double	   *least = take(sizeof(double) * MAX_STAGES * ntexts);
#endif

	for (round = 0; round < opt->rounds; round++)
		for (i = 0; i < ntexts; i++)
		{
			ResArena   *arena = new_arena();
			ResArena   *back = new_arena();
			ResDocument *doc = NULL;
			ResError	err;
			double		t0,
						t1;
			ResStatus	status;

			/* as a session of the server does */
			res_arena_room(arena, room, ROOM_SIZE);
			t0 = seconds();
			status = res_parse(arena, texts[i].body, texts[i].len, &doc, &err);

			t1 = seconds();
#ifdef RES_CLOCK
			keep_stages(least + i * MAX_STAGES, round);
#endif
			parse += t1 - t0;
			bytes += (double) texts[i].len;
			if (t1 - t0 > slowest)
			{
				slowest = t1 - t0;
				slowest_name = texts[i].name;
			}
			if (status == RES_OK && opt->via_image)
			{
				char	   *image;
				size_t		size;

				if (res_image_build(arena, doc, &image, &size) != RES_OK)
					die("image not built", texts[i].name);
				t0 = seconds();
				build += t0 - t1;
				if (res_image_check(image, size) != RES_OK)
					die("image is damaged", texts[i].name);
				t1 = seconds();
				check += t1 - t0;
				if (res_image_read(back, image, size, RES_WANT_ALL, &doc) != RES_OK)
					die("image not read", texts[i].name);
				read += seconds() - t1;
				images += (double) size;
			}
			res_arena_destroy(back);
			res_arena_destroy(arena);
		}
	bytes /= 1e6;
	printf("%zu texts, %.1f MB: parse %.1f MB/s, slowest %.1f ms (%s)\n", ntexts, bytes / opt->rounds,
		   bytes / parse, slowest * 1e3, slowest_name);
	if (opt->via_image)
		printf("image: build %.1f MB/s, check %.1f MB/s, read %.1f MB/s, size %.4f of the source\n",
			   bytes / build, bytes / check, bytes / read, images / 1e6 / bytes);
#ifdef RES_CLOCK
	print_stages(least, ntexts, bytes * 1e6 / opt->rounds);
	free(least);
#endif
}

/* ---------- comparison ---------- */

/*
 * Each text with the one before it: the numbers of the clauses that belong
 * together, as res_compare found them, and how like they are.
 */
static void
compare_all(const Text *texts, size_t ntexts)
{
	size_t		i;

	for (i = 1; i < ntexts; i++)
	{
		ResArena   *arena = new_arena();
		ResDocument *docs[2];
		ResDiff		diff;
		ResError	err;
		uint32_t	k;

		if (res_parse(arena, texts[i - 1].body, texts[i - 1].len, &docs[0], &err) == RES_OK &&
			res_parse(arena, texts[i].body, texts[i].len, &docs[1], &err) == RES_OK)
		{
			if (res_compare(arena, docs[0], docs[1], &diff) != RES_OK)
				die("not compared", texts[i].name);
			printf("%s\t%s\t%.6f\n", texts[i - 1].name, texts[i].name, diff.similarity);
			for (k = 0; k < diff.nrows; k++)
				printf("%s\t%d\t%d\t%.6f\t%u\n", res_diff_op_name(diff.rows[k].op), (int) diff.rows[k].old_clause,
					   (int) diff.rows[k].new_clause, (double) diff.rows[k].similarity, (unsigned) diff.rows[k].npieces);
		}
		res_arena_destroy(arena);
	}
}

/* ---------- input ---------- */

static Text
read_file(const char *path, const char *name)
{
	Text		text;
	FILE	   *f = fopen(path, "rb");
	size_t		cap = 65536;
	size_t		n;

	if (f == NULL)
		die("cannot open file", path);
	text.name = take(strlen(name) + 1);
	strcpy(text.name, name);
	text.body = take(cap);
	text.len = 0;
	while ((n = fread(text.body + text.len, 1, cap - text.len, f)) > 0)
	{
		text.len += n;
		if (text.len == cap)
		{
			cap *= 2;
			text.body = realloc(text.body, cap);
			if (text.body == NULL)
				die("out of memory", NULL);
		}
	}
	if (ferror(f))
		die("cannot read file", path);
	fclose(f);
	/* exactly as long as the text, so that a sanitizer sees each byte beyond */
	text.body = realloc(text.body, text.len > 0 ? text.len : 1);
	return text;
}

/* Hand one text on: show it, or keep it for what needs all. */
static void
handle(const Options *opt, Text text, Text **kept, size_t *nkept)
{
	if (opt->mode != MODE_BENCH && opt->mode != MODE_COMPARE)
	{
		show(opt, &text);
		free(text.name);
		free(text.body);
		return;
	}
	if ((*nkept & (*nkept - 1)) == 0)
		*kept = realloc(*kept, (*nkept ? *nkept * 2 : 1) * sizeof(Text));
	if (*kept == NULL)
		die("out of memory", NULL);
	(*kept)[(*nkept)++] = text;
}

static void
handle_list(const Options *opt, const char *list, Text **kept, size_t *nkept)
{
	Text		lines = read_file(list, list);
	char	   *p = lines.body;
	char	   *end = p + lines.len;

	while (p < end)
	{
		char	   *nl = memchr(p, '\n', (size_t) (end - p));
		size_t		len = (size_t) ((nl ? nl : end) - p);
		char	   *path = take(len + 1);
		char	   *tab;

		memcpy(path, p, len);
		path[len] = '\0';
		p += len + 1;
		tab = strchr(path, '\t');
		if (tab != NULL)
			*tab++ = '\0';
		if (path[0] != '\0')
			handle(opt, read_file(path, tab ? tab : path), kept, nkept);
		free(path);
		if (nl == NULL)
			break;
	}
	free(lines.name);
	free(lines.body);
}

static void
handle_batch(const Options *opt, Text **kept, size_t *nkept)
{
	size_t		namelen;
	size_t		bodylen;

	while (scanf("%zu %zu", &namelen, &bodylen) == 2 && getchar() == '\n')
	{
		Text		text;

		text.name = take(namelen + 1);
		text.body = take(bodylen);
		text.len = bodylen;
		if (fread(text.name, 1, namelen, stdin) != namelen ||
			fread(text.body, 1, bodylen, stdin) != bodylen)
			die("standard input ends inside a text", NULL);
		text.name[namelen] = '\0';
		handle(opt, text, kept, nkept);
		fflush(stdout);
	}
}

int
main(int argc, char **argv)
{
	Options		opt = {MODE_JSON, false, 1, NULL};
	Text	   *kept = NULL;
	size_t		nkept = 0;
	int			i;

	/* options first, wherever they stand: they hold for all texts */
	for (i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--json") == 0)
			opt.mode = MODE_JSON;
		else if (strcmp(argv[i], "--problems") == 0)
			opt.mode = MODE_PROBLEMS;
		else if (strcmp(argv[i], "--blocks") == 0)
			opt.mode = MODE_BLOCKS;
		else if (strcmp(argv[i], "--sizes") == 0)
			opt.mode = MODE_SIZES;
		else if (strcmp(argv[i], "--compare") == 0)
			opt.mode = MODE_COMPARE;
		else if (strcmp(argv[i], "--via-image") == 0)
			opt.via_image = true;
		else if (strcmp(argv[i], "--bench") == 0)
		{
			opt.mode = MODE_BENCH;
			if (++i == argc || (opt.rounds = atoi(argv[i])) < 1)
				usage();
		}
		else if (strcmp(argv[i], "--images") == 0)
		{
			opt.mode = MODE_IMAGES;
			if (++i == argc)
				usage();
			opt.folder = argv[i];
		}
		else if (strcmp(argv[i], "--files-from") == 0)
		{
			if (++i == argc)
				usage();
		}
		else if (strncmp(argv[i], "--", 2) == 0 && strcmp(argv[i], "--batch") != 0)
			usage();
	}
	for (i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--bench") == 0 || strcmp(argv[i], "--images") == 0)
			i++;
		else if (strcmp(argv[i], "--files-from") == 0)
			handle_list(&opt, argv[++i], &kept, &nkept);
		else if (strcmp(argv[i], "--batch") == 0)
			handle_batch(&opt, &kept, &nkept);
		else if (strncmp(argv[i], "--", 2) != 0)
			handle(&opt, read_file(argv[i], argv[i]), &kept, &nkept);
	}
	if (opt.mode == MODE_BENCH && nkept > 0)
		bench(&opt, kept, nkept);
	else if (opt.mode == MODE_COMPARE)
		compare_all(kept, nkept);
	for (i = 0; (size_t) i < nkept; i++)
	{
		free(kept[i].name);
		free(kept[i].body);
	}
	free(kept);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
