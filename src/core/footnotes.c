/*-------------------------------------------------------------------------
 *
 * footnotes.c
 *	  Notes, and the places in the text that call them.
 *
 * Facts of the field that decide: markers run upwards through the whole
 * document, annexes included; the order of notes is the order of calls; a note
 * ends with a full stop; the call stands behind a word or its punctuation.
 *
 *-------------------------------------------------------------------------
 */
#include "dates.h"
#include "internal.h"
#include "language.h"
#include "simd.h"
#include "stages.h"

/* A marker is at most this large; years and numbers of documents are larger. */
#define MAX_MARKER		999

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
	NoteLineKind kind;
	uint8_t		stars;
	int8_t		score;			/* how sure a note begins here (columns) */
} NoteLine;

/* ---------- reading a block of notes ---------- */

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
	while (p < end && res_is_digit(*p) && n <= MAX_MARKER)
		n = n * 10 + (uint32_t) (*p++ - '0');
	if (n == 0 || n > MAX_MARKER)
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

static bool
ends_in_stop(const ResReader *rd, uint32_t i)
{
	const char *end = rd->src + rd->lines[i].start + rd->lines[i].len;

	return end[-1] == '.' || (rd->lines[i].len >= 3 && memcmp(end - 3, "\xE3\x80\x82", 3) == 0);
}

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

