/*-------------------------------------------------------------------------
 *
 * clauses_paths.c
 *	  The paths of the clauses: "3(a)(ii)", "II.p2", "annex.I.4".
 *
 *-------------------------------------------------------------------------
 */
#include "clauses_internal.h"

/*
 * Which segments need their label in front: those of parts or sections in
 * which preamble or numbering starts again.
 */
static void
find_restarts(Builder *b)
{
	uint32_t	i;
	uint32_t	j;

	for (i = 0; i < b->nsegments; i = j)
	{
		uint32_t	ones = 0;
		uint32_t	preambles = 0;

		res_tick(b->rd->arena, 16);
		/* sections of one part (or annex) */
		for (j = i; j < b->nsegments && b->segments[j].part == b->segments[i].part &&
			 b->segments[j].annex == b->segments[i].annex; j++)
		{
			if (b->segments[j].first == 1)
				ones++;
			if (b->segments[j].preamble)
				preambles++;
		}
		if (ones > 1 || preambles > 1)
			for (uint32_t k = i; k < j; k++)
				b->segments[k].prefix_section = b->segments[k].label.p != NULL;
	}
	if (b->parts > 0)
		for (i = 0; i < b->nsegments; i++)
			b->segments[i].prefix_part = b->segments[i].part_label.p != NULL;
}

/* a, sep and b in one string. */
static ResStr
join(ResArena *arena, ResStr a, const char *sep, ResStr b)
{
	size_t		n = strlen(sep);
	char	   *out = res_alloc(arena, a.len + n + b.len + 1);

	memcpy(out, a.p, a.len);
	memcpy(out + a.len, sep, n);
	memcpy(out + a.len + n, b.p, b.len);
	return (ResStr) {out, (uint32_t) (a.len + n + b.len)};
}

/* The path of clause c; its parent has one already. */
static ResStr
clause_path(Builder *b, uint32_t c)
{
	ResReader  *rd = b->rd;
	const ResClause *clause = &rd->doc->clauses[c];
	const Address *address = &b->addresses[c];
	const Segment *s = &b->segments[address->segment];
	ResStr		path;

	if (address->kind == 's')
		return join(rd->arena, rd->doc->clauses[clause->parent].path, "", address->label);
	switch (address->kind)
	{
		case 'p':
			path = res_numbered(rd->arena, "p", address->value);
			break;
		case 'o':
			path = res_numbered(rd->arena, "o", address->value);
			break;
		default:
			path = res_numbered(rd->arena, "", address->value);
			break;
	}
	if (s->prefix_section)
		path = join(rd->arena, s->label, ".", path);
	if (s->annex > 0)
	{
		if (s->annex_label.p != NULL)
			path = join(rd->arena, s->annex_label, ".", path);
		path = join(rd->arena, RES_STR("annex"), ".", path);
	}
	if (s->prefix_part)
		path = join(rd->arena, s->part_label, ".", path);
	return path;
}

/* FNV-1a. */
static uint32_t
hash_str(ResStr s)
{
	uint32_t	h = 2166136261u;
	uint32_t	i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (unsigned char) s.p[i]) * 16777619u;
	return h;
}

/*
 * Give every clause its path; a path that is taken gets ~2, ~3 …
 */
void
res_make_paths(Builder *b)
{
	ResReader  *rd = b->rd;
	ResDocument *doc = rd->doc;
	uint32_t	size = 64;
	uint32_t   *slots;			/* a clause, counted from 1; 0 = empty */
	uint32_t   *repeats;
	uint32_t	c;

	find_restarts(b);
	while (size < doc->nclauses * 2)
		size *= 2;
	slots = res_alloc(rd->arena, sizeof(uint32_t) * size);
	repeats = res_alloc(rd->arena, sizeof(uint32_t) * (doc->nclauses + 1));
	for (c = 0; c < doc->nclauses; c++)
	{
		ResStr		path = clause_path(b, c);
		ResStr		base = path;
		int32_t		first = -1;

		res_tick(rd->arena, 256);
		for (;;)
		{
			uint32_t	h = hash_str(path) & (size - 1);

			while (slots[h] != 0 && !res_str_eq(doc->clauses[slots[h] - 1].path, path))
				h = (h + 1) & (size - 1);
			if (slots[h] == 0)
			{
				slots[h] = c + 1;
				break;
			}
			if (first < 0)
				first = (int32_t) slots[h] - 1;
			if (repeats[first] == 0)
				repeats[first] = 1;
			repeats[first]++;
			path = res_printf(rd->arena, "%.*s~%u", (int) base.len, base.p, (unsigned) repeats[first]);
		}
		doc->clauses[c].path = path;
	}
	res_give_back(rd->arena, slots, sizeof(uint32_t) * size);
	res_give_back(rd->arena, repeats, sizeof(uint32_t) * (doc->nclauses + 1));
	res_give_back(rd->arena, b->addresses, sizeof(Address) * b->capaddresses);
	res_give_back(rd->arena, b->segments, sizeof(Segment) * b->capsegments);
}
