/*-------------------------------------------------------------------------
 *
 * flow.c
 *	  Clean text, block by block, and the way back to the source.
 *
 * A block is what print shows as one paragraph.  Its clean text has one blank
 * where the source has line ends or runs of blanks, and no invisible
 * characters.  Hyphens at a line end stay, with nothing behind them: modern
 * United Nations print never breaks a word with a hyphen of its own, so
 * "Afghan-⏎led" is "Afghan-led".
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stdio.h>

#include "internal.h"
#include "simd.h"
#include "stages.h"

/* Room for more bytes, and for some that may be read behind them. */
static void
enlarge(ResReader *rd, uint32_t more)
{
	ResFlow    *flow = rd->flow;
	uint32_t	cap = flow->cap;
	char	   *text;

	/* most texts need no more than they have themselves */
	if (cap == 0)
		cap = rd->len + rd->len / 16 + 512;
	while (cap - flow->len < more)
		cap *= 2;
	text = res_alloc_raw(rd->arena, cap);
	res_copy_bytes(rd->arena, text, flow->text, flow->len);
	res_give_back(rd->arena, flow->text, flow->cap);
	flow->text = text;
	flow->cap = cap;
}

static inline void
reserve(ResReader *rd, uint32_t more)
{
	more += RES_FLOW_SLACK;
	if (rd->flow->cap - rd->flow->len < more)
		enlarge(rd, more);
}

/* Open a block: what it is, and the clause or note it belongs to. */
void
res_flow_begin(ResReader *rd, ResBlockKind kind, int32_t ref)
{
	ResFlow    *flow = rd->flow;
	ResFlowBlock *block = RES_PUSH(rd->arena, flow->blocks, flow->nblocks, flow->capblocks);

	block->kind = kind;
	block->ref = ref;
	block->start = flow->len;
	block->end = flow->len;
}

static inline void
piece(ResReader *rd, uint32_t src)
{
	ResFlow    *flow = rd->flow;
	ResPiece   *last;

	if (flow->npieces > 0)
	{
		last = &flow->pieces[flow->npieces - 1];
		if (last->clean == flow->len)
		{
			last->src = src;
			return;
		}
		if (src - last->src == flow->len - last->clean)
			return;
	}
	last = RES_PUSH(rd->arena, flow->pieces, flow->npieces, flow->cappieces);
	last->clean = flow->len;
	last->src = src;
}

/*
 * Does a blank stand between the open block and what comes next?  None behind a
 * hyphen that binds two parts of a word.
 */
static inline bool
needs_blank(const ResFlow *flow, const ResFlowBlock *block)
{
	const char *stop = flow->text + flow->len;
	uint32_t	n = flow->len - block->start;
	uint32_t	w;

	if (n == 0 || stop[-1] == ' ')
		return false;
	if (res_is_alpha(stop[-1]))
		return true;
	if (stop[-1] == '-')
		w = 1;
	else if (n >= 3 && (unsigned char) stop[-3] == 0xE2 && (unsigned char) stop[-2] == 0x80 &&
			 ((unsigned char) stop[-1] == 0x90 || (unsigned char) stop[-1] == 0x91))
		w = 3;
	else
		return true;
	return n <= w || *(stop - w - 1) == ' ';
}

/*
 * res_flow_add — append source bytes [from, to) to the open block.
 *
 * Blanks at both ends are dropped and one blank put between this and what the
 * block held before, unless that ended in a hyphen.
 */
void
res_flow_add(ResReader *rd, uint32_t from, uint32_t to)
{
	ResFlow    *flow = rd->flow;
	ResFlowBlock *block = &flow->blocks[flow->nblocks - 1];
	const char *p = rd->src + from;
	const char *end = rd->src + to;
	bool		blank;

	reserve(rd, to - from + 2);
	blank = needs_blank(flow, block);
	while (p < end)
	{
		const char *run = p;
		const char *ticked = p;
		uint32_t	n;

		/* plain bytes in one go, with single blanks between them */
		while (p < end && (unsigned char) *p > (p > run ? ' ' - 1 : ' '))
		{
			const char *q = res_skip_text(p, end);

			if (q > p)
				p = q;
			else if (res_blank_len(p, end) > 0 || res_invisible_len(p, end) > 0)
				break;
			else
				res_tick_at(rd->arena, ++p, &ticked);
		}
		res_tick(rd->arena, (uint32_t) (p - ticked) + 8);
		if (p > run)
		{
			if (blank && flow->len > block->start)
			{
				flow->text[flow->len++] = ' ';
				reserve(rd, (uint32_t) (end - run) + 2);
			}
			blank = false;
			piece(rd, (uint32_t) (run - rd->src));
			res_copy_bytes(rd->arena, flow->text + flow->len, run, (size_t) (p - run));
			flow->len += (uint32_t) (p - run);
		}
		if (p >= end)
			break;
		if (*p == ' ' && p + 1 < end && (unsigned char) p[1] > ' ' && (unsigned char) p[1] < 0x80 &&
			flow->len > block->start && !blank)
		{
			/* the common single blank: part of the piece */
			flow->text[flow->len++] = ' ';
			p++;
			continue;
		}
		if ((n = res_invisible_len(p, end)) > 0)
		{
			p += n;
			continue;
		}
		n = res_blank_len(p, end);
		blank = true;
		p += n > 0 ? n : 1;		/* other control characters: as blanks */
	}
}

