/*-------------------------------------------------------------------------
 *
 * symbol.h
 *	  Document symbols: A/RES/69/179, S/RES/1325 (2000), A/C.3/70/L.29/Rev.1.
 *
 * A symbol has a normal form (text, for people) and a key (bytes, for the
 * machine).  The key is canonical and memcmp() orders keys as the field
 * orders symbols: by component, numbers as numbers, a prefix before what it
 * holds; a symbol that lies under another (whole components) has a key in the
 * contiguous range that res_symbol_key_range gives.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_SYMBOL_H
#define RES_SYMBOL_H

#include "core.h"

/* Longest symbol that is accepted, in bytes of its normal form. */
#define RES_SYMBOL_MAX		200
#define RES_SYMBOL_KEY_MAX	256

typedef struct ResSymbolError
{
	uint32_t	offset;			/* byte where reading stopped */
	const char *detail;			/* what looks wrong; a sentence, static */
	const char *hint;			/* may be NULL */
} ResSymbolError;

/*
 * Read one symbol that fills the whole text (blanks around it allowed) and
 * write its key.  Returns the key's length, 0 if the text is no symbol (then
 * *err, if not NULL, says why).
 */
extern uint32_t res_symbol_key(const char *p, size_t len, uint8_t *key /* RES_SYMBOL_KEY_MAX */ ,
							   ResSymbolError *err);

/* Normal form of a key; returns its length (≤ RES_SYMBOL_MAX); 0 if the key is damaged. */
extern uint32_t res_symbol_print(const uint8_t *key, uint32_t keylen, char *out /* RES_SYMBOL_MAX + 1 */ );

/*
 * Longest symbol at p in running text (p at its first letter; the caller has
 * looked at what stands in front).  Stricter than res_symbol_key: must hold a
 * number, must not be a bare "A/70".  Returns bytes matched, 0 if none; the
 * normal form goes to out.  A closing full stop or comma is not part of it;
 * " (Part I)" and "-E/CN.4/…" (double symbols) are; line ends before "(" too.
 */
extern uint32_t res_symbol_match(const char *p, const char *end, char *out, uint32_t *outlen);

/* Parts of a symbol; null strings where it has none. Strings are in "buf". */
typedef struct ResSymbolParts
{
	ResStr		organ;			/* "A", "A/HRC", "E/CN.4/Sub.2", "UNEP/EA" */
	ResStr		committee;		/* "C.3" if a Main Committee of the Assembly */
	ResStr		session;		/* "69", "S-6", "15" for (XV) */
	ResStr		series;			/* "RES", "L", "PV" … */
	ResStr		number;			/* "179", "25-26" */
	ResStr		base;			/* without suffixes */
	int32_t		year;			/* 0 = none */
	int32_t		revision;		/* 0 = none */
	const char *kind;			/* "resolution", "draft", … as in the contract */
	char		buf[RES_SYMBOL_MAX * 4];
} ResSymbolParts;

extern bool res_symbol_parts(const uint8_t *key, uint32_t keylen, ResSymbolParts *parts);

/*
 * Range of keys [lo, hi) that hold the symbol itself and everything under it.
 * Returns false if the range has no upper end.
 */
extern bool res_symbol_key_range(const uint8_t *key, uint32_t keylen,
								 uint8_t *hi /* RES_SYMBOL_KEY_MAX + 1 */ , uint32_t *hilen);

/* True if b equals a or lies under it (whole components). */
extern bool res_symbol_contains(const uint8_t *a, uint32_t alen, const uint8_t *b, uint32_t blen);

/*
 * Hash of a key.  Most keys have no more than eight bytes, so a word is mixed
 * at a time: what is left of a key is filled with zeros, and its length, mixed
 * in at the end, tells such keys apart.  Bytes are read in one order on every
 * machine, so that hashes may be stored.  The constants are odd numbers with
 * about as many ones as zeros; multiplying by them and folding the upper half
 * down lets each bit of the input change half of the output.
 */
static inline uint64_t
res_symbol_hash_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	h ^= h >> 29;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

static inline uint64_t
res_symbol_hash(const uint8_t *key, uint32_t len, uint64_t seed)
{
	uint64_t	h = seed ^ UINT64_C(0xa0761d6478bd642f);
	uint32_t	left = len;

	for (; left >= 8; left -= 8, key += 8)
		h = res_symbol_hash_mix(h ^ ((uint64_t) key[0] | (uint64_t) key[1] << 8 | (uint64_t) key[2] << 16 |
									 (uint64_t) key[3] << 24 | (uint64_t) key[4] << 32 | (uint64_t) key[5] << 40 |
									 (uint64_t) key[6] << 48 | (uint64_t) key[7] << 56));
	if (left > 0)
	{
		uint64_t	word = 0;

		while (left > 0)
			word = word << 8 | key[--left];
		h = res_symbol_hash_mix(h ^ word);
	}
	return res_symbol_hash_mix(h + len);
}

/* Members of a double symbol or a set of sections; calls emit for each key. */
extern void res_symbol_members(const uint8_t *key, uint32_t keylen,
							   void (*emit) (void *ctx, const uint8_t *key, uint32_t keylen), void *ctx);

/*
 * Symbol of resolution or decision "number" (as printed: "69/179",
 * "1325 (2000)", "217 A (III)", "S-10/2") of an organ ("A", "S", "E",
 * "A/HRC", "E/CN.4", "UNEP/EA" …).  Normal form goes to out, where the number
 * may stand, and a zero byte behind it; returns its length, 0 if the number
 * does not fit the organ.
 */
extern uint32_t res_symbol_of_number(const char *organ, bool decision,
									 const char *number, uint32_t len, char *out);

/*
 * Key of the symbol that has these parts, as tables keep them in columns:
 * organ "A", session "69" (or "S-6"), number "179", series "RES".  Strings
 * that are not there are null; year 0 is none.  The session or year goes
 * where the organ's era has it.  Returns the key's length, 0 if the parts
 * make no symbol.
 */
extern uint32_t res_symbol_make(ResStr organ, ResStr session, ResStr number, ResStr series,
								int32_t year, ResStr suffix, uint8_t *key, ResSymbolError *err);

#endif							/* RES_SYMBOL_H */
