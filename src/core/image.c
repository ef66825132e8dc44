/*-------------------------------------------------------------------------
 *
 * image.c
 *	  The stored form of a document: build, check, read.
 *
 * An image is one run of bytes:
 *
 *		prologue	"UNR", format version, flags, parser version, length of
 *					the rest of the head
 *		counts		of clauses, notes …; length of each section
 *		header		symbol, title, organ … as SQL shows them
 *		records		blocks, clauses, notes, calls, sponsors, citations, votes
 *		pool		strings that are not in the source, each once
 *		source		the text as it came, byte for byte
 *
 * Prologue, counts and header are the head.  It stands first and is short, so
 * that a slice of a few hundred bytes of a compressed, toasted value answers
 * every question about the header.  The source stands last.
 *
 * Why it looks as it does:
 *
 * - It is small.  Nothing is stored twice: the clean text of a block is a
 *	 list of segments of the source, and a segment is folded when it is read
 *	 (each run of blanks becomes one blank, invisible characters vanish), so
 *	 that most paragraphs are one segment of three or four bytes however many
 *	 lines they fill.  Numbers are varints, places are distances from the
 *	 place before, and what follows from something else (the path of a clause
 *	 from its parent's path and its number, the number from the source at its
 *	 span) is a code of two or three bits.  Each such rule has a literal form
 *	 beside it, so that every document has an image.
 *
 * - It is canonical.  The builder takes the first code that gives the right
 *	 value, in a fixed order; varints are minimal; there is no padding.  The
 *	 same document gives the same bytes on every platform, and since all of it
 *	 follows from the source and the parser version, equal images are equal
 *	 documents.
 *
 * - It is safe.  A reader takes each byte through a cursor that knows the end
 *	 of its section, and checks each index, offset and length before use.  What
 *	 it builds is bounded by the counts (each record has a least size) and by
 *	 MAX_REBUILT times the source.  res_image_check runs the same decoder
 *	 without building anything.
 *
 * - The rules by which a reader rebuilds (folding, labels, paths) are part of
 *	 the format and are written out in this file.  They do not change with the
 *	 parser's idea of a blank: a change there needs a new format version.
 *
 * The layout of each record is described where it is written (put_…); the
 * specification for outside readers is doc/format.md.
 *
 *-------------------------------------------------------------------------
 */
#include "image.h"
#include "internal.h"

#define FORMAT_VERSION		1
#define PROLOGUE_FIXED		5	/* magic, format version, flags */

/* The clean text of all blocks comes from at most so many times the source. */
#define MAX_REBUILT			8
#define REBUILT_EXTRA		65536

#define MAX_LEVELS			(RES_MAX_DEPTH + 2)
#define MAX_DERIVED			255 /* bytes of a path or symbol put together */
#define NO_M49				1023	/* escape: the code follows */

/* Where a clause's number and a note's marker are. */
enum
{
	LABEL_NONE,					/* null */
	LABEL_SCAN,					/* in front of the text, as far as a rule says */
	LABEL_LENGTH,				/* the same, of a length that follows */
	LABEL_POOL
};

/* A clause's parent. */
enum
{
	PARENT_NONE,				/* top level */
	PARENT_PREVIOUS,			/* the clause before */
	PARENT_SAME,				/* the parent of the clause before */
	PARENT_OTHER				/* so many levels up, or (0) any clause */
};

/* A clause's path: what stands behind the path of its parent, or instead. */
enum
{
	PATH_NUMBER,
	PATH_P,						/* "p" and a counter */
	PATH_O,						/* "o" and a counter */
	PATH_BULLET,				/* "[" counter "]" */
	PATH_PREFIX,				/* first sets a prefix for the top level */
	PATH_POOL,					/* all of it */
	PATH_COUNTER,				/* sets the counter */
	PATH_LABEL					/* parent's path and a string */
};

/* A clause's span, seen from its first block (its anchor). */
enum
{
	SPAN_ANCHOR,				/* the same */
	SPAN_LABEL,					/* begins with the label in front */
	SPAN_LABEL_END,				/* the same, but ends elsewhere */
	SPAN_ANCHOR_END,
	SPAN_NEAR,					/* two distances */
	SPAN_ABSOLUTE				/* no anchor: start and length */
};

enum
{
	SYMBOL_NONE,
	SYMBOL_POOL,
	SYMBOL_PRINTED				/* prefix, and bytes inside the span */
};

