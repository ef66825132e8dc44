/*-------------------------------------------------------------------------
 *
 * compare.c
 *	  Two documents side by side: clauses aligned, then words inside them.
 *
 * How clauses find each other:
 *
 *	1.	Equal texts.  A text that both documents have once is an anchor; then
 *		its neighbours, if they are equal too; then other repeated texts in
 *		their order.
 *	2.	Similar texts.  Only pairs that share rare pairs of words are looked
 *		at: for each clause a few candidates out of an index.  They are taken
 *		best first, in three rounds, each less strict than the one before;
 *		what lies between the same neighbours needs less likeness than what
 *		would have moved.
 *	3.	A clause left alone whose words stand in the rest of a clause that has
 *		found its counterpart is a part of it: split in the new text, merged
 *		with another in the old.
 *	4.	What does not fit the order of the heaviest chain of pairs has moved.
 *
 * The words of a pair are compared by the greedy algorithm of E. Myers ("An
 * O(ND) difference algorithm and its variations", 1986) up to MAX_EDITS
 * differences; beyond, words that occur once in both texts cut it into parts.
 *
 * Every step is bounded: an index entry that many clauses share is not
 * followed, a clause has at most CANDIDATES, no clause is held against one of
 * more than MAX_RATIO times its size.  So time grows as the texts do.
 *
 * Neither step is the same from both sides (ties go to the first).  For the
 * result to be, the two documents are put in an order of their own before
 * the comparison, and exchanged again behind it.
 *
 *-------------------------------------------------------------------------
 */
#include "compare.h"
#include "internal.h"
#include "simd.h"

#define CANDIDATES		8		/* for a clause */
#define MAX_SHARED		24		/* clauses that may share a pair of words to be
								 * found by it */
#define MAX_RATIO		8		/* in words, of two clauses that are compared */
#define MAX_EDITS		256		/* differences looked for between two texts */
#define MAX_CUTS		4		/* how often a text is cut into parts */
#define SMALL_RUN		4		/* equal words that a larger change swallows */
#define SCALE			2048	/* scores are sorted by these steps */

/* A word, a character of punctuation or of a writing without blanks. */
typedef struct Token
{
	uint32_t	start;			/* bytes in its clause */
	uint32_t	end;
	uint32_t	word;			/* number in the vocabulary */
} Token;

typedef struct Word
{
	ResStr		text;
	uint64_t	hash;
	uint32_t	fold;			/* the same word in lower case */
	uint32_t	clauses;		/* that it stands in, of both documents */
	uint32_t	last;			/* the last of them */
	float		weight;
	bool		letters;		/* no punctuation */
} Word;

/* Two words that follow each other. */
typedef struct Gram
{
	uint64_t	key;
	uint32_t	clauses[2];		/* of either document that hold it */
	int32_t		postings[2];	/* the last of a list */
	uint32_t	last;			/* clause that was counted last */
} Gram;

typedef struct Posting
{
	uint32_t	unit;
	int32_t		before;
} Posting;

/* A clause. */
typedef struct Unit
{
	ResStr		text;
	ResStr		verb;
	int32_t		parent;
	ResPart		part;
	uint32_t	same;			/* number of its text: equal for equal texts */
	int32_t		mate;			/* its counterpart */
	float		like;			/* how like they are */
	int32_t		whole;			/* the clause of which it is a part */
	bool		moved;
	bool		read;			/* tokens are there */
	Token	   *tokens;
	uint32_t	ntokens;
	uint32_t   *grams;			/* numbers, as often as they occur */
	uint32_t	ngrams;
	float		weight;			/* of its words */
} Unit;

typedef struct Side
{
	const ResDocument *doc;
	Unit	   *units;
	uint32_t	n;
} Side;

typedef struct Pair
{
	uint32_t	a;
	uint32_t	b;
	float		score;			/* likeness of the words */
	uint32_t	rank;			/* with what speaks for it around */
} Pair;

/* Words [a, a + n) of the one text are words [b, b + n) of the other. */
typedef struct Run
{
	uint32_t	a;
	uint32_t	b;
	uint32_t	n;
} Run;

typedef struct Compare
{
	ResArena   *arena;
	Side		sides[2];
	bool		exchanged;		/* sides[0] is the new text */

	Word	   *words;
	uint32_t	nwords;
	uint32_t	capwords;
	uint32_t   *slots;			/* of the vocabulary: number + 1, 0 = free */
	uint32_t	nslots;			/* power of two */

	Gram	   *grams;
	uint32_t	ngrams;
	uint32_t	capgrams;
	uint32_t   *gram_slots;
	uint32_t	ngram_slots;
	Posting    *postings;
	uint32_t	npostings;
	uint32_t	cappostings;

	uint32_t   *counts;			/* of words, or of pairs of words */
	Pair	   *pairs;
	uint32_t	npairs;
	uint32_t	cappairs;

	/* the backbone around each clause of sides[0]: counterparts in sides[1] */
	int32_t    *before;
	int32_t    *behind;

	int32_t    *trace;			/* of the comparison of words */
	Run		   *runs;
	uint32_t	nruns;
	uint32_t	capruns;
	ResDiffPiece *pieces;		/* of the row in hand */
	uint32_t	npieces;
	uint32_t	cappieces;
} Compare;

