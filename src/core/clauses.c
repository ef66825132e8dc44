/*-------------------------------------------------------------------------
 *
 * clauses.c
 *	  Lines to paragraphs, paragraphs to clauses and their nesting.
 *
 * One pass over the lines below the formula.  For each line the reader asks
 * what it could open (a number, a label, an opening phrase, a heading …) and
 * weighs that against what stands before it: how the text so far ends, a blank
 * line, an indent, whether the line before was broken early.  The questions,
 * and what is done on the answers, are in the files that clauses_internal.h
 * lists.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"
#include "simd.h"
#include "tables.h"

/* Asterisks and blanks, nothing else. */
static bool
only_asterisks(const char *p, const char *end)
{
	while (p < end && (*p == '*' || *p == ' '))
		p++;
	return p >= end;
}

/* Does the open clause say what the last paragraph says: "… remain seized of the matter."? */
static bool
last_paragraph(const Builder *b)
{
	const ResFlow *flow = b->rd->flow;
	const ResFlowBlock *block = &flow->blocks[flow->nblocks - 1];
	const char *end = flow->text + flow->len;
	const char *p = flow->len - block->start > 160 ? end - 160 : flow->text + block->start;

	for (; p < end; p++)
	{
		const char *word = *p == ' ' ? p + 1 : res_is_unspaced(p, end) ? p : end;

		if (word < end && res_lex_match(b->rd->lang, RES_LEX_LAST_PARAGRAPH, word, end, NULL) > 0)
			return true;
	}
	return false;
}

/* The Security Council's last paragraph has been read, and nothing behind it. */
static bool
resolution_ends(const Builder *b)
{
	return b->part == RES_OPERATIVE && b->rd->shape == RES_SHAPE_RESOLUTION && b->kind == PARA_CLAUSE &&
		b->end == END_STOP && b->nlevels == 0 && res_is(b->rd->doc->header.organ, "S") && last_paragraph(b);
}

/*
 * The quotation that a President's statement is has been closed: each of its
 * paragraphs opens it, only the last closes it (S/PRST/2014/3, an aide-memoire
 * behind it).
 */
static bool
statement_ends(const Builder *b)
{
	const ResLine *line = &b->rd->lines[b->last_line];
	const char *p = b->rd->src + line->start;
	const char *end = p + line->len;

	if (b->kind != PARA_CLAUSE || b->end != END_STOP || b->quotes != 0)
		return false;
	return (end - p >= 3 && memcmp(end - 3, "\xE2\x80\x9D", 3) == 0) || (end > p && end[-1] == '"') ||
		(end - p >= 2 && memcmp(end - 2, "\xC2\xBB", 2) == 0);
}

/*
 * The number that comes next behind a stray closing mark: "’ 19. Se déclare"
 * (S/RES/2734 (2024) in French).
 */
static uint32_t
number_behind_mark(const Builder *b, const char *p, const char *end, const char **after)
{
	uint32_t	len;

	switch (res_decode(p, end, &len))
	{
		case '\'':
		case '"':
		case 0xBB:				/* » */
		case 0x2019:
		case 0x201D:
			break;
		default:
			return 0;
	}
	for (p += len; p < end && *p == ' '; p++)
		;
	return res_read_number(b->rd, p, end, after) == b->number + 1 ? b->number + 1 : 0;
}

/* Line i cannot be placed: said once for lines in a row, as those of a table are. */
static void
not_placed(Builder *b, uint32_t i)
{
	ResReader  *rd = b->rd;

	if (b->nunplaced > 0 && next_text(rd, b->unplaced_line) == i)
		rd->doc->problems[b->unplaced_problem].message =
			res_printf(rd->arena, "%u lines could not be placed", (unsigned) ++b->nunplaced);
	else
	{
		b->nunplaced = 1;
		b->unplaced_problem = rd->doc->nproblems;
		res_problem(rd, RES_SEVERITY_WARNING, rd->lines[i].no, "line could not be placed");
	}
	b->unplaced_line = i;
}

