/*-------------------------------------------------------------------------
 *
 * image_build.c
 *	  The stored form of a document: build it.
 *
 *-------------------------------------------------------------------------
 */
#include "image_layout.h"

typedef struct Buffer
{
	uint8_t    *p;
	uint32_t	len;
	uint32_t	cap;
} Buffer;

typedef struct PoolEntry
{
	ResStr		s;
	uint32_t	verb;			/* last pair of lemmas that begins with it, + 1 */
} PoolEntry;

/* A pair of lemmas, as references into the pool. */
typedef struct VerbRefs
{
	uint32_t	verb;
	uint32_t	verb_en;
} VerbRefs;

typedef struct Builder
{
	ResArena   *arena;
	const ResDocument *doc;
	const char *src;
	uint32_t	len;
	Buffer		section[RES_IMAGE_SECTIONS];
	uint64_t	clean;
	uint64_t	walked;			/* as in BlockWalk */
	uint64_t	folded;			/* as in Decoder */

	PoolEntry  *pool;
	uint32_t	npool;
	uint32_t	cappool;
	uint32_t	pool_len;
	uint32_t   *slots;			/* hash table of references */
	uint32_t	nslots;			/* a power of two */
	VerbRefs   *verbs;
	uint32_t	nverbs;
	uint32_t	capverbs;

	Anchor	   *clause_at;
	Anchor	   *note_at;
	uint32_t	nnote_at;
	bool	   *text_differs;	/* by clause: text is not that of its blocks */
} Builder;

static void
enlarge(Builder *b, Buffer *buf, uint32_t len)
{
	uint64_t	cap = buf->cap < 256 ? 256 : buf->cap;
	uint8_t    *grown;

	while (cap - buf->len < len)
		cap *= 2;
	if (cap > UINT32_MAX)
		res_fail(b->arena, RES_TOO_LONG);
	grown = res_alloc_raw(b->arena, (size_t) cap);
	res_copy_bytes(b->arena, (char *) grown, (const char *) buf->p, buf->len);
	res_give_back(b->arena, buf->p, buf->cap);
	buf->p = grown;
	buf->cap = (uint32_t) cap;
}

/* Room for so many bytes more. */
static inline void
reserve(Builder *b, Buffer *buf, uint32_t len)
{
	if (buf->cap - buf->len < len)
		enlarge(b, buf, len);
}

static void
put_bytes(Builder *b, Buffer *buf, const void *p, uint32_t len)
{
	reserve(b, buf, len);
	if (len > RES_TICK_BYTES)
		res_copy_bytes(b->arena, (char *) buf->p + buf->len, p, len);
	else if (len > 0)
		memcpy(buf->p + buf->len, p, len);
	buf->len += len;
}

static inline void
put_byte(Builder *b, Buffer *buf, uint8_t byte)
{
	reserve(b, buf, 1);
	buf->p[buf->len++] = byte;
}

static inline void
put_uint(Builder *b, Buffer *buf, uint32_t v)
{
	reserve(b, buf, 5);
	while (v >= 0x80)
	{
		buf->p[buf->len++] = (uint8_t) (v | 0x80);
		v >>= 7;
	}
	buf->p[buf->len++] = (uint8_t) v;
}

/* 0, -1, 1, -2, 2 … → 0, 1, 2, 3, 4 … */
static inline uint32_t
zigzag(int64_t v)
{
	return (uint32_t) (v < 0 ? ((uint64_t) -(v + 1) << 1) | 1 : (uint64_t) v << 1);
}

static void
put_int(Builder *b, Buffer *buf, int64_t v)
{
	put_uint(b, buf, zigzag(v));
}

/* Distance from one offset to another. */
static inline int64_t
distance(uint32_t from, uint32_t to)
{
	return (int64_t) to - (int64_t) from;
}

static inline bool
starts_with(ResStr s, ResStr prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.p, prefix.p, prefix.len) == 0);
}

/* A span, made to lie inside the source. */
static ResSpan
sane_span(const Builder *b, ResSpan span)
{
	if (span.start > b->len)
		span.start = b->len;
	if (span.end > b->len)
		span.end = b->len;
	if (span.end < span.start)
		span.end = span.start;
	return span;
}

/* An index in [0, n), or none. */
static int32_t
sane_index(int32_t i, uint32_t n)
{
	return i >= 0 && (uint32_t) i < n ? i : RES_NONE;
}

/* ---------- pool ---------- */

static uint32_t
pool_slot(const Builder *b, ResStr s)
{
	uint32_t	h = 2166136261u;
	uint32_t	i;

	for (i = 0; i < s.len; i++)
		h = (h ^ (uint8_t) s.p[i]) * 16777619u;
	h ^= h >> 15;
	return h & (b->nslots - 1);
}

/* How many slots are looked at: a text that makes many strings of one slot
 * gets some of them stored twice, and costs no time. */
#define POOL_PROBES		32

/* Reference to a string of the pool that may be there; 0 if it is not. */
static uint32_t
pool_find(const Builder *b, ResStr s)
{
	uint32_t	slot;
	int			i;

	if (b->nslots == 0)
		return 0;
	slot = pool_slot(b, s);
	for (i = 0; i < POOL_PROBES; i++, slot = (slot + 1) & (b->nslots - 1))
	{
		if (b->slots[slot] == 0)
			return 0;
		if (res_str_eq(b->pool[b->slots[slot] - 1].s, s))
			return b->slots[slot];
	}
	return 0;
}

