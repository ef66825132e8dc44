/*-------------------------------------------------------------------------
 *
 * masthead.c
 *	  The head of a document: what stands above the enacting formula.
 *
 * The lines are cut into cells at wide gaps, and each cell is read from its
 * front: symbol, distribution, date, organ, session, committee, agenda item.
 * Extractors give these one a line, two a line or all in one paragraph, and in
 * any order; none of them is demanded.  Then the lines that say who adopted
 * the text, the number line or the sponsors line, and the title between it
 * and the formula are placed (sponsors.c, title.c).  What is not printed but
 * follows from the symbol, or from the number and the organ, is added last.
 *
 * Rules: header of a document, "where each column comes from".
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "dates.h"
#include "symbol.h"

/* A gap of this many blanks parts two columns. */
#define COLUMN_GAP			3

/* A value never lies further below "Distr." than this many cells. */
#define MAX_LOST_VALUE		4

/* Brackets below the adoption line run over at most this many lines. */
#define MAX_BRACKET_LINES	8

/* Letters of the number behind an agenda item: "(jj)". */
#define MAX_ITEM_LETTER		8

typedef enum ElementKind
{
	EL_NONE, EL_SYMBOL, EL_DISTRIBUTION, EL_DATE, EL_ORGAN, EL_SESSION,
	EL_COMMITTEE, EL_AGENDA
} ElementKind;

typedef struct Element
{
	ElementKind kind;
	uint32_t	len;
	ResStr		value;
	ResDate		date;
} Element;

/* ---------- small readers ---------- */

/* Words of a language, and of English, which mastheads of all languages use. */
uint32_t
res_head_lex(const ResReader *rd, ResLexClass cls, const char *p, const char *end,
			 const ResLexEntry **entry)
{
	uint32_t	n = res_lex_match(rd->lang, cls, p, end, entry);

	if (n == 0 && rd->lang != RES_EN)
		n = res_lex_match(RES_EN, cls, p, end, entry);
	return n;
}

uint32_t
res_head_date(const ResReader *rd, const char *p, const char *end, ResDate *date)
{
	uint32_t	n = res_date_match(rd->lang, p, end, date);

	if (n == 0 && rd->lang != RES_EN)
		n = res_date_match(RES_EN, p, end, date);
	return n;
}

const char *
res_head_skip_blanks(const char *p, const char *end)
{
	uint32_t	n;

	while (p < end && ((n = res_blank_len(p, end)) > 0 || (n = res_invisible_len(p, end)) > 0))
		p += n;
	return p;
}

/* Length of the character at p, at least one byte. */
static inline uint32_t
char_len(const char *p, const char *end)
{
	uint32_t	n;

	if ((unsigned char) *p < 0x80)
		return 1;
	(void) res_decode(p, end, &n);
	return n > 0 ? n : 1;
}

/*
 * First whole date in a stretch of text.  Digits may stand directly behind a
 * word ("on20 December 2024").
 */
bool
res_head_find_date(const ResReader *rd, const char *p, const char *end, ResDate *date,
				   const char **at, const char **behind)
{
	bool		fresh = true;	/* a word or a number begins at p */
	bool		digit = false;

	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;
	while (p < end)
	{
		bool		is_digit = res_is_digit(*p);
		uint32_t	n;

		if (is_digit ? !digit : fresh)
		{
			n = res_head_date(rd, p, end, date);
			if (n > 0)
			{
				if (at != NULL)
					*at = p;
				if (behind != NULL)
					*behind = p + n;
				return true;
			}
		}
		digit = is_digit;
		fresh = !res_is_word(p, end);
		p += char_len(p, end);
	}
	return false;
}

/* A word that joins, at p; letters of other words may follow in scripts that
 * write without blanks, and digits everywhere. */
uint32_t
res_head_and(const ResReader *rd, const char *p, const char *end)
{
	const ResLexEntry *entries;
	uint32_t	n;
	uint32_t	i;
	uint32_t	best = res_lex_match(rd->lang, RES_LEX_AND, p, end, NULL);

	if (best > 0 || (unsigned char) *p < 0x80)
		return best;
	entries = res_lex_entries(rd->lang, RES_LEX_AND, &n);
	for (i = 0; i < n; i++)
	{
		if (entries[i].len > best && (size_t) (end - p) > entries[i].len &&
			memcmp(p, entries[i].text, entries[i].len) == 0 &&
			(res_is_digit(p[entries[i].len]) || rd->lang == RES_AR || rd->lang == RES_ZH))
			best = entries[i].len;
	}
	return best;
}

/* Clean text of a stretch of the source, as the flow would give it. */
ResStr
res_head_clean(ResReader *rd, const char *p, const char *end)
{
	char	   *out;
	uint32_t	len = 0;
	bool		blank = false;

	if (p >= end)
		return RES_NULL_STR;
	out = res_alloc(rd->arena, (size_t) (end - p) + 1);
	while (p < end)
	{
		uint32_t	n;

		if ((n = res_invisible_len(p, end)) > 0)
		{
			p += n;
			continue;
		}
		if ((n = res_blank_len(p, end)) > 0 || (unsigned char) *p < ' ')
		{
			p += n > 0 ? n : 1;
			blank = true;
			continue;
		}
		if (blank && len > 0)
			out[len++] = ' ';
		blank = false;
		out[len++] = *p++;
	}
	return len > 0 ? (ResStr) {out, len} : RES_NULL_STR;
}

/* The note with this marker; RES_NONE if there is none. */
int32_t
res_head_note(const ResReader *rd, const char *p, uint32_t len)
{
	const ResDocument *doc = rd->doc;
	uint32_t	i;

	/* notes called in the head are among the first */
	for (i = 0; i < doc->nnotes && i < 64; i++)
	{
		if (doc->notes[i].marker.len == len && memcmp(doc->notes[i].marker.p, p, len) == 0)
			return (int32_t) i;
	}
	return RES_NONE;
}

/*
 * The number of a meeting and the word for it: "53rd plenary meeting",
 * "4337th (closed) meeting", "第57次会议", "الجلسة 57".
 */