static void
end_note(ResReader *rd)
{
	res_flow_end(rd);
}

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

	for (i = 0; i < n; i++)
		if (nl[i].kind == NOTE_LONE && nnumbers < 256)
		{
			for (j = nnumbers; j > 0 && numbers[j - 1] > nl[i].number; j--)
				numbers[j] = numbers[j - 1];
			numbers[j] = nl[i].number;
			nnumbers++;
		}

	/* asterisks keep their own lines, up to a full stop */
	for (i = 0; i < n; i++)
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
	if (nnumbers == 0)
		return;

	/* how likely a note begins at each text line */
	want = (int) nnumbers - 1;
	for (i = 0; i < n; i++)
	{
		const ResLine *line = &rd->lines[nl[i].line];

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
			if (nl[i].kind != NOTE_LONE && nl[i].score == score)
			{
				nl[i].score = 100;
				want--;
			}
	}
	prev = -1;
	for (i = 0; i < n; i++)
	{
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

static void
read_block(ResReader *rd, NoteLine *nl, uint32_t n, uint32_t last)
{
	bool		lone = false;
	bool		open;
	uint32_t	i;

	for (i = 0; i < n; i++)
		if (nl[i].kind == NOTE_LONE)
			lone = true;
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

/* ---------- calls ---------- */

typedef struct Candidate
{
	uint32_t	block;
	uint32_t	start;			/* digits, in the clean text */
	uint32_t	end;
	uint32_t	cut_from;		/* what goes if it is a call */
	uint32_t	cut_to;
	int32_t		note;			/* index among the numbered notes */
	int32_t		back;			/* candidate before it in the best chain */
	float		score;
	float		sum;
	bool		glued;			/* to the word or its punctuation */
	bool		sure;			/* a call even if its note is lost */
	bool		marked;			/* "[^2]" */
} Candidate;

/* A note that no call leads to costs as much as a doubtful call gives. */
#define SKIP_COST		3.0f
#define MIN_SCORE		(-0.8f)
#define NO_CALL			(-100.0f)
/* A text glues its calls or sets them behind a blank; the other way is rare. */
#define OTHER_STYLE		2.0f
/* Calls that lost their notes: what a chain that begins late has to make up, and
 * what any chain must reach. */
#define LOST_START		14.0f
#define LOST_LEAST		5.5f
/* How many notes in a row may lack a call before the chain is given up. */
#define MAX_RESOLUTION	400		/* a session of the Assembly has fewer resolutions */
#define MAX_SESSION		100
#define MAX_SKIP		40

static bool
closes_word(unsigned char c)
{
	switch (c)
	{
		case ',':
		case ';':
		case ':':
		case ')':
		case ']':
		case '"':
		case '\'':
		case '!':
		case '?':
			return true;
		default:
			return false;
	}
}

/* Longest word that is looked for in front of a number, in bytes. */
#define LONGEST_WORD	64

/* The word in front of "at" (at points behind it). */
static const char *
word_before(const char *text, const char *at)
{
	const char *p = at;

	while (p > text && p[-1] != ' ' && at - p < LONGEST_WORD)
		p--;
	return p;
}

/* Four digits that are a year end at "at". */
static bool
is_year(const char *text, const char *at)
{
	if (at - text < 4 || !res_is_digit(at[-1]) || !res_is_digit(at[-2]) || !res_is_digit(at[-3]))
		return false;
	if (at - text > 4 && res_is_digit(at[-5]))
		return false;
	return (at[-4] == '1' && at[-3] == '9') || (at[-4] == '2' && at[-3] == '0');
}

/* The number of a document ends at "at": "5/14". */
static bool
of_document(const char *text, const char *at)
{
	const char *p = at;

	while (p > text && res_is_digit(p[-1]))
		p--;
	return p < at && p - text >= 2 && p[-1] == '/' && (res_is_digit(p[-2]) || res_is_upper(p[-2]));
}

/*
 * A year in brackets behind a word, "recommendation (2019)", has its number
 * behind it; behind a number, "resolution 1325 (2000)", there is none to come.
 */
static bool
year_wants_number(const char *text, const char *at)
{
	return at - text >= 8 && at[-1] == ')' && is_year(text, at - 1) && at[-6] == '(' &&
		at[-7] == ' ' && res_is_alpha(at[-8]);
}

/* Is the call alone on its line in the source, or at its end? */
static bool
alone_in_source(const ResReader *rd, uint32_t start, uint32_t end)
{
	uint32_t	s = res_flow_src(rd->flow, start);
	uint32_t	e = res_flow_src(rd->flow, end - 1) + 1;

	while (s > 0 && rd->src[s - 1] == ' ')
		s--;
	while (e < rd->len && (rd->src[e] == ' ' || rd->src[e] == '\r'))
		e++;
	return (s == 0 || rd->src[s - 1] == '\n') && (e >= rd->len || rd->src[e] == '\n');
}

static uint32_t
number_of(const char *p, const char *e)
{
	uint32_t	v = 0;

	for (; p < e; p++)
	{
		v = v * 10 + (uint32_t) (*p - '0');
		if (v > MAX_MARKER)
			return 0;
	}
	return v;
}

/*
 * In a language that sets a comma in front of decimals: "1,5", but not behind
 * the number of a document, "42/9,1".
 */
static bool
decimal_comma(const ResReader *rd, const char *text, const char *p, const char *e)
{
	const char *w = p - 1;
	uint32_t	n;

	(void) res_lex_entries(rd->lang, RES_LEX_DECIMAL_COMMA, &n);
	while (w > text && res_is_digit(w[-1]))
		w--;
	/* two calls in a row: "10,11" */
	if (p - 1 - w <= 3 && number_of(p, e) == number_of(w, p - 1) + 1 && w > text && w[-1] != ' ')
		return false;
	return n > 0 && !(w > text && w[-1] == '/');
}

/* "Council,1,2": the next number behind the comma. */
static bool
two_calls(const char *p, const char *e, const char *tend)
{
	const char *q = e + 1;
	uint32_t	v = 0;
	uint32_t	w = 0;

	if (e - p > 3)
		return false;
	for (; p < e; p++)
		v = v * 10 + (uint32_t) (*p - '0');
	while (q < tend && res_is_digit(*q) && w < 10000)
		w = w * 10 + (uint32_t) (*q++ - '0');
	return w == v + 1;
}

/*
 * In writing without blanks: does some word of the class end at "at"?  Only as
 * far back as such a word is long.
 */
static bool
unspaced_word_before(const ResReader *rd, ResLexClass cls, const char *text, const char *at)
{
	const char *p = at;
	int			chars;

	for (chars = 0; chars < 4 && p > text; chars++)
	{
		do
			p--;
		while (p > text && ((unsigned char) *p & 0xC0) == 0x80);
		if (!res_is_unspaced(p, at))
			return false;
		if (res_lex_match(rd->lang, cls, p, at, NULL) == (uint32_t) (at - p))
			return true;
	}
	return false;
}

/* A number stands behind a word that wants one: "Agenda 21", "Goal 5". */
static bool
after_number_word(const ResReader *rd, const char *text, const char *p)
{
	const char *w;
	const char *q;

	if (p - text < 3 || p[-1] != ' ')
		return false;
	w = word_before(text, p - 1);

	/* behind an article that has lost its vowel: "d’Action 21" */
	for (q = w; q < p - 1 && q - w <= 4; q++)
		if (*q == '\'')
			w = q + 1;
		else if (p - q > 3 && memcmp(q, "\xE2\x80\x99", 3) == 0)
			w = q + 3;
	return res_is_upper(*w) &&
		res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p - 1, NULL) == (uint32_t) (p - 1 - w);
}

/*
 * The same for writing without blanks, where numbers of the text touch the
 * words around them as calls do: the counted thing behind a number ("3 months"
 * is one word) or what introduces it in front tells it from a call.
 */
static float
unspaced_call_score(const ResReader *rd, const char *text, const char *tend, const char *p,
					const char *e, bool *glued)
{
	const char *b = p;
	const char *a = e;
	const char *last;
	float		score = 5;

	while (b > text && b[-1] == ' ')
		b--;
	while (a < tend && *a == ' ')
		a++;
	if (b == text)
		return NO_CALL;
	*glued = b == p;
	if (b < p)
		score = alone_in_source(rd, (uint32_t) (p - rd->flow->text), (uint32_t) (e - rd->flow->text)) ? 6.5f : 3;
	if (unspaced_word_before(rd, RES_LEX_NOT_CALL_BEFORE, text, b))
	{
		if (a == e)
			return NO_CALL;
		score -= *glued ? 2 : 4;
	}
	else if (a == e && res_is_word(e, tend))
		score -= 2;				/* inside a word on both sides */
	if (res_is_alpha(b[-1]))
		score -= 2;
	if (a < tend && res_is_digit(*a))
		score -= 4;				/* "1 500" */
	if (res_lex_match(rd->lang, RES_LEX_AND, a, tend, NULL) > 0)
		score -= 0.2f;
	else if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, a, tend, NULL) > 0)
		return a == e ? NO_CALL : score - 4;

	/* "1、2": behind a mark that stands between two numbers */
	last = b - 1;
	while (last > text && ((unsigned char) *last & 0xC0) == 0x80)
		last--;
	if (last > text && res_is_digit(last[-1]) && !res_is_word(last, b))
		score -= 3.5f;
	else if (!res_is_word(last, b) && (unsigned char) *last >= 0x80)
		score += 1;				/* closing quotation marks, stops */
	return score;
}

/* "Genera1": the letter l of a word, misread; the word is none without it. */
static bool
misread_l(const ResReader *rd, const char *text, const char *p, const char *e)
{
	char		word[32];
	const char *w = p;
	size_t		n;

	if (e - p != 1 || *p != '1')
		return false;
	while (w > text && p - w < 30 && res_is_alpha(w[-1]))
		w--;
	n = (size_t) (p - w);
	if (n < 3 || n > 30)
		return false;
	memcpy(word, w, n);
	word[n] = 'l';
	return !res_vocabulary_has(rd->lang, word, (uint32_t) n) && res_vocabulary_has(rd->lang, word, (uint32_t) n + 1);
}

