/*-------------------------------------------------------------------------
 *
 * phrases.c
 *	  Opening phrases of paragraphs: "Recalling also", "Strongly urges",
 *	  "Expresses its deep concern".
 *
 * A phrase is the verb with the adverbs and companions in front of its
 * object, as print sets them in italics.  Most are in the table; the others
 * follow the same rule: adverbs, a verb of the table, companions.  What
 * counts as an adverb, a companion, a noun of feeling is in the lexicon of
 * the language (RES_LEX_PHRASE_…).
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "simd.h"
#include "stages.h"
#include "tables.h"

/* More matches at one place than this are not looked at. */
#define MAX_MATCHES		16

/* So many adverbs, companions, adjectives in a row at most. */
#define MAX_WORDS		6

/* Scripts from here on (Han …) put no blanks between words. */
#define UNSPACED		0x2E80

/* Nothing of a phrase or of its lemma stands further on than this. */
#define MAX_PHRASE		400
/* Within how many words of a statement's paragraph its verb stands. */
#define STATED_WITHIN	6

typedef struct Reading
{
	ResLang		lang;
	uint8_t		italics;		/* RES_ITALICS_… of the organ */
	bool		geneva;			/* the Human Rights Council */
	bool		draft;			/* a draft's preamble */
	const char *end;
} Reading;

/* ---------- small steps over the text ---------- */

/* A word of a class behind p and its blanks; returns its end, or NULL. */
static const char *
next_is(const Reading *r, ResLexClass cls, const char *p, const ResLexEntry **entry)
{
	uint32_t	len;

	p = res_skip_blanks(p, r->end);
	len = res_lex_match(r->lang, cls, p, r->end, entry);
	return len > 0 ? p + len : NULL;
}

/* Passes over words of a class, at most MAX_WORDS of them. */
static const char *
skip_words(const Reading *r, ResLexClass cls, const char *p)
{
	int			i;

	for (i = 0; i < MAX_WORDS; i++)
	{
		const char *q = next_is(r, cls, p, NULL);

		if (q == NULL)
			break;
		p = q;
	}
	return p;
}

/*
 * Passes over the words in front of the verb.  *parts: where an opening with
 * such words is used, as the number of their entries says ("إذ" opens no
 * operative paragraph, whatever the verb); 0 if they leave it to the verb.
 */
static const char *
skip_before(const Reading *r, const char *p, uint8_t *parts)
{
	int			i;

	*parts = 0;
	for (i = 0; i < MAX_WORDS; i++)
	{
		const ResLexEntry *entry;
		const char *q = next_is(r, RES_LEX_PHRASE_BEFORE, p, &entry);

		if (q == NULL)
			break;
		if (*parts == 0)
			*parts = (uint8_t) entry->number;
		p = q;
	}
	return p;
}

/*
 * A noun of feeling with the words for its degree in front of it or behind
 * it; returns its end, or NULL.
 */
static const char *
feeling(const Reading *r, const char *p, const ResLexEntry **noun)
{
	const char *q = next_is(r, RES_LEX_PHRASE_FEELING, skip_words(r, RES_LEX_PHRASE_DEGREE, p), noun);

	return q == NULL ? NULL : skip_words(r, RES_LEX_PHRASE_DEGREE, q);
}

/* The same, with another one joined by "and". */
static const char *
feelings(const Reading *r, const char *p, const ResLexEntry **noun)
{
	const char *q = feeling(r, p, noun);
	const char *and;
	const char *more;

	if (q == NULL)
		return NULL;
	and = next_is(r, RES_LEX_AND, q, NULL);
	if (and != NULL && (more = feeling(r, and, NULL)) != NULL)
		return more;
	return q;
}

/* "with deep concern", "its strong commitment": end, or NULL. */
static const char *
with_feeling(const Reading *r, const char *p)
{
	const char *q = next_is(r, RES_LEX_PHRASE_WITH, p, NULL);

	return q == NULL ? NULL : feelings(r, q, NULL);
}

