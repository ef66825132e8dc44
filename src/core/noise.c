/*-------------------------------------------------------------------------
 *
 * noise.c
 *	  What stands on the page but is no text of the document: running heads,
 *	  page numbers, job numbers, bar codes, date stamps, and the rule that
 *	  opens the block of notes at the foot of a page.
 *
 * Lines get a role; nothing is removed from the source.
 *
 * Where the rules come from: the printed documents of the United Nations carry
 * on even and odd pages their symbol and shortened title at the top, the page
 * ("2/5") and the job number ("25-18301") at the foot; the first page ends in
 * job number with language and date stamp ("25-15106 (E)    040124") and the
 * job number as bar code ("*2515106*").  Extractors place these differently:
 * before and after the form feed, or all together between two pages.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "simd.h"
#include "symbol.h"
#include "stages.h"

/* The masthead, letters and digits only, is kept up to this size. */
#define HEAD_LETTERS	8192
/* A title in a running head has at most this many lines, and letters. */
#define TITLE_LINES		4
#define TITLE_LETTERS	1000
/* A masthead has at most this many lines, where no formula says where it ends. */
#define HEAD_LINES		20
/* Own symbol: looked for in the first lines. */
#define SYMBOL_LINES	40

typedef enum Sign
{
	SIGN_NONE,
	SIGN_SYMBOL,				/* the document's own symbol */
	SIGN_PAGE,					/* 2/5 */
	SIGN_JOB,					/* 25-18301, GE.25-01234, with (E) and stamp */
	SIGN_BAR,					/* *2518301* */
	SIGN_STAMP,					/* 311225 */
	SIGN_HEAD					/* several of these, or symbol and title */
} Sign;

typedef struct Noise
{
	ResReader  *rd;
	ResStr		symbol;			/* as printed, without blanks at the ends */
	uint32_t	symbol_line;
	uint32_t	head_end;		/* lines above the formula */
	uint32_t	head_lines;		/* and those of the masthead among them */
	uint32_t	titled;			/* the one that has the title's number, or head_end */
	uint32_t	number_len;		/* bytes of that number */
	uint32_t	bracketed;		/* the last one that ends in a bracket, or head_end */

	/* made when a head of a page asks for them (make_head) */
	char	   *head;			/* letters and digits above the formula */
	uint32_t	head_len;
	const char *title;			/* where the title begins among them */
	uint32_t	title_len;		/* letters from there to the formula; 0 = unknown */
	uint16_t	totals[1000];	/* how often "n/total" stands on a line, by total */
	bool		pages;			/* form feeds, page or job numbers were seen */
	bool		feeds;			/* form feeds were seen */
	bool		no_formula;		/* no enacting formula was seen */

	/* a bit for each line that any question here is asked of (collect_odd) */
	uint64_t   *odd;
	bool		starred;		/* one of them begins with an asterisk */
} Noise;

/* ---------- shapes of single tokens ---------- */

static const char *
digits(const char *p, const char *end)
{
	while (p < end && res_is_digit(*p))
		p++;
	return p;
}

static const char *
blanks(const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	return p;
}

/* "2/5", page and pages; the page is not larger than the pages. */
static bool
is_page_number(const char *p, const char *end, uint32_t *total)
{
	const char *a = digits(p, end);
	const char *b;
	uint32_t	page = 0;
	uint32_t	pages = 0;

	if (a == p || a - p > 3 || a >= end || *a != '/')
		return false;
	b = digits(a + 1, end);
	if (b != end || b == a + 1 || b - a > 4)
		return false;
	for (; p < a; p++)
		page = page * 10 + (uint32_t) (*p - '0');
	for (a++; a < b; a++)
		pages = pages * 10 + (uint32_t) (*a - '0');
	*total = pages;
	return page >= 1 && page <= pages;
}

/* "25-18301", "GE.25-01234", then perhaps "(E)" and "040124". */
static bool
is_job_number(const char *p, const char *end)
{
	const char *a;

	if (end - p > 3 && p[0] == 'G' && p[1] == 'E' && p[2] == '.')
		p += 3;
	a = digits(p, end);
	if (a - p != 2)
		return false;
	{
		uint32_t	n = res_dash_len(a, end);

		if (n == 0)
			return false;
		p = a + n;
	}
	a = digits(p, end);
	if (a - p != 5)
		return false;
	if (a < end && *a == '*')
		a++;					/* of a reissue */
	p = blanks(a, end);
	if (p < end && *p == '(')
	{
		/* language letter */
		if (end - p < 3 || !res_is_alpha(p[1]) || p[2] != ')')
			return false;
		p = blanks(p + 3, end);
	}
	a = digits(p, end);
	if (a - p == 6)
		p = blanks(a, end);
	return p == end;
}