static void
pool_enter(Builder *b, uint32_t ref)
{
	uint32_t	slot = pool_slot(b, b->pool[ref - 1].s);
	int			i;

	for (i = 0; i < POOL_PROBES; i++, slot = (slot + 1) & (b->nslots - 1))
		if (b->slots[slot] == 0)
		{
			b->slots[slot] = ref;
			return;
		}
}

/* Reference to a string, which is put into the pool; 0 for null. */
static uint32_t
pool_ref(Builder *b, ResStr s)
{
	uint32_t	ref;
	uint32_t	i;

	if (s.p == NULL)
		return 0;
	if ((ref = pool_find(b, s)) != 0)
		return ref;
	if (s.len > UINT32_MAX / 2 - b->pool_len)
		res_fail(b->arena, RES_TOO_LONG);
	RES_PUSH(b->arena, b->pool, b->npool, b->cappool);
	b->pool[b->npool - 1] = (PoolEntry) {s, 0};
	b->pool_len += s.len;
	if (b->npool * 2 > b->nslots)
	{
		res_give_back(b->arena, b->slots, (size_t) b->nslots * sizeof(uint32_t));
		b->nslots = b->nslots == 0 ? 64 : b->nslots * 2;
		b->slots = res_alloc(b->arena, (size_t) b->nslots * sizeof(uint32_t));
		for (i = 1; i <= b->npool; i++)
		{
			res_tick(b->arena, 64);
			pool_enter(b, i);
		}
	}
	else
		pool_enter(b, b->npool);
	return b->npool;
}

static void
put_pool_str(Builder *b, Buffer *buf, ResStr s)
{
	put_uint(b, buf, pool_ref(b, s));
}

/* Number (+ 1) of a pair of lemmas; 0 if there is none. */
static uint32_t
verb_ref(Builder *b, ResStr verb, ResStr verb_en)
{
	VerbRefs	refs;
	uint32_t   *last = NULL;

	if (verb.p == NULL && verb_en.p == NULL)
		return 0;
	refs.verb = pool_ref(b, verb);
	refs.verb_en = pool_ref(b, verb_en);
	if (refs.verb > 0)
	{
		last = &b->pool[refs.verb - 1].verb;
		if (*last > 0 && b->verbs[*last - 1].verb_en == refs.verb_en)
			return *last;
	}
	RES_PUSH(b->arena, b->verbs, b->nverbs, b->capverbs);
	b->verbs[b->nverbs - 1] = refs;
	if (last != NULL)
		*last = b->nverbs;
	return b->nverbs;
}

/*
 * put_pool — number of strings, number of pairs of lemmas, the pairs; width
 * of an end (1, 2 or 4 bytes, little-endian), the ends, the strings.
 *
 * Ends have a fixed width so that a string is found without reading all
 * before it.  A pair is a reference to the lemma and, for the English one, 0
 * for null, 1 for the same, or a reference + 1.
 */
static void
put_pool(Builder *b)
{
	Buffer	   *buf = &b->section[RES_SECTION_POOL];
	uint32_t	width = b->pool_len < 0x100 ? 1 : b->pool_len < 0x10000 ? 2 : 4;
	uint32_t	end = 0;
	uint32_t	i;

	put_uint(b, buf, b->npool);
	put_uint(b, buf, b->nverbs);
	for (i = 0; i < b->nverbs; i++)
	{
		const VerbRefs *v = &b->verbs[i];

		put_uint(b, buf, v->verb);
		put_uint(b, buf, v->verb_en == 0 ? 0 : v->verb_en == v->verb ? 1 : v->verb_en + 1);
	}
	if (b->npool == 0)
		return;
	put_byte(b, buf, (uint8_t) width);
	for (i = 0; i < b->npool; i++)
	{
		uint8_t		bytes[4];

		res_tick(b->arena, 16);
		end += b->pool[i].s.len;
		bytes[0] = (uint8_t) end;
		bytes[1] = (uint8_t) (end >> 8);
		bytes[2] = (uint8_t) (end >> 16);
		bytes[3] = (uint8_t) (end >> 24);
		put_bytes(b, buf, bytes, width);
	}
	for (i = 0; i < b->npool; i++)
	{
		res_tick(b->arena, 16 + b->pool[i].s.len / 16);
		put_bytes(b, buf, b->pool[i].s.p, b->pool[i].s.len);
	}
}

/* ---------- blocks ---------- */

/* Where the flow says a clean byte came from. */
typedef struct Origin
{
	const ResFlow *flow;
	uint32_t	piece;
} Origin;

static bool
origin_of(Origin *o, uint32_t clean, uint32_t limit, uint32_t *src)
{
	const ResFlow *flow = o->flow;
	uint64_t	at;

	if (flow == NULL || flow->npieces == 0 || flow->pieces[o->piece].clean > clean)
		return false;
	while (o->piece + 1 < flow->npieces && flow->pieces[o->piece + 1].clean <= clean)
		o->piece++;
	at = (uint64_t) flow->pieces[o->piece].src + (clean - flow->pieces[o->piece].clean);
	*src = (uint32_t) at;
	return at < limit;
}

/* Is this text in the buffer of the flow?  Then where? */
static bool
flow_offset(const ResFlow *flow, ResStr text, uint32_t *clean)
{
	uintptr_t	p = (uintptr_t) text.p;
	uintptr_t	start;

	if (flow == NULL || flow->text == NULL || text.p == NULL)
		return false;
	start = (uintptr_t) flow->text;
	if (p < start || p - start > flow->len || text.len > flow->len - (p - start))
		return false;
	*clean = (uint32_t) (p - start);
	return true;
}