static const char *
its_attitude(const Reading *r, const char *p)
{
	const char *q = next_is(r, RES_LEX_PHRASE_ITS, p, NULL);
	const char *noun;
	const char *longest;

	if (q == NULL)
		return NULL;
	longest = feelings(r, q, NULL);
	noun = next_is(r, RES_LEX_PHRASE_ATTITUDE, skip_words(r, RES_LEX_PHRASE_DEGREE, q), NULL);
	return noun != NULL && (longest == NULL || noun > longest) ? noun : longest;
}

/* ---------- the table ---------- */

/*
 * The longest phrase of the table at p that print would set in italics, and
 * the longest of all, which tells the lemma.  Returns false if there is none
 * at all; *set stays NULL if print goes on with none of them.
 */
static bool
in_table(const Reading *r, const char *p, const char **set_end, uint32_t *set_row,
		 const char **long_end, uint32_t *long_row)
{
	ResKeyMatch match[MAX_MATCHES];
	uint32_t	n = res_key_matches(&res_phrase_set[r->lang], RES_FOLD_TEXT, p, r->end,
									match, MAX_MATCHES);
	uint32_t	i;

	*set_end = NULL;
	if (n == 0)
		return false;
	*long_end = p + match[n - 1].len;
	*long_row = match[n - 1].index - res_phrase_base;
	for (i = n; i > 0; i--)
	{
		uint32_t	row = match[i - 1].index - res_phrase_base;

		if (res_phrase_italics[row] & r->italics)
		{
			*set_end = p + match[i - 1].len;
			*set_row = row;
			break;
		}
	}
	return true;
}

/* ---------- lemmas ---------- */

/* Part "n" of a value whose parts are parted by "|"; a "/" ends it. */
static ResStr
value_part(const char *value, int n)
{
	size_t		len;

	while (n-- > 0)
	{
		value += strcspn(value, "|/");
		if (*value != '|')
			return RES_NULL_STR;
		value++;
	}
	len = strcspn(value, "|/");
	return (ResStr) {value, (uint32_t) len};
}

/* Is this the first part? */
static bool
value_begins(const char *value, ResStr part)
{
	return strncmp(value, part.p, part.len) == 0 &&
		(value[part.len] == '|' || value[part.len] == '/' || value[part.len] == '\0');
}

/*
 * Complete a lemma that says too little: "express" + "its deep concern" →
 * "express concern", "call" + "upon" → "call upon".  p is behind the verb.
 * Words between commas are passed over once ("Calls, in this context, for").
 */
static void
complete_lemma(ResArena *arena, const Reading *r, const char *p, unsigned more, ResStr *verb, ResStr *verb_en)
{
	const ResLexEntry *entry;
	const char *q;

	p = skip_words(r, RES_LEX_PHRASE_AFTER, p);
	q = res_skip_blanks(p, r->end);
	if (q < r->end && *q == ',')
	{
		const char *comma = memchr(q + 1, ',', (size_t) (r->end - q - 1));

		if (comma != NULL)
			p = skip_words(r, RES_LEX_PHRASE_AFTER, comma + 1);
	}
	if (more & RES_TAKES_TAIL)
	{
		q = next_is(r, RES_LEX_PHRASE_TAIL, p, &entry);
		if (q != NULL && entry->value != NULL && value_begins(entry->value, *verb))
		{
			*verb = value_part(entry->value, 1);
			*verb_en = value_part(entry->value, 2);
		}
		return;
	}
	q = next_is(r, RES_LEX_PHRASE_ITS, p, NULL);
	if (q == NULL)
		q = next_is(r, RES_LEX_ARTICLE, p, NULL);
	if (feeling(r, q != NULL ? q : p, &entry) != NULL && entry->value != NULL)
	{
		ResStr		noun = value_part(entry->value, 0);
		ResStr		noun_en = value_part(entry->value, 1);

		*verb = res_printf(arena, "%.*s %.*s", (int) verb->len, verb->p, (int) noun.len, noun.p);
		if (noun_en.p != NULL)
			*verb_en = res_printf(arena, "%.*s %.*s", (int) verb_en->len, verb_en->p,
								  (int) noun_en.len, noun_en.p);
	}
}

