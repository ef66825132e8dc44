/*-------------------------------------------------------------------------
 *
 * resolution.h
 *	  The type resolution inside the server: how a value lies in a varlena,
 *	  and what the files of the glue share.
 *
 * A value is one varlena whose payload is the image that the reader builds
 * (src/core/image_layout.h): a head with the single values, the parts, the source.
 * Nothing here knows the layout; it is read with the functions res_image_…
 * of core.h.
 *
 * The reader speaks UTF-8.  In a database of another encoding texts are
 * converted on the way in and on the way out, see resolution_glue.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RESOLUTION_H
#define RESOLUTION_H

#include "compat.h"

#include "access/tupdesc.h"
#include "core.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"

/* Version of the library; of the SQL script is in resolution.control. */
#define RESOLUTION_VERSION	"1.0"

/* First byte of the binary form: one version byte, then the source. */
#define RESOLUTION_WIRE_VERSION 1

typedef struct Resolution
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	char		image[FLEXIBLE_ARRAY_MEMBER];
} Resolution;

#define DatumGetResolutionP(X)		((Resolution *) PG_DETOAST_DATUM(X))
#define PG_GETARG_RESOLUTION_P(n)	DatumGetResolutionP(PG_GETARG_DATUM(n))
#define RESOLUTION_IMAGE_SIZE(r)	(VARSIZE(r) - VARHDRSZ)

/*
 * Memory of one piece of work of the reader: an arena in a context of its
 * own.  If an error is raised in the middle, the context goes with its
 * parent.
 */
typedef struct ResolutionWork
{
	MemoryContext context;
	ResArena   *arena;
} ResolutionWork;

/* Why a text did not become a value. */
typedef struct ResolutionFailure
{
	ResError	err;			/* code RES_OK if the encoding is the reason */
	bool		untranslatable; /* the text cannot go to UTF-8 and back */
	char		excerpt[64];	/* its first words, to find it again */
} ResolutionFailure;

/* resolution_glue.c: memory, errors, encodings */
extern void resolution_env(ResEnv *env, MemoryContext context);
extern void resolution_work_begin(ResolutionWork *work);
extern void resolution_work_end(ResolutionWork *work);
extern void res_errsave(const ResolutionFailure *failure, struct Node *escontext);
RES_NORETURN extern void res_damaged(void);
extern char *res_failure_message(const ResolutionFailure *failure);

extern bool res_text_is_utf8(void);
extern bool res_to_utf8(const char *text, size_t len, ResStr *utf8);
extern char *res_from_utf8(ResStr str, size_t *len);
extern bool res_text_fits(const char *text);
extern Datum res_text_datum(ResStr str);
extern Datum res_name_datum(const char *name);
extern Datum res_symbol_datum(ResStr symbol, bool *isnull);
extern Datum res_text_array(const ResStr *elems, uint32_t n);

/* resolution_io.c: from a text to a value */
extern Resolution *resolution_read(const char *text, size_t len,
								   ResolutionFailure *failure);
extern ResStr resolution_source_of(const Resolution *r);

/* resolution_access.c: the head, without the rest of the value */
typedef struct ResolutionHead
{
	ResArena   *arena;
	char	   *prefix;			/* to be freed; NULL if it lies in the value */
	uint32_t	parser_version;
	ResHeader	header;			/* its texts are good until the head is closed */
} ResolutionHead;

extern const char *resolution_prefix(Datum value, size_t want, size_t *have,
									 char **copy);
extern void resolution_head_open(Datum value, ResolutionHead *head);
extern void resolution_head_close(ResolutionHead *head);

/*
 * resolution_text.c: positions in characters.  The marks say how many
 * characters stand in front of every RES_MARK_STEP bytes; they are made in
 * one pass over the source, as far as needed.
 */
#define RES_MARK_STEP		512

typedef struct ResPositions
{
	ResStr		source;
	uint32_t   *marks;			/* NULL: a character is a byte */
	uint32_t	nmarks;
	uint32_t	offset;			/* of the last answer */
	uint32_t	characters;		/* the last answer */
} ResPositions;

extern void res_positions_init(ResPositions *positions, ResStr source);
extern uint32_t res_position(ResPositions *positions, uint32_t offset);

/* resolution_srf.c: parts of a value */
extern ResDocument *resolution_open(const Resolution *r, uint32_t parts,
									ResolutionWork *work);

/*
 * Rows of a set-returning function.  The columns of a row are set from left
 * to right, then res_rows_next keeps it.
 */
#define RES_MAX_COLUMNS		16

typedef struct ResRows
{
	Tuplestorestate *store;
	TupleDesc	desc;
	MemoryContext row;			/* values of one row */
	MemoryContext caller;
	TypeCacheEntry *range;		/* of int4range, once a span was set */
	ResPositions positions;
	int			column;
	Datum		values[RES_MAX_COLUMNS];
	bool		nulls[RES_MAX_COLUMNS];
} ResRows;

extern void res_rows_begin(FunctionCallInfo fcinfo, ResRows *rows);
extern void res_rows_next(ResRows *rows);
extern void res_rows_end(ResRows *rows);
extern void res_rows_null(ResRows *rows);
extern void res_rows_datum(ResRows *rows, Datum value);
extern void res_rows_int(ResRows *rows, int32 value);
extern void res_rows_index(ResRows *rows, int32 index);
extern void res_rows_text(ResRows *rows, ResStr str);
extern void res_rows_name(ResRows *rows, const char *name);
extern void res_rows_date(ResRows *rows, ResDate date);
extern void res_rows_symbol(ResRows *rows, ResStr symbol);
extern void res_rows_span(ResRows *rows, ResSpan span);

#endif							/* RESOLUTION_H */
