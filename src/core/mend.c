/*-------------------------------------------------------------------------
 *
 * mend.c
 *	  Words that an extractor split: "societ y", "high -level".
 *
 * Kerning in the printed page makes some extractors see a blank inside a word.
 * Two pieces parted by one blank are joined where that is certain: the joined
 * word (four letters or more) occurs elsewhere in the same text or in the
 * vocabulary of the field, and at least one piece is no word of the field.  A
 * blank before a hyphen is closed between letters, but not behind "and", "or"
 * ("and -driven").  A blank behind a hyphen stays in "low- and middle-income".
 * What was joined is told by resolution_problems as a note.  So is a word that
 * a converter always puts in place of another ("outline-solid" for "outline").
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "simd.h"
#include "stages.h"
#include "tables.h"

/* Shortest joined word. */
#define MIN_JOINED		4
/* Longest word that is looked at. */
#define MAX_WORD		40

typedef struct Word
{
	uint32_t	start;
	uint32_t	end;
} Word;

/* The letters of a word, or of two pieces, in lower case, padded with zeros. */
typedef struct Letters
{
	unsigned char c[MAX_WORD * 2 + 16];
	uint32_t	len;
} Letters;

static inline void
add_letters(Letters *letters, const ResFlow *flow, Word w)
{
	uint32_t	n = w.end - w.start;
	const char *p = flow->text + w.start;
	unsigned char *out = letters->c + letters->len;
	uint32_t	i;

	/* letters alone: the bit of case is all that parts the two */
	for (i = 0; i < n; i += 8)
	{
		res_put_eight(out + i, res_first_bytes(res_eight(p + i) | RES_EACH(0x20), n - i < 8 ? n - i : 8));
	}
	letters->len += n;
	memset(letters->c + letters->len, 0, 8);
}

/* The hash of a word that two pieces are together. */
static uint64_t
joined_hash(const ResFlow *flow, const Word *pair)
{
	Letters		letters;

	letters.len = 0;
	add_letters(&letters, flow, pair[0]);
	add_letters(&letters, flow, pair[1]);
	return res_word_hash(letters.c, letters.len);
}

/* The hash of the word of this length at p; sixteen bytes are there. */
static RES_ALWAYS_INLINE uint64_t
hash_at(const char *p, uint32_t len)
{
	uint64_t	hash = res_word_mix(0, res_first_bytes(res_eight(p) | RES_EACH(0x20), len < 8 ? len : 8));

	/* both ways are gone: which one a text takes cannot be foreseen */
	if (len <= 16)
	{
		uint32_t	rest = (len - 9) & 7;
		uint64_t	second = res_word_mix(hash, res_first_bytes(res_eight(p + 8) | RES_EACH(0x20), rest + 1));

		return len > 8 ? second : hash;
	}
	for (p += 8, len -= 8;; p += 8, len -= 8)
	{
		hash = res_word_mix(hash, res_first_bytes(res_eight(p) | RES_EACH(0x20), len < 8 ? len : 8));
		if (len <= 8)
			return hash;
	}
}

/* Blanks to be closed. */
typedef struct Cuts
{
	ResSpan    *spans;
	uint32_t	n;
	uint32_t	cap;
} Cuts;

/* The blank at p, before a hyphen: does it stand between letters? */
static void
blank_before_hyphen(ResReader *rd, Cuts *cuts, Word last, uint32_t p, uint32_t end)
{
	const char *text = rd->flow->text;
	uint32_t	d = res_dash_len(text + p + 1, text + end);

	if (d > 0 && (text[p + 1] == '-' || (d == 3 && (unsigned char) text[p + 3] <= 0x91)) &&
		p + 1 + d < end && res_is_alpha(text[p + 1 + d]) && res_is_alpha(text[p - 1]) &&
		last.end == p &&
		res_lex_match(rd->lang, RES_LEX_AND, text + last.start, text + p, NULL) != last.end - last.start)
		*RES_PUSH(rd->arena, cuts->spans, cuts->n, cuts->cap) = (ResSpan) {p, p + 1};
}

/*
 * Words that a converter put in place of others, always the same: the table
 * has the longer word and the right one, its beginning.
 */
