/*-------------------------------------------------------------------------
 *
 * language.h
 *	  Everything that depends on a language: words and phrases from the
 *	  tables in data/, and how to look them up.
 *
 * data/lexicon-*.tsv    language, class, text, value, number
 * data/phrases.tsv      language, phrase, part, verb, verb_en, count, italics
 * data/states.tsv       m49, iso2, iso3, kind, name, region, subregion,
 *						 other names
 * data/vocabulary.tsv   words of the field, for rejoining split words
 *
 * src/gen/tables.pl turns them into tables.c at build time.  Adding a
 * language is adding rows and a test.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_LANGUAGE_H
#define RES_LANGUAGE_H

#include "core.h"

/*
 * Classes of the lexicon.  The name in data/lexicon.tsv is the part behind
 * RES_LEX_ in lower case.  "value" and "number" mean what the class says.
 */
typedef enum ResLexClass
{
	RES_LEX_FORMULA,			/* organ's name with article, no comma; value = organ */
	RES_LEX_ORGAN,				/* organ named in running text; value = organ */
	RES_LEX_MONTH,				/* number 1 … 12 */
	RES_LEX_ORDINAL,			/* "seventy-ninth": number (tens and units apart
								 * where the language joins them) */
	RES_LEX_COMMITTEE,			/* value "C.1" … "C.6" */
	RES_LEX_RESOLUTION,			/* word for resolution(s) before or behind a number */
	RES_LEX_DECISION,
	RES_LEX_POSSESSIVE,			/* "its": the organ of the text */
	RES_LEX_CITE_JOIN,			/* "and", "to" … inside a list of numbers */
	RES_LEX_PINPOINT,			/* "annex", "para.", "chap." …; value = canonical */
	RES_LEX_INSTRUMENT,			/* running name; value = title; number 1 = treaty */
	RES_LEX_IBID,
	RES_LEX_RECORDS,			/* "Official Records of …" */
	RES_LEX_TREATY_SERIES,
	RES_LEX_KIND,				/* "draft resolution" …; number = ResKind */
	RES_LEX_ADOPTED,			/* "Resolution adopted by", "Adopted by" */
	RES_LEX_SESSION,			/* word for session */
	RES_LEX_SPECIAL,			/* "special", "emergency special"; value "S-", "ES-" */
	RES_LEX_AGENDA_ITEM,
	RES_LEX_MEETING,			/* "plenary meeting", "meeting" */
	RES_LEX_DISTRIBUTION,		/* "Distr."; values "General" … as own entries */
	RES_LEX_MASTHEAD,			/* whole lines that only mastheads have */
	RES_LEX_ANNEX,				/* "Annex", "Appendix" heading words */
	RES_LEX_VOTE,				/* labels of the recorded vote; number = ResVoteKind */
	RES_LEX_ON_BEHALF,			/* "On behalf of", "In its capacity as" (number 1) */
	RES_LEX_OFFICER,			/* "President", "Chair" …; number = ResRole */
	RES_LEX_SECTION,			/* "Section", "Part", "Chapter" heading words */
	RES_LEX_SECTION_NUMBER,		/* label of a section in words or another script, behind
								 * nothing; value = in Latin letters */
	RES_LEX_ARTICLE,			/* "the" … dropped in front of a name */
	RES_LEX_AND,				/* joins the last of a list */
	RES_LEX_NOT_CALL_BEFORE,	/* a number behind this word is no note call */
	RES_LEX_NOT_CALL_AFTER,		/* nor one in front of it; number = 1: certainly none */
	RES_LEX_ORDINAL_END,		/* "nd" of "2nd", set at the digits */
	RES_LEX_SLIP,				/* a word that converters set for another; value = the
								 * right one, its beginning */
	RES_LEX_OPERATIVE_PAST,		/* verbs of decisions: "decided"; value = lemma,
								 * or "lemma|English lemma" */
	RES_LEX_STOPWORD,			/* frequent words that tell the language */

	/* parts of opening phrases, for those that are not in the table */
	RES_LEX_PHRASE_BEFORE,		/* adverbs in front of the verb; number = RES_PHRASE_…
								 * where they tell the part, whatever the verb */
	RES_LEX_PHRASE_AFTER,		/* companions behind it; number: where print
								 * sets them in italics, see phrases.c */
	RES_LEX_PHRASE_WITH,		/* joins a feeling: "with" */
	RES_LEX_PHRASE_ITS,			/* the organ's own: "its" */
	RES_LEX_PHRASE_DEGREE,		/* how strong: "deep", "grave" */
	RES_LEX_PHRASE_FEELING,		/* value "lemma|English lemma" of the noun */
	RES_LEX_PHRASE_ATTITUDE,	/* other nouns behind "its" that are inside */
	RES_LEX_PHRASE_BARE,		/* lemmas set apart from "its …": value = nouns that are
								 * always outside, number: when others are, see phrases.c */
	RES_LEX_PHRASE_EXPRESS,		/* lemmas that take a feeling as object */
	RES_LEX_PHRASE_TAIL,		/* "upon"; value "call|call upon|call upon":
								 * lemma in front, the two together, in English */
	RES_LEX_PHRASE_ENDING,		/* "ing"; value: endings of the infinitive to
								 * try, parted by "|"; number = RES_PHRASE_… */
	RES_LEX_PHRASE_NEXT,		/* words that may follow an unknown opening */
	RES_LEX_NO_PHRASE,			/* words that only look like a verb form */
	RES_LEX_DATE_SHAPE,			/* "{d} {m} {y}": see dates.h */
	RES_LEX_DATE_LEAD,			/* "of", "dated" … in front of a citation's date */
	RES_LEX_CITE_ORGAN,			/* owner of a resolution; value = organ, "C" the
								 * Council named before, "-" not ours */
	RES_LEX_ORGAN_LINK,			/* "of the", "adopted by the" … before an owner; number =
								 * 1: it makes none ("the"), 2: not behind a comma; value
								 * "by": the owner may stand far behind */
	RES_LEX_ADOPTION,			/* "adoption": of a resolution, by an organ named behind */
	RES_LEX_OWNER_IN,			/* "in", "by" … before "its": the owner is named */
	RES_LEX_CITE_SUBJECT,		/* "on", in front of what a resolution is about, where that
								 * stands before its number */
	RES_LEX_CITE_PREFIX,		/* letters set before a word without blank */
	RES_LEX_CITE_SESSION,		/* Roman session: value first, number last resolution */
	RES_LEX_CITE_LETTER,		/* letter of a section in another alphabet; value = Latin */
	RES_LEX_PIN_NUMBER,			/* number of a chapter in words */
	RES_LEX_CITE_ERA,			/* in front of an old session's number; value "", "S-", "ES-" */
	RES_LEX_NUMBER_SIGN,		/* "No."; number 1 = stands behind */
	RES_LEX_SUBMITTED,			/* "submitted by" between kind and officer */
	RES_LEX_NAME_END,			/* ends an officer's or group's name */
	RES_LEX_GROUP,				/* a sponsor that is no State */
	RES_LEX_VOTE_RESULT,		/* before the figures of a vote */
	RES_LEX_REPORT,				/* "on the reports of" above a page of a volume */
	RES_LEX_DECISION_OPENING,	/* first words of a decision: "At its" */
	RES_LEX_AMENDMENT_OPENING,	/* first words of an instruction: "Delete" */
	RES_LEX_AMENDMENT_UNIT,		/* what it changes: "paragraph" */
	RES_LEX_LAST_PARAGRAPH,		/* words of the Security Council's last paragraph */
	RES_LEX_REISSUED,			/* "Reissued for technical reasons" */
	RES_LEX_STATEMENT_OPENING,	/* of a President's statement: "At the" */
	RES_LEX_BRACKET_CALLS,		/* any row: note calls stand in brackets, "(1)" */
	RES_LEX_CALLS_FIRST,		/* any row: note calls stand before the punctuation */
	RES_LEX_LOWER_CASE,			/* any row: paragraphs open in lower case */
	RES_LEX_DECIMAL_COMMA,		/* any row: "1,5" is one and a half */
	RES_LEX_NUMBER_END,			/* behind a paragraph's number, beside the full stop */
	RES_LEX_LABEL_QUOTE,		/* opens a label that stands in quotation marks */
	RES_LEX_LABEL_SIGN,			/* a label that is one character, "㈠"; number = place,
								 * value = what is in it */
	RES_LEX_ANNEX_NUMBER,		/* number of an annex in words or another script;
								 * value = in Latin letters */
	RES_LEX_TITLE_MARK,			/* parts a label from its title, beside ":" and dashes */
	RES_LEX_QUOTE,				/* opening quotation mark; value = the closing one */
	RES_LEX_LABEL,				/* label of a sub-paragraph in another script; number = place;
								 * value: in a row with Latin letters, and which one
								 * it may stand for ("-": none) */
	RES_LEX_CLASSES
} ResLexClass;

