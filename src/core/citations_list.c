/*-------------------------------------------------------------------------
 *
 * citations_list.c
 *	  Lists of numbers: "resolutions 62/63 of 6 December 2007, 63/119, annex,
 *	  and 77/98".
 *
 * A number is one of a document if the word for resolution or decision stands
 * at it, if it goes on a list, or if its form says enough.  Owners and dates
 * that are printed once hold for the numbers that they fit.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

/* Between the word "resolution" and its number. */
#define HEAD_GAP		240

/* ---------- reading a list ---------- */

/*
 * Does a list go on here: a comma or a joining word directly before p?
 */
static bool
joined_before(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks_back(s, p);
	const char *c = char_before(s, q);
	int			i;

	if (c < q && res_cite_separator_len(s, c) == (uint32_t) (q - c))
		return true;
	c = p;
	for (i = 0; i < 3 && (c = res_cite_previous_word(s, c)) != NULL; i++)
	{
		uint32_t	n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, c, &entry);

		if (n == 0)
			continue;
		q = skip_blanks(s, c + n);

		/* "ورقم 5/2": with the sign of a number */
		if (q < p && (n = lex(s, RES_LEX_NUMBER_SIGN, q, NULL)) > 0)
			q = skip_blanks(s, q + n);
		if (q == p)
			return true;
	}
	return false;
}

/* What may stand behind a number: date, organ, pinpoint, in any order. */
static const char *
read_tail(Scan *s, const char *p, Item *item, bool *owner_behind)
{
	const ResLexEntry *entry;
	int			round;

	item->end = p;
	for (round = 0; round < 6; round++)
	{
		const char *q = skip_blanks(s, p);
		const char *t;
		const char *owner;
		bool		comma = false;
		bool		linked;
		uint32_t	n;
		ResDate		date;

		if ((n = lex(s, RES_LEX_NUMBER_SIGN, q, &entry)) > 0 && entry->number == 1)
		{
			item->end = p = q + n;
			continue;
		}
		if ((n = comma_len(s, q)) > 0)
		{
			comma = true;
			q = skip_blanks(s, q + n);
		}
		if (q >= s->end)
			break;
		if (item->date == RES_NO_DATE &&
			(n = res_cite_lex_glued(s, RES_LEX_DATE_LEAD, q, &entry)) > 0)
		{
			t = skip_blanks(s, q + n);
			if ((n = res_date_match(s->lang, t, s->end, &date)) > 0)
			{
				item->date = date;
				item->end = p = t + n;
				continue;
			}
		}
		if (item->owner == NULL &&
			!(comma && lex(s, RES_LEX_ORGAN_LINK, q, &entry) > 0 && entry->number == 2) &&
			(t = res_cite_read_owner(s, q, &linked, &owner)) != NULL && (linked || !comma))
		{
			item->owner = owner;
			*owner_behind = true;
			p = t;
			continue;
		}
		if (item->pinpoint.p == NULL && (t = res_cite_read_pinpoint(s, q, false, NULL)) != NULL)
		{
			item->pinpoint = span_text(s, q, t);
			p = t;
			continue;
		}
		break;
	}
	return p;
}

/*
 * Does a number with a year follow in the list ("2728 and 2735 (2024)")?
 */
