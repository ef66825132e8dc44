/*-------------------------------------------------------------------------
 *
 * sponsors.c
 *	  The sponsors line of a draft: States, groups, officers.
 *
 * "Albania, Andorra and Ukraine: draft resolution"; "Iraq:* draft resolution"
 * with a note "On behalf of …"; "Draft resolution submitted by the Chair of
 * the Committee …".  Some extractors leave no blank line between the title of
 * the agenda item and the list, so its beginning is found by the names of
 * States.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "simd.h"
#include "symbol.h"

/* A sponsors line with its agenda item is never longer than this. */
#define MAX_LIST_BYTES		16384
#define MAX_LIST_CELLS		200

/* A name between two commas is not longer than this. */
#define MAX_NAME			300

/* ---------- lists of names ---------- */

/* Length of a comma or what else parts two names. */
static uint32_t
separator_len(const char *p, const char *end)
{
	if (*p == ',' || *p == ';')
		return 1;
	if ((unsigned char) *p < 0x80)
		return 0;
	if (end - p >= 3 && (memcmp(p, "\xE3\x80\x81", 3) == 0 ||	/* 、 */
						 memcmp(p, "\xEF\xBC\x8C", 3) == 0 ||	/* ， */
						 memcmp(p, "\xEF\xBC\x9B", 3) == 0))	/* ； */
		return 3;
	if (end - p >= 2 && (memcmp(p, "\xD8\x8C", 2) == 0 ||	/* ، */
						 memcmp(p, "\xD8\x9B", 2) == 0))	/* ؛ */
		return 2;
	return 0;
}

/* An article in front of a name; none if the name itself begins with it. */
static const char *
skip_article(const ResReader *rd, const char *p, const char *end)
{
	uint32_t	n = res_lex_match(rd->lang, RES_LEX_ARTICLE, p, end, NULL);
	const char *q;

	if (n == 0)
		return p;
	q = res_skip_blanks(p + n, end);
	if (q == p + n && (unsigned char) q[-1] < 0x80 && q[-1] != '\'')
		return p;
	if (q == p + n && rd->lang == RES_AR)
		return p;				/* the Arabic article is part of the word */
	return q < end ? q : p;
}

/* Is p where a name in a list ends: separator, joining word, end? */
static bool
at_name_end(const ResReader *rd, const char *p, const char *end)
{
	p = res_skip_blanks(p, end);
	return p >= end || separator_len(p, end) > 0 || *p == '.' || *p == ']' || res_head_and(rd, p, end) > 0;
}

/* Behind the character at p, or behind letters of ASCII in a row: nothing begins or ends among them. */
static inline const char *
behind_letters(const char *p, const char *end)
{
	return res_is_alpha(*p) ? res_skip_letters(p, end) : p + res_char_len(p, end);
}

/*
 * The end of a name that is no known State: the next separator, or a joining
 * word in front of a State, brackets not counted.
 */
static const char *
unknown_end(const ResReader *rd, const char *p, const char *end)
{
	const char *start = p;
	bool		fresh = false;
	int			depth = 0;

	if (end - p > MAX_NAME)
		end = p + MAX_NAME;
	while (p < end)
	{
		uint32_t	n;

		if (*p == '(')
			depth++;
		else if (*p == ')' && depth > 0)
			depth--;
		else if (depth == 0 && separator_len(p, end) > 0)
			return p;
		else if (fresh && p > start && (n = res_head_and(rd, p, end)) > 0)
		{
			const char *q = skip_article(rd, res_skip_blanks(p + n, end), end);

			if (q < end && res_state_match(q, end, NULL) > 0)
				return p;
		}
		fresh = !res_is_word(p, end) || (unsigned char) *p >= 0xE0;
		p = behind_letters(p, end);
	}
	return end;
}

/*
 * The joining word in the last piece of a list of unknown names: the list
 * must have one.  The end if there is none.
 */
static const char *
last_join(const ResReader *rd, const char *p, const char *end)
{
	bool		fresh = false;

	if (end - p > MAX_NAME)
		return end;
	while (p < end)
	{
		if (fresh && *p != '(' && res_head_and(rd, p, end) > 0)
			return p;
		fresh = !res_is_word(p, end) || (unsigned char) *p >= 0xE0;
		p = behind_letters(p, end);
	}
	return end;
}

/*
 * Names of States that were looked for in a text, by the byte at which they
 * would begin: 0 where nobody has looked, 1 for none, else the bytes of the
 * name + 1 and, in the upper half, the number of the State.
 */
typedef struct Names
{
	const char *text;
	uint32_t   *at;				/* NULL: nothing is remembered */
} Names;

