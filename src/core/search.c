/*-------------------------------------------------------------------------
 *
 * search.c
 *	  Does a document answer a query?
 *
 * The query becomes programs in postfix order: one of the whole, in which
 * each pair of braces is a value like a term, and one of each pair of braces.
 * They are evaluated in the logic of no, perhaps and yes, so that the same
 * program serves a whole document, a document of which only the head is
 * known, and an index that knows keys but not where they stand.
 *
 *-------------------------------------------------------------------------
 */
#include "keys.h"
#include "internal.h"

/* A step of a program. */
typedef enum StepOp
{
	STEP_TERM, STEP_GROUP, STEP_NOT, STEP_AND, STEP_OR
} StepOp;

typedef struct Step
{
	uint32_t	op;
	uint32_t	index;			/* of the term or group */
} Step;

typedef struct Program
{
	Step	   *steps;
	uint32_t	n;
} Program;

/* A pair of braces. */
typedef struct Group
{
	Program		program;
	bool		negated;
	bool		empty_holds;	/* a clause that has none of the keys answers it */
	int32_t		touched;		/* last clause that has a key of it */
	ResTruth	truth;
	uint32_t	first_bound;	/* terms of bound keys, all of which it takes */
	uint32_t	nbound;
	bool		exact;			/* one, and it says all */
} Group;

/* What is known of a term while a document is looked at. */
typedef struct TermState
{
	ResTruth	truth;			/* outside of braces */
	int32_t		clause;			/* last clause in which it holds */
	uint64_t	run;			/* bit i: its first i + 1 words end here */
	uint64_t	run_before;
	uint32_t	run_at;			/* the word at which "run" was set */
} TermState;

/* A key that terms ask for, in a hash table or a list. */
typedef struct Ask
{
	ResWanted	wanted;
	uint32_t	term;
	uint64_t	bit;			/* of a word: which one of the term's value */
	int32_t		next;			/* with the same key or in the same list */
} Ask;

/* Lists of what cannot be looked up: by kind, of words by the first byte. */
#define ASK_LISTS	512

struct ResSearch
{
	ResArena   *arena;
	const ResQuery *query;
	ResSearchTerm *terms;		/* of the query, behind them those of bound keys */
	uint32_t	nterms;
	uint32_t	nall;			/* and of these */
	uint32_t	capterms;
	Group	   *groups;
	uint32_t	ngroups;
	Program		whole;
	ResTruth   *stack;
	ResTruth   *term_truths;
	ResTruth   *group_truths;
	uint32_t	fields;			/* bit: a term has this field */

	/* for matching, made when it is first needed */
	bool		ready;
	bool		has_head;
	Ask		   *asks;
	uint32_t	nasks;
	uint32_t	capasks;
	int32_t    *slots;
	uint32_t	mask;
	int32_t		lists[ASK_LISTS];
	TermState  *states;
	bool		changed;		/* something outside of braces became known */
	bool		inherited;		/* verb and phrase seen are of an upper clause */

	/* while clauses are marked */
	bool		marking;
	uint32_t	word_no;		/* number of the last word; it skips one between texts */
	uint32_t	citation;		/* that is being looked at */
	uint32_t	starts[RES_QUERY_MAX_WORDS];	/* of the last words */
	struct MarkOf *marks;
	uint32_t	nmarks;
	uint32_t	capmarks;
};

/* A stretch of the clause's text, and the term that it answers. */
typedef struct MarkOf
{
	ResMark		mark;			/* empty: where the citation stands */
	uint32_t	term;
	uint32_t	citation;
} MarkOf;

/* ---------- making ready ---------- */

static inline bool
is_head_field(uint8_t field)
{
	return field == RES_FIELD_SYMBOL || field == RES_FIELD_TITLE || field == RES_FIELD_ORGAN ||
		field == RES_FIELD_COMMITTEE || field == RES_FIELD_SESSION || field == RES_FIELD_KIND ||
		field == RES_FIELD_LANGUAGE;
}

static bool
is_words_field(uint8_t field)
{
	return field == RES_FIELD_WORD || field == RES_FIELD_TITLE;
}

