/*-------------------------------------------------------------------------
 *
 * clauses_lists.c
 *	  Lists of sub-paragraphs: which one a label goes on with or begins, and
 *	  items whose labels were lost.
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/* How far the next label is looked for. */
#define LOOK_FOR_LABEL	12

/* A label, in a list that is quoted behind the mark that opens the quotation: "“(a) On …". */
bool
res_read_quoted_label(const Builder *b, const char *p, const char *end, ResLabel *label)
{
	uint32_t	quote = res_open_quote_len(p, end);

	/* the mark may be part of the label: ‘1‘ */
	if (res_read_label(b->rd, p, end, label))
		return true;
	return quote > 0 && b->rd->shape == RES_SHAPE_RESOLUTION && (b->nlevels > 0 || b->last_colon >= 0) &&
		res_read_label(b->rd, p + quote, end, label);
}

/*
 * Where does a label belong?  Returns the level (0-based, may be nlevels for a
 * new one), or -1 if the label does not fit.  *series and *value say how it is
 * read.
 */
int
res_fit_label(const Builder *b, const ResLabel *label, bool strong, ResSeries *series, uint32_t *value)
{
	int			k;
	bool		roman_open = false;
	bool		may_open;

	for (k = 0; k < (int) b->nlevels; k++)
		if (b->levels[k].series == RES_SERIES_ROMAN)
			roman_open = true;

	/* the next of an open list */
	for (k = (int) b->nlevels - 1; k >= 0; k--)
	{
		const Level *level = &b->levels[k];

		if (label->series == RES_SERIES_BULLET && level->series == RES_SERIES_BULLET)
		{
			*series = RES_SERIES_BULLET;
			*value = level->value + 1;
			return k;
		}
		if (level->series == RES_SERIES_ROMAN && label->roman == level->value + 1)
		{
			*series = RES_SERIES_ROMAN;
			*value = label->roman;
			return k;
		}
		if (label->series == level->series && label->series != RES_SERIES_BULLET &&
			(label->value == level->value + 1 || label->other == level->value + 1))
		{
			/* "(i)" behind "(h)" is the letter unless a Roman list begins */
			*series = level->series;
			*value = level->value + 1;
			return k;
		}
	}

	/* a list that goes on below the next clause: (ii) with (h) behind (i) with (a) to (g) */
	if (b->nlevels < b->nknown && label->series == b->levels[b->nlevels].series &&
		label->series != RES_SERIES_BULLET && label->value == b->levels[b->nlevels].value + 1)
	{
		*series = label->series;
		*value = label->value;
		return (int) b->nlevels;
	}

	/* the first of a new one */
	may_open = strong || b->end == END_COLON || b->end == END_COMMA || b->end == END_NONE;
	if (may_open && b->nlevels < RES_MAX_DEPTH)
	{
		if (label->series == RES_SERIES_BULLET)
		{
			*series = RES_SERIES_BULLET;
			*value = 1;
			return (int) b->nlevels;
		}
		if (label->roman == 1 && !roman_open)
		{
			*series = RES_SERIES_ROMAN;
			*value = 1;
			return (int) b->nlevels;
		}
		if (label->value == 1)
		{
			/* a list of the same kind begins again: one level up, or anew */
			for (k = 0; k < (int) b->nlevels; k++)
				if (b->levels[k].series == label->series)
					break;
			*series = label->series;
			*value = 1;
			return k < (int) b->nlevels && b->end != END_COLON ? k : (int) b->nlevels;
		}
	}

	/* a gap: a label was lost */
	if (strong)
	{
		for (k = (int) b->nlevels - 1; k >= 0; k--)
		{
			const Level *level = &b->levels[k];

			if (level->series == RES_SERIES_ROMAN && label->roman > level->value &&
				label->roman <= level->value + 2)
			{
				*series = RES_SERIES_ROMAN;
				*value = label->roman;
				return k;
			}
			if (label->series == level->series && label->value > level->value &&
				label->value <= level->value + 3)
			{
				*series = level->series;
				*value = label->value;
				return k;
			}
		}
	}
	return -1;
}

/* The label in one form: in brackets, lower case. */
static ResStr
address_label(Builder *b, const ResLabel *label, ResSeries series, uint32_t value)
{
	char	   *out;
	uint32_t	n = 0;
	uint32_t	k;

	if (series == RES_SERIES_BULLET)
		return res_printf(b->rd->arena, "[%u]", (unsigned) value);
	out = res_alloc(b->rd->arena, label->inner.len + 3);
	out[n++] = '(';
	for (k = 0; k < label->inner.len; k++)
		if (label->inner.p[k] != ' ')	/* "(أ أ)" */
			out[n++] = res_lower(label->inner.p[k]);
	out[n++] = ')';
	return (ResStr) {out, n};
}

/* Begin the sub-paragraph with this label on line i, in level k (res_fit_label). */
void
res_open_sub(Builder *b, uint32_t i, const ResLabel *label, int k, ResSeries series, uint32_t value)
{
	Level	   *level = &b->levels[k];
	ResStr		printed = series == RES_SERIES_BULLET ? RES_NULL_STR : label->printed;

	if (value == 1)
		b->nknown = (uint32_t) k + 1;
	else if (b->nknown < b->nlevels || b->nknown < (uint32_t) k + 1)
		b->nknown = b->nlevels > (uint32_t) k + 1 ? b->nlevels : (uint32_t) k + 1;
	if (k == (int) b->nlevels)
	{
		/* a new list stands in the clause before it */
		level->parent = k == 0 ? b->top : b->levels[k - 1].clause;
		b->nlevels++;
	}
	else
	{
		if (value == 1)
			level->parent = k == 0 ? b->top : b->levels[k - 1].clause;
		b->nlevels = (uint32_t) k + 1;
	}
	level->series = series;
	level->value = value;
	level->lost = false;
	level->clause = res_new_clause(b, level->parent, 's', value, printed,
								   address_label(b, label, series, value));
	res_open_clause(b, level->clause, i, (uint32_t) (label->after - b->rd->src));
	b->bare = label->after >= b->rd->src + b->rd->lines[i].start + b->rd->lines[i].len;
}

