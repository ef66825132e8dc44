/*-------------------------------------------------------------------------
 *
 * footnotes.c
 *	  The notes: blocks of lines that noise.c has marked, to markers and texts.
 *
 * Facts of the field that decide: markers run upwards through the whole
 * document, annexes included; a note ends with a full stop.  Where the notes
 * are called is found later (calls.c).
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "language.h"
#include "stages.h"

typedef enum NoteLineKind
{
	NOTE_TEXT,
	NOTE_LONE,					/* a marker alone on its line */
	NOTE_INLINE,				/* marker and text */
	NOTE_STAR
} NoteLineKind;

typedef struct NoteLine
{
	uint32_t	line;
	uint32_t	from;			/* where its text begins, in the source */
	uint32_t	number;
	uint8_t		kind;			/* NoteLineKind */
	uint8_t		stars;
	int8_t		score;			/* how sure a note begins here (columns) */
} NoteLine;

/* What line i of a block of notes could be: a marker, marker and text, text. */
static NoteLine
note_line(const ResReader *rd, uint32_t i)
{
	NoteLine	result = {.line = i, .kind = NOTE_TEXT};
	const char *start = rd->src + rd->lines[i].start;
	const char *end = start + rd->lines[i].len;
	const char *p = start;
	uint32_t	n = 0;
	uint32_t	w;
	bool		bracket = false;

	result.from = rd->lines[i].start;
	if (*p == '*')
	{
		while (p < end && *p == '*')
			p++;
		result.stars = (uint8_t) (p - start > 8 ? 8 : p - start);
		while (p < end && (w = res_blank_len(p, end)) > 0)
			p += w;
		result.kind = NOTE_STAR;
		result.from = (uint32_t) (p - rd->src);
		return result;
	}
	if (end - p > 3 && p[0] == '[' && p[1] == '^')
	{
		bracket = true;
		p += 2;
	}
	while (p < end && res_is_digit(*p) && n <= RES_MAX_MARKER)
		n = n * 10 + (uint32_t) (*p++ - '0');
	if (n == 0 || n > RES_MAX_MARKER)
		return result;
	if (bracket)
	{
		if (p >= end || *p != ']')
			return result;
		p++;
		if (p < end && *p == ':')
			p++;
	}
	else if (p < end && *p == '/' && (p + 1 == end || res_blank_len(p + 1, end) > 0))
		p++;					/* "1/", as typewriters set it */
	else if (p < end && res_blank_len(p, end) == 0)
		return result;
	while (p < end && (w = res_blank_len(p, end)) > 0)
		p += w;

	/* the empty brackets that Arabic texts have behind the marker */
	if (end - p >= 2 && p[0] == '(' && p[1] == ')')
	{
		p += 2;
		while (p < end && (w = res_blank_len(p, end)) > 0)
			p += w;
	}
	/* a date that a line of the note begins with: "17 March 2022", "3 – 14 June" */
	if (!bracket && p < end && (res_dash_len(p, end) > 0 || res_lex_match(rd->lang, RES_LEX_MONTH, p, end, NULL) > 0))
		return result;
	result.number = n;
	result.from = (uint32_t) (p - rd->src);
	result.kind = p == end ? NOTE_LONE : NOTE_INLINE;
	return result;
}

/* Does line i end in a full stop? */
static bool
ends_in_stop(const ResReader *rd, uint32_t i)
{
	const char *end = rd->src + rd->lines[i].start + rd->lines[i].len;

	return end[-1] == '.' || (rd->lines[i].len >= 3 && memcmp(end - 3, "\xE3\x80\x82", 3) == 0);
}

/* A new note with this number, or with asterisks; returns its place. */
static int32_t
begin_note(ResReader *rd, uint32_t number, uint32_t stars)
{
	ResDocument *doc = rd->doc;
	ResNote    *note = RES_PUSH(rd->arena, doc->notes, doc->nnotes, rd->capnotes);

	note->clause = RES_NONE;
	note->anchor = RES_ANCHOR_NONE;
	if (stars > 0)
		note->marker = (ResStr) {"********", stars};
	else
		note->marker = res_numbered(rd->arena, "", number);
	res_flow_begin(rd, RES_BLOCK_NOTE, (int32_t) doc->nnotes - 1);
	return (int32_t) doc->nnotes - 1;
}