static ResTruth
run(ResSearch *search, const Program *program, const ResTruth *terms, const ResTruth *groups)
{
	ResTruth   *stack = search->stack;
	uint32_t	n = 0;
	uint32_t	i;

	for (i = 0; i < program->n; i++)
	{
		const Step *step = &program->steps[i];

		switch (step->op)
		{
			case STEP_TERM:
				stack[n++] = terms[step->index];
				break;
			case STEP_GROUP:
				stack[n++] = groups[step->index];
				break;
			case STEP_NOT:
				stack[n - 1] = RES_YES - stack[n - 1];
				break;
			case STEP_AND:
				n--;
				if (stack[n] < stack[n - 1])
					stack[n - 1] = stack[n];
				break;
			case STEP_OR:
				n--;
				if (stack[n] > stack[n - 1])
					stack[n - 1] = stack[n];
				break;
		}
	}
	res_tick(search->arena, program->n);
	return stack[0];
}

/*
 * Braces around one term, or around terms joined by "|", bind nothing.  (A
 * citation outside of clauses is found without braces only.)
 */
static bool
binds_nothing(const ResQuery *q, uint32_t root)
{
	uint32_t	i;

	for (i = root - q->items[root].size + 1; i < root; i++)
		if (q->items[i].op == RES_OP_AND || q->items[i].op == RES_OP_NOT ||
			(q->items[i].op == RES_OP_TERM && q->items[i].field == RES_FIELD_CITES))
			return false;
	return true;
}

/* ---------- what braces ask for, in bound keys ---------- */

/*
 * What the rest of the braces is joined to by "&", if that is one term or
 * several that are joined by "|".
 */
typedef struct Conjunct
{
	uint32_t	first;			/* of the search's terms */
	uint32_t	n;
} Conjunct;

#define MOST_CONJUNCTS	8
#define MOST_BOUND		64		/* keys of a term */

/*
 * The conjuncts of the program of braces; as many as there is room for.
 *
 * In postfix order what joins the whole stands at the end, so that the way
 * goes from there to the front.
 */
static uint32_t
find_conjuncts(const Program *program, Conjunct *found)
{
	uint32_t	nfound = 0;
	uint32_t	open = 1;		/* operands of the "&" so far */
	uint32_t	i = program->n;

	while (open > 0)
	{
		Conjunct	conjunct = {0, 0};
		uint32_t	operands = 1;
		bool		simple = true;

		if (program->steps[i - 1].op == STEP_AND)
		{
			open++;
			i--;
			continue;
		}
		for (; operands > 0; i--)
		{
			const Step *step = &program->steps[i - 1];

			if (step->op == STEP_TERM)
			{
				conjunct.first = step->index;
				conjunct.n++;
				operands--;
			}
			else if (step->op != STEP_NOT)
				operands++;
			simple &= step->op == STEP_TERM || step->op == STEP_OR;
		}
		open--;
		if (simple && nfound < MOST_CONJUNCTS)
			found[nfound++] = conjunct;
	}
	return nfound;
}

static bool
can_bind(const ResSearchTerm *first, const ResWanted *second)
{
	return first->nwanted == 1 && first->wanted->mode == RES_WANT_EXACT &&
		res_binds(first->wanted->key, second->key) &&
		(second->key.p[0] != RES_KEY_WORD || second->mode == RES_WANT_EXACT);
}

/*
 * Ask for the keys that the terms of one conjunct make with those of another:
 * one of them is enough.  If the other is one term, with its key "at" (of the
 * words of a value each is asked for); else with one key of each.
 */
static void
add_bound(ResSearch *search, Group *group, const Conjunct *a, const Conjunct *b, uint32_t at)
{
	ResSearchTerm term = {.group = RES_NONE, .any = true, .exact = true, .bound = true};
	uint32_t	i;
	uint32_t	j;

	if ((uint64_t) a->n * b->n > MOST_BOUND)
		return;
	term.item = search->terms[b->first].item;
	term.wanted = res_alloc(search->arena, sizeof(ResWanted) * a->n * b->n);
	for (i = a->first; i < a->first + a->n; i++)
		for (j = b->first; j < b->first + b->n; j++)
		{
			const ResSearchTerm *first = &search->terms[i];
			const ResSearchTerm *second = &search->terms[j];
			ResWanted  *wanted = &term.wanted[term.nwanted++];
			char		key[RES_BOUND_MAX];
			uint32_t	len;

			if (b->n > 1)
				for (at = 0; at + 1 < second->nwanted && !can_bind(first, &second->wanted[at]);)
					at++;
			if (at >= second->nwanted || !can_bind(first, &second->wanted[at]))
				return;
			len = res_bound_key(key, first->wanted->key, second->wanted[at].key);
			*wanted = second->wanted[at];
			wanted->key = res_copy(search->arena, key, len);
			wanted->head += len - second->wanted[at].key.len;
			term.exact &= !is_words_field(second->item->field);
			res_tick(search->arena, 64);
		}
	group->exact = term.exact;
	group->nbound++;
	*RES_PUSH(search->arena, search->terms, search->nall, search->capterms) = term;
}