/* res_state_match at p, which reaches to the end of the text. */
static uint32_t
state_at(const Names *names, const char *p, const char *stop, const ResState **state)
{
	uint32_t	n;
	const ResState *states = res_states(&n);
	const ResState *found;
	uint32_t   *at;
	uint32_t	len;

	if (names->at == NULL || p >= stop)
		return res_state_match(p, stop, state);
	at = &names->at[p - names->text];
	if (*at == 0)
	{
		len = res_state_match(p, stop, &found);
		if (len >= UINT16_MAX)
		{
			*state = found;
			return len;
		}
		*at = len == 0 ? 1 : (uint32_t) (found - states) << 16 | (len + 1);
	}
	len = (*at & UINT16_MAX) - 1;
	if (len > 0)
		*state = &states[*at >> 16];
	return len;
}

/*
 * read_names — read a list of names.
 *
 * text[start, end) is clean text.  Names are known States, longest first,
 * since "and" and "the" stand inside names too; what is no State is taken up
 * to the next comma.  Slips of print (a comma twice or missing) are passed.
 */
static ResListed *
read_names(ResReader *rd, const Names *names, uint32_t start, uint32_t end, uint32_t *n)
{
	ResListed  *list = NULL;
	const char *text = names->text;
	uint32_t	cap = 0;
	const char *p = text + start;
	const char *stop = text + end;
	bool		joined = false; /* the joining word was read */

	*n = 0;
	while (p < stop)
	{
		const ResState *state = NULL;
		const ResState *other;
		ResListed  *item;
		const char *q;
		const char *name;
		uint32_t	len;

		res_tick(rd->arena, 64);
		p = res_skip_blanks(p, stop);
		if (p >= stop)
			break;
		if ((len = separator_len(p, stop)) > 0 || *p == '.' || *p == ']')
		{
			p += len > 0 ? len : 1;
			continue;
		}

		/* the joining word; Arabic sets it at the front of the name */
		if ((len = res_head_and(rd, p, stop)) > 0 && *n > 0 &&
			(state_at(names, p, stop, &other) == 0 || state_at(names, res_skip_blanks(p + len, stop), stop, &other) > 0))
		{
			p += len;
			joined = true;
			p = res_skip_blanks(p, stop);
			if (p >= stop)
				break;
			if (separator_len(p, stop) > 0)
				continue;
		}
		name = skip_article(rd, p, stop);
		len = state_at(names, name, stop, &state);
		q = name + len;
		if (len > 0 && stop - q >= 3 && memcmp(q, "\xEF\xBC\x89", 3) == 0)
		{
			/* the bracket of "刚果（布）" */
			q += 3;
			len += 3;
		}
		if (len > 0 && memchr(name, '(', len) != NULL && memchr(name, ')', len) == NULL)
		{
			/* a bracket that holds more than the table's name */
			const char *close = memchr(q, ')', (size_t) (stop - q < 12 ? stop - q : 12));

			if (close != NULL)
			{
				q = close + 1;
				len = (uint32_t) (q - name);
			}
		}
		if (len > 0 && !at_name_end(rd, q, stop))
		{
			const char *r = res_skip_blanks(q, stop);
			uint32_t	m;

			if (*r == '(' && r + 1 < stop &&
				(m = res_lex_match(rd->lang, RES_LEX_ON_BEHALF, r + 1, stop, NULL)) > 0)
			{
				/* "Cuba (on behalf of the Group of 77 and China)" */
				const char *close = memchr(r, ')', (size_t) (stop - r));
				const char *from = skip_article(rd, res_skip_blanks(r + 1 + m, stop), stop);

				if (close == NULL)
					close = stop;
				item = RES_PUSH(rd->arena, list, *n, cap);
				memset(item, 0, sizeof(*item));
				item->start = (uint32_t) (name - text);
				item->end = (uint32_t) (q - text);
				item->m49 = state->m49;
				item->known = true;
				if (close > from)
				{
					item->group_start = (uint32_t) (from - text);
					item->group_end = (uint32_t) (close - text);
				}
				p = close < stop ? close + 1 : stop;
				continue;
			}
			if (*r == '(')
			{
				/* a form of the name that the table does not have */
				const char *close = memchr(r, ')', (size_t) (stop - r < MAX_NAME ? stop - r : MAX_NAME));

				if (close != NULL && at_name_end(rd, close + 1, stop))
					q = close + 1;
				else
					len = 0;
			}
			else if (state_at(names, skip_article(rd, r, stop), stop, &other) == 0 || r == q)
				len = 0;		/* no comma missing: part of another name */
		}
		item = RES_PUSH(rd->arena, list, *n, cap);
		memset(item, 0, sizeof(*item));
		item->start = (uint32_t) (name - text);
		if (len > 0)
		{
			item->m49 = state->m49;
			item->known = true;
			item->end = (uint32_t) (q - text);
			p = q;
			continue;
		}
		q = unknown_end(rd, name, stop);
		if (*n > 1 && q == stop && !joined)
			q = last_join(rd, name, stop);
		p = q;
		while (q > name && (q[-1] == ' ' || q[-1] == '.' || q[-1] == ']'))
			q--;
		if (q == name)
		{
			(*n)--;
			if (p == name)
				p += res_char_len(p, stop);
			continue;
		}
		item->end = (uint32_t) (q - text);
		len = res_head_lex(rd, RES_LEX_GROUP, name, q, NULL);
		if (len == (uint32_t) (q - name))
			item->known = true;
		else if ((state = res_state_near(name, (uint32_t) (q - name))) != NULL)
		{
			item->m49 = state->m49;
			item->near = true;
		}
	}
	return list;
}

