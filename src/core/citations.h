/*-------------------------------------------------------------------------
 *
 * citations.h
 *	  Documents cited in running text.
 *
 * One implementation serves resolution_citations, docsymbol_cited and
 * docsymbols_in.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RES_CITATIONS_H
#define RES_CITATIONS_H

#include "core.h"

/* One citation found; offsets are bytes of the text that was scanned. */
typedef struct ResCited
{
	uint32_t	start;			/* "resolution 69/179 of 18 December 2014" as printed */
	uint32_t	end;
	char		symbol[201];	/* normal form, terminated; empty for none */
	ResStr		title;			/* of an instrument (in the tables) */
	ResStr		pinpoint;		/* in the arena; null for none */
	ResDate		date;
	ResCiteKind kind;
} ResCited;

/* Numbers that were cited with their organ: where they stand alone, they keep it. */
#define RES_CITE_KNOWN	32

typedef struct ResCiteKnown
{
	struct
	{
		int			first;
		int			second;
		char		organ[12];	/* empty: by none */
	}			numbers[RES_CITE_KNOWN];
	uint32_t	n;				/* how many were put in, the last of which are kept */
} ResCiteKnown;

/*
 * Where the text stands.  organ: organ of the document ("A", "S", "E",
 * "A/HRC" …), empty if unknown.  in_note: the text is a footnote.
 */
typedef struct ResCiteContext
{
	ResLang		lang;
	ResStr		organ;
	bool		in_note;
	ResCiteKnown *known;		/* of the document; null for a text alone */
	bool		slack;			/* 72 bytes behind the text may be read */
} ResCiteContext;

/*
 * All citations of a text in printed order; the array is in the arena until
 * the next scan.  The text is clean: no calls, no line ends needed (blanks of any kind are
 * folded).  Linear in the length of the text.
 */
extern uint32_t res_cited_scan(ResArena *arena, const ResCiteContext *context,
							   const char *text, uint32_t len, ResCited **cited);

/*
 * The same for a piece of text of which only the organ is known: its language
 * is found out, and the calls of notes may stand at its numbers ("resolution
 * 71/20513").  Linear in the length of the text.
 */
extern uint32_t res_cited_read(ResArena *arena, ResStr organ,
							   const char *text, uint32_t len, ResCited **cited);

#endif							/* RES_CITATIONS_H */