/* What braces ask for in bound keys, which only indexes have. */
static void
find_bound(ResSearch *search, Group *group)
{
	Conjunct	found[MOST_CONJUNCTS];
	uint32_t	n = find_conjuncts(&group->program, found);
	uint32_t	i;
	uint32_t	j;

	group->first_bound = search->nall;
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
		{
			uint32_t	nkeys = found[j].n == 1 ? search->terms[found[j].first].nwanted : 1;
			uint32_t	at;

			for (at = 0; i != j && at < nkeys; at++)
				add_bound(search, group, &found[i], &found[j], at);
		}

	/* do they say all that the braces do? */
	group->exact = group->exact && group->nbound == 1 && n == 2 &&
		group->program.n == 2 * (found[0].n + found[1].n) - 1;
	for (i = 0; group->exact && i < group->program.n; i++)
		if (group->program.steps[i].op == STEP_TERM)
			search->terms[group->program.steps[i].index].covered = true;
}

ResSearch *
res_search_prepare(ResArena *arena, const ResQuery *q)
{
	ResSearch  *search = res_alloc(arena, sizeof(ResSearch));
	bool	   *negated = res_alloc(arena, q->nitems);
	int32_t    *group_of = res_alloc(arena, sizeof(int32_t) * q->nitems);
	ResTruth   *none;
	uint32_t	i;

	search->arena = arena;
	search->query = q;
	search->capterms = q->nterms;
	search->terms = res_alloc(arena, sizeof(ResSearchTerm) * search->capterms);
	search->groups = res_alloc(arena, sizeof(Group) * (q->nclauses > 0 ? q->nclauses : 1));
	search->stack = res_alloc(arena, q->nterms);
	search->term_truths = res_alloc(arena, q->nterms);
	search->group_truths = res_alloc(arena, q->nclauses + 1);
	search->whole.steps = res_alloc(arena, sizeof(Step) * q->nitems);

	/* from the root down: what is negated, what stands in which braces */
	group_of[q->nitems - 1] = RES_NONE;
	for (i = q->nitems; i-- > 0;)
	{
		const ResQueryItem *item = &q->items[i];
		bool		below = negated[i] != (item->op == RES_OP_NOT);
		int32_t		group = group_of[i];

		if (item->op == RES_OP_TERM)
			continue;
		if (item->op == RES_OP_CLAUSE && !binds_nothing(q, i))
		{
			group = (int32_t) search->ngroups;
			search->groups[group].negated = negated[i];
			search->groups[group].program.steps = res_alloc(arena, sizeof(Step) * item->size);
			search->ngroups++;
		}
		negated[i - 1] = below;
		group_of[i - 1] = group;
		if (item->op == RES_OP_AND || item->op == RES_OP_OR)
		{
			negated[RES_QUERY_FIRST(q, i)] = below;
			group_of[RES_QUERY_FIRST(q, i)] = group;
		}
		res_tick(arena, 16);
	}

	for (i = 0; i < q->nitems; i++)
	{
		const ResQueryItem *item = &q->items[i];
		int32_t		group = group_of[i];
		Program    *program = group == RES_NONE ? &search->whole : &search->groups[group].program;
		Step	   *step = &program->steps[program->n];

		switch (item->op)
		{
			case RES_OP_TERM:
				{
					ResSearchTerm *term = &search->terms[search->nterms];

					term->item = item;
					term->group = group;
					term->negated = negated[i];
					res_term_keys(arena, term);
					search->has_head |= is_head_field(item->field);
					search->fields |= 1u << item->field;
					*step = (Step) {STEP_TERM, search->nterms++};
					program->n++;
				}
				break;
			case RES_OP_CLAUSE:
				if (group_of[i - 1] != RES_NONE)
				{
					*step = (Step) {STEP_GROUP, (uint32_t) group_of[i - 1]};
					program->n++;
				}
				break;
			default:
				*step = (Step) {item->op == RES_OP_NOT ? STEP_NOT : item->op == RES_OP_AND ? STEP_AND : STEP_OR, 0};
				program->n++;
		}
	}

	search->nall = search->nterms;
	none = res_alloc(arena, q->nterms);
	for (i = 0; i < search->ngroups; i++)
	{
		search->groups[i].empty_holds = run(search, &search->groups[i].program, none, NULL) != RES_NO;
		find_bound(search, &search->groups[i]);
	}
	return search;
}

