/*-------------------------------------------------------------------------
 *
 * core.h
 *	  Public interface of the reader: the text of a United Nations
 *	  resolution in, its parts out.
 *
 * The reader is plain C11.  It knows nothing of PostgreSQL: memory comes
 * through ResEnv, errors go out as a ResStatus with a place and a sentence,
 * and long work calls ResEnv.tick so that the caller can stop it.  The same
 * files are compiled into the extension, the unit tests and the fuzzers.
 *
 * All text is UTF-8 (or, in a database that does not say what its bytes
 * mean, bytes whose ASCII half is ASCII).  The reader never trusts it to be
 * well formed.  Strings are ResStr: a pointer and a length, not terminated;
 * a null pointer says "not there", which SQL shows as NULL.
 *
 * Offsets and lengths are bytes and fit 32 bits: RES_MAX_SOURCE is the
 * largest text that is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CORE_H
#define RES_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest text that is read, in bytes. */
#define RES_MAX_SOURCE		(64u * 1024 * 1024)

/* Sub-paragraphs stand at most this deep; deeper labels stay in the text. */
#define RES_MAX_DEPTH		16

/* Raised whenever the reader would give another answer for some text. */
#define RES_PARSER_VERSION	1

typedef enum ResStatus
{
	RES_OK = 0,
	RES_EMPTY,					/* no text but blanks */
	RES_NOT_A_RESOLUTION,		/* neither an enacting formula nor a clause */
	RES_TOO_LONG,				/* more than RES_MAX_SOURCE bytes */
	RES_OUT_OF_MEMORY,			/* ResEnv.alloc gave a null pointer */
	RES_STOPPED,				/* ResEnv.tick said so */
	RES_BAD_IMAGE				/* a stored image that is damaged */
} ResStatus;

typedef struct ResError
{
	ResStatus	code;
	uint32_t	line;			/* 1-based line where the reader gave up; 0 = none */
	uint32_t	offset;			/* byte offset there */
	char		detail[240];	/* a sentence: what is missing; may be empty */
} ResError;

/*
 * What the reader needs from its surroundings.  alloc may return NULL (the
 * reader then ends with RES_OUT_OF_MEMORY) or not return at all (palloc).
 * tick is called at least once for every 64 kB of work; it returns true to
 * stop.  It may be NULL.
 */
typedef struct ResEnv
{
	void	   *(*alloc) (void *ctx, size_t size);
	void		(*release) (void *ctx, void *ptr);
	bool		(*tick) (void *ctx);
	void	   *ctx;
} ResEnv;

typedef struct ResArena ResArena;

typedef struct ResStr
{
	const char *p;
	uint32_t	len;
} ResStr;

/* Half-open range of bytes in the source. */
typedef struct ResSpan
{
	uint32_t	start;
	uint32_t	end;
} ResSpan;

/* Days since 2000-01-01, as PostgreSQL counts them. */
typedef int32_t ResDate;
#define RES_NO_DATE			INT32_MIN

typedef enum ResLang
{
	RES_EN, RES_FR, RES_ES, RES_RU, RES_ZH, RES_AR, RES_DE,
	RES_LANGUAGES
} ResLang;

typedef enum ResKind
{
	RES_KIND_UNKNOWN,
	RES_KIND_RESOLUTION,
	RES_KIND_DRAFT_RESOLUTION,
	RES_KIND_DECISION,
	RES_KIND_DRAFT_DECISION,
	RES_KIND_AMENDMENT,
	RES_KIND_STATEMENT
} ResKind;

typedef enum ResPart
{
	RES_PREAMBULAR, RES_OPERATIVE, RES_ANNEX
} ResPart;

typedef enum ResAnchor
{
	RES_ANCHOR_NONE, RES_ANCHOR_TITLE, RES_ANCHOR_SPONSORS, RES_ANCHOR_CLAUSE,
	RES_ANCHOR_HEADING, RES_ANCHOR_ANNEX
} ResAnchor;

typedef enum ResRole
{
	RES_ROLE_SPONSOR, RES_ROLE_ON_BEHALF, RES_ROLE_CHAIR, RES_ROLE_ORGAN
} ResRole;

