/*-------------------------------------------------------------------------
 *
 * lines.c
 *	  The text as lines: where each begins and ends, how far it is indented,
 *	  whether a blank line or a page break stands above it.
 *
 * Blank lines get no entry of their own, so that a text of nothing but line
 * ends costs no memory.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "simd.h"

/* A rule has this many underscores, or more. */
#define RULE_LENGTH		8

/* Sixty-four bytes of the text: which are blanks, below the blank, above 127. */
typedef struct Bytes
{
	uint64_t	blank;
	uint64_t	control;
	uint64_t	high;
} Bytes;

/* Those from one place on. */
typedef struct Window
{
	const char *at;
	Bytes		bytes;
} Window;

/* A line end, and what stands in front of it. */
typedef struct Seen
{
	const char *text;			/* the first byte that is no blank */
	const char *stop;			/* behind the last one */
	const char *eol;			/* the line end, or the end of the text */
	uint64_t	high;			/* not 0: bytes above 127 between them */
	uint32_t	indent;			/* columns in front of them */
	bool		page;			/* a form feed is there; only see_odd_line says */
	uint64_t	blanks;			/* not 0: two blanks in a row between them */
} Seen;

/* Sixty-four bytes at p. */
static inline Bytes
look_at(const char *p)
{
	Bytes		bytes;

	bytes.blank = res_bytes64(p, ' ');
	bytes.high = res_high64(p);
	bytes.control = res_below64(p, ' ') & ~bytes.high;
	return bytes;
}

/* The last bytes of the text; behind them stand line ends. */
static Bytes
look_at_last(const char *p, const char *end)
{
	char		last[64];

	memset(last, '\n', sizeof(last));
	memcpy(last, p, (size_t) (end - p));
	return look_at(last);
}

/* The bytes from p on. */
static RES_ALWAYS_INLINE Bytes
look(const char *p, const char *end)
{
	return end - p < 64 ? look_at_last(p, end) : look_at(p);
}

/*
 * Look at the line at p.  False for what needs a closer look: control
 * characters, bytes above 127 at either end, which may be blanks, a great many
 * blanks, and lines of many pages.  *window: the bytes looked at last, which go
 * on being used for the lines that stand in them.
 */
static RES_ALWAYS_INLINE bool
see_line(const char *p, const char *end, Window *window, Seen *seen)
{
	Bytes		bytes = window->bytes;
	const char *at = window->at;
	uint64_t	text = 0;
	uint64_t	control;
	uint64_t	pairs = 0;
	uint64_t	high = 0;
	uint64_t	own;			/* bytes that are the line's */
	uint64_t	last_blank = 0;
	size_t		n;

	if ((size_t) (p - at) < 64)
		text = ~bytes.blank & ~UINT64_C(0) << (p - at);
	if (text == 0)
	{
		window->at = at = p;
		window->bytes = bytes = look(p, end);
		text = ~bytes.blank;
		if (text == 0)
			return false;
	}
	n = res_lowest_bit(text);
	if (((bytes.high | bytes.control) >> n & 1) != 0)
		return false;
	seen->text = at + n;
	seen->indent = (uint32_t) (seen->text - p);
	own = ~UINT64_C(0) << n;
	while ((control = bytes.control & own) == 0)
	{
		high |= bytes.high & own;
		pairs |= bytes.blank & (bytes.blank << 1 | last_blank) & own;
		last_blank = bytes.blank >> 63;
		own = ~UINT64_C(0);
		at += 64;
		if (at - p > RES_TICK_BYTES)
			return false;
		bytes = look(at, end);
	}
	window->at = at;
	window->bytes = bytes;
	n = res_lowest_bit(control);
	seen->eol = at + n;
	if (seen->eol < end && *seen->eol != '\n')
		return false;

	/* not the blanks at the end, which may begin in front of these bytes */
	text = ~bytes.blank & own & ((UINT64_C(1) << n) - 1);
	if (text != 0)
	{
		n = res_highest_bit(text);
		seen->stop = at + n + 1;
		own &= (UINT64_C(1) << n) - 1;
	}
	else
	{
		for (seen->stop = at; seen->stop[-1] == ' '; seen->stop--)
			;
		own = 0;
	}
	if ((unsigned char) seen->stop[-1] >= 0x80)
		return false;
	seen->high = high | (bytes.high & own);
	seen->blanks = pairs | (bytes.blank & (bytes.blank << 1 | last_blank) & own);
	return true;
}

/*
 * The same for any line, byte by byte; a form feed among the blanks in front of
 * it begins a page.
 */
