/*-------------------------------------------------------------------------
 *
 * compare_align.c
 *	  Which clauses of two documents belong together: equal texts, then similar
 *	  ones out of an index of pairs of words, then parts of others.  compare.c
 *	  says how.
 *
 *-------------------------------------------------------------------------
 */
#include "compare_internal.h"

#define CANDIDATES		8		/* for a clause */
#define MAX_SHARED		24		/* clauses that may share a pair of words to be
								 * found by it */
#define MAX_RATIO		8		/* in words, of two clauses that are compared */
#define SCALE			2048	/* scores are sorted by these steps */

/*
 * Likeness and what is compared with it are whole numbers, in millionths: not
 * every machine rounds fractions alike, and all have to find the same pairs.
 */
#define ONE				1000000
#define PERCENT(x)		((x) * (ONE / 100))
#define WORD_WEIGHT		1024	/* of a word that all clauses have */
#define GRAM_WEIGHT		(1 << 16)	/* of a pair of words, to be shared by its clauses */

/* ---------- clauses ---------- */

void
res_compare_open(Compare *c, Side *side, const ResDocument *doc)
{
	uint32_t	i;

	side->doc = doc;
	side->n = doc->nclauses;
	side->units = res_alloc(c->arena, sizeof(Unit) * (size_t) side->n);
	for (i = 0; i < side->n; i++)
	{
		Unit	   *unit = &side->units[i];

		unit->text = doc->clauses[i].text;
		if (unit->text.p == NULL)
			unit->text = RES_STR("");
		unit->verb = doc->clauses[i].verb;
		unit->parent = doc->clauses[i].parent;
		unit->part = doc->clauses[i].part;
		unit->mate = RES_NONE;
		unit->whole = RES_NONE;
	}
}

static void
mate(Compare *c, uint32_t a, uint32_t b, uint32_t like)
{
	c->sides[0].units[a].mate = (int32_t) b;
	c->sides[1].units[b].mate = (int32_t) a;
	c->sides[0].units[a].like = like;
}

/* Give equal texts equal numbers; returns how many there are. */
static uint32_t
number_texts(Compare *c)
{
	uint32_t	total = c->sides[0].n + c->sides[1].n;
	uint32_t	nslots = compare_slots(total);
	uint32_t   *slots = res_alloc(c->arena, sizeof(uint32_t) * nslots);
	uint64_t   *hashes = res_alloc_raw(c->arena, sizeof(uint64_t) * total);
	ResStr	   *texts = res_alloc_raw(c->arena, sizeof(ResStr) * total);
	uint32_t	n = 0;
	int			s;

	for (s = 0; s < 2; s++)
	{
		uint32_t	i;

		for (i = 0; i < c->sides[s].n; i++)
		{
			Unit	   *unit = &c->sides[s].units[i];
			uint64_t	hash = res_compare_hash(unit->text.p, unit->text.len);
			uint32_t	slot = (uint32_t) hash & (nslots - 1);

			res_tick(c->arena, unit->text.len + 16);
			while (slots[slot] != 0 &&
				   !(hashes[slots[slot] - 1] == hash && res_str_eq(texts[slots[slot] - 1], unit->text)))
				slot = (slot + 1) & (nslots - 1);
			if (slots[slot] == 0)
			{
				hashes[n] = hash;
				texts[n] = unit->text;
				slots[slot] = ++n;
			}
			unit->same = slots[slot] - 1;
		}
	}
	return n;
}

/* Are two clauses free, and equal? */
static bool
free_and_equal(Compare *c, uint32_t a, uint32_t b)
{
	const Unit *ua = &c->sides[0].units[a];
	const Unit *ub = &c->sides[1].units[b];

	return ua->mate == RES_NONE && ub->mate == RES_NONE && ua->same == ub->same;
}

