/*-------------------------------------------------------------------------
 *
 * masthead_calls.c
 *	  The text of the head without the calls of notes that stand in it.
 *
 * Titles and lists of sponsors are read before the clauses, so that their calls
 * are told from text here and not by the chain that calls.c looks for.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "simd.h"
#include "stages.h"

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

	if ((n = res_star_len(p, end)) > 0)
	{
		w = 0;
		while (q < end && (n = res_star_len(q, end)) > 0)
		{
			res_tick(rd->arena, 1);
			q += n;
			w++;
		}
		*note = w <= 8 ? res_head_note(rd, "********", w) : RES_NONE;
		return (uint32_t) (q - p);
	}
	n = 0;
	while (q < end && n < 4 && (digit = res_raised_digit(q, end, &w)) >= 0)
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
	while (q < end && q - p <= 5 && res_is_digit(*q))
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
		const char *r = res_skip_blanks(q, end);

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

/* Append a stretch of a line without its calls (header.h). */
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

		/* most bytes are letters, which call no note */
		if (res_is_alpha(*p))
		{
			const char *q = res_skip_letters(p, end);

			res_tick(rd->arena, (uint32_t) (q - p) / 8 + 4);
			p = q;
			continue;
		}
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
			p += res_char_len(p, end);
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
		if (p + 1 < end && *p == ',' && res_star_len(p + 1, end) > 0)
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
