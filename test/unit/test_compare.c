/*-------------------------------------------------------------------------
 *
 * test_compare.c
 *	  Unit tests of compare.c: small pairs of texts, each with one kind of
 *	  change, and what must hold for any pair.
 *
 *-------------------------------------------------------------------------
 */
#include <time.h>

#include "compare.h"
#include "internal.h"
#include "diff_rules.h"
#include "unit.h"

static ResArena *arena;

static ResDocument *
parse(const char *text)
{
	ResDocument *doc = NULL;
	ResError	err;

	if (res_parse(arena, text, strlen(text), &doc, &err) != RES_OK)
	{
		CHECK(false, "text is read: %s", err.detail);
		exit(unit_done());
	}
	return doc;
}

static ResStr
path_of(const ResDocument *doc, int32_t clause)
{
	if (clause == RES_DIFF_TITLE)
		return RES_STR("title");
	if (clause == RES_NONE)
		return RES_STR("-");
	return doc->clauses[clause].path;
}

/* Rows that are not "same": "changed 1>2 removed 3>-". */
static ResStr
rows(const ResDiff *diff, const ResDocument *a, const ResDocument *b)
{
	static char line[8000];
	size_t		n = 0;
	uint32_t	i;

	line[0] = '\0';
	for (i = 0; i < diff->nrows && n < sizeof(line) - 200; i++)
	{
		const ResDiffRow *row = &diff->rows[i];
		ResStr		x = path_of(a, row->old_clause);
		ResStr		y = path_of(b, row->new_clause);

		if (row->op != RES_DIFF_SAME)
			n += (size_t) snprintf(line + n, sizeof(line) - n, "%s%s %.*s>%.*s", n > 0 ? " " : "",
								   res_diff_op_name(row->op), (int) x.len, x.p, (int) y.len, y.p);
	}
	return (ResStr) {line, (uint32_t) n};
}

/* Pieces of the row of a new clause: "=Requests -one +two". */
static ResStr
pieces(const ResDiff *diff, const ResDocument *b, const char *path)
{
	static char line[4000];
	size_t		n = 0;
	uint32_t	i;
	uint32_t	k;

	line[0] = '\0';
	for (i = 0; i < diff->nrows; i++)
	{
		const ResDiffRow *row = &diff->rows[i];

		if (!res_is(path_of(b, row->new_clause), path))
			continue;
		for (k = 0; k < row->npieces && n < sizeof(line) - 500; k++)
			n += (size_t) snprintf(line + n, sizeof(line) - n, "%c[%.*s]", row->pieces[k].op,
								   (int) row->pieces[k].text.len, row->pieces[k].text.p);
		break;
	}
	return (ResStr) {line, (uint32_t) n};
}

/* Is the one comparison the mirror of the other? */
static bool
mirrors(const ResDiff *x, const ResDiff *y)
{
	uint32_t	i;
	uint32_t	j;
	uint32_t	k;

	if (x->nrows != y->nrows || x->similarity != y->similarity)
		return false;
	for (i = 0; i < x->nrows; i++)
	{
		const ResDiffRow *p = &x->rows[i];

		for (j = 0; j < y->nrows; j++)
			if (y->rows[j].old_clause == p->new_clause && y->rows[j].new_clause == p->old_clause)
				break;
		if (j == y->nrows || p->npieces != y->rows[j].npieces || p->similarity != y->rows[j].similarity)
			return false;
		if (p->op <= RES_DIFF_MOVED && y->rows[j].op != p->op)
			return false;
		/* '-' and '+' of a change come in the other order: compare as sets */
		for (k = 0; k < p->npieces; k++)
		{
			ResDiffPiece want = p->pieces[k];
			uint32_t	l;
			bool		found = false;

			want.op = want.op == '-' ? '+' : want.op == '+' ? '-' : '=';
			for (l = k > 0 ? k - 1 : 0; l < p->npieces && l <= k + 1; l++)
				found = found || (y->rows[j].pieces[l].op == want.op && res_str_eq(y->rows[j].pieces[l].text, want.text));
			if (!found)
				return false;
		}
	}
	return true;
}