/* Step 1: equal texts. */
void
res_compare_match_equal(Compare *c)
{
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	uint32_t	n = number_texts(c);
	uint32_t   *count_a = res_alloc(c->arena, sizeof(uint32_t) * (size_t) n);
	uint32_t   *count_b = res_alloc(c->arena, sizeof(uint32_t) * (size_t) n);
	int32_t    *first = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) n);
	int32_t    *next = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) b->n);
	uint32_t	i;

	memset(first, 0xFF, sizeof(int32_t) * (size_t) n);	/* RES_NONE */
	for (i = 0; i < a->n; i++)
		count_a[a->units[i].same]++;
	for (i = b->n; i-- > 0;)
	{
		uint32_t	same = b->units[i].same;

		count_b[same]++;
		next[i] = first[same];
		first[same] = (int32_t) i;
	}

	for (i = 0; i < a->n; i++)
	{
		uint32_t	same = a->units[i].same;

		if (count_a[same] == 1 && count_b[same] == 1)
			mate(c, i, (uint32_t) first[same], ONE);
	}
	for (i = 0; i + 1 < a->n; i++)
	{
		int32_t		m = a->units[i].mate;

		if (m != RES_NONE && (uint32_t) m + 1 < b->n && free_and_equal(c, i + 1, (uint32_t) m + 1))
			mate(c, i + 1, (uint32_t) m + 1, ONE);
	}
	for (i = a->n; i-- > 1;)
	{
		int32_t		m = a->units[i].mate;

		if (m > 0 && free_and_equal(c, i - 1, (uint32_t) m - 1))
			mate(c, i - 1, (uint32_t) m - 1, ONE);
	}
	for (i = 0; i < a->n; i++)
	{
		int32_t    *list = &first[a->units[i].same];

		if (a->units[i].mate != RES_NONE)
			continue;
		while (*list != RES_NONE && b->units[*list].mate != RES_NONE)
			*list = next[*list];
		if (*list != RES_NONE)
			mate(c, i, (uint32_t) *list, ONE);
	}
	res_tick(c->arena, 8 * (a->n + b->n));
}

/* ---------- the index of pairs of words ---------- */

#define TEXT_START		0xFFFFFFFEu
#define TEXT_END		0xFFFFFFFFu

/* Number of a pair of words; enters it. */
static uint32_t
gram_number(Compare *c, uint32_t first, uint32_t second)
{
	uint64_t	key = (uint64_t) first << 32 | second;
	uint32_t	slot = (uint32_t) compare_mix(key) & (c->ngram_slots - 1);
	Gram	   *gram;

	while (c->gram_slots[slot] != 0)
	{
		if (c->grams[c->gram_slots[slot] - 1].key == key)
			return c->gram_slots[slot] - 1;
		slot = (slot + 1) & (c->ngram_slots - 1);
	}
	gram = RES_PUSH(c->arena, c->grams, c->ngrams, c->capgrams);
	c->gram_slots[slot] = c->ngrams;
	gram->key = key;
	gram->clauses[0] = gram->clauses[1] = 0;
	gram->postings[0] = gram->postings[1] = RES_NONE;
	gram->last = UINT32_MAX;
	return c->ngrams - 1;
}

/* Enter a clause in the index. */
static void
unit_index(Compare *c, int s, uint32_t number)
{
	Unit	   *unit = &c->sides[s].units[number];
	uint32_t	stamp = s == 0 ? number : c->sides[0].n + number;
	uint32_t	last = TEXT_START;
	uint32_t	i;

	unit->grams = res_alloc_raw(c->arena, sizeof(uint32_t) * ((size_t) unit->ntokens + 1));
	unit->ngrams = 0;
	for (i = 0; i <= unit->ntokens; i++)
	{
		uint32_t	fold = TEXT_END;
		Gram	   *gram;

		if (i < unit->ntokens)
		{
			Word	   *word = &c->words[unit->tokens[i].word];

			if (!word->letters)
				continue;
			fold = word->fold;
			word = &c->words[fold];
			if (word->last != stamp)
			{
				word->last = stamp;
				word->clauses++;
			}
		}
		else if (last == TEXT_START)
			break;				/* no word at all */
		unit->grams[unit->ngrams] = gram_number(c, last, fold);
		gram = &c->grams[unit->grams[unit->ngrams++]];
		if (gram->last != stamp)
		{
			Posting    *posting = RES_PUSH(c->arena, c->postings, c->npostings, c->cappostings);

			posting->unit = number;
			posting->before = gram->postings[s];
			gram->postings[s] = (int32_t) c->npostings - 1;
			gram->clauses[s]++;
			gram->last = stamp;
		}
		last = fold;
	}
	res_tick(c->arena, 16 * unit->ntokens);
}