/*
 * res_flow_add_plain — the same where nothing is to be dropped or folded: bytes
 * of a plain line, the first and the last no blanks.
 */
void
res_flow_add_plain(ResReader *rd, uint32_t from, uint32_t to)
{
	ResFlow    *flow = rd->flow;

	reserve(rd, to - from + 2);
	if (needs_blank(flow, &flow->blocks[flow->nblocks - 1]))
		flow->text[flow->len++] = ' ';
	piece(rd, from);
	res_copy_bytes(rd->arena, flow->text + flow->len, rd->src + from, to - from);
	flow->len += to - from;
	res_tick(rd->arena, to - from + 8);
}

uint32_t
res_flow_end(ResReader *rd)
{
	ResFlow    *flow = rd->flow;
	ResFlowBlock *block = &flow->blocks[flow->nblocks - 1];

	while (flow->len > block->start && flow->text[flow->len - 1] == ' ')
		flow->len--;
	block->end = flow->len;
	return flow->nblocks - 1;
}

/*
 * res_flow_cut — the last block ends at an earlier byte of the clean text.
 */
void
res_flow_cut(ResReader *rd, uint32_t end)
{
	ResFlow    *flow = rd->flow;

	flow->len = end;
	flow->blocks[flow->nblocks - 1].end = end;
	while (flow->npieces > 0 && flow->pieces[flow->npieces - 1].clean > end)
		flow->npieces--;
}

/*
 * res_flow_finish — no more text comes.
 *
 * The bytes behind it that may be read (RES_FLOW_SLACK) do not tell what is
 * found, but a decision may be made by them on the way: they are set, so that
 * it is the same whatever was in memory.
 */
void
res_flow_finish(ResReader *rd)
{
	reserve(rd, 0);
	memset(rd->flow->text + rd->flow->len, 0, RES_FLOW_SLACK);
}

/*
 * res_flow_src — the source byte from which a clean byte came.
 *
 * Most questions rise: the piece is that of the last question or one of the
 * next few.
 */
uint32_t
res_flow_src(ResFlow *flow, uint32_t clean)
{
	const ResPiece *at = flow->pieces;
	const ResPiece *last;

	if (flow->npieces == 0)
		return 0;
	last = at + flow->npieces - 1;
	if (flow->last_piece < flow->npieces && at[flow->last_piece].clean <= clean)
		at += flow->last_piece;
	if (last - at > 16 && at[16].clean <= clean)
	{
		const ResPiece *behind = last + 1;

		while (behind - at > 1)
		{
			const ResPiece *mid = at + (behind - at) / 2;

			if (mid->clean <= clean)
				at = mid;
			else
				behind = mid;
		}
	}
	else
	{
		while (last - at >= 4 && at[4].clean <= clean)
			at += 4;
		while (at < last && at[1].clean <= clean)
			at++;
	}
	flow->last_piece = (uint32_t) (at - flow->pieces);
	return at->src + (clean - at->clean);
}

/* Source range of the clean bytes [start, end); start < end. */
ResSpan
res_flow_span(ResFlow *flow, uint32_t start, uint32_t end)
{
	ResSpan		span;

	span.start = res_flow_src(flow, start);
	span.end = end > start ? res_flow_src(flow, end - 1) + 1 : span.start;
	return span;
}

/*
 * res_flow_remove — take ranges out of the clean text.
 *
 * removed: n disjoint ranges in rising order, inside blocks.  Pieces, blocks
 * and places of calls follow.
 */
