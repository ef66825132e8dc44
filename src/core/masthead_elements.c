/*-------------------------------------------------------------------------
 *
 * masthead_elements.c
 *	  The elements of a masthead: symbol, distribution, date, organ, session,
 *	  committee, agenda item, read from the front of a cell.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "dates.h"
#include "symbol.h"

/* Letters of the number behind an agenda item: "(jj)". */
#define MAX_ITEM_LETTER		8

typedef enum ElementKind
{
	EL_NONE, EL_SYMBOL, EL_DISTRIBUTION, EL_DATE, EL_ORGAN, EL_SESSION,
	EL_COMMITTEE, EL_AGENDA
} ElementKind;

typedef struct Element
{
	ElementKind kind;
	uint32_t	len;
	ResStr		value;
	ResDate		date;
} Element;

/* The letters of a word, a bit of each. */
static uint32_t
letters_in(const char *p, uint32_t len)
{
	uint32_t	letters = 0;

	while (len > 0)
		letters |= 1u << (p[--len] & 31);
	return letters;
}

/* Are there more than two? */
static inline bool
more_than_two(uint32_t letters)
{
	letters &= letters - 1;
	letters &= letters - 1;
	return letters != 0;
}

/* Do two words differ in no more than two letters (put in, left out, changed)? */
static bool
nearly_equal(const char *a, uint32_t alen, const char *b, uint32_t blen)
{
	uint8_t		row[40];
	uint32_t	ina;
	uint32_t	inb;
	uint32_t	i;
	uint32_t	k;

	if (alen >= sizeof(row) || blen >= sizeof(row) || alen + 2 < blen || blen + 2 < alen)
		return false;

	/* each letter that only one of them has is one that differs */
	ina = letters_in(a, alen);
	inb = letters_in(b, blen);
	if (more_than_two(ina & ~inb) || more_than_two(inb & ~ina))
		return false;
	for (k = 0; k <= blen; k++)
		row[k] = (uint8_t) k;
	for (i = 1; i <= alen; i++)
	{
		uint8_t		diagonal = row[0];
		uint8_t		least = (uint8_t) i;

		row[0] = (uint8_t) i;
		for (k = 1; k <= blen; k++)
		{
			uint8_t		best = (uint8_t) (diagonal + (res_lower(a[i - 1]) != res_lower(b[k - 1])));

			diagonal = row[k];
			if (row[k] + 1 < best)
				best = (uint8_t) (row[k] + 1);
			if (row[k - 1] + 1 < best)
				best = (uint8_t) (row[k - 1] + 1);
			row[k] = best;
			if (best < least)
				least = best;
		}
		if (least > 2)
			return false;
	}
	return row[blen] <= 2;
}

/*
 * The one ordinal that a misread word can be ("rrwenty-sixth"), with the word
 * for session behind it and nothing else on the line.
 */
static uint32_t
read_misread_session(const ResReader *rd, const char *p, const char *end, ResStr *session)
{
	const ResLexEntry *entries;
	const ResLexEntry *entry;
	const char *q = p;
	int32_t		number = 0;
	uint32_t	n;
	uint32_t	i;

	while (q < end && q - p < 40 && res_blank_len(q, end) == 0)
		q++;
	if (q - p < 8 || q >= end)
		return 0;
	n = res_head_lex(rd, RES_LEX_SESSION, res_skip_blanks(q, end), end, &entry);
	if (n == 0 || entry->number != 0 || res_skip_blanks(q, end) + n != end)
		return 0;
	entries = res_lex_entries(rd->lang, RES_LEX_ORDINAL, &n);
	for (i = 0; i < n; i++)
	{
		if (!nearly_equal(p, (uint32_t) (q - p), entries[i].text, entries[i].len))
			continue;
		if (number != 0 && number != entries[i].number)
			return 0;
		number = entries[i].number;
	}
	if (number <= 0)
		return 0;
	*session = res_printf(rd->arena, "%d", (int) number);
	return (uint32_t) (end - p);
}

/*
 * "Eightieth session", "2024 session", "58º período de sesiones", "第八十届会议",
 * "الدورة الثمانون": ordinal or number, the word for session, and the kind of
 * a special session, in any order.
 */