const char *
res_diff_op_name(ResDiffOp op)
{
	switch (op)
	{
		case RES_DIFF_SAME:
			return "same";
		case RES_DIFF_CHANGED:
			return "changed";
		case RES_DIFF_MOVED:
			return "moved";
		case RES_DIFF_ADDED:
			return "added";
		case RES_DIFF_REMOVED:
			return "removed";
	}
	return NULL;
}

/* ---------- hashing ---------- */

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	return h ^ (h >> 32);
}

static uint64_t
hash_bytes(const char *p, uint32_t len)
{
	uint64_t	h = UINT64_C(0x9E3779B97F4A7C15) ^ len;

	for (; len >= 8; p += 8, len -= 8)
	{
		h = (h ^ res_eight(p)) * UINT64_C(0xD6E8FEB86659FD93);
		h ^= h >> 29;
	}
	if (len > 0)
	{
		uint64_t	v = 0;
		uint32_t	i;

		for (i = 0; i < len; i++)
			v |= (uint64_t) (unsigned char) p[i] << (8 * i);
		h ^= v;
	}
	return mix(h);
}

/* A power of two with room for n entries, half of it free. */
static uint32_t
slots_for(uint32_t n)
{
	uint32_t	slots = 16;

	while (slots < 2 * n && slots < UINT32_C(0x80000000))
		slots *= 2;
	return slots;
}

/* ---------- words ---------- */

static void
vocabulary_grow(Compare *c)
{
	uint32_t	n = c->nslots * 2;
	uint32_t   *slots = res_alloc(c->arena, sizeof(uint32_t) * n);
	uint32_t	i;

	for (i = 0; i < c->nwords; i++)
	{
		uint32_t	slot = (uint32_t) c->words[i].hash & (n - 1);

		while (slots[slot] != 0)
			slot = (slot + 1) & (n - 1);
		slots[slot] = i + 1;
	}
	c->slots = slots;
	c->nslots = n;
	res_tick(c->arena, n);
}

/*
 * Number of a word; *known says whether it was there before.  The text is
 * kept as it is given, not copied.
 */
static uint32_t
word_number(Compare *c, const char *p, uint32_t len, bool *known)
{
	uint64_t	hash = hash_bytes(p, len);
	uint32_t	slot = (uint32_t) hash & (c->nslots - 1);
	Word	   *word;

	while (c->slots[slot] != 0)
	{
		word = &c->words[c->slots[slot] - 1];
		if (word->hash == hash && word->text.len == len && memcmp(word->text.p, p, len) == 0)
		{
			*known = true;
			return c->slots[slot] - 1;
		}
		slot = (slot + 1) & (c->nslots - 1);
	}
	*known = false;
	c->slots[slot] = c->nwords + 1;
	word = RES_PUSH(c->arena, c->words, c->nwords, c->capwords);
	memset(word, 0, sizeof(Word));
	word->text = (ResStr) {p, len};
	word->hash = hash;
	word->last = UINT32_MAX;
	if (2 * c->nwords > c->nslots)
		vocabulary_grow(c);
	return c->nwords - 1;
}

/* Write one code point of two bytes or more, or ASCII; returns its length. */
static uint32_t
put_char(char *p, uint32_t ch)
{
	if (ch < 0x80)
	{
		p[0] = (char) ch;
		return 1;
	}
	if (ch < 0x800)
	{
		p[0] = (char) (0xC0 | ch >> 6);
		p[1] = (char) (0x80 | (ch & 0x3F));
		return 2;
	}
	if (ch < 0x10000)
	{
		p[0] = (char) (0xE0 | ch >> 12);
		p[1] = (char) (0x80 | (ch >> 6 & 0x3F));
		p[2] = (char) (0x80 | (ch & 0x3F));
		return 3;
	}
	p[0] = (char) (0xF0 | ch >> 18);
	p[1] = (char) (0x80 | (ch >> 12 & 0x3F));
	p[2] = (char) (0x80 | (ch >> 6 & 0x3F));
	p[3] = (char) (0x80 | (ch & 0x3F));
	return 4;
}

/* The number of a word in lower case. */
static uint32_t
word_fold(Compare *c, uint32_t number)
{
	ResStr		text = c->words[number].text;
	const char *p = text.p;
	const char *end = text.p + text.len;
	char	   *lower;
	uint32_t	len = 0;
	uint32_t	folded;
	bool		known;

	while (p < end && (res_is_lower(*p) || res_is_digit(*p)))
		p++;
	if (p == end)
		return number;

	/* an ill-formed byte becomes U+FFFD, of three bytes */
	lower = res_alloc_raw(c->arena, (size_t) text.len * 3);
	for (p = text.p; p < end;)
	{
		uint32_t	n;

		len += put_char(lower + len, res_fold(res_decode(p, end, &n)));
		p += n;
	}
	folded = word_number(c, lower, len, &known);
	c->words[folded].letters = true;
	if (!known)
		c->words[folded].fold = folded;
	return folded;
}

/* Length of the token at p, which is no blank; says whether it is a word. */
static uint32_t
token_len(const char *p, const char *end, bool *letters)
{
	const char *start = p;
	uint32_t	n;

	res_decode(p, end, &n);
	*letters = res_is_word(p, end);
	if (!*letters || res_is_unspaced(p, end))
		return n;
	while (p < end)
	{
		if ((unsigned char) *p < 0x80)
		{
			if (!res_is_alpha(*p) && !res_is_digit(*p))
				break;
			p++;
			continue;
		}
		if (!res_is_word(p, end) || res_is_unspaced(p, end))
			break;
		res_decode(p, end, &n);
		p += n;
	}
	return (uint32_t) (p - start);
}