bool
res_head_find_meeting(const ResReader *rd, const char *p, const char *end,
					  ResStr *meeting, const char **behind)
{
	const char *start = p;
	const char *last = NULL;	/* character in front of p */
	bool		fresh = true;

	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;
	for (; p < end; last = p, p += char_len(p, end))
	{
		const char *q = p;
		const char *from = p;
		uint32_t	n;
		uint32_t	i;
		bool		word = res_is_word(p, end);

		if (word && fresh && (n = res_lex_match(rd->lang, RES_LEX_MEETING, p, end, NULL)) > 0)
		{
			/* the word in front of its number */
			q = res_head_skip_blanks(p + n, end);
			i = 0;
			while (q < end && res_is_digit(*q) && i < 6)
			{
				q++;
				i++;
			}
			if (i > 0 && i < 6)
			{
				*meeting = (ResStr) {p, (uint32_t) (q - p)};
				*behind = q;
				return true;
			}
			q = p;
		}
		if (res_is_digit(*p) && (last == NULL || !res_is_digit(*last)))
		{
			while (q < end && res_is_digit(*q) && q - p < 6)
				q++;

			/* ending of the ordinal: up to three letters, hyphen in front */
			n = q < end ? res_dash_len(q, end) : 0;
			q += n;
			if (q < end && *q == '.')
				q++;
			for (i = 0; i < 4 && q < end && res_is_word(q, end) && !res_is_digit(*q); i++)
			{
				if (res_lex_match(rd->lang, RES_LEX_MEETING, q, end, NULL) > 0)
					break;
				q += char_len(q, end);
			}

			/* the number of a session in Chinese opens with a word of its own */
			if (last != NULL && last >= start && res_is_word(last, end) &&
				(unsigned char) *last >= 0xE0 && rd->lang == RES_ZH)
			{
				uint32_t	len;

				if (res_decode(last, end, &len) == 0x7B2C)
					from = last;
			}
		}
		else if (word && fresh && (n = res_lex_match(rd->lang, RES_LEX_ORDINAL, p, end, NULL)) > 0)
			q = p + n;
		fresh = !word;
		if (q == p)
			continue;
		q = res_head_skip_blanks(q, end);
		if (q < end && *q == '(')
		{
			/* "(closed)", "(resumed)" */
			const char *close = memchr(q, ')', (size_t) (end - q < 40 ? end - q : 40));

			if (close != NULL)
				q = res_head_skip_blanks(close + 1, end);
		}
		n = q < end ? res_lex_match(rd->lang, RES_LEX_MEETING, q, end, NULL) : 0;
		if (n > 0)
		{
			q += n;
			*meeting = (ResStr) {from, (uint32_t) (q - from)};
			*behind = q;
			return true;
		}
	}
	return false;
}

/*
 * Append text to the open block without the blank that the flow puts between
 * two stretches: what lay between them was a call.
 */
void
res_head_glue(ResReader *rd, uint32_t from, uint32_t to)
{
	ResFlow    *flow = rd->flow;
	uint32_t	old = flow->len;
	uint32_t	npieces = flow->npieces;
	uint32_t	i;

	res_flow_add(rd, from, to);
	if (flow->len <= old + 1 || flow->text[old] != ' ')
		return;
	memmove(flow->text + old, flow->text + old + 1, flow->len - old - 1);
	flow->len--;
	for (i = npieces; i < flow->npieces; i++)
		flow->pieces[i].clean--;
	if (npieces == flow->npieces || flow->pieces[npieces].clean != old)
	{
		/* the stretch continued the piece before it, one byte further on */
		(void) RES_PUSH(rd->arena, flow->pieces, flow->npieces, flow->cappieces);
		memmove(flow->pieces + npieces + 1, flow->pieces + npieces,
				(flow->npieces - 1 - npieces) * sizeof(ResPiece));
		flow->pieces[npieces].clean = old;
		flow->pieces[npieces].src = from;
	}
}

/* Length of an asterisk that calls a note. */
static uint32_t
star_len(const char *p, const char *end)
{
	if (*p == '*')
		return 1;
	if (end - p >= 3 && (memcmp(p, "\xE2\x88\x97", 3) == 0 ||	/* U+2217 */
						 memcmp(p, "\xEF\x80\xAA", 3) == 0))	/* U+F02A */
		return 3;
	return 0;
}

/* Value of a raised digit and its length; -1 if there is none. */
static int
raised_digit(const char *p, const char *end, uint32_t *len)
{
	uint32_t	ch;

	if ((unsigned char) *p < 0x80)
		return -1;
	ch = res_decode(p, end, len);
	if (ch == 0xB9)
		return 1;
	if (ch == 0xB2 || ch == 0xB3)
		return (int) (ch - 0xB0);
	if (ch == 0x2070 || (ch >= 0x2074 && ch <= 0x2079))
		return (int) (ch - 0x2070);
	return -1;
}

/* Does a blank, of any width, stand in front of p? */
static bool
blank_before(const char *start, const char *p)
{
	uint32_t	n;

	for (n = 1; n <= 3 && start + n <= p; n++)
	{
		if (res_blank_len(p - n, p) == n)
			return true;
	}
	return false;
}

/*
 * A call of a note at p (text from "start"): asterisks, also two with a comma
 * between them; raised digits; "[^1]"; plain digits behind a word if they are
 * the marker of the note that is due.  Returns its length.  *mark is the
 * first marker, of *mark_len bytes.
 */