static uint32_t
read_session(const ResReader *rd, const char *p, const char *end, ResStr *session)
{
	const char *start = p;
	const char *good = p;
	const char *prefix = NULL;
	int32_t		number = 0;
	bool		word = false;
	int			i;

	for (i = 0; i < 12 && p < end; i++)
	{
		const ResLexEntry *entry;
		uint32_t	n;
		bool		filler = false;

		if ((n = res_head_lex(rd, RES_LEX_SPECIAL, p, end, &entry)) > 0)
		{
			prefix = entry->value;
			word = word || entry->number == 1;
			p += n;
		}
		else if ((n = res_head_lex(rd, RES_LEX_SESSION, p, end, &entry)) > 0)
		{
			filler = entry->number == 1;
			word = word || !filler;
			p += n;
		}
		else if ((n = res_head_lex(rd, RES_LEX_ORDINAL, p, end, &entry)) > 0)
		{
			if (number != 0)
				break;
			number = entry->number;
			p += n;
		}
		else if (res_is_digit(*p))
		{
			uint32_t	digits = 0;

			if (number != 0)
				break;
			while (p < end && res_is_digit(*p) && digits < 5)
			{
				number = number * 10 + (*p++ - '0');
				digits++;
			}
			if (digits > 4)
				break;

			/* ending of the ordinal */
			n = p < end ? res_dash_len(p, end) : 0;
			if (n > 0 || (p < end && res_is_word(p, end)))
			{
				const char *q = p + n;
				uint32_t	k;

				if (res_head_lex(rd, RES_LEX_SESSION, q, end, NULL) == 0 &&
					res_head_lex(rd, RES_LEX_SPECIAL, q, end, NULL) == 0)
				{
					for (k = 0; k < 3 && q < end && res_is_word(q, end); k++)
						q += res_char_len(q, end);
					if (q < end && res_is_word(q, end))
						break;
					p = q;
				}
			}
		}
		else
			break;
		if (!filler)
			good = p;
		p = res_skip_blanks(p, end);
	}
	if (!word || number <= 0)
		return 0;
	*session = res_printf(rd->arena, "%s%d", prefix != NULL ? prefix : "", (int) number);
	return (uint32_t) (good - start);
}

/* One agenda item from its number on; the letter gets one form, "71 (b)". */
static const char *
read_item(ResReader *rd, const char *p, const char *end, ResStr number, ResStr *printed,
		  ResStr *item)
{
	const char *q;
	uint32_t	letters = 0;
	bool		open = false;

	q = res_skip_blanks(p, end);
	if (q < end && *q == '(')
	{
		open = true;
		q = res_skip_blanks(q + 1, end);
	}
	printed->p = q;
	while (q < end && letters < MAX_ITEM_LETTER && !res_is_digit(*q) &&
		   (res_is_word(q, end) || (open && letters == 1 && *q == ' ')))
	{
		letters++;				/* Arabic sets a blank between two letters */
		q += res_char_len(q, end);
	}

	/* an Arabic letter may carry a joiner or a stretcher */
	while (q < end && letters > 0 && *q != ')' && (unsigned char) *q >= 0xC0 &&
		   letters++ < MAX_ITEM_LETTER && res_blank_len(q, end) == 0)
		q += res_char_len(q, end);
	printed->len = (uint32_t) (q - printed->p);
	if (letters > 0 && printed->len <= MAX_ITEM_LETTER * 2)
	{
		q = res_skip_blanks(q, end);
		if (q < end && *q == ')')
		{
			*item = res_printf(rd->arena, "%.*s (%.*s)", (int) number.len, number.p,
							   (int) printed->len, printed->p);
			return q + 1;
		}
	}
	printed->len = 0;
	*item = res_copy(rd->arena, number.p, number.len);
	return p;
}

/*
 * "Agenda item 71 (b)", "Agenda items 20 and 78 (a)", "Tema 71 b) del
 * programa", "البند 71 (ب) من جدول الأعمال".
 */