/* Cut the text of a clause into tokens. */
static void
unit_tokens(Compare *c, Unit *unit)
{
	const char *p = unit->text.p;
	const char *end = p + unit->text.len;
	uint32_t	cap = unit->text.len / 4 + 4;

	unit->read = true;
	unit->tokens = res_alloc_raw(c->arena, sizeof(Token) * cap);
	unit->ntokens = 0;
	res_tick(c->arena, unit->text.len);
	while (p < end)
	{
		uint32_t	n = res_blank_len(p, end);
		Token	   *token;
		bool		letters;
		bool		known;

		if (n > 0)
		{
			p += n;
			continue;
		}
		n = token_len(p, end, &letters);
		token = RES_PUSH(c->arena, unit->tokens, unit->ntokens, cap);
		token->start = (uint32_t) (p - unit->text.p);
		token->end = token->start + n;
		token->word = word_number(c, p, n, &known);
		if (!known)
		{
			uint32_t	fold = token->word;

			c->words[token->word].letters = letters;
			if (letters)
				fold = word_fold(c, token->word);
			c->words[token->word].fold = fold;
		}
		p += n;
	}
}

/* ---------- clauses ---------- */

static void
side_open(Compare *c, Side *side, const ResDocument *doc)
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
mate(Compare *c, uint32_t a, uint32_t b, float like)
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
	uint32_t	nslots = slots_for(total);
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
			uint64_t	hash = hash_bytes(unit->text.p, unit->text.len);
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
static void
match_equal(Compare *c)
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
			mate(c, i, (uint32_t) first[same], 1);
	}
	for (i = 0; i + 1 < a->n; i++)
	{
		int32_t		m = a->units[i].mate;

		if (m != RES_NONE && (uint32_t) m + 1 < b->n && free_and_equal(c, i + 1, (uint32_t) m + 1))
			mate(c, i + 1, (uint32_t) m + 1, 1);
	}
	for (i = a->n; i-- > 1;)
	{
		int32_t		m = a->units[i].mate;

		if (m > 0 && free_and_equal(c, i - 1, (uint32_t) m - 1))
			mate(c, i - 1, (uint32_t) m - 1, 1);
	}
	for (i = 0; i < a->n; i++)
	{
		int32_t    *list = &first[a->units[i].same];

		if (a->units[i].mate != RES_NONE)
			continue;
		while (*list != RES_NONE && b->units[*list].mate != RES_NONE)
			*list = next[*list];
		if (*list != RES_NONE)
			mate(c, i, (uint32_t) *list, 1);
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
	uint32_t	slot = (uint32_t) mix(key) & (c->ngram_slots - 1);
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

/* log2, by a straight line between powers of two */
static float
log_of(float x)
{
	float		n = 0;

	for (; x >= 2; x /= 2)
		n += 1;
	return n + (x - 1);
}

/* Read all clauses that have no equal one; make the index of them. */
static void
index_make(Compare *c)
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
			unit_tokens(c, unit);
			tokens += unit->ntokens + 1;
			units++;
		}
	c->ngram_slots = slots_for(tokens);
	c->gram_slots = res_alloc(c->arena, sizeof(uint32_t) * (size_t) c->ngram_slots);
	for (s = 0; s < 2; s++)
		for (i = 0; i < c->sides[s].n; i++)
			if (c->sides[s].units[i].read)
				unit_index(c, s, i);

	/* A word that few clauses have says more about them. */
	for (i = 0; i < c->nwords; i++)
		c->words[i].weight = c->words[i].clauses > 0 ?
			1 + log_of((float) units / (float) c->words[i].clauses) : 0;
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
static float
common_words(Compare *c, const Unit *a, const Unit *b)
{
	float		common = 0;
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
 * Likeness of two clauses, 0 … 1: of their words, rare ones counting more,
 * and of their pairs of words.  A clause that stands almost whole in another
 * one with the same verb is like it, however much was added; another verb
 * speaks against a pair.
 */
static float
likeness(Compare *c, const Unit *a, const Unit *b)
{
	float		weight = a->weight + b->weight;
	float		words = weight > 0 ? 2 * common_words(c, a, b) / weight : 0;
	float		common = (float) common_grams(c, a, b);
	float		grams = 2 * common / (float) (a->ngrams + b->ngrams);
	float		held = common / (float) (a->ngrams < b->ngrams ? a->ngrams : b->ngrams);
	float		like = (words + grams) / 2;
	int			verb = same_verb(a, b);

	if (verb > 0 && held >= 0.6f && like < 0.6f * held)
		like = 0.6f * held;
	if (verb < 0)
		like -= 0.025f;
	return like < 0 ? 0 : like;
}

/* The candidates of each clause of sides[0]. */
static void
find_candidates(Compare *c)
{
	Side	   *a = &c->sides[0];
	Side	   *b = &c->sides[1];
	float	   *shared = res_alloc(c->arena, sizeof(float) * (size_t) b->n);
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
				shared[other] += 1.0f / (float) (gram->clauses[0] + gram->clauses[1]);
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
static void
find_backbone(Compare *c)
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
		weights[i] = (uint64_t) (unit->like * ((float) unit->text.len + (float) b->units[unit->mate].text.len)) + 2 +
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
static float
support(const Compare *c, uint32_t a, uint32_t b)
{
	const Unit *ua = c->sides[0].units;
	const Unit *ub = c->sides[1].units;
	float		sum = 0;

	if (a == 0 || b == 0 ? a == b : ua[a - 1].mate == (int32_t) b - 1)
		sum += 0.05f;
	if (a + 1 == c->sides[0].n ? b + 1 == c->sides[1].n : ua[a + 1].mate == (int32_t) b + 1)
		sum += 0.05f;
	if (ua[a].parent != RES_NONE && ub[b].parent != RES_NONE &&
		ua[ua[a].parent].mate == ub[b].parent)
		sum += 0.05f;
	if (ua[a].part != ub[b].part)
		sum -= 0.05f;
	if (in_order(c, a, b))
		sum += 0.1f;
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
			mate(c, i, (uint32_t) m, 0.1f);
	}
	res_tick(c->arena, 16 * (a->n + b->n));
}

/* The two best pairs of a clause. */
typedef struct Best
{
	float		first;
	float		second;
} Best;

static void
keep_best(Best *best, float score)
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
stands_out(const Best *best, float score)
{
	return score >= best->first && (score >= 0.35f || score >= 1.25f * best->second);
}

/* Step 2: similar texts. */
static void
match_similar(Compare *c)
{
	/* least likeness in the order, and out of it, of each round */
	static const float least[3][2] = {{0.6f, 0.75f}, {0.4f, 0.6f}, {0.25f, 0.55f}};
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
		find_backbone(c);
		memset(best_a, 0, sizeof(Best) * (size_t) a->n);
		memset(best_b, 0, sizeof(Best) * (size_t) b->n);
		for (i = 0; i < c->npairs; i++)
		{
			Pair	   *pair = &c->pairs[i];
			float		rank;

			if (a->units[pair->a].mate != RES_NONE || b->units[pair->b].mate != RES_NONE)
				continue;
			rank = pair->score + support(c, pair->a, pair->b);
			rank = rank < 0 ? 0 : rank * (SCALE / 1.25f);
			pair->rank = rank > SCALE ? SCALE : (uint32_t) rank;
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
				(round == 2 && pair->score >= 0.26f && stands_out(&best_a[pair->a], pair->score) &&
				 stands_out(&best_b[pair->b], pair->score)))
				mate(c, pair->a, pair->b, pair->score);
		}
	}

	match_parents(c);

	/* One clause alone on either side between the same neighbours. */
	find_backbone(c);
	for (i = 0; i < a->n; i++)
	{
		int32_t		m = c->before[i] + 1;

		if (a->units[i].mate == RES_NONE && m + 1 == c->behind[i] && b->units[m].mate == RES_NONE &&
			(i == 0 || a->units[i - 1].mate != RES_NONE) && (i + 1 == a->n || a->units[i + 1].mate != RES_NONE) &&
			a->units[i].part == b->units[m].part && comparable(&a->units[i], &b->units[m]) &&
			(likeness(c, &a->units[i], &b->units[m]) >= 0.15f ||
			 (a->units[i].part == RES_PREAMBULAR && same_verb(&a->units[i], &b->units[m]) > 0)))
			mate(c, i, (uint32_t) m, 0.1f);
	}
}

