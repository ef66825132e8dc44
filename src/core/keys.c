/*-------------------------------------------------------------------------
 *
 * keys.c
 *	  The keys of a document, and those that a term of a query asks for.
 *
 * What stands in a key is fixed: indexes hold them.
 *
 *-------------------------------------------------------------------------
 */
#include <stdio.h>

#include "keys.h"
#include "internal.h"
#include "language.h"

#define WANTS(walk, field)	(((walk)->fields >> (field) & 1) != 0)

/* ---------- a document's ---------- */

static void
emit_folded(ResKeyWalk *walk, char kind, ResStr text, int32_t clause)
{
	char		key[1 + RES_FOLDED_SIZE];
	uint32_t	n;

	if (text.p == NULL)
		return;
	key[0] = kind;
	n = res_words_fold(text, key + 1);
	if (n > 0)
		walk->key(walk->ctx, key, n + 1, clause);
	res_tick(walk->arena, text.len + 16);
}

static void
emit_name(ResKeyWalk *walk, char kind, const char *name, int32_t clause)
{
	if (name != NULL)
		emit_folded(walk, kind, (ResStr) {name, (uint32_t) strlen(name)}, clause);
}

static void
emit_symbol(ResKeyWalk *walk, char kind, ResStr symbol, int32_t clause)
{
	char		key[1 + RES_SYMBOL_KEY_MAX];
	uint32_t	n = 0;

	if (symbol.p != NULL)
		n = res_symbol_key(symbol.p, symbol.len, (uint8_t *) key + 1, NULL);
	key[0] = kind;
	if (n > 0)
		walk->key(walk->ctx, key, n + 1, clause);
	res_tick(walk->arena, 64);
}

/*
 * Key of two joined words.  A Chinese character follows directly; others are
 * joined by "-".  If they are too long together the second is cut.
 */
static uint32_t
pair_key(char *key, char kind, const char *first, uint32_t nfirst, const ResWords *second)
{
	uint32_t	n = 0;

	key[n++] = kind;
	memcpy(key + n, first, nfirst);
	n += nfirst;
	if (!second->single)
		key[n++] = '-';
	memcpy(key + n, second->word, second->len);
	return n + second->len;
}

static void
emit_words(ResKeyWalk *walk, char kind, ResStr text, int32_t clause)
{
	ResWords	words;
	char		key[2 * RES_WORD_SIZE + 2];
	char		last[RES_WORD_SIZE];
	uint32_t	nlast = 0;

	res_words_begin(&words, text);
	while (res_words_next(&words))
	{
		if (walk->word != NULL)
			walk->word(walk->ctx, kind, &words, clause);
		else
		{
			key[0] = kind;
			memcpy(key + 1, words.word, words.len);
			walk->key(walk->ctx, key, words.len + 1, clause);
			if (words.joined)
				walk->key(walk->ctx, key, pair_key(key, kind, last, nlast, &words), clause);
			memcpy(last, words.word, words.len);
			nlast = words.len;
		}
		res_tick(walk->arena, 16 + words.stop - words.start);
	}
	res_tick(walk->arena, text.len / 8);
}

/* The single values. */
void
res_walk_head(ResKeyWalk *walk, const ResHeader *header)
{
	if (WANTS(walk, RES_FIELD_SYMBOL))
		emit_symbol(walk, RES_KEY_SYMBOL, header->symbol, RES_NONE);
	if (WANTS(walk, RES_FIELD_TITLE))
		emit_words(walk, RES_KEY_TITLE, header->title, RES_NONE);
	emit_folded(walk, RES_KEY_ORGAN, header->organ, RES_NONE);
	emit_folded(walk, RES_KEY_COMMITTEE, header->committee, RES_NONE);
	emit_folded(walk, RES_KEY_SESSION, header->session, RES_NONE);
	emit_name(walk, RES_KEY_KIND, res_kind_name(header->kind), RES_NONE);
	emit_name(walk, RES_KEY_LANGUAGE, res_lang_name(header->lang), RES_NONE);
}