/* The text of the note is whole. */
static void
end_note(ResReader *rd)
{
	res_flow_end(rd);
}

/* The line goes on with the open note. */
static void
add_line(ResReader *rd, const NoteLine *nl)
{
	const ResLine *line = &rd->lines[nl->line];

	if (nl->from < line->start + line->len)
		res_flow_add(rd, nl->from, line->start + line->len);
}

/*
 * Can the block be read in the order of its lines: each lone marker one larger
 * than the last, with text behind it that ends in a full stop?
 */
static bool
in_order(const ResReader *rd, const NoteLine *nl, uint32_t n, uint32_t last)
{
	uint32_t	i;
	bool		open = false;	/* a marker was seen */
	bool		text = false;	/* and text behind it */
	bool		stop = true;

	for (i = 0; i < n; i++)
	{
		res_tick(rd->arena, 16);
		if (nl[i].kind == NOTE_LONE || (nl[i].kind == NOTE_INLINE && nl[i].number == last + 1))
		{
			if (open && (!text || !stop))
				return false;
			if (last > 0 && nl[i].number != last + 1)
				return false;
			last = nl[i].number;
			open = true;
			text = nl[i].kind == NOTE_INLINE;
			stop = text && ends_in_stop(rd, nl[i].line);
		}
		else if (nl[i].kind == NOTE_STAR)
		{
			if (open && (!text || !stop))
				return false;
			open = true;
			text = nl[i].from < rd->lines[nl[i].line].start + rd->lines[nl[i].line].len;
			stop = text && ends_in_stop(rd, nl[i].line);
		}
		else
		{
			if (!open && i > 0)
				return false;
			text = true;
			stop = ends_in_stop(rd, nl[i].line);
		}
	}
	return open && text;
}

/*
 * A block whose markers and texts were read as two columns, in an odd order:
 * the lone numbers, sorted, belong to the texts in the order given.  Where one
 * text ends and the next begins is told best by the full stop, then by a
 * marker or a blank line in between.
 */
static void
read_columns(ResReader *rd, NoteLine *nl, uint32_t n)
{
	uint32_t	numbers[256];
	uint32_t	nnumbers = 0;
	uint32_t	i;
	uint32_t	j;
	bool		marker = false;
	int32_t		prev = -1;
	uint32_t	k;
	int			want;
	int			score;

	for (i = 0; i < n && nnumbers < 256; i++)
	{
		res_tick(rd->arena, 4);
		if (nl[i].kind == NOTE_LONE)
		{
			for (j = nnumbers; j > 0 && numbers[j - 1] > nl[i].number; j--)
				numbers[j] = numbers[j - 1];
			numbers[j] = nl[i].number;
			nnumbers++;
		}
	}

	/* asterisks keep their own lines, up to a full stop */
	for (i = 0; i < n; i++)
	{
		res_tick(rd->arena, 4);
		if (nl[i].kind == NOTE_STAR)
		{
			begin_note(rd, 0, nl[i].stars);
			add_line(rd, &nl[i]);
			nl[i].kind = NOTE_LONE;
			nl[i].number = 0;
			while (!ends_in_stop(rd, nl[i].line) && i + 1 < n && nl[i + 1].kind == NOTE_TEXT)
			{
				i++;
				add_line(rd, &nl[i]);
				nl[i].kind = NOTE_LONE;
				nl[i].number = 0;
			}
			end_note(rd);
		}
	}
	if (nnumbers == 0)
		return;

	/* how likely a note begins at each text line */
	want = (int) nnumbers - 1;
	for (i = 0; i < n; i++)
	{
		const ResLine *line = &rd->lines[nl[i].line];

		res_tick(rd->arena, 16);
		if (nl[i].kind == NOTE_LONE)
		{
			marker = true;
			continue;
		}
		nl[i].score = 0;
		if (prev >= 0)
		{
			if (ends_in_stop(rd, nl[prev].line))
				nl[i].score += 4;
			if (marker)
				nl[i].score += 2;
			if (line->flags & RES_LINE_AFTER_BLANK)
				nl[i].score += 1;
			if (res_is_lower(rd->src[line->start]))
				nl[i].score -= 3;
			if (nl[i].score < 1)
				nl[i].score = 1;
		}
		marker = false;
		prev = (int32_t) i;
	}

	/* the best "want" places: all above a score, then from the front */
	k = 0;
	for (score = 8; score >= 1 && want > 0; score--)
	{
		for (i = 0; i < n && want > 0; i++)
		{
			res_tick(rd->arena, 4);
			if (nl[i].kind != NOTE_LONE && nl[i].score == score)
			{
				nl[i].score = 100;
				want--;
			}
		}
	}
	prev = -1;
	for (i = 0; i < n; i++)
	{
		res_tick(rd->arena, 4);
		if (nl[i].kind == NOTE_LONE)
			continue;
		if (prev < 0 || nl[i].score == 100)
		{
			if (prev >= 0)
				end_note(rd);
			begin_note(rd, numbers[k++], 0);
		}
		nl[i].from = rd->lines[nl[i].line].start;
		add_line(rd, &nl[i]);
		prev = (int32_t) i;
	}
	if (prev >= 0)
		end_note(rd);
}