static bool
is_bar_code(const char *p, const char *end)
{
	const char *a;

	if (end - p < 8 || *p != '*' || end[-1] != '*')
		return false;
	a = digits(p + 1, end);
	return a == end - 1 && a - p >= 7 && a - p <= 9;
}

static bool
is_stamp(const char *p, const char *end)
{
	return end - p == 6 && digits(p, end) == end;
}

/* The document's own symbol, perhaps with the asterisk of a reissue. */
static bool
is_own_symbol(const Noise *noise, const char *p, const char *end)
{
	const char *q = noise->symbol.p;
	const char *qend = q + noise->symbol.len;

	if (q == NULL)
		return false;
	while (p < end && q < qend)
	{
		uint32_t	n;

		if ((n = res_blank_len(p, end)) > 0)
			p += n;
		else if ((n = res_blank_len(q, qend)) > 0)
			q += n;
		else if (*p == *q)
		{
			p++;
			q++;
		}
		else
			return false;
	}
	if (q < qend)
		return false;
	while (p < end && (*p == '*' || *p == ' '))
		p++;
	if (end - p == 3 && p[0] == '(' && p[2] == ')')
		p = end;
	return p == end;
}

static Sign
sign_of(const Noise *noise, const char *p, const char *end)
{
	if (p >= end)
		return SIGN_NONE;
	if (res_is_digit(*p))
	{
		uint32_t	total;

		/* the number of a paragraph */
		if (end - p > 2 && (p[1] == '.' || (p[2] == '.' && res_is_digit(p[1]))))
			return SIGN_NONE;
		if (is_page_number(p, end, &total))
			return SIGN_PAGE;
		if (is_job_number(p, end))
			return SIGN_JOB;
		if (is_stamp(p, end))
			return SIGN_STAMP;
		return SIGN_NONE;
	}
	if (*p == '*')
		return is_bar_code(p, end) ? SIGN_BAR : SIGN_NONE;
	if (*p == 'G' && is_job_number(p, end))
		return SIGN_JOB;
	if (noise->symbol.p != NULL && *p == noise->symbol.p[0] && is_own_symbol(noise, p, end))
		return SIGN_SYMBOL;
	return SIGN_NONE;
}

/* ---------- the title in a running head ---------- */

/*
 * Append the letters and digits of a text to a buffer; characters outside
 * ASCII are taken byte by byte.
 */
static uint32_t
letters_of(const char *p, const char *end, char *out, uint32_t cap)
{
	uint32_t	n = 0;

	/* a line of thousands of dots is no head of a page */
	if (end - p > RES_TICK_BYTES)
		end = p + RES_TICK_BYTES;

	/* each is written; those that do not count are written over */
	for (; p < end && n < cap; p++)
	{
		out[n] = *p;
		n += res_pair_part[(unsigned char) *p] != 0;	/* no other sign of ASCII */
	}
	return n;
}

/*
 * The letters and digits above the formula, and where the title begins among
 * them: behind its number, or below the line in brackets.  Most texts have no
 * head of a page that asks.
 */
static void
make_head(Noise *noise)
{
	ResReader  *rd = noise->rd;
	uint32_t	i;

	if (noise->head != NULL)
		return;
	noise->head = res_alloc_raw(rd->arena, HEAD_LETTERS);
	for (i = 0; i < noise->head_end; i++)
	{
		const char *p = rd->src + rd->lines[i].start;
		char	   *to = noise->head + noise->head_len;
		uint32_t	room = HEAD_LETTERS - noise->head_len;

		if (i == noise->titled)
			noise->title = to + letters_of(p, p + noise->number_len, to, room);
		noise->head_len += letters_of(p, p + rd->lines[i].len, to, room);
		if (i == noise->bracketed && noise->titled == noise->head_end && noise->head_len > 0)
			noise->title = noise->head + noise->head_len;
		res_tick(rd->arena, rd->lines[i].len < room ? rd->lines[i].len : room);
	}
	if (noise->title != NULL)
		noise->title_len = (uint32_t) (noise->head + noise->head_len - noise->title);
}