static uint32_t
read_agenda(ResReader *rd, const char *p, const char *end, ResHeader *header)
{
	const char *start = p;
	const char *good;
	const ResLexEntry *entry;
	ResStr		items[32];
	uint32_t	nitems = 0;
	uint32_t	n;

	n = res_head_lex(rd, RES_LEX_AGENDA_ITEM, p, end, &entry);
	if (n == 0 || entry->number != 0)
		return 0;
	p = res_skip_blanks(p + n, end);
	good = p;
	while (p < end && nitems < 32)
	{
		ResStr		number = {p, 0};
		ResStr		letter;

		while (p < end && res_is_digit(*p) && number.len < 4)
		{
			p++;
			number.len++;
		}
		if (number.len == 0 || number.len > 3 || (p < end && (*p == '/' || *p == '.')))
			break;
		p = read_item(rd, p, end, number, &letter, &items[nitems]);
		nitems++;
		good = p;
		for (;;)
		{
			const char *q = res_skip_blanks(p, end);
			bool		join = false;

			if (q < end && (*q == ',' || *q == ';'))
			{
				q = res_skip_blanks(q + 1, end);
				join = true;
			}
			else if (q + 2 < end && (memcmp(q, "\xE3\x80\x81", 3) == 0 || memcmp(q, "\xEF\xBC\x8C", 3) == 0))
			{
				q += 3;			/* 、 ， */
				join = true;
			}
			else if (q + 1 < end && memcmp(q, "\xD8\x8C", 2) == 0)
			{
				q = res_skip_blanks(q + 2, end);	/* ، */
				join = true;
			}
			if (q < end && (n = res_head_and(rd, q, end)) > 0)
			{
				q = res_skip_blanks(q + n, end);
				join = true;
			}
			if (!join || q >= end)
				break;
			if (letter.len > 0 && nitems < 32 && !res_is_digit(*q))
			{
				/* "74 (b) and (c)": the same item */
				ResStr		again;
				const char *r = read_item(rd, q, end, number, &again, &items[nitems]);

				if (again.len == 0)
					break;
				nitems++;
				p = r;
				good = r;
				continue;
			}
			p = q;
			break;
		}
		if (p == good || !res_is_digit(*p))
			break;
	}
	if (nitems == 0)
		return 0;

	/* "of the provisional agenda", "повестки дня" */
	p = res_skip_blanks(good, end);
	n = p < end ? res_head_lex(rd, RES_LEX_AGENDA_ITEM, p, end, &entry) : 0;
	if (n > 0 && entry->number == 1)
		good = p + n;
	while (good < end && (n = res_star_len(good, end)) > 0)
		good += n;
	if (header != NULL && header->nagenda_items == 0)
	{
		header->agenda_items = res_alloc(rd->arena, nitems * sizeof(ResStr));
		memcpy(header->agenda_items, items, nitems * sizeof(ResStr));
		header->nagenda_items = nitems;
	}
	return (uint32_t) (good - start);
}

/* Symbols of adopted texts may name sections of them. */
bool
res_head_has_sections(const char *symbol, uint32_t len)
{
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	keylen = res_symbol_key(symbol, len, key, NULL);
	ResSymbolParts parts;

	return keylen > 0 && len + 3 < RES_SYMBOL_MAX && res_symbol_parts(key, keylen, &parts) &&
		parts.kind != NULL &&
		(strcmp(parts.kind, "resolution") == 0 || strcmp(parts.kind, "decision") == 0);
}

/* The element at p; with a header, its agenda items are stored. */
static Element
read_element(ResHead *head, const char *p, const char *end, ResHeader *header)
{
	ResReader  *rd = head->rd;
	Element		el;
	const ResLexEntry *entry;
	char		symbol[RES_SYMBOL_MAX + 1];
	uint32_t	n;
	uint32_t	len;

	memset(&el, 0, sizeof(el));
	if (p >= end)
		return el;

	if (res_is_upper(*p) && (n = res_symbol_match(p, end, symbol, &len)) > 0)
	{
		const char *q = p + n;

		while (q < end && (n = res_star_len(q, end)) > 0)
			q += n;
		if (q == end || res_blank_len(q, end) > 0)
		{
			const char *r = res_skip_blanks(q, end);
			char		first = 0;
			char		last = 0;

			/* "A/DEC/76/553 A and B": one text, its sections are a range */
			if (len > 2 && res_is_upper(symbol[len - 1]) && symbol[len - 2] == ' ')
				first = symbol[len - 1];
			else if (r < end && res_is_upper(*r) && (r + 1 == end || !res_is_word(r + 1, end)) &&
					 res_head_has_sections(symbol, len))
			{
				first = *r;
				symbol[len++] = ' ';
				symbol[len++] = first;
				q = r + 1;
				r = res_skip_blanks(q, end);
			}
			while (r < end && first != 0)
			{
				n = *r == ',' ? 1 : res_dash_len(r, end);
				if (n == 0)
					n = res_head_and(rd, r, end);
				r = res_skip_blanks(r + n, end);
				if (n == 0 || r >= end || !res_is_upper(*r) || (r + 1 < end && res_is_word(r + 1, end)))
					break;
				last = *r;
				q = r + 1;
				r = res_skip_blanks(q, end);
			}
			el.kind = EL_SYMBOL;
			el.len = (uint32_t) (q - p);
			if (header != NULL)
				el.value = last != 0 ? res_printf(rd->arena, "%.*s-%c", (int) len, symbol, last) :
					res_copy(rd->arena, symbol, len);
			return el;
		}
	}
	if ((n = res_head_lex(rd, RES_LEX_DISTRIBUTION, p, end, &entry)) > 0)
	{
		if (entry->value == NULL)
		{
			/* its value, if it stands on the same line */
			const char *q = res_skip_blanks(p + n, end);

			el.kind = EL_DISTRIBUTION;
			el.len = n;
			if (q < end && *q == ':')
				q = res_skip_blanks(q + 1, end);
			n = q < end ? res_head_lex(rd, RES_LEX_DISTRIBUTION, q, end, &entry) : 0;
			if (n > 0 && entry->value != NULL)
			{
				el.len = (uint32_t) (q + n - p);
				el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			}
			return el;
		}
		if (head->wants_distribution)
		{
			el.kind = EL_DISTRIBUTION;
			el.len = n;
			el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
			return el;
		}
	}
	if ((n = res_head_date(rd, p, end, &el.date)) > 0 &&
		(p + n == end || !res_is_word(p + n, end)))
	{
		el.kind = EL_DATE;
		el.len = n;
		return el;
	}
	if ((n = read_agenda(rd, p, end, header)) > 0)
	{
		el.kind = EL_AGENDA;
		el.len = n;
		return el;
	}
	if ((n = read_session(rd, p, end, &el.value)) > 0 ||
		(res_is_alpha(*p) && end - p < 60 && (n = read_misread_session(rd, p, end, &el.value)) > 0))
	{
		el.kind = EL_SESSION;
		el.len = n;
		return el;
	}
	if ((n = res_head_lex(rd, RES_LEX_COMMITTEE, p, end, &entry)) > 0)
	{
		el.kind = EL_COMMITTEE;
		el.len = n;
		el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		return el;
	}
	if ((n = res_head_lex(rd, RES_LEX_MASTHEAD, p, end, &entry)) > 0)
	{
		el.kind = EL_ORGAN;
		el.len = n;
		if (entry->value != NULL)
			el.value = (ResStr) {entry->value, (uint32_t) strlen(entry->value)};
		return el;
	}
	return el;
}