const ResSearchTerm *
res_search_terms(const ResSearch *search, uint32_t *n)
{
	*n = search->nall;
	return search->terms;
}

ResTruth
res_search_by_keys(const ResSearch *constant, const ResTruth *truths)
{
	ResSearch  *search = (ResSearch *) constant;
	ResTruth   *terms = search->term_truths;
	ResTruth   *groups = search->group_truths;
	uint32_t	i;

	for (i = 0; i < search->nterms; i++)
	{
		const ResSearchTerm *term = &search->terms[i];

		/* somewhere in the document is not in this clause */
		terms[i] = truths[i] == RES_YES && (!term->exact || term->group != RES_NONE) ? RES_MAYBE : truths[i];
	}
	for (i = 0; i < search->ngroups; i++)
	{
		const Group *group = &search->groups[i];
		ResTruth	truth = run(search, &group->program, terms, NULL);
		uint32_t	b;

		for (b = group->first_bound; b < group->first_bound + group->nbound; b++)
			if (truths[b] == RES_NO)
				truth = RES_NO;
		groups[i] = truth == RES_NO ? RES_NO : group->exact ? truths[group->first_bound] : RES_MAYBE;
	}
	return run(search, &search->whole, terms, groups);
}

bool
res_search_has_head(const ResSearch *search)
{
	return search->has_head;
}

/* Parts of a document (RES_WANT_…) that the query asks something of. */
uint32_t
res_search_parts(const ResSearch *search)
{
	uint32_t	of_clauses = 1u << RES_FIELD_VERB | 1u << RES_FIELD_PHRASE | 1u << RES_FIELD_PART | 1u << RES_FIELD_WORD;
	uint32_t	parts = 0;

	if ((search->fields & of_clauses) != 0 || search->ngroups > 0)
		parts |= RES_WANT_CLAUSES;
	if (search->fields & 1u << RES_FIELD_CITES)
		parts |= RES_WANT_CITATIONS;
	if (search->fields & 1u << RES_FIELD_SPONSOR)
		parts |= RES_WANT_SPONSORS;
	return parts;
}

/* ---------- what is asked for, by key ---------- */

static int32_t *
list_of(ResSearch *search, const ResWanted *wanted)
{
	uint8_t		kind = (uint8_t) wanted->key.p[0];

	if ((kind == RES_KEY_WORD || kind == RES_KEY_TITLE) && wanted->key.len > 1)
		return &search->lists[256 + (uint8_t) wanted->key.p[1]];
	return &search->lists[kind];
}

static void
add_ask(ResSearch *search, const ResWanted *wanted, uint32_t term, uint64_t bit)
{
	int32_t		number = (int32_t) search->nasks;
	Ask		   *ask = RES_PUSH(search->arena, search->asks, search->nasks, search->capasks);
	int32_t    *place;

	ask->wanted = *wanted;
	ask->term = term;
	ask->bit = bit;
	if (wanted->mode != RES_WANT_EXACT)
		place = list_of(search, wanted);
	else
	{
		uint32_t	h = res_key_hash(wanted->key.p, wanted->key.len) & search->mask;

		for (; search->slots[h] != 0; h = (h + 1) & search->mask)
			if (res_str_eq(search->asks[search->slots[h] - 1].wanted.key, wanted->key))
				break;
		place = &search->slots[h];
	}
	/* numbers are + 1, so that 0 is the end */
	ask->next = *place;
	*place = number + 1;
}