ResListed *
res_names_read(ResReader *rd, const char *text, uint32_t start, uint32_t end, uint32_t *n)
{
	const Names names = {text, NULL};

	return read_names(rd, &names, start, end, n);
}

/* ---------- where the line is ---------- */

/* Is this one of the kinds that have sponsors? */
static inline bool
is_draft_kind(const ResLexEntry *entry)
{
	return entry->number == RES_KIND_DRAFT_RESOLUTION || entry->number == RES_KIND_DRAFT_DECISION ||
		entry->number == RES_KIND_AMENDMENT;
}

/* Skip asterisks, commas between them, and blanks. */
static const char *
skip_calls(ResArena *arena, const char *p, const char *end)
{
	for (;;)
	{
		res_tick(arena, 4);
		p = res_skip_blanks(p, end);
		if (p < end && (*p == '*' || *p == ','))
			p++;
		else if (end - p >= 3 && (memcmp(p, "\xE2\x88\x97", 3) == 0 || memcmp(p, "\xEF\x80\xAA", 3) == 0))
			p += 3;
		else if (end - p >= 2 && (unsigned char) p[0] == 0xC2 &&
				 ((unsigned char) p[1] == 0xB9 || (unsigned char) p[1] == 0xB2 || (unsigned char) p[1] == 0xB3))
			p += 2;
		else
			return p;
	}
}

/* Score of a text as a list of sponsors: names known, less twice the others. */
static int
score_list(ResReader *rd, const Names *names, uint32_t start, uint32_t end, uint32_t *known)
{
	const char *text = names->text;
	uint32_t	n;
	uint32_t	i;
	int			score = 0;
	ResListed  *list = read_names(rd, names, start, end, &n);

	*known = 0;
	for (i = 0; i < n; i++)
	{
		/* a line end inside a missing separator parts two paragraphs */
		if (list[i].known)
		{
			score++;
			(*known)++;
			if (i > 0)
			{
				uint32_t	k;
				bool		joined = false;
				bool		line_end = false;

				for (k = list[i - 1].end; k < list[i].start; k++)
				{
					if (text[k] == '\n')
						line_end = true;
					else if (text[k] != ' ')
						joined = true;
				}
				if (line_end && !joined)
					score -= 3;
			}
		}
		else
			score -= list[i].near ? 0 : 2;
	}
	return score;
}

/*
 * Find where the list begins that ends at "colon" in cell k.
 */
