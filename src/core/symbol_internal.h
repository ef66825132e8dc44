/*-------------------------------------------------------------------------
 *
 * symbol_internal.h
 *	  Document symbols: what the files symbol_*.c have in common.
 *
 * A symbol is read into tokens, one for each component ("A", "RES", "L.29")
 * and for each thing that stands behind one (" (2000)", " (Part I)", " A").
 * The tokens are written as a key, a string of bytes that memcmp() orders as
 * the field orders symbols; the key reads back into the same tokens, and the
 * normal form is printed from them.
 *
 * symbol_fold.c	makes one spelling of a text: case, dashes, blanks
 * symbol_scan.c	reads numbers, letters, sections and sessions
 * symbol_roman.c	reads and writes Roman numerals
 * symbol_read.c	is the grammar: folded text to tokens, one whole symbol
 * symbol_hint.c	says what is wrong with what is no symbol
 * symbol_find.c	finds the symbol at a place of a running text
 * symbol_key.c		tokens to key and back, what lies under a symbol
 * symbol_print.c	tokens to the normal form
 * symbol_parts.c	what a symbol says: organ, session, number, kind
 * symbol_make.c	makes a symbol from an organ and a number, or from columns
 *
 * The words are in data/symbols.tsv; their tables are those of
 * symbol_tables.h.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SYMBOL_INTERNAL_H
#define RES_SYMBOL_INTERNAL_H

#include "internal.h"
#include "symbol.h"
#include "symbol_tables.h"

/* ---------- tokens ---------- */

/* sessions: regular 1 … 99, emergency special, special */
#define SESSION_EMERGENCY 100
#define SESSION_SPECIAL 150

#define MAX_DIGITS		60
#define MAX_TOKENS		(RES_SYMBOL_MAX / 2 + 4)
#define MAX_FOLDED		(RES_SYMBOL_MAX + 2)

typedef enum TokenKind
{
	/* components */
	TOK_ROOT,
	TOK_WORD,
	TOK_NUMBER,
	TOK_OLD,
	TOK_ROMAN,
	/* behind a component */
	TOK_SESSION,
	TOK_YEAR,
	TOK_PART,
	TOK_AND,
	TOK_SECTION
} TokenKind;

typedef enum NumberForm
{
	FORM_NONE,
	FORM_DIGITS,
	FORM_ROMAN,
	FORM_LETTERS,				/* parts only: "(Part A)" */
	FORM_GLUED,					/* COP(15) */
	FORM_GLUED_ROMAN,			/* GC(XXXIV); num is a session byte */
	FORM_GLUED_SPECIAL			/* CST(S-2); num is a session byte */
} NumberForm;

typedef struct Token
{
	const char *word;			/* folded; of roots and words */
	const char *letters;		/* behind the number: "29A" */
	const ResSymbolWord *known; /* null if the tables do not have it */
	uint32_t	num;
	uint32_t	to;				/* of a range, or 0 … */
	uint8_t		kind;
	uint8_t		form;
	uint8_t		len;
	uint8_t		nletters;
	uint8_t		zeros;			/* printed in front of num */
	uint8_t		to_zeros;
	bool		range;			/* … if this says so */
	uint8_t		section;		/* letter, or 0 for the numeral in num */
	uint8_t		to_section;		/* 0 = none */
} Token;

/* ---------- tables ---------- */

/* What the hashes of symbol_tables.h are taken of. */
static inline uint64_t
name_key(const char *p, uint32_t len)
{
	uint64_t	key = 0;
	uint32_t	n = len < 8 ? len : 8;
	uint32_t	i;

	for (i = 0; i < n; i++)
		key = key << 8 | (uint8_t) p[i];
	return key ^ (uint64_t) len << 56;
}