void
res_walk_sponsors(ResKeyWalk *walk, const ResDocument *doc)
{
	uint32_t	i;

	for (i = 0; i < doc->nsponsors; i++)
	{
		const ResSponsor *sponsor = &doc->sponsors[i];

		if (sponsor->m49 != 0)
		{
			char		key[16];
			int			n = snprintf(key, sizeof(key), "%c%d", RES_KEY_STATE, (int) sponsor->m49);

			walk->key(walk->ctx, key, (uint32_t) n, RES_NONE);
			res_tick(walk->arena, 16);
		}
		else
			emit_folded(walk, RES_KEY_SPONSOR, sponsor->name, RES_NONE);
	}
}

void
res_walk_citation(ResKeyWalk *walk, const ResCitation *citation)
{
	if (!WANTS(walk, RES_FIELD_CITES))
		return;
	if (citation->symbol.p != NULL)
		emit_symbol(walk, RES_KEY_CITES, citation->symbol, citation->clause);
	else
		emit_folded(walk, RES_KEY_CITES_TITLE, citation->title, citation->clause);
}

/* Verb and phrase with which the clause "upper" opens, said of a clause. */
void
res_walk_opening(ResKeyWalk *walk, const ResDocument *doc, uint32_t upper, uint32_t clause)
{
	const ResClause *opening = &doc->clauses[upper];

	if (WANTS(walk, RES_FIELD_VERB))
	{
		emit_folded(walk, RES_KEY_VERB, opening->verb, (int32_t) clause);
		if (opening->verb_en.p != opening->verb.p && !res_str_eq(opening->verb, opening->verb_en))
			emit_folded(walk, RES_KEY_VERB, opening->verb_en, (int32_t) clause);
	}
	if (WANTS(walk, RES_FIELD_PHRASE))
		emit_folded(walk, RES_KEY_PHRASE, opening->phrase, (int32_t) clause);
}

/* What a clause says itself; its citations are not among it. */
void
res_walk_clause(ResKeyWalk *walk, const ResDocument *doc, uint32_t i)
{
	const ResClause *clause = &doc->clauses[i];

	if (WANTS(walk, RES_FIELD_PART))
		emit_name(walk, RES_KEY_PART, res_part_name(clause->part), (int32_t) i);
	res_walk_opening(walk, doc, i, i);
	if (WANTS(walk, RES_FIELD_WORD))
		emit_words(walk, RES_KEY_WORD, clause->text, (int32_t) i);
}

/*
 * res_openings — by clause, the one whose phrase and verb it stands under: it
 * itself, or if it has neither the nearest one above that has.
 */
uint32_t *
res_openings(ResArena *arena, const ResDocument *doc)
{
	uint32_t   *openings = res_alloc(arena, sizeof(uint32_t) * doc->nclauses);
	uint32_t	i;

	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		bool		inherits = clause->verb.len == 0 && clause->phrase.len == 0 &&
			clause->parent >= 0 && (uint32_t) clause->parent < i;

		openings[i] = inherits ? openings[clause->parent] : i;
		res_tick(arena, 4);
	}
	return openings;
}

/* ---------- all different keys ---------- */

/* What binds the other keys of a clause: its part, its verb in two languages. */
#define BINDERS		3

typedef struct KeySet
{
	ResArena   *arena;
	const ResDocument *doc;
	const uint32_t *openings;	/* NULL: without bound keys */
	int32_t		bound_clause;	/* of which the binders are */
	char		binders[BINDERS][1 + RES_FOLDED_SIZE];
	uint32_t	binder_lens[BINDERS];
	uint32_t	nbinders;
	ResStr	   *keys;
	uint32_t	n;
	uint32_t	cap;
	uint32_t   *slots;			/* 1 + index of a key; 0 = empty */
	uint32_t	mask;
} KeySet;