/* Ask for the single words of a term; together they are counted by the way. */
static void
add_words(ResSearch *search, uint32_t t)
{
	ResSearchTerm *term = &search->terms[t];
	ResWords	words;
	char		key[RES_WORD_SIZE + 1];
	uint32_t	i = 0;

	key[0] = term->item->field == RES_FIELD_WORD ? RES_KEY_WORD : RES_KEY_TITLE;
	res_words_begin(&words, term->item->value);
	while (i < term->nwords && res_words_next(&words))
	{
		ResWanted	wanted = {.mode = RES_WANT_EXACT};
		uint32_t	len = words.len;

		if (i + 1 == term->nwords && term->item->prefix && !words.single)
		{
			wanted.mode = RES_WANT_PREFIX;
			if (len > RES_WORD_MAX)
				len -= 17;
		}
		memcpy(key + 1, words.word, len);
		wanted.key = res_copy(search->arena, key, len + 1);
		add_ask(search, &wanted, t, UINT64_C(1) << i);
		i++;
	}
}

static void
make_ready(ResSearch *search)
{
	uint32_t	n = 0;
	uint32_t	i;
	uint32_t	j;

	if (search->ready)
		return;
	for (i = 0; i < search->nterms; i++)
		n += search->terms[i].nwanted + search->terms[i].nwords;
	search->mask = 15;
	while (search->mask < n * 2)
		search->mask = search->mask * 2 + 1;
	search->slots = res_alloc(search->arena, sizeof(int32_t) * ((size_t) search->mask + 1));
	search->states = res_alloc(search->arena, sizeof(TermState) * search->nterms);
	for (i = 0; i < search->nterms; i++)
	{
		if (is_words_field(search->terms[i].item->field))
			add_words(search, i);
		else
			for (j = 0; j < search->terms[i].nwanted; j++)
				add_ask(search, &search->terms[i].wanted[j], i, 0);
	}
	search->ready = true;
}

static void
begin_document(ResSearch *search)
{
	uint32_t	i;

	make_ready(search);
	for (i = 0; i < search->nterms; i++)
	{
		memset(&search->states[i], 0, sizeof(TermState));
		search->states[i].truth = RES_MAYBE;
		search->states[i].clause = RES_NONE;
	}
	for (i = 0; i < search->ngroups; i++)
	{
		search->groups[i].truth = RES_MAYBE;
		search->groups[i].touched = RES_NONE;
	}
	search->changed = true;
	search->word_no = 1;
	search->marking = false;
	search->inherited = false;
}

/* ---------- going through a document ---------- */

static void
holds(ResSearch *search, uint32_t t, int32_t clause)
{
	const ResSearchTerm *term = &search->terms[t];
	TermState  *state = &search->states[t];

	if (search->inherited && term->group == RES_NONE)
		return;
	if (clause != RES_NONE)
		state->clause = clause;
	if (search->marking && term->item->field == RES_FIELD_CITES)
	{
		MarkOf	   *mark = RES_PUSH(search->arena, search->marks, search->nmarks, search->capmarks);

		mark->term = t;
		mark->citation = search->citation;
		mark->mark = (ResMark) {0, 0};
	}
	if (term->group == RES_NONE)
	{
		search->changed |= state->truth != RES_YES;
		state->truth = RES_YES;
	}
	else if (clause != RES_NONE)
		search->groups[term->group].touched = clause;
}

/* First of the terms that ask for exactly this key; 0 if none does. */
static inline int32_t
look_up(const ResSearch *search, const char *key, uint32_t len)
{
	uint32_t	h = res_key_hash(key, len) & search->mask;

	for (; search->slots[h] != 0; h = (h + 1) & search->mask)
	{
		const ResStr *other = &search->asks[search->slots[h] - 1].wanted.key;

		if (other->len == len && memcmp(other->p, key, len) == 0)
			return search->slots[h];
	}
	return 0;
}

