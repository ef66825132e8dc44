/*-------------------------------------------------------------------------
 *
 * image_read.c
 *	  The stored form of a document: check it, read it.
 *
 *-------------------------------------------------------------------------
 */
#include "image_layout.h"

static const char *const section_names[RES_IMAGE_SECTIONS] = {
	[RES_SECTION_HEAD] = "head",
	[RES_SECTION_SOURCE] = "source",
	[RES_SECTION_POOL] = "pool",
	[RES_SECTION_BLOCKS] = "blocks",
	[RES_SECTION_CLAUSES] = "clauses",
	[RES_SECTION_NOTES] = "notes",
	[RES_SECTION_CALLS] = "calls",
	[RES_SECTION_SPONSORS] = "sponsors",
	[RES_SECTION_CITATIONS] = "citations",
	[RES_SECTION_VOTES] = "votes"
};

/* ======================================================================
 * Reading
 * ====================================================================== */

/* Bytes of a section still to be read.  "bad" stays set. */
typedef struct Cursor
{
	const uint8_t *p;
	const uint8_t *end;
	bool		bad;
} Cursor;

/* An image whose head was read. */
typedef struct Image
{
	uint32_t	parser_version;
	uint32_t	nclauses;
	uint32_t	nnotes;
	uint32_t	nsponsors;
	uint32_t	ncitations;
	uint32_t	nblocks;
	uint32_t	ncalls;
	uint32_t	nvotes;
	uint32_t	clean;			/* bytes of clean text in all blocks */
	const uint8_t *section[RES_IMAGE_SECTIONS];
	uint32_t	bytes[RES_IMAGE_SECTIONS];
	Cursor		values;			/* header values */
	const char *source;
	uint32_t	len;
	uint32_t	npool;
	uint32_t	width;			/* of an entry in pool_ends: 1, 2 or 4 */
	const uint8_t *pool_ends;
	const char *pool;
	uint32_t	pool_len;
	uint32_t	nverbs;
	Cursor		verbs;
} Image;

/* State of the walk over the blocks. */
typedef struct BlockWalk
{
	Cursor		c;
	uint32_t	index;
	uint32_t	src;			/* end of the last segment */
	int32_t		highest;		/* clause */
	int32_t		last;			/* clause */
	uint64_t	walked;			/* source bytes of all segments so far */
} BlockWalk;

typedef struct Block
{
	ResBlockKind kind;
	int32_t		clause;
	bool		first;			/* the first of its clause, in order */
	Anchor		at;
} Block;

typedef struct Verb
{
	ResStr		verb;
	ResStr		verb_en;
} Verb;

typedef struct Decoder
{
	Image		im;
	ResArena   *arena;			/* NULL: check only */
	ResDocument *doc;			/* NULL: check only */
	uint64_t	folded;			/* bytes that may still be folded for names */
	Anchor	   *clause_at;		/* by clause; NULL: walk along */
	Anchor	   *note_at;		/* by note; NULL: walk along */
	uint32_t	nnote_at;
	int32_t    *note_clause;	/* by note; NULL if nobody asks */
	Verb	   *verbs;
	bool	   *text_given;		/* by clause: its text is in the pool */
	/* for a check, which has no memory: two walks over the blocks */
	BlockWalk	clause_walk;
	BlockWalk	note_walk;
	Block		held;
	bool		holding;
} Decoder;