/* Where a citation stands. */
enum
{
	PLACE_SAME,
	PLACE_CLAUSE,
	PLACE_NOTE,
	PLACE_BOTH
};

/* The source that a block was made of, and its text if that was asked for. */
typedef struct Anchor
{
	bool		there;
	uint32_t	start;
	uint32_t	end;
	ResStr		text;			/* pointer null if only measured */
} Anchor;

/* One step of the way from the top level to a clause, for paths. */
typedef struct Level
{
	int32_t		clause;
	ResStr		path;
	uint32_t	counter[4];		/* by PATH_P, PATH_O, PATH_BULLET */
} Level;

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
 * Folding: the rule by which clean text comes from the source
 * ====================================================================== */

#define EACH(byte)			(UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS			EACH(0x80)

static inline uint64_t
load8(const char *p)
{
	uint64_t	x;

	memcpy(&x, p, 8);
	return x;
}

/* Is some byte of x zero? */
static inline bool
has_zero(uint64_t x)
{
	return ((x - EACH(0x01)) & ~x & HIGH_BITS) != 0;
}

/*
 * Do these eight bytes need folding?  They do if one is a control character,
 * two blanks stand side by side, or one may begin a blank or an invisible
 * character outside ASCII (0xC2, 0xE2, 0xE3, 0xEF).
 */
static inline bool
needs_folding(uint64_t x)
{
	uint64_t	t = x ^ EACH(0x20);
	uint64_t	blanks = ~(((t & EACH(0x7f)) + EACH(0x7f)) | t | EACH(0x7f));

	if (((x - EACH(0x20)) & ~x & HIGH_BITS) != 0 || (blanks & (blanks >> 8)) != 0)
		return true;
	return (x & HIGH_BITS) != 0 &&
		(has_zero(x ^ EACH(0xC2)) || has_zero(x ^ EACH(0xE2)) ||
		 has_zero(x ^ EACH(0xE3)) || has_zero(x ^ EACH(0xEF)));
}

/*
 * What stands at p?  Returns the number of bytes of a blank or an invisible
 * character, 0 for anything else.
 */
static inline uint32_t
folded_len(const char *p, const char *end, bool *blank)
{
	const unsigned char *s = (const unsigned char *) p;

	*blank = true;
	if (s[0] <= ' ')
		return 1;
	if (s[0] < 0xC2 || end - p < 2)
		return 0;
	if (s[0] == 0xC2)
	{
		*blank = s[1] != 0xAD;
		return s[1] == 0xA0 || s[1] == 0x85 || s[1] == 0xAD ? 2 : 0;
	}
	if (end - p < 3)
		return 0;
	if (s[0] == 0xE2 && s[1] == 0x80)
	{
		if ((s[2] >= 0x80 && s[2] <= 0x8A) || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF)
			return 3;
		*blank = false;
		return (s[2] >= 0x8B && s[2] <= 0x8F) || (s[2] >= 0xAA && s[2] <= 0xAE) ? 3 : 0;
	}
	if (s[0] == 0xE2 && s[1] == 0x81)
	{
		*blank = s[2] == 0x9F;
		return s[2] == 0x9F || s[2] == 0xA0 ? 3 : 0;
	}
	if (s[0] == 0xE3)
		return s[1] == 0x80 && s[2] == 0x80 ? 3 : 0;
	if (s[0] == 0xEF)
	{
		*blank = false;
		return s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
	}
	return 0;
}

/*
 * fold — clean text of the source bytes [p, end).
 *
 * Blanks at both ends are dropped.  Writes to out (not beyond outend) or, if
 * out is NULL, only counts.  The number of bytes goes to *len; returns false
 * if they do not fit.
 */