static void
find_list_start(ResHead *head, uint32_t k, uint32_t colon)
{
	ResReader  *rd = head->rd;
	char	   *text;
	Names		names;
	uint32_t	len = 0;
	uint32_t   *at;				/* offset of each cell in text */
	uint32_t	first = head->body;
	uint32_t	best;
	int			best_score = 0;
	uint32_t	best_known = 0;
	bool		have = false;
	uint32_t	i;

	if (first > k)
		first = 0;
	if (k - first > MAX_LIST_CELLS)
		first = k - MAX_LIST_CELLS;
	while (first < k && (first < head->body || head->cells[first].rest >= head->cells[first].to) &&
		   head->cells[first].kind != RES_CELL_OPEN)
		first++;

	/* copy what is not read yet, line ends kept, calls left out */
	at = res_alloc(rd->arena, (k - first + 1) * sizeof(uint32_t));
	i = k + 1;
	{
		uint32_t	total = 0;

		while (i > first)
		{
			const ResCell *cell = &head->cells[i - 1];

			total += cell->to - cell->rest + 1;
			if (total > MAX_LIST_BYTES)
				break;
			i--;
		}
		if (i > k)
		{
			head->sponsors_from = k;
			head->sponsors_start = head->cells[k].rest;
			return;
		}
		first = i;
		text = res_alloc(rd->arena, (total < MAX_LIST_BYTES ? total : MAX_LIST_BYTES) + 8);
	}
	for (i = first; i <= k; i++)
	{
		const ResCell *cell = &head->cells[i];
		const char *p = rd->src + cell->rest;
		const char *end = rd->src + (i == k ? colon : cell->to);

		if (len > 0)
			text[len++] = cell->first ? '\n' : ' ';
		at[i - first] = len;
		if (cell->kind == RES_CELL_SKIP || cell->kind == RES_CELL_MASTHEAD ||
			cell->kind == RES_CELL_PROVENANCE)
			continue;
		for (; p < end; p++)
			text[len++] = *p == '*' ? ' ' : *p;
	}

	/* the same names are read from each line on from which the list may begin */
	names.text = text;
	names.at = res_alloc(rd->arena, (len + 1) * sizeof(uint32_t));
	best = k;
	for (i = first; i <= k; i++)
	{
		const ResCell *cell = &head->cells[i];
		uint32_t	known;
		uint32_t	before = at[i - first];
		int			score;

		if (cell->kind != RES_CELL_OPEN || (i < k && cell->rest >= cell->to))
			continue;

		/* a line behind a comma goes on with a list */
		while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\n'))
			before--;
		if (before > 0 && i > first && text[before - 1] == ',')
			continue;
		score = score_list(rd, &names, at[i - first], len, &known);
		if (cell->after_blank || cell->rest > cell->from)
			score += 2;
		if (!have || score > best_score || (score == best_score && best_known == 0 && known == 0))
		{
			best = i;
			best_score = score;
			best_known = known;
			have = true;
		}
	}
	head->sponsors_from = best;
	head->sponsors_start = head->cells[best].rest;

	/* title of the item and list in one paragraph: the name that ends it */
	if (have && best_known > 0)
	{
		uint32_t	n;
		ResListed  *list = read_names(rd, &names, at[best - first], len, &n);

		if (n > 0 && !list[0].known)
		{
			uint32_t	q;

			for (q = list[0].start + 1; q < list[0].end; q++)
			{
				const ResState *state;

				if (!res_is_word(text + q, text + list[0].end) ||
					res_is_word(text + q - 1, text + list[0].end) ||
					(unsigned char) text[q - 1] >= 0x80)
					continue;
				if (res_state_match(text + q, text + len, &state) >= list[0].end - q)
				{
					/* the cell in which this place lies */
					for (i = k; i > best && at[i - first] > q; i--)
						;
					head->sponsors_from = i;
					head->sponsors_start = head->cells[i].rest + (q - at[i - first]);
					break;
				}
			}
		}
	}
}

/* The number of the next cell with text behind cell i; ncells if none. */
static uint32_t
next_cell(const ResHead *head, uint32_t i)
{
	for (i++; i < head->ncells; i++)
	{
		if (head->cells[i].kind != RES_CELL_SKIP)
			return i;
	}
	return i;
}

/* The cell that holds a byte of the source, from cell i on. */
static uint32_t
cell_at(const ResHead *head, uint32_t i, uint32_t offset)
{
	while (i + 1 < head->ncells && head->cells[i + 1].from <= offset)
		i++;
	return i;
}

/*
 * The words behind the kind that belong to the line: the symbol of what is
 * amended, a call.  Sets sponsors_end.
 */
static void
finish_line(ResHead *head, uint32_t i, uint32_t offset)
{
	ResReader  *rd = head->rd;
	const char *p = rd->src + offset;
	const char *end;
	char		symbol[RES_SYMBOL_MAX + 1];
	uint32_t	len;
	uint32_t	n;
	const char *q;

	i = cell_at(head, i, offset > 0 ? offset - 1 : 0);
	end = rd->src + head->cells[i].to;
	if (head->sponsors_kind == RES_KIND_AMENDMENT)
	{
		uint32_t	lines;
		uint32_t	k = i;
		const char *e = end;
		bool		found = false;

		/* words may stand before the symbol, over several lines */
		q = p;
		for (lines = 0; lines < 6 && !found; lines++)
		{
			bool		fresh = true;

			while (q < e && !found)
			{
				if (fresh && res_is_upper(*q) && (n = res_symbol_match(q, e, symbol, &len)) > 0)
				{
					found = true;
					i = k;
					end = e;
					p = q + n;
					break;
				}
				fresh = !res_is_word(q, e);
				q += res_char_len(q, e);
			}
			k = next_cell(head, k);
			if (found || k >= head->ncells)
				break;
			q = rd->src + head->cells[k].from;
			e = rd->src + head->cells[k].to;
			if (q < e && !res_is_lower(*q) &&
				!(res_is_upper(*q) && res_symbol_match(q, e, symbol, &len) > 0))
				break;			/* the title */
		}
	}
	q = skip_calls(rd->arena, p, end);

	/* what goes on in small letters is still part of it */
	if (q < end && !res_is_upper(*q) && !(res_decode(q, end, &len), res_is_upper_char(res_decode(q, end, &len))))
		q = end;
	head->sponsors_end = (uint32_t) (q - rd->src);
	if (q >= end)
		head->sponsors_to = i + 1;
	else
		head->sponsors_to = i + 1;
}