/*
 * How much speaks for a run of digits being a call; NO_CALL if it cannot be.
 * text/tend: the block; p/e: the digits.
 */
static float
call_score(const ResReader *rd, const char *text, const char *tend, const char *p, const char *e,
		   bool *glued)
{
	unsigned char before = p > text ? (unsigned char) p[-1] : ' ';
	unsigned char after = e < tend ? (unsigned char) *e : ' ';
	const char *w;

	*glued = false;
	if (before == '^' && p - text >= 2 && p[-2] == '[' && after == ']')
		return 10;
	if (before == '(' && after == ')')
	{
		/* Arabic: the call in brackets at the word, or at a year */
		if (p - text < 2 || res_is_alpha(p[-2]))
			return NO_CALL;
		if (p[-2] == ' ' || res_is_digit(p[-2]))
		{
			uint32_t	n;

			(void) res_lex_entries(rd->lang, RES_LEX_BRACKET_CALLS, &n);
			if (n == 0)
				return NO_CALL;
			/* behind a year; "article 7(2)" is likely none */
			return p[-2] == ' ' ? 3 : is_year(text, p - 1) ? 5 : 2;
		}
		return (unsigned char) p[-2] >= 0x80 || closes_word((unsigned char) p[-2]) ? 6 : NO_CALL;
	}
	if (before == ',' && p - text >= 2 && res_is_digit(p[-2]) && !is_year(text, p - 1) &&
		(e - p == 3 ? !of_document(text, p - 1) : decimal_comma(rd, text, p, e)))
		return NO_CALL;			/* "8,372", "1,5"; but "resolution 5/14,118" */
	if (before == ',' && after == ')')
		return NO_CALL;			/* "reports,1) progress": a label */
	if (e - p <= 2 && (before == ' ' || before >= 0x80 || before == ',') &&
		res_date_match(rd->lang, p, tend, NULL) > 0)
		return NO_CALL;			/* "24 April 2015,17 August 2015" */
	if (after == '/' || after == '%' || after == '(' ||
		(after == '.' && e + 1 < tend && res_is_digit(e[1])) ||
		(after == ',' && e + 1 < tend && res_is_digit(e[1]) && !two_calls(p, e, tend)) ||
		res_dash_len(e, tend) > 0)
		return NO_CALL;
	if (before == '/' || before == '-' || before == '(' || before == '.' || before == '$')
	{
		/* "resolution 55/2.3" is none; a word's full stop may carry a call */
		if (before != '.' || p - text < 3)
			return NO_CALL;
		w = word_before(text, p);
		if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p, NULL) == (uint32_t) (p - w))
			return NO_CALL;		/* "S/RES/1756 (2007), op.2" */
		*glued = true;

		/* a paragraph ends with its stop, so a number behind it is a call: "(2022).1" */
		if (e == tend && e - p <= 2 && memchr(word_before(text, p), '/', (size_t) (p - word_before(text, p))) == NULL &&
			(res_is_alpha(p[-2]) || p[-2] == ')' || res_is_digit(p[-2])))
			return 5;
		if (!res_is_lower(p[-2]) || !res_is_lower(p[-3]))
			return NO_CALL;
		return 4;
	}
	if (p - text >= 3 && (res_dash_len(p - 3, p) == 3 || res_open_quote_len(p - 3, p) == 3))
		return NO_CALL;
	if (before == ' ' && p - text >= 3 && res_open_quote_len(p - 3, p) == 2)
		return NO_CALL;			/* "« 1" */
	if (p - text >= 3 && tend - e >= 3 && memcmp(p - 3, "\xE2\x80\x99", 3) == 0 &&
		memcmp(e, "\xE2\x80\x98", 3) == 0)
		return NO_CALL;			/* an Arabic label, ’2‘ */
	{
		const char *b = p;
		const char *a = e;

		while (b > text && b[-1] == ' ')
			b--;
		while (a < tend && *a == ' ')
			a++;
		while (b > text && ((unsigned char) *--b & 0xC0) == 0x80)
			;
		if (res_is_unspaced(a, tend) || (b < p && res_is_unspaced(b, p)))
			return unspaced_call_score(rd, text, tend, p, e, glued);
	}
	if (res_is_lower((char) after) && !res_is_alpha((char) before))
	{
		uint32_t	w = res_lex_match(rd->lang, RES_LEX_ORDINAL_END, e, tend, NULL);

		if (w > 0 && !res_is_word(e + w, tend))
			return NO_CALL;		/* "its 2nd plenary meeting"; but "a11nd" */
	}
	if (before == ' ' && res_is_lower((char) after) && p - text >= 2)
	{
		/* "Parties, 8and", "Weapons 6and": the blank on the wrong side */
		if (closes_word((unsigned char) p[-2]))
			return 2;
		if (res_is_alpha(p[-2]) && tend - e >= 2 && res_is_lower(e[1]))
			return 1.5f;
	}
	if (res_is_alpha((char) after) || (after >= 0x80 && res_blank_len(e, tend) == 0 &&
									   res_is_word(e, tend)))
	{
		/* inside or at the front of a word: slips of the source; normal in Chinese */
		*glued = before != ' ';
		if (before == ' ')
			return NO_CALL;
		if (after >= 0x80 && before >= 0x80)
			return 2;
		/* "August 2011,3S-18/1": the session of the next resolution */
		if (closes_word(before) && after == 'S' && tend - e >= 3 && res_dash_len(e + 1, tend) > 0)
			return 5;
		if (closes_word(before))
			return 3;
		return res_is_lower((char) after) && res_is_lower((char) before) ? 2.0f : 1.5f;
	}
	if (before != ' ')
	{
		*glued = true;
		if (res_is_alpha((char) before))
		{
			/* "making100 per cent" */
			const ResLexEntry *entry;

			if (e < tend && *e == ' ' &&
				res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, e + 1, tend, &entry) > 0 && entry->number > 0)
				return 1;
			if (misread_l(rd, text, p, e))
				return 0;

			/* "CO2", "G20", "A4" */
			w = word_before(text, p);
			while (w < p && !res_is_alpha(*w) && (unsigned char) *w < 0x80)
				w++;
			if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, w, p, NULL) == (uint32_t) (p - w))
				/* "session2": what stands behind a number word without a blank is a call */
				return p - w > 3 && res_is_lower(p[-1]) ? 5 : 1.5f;
			if (p - w <= 3)
			{
				bool		caps = true;

				for (; w < p; w++)
					if (!res_is_upper(*w))
						caps = false;
				if (caps)
					return 1.5f;
			}
			return 6;
		}
		if (before >= 0x80)
		{
			/* letters of other scripts, closing quotes; "and" may be set at a number */
			w = word_before(text, p);
			return res_lex_match(rd->lang, RES_LEX_CITE_PREFIX, w, p, NULL) == (uint32_t) (p - w) ? 1.0f : 6;
		}
		if (before == ',' && p - text >= 2 && res_is_digit(p[-2]) && !is_year(text, p - 1))
		{
			/* "paragraphs 6, 8,10"; but "resolution 42/9,1" */
			w = word_before(text, p);
			return memchr(w, '/', (size_t) (p - w)) != NULL ? 5 : 2;
		}
		if (before == ')' && year_wants_number(text, p))
			return 1;
		if (closes_word(before))
			return 6;
		return NO_CALL;
	}

	/* a blank in front */
	{
		const char *q = p - 1;
		const ResLexEntry *entry;
		unsigned char pp;
		float		score;

		if (q <= text)
			return NO_CALL;
		pp = (unsigned char) q[-1];
		if (closes_word(pp))
		{
			score = 4;
			if (q - text >= 2 && res_is_digit(q[-2]))
			{
				const char *n = q - 1;

				/* "sections 1, 2 and 3"; but "8 September 2000, 2", "Agenda 21, 6" */
				while (n > text && res_is_digit(n[-1]))
					n--;
				score = is_year(text, q - 1) ? 3.0f : after_number_word(rd, text, n) ? 2.5f : 1.5f;
			}
			else if (pp == ';' && e == tend)
				score = 6;		/* the paragraph has come to its end */
		}
		else if (res_is_digit((char) pp))
		{
			score = is_year(text, q) ? 2.4f : 1.3f;
		}
		else
			score = 2.5f;
		if (score < 4 || !closes_word(pp))
		{
			const char *wb = word_before(text, q);

			if (res_lex_match(rd->lang, RES_LEX_NOT_CALL_BEFORE, wb, q, NULL) == (uint32_t) (q - wb))
			{
				score -= 1.4f;
				if (e < tend && e[0] == ' ' && e + 1 < tend && e[1] == '(')
					score -= 1.5f;	/* "paragraph 3 (a)" */
			}
			/* "resolution 5/6 4 of": behind the number of a document */
			if (res_is_digit((char) pp) && memchr(wb, '/', (size_t) (q - wb)) != NULL)
				score = 3.5f;
		}
		if (e < tend && *e == ' ' &&
			res_lex_match(rd->lang, RES_LEX_NOT_CALL_AFTER, e + 1, tend, &entry) > 0)
			score -= res_lex_match(rd->lang, RES_LEX_AND, e + 1, tend, NULL) > 0 ? 0.2f : entry->number > 0 ? 4.0f : 1.2f;
		if (e < tend && *e == ' ' && res_lex_match(rd->lang, RES_LEX_MONTH, e + 1, tend, NULL) > 0)
			score -= 4;
		if (alone_in_source(rd, (uint32_t) (p - rd->flow->text), (uint32_t) (e - rd->flow->text)))
			score += 4;
		return score;
	}
}