/* Step 3: parts of the clauses of the other side. */
static void
match_parts(Compare *c, int s)
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

/* ---------- words of a pair ---------- */

static void
add_run(Compare *c, uint32_t a, uint32_t b, uint32_t n)
{
	Run		   *run;

	if (n == 0)
		return;
	if (c->nruns > 0)
	{
		run = &c->runs[c->nruns - 1];
		if (run->a + run->n == a && run->b + run->n == b)
		{
			run->n += n;
			return;
		}
	}
	run = RES_PUSH(c->arena, c->runs, c->nruns, c->capruns);
	run->a = a;
	run->b = b;
	run->n = n;
}

/*
 * Where a path of d differences enters diagonal k, coming from the ends of
 * those with d - 1 in "row": the place in the first text, or -1 if no path
 * gets there.  *down: by a word of the second text.
 */
static int32_t
farthest(const int32_t *row, int32_t d, int32_t k, int32_t n, int32_t m, bool *down)
{
	int32_t		by_first = k > -d && row[k - 1] >= 0 && row[k - 1] < n ? row[k - 1] + 1 : -1;
	int32_t		by_second = k < d && row[k + 1] >= 0 && row[k + 1] - (k + 1) < m ? row[k + 1] : -1;

	*down = by_second >= by_first;
	return *down ? by_second : by_first;
}

/*
 * Compare words [0, n) and [0, m), which stand at offsets a and b.  Returns
 * false, with no run added, if there are more than MAX_EDITS differences.
 */