/*
 * What a word says of the clauses that have it, of all units: it grows with
 * log2(units / clauses), by a straight line between powers of two.
 */
static uint32_t
word_weight(uint32_t units, uint32_t clauses)
{
	uint64_t	n = clauses;
	uint32_t	weight = WORD_WEIGHT;

	for (; units >= 2 * n; n *= 2)
		weight += WORD_WEIGHT;
	return units > n ? weight + (uint32_t) ((units - n) * WORD_WEIGHT / n) : weight;
}

/* Read all clauses that have no equal one; make the index of them. */
void
res_compare_index(Compare *c)
{
	uint32_t	tokens = 0;
	uint32_t	units = 0;
	uint32_t	i;
	int			s;

	for (s = 0; s < 2; s++)
		for (i = 0; i < c->sides[s].n; i++)
		{
			Unit	   *unit = &c->sides[s].units[i];

			if (unit->mate != RES_NONE)
				continue;
			res_compare_tokens(c, unit);
			tokens += unit->ntokens + 1;
			units++;
		}
	c->ngram_slots = compare_slots(tokens);
	c->gram_slots = res_alloc(c->arena, sizeof(uint32_t) * (size_t) c->ngram_slots);
	for (s = 0; s < 2; s++)
		for (i = 0; i < c->sides[s].n; i++)
			if (c->sides[s].units[i].read)
				unit_index(c, s, i);

	/* A word that few clauses have says more about them. */
	for (i = 0; i < c->nwords; i++)
		c->words[i].weight = c->words[i].clauses > 0 ? word_weight(units, c->words[i].clauses) : 0;
	for (s = 0; s < 2; s++)
		for (i = 0; i < c->sides[s].n; i++)
		{
			Unit	   *unit = &c->sides[s].units[i];
			uint32_t	t;

			for (t = 0; t < unit->ntokens; t++)
				unit->weight += c->words[c->words[unit->tokens[t].word].fold].weight;
		}
	c->counts = res_alloc(c->arena, sizeof(uint32_t) * ((size_t) (c->nwords > c->ngrams ? c->nwords : c->ngrams) + 1));
	res_tick(c->arena, 16 * tokens);
}

/* ---------- likeness ---------- */

/* Pairs of words that two clauses share. */
static uint32_t
common_grams(Compare *c, const Unit *a, const Unit *b)
{
	uint32_t	common = 0;
	uint32_t	i;

	for (i = 0; i < a->ngrams; i++)
		c->counts[a->grams[i]]++;
	for (i = 0; i < b->ngrams; i++)
		if (c->counts[b->grams[i]] > 0)
		{
			c->counts[b->grams[i]]--;
			common++;
		}
	for (i = 0; i < a->ngrams; i++)
		c->counts[a->grams[i]] = 0;
	res_tick(c->arena, 8 * (a->ngrams + b->ngrams));
	return common;
}

/* Weight of the words that they share. */
static uint64_t
common_words(Compare *c, const Unit *a, const Unit *b)
{
	uint64_t	common = 0;
	uint32_t	i;

	for (i = 0; i < a->ntokens; i++)
		c->counts[c->words[a->tokens[i].word].fold]++;
	for (i = 0; i < b->ntokens; i++)
	{
		uint32_t	fold = c->words[b->tokens[i].word].fold;

		if (c->counts[fold] > 0)
		{
			c->counts[fold]--;
			common += c->words[fold].weight;
		}
	}
	for (i = 0; i < a->ntokens; i++)
		c->counts[c->words[a->tokens[i].word].fold] = 0;
	res_tick(c->arena, 8 * (a->ntokens + b->ntokens));
	return common;
}