static void
put_literal(Builder *b, Buffer *segs, const char *p, uint32_t len, bool blank)
{
	put_uint(b, segs, 0);
	put_uint(b, segs, len << 1 | blank);
	put_bytes(b, segs, p, len);
}

/*
 * put_segments — a block's text as segments; returns their number.
 *
 * A segment is its length in the source (at least 1) and the distance of its
 * start from the end of the segment before, in this block or an earlier one.
 * Behind the first segment of a block the distance is shifted to make room
 * for a bit that says "a blank stands in front".  Length 0 announces bytes
 * that are not in the source: their number and that bit, and the bytes.
 *
 * Each segment goes on as long as folding gives the right text, however many
 * pieces of the flow that takes in.
 */
static uint32_t
put_segments(Builder *b, Buffer *segs, ResStr text, uint32_t *last, Anchor *at, bool *single)
{
	const ResFlow *flow = b->doc->flow;
	Origin		origin = {flow, 0};
	uint32_t	clean = 0;
	bool		in_flow = flow_offset(flow, text, &clean);
	uint32_t	c = 0;
	uint32_t	nseg = 0;

	*single = false;
	if (in_flow && flow->npieces > 0)
	{
		uint32_t	lo = 0;
		uint32_t	hi = flow->npieces;

		while (hi - lo > 1)
		{
			uint32_t	mid = lo + (hi - lo) / 2;

			if (flow->pieces[mid].clean <= clean)
				lo = mid;
			else
				hi = mid;
		}
		origin.piece = lo;
	}
	while (c < text.len)
	{
		bool		blank = false;
		uint32_t	start = c;
		uint32_t	src = 0;
		uint32_t	srclen = 0;
		uint32_t	n = 0;

		res_tick(b->arena, 32);
		if (text.p[c] == ' ' && nseg > 0)
		{
			blank = true;
			start = ++c;
		}
		if (in_flow)
		{
			/* bytes up to the next that folding can give are literal */
			while (c < text.len)
			{
				n = 0;
				if (origin_of(&origin, clean + c, b->len, &src))
				{
					uint64_t	left = (uint64_t) MAX_REBUILT * b->len + REBUILT_EXTRA - b->walked;
					uint32_t	end = b->len - src > left ? src + (uint32_t) left : b->len;

					n = res_image_match_folded(b->arena, b->src + src, b->src + end,
											   text.p + c, text.p + text.len, &srclen);
				}
				if (n > 0)
					break;
				c++;
				while (c < text.len && ((unsigned char) text.p[c] & 0xC0) == 0x80)
					c++;
				if (c < text.len && text.p[c] == ' ')
					break;
			}
		}
		else
			c = text.len;
		if (c > start || n == 0)
		{
			put_literal(b, segs, text.p + start, c - start, blank);
			nseg++;
			blank = false;
		}
		if (n > 0)
		{
			uint32_t	step = zigzag(distance(*last, src));

			put_uint(b, segs, srclen);
			put_uint(b, segs, nseg > 0 ? step << 1 | blank : step);
			*single = nseg == 0;
			nseg++;
			*last = src + srclen;
			b->walked += srclen;
			if (!at->there)
			{
				at->there = true;
				at->start = src;
			}
			at->end = *last;
			c += n;
		}
	}
	return nseg;
}

/*
 * put_blocks — of each block a byte, then what the byte announces.
 *
 * Bits 0-3: kind.  Bits 4-5: the clause: 0 the usual one (of a block of a
 * clause the one after the highest so far, else none), 1 that of the last
 * block of a clause, 3 a number follows (0 none, i + 1).  Bit 6: other than
 * one segment of the source; their number follows.  Then the segments.
 *
 * Also finds out whether the texts of the clauses and notes are those of
 * their blocks.
 */
static void
put_blocks(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer	   *buf = &b->section[RES_SECTION_BLOCKS];
	uint32_t   *have = res_alloc(b->arena, (size_t) doc->nclauses * sizeof(uint32_t));
	Buffer		segs = {NULL, 0, 0};
	uint32_t	last = 0;
	int32_t		highest = RES_NONE;
	int32_t		last_clause = RES_NONE;
	uint32_t	i;

	b->clause_at = res_alloc(b->arena, (size_t) doc->nclauses * sizeof(Anchor));
	b->text_differs = res_alloc(b->arena, doc->nclauses);
	b->note_at = res_alloc(b->arena, (size_t) doc->nnotes * sizeof(Anchor));
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *block = &doc->blocks[i];
		ResBlockKind kind = block->kind <= RES_BLOCK_NOTE ? block->kind : RES_BLOCK_OTHER;
		int32_t		clause = sane_index(block->clause, doc->nclauses);
		bool		of_clause = kind == RES_BLOCK_CLAUSE && clause != RES_NONE;
		int			code;
		Anchor		at;
		uint32_t	nseg;
		bool		single;

		res_tick(b->arena, 32 + block->text.len / 16);
		memset(&at, 0, sizeof(at));
		at.text = (ResStr) {block->text.p != NULL ? block->text.p : "", block->text.len};
		if (clause == (kind == RES_BLOCK_CLAUSE ? highest + 1 : RES_NONE))
			code = 0;
		else if (clause == last_clause && clause != RES_NONE)
			code = 1;
		else
			code = 3;
		segs.len = 0;
		nseg = put_segments(b, &segs, at.text, &last, &at, &single);
		single = single && nseg == 1;
		put_byte(b, buf, (uint8_t) (kind | code << 4 | (single ? 0 : 0x40)));
		if (code == 3)
			put_uint(b, buf, (uint32_t) (clause + 1));
		if (!single)
			put_uint(b, buf, nseg);
		put_bytes(b, buf, segs.p, segs.len);
		b->clean += at.text.len;

		if (of_clause)
		{
			ResStr		text = doc->clauses[clause].text;
			uint32_t   *n = &have[clause];

			last_clause = clause;
			if (clause > highest)
			{
				highest = clause;
				b->clause_at[clause] = at;
			}
			if (at.text.len > 0 && !b->text_differs[clause])
			{
				bool		blank = *n > 0;

				if (*n > text.len || text.len - *n < at.text.len + blank ||
					(blank && text.p[*n] != ' ') ||
					(text.p + *n + blank != at.text.p &&
					 memcmp(text.p + *n + blank, at.text.p, at.text.len) != 0))
					b->text_differs[clause] = true;
				else
					*n += at.text.len + blank;
			}
		}
		if (kind == RES_BLOCK_NOTE && b->nnote_at < doc->nnotes)
			b->note_at[b->nnote_at++] = at;
	}
	for (i = 0; i < doc->nclauses; i++)
	{
		res_tick(b->arena, 16);
		if (doc->clauses[i].text.p == NULL || doc->clauses[i].text.len != have[i])
			b->text_differs[i] = true;
	}
	if (b->clean > UINT32_MAX / 2)
		res_fail(b->arena, RES_TOO_LONG);
}