uint32_t
res_key_hash(const char *key, uint32_t len)
{
	uint64_t	h = len;
	uint32_t	i;

	for (i = 0; i + 8 <= len; i += 8)
	{
		uint64_t	word;

		memcpy(&word, key + i, 8);
		h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 29;
	}
	if (i < len)
	{
		uint64_t	word = 0;

		memcpy(&word, key + i, len - i);
		h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 29;
	}
	return (uint32_t) (h >> 32) ^ (uint32_t) h;
}

static void
grow_slots(KeySet *set)
{
	uint32_t	i;

	set->mask = set->mask == 0 ? 1023 : set->mask * 2 + 1;
	set->slots = res_alloc(set->arena, sizeof(uint32_t) * ((size_t) set->mask + 1));
	for (i = 0; i < set->n; i++)
	{
		uint32_t	h = res_key_hash(set->keys[i].p, set->keys[i].len) & set->mask;

		while (set->slots[h] != 0)
			h = (h + 1) & set->mask;
		set->slots[h] = i + 1;
		res_tick(set->arena, 16);
	}
}

static void
add_one(KeySet *set, const char *key, uint32_t len)
{
	uint32_t	h = res_key_hash(key, len) & set->mask;

	for (; set->slots[h] != 0; h = (h + 1) & set->mask)
	{
		const ResStr *old = &set->keys[set->slots[h] - 1];

		if (old->len == len && memcmp(old->p, key, len) == 0)
			return;
	}
	*RES_PUSH(set->arena, set->keys, set->n, set->cap) = res_copy(set->arena, key, len);
	set->slots[h] = set->n;
	if (set->n * 2 > set->mask)
		grow_slots(set);
}

uint32_t
res_bound_key(char *out, ResStr first, ResStr second)
{
	uint32_t	n = 0;

	out[n++] = RES_KEY_BOUND;
	if (second.p[0] == RES_KEY_WORD)
	{
		uint32_t	h = (res_key_hash(first.p, first.len) * 31 ^ res_key_hash(second.p, second.len)) * UINT32_C(0x9E3779B1);
		uint32_t	indexed = h >> (32 - RES_BOUND_BITS);

		out[n++] = RES_KEY_WORD;
		out[n++] = (char) (indexed >> 8);
		out[n++] = (char) indexed;
		out[n++] = (char) (h >> 16);
		out[n++] = (char) (h >> 8);
		out[n++] = (char) h;
		return n;
	}
	memcpy(out + n, first.p, first.len);
	n += first.len;
	out[n++] = '\0';
	memcpy(out + n, second.p, second.len);
	return n + second.len;
}

static void
add_binder(void *ctx, const char *key, uint32_t len, int32_t clause)
{
	KeySet	   *set = ctx;

	(void) clause;
	if ((key[0] == RES_KEY_VERB || key[0] == RES_KEY_PART) && set->nbinders < BINDERS)
	{
		memcpy(set->binders[set->nbinders], key, len);
		set->binder_lens[set->nbinders++] = len;
	}
}

/* The part and the verbs of the clause. */
static void
find_binders(KeySet *set, int32_t clause)
{
	ResKeyWalk	walk = {.arena = set->arena, .ctx = set, .fields = 1u << RES_FIELD_VERB, .key = add_binder};

	set->nbinders = 0;
	set->bound_clause = clause;
	emit_name(&walk, RES_KEY_PART, res_part_name(set->doc->clauses[clause].part), clause);
	res_walk_opening(&walk, set->doc, set->openings[clause], (uint32_t) clause);
}

/* Add the bound keys in which a key of a clause is the second. */
static void
bind_key(KeySet *set, const char *key, uint32_t len, int32_t clause)
{
	uint32_t	i;

	if (clause != set->bound_clause)
		find_binders(set, clause);
	for (i = 0; i < set->nbinders; i++)
	{
		ResStr		first = {set->binders[i], set->binder_lens[i]};
		ResStr		second = {key, len};
		char		bound[RES_BOUND_MAX];

		if (res_binds(first, second))
			add_one(set, bound, res_bound_key(bound, first, second));
	}
}

