/*-------------------------------------------------------------------------
 *
 * parts.c
 *	  Where the parts of a document begin: the enacting formula, or, in
 *	  decisions and statements, which have none, the first paragraph.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "stages.h"

/* A formula is looked for in the line's first bytes only. */
#define FORMULA_MAX		200

/* Opening quotation marks in front of a nested formula or quoted paragraph. */
uint32_t
res_wide_open_quote_len(const char *p, const char *end)
{
	if (end - p >= 2 && memcmp(p, "\xC2\xAB", 2) == 0)	/* « */
		return 2;
	if (end - p >= 3 && (memcmp(p, "\xE2\x80\x9C", 3) == 0 ||	/* “ */
						 memcmp(p, "\xE2\x80\x9E", 3) == 0 ||	/* „ */
						 memcmp(p, "\xE2\x80\x98", 3) == 0 ||	/* ‘ */
						 memcmp(p, "\xE3\x80\x8C", 3) == 0))	/* 「 */
		return 3;
	return 0;
}

/* Length of a comma of any script at p. */
static uint32_t
comma_len(const char *p, const char *end)
{
	if (p < end && *p == ',')
		return 1;
	if (end - p >= 3 && memcmp(p, "\xEF\xBC\x8C", 3) == 0)	/* ， */
		return 3;
	if (end - p >= 2 && memcmp(p, "\xD8\x8C", 2) == 0)	/* ، */
		return 2;
	return 0;
}

/*
 * A formula that has lost its comma is told from the organ's name in the
 * masthead (in Russian and Chinese the same words) by what stands below it: the
 * first paragraph.
 */
static bool
opens_below(const ResReader *rd, uint32_t i)
{
	const char *p;
	const char *end;
	const char *after;
	int			strength;

	for (i++; i < rd->nlines; i++)
		if (rd->lines[i].role == RES_LINE_TEXT)
			break;
	if (i >= rd->nlines)
		return false;
	p = rd->src + rd->lines[i].start;
	end = p + rd->lines[i].len;
	return res_read_number(rd, p, end, &after) == 1 ||
		(res_opens_line(rd, p, end, &strength) != 0 && strength == 2);
}

bool
res_line_formula_organ(const ResReader *rd, uint32_t i, uint32_t *rest, ResStr *organ)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	const ResLexEntry *entry;
	const char *q;
	uint32_t	n;
	bool		comma;

	q = p + res_open_quote_len(p, end);
	/* "… in⏎the General Assembly" ends a title */
	if (q >= end || res_is_lower(*q))
		return false;
	n = res_lex_match(rd->lang, RES_LEX_FORMULA, q, end, &entry);
	if (n == 0)
		return false;
	q = res_skip_blanks(q + n, end);

	/* a note may be called here: "The General Assembly,1" */
	n = comma_len(q, end);
	comma = n > 0;
	q = res_skip_blanks(q + n, end);
	if (!comma && q < end && *q == '.' && q + 1 == end)
		q++;
	if (q < end && comma)
	{
		const char *d = q;

		while (d < end && (res_is_digit(*d) || *d == '*'))
			d++;
		if (d == end)
			q = end;
	}
	if (q >= end && !comma && !opens_below(rd, i))
		return false;
	if (q < end)
	{
		int			strength;

		/*
		 * What follows on the line must be the first clause; a sentence that
		 * begins with the organ's name is no formula.
		 */
		if (!comma && !(q[-1] == '\t'))
			return false;
		if (!(res_is_digit(*q) && memchr(q, '.', (size_t) (end - q < 5 ? end - q : 5)) != NULL) &&
			(res_opens_line(rd, q, end, &strength) == 0 || strength < 2))
			return false;
	}
	if (rest != NULL)
		*rest = (uint32_t) (q - rd->src);
	if (organ != NULL)
		*organ = entry->value == NULL ? RES_NULL_STR :
			(ResStr) {entry->value, (uint32_t) strlen(entry->value)};
	return true;
}

bool
res_line_is_formula(const ResReader *rd, uint32_t i, uint32_t *rest)
{
	return res_line_formula_organ(rd, i, rest, NULL);
}

/* Digits (of a meeting or a date) near the start of a sentence. */
static bool
names_meeting(const char *p, const char *end)
{
	const char *stop = end - p > 60 ? p + 60 : end;

	for (; p < stop; p++)
		if (res_is_digit(*p))
			return true;
	return false;
}

/*
 * Does a paragraph of a decision begin here: "At its 3rd plenary meeting, on
 * …", in a line that also names the meeting?
 */
static bool
opens_decision(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return res_lex_match(rd->lang, RES_LEX_DECISION_OPENING, p, end, NULL) > 0 && names_meeting(p, end);
}

/* "Statement by the President of the Security Council", in any language. */
static bool
names_statement(const ResReader *rd, const char *p, const char *end)
{
	const ResLexEntry *entry;

	return end - p < 200 && res_lex_match(rd->lang, RES_LEX_KIND, p, end, &entry) > 0 &&
		entry->number == RES_KIND_STATEMENT;
}