typedef enum ResCiteKind
{
	RES_CITE_RESOLUTION, RES_CITE_DECISION, RES_CITE_DOCUMENT,
	RES_CITE_RECORDS, RES_CITE_STATEMENT, RES_CITE_TREATY, RES_CITE_INSTRUMENT
} ResCiteKind;

typedef enum ResVoteKind
{
	RES_VOTE_IN_FAVOUR, RES_VOTE_AGAINST, RES_VOTE_ABSTAINING
} ResVoteKind;

typedef enum ResSeverity
{
	RES_SEVERITY_ERROR, RES_SEVERITY_WARNING, RES_SEVERITY_NOTE
} ResSeverity;

/* What a piece of the clean text is. */
typedef enum ResBlockKind
{
	RES_BLOCK_MASTHEAD,			/* one line of it */
	RES_BLOCK_PROVENANCE,		/* "Resolution adopted by …", "[on the report of …]" */
	RES_BLOCK_SPONSORS,			/* the sponsors line, from the first name to the kind */
	RES_BLOCK_TITLE,
	RES_BLOCK_FORMULA,
	RES_BLOCK_CLAUSE,			/* words of a clause; a clause may have several */
	RES_BLOCK_HEADING,			/* section or annex heading */
	RES_BLOCK_CLOSING,			/* meeting line, vote, adoption line below the text */
	RES_BLOCK_ANNEX,			/* text of an annex that is no clause (tables …) */
	RES_BLOCK_OTHER,			/* a line that could not be placed */
	RES_BLOCK_NOTE
} ResBlockKind;

/* Index of "none" where a field refers to a clause, note … */
#define RES_NONE			(-1)

typedef struct ResHeader
{
	ResStr		symbol;			/* normal form, see symbol.h */
	ResStr		title;
	ResStr		organ;			/* "A", "S", "E", "A/HRC" … */
	ResStr		committee;		/* "C.1" … */
	ResStr		session;		/* "80", "S-32", "ES-10", "2024" */
	ResStr	   *agenda_items;
	uint32_t	nagenda_items;
	ResStr		meeting;
	ResStr		vote;			/* as printed */
	ResStr		distribution;	/* "General", "Limited" … */
	ResDate		date;
	ResDate		adopted;
	ResKind		kind;
	ResLang		lang;
} ResHeader;

typedef struct ResBlock
{
	ResBlockKind kind;
	int32_t		clause;			/* of RES_BLOCK_CLAUSE; else RES_NONE */
	ResStr		text;			/* clean */
} ResBlock;

typedef struct ResClause
{
	int32_t		parent;			/* index of the clause it stands in */
	ResPart		part;
	ResStr		path;			/* unique, never null */
	ResStr		number;			/* as printed, without the full stop: "3", "(a)" */
	ResStr		section;		/* heading above it */
	ResStr		phrase;			/* opening phrase as printed */
	ResStr		verb;			/* lemma in the document's language */
	ResStr		verb_en;		/* English lemma */
	ResStr		text;			/* own words, clean */
	ResSpan		span;
} ResClause;

typedef struct ResNote
{
	ResStr		marker;			/* "1", "*" */
	ResStr		text;
	ResAnchor	anchor;
	int32_t		clause;			/* of its first call */
	ResSpan		span;
} ResNote;

/* A place in a clause where a note is called, in document order. */
typedef struct ResCall
{
	int32_t		note;
	int32_t		clause;
	uint32_t	pos;			/* byte offset in the clause's text, before
								 * which the call stands */
} ResCall;

typedef struct ResSponsor
{
	ResStr		name;
	ResRole		role;
	int32_t		m49;			/* key of the States table; 0 = no State */
	int32_t		note;
	ResSpan		span;
} ResSponsor;

typedef struct ResCitation
{
	ResStr		symbol;			/* normal form; null for an instrument */
	ResStr		title;			/* of an instrument */
	ResStr		text;			/* as printed, clean */
	ResStr		pinpoint;
	ResDate		date;
	ResCiteKind kind;
	int32_t		clause;			/* for a note: the clause of its call */
	int32_t		note;
	ResSpan		span;
} ResCitation;

typedef struct ResVote
{
	ResStr		name;			/* as printed */
	ResVoteKind vote;
	int32_t		m49;			/* 0 = unknown */
	ResSpan		span;
} ResVote;