/* Unsigned LEB128 of 32 bits, in its shortest form. */
static inline uint32_t
get_uint(Cursor *c)
{
	uint64_t	value = 0;
	int			shift = 0;
	uint8_t		byte;

	if (c->p < c->end && *c->p < 0x80)
		return *c->p++;
	do
	{
		if (c->p >= c->end || shift > 28)
		{
			c->bad = true;
			c->p = c->end;
			return 0;
		}
		byte = *c->p++;
		value |= (uint64_t) (byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	if (value > UINT32_MAX || (byte == 0 && shift > 7))
	{
		c->bad = true;
		c->p = c->end;
		return 0;
	}
	return (uint32_t) value;
}

static inline int64_t
unzigzag(uint32_t v)
{
	return (v & 1) ? -(int64_t) (v >> 1) - 1 : (int64_t) (v >> 1);
}

static inline int64_t
get_int(Cursor *c)
{
	return unzigzag(get_uint(c));
}

static inline uint8_t
get_byte(Cursor *c)
{
	if (c->p >= c->end)
	{
		c->bad = true;
		return 0;
	}
	return *c->p++;
}

static ResStr
get_bytes(Cursor *c, uint32_t len)
{
	ResStr		s = {(const char *) c->p, len};

	if ((size_t) (c->end - c->p) < len)
	{
		c->bad = true;
		c->p = c->end;
		return RES_NULL_STR;
	}
	c->p += len;
	return s;
}

/* base + distance if that lies in [0, limit]; else the cursor is bad. */
static inline uint32_t
offset_from(Cursor *c, uint32_t base, int64_t distance, uint32_t limit)
{
	int64_t		at = (int64_t) base + distance;

	if (at < 0 || at > (int64_t) limit)
	{
		c->bad = true;
		return 0;
	}
	return (uint32_t) at;
}

/* String of the head: length + 1 and bytes, 0 for null. */
static ResStr
get_head_str(Cursor *c)
{
	uint32_t	n = get_uint(c);

	return n == 0 ? RES_NULL_STR : get_bytes(c, n - 1);
}

static ResDate
get_head_date(Cursor *c)
{
	uint32_t	v = get_uint(c);

	return v == 0 ? RES_NO_DATE : (ResDate) unzigzag(v - 1);
}

/*
 * read_head — prologue and counts; header values stay to be read.
 *
 * have: bytes that are there.  *need: bytes of the whole head as far as is
 * known, more than have if they did not suffice.
 */
static bool
read_head(const char *image, size_t have, Image *im, size_t *need)
{
	Cursor		c;
	uint32_t	rest;
	int			i;

	memset(im, 0, sizeof(Image));
	c.p = (const uint8_t *) image;
	c.end = c.p + have;
	c.bad = false;
	*need = PROLOGUE_FIXED + 2;
	if (have < PROLOGUE_FIXED)
		return false;
	*need = 0;
	if (memcmp(image, "UNR", 3) != 0 || c.p[3] != FORMAT_VERSION || c.p[4] != 0)
		return false;
	c.p += PROLOGUE_FIXED;
	im->parser_version = get_uint(&c);
	rest = get_uint(&c);
	if (c.bad)
	{
		if (have < PROLOGUE_FIXED + 10)
			*need = PROLOGUE_FIXED + 10;
		return false;
	}
	*need = (size_t) (c.p - (const uint8_t *) image) + rest;
	im->section[RES_SECTION_HEAD] = (const uint8_t *) image;
	im->bytes[RES_SECTION_HEAD] = (uint32_t) *need;
	if (*need > UINT32_MAX)
		return false;
	if ((size_t) (c.end - c.p) > rest)
		c.end = c.p + rest;
	im->nclauses = get_uint(&c);
	im->nnotes = get_uint(&c);
	im->nsponsors = get_uint(&c);
	im->ncitations = get_uint(&c);
	if (c.bad)
		return false;
	im->nblocks = get_uint(&c);
	im->ncalls = get_uint(&c);
	im->nvotes = get_uint(&c);
	for (i = RES_SECTION_HEAD + 1; i < RES_IMAGE_SECTIONS; i++)
		im->bytes[i] = get_uint(&c);
	im->clean = get_uint(&c);
	im->len = im->bytes[RES_SECTION_SOURCE];
	im->values = c;
	return true;
}

/*
 * open_image — head and bounds of all sections.
 *
 * After this every section lies inside the image, each count fits its
 * section, and the numbers that bound memory are sane.
 */
static bool
open_image(const char *image, size_t size, Image *im)
{
	size_t		need;
	uint64_t	at;
	Cursor		c;
	uint32_t	i;

	if (!read_head(image, size, im, &need) || im->values.bad || need > size)
		return false;
	at = im->bytes[RES_SECTION_HEAD];
	for (i = RES_SECTION_HEAD + 1; i < RES_IMAGE_SECTIONS; i++)
	{
		if (at > size || im->bytes[i] > size - at)
			return false;
		im->section[i] = (const uint8_t *) image + at;
		at += im->bytes[i];
	}
	if (at != size || im->len > RES_MAX_SOURCE)
		return false;
	im->source = (const char *) im->section[RES_SECTION_SOURCE];

	/* the least size of each record bounds the counts */
	if (im->nblocks > im->bytes[RES_SECTION_BLOCKS] / 2 ||
		im->nclauses > im->bytes[RES_SECTION_CLAUSES] / 2 ||
		im->nnotes > im->bytes[RES_SECTION_NOTES] ||
		im->ncalls > im->bytes[RES_SECTION_CALLS] / 2 ||
		im->nsponsors > im->bytes[RES_SECTION_SPONSORS] / 2 ||
		im->ncitations > im->bytes[RES_SECTION_CITATIONS] / 4 ||
		im->nvotes > im->bytes[RES_SECTION_VOTES] / 2)
		return false;
	if (im->clean > (uint64_t) MAX_REBUILT * im->len + REBUILT_EXTRA + 2 * (uint64_t) im->bytes[RES_SECTION_BLOCKS])
		return false;

	/* pool: verbs, then the ends of all strings, then the strings */
	c.p = im->section[RES_SECTION_POOL];
	c.end = c.p + im->bytes[RES_SECTION_POOL];
	c.bad = false;
	im->npool = get_uint(&c);
	im->nverbs = get_uint(&c);
	im->verbs = c;
	for (i = 0; i < im->nverbs && !c.bad; i++)
	{
		get_uint(&c);
		get_uint(&c);
	}
	im->verbs.end = c.p;
	if (im->npool > 0)
	{
		im->width = get_byte(&c);
		if (c.bad || (im->width != 1 && im->width != 2 && im->width != 4) ||
			(size_t) (c.end - c.p) / im->width < im->npool)
			return false;
		im->pool_ends = c.p;
		c.p += (size_t) im->npool * im->width;
	}
	im->pool = (const char *) c.p;
	im->pool_len = (uint32_t) (c.end - c.p);
	return !c.bad && (im->npool > 0 || im->pool_len == 0);
}

static inline uint32_t
pool_end(const Image *im, uint32_t i)
{
	const uint8_t *p = im->pool_ends + (size_t) i * im->width;
	uint32_t	v = p[0];

	if (im->width >= 2)
		v |= (uint32_t) p[1] << 8;
	if (im->width == 4)
		v |= (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;
	return v;
}

/* String of the pool by reference: 0 is null, i + 1 is string i. */
static ResStr
pool_str(const Image *im, Cursor *c, uint32_t ref)
{
	uint32_t	from;
	uint32_t	to;

	if (ref == 0)
		return RES_NULL_STR;
	if (ref > im->npool)
	{
		c->bad = true;
		return RES_NULL_STR;
	}
	from = ref > 1 ? pool_end(im, ref - 2) : 0;
	to = pool_end(im, ref - 1);
	if (from > to || to > im->pool_len)
	{
		c->bad = true;
		return RES_NULL_STR;
	}
	return (ResStr) {im->pool + from, to - from};
}

static ResStr
get_pool_str(const Image *im, Cursor *c)
{
	return pool_str(im, c, get_uint(c));
}

/* Text that is the source bytes of a span, folded. */
static ResStr
span_text(Decoder *d, Cursor *c, ResSpan span)
{
	const char *p = d->im.source + span.start;
	uint32_t	len = span.end - span.start;
	char	   *text;

	if (len > d->folded)
	{
		c->bad = true;
		return RES_NULL_STR;
	}
	d->folded -= len;
	if (d->arena == NULL || res_image_is_folded(p, len))
		return (ResStr) {p, len};
	text = res_alloc(d->arena, (size_t) len + 1);
	res_image_fold(p, p + len, text, text + len, &len);
	return (ResStr) {text, len};
}

static Cursor
section_cursor(const Image *im, ResImageSection section)
{
	Cursor		c = {im->section[section], im->section[section] + im->bytes[section], false};

	return c;
}

/* ---------- blocks ---------- */

static void
start_blocks(const Image *im, BlockWalk *w)
{
	memset(w, 0, sizeof(BlockWalk));
	w->c = section_cursor(im, RES_SECTION_BLOCKS);
	w->highest = RES_NONE;
	w->last = RES_NONE;
}

/* How much of a block's text next_block makes. */
typedef enum BlockText
{
	TEXT_SKIP, TEXT_COUNT, TEXT_WRITE
} BlockText;

/*
 * next_block — one block; the layout is described at put_block.
 *
 * wanted: bit of each kind whose text is counted or written (to *out, moved
 * on; not beyond outend).
 */
static bool
next_block(const Image *im, BlockWalk *w, BlockText mode, uint32_t wanted,
		   char **out, const char *outend, Block *b)
{
	Cursor	   *c = &w->c;
	uint8_t		head = get_byte(c);
	uint32_t	nseg = 1;
	uint32_t	i;
	char	   *to = mode == TEXT_WRITE ? *out : NULL;

	memset(b, 0, sizeof(Block));
	b->kind = (ResBlockKind) (head & 0x0f);
	if (b->kind > RES_BLOCK_NOTE || (head & 0x80) != 0)
		return false;
	if (mode == TEXT_WRITE && (wanted & (1u << b->kind)) == 0)
		mode = TEXT_SKIP;
	if (mode == TEXT_COUNT && (wanted & (1u << b->kind)) == 0)
		mode = TEXT_SKIP;
	switch ((head >> 4) & 3)
	{
		case 0:
			b->clause = b->kind == RES_BLOCK_CLAUSE ? w->highest + 1 : RES_NONE;
			break;
		case 1:
			b->clause = w->last;
			if (b->clause == RES_NONE)
				return false;
			break;
		case 3:
			b->clause = (int32_t) offset_from(c, get_uint(c), 0, im->nclauses) - 1;
			break;
		default:
			return false;
	}
	if (b->clause >= (int32_t) im->nclauses)
		return false;
	if (b->kind == RES_BLOCK_CLAUSE && b->clause != RES_NONE)
	{
		w->last = b->clause;
		if (b->clause > w->highest)
		{
			w->highest = b->clause;
			b->first = true;
		}
	}
	if (head & 0x40)
		nseg = get_uint(c);
	b->at.text.p = to;
	for (i = 0; i < nseg; i++)
	{
		uint32_t	len = get_uint(c);
		uint32_t	v;
		uint32_t	n;
		bool		blank = false;
		const char *from;

		if (c->bad)
			return false;
		v = get_uint(c);
		if (len == 0)
		{
			/* bytes that are not in the source */
			ResStr		literal = get_bytes(c, v >> 1);

			blank = v & 1;
			if (c->bad || (literal.len == 0 && !blank) || (head & 0x40) == 0)
				return false;
			n = literal.len;
			if (mode == TEXT_WRITE)
			{
				if (outend - to < (ptrdiff_t) n + blank)
					return false;
				if (blank)
					*to++ = ' ';
				memcpy(to, literal.p, n);
				to += n;
			}
		}
		else
		{
			if (i > 0)
			{
				blank = v & 1;
				v >>= 1;
			}
			w->src = offset_from(c, w->src, unzigzag(v), im->len);
			if (c->bad || len > im->len - w->src)
				return false;
			from = im->source + w->src;
			if (!b->at.there)
			{
				b->at.there = true;
				b->at.start = w->src;
			}
			w->src += len;
			b->at.end = w->src;
			w->walked += len;
			if (w->walked > (uint64_t) MAX_REBUILT * im->len + REBUILT_EXTRA)
				return false;
			n = 0;
			if (mode == TEXT_WRITE)
			{
				if (blank)
				{
					if (to >= outend)
						return false;
					*to++ = ' ';
				}
				if (!res_image_fold(from, from + len, to, outend, &n))
					return false;
				to += n;
			}
			else if (mode == TEXT_COUNT)
				res_image_fold(from, from + len, NULL, NULL, &n);
		}
		b->at.text.len += n + blank;
	}
	w->index++;
	if (mode == TEXT_WRITE)
		*out = to;
	return !c->bad;
}

/*
 * read_blocks — texts of the blocks that "parts" asks for.
 *
 * All text goes to one buffer, since the head says how long it will be.
 */
static bool
read_blocks(Decoder *d, uint32_t parts)
{
	const Image *im = &d->im;
	ResArena   *arena = d->arena;
	ResDocument *doc = d->doc;
	ResBlock   *blocks = res_alloc(arena, (size_t) im->nblocks * sizeof(ResBlock));
	uint32_t	wanted = 0;
	BlockWalk	w;
	Block		b;
	char	   *buffer;
	char	   *out;
	uint32_t	i;

	if (parts & RES_WANT_BLOCKS)
		wanted = ~0u;
	if (parts & RES_WANT_CLAUSES)
	{
		wanted |= 1u << RES_BLOCK_CLAUSE;
		d->clause_at = res_alloc(arena, (size_t) im->nclauses * sizeof(Anchor));
	}
	if (parts & RES_WANT_NOTES)
	{
		wanted |= 1u << RES_BLOCK_NOTE;
		d->note_at = res_alloc(arena, (size_t) im->nnotes * sizeof(Anchor));
	}
	/* eight bytes more, so that fold never has to go byte by byte at the end */
	buffer = res_alloc(arena, (size_t) im->clean + 8);
	out = buffer;
	start_blocks(im, &w);
	for (i = 0; i < im->nblocks; i++)
	{
		char	   *from = out;

		if (!next_block(im, &w, TEXT_WRITE, wanted, &out, buffer + im->clean + 8, &b) ||
			(size_t) (out - buffer) > im->clean)
			return false;
		res_tick(arena, 16 + b.at.text.len);
		if ((wanted & (1u << b.kind)) == 0)
			continue;
		b.at.text.p = from;
		blocks[i].kind = b.kind;
		blocks[i].clause = b.clause;
		blocks[i].text = b.at.text;
		if (b.first && d->clause_at != NULL)
			d->clause_at[b.clause] = b.at;
		if (b.kind == RES_BLOCK_NOTE && d->note_at != NULL && d->nnote_at < im->nnotes)
			d->note_at[d->nnote_at++] = b.at;
	}
	if (w.c.p != w.c.end)
		return false;
	doc->blocks = blocks;
	doc->nblocks = im->nblocks;
	return true;
}

/*
 * The anchor of clause i; asked for in order.  A check has no array of them
 * and walks over the blocks along with the clauses, which is the same: a
 * block that is "first" has a higher clause than all before it.
 */
static bool
clause_anchor(Decoder *d, uint32_t i, Anchor *at)
{
	if (d->clause_at != NULL)
	{
		*at = d->clause_at[i];
		return true;
	}
	memset(at, 0, sizeof(Anchor));
	if (d->holding && d->held.clause < (int32_t) i)
		d->holding = false;
	while (!d->holding && d->clause_walk.index < d->im.nblocks)
	{
		if (!next_block(&d->im, &d->clause_walk, TEXT_COUNT, 1u << RES_BLOCK_CLAUSE, NULL, NULL, &d->held))
			return false;
		d->holding = d->held.first;
	}
	if (d->holding && d->held.clause == (int32_t) i)
		*at = d->held.at;
	return true;
}

/* The anchor of note i: the i-th block of a note. */
static bool
note_anchor(Decoder *d, uint32_t i, Anchor *at)
{
	Block		b;

	memset(at, 0, sizeof(Anchor));
	if (d->note_at != NULL)
	{
		if (i < d->nnote_at)
			*at = d->note_at[i];
		return true;
	}
	while (d->note_walk.index < d->im.nblocks)
	{
		if (!next_block(&d->im, &d->note_walk, TEXT_SKIP, 0, NULL, NULL, &b))
			return false;
		if (b.kind == RES_BLOCK_NOTE)
		{
			*at = b.at;
			/* a note without source has a text all the same */
			at->text.p = d->im.source;
			break;
		}
	}
	return true;
}

/* ---------- clauses ---------- */

/* Start and length. */
static ResSpan
get_span(const Image *im, Cursor *c)
{
	ResSpan		span;

	span.start = offset_from(c, get_uint(c), 0, im->len);
	span.end = offset_from(c, span.start, get_uint(c), im->len);
	return span;
}

/* A number or marker, coded as LABEL_…. */
static ResStr
get_label(const Image *im, Cursor *c, int code, const Anchor *at, ResSpan span,
		  uint32_t (*scan) (const char *p, const char *end))
{
	uint32_t	from = res_image_label_place(im->source, at, span);
	const char *p = im->source + from;
	uint32_t	n;

	switch (code)
	{
		case LABEL_SCAN:
			n = scan(p, im->source + im->len);
			if (n == 0)
				c->bad = true;
			return (ResStr) {p, n};
		case LABEL_LENGTH:
			n = get_uint(c);
			if (n > im->len - from)
			{
				c->bad = true;
				n = 0;
			}
			return (ResStr) {p, n};
		case LABEL_POOL:
			return get_pool_str(im, c);
		default:
			return RES_NULL_STR;
	}
}

/* base + label; in a check only the length counts. */
static ResStr
join_path(Decoder *d, Cursor *c, ResStr base, const char *label, uint32_t len)
{
	char	   *path;

	if (label == NULL || base.len > MAX_DERIVED || len > MAX_DERIVED || base.len + len > MAX_DERIVED)
		c->bad = true;
	if (c->bad)
		return RES_NULL_STR;
	if (base.len == 0 || d->arena == NULL)
	{
		/* nothing to put together; the label may be a buffer of the caller */
		return (ResStr) {label, base.len + len};
	}
	path = res_alloc(d->arena, (size_t) base.len + len);
	memcpy(path, base.p, base.len);
	memcpy(path + base.len, label, len);
	return (ResStr) {path, base.len + len};
}

static ResStr
get_path(Decoder *d, Cursor *c, int code, Level *base, bool top, ResStr number)
{
	char		label[16];
	uint32_t	len;
	uint32_t	v;
	ResStr		path;

	if (code == PATH_PREFIX)
	{
		if (!top)
			c->bad = true;
		else
		{
			memset(base, 0, sizeof(Level));
			base->path = get_pool_str(&d->im, c);
			code = get_byte(c);
			if (code > PATH_BULLET)
				c->bad = true;
		}
	}
	else if (code == PATH_COUNTER)
	{
		v = get_uint(c);
		code = v & 3;
		if (code == PATH_NUMBER || v >> 2 == 0)
			c->bad = true;
		base->counter[code] = (v >> 2) - 1;
	}
	if (c->bad)
		return RES_NULL_STR;
	switch (code)
	{
		case PATH_NUMBER:
			if (number.p == NULL)
				c->bad = true;
			return join_path(d, c, base->path, number.p, number.len);
		case PATH_P:
		case PATH_O:
		case PATH_BULLET:
			if (base->counter[code] == UINT32_MAX)
				c->bad = true;
			len = res_image_counter_label(code, ++base->counter[code], label);
			path = join_path(d, c, base->path, label, len);
			if (path.p == label)
				path.p = d->arena != NULL ? res_copy(d->arena, label, len).p : d->im.source;
			return path;
		case PATH_POOL:
			path = get_pool_str(&d->im, c);
			if (path.p == NULL)
				c->bad = true;
			return path;
		default:
			path = get_pool_str(&d->im, c);
			if (path.p == NULL)
				c->bad = true;
			return join_path(d, c, base->path, path.p, path.len);
	}
}

/*
 * read_clauses — the layout is described at put_clauses.
 *
 * Texts are left to join_clause_texts, except those in the pool.
 */
static bool
read_clauses(Decoder *d)
{
	const Image *im = &d->im;
	Cursor		c = section_cursor(im, RES_SECTION_CLAUSES);
	Level		levels[MAX_LEVELS + 1];
	int			depth = -1;		/* of the clause before */
	ResStr		section = RES_NULL_STR;
	uint32_t	i;

	memset(levels, 0, sizeof(levels));
	for (i = 0; i < im->nclauses; i++)
	{
		uint8_t		a = get_byte(&c);
		uint8_t		b = get_byte(&c);
		ResClause	clause;
		ResClause  *to = d->doc != NULL ? &d->doc->clauses[i] : &clause;
		Anchor		at;
		uint32_t	v;
		bool		other = false;

		if (d->doc == NULL)
			memset(&clause, 0, sizeof(clause));
		if ((a & 3) > RES_ANNEX || (a & 0x80) != 0)
			return false;
		to->part = (ResPart) (a & 3);
		if (!clause_anchor(d, i, &at))
			return false;

		/* parent */
		to->parent = RES_NONE;
		switch ((a >> 2) & 3)
		{
			case PARENT_NONE:
				depth = 0;
				break;
			case PARENT_PREVIOUS:
				if (depth < 0 || depth + 1 >= MAX_LEVELS)
					return false;
				depth++;
				break;
			case PARENT_SAME:
				if (depth < 1)
					return false;
				break;
			default:
				v = get_uint(&c);
				if (v == 0)
				{
					to->parent = (int32_t) get_uint(&c);
					if (to->parent < 0 || (uint32_t) to->parent >= i)
						return false;
					other = true;
					depth = 0;
				}
				else if (depth < 1 || v >= (uint32_t) depth)
					return false;
				else
					depth -= (int) v;
		}
		if (!other && depth > 0)
			to->parent = levels[depth].clause;

		/* span */
		v = (b >> 2) & 7;
		if (v == SPAN_ABSOLUTE)
			to->span = get_span(im, &c);
		else if (v > SPAN_ABSOLUTE || !at.there)
			return false;
		else
		{
			to->span = (ResSpan) {at.start, at.end};
			if (v == SPAN_LABEL || v == SPAN_LABEL_END)
				to->span.start = res_image_label_start(im->source, at.start);
			if (v == SPAN_NEAR)
				to->span.start = offset_from(&c, at.start, get_int(&c), im->len);
			if (v == SPAN_LABEL_END || v == SPAN_ANCHOR_END || v == SPAN_NEAR)
				to->span.end = offset_from(&c, at.end, get_int(&c), im->len);
			if (to->span.start > to->span.end)
				return false;
		}

		to->number = get_label(im, &c, b & 3, &at, to->span, res_image_scan_number);
		if (c.bad)
			return false;
		v = (a >> 4) & 7;
		if (other && v != PATH_POOL)
			return false;
		to->path = get_path(d, &c, (int) v, &levels[depth], depth == 0, to->number);
		memset(&levels[depth + 1], 0, sizeof(Level));
		levels[depth + 1].clause = (int32_t) i;
		levels[depth + 1].path = to->path;

		/* opening phrase and lemma */
		if (b & 0x20)
		{
			v = get_uint(&c);
			if (v == 1)
				to->phrase = get_pool_str(im, &c);
			else if (v > 1)
			{
				if (v - 1 > at.text.len)
					return false;
				to->phrase = (ResStr) {at.text.p, v - 1};
			}
			v = get_uint(&c);
			if (v > im->nverbs)
				return false;
			if (v > 0 && d->verbs != NULL)
			{
				to->verb = d->verbs[v - 1].verb;
				to->verb_en = d->verbs[v - 1].verb_en;
			}
		}
		to->text = RES_STR("");
		if (b & 0x40)
		{
			to->text = get_pool_str(im, &c);
			if (d->text_given != NULL)
				d->text_given[i] = true;
		}
		if (b & 0x80)
			section = get_pool_str(im, &c);
		to->section = section;
		if (c.bad)
			return false;
	}
	return c.p == c.end;
}

/* The pairs of lemmas; see put_pool. */
static bool
read_verbs(Decoder *d)
{
	Cursor		c = d->im.verbs;
	uint32_t	i;

	if (d->arena != NULL)
		d->verbs = res_alloc(d->arena, (size_t) d->im.nverbs * sizeof(Verb));
	for (i = 0; i < d->im.nverbs; i++)
	{
		Verb		verb;
		uint32_t	v;

		verb.verb = get_pool_str(&d->im, &c);
		v = get_uint(&c);
		verb.verb_en = v == 1 ? verb.verb : pool_str(&d->im, &c, v > 1 ? v - 1 : 0);
		if (c.bad)
			return false;
		if (d->verbs != NULL)
			d->verbs[i] = verb;
	}
	return true;
}

/*
 * A clause's text is that of its blocks, a blank between them.  Most clauses
 * have one block and need no copy.
 */
static void
join_clause_texts(Decoder *d)
{
	ResDocument *doc = d->doc;
	uint32_t   *total = res_alloc(d->arena, (size_t) doc->nclauses * sizeof(uint32_t));
	bool		joins = false;
	uint32_t	i;

	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *b = &doc->blocks[i];

		res_tick(d->arena, 16);
		if (b->kind != RES_BLOCK_CLAUSE || b->clause == RES_NONE || b->text.len == 0 ||
			d->text_given[b->clause])
			continue;
		if (total[b->clause] == 0)
		{
			doc->clauses[b->clause].text = b->text;
			total[b->clause] = b->text.len;
		}
		else
		{
			total[b->clause] += 1 + b->text.len;
			joins = true;
		}
	}
	if (!joins)
		return;
	for (i = 0; i < doc->nclauses; i++)
	{
		res_tick(d->arena, 16);
		if (total[i] > doc->clauses[i].text.len)
			doc->clauses[i].text = (ResStr) {res_alloc(d->arena, total[i]), 0};
		else
			total[i] = 0;		/* has what it needs */
	}
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *b = &doc->blocks[i];
		ResStr	   *text;
		char	   *to;

		res_tick(d->arena, 16 + b->text.len / 16);
		if (b->kind != RES_BLOCK_CLAUSE || b->clause == RES_NONE || b->text.len == 0 ||
			d->text_given[b->clause] || total[b->clause] == 0)
			continue;
		text = &doc->clauses[b->clause].text;
		to = (char *) text->p;
		if (text->len > 0)
			to[text->len++] = ' ';
		memcpy(to + text->len, b->text.p, b->text.len);
		text->len += b->text.len;
	}
}

/* ---------- notes and calls ---------- */

/* The layout is described at put_calls. */
static bool
read_calls(Decoder *d)
{
	const Image *im = &d->im;
	Cursor		c = section_cursor(im, RES_SECTION_CALLS);
	uint32_t	clause = 0;		/* 0 = none, i + 1 = clause i */
	uint32_t	note = 0;
	uint32_t	pos = 0;
	uint32_t	i;

	for (i = 0; i < im->ncalls; i++)
	{
		uint32_t	v = get_uint(&c);
		int64_t		step = unzigzag(v >> 1);

		clause = offset_from(&c, clause, step, im->nclauses);
		note = offset_from(&c, note, (v & 1) ? 1 + get_int(&c) : 1, im->nnotes);
		if (step == 0)
			pos = offset_from(&c, pos, get_int(&c), UINT32_MAX);
		else
			pos = get_uint(&c);
		if (c.bad)
			return false;
		if (d->doc != NULL)
			d->doc->calls[i] = (ResCall) {(int32_t) note - 1, (int32_t) clause - 1, pos};
	}
	return c.p == c.end;
}

/*
 * read_notes — the layout is described at put_notes.
 *
 * full: spans and texts too; else only what citations need to know.
 */
static bool
read_notes(Decoder *d, bool full)
{
	const Image *im = &d->im;
	Cursor		c = section_cursor(im, RES_SECTION_NOTES);
	ResDocument *doc = d->doc;
	uint32_t	i;

	if (d->note_clause != NULL)
	{
		for (i = 0; i < im->nnotes; i++)
			d->note_clause[i] = RES_NONE;
		for (i = im->ncalls; i-- > 0;)
			if (doc->calls[i].note != RES_NONE)
				d->note_clause[doc->calls[i].note] = doc->calls[i].clause;
	}
	for (i = 0; i < im->nnotes; i++)
	{
		uint8_t		a = get_byte(&c);
		ResNote		note;
		Anchor		at;
		uint32_t	x;

		memset(&note, 0, sizeof(note));
		memset(&at, 0, sizeof(at));
		if (full && !note_anchor(d, i, &at))
			return false;
		if ((a & 7) > RES_ANCHOR_ANNEX)
			return false;
		note.anchor = (ResAnchor) (a & 7);

		if (a & 0x80)
		{
			x = get_uint(&c);
			if (at.there)
			{
				note.span.start = offset_from(&c, at.start, unzigzag(x), im->len);
				note.span.end = offset_from(&c, at.end, get_int(&c), im->len);
			}
			else if (full)
			{
				note.span.start = offset_from(&c, x, 0, im->len);
				note.span.end = offset_from(&c, note.span.start, get_uint(&c), im->len);
			}
			else
				get_uint(&c);
		}
		else if (at.there)
			note.span = (ResSpan) {at.start, at.end};
		else if (full)
			return false;
		if (note.span.start > note.span.end)
			return false;

		switch ((a >> 3) & 3)
		{
			case LABEL_SCAN:
				if (full)
					note.marker = get_label(im, &c, LABEL_SCAN, &at, note.span, res_image_scan_marker);
				break;
			case LABEL_LENGTH:
				if (full)
					note.marker = get_label(im, &c, LABEL_LENGTH, &at, note.span, res_image_scan_marker);
				else
					get_uint(&c);
				break;
			case LABEL_POOL:
				note.marker = get_pool_str(im, &c);
				break;
			default:
				break;
		}
		if (a & 0x20)
			note.text = get_pool_str(im, &c);
		else if (full)
		{
			note.text = at.text;
			if (at.text.p == NULL)
				return false;
		}
		note.clause = d->note_clause != NULL ? d->note_clause[i] : RES_NONE;
		if (a & 0x40)
			note.clause = (int32_t) offset_from(&c, get_uint(&c), 0, im->nclauses) - 1;
		if (c.bad)
			return false;
		if (d->note_clause != NULL)
			d->note_clause[i] = note.clause;
		if (full && doc != NULL)
			doc->notes[i] = note;
	}
	return c.p == c.end;
}

/* ---------- sponsors, votes ---------- */

/* Sponsors and votes have one layout; it is described at put_person. */
static bool
read_people(Decoder *d, ResImageSection section)
{
	const Image *im = &d->im;
	Cursor		c = section_cursor(im, section);
	bool		votes = section == RES_SECTION_VOTES;
	uint32_t	n = votes ? im->nvotes : im->nsponsors;
	uint32_t	note = 0;
	uint32_t	last = 0;
	uint32_t	i;

	for (i = 0; i < n; i++)
	{
		uint32_t	v = get_uint(&c);
		uint32_t	len;
		Person		p;

		p.code = v & 3;
		p.m49 = (int32_t) (v >> 4);
		if (v >> 4 > NO_M49 || (votes && p.code > RES_VOTE_ABSTAINING))
			return false;
		if (p.m49 == NO_M49)
			p.m49 = (int32_t) get_int(&c);
		p.note = RES_NONE;
		if (v & 4)
		{
			note = offset_from(&c, note, get_int(&c), im->nnotes);
			p.note = (int32_t) note - 1;
		}
		len = get_uint(&c);
		p.span.start = offset_from(&c, last, (len & 1) ? get_int(&c) : 2, im->len);
		p.span.end = offset_from(&c, p.span.start, len >> 1, im->len);
		if (c.bad)
			return false;
		last = p.span.end;
		p.name = (v & 8) ? get_pool_str(im, &c) : span_text(d, &c, p.span);
		if (c.bad)
			return false;
		if (d->doc != NULL && votes)
			d->doc->votes[i] = (ResVote) {p.name, (ResVoteKind) p.code, p.m49, p.span};
		else if (d->doc != NULL)
			d->doc->sponsors[i] = (ResSponsor) {p.name, (ResRole) p.code, p.m49, p.note, p.span};
	}
	return c.p == c.end;
}

/* ---------- citations ---------- */

/* The layout is described at put_citations. */
static bool
read_citations(Decoder *d)
{
	const Image *im = &d->im;
	Cursor		c = section_cursor(im, RES_SECTION_CITATIONS);
	uint32_t	last = 0;
	uint32_t	clause = 0;		/* of the last citation in a clause, + 1 */
	uint32_t	note = 0;		/* of the last one in a note, + 1 */
	int32_t		at_clause = RES_NONE;
	int32_t		at_note = RES_NONE;
	uint32_t	i;

	for (i = 0; i < im->ncitations; i++)
	{
		uint8_t		a = get_byte(&c);
		uint32_t	v = get_uint(&c);
		uint32_t	len;
		ResCitation cite;

		memset(&cite, 0, sizeof(cite));
		if ((a & 7) > RES_CITE_INSTRUMENT)
			return false;
		cite.kind = (ResCiteKind) (a & 7);
		switch (v & 3)
		{
			case PLACE_SAME:
				if (v != PLACE_SAME)
					return false;
				break;
			case PLACE_CLAUSE:
				clause = offset_from(&c, clause, unzigzag(v >> 2), im->nclauses);
				at_clause = (int32_t) clause - 1;
				at_note = RES_NONE;
				break;
			case PLACE_NOTE:
				note = offset_from(&c, note, unzigzag(v >> 2), im->nnotes);
				if (note == 0)
					return false;
				at_note = (int32_t) note - 1;
				at_clause = d->note_clause != NULL ? d->note_clause[at_note] : RES_NONE;
				break;
			default:
				if (v != PLACE_BOTH)
					return false;
				at_clause = (int32_t) offset_from(&c, get_uint(&c), 0, im->nclauses) - 1;
				at_note = (int32_t) offset_from(&c, get_uint(&c), 0, im->nnotes) - 1;
		}
		cite.clause = at_clause;
		cite.note = at_note;

		cite.span.start = offset_from(&c, last, get_int(&c), im->len);
		len = get_uint(&c);
		cite.span.end = offset_from(&c, cite.span.start, len, im->len);
		if (c.bad)
			return false;
		last = cite.span.end;

		switch ((a >> 3) & 3)
		{
			case SYMBOL_NONE:
				break;
			case SYMBOL_POOL:
				cite.symbol = get_pool_str(im, &c);
				break;
			case SYMBOL_PRINTED:
				{
					ResStr		prefix = get_pool_str(im, &c);
					uint32_t	from = get_uint(&c);
					uint32_t	n = get_uint(&c);

					if (c.bad || from > len || n > len - from || (uint64_t) prefix.len + n > MAX_DERIVED)
						return false;
					cite.symbol = (ResStr) {im->source + cite.span.start + from, n};
					if (prefix.len > 0 && d->arena != NULL)
					{
						char	   *symbol = res_alloc(d->arena, prefix.len + n);

						memcpy(symbol, prefix.p, prefix.len);
						memcpy(symbol + prefix.len, cite.symbol.p, n);
						cite.symbol = (ResStr) {symbol, prefix.len + n};
					}
				}
				break;
			default:
				return false;
		}
		cite.text = (a & 0x20) ? get_pool_str(im, &c) : span_text(d, &c, cite.span);
		cite.date = (a & 0x40) ? (ResDate) get_int(&c) : RES_NO_DATE;
		if (a & 0x80)
		{
			cite.title = get_pool_str(im, &c);
			cite.pinpoint = get_pool_str(im, &c);
		}
		if (c.bad)
			return false;
		if (d->doc != NULL)
			d->doc->citations[i] = cite;
	}
	return c.p == c.end;
}

/* ---------- header ---------- */

/* The layout is described at put_header.  arena NULL: check only. */
static bool
read_header(ResArena *arena, Cursor c, ResHeader *h)
{
	uint32_t	i;

	memset(h, 0, sizeof(ResHeader));
	h->symbol = get_head_str(&c);
	h->kind = (ResKind) get_byte(&c);
	h->lang = (ResLang) get_byte(&c);
	if (h->kind > RES_KIND_STATEMENT || h->lang >= RES_LANGUAGES)
		return false;
	h->date = get_head_date(&c);
	h->adopted = get_head_date(&c);
	h->organ = get_head_str(&c);
	h->committee = get_head_str(&c);
	h->session = get_head_str(&c);
	h->nagenda_items = get_uint(&c);
	if (c.bad || h->nagenda_items > (size_t) (c.end - c.p))
		return false;
	if (arena != NULL)
		h->agenda_items = res_alloc(arena, (size_t) h->nagenda_items * sizeof(ResStr));
	for (i = 0; i < h->nagenda_items; i++)
	{
		ResStr		item = get_head_str(&c);

		if (h->agenda_items != NULL)
			h->agenda_items[i] = item;
	}
	h->meeting = get_head_str(&c);
	h->vote = get_head_str(&c);
	h->distribution = get_head_str(&c);
	h->title = get_head_str(&c);
	return !c.bad && c.p == c.end;
}

/* ---------- entry points ---------- */

static void
start_decoder(Decoder *d)
{
	d->folded = (uint64_t) MAX_REBUILT * d->im.len + REBUILT_EXTRA;
	start_blocks(&d->im, &d->clause_walk);
	start_blocks(&d->im, &d->note_walk);
}

/*
 * res_image_check — is this an image that can be read?
 *
 * Accepts arbitrary bytes.  RES_OK says that every part of the document can
 * be rebuilt, except that the places of note calls are only compared with the
 * texts of their clauses when both are read.
 */
ResStatus
res_image_check(const char *image, size_t size)
{
	Decoder		d;
	BlockWalk	w;
	Block		b;
	ResHeader	header;
	uint64_t	clean = 0;
	uint32_t	end = 0;
	uint32_t	i;

	memset(&d, 0, sizeof(d));
	if (!open_image(image, size, &d.im) || !read_header(NULL, d.im.values, &header))
		return RES_BAD_IMAGE;
	start_decoder(&d);
	for (i = 0; i < d.im.npool; i++)
	{
		if (pool_end(&d.im, i) < end)
			return RES_BAD_IMAGE;
		end = pool_end(&d.im, i);
	}
	if (end != d.im.pool_len)
		return RES_BAD_IMAGE;
	start_blocks(&d.im, &w);
	for (i = 0; i < d.im.nblocks; i++)
	{
		if (!next_block(&d.im, &w, TEXT_COUNT, ~0u, NULL, NULL, &b))
			return RES_BAD_IMAGE;
		clean += b.at.text.len;
	}
	if (w.c.p != w.c.end || clean != d.im.clean)
		return RES_BAD_IMAGE;
	if (!read_verbs(&d) || !read_clauses(&d) || !read_calls(&d) || !read_notes(&d, true) ||
		!read_people(&d, RES_SECTION_SPONSORS) || !read_citations(&d) ||
		!read_people(&d, RES_SECTION_VOTES))
		return RES_BAD_IMAGE;
	return RES_OK;
}

/*
 * res_image_source — the text as it came; it leads into the image.
 */
ResStatus
res_image_source(const char *image, size_t size, ResStr *source)
{
	Image		im;
	size_t		need;

	uint64_t	at;
	int			i;

	if (!read_head(image, size, &im, &need) || im.values.bad || im.len > RES_MAX_SOURCE)
		return RES_BAD_IMAGE;
	at = need;
	for (i = RES_SECTION_HEAD + 1; i < RES_SECTION_SOURCE; i++)
		at += im.bytes[i];
	if (at > size || im.len > size - at)
		return RES_BAD_IMAGE;
	*source = (ResStr) {image + at, im.len};
	return RES_OK;
}

/*
 * res_image_source_length — how long the text is, from the first 128 bytes of
 * an image.
 */
ResStatus
res_image_source_length(const char *image, size_t have, uint32_t *len)
{
	Image		im;
	size_t		need;

	if (!read_head(image, have, &im, &need) || im.values.bad)
		return RES_BAD_IMAGE;
	*len = im.len;
	return RES_OK;
}

static NOT_INLINED ResStatus
head_inner(ResArena *arena, const char *image, size_t have, ResHeader *header,
		   uint32_t *parser_version, size_t *need)
{
	Image		im;

	if (!read_head(image, have, &im, need))
		return RES_BAD_IMAGE;
	if (*need > have)
		return RES_BAD_IMAGE;
	if (parser_version != NULL)
		*parser_version = im.parser_version;
	if (header != NULL && !read_header(arena, im.values, header))
		return RES_BAD_IMAGE;
	return RES_OK;
}

/*
 * res_image_head — header values from the first bytes of an image.
 *
 * The strings lead into the image.  If "have" bytes are not enough the result
 * is RES_BAD_IMAGE and *need tells how many are: ask again with so many.
 * (With less than fifteen bytes it may take two steps.)  header and
 * parser_version may be NULL.
 */
ResStatus
res_image_head(ResArena *arena, const char *image, size_t have, ResHeader *header,
			   uint32_t *parser_version, size_t *need)
{
	if (arena == NULL)
		return header != NULL ? RES_BAD_IMAGE : head_inner(NULL, image, have, NULL, parser_version, need);
	WITH_FAILURE(arena, head_inner(arena, image, have, header, parser_version, need));
}

/*
 * res_image_counts — how many rows the document has; 64 bytes of the image
 * are always enough.  Each pointer may be NULL.
 */
ResStatus
res_image_counts(const char *image, size_t have, uint32_t *clauses, uint32_t *notes,
				 uint32_t *sponsors, uint32_t *citations)
{
	Image		im;
	size_t		need;

	if (!read_head(image, have, &im, &need))
		return RES_BAD_IMAGE;
	if (clauses != NULL)
		*clauses = im.nclauses;
	if (notes != NULL)
		*notes = im.nnotes;
	if (sponsors != NULL)
		*sponsors = im.nsponsors;
	if (citations != NULL)
		*citations = im.ncitations;
	return RES_OK;
}

static NOT_INLINED ResStatus
read_inner(ResArena *arena, const char *image, size_t size, uint32_t parts, ResDocument **result)
{
	Decoder    *d = res_alloc(arena, sizeof(Decoder));
	ResDocument *doc = res_alloc(arena, sizeof(ResDocument));
	const Image *im = &d->im;
	uint32_t	i;

	d->arena = arena;
	d->doc = doc;
	if (!open_image(image, size, &d->im) || !read_header(arena, im->values, &doc->header))
		return RES_BAD_IMAGE;
	start_decoder(d);
	doc->source = (ResStr) {im->source, im->len};
	if (parts & (RES_WANT_BLOCKS | RES_WANT_CLAUSES | RES_WANT_NOTES))
		if (!read_blocks(d, parts))
			return RES_BAD_IMAGE;
	if (parts & RES_WANT_CLAUSES)
	{
		doc->clauses = res_alloc(arena, (size_t) im->nclauses * sizeof(ResClause));
		doc->nclauses = im->nclauses;
		d->text_given = res_alloc(arena, im->nclauses);
		if (!read_verbs(d) || !read_clauses(d))
			return RES_BAD_IMAGE;
		join_clause_texts(d);
	}
	if (parts & (RES_WANT_NOTES | RES_WANT_CITATIONS))
	{
		doc->calls = res_alloc(arena, (size_t) im->ncalls * sizeof(ResCall));
		doc->ncalls = im->ncalls;
		d->note_clause = res_alloc(arena, (size_t) im->nnotes * sizeof(int32_t));
		if (parts & RES_WANT_NOTES)
		{
			doc->notes = res_alloc(arena, (size_t) im->nnotes * sizeof(ResNote));
			doc->nnotes = im->nnotes;
		}
		if (!read_calls(d) || !read_notes(d, (parts & RES_WANT_NOTES) != 0))
			return RES_BAD_IMAGE;
		if (parts & RES_WANT_CLAUSES)
			for (i = 0; i < doc->ncalls; i++)
				if (doc->calls[i].clause != RES_NONE &&
					doc->calls[i].pos > doc->clauses[doc->calls[i].clause].text.len)
					return RES_BAD_IMAGE;
	}
	if (parts & RES_WANT_SPONSORS)
	{
		doc->sponsors = res_alloc(arena, (size_t) im->nsponsors * sizeof(ResSponsor));
		doc->nsponsors = im->nsponsors;
		if (!read_people(d, RES_SECTION_SPONSORS))
			return RES_BAD_IMAGE;
	}
	if (parts & RES_WANT_CITATIONS)
	{
		doc->citations = res_alloc(arena, (size_t) im->ncitations * sizeof(ResCitation));
		doc->ncitations = im->ncitations;
		if (!read_citations(d))
			return RES_BAD_IMAGE;
	}
	if (parts & RES_WANT_VOTES)
	{
		doc->votes = res_alloc(arena, (size_t) im->nvotes * sizeof(ResVote));
		doc->nvotes = im->nvotes;
		if (!read_people(d, RES_SECTION_VOTES))
			return RES_BAD_IMAGE;
	}
	if ((parts & RES_WANT_BLOCKS) == 0)
	{
		doc->blocks = NULL;		/* those that clauses and notes needed */
		doc->nblocks = 0;
	}
	*result = doc;
	return RES_OK;
}

/*
 * res_image_read — rebuild a document, the parts that are asked for.
 *
 * Strings lead into the image (which must stay as long as the document) or
 * the arena.  The result is RES_BAD_IMAGE for a damaged image, whatever it
 * holds; memory is never read outside it.
 */
ResStatus
res_image_read(ResArena *arena, const char *image, size_t size, uint32_t parts, ResDocument **doc)
{
	WITH_FAILURE(arena, read_inner(arena, image, size, parts, doc));
}

/* Bytes of each section, for tools and tests. */
ResStatus
res_image_sizes(const char *image, size_t size, ResImageSizes *sizes)
{
	Image		im;

	if (!open_image(image, size, &im))
		return RES_BAD_IMAGE;
	memcpy(sizes->bytes, im.bytes, sizeof(im.bytes));
	return RES_OK;
}

const char *
res_image_section_name(int section)
{
	return section >= 0 && section < RES_IMAGE_SECTIONS ? section_names[section] : NULL;
}