static bool
comparable(const Unit *a, const Unit *b)
{
	return a->ngrams > 0 && b->ngrams > 0 &&
		a->ngrams / MAX_RATIO <= b->ngrams && b->ngrams / MAX_RATIO <= a->ngrams &&
		a->ntokens / MAX_RATIO <= b->ntokens && b->ntokens / MAX_RATIO <= a->ntokens;
}

/* 1 if two clauses open with the same verb, -1 if with another, 0 if unknown. */
static int
same_verb(const Unit *a, const Unit *b)
{
	if (a->verb.p == NULL || b->verb.p == NULL)
		return 0;
	return res_str_eq(a->verb, b->verb) ? 1 : -1;
}

/*
 * Likeness of two clauses, 0 … ONE: of their words, rare ones counting more,
 * and of their pairs of words.  A clause that stands almost whole in another
 * one with the same verb is like it, however much was added; another verb
 * speaks against a pair.
 */
static uint32_t
likeness(Compare *c, const Unit *a, const Unit *b)
{
	uint64_t	weight = a->weight + b->weight;
	uint64_t	words = weight > 0 ? 2 * ONE * common_words(c, a, b) / weight : 0;
	uint64_t	common = ONE * (uint64_t) common_grams(c, a, b);
	uint64_t	grams = 2 * common / ((uint64_t) a->ngrams + b->ngrams);
	uint64_t	held = common / (a->ngrams < b->ngrams ? a->ngrams : b->ngrams);
	uint32_t	like = (uint32_t) ((words + grams) / 2);
	int			verb = same_verb(a, b);

	if (verb > 0 && held >= PERCENT(60) && like < held * 3 / 5)
		like = (uint32_t) (held * 3 / 5);
	if (verb < 0)
		like -= like < ONE / 40 ? like : ONE / 40;
	return like;
}

/* The candidates of each clause of sides[0]. */
static void
find_candidates(Compare *c)
{
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	uint64_t   *shared = res_alloc(c->arena, sizeof(uint64_t) * (size_t) b->n);
	uint32_t   *touched = res_alloc_raw(c->arena, sizeof(uint32_t) * (size_t) b->n);
	uint32_t	i;

	for (i = 0; i < a->n; i++)
	{
		Unit	   *unit = &a->units[i];
		uint32_t	best[CANDIDATES];
		uint32_t	nbest = 0;
		uint32_t	ntouched = 0;
		uint32_t	k;

		if (!unit->read)
			continue;
		for (k = 0; k < unit->ngrams; k++)
		{
			const Gram *gram = &c->grams[unit->grams[k]];
			int32_t		p;

			if (gram->clauses[0] > MAX_SHARED || gram->clauses[1] > MAX_SHARED)
				continue;
			for (p = gram->postings[1]; p != RES_NONE; p = c->postings[p].before)
			{
				uint32_t	other = c->postings[p].unit;

				if (shared[other] == 0)
					touched[ntouched++] = other;
				shared[other] += GRAM_WEIGHT / (gram->clauses[0] + gram->clauses[1]);
			}
		}
		for (k = 0; k < ntouched; k++)
		{
			uint32_t	other = touched[k];
			uint32_t	at;

			if (!comparable(unit, &b->units[other]))
				continue;
			for (at = nbest; at > 0 && (shared[best[at - 1]] < shared[other] ||
										(shared[best[at - 1]] == shared[other] && best[at - 1] > other)); at--)
				if (at < CANDIDATES)
					best[at] = best[at - 1];
			if (at < CANDIDATES)
			{
				best[at] = other;
				if (nbest < CANDIDATES)
					nbest++;
			}
		}
		for (k = 0; k < ntouched; k++)
			shared[touched[k]] = 0;
		for (k = 0; k < nbest; k++)
		{
			Pair	   *pair = RES_PUSH(c->arena, c->pairs, c->npairs, c->cappairs);

			pair->a = i;
			pair->b = best[k];
			pair->score = likeness(c, unit, &b->units[best[k]]);
		}
		res_tick(c->arena, 16 * (unit->ngrams + ntouched));
	}
}

