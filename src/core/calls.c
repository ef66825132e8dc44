/*-------------------------------------------------------------------------
 *
 * calls.c
 *	  The places in the text that call its notes.
 *
 * Facts of the field that decide: markers run upwards through the whole
 * document, annexes included, and the order of notes is the order of calls.
 * So the calls are the chain of numbers that runs upwards and for whose links
 * most speaks (calls_score.c).
 *
 *-------------------------------------------------------------------------
 */
#include "calls_internal.h"
#include "language.h"
#include "simd.h"

typedef struct Candidate
{
	uint32_t	block;
	uint32_t	start;			/* digits, in the clean text */
	uint32_t	end;
	uint32_t	cut_from;		/* what goes if it is a call */
	uint32_t	cut_to;
	int32_t		note;			/* index among the numbered notes */
	int32_t		back;			/* candidate before it in the best chain */
	int32_t		score;			/* points, in tenths (calls_score.c) */
	int32_t		sum;
	bool		glued;			/* to the word or its punctuation */
	bool		sure;			/* a call even if its note is lost */
	bool		marked;			/* "[^2]" */
} Candidate;

/* A note that no call leads to costs as much as a doubtful call gives. */
#define SKIP_COST		30
#define MIN_SCORE		(-8)
/* A text glues its calls or sets them behind a blank; the other way is rare. */
#define OTHER_STYLE		20
/* Calls that lost their notes: what a chain that begins late has to make up, and
 * what any chain must reach. */
#define LOST_START		140
#define LOST_LEAST		55
/* How many notes in a row may lack a call before the chain is given up. */
#define MAX_SKIP		40

#define MAX_RESOLUTION	400		/* a session of the Assembly has fewer resolutions */
#define MAX_SESSION		100

/* Searches through the whole text that one text is worth. */
#define MAX_SEARCHES	64

/* Where the slashes of the text stand; found when they are first asked for. */
typedef struct Slashes
{
	uint32_t   *at;
	uint32_t	n;
	uint32_t	cap;
	bool		found;
} Slashes;

static void
find_slashes(ResReader *rd, Slashes *slashes)
{
	const ResFlow *flow = rd->flow;
	const char *p = flow->text;
	const char *end = p + flow->len;

	slashes->found = true;
	while (p < end && (p = memchr(p, '/', (size_t) (end - p))) != NULL)
	{
		res_tick(rd->arena, 16);
		*RES_PUSH(rd->arena, slashes->at, slashes->n, slashes->cap) = (uint32_t) (p - flow->text);
		p++;
	}
	res_tick(rd->arena, flow->len / 16);
}

/* Does the number of n bytes at p stand at "start" too? */
static inline bool
same_number(const ResFlow *flow, const char *start, const char *p, size_t n)
{
	return start != p && memcmp(start, p, n) == 0 && !res_is_digit(start[n]) &&
		(start == flow->text || (!res_is_digit(start[-1]) && start[-1] != '/'));
}

/*
 * The number of a document that ends at "at" ("49/19") stands elsewhere in the
 * text too.
 */
static bool
number_elsewhere(ResReader *rd, Slashes *slashes, const char *at)
{
	const ResFlow *flow = rd->flow;
	const char *p = at;
	const char *q;
	const char *end = flow->text + flow->len;
	const char *mark;
	size_t		n;

	while (p > flow->text && at - p < 20 && p[-1] != ' ' && (unsigned char) p[-1] < 0x80 && p[-1] != '(')
		p--;
	n = (size_t) (at - p);
	if (n < 3 || !res_is_digit(*p) || flow->len <= n)
		return false;

	/* digits are common: look for the slash, if there is one */
	mark = memchr(p, '/', n);
	if (mark != NULL)
	{
		uint32_t	i;

		if (!slashes->found)
			find_slashes(rd, slashes);
		res_tick(rd->arena, slashes->n);
		for (i = 0; i < slashes->n; i++)
		{
			const char *slash = flow->text + slashes->at[i];

			/* the digit in front of it tells most of them apart */
			if (slashes->at[i] >= (uint32_t) (mark - p) && slash[-1] == mark[-1] &&
				flow->len - slashes->at[i] > (uint32_t) (at - mark) &&
				(at - mark < 2 || slash[1] == mark[1]) && same_number(flow, slash - (mark - p), p, n))
				return true;
		}
		return false;
	}
	q = flow->text;
	while (end - q > at - p && (q = memchr(q, *p, (size_t) ((end - q) - (at - p)))) != NULL)
	{
		if (same_number(flow, q, p, n))
			return true;
		q++;
	}
	return false;
}

