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

/* A set of the words of this text, by hash; words are compared by their letters. */
typedef struct WordSet
{
	const ResFlow *flow;
	Word	   *slots;
	uint32_t	size;			/* power of two */
	uint32_t	used;
	ResArena   *arena;
} WordSet;

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

/* The place of a word in the set: where it is or would be. */
static Word *
set_place(const WordSet *set, const Letters *letters)
{
	uint32_t	h = (uint32_t) res_word_hash(letters->c, letters->len) & (set->size - 1);
	uint32_t	i;

	for (;; h = (h + 1) & (set->size - 1))
	{
		Word	   *slot = &set->slots[h];

		if (slot->end == 0)
			return slot;
		if (slot->end - slot->start != letters->len)
			continue;
		for (i = 0; i < letters->len; i++)
			if ((unsigned char) (set->flow->text[slot->start + i] | 0x20) != letters->c[i])
				break;
		if (i == letters->len)
			return slot;
	}
}

static void
set_add(WordSet *set, Word w)
{
	Letters		letters = {.len = 0};
	Word	   *slot;

	if ((set->used + 1) * 2 > set->size)
	{
		Word	   *old = set->slots;
		uint32_t	n = set->size;
		uint32_t	i;

		set->size = n == 0 ? 512 : n * 2;
		set->slots = res_alloc(set->arena, sizeof(Word) * set->size);
		for (i = 0; i < n; i++)
			if (old[i].end > 0)
			{
				res_tick(set->arena, 64);
				letters.len = 0;
				add_letters(&letters, set->flow, old[i]);
				*set_place(set, &letters) = old[i];
			}
		letters.len = 0;
		res_give_back(set->arena, old, sizeof(Word) * n);
	}
	add_letters(&letters, set->flow, w);
	slot = set_place(set, &letters);
	if (slot->end == 0)
	{
		*slot = w;
		set->used++;
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
 * The next word of a block at or behind offset pos: ASCII letters that do not
 * stand beside other ones.  *last is the word before; it is forgotten where
 * letters that are no word stand between.  Returns false at the end of the
 * block.  Blanks before hyphens between letters are added to cuts, if that is
 * there.
 */
static inline bool
next_word(ResReader *rd, const ResFlowBlock *block, uint32_t pos, Cuts *cuts, Word *last, Word *w)
{
	const char *text = rd->flow->text;
	const char *start = text + block->start;
	const char *end = text + block->end;
	const char *p = text + pos;

	for (;;)
	{
		const char *q;

		for (; p < end && (unsigned char) ((*p | 0x20) - 'a') >= 26; p++)
		{
			/* a blank before a hyphen between letters */
			if ((*p == '-' || (unsigned char) *p == 0xE2) && p > start + 1 && p[-1] == ' ' &&
				end - p >= 2 && cuts != NULL)
				blank_before_hyphen(rd, cuts, *last, (uint32_t) (p - 1 - text), block->end);
		}
		if (p >= end)
			return false;
		q = res_skip_letters(p, end);
		w->start = (uint32_t) (p - text);
		w->end = (uint32_t) (q - text);
		if (q - p < MAX_WORD && !(q < end && (unsigned char) *q >= 0x80 && res_is_word(q, end)) &&
			!(p > start && (unsigned char) p[-1] >= 0x80 &&
			  res_blank_len(p - 1, p) == 0 && last->end + 3 < w->start))
			return true;
		*last = (Word) {0, 0};
		p = q;
	}
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
 * res_words_mend — close the blanks that stand inside words.
 *
 * Texts whose lines are whole paragraphs were not made from the printed page
 * and have no such blanks; they are left alone.
 */
void
res_words_mend(ResReader *rd)
{
	ResFlow    *flow = rd->flow;
	WordSet		set = {.flow = flow, .arena = rd->arena};
	Cuts		hyphens = {NULL, 0, 0};
	bool		all_words = false;
	bool		vocabulary = res_word_slot[rd->lang] != NULL;
	ResSpan    *cut;
	uint32_t	ncut = 0;
	Word	   *pairs = NULL;	/* suspected pairs: first pieces, then second */
	uint32_t	npairs = 0;
	uint32_t	cappairs = 0;
	uint32_t	joined = 0;
	uint32_t	kept = 0;
	uint8_t    *seen;
	uint32_t	seen_mask = 255;
	Word		w;
	uint32_t	b;
	uint32_t	i;
	uint32_t	k;

	take_out_slips(rd);
	if (rd->para_lines)
		return;

	/*
	 * The words of the text are met here by their hashes alone; a set is made
	 * of them only if a pair seems to be one of them when joined.
	 */
	while (seen_mask < flow->len / 2)
		seen_mask = seen_mask * 2 + 1;
	seen = res_alloc(rd->arena, (size_t) seen_mask + 1);

	for (b = 0; b < flow->nblocks; b++)
	{
		const char *text = flow->text;
		bool		last_known = true;

		Word		last = {0, 0};

		w.end = flow->blocks[b].start;
		while (next_word(rd, &flow->blocks[b], w.end, &hyphens, &last, &w))
		{
			uint32_t	n = w.end - w.start;
			uint64_t	hash;
			bool		w_known;

			res_tick(rd->arena, n + 16);
			if (n <= 8)
			{
				/* most words: in a register */
				uint64_t	v = res_first_bytes(res_eight(text + w.start) | RES_EACH(0x20), n);

				hash = res_word_mix(0, v);
				w_known = vocabulary && res_short_word_known(rd->lang, hash, v);
			}
			else
			{
				Letters		letters;

				letters.len = 0;
				add_letters(&letters, flow, w);
				hash = res_word_hash(letters.c, n);
				w_known = vocabulary && res_word_known(rd->lang, hash, letters.c, n);
			}
			if (n >= MIN_JOINED)
				seen[(hash >> 32) & seen_mask] |= (uint8_t) (1 << (hash >> 61));
			if (!(last_known && w_known) && last.end > 0 && last.end + 1 == w.start && text[last.end] == ' ' &&
				last.end - last.start + n >= MIN_JOINED && !res_is_upper(text[w.start]))
			{
				uint32_t	src = res_flow_src(flow, last.end - 1) + 1;

				/* not over a line end: there the blank is the line end's own */
				if (!(src < rd->len && rd->src[src] != ' ') && res_flow_src(flow, w.start) == src + 1)
				{
					*RES_PUSH(rd->arena, pairs, npairs, cappairs) = last;
					*RES_PUSH(rd->arena, pairs, npairs, cappairs) = w;
				}
			}
			last = w;
			last_known = w_known;
		}
	}

	/* pairs that may be a word when joined */
	for (i = 0; i < npairs; i += 2)
	{
		Letters		letters = {.len = 0};
		uint64_t	hash;
		bool		known;

		res_tick(rd->arena, 64);
		add_letters(&letters, flow, pairs[i]);
		add_letters(&letters, flow, pairs[i + 1]);
		hash = res_word_hash(letters.c, letters.len);
		known = vocabulary && res_word_known(rd->lang, hash, letters.c, letters.len);
		if (!known && (seen[(hash >> 32) & seen_mask] >> (hash >> 61) & 1) == 0)
			continue;
		all_words |= !known;
		pairs[kept++] = pairs[i];
		pairs[kept++] = pairs[i + 1];
	}
	npairs = kept;
	for (b = 0; all_words && b < flow->nblocks; b++)
	{
		Word		last = {0, 0};

		w.end = flow->blocks[b].start;
		while (next_word(rd, &flow->blocks[b], w.end, NULL, &last, &w))
		{
			res_tick(rd->arena, w.end - w.start + 64);
			if (w.end - w.start >= MIN_JOINED)
				set_add(&set, w);
			last = w;
		}
	}
	for (i = 0; i < npairs; i += 2)
	{
		Letters		letters = {.len = 0};

		res_tick(rd->arena, 256);
		add_letters(&letters, flow, pairs[i]);
		add_letters(&letters, flow, pairs[i + 1]);
		if (!(vocabulary && res_word_known(rd->lang, res_word_hash(letters.c, letters.len), letters.c, letters.len)) &&
			(set.size == 0 || set_place(&set, &letters)->end == 0))
			continue;
		res_problem(rd, RES_SEVERITY_NOTE, res_line_at(rd, res_flow_src(flow, pairs[i].end - 1) + 1),
					"word rejoined: %.*s%.*s",
					(int) (pairs[i].end - pairs[i].start), flow->text + pairs[i].start,
					(int) (pairs[i + 1].end - pairs[i + 1].start), flow->text + pairs[i + 1].start);
		pairs[joined++] = (Word) {pairs[i].end, pairs[i + 1].start};
	}

	/* two lists in rising order: merge, dropping what overlaps */
	if (hyphens.n + joined == 0)
		return;
	cut = res_alloc(rd->arena, sizeof(ResSpan) * (hyphens.n + joined));
	i = k = 0;
	while (i < hyphens.n || k < joined)
	{
		ResSpan		next;

		if (k == joined || (i < hyphens.n && hyphens.spans[i].start <= pairs[k].start))
			next = hyphens.spans[i++];
		else
		{
			next = (ResSpan) {pairs[k].start, pairs[k].end};
			k++;
		}
		if (ncut == 0 || next.start >= cut[ncut - 1].end)
			cut[ncut++] = next;
	}
	res_flow_remove(rd, cut, ncut);
}
