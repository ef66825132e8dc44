/*-------------------------------------------------------------------------
 *
 * query.h
 *	  A search over resolutions: its grammar, its stored form, its text.
 *
 *		cites:A/RES/55/2 & sponsor:CUB & {verb:request & word:"Secretary-General"}
 *
 * A term is a field and a value.  Terms are joined by "!", "&" and "|", which
 * bind in this order, and by brackets; braces bind the terms in them to one
 * and the same clause.  A value may stand in quotation marks and may end in
 * "*"; "\" takes the character behind it as it is.
 *
 * What a term means is in search.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_QUERY_H
#define RES_QUERY_H

#include "core.h"

typedef enum ResQueryField
{
	RES_FIELD_CITES,
	RES_FIELD_SPONSOR,
	RES_FIELD_VERB,
	RES_FIELD_PHRASE,
	RES_FIELD_PART,
	RES_FIELD_WORD,
	RES_FIELD_ORGAN,
	RES_FIELD_SESSION,
	RES_FIELD_SYMBOL,
	RES_FIELD_KIND,
	RES_FIELD_TITLE,
	RES_FIELD_COMMITTEE,
	RES_FIELD_LANGUAGE,
	RES_QUERY_FIELDS
} ResQueryField;

/* The numbers are stored. */
typedef enum ResQueryOp
{
	RES_OP_TERM = 1,
	RES_OP_NOT,
	RES_OP_AND,
	RES_OP_OR,
	RES_OP_CLAUSE				/* the operand is true in one clause */
} ResQueryOp;

/* Largest query: bytes of text, terms, bytes of a value and words in it. */
#define RES_QUERY_MAX_SIZE		(1024u * 1024)
#define RES_QUERY_MAX_TERMS		4096u
#define RES_QUERY_MAX_ITEMS		(8 * RES_QUERY_MAX_TERMS)
#define RES_QUERY_MAX_VALUE		1000u
#define RES_QUERY_MAX_WORDS		64u

/*
 * One item of the query in postfix order.  The operand of item i ends at i - 1;
 * of two, the first ends in front of the second.
 */
typedef struct ResQueryItem
{
	uint8_t		op;				/* ResQueryOp */
	uint8_t		field;			/* of a term: ResQueryField */
	bool		prefix;			/* the value ended in "*" */
	uint32_t	size;			/* items of it and its operands */
	ResStr		value;			/* of a term, without marks */
} ResQueryItem;

typedef struct ResQuery
{
	ResQueryItem *items;
	uint32_t	nitems;
	uint32_t	nterms;
	uint32_t	nclauses;		/* items RES_OP_CLAUSE */
} ResQuery;

typedef struct ResQueryError
{
	ResStatus	code;			/* RES_NOT_A_RESOLUTION: bad syntax; RES_TOO_LONG */
	uint32_t	offset;			/* byte where it went wrong */
	char		detail[300];	/* a sentence */
	const char *hint;			/* may be NULL; static */
} ResQueryError;

/* Index of the first operand of a binary item. */
#define RES_QUERY_FIRST(q, i)	((i) - 1 - (q)->items[(i) - 1].size)

/*
 * res_query_parse — read a query.
 *
 * The result lives in the arena, its values in the arena or the text.  False
 * if the text is no query; *err says why.
 */
extern bool res_query_parse(ResArena *arena, const char *text, size_t len,
							ResQuery **query, ResQueryError *err);

/* A query of one term.  Nothing of the value is a mark. */
extern bool res_query_make(ResArena *arena, ResStr field, ResStr value,
						   ResQuery **query, ResQueryError *err);

/* The text of a query; reading it gives the same query. */
extern ResStr res_query_print(ResArena *arena, const ResQuery *query);

/*
 * The stored form: size and bytes.  Equal queries have equal bytes, and the
 * bytes depend on nothing else.
 */
extern size_t res_query_size(const ResQuery *query);
extern void res_query_write(const ResQuery *query, char *image);

/* A query from its stored form; RES_BAD_IMAGE if that is damaged. */
extern ResStatus res_query_read(ResArena *arena, const char *image, size_t size, ResQuery **query);

/* Join two queries (second NULL: RES_OP_NOT of the first); NULL if too large. */
extern ResQuery *res_query_join(ResArena *arena, ResQueryOp op, const ResQuery *first,
								const ResQuery *second);

/* "cites" …; NULL if there is no such field. */
extern const char *res_query_field_name(int field);

#endif							/* RES_QUERY_H */
