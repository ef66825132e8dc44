/*-------------------------------------------------------------------------
 *
 * citations_owner.c
 *	  Whose resolutions a list of numbers names: the owner as the sentence
 *	  around it gives it.
 *
 * The owner stands in front ("General Assembly resolution"), behind ("of the
 * General Assembly"), or is meant by "its".  "Its" belongs to the subject of
 * its phrase: "as decided by the Human Rights Council in its resolution 42/23"
 * (A/RES/76/163); where the subject follows, it is looked for behind.
 * An owner stays in force over "… resolutions, including resolutions 23/9 …"
 * (A/RES/75/194).  What symbol that gives is for citations_organ.c to say.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

/* A sentence is not followed farther back than this, in bytes. */
#define LOOK_BACK		600

/*
 * Is everything between the word "resolution" and its number of a kind that
 * may stand there: names of organs, articles, "No."?
 */
bool
res_cite_gap_is_clean(const Scan *s, const char *p, const char *to)
{
	const ResLexEntry *entry;
	uint32_t	n;

	while ((p = skip_blanks(s, p)) < to)
	{
		if ((n = lex(s, RES_LEX_CITE_ORGAN, p, NULL)) == 0 &&
			(n = lex(s, RES_LEX_ORGAN_LINK, p, NULL)) == 0 &&
			(n = lex(s, RES_LEX_NUMBER_SIGN, p, NULL)) == 0 &&
			(n = res_cite_lex_glued(s, RES_LEX_CITE_JOIN, p, &entry)) == 0 &&
			(n = comma_len(s, p)) == 0)
			return false;
		p += n;
	}
	return true;
}

/*
 * Organ at p, with the words in front that make it the owner ("of the",
 * "adopted by the").  Returns the place behind it, null if there is none.
 */
const char *
res_cite_read_owner(const Scan *s, const char *p, bool *linked, const char **value)
{
	const ResLexEntry *entry;
	const char *q = p;
	uint32_t	n;

	*linked = false;
	n = lex(s, RES_LEX_ORGAN_LINK, q, &entry);
	if (n > 0)
	{
		*linked = entry->number == 0;
		q = skip_blanks(s, q + n);
	}
	n = lex(s, RES_LEX_CITE_ORGAN, q, &entry);
	if (n == 0)
		return NULL;
	*value = entry->value;
	q += n;

	/* "the General Assembly of the World Tourism Organization" */
	if ((n = lex(s, RES_LEX_ORGAN_LINK, skip_blanks(s, q), &entry)) > 0 && entry->number == 0)
	{
		const char *t = skip_blanks(s, skip_blanks(s, q) + n);

		if ((n = lex(s, RES_LEX_CITE_ORGAN, t, &entry)) > 0 && is(entry->value, "-"))
		{
			*value = entry->value;
			q = t + n;
		}
	}
	return q;
}

/* ---------- its ---------- */

/* The possessive in front of a word, if one stands there; null if not. */
static const char *
possessive_before(const Scan *s, const char *p)
{
	int			i;

	for (i = 0; i < 3; i++)
	{
		const char *w = res_cite_previous_word(s, p);
		uint32_t	n;

		if (w == NULL)
			return NULL;
		n = lex(s, RES_LEX_POSSESSIVE, w, NULL);
		if (n > 0 && skip_blanks(s, w + n) <= p)
			return w;
		p = w;
	}
	return NULL;
}

/* Is the owner of "its" named: "in its", "by its" …? */
static bool
owner_in_before(const Scan *s, const char *p)
{
	const char *w = res_cite_previous_word(s, p);

	return w != NULL && lex(s, RES_LEX_OWNER_IN, w, NULL) > 0;
}

/* Nearest organ of the sentence that is named in front of p. */
static const char *
organ_before(const Scan *s, const char *p)
{
	uint32_t	i;

	for (i = s->norgans; i > 0; i--)
	{
		const Organ *o = &s->organs[i - 1];

		if (!in_sentence(s, o->start) || p - o->end > LOOK_BACK)
			return NULL;
		if (o->end > p)
			continue;

		/* one that is not ours only speaks for what is close to it */
		if (is(o->value, "-") && p - o->end > 60)
			continue;
		return o->value;
	}
	return NULL;
}

/* Organ behind a list: "through its resolution 54/18, the … Council submitted" */
static const char *
organ_behind(const Scan *s, const char *p)
{
	const char *value = NULL;
	bool		linked;
	uint32_t	n;

	p = skip_blanks(s, p);
	n = comma_len(s, p);
	if (n > 0)
		p = skip_blanks(s, p + n);
	if (p >= s->end || res_cite_read_owner(s, p, &linked, &value) == NULL || linked || is(value, "-"))
		return NULL;
	return value;
}

/* ---------- far away ---------- */

/*
 * "The adoption of resolution 2000/22 …, on the promotion of dialogue …, by
 * the Sub-Commission": the organ that adopted it, far behind.  from: where the
 * citation begins, p: behind it.
 */
static const char *
organ_adopting(const Scan *s, const char *from, const char *p)
{
	const char *stop = s->end - p > LOOK_AHEAD ? p + LOOK_AHEAD : s->end;
	const char *word = from;
	int			back;

	/* "of" and "resolution" may stand between */
	for (back = 0; back < 3 && word != NULL; back++)
	{
		word = res_cite_previous_word(s, word);
		if (word != NULL && res_lex_match(s->lang, RES_LEX_ADOPTION, word, s->end, NULL) > 0)
			break;
	}
	if (word == NULL || back == 3)
		return NULL;
	for (; p < stop && *p != ';'; p++)
	{
		const char *value;
		const char *q;
		bool		linked;
		uint32_t	n = comma_len(s, p);

		if (n == 0)
			continue;
		q = skip_blanks(s, p + n);
		if (q < stop && res_cite_read_owner(s, q, &linked, &value) != NULL && linked)
			return is(value, "-") ? NULL : value;
	}
	return NULL;
}