/* Root of this name, or null. */
static inline const ResSymbolWord *
find_root(const char *p, uint32_t len)
{
	uint64_t	key = name_key(p, len);
	uint8_t		slot;
	const ResSymbolWord *root;

	slot = res_symbol_root_slots[(key * res_symbol_root_factor) >> (64 - RES_SYMBOL_HASH_BITS)];
	if (slot == 0)
		return NULL;
	root = &res_symbol_roots[slot - 1];
	return root->len == len && memcmp(root->name, p, len) == 0 ? root : NULL;
}

/* Word of this name, or null. */
static inline const ResSymbolWord *
find_word(const char *p, uint32_t len)
{
	uint64_t	key = name_key(p, len);
	uint8_t		slot;
	const ResSymbolWord *word;

	slot = res_symbol_word_slots[(key * res_symbol_word_factor) >> (64 - RES_SYMBOL_HASH_BITS)];
	if (slot == 0)
		return NULL;
	word = &res_symbol_words[slot - 1];
	return word->len == len && memcmp(word->name, p, len) == 0 ? word : NULL;
}

/* Is it this root or word of the tables? */
static inline bool
word_is(const Token *tok, const char *name)
{
	return (tok->kind == TOK_WORD || tok->kind == TOK_ROOT) && tok->known != NULL &&
		strcmp(tok->known->name, name) == 0;
}

static inline bool
token_has_role(const Token *tok, ResSymbolRole role)
{
	return tok->kind == TOK_WORD && tok->known != NULL && tok->known->role == role;
}

/* Did the organ number its resolutions by sessions in Roman numerals? */
static inline bool
has_eras(const ResSymbolWord *root)
{
	return root->old_from <= root->old_to;
}

/* Series in which the number is one of a resolution or decision. */
static inline bool
is_adopted(const ResSymbolWord *word)
{
	return word != NULL && (word->kind == RES_SYMBOL_RESOLUTION || word->kind == RES_SYMBOL_DECISION);
}

/* Can the number be a year? */
static inline bool
is_year(const Token *tok)
{
	return tok->num >= 1900 && tok->num <= 2099 && tok->zeros == 0 && !tok->range && tok->nletters == 0;
}

/* Number of tokens of the first half. */
static inline uint32_t
first_half(const Token *tok, uint32_t n)
{
	uint32_t	i;

	for (i = 1; i < n && tok[i].kind != TOK_ROOT; i++)
		;
	return i;
}

/* ---------- symbol_roman.c ---------- */

extern uint32_t res_symbol_roman_print(uint32_t n, char *out);
extern uint32_t res_symbol_roman_read(const char *p, uint32_t len);

/* ---------- symbol_key.c ---------- */

extern uint32_t res_symbol_encode(const Token *tok, uint32_t n, uint8_t *key);
extern uint32_t res_symbol_decode(const uint8_t *key, uint32_t keylen, Token *tok, char *text);

/* ---------- symbol_print.c ---------- */

typedef struct Printer
{
	char	   *p;
	char	   *end;			/* writes beyond it are only counted */
	uint32_t	len;
} Printer;

static inline void
put_char(Printer *pr, char c)
{
	if (pr->p < pr->end)
		*pr->p++ = c;
	pr->len++;
}

static inline void
put_text(Printer *pr, const char *p, uint32_t len)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
		put_char(pr, p[i]);
}

extern void res_symbol_print_number(Printer *pr, uint32_t n, uint32_t zeros);
extern void res_symbol_print_session(Printer *pr, uint32_t session, bool roman);
extern void res_symbol_print_tokens(Printer *pr, const Token *tok, uint32_t n);
extern uint32_t res_symbol_normal_form(const Token *tok, uint32_t n, char *out);

/* ---------- symbol_fold.c ---------- */

typedef enum FoldEnd
{
	FOLD_DONE,
	FOLD_FULL,					/* longer than a symbol can be */
	FOLD_STRANGE				/* a character that no symbol has */
} FoldEnd;

extern const char res_symbol_fold_ascii[128];

extern FoldEnd res_symbol_fold(const char *p, const char *end, bool running, char *out,
							   uint32_t *outlen, uint16_t *ends, uint32_t *used);