static bool
fold(const char *p, const char *end, char *out, const char *outend, uint32_t *len)
{
	uint32_t	n = 0;
	bool		pending = false;
	bool		blank;
	uint32_t	w;
	int			slow;

	while (p < end)
	{
		if (!pending && end - p >= 8 && (out == NULL || outend - out >= (ptrdiff_t) n + 8))
		{
			const char *from = p;

			while (end - p >= 8 && (out == NULL || outend - out >= (ptrdiff_t) n + 8))
			{
				uint64_t	x = load8(p);

				if (needs_folding(x) || (*p == ' ' && (n == 0 || (p > from && p[-1] == ' '))))
					break;
				if (out != NULL)
					memcpy(out + n, &x, 8);
				p += 8;
				n += 8;
			}
			if (p > from && p[-1] == ' ')
			{
				/* it may be the last, or the first of more */
				p--;
				n--;
			}
		}
		for (slow = 0; slow < 8 && p < end; slow++)
		{
			w = folded_len(p, end, &blank);
			if (w > 0)
			{
				pending |= blank && n > 0;
				p += w;
				continue;
			}
			if (out != NULL)
			{
				if (outend - out < (ptrdiff_t) n + 1 + pending)
					return false;
				if (pending)
					out[n] = ' ';
				out[n + pending] = *p;
			}
			n += 1 + pending;
			pending = false;
			p++;
		}
	}
	*len = n;
	return true;
}

/* True if folding would leave these bytes as they are. */
static bool
is_folded(const char *p, uint32_t len)
{
	const char *end = p + len;
	bool		blank;

	if (len > 0 && (p[0] == ' ' || p[len - 1] == ' '))
		return false;
	while (end - p >= 8)
	{
		if (needs_folding(load8(p)) || (*p == ' ' && p + len > end && p[-1] == ' '))
			break;
		p += 8;
	}
	for (; p < end; p++)
		if (*p == ' ' ? p[-1] == ' ' : folded_len(p, end, &blank) > 0)
			return false;
	return true;
}

/*
 * match_folded — how much of the clean text does folding give from here?
 *
 * Returns the number of clean bytes, *srclen the number of source bytes that
 * fold to just these.  Both end behind a character that is no blank.
 */
static uint32_t
match_folded(const char *src, const char *srcend, const char *clean, const char *cleanend,
			 uint32_t *srclen)
{
	const char *p = src;
	const char *c = clean;
	const char *last_p = src;
	const char *last_c = clean;
	bool		pending = false;
	bool		blank;
	uint32_t	w;
	int			slow;

	for (;;)
	{
		if (!pending)
		{
			const char *from = p;

			while (srcend - p >= 8 && cleanend - c >= 8)
			{
				uint64_t	x = load8(p);

				if (x != load8(c) || needs_folding(x) ||
					(*p == ' ' && (p == src || p[-1] == ' ')))
					break;
				p += 8;
				c += 8;
			}
			if (p > from)
			{
				if (p[-1] == ' ')
				{
					p--;
					c--;
				}
				last_p = p;
				last_c = c;
			}
		}
		for (slow = 0; slow < 8; slow++)
		{
			if (p >= srcend || c >= cleanend)
				goto done;
			w = folded_len(p, srcend, &blank);
			if (w > 0)
			{
				pending |= blank && p > src;
				if (p == src)
					goto done;	/* a segment begins with text */
				p += w;
				continue;
			}
			if (pending)
			{
				if (*c != ' ' || cleanend - c < 2 || c[1] != *p)
					goto done;
				c++;
				pending = false;
			}
			else if (*c != *p)
				goto done;
			last_p = ++p;
			last_c = ++c;
		}
	}
done:
	*srclen = (uint32_t) (last_p - src);
	return (uint32_t) (last_c - clean);
}

/* True if the source bytes of the span fold to this text. */
static bool
span_folds_to(const char *src, ResSpan span, ResStr text)
{
	const char *p = src + span.start;
	const char *end = src + span.end;
	uint32_t	n;
	uint32_t	w;
	bool		blank;

	if (text.p == NULL)
		return false;
	while (p < end && (w = folded_len(p, end, &blank)) > 0)
		p += w;
	n = match_folded(p, end, text.p, text.p + text.len, &w);
	if (n != text.len)
		return false;
	p += w;
	while (p < end && (w = folded_len(p, end, &blank)) > 0)
		p += w;
	return p == end;
}

/* ======================================================================
 * Labels: numbers and markers that stand in the source
 * ====================================================================== */

/*
 * Where does the label in front of a text begin ("3.   " in front of
 * "Requests")?  Back over blanks, then back over what is none.
 */