/* Take over what an element says. */
static void
apply_element(ResHead *head, const Element *el, bool furniture)
{
	ResHeader  *header = &head->rd->doc->header;

	switch (el->kind)
	{
		case EL_SYMBOL:
			if (header->symbol.p == NULL)
				header->symbol = el->value;
			break;
		case EL_DISTRIBUTION:
			head->has_distribution = true;
			head->wants_distribution = el->value.p == NULL;
			if (header->distribution.p == NULL && el->value.p != NULL)
				header->distribution = el->value;
			break;
		case EL_DATE:
			/* the days of a session stand below it, the date of issue above */
			if (header->date == RES_NO_DATE && !head->has_session && !furniture &&
				(head->has_distribution || header->symbol.p != NULL))
				header->date = el->date;
			break;
		case EL_ORGAN:
			if (el->value.p != NULL)
				head->masthead_organ = el->value;
			break;
		case EL_SESSION:
			head->has_session = true;
			if (header->session.p == NULL)
				header->session = el->value;
			break;
		case EL_COMMITTEE:
			if (header->committee.p == NULL)
				header->committee = el->value;
			break;
		case EL_AGENDA:
			head->has_agenda = true;
			break;
		case EL_NONE:
			break;
	}
}

/*
 * Read a cell from its front.  Returns true if it held anything of the
 * masthead.
 */
bool
res_head_read_cell(ResHead *head, ResCell *cell)
{
	ResReader  *rd = head->rd;
	ResHeader  *header = &rd->doc->header;
	const char *end = rd->src + cell->to;
	const char *p = rd->src + cell->rest;
	bool		found = false;
	bool		furniture = cell->kind == RES_CELL_SKIP;
	int			i;

	for (i = 0; i < 32 && p < end; i++)
	{
		Element		el = read_element(head, p, end, NULL);
		const char *q;

		if (el.kind == EL_NONE)
			break;
		q = res_skip_blanks(p + el.len, end);

		/* words that titles hold too must be followed by something sure */
		if (q < end && (el.kind == EL_ORGAN || el.kind == EL_COMMITTEE || el.kind == EL_DATE ||
						el.kind == EL_SYMBOL))
		{
			Element		next = read_element(head, q, end, NULL);

			if (next.kind == EL_NONE && !(el.kind == EL_SYMBOL && i == 0 && furniture))
				break;
		}

		/* a symbol in the middle of a list of documents is none of its own */
		if (el.kind == EL_SYMBOL && head->has_agenda && header->symbol.p == NULL && q < end)
			break;
		if (el.kind == EL_SYMBOL || el.kind == EL_AGENDA)
			el = read_element(head, p, end, header);
		apply_element(head, &el, furniture);
		found = true;
		p = q;
		while (p < end && (*p == '|' || *p == ';' || *p == ','))
			p = res_skip_blanks(p + 1, end);
	}
	cell->rest = (uint32_t) (p - rd->src);
	if (p >= end && cell->kind == RES_CELL_OPEN)
		cell->kind = RES_CELL_MASTHEAD;
	return found;
}