/* ---------- clauses ---------- */

/* Code of a number or marker: is it printed in front of the text? */
static int
label_code(const Builder *b, ResStr label, const Anchor *at, ResSpan span,
		   uint32_t (*scan) (const char *p, const char *end))
{
	uint32_t	from = res_image_label_place(b->src, at, span);
	const char *p = b->src + from;

	if (label.p == NULL)
		return LABEL_NONE;
	if (label.len > b->len - from || memcmp(p, label.p, label.len) != 0)
		return LABEL_POOL;
	if (label.len > 0 && scan(p, b->src + b->len) == label.len)
		return LABEL_SCAN;
	return label.len <= 16 ? LABEL_LENGTH : LABEL_POOL;
}

static void
put_label(Builder *b, Buffer *buf, int code, ResStr label)
{
	if (code == LABEL_LENGTH)
		put_uint(b, buf, label.len);
	else if (code == LABEL_POOL)
		put_pool_str(b, buf, label);
}

/* "p12", "o3", "[1]": which, and its number; PATH_NUMBER if it is none. */
static int
read_counter(ResStr label, uint32_t *value)
{
	int			code;
	uint32_t	i = 1;
	uint32_t	v = 0;

	if (label.len < 2)
		return PATH_NUMBER;
	code = label.p[0] == 'p' ? PATH_P : label.p[0] == 'o' ? PATH_O : label.p[0] == '[' ? PATH_BULLET : PATH_NUMBER;
	if (code == PATH_NUMBER || label.p[1] == '0')
		return PATH_NUMBER;
	while (i < label.len && i < 9 && res_is_digit(label.p[i]))
		v = v * 10 + (uint32_t) (label.p[i++] - '0');
	if (i == 1 || (code == PATH_BULLET ? i + 1 != label.len || label.p[i] != ']' : i != label.len))
		return PATH_NUMBER;
	*value = v;
	return code;
}

/*
 * put_path — the path's code; what it announces goes to buf.
 *
 * PATH_NUMBER: path of the parent (at the top level: the prefix) and the
 * number.  PATH_P, PATH_O, PATH_BULLET: the same and the next "p1", "o1",
 * "[1]" there.  PATH_PREFIX (top level): reference to a new prefix, one of
 * the codes before as a byte; the counters begin again.  PATH_POOL: reference
 * to the path.  PATH_COUNTER: value << 2 | which counter.  PATH_LABEL: path
 * of the parent and a string, by reference.
 */
static int
put_path(Builder *b, Buffer *buf, Level *base, bool top, bool other, const ResClause *clause)
{
	ResStr		path = clause->path;
	ResStr		number = clause->number;
	ResStr		label;
	uint32_t	value = 0;
	int			counter = PATH_NUMBER;
	bool		under;

	if (path.p == NULL)
		path = RES_STR("");
	under = !other && path.len <= MAX_DERIVED && starts_with(path, base->path);
	if (under)
	{
		label = (ResStr) {path.p + base->path.len, path.len - base->path.len};
		if (number.p != NULL && res_str_eq(label, number))
			return PATH_NUMBER;
		counter = read_counter(label, &value);
		if (counter != PATH_NUMBER)
		{
			if (value == base->counter[counter] + 1)
			{
				base->counter[counter] = value;
				return counter;
			}
			base->counter[counter] = value;
			put_uint(b, buf, value << 2 | (uint32_t) counter);
			return PATH_COUNTER;
		}
	}
	if (top && !other && path.len <= MAX_DERIVED)
	{
		/* a prefix is empty or ends in a full stop */
		uint32_t	n = path.len;

		if (number.p != NULL && number.len <= n &&
			memcmp(path.p + n - number.len, number.p, number.len) == 0)
		{
			n -= number.len;
			if (n == 0 || path.p[n - 1] == '.')
			{
				memset(base, 0, sizeof(Level));
				base->path = (ResStr) {path.p, n};
				put_pool_str(b, buf, base->path);
				put_byte(b, buf, PATH_NUMBER);
				return PATH_PREFIX;
			}
			n = path.len;
		}
		while (n > 0 && path.p[n - 1] != '.')
			n--;
		counter = read_counter((ResStr) {path.p + n, path.len - n}, &value);
		if (counter != PATH_NUMBER && value == 1)
		{
			memset(base, 0, sizeof(Level));
			base->path = (ResStr) {path.p, n};
			base->counter[counter] = 1;
			put_pool_str(b, buf, base->path);
			put_byte(b, buf, (uint8_t) counter);
			return PATH_PREFIX;
		}
	}
	if (under && base->path.len > 0)
	{
		put_pool_str(b, buf, label);
		return PATH_LABEL;
	}
	put_pool_str(b, buf, path);
	return PATH_POOL;
}