static void
add_key(void *ctx, const char *key, uint32_t len, int32_t clause)
{
	KeySet	   *set = ctx;

	add_one(set, key, len);
	if (set->openings != NULL && clause >= 0 && (uint32_t) clause < set->doc->nclauses)
		bind_key(set, key, len, clause);
}

/* The verb under which a clause without one stands, bound to the clause's part. */
static void
bind_inherited(KeySet *set, uint32_t clause)
{
	uint32_t	i;

	find_binders(set, (int32_t) clause);
	for (i = 0; i < set->nbinders; i++)
		bind_key(set, set->binders[i], set->binder_lens[i], (int32_t) clause);
}

uint32_t
res_search_keys(ResArena *arena, const ResDocument *doc, bool cites_only, ResStr **keys)
{
	KeySet		set = {.arena = arena, .doc = doc, .bound_clause = RES_NONE};
	ResKeyWalk	walk = {.arena = arena, .ctx = &set, .fields = UINT32_MAX, .key = add_key};
	uint32_t	i;

	grow_slots(&set);
	if (!cites_only)
		set.openings = res_openings(arena, doc);
	for (i = 0; i < doc->ncitations; i++)
		res_walk_citation(&walk, &doc->citations[i]);
	if (!cites_only)
	{
		res_walk_head(&walk, &doc->header);
		res_walk_sponsors(&walk, doc);
		for (i = 0; i < doc->nclauses; i++)
		{
			res_walk_clause(&walk, doc, i);
			if (set.openings[i] != i)
				bind_inherited(&set, i);
		}
	}
	*keys = set.keys;
	return set.n;
}

/* ---------- a term's ---------- */

typedef struct WantedList
{
	ResWanted  *wanted;
	uint32_t	n;
	uint32_t	cap;
} WantedList;

static ResWanted *
want(ResArena *arena, WantedList *list, ResWantMode mode, const char *key, uint32_t len)
{
	ResWanted  *wanted = RES_PUSH(arena, list->wanted, list->n, list->cap);

	wanted->mode = mode;
	wanted->head = 1;
	wanted->key = res_copy(arena, key, len);
	return wanted;
}

static void
want_folded(ResArena *arena, WantedList *list, char kind, ResStr value, bool prefix)
{
	char		key[1 + RES_FOLDED_SIZE];
	uint32_t	n;

	key[0] = kind;
	n = res_words_fold(value, key + 1);

	/* of a text that was cut, what was kept is compared */
	if (prefix && n > RES_FOLDED_MAX)
		n = n - 17;
	want(arena, list, prefix ? RES_WANT_PREFIX : RES_WANT_EXACT, key, n + 1);
}

/* The words of a value; words that are joined are asked for together. */
static void
want_words(ResArena *arena, WantedList *list, char kind, ResSearchTerm *term)
{
	ResWords	words;
	char		key[2 * RES_WORD_SIZE + 2];
	char		last[RES_WORD_SIZE];
	uint32_t	nlast = 0;
	bool		pending = false;	/* "last" is in no key yet */

	key[0] = kind;
	res_words_begin(&words, term->item->value);
	while (term->nwords < RES_QUERY_MAX_WORDS && res_words_next(&words))
	{
		if (words.joined)
		{
			want(arena, list, RES_WANT_EXACT, key, pair_key(key, kind, last, nlast, &words));
			term->joins |= UINT64_C(1) << term->nwords;
			pending = false;
		}
		else
		{
			if (pending)
			{
				memcpy(key + 1, last, nlast);
				want(arena, list, RES_WANT_EXACT, key, nlast + 1);
			}
			pending = true;
		}
		memcpy(last, words.word, words.len);
		nlast = words.len;
		term->nwords++;
	}
	if (pending)
	{
		memcpy(key + 1, last, nlast);
		want(arena, list, RES_WANT_EXACT, key, nlast + 1);
	}

	/* the last word is the beginning of one; in Chinese it is one anyway */
	if (term->item->prefix && list->n > 0 && !words.single)
	{
		ResWanted  *wanted = &list->wanted[list->n - 1];

		wanted->mode = RES_WANT_PREFIX;
		if (nlast > RES_WORD_MAX)
			wanted->key.len -= 17;
	}
	term->exact = list->n == 1;
}

