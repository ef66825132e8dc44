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

/* What lies between two places of the text. */
typedef struct Seen
{
	const char *eol;			/* the next line end, or the end of the text */
	bool		high;			/* bytes above 127 in front of it */
	bool		gap;			/* four blanks in a row */
} Seen;

/* Look for the end of the line at p, and at what stands in front of it. */
static inline Seen
see_line(const char *p, const char *end)
{
	Seen		seen = {end, false, false};

#ifdef RES_SSE2
	unsigned	before = 0;		/* the last three bytes: which are blanks */

	for (; end - p >= 16; p += 16)
	{
		const __m128i v = res_sixteen(p);
		unsigned	eol = res_mask16(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
		unsigned	line = eol != 0 ? (eol & (~eol + 1)) - 1 : 0xFFFF;	/* bytes in front of it */
		unsigned	blank = before | (res_mask16(_mm_cmpeq_epi8(v, _mm_set1_epi8(' '))) & line) << 3;
		unsigned	two = blank & blank >> 1;

		seen.high |= (res_mask16(v) & line) != 0;
		seen.gap |= (two & two >> 2) != 0;
		if (eol != 0)
		{
			seen.eol = p + __builtin_ctz(eol);
			return seen;
		}
		before = blank >> 16;
	}
	seen.gap |= before != 0;	/* perhaps */
#endif
	seen.eol = memchr(p, '\n', (size_t) (end - p));
	if (seen.eol == NULL)
		seen.eol = end;
	seen.high |= res_find_high(p, seen.eol) < seen.eol;
	seen.gap |= res_find_gap(p, seen.eol) < seen.eol;
	return seen;
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
	uint32_t	no = 0;
	uint8_t		pending = 0;

	while (p < end)
	{
		const Seen	seen = see_line(p, end);
		const char *eol = seen.eol;
		const char *stop;
		const char *s;
		const char *ticked = p;
		uint32_t	indent = 0;
		uint32_t	n;
		ResLine    *line;

		no++;
		res_tick(rd->arena, (uint32_t) (eol - p) + 8);

		/* blanks in front; a form feed among them begins a page */
		s = p;
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
				pending |= RES_LINE_AFTER_PAGE;
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
			if (s - ticked >= RES_TICK_BYTES)
			{
				res_tick(rd->arena, RES_TICK_BYTES);
				ticked = s;
			}
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

		if (s == stop)
			pending |= RES_LINE_AFTER_BLANK;
		else
		{
			uint8_t		flags = pending;
			const char *rule = stop;

			/* the rule above notes, set behind the last line of the text */
			if (stop[-1] == '_')
			{
				while (rule > s && rule[-1] == '_')
					rule--;
				if (rule == s || stop - rule < RULE_LENGTH || rule[-1] == '/' || rule[-1] == ' ')
					rule = stop;
			}
			/* what was seen may have stood in the blanks at the ends */
			if (!seen.high || ((s > p || rule < eol) && res_find_high(s, rule) == rule))
				flags |= RES_LINE_ASCII;
			line = RES_PUSH(rd->arena, rd->lines, rd->nlines, rd->caplines);
			line->start = (uint32_t) (s - src);
			line->len = (uint32_t) (rule - s);
			line->no = no;
			line->indent = indent > UINT16_MAX ? UINT16_MAX : (uint16_t) indent;
			line->role = RES_LINE_TEXT;

			/* wide gap inside: only lines with four blanks in a row have one */
			if (seen.gap && res_find_gap(s, rule) < rule)
				flags |= RES_LINE_GAPS;
			line->flags = flags;
			pending = 0;
			if (rule < stop)
			{
				line = RES_PUSH(rd->arena, rd->lines, rd->nlines, rd->caplines);
				memset(line, 0, sizeof(*line));
				line->start = (uint32_t) (rule - src);
				line->len = (uint32_t) (stop - rule);
				line->no = no;
				line->role = RES_LINE_TEXT;
				line->flags = RES_LINE_ASCII;
			}
		}
		p = eol + 1;
	}
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
