/*-------------------------------------------------------------------------
 *
 * masthead.c
 *	  The head of a document: what stands above the enacting formula.
 *
 * The lines are cut into cells at wide gaps, and each cell is read from its
 * front: symbol, distribution, date, organ … (masthead_elements.c).
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
#include "simd.h"
#include "symbol.h"

/* A gap of this many blanks parts two columns. */
#define COLUMN_GAP			3

/* A value never lies further below "Distr." than this many cells. */
#define MAX_LOST_VALUE		4

/* Brackets below the adoption line run over at most this many lines. */
#define MAX_BRACKET_LINES	8

/* ---------- cells ---------- */

/* A new cell of a line. */
static void
push_cell(ResHead *head, uint32_t line, uint32_t from, uint32_t to, bool first)
{
	ResReader  *rd = head->rd;
	ResCell    *cell = RES_PUSH(rd->arena, head->cells, head->ncells, head->capcells);

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
	const char *ticked = p;
	bool		first = true;

	if (line->role != RES_LINE_TEXT && line->role != RES_LINE_FURNITURE)
		return;

	/* marks of headings in Markdown */
	while (p < end && *p == '#')
		p++;
	if (p > from)
	{
		const char *q = res_skip_blanks(p, end);

		p = q > p ? q : from;
		from = p;
	}
	while (p < end && (line->flags & RES_LINE_PLAIN) == 0)
	{
		const char *gap;
		uint32_t	n;
		uint32_t	width = 0;
		bool		tab = false;

		/* single blanks are no gap */
		p = gap = res_skip_text(p, end);
		if (p == end)
			break;
		res_tick_at(rd->arena, p, &ticked);
		while (p < end && (n = res_blank_len(p, end)) > 0)
		{
			res_tick_at(rd->arena, p, &ticked);
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
			res_head_date(rd, res_skip_blanks(p + n, end), end, NULL) > 0 : false;

	/* languages that say it at the end of the line */
	if (!rd->adopted_behind)
		return false;
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
		p += res_char_len(p, end);
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
		p += res_char_len(p, end);
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
			(void) res_head_read_cell(head, cell);
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
		if (res_head_read_cell(head, cell))
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

/* What is not printed but follows from the symbol, or from number and organ. */
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
				out[n - 1] != ')' && res_head_has_sections(out, n))
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

/* A stretch of the source as one block. */
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
	const ResLexEntry *adopted = res_lex_entries(rd->lang, RES_LEX_ADOPTED, &i);

	for (; i > 0; i--)
		rd->adopted_behind |= adopted[i - 1].number == 1;
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