static void
want_state(ResArena *arena, WantedList *list, const ResState *state)
{
	char		key[16];
	int			n = snprintf(key, sizeof(key), "%c%d", RES_KEY_STATE, (int) state->m49);

	want(arena, list, RES_WANT_EXACT, key, (uint32_t) n);
}

/* The State that a value names: by M49 code, by name, by ISO code. */
static const ResState *
state_of_value(ResStr value)
{
	const ResState *state;
	int32_t		m49 = 0;
	uint32_t	i;

	for (i = 0; i < value.len && i < 4 && res_is_digit(value.p[i]); i++)
		m49 = m49 * 10 + (value.p[i] - '0');
	if (i == value.len)
		return res_state_by_m49(m49);
	state = res_state_by_name(value.p, value.len);
	return state != NULL ? state : res_state_by_code(value.p, value.len);
}

static bool
name_begins(const char *name, const char *prefix, uint32_t len)
{
	char		folded[RES_FOLDED_SIZE];
	uint32_t	n = res_words_fold((ResStr) {name, (uint32_t) strlen(name)}, folded);

	return n >= len && memcmp(folded, prefix, len) == 0;
}

/* A sponsor: a State under any of its names, else a name as printed. */
static void
want_sponsor(ResArena *arena, WantedList *list, ResSearchTerm *term)
{
	ResStr		value = term->item->value;

	if (!term->item->prefix)
	{
		const ResState *state = state_of_value(value);

		if (state != NULL)
		{
			want_state(arena, list, state);
			return;
		}
	}
	else
	{
		char		prefix[RES_FOLDED_SIZE];
		uint32_t	len = res_words_fold(value, prefix);
		uint32_t	n;
		const ResState *states = res_states(&n);
		uint32_t	i;

		if (len > RES_FOLDED_MAX)
			len -= 17;
		for (i = 0; i < n; i++)
		{
			bool		begins = name_begins(states[i].name, prefix, len);
			uint32_t	j;

			for (j = 0; !begins && states[i].other_names != NULL && states[i].other_names[j] != NULL; j++)
				begins = name_begins(states[i].other_names[j], prefix, len);
			if (begins)
				want_state(arena, list, &states[i]);
			res_tick(arena, 512);
		}
	}
	want_folded(arena, list, RES_KEY_SPONSOR, value, term->item->prefix);
}

/* Symbols: all that is the value or lies under it; or begins as it is spelt. */
static void
want_symbol(ResArena *arena, WantedList *list, char kind, ResSearchTerm *term)
{
	ResStr		value = term->item->value;
	char		key[1 + RES_SYMBOL_KEY_MAX];
	uint32_t	n;

	key[0] = kind;
	if (!term->item->prefix)
	{
		n = res_symbol_key(value.p, value.len, (uint8_t *) key + 1, NULL);
		if (n > 0)
			want(arena, list, RES_WANT_UNDER, key, n + 1);
		else if (kind == RES_KEY_CITES)
			want_folded(arena, list, RES_KEY_CITES_TITLE, value, false);
		return;
	}
	if (kind == RES_KEY_CITES && memchr(value.p, '/', value.len) == NULL)
		want_folded(arena, list, RES_KEY_CITES_TITLE, value, true);
	else
	{
		uint32_t	len = value.len;
		char	   *upper = res_alloc(arena, value.len + 1);
		uint32_t	i;
		ResWanted  *wanted;

		/* begin at the symbol above */
		do
		{
			while (len > 0 && value.p[len - 1] != '/')
				len--;
			if (len > 0)
				len--;
			n = len > 0 ? res_symbol_key(value.p, len, (uint8_t *) key + 1, NULL) : 0;
		} while (n == 0 && len > 0);
		wanted = want(arena, list, RES_WANT_SPELT, key, n + 1);
		for (i = 0; i < value.len; i++)
			upper[i] = res_is_lower(value.p[i]) ? (char) (value.p[i] - 32) : value.p[i];
		wanted->text = (ResStr) {upper, value.len};
	}
}