typedef struct ResProblem
{
	ResSeverity severity;
	uint32_t	line;			/* 1-based; 0 = the whole text */
	ResStr		message;
} ResProblem;

typedef struct ResDocument
{
	ResStr		source;
	ResHeader	header;
	ResBlock   *blocks;
	uint32_t	nblocks;
	ResClause  *clauses;
	uint32_t	nclauses;
	ResNote    *notes;
	uint32_t	nnotes;
	ResCall    *calls;
	uint32_t	ncalls;
	ResSponsor *sponsors;
	uint32_t	nsponsors;
	ResCitation *citations;
	uint32_t	ncitations;
	ResVote    *votes;
	uint32_t	nvotes;
	ResProblem *problems;		/* not part of the image */
	uint32_t	nproblems;
	struct ResFlow *flow;		/* how blocks come from the source; see
								 * internal.h.  Null in a document read from
								 * an image. */
} ResDocument;

/* arena.c */
extern ResArena *res_arena_create(const ResEnv *env);
extern void res_arena_room(ResArena *arena, void *room, size_t size);
extern void *res_alloc(ResArena *arena, size_t size);	/* zeroed, 8-byte aligned */
extern void res_arena_destroy(ResArena *arena);

/*
 * res_parse — read a text.
 *
 * All results live in the arena.  On failure *doc still holds the problems
 * found so far (so that they can be shown), unless memory ran out.
 */
extern ResStatus res_parse(ResArena *arena, const char *source, size_t len,
						   ResDocument **doc, ResError *err);

/*
 * problems.c
 *
 * res_problems_find: complete doc->problems, which the reading began, with
 * what only the finished document shows.  Not for a document that came from
 * an image: that has no problems.
 */
extern ResStatus res_problems_find(ResArena *arena, ResDocument *doc);

/*
 * image_build.c, image_read.c — the stored form.
 *
 * res_image_size/res_image_write: bytes needed, and the bytes (canonical:
 * equal documents give equal bytes).
 * res_image_check: every offset, count and string of a stored image is
 * inside it; the readers below may only be called after it said RES_OK, or
 * on an image that this release wrote.
 * res_image_head: reads header values from the first bytes of an image;
 * *need is set to the number of bytes that it wants if "have" were not
 * enough (then it returns RES_BAD_IMAGE with *need > have).
 * res_image_read: rebuilds the document from an image, only the parts in
 * "parts" (RES_WANT_…); text pointers lead into the image or the arena.
 */
#define RES_WANT_BLOCKS		0x01
#define RES_WANT_CLAUSES	0x02
#define RES_WANT_NOTES		0x04	/* and the calls */
#define RES_WANT_SPONSORS	0x08
#define RES_WANT_CITATIONS	0x10
#define RES_WANT_VOTES		0x20
#define RES_WANT_ALL		0x3f

/* Bytes in front of a built image that are the caller's, for a length. */
#define RES_IMAGE_HEADROOM	8

extern ResStatus res_image_build(ResArena *arena, const ResDocument *doc,
								 char **image, size_t *size);
extern ResStatus res_image_check(const char *image, size_t size);
extern ResStatus res_image_source(const char *image, size_t size, ResStr *source);
extern ResStatus res_image_source_length(const char *image, size_t have, uint32_t *len);
extern ResStatus res_image_head(ResArena *arena, const char *image, size_t have,
								ResHeader *header, uint32_t *parser_version,
								size_t *need);
extern ResStatus res_image_counts(const char *image, size_t have,
								  uint32_t *clauses, uint32_t *notes,
								  uint32_t *sponsors, uint32_t *citations);
extern ResStatus res_image_read(ResArena *arena, const char *image, size_t size,
								uint32_t parts, ResDocument **doc);

/* Names of the enumerations as SQL shows them. */
extern const char *res_lang_name(ResLang lang);
extern const char *res_kind_name(ResKind kind); /* NULL for unknown */
extern const char *res_part_name(ResPart part);
extern const char *res_anchor_name(ResAnchor anchor);	/* NULL for none */
extern const char *res_role_name(ResRole role);
extern const char *res_cite_kind_name(ResCiteKind kind);
extern const char *res_vote_kind_name(ResVoteKind vote);
extern const char *res_severity_name(ResSeverity severity);

#endif							/* RES_CORE_H */
