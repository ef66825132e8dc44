/*-------------------------------------------------------------------------
 *
 * labels.c
 *	  Numbers and labels at the start of a line: "3.", "(a)", "ii)", "•".
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "simd.h"
#include "stages.h"

/*
 * Value of a Roman numeral in one case; 0 if it is none.  Strict enough that
 * words are none: "mix" is 1009 and no label.
 */
uint32_t
res_roman_value(const char *p, const char *end)
{
	static const char digits[] = "ivxlcdm";
	static const uint32_t values[] = {1, 5, 10, 50, 100, 500, 1000};
	uint32_t	sum = 0;
	uint32_t	last = 0;

	if (p >= end || end - p > 8)
		return 0;
	for (const char *q = end; q > p; q--)
	{
		const char *d = memchr(digits, res_lower(q[-1]), 7);
		uint32_t	v;

		if (d == NULL)
			return 0;
		v = values[d - digits];
		if (v < last)
			sum -= v;
		else
		{
			sum += v;
			last = v;
		}
	}
	return sum < 200 ? sum : 0;
}

/*
 * res_read_number_here — the number of an operative paragraph: digits and a full
 * stop ("3."), in Arabic digits and a hyphen ("3 -").  *after is the first
 * byte of what follows.  Returns 0 if there is none.
 */
uint32_t
res_read_number_here(const ResReader *rd, const char *p, const char *end, const char **after)
{
	const char *q = p;
	uint32_t	n = 0;
	uint32_t	w;
	int			ndigits;
	int			d;

	for (ndigits = 0; ndigits < 4 && (d = res_digit(q, end, &w)) >= 0; ndigits++)
	{
		n = n * 10 + (uint32_t) d;
		if (n == 0)
			return 0;			/* "03." */
		q += w;
	}
	if (n == 0 || ndigits > 3)
		return 0;
	if (q < end && *q == ' ' && q + 1 < end && q[1] == '.')
		q++;					/* "232 ." */
	if (q < end && *q == '.')
	{
		q++;
		/* "3.5 million", "1.Recalls" */
		if (q < end && (res_is_digit(*q) || *q == ')'))
			return 0;
		if (q < end && res_blank_len(q, end) == 0 && res_invisible_len(q, end) == 0)
		{
			uint32_t	len;
			uint32_t	ch = res_decode(q, end, &len);

			if (!res_is_upper_char(ch) && ch < 0x3000)
				return 0;
		}
	}
	else
	{
		/* what else the language sets behind a number: "3 -", "3、" */
		q = res_skip_blanks(q, end);
		w = res_lex_match(rd->lang, RES_LEX_NUMBER_END, q, end, NULL);
		if (w == 0)
			return 0;
		if (!res_is_unspaced(q, end) && q + w < end && res_blank_len(q + w, end) == 0)
			return 0;
		q += w;
	}
	*after = res_skip_blanks(q, end);
	return n;
}

/* A bullet or dash that opens a list item. */
static uint32_t
bullet_len(const char *p, const char *end)
{
	uint32_t	w;
	uint32_t	ch = res_decode(p, end, &w);

	switch (ch)
	{
		case 0x2022:			/* • */
		case 0x25CF:
		case 0x25AA:
		case 0x25E6:
		case 0x2023:
		case 0x00B7:
		case 0xF0B7:			/* private use: the same in a symbol font */
		case 0xF0A7:
			return w;
		case 0x2013:
		case 0x2014:
		case '-':
		case '*':
			/* a dash is a bullet only with a blank behind it */
			return p + w < end && res_blank_len(p + w, end) > 0 ? w : 0;
		default:
			return 0;
	}
}

/* Does the quotation mark that closes a label stand at p: ’1‘, ‘1‘, '1'? */
static uint32_t
label_quote_len(const char *p, const char *end)
{
	if (p < end && *p == '\'')
		return 1;
	return end - p >= 3 && (memcmp(p, "\xE2\x80\x98", 3) == 0 || memcmp(p, "\xE2\x80\x99", 3) == 0) ? 3 : 0;
}

/*
 * A letter of another alphabet, or the same one twice: behind the last letter
 * come (أأ), (ب ب), as (aa) behind (z) (A/RES/80/184, paragraph 2).  Returns
 * its entry, null if it is none; *place is where it stands in the list.
 */