/* An organ: its letter, or its name in one of the languages. */
static void
want_organ(ResArena *arena, WantedList *list, ResSearchTerm *term)
{
	ResStr		value = term->item->value;
	int			lang;

	for (lang = 0; !term->item->prefix && lang < RES_LANGUAGES; lang++)
	{
		static const ResLexClass classes[] = {RES_LEX_FORMULA, RES_LEX_ORGAN};
		uint32_t	i;

		for (i = 0; i < 2; i++)
		{
			const ResLexEntry *entry;

			if (res_lex_match((ResLang) lang, classes[i], value.p, value.p + value.len, &entry) == value.len &&
				entry->value != NULL)
			{
				want_folded(arena, list, RES_KEY_ORGAN,
							(ResStr) {entry->value, (uint32_t) strlen(entry->value)}, false);
				return;
			}
		}
	}
	want_folded(arena, list, RES_KEY_ORGAN, value, term->item->prefix);
}

/*
 * res_term_keys — what a term asks for.
 *
 * Sets all of the term but item, group and negated.
 */
void
res_term_keys(ResArena *arena, ResSearchTerm *term)
{
	static const char kinds[RES_QUERY_FIELDS] = {
		[RES_FIELD_VERB] = RES_KEY_VERB,
		[RES_FIELD_PHRASE] = RES_KEY_PHRASE,
		[RES_FIELD_PART] = RES_KEY_PART,
		[RES_FIELD_SESSION] = RES_KEY_SESSION,
		[RES_FIELD_KIND] = RES_KEY_KIND,
		[RES_FIELD_COMMITTEE] = RES_KEY_COMMITTEE,
		[RES_FIELD_LANGUAGE] = RES_KEY_LANGUAGE
	};
	WantedList	list = {NULL, 0, 0};
	const ResQueryItem *item = term->item;

	term->any = true;
	term->exact = true;
	switch (item->field)
	{
		case RES_FIELD_CITES:
			want_symbol(arena, &list, RES_KEY_CITES, term);
			break;
		case RES_FIELD_SYMBOL:
			want_symbol(arena, &list, RES_KEY_SYMBOL, term);
			break;
		case RES_FIELD_SPONSOR:
			want_sponsor(arena, &list, term);
			break;
		case RES_FIELD_ORGAN:
			want_organ(arena, &list, term);
			break;
		case RES_FIELD_WORD:
		case RES_FIELD_TITLE:
			term->any = false;
			want_words(arena, &list, item->field == RES_FIELD_WORD ? RES_KEY_WORD : RES_KEY_TITLE, term);
			break;
		default:
			want_folded(arena, &list, kinds[item->field], item->value, item->prefix);
	}
	term->wanted = list.wanted;
	term->nwanted = list.n;
	res_tick(arena, 256);
}

/* Symbols lie under "want": a range of keys, and within it not each. */
static int
compare_under(const ResWanted *wanted, const uint8_t *symbol, uint32_t len)
{
	const uint8_t *upper = (const uint8_t *) wanted->key.p + wanted->head;
	uint32_t	nupper = wanted->key.len - wanted->head;
	uint8_t		hi[RES_SYMBOL_KEY_MAX + 1];
	uint32_t	nhi;
	int			c;

	if (res_symbol_contains(upper, nupper, symbol, len))
		return 0;
	if (!res_symbol_key_range(upper, nupper, hi, &nhi))
		return -1;
	c = memcmp(symbol, hi, nhi < len ? nhi : len);
	return c > 0 || (c == 0 && len >= nhi) ? 1 : -1;
}