/* A shortened title ends in dots. */
static const char *
without_dots(const char *p, const char *end)
{
	while (end > p && (end[-1] == '.' || end[-1] == ' '))
		end--;
	if (end - p >= 3 && memcmp(end - 3, "\xE2\x80\xA6", 3) == 0)
		end -= 3;
	return end;
}

/* True if the letters of this piece stand in the masthead (or title). */
static bool
in_masthead(Noise *noise, const char *p, const char *end)
{
	char		want[400];
	uint32_t	n;
	const char *at;
	const char *stop;

	make_head(noise);
	end = without_dots(p, end);
	n = letters_of(p, end, want, sizeof(want));
	if (n < 3 || n == sizeof(want) || n > noise->head_len)
		return false;
	at = noise->head;
	stop = noise->head + noise->head_len - n + 1;
	while (at < stop && (at = memchr(at, want[0], (size_t) (stop - at))) != NULL)
	{
		if (memcmp(at, want, n) == 0)
			return true;
		at++;
	}
	return false;
}

/*
 * First bytes of most lines, which nothing here begins with: letters, but for
 * the "G" of a job number and the "h" of a link.
 */
static const bool is_usual[256] = {
	['A'] = true, true, true, true, true, true,
	['H'] = true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true,
	['a'] = true, true, true, true, true, true, true,
	['i'] = true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true
};

/*
 * Which lines may be a sign, a rule, a link or a note's, or stand at the top of
 * a page?  Most are ruled out by their first and last byte, and not looked at
 * again.
 */
static void
collect_odd(Noise *noise)
{
	const ResReader *rd = noise->rd;
	const ResLine *line = rd->lines;
	const char *src = rd->src;
	uint32_t	nlines = rd->nlines;
	uint32_t	nwords = (nlines + 63) / 64;
	uint32_t	i;
	char		first = '\0';	/* and last character of the symbol, if there is one */
	char		last = '\0';

	if (noise->symbol.p != NULL)
	{
		first = noise->symbol.p[0];
		last = noise->symbol.p[noise->symbol.len - 1];
	}
	noise->odd = res_alloc_raw(rd->arena, sizeof(uint64_t) * (nwords + 1));
	for (i = 0; i < nwords; i++)
	{
		const ResLine *stop = rd->lines + (nlines - 64 * i < 64 ? nlines : 64 * i + 64);
		uint64_t	bits = 0;
		uint64_t	bit = 1;

		res_tick(rd->arena, 64 * 64);
		for (; line < stop; line++, bit <<= 1)
		{
			char		c = src[line->start];
			char		last_char = src[line->start + line->len - 1];

			if (!is_usual[(unsigned char) c] || (line->flags & (RES_LINE_GAPS | RES_LINE_AFTER_PAGE)) != 0 ||
				c == first || last_char == last || last_char == '_')
				bits |= bit;
		}
		noise->odd[i] = bits;
	}
}

/* The next of them from line i on, or nlines. */
static inline uint32_t
next_odd(const Noise *noise, uint32_t i)
{
	uint32_t	nlines = noise->rd->nlines;
	uint32_t	word = i / 64;
	uint64_t	bits;

	if (i >= nlines)
		return nlines;
	bits = noise->odd[word] & ~UINT64_C(0) << (i % 64);
	while (bits == 0)
	{
		if (++word >= (nlines + 63) / 64)
			return nlines;
		bits = noise->odd[word];
	}
	return word * 64 + res_lowest_bit(bits);
}