/* Does the text hold "](http", as links of Markdown do? */
static bool
has_links(const ResReader *rd)
{
	const char *p = rd->src;
	const char *end = p + rd->len;

	res_tick(rd->arena, rd->len / 16);
	while (end - p > 6 && (p = memchr(p, ']', (size_t) (end - p - 6))) != NULL)
	{
		res_tick(rd->arena, 4);
		if (memcmp(p, "](http", 6) == 0)
			return true;
		p++;
	}
	return false;
}

/* In these begin labels, and names of sections. */
#define LABELS	(RES_LEX_SET(RES_LEX_LABEL_SIGN) | RES_LEX_SET(RES_LEX_SECTION) | RES_LEX_SET(RES_LEX_SECTION_NUMBER))

/*
 * Does it begin with a word of so many letters or more, with a blank, comma,
 * semicolon or hyphen behind it, that is none of these classes?  If labels are
 * among them, neither a label nor a section's letter or number stands there:
 * behind these stands a bracket, a full stop, a tab or nothing.
 */
static RES_ALWAYS_INLINE bool
begins_with_word(const ResReader *rd, const char *p, const char *end, int least, uint64_t classes)
{
	const char *q = res_skip_letters(p, end);

	return q - p >= least && q < end && (*q == ' ' || *q == ',' || *q == ';' || *q == '-') &&
		(res_lex_sets(rd->lang, p, end) & classes) == 0;
}

/*
 * A line that can only go on: a word in small letters, no label and no section's
 * name, in a sentence that has not ended.  Most lines of a printed page do.
 */
static bool
only_goes_on(const Builder *b, const char *p, const char *end, int print)
{
	const ResReader *rd = b->rd;
	const char *q;

	if (b->kind != PARA_CLAUSE || b->end != END_NONE || print > 0 || b->table || b->bare || b->after ||
		!res_is_lower(*p) || res_phrase_lower[rd->lang])
		return false;
	q = res_skip_letters(p, end);
	if (q == end || *q != ' ')
		return false;

	/* most begin no label and no section */
	if ((res_lex_sets(rd->lang, p, end) & LABELS) == 0)
		return true;
	return res_lex_match(rd->lang, RES_LEX_LABEL_SIGN, p, end, NULL) == 0 &&
		res_lex_match(rd->lang, RES_LEX_SECTION, p, end, NULL) == 0 &&
		res_lex_match(rd->lang, RES_LEX_SECTION_NUMBER, p, end, NULL) == 0;
}

/*
 * The same for most of them, told by the line alone: a plain one in running
 * lines, where only a blank line or an indent could begin a paragraph.  Inside a
 * sentence nothing but a number or label opens anything there, and behind a
 * comma no word in small letters.  Asked where may_run.
 */
static RES_ALWAYS_INLINE bool
plainly_goes_on(const Builder *b, const ResLine *line)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + line->start;
	uint64_t	classes = LABELS;

	if ((line->flags & b->plain) != RES_LINE_PLAIN || (line->flags & RES_LINE_END) == 0 ||
		(b->layout.indents && line->indent >= rd->lines[b->last_line].indent + 3))
		return false;
	if (b->end != END_NONE)
	{
		if (b->end != END_COMMA || !res_is_lower(*p) || res_phrase_lower[rd->lang])
			return false;
		classes |= RES_LEX_SET(RES_LEX_ANNEX);
	}
	return begins_with_word(rd, p, p + line->len, 1, classes);
}

/* May the open paragraph be one of running lines? */
static inline bool
may_run(const Builder *b)
{
	return b->plain != 0 && b->kind == PARA_CLAUSE && !b->table && !b->bare && !b->after;
}

/* Remembers, behind a line that was read, whether the open clause ended in a colon. */
static inline void
note_colon(Builder *b)
{
	if (b->kind == PARA_CLAUSE)
		b->last_colon = b->end == END_COLON ? b->clause : b->quotes > 0 ? b->last_colon : RES_NONE;
}

/*
 * One line of the text.
 */
