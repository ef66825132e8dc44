/*-------------------------------------------------------------------------
 *
 * test_lines.c
 *	  Unit tests of lines.c: what is found sixty-four bytes at a time is what
 *	  is found byte by byte.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "unit.h"

/* The same numbers every time. */
static uint32_t
next_number(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

/* A line of words whose ends fall everywhere in stretches of sixty-four bytes. */
static size_t
make_line(char *out, uint32_t *state)
{
	static const char *const odd[] = {"\t", "\f", "\r", "\xC2\xA0", "\xE2\x80\x8B", "\xC3\xA9", "    ", "\x01", "_________"};
	size_t		n = 0;
	uint32_t	i;

	for (i = next_number(state, 4) == 0 ? next_number(state, 70) : next_number(state, 3); i > 0; i--)
		out[n++] = ' ';
	for (i = next_number(state, 5) == 0 ? 0 : next_number(state, 300); i > 0; i--)
	{
		if (next_number(state, 150) == 0)
		{
			const char *s = next_number(state, 2) == 0 ? "  " : odd[next_number(state, sizeof(odd) / sizeof(odd[0]))];

			memcpy(out + n, s, strlen(s));
			n += strlen(s);
		}
		out[n] = next_number(state, 6) == 0 && n > 0 && out[n - 1] != ' ' ? ' ' : (char) ('a' + next_number(state, 26));
		n++;
	}
	for (i = next_number(state, 4) == 0 ? next_number(state, 70) : next_number(state, 2); i > 0; i--)
		out[n++] = ' ';
	return n;
}

/* The blank or invisible character at p, or 0. */
static uint32_t
nothing_len(const char *p, const char *end)
{
	uint32_t	n = res_blank_len(p, end);

	return n > 0 ? n : res_invisible_len(p, end);
}

/* Is every line of the text what it looks like byte by byte? */
static bool
lines_hold(const ResReader *rd)
{
	const char *end = rd->src + rd->len;
	const char *p;
	const char *eol;
	uint32_t	no = 0;
	uint32_t	i = 0;
	unsigned	pending = 0;

	for (p = rd->src; p < end; p = eol + 1)
	{
		const char *s = p;
		const char *stop;
		const char *q;
		uint32_t	indent = 0;
		uint32_t	n;
		unsigned	flags = RES_LINE_ASCII;
		bool		single = true;
		const ResLine *line;

		no++;
		for (eol = p; eol < end && *eol != '\n'; eol++)
			;
		for (; s < eol && (n = nothing_len(s, eol)) > 0; s += n)
		{
			if (*s == '\f')
			{
				indent = 0;
				pending |= RES_LINE_AFTER_PAGE;
			}
			else if (*s == '\t')
				indent = (indent + 8) & ~7u;
			else if (res_blank_len(s, eol) > 0)
				indent++;
		}
		/* behind the last character that is something */
		for (stop = q = s; q < eol; q += n)
			if ((n = nothing_len(q, eol)) == 0)
			{
				(void) res_decode(q, eol, &n);
				stop = q + n;
			}
		if (stop == s)
		{
			pending |= RES_LINE_AFTER_BLANK;
			continue;
		}
		if (i == rd->nlines)
			return false;
		line = &rd->lines[i++];

		/* a rule behind words is a line of its own */
		if (rd->src + line->start + line->len < stop)
		{
			if (i == rd->nlines || rd->lines[i].no != no || rd->src[rd->lines[i].start] != '_' ||
				rd->src + rd->lines[i].start + rd->lines[i].len != stop)
				return false;
			stop = rd->src + rd->lines[i++].start;
		}
		for (q = s; q < stop; q++)
		{
			if ((unsigned char) *q >= 0x80)
				flags &= ~(unsigned) RES_LINE_ASCII;
			if (stop - q >= 4 && memcmp(q, "    ", 4) == 0)
				flags |= RES_LINE_GAPS;
			single &= (unsigned char) *q >= ' ' && !(*q == ' ' && q[1] == ' ');
		}
		flags |= pending;
		pending = 0;
		if (line->start != (uint32_t) (s - rd->src) || line->len != (uint32_t) (stop - s) ||
			line->no != no || line->indent != indent || line->role != RES_LINE_TEXT ||
			(line->flags & ~(unsigned) RES_LINE_PLAIN) != flags)
			return false;

		/* plain lines are plain; one that is not told so only takes the longer way */
		if ((line->flags & RES_LINE_PLAIN) != 0 && !(single && (flags & RES_LINE_ASCII) != 0))
			return false;
	}
	return i == rd->nlines;
}

static void
test_random_lines(void)
{
	uint32_t	state = 1;
	uint32_t	wrong = 0;
	uint32_t	plain = 0;
	int			round;

	for (round = 0; round < 4000; round++)
	{
		ResArena   *arena = unit_arena();
		ResReader	rd = {.arena = arena};
		char		buf[16384];
		size_t		n = 0;
		uint32_t	i;
		char	   *text;

		for (i = next_number(&state, 8) + 1; i > 0; i--)
		{
			n += make_line(buf + n, &state);
			if (i > 1 || next_number(&state, 2) == 0)
				buf[n++] = '\n';
		}
		/* no byte behind it may be read */
		text = malloc(n + 1);
		memcpy(text, buf, n);
		text = realloc(text, n > 0 ? n : 1);
		rd.src = text;
		rd.len = (uint32_t) n;
		res_lines_split(&rd);
		if (!lines_hold(&rd) && wrong++ == 0)
			printf("# the first is \"%.*s\"\n", (int) n, text);
		for (i = 0; i < rd.nlines; i++)
			plain += (rd.lines[i].flags & RES_LINE_PLAIN) != 0;
		res_arena_destroy(arena);
		free(text);
	}
	CHECK(wrong == 0, "4000 texts have the lines that they show byte by byte (%u have not)", (unsigned) wrong);
	CHECK(plain > 1000, "many of their lines are plain (%u)", (unsigned) plain);
}

int
main(void)
{
	test_random_lines();
	return unit_done();
}