/* ---------- order ---------- */

/*
 * The backbone: the heaviest set of pairs (long texts that are alike weigh
 * most) whose order is the same in both texts.  A tree of maxima over the clauses of sides[1] (Fenwick's) finds it
 * in n log n.  Sets Unit.moved of all other pairs, and before/behind.
 */
void
res_compare_backbone(Compare *c)
{
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	uint64_t   *weights = res_alloc(c->arena, sizeof(uint64_t) * (size_t) (a->n + 1));
	int32_t    *links = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) (a->n + 1));
	int32_t    *tree = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) (b->n + 1));
	int32_t		best = RES_NONE;
	int32_t		last;
	uint32_t	i;

	memset(tree, 0xFF, sizeof(int32_t) * (size_t) (b->n + 1));
	for (i = 0; i < a->n; i++)
	{
		Unit	   *unit = &a->units[i];
		uint32_t	k;

		if (unit->mate == RES_NONE)
			continue;
		links[i] = RES_NONE;
		for (k = (uint32_t) unit->mate; k > 0; k &= k - 1)
			if (tree[k] != RES_NONE && (links[i] == RES_NONE || weights[tree[k]] > weights[links[i]]))
				links[i] = tree[k];
		weights[i] = (uint64_t) unit->like * ((uint64_t) unit->text.len + b->units[unit->mate].text.len) / ONE + 2 +
			(links[i] != RES_NONE ? weights[links[i]] : 0);
		for (k = (uint32_t) unit->mate + 1; k <= b->n; k += k & (~k + 1))
			if (tree[k] == RES_NONE || weights[i] > weights[tree[k]])
				tree[k] = (int32_t) i;
		if (best == RES_NONE || weights[i] > weights[best])
			best = (int32_t) i;
		unit->moved = true;
	}
	for (; best != RES_NONE; best = links[best])
		a->units[best].moved = false;

	last = RES_NONE;
	for (i = 0; i < a->n; i++)
	{
		c->before[i] = last;
		if (a->units[i].mate != RES_NONE && !a->units[i].moved)
			last = a->units[i].mate;
	}
	last = (int32_t) b->n;
	for (i = a->n; i-- > 0;)
	{
		c->behind[i] = last;
		if (a->units[i].mate != RES_NONE && !a->units[i].moved)
			last = a->units[i].mate;
	}
	for (i = 0; i < b->n; i++)
		b->units[i].moved = b->units[i].mate != RES_NONE && a->units[b->units[i].mate].moved;
	res_tick(c->arena, 32 * (a->n + b->n));
}

/* Would the pair keep the order? */
static bool
in_order(const Compare *c, uint32_t a, uint32_t b)
{
	return (int32_t) b > c->before[a] && (int32_t) b < c->behind[a];
}

/* ---------- similar texts ---------- */

/* What speaks for a pair besides its words: neighbours, the clause above. */
static int32_t
support(const Compare *c, uint32_t a, uint32_t b)
{
	const Unit *ua = c->sides[0].units;
	const Unit *ub = c->sides[1].units;
	int32_t		sum = 0;

	if (a == 0 || b == 0 ? a == b : ua[a - 1].mate == (int32_t) b - 1)
		sum += PERCENT(5);
	if (a + 1 == c->sides[0].n ? b + 1 == c->sides[1].n : ua[a + 1].mate == (int32_t) b + 1)
		sum += PERCENT(5);
	if (ua[a].parent != RES_NONE && ub[b].parent != RES_NONE &&
		ua[ua[a].parent].mate == ub[b].parent)
		sum += PERCENT(5);
	if (ua[a].part != ub[b].part)
		sum -= PERCENT(5);
	if (in_order(c, a, b))
		sum += PERCENT(10);
	return sum;
}