/*
 * put_clauses — of each clause two bytes, then what they announce.
 *
 * First byte: bits 0-1 part, 2-3 parent, 4-6 path.  Second: bits 0-1 number,
 * 2-4 span, 5 "has a phrase or a lemma", 6 "text is in the pool", 7 "another
 * section than the clause before".
 *
 * Then, each if announced: parent (levels up; or 0 and its index), span,
 * number, path, phrase (0 null, 1 and a reference, or n + 1 for the first n
 * bytes of the first block) and lemmas (0, or pair + 1), text, section.
 */
static void
put_clauses(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer	   *buf = &b->section[RES_SECTION_CLAUSES];
	Buffer		rest = {NULL, 0, 0};
	Buffer		path = {NULL, 0, 0};
	Level		levels[MAX_LEVELS + 1];
	int			depth = -1;
	ResStr		section = RES_NULL_STR;
	uint32_t	i;

	memset(levels, 0, sizeof(levels));
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];
		const Anchor *at = &b->clause_at[i];
		ResSpan		span = sane_span(b, clause->span);
		int32_t		parent = sane_index(clause->parent, i);
		uint8_t		first = clause->part <= RES_ANNEX ? (uint8_t) clause->part : RES_ANNEX;
		uint8_t		second = 0;
		bool		other = false;
		int			code;

		res_tick(b->arena, 64);
		rest.len = 0;
		path.len = 0;

		if (parent == RES_NONE)
		{
			code = PARENT_NONE;
			depth = 0;
		}
		else if (parent == levels[depth + 1].clause && depth + 1 < MAX_LEVELS)
		{
			code = PARENT_PREVIOUS;
			depth++;
		}
		else if (depth > 0 && parent == levels[depth].clause)
			code = PARENT_SAME;
		else
		{
			int			up = 1;

			code = PARENT_OTHER;
			while (up < depth && levels[depth - up].clause != parent)
				up++;
			if (up < depth)
			{
				put_uint(b, &rest, (uint32_t) up);
				depth -= up;
			}
			else
			{
				put_uint(b, &rest, 0);
				put_uint(b, &rest, (uint32_t) parent);
				other = true;
				depth = 0;
			}
		}
		first |= (uint8_t) (code << 2);

		if (!at->there)
		{
			code = SPAN_ABSOLUTE;
			put_uint(b, &rest, span.start);
			put_uint(b, &rest, span.end - span.start);
		}
		else
		{
			bool		label = span.start == res_image_label_start(b->src, at->start);

			if (span.start == at->start)
				code = span.end == at->end ? SPAN_ANCHOR : SPAN_ANCHOR_END;
			else if (label)
				code = span.end == at->end ? SPAN_LABEL : SPAN_LABEL_END;
			else
			{
				code = SPAN_NEAR;
				put_int(b, &rest, distance(at->start, span.start));
			}
			if (code == SPAN_ANCHOR_END || code == SPAN_LABEL_END || code == SPAN_NEAR)
				put_int(b, &rest, distance(at->end, span.end));
		}
		second |= (uint8_t) (code << 2);

		code = label_code(b, clause->number, at, span, res_image_scan_number);
		put_label(b, &rest, code, clause->number);
		second |= (uint8_t) code;

		first |= (uint8_t) (put_path(b, &path, &levels[depth], depth == 0, other, clause) << 4);
		put_bytes(b, &rest, path.p, path.len);
		memset(&levels[depth + 1], 0, sizeof(Level));
		levels[depth + 1].clause = (int32_t) i;
		levels[depth + 1].path = clause->path.p != NULL ? clause->path : RES_STR("");

		if (clause->phrase.p != NULL || clause->verb.p != NULL || clause->verb_en.p != NULL)
		{
			second |= 0x20;
			if (clause->phrase.p == NULL)
				put_uint(b, &rest, 0);
			else if (clause->phrase.len > 0 && at->text.p != NULL && starts_with(at->text, clause->phrase))
				put_uint(b, &rest, clause->phrase.len + 1);
			else
			{
				put_uint(b, &rest, 1);
				put_pool_str(b, &rest, clause->phrase);
			}
			put_uint(b, &rest, verb_ref(b, clause->verb, clause->verb_en));
		}
		if (b->text_differs[i])
		{
			second |= 0x40;
			put_pool_str(b, &rest, clause->text);
		}
		if ((clause->section.p == NULL) != (section.p == NULL) || !res_str_eq(clause->section, section))
		{
			second |= 0x80;
			section = clause->section;
			put_pool_str(b, &rest, section);
		}
		put_byte(b, buf, first);
		put_byte(b, buf, second);
		put_bytes(b, buf, rest.p, rest.len);
	}
}

/* ---------- notes and calls ---------- */

/*
 * put_calls — clause (distance from that of the call before; none counts as
 * -1) << 1 | bit "note follows", the note if it is not the next one (distance
 * from that), position (distance from the one before in the same clause).
 */