static void
take_out_slips(ResReader *rd)
{
	ResFlow    *flow = rd->flow;
	const char *end = flow->text + flow->len;
	const char *p = flow->text;
	ResSpan    *cut = NULL;
	uint32_t	ncut = 0;
	uint32_t	capcut = 0;

	while (p < end && (p = memchr(p, '-', (size_t) (end - p))) != NULL)
	{
		const char *w = p;
		const ResLexEntry *entry;
		uint32_t	n;

		res_tick(rd->arena, 64);
		while (w > flow->text && p - w < MAX_WORD && res_is_alpha(w[-1]))
			w--;
		n = w < p ? res_lex_match(rd->lang, RES_LEX_SLIP, w, end, &entry) : 0;
		p++;
		if (n > 0 && entry->value != NULL && strlen(entry->value) < n)
		{
			uint32_t	start = (uint32_t) (w - flow->text);

			*RES_PUSH(rd->arena, cut, ncut, capcut) =
				(ResSpan) {start + (uint32_t) strlen(entry->value), start + n};
			res_problem(rd, RES_SEVERITY_NOTE, res_line_at(rd, res_flow_src(flow, start)),
						"\"%.*s\" read as \"%s\"", (int) n, w, entry->value);
			p = w + n;
		}
	}
	res_flow_remove(rd, cut, ncut);
	res_give_back(rd->arena, cut, sizeof(ResSpan) * capcut);
}

/*
 * The word text[start, end), if it is one: letters that have no letters of
 * another script beside them.  last is the word before.
 */
static inline bool
is_whole_word(const char *text, const ResFlowBlock *block, uint32_t start, uint32_t end, Word last)
{
	if (end - start >= MAX_WORD)
		return false;
	if (end < block->end && (unsigned char) text[end] >= 0x80 && res_is_word(text + end, text + block->end))
		return false;
	return !(start > block->start && (unsigned char) text[start - 1] >= 0x80 &&
			 res_blank_len(text + start - 1, text + start) == 0 && last.end + 3 < start);
}

/*
 * The next word of a block at or behind offset pos: ASCII letters that do not
 * stand beside other ones.  *last is the word before; it is forgotten where
 * letters that are no word stand between.  Returns false at the end of the
 * block.
 */
static bool
next_word(const ResFlow *flow, const ResFlowBlock *block, uint32_t pos, Word *last, Word *w)
{
	const char *text = flow->text;
	const char *end = text + block->end;
	const char *p = text + pos;

	for (;;)
	{
		const char *q;

		p = res_find_letter(p, end);
		if (p >= end)
			return false;
		q = res_skip_letters(p, end);
		w->start = (uint32_t) (p - text);
		w->end = (uint32_t) (q - text);
		if (is_whole_word(text, block, w->start, w->end, *last))
			return true;
		*last = (Word) {0, 0};
		p = q;
	}
}

/* Two words that may be one. */
typedef struct Pair
{
	Word		words[2];
	uint64_t	hash;			/* of the two together */
	bool		known;			/* that is a word */
} Pair;

typedef struct Pairs
{
	Pair	   *pair;
	uint32_t	n;
	uint32_t	cap;
} Pairs;

/* What find_pairs knows while it goes through a block. */
typedef struct Walk
{
	ResReader  *rd;
	const ResFlowBlock *block;
	uint8_t    *seen;
	uint32_t	seen_mask;
	Pairs	   *pairs;
	bool		vocabulary;		/* the language has one */
	Word		last;			/* the word before */
	bool		last_known;
} Walk;

/* Two words of which one is not known: do they stand like halves of one? */
static void
meet_pair(const Walk *walk, Word last, Word w)
{
	const char *text = walk->rd->flow->text;

	if (last.end > 0 && last.end + 1 == w.start && text[last.end] == ' ' &&
		last.end - last.start + w.end - w.start >= MIN_JOINED && !res_is_upper(text[w.start]))
	{
		Pair	   *pair = RES_PUSH(walk->rd->arena, walk->pairs->pair, walk->pairs->n, walk->pairs->cap);

		pair->words[0] = last;
		pair->words[1] = w;
	}
}

/* Did the blank between two words stand in the source?  At a line end it is the line end's own. */
static bool
blank_in_source(const ResReader *rd, const Pair *pair)
{
	uint32_t	src = res_flow_src(rd->flow, pair->words[0].end - 1) + 1;

	return (src >= rd->len || rd->src[src] == ' ') && res_flow_src(rd->flow, pair->words[1].start) == src + 1;
}

/* One word: is it known, and may it be the second half of one? */
static RES_ALWAYS_INLINE void
meet_word(Walk *walk, const char *text, Word w)
{
	uint64_t	hash = hash_at(text + w.start, w.end - w.start);
	bool		known = walk->vocabulary && res_word_known(walk->rd->lang, hash);

	walk->seen[(hash >> 32) & walk->seen_mask] |= (uint8_t) (1 << (hash >> 61));
	if (!(known & walk->last_known))
		meet_pair(walk, walk->last, w);
	walk->last = w;
	walk->last_known = known;
}