static uint32_t
call_len(const ResReader *rd, const char *start, const char *p, const char *end,
		 const ResHeadCalls *calls, int32_t *note)
{
	const char *q = p;
	char		buf[8];
	uint32_t	n;
	uint32_t	w;
	int			digit;
	int32_t		due;

	if ((n = star_len(p, end)) > 0)
	{
		w = 0;
		while (q < end && (n = star_len(q, end)) > 0)
		{
			q += n;
			w++;
		}
		*note = w <= 8 ? res_head_note(rd, "********", w) : RES_NONE;
		return (uint32_t) (q - p);
	}
	n = 0;
	while (q < end && n < 4 && (digit = raised_digit(q, end, &w)) >= 0)
	{
		buf[n++] = (char) ('0' + digit);
		q += w;
	}
	if (n > 0)
	{
		*note = res_head_note(rd, buf, n);
		return (uint32_t) (q - p);
	}
	if (*p == '[' && end - p >= 4 && p[1] == '^')
	{
		q = p + 2;
		while (q < end && res_is_digit(*q))
			q++;
		if (q > p + 2 && q < end && *q == ']')
		{
			*note = res_head_note(rd, p + 2, (uint32_t) (q - p - 2));
			return (uint32_t) (q - p + 1);
		}
		return 0;
	}
	if (!res_is_digit(*p) || p == start)
		return 0;
	while (q < end && res_is_digit(*q))
		q++;
	if (q - p > 5 || (q < end && (res_is_word(q, end) || *q == '/' || *q == '-' || *q == '%')))
		return 0;
	if (q + 1 < end && (*q == '.' || *q == ',') && res_is_digit(q[1]))
		return 0;

	/* the note that is due: behind the last one called, or the first */
	due = RES_NONE;
	for (w = 0; w < rd->doc->nnotes && w < 64 && due == RES_NONE; w++)
	{
		if (res_is_digit(rd->doc->notes[w].marker.p[0]) &&
			(calls->ncalls == 0 || calls->calls[calls->ncalls - 1].note < (int32_t) w))
			due = (int32_t) w;
	}
	if (res_is_digit(p[-1]))
		return 0;
	if (due == RES_NONE)
	{
		/* texts that lost their notes: a single digit behind a small letter */
		if (rd->doc->nnotes == 0 && q == end && q - p == 1 && *p == '1' && res_is_lower(p[-1]))
		{
			*note = RES_NONE;
			return 1;
		}
		return 0;
	}
	n = rd->doc->notes[due].marker.len;

	/* glued to a year: the year's four digits are text */
	if ((uint32_t) (q - p) == 4 + n && ((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0')) &&
		memcmp(p + 4, rd->doc->notes[due].marker.p, n) == 0)
		return 0;				/* found when p is behind the year */
	if ((uint32_t) (q - p) != n || memcmp(p, rd->doc->notes[due].marker.p, n) != 0)
		return 0;
	if (p[-1] == '-' || p[-1] == '.' || p[-1] == '/' || p[-1] == '(')
		return 0;
	if (blank_before(start, p))
	{
		/* a number between words is none; one before a comma may be */
		const char *r = res_head_skip_blanks(q, end);

		if (r < end && *r != ',' && *r != ';' && *r != ':')
			return 0;
	}
	*note = due;
	return n;
}

/* The marker of the due note behind a year that ends at p? */
static uint32_t
call_behind_year(const ResReader *rd, const char *start, const char *p, const char *end,
				 const ResHeadCalls *calls, int32_t *note)
{
	uint32_t	i;

	if (p - start < 4 || !res_is_digit(p[-1]) || !res_is_digit(p[-2]) || !res_is_digit(p[-3]) ||
		!res_is_digit(p[-4]) || (p - start > 4 && res_is_digit(p[-5])))
		return 0;
	if (!(p[-4] == '2' && p[-3] == '0') && !(p[-4] == '1' && p[-3] == '9'))
		return 0;
	for (i = 0; i < rd->doc->nnotes && i < 64; i++)
	{
		ResStr		marker = rd->doc->notes[i].marker;

		if (!res_is_digit(marker.p[0]) ||
			(calls->ncalls > 0 && calls->calls[calls->ncalls - 1].note >= (int32_t) i))
			continue;
		if ((size_t) (end - p) < marker.len || memcmp(p, marker.p, marker.len) != 0 ||
			(p + marker.len < end && res_is_word(p + marker.len, end)))
			return 0;
		*note = (int32_t) i;
		return marker.len;
	}
	return 0;
}

void
res_head_add(ResReader *rd, uint32_t from, uint32_t to, ResHeadCalls *calls)
{
	const char *start = rd->src + from;
	const char *end = rd->src + to;
	const char *p = start;
	const char *text = start;	/* what is not yet appended */
	bool		glue = false;

	while (p < end)
	{
		uint32_t	n = 0;
		int32_t		note = RES_NONE;
		ResHeadCall *call;

		res_tick(rd->arena, 4);
		if (res_is_digit(*p))
		{
			n = p > start && res_is_digit(p[-1]) ?
				call_behind_year(rd, start, p, end, calls, &note) :
				call_len(rd, start, p, end, calls, &note);
		}
		else if (*p == '*' || *p == '[' || (unsigned char) *p >= 0x80)
			n = call_len(rd, start, p, end, calls, &note);
		if (n == 0)
		{
			p += char_len(p, end);
			continue;
		}
		if (p > text)
		{
			if (glue)
				res_head_glue(rd, (uint32_t) (text - rd->src), (uint32_t) (p - rd->src));
			else
				res_flow_add(rd, (uint32_t) (text - rd->src), (uint32_t) (p - rd->src));
		}
		call = RES_PUSH(rd->arena, calls->calls, calls->ncalls, calls->capcalls);
		call->from = (uint32_t) (p - rd->src);
		call->to = call->from + n;
		call->note = note;
		call->clean = rd->flow->len;
		glue = p > start && !blank_before(start, p);
		p += n;

		/* the comma between two asterisks */
		if (p + 1 < end && *p == ',' && star_len(p + 1, end) > 0)
			p++;
		if (p < end && res_blank_len(p, end) > 0)
			glue = false;
		text = p;
	}
	if (end > text)
	{
		if (glue)
			res_head_glue(rd, (uint32_t) (text - rd->src), to);
		else
			res_flow_add(rd, (uint32_t) (text - rd->src), to);
	}
}

/* ---------- cells ---------- */

static void
push_cell(ResHead *head, uint32_t line, uint32_t from, uint32_t to, bool first)
{
	ResReader  *rd = head->rd;
	ResCell    *cell = RES_PUSH(rd->arena, head->cells, head->ncells, head->capcells);

	memset(cell, 0, sizeof(*cell));
	cell->line = line;
	cell->from = from;
	cell->rest = from;
	cell->to = to;
	cell->first = first;
	cell->after_blank = first && (rd->lines[line].flags & RES_LINE_AFTER_BLANK) != 0;
	cell->kind = rd->lines[line].role == RES_LINE_TEXT ? RES_CELL_OPEN : RES_CELL_SKIP;

	/* comments of an extractor */
	if (cell->kind == RES_CELL_OPEN && to - from > 4 && memcmp(rd->src + from, "<!--", 4) == 0)
		cell->kind = RES_CELL_MASTHEAD;
}

/* Cut a line at wide gaps and tabs. */
static void
cut_line(ResHead *head, uint32_t i)
{
	ResReader  *rd = head->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + line->start;
	const char *end = p + line->len;
	const char *from = p;
	bool		first = true;

	if (line->role != RES_LINE_TEXT && line->role != RES_LINE_FURNITURE)
		return;

	/* marks of headings in Markdown */
	while (p < end && *p == '#')
		p++;
	if (p > from)
	{
		const char *q = res_head_skip_blanks(p, end);

		p = q > p ? q : from;
		from = p;
	}
	while (p < end)
	{
		const char *gap = p;
		uint32_t	n;
		uint32_t	width = 0;
		bool		tab = false;

		if ((unsigned char) *p > ' ' && (unsigned char) *p < 0x80)
		{
			p++;
			continue;
		}
		while (p < end && (n = res_blank_len(p, end)) > 0)
		{
			tab = tab || *p == '\t';
			width++;
			p += n;
		}
		if (p == gap)
		{
			p++;
			res_tick(rd->arena, 4);
			continue;
		}
		if (width >= COLUMN_GAP || tab)
		{
			push_cell(head, i, (uint32_t) (from - rd->src), (uint32_t) (gap - rd->src), first);
			first = false;
			from = p;
		}
	}
	if (end > from)
		push_cell(head, i, (uint32_t) (from - rd->src), (uint32_t) (end - rd->src), first);
}

/* ---------- the elements of a masthead ---------- */

/* Do two words differ in no more than two letters (put in, left out, changed)? */
static bool
nearly_equal(const char *a, uint32_t alen, const char *b, uint32_t blen)
{
	uint8_t		row[40];
	uint32_t	i;
	uint32_t	k;

	if (alen >= sizeof(row) || blen >= sizeof(row) || alen + 2 < blen || blen + 2 < alen)
		return false;
	for (k = 0; k <= blen; k++)
		row[k] = (uint8_t) k;
	for (i = 1; i <= alen; i++)
	{
		uint8_t		diagonal = row[0];
		uint8_t		least = (uint8_t) i;

		row[0] = (uint8_t) i;
		for (k = 1; k <= blen; k++)
		{
			uint8_t		best = (uint8_t) (diagonal + (res_lower(a[i - 1]) != res_lower(b[k - 1])));

			diagonal = row[k];
			if (row[k] + 1 < best)
				best = (uint8_t) (row[k] + 1);
			if (row[k - 1] + 1 < best)
				best = (uint8_t) (row[k - 1] + 1);
			row[k] = best;
			if (best < least)
				least = best;
		}
		if (least > 2)
			return false;
	}
	return row[blen] <= 2;
}

/*
 * The one ordinal that a misread word can be ("rrwenty-sixth"), with the word
 * for session behind it and nothing else on the line.
 */
static uint32_t
read_misread_session(const ResReader *rd, const char *p, const char *end, ResStr *session)
{
	const ResLexEntry *entries;
	const ResLexEntry *entry;
	const char *q = p;
	int32_t		number = 0;
	uint32_t	n;
	uint32_t	i;

	while (q < end && q - p < 40 && res_blank_len(q, end) == 0)
		q++;
	if (q - p < 8 || q >= end)
		return 0;
	n = res_head_lex(rd, RES_LEX_SESSION, res_head_skip_blanks(q, end), end, &entry);
	if (n == 0 || entry->number != 0 || res_head_skip_blanks(q, end) + n != end)
		return 0;
	entries = res_lex_entries(rd->lang, RES_LEX_ORDINAL, &n);
	for (i = 0; i < n; i++)
	{
		if (!nearly_equal(p, (uint32_t) (q - p), entries[i].text, entries[i].len))
			continue;
		if (number != 0 && number != entries[i].number)
			return 0;
		number = entries[i].number;
	}
	if (number <= 0)
		return 0;
	*session = res_printf(rd->arena, "%d", (int) number);
	return (uint32_t) (end - p);
}

/*
 * "Eightieth session", "2024 session", "58º período de sesiones", "第八十届会议",
 * "الدورة الثمانون": ordinal or number, the word for session, and the kind of
 * a special session, in any order.
 */
static uint32_t
read_session(const ResReader *rd, const char *p, const char *end, ResStr *session)
{
	const char *start = p;
	const char *good = p;
	const char *prefix = NULL;
	int32_t		number = 0;
	bool		word = false;
	int			i;

	for (i = 0; i < 12 && p < end; i++)
	{
		const ResLexEntry *entry;
		uint32_t	n;
		bool		filler = false;

		if ((n = res_head_lex(rd, RES_LEX_SPECIAL, p, end, &entry)) > 0)
		{
			prefix = entry->value;
			word = word || entry->number == 1;
			p += n;
		}
		else if ((n = res_head_lex(rd, RES_LEX_SESSION, p, end, &entry)) > 0)
		{
			filler = entry->number == 1;
			word = word || !filler;
			p += n;
		}
		else if ((n = res_head_lex(rd, RES_LEX_ORDINAL, p, end, &entry)) > 0)
		{
			if (number != 0)
				break;
			number = entry->number;
			p += n;
		}
		else if (res_is_digit(*p))
		{
			uint32_t	digits = 0;

			if (number != 0)
				break;
			while (p < end && res_is_digit(*p) && digits < 5)
			{
				number = number * 10 + (*p++ - '0');
				digits++;
			}
			if (digits > 4)
				break;

			/* ending of the ordinal */
			n = p < end ? res_dash_len(p, end) : 0;
			if (n > 0 || (p < end && res_is_word(p, end)))
			{
				const char *q = p + n;
				uint32_t	k;

				if (res_head_lex(rd, RES_LEX_SESSION, q, end, NULL) == 0 &&
					res_head_lex(rd, RES_LEX_SPECIAL, q, end, NULL) == 0)
				{
					for (k = 0; k < 3 && q < end && res_is_word(q, end); k++)
						q += char_len(q, end);
					if (q < end && res_is_word(q, end))
						break;
					p = q;
				}
			}
		}
		else
			break;
		if (!filler)
			good = p;
		p = res_head_skip_blanks(p, end);
	}
	if (!word || number <= 0)
		return 0;
	*session = res_printf(rd->arena, "%s%d", prefix != NULL ? prefix : "", (int) number);
	return (uint32_t) (good - start);
}

/* One agenda item from its number on; the letter gets one form, "71 (b)". */
static const char *
read_item(ResReader *rd, const char *p, const char *end, ResStr number, ResStr *printed,
		  ResStr *item)
{
	const char *q;
	uint32_t	letters = 0;
	bool		open = false;

	q = res_head_skip_blanks(p, end);
	if (q < end && *q == '(')
	{
		open = true;
		q = res_head_skip_blanks(q + 1, end);
	}
	printed->p = q;
	while (q < end && letters < MAX_ITEM_LETTER && !res_is_digit(*q) &&
		   (res_is_word(q, end) || (open && letters == 1 && *q == ' ')))
	{
		letters++;				/* Arabic sets a blank between two letters */
		q += char_len(q, end);
	}

	/* an Arabic letter may carry a joiner or a stretcher */
	while (q < end && letters > 0 && *q != ')' && (unsigned char) *q >= 0xC0 &&
		   letters++ < MAX_ITEM_LETTER && res_blank_len(q, end) == 0)
		q += char_len(q, end);
	printed->len = (uint32_t) (q - printed->p);
	if (letters > 0 && printed->len <= MAX_ITEM_LETTER * 2)
	{
		q = res_head_skip_blanks(q, end);
		if (q < end && *q == ')')
		{
			*item = res_printf(rd->arena, "%.*s (%.*s)", (int) number.len, number.p,
							   (int) printed->len, printed->p);
			return q + 1;
		}
	}
	printed->len = 0;
	*item = res_copy(rd->arena, number.p, number.len);
	return p;
}

/*
 * "Agenda item 71 (b)", "Agenda items 20 and 78 (a)", "Tema 71 b) del
 * programa", "البند 71 (ب) من جدول الأعمال".
 */
static uint32_t
read_agenda(ResReader *rd, const char *p, const char *end, ResHeader *header)
{
	const char *start = p;
	const char *good;
	const ResLexEntry *entry;
	ResStr		items[32];
	uint32_t	nitems = 0;
	uint32_t	n;

	n = res_head_lex(rd, RES_LEX_AGENDA_ITEM, p, end, &entry);
	if (n == 0 || entry->number != 0)
		return 0;
	p = res_head_skip_blanks(p + n, end);
	good = p;
	while (p < end && nitems < 32)
	{
		ResStr		number = {p, 0};
		ResStr		letter;

		while (p < end && res_is_digit(*p) && number.len < 4)
		{
			p++;
			number.len++;
		}
		if (number.len == 0 || number.len > 3 || (p < end && (*p == '/' || *p == '.')))
			break;
		p = read_item(rd, p, end, number, &letter, &items[nitems]);
		nitems++;
		good = p;
		for (;;)
		{
			const char *q = res_head_skip_blanks(p, end);
			bool		join = false;

			if (q < end && (*q == ',' || *q == ';'))
			{
				q = res_head_skip_blanks(q + 1, end);
				join = true;
			}
			else if (q + 2 < end && (memcmp(q, "\xE3\x80\x81", 3) == 0 || memcmp(q, "\xEF\xBC\x8C", 3) == 0))
			{
				q += 3;			/* 、 ， */
				join = true;
			}
			else if (q + 1 < end && memcmp(q, "\xD8\x8C", 2) == 0)
			{
				q = res_head_skip_blanks(q + 2, end);	/* ، */
				join = true;
			}
			if (q < end && (n = res_head_and(rd, q, end)) > 0)
			{
				q = res_head_skip_blanks(q + n, end);
				join = true;
			}
			if (!join || q >= end)
				break;
			if (letter.len > 0 && nitems < 32 && !res_is_digit(*q))
			{
				/* "74 (b) and (c)": the same item */
				ResStr		again;
				const char *r = read_item(rd, q, end, number, &again, &items[nitems]);

				if (again.len == 0)
					break;
				nitems++;
				p = r;
				good = r;
				continue;
			}
			p = q;
			break;
		}
		if (p == good || !res_is_digit(*p))
			break;
	}
	if (nitems == 0)
		return 0;

	/* "of the provisional agenda", "повестки дня" */
	p = res_head_skip_blanks(good, end);
	n = p < end ? res_head_lex(rd, RES_LEX_AGENDA_ITEM, p, end, &entry) : 0;
	if (n > 0 && entry->number == 1)
		good = p + n;
	while (good < end && (n = star_len(good, end)) > 0)
		good += n;
	if (header != NULL && header->nagenda_items == 0)
	{
		header->agenda_items = res_alloc(rd->arena, nitems * sizeof(ResStr));
		memcpy(header->agenda_items, items, nitems * sizeof(ResStr));
		header->nagenda_items = nitems;
	}
	return (uint32_t) (good - start);
}

/* Symbols of adopted texts may name sections of them. */
static bool
has_sections(const char *symbol, uint32_t len)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	keylen = res_symbol_key(symbol, len, key, NULL);
	ResSymbolParts parts;

	return keylen > 0 && len + 3 < RES_SYMBOL_MAX && res_symbol_parts(key, keylen, &parts) &&
		parts.kind != NULL &&
		(strcmp(parts.kind, "resolution") == 0 || strcmp(parts.kind, "decision") == 0);
}

/* The element at p; with a header, its agenda items are stored. */
static Element
read_element(ResHead *head, const char *p, const char *end, ResHeader *header)
{
	ResReader  *rd = head->rd;
	Element		el;
	const ResLexEntry *entry;
	char		symbol[RES_SYMBOL_MAX + 1];
	uint32_t	n;
	uint32_t	len;

	memset(&el, 0, sizeof(el));
	if (p >= end)
		return el;

	if (res_is_upper(*p) && (n = res_symbol_match(p, end, symbol, &len)) > 0)
	{
		const char *q = p + n;

		while (q < end && (n = star_len(q, end)) > 0)
			q += n;
		if (q == end || res_blank_len(q, end) > 0)
		{
			const char *r = res_head_skip_blanks(q, end);
			char		first = 0;
			char		last = 0;

			/* "A/DEC/76/553 A and B": one text, its sections are a range */
			if (len > 2 && res_is_upper(symbol[len - 1]) && symbol[len - 2] == ' ')
				first = symbol[len - 1];
			else if (r < end && res_is_upper(*r) && (r + 1 == end || !res_is_word(r + 1, end)) &&
					 has_sections(symbol, len))
			{
				first = *r;
				symbol[len++] = ' ';
				symbol[len++] = first;
				q = r + 1;
				r = res_head_skip_blanks(q, end);
			}
			while (r < end && first != 0)
			{
				n = *r == ',' ? 1 : res_dash_len(r, end);
				if (n == 0)
					n = res_head_and(rd, r, end);
				r = res_head_skip_blanks(r + n, end);
				if (n == 0 || r >= end || !res_is_upper(*r) || (r + 1 < end && res_is_word(r + 1, end)))
					break;
				last = *r;
				q = r + 1;
				r = res_head_skip_blanks(q, end);
			}
			el.kind = EL_SYMBOL;
			el.len = (uint32_t) (q - p);
			if (header != NULL)
				el.value = last != 0 ? res_printf(rd->arena, "%.*s-%c", (int) len, symbol, last) :
					res_copy(rd->arena, symbol, len);
			return el;
		}
	}
	if ((n = res_head_lex(rd, RES_LEX_DISTRIBUTION, p, end, &entry)) > 0)
	{
		if (entry->value == NULL)
		{
			/* its value, if it stands on the same line */
			const char *q = res_head_skip_blanks(p + n, end);

			el.kind = EL_DISTRIBUTION;
			el.len = n;
			if (q < end && *q == ':')
				q = res_head_skip_blanks(q + 1, end);
			n = q < end ? res_head_lex(rd, RES_LEX_DISTRIBUTION, q, end, &entry) : 0;
			if (n > 0 && entry->value != NULL)
			{
				el.len = (uint32_t) (q + n - p);
				el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			}
			return el;
		}
		if (head->wants_distribution)
		{
			el.kind = EL_DISTRIBUTION;
			el.len = n;
			el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			return el;
		}
	}
	if ((n = res_head_date(rd, p, end, &el.date)) > 0 &&
		(p + n == end || !res_is_word(p + n, end)))
	{
		el.kind = EL_DATE;
		el.len = n;
		return el;
	}
	if ((n = read_agenda(rd, p, end, header)) > 0)
	{
		el.kind = EL_AGENDA;
		el.len = n;
		return el;
	}
	if ((n = read_session(rd, p, end, &el.value)) > 0 ||
		(res_is_alpha(*p) && end - p < 60 && (n = read_misread_session(rd, p, end, &el.value)) > 0))
	{
		el.kind = EL_SESSION;
		el.len = n;
		return el;
	}
	if ((n = res_head_lex(rd, RES_LEX_COMMITTEE, p, end, &entry)) > 0)
	{
		el.kind = EL_COMMITTEE;
		el.len = n;
		el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		return el;
	}
	if ((n = res_head_lex(rd, RES_LEX_MASTHEAD, p, end, &entry)) > 0)
	{
		el.kind = EL_ORGAN;
		el.len = n;
		if (entry->value != NULL)
			el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		return el;
	}
	return el;
}

/* Take over what an element says. */
static void
apply_element(ResHead *head, const Element *el, bool furniture)
{
	ResHeader  *header = &head->rd->doc->header;

	switch (el->kind)
	{
		case EL_SYMBOL:
			if (header->symbol.p == NULL)
				header->symbol = el->value;
			break;
		case EL_DISTRIBUTION:
			head->has_distribution = true;
			head->wants_distribution = el->value.p == NULL;
			if (header->distribution.p == NULL && el->value.p != NULL)
				header->distribution = el->value;
			break;
		case EL_DATE:
			/* the days of a session stand below it, the date of issue above */
			if (header->date == RES_NO_DATE && !head->has_session && !furniture &&
				(head->has_distribution || header->symbol.p != NULL))
				header->date = el->date;
			break;
		case EL_ORGAN:
			if (el->value.p != NULL)
				head->masthead_organ = el->value;
			break;
		case EL_SESSION:
			head->has_session = true;
			if (header->session.p == NULL)
				header->session = el->value;
			break;
		case EL_COMMITTEE:
			if (header->committee.p == NULL)
				header->committee = el->value;
			break;
		case EL_AGENDA:
			head->has_agenda = true;
			break;
		case EL_NONE:
			break;
	}
}

/*
 * Read a cell from its front.  Returns true if it held anything of the
 * masthead.
 */
static bool
read_cell(ResHead *head, ResCell *cell)
{
	ResReader  *rd = head->rd;
	ResHeader  *header = &rd->doc->header;
	const char *end = rd->src + cell->to;
	const char *p = rd->src + cell->rest;
	bool		found = false;
	bool		furniture = cell->kind == RES_CELL_SKIP;
	int			i;

	for (i = 0; i < 32 && p < end; i++)
	{
		Element		el = read_element(head, p, end, NULL);
		const char *q;

		if (el.kind == EL_NONE)
			break;
		q = res_head_skip_blanks(p + el.len, end);

		/* words that titles hold too must be followed by something sure */
		if (q < end && (el.kind == EL_ORGAN || el.kind == EL_COMMITTEE || el.kind == EL_DATE ||
						el.kind == EL_SYMBOL))
		{
			Element		next = read_element(head, q, end, NULL);

			if (next.kind == EL_NONE && !(el.kind == EL_SYMBOL && i == 0 && furniture))
				break;
		}

		/* a symbol in the middle of a list of documents is none of its own */
		if (el.kind == EL_SYMBOL && head->has_agenda && header->symbol.p == NULL && q < end)
			break;
		if (el.kind == EL_SYMBOL || el.kind == EL_AGENDA)
			el = read_element(head, p, end, header);
		apply_element(head, &el, furniture);
		found = true;
		p = q;
		while (p < end && (*p == '|' || *p == ';' || *p == ','))
			p = res_head_skip_blanks(p + 1, end);
	}
	cell->rest = (uint32_t) (p - rd->src);
	if (p >= end && cell->kind == RES_CELL_OPEN)
		cell->kind = RES_CELL_MASTHEAD;
	return found;
}

/* ---------- who adopted it ---------- */

/* The words of class "adopted" with which a cell opens, or ends in Chinese. */
bool
res_head_is_adoption(const ResReader *rd, const ResCell *cell, bool below)
{
	const char *p = rd->src + cell->rest;
	const char *end = rd->src + cell->to;
	const ResLexEntry *entries;
	const ResLexEntry *entry;
	uint32_t	n;
	uint32_t	i;

	n = res_head_lex(rd, RES_LEX_ADOPTED, p, end, &entry);
	if (n > 0 && entry->number == 0)
		return true;
	if (n > 0 && entry->number == 2)
		return below || entry->len > 6 ?
			res_head_date(rd, res_head_skip_blanks(p + n, end), end, NULL) > 0 : false;

	/* languages that say it at the end of the line */
	entries = res_lex_entries(rd->lang, RES_LEX_ADOPTED, &n);
	for (i = 0; i < n; i++)
	{
		if (entries[i].number == 1 && (size_t) (end - p) > entries[i].len &&
			memcmp(end - entries[i].len, entries[i].text, entries[i].len) == 0)
		{
			ResDate		date;

			return end - p <= 300 && res_head_find_date(rd, p, end, &date, NULL, NULL);
		}
	}
	return false;
}

/* A Main Committee named anywhere in a stretch. */
static void
find_committee(ResHead *head, const char *p, const char *end)
{
	ResReader  *rd = head->rd;
	bool		fresh = true;

	if (rd->doc->header.committee.p != NULL)
		return;
	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;
	while (p < end)
	{
		const ResLexEntry *entry;

		if ((fresh || (unsigned char) *p >= 0xE0) &&
			res_head_lex(rd, RES_LEX_COMMITTEE, p, end, &entry) > 0)
		{
			rd->doc->header.committee = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			return;
		}
		fresh = !res_is_word(p, end);
		p += char_len(p, end);
	}
}

/* Organ named in the adoption line, if nothing better is known. */
static void
find_organ(ResHead *head, const char *p, const char *end)
{
	ResReader  *rd = head->rd;
	bool		fresh = true;

	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;
	while (p < end && rd->doc->header.organ.p == NULL)
	{
		const ResLexEntry *entry;

		if ((fresh || (unsigned char) *p >= 0xE0) &&
			res_head_lex(rd, RES_LEX_ORGAN, p, end, &entry) > 0 && entry->value != NULL)
		{
			rd->doc->header.organ = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			return;
		}
		fresh = !res_is_word(p, end);
		p += char_len(p, end);
	}
}

/* Date, meeting and committee in a line of provenance. */
static bool
read_provenance(ResHead *head, const char *p, const char *end)
{
	ResReader  *rd = head->rd;
	ResHeader  *header = &rd->doc->header;
	const char *behind;
	ResStr		meeting;
	ResDate		date;
	bool		dated = false;

	if (res_head_find_date(rd, p, end, &date, NULL, NULL))
	{
		if (header->adopted == RES_NO_DATE)
			header->adopted = date;
		dated = true;
	}
	if (header->meeting.p == NULL && res_head_find_meeting(rd, p, end, &meeting, &behind))
		header->meeting = res_head_clean(rd, meeting.p, meeting.p + meeting.len);
	find_committee(head, p, end);
	return dated;
}

/*
 * The adoption line at cell i, the line with its date, and the brackets below.
 * Returns the number of the last cell that belongs to it.
 */
static uint32_t
read_adoption(ResHead *head, uint32_t i)
{
	ResReader  *rd = head->rd;
	ResCell    *cell = &head->cells[i];
	bool		dated;

	head->adopted_line = true;
	cell->kind = RES_CELL_PROVENANCE;
	find_organ(head, rd->src + cell->rest, rd->src + cell->to);
	dated = read_provenance(head, rd->src + cell->rest, rd->src + cell->to);
	while (!dated && i + 1 < head->ncells)
	{
		const char *p;
		const char *end;
		const char *at;
		const char *behind;
		ResDate		date;

		/* the date on the next line, behind at most a few words */
		cell = &head->cells[i + 1];
		p = rd->src + cell->rest;
		end = rd->src + cell->to;
		if (cell->kind != RES_CELL_OPEN && cell->kind != RES_CELL_MASTHEAD)
			break;
		p = rd->src + cell->from;
		if (*p == '[' || end - p > 200)
			break;
		if (!res_head_find_date(rd, p, end, &date, &at, &behind) || end - behind > 24)
			break;
		(void) read_provenance(head, p, end);
		cell->rest = cell->from;
		cell->kind = RES_CELL_PROVENANCE;
		dated = true;
		i++;
	}
	return i;
}

/* "[on the report of the Third Committee (A/63/430/Add.2)]" */
static uint32_t
read_bracket(ResHead *head, uint32_t i)
{
	ResReader  *rd = head->rd;
	uint32_t	n;
	int			depth = 0;

	for (n = 0; n < MAX_BRACKET_LINES && i + n < head->ncells; n++)
	{
		ResCell    *cell = &head->cells[i + n];
		const char *p = rd->src + cell->from;
		const char *end = rd->src + cell->to;

		if (cell->kind == RES_CELL_SKIP)
			continue;
		if (n > 0 && (cell->kind == RES_CELL_TITLE || head->number_cell == i + n))
			break;
		cell->rest = cell->from;
		cell->kind = RES_CELL_PROVENANCE;
		find_committee(head, p, end);
		for (; p < end; p++)
			depth += *p == '[' ? 1 : *p == ']' ? -1 : 0;
		if (depth <= 0)
			return i + n;
	}
	return n == 0 ? i : i + n - 1;
}

/* Everything that is printed in front of number line, sponsors and title. */
static void
read_cells(ResHead *head)
{
	ResReader  *rd = head->rd;
	uint32_t	lost = 0;
	uint32_t	i;

	for (i = 0; i < head->ncells; i++)
	{
		ResCell    *cell = &head->cells[i];
		const char *p = rd->src + cell->from;
		const char *end = rd->src + cell->to;
		const ResLexEntry *entry;
		uint32_t	n;
		bool		below = head->number_cell != UINT32_MAX && i > head->number_cell;

		res_tick(rd->arena, cell->to - cell->from + 64);
		if (cell->kind == RES_CELL_TITLE || cell->kind == RES_CELL_SPONSORS ||
			cell->kind == RES_CELL_PROVENANCE)
			continue;
		if (cell->kind == RES_CELL_SKIP)
		{
			(void) read_cell(head, cell);
			continue;
		}
		if (head->has_sponsors && i >= head->sponsors_cell)
			continue;
		if (head->wants_distribution && ++lost > MAX_LOST_VALUE)
			head->wants_distribution = false;
		if (*p == '[' && (head->adopted_line || head->number_cell != UINT32_MAX))
		{
			i = read_bracket(head, i);
			continue;
		}
		if (res_head_is_adoption(rd, cell, below))
		{
			i = read_adoption(head, i);
			continue;
		}
		if ((n = res_head_lex(rd, RES_LEX_KIND, p, end, &entry)) > 0 &&
			(entry->number == RES_KIND_DECISION || entry->number == RES_KIND_STATEMENT))
		{
			if (entry->number == RES_KIND_DECISION && p + n == end)
			{
				head->decision = true;
				cell->kind = RES_CELL_MASTHEAD;
				cell->rest = cell->to;
				continue;
			}
			if (entry->number == RES_KIND_STATEMENT && end - p <= 200)
			{
				head->statement = true;
				find_organ(head, p, end);
				continue;
			}
		}
		if (read_cell(head, cell))
		{
			head->body = i;
			if (cell->kind == RES_CELL_OPEN)
			{
				/* a paragraph of masthead may end in the adoption line */
				if (res_head_is_adoption(rd, cell, below))
					i = read_adoption(head, i);
			}
			continue;
		}
		{
			/* pages of old volumes name the committee at their head */
			const char *q;
			const char *stop = end - p > 400 ? p + 400 : end;

			for (q = p; q < stop && rd->doc->header.committee.p == NULL; q++)
			{
				n = res_head_lex(rd, RES_LEX_REPORT, q, stop, NULL);
				if (n > 0)
					find_committee(head, q + n, stop);
			}
		}
	}
}

/* ---------- what follows from what ---------- */

static void
complete(ResHead *head)
{
	ResReader  *rd = head->rd;
	ResHeader  *header = &rd->doc->header;
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	keylen = 0;
	ResSymbolParts parts;
	bool		have_parts = false;

	if (header->symbol.p != NULL)
		keylen = res_symbol_key(header->symbol.p, header->symbol.len, key, NULL);
	if (keylen > 0)
		have_parts = res_symbol_parts(key, keylen, &parts);
	if (header->organ.p == NULL && have_parts && parts.organ.p != NULL)
		header->organ = res_copy(rd->arena, parts.organ.p, parts.organ.len);
	if (header->organ.p == NULL && head->masthead_organ.p != NULL)
		header->organ = head->masthead_organ;

	/* the symbol that the number line gives */
	if (header->symbol.p == NULL && head->number.p != NULL)
	{
		char		out[RES_SYMBOL_MAX + 1];
		char		organ[64];
		uint32_t	n = 0;

		if (header->organ.p != NULL && header->organ.len < sizeof(organ))
		{
			memcpy(organ, header->organ.p, header->organ.len);
			organ[header->organ.len] = '\0';
			if (head->number.len > 5 && memcmp(head->number.p, "PRST ", 5) == 0)
			{
				ResStr		printed = res_printf(rd->arena, "%s/PRST/%.*s", organ,
												 (int) head->number.len - 5, head->number.p + 5);

				keylen = res_symbol_key(printed.p, printed.len, key, NULL);
				n = keylen > 0 ? res_symbol_print(key, keylen, out) : 0;
			}
			else
				n = res_symbol_of_number(organ, head->decision, head->number.p, head->number.len, out);

			/* a text that opens with its second section is that section */
			if (n > 0 && n + 2 < sizeof(out) && head->section != 0 && !res_is_upper(out[n - 1]) &&
				out[n - 1] != ')' && has_sections(out, n))
			{
				out[n++] = ' ';
				out[n++] = head->section;
			}
		}
		if (n > 0)
		{
			header->symbol = res_copy(rd->arena, out, n);
			keylen = res_symbol_key(out, n, key, NULL);
			have_parts = keylen > 0 && res_symbol_parts(key, keylen, &parts);
		}
	}

	/* kind */
	if (head->has_sponsors)
		header->kind = head->sponsors_kind;
	else if (head->statement && (!have_parts || parts.kind == NULL || strcmp(parts.kind, "resolution") != 0))
		header->kind = RES_KIND_STATEMENT;
	else if (have_parts && parts.kind != NULL && strcmp(parts.kind, "resolution") == 0)
		header->kind = RES_KIND_RESOLUTION;
	else if (have_parts && parts.kind != NULL && strcmp(parts.kind, "decision") == 0)
		header->kind = RES_KIND_DECISION;
	else if (have_parts && parts.kind != NULL && strcmp(parts.kind, "statement") == 0)
		header->kind = RES_KIND_STATEMENT;
	else if (head->decision)
		header->kind = RES_KIND_DECISION;
	else if (head->adopted_line || head->number.p != NULL)
		header->kind = RES_KIND_RESOLUTION;
	else if (have_parts && parts.kind != NULL && rd->has_formula &&
			 (strcmp(parts.kind, "draft") == 0 ||
			  (strcmp(parts.kind, "document") == 0 && res_is(header->organ, "S"))))
		header->kind = RES_KIND_DRAFT_RESOLUTION;

	/* session and committee; the Security Council has neither */
	if (have_parts && header->session.p == NULL && parts.session.p != NULL)
		header->session = res_copy(rd->arena, parts.session.p, parts.session.len);
	if (have_parts && header->session.p == NULL && res_is(header->organ, "E") && parts.year > 0)
		header->session = res_printf(rd->arena, "%d", (int) parts.year);
	if (have_parts && header->committee.p == NULL && parts.committee.p != NULL)
		header->committee = res_copy(rd->arena, parts.committee.p, parts.committee.len);
	if (res_is(header->organ, "S"))
		header->session = RES_NULL_STR;
	if (!res_is(header->organ, "A"))
		header->committee = RES_NULL_STR;

	/* resolutions of the Council bear the day of their adoption */
	if (res_is(header->organ, "S") && header->kind == RES_KIND_RESOLUTION &&
		header->adopted != RES_NO_DATE)
		header->date = header->adopted;
	if (res_is(header->organ, "S") && header->kind != RES_KIND_STATEMENT)
		header->title = RES_NULL_STR;
}

/*
 * A statement or decision opens with a sentence that names meeting and day:
 * "At its 3rd plenary meeting, on 16 September 2022, …".
 */
static void
read_opening(ResHead *head, const char *p, const char *end)
{
	ResReader  *rd = head->rd;
	ResHeader  *header = &rd->doc->header;
	const char *behind;
	ResStr		meeting;
	ResDate		date;

	if (header->meeting.p != NULL)
		return;
	if (end - p > 400)
		end = p + 400;
	if (!res_head_find_meeting(rd, p, end, &meeting, &behind) || meeting.p - p > 120)
		return;
	header->meeting = res_head_clean(rd, meeting.p, meeting.p + meeting.len);
	if (header->adopted == RES_NO_DATE && res_head_find_date(rd, behind, end, &date, NULL, NULL))
		header->adopted = date;
}

/* ---------- blocks ---------- */

static void
emit_block(ResReader *rd, ResBlockKind kind, uint32_t from, uint32_t to)
{
	res_flow_begin(rd, kind, RES_NONE);
	res_flow_add(rd, from, to);
	(void) res_flow_end(rd);
}

/* Give the head as blocks, in the order of the page. */
static void
emit(ResHead *head, uint32_t top, uint32_t bottom)
{
	ResReader  *rd = head->rd;
	uint32_t	line = 0;
	uint32_t	c = 0;

	while (line < rd->head_end)
	{
		if (line >= top && line < bottom)
		{
			/* the middle of a very long head */
			ResLine    *l = &rd->lines[line];

			if (l->role == RES_LINE_TEXT)
			{
				res_tick(rd->arena, l->len + 64);
				res_flow_begin(rd, RES_BLOCK_MASTHEAD, RES_NONE);
				res_flow_add(rd, l->start, l->start + l->len);
				(void) res_flow_end(rd);
				l->role = RES_LINE_USED;
			}
			line++;
			continue;
		}
		while (c < head->ncells && head->cells[c].line == line)
		{
			ResCell    *cell = &head->cells[c];
			uint32_t	last = c;

			if (cell->kind == RES_CELL_SKIP)
			{
				c++;
				continue;
			}
			if (cell->kind == RES_CELL_SPONSORS)
			{
				if (cell->rest > cell->from && c == head->sponsors_from &&
					head->sponsors_start > cell->from)
					emit_block(rd, RES_BLOCK_MASTHEAD, cell->from, head->sponsors_start);
				res_sponsors_read(head);
				c = head->sponsors_to;
				while (c < head->ncells && head->cells[c].kind == RES_CELL_SPONSORS)
					c++;
				continue;
			}
			if (cell->kind == RES_CELL_TITLE)
			{
				while (last < head->ncells &&
					   (head->cells[last].kind == RES_CELL_TITLE || head->cells[last].kind == RES_CELL_SKIP))
					last++;
				while (last > c && head->cells[last - 1].kind == RES_CELL_SKIP)
					last--;
				if (c == head->number_cell && head->number_end > cell->from)
					emit_block(rd, RES_BLOCK_MASTHEAD, cell->from, head->number_end);
				res_title_read(head, c, last);
				c = last;
				continue;
			}

			/* the cells of a line that are of one kind make one block */
			while (last + 1 < head->ncells && head->cells[last + 1].line == line &&
				   head->cells[last + 1].kind != RES_CELL_SPONSORS &&
				   head->cells[last + 1].kind != RES_CELL_TITLE)
				last++;
			emit_block(rd, cell->kind == RES_CELL_PROVENANCE ? RES_BLOCK_PROVENANCE : RES_BLOCK_MASTHEAD,
					   cell->from, head->cells[last].to);
			c = last + 1;
		}
		if (rd->lines[line].role == RES_LINE_TEXT)
			rd->lines[line].role = RES_LINE_USED;
		line++;
		while (c < head->ncells && head->cells[c].line < line)
			c++;

		/* blocks over several lines were given with their first line */
		while (line < rd->head_end && c < head->ncells && head->cells[c].line > line &&
			   !(line >= top && line < bottom))
		{
			if (rd->lines[line].role == RES_LINE_TEXT)
				rd->lines[line].role = RES_LINE_USED;
			line++;
		}
	}
}

/*
 * res_masthead_read — header values, title and sponsors.
 *
 * Reads the lines above rd->head_end, fills rd->doc->header and
 * rd->doc->sponsors, sets the anchors of the notes called there, and gives
 * their text as blocks.
 */
void
res_masthead_read(ResReader *rd)
{
	ResHead		head;
	ResHeader  *header = &rd->doc->header;
	uint32_t	top;
	uint32_t	bottom;
	uint32_t	i;

	memset(&head, 0, sizeof(head));
	head.rd = rd;
	head.number_cell = UINT32_MAX;
	head.label_cell = UINT32_MAX;
	header->date = RES_NO_DATE;
	header->adopted = RES_NO_DATE;

	top = rd->head_end < RES_HEAD_TOP ? rd->head_end : RES_HEAD_TOP;
	bottom = rd->head_end - top > RES_HEAD_BOTTOM ? rd->head_end - RES_HEAD_BOTTOM : top;
	for (i = 0; i < top; i++)
		cut_line(&head, i);
	for (i = bottom; i < rd->head_end; i++)
		cut_line(&head, i);

	for (i = 0; i < head.ncells && !head.adopted_line; i++)
		head.adopted_line = head.cells[i].kind == RES_CELL_OPEN &&
			res_head_is_adoption(rd, &head.cells[i], false);
	if (!head.adopted_line)
		res_sponsors_find(&head);
	if (!head.has_sponsors)
		res_number_find(&head);
	read_cells(&head);
	if (head.has_sponsors)
		res_sponsors_mark(&head);
	res_title_find(&head);
	emit(&head, top, bottom);
	complete(&head);
	if (header->kind == RES_KIND_STATEMENT || header->kind == RES_KIND_DECISION)
	{
		for (i = 0; i < head.ncells; i++)
		{
			/* the sentence may run over several lines */
			if (head.cells[i].kind == RES_CELL_PROVENANCE || head.cells[i].kind == RES_CELL_OPEN)
				read_opening(&head, rd->src + head.cells[i].rest,
							 rd->src + rd->lines[rd->head_end - 1].start + rd->lines[rd->head_end - 1].len);
		}
		if (rd->head_end < rd->nlines)
			read_opening(&head, rd->src + rd->lines[rd->head_end].start, rd->src + rd->len);
	}
}