static void
see_key(void *ctx, const char *key, uint32_t len, int32_t clause)
{
	ResSearch  *search = ctx;
	int32_t		i;

	for (i = look_up(search, key, len); i != 0; i = search->asks[i - 1].next)
		holds(search, search->asks[i - 1].term, clause);
	for (i = search->lists[(uint8_t) key[0]]; i != 0; i = search->asks[i - 1].next)
	{
		if (res_wanted_compare(&search->asks[i - 1].wanted, key, len) == 0)
			holds(search, search->asks[i - 1].term, clause);
		res_tick(search->arena, 32);
	}
}

/*
 * A word of the document is word "bit" of a term's value: how far do the
 * words up to here agree with the value?  (One bit for each word of it; the
 * beginnings that agreed up to the word before go on.)
 */
static void
see_word_of(ResSearch *search, const Ask *ask, const ResWords *word, int32_t clause)
{
	const ResSearchTerm *term = &search->terms[ask->term];
	TermState  *state = &search->states[ask->term];
	uint64_t	may = ask->bit;

	if (!word->joined)
		may &= ~term->joins;
	if (state->run_at != search->word_no)
	{
		state->run_before = state->run_at + 1 == search->word_no ? state->run : 0;
		state->run = 0;
		state->run_at = search->word_no;
	}
	state->run |= (state->run_before << 1 | 1) & may;
	if ((state->run & may) >> (term->nwords - 1) & 1)
	{
		holds(search, ask->term, clause);
		if (search->marking)
		{
			MarkOf	   *mark = RES_PUSH(search->arena, search->marks, search->nmarks, search->capmarks);

			mark->term = ask->term;
			mark->mark.start = search->starts[(search->word_no - term->nwords + 1) % RES_QUERY_MAX_WORDS];
			mark->mark.end = word->stop;
		}
	}
}

static void
see_word(void *ctx, char kind, const ResWords *word, int32_t clause)
{
	ResSearch  *search = ctx;
	char		key[RES_WORD_SIZE + 1];
	uint32_t	len = word->len + 1;
	int32_t		i;

	search->word_no++;
	search->starts[search->word_no % RES_QUERY_MAX_WORDS] = word->start;
	key[0] = kind;
	memcpy(key + 1, word->word, word->len);
	for (i = look_up(search, key, len); i != 0; i = search->asks[i - 1].next)
		see_word_of(search, &search->asks[i - 1], word, clause);
	for (i = search->lists[256 + (uint8_t) key[1]]; i != 0; i = search->asks[i - 1].next)
	{
		if (res_wanted_compare(&search->asks[i - 1].wanted, key, len) == 0)
			see_word_of(search, &search->asks[i - 1], word, clause);
		res_tick(search->arena, 32);
	}
}

/*
 * What the whole is, with what is known so far: RES_MAYBE stands for "not
 * yet seen", or at the end, when "rest" is RES_NO, for "not there".
 */
static ResTruth
verdict(ResSearch *search, ResTruth rest)
{
	uint32_t	i;

	if (!search->changed && rest == RES_MAYBE)
		return RES_MAYBE;
	search->changed = false;
	for (i = 0; i < search->nterms; i++)
	{
		ResTruth	truth = search->states[i].truth;

		search->term_truths[i] = truth == RES_MAYBE ? rest : truth;
	}
	for (i = 0; i < search->ngroups; i++)
	{
		ResTruth	truth = search->groups[i].truth;

		search->group_truths[i] = truth == RES_MAYBE ? rest : truth;
	}
	return run(search, &search->whole, search->term_truths, search->group_truths);
}

/* All has been seen that says something of these fields. */
static void
settle(ResSearch *search, bool head)
{
	uint32_t	i;

	for (i = 0; i < search->nterms; i++)
	{
		uint8_t		field = search->terms[i].item->field;

		if (search->states[i].truth == RES_MAYBE &&
			(head ? is_head_field(field) : field == RES_FIELD_SPONSOR))
		{
			search->states[i].truth = RES_NO;
			search->changed = true;
		}
	}
}

static ResKeyWalk
walk_of(ResSearch *search, ResArena *arena)
{
	return (ResKeyWalk) {
		.arena = arena, .ctx = search, .fields = search->fields, .key = see_key, .word = see_word
	};
}

static ResTruth
see_head(ResSearch *search, ResKeyWalk *walk, const ResHeader *header)
{
	begin_document(search);
	if (search->has_head)
	{
		res_walk_head(walk, header);
		settle(search, true);
	}
	return verdict(search, RES_MAYBE);
}

