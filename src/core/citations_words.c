/*-------------------------------------------------------------------------
 *
 * citations_words.c
 *	  Words of the tables in running text, and what the scan remembers of them.
 *
 * Names of organs, words for resolution and decision and the words of
 * pinpoints fill a slot for the number that follows; names of instruments and
 * "United Nations, Treaty Series, vol. …" are citations themselves.  The words
 * are in data/lexicon-citations.tsv.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

/*
 * Names are written with a capital: the word "assembly" is no organ.  Scripts
 * without case have none.
 */
static bool
case_agrees(const char *p, const char *end, const ResLexEntry *entry)
{
	uint32_t	n;

	return res_is_upper_char(res_decode(p, end, &n)) ||
		!res_is_upper_char(res_decode(entry->text, entry->text + entry->len, &n));
}

/*
 * A single word as an organ's name: not behind another name ("National
 * Council"), which makes it somebody else's.
 */
static bool
stands_alone(const Scan *s, const char *p)
{
	const char *w = res_cite_previous_word(s, p);
	const char *q;
	uint32_t	n;
	uint32_t	ch;

	if (w == NULL || w <= s->sentence)
		return true;

	/* behind a comma or bracket, or with one of them inside, it is no name */
	q = skip_blanks_back(s, p);
	if (q == p || !word_before(s, q))
		return true;
	ch = res_decode(w, s->end, &n);
	if (!res_is_upper_char(ch) || ch >= 0x2e80)
		return true;

	/* a verb at the beginning of a clause has a capital too */
	w = res_cite_previous_word(s, w);
	return w == NULL || (w <= s->sentence && res_is_upper_char(res_decode(w, s->end, &n)));
}

static const char *
on_organ(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	const char *value = entry->value;
	const char *end = p + n;
	Organ	   *o;

	if (strlen(value) == 1 && memchr(entry->text, ' ', entry->len) == NULL &&
		!stands_alone(s, p))
		value = "-";
	else if (value[0] != '-')
	{
		/* "the General Assembly of the World Tourism Organization" */
		const char *q = res_cite_other_owner(s, end, &value);

		if (q != NULL)
			end = q;

		/* "African Union Assembly" */
		else if (s->norgans > 0 && is(s->organs[s->norgans - 1].value, "-") &&
				 skip_blanks(s, s->organs[s->norgans - 1].end) == p &&
				 s->organs[s->norgans - 1].end < p)
			value = "-";
	}
	if (s->norgans == NORGANS)
	{
		memmove(s->organs, s->organs + 1, sizeof(Organ) * (NORGANS - 1));
		s->norgans--;
	}
	o = &s->organs[s->norgans++];
	o->start = p;
	o->end = end;
	o->value = value;
	if (is(value, "S") || is(value, "E") || is(value, "A/HRC"))
		s->council = value;
	if (is(value, "A/HRC"))
		s->hrc_named = true;
	if (strncmp(value, "E/CN", 4) == 0)
		s->commission = value;

	/* "the resolutions of the Human Rights Council, including …" */
	if (s->head.start != NULL && !s->head.used && s->head.owner == NULL &&
		in_sentence(s, s->head.start) && p - s->head.end <= 80 && p > s->head.end)
	{
		const char *c = s->head.end;

		while (c < p && comma_len(s, c) == 0 && *c != ';')
			c++;
		/* "the World Assembly on Ageing" is the owner of none */
		if (c == p && (value == entry->value || !is(value, "-")))
			s->head.owner = value;
	}
	return end;
}

static const char *
on_head(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	Head	   *head = &s->head;
	const Organ *last = s->norgans > 0 ? &s->organs[s->norgans - 1] : NULL;
	const ResLexEntry *link;
	const char *owner = NULL;

	if (entry->number == 1)
	{
		res_cite_resolutions_in_general(s, p, p + n);
		return p + n;
	}
	if (last != NULL && in_sentence(s, last->start) && p - last->end <= 8)
	{
		const char *q = skip_blanks(s, last->end);
		uint32_t	k;

		/* "the Assembly's resolution" */
		if (q < p && (k = lex(s, RES_LEX_ORGAN_LINK, q, &link)) > 0 && link->number == 1)
			q = skip_blanks(s, q + k);
		if (q == p)
			owner = last->value;
	}

	/* resolutions of an organ in general hand their owner to those that follow */
	if (head->start != NULL && !head->used && head->owner != NULL && in_sentence(s, head->start))
		s->in_force = head->owner;
	if (owner != NULL)
		s->in_force = NULL;
	head->start = p;
	head->end = p + n;
	head->value = entry->value;
	head->owner = owner;
	head->decision = entry->cls == RES_LEX_DECISION;
	head->used = false;
	return p + n;
}

/* United Nations, Treaty Series, vol. 1249, No. 20378; Ibid., vol. … */
static const char *
on_treaty(Scan *s, const char *p, uint32_t n, bool ibid)
{
	const char *q = skip_blanks(s, p + n);
	const char *t;
	bool		volume = false;
	uint32_t	k;

	if (ibid)
		s->records = p;
	if (q < s->end && *q == '.')
		q = skip_blanks(s, q + 1);
	if ((k = comma_len(s, q)) > 0)
		q = skip_blanks(s, q + k);
	t = q < s->end ? res_cite_read_pinpoint(s, q, false, &volume) : NULL;
	if (t == NULL || !volume)
		return p + n;
	add_cited(s, p, t, RES_CITE_TREATY)->pinpoint = span_text(s, q, t);
	return t;
}