/* A year and a dash stand in front: "2015-". */
static bool
behind_year(const char *text, const char *p)
{
	uint32_t	w;

	if (p - text >= 5 && res_dash_len(p - 1, p) == 1)
		w = 1;
	else if (p - text >= 7 && res_dash_len(p - 3, p) == 3)
		w = 3;
	else
		return false;
	return is_year(text, p - w);
}

/*
 * A word of the field in lower case, five letters or more, ends at "at", or a
 * quotation, or a year and its comma: none has a figure at its end.
 */
static bool
behind_word(const ResReader *rd, const char *text, const char *at)
{
	const char *p = at;

	/* "2015–2030,6", "Development”16" */
	if (at - text > 5 && at[-1] == ',' && is_year(text, at - 1))
		return true;
	if (at - text > 8 && memcmp(at - 3, "\xE2\x80\x9D", 3) == 0)
		return res_is_lower(at[-4]) && res_is_lower(at[-5]);
	while (p > text && at - p < 30 && res_is_alpha(p[-1]))
		p--;
	if (at - p < 5 || (p > text && p[-1] != ' ' && p[-1] != '-'))
		return false;
	return res_is_lower(at[-1]) && res_is_lower(at[-2]) && res_is_lower(at[-3]) &&
		res_vocabulary_has(rd->lang, p, (uint32_t) (at - p));
}

/* Searches through the whole text that one text is worth. */
#define MAX_SEARCHES	64

/*
 * The number of a document that ends at "at" ("49/19") stands elsewhere in the
 * text too.
 */