static Seen
see_odd_line(ResReader *rd, const char *p)
{
	Seen		seen;
	const char *end = rd->src + rd->len;
	const char *eol = memchr(p, '\n', (size_t) (end - p));
	const char *s = p;
	const char *stop;
	const char *ticked = p;
	uint32_t	indent = 0;
	uint32_t	n;

	if (eol == NULL)
		eol = end;

	/* blanks in front */
	seen.page = false;
	while (s < eol)
	{
		if (*s == ' ')
		{
			indent++;
			s++;
		}
		else if (*s == '\t')
		{
			indent = (indent + 8) & ~7u;
			s++;
		}
		else if (*s == '\f')
		{
			seen.page = true;
			indent = 0;
			s++;
		}
		else if ((n = res_blank_len(s, eol)) > 0)
		{
			indent++;
			s += n;
		}
		else if ((n = res_invisible_len(s, eol)) > 0)
			s += n;
		else
			break;
		res_tick_at(rd->arena, s, &ticked);
	}

	/* blanks behind */
	stop = eol;
	ticked = stop;
	while (stop > s)
	{
		if (ticked - stop >= RES_TICK_BYTES)
		{
			res_tick(rd->arena, RES_TICK_BYTES);
			ticked = stop;
		}
		if (stop[-1] == ' ' || (stop[-1] >= '\t' && stop[-1] <= '\r'))
			stop--;
		else if (stop - s >= 2 && (n = res_blank_len(stop - 2, stop)) == 2)
			stop -= 2;
		else if (stop - s >= 3 &&
				 (res_blank_len(stop - 3, stop) == 3 || res_invisible_len(stop - 3, stop) == 3))
			stop -= 3;
		else
			break;
	}
	seen.text = s;
	seen.stop = stop;
	seen.eol = eol;
	seen.high = res_find_high(s, stop) < stop;
	seen.indent = indent;
	seen.blanks = 1;			/* perhaps */
	return seen;
}

/* A line that is new; where the array is full it grows. */
static inline ResLine *
new_line(ResReader *rd)
{
	if (rd->nlines == rd->caplines)
		rd->lines = res_grow(rd->arena, rd->lines, sizeof(ResLine), rd->nlines, &rd->caplines);
	return &rd->lines[rd->nlines++];
}

/*
 * res_lines_split — fill rd->lines.
 */
void
res_lines_split(ResReader *rd)
{
	const char *src = rd->src;
	const char *end = src + rd->len;
	const char *p = src;
	const char *tick = src;
	Window		window = {.at = src};
	uint32_t	no = 0;
	unsigned	pending = 0;

	/* as many as a page has; the array grows */
	rd->caplines = rd->len / 64 + 16;
	rd->lines = res_alloc_raw(rd->arena, sizeof(ResLine) * rd->caplines);
	window.bytes = look(src, end);
	while (p < end)
	{
		Seen		seen;
		const char *rule;
		unsigned	flags;
		unsigned	follows;	/* what is pending for the next line */
		uint32_t	own_no;

		if (p >= tick)
		{
			/* for bytes not yet looked at, and for a long line that went over the last ones */
			const char *next = end - p > RES_TICK_BYTES ? p + RES_TICK_BYTES : end;

			res_tick(rd->arena, (uint32_t) (next - tick));
			tick = next;
		}
		no++;
		if (*p == '\n' || (*p == ' ' && end - p >= 2 && p[1] == '\n'))
		{
			pending |= RES_LINE_AFTER_BLANK;
			p += *p == '\n' ? 1 : 2;
			continue;
		}
		own_no = no;
		if (!see_line(p, end, &window, &seen))
		{
			seen = see_odd_line(rd, p);
			if (seen.page)
				pending |= RES_LINE_AFTER_PAGE;
			if (seen.text == seen.stop)
			{
				pending |= RES_LINE_AFTER_BLANK;
				p = seen.eol + 1;
				continue;
			}
		}
		p = seen.eol + 1;
		follows = 0;
		if (p < end && *p == '\n')
		{
			/* the next line is blank: every other one of many texts */
			no++;
			p++;
			follows = RES_LINE_AFTER_BLANK;
		}

		/* the rule above notes, set behind the last line of the text */
		rule = seen.stop;
		if (rule[-1] == '_')
		{
			while (rule > seen.text && rule[-1] == '_')
				rule--;
			if (rule == seen.text || seen.stop - rule < RULE_LENGTH || rule[-1] == '/' || rule[-1] == ' ')
				rule = seen.stop;
		}
		flags = pending;
		pending = follows;
		if (seen.high == 0)
			flags |= seen.blanks == 0 ? RES_LINE_ASCII | RES_LINE_PLAIN : RES_LINE_ASCII;
		if (seen.blanks != 0 && res_find_gap(seen.text, rule) < rule)
			flags |= RES_LINE_GAPS; /* four blanks in a row have two */
		*new_line(rd) = (ResLine) {
			.start = (uint32_t) (seen.text - src), .len = (uint32_t) (rule - seen.text), .no = own_no,
			.indent = (uint16_t) (seen.indent > UINT16_MAX ? UINT16_MAX : seen.indent),
			.role = RES_LINE_TEXT, .flags = (uint8_t) flags
		};
		if (rule < seen.stop)
			*new_line(rd) = (ResLine) {
				.start = (uint32_t) (rule - src), .len = (uint32_t) (seen.stop - rule), .no = own_no,
				.role = RES_LINE_TEXT, .flags = RES_LINE_ASCII
			};
	}
	if (p > tick)
		res_tick(rd->arena, (uint32_t) (p - tick));
}

uint32_t
res_line_at(const ResReader *rd, uint32_t offset)
{
	uint32_t	lo = 0;
	uint32_t	hi = rd->nlines;

	if (hi == 0)
		return 0;
	while (hi - lo > 1)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (rd->lines[mid].start <= offset)
			lo = mid;
		else
			hi = mid;
	}
	return rd->lines[lo].no;
}