typedef struct ResLexEntry
{
	const char *text;
	uint16_t	len;
	uint8_t		lang;
	uint8_t		cls;
	int32_t		number;
	const char *value;			/* may be NULL */
} ResLexEntry;

/*
 * Longest entry of a class that stands at p and ends at a word boundary
 * (Chinese and entries that end in punctuation: anywhere).  Case is folded;
 * a blank in the entry matches any run of blanks and line ends; ’ matches ',
 * every dash matches "-".  Returns the number of bytes of the text that
 * matched, 0 if none; *entry (if not NULL) is the entry.
 */
extern uint32_t res_lex_match_here(ResLang lang, ResLexClass cls, const char *p,
								   const char *end, const ResLexEntry **entry);

/*
 * Which sets of keys of a language (row RES_LANGUAGES: of all together) may
 * have one that matches a text of ASCII, by its first two bytes: a bit of [the
 * first, the second], each as the lowest five bits of a letter or digit, which
 * are never 0, or 0 for any other sign, and for the second where the text has
 * only one.  Sets may share a bit; that of a class is RES_LEX_BIT.
 * res_pair_part has 0x8000 for bytes above 127, which tell nothing.
 */
extern const uint64_t res_key_pair[RES_LANGUAGES + 1][1024];
extern const uint16_t res_pair_part[256];