/* The lemma of a row of the table; p is behind what the text has of it. */
static void
lemma_of_row(ResArena *arena, const Reading *r, const char *p, uint32_t row, ResStr *verb, ResStr *verb_en)
{
	*verb = res_phrase_row[row].verb;
	*verb_en = res_phrase_row[row].verb_en;
	if (res_phrase_more[row] & (RES_TAKES_FEELING | RES_TAKES_TAIL))
		complete_lemma(arena, r, p, res_phrase_more[row], verb, verb_en);
}

/*
 * Infinitive of an unknown form, by its ending; false if it has none.  Where
 * several endings are possible the vocabulary decides, else the first.
 */
static bool
infinitive(ResArena *arena, ResLang lang, const char *p, const char *end,
		   ResStr *verb, uint8_t *parts)
{
	const ResLexEntry *endings;
	const ResLexEntry *best = NULL;
	const char *other;
	char		word[64];
	uint32_t	len;
	uint32_t	stem;
	uint32_t	n;
	uint32_t	i;
	int			part;

	len = res_key_fold(RES_FOLD_TEXT, p, end, word, sizeof(word));
	endings = res_lex_entries(lang, RES_LEX_PHRASE_ENDING, &n);
	for (i = 0; i < n; i++)
	{
		if (len > (uint32_t) endings[i].len + 2 && word[len - 1] == endings[i].text[endings[i].len - 1] &&
			memcmp(word + len - endings[i].len, endings[i].text, endings[i].len) == 0 &&
			(best == NULL || endings[i].len > best->len))
			best = &endings[i];
	}
	if (best == NULL)
		return false;
	*parts = (uint8_t) best->number;
	stem = len - best->len;

	/* "Drugs" is no verb: there is no "drugging" */
	other = best->value == NULL ? NULL : strchr(best->value, '/');
	if (other != NULL)
	{
		size_t		n = strlen(other + 1);

		if (stem + n > sizeof(word))
			return false;
		memcpy(word + stem, other + 1, n);
		if (!res_vocabulary_has(lang, word, stem + (uint32_t) n))
			return false;
	}
	if (verb == NULL)
		return true;
	*verb = RES_NULL_STR;
	for (part = 0;; part++)
	{
		ResStr		add = best->value == NULL ? RES_STR("") : value_part(best->value, part);
		ResStr		made;

		if (add.p == NULL)
			break;
		made = res_printf(arena, "%.*s%.*s", (int) stem, word, (int) add.len, add.p);
		if (verb->p == NULL)
			*verb = made;
		if (res_vocabulary_has(lang, made.p, made.len))
		{
			*verb = made;
			break;
		}
		if (best->value == NULL)
			break;
	}
	return true;
}

/* ---------- reading ---------- */

/* End of the word at p: letters, digits, hyphens and apostrophes inside. */
static const char *
word_end(const char *p, const char *end)
{
	while (p < end)
	{
		uint32_t	len;

		p = res_skip_letters(p, end);
		if (p == end)
			break;
		if (res_is_digit(*p))
		{
			p++;
			continue;
		}

		/* most words end in front of a blank or a comma */
		if (*p == ' ' || *p == ',')
			break;
		if (!res_is_word(p, end) && (res_dash_len(p, end) == 0 || !res_is_word(p + res_dash_len(p, end), end)))
			break;
		res_decode(p, end, &len);
		p += len;
	}
	return p;
}