/* Compare, both ways, and check what must always hold. */
static ResDiff
compare(const ResDocument *a, const ResDocument *b, const char *name)
{
	ResDiff		diff;
	ResDiff		back;
	const char *broken;

	if (res_compare(arena, a, b, &diff) != RES_OK || res_compare(arena, b, a, &back) != RES_OK)
	{
		CHECK(false, "%s: is compared", name);
		exit(unit_done());
	}
	broken = broken_rule(&diff, a, b);
	CHECK(broken == NULL, "%s: %s", name, broken ? broken : "rules hold");
	CHECK(mirrors(&diff, &back), "%s: symmetric", name);
	return diff;
}

static void
check_rows(const char *old_text, const char *new_text, const char *want, const char *name)
{
	ResDocument *a = parse(old_text);
	ResDocument *b = parse(new_text);
	ResDiff		diff = compare(a, b, name);

	CHECK_STR(rows(&diff, a, b), want, name);
}

#define GA "The General Assembly,\n\n"
#define P1 "Recalling its resolution 70/1 of 25 September 2015,\n\n"
#define P2 "Noting with concern the state of small islands in the Pacific,\n\n"
#define P3 "Welcoming the convening of the conference on oceans at Nice,\n\n"
#define O1 "Requests the Secretary-General to report to it at its next session on the matter"
#define O2 "Invites Member States to contribute to the trust fund for small islands"
#define O3 "Encourages the regional commissions to continue their work on oceans and on the climate"

static void
check_alignment(void)
{
	static char before[] = GA P1 P2 P3 "1. " O1 ";\n\n2. " O2 ";\n\n3. " O3 ".\n";

	check_rows(before, before, "", "identity");
	check_rows(before, GA P1 P3 "1. " O1 ";\n\n2. " O2 ";\n\n3. " O3 ".\n", "removed p2>-", "removed");
	check_rows(before, GA P1 P2 P3 "1. " O1 ";\n\n2. Decides to hold a meeting in 2030;\n\n3. " O2 ";\n\n4. " O3 ".\n",
			   "added ->2", "added; what is only numbered anew is the same");
	check_rows(before, GA P1 P2 P3 "1. " O2 ";\n\n2. " O1 ";\n\n3. " O3 ".\n", "moved 2>1", "moved: the shorter one");
	check_rows(before, GA P1 P2 P3 "1. " O1 ";\n\n2. " O2 " and in other oceans;\n\n3. " O3 ".\n", "changed 2>2", "changed");
	check_rows(before, GA P1 P2 P3 "1. " O3 ", and on fisheries;\n\n2. " O1 ";\n\n3. " O2 ".\n",
			   "moved 3>1 changed 2>3", "moved and changed");
	check_rows(before, GA P1 P2 P3 "1. " O1 ", and invites Member States to contribute to the trust fund for small islands;\n\n2. " O3 ".\n",
			   "changed 1>1 changed 2>1", "merged: two old clauses share a new one");
	check_rows(GA P1 P2 P3 "1. " O1 ", and encourages the regional commissions to continue their work on oceans and on the climate;\n\n2. " O2 ".\n",
			   GA P1 P2 P3 "1. " O1 ";\n\n2. " O3 ";\n\n3. " O2 ".\n",
			   "changed 1>1 changed 1>2", "split: two new clauses share an old one");
	check_rows(GA P1 "1. Urges Member States:\n\n(a) To protect small islands;\n\n(b) To report on the climate;\n\n2. " O1 ".\n",
			   GA P1 "1. Calls upon all, where they can:\n\n(a) To protect small islands;\n\n(b) To report on the climate;\n\n2. " O1 ".\n",
			   "changed 1>1", "what leads into the same list is the same paragraph");
	check_rows(GA P1 P1 "1. " O1 ".\n", GA P1 P1 P1 "1. " O1 ".\n", "added ->p1", "one more of a repeated text");
	check_rows("A/80/L.1\n\nCuba: draft resolution\n\nSmall islands\n\n" GA P1 "1. " O1 ".\n",
			   "A/80/L.1\n\nCuba: draft resolution\n\nSmall islands and oceans\n\n" GA P1 "1. " O1 ".\n",
			   "changed title>title", "title");
	check_rows(GA P1 "1. " O1 ".\n", "Le Conseil de sécurité,\n\nRappelant sa résolution 1325 (2000),\n\n1. Décide de rester saisi de la question.\n",
			   "removed p1>- removed 1>- added ->p1 added ->1", "nothing in common");
}