/* A word where more has to be looked at. */
static void
meet_word_among_others(Walk *walk, Word w)
{
	const char *text = walk->rd->flow->text;

	if (is_whole_word(text, walk->block, w.start, w.end, walk->last))
		meet_word(walk, text, w);
	else
		walk->last = (Word) {0, 0};
}

/*
 * Go through the words of a block.
 *
 * Notes the hash of each word in walk->seen,
 * blanks before hyphens between letters in hyphens, and in walk->pairs the
 * words that one blank parts and of which one at least is no word of the
 * field.  Sixty-four bytes at a time: what matters are the places where
 * letters begin or end, and the hyphens behind a blank.
 */
static void
find_pairs(Walk *walk, Cuts *hyphens)
{
	const ResFlowBlock *block = walk->block;
	const char *text = walk->rd->flow->text;
	uint64_t	letter = 0;		/* 1: the last byte of the stretch before was one */
	uint64_t	blank = 0;
	uint64_t	high = 0;		/* of the stretch before */
	Word		w = {0, 0};
	uint32_t	base;

	for (base = block->start; base <= block->end; base += 64)
	{
		uint32_t	n = block->end - base;
		uint64_t	valid = n < 64 ? (UINT64_C(1) << n) - 1 : ~UINT64_C(0);
		uint64_t	letters = res_letters64(text + base) & valid;
		uint64_t	blanks = res_bytes64(text + base, ' ');
		uint64_t	highs = res_high64(text + base) & valid;
		uint64_t	hyphen = (res_bytes64(text + base, '-') | highs) & (blanks << 1 | blank) & valid;
		uint64_t	before = letters << 1 | letter;
		uint64_t	starts = letters & ~before;
		uint64_t	ends = ~letters & before;

		if ((base - block->start) % 4096 == 0)
			res_tick(walk->rd->arena, 4096);
		letter = letters >> 63;
		blank = blanks >> 63;
		if (hyphen == 0 && (highs | high) == 0)
		{
			for (; ends != 0; ends &= ends - 1)
			{
				w.end = base + res_lowest_bit(ends);
				if (starts != 0 && base + res_lowest_bit(starts) < w.end)
				{
					w.start = base + res_lowest_bit(starts);
					starts &= starts - 1;
				}
				if (w.end - w.start < MAX_WORD)
					meet_word(walk, text, w);
				else
					walk->last = (Word) {0, 0};
			}
			if (starts != 0)
				w.start = base + res_lowest_bit(starts);
		}
		else
		{
			uint64_t	places;

			for (places = starts | ends | hyphen; places != 0; places &= places - 1)
			{
				uint64_t	bit = places & (~places + 1);
				uint32_t	at = base + res_lowest_bit(places);

				if ((bit & starts) != 0)
					w.start = at;
				if ((bit & ends) != 0)
				{
					w.end = at;
					meet_word_among_others(walk, w);
				}
				if ((bit & hyphen) != 0 && (text[at] == '-' || (unsigned char) text[at] == 0xE2) &&
					at > block->start + 1 && block->end - at >= 2)
					blank_before_hyphen(walk->rd, hyphens, walk->last, at - 1, block->end);
			}
		}
		high = highs;
	}
}

/*
 * Keep the pairs that, when joined, are words of the field or, by their
 * hashes, of this text.  Returns how many are none of the field.
 */
static uint32_t
keep_likely(const Walk *walk)
{
	const ResReader *rd = walk->rd;
	Pairs	   *pairs = walk->pairs;
	uint32_t	unknown = 0;
	uint32_t	kept = 0;
	uint32_t	i;

	for (i = 0; i < pairs->n; i++)
	{
		Pair		pair = pairs->pair[i];

		res_tick(rd->arena, 64);
		pair.hash = joined_hash(rd->flow, pair.words);
		pair.known = walk->vocabulary && res_word_known(rd->lang, pair.hash);
		if (!pair.known && (walk->seen[(pair.hash >> 32) & walk->seen_mask] >> (pair.hash >> 61) & 1) == 0)
			continue;
		if (!blank_in_source(rd, &pair))
			continue;
		unknown += !pair.known;
		pairs->pair[kept++] = pair;
	}
	pairs->n = kept;
	return unknown;
}

/*
 * Which of the pairs that are no words of the field are, when joined, words of
 * this text?  Goes through its words once more.
 */
