/*-------------------------------------------------------------------------
 *
 * resolution_export.h
 *	  What the writers of other formats (JSON, XML, HTML, Markdown, GraphML)
 *	  share: the outline of a document, the marks in its texts, escaping.
 *
 * All of it is UTF-8 and lives in the current memory context, that of the
 * work under way; a writer converts its result once, at the end.
 *
 *-------------------------------------------------------------------------
 */
#ifndef RESOLUTION_EXPORT_H
#define RESOLUTION_EXPORT_H

#include "resolution.h"

#include "lib/stringinfo.h"

/* ---------- resolution_outline.c: the order in which a document is printed ---------- */

typedef enum ResStepKind
{
	RES_STEP_OPEN,				/* a clause begins */
	RES_STEP_CLOSE,				/* a clause ends, with all that stands in it */
	RES_STEP_WORDS,				/* words of the clause that is open */
	RES_STEP_BLOCK				/* a block that is no clause: title, heading … */
} ResStepKind;

typedef struct ResStep
{
	ResStepKind kind;
	bool		again;			/* of OPEN: the clause was open before */
	bool		parent;			/* of OPEN, WORDS: clauses follow in it */
	int32_t		clause;			/* index; of BLOCK the one it stands in, or RES_NONE */
	int32_t		block;			/* index; of WORDS and BLOCK */
	uint32_t	from;			/* of WORDS: bytes of the clause's text */
	uint32_t	to;
} ResStep;

typedef struct ResOutline
{
	ResStep    *steps;
	uint32_t	nsteps;
	int32_t		closing;		/* first step of the closing lines; nsteps = none */
	int32_t		annex;			/* first step of the annexes; nsteps = none */
} ResOutline;

extern void res_outline_make(const ResDocument *doc, ResOutline *outline);

/* ---------- resolution_marks.c: calls and links in texts ---------- */

typedef struct ResPlacedCall
{
	uint32_t	carrier;
	uint32_t	pos;
	int32_t		note;
	bool		again;			/* not the first call of the note */
} ResPlacedCall;

typedef struct ResPlacedLink
{
	uint32_t	carrier;
	uint32_t	start;
	uint32_t	end;
	int32_t		citation;
} ResPlacedLink;

typedef struct ResMarks
{
	const ResDocument *doc;
	ResPlacedCall *calls;		/* by carrier and position */
	uint32_t	ncalls;
	ResPlacedLink *links;
	uint32_t	nlinks;
	uint32_t   *first_call;		/* of each carrier, and one more */
	uint32_t   *first_link;
	bool	   *called;			/* of each note: is it called anywhere? */
} ResMarks;

typedef enum ResRunKind
{
	RES_RUN_TEXT,
	RES_RUN_PHRASE,				/* text that print sets in italics */
	RES_RUN_CALL,
	RES_RUN_LINK				/* text that cites a document with a symbol */
} ResRunKind;

/* A piece of a text between two marks, or a call. */
typedef struct ResRun
{
	ResRunKind	kind;
	ResStr		text;
	int32_t		ref;			/* note or citation */
	bool		again;
} ResRun;

typedef struct ResRuns
{
	const ResMarks *marks;
	ResStr		text;
	uint32_t	phrase;			/* bytes of an opening phrase that is still to come */
	uint32_t	pos;
	uint32_t	end;
	uint32_t	call;
	uint32_t	last_call;
	uint32_t	link;
	uint32_t	last_link;
} ResRuns;

extern void res_marks_make(const ResDocument *doc, ResMarks *marks);
extern void res_runs_of_clause(const ResMarks *marks, int32_t clause, uint32_t from,
							   uint32_t to, ResRuns *runs);
extern void res_runs_of_note(const ResMarks *marks, int32_t note, ResRuns *runs);
extern void res_runs_of_block(const ResMarks *marks, int32_t block, ResRuns *runs);
extern bool res_runs_next(ResRuns *runs, ResRun *run);

/* ---------- resolution_escape.c: texts inside markup ---------- */

extern void res_append(StringInfo buf, ResStr str);
extern void res_append_xml(StringInfo buf, ResStr str);
extern void res_append_url(StringInfo buf, ResStr symbol);
extern void res_append_link(StringInfo buf, const ResDocument *doc, const ResRun *run, bool official);
extern bool res_takes_stop(ResStr number);
extern void res_append_date(StringInfo buf, ResDate date);
extern text *res_export_text(StringInfo buf);
extern ResStr res_cstr(const char *p);

#endif							/* RESOLUTION_EXPORT_H */