/* Best first; pairs of one rank in their order.  A counting sort. */
static void
sort_pairs(Compare *c, Pair *to)
{
	uint32_t   *starts = res_alloc(c->arena, sizeof(uint32_t) * (SCALE + 2));
	uint32_t	i;

	for (i = 0; i < c->npairs; i++)
		starts[SCALE - c->pairs[i].rank + 1]++;
	for (i = 0; i < SCALE; i++)
		starts[i + 1] += starts[i];
	for (i = 0; i < c->npairs; i++)
		to[starts[SCALE - c->pairs[i].rank]++] = c->pairs[i];
	res_tick(c->arena, 32 * c->npairs);
}

/*
 * Clauses whose sub-clauses have found each other belong together, however
 * different the words that lead into the list.
 */
static void
match_parents(Compare *c)
{
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	int32_t    *choice_a = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) a->n);
	int32_t    *choice_b = res_alloc_raw(c->arena, sizeof(int32_t) * (size_t) b->n);
	int32_t    *votes = res_alloc(c->arena, sizeof(int32_t) * (size_t) (a->n + b->n));
	uint32_t	i;
	int			turn;

	memset(choice_a, 0xFF, sizeof(int32_t) * (size_t) a->n);	/* RES_NONE */
	memset(choice_b, 0xFF, sizeof(int32_t) * (size_t) b->n);

	/* each pair votes for its parents; whom a majority chooses stays */
	for (i = 0; i < a->n; i++)
	{
		int32_t		pa = a->units[i].parent;
		int32_t		pb = a->units[i].mate == RES_NONE ? RES_NONE : b->units[a->units[i].mate].parent;

		if (pa == RES_NONE || pb == RES_NONE)
			continue;
		for (turn = 0; turn < 2; turn++)
		{
			int32_t    *choice = turn == 0 ? &choice_a[pa] : &choice_b[pb];
			int32_t    *count = turn == 0 ? &votes[pa] : &votes[a->n + (uint32_t) pb];
			int32_t		whom = turn == 0 ? pb : pa;

			if (*count == 0)
				*choice = whom;
			*count += *choice == whom ? 1 : -1;
		}
	}
	for (i = 0; i < a->n; i++)
	{
		int32_t		m = choice_a[i];

		if (m != RES_NONE && choice_b[m] == (int32_t) i && votes[i] > 0 && votes[a->n + (uint32_t) m] > 0 &&
			a->units[i].mate == RES_NONE && b->units[m].mate == RES_NONE && a->units[i].part == b->units[m].part)
			mate(c, i, (uint32_t) m, PERCENT(10));
	}
	res_tick(c->arena, 16 * (a->n + b->n));
}

/* The two best pairs of a clause. */
typedef struct Best
{
	uint32_t	first;
	uint32_t	second;
} Best;

static void
keep_best(Best *best, uint32_t score)
{
	if (score > best->first)
	{
		best->second = best->first;
		best->first = score;
	}
	else if (score > best->second)
		best->second = score;
}

/* Is a pair better than any other of its clause, and more so the less it is
 * alike? */
static bool
stands_out(const Best *best, uint32_t score)
{
	return score >= best->first && (score >= PERCENT(35) || 4 * score >= 5 * best->second);
}