/*
 * How an unknown word looks as the opening of a clause: capital, ending of a
 * verb form, and behind it a word that goes on from a verb.  Returns the
 * parts where such a form opens clauses, 0 if it is none.
 */
static uint8_t
unknown_opening(ResArena *arena, const Reading *r, const char *p, const char **stop, ResStr *verb)
{
	uint32_t	len;
	uint8_t		parts;
	const char *q;

	if (p >= r->end || !res_is_upper_char(res_decode(p, r->end, &len)))
		return 0;
	if (p + len >= r->end || res_is_upper_char(res_decode(p + len, r->end, &len)))
		return 0;				/* an abbreviation */

	/* few words are followed by one that goes on from a verb */
	q = word_end(p, r->end);
	*stop = q;
	if (next_is(r, RES_LEX_PHRASE_NEXT, q, NULL) == NULL ||
		res_lex_match(r->lang, RES_LEX_NO_PHRASE, p, r->end, NULL) > 0 ||
		!infinitive(arena, r->lang, p, q, NULL, &parts))
		return 0;
	if (verb != NULL)
		infinitive(arena, r->lang, p, q, verb, &parts);
	return parts;
}

/*
 * A companion behind the verb that print sets in italics; its end, or NULL.
 * The number of the entry says where it does: 0 everywhere, 1 not in texts of
 * the Security Council, 2 only if the object follows ("Encourages further to",
 * but "Encourages further cooperation"), 3 nowhere.
 */
static const char *
companion(const Reading *r, const char *p)
{
	const ResLexEntry *entry;
	const char *q = next_is(r, RES_LEX_PHRASE_AFTER, p, &entry);

	if (q == NULL)
		return NULL;
	switch (entry->number)
	{
		case 1:
			return r->italics & RES_ITALICS_OTHERS ? q : NULL;
		case 2:
			return next_is(r, RES_LEX_PHRASE_NEXT, q, NULL) != NULL ? q : NULL;
		case 3:
			return NULL;
		default:
			return q;
	}
}

/* Companions behind the verb: "also", "with deep concern", "its support". */
static const char *
extend(const Reading *r, const char *p)
{
	int			i;

	for (i = 0; i < MAX_WORDS; i++)
	{
		const char *q = res_skip_blanks(p, r->end);

		/* most phrases end here */
		if ((res_lex_sets(r->lang, q, r->end) & (RES_LEX_SET(RES_LEX_PHRASE_AFTER) | RES_LEX_SET(RES_LEX_PHRASE_WITH) |
												 RES_LEX_SET(RES_LEX_PHRASE_ITS))) == 0)
			break;
		q = companion(r, p);

		if (q == NULL)
			q = with_feeling(r, p);
		if (q == NULL && (r->italics & RES_ITALICS_OTHERS))
			q = its_attitude(r, p);
		if (q == NULL)
			break;
		p = q;
	}
	return p;
}

/*
 * How far print sets a phrase apart that reaches into "its …".
 *
 * text/stop: the phrase so far.  before: adverbs stand in front of its verb.
 * Returns the end of the phrase, "its" left out where
 * print leaves it out.  Counted over the official markup, this depends on the
 * verb (RES_LEX_PHRASE_BARE): with number 1 "its …" is always outside
 * ("Reconfirming its endorsement"), with 2 beside a companion ("Reaffirming
 * also its commitment"), in the Human Rights Council and in the preamble of a
 * draft, with 3 in that Council only.
 */