static void
find_in_text(const Walk *walk, uint32_t unknown)
{
	const ResFlow *flow = walk->rd->flow;
	Pairs	   *pairs = walk->pairs;
	uint32_t	size = 16;
	uint64_t   *slots;
	bool	   *found;
	uint32_t	b;
	uint32_t	h;
	uint32_t	i;

	while (size < unknown * 4)
		size *= 2;
	slots = res_alloc(walk->rd->arena, sizeof(uint64_t) * size);
	found = res_alloc(walk->rd->arena, sizeof(bool) * size);
	for (i = 0; i < pairs->n; i++)
	{
		res_tick(walk->rd->arena, 16);
		if (pairs->pair[i].known)
			continue;
		for (h = (uint32_t) pairs->pair[i].hash & (size - 1); slots[h] != 0 && slots[h] != pairs->pair[i].hash;)
			h = (h + 1) & (size - 1);
		slots[h] = pairs->pair[i].hash;
	}
	for (b = 0; b < flow->nblocks; b++)
	{
		Word		last = {0, 0};
		Word		w;

		w.end = flow->blocks[b].start;
		while (next_word(flow, &flow->blocks[b], w.end, &last, &w))
		{
			uint64_t	hash = hash_at(flow->text + w.start, w.end - w.start);

			res_tick(walk->rd->arena, w.end - w.start + 16);
			for (h = (uint32_t) hash & (size - 1); slots[h] != 0; h = (h + 1) & (size - 1))
				if (slots[h] == hash)
				{
					found[h] = true;
					break;
				}
			last = w;
		}
	}
	for (i = 0; i < pairs->n; i++)
	{
		res_tick(walk->rd->arena, 16);
		if (pairs->pair[i].known)
			continue;
		for (h = (uint32_t) pairs->pair[i].hash & (size - 1); slots[h] != pairs->pair[i].hash;)
			h = (h + 1) & (size - 1);
		pairs->pair[i].known = found[h];
	}
	res_give_back(walk->rd->arena, slots, sizeof(uint64_t) * size);
	res_give_back(walk->rd->arena, found, sizeof(bool) * size);
}

/*
 * res_words_mend — close the blanks that stand inside words.
 *
 * Texts whose lines are whole paragraphs were not made from the printed page
 * and have no such blanks; they are left alone.
 */
void
res_words_mend(ResReader *rd)
{
	ResFlow    *flow = rd->flow;
	Cuts		hyphens = {NULL, 0, 0};
	ResSpan    *cut;
	uint32_t	ncut = 0;
	Pairs		pairs = {NULL, 0, 0};
	Walk		walk = {.rd = rd, .pairs = &pairs, .vocabulary = res_word_slot[rd->lang] != NULL};
	uint32_t	joined = 0;
	uint32_t	unknown;
	uint32_t	b;
	uint32_t	i;
	uint32_t	k;

	take_out_slips(rd);
	if (rd->para_lines)
		return;

	/*
	 * The words of the text are met here by their hashes alone; they are gone
	 * through again only if a pair seems to be one of them when joined.
	 */
	walk.seen_mask = 255;
	while (walk.seen_mask < flow->len / 2)
		walk.seen_mask = walk.seen_mask * 2 + 1;
	walk.seen = res_alloc(rd->arena, (size_t) walk.seen_mask + 1);

	for (b = 0; b < flow->nblocks; b++)
	{
		res_tick(rd->arena, 16);
		walk.block = &flow->blocks[b];
		walk.last = (Word) {0, 0};
		walk.last_known = true;
		find_pairs(&walk, &hyphens);
	}
	unknown = keep_likely(&walk);
	if (unknown > 0)
		find_in_text(&walk, unknown);
	for (i = 0; i < pairs.n; i++)
	{
		const Word *w = pairs.pair[i].words;

		res_tick(rd->arena, 16);
		if (!pairs.pair[i].known)
			continue;
		res_problem(rd, RES_SEVERITY_NOTE, res_line_at(rd, res_flow_src(flow, w[0].end - 1) + 1),
					"word rejoined: %.*s%.*s", (int) (w[0].end - w[0].start), flow->text + w[0].start,
					(int) (w[1].end - w[1].start), flow->text + w[1].start);
		pairs.pair[joined++] = pairs.pair[i];
	}

	/* two lists in rising order: merge, dropping what overlaps */
	if (hyphens.n + joined == 0)
		return;
	cut = res_alloc(rd->arena, sizeof(ResSpan) * (hyphens.n + joined));
	i = k = 0;
	while (i < hyphens.n || k < joined)
	{
		ResSpan		next;

		if (k < joined)
			next = (ResSpan) {pairs.pair[k].words[0].end, pairs.pair[k].words[1].start};
		if (k == joined || (i < hyphens.n && hyphens.spans[i].start <= next.start))
			next = hyphens.spans[i++];
		else
			k++;
		if (ncut == 0 || next.start >= cut[ncut - 1].end)
			cut[ncut++] = next;
	}
	res_flow_remove(rd, cut, ncut);
}