/* The last numbered marker among the notes [from, nnotes); else what it was. */
static uint32_t
last_number(const ResReader *rd, uint32_t from, uint32_t last)
{
	uint32_t	i = rd->doc->nnotes;

	while (i > from)
	{
		ResStr		marker = rd->doc->notes[i - 1].marker;

		if (marker.p[0] != '*')
		{
			uint32_t	v = 0;
			uint32_t	k;

			for (k = 0; k < marker.len; k++)
				v = v * 10 + (uint32_t) (marker.p[k] - '0');
			return v;
		}
		i--;
	}
	return last;
}

/* A block of n lines; last is the number of the last note above it. */
static void
read_block(ResReader *rd, NoteLine *nl, uint32_t n, uint32_t last)
{
	bool		lone = false;
	bool		open;
	uint32_t	i;

	for (i = 0; i < n && !lone; i++)
	{
		res_tick(rd->arena, 4);
		lone = nl[i].kind == NOTE_LONE;
	}
	if (lone && !in_order(rd, nl, n, last))
	{
		read_columns(rd, nl, n);
		return;
	}

	/* a block without a marker in front goes on with the last note */
	open = rd->doc->nnotes > 0;
	for (i = 0; i < n; i++)
	{
		bool		begins = false;

		if (nl[i].kind == NOTE_STAR)
			begins = true;
		else if (nl[i].kind != NOTE_TEXT)
		{
			uint32_t	v = nl[i].number;
			bool		stop = i == 0 || ends_in_stop(rd, nl[i - 1].line);

			begins = v == last + 1 || (last == 0 && v < 100) || nl[i].kind == NOTE_LONE ||
				(v > last && v <= last + 8 && stop) ||
				rd->src[rd->lines[nl[i].line].start] == '[';
			if (begins)
				last = v;
		}
		if (begins)
		{
			if (open && i > 0)
				end_note(rd);
			begin_note(rd, nl[i].number, nl[i].kind == NOTE_STAR ? nl[i].stars : 0);
			open = true;
		}
		else if (nl[i].kind == NOTE_INLINE)
			nl[i].from = rd->lines[nl[i].line].start;
		if (open)
			add_line(rd, &nl[i]);
		else
			res_problem(rd, RES_SEVERITY_WARNING, rd->lines[nl[i].line].no,
						"text below a rule belongs to no footnote");
	}
	if (open && n > 0)
		end_note(rd);
}

/*
 * res_notes_collect — read all blocks of notes into doc->notes.
 */
void
res_notes_collect(ResReader *rd)
{
	NoteLine   *nl = NULL;
	uint32_t	n = 0;
	uint32_t	cap = 0;
	uint32_t	last = 0;		/* numbered marker of the blocks read */
	uint32_t	before = 0;		/* notes before the block */
	uint32_t	i;

	for (i = 0; i < rd->nlines; i++)
	{
		if (rd->lines[i].role == RES_LINE_NOTE)
		{
			res_tick(rd->arena, rd->lines[i].len + 64);
			*RES_PUSH(rd->arena, nl, n, cap) = note_line(rd, i);
		}
		else if (n > 0 && rd->lines[i].role != RES_LINE_FURNITURE)
		{
			read_block(rd, nl, n, last);
			last = last_number(rd, before, last);
			before = rd->doc->nnotes;
			n = 0;
		}
	}
	if (n > 0)
		read_block(rd, nl, n, last);
	res_give_back(rd->arena, nl, sizeof(NoteLine) * cap);
}
