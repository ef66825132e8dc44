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

/* Writes the word that two pieces are together; returns its length, below 2 * MAX_WORD. */
static uint32_t
join_words(const ResFlow *flow, const Word *pair, char *out)
{
	uint32_t	first = pair[0].end - pair[0].start;
	uint32_t	second = pair[1].end - pair[1].start;

	memcpy(out, flow->text + pair[0].start, first);
	memcpy(out + first, flow->text + pair[1].start, second);
	return first + second;
}

/* Its hash, in any case. */
static uint64_t
joined_hash(const ResFlow *flow, const Word *pair)
{
	char		letters[MAX_WORD * 2 + 16];
	uint32_t	len = join_words(flow, pair, letters);

	memset(letters + len, 0, 16);
	return res_letters_hash(letters, len);
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

/* The hashes of the words of the text that are none of the field. */
typedef struct Unknown
{
	uint64_t   *hash;
	uint32_t	n;
	uint32_t	cap;
} Unknown;

/* What find_pairs knows while it goes through a block. */
typedef struct Walk
{
	ResReader  *rd;
	const ResFlowBlock *block;
	const uint64_t *slots;		/* of the vocabulary */
	uint32_t	shift;
	Unknown		unknown;
	Pairs		pairs;
	Word		last;			/* the word before */
	bool		last_known;
} Walk;

/* Two words of which one is not known: do they stand like halves of one? */
static void
meet_pair(Walk *walk, Word last, Word w)
{
	const char *text = walk->rd->flow->text;

	/* what was passed over as known is so by its hash alone: its length is not told by that */
	if (last.end > 0 && last.end + 1 == w.start && text[last.end] == ' ' &&
		last.end - last.start < MAX_WORD &&
		last.end - last.start + w.end - w.start >= MIN_JOINED && !res_is_upper(text[w.start]))
	{
		Pair	   *pair = RES_PUSH(walk->rd->arena, walk->pairs.pair, walk->pairs.n, walk->pairs.cap);

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

/*
 * The word of this block before offset "at", where one was passed over.
 * (Blocks stand against each other: the one before may end in a letter.)
 */
static Word
word_before(const char *text, uint32_t from, uint32_t at)
{
	Word		w;

	while (!res_is_alpha(text[at - 1]))
		at--;
	w.end = at;
	while (at > from && res_is_alpha(text[at - 1]))
		at--;
	w.start = at;
	return w;
}

/* One word: is it known, and may it be the second half of one? */
static RES_NEVER_INLINE void
meet_word(Walk *walk, Word w)
{
	const char *text = walk->rd->flow->text;
	uint64_t	hash;
	bool		known;

	if (!is_whole_word(text, walk->block, w.start, w.end, walk->last))
	{
		walk->last = (Word) {0, 0};
		return;
	}
	hash = res_letters_hash(text + w.start, w.end - w.start);
	known = res_word_in(walk->slots + (hash >> walk->shift), hash);
	if (!known)
		*RES_PUSH(walk->rd->arena, walk->unknown.hash, walk->unknown.n, walk->unknown.cap) = hash;
	if (!(known & walk->last_known))
		meet_pair(walk, walk->last, w);
	walk->last = w;
	walk->last_known = known;
}

/*
 * Pass over known words: those that begin at the bits of "word" behind p; *end
 * has the bits of where they end, and loses those of the words that are passed.
 * Returns what is left of "word".
 */
static RES_ALWAYS_INLINE uint64_t
skip_known(const char *p, uint64_t word, uint64_t *end, const uint64_t *slots, uint32_t shift)
{
	uint64_t	e = *end;

	while (word != 0)
	{
		size_t		from = res_lowest_bit(word);
		uint64_t	hash = res_short_hash(p + from, res_lowest_bit(e) - from);
		const uint64_t *slot = slots + (hash >> shift);

		if (slot[0] != hash && slot[1] != hash && slot[2] != hash && slot[3] != hash && !res_word_in(slot, hash))
			break;
		word &= word - 1;
		e &= e - 1;
	}
	*end = e;
	return word;
}

/* The same as a function of its own, so that everything it needs is in registers. */
static RES_NEVER_INLINE uint64_t
pass_known(const char *p, uint64_t word, uint64_t *end, const uint64_t *slots, uint32_t shift)
{
	return skip_known(p, word, end, slots, shift);
}

/*
 * Pass over stretches of sixty-four bytes in which nothing but known words of
 * ASCII stands, and no hyphen behind a blank; a word that may reach beyond one
 * begins the next one.  from: the word before it, if there is one, is known.
 * *any is set if a word was passed.  Returns where the first other stretch begins, or "to".
 */
static RES_NEVER_INLINE uint32_t
pass_plain(ResArena *arena, const char *text, uint32_t from, uint32_t to,
		   const uint64_t *slots, uint32_t shift, bool *any)
{
	while (from < to)
	{
		const char *p = text + from;
		uint32_t	n = to - from < 64 ? to - from : 64;
		uint64_t	letters = res_letters64(p);
		uint64_t	word;
		uint64_t	end;

		res_tick(arena, 64);
		letters &= ~UINT64_C(0) >> (64 - n);
		if (res_any_high_or64(p, '-'))
		{
			uint64_t	hyphens = res_bytes64(p, '-') << (64 - n);

			if (res_high64(p) << (64 - n) != 0 ||
				(hyphens != 0 &&
				 (hyphens & (res_bytes64(p, ' ') << 1 | (from > 0 && p[-1] == ' ')) << (64 - n)) != 0))
				break;
		}
		word = letters & ~(letters << 1);
		end = ~letters & letters << 1;
		if (letters >> 63 != 0)
		{
			n = res_highest_bit(word);
			if (n == 0)
				break;
			word ^= UINT64_C(1) << n;
		}
		if (skip_known(p, word, &end, slots, shift) != 0)
			break;
		*any |= word != 0;
		from += n;
	}
	return from;
}

/*
 * The hyphens behind a blank in the 64 bytes at p, and where words begin that
 * have other bytes than ASCII beside them.  first: the text begins at p.
 */
static uint64_t
look_closer(const char *p, bool first, uint64_t special, uint64_t starts, uint64_t ends)
{
	uint64_t	highs = res_high64(p) & special;
	uint64_t	closer = starts & highs << 1;
	uint64_t	touched;

	closer |= special & (res_bytes64(p, ' ') << 1 | (!first && p[-1] == ' '));
	if (!first && (unsigned char) p[-1] >= 0x80)
		closer |= starts & 1;
	for (touched = ends & highs; touched != 0; touched &= touched - 1)
		closer |= UINT64_C(1) << res_highest_bit(starts & ((touched & (~touched + 1)) - 1));
	return closer;
}

/*
 * Go through the words of a block.
 *
 * Notes the hashes of the words that are none of the field in walk->unknown,
 * blanks before hyphens between letters in hyphens, and in walk->pairs the
 * words that one blank parts and of which one at least is no word of the
 * field.
 *
 * Sixty-four bytes at a time.  Nearly all words are known ones behind known
 * ones, with ASCII around them, and nothing but their hash is asked for: most
 * stretches have no others (pass_plain).  The last of them is looked for
 * (walk->last) when something else is met.
 */
static void
find_pairs(Walk *walk, Cuts *hyphens)
{
	const ResFlowBlock *block = walk->block;
	const char *text = walk->rd->flow->text;
	uint32_t	base = block->start;
	uint32_t	n;
	bool		passed = false; /* walk->last is not the last one */

	for (; base < block->end; base += n)
	{
		uint64_t	letters;
		uint64_t	special;
		uint64_t	starts;
		uint64_t	ends;
		uint64_t	closer = 0; /* words that are looked at closer, and hyphens */
		uint64_t	start;

		if (walk->last_known && (base == block->start || (unsigned char) text[base - 1] < 0x80))
		{
			base = pass_plain(walk->rd->arena, text, base, block->end, walk->slots, walk->shift, &passed);
			if (base == block->end)
				break;
		}
		letters = res_letters64(text + base);
		special = res_high_or64(text + base, '-');
		res_tick(walk->rd->arena, 64);
		n = 64;
		if (block->end - base < 64)
		{
			n = block->end - base;
			letters &= ~UINT64_C(0) >> (64 - n);
			special &= ~UINT64_C(0) >> (64 - n);
		}
		starts = letters & ~(letters << 1);
		ends = ~letters & letters << 1;

		/* a word that may reach beyond the stretch begins the next one */
		if (letters >> 63 != 0)
		{
			n = res_highest_bit(starts);
			starts ^= UINT64_C(1) << n;
			if (n == 0)
			{
				/* no word is so long */
				n = (uint32_t) (res_skip_letters(text + base, text + block->end) - (text + base));
				walk->last = (Word) {0, 0};
				passed = false;
				continue;
			}
			special &= ~UINT64_C(0) >> (64 - n);
		}
		if (special != 0 || (unsigned char) text[base - (base > 0)] >= 0x80)
			closer = look_closer(text + base, base == block->start, special, starts, ends);
		start = starts;
		for (;;)
		{
			uint64_t	word = start & (closer - 1) & ~closer;
			uint32_t	at;

			if (word != 0 && walk->last_known)
			{
				uint64_t	left = pass_known(text + base, word, &ends, walk->slots, walk->shift);

				passed |= left != word;
				word = left;
			}
			if (word == 0 && closer == 0)
				break;

			/* a word to be looked at closer, or a hyphen */
			at = base + (uint32_t) res_lowest_bit(word != 0 ? word : closer);
			if (word == 0)
				closer &= closer - 1;
			if (passed)
				walk->last = word_before(text, block->start, at);
			passed = false;
			start = starts & ~UINT64_C(1) << (at - base);
			if (res_is_alpha(text[at]))
			{
				meet_word(walk, (Word) {at, base + (uint32_t) res_lowest_bit(ends)});
				ends &= ends - 1;
			}
			else if ((text[at] == '-' || (unsigned char) text[at] == 0xE2) &&
					 at > block->start + 1 && block->end - at >= 2)
				blank_before_hyphen(walk->rd, hyphens, walk->last, at - 1, block->end);
		}
	}
}

/*
 * Keep the pairs that, when joined, are words of the field or of this text.  A
 * word of this text alone is one of the unknown ones.  So that these are gone
 * through for few pairs or none, a table of bits by hash has them first.
 */
static void
keep_words(Walk *walk)
{
	const ResReader *rd = walk->rd;
	const Unknown *unknown = &walk->unknown;
	Pairs	   *pairs = &walk->pairs;
	uint32_t	seen_mask = 255;
	uint8_t    *seen;
	uint32_t	open = 0;		/* pairs that are no words of the field */
	uint32_t	bits = 4;
	uint32_t	size;
	uint64_t   *slots;
	bool	   *found;
	uint32_t	kept = 0;
	uint32_t	h;
	uint32_t	i;

	if (pairs->n == 0)
		return;
	while (seen_mask < 2 * unknown->n)
		seen_mask = seen_mask * 2 + 1;
	seen = res_alloc(rd->arena, (size_t) seen_mask + 1);
	for (i = 0; i < unknown->n; i++)
	{
		res_tick(rd->arena, 8);
		seen[(unknown->hash[i] >> 32) & seen_mask] |= (uint8_t) (1 << (unknown->hash[i] >> 61));
	}
	for (i = 0; i < pairs->n; i++)
	{
		Pair		pair = pairs->pair[i];

		res_tick(rd->arena, 64);
		pair.hash = joined_hash(rd->flow, pair.words);
		pair.known = res_word_in(walk->slots + (pair.hash >> walk->shift), pair.hash);
		if (!pair.known && (seen[(pair.hash >> 32) & seen_mask] >> (pair.hash >> 61) & 1) == 0)
			continue;
		if (!blank_in_source(rd, &pair))
			continue;
		open += !pair.known;
		pairs->pair[kept++] = pair;
	}
	pairs->n = kept;
	res_give_back(rd->arena, seen, (size_t) seen_mask + 1);
	if (open == 0)
		return;

	while (UINT32_C(1) << bits < open * 4)
		bits++;
	size = UINT32_C(1) << bits;
	slots = res_alloc(rd->arena, sizeof(uint64_t) * size);
	found = res_alloc(rd->arena, sizeof(bool) * size);
	for (i = 0; i < pairs->n; i++)
	{
		res_tick(rd->arena, 16);
		if (pairs->pair[i].known)
			continue;
		for (h = (uint32_t) (pairs->pair[i].hash >> (64 - bits)); slots[h] != 0 && slots[h] != pairs->pair[i].hash;)
			h = (h + 1) & (size - 1);
		slots[h] = pairs->pair[i].hash;
	}
	for (i = 0; i < unknown->n; i++)
	{
		res_tick(rd->arena, 8);
		for (h = (uint32_t) (unknown->hash[i] >> (64 - bits)); slots[h] != 0; h = (h + 1) & (size - 1))
			if (slots[h] == unknown->hash[i])
			{
				found[h] = true;
				break;
			}
	}
	kept = 0;
	for (i = 0; i < pairs->n; i++)
	{
		res_tick(rd->arena, 16);
		if (!pairs->pair[i].known)
		{
			for (h = (uint32_t) (pairs->pair[i].hash >> (64 - bits)); slots[h] != pairs->pair[i].hash;)
				h = (h + 1) & (size - 1);
			if (!found[h])
				continue;
		}
		pairs->pair[kept++] = pairs->pair[i];
	}
	pairs->n = kept;
	res_give_back(rd->arena, slots, sizeof(uint64_t) * size);
	res_give_back(rd->arena, found, sizeof(bool) * size);
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
	static const uint64_t none[5] = {0, 0, 0, 0, 0};
	Walk		walk = {.rd = rd, .slots = res_word_slot[rd->lang], .shift = res_word_shift[rd->lang]};
	Pairs	   *pairs = &walk.pairs;
	uint32_t	b;
	uint32_t	i;
	uint32_t	k;

	take_out_slips(rd);
	if (rd->para_lines)
		return;

	if (walk.slots == NULL)
	{
		walk.slots = none;
		walk.shift = 63;
	}
	for (b = 0; b < flow->nblocks; b++)
	{
		res_tick(rd->arena, 16);
		walk.block = &flow->blocks[b];
		walk.last = (Word) {0, 0};
		walk.last_known = true;
		find_pairs(&walk, &hyphens);
	}
	keep_words(&walk);
	res_give_back(rd->arena, walk.unknown.hash, sizeof(uint64_t) * walk.unknown.cap);
	for (i = 0; i < pairs->n; i++)
	{
		static const char rejoined[] = "word rejoined: ";
		const size_t prefix = sizeof(rejoined) - 1;
		const Word *w = pairs->pair[i].words;
		char		message[sizeof(rejoined) + 2 * MAX_WORD];
		uint32_t	len;

		res_tick(rd->arena, 16);
		memcpy(message, rejoined, prefix);
		len = join_words(flow, w, message + prefix);
		res_problem_text(rd, RES_SEVERITY_NOTE, res_line_at(rd, res_flow_src(flow, w[0].end - 1) + 1),
						 message, prefix + len);
	}

	/* two lists in rising order: merge, dropping what overlaps */
	if (hyphens.n + pairs->n == 0)
		return;
	cut = res_alloc(rd->arena, sizeof(ResSpan) * (hyphens.n + pairs->n));
	i = k = 0;
	while (i < hyphens.n || k < pairs->n)
	{
		ResSpan		next;

		if (k < pairs->n)
			next = (ResSpan) {pairs->pair[k].words[0].end, pairs->pair[k].words[1].start};
		if (k == pairs->n || (i < hyphens.n && hyphens.spans[i].start <= next.start))
			next = hyphens.spans[i++];
		else
			k++;
		if (ncut == 0 || next.start >= cut[ncut - 1].end)
			cut[ncut++] = next;
	}
	res_flow_remove(rd, cut, ncut);
}