static bool
year_follows(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks(s, p);
	Number		num;
	uint32_t	n;

	if ((n = comma_len(s, q)) > 0)
		q = skip_blanks(s, q + n);
	if ((n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
		q = skip_blanks(s, q + n);
	return q > p && res_cite_read_number(s, q, &num) != NULL && num.form == FORM_YEAR;
}

/*
 * Read a list of numbers from its first one on; going_on: it continues the
 * list before.  Returns the place behind it, null if none stands there.
 */
static const char *
read_list(Scan *s, const char *start, const char *p, bool going_on)
{
	const char *end = NULL;
	const char *ahead = NULL;	/* organ in front of the next numbers */
	const char *pre_start = NULL;
	ResDate		pre_date = RES_NO_DATE;
	uint32_t	undated;		/* items from here on have no date yet */
	uint32_t	unowned;

	if (!going_on)
		s->nitems = 0;
	undated = unowned = s->nitems;

	/* a date directly in front belongs to the first number */
	if (s->date_end != NULL && s->date_start >= s->sentence)
	{
		const char *q = skip_blanks(s, s->date_end);
		uint32_t	n = lex(s, RES_LEX_NUMBER_SIGN, q, NULL);

		if (skip_blanks(s, q + n) == p)
		{
			pre_date = s->date;
			pre_start = s->date_start;
		}
	}
	for (;;)
	{
		const ResLexEntry *entry;
		Number		num;
		Item	   *item;
		const char *q = res_cite_read_number(s, p, &num);
		const char *before;
		bool		behind = false;
		bool		linked;
		uint32_t	n;
		uint32_t	i;

		if (q == NULL)
			break;
		if (num.form == FORM_PLAIN && s->nitems > 0 && s->items[0].num.form != FORM_PLAIN &&
			!year_follows(s, q))
			break;
		item = RES_PUSH(s->arena, s->items, s->nitems, s->capitems);
		memset(item, 0, sizeof(*item));
		item->num = num;
		item->start = pre_start != NULL ? pre_start : start;
		item->date = pre_date;
		item->owner = ahead;
		if (pre_date != RES_NO_DATE)
			undated = s->nitems;
		end = read_tail(s, q, item, &behind);
		res_tick(s->arena, (uint32_t) (end - p));

		/* an owner named behind holds for all before that have none */
		if (behind)
		{
			for (i = unowned; i + 1 < s->nitems; i++)
				s->items[i].owner = item->owner;
		}
		if (item->owner != NULL)
			unowned = s->nitems;

		/*
		 * So does a date, if it fits their session or year; sessions of the
		 * Assembly and the Human Rights Council are not mixed.
		 */
		if (item->date != RES_NO_DATE)
		{
			bool		hrc = num.form == FORM_SESSION && !res_cite_fits_assembly(num.first, item->date) &&
				res_cite_fits_hrc(num.first, item->date);

			for (i = undated; i + 1 < s->nitems; i++)
			{
				const Number *earlier = &s->items[i].num;

				if (earlier->form == FORM_SESSION ?
					earlier->first == num.first ||
					(hrc ? res_cite_fits_hrc(earlier->first, item->date) :
					 res_cite_fits_assembly(earlier->first, item->date)) :
					res_cite_date_fits(earlier, item->date))
					s->items[i].date = item->date;
			}
			undated = s->nitems;
		}

		/* "2728 and 2735 (2024)": the year is printed once */
		for (i = s->nitems - 1; num.form == FORM_YEAR && i > 0; i--)
		{
			Number	   *earlier = &s->items[i - 1].num;

			if (earlier->form != FORM_PLAIN || earlier->first > num.first)
				break;
			earlier->form = FORM_YEAR;
			earlier->second = num.second;
			memcpy(earlier->session, num.session, sizeof(num.session));
		}

		/* the next number? */
		q = skip_blanks(s, end);
		before = q;
		if ((n = res_cite_separator_len(s, q)) > 0)
			q = skip_blanks(s, q + n);
		while ((n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, q, &entry)) > 0)
			q = skip_blanks(s, q + n);

		/* a comma may be missing, if something else tells them apart: "第78/255号第78/256号" */
		if (q == before && q == end && q < s->end && (unsigned char) *q >= 0x80 &&
			(n = lex(s, RES_LEX_NUMBER_SIGN, q, &entry)) > 0 && entry->number == 0 &&
			res_cite_read_number(s, q + n, &num) != NULL && num.form != FORM_PLAIN)
			 /* the next */ ;
		else if (q == before &&
			(q == end || res_cite_read_number(s, q, &num) == NULL ||
			 (num.form != FORM_YEAR && item->date == RES_NO_DATE)))
			break;
		start = q;
		if ((before = res_cite_read_owner(s, q, &linked, &ahead)) != NULL)
			start = q = skip_blanks(s, before);
		else
		{
			/* numbers behind one that was named keep its organ */
			ahead = NULL;
			if (item->owner != NULL)
				ahead = item->owner;
			if ((n = lex(s, RES_LEX_ORGAN_LINK, q, &entry)) > 0)
				start = q = skip_blanks(s, q + n);
		}
		if ((n = res_date_match(s->lang, q, s->end, &pre_date)) > 0)
		{
			pre_start = q;
			q = skip_blanks(s, q + n);
		}
		else if (pre_start != NULL && res_cite_date_fits(&num, pre_date) && item->date == pre_date &&
				 res_cite_read_number(s, skip_blanks(s, q + lex(s, RES_LEX_NUMBER_SIGN, q, NULL)), &num) != NULL &&
				 res_cite_date_fits(&num, pre_date))
			pre_start = NULL;	/* "2007年6月18日第5/1号和第5/2号": for both */
		else
		{
			pre_date = RES_NO_DATE;
			pre_start = NULL;
		}
		if ((n = lex(s, RES_LEX_NUMBER_SIGN, q, &entry)) > 0 && entry->number == 0)
			q = skip_blanks(s, q + n);
		p = q;
	}
	return end;
}

/* ---------- does it cite? ---------- */

/*
 * Can a number whose text ends at p, in a sentence that speaks of resolutions,
 * hardly be anything else?  So are those with a year, and those with a date
 * that fits ("… including 2178 (2014)", "as well as 49/14 of 31 March 2022").
 */
static bool
speaks_for_itself(const Scan *s, const char *p, const Number *num)
{
	const ResLexEntry *entry;
	ResDate		date;
	uint32_t	n;

	if (num->form == FORM_YEAR)
		return res_cite_year_fits(num);
	if (num->form == FORM_ROMAN)
		return res_cite_roman_fits(num);
	p = skip_blanks(s, p);
	n = comma_len(s, p);
	p = skip_blanks(s, p + n);
	n = p < s->end ? res_cite_lex_glued(s, RES_LEX_DATE_LEAD, p, &entry) : 0;
	if (n == 0)
		return false;
	p = skip_blanks(s, p + n);
	return res_date_match(s->lang, p, s->end, &date) > 0 && res_cite_date_fits(num, date);
}

/*
 * Does a number at p stand where only a document can: behind "in", "by" or
 * "of", and not in a name ("the 1267 (1999) Committee")?
 */
static bool
stands_in_phrase(const Scan *s, const char *p, const char *end)
{
	const char *w = res_cite_previous_word(s, p);
	uint32_t	n;

	if (w == NULL)
		return false;
	if (lex(s, RES_LEX_OWNER_IN, w, NULL) == 0 && lex(s, RES_LEX_DATE_LEAD, w, NULL) == 0)
		return false;
	end = skip_blanks(s, end);
	return end >= s->end || !res_is_upper_char(res_decode(end, s->end, &n));
}

/*
 * The word for resolution or decision that a number shares with what follows
 * it: "第79/149号和以往各项相关决议".  p: behind the number's sign.
 */
static const ResLexEntry *
shared_head(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *stop = s->end - p > reach(s, LOOK_AHEAD) ? p + reach(s, LOOK_AHEAD) : s->end;
	const char *sign = res_cite_previous_word(s, p);

	if (sign == NULL || lex(s, RES_LEX_NUMBER_SIGN, sign, &entry) == 0 || entry->number != 1)
		return NULL;
	p = skip_blanks(s, p);
	if (res_cite_lex_glued(s, RES_LEX_CITE_JOIN, p, &entry) == 0)
		return NULL;
	while (p < stop && comma_len(s, p) == 0 && res_cite_separator_len(s, p) == 0)
	{
		uint32_t	len;

		if ((lex(s, RES_LEX_RESOLUTION, p, &entry) > 0 || lex(s, RES_LEX_DECISION, p, &entry) > 0) &&
			entry->number == 1)
			return entry;
		res_decode(p, s->end, &len);
		p += len;
	}
	return NULL;
}

/* ---------- writing it out ---------- */

/* A number below those of the Human Rights Council's decisions. */
static bool
is_small(const Number *num)
{
	return (num->form == FORM_SESSION || num->form == FORM_SPECIAL) && num->second <= 100;
}

/*
 * A resolution behind one of a commission, of the same session or a later one:
 * "Commission on Crime Prevention and Criminal Justice resolution 27/2 of 18
 * May 2018 …, resolution 27/3 of 18 May 2018" (A/RES/80/228).
 */
static bool
of_same_commission(const Scan *s, const Item *item)
{
	if (!s->list_named || !in_sentence(s, s->list_end) || !res_cite_is_own_kind(s->list_owner) ||
		item->num.form != FORM_SESSION)
		return false;
	if (item->date != RES_NO_DATE)
		return res_cite_fits_commission(s->list_owner, item->num.first, item->date);
	return item->num.first >= s->list_session && item->num.first <= s->list_session + 10;
}

/*
 * The numbers of one list are of one organ, if nothing says otherwise ("49/23,
 * 47/1, S-29/1").  organ: what the number itself says; before: that of the
 * number before it.
 */
static const char *
organ_in_list(const Number *num, const char *organ, const char *before)
{
	if (before != NULL &&
		((num->form == FORM_SPECIAL && is(before, "A/HRC")) ||
		 (num->form == FORM_SESSION && organ == NULL && !res_cite_is_own_kind(before))))
		return before;
	return organ;
}

/*
 * A number whose organ is known, because it is named or its date tells, keeps
 * it where it stands alone: "Human Rights Council resolutions 52/28 of 4 April
 * 2023 and 55/21", and below "pursuant to resolutions 52/28 and 55/21".
 * Returns the organ.
 */
static const char *
remember(ResCiteKnown *known, const Number *num, const char *organ, bool sure)
{
	uint32_t	i;

	if (num->form != FORM_SESSION && num->form != FORM_ANNUAL)
		return organ;
	for (i = 0; i < RES_CITE_KNOWN && i < known->n; i++)
		if (known->numbers[i].first == num->first && known->numbers[i].second == num->second)
		{
			/* two organs have such a number: nothing is said by it */
			if (sure && strcmp(known->numbers[i].organ, organ) != 0)
				known->numbers[i].organ[0] = '\0';
			return sure || known->numbers[i].organ[0] == '\0' ? organ : known->numbers[i].organ;
		}
	if (sure && strlen(organ) < sizeof(known->numbers[0].organ))
	{
		i = known->n++ % RES_CITE_KNOWN;
		known->numbers[i].first = num->first;
		known->numbers[i].second = num->second;
		strcpy(known->numbers[i].organ, organ);
	}
	return organ;
}

/* Write the citations of the list that was read, from one of its items on. */
static void
add_list(Scan *s, uint32_t from, const char *owner, bool decisions, ResStr pin)
{
	const char *before = NULL;
	bool		small_too = false;
	bool		decision;
	uint32_t	i;

	/*
	 * "34/22, S-27/1 … and 36/115" behind one word for decision: those of the
	 * Human Rights Council begin with 101 (A/HRC/RES/56/1 in Chinese).
	 */
	for (i = from; i < s->nitems && decisions; i++)
		small_too |= s->items[i].num.form == FORM_SESSION && s->items[i].num.second > 100;
	for (i = from; i < s->nitems; i++)
	{
		Item	   *item = &s->items[i];
		const char *organ;
		char		own[64];
		uint32_t	letter = 0;

		item->first_out = s->nout;
		decision = decisions && !(small_too && is_small(&item->num));
		organ = res_cite_organ_of(s, &item->num, decision, item->owner != NULL ? item->owner : owner,
								  item->date, own);
		if (item->owner == NULL && owner == NULL && !decision)
			organ = organ_in_list(&item->num, organ, before);
		before = organ != own ? organ : NULL;

		/* the Assembly has no numbers of the form 1998/72: "its" says nothing there */
		if (!decision && organ != NULL && organ != own)
			organ = remember(s->known, &item->num, organ, item->owner != NULL || item->date != RES_NO_DATE ||
							 (owner != NULL && !(item->num.form == FORM_ANNUAL && is(owner, OWN) && !is(own, "E"))));
		if (organ == NULL && !decision)
			continue;
		if (organ == NULL && item->num.form == FORM_PLAIN)
			continue;
		do
		{
			ResCited   *c = add_cited(s, item->start, item->end,
									  decision ? RES_CITE_DECISION : RES_CITE_RESOLUTION);

			if (organ != NULL)
				res_cite_write_symbol(organ, decision, &item->num,
									  item->num.nletters > 0 ? (int) letter : -1, c->symbol);
			if (c->symbol[0] == '\0' && !decision)
			{
				s->nout--;
				break;
			}
			c->date = item->date;
			c->pinpoint = item->pinpoint;
			if (pin.p != NULL)
			{
				if (item->pinpoint.p == NULL)
					c->pinpoint = pin;
				else
					c->pinpoint = res_printf(s->arena, "%.*s, %.*s", (int) (pin.len > 200 ? 200 : pin.len), pin.p,
											 (int) (item->pinpoint.len > 200 ? 200 : item->pinpoint.len),
											 item->pinpoint.p);
			}
		} while (!item->num.run && ++letter < item->num.nletters);
		item->nout = s->nout - item->first_out;
	}
}

/* ---------- at a number of the text ---------- */

/* In writing without blanks: does the sign of a number stand in front of p? */
static bool
sign_before(const Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *c = char_before(s, p);

	return c < p && (unsigned char) *c >= 0xe3 && lex(s, RES_LEX_NUMBER_SIGN, c, &entry) > 0 && entry->number == 0;
}

/*
 * Do digits stand at p with nothing behind them that can be part of a number: a
 * stop, comma or closing bracket, or a word in small letters?  What
 * res_cite_read_number would read is then a plain number or none.
 */
static bool
is_bare(const Scan *s, const char *p)
{
	const char *q = p;

	while (q < s->end && res_is_digit(*q))
		q++;
	if (q == p)
		return false;
	if (q == s->end)
		return true;
	if (*q == ' ')
		return q + 1 < s->end && res_is_lower(q[1]);
	return *q == ',' || *q == '.' || *q == ';' || *q == ':' || *q == ')';
}

/*
 * A number whose first byte is p (of "S-10/2" the S): read the list that it
 * begins, if there is one.  Returns the place behind it, null if it is no
 * number of a document.
 */
const char *
res_cite_at_number(Scan *s, const char *p)
{
	Head	   *head = &s->head;
	const char *start = p;
	const char *end;
	const char *owner = NULL;
	const char *behind_end = NULL;
	bool		named = false;
	bool		decision;
	bool		with_head;
	bool		going_on = false;
	ResStr		pin = RES_NULL_STR;
	uint32_t	from;
	uint32_t	n;

	with_head = head->start != NULL && !head->used && in_sentence(s, head->start) &&
		head->end <= p && p - head->end <= reach(s, HEAD_GAP) && res_cite_gap_is_clean(s, head->end, p);
	if (!with_head)
	{
		Number		num;
		const char *q;

		if (is_bare(s, p) && !sign_before(s, p))
			return NULL;
		q = res_cite_read_number(s, p, &num);

		/* "第1325和2250号决议": the word may stand behind */
		if (q == NULL || (num.form == FORM_PLAIN && !sign_before(s, p)))
			return NULL;
		if (in_sentence(s, s->list_end) && s->list_end <= p && p - s->list_end <= reach(s, LIST_GAP))
			going_on = joined_before(s, p) || speaks_for_itself(s, q, &num);
		else
		{
			s->list_end = NULL;
			s->nitems = 0;
			going_on = in_sentence(s, head->start) && !head->decision &&
				p - head->end <= reach(s, LIST_GAP) && speaks_for_itself(s, q, &num);

			/* "the measures set out in 2607 (2021)", in texts of the Council */
			if (!going_on && num.form == FORM_YEAR && res_is(s->organ, "S") && res_cite_year_fits(&num))
				going_on = stands_in_phrase(s, p, q);
		}
	}

	/* take the sign and the date in front of the number along */
	if (!with_head)
	{
		const char *w = res_cite_previous_word(s, p);

		if (w != NULL && (n = lex(s, RES_LEX_NUMBER_SIGN, w, NULL)) > 0 && skip_blanks(s, w + n) == p)
			start = w;
	}
	if (!going_on)
		s->nitems = 0;
	from = s->nitems;
	end = read_list(s, with_head ? head->start : start, p, going_on);
	if (end == NULL)
		return NULL;

	/* in Chinese the word stands behind */
	if (!with_head)
	{
		const ResLexEntry *entry;
		const char *q = skip_blanks(s, end);

		if (((n = lex(s, RES_LEX_RESOLUTION, q, &entry)) > 0 && entry->number == 1) ||
			((n = lex(s, RES_LEX_DECISION, q, &entry)) > 0 && entry->number == 1))
		{
			behind_end = q + n;
			decision = entry->cls == RES_LEX_DECISION;
			going_on = false;
			if (s->nitems == from + 1)
				s->items[from].end = behind_end;

			/* "2020年4月20日题为“…”的第74/274号决议": a title in between */
			if (s->items[from].date == RES_NO_DATE && in_sentence(s, s->date_start) &&
				s->date_end <= start && start - s->date_end <= reach(s, HEAD_GAP) &&
				(s->list_end == NULL || s->date_start >= s->list_end) &&
				(res_cite_date_fits(&s->items[from].num, s->date) ||
				 (s->items[from].num.form == FORM_SESSION &&
				  res_cite_fits_commission(s->commission, s->items[from].num.first, s->date))))
				s->items[from].date = s->date;
			end = behind_end;
			if (s->items[s->nitems - 1].pinpoint.p == NULL)
			{
				const char *t;

				q = skip_blanks(s, end);
				if ((n = comma_len(s, q)) > 0)
					q = skip_blanks(s, q + n);
				if ((t = res_cite_read_pinpoint(s, q, false, NULL)) != NULL)
				{
					s->items[s->nitems - 1].pinpoint = span_text(s, q, t);
					end = t;
				}
			}
		}
		else if (!going_on && s->items[from].num.form != FORM_PLAIN && (entry = shared_head(s, end)) != NULL)
		{
			behind_end = end;
			decision = entry->cls == RES_LEX_DECISION;
		}
	}
	if (with_head)
		decision = head->decision;
	else if (behind_end == NULL)
	{
		if (!going_on)
		{
			/* none of these numbers is one of a document */
			s->nitems = 0;
			s->list_end = NULL;
			return end;
		}
		decision = s->list_end != NULL && s->list_decision;

		/*
		 * "Its decisions on the right to the truth (2/105 …)": the word is newer
		 * than the list; but not where it is only named in what the resolution
		 * before is about ("decisions of the Summit, 75/176 of 16 December 2020").
		 */
		if (s->list_end != NULL && head->start != NULL && !head->used && head->start >= s->list_end &&
			bracket_len(s, char_before(s, start), false) > 0)
			decision = head->decision;
		owner = s->list_end != NULL ? s->list_owner : head->owner;
		named = s->list_end != NULL ? s->list_named : head->owner != NULL;
	}

	/* whose is it? */
	if (with_head || behind_end != NULL)
	{
		const char *first = with_head ? head->start : s->items[from].start;

		owner = res_cite_owner_of_list(s, from, with_head, first, end, &named);
		pin = res_cite_pinpoint_before(s, first);
	}
	if (with_head)
	{
		head->used = true;

		/* "the resolution 1540 Committee" is a name */
		if (is(head->value, "-") && s->items[from].num.form == FORM_PLAIN)
			s->nitems = from;
	}
	if (owner == NULL && from < s->nitems && of_same_commission(s, &s->items[from]))
	{
		owner = s->list_owner;
		named = true;
	}
	add_list(s, from, owner, decision, pin);

	s->list_end = end;
	s->list_decision = decision;
	if (s->nitems > 0)
		s->list_session = s->items[s->nitems - 1].num.first;
	s->list_owner = owner;
	s->list_named = named;
	if (s->nitems > 0 && s->items[s->nitems - 1].owner != NULL)
	{
		s->list_owner = s->items[s->nitems - 1].owner;
		s->list_named = true;
	}
	return end;
}

/*
 * A date of its own, "…, of 18 June 2007": it belongs to the numbers just
 * listed that have none, if it fits them.
 */
void
res_cite_late_date(Scan *s, const char *p)
{
	const ResLexEntry *entry;
	const char *w;
	const char *c;
	const char *q;
	uint32_t	i;
	uint32_t	k;

	if (s->nitems == 0 || s->nitems > 64 || !in_sentence(s, s->list_end) ||
		p - s->list_end > reach(s, LIST_GAP) || (w = res_cite_previous_word(s, p)) == NULL ||
		res_cite_lex_glued(s, RES_LEX_DATE_LEAD, w, &entry) == 0)
		return;
	q = skip_blanks_back(s, w);
	c = char_before(s, q);
	if (c == q || comma_len(s, c) != (uint32_t) (q - c))
		return;
	for (i = 0; i < s->nitems; i++)
	{
		Item	   *item = &s->items[i];

		if (item->date != RES_NO_DATE || !res_cite_date_fits(&item->num, s->date))
			continue;
		item->date = s->date;
		for (k = 0; k < item->nout; k++)
			s->out[item->first_out + k].date = s->date;
	}
}