/*
 * Does the open list go on below line i?  Then what stands there in lower case
 * belongs to its last item.  Looks at the lines a long item may have.
 */
bool
res_list_goes_on(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	int			n;

	for (n = 0; n < 40; n++)
	{
		const char *p;
		const char *end;
		const char *after;
		ResLabel	label;

		i = next_text(rd, i);
		if (i >= rd->nlines)
			return false;
		p = rd->src + rd->lines[i].start;
		end = p + rd->lines[i].len;
		if (res_read_number(rd, p, end, &after) > 0)
			return false;
		if (res_read_label(rd, p, end, &label))
		{
			ResSeries	series;
			uint32_t	value;
			int			k = res_fit_label(b, &label, false, &series, &value);

			return k >= 0 && k < (int) b->nlevels && value > 1;
		}
	}
	return false;
}

/*
 * The item of a list that has lost its label in this extraction: "(a)" and
 * "(b)" are gone, "(c)" is there.  Returns the series of the list if line i,
 * the first paragraph behind a colon, is such an item, else RES_SERIES_NONE.
 *
 * Converters to Markdown drop the labels of whole lists; there a list is
 * lettered unless a label says otherwise, if its first item ends as items do.
 */
static ResSeries
lost_labels(const Builder *b, uint32_t i)
{
	const ResReader *rd = b->rd;
	const ResLine *first = &rd->lines[i];
	uint32_t	count = 1;
	End			stop;
	int			n;

	for (n = 0; n < LOOK_FOR_LABEL; n++)
	{
		const char *p;
		const char *end;
		ResLabel	label;

		i = next_text(rd, i);
		if (i >= rd->nlines || number_at(b, i) > 0)
			break;
		p = rd->src + rd->lines[i].start;
		end = p + rd->lines[i].len;
		if (res_read_label(rd, p, end, &label))
		{
			if (label.series == RES_SERIES_LETTER && label.value == count + 1)
				return RES_SERIES_LETTER;
			if (label.series == RES_SERIES_LETTER && label.roman == count + 1)
				return RES_SERIES_ROMAN;
			break;
		}
		if (!starts_lower(p, end))
			count++;
	}
	if (!b->layout.markdown)
		return RES_SERIES_NONE;
	stop = res_line_end_joined(rd, rd->src + first->start, rd->src + first->start + first->len);
	return stop == END_SEMICOLON || stop == END_COMMA ? RES_SERIES_LETTER : RES_SERIES_NONE;
}

/* Begin item "value" of a list, though its label is not there. */
static void
open_lost(Builder *b, uint32_t i, uint32_t from, int k, ResSeries series, uint32_t value)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	static const char *const romans[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};
	ResLabel	label;

	memset(&label, 0, sizeof(label));
	label.series = series;
	label.inner = series == RES_SERIES_ROMAN ? (ResStr) {romans[value - 1], (uint32_t) strlen(romans[value - 1])} :
		(ResStr) {letters + value - 1, 1};
	label.after = b->rd->src + from;
	res_problem(b->rd, RES_SEVERITY_WARNING, b->rd->lines[i].no, "item (%.*s) of a list stands without its label",
				(int) label.inner.len, label.inner.p);
	res_open_sub(b, i, &label, k, series, value);
	b->levels[k].lost = true;
}

/*
 * Does line i open an item without its label?  The first stands behind a
 * colon, the next ones behind items that lost theirs.
 */
bool
res_read_lost_item(Builder *b, uint32_t i, uint32_t from, int strength)
{
	const ResReader *rd = b->rd;
	const char *p = rd->src + from;
	const char *end = rd->src + rd->lines[i].start + rd->lines[i].len;
	ResSeries	series;
	int			k;

	if (!b->layout.para_lines || b->kind != PARA_CLAUSE || b->top < 0 || b->part == RES_ANNEX || starts_lower(p, end) ||
		b->quotes > 0 || res_open_quote_len(p, end) > 0 ||
		(!b->layout.markdown && res_line_end_joined(rd, p, end) == END_NONE) ||
		number_at(b, i) > 0)
		return false;
	if (b->end == END_COLON)
	{
		if (b->nlevels >= RES_MAX_DEPTH || (series = lost_labels(b, i)) == RES_SERIES_NONE)
			return false;
		open_lost(b, i, from, (int) b->nlevels, series, 1);
		return true;
	}
	if (b->end != END_SEMICOLON && b->end != END_COMMA)
		return false;
	for (k = (int) b->nlevels - 1; k >= 0 && !b->levels[k].lost; k--)
		;
	if (k < 0 || (b->part == RES_PREAMBULAR && strength == 2) ||
		b->levels[k].value >= (series = b->levels[k].series, series == RES_SERIES_ROMAN ? 10u : 26u))
		return false;
	open_lost(b, i, from, k, series, b->levels[k].value + 1);
	return true;
}
