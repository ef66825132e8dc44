/*-------------------------------------------------------------------------
 *
 * closing.c
 *	  What stands below the last paragraph: meeting, day, recorded vote.
 *
 * "53rd plenary meeting", its date on the same or the next line; in the Human
 * Rights Council the vote in brackets, with the lists of States that voted in
 * favour, against and abstained.  Some sources run the three lists together
 * ("… ThailandAgainst: Bolivia …") and lose the closing bracket.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"

/* A line of figures is not longer than this. */
#define MAX_FIGURES			300

/* Length of a colon at p, behind blanks; 0 if there is none. */
static uint32_t
colon_len(const char *p, const char *end)
{
	const char *q = res_skip_blanks(p, end);

	if (q < end && *q == ':')
		return (uint32_t) (q + 1 - p);
	if (end - q >= 3 && memcmp(q, "\xEF\xBC\x9A", 3) == 0)
		return (uint32_t) (q + 3 - p);
	return 0;
}

/* Does a list of votes open here: label and colon? */
static uint32_t
vote_label(const ResReader *rd, const char *p, const char *end, int32_t *vote)
{
	const ResLexEntry *entry;
	uint32_t	n = res_head_lex(rd, RES_LEX_VOTE, p, end, &entry);
	uint32_t	colon;

	if (n == 0 || entry->number < 0)
		return 0;
	colon = colon_len(p + n, end);
	if (colon == 0)
		return 0;
	*vote = entry->number;
	return n + colon;
}

/* The figures, or the words instead of them: "29 to 14, with 4 abstentions". */
static void
read_result(ResReader *rd, const char *p, const char *end, bool adopted_line)
{
	ResHeader  *header = &rd->doc->header;
	bool		fresh = true;

	if (header->vote.p != NULL)
		return;
	if (end - p > MAX_FIGURES)
		end = p + MAX_FIGURES;
	while (p < end)
	{
		const ResLexEntry *entry;
		uint32_t	n;

		if ((fresh || (unsigned char) *p >= 0xE0) &&
			(n = res_head_lex(rd, RES_LEX_VOTE_RESULT, p, end, &entry)) > 0 &&
			entry->number != 2 && (entry->number != 4 || adopted_line))
		{
			const char *from = p;
			const char *q = p + n;

			if (entry->number != 1)
			{
				from = res_skip_blanks(q, end);
				if (entry->number == 4 && (from >= end || !res_is_digit(*from)))
				{
					fresh = false;
					p += res_char_len(p, end);
					continue;
				}
				for (q = from; q < end; q += res_char_len(q, end))
				{
					if (*q == '.' || *q == ']' || *q == ':' || *q == '[')
						break;
					if (end - q >= 3 && memcmp(q, "\xE3\x80\x82", 3) == 0)
						break;
					if ((unsigned char) *q >= 0xE0 &&
						res_head_lex(rd, RES_LEX_VOTE_RESULT, q, end, &entry) > 0 && entry->number == 2)
						break;
				}
			}
			while (q > from && (q[-1] == ' ' || q[-1] == ','))
				q--;
			if (q > from)
				header->vote = res_copy(rd->arena, from, (size_t) (q - from));
			return;
		}
		fresh = !res_is_word(p, end);
		p += res_char_len(p, end);
	}
}