static const ResLexEntry *
letter_of_list(const ResReader *rd, const char *s, const char *e, uint32_t *place)
{
	const ResLexEntry *entry;
	const ResLexEntry *all;
	const char *half = s + (e - s) / 2;
	const char *second = half;
	uint32_t	n;

	*place = 0;
	if (res_lex_match(rd->lang, RES_LEX_LABEL, s, e, &entry) == (uint32_t) (e - s))
	{
		*place = (uint32_t) entry->number;
		return entry;
	}
	if (half < e && res_blank_len(half, e) == (uint32_t) (e - s) % 2)
		second = half + res_blank_len(half, e);
	if (half == s || e - second != half - s || memcmp(s, second, (size_t) (half - s)) != 0 ||
		res_lex_match(rd->lang, RES_LEX_LABEL, s, half, &entry) != (uint32_t) (half - s))
		return NULL;
	all = res_lex_entries(rd->lang, RES_LEX_LABEL, &n);
	for (; n > 0; n--, all++)
		if ((uint32_t) all->number > *place)
			*place = (uint32_t) all->number;
	*place += (uint32_t) entry->number;
	return entry;
}

/*
 * res_read_label — the label of a sub-paragraph.
 *
 * Reads "(a)", "a)", "(ii)", "(1)", "a.", bullets, Chinese ㈠ and （一）, Arabic
 * (أ), (أ أ) and ’1‘.  Returns false if the line opens with no label.
 */
bool
res_read_label(const ResReader *rd, const char *p, const char *end, ResLabel *label)
{
	const char *q = p;
	const char *s;
	const char *e;
	uint32_t	w;
	uint32_t	ch;
	bool		open = false;
	bool		wide = false;
	const ResLexEntry *entry;

	/* most lines begin with a word */
	if (p >= end)
		return false;
	if (res_is_alpha(*p) && (res_lex_sets(rd->lang, p, end) & RES_LEX_SET(RES_LEX_LABEL_SIGN)) == 0)
	{
		s = res_skip_letters(p, end);
		if (s < end && *s == ' ')
			return false;
	}
	memset(label, 0, sizeof(*label));
	w = res_is_alpha(*p) ? 0 : bullet_len(p, end);
	if (w > 0)
	{
		label->series = RES_SERIES_BULLET;
		label->printed = (ResStr) {p, w};
		label->after = res_skip_blanks(p + w, end);
		return label->after < end;
	}
	if ((w = res_lex_match(rd->lang, RES_LEX_LABEL_SIGN, p, end, &entry)) > 0)
	{
		label->series = RES_SERIES_OTHER;
		label->value = (uint32_t) entry->number;
		label->printed = (ResStr) {p, w};
		label->inner = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		label->after = res_skip_blanks(p + w, end);
		return true;
	}
	if (res_is_alpha(*q))
	{
		s = res_skip_letters(q, end);
		if (s < end && *s == ' ')
			return false;
	}
	if (*q == '(')
	{
		open = true;
		q++;
	}
	else if (end - q >= 3 && memcmp(q, "\xEF\xBC\x88", 3) == 0)
	{
		open = wide = true;
		q += 3;
	}
	else if ((w = res_lex_match(rd->lang, RES_LEX_LABEL_QUOTE, q, end, NULL)) > 0)
	{
		/* Arabic second level: ’1‘ */
		open = true;
		q += w;
	}
	s = q;
	while (q < end && q - s < 10)
	{
		if (res_is_digit(*q) || res_is_alpha(*q))
		{
			q++;
			continue;
		}
		ch = res_decode(q, end, &w);
		/* the blank in "(أ أ)" */
		if (!res_is_word(q, end) && ch != 0x0640 &&
			!(open && *q == ' ' && q > s && (unsigned char) *s >= 0x80 && end - q > q - s + 1 &&
			  memcmp(q + 1, s, (size_t) (q - s)) == 0))
			break;
		q += w;
	}
	e = q;
	if (e == s)
		return false;
	if (q < end && *q == ')')
		q++;
	else if (wide && end - q >= 3 && memcmp(q, "\xEF\xBC\x89", 3) == 0)
		q += 3;
	else if (open && (w = label_quote_len(q, end)) > 0)
		q += w;
	else if (!open && q < end && *q == '.' && res_is_lower(*s) && (e - s == 1 || (e - s <= 5 && res_roman_value(s, e) > 0)))
		q++;					/* "a.", "ii." */
	else
		return false;

	/* what is inside? */
	if (res_digit(s, e, &w) >= 0)
	{
		int			d;
		int			n = 0;
		const char *c;

		for (c = s; c < e; c += w)
		{
			if ((d = res_digit(c, e, &w)) < 0 || ++n > 2)
				return false;
			label->value = label->value * 10 + (uint32_t) d;
		}
		label->series = RES_SERIES_DIGIT;
	}
	else if (res_is_alpha(*s))
	{
		label->roman = res_roman_value(s, e);
		if (e - s == 1)
			label->value = (uint32_t) (res_lower(*s) - 'a' + 1);
		else if (e - s == 2 && res_lower(s[0]) == res_lower(s[1]))
			label->value = 26 + (uint32_t) (res_lower(*s) - 'a' + 1);
		if (label->value == 0 && label->roman == 0)
			return false;
		label->series = RES_SERIES_LETTER;
		label->upper = res_is_upper(*s);
	}
	else if ((entry = letter_of_list(rd, s, e, &label->value)) != NULL)
	{
		/* a letter that stands in a row with Latin ones, or may be one */
		label->series = entry->value != NULL ? RES_SERIES_LETTER : RES_SERIES_OTHER;
		if (entry->value != NULL && res_is_lower(entry->value[0]) && label->value == (uint32_t) entry->number)
			label->other = (uint32_t) (entry->value[0] - 'a' + 1);
	}
	else
		return false;
	label->inner = (ResStr) {s, (uint32_t) (e - s)};
	label->printed = (ResStr) {p, (uint32_t) (q - p)};
	if (!open && q < end && res_blank_len(q, end) == 0)
		return false;			/* "a)bc" is no label without its opening */
	label->after = res_skip_blanks(q, end);
	return true;
}