/* The sentence that introduces a statement of the President, up to its colon. */
static bool
opens_statement(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	return res_lex_match(rd->lang, RES_LEX_STATEMENT_OPENING, p, end, NULL) > 0 && names_meeting(p, end);
}

/*
 * A decision in one sentence: the organ's name, a comma or not, and the
 * sentence goes on in lower case ("The General Assembly, recalling …,
 * decides").
 */
static bool
opens_sentence(const ResReader *rd, uint32_t i, ResStr *organ)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	const ResLexEntry *entry;
	uint32_t	n = res_lex_match(rd->lang, RES_LEX_FORMULA, p, end, &entry);

	if (n == 0)
		return false;
	p = res_skip_blanks(p + n, end);
	p = res_skip_blanks(p + comma_len(p, end), end);
	if (p >= end || !res_is_lower(*p))
		return false;
	*organ = entry->value == NULL ? RES_NULL_STR :
		(ResStr) {entry->value, (uint32_t) strlen(entry->value)};
	return true;
}

/*
 * The letters of ASCII in which words for an amendment begin, a bit of each;
 * they are few, and the lines that are looked through have many words.
 */
static uint32_t
amendment_letters(ResLang lang)
{
	uint32_t	letters = 0;
	uint32_t	n;
	const ResLexEntry *kind = res_lex_entries(lang, RES_LEX_KIND, &n);

	for (; n > 0; n--, kind++)
		if (kind->number == RES_KIND_AMENDMENT && res_is_alpha(*kind->text))
			letters |= 1u << (*kind->text & 31);
	return letters;
}

/* "…: amendment to draft resolution A/80/L.25" in the sponsors line. */
static bool
names_amendment(const ResReader *rd, uint32_t i, uint32_t letters)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;
	const char *q;

	for (q = p; q != NULL && q < end; q = res_behind_blank(q, end))
	{
		const ResLexEntry *entry;

		res_tick(rd->arena, 32);
		if (res_is_alpha(*q) && (letters >> (*q & 31) & 1) == 0)
			continue;
		if (res_lex_match(rd->lang, RES_LEX_KIND, q, end, &entry) > 0 &&
			entry->number == RES_KIND_AMENDMENT)
			return true;
	}
	return false;
}

/* "paragraph" or another unit that an instruction changes. */
static bool
names_unit(const ResReader *rd, const char *p, const char *end)
{
	const char *q;

	for (q = p; q != NULL && q < end; q = res_behind_blank(q, end))
	{
		res_tick(rd->arena, 16);
		if (res_lex_match(rd->lang, RES_LEX_AMENDMENT_UNIT, q, end, NULL) > 0)
			return true;
	}
	return false;
}

/* "Delete paragraph 3", "1. In the fourth preambular paragraph, delete …" */
static bool
opens_instruction(const ResReader *rd, const char *p, const char *end)
{
	const char *after;

	if (res_read_number(rd, p, end, &after) == 1)
		return res_lex_match(rd->lang, RES_LEX_AMENDMENT_OPENING, after, end, NULL) > 0;
	return res_lex_match(rd->lang, RES_LEX_AMENDMENT_OPENING, p, end, NULL) > 0 && names_unit(rd, p, end);
}

/* Does a symbol hold this series: "/DEC/" in A/DEC/76/550? */
static bool
symbol_in_series(ResStr symbol, const char *series)
{
	size_t		n = strlen(series);
	uint32_t	i;

	for (i = 0; i + n <= symbol.len; i++)
		if (memcmp(symbol.p + i, series, n) == 0)
			return true;
	return false;
}

/* A full stop at the end, perhaps with a note's call behind it. */
static bool
ends_in_stop(const ResReader *rd, uint32_t i)
{
	const char *p = rd->src + rd->lines[i].start;
	const char *end = p + rd->lines[i].len;

	while (end > p && (res_is_digit(end[-1]) || end[-1] == '*' || end[-1] == ' '))
		end--;
	return end > p && end[-1] == '.';
}

/* A line that ends in a colon (of any script). */
static bool
ends_in_colon(const ResReader *rd, uint32_t i)
{
	const char *end = rd->src + rd->lines[i].start + rd->lines[i].len;

	return end[-1] == ':' || (rd->lines[i].len >= 3 && memcmp(end - 3, "\xEF\xBC\x9A", 3) == 0);
}

/*
 * res_parts_find — set rd->head_end: the line of the formula, or the first
 * line of the first paragraph where there is no formula.
 *
 * rd->shape says which kind of text it is.  rd->head_end = rd->nlines means
 * that no clause was found.
 */