/*
 * Where "Draft resolution submitted by …" ends: with its paragraph, or, where
 * no blank line follows, with the last line that the sentence needs.
 */
static void
finish_officer(ResHead *head, uint32_t i, uint32_t offset)
{
	ResReader  *rd = head->rd;
	uint32_t	start = offset;
	uint32_t	k = i;
	uint32_t	lines;

	for (lines = 0; lines < 8; lines++)
	{
		const ResCell *cell = &head->cells[k];
		const char *from = rd->src + (k == i ? start : cell->from);
		const char *p;
		const char *end = rd->src + cell->to;
		const ResCell *next;
		const ResLexEntry *entry;
		char		symbol[RES_SYMBOL_MAX + 1];
		uint32_t	len;
		uint32_t	nk = next_cell(head, k);
		bool		more = false;
		bool		comma = false;
		bool		bracket = false;

		if (nk >= head->ncells)
			break;
		next = &head->cells[nk];
		if (next->after_blank && (rd->src[next->from] < 'a' || rd->src[next->from] > 'z'))
			break;

		/* does the next line open as a sentence goes on? */
		p = rd->src + next->from;
		(void) res_decode(p, rd->src + next->to, &len);
		if (res_is_lower(*p) || *p == '(' ||
			(res_is_upper(*p) && res_symbol_match(p, rd->src + next->to, symbol, &len) > 0))
			more = true;

		/* does this line end as one? */
		if (end[-1] == ',' || end[-1] == '-')
			more = true;
		for (p = end; p > from && (res_is_word(p - 1, end) || (unsigned char) p[-1] >= 0x80); p--)
			;
		if (p < end && res_lex_match(rd->lang, RES_LEX_ARTICLE, p, end, NULL) == (uint32_t) (end - p))
			more = true;

		/* an officer's name is closed by the State in brackets */
		for (p = rd->src + start; p < end; p++)
		{
			if (*p == ',')
				comma = true;
			else if (*p == '(')
				bracket = true;
		}
		if (comma && !bracket)
			more = true;
		if (!more)
			break;
		if (res_head_lex(rd, RES_LEX_FORMULA, rd->src + next->from, rd->src + next->to, &entry) > 0 &&
			!res_is_lower(rd->src[next->from]) && end[-1] != ',')
			break;
		k = nk;
	}
	{
		const char *p = rd->src + head->cells[k].to;

		head->sponsors_end = (uint32_t) (p - rd->src);
		head->sponsors_to = k + 1;
	}
}

/*
 * res_sponsors_find — the colon and the kind behind a list of sponsors, or the
 * kind that opens a line.
 *
 * Where the list begins is found later, by res_sponsors_mark, when the
 * masthead above it has been read.
 */