/*
 * Where the clause begins in which p stands: behind the last comma or
 * semicolon of an unspaced script that is in no quotation or title.
 */
static const char *
clause_start(const Scan *s, const char *p)
{
	const char *stop = p - s->sentence > LOOK_BACK ? p - LOOK_BACK : s->sentence;
	int			depth = 0;

	while (p > stop)
	{
		const char *c = char_before(s, p);
		uint32_t	len;

		switch (res_decode(c, s->end, &len))
		{
			case 0x201D:		/* ” */
			case 0x300B:		/* 》 */
				depth++;
				break;
			case 0x201C:		/* “ */
			case 0x300A:		/* 《 */
				if (depth-- == 0)
					return p;
				break;
			case 0xFF0C:		/* ， */
			case 0xFF1B:		/* ； */
			case 0xFF1A:		/* ： */
			case 0x3002:		/* 。 */
				if (depth == 0)
					return p;
				break;
			default:
				break;
		}
		p = c;
	}
	return p;
}

/*
 * Where the word for resolution stands behind its number, the owner may stand
 * far in front, with a title or a subject between: "人权委员会关于…的2005年4月20日
 * 第2005/70号决议".  It is the organ named last in front of the subject; numbers
 * behind a named one keep its owner.  first: where the citation begins.  Null
 * if no owner is named so.
 */
static const char *
owner_of_clause(const Scan *s, const char *first)
{
	const ResLexEntry *entry;
	const char *w = res_cite_previous_word(s, first);
	const char *from = clause_start(s, first);
	const char *subject;
	bool		listed = in_sentence(s, s->list_end) && s->list_end > from && s->list_end <= first;
	uint32_t	i;
	uint32_t	len;

	if (w == NULL || lex(s, RES_LEX_ORGAN_LINK, w, &entry) == 0)
		return NULL;
	if (listed)
		from = s->list_end;
	for (subject = from; subject < first; subject += len)
	{
		res_decode(subject, s->end, &len);
		if (lex(s, RES_LEX_CITE_SUBJECT, subject, &entry) > 0)
			break;
	}
	for (i = s->norgans; i > 0 && s->organs[i - 1].start >= from; i--)
		if (s->organs[i - 1].end <= subject)
			return s->organs[i - 1].value;
	return listed && s->list_named ? s->list_owner : NULL;
}

/* ---------- all of them ---------- */

/*
 * Whose are the numbers of the list that was read, from item "from" on?  The
 * organ as class cite_organ names it, OWN for "its" of the text's own organ,
 * null if nothing says so; *named: it is named there, not inferred.
 * with_head: the word for resolution stands in front of them, else behind.
 * first: where the citation begins, end: behind it.
 */
const char *
res_cite_owner_of_list(Scan *s, uint32_t from, bool with_head, const char *first,
					   const char *end, bool *named)
{
	const Head *head = &s->head;
	const Organ *last = s->norgans > 0 ? &s->organs[s->norgans - 1] : NULL;
	const char *owner = NULL;
	const char *its = NULL;
	bool		in = false;

	*named = false;
	if (s->supplement_end != NULL && with_head && head->start - s->supplement_end <= 4 &&
		head->start >= s->supplement_end)
	{
		owner = "A/HRC";
		*named = true;
	}
	else if (with_head && last != NULL && last->start >= head->end)
	{
		owner = last->value;
		*named = true;
	}
	else if (with_head && head->owner != NULL && head->start > s->organs[0].start)
	{
		owner = head->owner;
		*named = true;
	}
	else if (!with_head && last != NULL && last->end <= first &&
			 res_cite_gap_is_clean(s, last->end, first))
	{
		owner = last->value;
		*named = true;
	}
	else
	{
		bool		hers = with_head && (is(head->value, "m") || is(head->value, "f"));

		if (hers)
		{
			its = head->start;
			in = word_before(s, head->start) || owner_in_before(s, head->start);
		}
		else
		{
			its = possessive_before(s, first);
			if (its != NULL)
				in = owner_in_before(s, its) || (with_head && is(head->value, "by"));
			else
				in = owner_in_before(s, first);
		}
		if (its != NULL)
		{
			if (in)
				owner = organ_before(s, its);
			if (in && owner == NULL)
				owner = organ_behind(s, end);
			s->in_force = NULL;
			if (owner == NULL)
				owner = OWN;

			/* the gender of the possessive tells Assembly and Council apart */
			if (hers)
			{
				bool		assembly = is(head->value, "f");

				if (assembly)
					owner = is(owner, "-") || res_cite_is_own_kind(owner) ? owner : "A";
				else if (is(owner, "A") || ((owner == NULL || is(owner, OWN)) && res_is(s->organ, "A")))
					owner = "C";
			}
		}
		else if (s->in_force != NULL)
			owner = s->in_force;
		else if (s->list_end != NULL && s->list_named && in_sentence(s, s->list_end) &&
				 s->list_end <= first && first - s->list_end <= 40 &&
				 res_cite_gap_is_clean(s, s->list_end, first))
		{
			owner = s->list_owner;
			*named = true;
		}
		else if (in)
			owner = organ_behind(s, end);
		if (owner == NULL && its == NULL && !with_head && s->items[from].num.form != FORM_YEAR)
		{
			owner = owner_of_clause(s, first);
			*named = owner != NULL;
		}
		if (owner == NULL && its == NULL)
			owner = organ_adopting(s, first, end);
	}
	return owner;
}