static uint32_t
label_start(const char *src, uint32_t at)
{
	uint32_t	low = at > 64 ? at - 64 : 0;
	uint32_t	p = at;

	for (;;)
	{
		if (p > low && (unsigned char) src[p - 1] <= ' ')
			p--;
		else if (p >= low + 2 && src[p - 1] == '\xA0' && src[p - 2] == '\xC2')
			p -= 2;
		else if (p >= low + 3 && src[p - 1] == '\x80' && src[p - 2] == '\x80' && src[p - 3] == '\xE3')
			p -= 3;
		else
			break;
	}
	low = p > 16 ? p - 16 : 0;
	while (p > low && (unsigned char) src[p - 1] > ' ' &&
		   !(src[p - 1] == '\xA0' && p > low + 1 && src[p - 2] == '\xC2') &&
		   !(src[p - 1] == '\x80' && p > low + 2 && src[p - 2] == '\x80' && src[p - 3] == '\xE3'))
		p--;
	return p;
}

/* Where the number of a clause or the marker of a note is looked for. */
static uint32_t
label_place(const char *src, const Anchor *at, ResSpan span)
{
	return at->there ? label_start(src, at->start) : span.start;
}

/* Length of the number at the beginning of a clause: "3", "iv", "(a)". */
static uint32_t
scan_number(const char *p, const char *end)
{
	const char *q = p;

	if (end - p > 16)
		end = p + 16;
	if (q < end && *q == '(')
	{
		while (q < end && *q != ')')
			q++;
		return q < end ? (uint32_t) (q + 1 - p) : 0;
	}
	while (q < end && (res_is_alpha(*q) || res_is_digit(*q)))
		q++;
	return (uint32_t) (q - p);
}

/* Length of the marker at the beginning of a note: "12", "**". */
static uint32_t
scan_marker(const char *p, const char *end)
{
	const char *q = p;

	if (q < end && *q == '*')
		while (q < end && *q == '*')
			q++;
	else
		while (q < end && res_is_digit(*q))
			q++;
	return (uint32_t) (q - p);
}

/* "p12", "o3", "[1]" → buf; returns the length. */
static uint32_t
counter_label(int code, uint32_t value, char *buf)
{
	char		digits[10];
	uint32_t	n = 0;
	uint32_t	len = 0;

	do
		digits[n++] = (char) ('0' + value % 10);
	while ((value /= 10) > 0);
	buf[len++] = code == PATH_P ? 'p' : code == PATH_O ? 'o' : '[';
	while (n > 0)
		buf[len++] = digits[--n];
	if (code == PATH_BULLET)
		buf[len++] = ']';
	return len;
}

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
	if (d->arena == NULL || is_folded(p, len))
		return (ResStr) {p, len};
	text = res_alloc(d->arena, (size_t) len + 1);
	fold(p, p + len, text, text + len, &len);
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
				if (!fold(from, from + len, to, outend, &n))
					return false;
				to += n;
			}
			else if (mode == TEXT_COUNT)
				fold(from, from + len, NULL, NULL, &n);
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
	uint32_t	from = label_place(im->source, at, span);
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
			len = counter_label(code, ++base->counter[code], label);
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
				to->span.start = label_start(im->source, at.start);
			if (v == SPAN_NEAR)
				to->span.start = offset_from(&c, at.start, get_int(&c), im->len);
			if (v == SPAN_LABEL_END || v == SPAN_ANCHOR_END || v == SPAN_NEAR)
				to->span.end = offset_from(&c, at.end, get_int(&c), im->len);
			if (to->span.start > to->span.end)
				return false;
		}

		to->number = get_label(im, &c, b & 3, &at, to->span, scan_number);
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
		if (total[i] > doc->clauses[i].text.len)
			doc->clauses[i].text = (ResStr) {res_alloc(d->arena, total[i]), 0};
		else
			total[i] = 0;		/* has what it needs */
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *b = &doc->blocks[i];
		ResStr	   *text;
		char	   *to;

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
					note.marker = get_label(im, &c, LABEL_SCAN, &at, note.span, scan_marker);
				break;
			case LABEL_LENGTH:
				if (full)
					note.marker = get_label(im, &c, LABEL_LENGTH, &at, note.span, scan_marker);
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

typedef struct Person
{
	uint32_t	code;			/* role or vote */
	ResStr		name;
	int32_t		m49;
	int32_t		note;
	ResSpan		span;
} Person;

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

/*
 * Entry points run with a place for res_fail to go to, unless the caller has
 * set one.  What they call must stay a function of its own: inlined, its
 * variables would live across the setjmp.
 */
#if defined(__GNUC__)
#define NOT_INLINED	__attribute__((noinline))
#else
#define NOT_INLINED
#endif