static void
put_calls(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer	   *buf = &b->section[RES_SECTION_CALLS];
	uint32_t	clause = 0;
	uint32_t	note = 0;
	uint32_t	pos = 0;
	uint32_t	i;

	for (i = 0; i < doc->ncalls; i++)
	{
		const ResCall *call = &doc->calls[i];
		uint32_t	to_clause = (uint32_t) (sane_index(call->clause, doc->nclauses) + 1);
		uint32_t	to_note = (uint32_t) (sane_index(call->note, doc->nnotes) + 1);
		uint32_t	most = to_clause > 0 ? doc->clauses[to_clause - 1].text.len : 0;
		uint32_t	to_pos = call->pos < most ? call->pos : most;

		res_tick(b->arena, 32);
		put_uint(b, buf, zigzag(distance(clause, to_clause)) << 1 | (to_note != note + 1));
		if (to_note != note + 1)
			put_int(b, buf, distance(note + 1, to_note));
		if (to_clause == clause)
			put_int(b, buf, distance(pos, to_pos));
		else
			put_uint(b, buf, to_pos);
		clause = to_clause;
		note = to_note;
		pos = to_pos;
	}
}

/*
 * put_notes — of each note a byte: bits 0-2 anchor, 3-4 marker, 5 "text is in
 * the pool" (else it is that of the block of a note with the same number), 6
 * "clause is not that of the first call", 7 "span is not that of the block".
 *
 * Then, each if announced: span (two distances from the block; without one
 * start and length), marker, text, clause (0 none, i + 1).
 */
static void
put_notes(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer	   *buf = &b->section[RES_SECTION_NOTES];
	int32_t    *called = res_alloc(b->arena, (size_t) doc->nnotes * sizeof(int32_t));
	uint32_t	i;

	for (i = 0; i < doc->nnotes; i++)
	{
		res_tick(b->arena, 4);
		called[i] = RES_NONE;
	}
	for (i = doc->ncalls; i-- > 0;)
	{
		int32_t		note = sane_index(doc->calls[i].note, doc->nnotes);

		res_tick(b->arena, 16);
		if (note != RES_NONE)
			called[note] = sane_index(doc->calls[i].clause, doc->nclauses);
	}
	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *note = &doc->notes[i];
		const Anchor *at = &b->note_at[i];
		ResSpan		span = sane_span(b, note->span);
		int32_t		clause = sane_index(note->clause, doc->nclauses);
		int			marker = label_code(b, note->marker, at, span, res_image_scan_marker);
		bool		text = note->text.p == NULL || i >= b->nnote_at || !res_str_eq(note->text, at->text);
		bool		far = !at->there || span.end != at->end || span.start != at->start;

		res_tick(b->arena, 64);
		put_byte(b, buf, (uint8_t) ((note->anchor <= RES_ANCHOR_ANNEX ? note->anchor : RES_ANCHOR_NONE) |
									marker << 3 | (text ? 0x20 : 0) |
									(clause != called[i] ? 0x40 : 0) | (far ? 0x80 : 0)));
		if (far && at->there)
		{
			put_int(b, buf, distance(at->start, span.start));
			put_int(b, buf, distance(at->end, span.end));
		}
		else if (far)
		{
			put_uint(b, buf, span.start);
			put_uint(b, buf, span.end - span.start);
		}
		put_label(b, buf, marker, note->marker);
		if (text)
			put_pool_str(b, buf, note->text);
		if (clause != called[i])
			put_uint(b, buf, (uint32_t) (clause + 1));
	}
}

/* ---------- sponsors, votes, citations ---------- */

/* May the text of this span be folded when it is read? */
static bool
may_fold(Builder *b, ResSpan span, ResStr text)
{
	uint32_t	len = span.end - span.start;

	if (len > b->folded || !res_image_span_folds_to(b->arena, b->src, span, text))
		return false;
	b->folded -= len;
	return true;
}

/*
 * put_person — a sponsor or a vote.
 *
 * m49 << 4 | bit "name is in the pool" << 3 | bit "has a note" << 2 | role or
 * vote; m49 if it is above 1022; note (distance; none is 0, i + 1).  Then
 * length << 1 | bit "does not begin two bytes behind the one before", the
 * distance if so, and the name if it is not the text of the span.
 */
static void
put_person(Builder *b, Buffer *buf, const Person *p, uint32_t *note, uint32_t *last)
{
	ResSpan		span = sane_span(b, p->span);
	bool		far = distance(*last, span.start) != 2;
	bool		pooled = !may_fold(b, span, p->name);
	uint32_t	m49 = p->m49 >= 0 && p->m49 < NO_M49 ? (uint32_t) p->m49 : NO_M49;

	put_uint(b, buf, m49 << 4 | (pooled ? 8 : 0) | (p->note != RES_NONE ? 4 : 0) | p->code);
	if (m49 == NO_M49)
		put_int(b, buf, p->m49);
	if (p->note != RES_NONE)
	{
		put_int(b, buf, distance(*note, (uint32_t) p->note + 1));
		*note = (uint32_t) p->note + 1;
	}
	put_uint(b, buf, (span.end - span.start) << 1 | far);
	if (far)
		put_int(b, buf, distance(*last, span.start));
	*last = span.end;
	if (pooled)
		put_pool_str(b, buf, p->name);
}

static void
put_sponsors(Builder *b)
{
	const ResDocument *doc = b->doc;
	uint32_t	note = 0;
	uint32_t	last = 0;
	uint32_t	i;

	for (i = 0; i < doc->nsponsors; i++)
	{
		const ResSponsor *s = &doc->sponsors[i];
		Person		p;

		res_tick(b->arena, 64);
		p.code = s->role & 3;
		p.name = s->name;
		p.m49 = s->m49;
		p.note = sane_index(s->note, doc->nnotes);
		p.span = s->span;
		put_person(b, &b->section[RES_SECTION_SPONSORS], &p, &note, &last);
	}
}