/* A line of the page, not of the text. */
static inline void
mark_furniture(Noise *noise, uint32_t i)
{
	noise->rd->lines[i].role = RES_LINE_FURNITURE;
	noise->odd[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Page numbers with the number of pages: which number of pages, how often. */
static void
count_pages(Noise *noise)
{
	const ResReader *rd = noise->rd;
	uint32_t	i;

	for (i = next_odd(noise, 0); i < rd->nlines; i = next_odd(noise, i + 1))
	{
		const ResLine *line = &rd->lines[i];
		const char *p = rd->src + line->start;
		uint32_t	total;

		res_tick(rd->arena, 16);
		if (line->len <= 7 && res_is_digit(*p) &&
			is_page_number(p, p + line->len, &total) && noise->totals[total] < UINT16_MAX)
			noise->totals[total]++;
	}
}

/*
 * A line of a running head: own symbol and title, in columns or in one row,
 * page and job number in columns.  strong: at least one of its pieces is a
 * sign by itself.
 */
static Sign
line_sign(Noise *noise, uint32_t i)
{
	const ResLine *line = &noise->rd->lines[i];
	const char *p = noise->rd->src + line->start;
	const char *end = p + line->len;
	Sign		sign = sign_of(noise, p, end);
	uint32_t	total;

	/* "73/89" is a page if half of the 89 have their numbers too */
	if (sign == SIGN_PAGE && is_page_number(p, end, &total) && 2u * noise->totals[total] + 1 < total)
		return SIGN_NONE;
	if (sign != SIGN_NONE)
		return sign;
	if (line->flags & RES_LINE_GAPS)
	{
		bool		strong = false;
		const char *q = p;

		while (q < end)
		{
			const char *gap = q;

			while (gap < end && !(gap + 2 < end && gap[0] == ' ' && gap[1] == ' ' && gap[2] == ' '))
				gap++;
			sign = sign_of(noise, q, gap);
			if (sign != SIGN_NONE)
				strong = true;
			else if (!in_masthead(noise, q, gap))
				return SIGN_NONE;
			q = blanks(gap, end);
		}
		return strong ? SIGN_HEAD : SIGN_NONE;
	}
	if (noise->symbol.p != NULL && line->len > noise->symbol.len + 1 && line->len < 300)
	{
		uint32_t	n = noise->symbol.len;

		/* "A/RES/80/6 Title", "Title A/RES/80/6" */
		if (memcmp(p, noise->symbol.p, n) == 0 && (p[n] == ' ' || p[n] == '*') &&
			in_masthead(noise, p + n + 1, end))
			return SIGN_HEAD;
		if (memcmp(end - n, noise->symbol.p, n) == 0 && end[-(ptrdiff_t) n - 1] == ' ' &&
			in_masthead(noise, p, end - n - 1))
			return SIGN_HEAD;
	}
	return SIGN_NONE;
}

/* ---------- addresses ---------- */

/*
 * A line that is only the target of a link to the site where documents are
 * read.  Some extractors print these below the notes of the page; they repeat
 * a citation.  An address that is text of a note ends in a full stop.
 */
bool
res_is_link(const char *p, const char *end)
{
	static const char *const hosts[] = {"undocs.org/", "www.undocs.org/", "docs.un.org/", NULL};
	int			h;

	if (end - p < 16 || memcmp(p, "http", 4) != 0 || end[-1] == '.')
		return false;
	p += p[4] == 's' ? 5 : 4;
	if (end - p < 3 || memcmp(p, "://", 3) != 0)
		return false;
	p += 3;
	for (h = 0; hosts[h] != NULL; h++)
	{
		size_t		n = strlen(hosts[h]);

		if ((size_t) (end - p) > n && memcmp(p, hosts[h], n) == 0)
			return memchr(p, ' ', (size_t) (end - p)) == NULL;
	}
	return false;
}

/* ---------- the stage ---------- */

/* The document's own symbol: the first token of the masthead that is one. */
static void
find_symbol(Noise *noise)
{
	ResReader  *rd = noise->rd;
	uint32_t	limit = noise->head_lines < SYMBOL_LINES ? noise->head_lines : SYMBOL_LINES;
	uint32_t	i;

	for (i = 0; i < limit; i++)
	{
		const char *p = rd->src + rd->lines[i].start;
		const char *end = p + rd->lines[i].len;
		const char *q;

		/* a symbol at the start of the line, or behind a blank, to its end */
		for (q = p; q != NULL && q < end && q - p < 200; q = res_behind_blank(q, end))
		{
			char		out[RES_SYMBOL_MAX + 1];
			uint32_t	outlen;
			uint32_t	n;
			const char *rest;

			if (!res_is_upper(*q))
				continue;
			n = res_symbol_match(q, end, out, &outlen);
			if (n == 0)
				continue;
			rest = q + n;
			while (rest < end && (*rest == '*' || *rest == ' '))
				rest++;
			if (end - rest == 3 && rest[0] == '(' && rest[2] == ')')
				rest = end;
			if (rest != end && !(q == p && end - rest > 3 && rest - (q + n) > 3))
				break;			/* a sentence that names a symbol */
			noise->symbol = (ResStr) {q, n};
			noise->symbol_line = i;
			return;
		}
	}
}

static void
read_head(Noise *noise)
{
	ResReader  *rd = noise->rd;
	uint32_t	i;
	uint32_t	limit = rd->nlines < 200 ? rd->nlines : 200;

	noise->titled = noise->bracketed = limit;
	for (i = 0; i < limit; i++)
	{
		const char *p = rd->src + rd->lines[i].start;
		const char *end = p + rd->lines[i].len;

		if (res_line_is_formula(rd, i, NULL))
			break;

		/* "80/6. Title": only adopted texts have the title in their heads */
		if (res_is_digit(*p) && noise->titled == limit)
		{
			const char *q = digits(p, end);

			if (q < end && *q == '/')
			{
				const char *r = digits(q + 1, end);

				while (r < end && (*r == ' ' || res_is_upper(*r)) && r - q < 10 && *r != '.')
					r++;
				if (r > q + 1 && r < end && *r == '.')
				{
					noise->titled = i;
					noise->number_len = (uint32_t) (r - p);
				}
			}
		}

		/* a title without its number stands below the line in brackets */
		if (end[-1] == ']')
			noise->bracketed = i;
	}
	noise->head_end = i;
	if (noise->titled == limit)
		noise->titled = i;

	/* a decision, statement or amendment has no formula: its masthead is short */
	noise->no_formula = i == limit;
	noise->head_lines = noise->no_formula && i > HEAD_LINES ? HEAD_LINES : i;
}

/* True if the line is a rule: underscores only, or "---" before Markdown notes. */
static bool
is_rule(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	uint32_t	n = rd->lines[i].len;
	uint32_t	k;

	if (n < 3 || (*p != '_' && *p != '-'))
		return false;
	for (k = 1; k < n; k++)
		if (p[k] != *p)
			return false;
	if (*p == '_')
		return n >= 5;
	if (i + 1 < rd->nlines)
	{
		const char *next = rd->src + rd->lines[i + 1].start;

		return rd->lines[i + 1].len > 3 && next[0] == '[' && next[1] == '^';
	}
	return false;
}

/*
 * A rule behind words on one line: where the hyphen at the end of the page's
 * last line was swallowed, the rule came up beside it.  (Behind a colon it is
 * a form's line to write on: S/RES/1735 (2006).)  Returns the length of the
 * words; the whole length if there is no such rule.
 */
static uint32_t
before_rule(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	uint32_t	len = rd->lines[i].len;
	uint32_t	n = len;

	while (n > 0 && p[n - 1] == '_')
		n--;
	if (len - n < 10 || n < 2 || p[n - 1] != ' ')
		return len;
	while (n > 0 && p[n - 1] == ' ')
		n--;
	return n > 0 && p[n - 1] == ':' ? len : n;
}

/*
 * Mark the title line(s) of a running head beside a sign: up to three lines in
 * front of the sign, or behind it, that together repeat the title from its
 * beginning.
 */
static void
mark_titles(Noise *noise, uint32_t i, int step)
{
	ResReader  *rd = noise->rd;
	uint32_t	found[TITLE_LINES];
	uint32_t	n = 0;
	uint32_t	best = 0;
	uint32_t	k;

	make_head(noise);
	if (noise->title_len == 0)
		return;
	while (n < TITLE_LINES)
	{
		if ((step < 0 && i == 0) || (step > 0 && i + 1 >= rd->nlines))
			break;
		/* the form feed is a wall: a head does not go over it */
		if (step > 0 && (rd->lines[i + 1].flags & RES_LINE_AFTER_PAGE))
			break;
		if (step < 0 && (rd->lines[i].flags & RES_LINE_AFTER_PAGE))
			break;
		i = step < 0 ? i - 1 : i + 1;
		if (i < noise->head_lines)
			break;
		if (rd->lines[i].role == RES_LINE_FURNITURE)
			continue;
		if (rd->lines[i].role != RES_LINE_TEXT || rd->lines[i].len > 300)
			break;
		found[n++] = i;
	}

	/* the longest run that is a beginning of the title */
	for (k = 1; k <= n; k++)
	{
		char		letters[TITLE_LETTERS];
		uint32_t	len = 0;
		uint32_t	j = step > 0 ? found[0] : found[k - 1];
		const char *first = rd->src + rd->lines[j].start;

		/* most lines begin otherwise */
		if (letters_of(first, first + rd->lines[j].len, letters, 1) == 1 && letters[0] != noise->title[0])
			continue;
		for (j = 0; j < k; j++)
		{
			const ResLine *line = &rd->lines[step > 0 ? found[j] : found[k - 1 - j]];
			const char *p = rd->src + line->start;
			const char *end = p + line->len;

			if (j + 1 == k)
				end = without_dots(p, end);
			len += letters_of(p, end, letters + len, TITLE_LETTERS - len);
		}
		if (len >= 4 && len < TITLE_LETTERS && len <= noise->title_len &&
			memcmp(letters, noise->title, len) == 0 &&
			(len >= 12 || len == noise->title_len))
			best = k;
	}
	for (k = 0; k < best; k++)
		mark_furniture(noise, found[k]);
}

/*
 * Converters to Markdown drop heads and feet but leave the title of a running
 * head now and then, as a paragraph by itself where a page ended: a line that
 * is the whole title, behind a long line that does not end its sentence.
 */
static void
mark_lone_titles(Noise *noise)
{
	ResReader  *rd = noise->rd;
	uint32_t	i;

	if (noise->titled == noise->head_end && noise->bracketed >= noise->head_end)
		return;
	for (i = noise->head_lines + 1; i < rd->nlines; i++)
	{
		const ResLine *line = &rd->lines[i];
		const ResLine *above = &rd->lines[i - 1];
		const char *p = rd->src + line->start;
		char		letters[TITLE_LETTERS];

		res_tick(rd->arena, 16);
		if (line->role != RES_LINE_TEXT || line->len < 12 || line->len >= 2 * TITLE_LETTERS ||
			!(line->flags & RES_LINE_AFTER_BLANK) || above->role != RES_LINE_TEXT || above->len < 40 ||
			rd->src[above->start + above->len - 1] == '.' || rd->src[above->start + above->len - 1] == ':')
			continue;
		make_head(noise);
		if (noise->title_len < 12 || noise->title_len >= TITLE_LETTERS)
			return;
		if (line->len < noise->title_len || line->len > 2 * noise->title_len)
			continue;
		res_tick(rd->arena, line->len);
		if (letters_of(p, p + line->len, letters, TITLE_LETTERS) == noise->title_len &&
			memcmp(letters, noise->title, noise->title_len) == 0)
			mark_furniture(noise, i);
	}
}

/*
 * Notes of asterisks are printed without a rule when the page has no others:
 * "* On behalf of …" below the text.  Which runs of asterisks are called
 * somewhere (glued to a word or its punctuation)?  One bit for each length;
 * *first is the byte of the first call.
 */
static unsigned
called_stars(const ResReader *rd, uint32_t *first)
{
	const char *p = rd->src;
	const char *end = p + rd->len;
	const char *ticked = p;
	unsigned	result = 0;

	*first = rd->len;
	while (p < end && (p = memchr(p, '*', (size_t) (end - p))) != NULL)
	{
		const char *s = p;

		for (; p < end && *p == '*'; p++)
			res_tick_at(rd->arena, p, &ticked);
		if (s > rd->src && (unsigned char) s[-1] > ' ' && p - s <= 4)
		{
			if (result == 0)
				*first = (uint32_t) (s - rd->src);
			result |= 1u << (p - s);
		}
	}
	return result;
}

/* Does such a note begin on this line? */
static bool
opens_star_note(const ResReader *rd, uint32_t i, unsigned called)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	uint32_t	n = 0;
	uint32_t	w;

	while (p < end && *p == '*')
	{
		p++;
		n++;
	}
	if (n == 0 || n > 4)
		return false;
	w = res_blank_len(p, end);
	if (w == 0)
		return false;
	p += w;
	while (p < end && (w = res_blank_len(p, end)) > 0)
		p += w;
	/* where the masthead is lost, so is the call of a reissue */
	if (!(called & (1u << n)))
		return res_lex_match(rd->lang, RES_LEX_REISSUED, p, end, NULL) > 0;
	return p < end && res_is_word(p, end);
}

/*
 * Where nothing marks the end of a page, the block of notes ends before the
 * first line that cannot be part of a note: behind the targets of links, or,
 * once a note has ended in its full stop, with a line in lower case, a numbered
 * paragraph or an opening phrase.
 */
static bool
ends_note_block(const ResReader *rd, uint32_t i, bool ended, bool linked)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	const char *q;
	int			strength;

	if (*p == '*' || (end - p > 2 && p[0] == '[' && p[1] == '^'))
		return false;
	q = digits(p, end);
	if (q > p && (q == end || *q == ' ' || *q == '\t'))
		return false;			/* a marker */
	if (linked)
		return true;
	if (!ended)
		return false;
	if (res_is_lower(*p))
		return true;
	if (q > p && *q == '.')
		return true;
	return res_opens_line(rd, p, end, &strength) != 0 && strength == 2;
}