/* " L" at p, the letter of a section and no word. */
static bool
section_letter(const char *p, const char *end)
{
	return end - p >= 2 && *p == ' ' && res_is_upper(p[1]) &&
		(end - p == 2 || !res_is_word(p + 2, end) || res_is_unspaced(p + 2, end));
}

/* The numbered notes in order, those of the title left out. */
typedef struct Numbered
{
	uint32_t	number;
	int32_t		note;
} Numbered;

/*
 * The place of a number in the numbered notes; -1 if it is none of them.  In a
 * text that has lost its notes (null) every small number is one.
 */
static int32_t
find_number(const Numbered *notes, uint32_t n, uint32_t number)
{
	uint32_t	lo = 0;
	uint32_t	hi = n;

	if (notes == NULL)
		return number >= 1 && number <= n ? (int32_t) number - 1 : -1;

	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (notes[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && notes[lo].number == number ? (int32_t) lo : -1;
}

/*
 * Are the raised figures [p, to) the power of a unit, "12 km²", "3 m³"?  A unit
 * is one or two letters; the calls of notes stand behind words and marks.
 */
bool
res_is_power(const char *start, const char *p, const char *to)
{
	const char *q = p;

	while (q > start && p - q < 3 && ((*(q - 1) >= 'a' && *(q - 1) <= 'z') || (*(q - 1) >= 'A' && *(q - 1) <= 'Z')))
		q--;
	return to - p == 2 && ((unsigned char) p[1] == 0xB2 || (unsigned char) p[1] == 0xB3) &&
		p - q >= 1 && p - q <= 2 && q > start && (q[-1] == ' ' || res_is_digit(q[-1]));
}

/* Asterisks in a row that may call a note. */
#define MAX_STARS		15

/* "first word of notes" does not matter; all that may call one. */
static bool
calls_notes(ResBlockKind kind)
{
	return kind == RES_BLOCK_CLAUSE || kind == RES_BLOCK_HEADING || kind == RES_BLOCK_ANNEX ||
		kind == RES_BLOCK_OTHER || kind == RES_BLOCK_FORMULA;
}

/*
 * A note that is called by a mark is not called by a bare number as well:
 * markup has "2011,[^2]36/4 of" where print has a blank (A/RES/74/150), and
 * "reports,1) progress" (S/RES/2520 (2020)).  Returns how many are left.
 */
static uint32_t
drop_unmarked(ResReader *rd, Candidate *cand, uint32_t ncand, uint32_t nnotes)
{
	bool	   *marked = res_alloc(rd->arena, nnotes + 1);
	uint32_t	left = 0;
	uint32_t	i;

	for (i = 0; i < ncand; i++)
	{
		res_tick(rd->arena, 8);
		if (cand[i].marked)
			marked[cand[i].note] = true;
	}
	for (i = 0; i < ncand; i++)
	{
		res_tick(rd->arena, 16);
		if (cand[i].marked || cand[i].note < 0 || !marked[cand[i].note])
			cand[left++] = cand[i];
	}
	return left;
}

/*
 * The chain of candidates with rising numbers that scores best.  Returns its
 * last candidate (Candidate.back leads through it), -1 if there is none.
 */
static int32_t
best_chain(ResReader *rd, Candidate *cand, uint32_t ncand, int32_t *best, uint32_t nnotes, bool lost)
{
	int32_t		last = -1;
	int32_t		top = 0;
	uint32_t	i;

	for (i = 0; i < nnotes; i++)
	{
		res_tick(rd->arena, 4);
		best[i] = -1;
	}
	for (i = 0; i < ncand; i++)
	{
		Candidate  *c = &cand[i];
		int32_t		k = c->note;
		int32_t		j;

		res_tick(rd->arena, 64);
		if (k < 0)
			continue;
		c->back = -1;
		c->sum = lost ? 0 : -SKIP_COST * k;
		if (lost && k > 1)
			c->sum = -LOST_START;	/* a sequence begins at 1 or 2 */
		for (j = k - 1; j >= 0 && k - j <= MAX_SKIP; j--)
			if (best[j] >= 0)
			{
				int32_t		sum = cand[best[j]].sum - SKIP_COST * (k - j - 1);

				if (sum > c->sum)
				{
					c->sum = sum;
					c->back = best[j];
				}
			}
		c->sum += c->score;
		if (best[k] < 0 || cand[best[k]].sum < c->sum)
			best[k] = (int32_t) i;
	}
	for (i = 0; i < nnotes; i++)
	{
		res_tick(rd->arena, 16);
		if (best[i] >= 0)
		{
			int32_t		sum = cand[best[i]].sum;

			if (!lost)
				sum -= SKIP_COST * (int32_t) (nnotes - 1 - i);
			else if (sum < LOST_LEAST)
				continue;
			if (last < 0 || sum > top)
			{
				top = sum;
				last = best[i];
			}
		}
	}
	return last;
}

/*
 * res_calls_find — where each note is called.
 *
 * Every number that could be a call of a note is a candidate with a score; the
 * chain of candidates with rising numbers that scores best is taken, since the
 * order of calls is the order of notes.  Calls leave the clean text.
 *
 * In a text that has calls but has lost its notes, only numbers glued to a word
 * or its comma, in sequence, are calls; they leave the text all the same.
 */
void
res_calls_find(ResReader *rd)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	Numbered   *notes;
	uint32_t	nnotes = 0;
	Candidate  *cand = NULL;
	uint32_t	ncand = 0;
	uint32_t	capcand = 0;
	int32_t    *best;
	ResSpan    *cut = NULL;
	uint32_t	ncut = 0;
	uint32_t	capcut = 0;
	uint32_t	b;
	uint32_t	i;
	int32_t		last;
	bool		lost;
	bool		stars = false;
	int32_t		reached;
	int			searches = 0;
	Slashes		slashes = {NULL, 0, 0, false};
	bool		calls_first;	/* calls stand in front of the punctuation */
	int			style_glued = -1;	/* 1 glued, 0 behind a blank, -1 mixed */
	uint32_t	next_star[MAX_STARS + 1] = {0};	/* by length: notes before it are called */
	bool		star_notes[MAX_STARS + 1] = {false};	/* … and whether there are any */

	(void) res_lex_entries(rd->lang, RES_LEX_CALLS_FIRST, &i);
	calls_first = i > 0;
	notes = res_alloc(rd->arena, sizeof(Numbered) * (doc->nnotes + 1));
	for (i = 0; i < doc->nnotes; i++)
	{
		ResStr		marker = doc->notes[i].marker;

		res_tick(rd->arena, 16);
		if (marker.p[0] == '*')
		{
			stars = true;
			if (marker.len <= MAX_STARS)
				star_notes[marker.len] = true;
			continue;
		}
		if (doc->notes[i].anchor != RES_ANCHOR_NONE)
			continue;
		/* markers rise; one that does not is left without a call */
		{
			uint32_t	v = number_of(marker.p, marker.p + marker.len);

			if (nnotes > 0 && v <= notes[nnotes - 1].number)
				continue;
			notes[nnotes].number = v;
			notes[nnotes].note = (int32_t) i;
			nnotes++;
		}
	}

	/*
	 * Without notes every small number is a note of its own, found or not: a
	 * sequence of calls tells them.
	 */
	lost = nnotes == 0 && doc->nnotes == 0;
	if (lost)
	{
		notes = NULL;
		nnotes = RES_MAX_MARKER;
	}

	/* candidates, and asterisks at words */
	for (b = 0; b < flow->nblocks; b++)
	{
		const ResFlowBlock *block = &flow->blocks[b];
		const char *text = flow->text + block->start;
		const char *end = flow->text + block->end;
		const char *p = text;
		const char *ticked = text;

		res_tick(rd->arena, 16);

		/* meeting lines are full of numbers; a mark calls even there */
		if (!calls_notes(block->kind) && block->kind != RES_BLOCK_CLOSING)
			continue;
		while (p < end)
		{
			unsigned char c = (unsigned char) *p;
			const char *e;
			const char *s;
			uint32_t	v;
			int32_t		k;
			bool		glued;
			int32_t		score;

			if (p - ticked >= 4096)
			{
				res_tick(rd->arena, (uint32_t) (p - ticked));
				ticked = p;
			}
			if ((!res_is_digit((char) c) && c != '*' && c != 0xC2 && c != 0xE2) ||
				(block->kind == RES_BLOCK_CLOSING && (p == text || p[-1] != '^')))
			{
				p = res_find_mark(p + 1, end);
				continue;
			}
			if (c == '*' && stars && p > text)
			{
				e = p;
				while (e < end && *e == '*')
					e++;
				i = e - p <= MAX_STARS ? next_star[e - p] : doc->nnotes;
				for (; i < doc->nnotes; i++)
					if (doc->notes[i].marker.p[0] == '*' && doc->notes[i].marker.len == (uint32_t) (e - p) &&
						doc->notes[i].anchor == RES_ANCHOR_NONE)
						break;
				if (e - p <= MAX_STARS)
					next_star[e - p] = i;
				if (i < doc->nnotes || (p[-1] != ' ' && e - p <= MAX_STARS && star_notes[e - p]))
				{
					Candidate  *star = RES_PUSH(rd->arena, cand, ncand, capcand);

					memset(star, 0, sizeof(*star));
					star->block = b;
					star->start = star->cut_from = (uint32_t) (p - flow->text);
					star->end = star->cut_to = (uint32_t) (e - flow->text);
					star->note = RES_NONE;	/* called again: "Armenia,* … Cuba,*" (decision 76/402) */
					if (i < doc->nnotes)
					{
						star->note = -2 - (int32_t) i;
						doc->notes[i].anchor = RES_ANCHOR_CLAUSE;
					}
				}
				p = e;
				continue;
			}
			if (!res_is_digit((char) c))
			{
				uint32_t	len;

				if (c == 0xC2 || c == 0xE2)
				{
					int			d = res_raised_digit(p, end, &len);

					if (d >= 0)
					{
						v = 0;
						s = p;
						do
						{
							v = v * 10 + (uint32_t) d;
							p += len;
						} while (p < end && v <= RES_MAX_MARKER && (d = res_raised_digit(p, end, &len)) >= 0);
						k = v >= 1 && v <= RES_MAX_MARKER ? find_number(notes, nnotes, v) : -1;
						if (k >= 0 && s > text && !res_is_power(text, s, p))
						{
							Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

							memset(one, 0, sizeof(*one));
							one->block = b;
							one->start = one->cut_from = (uint32_t) (s - flow->text);
							one->end = one->cut_to = (uint32_t) (p - flow->text);
							one->note = k;
							one->score = 80;
						}
						continue;
					}
				}
				p++;
				continue;
			}
			s = p;
			e = p;
			while (e < end && res_is_digit(*e))
				e++;
			p = e;
			if (e - s > 7)
				continue;

			/* the whole run */
			v = e - s <= 3 && *s != '0' ? number_of(s, e) : 0;
			if (v > 0 && (k = find_number(notes, nnotes, v)) >= 0)
			{
				bool		typed = e < end && *e == '/' && (e + 1 == end || e[1] == ' ') && s > text;

				/* "Agreement, 1/ and": nothing else looks so */
				if (typed)
					e = ++p;
				score = res_call_score(rd, text, end, s, e, &glued);
				if (typed && score >= MIN_SCORE)
					score += 30;
				if (lost && !typed && !(glued && score >= 50))
					score = NO_CALL;
				if (score >= MIN_SCORE)
				{
					Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

					memset(one, 0, sizeof(*one));
					one->block = b;
					one->start = (uint32_t) (s - flow->text);
					one->end = (uint32_t) (e - flow->text);
					one->cut_from = one->start;
					one->cut_to = one->end;
					if (s > text && s[-1] == '^')
					{
						one->marked = true;
						one->cut_from -= 2;
						one->cut_to += 1;
					}
					else if (s > text && s[-1] == '(')
					{
						one->cut_from -= 1;
						one->cut_to += 1;
					}
					else if (s > text && s[-1] == ' ')
						one->cut_from -= 1;
					one->note = k;
					one->score = score;
					one->glued = s > text && s[-1] != ' ';

					/* "Rights;5" at the end, "Action,4 and": nothing else looks so */
					one->sure = one->glued && (s[-1] == ';' || s[-1] == ',') && s - text >= 3 &&
						(res_is_lower(s[-2]) || s[-2] == ')' || (s[-1] == ';' && e == end)) &&
						(e == end || *e == ' ');
					one->sure |= typed;
					one->sure |= lost && one->glued && (e == end || !res_is_word(e, end)) && res_behind_word(rd, text, s);
				}
				if (typed)
					continue;
			}

			/* glued to the number that follows ("August 2011,419/1") */
			if (e < end && *e == '/' && s > text && closes_word((unsigned char) s[-1]) && e - s >= 2)
			{
				uint32_t	cutlen;

				for (cutlen = 1; cutlen <= 2 && e - s > (ptrdiff_t) cutlen; cutlen++)
				{
					v = number_of(s, s + cutlen);
					k = v > 0 ? find_number(notes, nnotes, v) : -1;
					if (k < 0 || s[cutlen] == '0' || lost)
						continue;
					{
						Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

						memset(one, 0, sizeof(*one));
						one->block = b;
						one->start = one->cut_from = (uint32_t) (s - flow->text);
						one->end = one->cut_to = one->start + cutlen;
						one->note = k;
						one->glued = true;

						/* no organ has had a hundred sessions */
						one->score = number_of(s, e) > MAX_SESSION && number_of(s + cutlen, e) <= MAX_SESSION ? 50 : 30;
					}
				}
			}

			/* glued to a year ("20242") or to a number ("71/20513") */
			if (e - s >= 2 && !(e < end && (*e == '/' || *e == '-' || *e == '(')))
			{
				bool		document = s > text && (s[-1] == '/' || s[-1] == '.') && !lost &&
					!(e < end && res_is_word(e, end));
				uint32_t	cutlen;

				/* the letter of a section stands behind the whole number: "47/52 L" */
				if (document && *s != '0' && section_letter(e, end))
					continue;
				for (cutlen = 1; cutlen <= 3 && e - s > (ptrdiff_t) cutlen; cutlen++)
				{
					const char *front = e - cutlen;
					uint32_t	year;

					if (*front == '0')
						continue;
					v = number_of(front, e);
					k = v > 0 ? find_number(notes, nnotes, v) : -1;
					if (k < 0)
						continue;
					year = front - s == 4 ? number_of(s + 1, front) + 1000u * (uint32_t) (s[0] - '0') : 0;
					if (year >= 1900 && year <= 2100 && (s == text || s[-1] == ' ' || (unsigned char) s[-1] >= 0x80))
						score = 50;
					else if (year >= 1900 && year <= 2100 && res_behind_year(text, s))
						score = 50;	/* "2024-20343" */
					else if (document && searches < MAX_SEARCHES &&
							 (searches++, number_elsewhere(rd, &slashes, front)) && !number_elsewhere(rd, &slashes, e))
						score = number_of(s, e) > MAX_RESOLUTION || number_of(s, e) == 0 ? 50 : 40;
					else if (document && s[-1] == '/' && e - s == (ptrdiff_t) cutlen + 1 &&
							 searches < MAX_SEARCHES && (searches++, number_elsewhere(rd, &slashes, e)))
						continue;	/* "2020/14" stands elsewhere too */
					else if (document && s[-1] == '/' && e - s == (ptrdiff_t) cutlen + 1)
						score = number_of(s, e) > MAX_RESOLUTION ? 20 : -5;	/* "5/725", "5/13" */
					else if (document && s[-1] == '.' && s - text >= 2 && res_is_upper(s[-2]) && e - s == 2)
						score = -5;	/* "1/CMA.55" */
					else if (e - s == (ptrdiff_t) cutlen + 1)
					{
						/* "3/CMA.528", "14/13": only if nothing else calls it */
						if (!document || !calls_first || searches >= MAX_SEARCHES ||
							(searches++, number_elsewhere(rd, &slashes, e)))
							continue;
						score = 0;
					}
					else if (s > text && s[-1] == '/' && number_of(s, e) > MAX_RESOLUTION)
						score = 20;
					else if (s > text && s[-1] == '/' && e - s > 3)
						score = 20;
					else if (e - s >= 5 && cutlen <= 2 && (s == text || s[-1] == ' '))
						score = 8;	/* thousands have a comma: "565" and 14 */
					else if (res_after_number_word(rd, text, s))
						score = 20;
					else if (s - text >= 2 && (s[-1] == '.' || res_dash_len(s - 1, s) > 0 ||
											   (s - text >= 3 && res_dash_len(s - 3, s) == 3)) &&
							 (res_is_upper(s[-2]) || (s - text >= 4 && res_is_upper(s[-4]))))
						score = 15;	/* "CP.2126", "COVID-1914" */
					else if (document && s[-1] == '/' && (calls_first || k > 0))
						score = calls_first ? 0 : -6;	/* "79/162": only if nothing else calls it */
					else
						continue;
					if (lost && score < 50)
						continue;
					{
						Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

						memset(one, 0, sizeof(*one));
						one->block = b;
						one->start = one->cut_from = (uint32_t) (front - flow->text);
						one->end = one->cut_to = (uint32_t) (e - flow->text);
						one->note = k;
						one->score = score;
						one->glued = true;

						/* five figures or more have a comma or a blank: "19932" */
						one->sure = year >= 1945 && year <= 2035 && e - s <= 6;
					}
				}
			}
		}
		res_tick(rd->arena, (uint32_t) (end - ticked) + 16);
	}

	res_give_back(rd->arena, slashes.at, sizeof(uint32_t) * slashes.cap);
	if (ncand == 0)
		return;
	if (lost)
	{
		/* no more numbers than there are */
		for (nnotes = 0, i = 0; i < ncand; i++)
		{
			res_tick(rd->arena, 8);
			if (cand[i].note >= (int32_t) nnotes)
				nnotes = (uint32_t) cand[i].note + 1;
		}
	}

	/* the best chain; then once more, knowing how this text sets its calls */
	ncand = drop_unmarked(rd, cand, ncand, nnotes);
	best = res_alloc(rd->arena, sizeof(int32_t) * (nnotes + 1));
	last = best_chain(rd, cand, ncand, best, nnotes, lost);
	if (!lost)
	{
		uint32_t	nglued = 0;
		uint32_t	nblank = 0;
		int32_t		c;

		for (c = last; c >= 0; c = cand[c].back)
		{
			res_tick(rd->arena, 16);
			if (cand[c].glued)
				nglued++;
			else
				nblank++;
		}
		if (nglued + nblank >= 4 && (nglued >= 3 * nblank || nblank >= 3 * nglued))
		{
			style_glued = nglued > nblank ? 1 : 0;
			for (i = 0; i < ncand; i++)
			{
				res_tick(rd->arena, 8);
				if (cand[i].note >= 0 && cand[i].glued != (style_glued == 1))
					cand[i].score -= OTHER_STYLE;
			}
			last = best_chain(rd, cand, ncand, best, nnotes, lost);
		}
	}

	/* mark the chain: back now says "taken" */
	while (last >= 0)
	{
		int32_t		back = cand[last].back;
		int32_t		j;

		cand[last].back = -2;
		/* the same note called before, by a fainter sign */
		res_tick(rd->arena, 16);
		for (j = last - 1; j > back && !lost; j--)
		{
			res_tick(rd->arena, 8);
			if (cand[j].note == cand[last].note && cand[j].score >= 50)
				cand[j].back = -2;
			else if (cand[j].note == cand[last].note && cand[j].score >= 18 &&
				(style_glued < 0 || cand[j].glued == (style_glued == 1)) &&
				closes_word((unsigned char) flow->text[cand[j].cut_from - 1]))
				cand[j].back = -2;
		}
		last = back;
	}
	reached = -1;
	rd->places = res_alloc(rd->arena, sizeof(ResCallPlace) * (ncand + 1));
	rd->nplaces = 0;
	for (i = 0; i < ncand; i++)
	{
		Candidate  *c = &cand[i];
		int32_t		note;

		res_tick(rd->arena, 16);
		if (c->note >= 0)
		{
			if (c->back == -2)
				reached = c->note;
			else if (lost ? !c->sure : c->score < 50 || c->note > reached + 1)
				continue;		/* no call; or else a note is called again */
			else if (!lost && c->note > reached)
				reached = c->note;	/* it is called before the chain calls it */
		}
		note = c->note >= 0 ? (lost ? RES_NONE : notes[c->note].note) : -2 - c->note;
		if (ncut > 0 && cut[ncut - 1].end > c->cut_from)
			continue;
		*RES_PUSH(rd->arena, cut, ncut, capcut) = (ResSpan) {c->cut_from, c->cut_to};
		if (note >= 0)
		{
			ResCallPlace *place = &rd->places[rd->nplaces++];

			place->note = note;
			place->block = c->block;
			place->pos = c->cut_from;
		}
	}
	if (lost && ncut > 0)
		res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, res_flow_src(flow, cut[0].start)),
					"the text has calls of footnotes (%u) and no footnotes", (unsigned) ncut);
	res_give_back(rd->arena, cand, sizeof(Candidate) * capcand);
	res_flow_remove(rd, cut, ncut);
	res_give_back(rd->arena, cut, sizeof(ResSpan) * capcut);
}