static void
put_votes(Builder *b)
{
	const ResDocument *doc = b->doc;
	uint32_t	note = 0;
	uint32_t	last = 0;
	uint32_t	i;

	for (i = 0; i < doc->nvotes; i++)
	{
		const ResVote *v = &doc->votes[i];
		Person		p;

		res_tick(b->arena, 64);
		p.code = v->vote <= RES_VOTE_ABSTAINING ? v->vote : RES_VOTE_ABSTAINING;
		p.name = v->name;
		p.m49 = v->m49;
		p.note = RES_NONE;
		p.span = v->span;
		put_person(b, &b->section[RES_SECTION_VOTES], &p, &note, &last);
	}
}

/* The first place of the string in [p, end), NULL if it is not there. */
static const char *
find(const char *p, const char *end, ResStr s)
{
	while (s.len > 0 && (size_t) (end - p) >= s.len)
	{
		p = memchr(p, s.p[0], (size_t) (end - p) - s.len + 1);
		if (p == NULL || memcmp(p, s.p, s.len) == 0)
			return p;
		p++;
	}
	return NULL;
}

/*
 * put_symbol — SYMBOL_POOL: a reference.  SYMBOL_PRINTED: reference to a
 * prefix ("A/RES/"), then place and length of the rest inside the span.
 */
static int
put_symbol(Builder *b, Buffer *buf, ResStr symbol, ResSpan span)
{
	const char *from = b->src + span.start;
	const char *end = b->src + (span.end - span.start > 256 ? span.start + 256 : span.end);
	uint32_t	i;

	if (symbol.p == NULL)
		return SYMBOL_NONE;
	if (pool_find(b, symbol) == 0 && symbol.len <= MAX_DERIVED)
		for (i = 0; i < symbol.len; i++)
		{
			ResStr		rest = {symbol.p + i, symbol.len - i};
			const char *at;

			/* only whole components */
			if (i > 0 && symbol.p[i - 1] != '/')
				continue;
			at = find(from, end, rest);
			if (at == NULL)
				continue;
			put_pool_str(b, buf, i > 0 ? (ResStr) {symbol.p, i} : RES_NULL_STR);
			put_uint(b, buf, (uint32_t) (at - from));
			put_uint(b, buf, rest.len);
			return SYMBOL_PRINTED;
		}
	put_pool_str(b, buf, symbol);
	return SYMBOL_POOL;
}

/*
 * put_citations — of each citation a byte: bits 0-2 kind, 3-4 symbol, 5 "text
 * is in the pool" (else it is that of the span), 6 "has a date", 7 "has a
 * title or a pinpoint".
 *
 * Then the place: 0 the same as before, or PLACE_CLAUSE or PLACE_NOTE with the
 * distance from the last clause or note << 2 (the clause of a note is that of
 * its call), or PLACE_BOTH and two numbers (0 none, i + 1); start (distance
 * from the end before) and length of the span; and what is announced: symbol,
 * text, date, title and pinpoint.
 */
static void
put_citations(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer	   *buf = &b->section[RES_SECTION_CITATIONS];
	Buffer		symbol = {NULL, 0, 0};
	uint32_t	last = 0;
	uint32_t	clause = 0;
	uint32_t	note = 0;
	int32_t		at_clause = RES_NONE;
	int32_t		at_note = RES_NONE;
	uint32_t	i;

	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *cite = &doc->citations[i];
		ResSpan		span = sane_span(b, cite->span);
		int32_t		to_clause = sane_index(cite->clause, doc->nclauses);
		int32_t		to_note = sane_index(cite->note, doc->nnotes);
		bool		extra = cite->title.p != NULL || cite->pinpoint.p != NULL;
		bool		pooled = !may_fold(b, span, cite->text);
		int			code;

		res_tick(b->arena, 64 + (span.end - span.start));
		symbol.len = 0;
		code = put_symbol(b, &symbol, cite->symbol, span);
		put_byte(b, buf, (uint8_t) ((cite->kind <= RES_CITE_INSTRUMENT ? cite->kind : RES_CITE_DOCUMENT) |
									code << 3 | (pooled ? 0x20 : 0) |
									(cite->date != RES_NO_DATE ? 0x40 : 0) | (extra ? 0x80 : 0)));
		if (to_clause == at_clause && to_note == at_note)
			put_uint(b, buf, PLACE_SAME);
		else if (to_note == RES_NONE)
		{
			put_uint(b, buf, zigzag(distance(clause, (uint32_t) (to_clause + 1))) << 2 | PLACE_CLAUSE);
			clause = (uint32_t) (to_clause + 1);
		}
		else if (to_clause == sane_index(doc->notes[to_note].clause, doc->nclauses))
		{
			put_uint(b, buf, zigzag(distance(note, (uint32_t) (to_note + 1))) << 2 | PLACE_NOTE);
			note = (uint32_t) (to_note + 1);
		}
		else
		{
			put_uint(b, buf, PLACE_BOTH);
			put_uint(b, buf, (uint32_t) (to_clause + 1));
			put_uint(b, buf, (uint32_t) (to_note + 1));
		}
		at_clause = to_clause;
		at_note = to_note;
		put_int(b, buf, distance(last, span.start));
		put_uint(b, buf, span.end - span.start);
		last = span.end;
		put_bytes(b, buf, symbol.p, symbol.len);
		if (pooled)
			put_pool_str(b, buf, cite->text);
		if (cite->date != RES_NO_DATE)
			put_int(b, buf, cite->date);
		if (extra)
		{
			put_pool_str(b, buf, cite->title);
			put_pool_str(b, buf, cite->pinpoint);
		}
	}
}