/*
 * A section's label that is no Latin capital: "أولا", "二. Title", "باء1".  What
 * follows is parted from it by a stop, a dash or a blank, or is a note's call
 * at the end of the line.
 */
static bool
section_in_words(const ResReader *rd, const char *p, const char *end, ResStr *label, const char **title)
{
	const ResLexEntry *entry;
	uint32_t	n = res_lex_match(rd->lang, RES_LEX_SECTION_NUMBER, p, end, &entry);
	const char *q = p + n;
	const char *t;
	const char *w;
	bool		parted = true;
	uint32_t	len;

	if (n == 0 || entry->value == NULL)
		return false;
	t = res_skip_blanks(q, end);
	if (t < end && *t == '.')
		t = res_skip_blanks(t + 1, end);
	else if (t < end && t > q && res_dash_len(t, end) > 0)
		t = res_skip_blanks(t + res_dash_len(t, end), end);
	else
		parted = t > q && (*q == '\t' || !res_is_upper_char(res_decode(p, end, &len)));	/* "В связи с" is none */
	for (w = t; w < end && res_is_digit(*w) && w - t < 3; w++)
		;
	if (w == end)
		t = end;
	else if (!parted)
		return false;
	*label = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
	*title = t;
	return true;
}

/*
 * res_read_section — a section's label alone, or in front of its title: "II",
 * "A", "II. Title", "A.⇥Title", "== III ==".  *title points behind it.
 */
bool
res_read_section(const ResReader *rd, const char *p, const char *end, ResStr *label, const char **title)
{
	const char *q;
	const char *s;
	bool		marked = false;

	while (p < end && (*p == '=' || *p == '#' || *p == ' '))
	{
		if (*p != ' ')
			marked = true;
		p++;
	}
	while (marked && end > p && (end[-1] == '=' || end[-1] == '#' || end[-1] == ' '))
		end--;
	{
		uint32_t	n = res_lex_match(rd->lang, RES_LEX_SECTION, p, end, NULL);

		if (n > 0)
			p = res_skip_blanks(p + n, end);
	}
	s = p;
	q = p;
	while (q < end && res_is_upper(*q))
		q++;
	if (q == s)
		return section_in_words(rd, p, end, label, title);
	if (q - s > 6)
		return false;
	if (q - s > 1 && res_roman_value(s, q) == 0)
		return false;
	*label = (ResStr) {s, (uint32_t) (q - s)};
	if (q == end)
	{
		*title = q;
		return true;
	}
	if (*q == '.' && (q + 1 == end || res_blank_len(q + 1, end) > 0))
		q++;
	else if (*q != '\t')
		return false;
	*title = res_skip_blanks(q, end);
	return true;
}