static const char *
without_its(const Reading *r, ResStr verb, const char *text, const char *stop, bool before)
{
	const ResLexEntry *bare;
	const char *first;
	const char *p;
	const char *q;
	const char *v;
	bool		outside;

	if (res_lex_match(r->lang, RES_LEX_PHRASE_BARE, verb.p, verb.p + verb.len, &bare) != verb.len)
		return stop;
	first = word_end(text, stop);
	for (p = first; p < stop; p = word_end(res_skip_blanks(p, stop), stop))
	{
		const char *end = p;
		uint32_t	n;

		if ((n = res_blank_len(p, stop)) == 0)
		{
			p++;				/* punctuation inside */
			continue;
		}
		q = next_is(r, RES_LEX_PHRASE_ITS, p, NULL);
		if (q == NULL || q > stop)
			continue;
		outside = bare->number == 1 || (bare->number <= 2 && (before || p > first || r->draft)) || r->geneva;
		q = res_skip_blanks(q, r->end);
		for (v = bare->value; !outside && v != NULL && *v != '\0'; v += *v == '|')
		{
			size_t		w = strcspn(v, "|");

			outside = (size_t) (r->end - q) >= w && memcmp(q, v, w) == 0;
			v += w;
		}
		return outside ? end : stop;
	}
	return stop;
}

/*
 * The verb of a clause that opens with other words: "In this regard, notes",
 * "In response to the letter …, encourages".  It is the phrase of the table
 * behind the first comma, or behind such words themselves.
 */
static void
later_verb(ResArena *arena, const Reading *r, const char *p, uint8_t part, ResPhrase *phrase)
{
	const ResLexEntry *entry;
	const char *q = next_is(r, RES_LEX_PHRASE_AFTER, p, &entry);
	const char *set_end;
	const char *long_end;
	uint32_t	set_row;
	uint32_t	long_row;

	if (q == NULL || entry->number != 3)
		q = p;
	q = res_skip_blanks(q, r->end);
	if (q == p || (q < r->end && *q == ','))
	{
		q = memchr(q, ',', (size_t) (r->end - q));
		if (q == NULL)
			return;
		q++;
	}
	q = res_skip_blanks(skip_words(r, RES_LEX_PHRASE_BEFORE, q), r->end);
	if (!in_table(r, q, &set_end, &set_row, &long_end, &long_row) ||
		(part != 0 && (res_phrase_row[long_row].parts & part) == 0))
		return;
	lemma_of_row(arena, r, long_end, long_row, &phrase->verb, &phrase->verb_en);
}

/*
 * res_phrase_read — the opening phrase of a clause; see language.h.
 */
bool
res_phrase_read(ResArena *arena, ResLang lang, ResStr organ, uint8_t part,
				ResStr text, ResPhrase *phrase)
{
	Reading		r;
	const char *p;
	const char *core;
	const char *stop = NULL;
	const char *set_end;
	const char *long_end = NULL;
	const char *tail;
	uint32_t	set_row = 0;
	uint32_t	long_row = 0;
	uint8_t		before = 0;
	uint8_t		set_parts = 0;	/* of words in front of the verb */

	memset(phrase, 0, sizeof(*phrase));
	if (text.p == NULL || text.len == 0)
		return false;
	r.lang = lang;
	r.italics = res_is(organ, "S") ? RES_ITALICS_COUNCIL : RES_ITALICS_OTHERS;
	r.geneva = res_is(organ, "A/HRC");
	r.draft = part == (RES_PHRASE_PREAMBULAR | RES_PHRASE_DRAFT);
	part &= RES_PHRASE_PREAMBULAR | RES_PHRASE_OPERATIVE;
	r.end = text.p + (text.len < MAX_PHRASE ? text.len : MAX_PHRASE);
	p = res_skip_blanks(text.p, r.end);

	/* the table, at the beginning and behind adverbs: what reaches further */
	if (in_table(&r, p, &set_end, &set_row, &long_end, &long_row))
		stop = set_end;
	core = long_end != NULL && (res_phrase_more[long_row] & RES_OPENS_BEFORE) == 0 ? p : skip_before(&r, p, &before);
	if (core > p)
	{
		const char *core_set;
		const char *core_long;
		uint32_t	core_row = 0;
		uint32_t	core_long_row;

		core = res_skip_blanks(core, r.end);
		if (core < r.end && *core == ',')
			core = res_skip_blanks(core + 1, r.end);
		if (in_table(&r, core, &core_set, &core_row, &core_long, &core_long_row))
		{
			if (core_set != NULL && (stop == NULL || core_set > stop))
			{
				stop = core_set;
				set_row = core_row;
				set_parts = before;
			}
			if (long_end == NULL || core_long > long_end)
			{
				long_end = core_long;
				long_row = core_long_row;
			}
		}
	}
	if (stop == NULL)
	{
		ResStr		verb;
		uint8_t		parts = unknown_opening(arena, &r, p, &stop, &verb);

		if (parts == 0 || (part != 0 && (parts & part) == 0))
		{
			later_verb(arena, &r, p, part, phrase);
			return false;
		}
		phrase->parts = parts;
		phrase->verb = verb;
		if (lang == RES_EN)
			phrase->verb_en = verb;
		tail = extend(&r, stop);
		phrase->len = (uint32_t) (tail - text.p);
		return true;
	}
	phrase->known = true;
	phrase->parts = set_parts != 0 ? set_parts : res_phrase_row[set_row].parts;
	lemma_of_row(arena, &r, long_end, long_row, &phrase->verb, &phrase->verb_en);
	tail = extend(&r, stop);
	if (r.italics & RES_ITALICS_OTHERS)
		tail = without_its(&r, phrase->verb, p, tail, before);
	phrase->len = (uint32_t) (tail - text.p);
	return true;
}