#define RES_LEX_BIT(cls)	((cls) % 63)
#define RES_LEX_SET(cls)	(UINT64_C(1) << RES_LEX_BIT(cls))

/* Number of the pair at p, 1024 or more if there is none. */
static inline uint32_t
res_pair_at(const char *p, const char *end)
{
	return (uint32_t) res_pair_part[(unsigned char) p[0]] << 5 |
		(end - p > 1 ? res_pair_part[(unsigned char) p[1]] : 0u);
}

/* The same where bytes above 127 stand: by the first two letters, if they are of other scripts. */
extern uint64_t res_lex_sets_wide(ResLang lang, const char *p, const char *end);

/* The classes (RES_LEX_SET) that may have an entry that stands at p. */
static inline uint64_t
res_lex_sets(ResLang lang, const char *p, const char *end)
{
	uint32_t	pair;

	if (p >= end)
		return 0;
	pair = res_pair_at(p, end);
	return pair < 1024 ? res_key_pair[lang][pair] : res_lex_sets_wide(lang, p, end);
}

static inline uint32_t
res_lex_match(ResLang lang, ResLexClass cls, const char *p, const char *end,
			  const ResLexEntry **entry)
{
	/* most questions end here */
	if ((res_lex_sets(lang, p, end) & RES_LEX_SET(cls)) == 0)
		return 0;
	return res_lex_match_here(lang, cls, p, end, entry);
}

/* All entries of a class in a language, for callers that walk them. */
extern const ResLexEntry *res_lex_entries(ResLang lang, ResLexClass cls, uint32_t *n);

/* ---------- opening phrases (phrases.c) ---------- */