static bool
edit_script(Compare *c, const Token *x, uint32_t a, int32_t n, const Token *y, uint32_t b, int32_t m)
{
	int32_t		v[2 * MAX_EDITS + 3];
	int32_t    *middle = v + MAX_EDITS + 1;
	Run			found[MAX_EDITS + 1];
	uint32_t	nfound = 0;
	int32_t    *rows = c->trace;
	int32_t		limit = n + m < MAX_EDITS ? n + m : MAX_EDITS;
	int32_t		d;
	int32_t		k = 0;
	int32_t		i = 0;
	int32_t		j = 0;
	uint32_t	work = 0;

	for (d = 0; d <= limit; d++)
	{
		for (k = -d; k <= d; k += 2)
		{
			bool		down;

			i = d == 0 ? 0 : farthest(middle, d, k, n, m, &down);
			middle[k] = i;
			if (i < 0)
				continue;
			j = i - k;
			while (i < n && j < m && x[i].word == y[j].word)
			{
				i++;
				j++;
				work++;
			}
			middle[k] = i;
			if (i == n && j == m)
				break;
		}
		if (k <= d)
			break;
		work += (uint32_t) d + 1;
		/* row d of the trace: middle[-d … d] */
		memcpy(rows + (size_t) d * (size_t) d, middle - d, sizeof(int32_t) * (2 * (size_t) d + 1));
	}
	res_tick(c->arena, 4 * work);
	if (d > limit)
		return false;

	/* the way back */
	i = n;
	j = m;
	for (; d >= 0; d--)
	{
		int32_t		start = 0;	/* of the equal words at the end of step d */
		int32_t		from_i = 0;
		int32_t		from_j = 0;

		k = i - j;
		if (d > 0)
		{
			const int32_t *row = rows + (size_t) (d - 1) * (size_t) (d - 1) + (d - 1);
			bool		down;

			start = farthest(row, d, k, n, m, &down);
			from_i = down ? start : start - 1;
			from_j = from_i - (down ? k + 1 : k - 1);
		}
		if (i > start)
		{
			found[nfound].a = a + (uint32_t) start;
			found[nfound].b = b + (uint32_t) (start - k);
			found[nfound++].n = (uint32_t) (i - start);
		}
		i = from_i;
		j = from_j;
	}
	while (nfound-- > 0)
		add_run(c, found[nfound].a, found[nfound].b, found[nfound].n);
	return true;
}

/* A stretch of both texts that is still to be compared. */
typedef struct Stretch
{
	uint32_t	a;
	uint32_t	na;
	uint32_t	b;
	uint32_t	nb;
	int			cuts;			/* how often it was cut */
	uint32_t	equal;			/* then words that are equal, or 0 */
} Stretch;

typedef struct Anchor
{
	uint32_t	a;
	uint32_t	b;
	int32_t		link;
} Anchor;

/*
 * The longest chain of words that occur once in both stretches: "patience"
 * in the manner of B. Cohen.  Returns how many; they are in *anchors.
 */
static uint32_t
find_anchors(Compare *c, const Token *x, uint32_t n, const Token *y, uint32_t m, Anchor **anchors)
{
	typedef struct Place
	{
		uint32_t	word;
		uint32_t	count_x;
		uint32_t	count_y;
		uint32_t	y;
	} Place;
	uint32_t	nslots = slots_for(n);
	Place	   *places = res_alloc(c->arena, sizeof(Place) * nslots);
	Anchor	   *found = res_alloc_raw(c->arena, sizeof(Anchor) * ((size_t) n + 1));
	int32_t    *tails = res_alloc_raw(c->arena, sizeof(int32_t) * ((size_t) n + 1));
	uint32_t	nfound = 0;
	uint32_t	length = 0;
	uint32_t	i;

#define PLACE_OF(w) \
	for (slot = (uint32_t) mix(w) & (nslots - 1); \
		 places[slot].count_x > 0 && places[slot].word != (w); slot = (slot + 1) & (nslots - 1)) \
		;

	for (i = 0; i < n; i++)
	{
		uint32_t	slot;

		PLACE_OF(x[i].word);
		places[slot].word = x[i].word;
		places[slot].count_x++;
	}
	for (i = 0; i < m; i++)
	{
		uint32_t	slot;

		PLACE_OF(y[i].word);
		if (places[slot].count_x > 0)
		{
			places[slot].count_y++;
			places[slot].y = i;
		}
	}
	for (i = 0; i < n; i++)
	{
		uint32_t	slot;
		uint32_t	low = 0;
		uint32_t	high = length;

		PLACE_OF(x[i].word);
		if (places[slot].count_x != 1 || places[slot].count_y != 1)
			continue;
		while (low < high)
		{
			uint32_t	half = (low + high) / 2;

			if (found[tails[half]].b < places[slot].y)
				low = half + 1;
			else
				high = half;
		}
		found[nfound].a = i;
		found[nfound].b = places[slot].y;
		found[nfound].link = low > 0 ? tails[low - 1] : RES_NONE;
		tails[low] = (int32_t) nfound++;
		if (low == length)
			length++;
	}
#undef PLACE_OF
	res_tick(c->arena, 32 * (n + m));
	*anchors = NULL;
	if (length > 0)
	{
		Anchor	   *chain = res_alloc_raw(c->arena, sizeof(Anchor) * length);
		int32_t		at = tails[length - 1];

		for (i = length; i-- > 0; at = found[at].link)
			chain[i] = found[at];
		*anchors = chain;
	}
	return length;
}

