/*-------------------------------------------------------------------------
 *
 * symbol_tables.h
 *	  The words of document symbols, as src/gen/symbols.pl makes them from
 *	  data/symbols.tsv; private to symbol_*.c.
 *
 * Names are folded (upper case), spellings are those of the normal form.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SYMBOL_TABLES_H
#define RES_SYMBOL_TABLES_H

#include <stdint.h>

/* Longest word of the tables, in bytes. */
#define RES_SYMBOL_WORD_MAX	15

typedef enum ResSymbolRole
{
	RES_WORD_PLAIN,				/* nothing of the following */
	RES_WORD_BODY,				/* part of the organ's name */
	RES_WORD_SESSION,			/* a body whose number is its session */
	RES_WORD_CONFERENCE,		/* year or Roman number: session; else body */
	RES_WORD_SPECIAL,			/* special session */
	RES_WORD_SERIES,			/* names the kind of document */
	RES_WORD_SUFFIX,			/* Rev., Add. … */
	RES_WORD_PART,				/* a part printed as a component */
	/* roots */
	RES_WORD_NAME,				/* its number is part of its name */
	RES_WORD_TREATY,			/* treaty body: States below it */
	RES_WORD_NUMBERED,			/* resolutions have no session */
	RES_WORD_INPUT				/* read as input, not looked for in texts */
} ResSymbolRole;

/*
 * Kinds of documents.  The order is that in which the rules are asked: the
 * first that a component of the symbol calls for is the kind.
 */
typedef enum ResSymbolKind
{
	RES_SYMBOL_RECORD,
	RES_SYMBOL_RESOLUTION,
	RES_SYMBOL_DECISION,
	RES_SYMBOL_STATEMENT,
	RES_SYMBOL_AMENDMENT,
	RES_SYMBOL_DRAFT,
	RES_SYMBOL_ROOM_PAPER,
	RES_SYMBOL_WRITTEN_STATEMENT,
	RES_SYMBOL_PETITION,
	RES_SYMBOL_INFORMATION,
	RES_SYMBOL_AGENDA,
	RES_SYMBOL_GENERAL_COMMENT,
	RES_SYMBOL_OBSERVATIONS,
	RES_SYMBOL_BULLETIN,
	RES_SYMBOL_INSTRUCTION,
	RES_SYMBOL_CIRCULAR,
	RES_SYMBOL_REPORT,
	RES_SYMBOL_COMMUNICATION,
	RES_SYMBOL_WORKING_PAPER,
	RES_SYMBOL_PRESS_RELEASE,
	RES_SYMBOL_NO_KIND
} ResSymbolKind;

typedef struct ResSymbolWord
{
	char		name[RES_SYMBOL_WORD_MAX + 1];
	char		spelling[RES_SYMBOL_WORD_MAX + 1];
	uint8_t		len;
	uint8_t		code;			/* byte of the key; 0 = spelled */
	uint8_t		role;			/* ResSymbolRole */
	uint8_t		kind;			/* ResSymbolKind */
	char		under[8];		/* the kind holds only directly under this */
	uint32_t	old_from;		/* roots: numbers of the Roman era */
	uint32_t	old_to;
} ResSymbolWord;

extern const char *const res_symbol_kind_names[RES_SYMBOL_NO_KIND];

extern const ResSymbolWord res_symbol_roots[];
extern const uint8_t res_symbol_root_of_code[256];	/* index + 1 */

extern const ResSymbolWord res_symbol_words[];
extern const uint8_t res_symbol_word_of_code[256];	/* index + 1 */

/* Words that have a code, in the order of their codes. */
extern const uint8_t res_symbol_coded[];
extern const uint32_t res_symbol_ncoded;

/* What may stand in brackets with a number: "Part", "Vol." … */
extern const ResSymbolWord res_symbol_partwords[];
extern const uint32_t res_symbol_npartwords;
extern const uint8_t res_symbol_partword_of_code[256];	/* index + 1 */

/* Last sessions whose number was Roman, by organ. */
typedef struct ResSymbolEra
{
	char		organ[RES_SYMBOL_WORD_MAX + 1];
	uint8_t		regular;
	uint8_t		special;
	uint8_t		emergency;
} ResSymbolEra;

extern const ResSymbolEra res_symbol_eras[];
extern const uint32_t res_symbol_neras;

/* Other names of organs, as tables have them: "General Assembly" is "A". */
typedef struct ResSymbolName
{
	const char *name;
	char		organ[8];
} ResSymbolName;

extern const ResSymbolName res_symbol_names[];
extern const uint32_t res_symbol_nnames;

/*
 * Perfect hashes.  The key of a name is its first eight bytes, the first in
 * the highest place of those used, with the length in the uppermost byte; the
 * slot is the product's upper bits.
 */
#define RES_SYMBOL_HASH_BITS	10
extern const uint64_t res_symbol_root_factor;
extern const uint8_t res_symbol_root_slots[1 << RES_SYMBOL_HASH_BITS];	/* index + 1 */
extern const uint64_t res_symbol_word_factor;
extern const uint8_t res_symbol_word_slots[1 << RES_SYMBOL_HASH_BITS];	/* index + 1 */

#endif							/* RES_SYMBOL_TABLES_H */