#define WITH_FAILURE(arena, call) \
	do { \
		jmp_buf		here; \
		jmp_buf    *before = (arena)->on_failure; \
		ResStatus	status; \
		if (setjmp(here) != 0) \
		{ \
			(arena)->on_failure = before; \
			return (arena)->failed; \
		} \
		(arena)->on_failure = &here; \
		status = (call); \
		(arena)->on_failure = before; \
		return status; \
	} while (0)

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

/* ======================================================================
 * Building
 * ====================================================================== */

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
put_bytes(Builder *b, Buffer *buf, const void *p, uint32_t len)
{
	if (buf->cap - buf->len < len)
	{
		uint64_t	cap = buf->cap < 256 ? 256 : buf->cap;
		uint8_t    *grown;

		while (cap - buf->len < len)
			cap *= 2;
		if (cap > UINT32_MAX)
			res_fail(b->arena, RES_TOO_LONG);
		grown = res_alloc(b->arena, (size_t) cap);
		if (buf->len > 0)
			memcpy(grown, buf->p, buf->len);
		buf->p = grown;
		buf->cap = (uint32_t) cap;
	}
	if (len > 0)
		memcpy(buf->p + buf->len, p, len);
	buf->len += len;
}

static inline void
put_byte(Builder *b, Buffer *buf, uint8_t byte)
{
	put_bytes(b, buf, &byte, 1);
}

static void
put_uint(Builder *b, Buffer *buf, uint32_t v)
{
	uint8_t		bytes[5];
	uint32_t	n = 0;

	while (v >= 0x80)
	{
		bytes[n++] = (uint8_t) (v | 0x80);
		v >>= 7;
	}
	bytes[n++] = (uint8_t) v;
	put_bytes(b, buf, bytes, n);
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
		b->nslots = b->nslots == 0 ? 64 : b->nslots * 2;
		b->slots = res_alloc(b->arena, (size_t) b->nslots * sizeof(uint32_t));
		for (i = 1; i <= b->npool; i++)
			pool_enter(b, i);
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

		end += b->pool[i].s.len;
		bytes[0] = (uint8_t) end;
		bytes[1] = (uint8_t) (end >> 8);
		bytes[2] = (uint8_t) (end >> 16);
		bytes[3] = (uint8_t) (end >> 24);
		put_bytes(b, buf, bytes, width);
	}
	for (i = 0; i < b->npool; i++)
		put_bytes(b, buf, b->pool[i].s.p, b->pool[i].s.len);
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

					n = match_folded(b->src + src, b->src + end, text.p + c, text.p + text.len, &srclen);
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

		res_tick(b->arena, 16 + block->text.len);
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
		if (doc->clauses[i].text.p == NULL || doc->clauses[i].text.len != have[i])
			b->text_differs[i] = true;
	if (b->clean > UINT32_MAX / 2)
		res_fail(b->arena, RES_TOO_LONG);
}

/* ---------- clauses ---------- */

/* Code of a number or marker: is it printed in front of the text? */
static int
label_code(const Builder *b, ResStr label, const Anchor *at, ResSpan span,
		   uint32_t (*scan) (const char *p, const char *end))
{
	uint32_t	from = label_place(b->src, at, span);
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
			bool		label = span.start == label_start(b->src, at->start);

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

		code = label_code(b, clause->number, at, span, scan_number);
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
		called[i] = RES_NONE;
	for (i = doc->ncalls; i-- > 0;)
	{
		int32_t		note = sane_index(doc->calls[i].note, doc->nnotes);

		if (note != RES_NONE)
			called[note] = sane_index(doc->calls[i].clause, doc->nclauses);
	}
	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *note = &doc->notes[i];
		const Anchor *at = &b->note_at[i];
		ResSpan		span = sane_span(b, note->span);
		int32_t		clause = sane_index(note->clause, doc->nclauses);
		int			marker = label_code(b, note->marker, at, span, scan_marker);
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

	if (len > b->folded || !span_folds_to(b->src, span, text))
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
	to = res_alloc(arena, RES_IMAGE_HEADROOM + (size_t) total);
	to += RES_IMAGE_HEADROOM;
	*image = to;
	*size = (size_t) total;
	for (i = 0; i < RES_IMAGE_SECTIONS; i++)
	{
		if (b->section[i].len > 0)
			memcpy(to, b->section[i].p, b->section[i].len);
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