/*
 * Is it a sentence, and the last line of its page?  A clause that opens there
 * would go on over the page, so it is the text of a note.
 */
static bool
ends_page(const ResReader *rd, uint32_t i)
{
	return rd->src[rd->lines[i].start + rd->lines[i].len - 1] == '.' &&
		(i + 1 >= rd->nlines || (rd->lines[i + 1].flags & RES_LINE_AFTER_PAGE) ||
		 rd->lines[i + 1].role == RES_LINE_FURNITURE);
}

/* The marker of a note, alone on its line. */
static bool
is_lone_marker(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return rd->lines[i].len <= 3 && digits(p, end) == end;
}

/*
 * res_noise_mark — give every line its role.
 *
 * Lines of running heads and feet become RES_LINE_FURNITURE, rules
 * RES_LINE_RULE, lines below a rule up to the end of the page RES_LINE_NOTE.
 * The first text line behind furniture or a note block is flagged
 * RES_LINE_AFTER_PAGE.
 */
void
res_noise_mark(ResReader *rd)
{
	Noise		noise = {.rd = rd};
	uint32_t	i;
	bool		in_notes;
	bool		ended;			/* the last note line ended in a full stop */
	bool		linked;			/* a link's target stood below the notes */
	bool		broken;
	bool		star_note;		/* inside a note that stands without a rule */
	bool		owed;			/* furniture stood between markers and their texts */
	uint32_t	lone;			/* markers alone on their lines, in this block */
	uint32_t	texts;			/* lines of text in it */
	uint32_t	stops;			/* those that end in a full stop */
	const char *src = rd->src;
	unsigned	stars = 0;
	uint32_t	first_star = rd->len;
	uint32_t	rules = 0;
	bool		furniture = false;

	read_head(&noise);
	find_symbol(&noise);
	collect_odd(&noise);
	count_pages(&noise);

	/* signs that need no company */
	for (i = next_odd(&noise, 0); i < rd->nlines; i = next_odd(&noise, i + 1))
	{
		ResLine    *line = &rd->lines[i];
		char		c = src[line->start];

		res_tick(rd->arena, line->len + 64);
		if (line->flags & RES_LINE_AFTER_PAGE)
			noise.feeds = true;

		noise.starred |= c == '*';
		if (is_rule(rd, i))
		{
			line->role = RES_LINE_RULE;
			rules++;
			continue;
		}
		if (!res_is_digit(c) && c != '*' && c != 'G' && !(line->flags & RES_LINE_GAPS) &&
			(noise.symbol.p == NULL || line->len < noise.symbol.len ||
			 (c != noise.symbol.p[0] &&
			  src[line->start + line->len - 1] != noise.symbol.p[noise.symbol.len - 1])))
			continue;
		switch (line_sign(&noise, i))
		{
			case SIGN_PAGE:
			case SIGN_JOB:
			case SIGN_BAR:
				line->role = RES_LINE_FURNITURE;
				noise.pages = true;
				break;
			case SIGN_HEAD:
				if (i >= noise.head_lines)
					line->role = RES_LINE_FURNITURE;
				break;
			case SIGN_SYMBOL:

				/*
				 * Not in the middle of a page, where it is the tail of a
				 * sentence; a head stands alone or at a page's edge.
				 */
				if (i >= noise.head_lines &&
					((line->flags & (RES_LINE_AFTER_PAGE | RES_LINE_AFTER_BLANK)) ||
					 (i > 0 && rd->lines[i - 1].role == RES_LINE_FURNITURE) ||
					 (i + 1 < rd->nlines &&
					  (rd->lines[i + 1].flags & (RES_LINE_AFTER_PAGE | RES_LINE_AFTER_BLANK)))))
					line->role = RES_LINE_FURNITURE;
				break;
			default:
				break;
		}
		furniture |= line->role == RES_LINE_FURNITURE;
	}

	/* date stamps beside them, titles beside symbols and page numbers */
	for (i = furniture ? next_odd(&noise, 0) : rd->nlines; i < rd->nlines; i = next_odd(&noise, i + 1))
	{
		const char *p = src + rd->lines[i].start;

		res_tick(rd->arena, 16);
		if (rd->lines[i].len == 6 && rd->lines[i].role == RES_LINE_TEXT && is_stamp(p, p + 6) &&
			((i > 0 && rd->lines[i - 1].role == RES_LINE_FURNITURE) ||
			 (i + 1 < rd->nlines && rd->lines[i + 1].role == RES_LINE_FURNITURE)))
			rd->lines[i].role = RES_LINE_FURNITURE;
	}
	for (i = furniture ? next_odd(&noise, noise.head_lines) : rd->nlines; i < rd->nlines; i = next_odd(&noise, i + 1))
	{
		if (rd->lines[i].role == RES_LINE_FURNITURE)
		{
			res_tick(rd->arena, 2 * HEAD_LETTERS + 64);
			mark_titles(&noise, i, 1);
			mark_titles(&noise, i, -1);
		}
	}

	if (!noise.feeds && !noise.pages)
		mark_lone_titles(&noise);

	/* note blocks, and where pages begin */
	in_notes = false;
	ended = false;
	linked = false;
	broken = false;
	star_note = false;
	owed = false;
	lone = texts = stops = 0;
	if (noise.starred)
		stars = called_stars(rd, &first_star);
	for (i = 0; i < rd->nlines; i++)
	{
		ResLine    *line;
		char		c;
		char		last_char;

		/* most lines are of the text, and so is what stands above them */
		if (!(in_notes | star_note | broken | owed) && (i = next_odd(&noise, i)) == rd->nlines)
			break;
		line = &rd->lines[i];
		c = src[line->start];
		last_char = src[line->start + line->len - 1];
		res_tick(rd->arena, 64);
		if (line->role == RES_LINE_RULE)
		{
			in_notes = true;
			ended = false;
			linked = false;
			owed = false;
			lone = texts = stops = 0;
			continue;
		}
		if (res_line_is_link(rd, i))
		{
			line->role = RES_LINE_FURNITURE;
			linked = in_notes;
			broken = true;
			continue;
		}
		if (in_notes && !noise.feeds && !noise.pages && rules > 1 && line->role == RES_LINE_TEXT &&
			ends_note_block(rd, i, ended, linked))
			in_notes = false;
		if (owed && line->role == RES_LINE_TEXT && !res_is_lower(c) &&
			ends_note_block(rd, i, true, false) && !ends_page(rd, i))
			in_notes = owed = false;	/* the texts never came */
		if (line->flags & RES_LINE_AFTER_PAGE)
		{
			in_notes = false;
			broken = true;
		}
		if (line->role == RES_LINE_FURNITURE)
		{
			const char *p = rd->src + line->start;
			Sign		sign = sign_of(&noise, p, p + line->len);

			/* markers first, then the job number, then their texts: so set in columns */
			if (in_notes && lone > 0 && texts == 0)
				owed = true;
			if (!noise.feeds && i >= noise.head_lines && sign != SIGN_STAMP && sign != SIGN_BAR && !owed)
				in_notes = false;
			broken = true;
			continue;
		}
		if (!in_notes && c == '*' &&
			(i >= noise.head_lines || (noise.no_formula && line->start > first_star)) &&
			opens_star_note(rd, i, stars))
			star_note = true;
		if (in_notes || star_note)
		{
			line->role = RES_LINE_NOTE;
			ended = last_char == '.';
			if (ended)
				star_note = false;
			if (is_lone_marker(rd, i))
				lone++;
			else
			{
				texts++;
				stops += ended;
			}
			if (owed && stops >= lone)
				in_notes = owed = false;
			broken = true;
			continue;
		}
		if (broken)
			line->flags |= RES_LINE_AFTER_PAGE;
		broken = false;
		if (last_char == '_' && i >= noise.head_lines)
		{
			uint32_t	words = before_rule(rd, i);

			if (words < line->len)
			{
				line->len = words;
				in_notes = true;
				ended = linked = owed = false;
				lone = texts = stops = 0;
				rules++;
			}
		}
	}
	rd->has_pages = noise.pages || noise.feeds;
	rd->own_symbol = noise.symbol;
}
