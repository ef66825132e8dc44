/*-------------------------------------------------------------------------
 *
 * image_layout.h
 *	  The stored form of a document: what the writer (image_build.c) and the
 *	  reader (image_read.c) have in common.
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
 *	 the format and are written out in image_fold.c.  They do not change with the
 *	 parser's idea of a blank: a change there needs a new format version.
 *
 * The layout of each record is described where it is written (put_… in
 * image_build.c); the specification for outside readers is doc/format.md.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_IMAGE_LAYOUT_H
#define RES_IMAGE_LAYOUT_H

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

/* A sponsor or a vote as it is stored. */
typedef struct Person
{
	uint32_t	code;			/* role or vote */
	ResStr		name;
	int32_t		m49;
	int32_t		note;
	ResSpan		span;
} Person;

/* ---------- image_fold.c ---------- */

extern bool res_image_fold(const char *p, const char *end, char *out,
						   const char *outend, uint32_t *len);
extern bool res_image_is_folded(const char *p, uint32_t len);
extern uint32_t res_image_match_folded(ResArena *arena, const char *src, const char *srcend,
									   const char *clean, const char *cleanend,
									   uint32_t *srclen);
extern bool res_image_span_folds_to(ResArena *arena, const char *src, ResSpan span, ResStr text);
extern uint32_t res_image_label_start(const char *src, uint32_t at);
extern uint32_t res_image_label_place(const char *src, const Anchor *at, ResSpan span);
extern uint32_t res_image_scan_number(const char *p, const char *end);
extern uint32_t res_image_scan_marker(const char *p, const char *end);
extern uint32_t res_image_counter_label(int code, uint32_t value, char *buf);

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

#endif							/* RES_IMAGE_LAYOUT_H */