/*
 * res_phrase_opens — may a clause begin with these words?  See language.h.
 */
uint8_t
res_phrase_opens(ResLang lang, const char *p, const char *end, int *strength)
{
	Reading		r;
	ResKeyMatch match[MAX_MATCHES];
	const char *core;
	const char *stop;
	uint32_t	len;
	uint32_t	n;
	uint64_t	sets;
	uint8_t		parts;
	uint8_t		before = 0;

	*strength = 0;
	if (p >= end)
		return 0;

	/* most lines go on in lower case, which opens nothing in most languages */
	if (res_is_lower(*p) && !res_phrase_lower[lang])
		return 0;
	r.lang = lang;
	r.italics = 0;
	r.geneva = r.draft = false;
	r.end = end - p > MAX_PHRASE ? p + MAX_PHRASE : end;

	/* neither a row nor words in front of one begin there: most numbers, most names */
	sets = res_lex_sets(lang, p, end);
	if ((sets & (UINT64_C(1) << res_phrase_set[lang].bit | RES_LEX_SET(RES_LEX_PHRASE_BEFORE))) == 0)
	{
		if ((unsigned char) *p < 0x80 && !res_is_upper(*p))
			return 0;
		parts = unknown_opening(NULL, &r, p, &stop, NULL);
		*strength = parts != 0;
		return parts;
	}

	/* a row that print begins with a capital needs one */
	n = res_key_matches(&res_phrase_set[lang], RES_FOLD_TEXT, p, r.end, match, MAX_MATCHES);
	if (n == 0)
	{
		core = skip_before(&r, p, &before);
		if (core == p)
		{
			parts = unknown_opening(NULL, &r, p, &stop, NULL);
			*strength = parts != 0;
			return parts;
		}
		n = res_key_matches(&res_phrase_set[lang], RES_FOLD_TEXT, res_skip_blanks(core, r.end), r.end,
							match, MAX_MATCHES);
	}
	if (n > 0)
	{
		const ResPhraseRow *row = &res_phrase_row[match[n - 1].index - res_phrase_base];
		size_t		rowlen = strlen(row->phrase);

		if (res_is_upper_char(res_decode(row->phrase, row->phrase + rowlen, &len)) &&
			!res_is_upper_char(res_decode(p, r.end, &len)))
			return 0;
		*strength = 2;
		return before != 0 ? before : row->parts;
	}
	return 0;
}