static bool
number_elsewhere(const ResFlow *flow, const char *at)
{
	const char *p = at;
	const char *q;
	const char *end = flow->text + flow->len;
	const char *mark;
	size_t		n;

	while (p > flow->text && at - p < 20 && p[-1] != ' ' && (unsigned char) p[-1] < 0x80 && p[-1] != '(')
		p--;
	n = (size_t) (at - p);
	if (n < 3 || !res_is_digit(*p) || flow->len <= n)
		return false;

	/* digits are common: look for the slash, if there is one */
	mark = memchr(p, '/', n);
	if (mark == NULL)
		mark = p;
	q = flow->text + (mark - p);
	while (end - q > at - mark && (q = memchr(q, *mark, (size_t) ((end - q) - (at - mark)))) != NULL)
	{
		const char *start = q - (mark - p);

		if (start != p && memcmp(start, p, n) == 0 && !res_is_digit(start[n]) &&
			(start == flow->text || (!res_is_digit(start[-1]) && start[-1] != '/')))
			return true;
		q++;
	}
	return false;
}

/* The numbered notes in order, those of the title left out. */
typedef struct Numbered
{
	uint32_t	number;
	int32_t		note;
} Numbered;

static int32_t
find_number(const Numbered *notes, uint32_t n, uint32_t number)
{
	uint32_t	lo = 0;
	uint32_t	hi = n;

	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;

		if (notes[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && notes[lo].number == number ? (int32_t) lo : -1;
}

/* Raised digits ¹ ² ³ ⁰ ⁴ … ⁹ at p: value, and length in bytes. */
static int
raised_digit(const char *p, const char *end, uint32_t *len)
{
	uint32_t	ch = res_decode(p, end, len);

	if (ch == 0xB9)
		return 1;
	if (ch == 0xB2 || ch == 0xB3)
		return (int) (ch - 0xB0);
	if (ch == 0x2070 || (ch >= 0x2074 && ch <= 0x2079))
		return (int) (ch - 0x2070);
	return -1;
}

/* Asterisks in a row that may call a note. */
#define MAX_STARS		15

/* "first word of notes" does not matter; all that may call one. */
static bool
calls_notes(ResBlockKind kind)
{
	return kind == RES_BLOCK_CLAUSE || kind == RES_BLOCK_HEADING || kind == RES_BLOCK_ANNEX ||
		kind == RES_BLOCK_OTHER || kind == RES_BLOCK_FORMULA;
}

/*
 * A note that is called by a mark is not called by a bare number as well:
 * markup has "2011,[^2]36/4 of" where print has a blank (A/RES/74/150), and
 * "reports,1) progress" (S/RES/2520 (2020)).  Returns how many are left.
 */
static uint32_t
drop_unmarked(ResReader *rd, Candidate *cand, uint32_t ncand, uint32_t nnotes)
{
	bool	   *marked = res_alloc(rd->arena, nnotes + 1);
	uint32_t	left = 0;
	uint32_t	i;

	res_tick(rd->arena, 4 * ncand);
	for (i = 0; i < ncand; i++)
		if (cand[i].marked)
			marked[cand[i].note] = true;
	for (i = 0; i < ncand; i++)
		if (cand[i].marked || cand[i].note < 0 || !marked[cand[i].note])
			cand[left++] = cand[i];
	return left;
}

/*
 * The chain of candidates with rising numbers that scores best.  Returns its
 * last candidate (Candidate.back leads through it), -1 if there is none.
 */
static int32_t
best_chain(ResReader *rd, Candidate *cand, uint32_t ncand, int32_t *best, uint32_t nnotes, bool lost)
{
	int32_t		last = -1;
	float		top = 0;
	uint32_t	i;

	for (i = 0; i < nnotes; i++)
		best[i] = -1;
	for (i = 0; i < ncand; i++)
	{
		Candidate  *c = &cand[i];
		int32_t		k = c->note;
		int32_t		j;

		if (k < 0)
			continue;
		res_tick(rd->arena, 64);
		c->back = -1;
		c->sum = lost ? 0 : -SKIP_COST * (float) k;
		if (lost && k > 1)
			c->sum = -LOST_START;	/* a sequence begins at 1 or 2 */
		for (j = k - 1; j >= 0 && k - j <= MAX_SKIP; j--)
			if (best[j] >= 0)
			{
				float		sum = cand[best[j]].sum - SKIP_COST * (float) (k - j - 1);

				if (sum > c->sum)
				{
					c->sum = sum;
					c->back = best[j];
				}
			}
		c->sum += c->score;
		if (best[k] < 0 || cand[best[k]].sum < c->sum)
			best[k] = (int32_t) i;
	}
	for (i = 0; i < nnotes; i++)
		if (best[i] >= 0)
		{
			float		sum = cand[best[i]].sum;

			if (!lost)
				sum -= SKIP_COST * (float) (nnotes - 1 - i);
			else if (sum < LOST_LEAST)
				continue;
			if (last < 0 || sum > top)
			{
				top = sum;
				last = best[i];
			}
		}
	return last;
}

/*
 * res_calls_find — where each note is called.
 *
 * Every number that could be a call of a note is a candidate with a score; the
 * chain of candidates with rising numbers that scores best is taken, since the
 * order of calls is the order of notes.  Calls leave the clean text.
 *
 * In a text that has calls but has lost its notes, only numbers glued to a word
 * or its comma, in sequence, are calls; they leave the text all the same.
 */
void
res_calls_find(ResReader *rd)
{
	ResDocument *doc = rd->doc;
	ResFlow    *flow = rd->flow;
	Numbered   *notes;
	uint32_t	nnotes = 0;
	Candidate  *cand = NULL;
	uint32_t	ncand = 0;
	uint32_t	capcand = 0;
	int32_t    *best;
	ResSpan    *cut = NULL;
	uint32_t	ncut = 0;
	uint32_t	capcut = 0;
	uint32_t	b;
	uint32_t	i;
	int32_t		last;
	bool		lost;
	bool		stars = false;
	int32_t		reached;
	int			searches = 0;
	bool		calls_first;	/* calls stand in front of the punctuation */
	int			style_glued = -1;	/* 1 glued, 0 behind a blank, -1 mixed */
	uint32_t	next_star[MAX_STARS + 1] = {0};	/* by length: notes before it are called */

	(void) res_lex_entries(rd->lang, RES_LEX_CALLS_FIRST, &i);
	calls_first = i > 0;
	notes = res_alloc(rd->arena, sizeof(Numbered) * (doc->nnotes + 1));
	for (i = 0; i < doc->nnotes; i++)
	{
		ResStr		marker = doc->notes[i].marker;

		if (marker.p[0] == '*')
		{
			stars = true;
			continue;
		}
		if (doc->notes[i].anchor != RES_ANCHOR_NONE)
			continue;
		/* markers rise; one that does not is left without a call */
		{
			uint32_t	v = number_of(marker.p, marker.p + marker.len);

			if (nnotes > 0 && v <= notes[nnotes - 1].number)
				continue;
			notes[nnotes].number = v;
			notes[nnotes].note = (int32_t) i;
			nnotes++;
		}
	}

	/*
	 * Without notes every small number is a note of its own, found or not: a
	 * sequence of calls tells them.
	 */
	lost = nnotes == 0 && doc->nnotes == 0;
	if (lost)
	{
		notes = res_alloc(rd->arena, sizeof(Numbered) * MAX_MARKER);
		for (i = 0; i < MAX_MARKER; i++)
		{
			notes[i].number = i + 1;
			notes[i].note = RES_NONE;
		}
		nnotes = MAX_MARKER;
	}

	/* candidates, and asterisks at words */
	for (b = 0; b < flow->nblocks; b++)
	{
		const ResFlowBlock *block = &flow->blocks[b];
		const char *text = flow->text + block->start;
		const char *end = flow->text + block->end;
		const char *p = text;
		const char *ticked = text;

		/* meeting lines are full of numbers; a mark calls even there */
		if (!calls_notes(block->kind) && block->kind != RES_BLOCK_CLOSING)
			continue;
		while (p < end)
		{
			unsigned char c = (unsigned char) *p;
			const char *e;
			const char *s;
			uint32_t	v;
			int32_t		k;
			bool		glued;
			float		score;

			if (p - ticked >= 4096)
			{
				res_tick(rd->arena, (uint32_t) (p - ticked));
				ticked = p;
			}
			if ((!res_is_digit((char) c) && c != '*' && c != 0xC2 && c != 0xE2) ||
				(block->kind == RES_BLOCK_CLOSING && (p == text || p[-1] != '^')))
			{
				p = res_find_mark(p + 1, end);
				continue;
			}
			if (c == '*' && stars && p > text)
			{
				e = p;
				while (e < end && *e == '*')
					e++;
				i = e - p <= MAX_STARS ? next_star[e - p] : doc->nnotes;
				for (; i < doc->nnotes; i++)
					if (doc->notes[i].marker.p[0] == '*' && doc->notes[i].marker.len == (uint32_t) (e - p) &&
						doc->notes[i].anchor == RES_ANCHOR_NONE)
						break;
				if (e - p <= MAX_STARS)
					next_star[e - p] = i;
				if (i < doc->nnotes)
				{
					Candidate  *star = RES_PUSH(rd->arena, cand, ncand, capcand);

					memset(star, 0, sizeof(*star));
					star->block = b;
					star->start = star->cut_from = (uint32_t) (p - flow->text);
					star->end = star->cut_to = (uint32_t) (e - flow->text);
					star->note = -2 - (int32_t) i;
					doc->notes[i].anchor = RES_ANCHOR_CLAUSE;
				}
				p = e;
				continue;
			}
			if (!res_is_digit((char) c))
			{
				uint32_t	len;

				if (c == 0xC2 || c == 0xE2)
				{
					int			d = raised_digit(p, end, &len);

					if (d >= 0)
					{
						v = 0;
						s = p;
						do
						{
							v = v * 10 + (uint32_t) d;
							p += len;
						} while (p < end && v <= MAX_MARKER && (d = raised_digit(p, end, &len)) >= 0);
						k = v >= 1 && v <= MAX_MARKER ? find_number(notes, nnotes, v) : -1;
						if (k >= 0 && s > text)
						{
							Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

							memset(one, 0, sizeof(*one));
							one->block = b;
							one->start = one->cut_from = (uint32_t) (s - flow->text);
							one->end = one->cut_to = (uint32_t) (p - flow->text);
							one->note = k;
							one->score = 8;
						}
						continue;
					}
				}
				p++;
				continue;
			}
			s = p;
			e = p;
			while (e < end && res_is_digit(*e))
				e++;
			p = e;
			if (e - s > 7)
				continue;

			/* the whole run */
			v = e - s <= 3 && *s != '0' ? number_of(s, e) : 0;
			if (v > 0 && (k = find_number(notes, nnotes, v)) >= 0)
			{
				bool		typed = e < end && *e == '/' && (e + 1 == end || e[1] == ' ') && s > text;

				/* "Agreement, 1/ and": nothing else looks so */
				if (typed)
					e = ++p;
				score = call_score(rd, text, end, s, e, &glued);
				if (typed && score >= MIN_SCORE)
					score += 3;
				if (lost && !typed && !(glued && score >= 5))
					score = NO_CALL;
				if (score >= MIN_SCORE)
				{
					Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

					memset(one, 0, sizeof(*one));
					one->block = b;
					one->start = (uint32_t) (s - flow->text);
					one->end = (uint32_t) (e - flow->text);
					one->cut_from = one->start;
					one->cut_to = one->end;
					if (s > text && s[-1] == '^')
					{
						one->marked = true;
						one->cut_from -= 2;
						one->cut_to += 1;
					}
					else if (s > text && s[-1] == '(')
					{
						one->cut_from -= 1;
						one->cut_to += 1;
					}
					else if (s > text && s[-1] == ' ')
						one->cut_from -= 1;
					one->note = k;
					one->score = score;
					one->glued = s > text && s[-1] != ' ';

					/* "Rights;5" at the end, "Action,4 and": nothing else looks so */
					one->sure = one->glued && (s[-1] == ';' || s[-1] == ',') && s - text >= 3 &&
						(res_is_lower(s[-2]) || s[-2] == ')' || (s[-1] == ';' && e == end)) &&
						(e == end || *e == ' ');
					one->sure |= typed;
					one->sure |= lost && one->glued && (e == end || !res_is_word(e, end)) && behind_word(rd, text, s);
				}
				if (typed)
					continue;
			}

			/* glued to the number that follows ("August 2011,419/1") */
			if (e < end && *e == '/' && s > text && closes_word((unsigned char) s[-1]) && e - s >= 2)
			{
				uint32_t	cutlen;

				for (cutlen = 1; cutlen <= 2 && e - s > (ptrdiff_t) cutlen; cutlen++)
				{
					v = number_of(s, s + cutlen);
					k = v > 0 ? find_number(notes, nnotes, v) : -1;
					if (k < 0 || s[cutlen] == '0' || lost)
						continue;
					{
						Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

						memset(one, 0, sizeof(*one));
						one->block = b;
						one->start = one->cut_from = (uint32_t) (s - flow->text);
						one->end = one->cut_to = one->start + cutlen;
						one->note = k;
						one->glued = true;

						/* no organ has had a hundred sessions */
						one->score = number_of(s, e) > MAX_SESSION && number_of(s + cutlen, e) <= MAX_SESSION ? 5 : 3;
					}
				}
			}

			/* glued to a year ("20242") or to a number ("71/20513") */
			if (e - s >= 2 && !(e < end && (*e == '/' || *e == '-' || *e == '(')))
			{
				bool		document = s > text && (s[-1] == '/' || s[-1] == '.') && !lost &&
					!(e < end && res_is_word(e, end));
				uint32_t	cutlen;

				for (cutlen = 1; cutlen <= 3 && e - s > (ptrdiff_t) cutlen; cutlen++)
				{
					const char *front = e - cutlen;
					uint32_t	year;

					if (*front == '0')
						continue;
					v = number_of(front, e);
					k = v > 0 ? find_number(notes, nnotes, v) : -1;
					if (k < 0)
						continue;
					year = front - s == 4 ? number_of(s + 1, front) + 1000u * (uint32_t) (s[0] - '0') : 0;
					if (year >= 1900 && year <= 2100 && (s == text || s[-1] == ' ' || (unsigned char) s[-1] >= 0x80))
						score = 5;
					else if (year >= 1900 && year <= 2100 && behind_year(text, s))
						score = 5;	/* "2024-20343" */
					else if (document && searches < MAX_SEARCHES &&
							 (searches++, number_elsewhere(flow, front)) && !number_elsewhere(flow, e))
						score = number_of(s, e) > MAX_RESOLUTION || number_of(s, e) == 0 ? 5 : 4;
					else if (document && s[-1] == '/' && e - s == (ptrdiff_t) cutlen + 1)
						score = number_of(s, e) > MAX_RESOLUTION ? 2 : -0.5f;	/* "5/725", "5/13" */
					else if (document && s[-1] == '.' && s - text >= 2 && res_is_upper(s[-2]) && e - s == 2)
						score = -0.5f;	/* "1/CMA.55" */
					else if (e - s == (ptrdiff_t) cutlen + 1)
					{
						/* "3/CMA.528", "14/13": only if nothing else calls it */
						if (!document || !calls_first || searches >= MAX_SEARCHES ||
							(searches++, number_elsewhere(flow, e)))
							continue;
						score = 0;
					}
					else if (s > text && s[-1] == '/' && number_of(s, e) > MAX_RESOLUTION)
						score = 2;
					else if (s > text && s[-1] == '/' && e - s > 3)
						score = 2;
					else if (e - s >= 5 && cutlen <= 2 && (s == text || s[-1] == ' '))
						score = 0.8f;	/* thousands have a comma: "565" and 14 */
					else if (after_number_word(rd, text, s))
						score = 2;
					else if (s - text >= 2 && (s[-1] == '.' || res_dash_len(s - 1, s) > 0 ||
											   (s - text >= 3 && res_dash_len(s - 3, s) == 3)) &&
							 (res_is_upper(s[-2]) || (s - text >= 4 && res_is_upper(s[-4]))))
						score = 1.5f;	/* "CP.2126", "COVID-1914" */
					else if (document && s[-1] == '/' && (calls_first || k > 0))
						score = calls_first ? 0 : -0.6f;	/* "79/162": only if nothing else calls it */
					else
						continue;
					if (lost && score < 5)
						continue;
					{
						Candidate  *one = RES_PUSH(rd->arena, cand, ncand, capcand);

						memset(one, 0, sizeof(*one));
						one->block = b;
						one->start = one->cut_from = (uint32_t) (front - flow->text);
						one->end = one->cut_to = (uint32_t) (e - flow->text);
						one->note = k;
						one->score = score;
						one->glued = true;

						/* five figures or more have a comma or a blank: "19932" */
						one->sure = year >= 1945 && year <= 2035 && e - s <= 6;
					}
				}
			}
		}
		res_tick(rd->arena, (uint32_t) (end - ticked) + 16);
	}

	/* the best chain; then once more, knowing how this text sets its calls */
	ncand = drop_unmarked(rd, cand, ncand, nnotes);
	best = res_alloc(rd->arena, sizeof(int32_t) * (nnotes + 1));
	last = best_chain(rd, cand, ncand, best, nnotes, lost);
	if (!lost)
	{
		uint32_t	nglued = 0;
		uint32_t	nblank = 0;
		int32_t		c;

		for (c = last; c >= 0; c = cand[c].back)
			if (cand[c].glued)
				nglued++;
			else
				nblank++;
		if (nglued + nblank >= 4 && (nglued >= 3 * nblank || nblank >= 3 * nglued))
		{
			style_glued = nglued > nblank ? 1 : 0;
			for (i = 0; i < ncand; i++)
				if (cand[i].note >= 0 && cand[i].glued != (style_glued == 1))
					cand[i].score -= OTHER_STYLE;
			last = best_chain(rd, cand, ncand, best, nnotes, lost);
		}
	}

	/* mark the chain: back now says "taken" */
	while (last >= 0)
	{
		int32_t		back = cand[last].back;
		int32_t		j;

		cand[last].back = -2;
		/* the same note called before, by a fainter sign */
		for (j = last - 1; j > back && !lost; j--)
			if (cand[j].note == cand[last].note && cand[j].score >= 5)
				cand[j].back = -2;
			else if (cand[j].note == cand[last].note && cand[j].score >= 1.8f &&
				(style_glued < 0 || cand[j].glued == (style_glued == 1)) &&
				closes_word((unsigned char) flow->text[cand[j].cut_from - 1]))
				cand[j].back = -2;
		last = back;
	}
	reached = -1;
	rd->places = res_alloc(rd->arena, sizeof(ResCallPlace) * (ncand + 1));
	rd->nplaces = 0;
	for (i = 0; i < ncand; i++)
	{
		Candidate  *c = &cand[i];
		int32_t		note;

		res_tick(rd->arena, 16);
		if (c->note >= 0)
		{
			if (c->back == -2)
				reached = c->note;
			else if (lost ? !c->sure : c->score < 5 || c->note > reached + 1)
				continue;		/* no call; or else a note is called again */
			else if (!lost && c->note > reached)
				reached = c->note;	/* it is called before the chain calls it */
		}
		note = c->note >= 0 ? notes[c->note].note : -2 - c->note;
		if (ncut > 0 && cut[ncut - 1].end > c->cut_from)
			continue;
		*RES_PUSH(rd->arena, cut, ncut, capcut) = (ResSpan) {c->cut_from, c->cut_to};
		if (note >= 0)
		{
			ResCallPlace *place = &rd->places[rd->nplaces++];

			place->note = note;
			place->block = c->block;
			place->pos = c->cut_from;
		}
	}
	res_give_back(rd->arena, cand, sizeof(Candidate) * capcand);
	res_flow_remove(rd, cut, ncut);
	res_give_back(rd->arena, cut, sizeof(ResSpan) * capcut);
}

/*
 * res_flow_remove — take ranges out of the clean text.
 *
 * removed: n disjoint ranges in rising order, inside blocks.  Pieces, blocks
 * and places of calls follow.
 */
void
res_flow_remove(ResReader *rd, const ResSpan *removed, uint32_t n)
{
	ResFlow    *flow = rd->flow;
	ResPiece   *pieces = NULL;
	uint32_t	npieces = 0;
	uint32_t	cappieces = 0;
	uint32_t	out;
	uint32_t	i;
	uint32_t	k;
	uint32_t	cut;
	uint32_t	next;

	if (n == 0)
		return;

	/* pieces: each kept stretch begins one */
	k = 0;
	next = 0;					/* first piece not yet behind us */
	cut = 0;
	for (i = 0; i <= n; i++)
	{
		uint32_t	start = i == 0 ? 0 : removed[i - 1].end;
		uint32_t	end = i == n ? flow->len : removed[i].start;

		if (i > 0)
			cut += removed[i - 1].end - removed[i - 1].start;
		res_tick(rd->arena, 32);
		if (start >= end)
			continue;
		while (next < flow->npieces && flow->pieces[next].clean <= start)
			next++;
		/* the piece that covers "start" */
		if (next > 0)
		{
			const ResPiece *cover = &flow->pieces[next - 1];
			ResPiece   *one = RES_PUSH(rd->arena, pieces, npieces, cappieces);

			one->clean = start - cut;
			one->src = cover->src + (start - cover->clean);
		}
		while (next < flow->npieces && flow->pieces[next].clean < end)
		{
			ResPiece   *one = RES_PUSH(rd->arena, pieces, npieces, cappieces);

			one->clean = flow->pieces[next].clean - cut;
			one->src = flow->pieces[next].src;
			next++;
			res_tick(rd->arena, 8);
		}
	}

	/* text */
	out = removed[0].start;
	for (i = 0; i < n; i++)
	{
		uint32_t	start = removed[i].end;
		uint32_t	end = i + 1 < n ? removed[i + 1].start : flow->len;

		memmove(flow->text + out, flow->text + start, end - start);
		out += end - start;
		res_tick(rd->arena, 16 + (end - start) / 16);
	}
	flow->len = out;

	/* blocks and places: both rise */
	cut = 0;
	i = 0;
	for (k = 0; k < flow->nblocks; k++)
	{
		ResFlowBlock *block = &flow->blocks[k];
		uint32_t	before;

		res_tick(rd->arena, 16);
		while (i < n && removed[i].end <= block->start)
		{
			cut += removed[i].end - removed[i].start;
			i++;
		}
		before = cut;
		while (i < n && removed[i].end <= block->end)
		{
			cut += removed[i].end - removed[i].start;
			i++;
		}
		block->start -= before;
		block->end -= cut;
	}
	cut = 0;
	i = 0;
	for (k = 0; k < rd->nplaces; k++)
	{
		while (i < n && removed[i].start < rd->places[k].pos)
		{
			cut += removed[i].end - removed[i].start;
			i++;
		}
		rd->places[k].pos -= cut;
	}
	res_give_back(rd->arena, flow->pieces, sizeof(ResPiece) * flow->cappieces);
	flow->pieces = pieces;
	flow->npieces = npieces;
	flow->cappieces = cappieces;
}