/* Equal words of two texts, in c->runs. */
static void
find_runs(Compare *c, const Unit *ua, const Unit *ub)
{
	Stretch    *stack = NULL;
	uint32_t	nstack = 0;
	uint32_t	capstack = 0;

	c->nruns = 0;
	*RES_PUSH(c->arena, stack, nstack, capstack) = (Stretch) {0, ua->ntokens, 0, ub->ntokens, 0, 0};
	while (nstack > 0)
	{
		Stretch		s = stack[--nstack];
		const Token *x = ua->tokens + s.a;
		const Token *y = ub->tokens + s.b;
		uint32_t	head = 0;
		uint32_t	tail = 0;
		Anchor	   *anchors = NULL;
		uint32_t	n;

		if (s.equal > 0)
		{
			add_run(c, s.a, s.b, s.equal);
			continue;
		}
		while (head < s.na && head < s.nb && x[head].word == y[head].word)
			head++;
		add_run(c, s.a, s.b, head);
		s.a += head, s.na -= head, x += head;
		s.b += head, s.nb -= head, y += head;
		while (tail < s.na && tail < s.nb && x[s.na - tail - 1].word == y[s.nb - tail - 1].word)
			tail++;
		s.na -= tail;
		s.nb -= tail;
		res_tick(c->arena, 8 * (head + tail) + 8);
		if (s.na == 0 || s.nb == 0 ||
			edit_script(c, x, s.a, (int32_t) s.na, y, s.b, (int32_t) s.nb))
		{
			add_run(c, s.a + s.na, s.b + s.nb, tail);
			continue;
		}

		/* too different: cut it where single words are the same */
		if (tail > 0)
			*RES_PUSH(c->arena, stack, nstack, capstack) = (Stretch) {s.a + s.na, 0, s.b + s.nb, 0, 0, tail};
		n = s.cuts < MAX_CUTS ? find_anchors(c, x, s.na, y, s.nb, &anchors) : 0;
		if (n > 0)
		{
			uint32_t	end_a = s.na;
			uint32_t	end_b = s.nb;

			while (n-- > 0)
			{
				*RES_PUSH(c->arena, stack, nstack, capstack) = (Stretch) {
					s.a + anchors[n].a + 1, end_a - anchors[n].a - 1,
					s.b + anchors[n].b + 1, end_b - anchors[n].b - 1, s.cuts + 1, 0};
				*RES_PUSH(c->arena, stack, nstack, capstack) = (Stretch) {
					s.a + anchors[n].a, 0, s.b + anchors[n].b, 0, 0, 1};
				end_a = anchors[n].a;
				end_b = anchors[n].b;
			}
			*RES_PUSH(c->arena, stack, nstack, capstack) = (Stretch) {s.a, end_a, s.b, end_b, s.cuts + 1, 0};
		}
	}
}

/*
 * A few equal words between larger changes ("of", "the") only make the
 * changes hard to read: they become part of them.
 */
static void
swallow_small_runs(Compare *c, uint32_t na, uint32_t nb)
{
	uint32_t	kept = 0;
	uint32_t	i;

	for (i = 0; i <= c->nruns; i++)
	{
		Run			next = {na, nb, 0};

		if (i < c->nruns)
			next = c->runs[i];
		while (kept > 0)
		{
			const Run  *run = &c->runs[kept - 1];
			uint32_t	before_a = run->a - (kept > 1 ? run[-1].a + run[-1].n : 0);
			uint32_t	before_b = run->b - (kept > 1 ? run[-1].b + run[-1].n : 0);
			uint32_t	behind_a = next.a - (run->a + run->n);
			uint32_t	behind_b = next.b - (run->b + run->n);

			if (run->n > SMALL_RUN ||
				run->n > (before_a > before_b ? before_a : before_b) ||
				run->n > (behind_a > behind_b ? behind_a : behind_b))
				break;
			kept--;
		}
		if (i < c->nruns)
			c->runs[kept++] = next;
	}
	c->nruns = kept;
}

/* Add to the pieces of the row in hand. */
static void
add_piece(Compare *c, char op, const char *p, uint32_t len)
{
	ResDiffPiece *last = c->npieces > 0 ? &c->pieces[c->npieces - 1] : NULL;

	if (len == 0)
		return;
	if (last != NULL && last->op == op && last->text.p + last->text.len == p)
		last->text.len += len;
	else
		*RES_PUSH(c->arena, c->pieces, c->npieces, c->cappieces) = (ResDiffPiece) {op, {p, len}};
}

/* A text that only one document has, or both as it is. */
static void
whole_piece(Compare *c, ResDiffRow *row, char op, ResStr text)
{
	if (text.len == 0)
		return;
	row->pieces = res_alloc_raw(c->arena, sizeof(ResDiffPiece));
	row->pieces[0] = (ResDiffPiece) {op, text};
	row->npieces = 1;
}

/*
 * Stretches [p, p_end) and [q, q_end) between equal words: what is equal at
 * their ends, blanks, stays equal.
 */
static void
add_change(Compare *c, const char *p, const char *p_end, const char *q, const char *q_end)
{
	uint32_t	head = 0;
	uint32_t	tail = 0;

	while (p + head < p_end && q + head < q_end && p[head] == ' ' && q[head] == ' ')
		head++;
	add_piece(c, '=', p, head);
	p += head;
	q += head;
	while (p_end - tail > p && q_end - tail > q && p_end[-(ptrdiff_t) tail - 1] == ' ' && q_end[-(ptrdiff_t) tail - 1] == ' ')
		tail++;
	p_end -= tail;
	q_end -= tail;
	/* the old text in front of the new one */
	if (c->exchanged)
		add_piece(c, '-', q, (uint32_t) (q_end - q));
	else
		add_piece(c, '-', p, (uint32_t) (p_end - p));
	if (c->exchanged)
		add_piece(c, '+', p, (uint32_t) (p_end - p));
	else
		add_piece(c, '+', q, (uint32_t) (q_end - q));
	add_piece(c, '=', p_end, tail);
}

/*
 * The words of a pair of clauses: pieces and similarity of its row.  Returns
 * the number of equal words.
 */