void
res_sponsors_find(ResHead *head)
{
	ResReader  *rd = head->rd;
	const char *stop;
	uint32_t	i;
	uint32_t	k;

	if (head->ncells == 0)
		return;
	stop = rd->src + head->cells[head->ncells - 1].to;

	/* names, a colon, and the kind */
	for (i = head->ncells; i-- > 0 && !head->has_sponsors;)
	{
		const ResCell *cell = &head->cells[i];
		const char *p = rd->src + cell->rest;
		const char *end = rd->src + cell->to;
		const char *ticked;

		if (cell->kind == RES_CELL_SKIP)
			continue;
		res_tick(rd->arena, 16);
		for (ticked = p; p < end; p++)
		{
			const ResLexEntry *entry;
			const char *q;
			uint32_t	n;

			res_tick_at(rd->arena, p, &ticked);
			if (*p == ':')
				q = p + 1;
			else if ((unsigned char) *p == 0xEF && end - p >= 3 && memcmp(p, "\xEF\xBC\x9A", 3) == 0)
				q = p + 3;
			else
				continue;
			q = skip_calls(rd->arena, q, end);
			if (q >= end)
			{
				k = next_cell(head, i);
				if (k >= head->ncells)
					continue;
				q = skip_calls(rd->arena, rd->src + head->cells[k].from, rd->src + head->cells[k].to);
			}
			n = res_head_lex(rd, RES_LEX_KIND, q, stop, &entry);
			if (n == 0 || !is_draft_kind(entry))
				continue;
			head->has_sponsors = true;
			head->sponsors_kind = (ResKind) entry->number;
			head->sponsors_colon = (uint32_t) (p - rd->src);
			head->sponsors_cell = i;
			finish_line(head, i, (uint32_t) (q + n - rd->src));
			break;
		}
	}

	/* "Draft resolution", with or without "submitted by" */
	for (i = head->ncells; i-- > 0 && !head->has_sponsors;)
	{
		ResCell    *cell = &head->cells[i];
		const char *p = rd->src + cell->rest;
		const char *end = rd->src + cell->to;
		const char *q;
		const ResLexEntry *entry;
		uint32_t	n;

		if (cell->kind != RES_CELL_OPEN)
			continue;
		n = res_head_lex(rd, RES_LEX_KIND, p, stop, &entry);
		if (n == 0 || !is_draft_kind(entry))
			continue;
		q = skip_calls(rd->arena, p + n, stop);
		if (res_head_lex(rd, RES_LEX_SUBMITTED, q, stop, NULL) > 0)
		{
			head->sponsors_kind = (ResKind) entry->number;
			finish_officer(head, i, (uint32_t) (p - rd->src));
		}
		else if (p + n >= end || skip_calls(rd->arena, p + n, end) >= end)
		{
			head->sponsors_kind = (ResKind) entry->number;
			head->sponsors_end = cell->to;
			head->sponsors_to = i + 1;
		}
		else if (entry->number == RES_KIND_AMENDMENT)
		{
			/* "Amendments to draft resolution A/80/L.25" */
			char		symbol[RES_SYMBOL_MAX + 1];
			uint32_t	len;

			if (!res_is_upper(*q) || res_symbol_match(q, end, symbol, &len) == 0)
				continue;
			head->sponsors_kind = RES_KIND_AMENDMENT;
			finish_line(head, i, (uint32_t) (p + n - rd->src));
		}
		else
			continue;
		head->has_sponsors = true;
		head->sponsors_cell = i;
		head->sponsors_from = i;
		head->sponsors_start = cell->rest;
	}
}

/*
 * res_sponsors_mark — mark the cells of the sponsors line.
 */
void
res_sponsors_mark(ResHead *head)
{
	uint32_t	i;

	if (head->sponsors_colon > 0)
		find_list_start(head, head->sponsors_cell, head->sponsors_colon);
	for (i = head->sponsors_from; i < head->sponsors_to; i++)
	{
		if (head->cells[i].kind != RES_CELL_SKIP)
			head->cells[i].kind = RES_CELL_SPONSORS;
	}
}

/* ---------- what it says ---------- */

static ResSponsor *
push_sponsor(ResReader *rd, ResStr name, ResRole role, ResSpan span)
{
	ResDocument *doc = rd->doc;
	ResSponsor *sponsor = RES_PUSH(rd->arena, doc->sponsors, doc->nsponsors, rd->capsponsors);

	memset(sponsor, 0, sizeof(*sponsor));
	sponsor->name = name;
	sponsor->role = role;
	sponsor->note = RES_NONE;
	sponsor->span = span;
	return sponsor;
}

/* A group waiting for its place behind all sponsors. */
typedef struct Group
{
	ResStr		name;
	ResSpan		span;
	int32_t		note;
} Group;

typedef struct Groups
{
	Group	   *groups;
	uint32_t	n;
	uint32_t	cap;
} Groups;

static void
push_group(ResReader *rd, Groups *groups, ResStr name, ResSpan span, int32_t note)
{
	Group	   *group = RES_PUSH(rd->arena, groups->groups, groups->n, groups->cap);

	group->name = name;
	group->span = span;
	group->note = note;
}

/*
 * The end of an officer's or group's name: ", taking into account …", "on the
 * basis of …", the full stop.
 */
static const char *
name_end(const ResReader *rd, const char *p, const char *end)
{
	const char *start = p;
	bool		fresh = true;

	while (p < end)
	{
		if ((fresh || (unsigned char) *p >= 0xE0) && p > start &&
			(res_head_lex(rd, RES_LEX_NAME_END, p, end, NULL) > 0 ||
			 res_head_lex(rd, RES_LEX_ON_BEHALF, p, end, NULL) > 0))
		{
			end = p;
			break;
		}
		fresh = !res_is_word(p, end);
		p = behind_letters(p, end);
	}
	for (;;)
	{
		if (end > start && (end[-1] == ' ' || end[-1] == ',' || end[-1] == '.' || end[-1] == '\n' ||
							end[-1] == '\r' || end[-1] == '\t'))
			end--;
		else if (end - start >= 3 && (memcmp(end - 3, "\xE3\x80\x82", 3) == 0 ||	/* 。 */
									  memcmp(end - 3, "\xEF\xBC\x8C", 3) == 0))	/* ， */
			end -= 3;
		else if (end - start >= 2 && memcmp(end - 2, "\xD8\x8C", 2) == 0)
			end -= 2;
		else
			return end;
	}
}