/* ---------- head ---------- */

static void
put_head_str(Builder *b, Buffer *buf, ResStr s)
{
	if (s.p == NULL)
		put_uint(b, buf, 0);
	else
	{
		put_uint(b, buf, s.len + 1);
		put_bytes(b, buf, s.p, s.len);
	}
}

static void
put_head_date(Builder *b, Buffer *buf, ResDate date)
{
	put_uint(b, buf, date == RES_NO_DATE ? 0 : zigzag(date) + 1);
}

/*
 * put_header — symbol; kind and language as bytes; dates (0 none, zigzag of
 * the days since 2000-01-01, + 1); organ, committee, session; number of agenda
 * items and each; meeting, vote, distribution, title.  A string is 0 for null
 * or its length + 1 and its bytes.  The title, which may be long, stands last.
 */
static void
put_header(Builder *b, Buffer *buf)
{
	const ResHeader *h = &b->doc->header;
	uint32_t	i;

	put_head_str(b, buf, h->symbol);
	put_byte(b, buf, h->kind <= RES_KIND_STATEMENT ? (uint8_t) h->kind : RES_KIND_UNKNOWN);
	put_byte(b, buf, h->lang < RES_LANGUAGES ? (uint8_t) h->lang : RES_EN);
	put_head_date(b, buf, h->date);
	put_head_date(b, buf, h->adopted);
	put_head_str(b, buf, h->organ);
	put_head_str(b, buf, h->committee);
	put_head_str(b, buf, h->session);
	put_uint(b, buf, h->nagenda_items);
	for (i = 0; i < h->nagenda_items; i++)
		put_head_str(b, buf, h->agenda_items[i]);
	put_head_str(b, buf, h->meeting);
	put_head_str(b, buf, h->vote);
	put_head_str(b, buf, h->distribution);
	put_head_str(b, buf, h->title);
}

/*
 * put_head — "UNR", format version, flags (0), parser version, bytes of the
 * head behind here; numbers of clauses, notes, sponsors, citations, blocks,
 * calls, votes; bytes of each section from the blocks to the source; bytes of
 * clean text; the header.
 */
static void
put_head(Builder *b)
{
	const ResDocument *doc = b->doc;
	Buffer		rest = {NULL, 0, 0};
	Buffer	   *buf = &b->section[RES_SECTION_HEAD];
	int			i;

	put_uint(b, &rest, doc->nclauses);
	put_uint(b, &rest, doc->nnotes);
	put_uint(b, &rest, doc->nsponsors);
	put_uint(b, &rest, doc->ncitations);
	put_uint(b, &rest, doc->nblocks);
	put_uint(b, &rest, doc->ncalls);
	put_uint(b, &rest, doc->nvotes);
	for (i = RES_SECTION_HEAD + 1; i < RES_IMAGE_SECTIONS; i++)
		put_uint(b, &rest, b->section[i].len);
	put_uint(b, &rest, (uint32_t) b->clean);
	put_header(b, &rest);

	put_bytes(b, buf, "UNR", 3);
	put_byte(b, buf, FORMAT_VERSION);
	put_byte(b, buf, 0);
	put_uint(b, buf, RES_PARSER_VERSION);
	put_uint(b, buf, rest.len);
	put_bytes(b, buf, rest.p, rest.len);
}

static NOT_INLINED ResStatus
build_inner(ResArena *arena, const ResDocument *doc, char **image, size_t *size)
{
	Builder    *b = res_alloc(arena, sizeof(Builder));
	uint64_t	total;
	char	   *to;
	int			i;

	b->arena = arena;
	b->doc = doc;
	b->src = doc->source.p != NULL ? doc->source.p : "";
	b->len = doc->source.len;
	b->folded = (uint64_t) MAX_REBUILT * b->len + REBUILT_EXTRA;
	if (b->len > RES_MAX_SOURCE)
		return RES_TOO_LONG;
	put_blocks(b);
	put_clauses(b);
	put_calls(b);
	put_notes(b);
	put_sponsors(b);
	put_citations(b);
	put_votes(b);
	put_pool(b);

	b->section[RES_SECTION_SOURCE] = (Buffer) {(uint8_t *) b->src, b->len, b->len};
	put_head(b);

	total = 0;
	for (i = 0; i < RES_IMAGE_SECTIONS; i++)
		total += b->section[i].len;
	if (total > UINT32_MAX)
		return RES_TOO_LONG;
	to = res_alloc_raw(arena, RES_IMAGE_HEADROOM + (size_t) total);
	memset(to, 0, RES_IMAGE_HEADROOM);
	to += RES_IMAGE_HEADROOM;
	*image = to;
	*size = (size_t) total;
	for (i = 0; i < RES_IMAGE_SECTIONS; i++)
	{
		res_copy_bytes(arena, to, (const char *) b->section[i].p, b->section[i].len);
		to += b->section[i].len;
	}
	return RES_OK;
}

/*
 * res_image_build — the stored form of a document, in the arena.
 *
 * Every document has one; RES_TOO_LONG only if its strings are gigabytes.
 * What contradicts itself (an index of no clause, a span outside the source)
 * is stored as "none" or cut.  RES_IMAGE_HEADROOM bytes in front of *image
 * belong to the caller, who may put a length there.
 */
ResStatus
res_image_build(ResArena *arena, const ResDocument *doc, char **image, size_t *size)
{
	WITH_FAILURE(arena, build_inner(arena, doc, image, size));
}