void
res_parts_find(ResReader *rd)
{
	uint32_t	i;
	uint32_t	first_phrase = rd->nlines;
	uint32_t	first_decision = rd->nlines;
	uint32_t	statement = rd->nlines;
	uint32_t	first_sentence = rd->nlines;
	uint32_t	first_instruction = rd->nlines;
	uint32_t	amendment = rd->nlines;
	bool		titled = symbol_in_series(rd->own_symbol, "/PRST/");	/* a statement says so above */
	ResStr		sentence_organ = RES_NULL_STR;
	uint32_t	letters = amendment_letters(rd->lang);

	rd->head_end = rd->nlines;
	rd->tail_start = rd->tail_end = rd->nlines;
	for (i = 0; i < rd->nlines; i++)
	{
		ResStr		organ;
		const char *p = rd->src + rd->lines[i].start;
		const char *end = p + rd->lines[i].len;
		int			strength;

		res_tick(rd->arena, 64);
		if (rd->lines[i].role != RES_LINE_TEXT)
			continue;
		if (res_line_formula_organ(rd, i, NULL, &organ))
		{
			/* an amendment, statement or decision that quotes a resolution keeps its form */
			if (statement < i || first_decision < i || first_instruction < i)
				break;
			rd->head_end = i;
			rd->has_formula = true;
			rd->doc->header.organ = organ;
			rd->shape = RES_SHAPE_RESOLUTION;
			return;
		}
		if (i < 60 && !titled)
			titled = names_statement(rd, p, end);
		if (i < 120 && amendment == rd->nlines && names_amendment(rd, i, letters))
			amendment = i;
		else if (amendment < i && first_instruction == rd->nlines && opens_instruction(rd, p, end))
			first_instruction = i;
		if (first_sentence == rd->nlines && opens_sentence(rd, i, &organ))
		{
			first_sentence = i;
			sentence_organ = organ;
		}
		if (statement == rd->nlines && opens_statement(rd, i))
			statement = i;
		else if (first_decision == rd->nlines && opens_decision(rd, i))
			first_decision = i;
		else if (first_phrase == rd->nlines && rd->lines[i].len > 20 &&
				 res_opens_line(rd, p, end, &strength) != 0 && strength == 2 &&
				 (comma_len(end - 1, end) > 0 || comma_len(end - 2, end) == 2 || comma_len(end - 3, end) == 3))
			first_phrase = i;
		else if (first_phrase == rd->nlines && rd->lines[i].len > 20 && *p == '1' && p[1] == '.' &&
				 res_opens_line(rd, res_skip_blanks(p + 2, end), end, &strength) != 0 &&
				 strength == 2)
			first_phrase = i;
	}
	if (titled)
	{
		/* the statement is quoted from its first paragraph on */
		for (i = 1; i < rd->nlines && i < 80; i++)
		{
			const char *p = rd->src + rd->lines[i].start;

			if (rd->lines[i].role == RES_LINE_TEXT && res_open_quote_len(p, p + rd->lines[i].len) > 0 &&
				rd->lines[i - 1].len > 0 && (ends_in_colon(rd, i - 1) || ends_in_stop(rd, i - 1)))
			{
				rd->head_end = i;
				rd->shape = RES_SHAPE_STATEMENT;
				return;
			}
		}
	}
	if (statement < rd->nlines)
	{
		/* the paragraphs begin behind the sentence that introduces them */
		for (i = statement; i < rd->nlines && i < statement + 12; i++)
			if (rd->lines[i].role == RES_LINE_TEXT && ends_in_colon(rd, i))
				break;
		if (i < rd->nlines && i < statement + 12)
		{
			rd->head_end = i + 1;
			rd->shape = RES_SHAPE_STATEMENT;
			return;
		}
	}
	if (first_instruction < rd->nlines)
	{
		/* its number alone on the line above belongs to it */
		for (i = first_instruction; i > 0 && rd->lines[i - 1].role != RES_LINE_TEXT; i--)
			;
		if (i > 0)
		{
			const char *p = rd->src + rd->lines[i - 1].start;
			const char *end = p + rd->lines[i - 1].len;
			const char *after;

			if (res_read_number(rd, p, end, &after) == 1 && after == end)
				first_instruction = i - 1;
		}
		rd->head_end = first_instruction;
		rd->shape = RES_SHAPE_AMENDMENT;
		return;
	}
	if (symbol_in_series(rd->own_symbol, "/DEC/"))
	{
		/* the first sentence below the number and its title */
		bool		number = false;

		for (i = 0; i < rd->nlines && i < 60; i++)
		{
			const char *p = rd->src + rd->lines[i].start;
			uint32_t	n = 0;

			if (rd->lines[i].role != RES_LINE_TEXT)
				continue;
			if (i == first_decision)
				break;
			if (number && rd->lines[i].len > 40 && (ends_in_stop(rd, i) || ends_in_colon(rd, i)))
			{
				first_decision = i;
				break;
			}
			while (n < rd->lines[i].len && (res_is_digit(p[n]) || p[n] == '/'))
				n++;
			if (n > 3 && n < rd->lines[i].len && p[n] == '.')
				number = true;
		}
	}
	if (first_sentence < first_decision && first_sentence < first_phrase)
	{
		rd->head_end = first_sentence;
		rd->doc->header.organ = sentence_organ;
		rd->shape = RES_SHAPE_DECISION;
		return;
	}
	if (first_decision < rd->nlines)
	{
		rd->head_end = first_decision;
		rd->shape = RES_SHAPE_DECISION;
		return;
	}
	if (first_phrase < rd->nlines)
	{
		rd->head_end = first_phrase;
		rd->shape = RES_SHAPE_RESOLUTION;
	}
}