ResTruth
res_search_head(ResSearch *search, ResArena *arena, const ResHeader *header)
{
	ResKeyWalk	walk = walk_of(search, arena);

	return see_head(search, &walk, header);
}

/* What belongs to a clause and is not kept with it. */
typedef struct Places
{
	/* which citations stand in it: lists of numbers + 1 */
	uint32_t   *first;			/* by clause; the last list: in none */
	uint32_t   *next;
	/* under whose opening it stands; NULL if nobody asks */
	uint32_t   *openings;
} Places;

static Places
find_places(const ResSearch *search, ResArena *arena, const ResDocument *doc)
{
	Places		places;
	bool		asked = search->ngroups > 0 && (search->fields & (1u << RES_FIELD_VERB | 1u << RES_FIELD_PHRASE)) != 0;
	uint32_t	i;

	places.openings = asked ? res_openings(arena, doc) : NULL;
	places.first = res_alloc(arena, sizeof(uint32_t) * (doc->nclauses + 1));
	places.next = res_alloc(arena, sizeof(uint32_t) * (doc->ncitations + 1));
	for (i = doc->ncitations; i-- > 0;)
	{
		int32_t		clause = doc->citations[i].clause;
		uint32_t	at = clause < 0 || (uint32_t) clause >= doc->nclauses ? doc->nclauses : (uint32_t) clause;

		places.next[i] = places.first[at];
		places.first[at] = i + 1;
		res_tick(arena, 4);
	}
	return places;
}

/* A clause with its citations. */
static void
see_clause(ResSearch *search, ResKeyWalk *walk, const ResDocument *doc, const Places *places, uint32_t i)
{
	uint32_t	c;

	for (c = places->first[i]; c != 0; c = places->next[c - 1])
	{
		search->citation = c - 1;
		res_walk_citation(walk, &doc->citations[c - 1]);
	}
	if (i == doc->nclauses)
		return;
	search->word_no++;
	res_walk_clause(walk, doc, i);
	if (places->openings != NULL && places->openings[i] != i)
	{
		search->inherited = true;
		res_walk_opening(walk, doc, places->openings[i], i);
		search->inherited = false;
	}
}

/* Does the clause that was seen last answer what stands in the braces? */
static bool
group_holds(ResSearch *search, const Group *group, int32_t clause)
{
	uint32_t	i;

	if (group->touched != clause && !group->empty_holds)
		return false;
	for (i = 0; i < group->program.n; i++)
	{
		const Step *step = &group->program.steps[i];

		if (step->op == STEP_TERM)
			search->term_truths[step->index] = search->states[step->index].clause == clause ? RES_YES : RES_NO;
	}
	return run(search, &group->program, search->term_truths, NULL) == RES_YES;
}

bool
res_search_match(ResSearch *search, ResArena *arena, const ResDocument *doc)
{
	ResKeyWalk	walk = walk_of(search, arena);
	ResTruth	truth = see_head(search, &walk, &doc->header);
	Places		places;
	uint32_t	i;

	if (truth != RES_MAYBE)
		return truth == RES_YES;
	if (search->fields & 1u << RES_FIELD_SPONSOR)
	{
		res_walk_sponsors(&walk, doc);
		settle(search, false);
		truth = verdict(search, RES_MAYBE);
		if (truth != RES_MAYBE)
			return truth == RES_YES;
	}
	places = find_places(search, arena, doc);
	see_clause(search, &walk, doc, &places, doc->nclauses);
	for (i = 0; i < doc->nclauses; i++)
	{
		uint32_t	g;

		see_clause(search, &walk, doc, &places, i);
		for (g = 0; g < search->ngroups; g++)
		{
			Group	   *group = &search->groups[g];

			if (group->truth == RES_MAYBE && group_holds(search, group, (int32_t) i))
			{
				group->truth = RES_YES;
				search->changed = true;
			}
		}
		truth = verdict(search, RES_MAYBE);
		if (truth != RES_MAYBE)
			return truth == RES_YES;
		res_tick(arena, search->ngroups + 16);
	}
	return verdict(search, RES_NO) == RES_YES;
}

/* ---------- marking ---------- */

