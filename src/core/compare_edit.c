/*-------------------------------------------------------------------------
 *
 * compare_edit.c
 *	  The words of two clauses that belong together: which are the same, which
 *	  were put in or taken out.
 *
 * The greedy algorithm of E. Myers ("An O(ND) difference algorithm and its
 * variations", 1986) finds up to MAX_EDITS differences; beyond, words that
 * occur once in both texts cut them into parts.
 *
 *-------------------------------------------------------------------------
 */
#include "compare_internal.h"

#define MAX_EDITS		256		/* differences looked for between two texts */
#define MAX_CUTS		4		/* how often a text is cut into parts */
#define SMALL_RUN		4		/* equal words that a larger change swallows */

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
	uint32_t	nslots = compare_slots(n);
	Place	   *places = res_alloc(c->arena, sizeof(Place) * nslots);
	Anchor	   *found = res_alloc_raw(c->arena, sizeof(Anchor) * ((size_t) n + 1));
	int32_t    *tails = res_alloc_raw(c->arena, sizeof(int32_t) * ((size_t) n + 1));
	uint32_t	nfound = 0;
	uint32_t	length = 0;
	uint32_t	i;

#define PLACE_OF(w) \
	for (slot = (uint32_t) compare_mix(w) & (nslots - 1); \
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
void
res_compare_whole(Compare *c, ResDiffRow *row, char op, ResStr text)
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
uint32_t
res_compare_pair(Compare *c, Unit *ua, Unit *ub, ResDiffRow *row)
{
	const char *p = ua->text.p;
	const char *q = ub->text.p;
	uint32_t	equal = 0;
	uint32_t	i;
	uint32_t	k;

	if (c->trace == NULL)
		c->trace = res_alloc_raw(c->arena, sizeof(int32_t) * (MAX_EDITS + 1) * (MAX_EDITS + 1));
	if (!ua->read)
		res_compare_tokens(c, ua);
	if (!ub->read)
		res_compare_tokens(c, ub);
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