static uint32_t
compare_words(Compare *c, Unit *ua, Unit *ub, ResDiffRow *row)
{
	const char *p = ua->text.p;
	const char *q = ub->text.p;
	uint32_t	equal = 0;
	uint32_t	i;
	uint32_t	k;

	if (c->trace == NULL)
		c->trace = res_alloc_raw(c->arena, sizeof(int32_t) * (MAX_EDITS + 1) * (MAX_EDITS + 1));
	if (!ua->read)
		unit_tokens(c, ua);
	if (!ub->read)
		unit_tokens(c, ub);
	find_runs(c, ua, ub);
	for (i = 0; i < c->nruns; i++)
		equal += c->runs[i].n;
	swallow_small_runs(c, ua->ntokens, ub->ntokens);

	c->npieces = 0;
	for (i = 0; i < c->nruns; i++)
		for (k = 0; k < c->runs[i].n; k++)
		{
			const Token *x = &ua->tokens[c->runs[i].a + k];
			const Token *y = &ub->tokens[c->runs[i].b + k];
			const char *word_p = ua->text.p + x->start;
			const char *word_q = ub->text.p + y->start;

			/* what stands in front: a blank, words of one text only */
			if (word_p - p == word_q - q && memcmp(p, q, (size_t) (word_p - p)) == 0)
				add_piece(c, '=', p, (uint32_t) (word_p - p));
			else
				add_change(c, p, word_p, q, word_q);
			add_piece(c, '=', word_p, x->end - x->start);
			p = ua->text.p + x->end;
			q = ub->text.p + y->end;
		}
	add_change(c, p, ua->text.p + ua->text.len, q, ub->text.p + ub->text.len);
	row->pieces = res_alloc_raw(c->arena, sizeof(ResDiffPiece) * (size_t) c->npieces);
	row->npieces = c->npieces;
	if (c->npieces > 0)
		memcpy(row->pieces, c->pieces, sizeof(ResDiffPiece) * (size_t) c->npieces);
	row->similarity = ua->ntokens + ub->ntokens > 0 ?
		(float) (2.0 * equal / ((double) ua->ntokens + ub->ntokens)) : 1;
	res_tick(c->arena, ua->text.len + ub->text.len);
	return equal;
}

/* ---------- rows ---------- */

/* Words and punctuation in a text. */
static uint32_t
count_tokens(Compare *c, Unit *unit)
{
	const char *p = unit->text.p;
	const char *end = p + unit->text.len;
	uint32_t	n = 0;

	if (unit->read)
		return unit->ntokens;
	res_tick(c->arena, unit->text.len);
	while (p < end)
	{
		uint32_t	blank = res_blank_len(p, end);
		bool		letters;

		if (blank > 0)
		{
			p += blank;
			continue;
		}
		p += token_len(p, end, &letters);
		n++;
	}
	return n;
}

static ResDiffRow *
add_row(ResDiff *diff, ResDiffOp op, int32_t old_clause, int32_t new_clause)
{
	ResDiffRow *row = &diff->rows[diff->nrows++];

	row->op = op;
	row->old_clause = old_clause;
	row->new_clause = new_clause;
	row->similarity = 0;
	row->pieces = NULL;
	row->npieces = 0;
	return row;
}

/* A row of two clauses; returns the number of equal words. */
static uint32_t
add_pair(Compare *c, ResDiff *diff, uint32_t old_clause, uint32_t new_clause, bool moved)
{
	uint32_t	a = c->exchanged ? new_clause : old_clause;
	uint32_t	b = c->exchanged ? old_clause : new_clause;
	Unit	   *ua = &c->sides[0].units[a];
	Unit	   *ub = &c->sides[1].units[b];
	bool		same = ua->same == ub->same;
	ResDiffRow *row = add_row(diff, moved ? RES_DIFF_MOVED : same ? RES_DIFF_SAME : RES_DIFF_CHANGED,
							  (int32_t) old_clause, (int32_t) new_clause);

	if (!same)
		return compare_words(c, ua, ub, row);
	row->similarity = 1;
	whole_piece(c, row, '=', ua->text);
	return count_tokens(c, ua);
}

/* A clause that has no counterpart, or is a part of one; as above. */
static uint32_t
add_single(Compare *c, ResDiff *diff, bool is_old, uint32_t clause)
{
	Unit	   *unit = &c->sides[is_old == c->exchanged].units[clause];
	ResDiffRow *row;

	if (unit->whole != RES_NONE)
		return is_old ? add_pair(c, diff, clause, (uint32_t) unit->whole, false) :
			add_pair(c, diff, (uint32_t) unit->whole, clause, false);
	row = add_row(diff, is_old ? RES_DIFF_REMOVED : RES_DIFF_ADDED,
				  is_old ? (int32_t) clause : RES_NONE, is_old ? RES_NONE : (int32_t) clause);
	whole_piece(c, row, is_old ? '-' : '+', unit->text);
	return 0;
}

