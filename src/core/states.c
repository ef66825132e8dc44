/*-------------------------------------------------------------------------
 *
 * states.c
 *	  The States: by code, by name, and names that stand in a text.
 *
 * The table holds the Members of the United Nations, the observer States and
 * States that no longer exist, under all names that they bear or bore, in six
 * languages.  Names are compared folded (RES_FOLD_NAME): without case,
 * accents, apostrophes, "the" and brackets, a hyphen being a blank.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "tables.h"

/* A folded name longer than this is no name of a State. */
#define NAME_SIZE	256

/* A name shorter than this has too many neighbours to guess at it. */
#define NEAR_LEAST	5

/* res_states — all of them, in the order of their M49 codes. */
const ResState *
res_states(uint32_t *n)
{
	*n = res_state_count;
	return res_state;
}

const ResState *
res_state_by_m49(int32_t m49)
{
	uint32_t	lo = 0;
	uint32_t	hi = res_state_count;

	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (res_state[mid].m49 == m49)
			return &res_state[mid];
		if (res_state[mid].m49 < m49)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static inline const ResState *
state_of_key(uint32_t index)
{
	return &res_state[res_state_of_key[index - res_state_base]];
}

/*
 * res_state_by_name — the State that bears or bore exactly this name.
 *
 * A name with a comma ("Bolivia, Plurinational State of") is one too.  NULL
 * if there is none.
 */
const ResState *
res_state_by_name(const char *p, uint32_t len)
{
	char		buf[NAME_SIZE];
	uint32_t	index;
	uint32_t	n;

	if (p == NULL)
		return NULL;
	n = res_key_fold(RES_FOLD_NAME, p, p + len, buf, sizeof(buf));
	if (n == 0 || !res_key_find(&res_state_set, buf, n, &index))
		return NULL;
	return state_of_key(index);
}

/* res_state_by_code — by alpha-2 or alpha-3 code, in any case; NULL if none. */
const ResState *
res_state_by_code(const char *p, uint32_t len)
{
	char		code[4] = {0};
	uint32_t	lo = 0;
	uint32_t	hi = res_state_ncodes;
	uint32_t	i;

	if (p == NULL || len < 2 || len > 3)
		return NULL;
	for (i = 0; i < len; i++)
	{
		char		c = res_lower(p[i]);

		if (!res_is_lower(c))
			return NULL;
		code[i] = (char) (c - 'a' + 'A');
	}
	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;
		int			d = strcmp(res_state_code[mid].code, code);

		if (d == 0)
			return &res_state[res_state_code[mid].state];
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/*
 * res_state_match — the longest name of a State that stands at p.
 *
 * "and" inside a name wins over "and" between names, a line end is a blank or
 * nothing behind a hyphen, a bracket that the name opens is closed.  Returns
 * bytes of the text, 0 if none.
 */
uint32_t
res_state_match(const char *p, const char *end, const ResState **state)
{
	uint32_t	index;
	uint32_t	len = res_key_match(&res_state_set, RES_FOLD_NAME, p, end, &index);

	if (len > 0 && state != NULL)
		*state = state_of_key(index);
	return len;
}

/* ---------- near matches ---------- */

/*
 * Letters of a folded name, one byte each; what is no ASCII becomes a byte
 * that no key has, so that it is a single wrong character.
 */
static uint32_t
one_byte_each(char *buf, uint32_t n)
{
	uint32_t	from = 0;
	uint32_t	to = 0;

	while (from < n)
	{
		uint32_t	len;
		uint32_t	ch = res_decode(buf + from, buf + n, &len);

		buf[to++] = ch < 0x80 ? (char) ch : '\x01';
		from += len;
	}
	return to;
}

/* True if one insertion, deletion or substitution makes a out of b. */
static bool
one_apart(const char *a, uint32_t na, const char *b, uint32_t nb)
{
	uint32_t	head = 0;
	uint32_t	tail = 0;

	if (na > nb + 1 || nb > na + 1)
		return false;
	while (head < na && head < nb && a[head] == b[head])
		head++;
	while (tail < na - head && tail < nb - head && a[na - 1 - tail] == b[nb - 1 - tail])
		tail++;
	return (na > nb ? na : nb) - head - tail == 1;
}

/*
 * Compare the first (or, backward, the last) n bytes of a key with those of a
 * name of at least n bytes.
 */
static int
compare_half(const ResKey *key, const char *name, uint32_t len, uint32_t n, bool backward)
{
	const char *k = res_key_pool + key->off;
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		unsigned char a;
		unsigned char b;

		if (i >= key->len)
			return -1;
		a = (unsigned char) (backward ? k[key->len - 1 - i] : k[i]);
		b = (unsigned char) (backward ? name[len - 1 - i] : name[i]);
		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

/*
 * res_state_near — the one State of which a name differs in one character.
 *
 * One wrong character leaves the first or the last half of the name as it is:
 * only the names that share a half are compared, which the two orders of the
 * keys hold side by side.
 */
const ResState *
res_state_near(const char *p, uint32_t len)
{
	char		buf[NAME_SIZE];
	const ResState *found = NULL;
	uint32_t	n;
	uint32_t	half;
	int			side;

	if (p == NULL)
		return NULL;
	n = res_key_fold(RES_FOLD_NAME, p, p + len, buf, sizeof(buf));
	n = one_byte_each(buf, n);
	if (n < NEAR_LEAST)
		return NULL;
	half = (n - 1) / 2;
	for (side = 0; side < 2; side++)
	{
		uint32_t	count = side == 0 ? res_state_set.n : res_state_nbackward;
		uint32_t	lo = 0;
		uint32_t	hi = count;

		while (lo < hi)
		{
			uint32_t	mid = lo + (hi - lo) / 2;
			uint32_t	i = side == 0 ? mid : res_state_backward[mid];

			if (compare_half(&res_key[res_state_base + i], buf, n, half, side == 1) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		for (; lo < count; lo++)
		{
			uint32_t	i = side == 0 ? lo : res_state_backward[lo];
			const ResKey *key = &res_key[res_state_base + i];

			if (compare_half(key, buf, n, half, side == 1) != 0)
				break;
			if (key->len >= NEAR_LEAST && one_apart(res_key_pool + key->off, key->len, buf, n))
			{
				const ResState *state = state_of_key(res_state_base + i);

				if (found != NULL && found != state)
					return NULL;
				found = state;
			}
		}
	}
	return found;
}
