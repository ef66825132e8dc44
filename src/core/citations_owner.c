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

/* Between an organ that adopted and the number of what it adopted. */
#define LOOK_BETWEEN	120

/* Is the stretch from p to "to" the name of an organ, whatever stands behind it? */
static bool
is_organ(const Scan *s, const char *p, const char *to)
{
	const ResLexEntry *entries;
	uint32_t	n;

	for (entries = res_lex_entries(s->lang, RES_LEX_CITE_ORGAN, &n); n > 0; n--, entries++)
		if (entries->len == (size_t) (to - p) && memcmp(entries->text, p, entries->len) == 0)
			return true;
	return false;
}

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
		if (word_before(s, to) && is_organ(s, p, to))
			return true;		/* "للأمم المتحدة71/291": the blank is missing */
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
 * "The General Assembly of the World Tourism Organization" is somebody else's:
 * the place behind such a name for an organ that ends at p, with its value;
 * null if there is none.
 */
const char *
res_cite_other_owner(const Scan *s, const char *p, const char **value)
{
	const ResLexEntry *entry;
	const char *q = skip_blanks(s, p);
	uint32_t	n = lex(s, RES_LEX_ORGAN_LINK, q, &entry);

	if (n == 0 || entry->number != 0)
		return NULL;
	q = skip_blanks(s, q + n);
	n = lex(s, RES_LEX_CITE_ORGAN, q, &entry);
	if (n == 0 || !is(entry->value, "-"))
		return NULL;
	*value = entry->value;
	return q + n;
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
	const char *other;
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
	other = res_cite_other_owner(s, q + n, value);
	return other != NULL ? other : q + n;
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

		if (!in_sentence(s, o->start) || p - o->end > reach(s, LOOK_BACK))
			return NULL;
		if (o->end > p)
			continue;

		/* one that is not ours only speaks for what is close to it */
		if (is(o->value, "-") &&
			(p - o->end > reach(s, 60) || (s->list_end != NULL && s->list_end > o->end && s->list_end <= p)))
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
 * the Sub-Commission", "resolution 60/2 on women …, adopted by the Commission
 * on the Status of Women": the organ that adopted it, far behind.  from: where the
 * citation begins, p: behind it.
 */
static const char *
organ_adopting(const Scan *s, const char *from, const char *p)
{
	const char *stop = s->end - p > reach(s, LOOK_AHEAD) ? p + reach(s, LOOK_AHEAD) : s->end;
	const char *word = from;
	const ResLexEntry *links;
	bool		adoption;
	bool		blanks;
	int			back;
	uint32_t	n;
	uint32_t	i;

	/* "of" and "resolution" may stand between */
	for (back = 0; back < 3 && word != NULL; back++)
	{
		word = res_cite_previous_word(s, word);
		if (word != NULL && res_lex_match(s->lang, RES_LEX_ADOPTION, word, s->end, NULL) > 0)
			break;
	}
	adoption = word != NULL && back < 3;

	/* "… que la Commission de la condition de la femme a adoptée" stands behind no comma */
	links = res_lex_entries(s->lang, RES_LEX_ORGAN_LINK, &n);
	for (i = 0; i < n && links[i].number != 2; i++)
		;
	blanks = i < n;
	for (; p < stop && *p != ';'; p++)
	{
		const ResLexEntry *entry;
		const char *value;
		const char *q;
		bool		linked;

		if (*p != ',' && (*p != ' ' || !blanks) && (unsigned char) *p < 0x80)
			continue;
		n = comma_len(s, p);
		if (n == 0 && (*p != ' ' || !blanks))
			continue;
		q = skip_blanks(s, p + (n > 0 ? n : 1));
		if (q >= stop || lex(s, RES_LEX_ORGAN_LINK, q, &entry) == 0 || entry->number != (n > 0 ? 0 : 2) ||
			(n > 0 && !adoption && !is(entry->value, "by")) || res_cite_read_owner(s, q, &linked, &value) == NULL)
			continue;
		return is(value, "-") ? NULL : value;
	}
	return NULL;
}

/*
 * "The adoption by the Economic and Social Commission for Asia and the Pacific
 * at its seventy-second session of resolution 72/7": the organ that is named
 * last, if such a word stands in front of it (A/RES/80/143).
 */
static const char *
organ_that_adopted(const Scan *s, const char *first)
{
	const Organ *o = s->norgans > 0 ? &s->organs[s->norgans - 1] : NULL;
	const char *word;
	int			back;

	if (o == NULL || !in_sentence(s, o->start) || o->end > first || first - o->end > reach(s, LOOK_BETWEEN))
		return NULL;
	word = o->start;
	for (back = 0; back < 8 && (word = res_cite_previous_word(s, word)) != NULL; back++)
		if (res_lex_match(s->lang, RES_LEX_ADOPTION, word, s->end, NULL) > 0)
			return o->value;
	return NULL;
}

/*
 * Where the clause begins in which p stands: behind the last comma or
 * semicolon of an unspaced script that is in no quotation or title.
 */
static const char *
clause_start(const Scan *s, const char *p)
{
	const char *stop = p - s->sentence > reach(s, LOOK_BACK) ? p - reach(s, LOOK_BACK) : s->sentence;
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

/* Where the words begin that say what a resolution is about ("关于"); to, if none do. */
static const char *
subject_of(const Scan *s, const char *from, const char *to)
{
	uint32_t	len;

	for (; from < to; from += len)
	{
		if (lex(s, RES_LEX_CITE_SUBJECT, from, NULL) > 0)
			return from;
		res_decode(from, s->end, &len);
	}
	return to;
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

	if (w == NULL || lex(s, RES_LEX_ORGAN_LINK, w, &entry) == 0)
		return NULL;
	if (listed)
		from = s->list_end;
	subject = subject_of(s, from, first);
	for (i = s->norgans; i > 0 && s->organs[i - 1].start >= from; i--)
		if (s->organs[i - 1].end <= subject)
			return s->organs[i - 1].value;
	return listed && s->list_named ? s->list_owner : NULL;
}

/*
 * The word for resolution stands behind its number in this writing.  Without
 * one it speaks of resolutions in general, and hands their owner to those that
 * follow: "人权委员会关于发展权的所有决议，包括1998年4月22日第1998/72号决议".  word,
 * end: the word.
 */
void
res_cite_resolutions_in_general(Scan *s, const char *word, const char *end)
{
	const ResLexEntry *entry;
	const char *sign = res_cite_previous_word(s, word);
	const char *from;
	const char *subject;
	uint32_t	i;
	uint32_t	n;

	if (sign == NULL || (lex(s, RES_LEX_NUMBER_SIGN, sign, &entry) > 0 && entry->number == 1))
		return;
	n = comma_len(s, end);
	if (n == 0 || end + n >= s->end || lex(s, RES_LEX_CITE_JOIN, end + n, NULL) == 0)
		return;
	from = clause_start(s, word);
	subject = subject_of(s, from, word);
	for (i = s->norgans; i > 0 && s->organs[i - 1].start >= from; i--)
		if (s->organs[i - 1].end <= subject)
		{
			if (!is(s->organs[i - 1].value, "-"))
				s->in_force = s->organs[i - 1].value;
			return;
		}
}

/* Does an owner stand directly in front: "人权委员会第2005/5号决议", "人权委员会在第2005/5号决议中"? */
static bool
stands_before(const Scan *s, const char *p, const char *to)
{
	const char *from = clause_start(s, to);
	uint32_t	n;

	/* not in what the resolution is about: "关于设立统计委员会的1946年2月16日第8(I)号决议" */
	if (in_sentence(s, s->list_end) && s->list_end > from && s->list_end <= p)
		from = s->list_end;
	if (subject_of(s, from, to) < p)
		return false;
	p = skip_blanks(s, p);
	if (p < to && (n = lex(s, RES_LEX_OWNER_IN, p, NULL)) > 0)
		p += n;
	return res_cite_gap_is_clean(s, p, to);
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
	else if (!with_head && last != NULL && last->end <= first && stands_before(s, last->end, first))
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
			/* "اتخاذ الفريق العامل المعني بالشيخوخة قراره 14/1": the subject stands in front of the verb's noun */
			if (in || is(head->value, "m"))
				owner = organ_before(s, its);
			if (!in && !is(owner, "-"))
				owner = NULL;
			if (in && owner == NULL)
				owner = organ_behind(s, end);
			s->in_force = NULL;

			/* "the African Union …, as it requested in its resolution 2568 (2021)" */
			if (owner == NULL || (is(owner, "-") && res_is(s->organ, "S")))
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
		else if (!with_head && s->items[from].num.form != FORM_YEAR &&
				 (owner = owner_of_clause(s, first)) != NULL)
			*named = true;
		else if (s->list_end != NULL && s->list_named && in_sentence(s, s->list_end) &&
				 s->list_end <= first && first - s->list_end <= 40 &&
				 res_cite_gap_is_clean(s, s->list_end, first))
		{
			owner = s->list_owner;
			*named = true;
		}
		else if (s->in_force != NULL)
			owner = s->in_force;
		else if (in)
			owner = organ_behind(s, end);
		if (owner == NULL && its == NULL)
			owner = organ_adopting(s, first, end);
		if (owner == NULL && its == NULL && s->items[from].num.form == FORM_SESSION)
			owner = organ_that_adopted(s, first);

		/* "the Sub-Commission adopted at its fifty-second session resolution 2000/22" */
		if (owner == NULL && its == NULL && s->items[from].num.form == FORM_ANNUAL)
		{
			owner = organ_before(s, first);
			if (owner != NULL && strncmp(owner, "E/CN.4", 6) != 0)
				owner = NULL;
		}
	}
	return owner;
}