/* A note that says for whom a sponsor speaks: a row for the group. */
static void
read_note(ResReader *rd, Groups *groups, int32_t note)
{
	ResFlow    *flow = rd->flow;
	const ResFlowBlock *block = NULL;
	const ResLexEntry *entry;
	const char *p;
	const char *q;
	const char *end;
	uint32_t	len;
	uint32_t	i;

	/* the notes were collected before: their blocks are the first */
	for (i = 0; i < flow->nblocks && block == NULL; i++)
	{
		if (flow->blocks[i].kind != RES_BLOCK_NOTE)
			break;
		if (flow->blocks[i].ref == note)
			block = &flow->blocks[i];
	}
	if (block == NULL)
		return;
	p = flow->text + block->start;
	end = flow->text + block->end;
	len = res_head_lex(rd, RES_LEX_ON_BEHALF, p, end, &entry);
	if (len == 0 || entry->number != 0)
		return;
	p = skip_article(rd, res_skip_blanks(p + len, end), end);
	q = name_end(rd, p, end);
	if (q > p)
		push_group(rd, groups, res_copy(rd->arena, p, (size_t) (q - p)),
				   res_flow_span(flow, (uint32_t) (p - flow->text), (uint32_t) (q - flow->text)), note);
}

/* "… submitted by the Vice-Chair of the Committee, Jenni Mikkola (Finland)" */
static void
read_officer(ResReader *rd, Groups *groups, uint32_t start, uint32_t end)
{
	ResFlow    *flow = rd->flow;
	const char *p = flow->text + start;
	const char *stop = flow->text + end;
	const ResLexEntry *entry;
	const char *q;
	uint32_t	len;
	uint32_t	n;
	ResListed  *list;
	ResRole		role = RES_ROLE_ORGAN;

	p = skip_article(rd, res_skip_blanks(p, stop), stop);
	q = name_end(rd, p, stop);
	if (q <= p)
		return;
	if (res_head_lex(rd, RES_LEX_OFFICER, p, q, &entry) > 0)
		role = (ResRole) entry->number;
	else
	{
		/* States that submit */
		list = res_names_read(rd, flow->text, (uint32_t) (p - flow->text), (uint32_t) (q - flow->text), &n);
		if (n > 0 && list[0].m49 != 0)
		{
			uint32_t	i;

			for (i = 0; i < n; i++)
			{
				ResSponsor *sponsor = push_sponsor(rd, res_copy(rd->arena, flow->text + list[i].start, list[i].end - list[i].start),
												   RES_ROLE_SPONSOR, res_flow_span(flow, list[i].start, list[i].end));

				sponsor->m49 = list[i].m49;
			}
			p = NULL;
		}
	}
	if (p != NULL)
		(void) push_sponsor(rd, res_copy(rd->arena, p, (size_t) (q - p)), role,
							res_flow_span(flow, (uint32_t) (p - flow->text), (uint32_t) (q - flow->text)));

	/* for whom: "on behalf of the States …" behind the name */
	q = res_skip_blanks(q, stop);
	while (q < stop && *q == ',')
		q = res_skip_blanks(q + 1, stop);
	if (q < stop && (len = res_head_lex(rd, RES_LEX_ON_BEHALF, q, stop, &entry)) > 0 && entry->number == 0)
	{
		p = skip_article(rd, res_skip_blanks(q + len, stop), stop);
		q = name_end(rd, p, stop);
		if (q > p)
			push_group(rd, groups, res_copy(rd->arena, p, (size_t) (q - p)),
					   res_flow_span(flow, (uint32_t) (p - flow->text), (uint32_t) (q - flow->text)), RES_NONE);
	}
}

/*
 * res_sponsors_read — give the sponsors line as a block and fill
 * rd->doc->sponsors.
 */