static void
check_words(void)
{
	ResDocument *a = parse(GA P1 "1. Requests the Secretary-General to report at the eightieth session;\n\n2. Decides to act.\n");
	ResDocument *b = parse(GA P1 "1. Also requests the Secretary-General to report orally at the eighty-first session;\n\n2. Decides to act!\n");
	ResDiff		diff = compare(a, b, "words");

	CHECK_STR(pieces(&diff, b, "1"),
			  "-[Requests]+[Also requests]=[ the Secretary-General to report ]+[orally ]=[at the ]-[eightieth]+[eighty-first]=[ session;]",
			  "words inside");
	CHECK_STR(pieces(&diff, b, "2"), "=[Decides to act]-[.]+[!]", "punctuation");
	CHECK_STR(pieces(&diff, b, "p1"), "=[Recalling its resolution 70/1 of 25 September 2015,]", "a same clause is one piece");

	a = parse("大会,\n\n回顾其2015年9月25日第70/1号决议,\n\n1. 请秘书长提交报告;\n\n2. 决定继续处理此案。\n");
	b = parse("大会,\n\n回顾其2015年9月25日第70/1号决议,\n\n1. 请秘书长每年提交报告;\n\n2. 决定继续处理此案。\n");
	diff = compare(a, b, "Chinese");
	CHECK_STR(pieces(&diff, b, "1"), "=[请秘书长]+[每年]=[提交报告;]", "characters where words have no blanks");

	a = parse(GA "1. Requests a b c d e f g h i j k l m n o p to report, in accordance with established rules and with practice;\n");
	b = parse(GA "1. Requests q r s t u v w x of y z 1 2 3 4 to report, in accordance with established rules and with practice;\n");
	diff = compare(a, b, "rewritten");
	CHECK_STR(pieces(&diff, b, "1"),
			  "=[Requests ]-[a b c d e f g h i j k l m n o p]+[q r s t u v w x of y z 1 2 3 4]=[ to report, in accordance with established rules and with practice;]",
			  "a rewritten stretch is one change");
}

static void
check_similarity(void)
{
	ResDocument *a = parse(GA P1 P2 "1. " O1 ";\n\n2. " O2 ".\n");
	ResDocument *b = parse(GA P1 P2 "1. " O1 ";\n\n2. " O3 ".\n");
	ResDocument *other = parse("Le Conseil de sécurité,\n\nRappelant sa résolution 1325 (2000),\n\n1. Décide de rester saisi de la question.\n");
	ResDiff		diff = compare(a, a, "itself");

	CHECK(diff.similarity == 1, "1 for itself");
	diff = compare(a, b, "half");
	CHECK(diff.similarity > 0.5 && diff.similarity < 0.9, "between for half of it: %f", diff.similarity);
	diff = compare(a, other, "other");
	CHECK(diff.similarity == 0, "0 for nothing in common: %f", diff.similarity);
	diff = compare(parse("The General Assembly,\n"), parse("The General Assembly,\n"), "no clause");
	CHECK(diff.similarity == 1, "1 for two without clauses");
}

/* ---------- texts made by a seed ---------- */

static uint32_t seed;