void
res_flow_remove(ResReader *rd, const ResSpan *removed, uint32_t n)
{
	ResFlow    *flow = rd->flow;
	ResPiece   *to;
	const ResPiece *first;
	const ResPiece *from;
	const ResPiece *from_end;
	uint32_t	lo = 0;
	uint32_t	hi = flow->npieces;
	uint32_t	out;
	uint32_t	i;
	uint32_t	k;
	uint32_t	cut;

	if (n == 0)
		return;

	/*
	 * Pieces: those before the first cut stay.  Behind each cut a piece may
	 * begin, so that the others are moved out of the way first.
	 */
	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (flow->pieces[mid].clean < removed[0].start)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (flow->cappieces - flow->npieces < n)
	{
		uint32_t	cap = flow->npieces + n;
		ResPiece   *pieces = res_alloc_raw(rd->arena, sizeof(ResPiece) * cap);

		res_copy_bytes(rd->arena, (char *) pieces, (const char *) flow->pieces, sizeof(ResPiece) * flow->npieces);
		res_give_back(rd->arena, flow->pieces, sizeof(ResPiece) * flow->cappieces);
		flow->pieces = pieces;
		flow->cappieces = cap;
	}
	to = flow->pieces + lo;
	memmove(to + n, to, sizeof(ResPiece) * (flow->npieces - lo));
	first = from = to + n;		/* first piece not yet behind us */
	from_end = flow->pieces + flow->npieces + n;
	cut = 0;
	for (i = 0; i < n; i++)
	{
		uint32_t	start = removed[i].end;
		uint32_t	end = i + 1 == n ? flow->len : removed[i + 1].start;
		const ResPiece *last;

		cut += removed[i].end - removed[i].start;
		res_tick(rd->arena, 32);
		if (start >= end)
			continue;
		for (; from < from_end && from->clean <= start; from++)
		{
			if (((from - first) & 1023) == 0)
				res_tick(rd->arena, 8 * 1024);
		}

		/* the piece that covers "start" */
		last = from > first ? from - 1 : lo > 0 ? flow->pieces + lo - 1 : NULL;
		if (last != NULL)
			*to++ = (ResPiece) {start - cut, last->src + (start - last->clean)};
		while (from < from_end && from->clean < end)
		{
			const ResPiece *stop = from_end - from > 1024 ? from + 1024 : from_end;

			for (; from < stop && from->clean < end; from++)
				*to++ = (ResPiece) {from->clean - cut, from->src};
			res_tick(rd->arena, 8 * 1024);
		}
	}
	flow->npieces = (uint32_t) (to - flow->pieces);

	/* text */
	out = removed[0].start;
	for (i = 0; i < n; i++)
	{
		uint32_t	start = removed[i].end;
		uint32_t	end = i + 1 < n ? removed[i + 1].start : flow->len;

		memmove(flow->text + out, flow->text + start, end - start);
		out += end - start;
		res_tick(rd->arena, 16 + (end - start) / 16);
	}
	flow->len = out;

	/* blocks and places: both rise */
	cut = 0;
	i = 0;
	for (k = 0; k < flow->nblocks && flow->blocks[k].end < removed[0].end; k++)
		res_tick(rd->arena, 4);
	for (; k < flow->nblocks; k++)
	{
		ResFlowBlock *block = &flow->blocks[k];

		res_tick(rd->arena, 16);
		for (; i < n && removed[i].end <= block->start; i++)
			cut += removed[i].end - removed[i].start;
		block->start -= cut;
		for (; i < n && removed[i].end <= block->end; i++)
			cut += removed[i].end - removed[i].start;
		block->end -= cut;
	}
	cut = 0;
	i = 0;
	for (k = 0; k < rd->nplaces; k++)
	{
		while (i < n && removed[i].start < rd->places[k].pos)
		{
			cut += removed[i].end - removed[i].start;
			i++;
		}
		rd->places[k].pos -= cut;
	}
}

/* Remember a row for resolution_problems, with this text. */
void
res_problem_text(ResReader *rd, ResSeverity severity, uint32_t line, const char *text, size_t len)
{
	ResDocument *doc = rd->doc;
	ResProblem *problem = RES_PUSH(rd->arena, doc->problems, doc->nproblems, rd->capproblems);

	problem->severity = severity;
	problem->line = line;
	problem->message = res_copy(rd->arena, text, len);
}

/* The same, with a text that is put together. */
void
res_problem(ResReader *rd, ResSeverity severity, uint32_t line, const char *fmt,...)
{
	char		buf[300];
	va_list		ap;
	int			n;

	va_start(ap, fmt);
	n = vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	if ((size_t) n >= sizeof(buf))
	{
		n = sizeof(buf) - 1;
		/* never half a character */
		while (n > 0 && ((unsigned char) buf[n] & 0xC0) == 0x80)
			n--;
	}
	res_problem_text(rd, severity, line, buf, (size_t) n);
}