/* The lists of a recorded vote in clean text. */
static void
read_votes(ResReader *rd, uint32_t start, uint32_t end)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	const char *p = flow->text + start;
	const char *stop = flow->text + end;
	int32_t		vote = -1;
	uint32_t	from = 0;

	for (;;)
	{
		uint32_t	n = 0;
		int32_t		next = -1;

		res_tick(rd->arena, 16);
		if (p < stop)
		{
			n = vote_label(rd, p, stop, &next);
			if (n == 0)
			{
				p += res_char_len(p, stop);
				continue;
			}
		}
		if (vote >= 0)
		{
			uint32_t	to = (uint32_t) (p - flow->text);
			uint32_t	k;
			uint32_t	i;
			ResListed  *list;
			const char *close = memchr(flow->text + from, ']', to - from);

			if (close == NULL && flow->text[start] == ']')
				close = memchr(flow->text + from, '[', to - from);

			if (close != NULL)
				to = (uint32_t) (close - flow->text);
			list = res_names_read(rd, flow->text, from, to, &k);
			for (i = 0; i < k; i++)
			{
				const char *name = flow->text + list[i].start;
				uint32_t	len = list[i].end - list[i].start;
				const ResLexEntry *entry;
				ResVote    *row;

				if (list[i].m49 == 0 && res_head_lex(rd, RES_LEX_VOTE, name, name + len, &entry) == len &&
					entry->number < 0)
					continue;	/* "None" */
				row = RES_PUSH(rd->arena, doc->votes, doc->nvotes, rd->capvotes);
				memset(row, 0, sizeof(*row));
				row->name = res_copy(rd->arena, name, len);
				row->vote = (ResVoteKind) vote;
				row->m49 = list[i].m49;
				row->span = res_flow_span(flow, list[i].start, list[i].end);
				if (list[i].near && res_state_by_m49(row->m49) != NULL)
					res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, row->span.start),
								"State \"%.*s\" read as \"%s\"", (int) (len < 100 ? len : 100), row->name.p,
								res_state_by_m49(row->m49)->name);
				else if (!list[i].known)
					res_problem(rd, RES_SEVERITY_WARNING, res_line_at(rd, row->span.start),
								"unknown State in the vote: \"%.*s\"", (int) (len < 100 ? len : 100), row->name.p);
			}
			if (close != NULL)
				return;
		}
		if (p >= stop)
			return;
		vote = next;
		p += n;
		from = (uint32_t) (p - flow->text);
	}
}

/*
 * res_closing_read — meeting line and vote.
 *
 * Reads lines [rd->tail_start, rd->tail_end), fills meeting, adopted and vote
 * of the header where the head did not say them, and doc->votes.
 */
void
res_closing_read(ResReader *rd)
{
	ResHeader  *header = &rd->doc->header;
	uint32_t	i = rd->tail_start;

	while (i < rd->tail_end)
	{
		const ResLine *line = &rd->lines[i];
		const char *p = rd->src + line->start;
		const char *end = p + line->len;
		const ResFlowBlock *block;
		const ResLexEntry *entry;
		const char *behind;
		ResStr		meeting;
		ResDate		date;
		int32_t		vote;
		uint32_t	last = i;
		bool		adopted_line;
		bool		lists;

		res_tick(rd->arena, line->len + 64);
		if (line->role != RES_LINE_TEXT)
		{
			i++;
			continue;
		}

		/* a vote runs to its bracket, or to the end */
		lists = vote_label(rd, p, end, &vote) > 0;
		if (*p == '[' || *p == ']' || lists)
		{
			while (last + 1 < rd->tail_end)
			{
				const ResLine *l = &rd->lines[last];
				const char *from = rd->src + l->start;

				/* scripts from right to left may swap the brackets */
				if (l->role == RES_LINE_TEXT && l->len > 1 &&
					memchr(from + 1, *p == ']' ? '[' : ']', l->len - 1) != NULL)
					break;
				last++;
			}
			lists = true;
		}
		res_flow_begin(rd, RES_BLOCK_CLOSING, RES_NONE);
		for (; i <= last; i++)
		{
			ResLine    *l = &rd->lines[i];

			if (l->role != RES_LINE_TEXT)
				continue;
			res_tick(rd->arena, l->len + 64);
			res_flow_add(rd, l->start, l->start + l->len);
			l->role = RES_LINE_USED;
		}
		block = &rd->flow->blocks[res_flow_end(rd)];
		p = rd->flow->text + block->start;
		end = rd->flow->text + block->end;
		if (lists)
		{
			uint32_t	from = block->start;
			uint32_t	to = block->end;

			read_result(rd, p, end, false);
			read_votes(rd, from, to);
			continue;
		}
		adopted_line = res_head_lex(rd, RES_LEX_ADOPTED, p, end, &entry) > 0 && entry->number == 0;
		if (adopted_line)
			read_result(rd, p, end, true);
		if (end - p > MAX_FIGURES)
			continue;			/* a paragraph, no meeting line */
		behind = p;
		if (header->meeting.p == NULL && res_head_find_meeting(rd, p, end, &meeting, &behind) &&
			(adopted_line || meeting.p - p <= 24))
			header->meeting = res_copy(rd->arena, meeting.p, meeting.len);
		if (header->adopted == RES_NO_DATE && res_head_find_date(rd, behind, end, &date, NULL, NULL) &&
			(header->meeting.p != NULL || adopted_line))
			header->adopted = date;
	}

	/* resolutions of the Council bear the day of their adoption */
	if (res_is(header->organ, "S") && header->kind == RES_KIND_RESOLUTION &&
		header->adopted != RES_NO_DATE)
		header->date = header->adopted;
}
