/*-------------------------------------------------------------------------
 *
 * resolution_text.c
 *	  Texts out of a document: one clause by its path, the whole document
 *	  clean; and positions in characters.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "lib/stringinfo.h"
#include "simd.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(resolution_clause);
PG_FUNCTION_INFO_V1(resolution_text);

/* ---------- positions ---------- */

/*
 * res_positions_init — prepare to turn byte offsets into characters.
 *
 * In SQL_ASCII the server counts bytes as characters, and so do we.
 */
void
res_positions_init(ResPositions *positions, ResStr source)
{
	positions->source = source;
	positions->marks = NULL;
	positions->nmarks = 0;
	positions->offset = 0;
	positions->characters = 0;
	if (GetDatabaseEncoding() != PG_SQL_ASCII)
	{
		positions->marks = palloc(sizeof(uint32_t) * (source.len / RES_MARK_STEP + 1));
		positions->marks[0] = 0;
		positions->nmarks = 1;
	}
}

/*
 * res_position — number of characters in front of a byte offset.
 *
 * Offsets mostly rise, each near the one before: it is counted from there.
 * For the others, which may come in any order, each stretch of the source is
 * counted once, and then at most RES_MARK_STEP bytes for an offset.
 */
uint32_t
res_position(ResPositions *positions, uint32_t offset)
{
	const char *p = positions->source.p;
	uint32_t	from = positions->offset;
	uint32_t	characters = positions->characters;

	offset = Min(offset, positions->source.len);
	if (positions->marks == NULL)
		return offset;
	if (offset < from || offset - from > 2 * RES_MARK_STEP)
	{
		uint32_t	mark = offset / RES_MARK_STEP;

		while (positions->nmarks <= mark)
		{
			uint32_t	last = positions->nmarks - 1;

			positions->marks[positions->nmarks++] = positions->marks[last] +
				res_count_characters(p + (size_t) last * RES_MARK_STEP, p + (size_t) (last + 1) * RES_MARK_STEP);
		}
		from = mark * RES_MARK_STEP;
		characters = positions->marks[mark];
	}
	positions->characters = characters + res_count_characters(p + from, p + offset);
	positions->offset = offset;
	return positions->characters;
}

/* ---------- texts ---------- */

/*
 * resolution_clause — words of the clause with this path; NULL if there is
 * none.  Also operator ->.
 */
Datum
resolution_clause(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	text	   *path = PG_GETARG_TEXT_PP(1);
	ResolutionWork work;
	ResDocument *doc;
	Datum		result = (Datum) 0;
	bool		found = false;
	ResStr		wanted;
	uint32_t	i;

	/* a path that cannot be converted is the path of no clause */
	if (!res_to_utf8(VARDATA_ANY(path), VARSIZE_ANY_EXHDR(path), &wanted))
		PG_RETURN_NULL();

	doc = resolution_open(r, RES_WANT_CLAUSES, &work);
	for (i = 0; i < doc->nclauses; i++)
	{
		const ResClause *clause = &doc->clauses[i];

		if (clause->path.len == wanted.len &&
			memcmp(clause->path.p, wanted.p, wanted.len) == 0)
		{
			found = clause->text.p != NULL;
			if (found)
				result = res_text_datum(clause->text);
			break;
		}
	}
	resolution_work_end(&work);
	if (!found)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(result);
}

/* What print sets above notes. */
#define NOTE_RULE	"__________________"

/*
 * resolution_text — the whole document, clean.
 *
 * Its pieces in the order of the document, with a blank line between them
 * (lines of the masthead follow each other).  A number stands in front of
 * its clause; notes stand last, below a rule, each behind its marker.
 */
Datum
resolution_text(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResolutionWork work;
	ResDocument *doc;
	StringInfoData buf;
	ResStr		text;
	ResBlockKind last = RES_BLOCK_OTHER;
	int32_t		numbered = RES_NONE;	/* last clause whose number is out */
	Datum		result;
	uint32_t	i;

	doc = resolution_open(r, RES_WANT_BLOCKS | RES_WANT_CLAUSES | RES_WANT_NOTES,
						  &work);
	initStringInfo(&buf);
	for (i = 0; i < doc->nblocks; i++)
	{
		const ResBlock *block = &doc->blocks[i];

		if (block->kind == RES_BLOCK_NOTE)
			continue;
		if (buf.len > 0)
			appendStringInfoString(&buf, block->kind == RES_BLOCK_MASTHEAD &&
								   last == RES_BLOCK_MASTHEAD ? "\n" : "\n\n");
		last = block->kind;
		if (block->kind == RES_BLOCK_CLAUSE && block->clause > numbered)
		{
			ResStr		number = doc->clauses[block->clause].number;

			res_append(&buf, number);
			if (number.len > 0)
				appendStringInfoString(&buf, res_takes_stop(number) ? ". " : " ");
			numbered = block->clause;
		}
		appendBinaryStringInfo(&buf, block->text.p, (int) block->text.len);
	}
	for (i = 0; i < doc->nnotes; i++)
	{
		const ResNote *note = &doc->notes[i];

		appendStringInfoString(&buf, i == 0 ? "\n\n" NOTE_RULE "\n\n" : "\n\n");
		appendBinaryStringInfo(&buf, note->marker.p, (int) note->marker.len);
		appendStringInfoChar(&buf, ' ');
		appendBinaryStringInfo(&buf, note->text.p, (int) note->text.len);
	}
	text.p = buf.data;
	text.len = (uint32_t) buf.len;
	result = res_text_datum(text);
	resolution_work_end(&work);
	PG_RETURN_DATUM(result);
}
