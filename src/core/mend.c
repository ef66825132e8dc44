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
#include "stages.h"

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

static uint32_t
hash_word(const char *p, uint32_t n, uint32_t h)
{
	uint32_t	i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char) res_lower(p[i])) * 16777619u;
	return h;
}

#define HASH_START		2166136261u

static bool
same_word(const char *a, const char *b, uint32_t n)
{
	uint32_t	i;

	for (i = 0; i < n; i++)
		if (res_lower(a[i]) != res_lower(b[i]))
			return false;
	return true;
}

static void set_add(WordSet *set, uint32_t start, uint32_t end);

static void
set_grow(WordSet *set)
{
	Word	   *old = set->slots;
	uint32_t	n = set->size;
	uint32_t	i;

	set->size = n == 0 ? 512 : n * 2;
	set->slots = res_alloc(set->arena, sizeof(Word) * set->size);
	set->used = 0;
	for (i = 0; i < n; i++)
		if (old[i].end > 0)
			set_add(set, old[i].start, old[i].end);
}

static void
set_add(WordSet *set, uint32_t start, uint32_t end)
{
	const char *text = set->flow->text;
	uint32_t	h;

	if ((set->used + 1) * 2 > set->size)
		set_grow(set);
	h = hash_word(text + start, end - start, HASH_START) & (set->size - 1);
	while (set->slots[h].end > 0)
	{
		if (set->slots[h].end - set->slots[h].start == end - start &&
			same_word(text + set->slots[h].start, text + start, end - start))
			return;
		h = (h + 1) & (set->size - 1);
	}
	set->slots[h] = (Word) {start, end};
	set->used++;
}

/* Is the word made of two pieces in the set? */
static bool
set_has_joined(const WordSet *set, Word a, Word b)
{
	const char *text = set->flow->text;
	uint32_t	na = a.end - a.start;
	uint32_t	nb = b.end - b.start;
	uint32_t	h;

	if (set->size == 0)
		return false;
	h = hash_word(text + a.start, na, HASH_START);
	h = hash_word(text + b.start, nb, h) & (set->size - 1);
	while (set->slots[h].end > 0)
	{
		if (set->slots[h].end - set->slots[h].start == na + nb &&
			same_word(text + set->slots[h].start, text + a.start, na) &&
			same_word(text + set->slots[h].start + na, text + b.start, nb))
			return true;
		h = (h + 1) & (set->size - 1);
	}
	return false;
}

static bool
joined_in_vocabulary(const ResFlow *flow, ResLang lang, Word a, Word b)
{
	char		word[MAX_WORD * 2];
	uint32_t	na = a.end - a.start;
	uint32_t	nb = b.end - b.start;

	memcpy(word, flow->text + a.start, na);
	memcpy(word + na, flow->text + b.start, nb);
	return res_vocabulary_has(lang, word, na + nb);
}

static bool
known(const ResFlow *flow, ResLang lang, Word w)
{
	return res_vocabulary_has(lang, flow->text + w.start, w.end - w.start);
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
	res_tick(rd->arena, flow->len);
	res_flow_remove(rd, cut, ncut);
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
	ResSpan    *cut = NULL;
	uint32_t	ncut = 0;
	uint32_t	capcut = 0;
	Word	   *pairs = NULL;	/* suspected pairs: first pieces, then second */
	uint32_t	npairs = 0;
	uint32_t	cappairs = 0;
	uint32_t	nhyphens;
	uint32_t	b;
	uint32_t	i;

	take_out_slips(rd);
	if (rd->para_lines)
		return;

	for (b = 0; b < flow->nblocks; b++)
	{
		const char *text = flow->text;
		uint32_t	p = flow->blocks[b].start;
		uint32_t	end = flow->blocks[b].end;
		Word		last = {0, 0};
		bool		last_known = true;

		res_tick(rd->arena, end - p);
		while (p < end)
		{
			Word		w;
			bool		w_known;

			if (!res_is_alpha(text[p]))
			{
				/* a blank before a hyphen between letters */
				if (text[p] == ' ' && p + 2 < end && p > flow->blocks[b].start)
				{
					uint32_t	d = res_dash_len(text + p + 1, text + end);

					if (d > 0 && (text[p + 1] == '-' || (d == 3 && (unsigned char) text[p + 3] <= 0x91)) &&
						p + 1 + d < end && res_is_alpha(text[p + 1 + d]) && res_is_alpha(text[p - 1]) &&
						last.end == p &&
						res_lex_match(rd->lang, RES_LEX_AND, text + last.start, text + p, NULL) != last.end - last.start)
						*RES_PUSH(rd->arena, cut, ncut, capcut) = (ResSpan) {p, p + 1};
				}
				p++;
				continue;
			}
			w.start = p;
			while (p < end && res_is_alpha(text[p]))
				p++;
			w.end = p;
			if (w.end - w.start >= MAX_WORD || (p < end && (unsigned char) text[p] >= 0x80 && res_is_word(text + p, text + end)) ||
				(w.start > flow->blocks[b].start && (unsigned char) text[w.start - 1] >= 0x80 &&
				 res_blank_len(text + w.start - 1, text + w.start) == 0 && last.end + 3 < w.start))
			{
				last = (Word) {0, 0};
				last_known = true;
				continue;
			}
			w_known = known(flow, rd->lang, w);
			if (w.end - w.start >= MIN_JOINED)
				set_add(&set, w.start, w.end);
			if (last.end > 0 && last.end + 1 == w.start && text[last.end] == ' ' &&
				(!last_known || !w_known) && last.end - last.start + (w.end - w.start) >= MIN_JOINED &&
				!res_is_upper(text[w.start]))
			{
				*RES_PUSH(rd->arena, pairs, npairs, cappairs) = last;
				*RES_PUSH(rd->arena, pairs, npairs, cappairs) = w;
			}
			last = w;
			last_known = w_known;
		}
	}

	nhyphens = ncut;

	/* now that all words are known */
	for (i = 0; i + 1 < npairs; i += 2)
	{
		Word		a = pairs[i];
		Word		w = pairs[i + 1];
		uint32_t	src;

		/* not over a line end: there the blank is the line end's own */
		src = res_flow_src(flow, a.end - 1) + 1;
		if (src < rd->len && rd->src[src] != ' ')
			continue;
		if (res_flow_src(flow, w.start) != src + 1)
			continue;
		if (!set_has_joined(&set, a, w) && !joined_in_vocabulary(flow, rd->lang, a, w))
			continue;
		*RES_PUSH(rd->arena, cut, ncut, capcut) = (ResSpan) {a.end, w.start};
		res_problem(rd, RES_SEVERITY_NOTE, res_line_at(rd, src), "word rejoined: %.*s%.*s",
					(int) (a.end - a.start), flow->text + a.start,
					(int) (w.end - w.start), flow->text + w.start);
	}

	/* two lists in rising order become one */
	{
		ResSpan    *all = res_alloc(rd->arena, sizeof(ResSpan) * (ncut + 1));
		uint32_t	n = 0;
		uint32_t	h = 0;
		uint32_t	w = nhyphens;

		while (h < nhyphens || w < ncut)
		{
			ResSpan		x = w == ncut || (h < nhyphens && cut[h].start <= cut[w].start) ? cut[h++] : cut[w++];

			if (n == 0 || x.start >= all[n - 1].end)
				all[n++] = x;
		}
		res_flow_remove(rd, all, n);
	}
}