/* Step 2: similar texts. */
void
res_compare_match_similar(Compare *c)
{
	/* least likeness in the order, and out of it, of each round */
	static const uint32_t least[3][2] = {
		{PERCENT(60), PERCENT(75)}, {PERCENT(40), PERCENT(60)}, {PERCENT(25), PERCENT(55)}
	};
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	Best	   *best_a = res_alloc_raw(c->arena, sizeof(Best) * (size_t) a->n);
	Best	   *best_b = res_alloc_raw(c->arena, sizeof(Best) * (size_t) b->n);
	Pair	   *sorted;
	uint32_t	i;
	int			round;

	find_candidates(c);
	sorted = res_alloc_raw(c->arena, sizeof(Pair) * ((size_t) c->npairs + 1));
	for (round = 0; round < 3 && c->npairs > 0; round++)
	{
		uint32_t	kept = 0;

		if (round > 0)
			match_parents(c);
		res_compare_backbone(c);
		memset(best_a, 0, sizeof(Best) * (size_t) a->n);
		memset(best_b, 0, sizeof(Best) * (size_t) b->n);
		for (i = 0; i < c->npairs; i++)
		{
			Pair	   *pair = &c->pairs[i];
			int32_t		rank;

			if (a->units[pair->a].mate != RES_NONE || b->units[pair->b].mate != RES_NONE)
				continue;
			/* PERCENT(125) is the most that likeness and support give */
			rank = (int32_t) pair->score + support(c, pair->a, pair->b);
			pair->rank = rank < 0 ? 0 : (uint32_t) ((uint64_t) rank * SCALE / PERCENT(125));
			keep_best(&best_a[pair->a], pair->score);
			keep_best(&best_b[pair->b], pair->score);
			c->pairs[kept++] = *pair;
		}
		c->npairs = kept;
		sort_pairs(c, sorted);
		for (i = 0; i < c->npairs; i++)
		{
			const Pair *pair = &sorted[i];
			bool		ordered = in_order(c, pair->a, pair->b);

			if (a->units[pair->a].mate != RES_NONE || b->units[pair->b].mate != RES_NONE)
				continue;
			if (pair->score >= least[round][!ordered] ||
				(round == 2 && pair->score >= PERCENT(26) && stands_out(&best_a[pair->a], pair->score) &&
				 stands_out(&best_b[pair->b], pair->score)))
				mate(c, pair->a, pair->b, pair->score);
		}
	}

	match_parents(c);

	/* One clause alone on either side between the same neighbours. */
	res_compare_backbone(c);
	for (i = 0; i < a->n; i++)
	{
		int32_t		m = c->before[i] + 1;

		if (a->units[i].mate == RES_NONE && m + 1 == c->behind[i] && b->units[m].mate == RES_NONE &&
			(i == 0 || a->units[i - 1].mate != RES_NONE) && (i + 1 == a->n || a->units[i + 1].mate != RES_NONE) &&
			a->units[i].part == b->units[m].part && comparable(&a->units[i], &b->units[m]) &&
			(likeness(c, &a->units[i], &b->units[m]) >= PERCENT(15) ||
			 (a->units[i].part == RES_PREAMBULAR && same_verb(&a->units[i], &b->units[m]) > 0)))
			mate(c, i, (uint32_t) m, PERCENT(10));
	}
}

/* Step 3: parts of the clauses of the other side. */
void
res_compare_match_parts(Compare *c, int s)
{
	Side	   *mine = &c->sides[s];
	Side	   *others = &c->sides[1 - s];
	uint32_t	i;

	for (i = 0; i < mine->n; i++)
	{
		Unit	   *unit = &mine->units[i];
		int			step;

		if (!unit->read || unit->mate != RES_NONE || unit->ngrams < 5)
			continue;
		/* the clauses around it, nearest first, and the one above */
		for (step = 0; step < 5 && unit->whole == RES_NONE; step++)
		{
			int64_t		near = step == 4 ? unit->parent : (int64_t) i + (step % 2 ? 1 : -1) * (step / 2 + 1);
			const Unit *other;
			const Unit *half;
			uint32_t	common;

			if (near < 0 || near >= mine->n)
				continue;
			half = &mine->units[near];
			if (half->mate == RES_NONE || !half->read)
				continue;
			other = &others->units[half->mate];
			if (!comparable(unit, other) || !comparable(half, other))
				continue;
			common = common_grams(c, unit, other);
			if (common * 10 < unit->ngrams * 6)
				continue;
			/* not the words that the other half has, too */
			if (common_grams(c, unit, half) * 2 > common)
				continue;
			unit->whole = half->mate;
		}
	}
}