static void
read_line(Builder *b, uint32_t i, uint32_t from)
{
	ResReader  *rd = b->rd;
	const ResLine *line = &rd->lines[i];
	const char *p = rd->src + from;
	const char *end = rd->src + line->start + line->len;
	const char *after;
	uint32_t	number;
	uint32_t	rest;
	ResLabel	label;
	ResStr		section;
	const char *title;
	int			print = res_starts_by_print(b, i);
	int			strength = 0;
	uint8_t		parts;
	bool		closed = b->kind != PARA_CLAUSE || b->end != END_NONE;
	bool		word = begins_with_word(rd, p, end, 2, LABELS); /* no number, no label */
	/* what a line that opens no quotation and has no mark of a heading may begin */
	uint64_t	sets = res_is_alpha(*p) || res_is_digit(*p) ? res_lex_sets(rd->lang, p, end) : ~UINT64_C(0);
	/* each paragraph of a statement opens a quotation mark, only the last closes it */
	bool		in_quote = b->kind == PARA_CLAUSE && b->quotes > 0 && rd->shape != RES_SHAPE_STATEMENT;

	if ((word && !closed && print <= 0 && !b->table && !b->bare && !b->after) ||
		(from == line->start && only_goes_on(b, p, end, print)))
	{
		res_take_line(b, i, from);
		return;
	}

	/* a formula */
	if (from == line->start && closed && (sets & RES_LEX_SET(RES_LEX_FORMULA)) != 0 &&
		res_line_is_formula(rd, i, &rest))
	{
		res_open_next_formula(b, i, rest);
		if (rest < line->start + line->len)
			read_line(b, i, rest);
		return;
	}

	/* a table behind "as follows:" is no text of a clause */
	if (rd->shape == RES_SHAPE_RESOLUTION && b->part == RES_OPERATIVE &&
		(b->table ? res_is_table_row(b, i) || (!res_opens_something(b, i) && line->len < 100 && res_table_begins(b, i)) :
		 b->end == END_COLON && !res_opens_something(b, i) && res_table_begins(b, i)))
	{
		if (b->table)
			res_take_line(b, i, from);
		else
			res_open_para(b, PARA_TEXT, RES_BLOCK_OTHER, RES_NONE, i, from);
		b->table = true;
		b->end = END_STOP;
		return;
	}
	if (b->table)
	{
		b->table = false;
		b->end = END_STOP;
		closed = true;
	}

	/* a row of asterisks sets paragraphs apart and says nothing */
	if (*p == '*' && only_asterisks(p, end))
	{
		b->last_line = i;
		return;
	}

	/* the text of a label that stood alone on its line */
	if (b->bare && b->kind == PARA_CLAUSE && res_read_number(rd, p, end, &after) == 0 &&
		!res_read_label(rd, p, end, &label))
	{
		res_take_line(b, i, from);
		return;
	}

	/* behind the operative part */
	if ((sets & RES_LEX_SET(RES_LEX_ANNEX)) != 0 && res_is_annex_line(b, i, &section) && (closed || print > 0) &&
		(b->part != RES_PREAMBULAR || b->after))
	{
		res_open_annex(b, i, section);
		return;
	}
	if ((b->part != RES_PREAMBULAR || (b->kind == PARA_CLAUSE && b->end == END_STOP &&
									   line_letters(rd, i) < 60 && res_line_end(p, end) == END_NONE)) &&
		b->part != RES_ANNEX && !b->after &&
		(closed || (res_is_digit(*p) && (print > 0 || line->len < 40))) &&
		(res_is_vote_line(b, i) || res_is_meeting_line(b, i)))
	{
		b->after = true;
		if (rd->tail_start == rd->nlines)
			rd->tail_start = i;
		rd->tail_end = i + 1;
		res_close_para(b);
		b->end = END_STOP;
		b->last_line = i;
		return;
	}
	if (b->after)
	{
		/* the next part of a decision */
		if (rd->shape == RES_SHAPE_DECISION && b->pending_label.p != NULL &&
			res_lex_match(rd->lang, RES_LEX_DECISION_OPENING, p, end, NULL) > 0)
		{
			b->parts++;
			b->part_label = b->pending_label;
			b->pending_label = RES_NULL_STR;
			b->section = RES_NULL_STR;
			b->after = false;
			b->number = 0;
			res_new_segment(b, RES_NULL_STR);
			res_open_unnumbered(b, i, from);
			return;
		}

		/* closing lines, up to an annex, a section label or a formula */
		if (res_is_section_label(b, i, 1, &section, &title) ||
			res_is_part_letter(b, i, &section))
		{
			b->pending_label = section;
			res_open_heading(b, i);
			return;
		}
		if (rd->tail_end == i || rd->lines[i].no < rd->lines[rd->tail_end - 1].no + 40)
			rd->tail_end = i + 1;
		res_close_para(b);
		b->last_line = i;
		return;
	}

	/*
	 * Inside a quotation everything belongs to the clause, but for lists, and
	 * for what goes on behind a mark that was never closed.
	 */
	if (in_quote && b->last_colon >= 0 &&
		(b->quote_opens || !closed || print <= 0 || !res_goes_on(b, p, end)) &&
		!(rd->shape == RES_SHAPE_RESOLUTION && print > 0 && res_read_quoted_label(b, p, end, &label) &&
		  label.series != RES_SERIES_BULLET))
	{
		res_take_line(b, i, from);
		return;
	}

	/* numbers */
	number = word ? 0 : res_read_number(rd, p, end, &after);
	if (number <= 1 && print > 0 && b->layout.para_lines && resolution_ends(b) && !res_is_heading(b, i, print))
	{
		res_begin_annex(b, RES_NULL_STR);
		closed = true;
	}
	if (number == 0 && !word && closed && print > 0 && b->number > 0)
		number = number_behind_mark(b, p, end, &after);
	if (number == 0 && closed && res_is_digit(*p) && (print > 0 || line->len <= 3))
		number = res_number_without_stop(b, i, p, end, &after);
	if (number > 0)
	{
		bool		sub = false;
		bool		good = false;

		if (number == b->number + 1)
		{
			/* a heading without a stop in front: its line is short */
			good = closed || print > 0 ||
				(b->part == RES_OPERATIVE && after < end && !starts_lower(after, end) && res_broken_early(b, i, UNKNOWN_MARGIN));

			/* "1." in lower case below an open list, or below a colon */
			if (number == 1 && b->nlevels > 0 && b->part == RES_OPERATIVE && starts_lower(after, end))
				sub = true;
			if (b->part == RES_PREAMBULAR && b->pcount > 0 && b->end == END_COLON && starts_lower(after, end))
				sub = true;
		}
		else if (number == 1 && b->part == RES_OPERATIVE &&
				 (closed || (print > 0 && b->nlevels > 0 && starts_lower(after, end))))
		{
			/* numbering starts again: a new section, or a list of its own */
			if (b->kind == PARA_HEADING || b->pending_label.p != NULL || b->end == END_STOP ||
				b->end == END_SEMICOLON)
				good = b->kind == PARA_HEADING || print > 0 || b->layout.para_lines || b->end == END_STOP;
			if (b->end == END_COLON || (b->nlevels > 0 && starts_lower(after, end)))
				sub = true;
			if (good && !sub && b->kind != PARA_HEADING)
				res_new_segment(b, RES_NULL_STR);
		}
		else if (number > b->number + 1 && number <= b->number + 3 && b->number > 0 && closed)
			good = (print > 0 || res_broken_early(b, i, MARGIN)) &&
				(after == end || res_opens_line(rd, after, end, &strength) != 0);
		else if (b->number_before > 0 && b->number > b->number_before + 1 && number == b->number_before + 2 &&
				 closed && print > 0)
			good = true;		/* the number before was a slip: 26, 29, 28 */
		else if (number == 1 && b->part == RES_ANNEX && closed)
		{
			good = true;
			if (b->kind != PARA_HEADING)
				res_new_segment(b, RES_NULL_STR);
		}
		else if (b->number == 0 && number > 1 && closed && b->part != RES_ANNEX &&
				 res_opens_line(rd, after, end, &strength) != 0 && strength == 2)
			good = true;		/* the first numbers were lost */
		else if (b->nlevels > 0 && b->levels[b->nlevels - 1].series == RES_SERIES_NUMBER &&
				 number == b->levels[b->nlevels - 1].value + 1 && (closed || print > 0))
			sub = true;
		if (sub && b->top >= 0)
		{
			ResLabel	l;
			int			k = (int) b->nlevels;

			memset(&l, 0, sizeof(l));
			l.series = RES_SERIES_NUMBER;
			l.value = number;
			l.inner = (ResStr) {p, 0};
			while (l.inner.len < 3 && res_is_digit(p[l.inner.len]))
				l.inner.len++;
			l.printed = l.inner;
			l.after = after;
			for (k = 0; k < (int) b->nlevels; k++)
				if (b->levels[k].series == RES_SERIES_NUMBER)
					break;
			if (k < RES_MAX_DEPTH)
			{
				res_open_sub(b, i, &l, k, RES_SERIES_NUMBER, number);
				return;
			}
		}
		if (good)
		{
			res_open_numbered(b, i, number, (uint32_t) (after - rd->src));
			return;
		}
	}

	/* labels of sub-paragraphs */
	if (b->top >= 0 && !word && res_read_quoted_label(b, p, end, &label))
	{
		ResSeries	series;
		uint32_t	value;
		bool		strong = print > 0 && closed;
		int			k = -1;

		/* "as follows;" by slip */
		strong |= closed && b->nlevels == 0 && b->end == END_SEMICOLON && label.value == 1 && !b->layout.para_lines &&
			label.series != RES_SERIES_BULLET && res_broken_early(b, i, MARGIN);
		if (closed || print > 0 || label.after == end ||
			(b->end == END_NONE && label.value == 1 && res_broken_early(b, i, MARGIN)))
			k = res_fit_label(b, &label, strong, &series, &value);
		if (k >= 0)
		{
			res_open_sub(b, i, &label, k, series, value);
			return;
		}
	}

	/* the meeting line of the part above may be missing */
	if (closed && b->part == RES_OPERATIVE && !word && res_is_part_letter(b, i, &section))
	{
		b->pending_label = section;
		res_open_heading(b, i);
		return;
	}

	/* section labels */
	if (!word && res_is_section_label(b, i, print, &section, &title) &&
		!(b->kind == PARA_FORMULA && b->part == RES_PREAMBULAR))
	{
		bool		after_label = b->kind == PARA_HEADING;

		res_new_segment(b, section);
		b->pending_label = section;
		if (after_label)
			res_close_para(b);
		res_open_heading(b, i);
		b->nlevels = 0;
		return;
	}

	/* the title below a section's label, though it may begin like a phrase */
	if (b->kind == PARA_HEADING && b->pending_label.p != NULL && b->last_line + 1 >= i &&
		rd->shape == RES_SHAPE_RESOLUTION && res_title_runs(b, i))
	{
		res_open_heading(b, i);
		return;
	}

	/* opening phrases */
	parts = res_opens_line(rd, p, end, &strength);

	if (rd->shape == RES_SHAPE_RESOLUTION && print > 0 && res_read_lost_item(b, i, from, strength))
		return;

	/* "Taking stock: a review", "Lifting of measures", in front of the first number */
	if (parts != 0 && b->layout.para_lines && rd->shape == RES_SHAPE_RESOLUTION && b->part == RES_PREAMBULAR &&
		b->kind == PARA_CLAUSE && b->end == END_COMMA && b->pcount > 0 && line->len < 200 && print > 0 &&
		(strength < 2 || memchr(p, ':', line->len) != NULL) && res_line_end(p, end) == END_NONE &&
		number_at(b, next_text(rd, i)) == 1)
	{
		res_new_segment(b, RES_NULL_STR);
		b->pending_label = RES_NULL_STR;
		res_open_heading(b, i);
		return;
	}
	if (rd->shape == RES_SHAPE_RESOLUTION && parts != 0 && b->part != RES_ANNEX)
	{
		bool		preambular = (parts & RES_PHRASE_PREAMBULAR) != 0;
		bool		operative = (parts & RES_PHRASE_OPERATIVE) != 0;
		bool		opens = false;

		if (preambular && operative)
		{
			/* the same word in both parts: its end tells */
			if (b->layout.para_lines)
			{
				End			e = res_line_end(p, end);

				operative = e == END_SEMICOLON || e == END_STOP ||
					(e == END_COLON && number_at(b, next_text(rd, i)) != 1);
				if (operative && b->part == RES_PREAMBULAR && res_preamble_goes_on(b, i))
					operative = false;	/* a slip of the closing mark */
				preambular = !operative;
			}
			else if (b->part == RES_PREAMBULAR)
				operative = false;
			else
				preambular = false;
		}
		/* a slip: a paragraph of the preamble with the verb of the other part */
		if (operative && !preambular && b->part == RES_PREAMBULAR &&
			(b->layout.para_lines ? res_line_end(p, end) == END_COMMA && res_preamble_goes_on(b, i) : res_ends_in_preamble(b, i)))
			preambular = true;
		if (b->part == RES_PREAMBULAR)
		{
			if (b->kind != PARA_CLAUSE)
				opens = true;
			else if (strength == 2)
				opens = closed ? (print >= 0 || b->layout.blank_needed == false ||
								  (line->flags & RES_LINE_AFTER_PAGE)) : print > 0;
			else
				opens = closed && (print > 0 || (print == 0 && res_broken_early(b, i, UNKNOWN_MARGIN)));
			if (opens && closed && print < 0 && b->end == END_COMMA && strength < 2)
				opens = false;
			if (opens && operative && !preambular && b->pcount > 0 && b->kind == PARA_CLAUSE &&
				print <= 0 && strength < 2)
				opens = false;
			if (opens)
			{
				if (operative && !preambular)
				{
					b->part = RES_OPERATIVE;
					res_open_unnumbered(b, i, from);
				}
				else
					res_open_preambular(b, i, from);
				return;
			}
		}
		else if (b->part == RES_OPERATIVE && operative && strength == 2)
		{
			/* further unnumbered paragraphs */
			if (b->number == 0 && b->nlevels == 0)
				opens = (b->end == END_COMMA || b->end == END_SEMICOLON || b->end == END_STOP) &&
					(print > 0 || (print == 0 && res_broken_early(b, i, MARGIN) && b->end != END_COMMA));
			else
				opens = print > 0 && (b->nlevels == 0 ? b->end == END_SEMICOLON || b->end == END_STOP :
									  b->number == 0 && b->end != END_COLON && b->end != END_COMMA) &&
					!(b->unlabelled && res_number_follows(b, i, b->number + 1));
			if (b->kind == PARA_HEADING)
				opens = true;
			if (opens)
			{
				res_open_unnumbered(b, i, from);
				return;
			}
		}
		else if (b->part == RES_OPERATIVE && preambular && !operative && b->kind == PARA_HEADING &&
				 strength == 2)
		{
			/* a section with a preamble of its own */
			b->part = RES_PREAMBULAR;
			res_open_preambular(b, i, from);
			b->number = 0;
			return;
		}
	}

	/*
	 * A heading between preambular paragraphs.  The official markup counts it
	 * as one of them (A/RES/78/148: "Transport and transit corridors").
	 */
	if (b->part == RES_PREAMBULAR && b->kind == PARA_CLAUSE && b->pcount > 0 && b->end == END_COMMA &&
		strength == 0 && !b->layout.para_lines && rd->shape == RES_SHAPE_RESOLUTION &&
		line->len < 80 && !starts_lower(p, end) && !only_figures(p, end) && res_line_end(p, end) == END_NONE &&
		res_opens_preambular(b, next_text(rd, i)) &&
		(print > 0 ? (rd->lines[next_text(rd, i)].flags & RES_LINE_AFTER_BLANK) != 0 : res_stands_alone(b, i)))
	{
		res_open_preambular(b, i, from);
		b->end = END_COMMA;
		return;
	}

	/*
	 * The Council's last paragraph has been read: what has a heading behind it
	 * is attached, though no line says "Annex".
	 */
	if (print >= 0 && resolution_ends(b) && res_is_heading(b, i, print))
	{
		res_open_annex(b, i, RES_NULL_STR);
		return;
	}

	/* headings */
	if ((b->part == RES_OPERATIVE || b->part == RES_ANNEX || b->kind == PARA_HEADING ||
		 (b->part == RES_PREAMBULAR && b->pcount > 0 && strength < 2 &&
		  res_opens_operative(b, next_text(rd, i)) && (print > 0 || res_stands_alone(b, i)))) &&
		rd->shape == RES_SHAPE_RESOLUTION && print >= 0 && res_is_heading(b, i, print))
	{
		if (b->kind != PARA_HEADING)
		{
			res_new_segment(b, RES_NULL_STR);
			b->pending_label = RES_NULL_STR;
		}
		res_open_heading(b, i);
		return;
	}

	/* a heading goes on */
	if (b->kind == PARA_HEADING && print < 0 && rd->shape == RES_SHAPE_RESOLUTION &&
		!starts_lower(p, end) && line->len < 100)
	{
		res_open_heading(b, i);
		return;
	}

	/* words that go on after sub-paragraphs */
	if (b->kind == PARA_CLAUSE && b->nlevels > 0 && b->top >= 0 && starts_lower(p, end) &&
		(((b->end == END_SEMICOLON || b->end == END_COMMA) && print > 0) ||
		 (b->end == END_SEMICOLON && res_broken_early(b, i, print == 0 ? MARGIN : UNKNOWN_MARGIN) &&
		  !res_list_goes_on(b, i))))
	{
		res_continue_top(b, i);
		return;
	}

	/* what stands under a heading behind a statement's end is attached to it */
	if (rd->shape == RES_SHAPE_STATEMENT && b->part == RES_OPERATIVE && print > 0 && statement_ends(b) &&
		res_open_quote_len(p, end) == 0 && res_is_heading(b, i, print))
	{
		res_open_annex(b, i, RES_NULL_STR);
		return;
	}

	/* decisions and statements: each paragraph is a clause */
	if (rd->shape != RES_SHAPE_RESOLUTION && b->part != RES_ANNEX)
	{
		bool		opens = print > 0 && b->end != END_NONE && b->end != END_COMMA && !starts_lower(p, end);

		/* a list without labels belongs to the sentence that introduces it */
		if (rd->shape == RES_SHAPE_DECISION && b->end == END_COLON)
			opens = false;

		/* what an instruction quotes belongs to it */
		if (rd->shape == RES_SHAPE_AMENDMENT)
			opens = opens && b->end != END_COLON && b->quotes == 0 &&
				res_lex_match(rd->lang, RES_LEX_AMENDMENT_OPENING, p, end, NULL) > 0;
		if (b->kind != PARA_CLAUSE || opens)
		{
			b->part = RES_OPERATIVE;
			res_open_unnumbered(b, i, from);
			return;
		}
	}

	/* the paragraph goes on */
	if (b->kind == PARA_CLAUSE)
	{
		bool		fresh = print > 0 && closed && (b->layout.lower_case || !starts_lower(p, end));

		if (!fresh || b->end == END_COLON || b->end == END_COMMA)
		{
			if (fresh && b->part == RES_PREAMBULAR && b->end == END_COMMA && b->nlevels == 0 &&
				!res_is_digit(*p) && *p != '*'  && (b->layout.para_lines || (b->layout.blank_starts && strength >= 1)))
			{
				res_open_preambular(b, i, from);
				return;
			}
			b->unlabelled |= fresh && b->end == END_COLON && b->number > 0 && b->layout.para_lines;
			res_take_line(b, i, from);
			return;
		}
	}
	if (b->part == RES_PREAMBULAR && (b->kind == PARA_FORMULA || b->kind == PARA_NONE) && b->pcount == 0 &&
		b->number == 0 && rd->shape == RES_SHAPE_RESOLUTION)
	{
		/* whatever stands first below the formula is its first paragraph */
		End			e = res_line_end(p, end);

		if (b->layout.para_lines && (e == END_STOP || e == END_SEMICOLON))
		{
			b->part = RES_OPERATIVE;
			res_open_unnumbered(b, i, from);
		}
		else
			res_open_preambular(b, i, from);
		return;
	}
	if (b->part == RES_PREAMBULAR && b->kind == PARA_CLAUSE && print > 0 && closed)
	{
		res_open_preambular(b, i, from);
		return;
	}
	if (b->part == RES_ANNEX)
	{
		if (b->kind == PARA_TEXT && !(print > 0) && !closed)
		{
			res_take_line(b, i, from);
			return;
		}
		if (b->kind == PARA_TEXT && print <= 0 && !res_broken_early(b, i, MARGIN))
		{
			res_take_line(b, i, from);
			return;
		}
		res_open_para(b, PARA_TEXT, RES_BLOCK_ANNEX, RES_NONE, i, from);
		return;
	}
	if (b->part == RES_OPERATIVE && b->kind == PARA_CLAUSE && b->end == END_STOP && print > 0 &&
		b->layout.para_lines)
	{
		/* a sentence of its own below a finished paragraph */
		res_open_para(b, PARA_CLAUSE, RES_BLOCK_CLAUSE, b->nlevels > 0 ? b->levels[b->nlevels - 1].clause : b->top,
					  i, from);
		return;
	}
	if (b->kind == PARA_CLAUSE)
	{
		res_take_line(b, i, from);
		return;
	}
	if (b->kind == PARA_TEXT && !(print > 0))
	{
		res_take_line(b, i, from);
		return;
	}
	not_placed(b, i);
	res_open_para(b, PARA_TEXT, RES_BLOCK_OTHER, RES_NONE, i, from);
}