/* Where the words of a citation stand in the clause, from "from" on. */
static ResMark
place_citation(ResArena *arena, ResStr text, ResStr cited, uint32_t from)
{
	const char *p = text.p + from;
	const char *end = text.p + text.len;

	while (cited.len > 0 && (size_t) (end - p) >= cited.len)
	{
		const char *found = memchr(p, cited.p[0], (size_t) (end - p) - cited.len + 1);

		res_tick(arena, (uint32_t) ((found != NULL ? found : end) - p) + 16);
		if (found == NULL)
			break;
		if (memcmp(found, cited.p, cited.len) == 0)
			return (ResMark) {(uint32_t) (found - text.p), (uint32_t) (found - text.p) + cited.len};
		p = found + 1;
	}
	return (ResMark) {0, 0};
}

/* Shell sort: there are few, and the core calls no qsort with a context. */
static void
sort_marks(ResMark *marks, uint32_t n)
{
	uint32_t	gap;

	for (gap = 1; gap < n / 3;)
		gap = gap * 3 + 1;
	for (; gap > 0; gap /= 3)
	{
		uint32_t	i;

		for (i = gap; i < n; i++)
		{
			ResMark		mark = marks[i];
			uint32_t	j = i;

			for (; j >= gap && marks[j - gap].start > mark.start; j -= gap)
				marks[j] = marks[j - gap];
			marks[j] = mark;
		}
	}
}

void
res_search_marks(ResSearch *search, ResArena *arena, const ResDocument *doc,
				 void (*found) (void *ctx, uint32_t clause, const ResMark *marks, uint32_t nmarks),
				 void *ctx)
{
	ResKeyWalk	walk = walk_of(search, arena);
	Places		places = find_places(search, arena, doc);
	ResMark    *marks = NULL;
	uint32_t	capmarks = 0;
	uint32_t	i;

	begin_document(search);
	search->marking = true;
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		bool		shown = false;
		bool		opening = false;
		uint32_t	nmarks = 0;
		uint32_t	kept = 0;
		uint32_t	cited_to = 0;
		uint32_t	t;

		search->nmarks = 0;
		see_clause(search, &walk, doc, &places, i);
		for (t = 0; t < search->ngroups; t++)
		{
			Group	   *group = &search->groups[t];

			group->truth = !group->negated && group_holds(search, group, (int32_t) i) ? RES_YES : RES_NO;
			shown |= group->truth == RES_YES;
		}

		/* terms that count here: in term_truths */
		for (t = 0; t < search->nterms; t++)
		{
			const ResSearchTerm *term = &search->terms[t];
			bool		counts = search->states[t].clause == (int32_t) i && !term->negated &&
				(term->group == RES_NONE || search->groups[term->group].truth == RES_YES);

			search->term_truths[t] = counts ? RES_YES : RES_NO;
			shown |= counts;
			opening |= counts && (term->item->field == RES_FIELD_VERB || term->item->field == RES_FIELD_PHRASE);
		}
		if (!shown || clause->text.p == NULL)
			continue;
		if (opening && clause->phrase.len > 0 && clause->phrase.len <= clause->text.len &&
			memcmp(clause->text.p, clause->phrase.p, clause->phrase.len) == 0)
			*RES_PUSH(arena, marks, nmarks, capmarks) = (ResMark) {0, clause->phrase.len};
		for (t = 0; t < search->nmarks; t++)
		{
			const MarkOf *mark = &search->marks[t];
			ResMark		place = mark->mark;

			if (search->term_truths[mark->term] != RES_YES)
				continue;
			if (place.end == 0)
			{
				place = place_citation(arena, clause->text, doc->citations[mark->citation].text, cited_to);
				if (place.end == 0)
					continue;
				cited_to = place.start;
			}
			*RES_PUSH(arena, marks, nmarks, capmarks) = place;
		}
		sort_marks(marks, nmarks);
		for (t = 0; t < nmarks; t++)
		{
			if (kept > 0 && marks[t].start <= marks[kept - 1].end)
			{
				if (marks[t].end > marks[kept - 1].end)
					marks[kept - 1].end = marks[t].end;
			}
			else
				marks[kept++] = marks[t];
		}
		found(ctx, i, marks, kept);
		res_tick(arena, nmarks * 16 + 64);
	}
	search->marking = false;
}