static const char *
on_instrument(Scan *s, const char *p, uint32_t n, const ResLexEntry *entry)
{
	ResCited   *c;
	ResStr		pin;

	if (is(entry->value, "-"))
		return p + n;
	pin = res_cite_pinpoint_before(s, p);
	c = add_cited(s, p, p + n, entry->number == 1 ? RES_CITE_TREATY : RES_CITE_INSTRUMENT);
	c->title.p = entry->value;
	c->title.len = (uint32_t) strlen(entry->value);
	c->pinpoint = pin;
	return p + n;
}

/* Does a number stand at the end of the word at p, without a blank? */
static bool
digit_ends_word(const Scan *s, const char *p)
{
	const char *q = res_skip_letters(p, s->end);

	/* no word is so long */
	if (q - p > 40)
		return false;
	while (q < s->end && q - p < 40 && !res_is_digit(*q) && (res_cite_bytes[(unsigned char) *q] & B_WORD) != 0)
		q++;
	return q < s->end && q > p && res_is_digit(*q);
}

/* No more entries than this begin at one place. */
#define MAX_ENTRIES		16

/*
 * A word at p that the trigger table knows: the longest entry of any class
 * that stands there.  Returns the place behind it, null if there is none.
 */
const char *
res_cite_at_word(Scan *s, const char *p, uint8_t opens)
{
	/* of two classes that have the same text, the first; what opens each */
	static const uint8_t order[RES_LEX_CLASSES] = {
		[RES_LEX_RESOLUTION] = 1, [RES_LEX_DECISION] = 2, [RES_LEX_RECORDS] = 3, [RES_LEX_TREATY_SERIES] = 4,
		[RES_LEX_IBID] = 5, [RES_LEX_CITE_ORGAN] = 6, [RES_LEX_INSTRUMENT] = 7, [RES_LEX_PINPOINT] = 8
	};
	static const uint8_t bits[9] = {
		0, RES_OPENS_HEAD, RES_OPENS_HEAD, RES_OPENS_RECORDS, RES_OPENS_TREATY, RES_OPENS_TREATY,
		RES_OPENS_ORGAN, RES_OPENS_INSTRUMENT, RES_OPENS_PINPOINT
	};
	ResKeyMatch matches[MAX_ENTRIES];
	uint32_t	n = res_key_matches(&res_cite_set[s->lang], RES_FOLD_TEXT, p, s->end, matches, MAX_ENTRIES);
	const ResLexEntry *best = NULL;
	uint32_t	len = 0;
	uint32_t	seen = 0;		/* classes whose longest entry was met */
	uint32_t	i;

	while (n > 0 && (best == NULL || matches[n - 1].len == len))
	{
		const ResKeyMatch *match = &matches[--n];

		for (i = res_cite_first[match->index - res_cite_base]; i < res_cite_first[match->index - res_cite_base + 1]; i++)
		{
			const ResLexEntry *entry = &res_lex_entry[res_cite_entry[i]];
			uint32_t	place = order[entry->cls];

			if ((opens & bits[place]) == 0 || (seen >> place & 1) != 0)
				continue;
			seen |= 1u << place;
			if ((bits[place] & OPENS_NAME) != 0 && !case_agrees(p, s->end, entry))
				continue;
			if (best == NULL || place < order[best->cls])
			{
				best = entry;
				len = match->len;
			}
		}
	}

	/* "القرار67/1", "резолюцию79/279": the blank is missing */
	if ((opens & RES_OPENS_HEAD) != 0 && digit_ends_word(s, p))
	{
		static const ResLexClass heads[] = {RES_LEX_RESOLUTION, RES_LEX_DECISION};

		for (i = 0; i < 2; i++)
		{
			const ResLexEntry *entry;
			uint32_t	glued;

			if (lex(s, heads[i], p, &entry) == 0 && (glued = res_cite_lex_glued(s, heads[i], p, &entry)) > len)
			{
				best = entry;
				len = glued;
			}
		}
	}
	if (best == NULL)
		return NULL;
	res_tick(s->arena, len);
	switch (best->cls)
	{
		case RES_LEX_RESOLUTION:
		case RES_LEX_DECISION:
			return on_head(s, p, len, best);
		case RES_LEX_RECORDS:
			s->records = p;
			return p + len;
		case RES_LEX_TREATY_SERIES:
			return on_treaty(s, p, len, false);
		case RES_LEX_IBID:
			return on_treaty(s, p, len, true);
		case RES_LEX_CITE_ORGAN:
			return on_organ(s, p, len, best);
		case RES_LEX_INSTRUMENT:
			return on_instrument(s, p, len, best);
		default:
			if (s->npins == NPINS)
			{
				memmove(s->pins, s->pins + 1, sizeof(s->pins[0]) * (NPINS - 1));
				s->npins--;
			}
			s->pins[s->npins++] = p;
			return p + len;
	}
}