/*
 * res_clauses_read — everything from the formula on: clauses, headings,
 * annexes.
 */
void
res_clauses_read(ResReader *rd)
{
	Builder		b;
	uint32_t	i;
	uint32_t	rest;
	bool		runs;			/* the open paragraph may be one of running lines */
	bool		took = false;	/* such a line was taken, its colon not noted */

	memset(&b, 0, sizeof(b));
	b.rd = rd;
	b.links = has_links(rd);
	b.top = RES_NONE;
	b.clause = RES_NONE;
	b.last_colon = RES_NONE;
	b.part = RES_PREAMBULAR;
	b.end = END_STOP;
	res_learn_layout(&b);
	res_mend_broken_order(&b);

	/* a part's letter above the first formula */
	for (i = rd->head_end; i > 0 && i + 4 > rd->head_end; i--)
	{
		ResStr		label;
		const char *title;
		const char *p = rd->src + rd->lines[i - 1].start;
		const char *end = p + rd->lines[i - 1].len;

		if (res_read_section(rd, p, end, &label, &title) && label.len == 1)
			b.part_label = label;
		else if (res_is_letter_and_title(rd, i - 1) && *p <= 'H' && b.part_label.p == NULL)
			b.part_label = (ResStr) {p, 1};
	}
	res_new_segment(&b, RES_NULL_STR);

	i = rd->head_end;
	if (rd->has_formula && i < rd->nlines)
	{
		res_line_is_formula(rd, i, &rest);
		res_open_formula(&b, i, rest);
		b.kind = PARA_FORMULA;
		b.nlines = 0;
		if (rest < rd->lines[i].start + rd->lines[i].len)
		{
			b.kind = PARA_NONE;
			read_line(&b, i, rest);
		}
		else
			b.kind = PARA_NONE;
		i++;
	}
	if (!b.layout.para_lines && !b.links)
		b.plain = b.layout.blank_starts ? RES_LINE_PLAIN | RES_LINE_AFTER_BLANK : RES_LINE_PLAIN;
	runs = may_run(&b);
	for (; i < rd->nlines; i++)
	{
		const ResLine *line = &rd->lines[i];

		res_tick(rd->arena, line->len + 64);
		if (line->role != RES_LINE_TEXT)
			continue;
		if (runs && plainly_goes_on(&b, line))
		{
			res_take_plain_line(&b, i);
			took = true;

			/* without a quotation only the last line counts */
			if (b.quotes > 0)
				note_colon(&b);
			continue;
		}
		if (took)
			note_colon(&b);
		took = false;
		read_line(&b, i, line->start);
		note_colon(&b);
		runs = may_run(&b);
	}
	res_close_para(&b);
	res_make_paths(&b);
}