static uint32_t
rnd(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static const char *const vocabulary[] = {
	"the", "of", "and", "in", "to", "States", "Nations", "report", "session", "Council", "rights", "development", "peace", "its", "on",
	"a", "sustainable", "with", "for", "that"
};

static size_t
random_clause(char *p, int words)
{
	size_t		n = 0;

	for (; words > 0; words--)
		n += (size_t) sprintf(p + n, " %s", vocabulary[rnd(20)]);
	return n;
}

/* A text, or, from the same seed, one with some clauses left out or changed. */
static char *
random_text(uint32_t from, uint32_t nclauses, int words, uint32_t change)
{
	char	   *text = malloc(64 + (size_t) nclauses * ((size_t) words * 26 + 80));
	size_t		n = (size_t) sprintf(text, "The General Assembly,\n\n");
	uint32_t	number = 0;
	uint32_t	i;

	for (i = 0; i < nclauses; i++)
	{
		bool		skip;
		bool		extend;

		seed = from + i * 7919u;
		skip = change > 0 && (i * 31 + change) % 11 == 0;
		extend = change > 0 && (i * 17 + change) % 5 == 0;
		if (skip)
			continue;
		n += (size_t) sprintf(text + n, "%u. Requests", ++number);
		n += random_clause(text + n, words);
		if (extend)
		{
			seed = change + i;
			n += random_clause(text + n, words / 2);
		}
		n += (size_t) sprintf(text + n, ";\n\n");
	}
	return text;
}

static void
check_random(void)
{
	uint32_t	i;
	uint32_t	wrong = 0;
	const char *rule = NULL;

	for (i = 1; i <= 120; i++)
	{
		char	   *x = random_text(i, 1 + i % 40, 1 + (int) (i * 7 % 60), 0);
		char	   *y = random_text(i, 1 + i % 37, 1 + (int) (i * 7 % 60), i);
		ResArena   *outer = arena;
		ResDocument *a;
		ResDocument *b;
		ResDiff		there;
		ResDiff		back;
		ResDiff		self;
		uint32_t	k;

		arena = unit_arena();
		a = parse(x);
		b = parse(y);
		res_compare(arena, a, b, &there);
		res_compare(arena, b, a, &back);
		res_compare(arena, a, a, &self);
		if (broken_rule(&there, a, b) != NULL)
			rule = broken_rule(&there, a, b);
		if (!mirrors(&there, &back))
			rule = "symmetric";
		for (k = 0; k < self.nrows; k++)
			if (self.rows[k].op != RES_DIFF_SAME)
				rule = "identity";
		wrong += rule != NULL;
		res_arena_destroy(arena);
		arena = outer;
		free(x);
		free(y);
	}
	CHECK(wrong == 0, "120 pairs of made texts: %s", rule ? rule : "rules, symmetry, identity");
}

/* ---------- time ---------- */

/* Of this process: others may be at work. */
static double
seconds(void)
{
	return (double) clock() / CLOCKS_PER_SEC;
}

/* Ten times the text takes about ten times the time; a square would be 100. */
static void
check_time(const char *name, uint32_t clauses, int words, uint32_t more_clauses, int more_words)
{
	double		took[2];
	int			turn;

	for (turn = 0; turn < 2; turn++)
	{
		ResArena   *outer = arena;
		char	   *x = random_text(5, turn ? more_clauses : clauses, turn ? more_words : words, 0);
		char	   *y = random_text(5, turn ? more_clauses : clauses, turn ? more_words : words, 3);
		ResDocument *a;
		ResDocument *b;
		ResDiff		diff;
		int			again;

		arena = unit_arena();
		a = parse(x);
		b = parse(y);
		took[turn] = 1e9;
		for (again = 0; again < 3; again++)
		{
			double		start = seconds();

			res_compare(arena, a, b, &diff);
			if (seconds() - start < took[turn])
				took[turn] = seconds() - start;
		}
		res_arena_destroy(arena);
		arena = outer;
		free(x);
		free(y);
	}
	CHECK(took[1] < 40 * took[0] + 0.05, "time grows with the text, %s: %.1f ms, then %.1f ms", name, took[0] * 1000, took[1] * 1000);
}

int
main(void)
{
	arena = unit_arena();
	check_alignment();
	check_words();
	check_similarity();
	check_random();
	check_time("many clauses", 200, 40, 2000, 40);
	check_time("short clauses", 2000, 2, 20000, 2);
	check_time("long clauses", 4, 2000, 4, 20000);
	res_arena_destroy(arena);
	return unit_done();
}