/* ---------- reading ---------- */

typedef struct SymbolReader
{
	const char *p;				/* folded text, ends in a null byte */
	Token	   *tok;
	uint32_t	n;
	uint32_t	single;			/* first token of this half */
	bool		digits;			/* a number was seen */
	bool		unknown;		/* a word was seen that is not in the tables */
	bool		adopted;		/* this half has RES or DEC */
	bool		statement;		/* this half has PRST */
	bool		lettered;		/* what was read last, a word, would be a section at the end */

	/* running text */
	const char *source;			/* null if the text is nothing but a symbol */
	const char *folded;
	const uint16_t *ends;

	const char *detail;
	const char *hint;
} SymbolReader;

/* Keep why the text is no symbol; always false. */
static inline bool
refuse(SymbolReader *rd, const char *detail, const char *hint)
{
	rd->detail = detail;
	rd->hint = hint;
	return false;
}

/*
 * Begin to read a folded text into tok.  source, ends: of running text, what
 * it was folded from and where each folded character ends; else null.
 */
static inline void
reader_begin(SymbolReader *rd, const char *folded, Token *tok, const char *source, const uint16_t *ends)
{
	memset(rd, 0, sizeof(*rd));
	rd->p = rd->folded = folded;
	rd->tok = tok;
	rd->source = source;
	rd->ends = ends;
	rd->detail = "This is no symbol.";
}

static inline Token *
new_token(SymbolReader *rd, TokenKind kind)
{
	Token	   *tok = &rd->tok[rd->n++];

	memset(tok, 0, sizeof(*tok));
	tok->kind = (uint8_t) kind;
	return tok;
}

/* Letter of the source at a folded letter. */
static inline char
source_letter(const SymbolReader *rd, const char *p)
{
	return rd->source[rd->ends[p - rd->folded] - 1];
}

/* True if a symbol's component or the symbol may end in front of c. */
static inline bool
is_boundary(char c)
{
	return !res_is_upper(c) && !res_is_digit(c) && c != '_';
}

/* ---------- symbol_scan.c ---------- */

extern const ResSymbolWord *res_symbol_root_at(const char *p, uint32_t *len);
extern const ResSymbolWord *res_symbol_known_at(const char *p);
extern bool res_symbol_double_at(const char *p);
extern bool res_symbol_read_digits(SymbolReader *rd, uint32_t *num, uint8_t *zeros);
extern void res_symbol_read_letters(SymbolReader *rd, Token *tok);
extern bool res_symbol_read_number(SymbolReader *rd, Token *tok);
extern uint32_t res_symbol_section_at(const SymbolReader *rd, const char *p, bool blank, Token *tok);
extern uint32_t res_symbol_session_at(const char *p, bool digits, uint32_t *len);

/* Does a word such as Add. or Rev. stand at p? */
static inline bool
suffix_at(const char *p)
{
	const ResSymbolWord *word = res_symbol_known_at(p);

	return word != NULL && word->role == RES_WORD_SUFFIX;
}

/* ---------- symbol_read.c ---------- */

extern bool res_symbol_read_root(SymbolReader *rd);
extern bool res_symbol_read_next(SymbolReader *rd);

/* ---------- symbol_hint.c ---------- */

#define LANGUAGE_DETAIL	"A language stands behind the symbol."
#define LANGUAGE_HINT	"A document has the same symbol in all languages; docsymbol_url(symbol, language) gives the address in one."

extern bool res_symbol_is_language(const char *p, uint32_t len);
extern bool res_symbol_refuse_root(SymbolReader *rd);
extern bool res_symbol_refuse_rest(SymbolReader *rd, const char *p, bool blank);
extern void res_symbol_set_error(ResSymbolError *err, uint32_t offset, const char *detail, const char *hint);
extern void res_symbol_set_strange(ResSymbolError *err, uint32_t offset, const char *p, const char *end);

#endif							/* RES_SYMBOL_INTERNAL_H */