void
res_sponsors_read(ResHead *head)
{
	ResReader  *rd = head->rd;
	ResFlow    *flow = rd->flow;
	ResDocument *doc = rd->doc;
	ResHeadCalls calls = {NULL, 0, 0};
	Groups		groups = {NULL, 0, 0};
	const ResFlowBlock *block;
	uint32_t	colon = 0;
	uint32_t	first = doc->nsponsors;
	uint32_t	i;
	uint32_t	k;

	res_flow_begin(rd, RES_BLOCK_SPONSORS, RES_NONE);
	for (i = head->sponsors_from; i < head->sponsors_to; i++)
	{
		const ResCell *cell = &head->cells[i];
		uint32_t	from = i == head->sponsors_from ? head->sponsors_start : cell->from;
		uint32_t	to = i + 1 == head->sponsors_to ? head->sponsors_end : cell->to;

		if (cell->kind != RES_CELL_SPONSORS || from >= to)
			continue;
		if (head->sponsors_colon >= from && head->sponsors_colon < to && head->sponsors_colon > 0)
		{
			res_head_add(rd, from, head->sponsors_colon, &calls);
			colon = flow->len;
			k = head->sponsors_colon + res_char_len(rd->src + head->sponsors_colon, rd->src + to);
			if (res_blank_len(rd->src + head->sponsors_colon - 1, rd->src + to) > 0)
				res_flow_add(rd, head->sponsors_colon, k);
			else
				res_head_glue(rd, head->sponsors_colon, k);
			res_head_add(rd, k, to, &calls);
		}
		else
			res_head_add(rd, from, to, &calls);
	}
	block = &flow->blocks[res_flow_end(rd)];

	if (head->sponsors_colon > 0)
	{
		uint32_t	n;
		ResListed  *list = res_names_read(rd, flow->text, block->start, colon, &n);

		for (i = 0; i < n; i++)
		{
			ResSpan		span = res_flow_span(flow, list[i].start, list[i].end);
			ResStr		name = res_copy(rd->arena, flow->text + list[i].start, list[i].end - list[i].start);
			ResSponsor *sponsor = push_sponsor(rd, name, RES_ROLE_SPONSOR, span);

			sponsor->m49 = list[i].m49;
			if (list[i].near)
				res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, span.start),
							"sponsor \"%.*s\" read as \"%s\"", (int) (name.len < 100 ? name.len : 100), name.p,
							res_state_by_m49(list[i].m49) != NULL ? res_state_by_m49(list[i].m49)->name : "?");
			else if (!list[i].known)
				res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, span.start),
							"unknown sponsor \"%.*s\"", (int) (name.len < 100 ? name.len : 100), name.p);
			if (list[i].group_end > list[i].group_start)
				push_group(rd, &groups,
						   res_copy(rd->arena, flow->text + list[i].group_start, list[i].group_end - list[i].group_start),
						   res_flow_span(flow, list[i].group_start, list[i].group_end), RES_NONE);

			/* a call at this name, or behind the comma that follows it */
			for (k = 0; k < calls.ncalls; k++)
			{
				const ResHeadCall *call = &calls.calls[k];

				if (call->note != RES_NONE && call->from < head->sponsors_colon &&
					call->from >= span.end && call->from <= span.end + 3 && sponsor->note == RES_NONE)
					sponsor->note = call->note;
			}
		}

		/* a call behind the colon of a single State */
		if (n == 1)
		{
			for (k = 0; k < calls.ncalls; k++)
			{
				if (calls.calls[k].note != RES_NONE && calls.calls[k].from > head->sponsors_colon &&
					doc->sponsors[first].note == RES_NONE)
					doc->sponsors[first].note = calls.calls[k].note;
			}
		}
	}
	else
	{
		/* behind "submitted by" */
		const char *p = flow->text + block->start;
		const char *end = flow->text + block->end;
		bool		fresh = true;

		while (p < end)
		{
			uint32_t	n;

			if ((fresh || (unsigned char) *p >= 0xE0) && (n = res_head_lex(rd, RES_LEX_SUBMITTED, p, end, NULL)) > 0)
			{
				read_officer(rd, &groups, (uint32_t) (p + n - flow->text), block->end);
				break;
			}
			fresh = !res_is_word(p, end);
			p += res_char_len(p, end);
		}
	}

	/* notes called in the line */
	for (k = 0; k < calls.ncalls; k++)
	{
		int32_t		note = calls.calls[k].note;

		if (note == RES_NONE)
			continue;
		if (doc->notes[note].anchor == RES_ANCHOR_NONE)
		{
			doc->notes[note].anchor = RES_ANCHOR_SPONSORS;
			read_note(rd, &groups, note);
		}
	}
	for (k = 0; k < groups.n; k++)
	{
		ResSponsor *sponsor = push_sponsor(rd, groups.groups[k].name, RES_ROLE_ON_BEHALF,
										   groups.groups[k].span);

		sponsor->note = groups.groups[k].note;
	}
}