#define RES_PHRASE_PREAMBULAR	0x01
#define RES_PHRASE_OPERATIVE	0x02
#define RES_PHRASE_DRAFT		0x04	/* as an argument: the text is a draft */

typedef struct ResPhrase
{
	uint32_t	len;			/* bytes of the text that print sets in italics */
	uint8_t		parts;			/* RES_PHRASE_…: where such an opening is used */
	bool		known;			/* in the table; false: by the general rule */
	ResStr		verb;			/* lemma, in the tables or the arena */
	ResStr		verb_en;
} ResPhrase;

/*
 * res_phrase_read — the opening phrase at the beginning of a clause.
 *
 * text: clean text of the clause (number left out).  organ: organ of the
 * text, since the Security Council sets shorter phrases in italics than the
 * Assembly.  part: where the clause stands, RES_PHRASE_… or both bits if not
 * known; with RES_PHRASE_DRAFT in a draft, where print sets less apart.
 * Returns false if the text opens with no phrase; phrase->verb may
 * then still be the verb of the clause, from behind the words that open it
 * ("In this regard, notes …").
 * Rules: domain "phrases and lemmas": longest match in the table, then adverbs
 * + verb + companions.
 */
extern bool res_phrase_read(ResArena *arena, ResLang lang, ResStr organ,
							uint8_t part, ResStr text, ResPhrase *phrase);

/*
 * res_phrase_opens — cheap test for the line reader: does a clause of one of
 * these parts plausibly begin here?  Looks only at the first words.  Returns
 * the parts in which the opening is used, 0 if it is no opening; *strength is
 * 2 if the first word(s) are in the table, 1 if only the general rule (shape
 * of a participle or third person) speaks for it.
 */
extern uint8_t res_phrase_opens(ResLang lang, const char *p, const char *end,
								int *strength);

/* Lemma of the organ's verb in the middle of a decision: "decided" → "decide". */
extern bool res_phrase_decided(ResArena *arena, ResLang lang, ResStr text, ResStr *verb, ResStr *verb_en);

/* The same in a paragraph of a statement: "The Security Council takes note" → "take note". */
extern bool res_phrase_stated(ResArena *arena, ResLang lang, ResStr text, ResStr *verb, ResStr *verb_en);

typedef struct ResPhraseRow
{
	ResLang		lang;
	uint8_t		parts;
	const char *phrase;
	ResStr		verb;
	ResStr		verb_en;
} ResPhraseRow;

extern const ResPhraseRow *res_phrase_rows(uint32_t *n);

/* ---------- vocabulary (vocabulary.c) ---------- */

/* True if the word (letters only, any case) is in the vocabulary of the field. */
extern bool res_vocabulary_has(ResLang lang, const char *p, uint32_t len);

/* ---------- States (states.c) ---------- */

typedef struct ResState
{
	int32_t		m49;
	const char *iso2;			/* may be NULL (former States) */
	const char *iso3;
	const char *name;			/* present (or last) UN short name, English */
	bool		former;			/* the State no longer exists */
	const char *const *other_names; /* former and other names; NULL-terminated */
	const char *region;			/* M49 region and subregion; may be NULL */
	const char *subregion;
} ResState;

extern const ResState *res_states(uint32_t *n);
extern const ResState *res_state_by_m49(int32_t m49);

/* The State with exactly this name (any known one, any language), folded:
 * case, accents, apostrophes, hyphens, blanks, "the", brackets.  NULL if none. */
extern const ResState *res_state_by_name(const char *p, uint32_t len);

/* By ISO alpha-2 or alpha-3 code, any case. */
extern const ResState *res_state_by_code(const char *p, uint32_t len);

/*
 * Longest name of a State that stands at p and ends at a word boundary.
 * Returns bytes matched, 0 if none.
 */
extern uint32_t res_state_match(const char *p, const char *end, const ResState **state);

/*
 * The one State of which a known name differs from this in a single character
 * (a slip or a misread letter); NULL if there is none or more than one.
 */
extern const ResState *res_state_near(const char *p, uint32_t len);

#endif							/* RES_LANGUAGE_H */