/* The titles, where there are any; their row is the first. */
static void
add_title(Compare *c, ResDiff *diff, ResStr old_title, ResStr new_title)
{
	Unit		units[2];
	ResDiffRow *row;

	if (old_title.p == NULL && new_title.p == NULL)
		return;
	row = add_row(diff, RES_DIFF_SAME, old_title.p != NULL ? RES_DIFF_TITLE : RES_NONE,
				  new_title.p != NULL ? RES_DIFF_TITLE : RES_NONE);
	if (old_title.p == NULL || new_title.p == NULL)
	{
		row->op = old_title.p != NULL ? RES_DIFF_REMOVED : RES_DIFF_ADDED;
		whole_piece(c, row, old_title.p != NULL ? '-' : '+', old_title.p != NULL ? old_title : new_title);
	}
	else if (res_str_eq(old_title, new_title))
	{
		row->similarity = 1;
		whole_piece(c, row, '=', old_title);
	}
	else
	{
		row->op = RES_DIFF_CHANGED;
		memset(units, 0, sizeof(units));
		units[c->exchanged].text = old_title;
		units[!c->exchanged].text = new_title;
		compare_words(c, &units[0], &units[1], row);
	}
}

static void
add_rows(Compare *c, ResDiff *diff)
{
	Side	   *old_side = &c->sides[c->exchanged];
	Side	   *new_side = &c->sides[!c->exchanged];
	uint64_t	equal = 0;
	uint64_t	total = 0;
	bool		all_same = old_side->n == new_side->n;
	uint32_t   *upto = res_alloc_raw(c->arena, sizeof(uint32_t) * ((size_t) new_side->n + 1));
	uint32_t	at = 0;
	uint32_t	i;

	/* old clauses that stand in front of a new one, or of the next in order */
	upto[new_side->n] = old_side->n;
	for (i = new_side->n; i-- > 0;)
		upto[i] = new_side->units[i].mate != RES_NONE && !new_side->units[i].moved ?
			(uint32_t) new_side->units[i].mate : upto[i + 1];

	diff->rows = res_alloc_raw(c->arena, sizeof(ResDiffRow) * ((size_t) old_side->n + new_side->n + 1));
	diff->nrows = 0;
	add_title(c, diff, old_side->doc->header.title, new_side->doc->header.title);
	for (i = 0; i <= new_side->n; i++)
	{
		const Unit *unit = i < new_side->n ? &new_side->units[i] : NULL;

		for (; at < upto[i]; at++)
			if (old_side->units[at].mate == RES_NONE)
			{
				equal += add_single(c, diff, true, at);
				all_same = false;
			}
		if (unit == NULL)
			break;
		if (unit->mate != RES_NONE)
		{
			equal += add_pair(c, diff, (uint32_t) unit->mate, i, unit->moved);
			if (diff->rows[diff->nrows - 1].op != RES_DIFF_SAME)
				all_same = false;
		}
		else
		{
			equal += add_single(c, diff, false, i);
			all_same = false;
		}
	}

	for (i = 0; i < old_side->n; i++)
		total += count_tokens(c, &old_side->units[i]);
	for (i = 0; i < new_side->n; i++)
		total += count_tokens(c, &new_side->units[i]);
	if (all_same)
		diff->similarity = 1;
	else if (total == 0)
		diff->similarity = 0;
	else
	{
		/* parts of a clause may count one of its words twice */
		diff->similarity = 2.0 * (double) equal / (double) total;
		if (diff->similarity > 1)
			diff->similarity = 1;
	}
}

/* ---------- the whole ---------- */

/* Which of two documents is the first: any order will do that is one. */
static bool
in_front(const ResDocument *a, const ResDocument *b)
{
	uint32_t	i;
	int			order;

	if (a->nclauses != b->nclauses)
		return a->nclauses < b->nclauses;
	for (i = 0; i <= a->nclauses; i++)
	{
		ResStr		x = i < a->nclauses ? a->clauses[i].text : a->header.title;
		ResStr		y = i < a->nclauses ? b->clauses[i].text : b->header.title;

		if (x.len != y.len)
			return x.len < y.len;
		order = x.len > 0 ? memcmp(x.p, y.p, x.len) : 0;
		if (order != 0)
			return order < 0;
	}
	for (i = 0; i < a->nclauses; i++)
	{
		if (a->clauses[i].parent != b->clauses[i].parent)
			return a->clauses[i].parent < b->clauses[i].parent;
		if (a->clauses[i].part != b->clauses[i].part)
			return a->clauses[i].part < b->clauses[i].part;
	}
	return true;
}

ResStatus
res_compare(ResArena *arena, const ResDocument *old_doc, const ResDocument *new_doc, ResDiff *diff)
{
	jmp_buf		failure;
	jmp_buf    *outer = arena->on_failure;
	Compare    *c;

	memset(diff, 0, sizeof(*diff));
	arena->on_failure = &failure;
	if (setjmp(failure) != 0)
	{
		arena->on_failure = outer;
		return arena->failed;
	}
	c = res_alloc(arena, sizeof(Compare));
	c->arena = arena;
	c->exchanged = !in_front(old_doc, new_doc);
	side_open(c, &c->sides[c->exchanged], old_doc);
	side_open(c, &c->sides[!c->exchanged], new_doc);
	c->nslots = 256;
	c->slots = res_alloc(arena, sizeof(uint32_t) * c->nslots);
	c->before = res_alloc_raw(arena, sizeof(int32_t) * (size_t) c->sides[0].n);
	c->behind = res_alloc_raw(arena, sizeof(int32_t) * (size_t) c->sides[0].n);

	match_equal(c);
	index_make(c);
	match_similar(c);
	match_parts(c, 0);
	match_parts(c, 1);
	find_backbone(c);
	add_rows(c, diff);
	arena->on_failure = outer;
	return RES_OK;
}