static int
compare_spelt(const ResWanted *wanted, const uint8_t *symbol, uint32_t len)
{
	char		text[RES_SYMBOL_MAX + 1];
	uint32_t	n = res_symbol_print(symbol, len, text);
	uint32_t	i;

	for (i = 0; i < n; i++)
		text[i] = res_is_lower(text[i]) ? (char) (text[i] - 32) : text[i];
	return n >= wanted->text.len && memcmp(text, wanted->text.p, wanted->text.len) == 0 ? 0 : -1;
}

int
res_wanted_compare(const ResWanted *wanted, const char *key, uint32_t len)
{
	const ResStr *want = &wanted->key;
	int			c = memcmp(key, want->p, want->len < len ? want->len : len);

	if (c == 0 && len < want->len)
		c = -1;
	if (c != 0)
		return c;
	switch (wanted->mode)
	{
		case RES_WANT_EXACT:
			return len > want->len ? 1 : 0;
		case RES_WANT_PREFIX:
			return 0;
		case RES_WANT_UNDER:
			return compare_under(wanted, (const uint8_t *) key + wanted->head, len - wanted->head);
		case RES_WANT_SPELT:
			return compare_spelt(wanted, (const uint8_t *) key + wanted->head, len - wanted->head);
	}
	return -1;
}

/* Is a folded value one of these names, or the beginning of one? */
static bool
is_among(ResStr value, bool prefix, const char *(*name_of) (int), int n)
{
	char		a[RES_FOLDED_SIZE];
	uint32_t	na = res_words_fold(value, a);
	int			i;

	for (i = 0; i < n; i++)
	{
		const char *name = name_of(i);
		char		b[RES_FOLDED_SIZE];
		uint32_t	nb;

		if (name == NULL)
			continue;
		nb = res_words_fold((ResStr) {name, (uint32_t) strlen(name)}, b);
		if ((prefix ? na <= nb : na == nb) && memcmp(a, b, na) == 0)
			return true;
	}
	return false;
}

static const char *
part_name(int i)
{
	return res_part_name((ResPart) i);
}

static const char *
kind_name(int i)
{
	return res_kind_name((ResKind) i);
}

static const char *
lang_name(int i)
{
	return res_lang_name((ResLang) i);
}

const char *
res_search_value_problem(ResArena *arena, const ResQueryItem *item)
{
	ResWords	words;
	uint32_t	n = 0;

	(void) arena;
	res_words_begin(&words, item->value);
	while (n <= RES_QUERY_MAX_WORDS && res_words_next(&words))
		n++;
	if (n == 0)
		return "The value has no letter and no digit.";
	switch (item->field)
	{
		case RES_FIELD_WORD:
		case RES_FIELD_TITLE:
			if (n > RES_QUERY_MAX_WORDS)
				return "The value has more than 64 words.";
			break;
		case RES_FIELD_PART:
			if (!is_among(item->value, item->prefix, part_name, RES_ANNEX + 1))
				return "There is no such part; parts are preambular, operative and annex.";
			break;
		case RES_FIELD_KIND:
			if (!is_among(item->value, item->prefix, kind_name, RES_KIND_STATEMENT + 1))
				return "There is no such kind; kinds are resolution, \"draft resolution\", decision, \"draft decision\", amendment and statement.";
			break;
		case RES_FIELD_LANGUAGE:
			if (!is_among(item->value, item->prefix, lang_name, RES_LANGUAGES))
				return "There is no such language; languages are en, fr, es, ru, zh, ar and de.";
			break;
	}
	return NULL;
}