uint8_t
res_opens_line(const ResReader *rd, const char *p, const char *end, int *strength)
{
	ResOpening *opening;
	uint32_t	at;

	/* what needs no table needs no memory */
	if (p >= end || (res_is_lower(*p) && !res_phrase_lower[rd->lang]))
	{
		*strength = 0;
		return 0;
	}
	at = (uint32_t) (rd->src + rd->len - p);
	opening = &rd->openings[at % RES_OPENINGS];
	if (opening->at != at || opening->len != (uint32_t) (end - p))
	{
		opening->at = at;
		opening->len = (uint32_t) (end - p);
		opening->parts = res_phrase_opens(rd->lang, p, end, strength);
		opening->strength = (uint8_t) *strength;
	}
	*strength = opening->strength;
	return opening->parts;
}

/*
 * res_phrase_decided — the organ's verb in the sentence of a decision.
 *
 * The first verb in the past tense of those that organs act with.  verb and
 * verb_en are its lemmas; false, and both unchanged, if there is none.
 */
bool
res_phrase_decided(ResArena *arena, ResLang lang, ResStr text, ResStr *verb, ResStr *verb_en)
{
	const char *p = text.p;
	const char *end;

	if (p == NULL)
		return false;
	end = p + text.len;
	while (p < end)
	{
		const ResLexEntry *entry;
		const char *from = p;
		uint32_t	len;

		if (res_lex_match(lang, RES_LEX_OPERATIVE_PAST, p, end, &entry) > 0 && entry->value != NULL)
		{
			*verb = value_part(entry->value, 0);
			*verb_en = value_part(entry->value, 1);
			if (verb_en->p == NULL)
				*verb_en = *verb;
			return true;
		}

		/* on to the next word; scripts without blanks go on by the letter */
		if (res_decode(p, end, &len) >= UNSPACED)
			p += len;
		else
		{
			p = word_end(p, end);
			while (p < end && !res_is_word(p, end))
			{
				res_decode(p, end, &len);
				p += len;
			}
		}
		res_tick(arena, (uint32_t) (p - from));
	}
	return false;
}

/*
 * res_phrase_stated — the organ's verb in a paragraph of a statement.
 *
 * "The Security Council takes note of …", "The Council further urges …": the
 * first operative phrase behind the name of the organ, which is never longer
 * than a few words.  verb and verb_en are its lemmas; false, and both
 * unchanged, if there is none.
 */
bool
res_phrase_stated(ResArena *arena, ResLang lang, ResStr text, ResStr *verb, ResStr *verb_en)
{
	Reading		r;
	const char *p;
	int			words;

	if (text.p == NULL || text.len == 0)
		return false;
	r.lang = lang;
	r.italics = RES_ITALICS_OTHERS;
	r.geneva = r.draft = false;
	r.end = text.p + (text.len < MAX_PHRASE ? text.len : MAX_PHRASE);
	p = text.p;
	for (words = 0; words < STATED_WITHIN && p < r.end; words++)
	{
		const char *set_end;
		const char *long_end;
		uint32_t	set_row;
		uint32_t	long_row;
		uint32_t	len;

		if (words > 0 && in_table(&r, p, &set_end, &set_row, &long_end, &long_row) &&
			(res_phrase_row[long_row].parts & RES_PHRASE_OPERATIVE) != 0)
		{
			lemma_of_row(arena, &r, long_end, long_row, verb, verb_en);
			return true;
		}
		if (res_decode(p, r.end, &len) >= UNSPACED)
			p += len;
		else
			p = word_end(p, r.end);
		while (p < r.end && !res_is_word(p, r.end))
		{
			res_decode(p, r.end, &len);
			p += len;
		}
	}
	return false;
}

/* res_phrase_rows — the table, for those who list it. */
const ResPhraseRow *
res_phrase_rows(uint32_t *n)
{
	*n = res_phrase_count;
	return res_phrase_row;
}
