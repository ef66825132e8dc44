/*-------------------------------------------------------------------------
 *
 * citations.c
 *	  Documents cited in running text: the scan.
 *
 * The text is read once, forwards.  Words that matter (organs, "resolution",
 * "annex", names of instruments …) are recognized by their first bytes in a
 * small table, so that ordinary words cost next to nothing.  What was seen
 * is remembered in a few slots: the last organs, the last word for resolution
 * or decision, the last pinpoints, the last date.  The work is done where a
 * number stands: what it is a number of follows from its form first, from the
 * organ that is named second, from the organ of the text last.
 *
 * Here is the pass over the bytes; what is done at a word, a number and a
 * symbol is in citations_words.c, citations_list.c and citations_symbol.c, and
 * citations_internal.h says how they work together.
 *
 * Everything about a language is in data/lexicon-citations.tsv.
 *
 *-------------------------------------------------------------------------
 */
#include "citations_lexer.h"

/*
 * What is kept in the arena from one text to the next: the room for lists and
 * citations.
 */
typedef struct Memo
{
	Item	   *items;
	uint32_t	capitems;
	ResCited   *out;
	uint32_t	capout;
} Memo;

/* ---------- digits ---------- */

/*
 * The letters that stand for a special session in front of the digits at p
 * ("دإ-24/2"), in alphabets that have their own; null if there are none.
 */
static const char *
era_before(const Scan *s, const char *p)
{
	const ResLexEntry *entries;
	const char *best = NULL;
	uint32_t	n;
	uint32_t	i;

	entries = res_lex_entries(s->lang, RES_LEX_CITE_ERA, &n);
	for (i = 0; i < n; i++)
	{
		uint32_t	len = entries[i].len;

		if (entries[i].value != NULL && p - s->text >= (ptrdiff_t) len &&
			memcmp(p - len, entries[i].text, len) == 0 && !word_before(s, p - len) &&
			(best == NULL || p - len < best))
			best = p - len;
	}
	return best;
}

/*
 * At a digit that begins a word.  Returns the place from where to go on.
 */
static const char *
at_digit(Scan *s, const char *p)
{
	const char *begin = p;
	const char *q = p;
	const char *end;
	uint32_t	n;
	ResDate		date;

	while (q < s->end && res_is_digit(*q))
		q++;
	if (q < s->end && res_is_alpha(*q))
	{
		Number		num;

		/* "217A (III)" */
		if (res_is_upper(*q) && q + 1 < s->end && !res_is_alpha(q[1]) && !res_is_digit(q[1]) &&
			!word_before(s, p) && (end = res_cite_read_number(s, p, &num)) != NULL && num.form == FORM_ROMAN &&
			(end = res_cite_at_number(s, p)) != NULL)
			return end > q ? end : q;

		/* letters that hang on the digits ("67th"), but for dates in one word */
		n = q - p <= 2 ? res_date_match(s->lang, p, s->end, &date) : 0;
		while (q < s->end && (res_is_alpha(*q) || res_is_digit(*q)))
			q++;
		return n > 0 ? p + n : q;
	}
	if (q - p > 4)
		return q;
	if (p > s->text)
	{
		const char *c = char_before(s, p);

		if (*c == '.' || *c == '/' || *c == '@' || *c == '#' || *c == '$')
			return q;
		n = res_dash_len(c, s->end);
		if (n == (uint32_t) (p - c))
		{
			/* S-10/2, ES-10/15 */
			if (c > s->text && c[-1] == 'S')
			{
				begin = c - 1;
				if (begin > s->text && begin[-1] == 'E')
					begin--;
			}
			else if ((begin = era_before(s, p)) == NULL)
			{
				/* the second half of "4–15 September 1995" is no date */
				return q;
			}
		}
		if (word_before(s, begin))
		{
			uint32_t	len;

			/* letters of a script without case may stand at a number */
			if (res_decode(char_before(s, begin), s->end, &len) < 0x590 &&
				!(s->head.start != NULL && s->head.end == begin))
				return q;
		}
	}
	if (begin == p && q - p != 3)
	{
		bool		may = q - p <= 2 ? q < s->end && *q != '/' && *q != '-' :
			q < s->end && ((unsigned char) *q >= 0x80 || *q == ' ');

		if (may && (n = res_date_match(s->lang, p, s->end, &date)) > 0)
		{
			s->date_start = p;
			s->date_end = p + n;
			s->date = date;
			res_cite_late_date(s, p);
			return p + n;
		}
	}
	end = res_cite_at_number(s, begin);
	return end != NULL && end > q ? end : q;
}

/* ---------- stops and words ---------- */

/*
 * A full stop: does a sentence end here?  An abbreviation does not end one
 * ("chap. III"), nor a stop inside a number.  A semicolon parts the numbers of
 * a list, so that it ends none.
 */
static const char *
at_stop(Scan *s, const char *p)
{
	const char *q = p + 1;
	uint32_t	len;

	if (*p != '.')
	{
		end_sentence(s, q);
		return q;
	}
	if (q >= s->end || res_blank_len(q, s->end) == 0)
		return q;
	q = skip_blanks(s, q);
	if (q < s->end && res_is_upper_char(res_decode(q, s->end, &len)) && p - s->text >= 3)
	{
		/* the word before: four letters or more, or a closing bracket or digit */
		const char *w = res_cite_previous_word(s, p);

		if (w != NULL && (p - w >= 5 || !res_is_alpha(p[-1])))
		{
			if (lex(s, RES_LEX_PINPOINT, w, NULL) != (uint32_t) (p + 1 - w))
				end_sentence(s, q);
		}
	}
	return q;
}

/* An Arabic word: what it is may stand behind letters that are joined to it. */
static const char *
at_arabic(Scan *s, const char *p)
{
	const char *q;
	int			skipped;

	size_t		whole = 0;
	size_t		len;

#ifdef RES_SSE2
	for (; (size_t) (s->end - p) >= whole + 17; whole += 16)
	{
		unsigned	other = ~res_two_byte_letters16(p + whole, 0xD8, 0xDB) & 0xFFFF;

		if (other != 0)
		{
			whole += (size_t) __builtin_ctz(other);
			goto found;
		}
	}
#endif
	while (p + whole < s->end && !arabic_mark(p + whole, s->end) &&
		   (res_cite_bytes[(unsigned char) p[whole]] == B_ARABIC ||
			res_cite_bytes[(unsigned char) p[whole]] == B_CONT))
		whole++;
#ifdef RES_SSE2
found:
#endif
	if (whole == 0)
		return p + 2;
	len = whole;
	for (q = p, skipped = 0; skipped <= 8 && len >= 4; q += 2, skipped += 2, len -= 2)
	{
		uint8_t		opens;

		if (res_cite_bytes[(unsigned char) *q] != B_ARABIC)
			break;
		opens = res_cite_opens[s->lang][trigger_slot(q, len, s->end)];
		if (opens != 0)
		{
			const char *end;

			if (skipped > 0)
			{
				const ResLexEntry *entries;
				uint32_t	n;
				uint32_t	i;

				entries = res_lex_entries(s->lang, RES_LEX_CITE_PREFIX, &n);
				for (i = 0; i < n; i++)
				{
					if (entries[i].len == (uint32_t) skipped && memcmp(entries[i].text, p, (size_t) skipped) == 0)
						break;
				}
				if (i == n)
					continue;
			}
			end = res_cite_at_word(s, q, opens);
			if (end != NULL)
				return end;
		}
	}
	return p + whole;
}

/* At a word that begins with a digit; opens: what the table says of it. */
static const char *
at_numeral(Scan *s, const char *p, uint8_t opens)
{
	const char *end = opens != 0 ? res_cite_at_word(s, p, opens) : NULL;

	return end != NULL ? end : at_digit(s, p);
}

/* At a word [p, q) of letters; opens: what the table says of it. */
static const char *
at_letters(Scan *s, const char *p, const char *q, uint8_t opens)
{
	const char *end;

	/* names have a capital */
	if (res_is_lower(*p))
		opens &= (uint8_t) ~OPENS_NAME;
	if (opens != 0 && (end = res_cite_at_word(s, p, opens)) != NULL)
		return end;
	if (q < s->end && res_is_upper(*p) && (*q == '/' || *q == '(' || *q == '.') &&
		(end = res_cite_at_symbol(s, p)) != NULL)
		return end;
	return q;
}

/* ---------- plain stretches ---------- */

/* What the scan has to know of the next sixty-four bytes. */
typedef struct Stretch
{
	uint64_t	words;			/* letters and digits */
	uint64_t	stops;			/* . ? ! */
	uint32_t	len;			/* how many of the bytes are plain */
} Stretch;

/*
 * Plain are ASCII, letters of two bytes before Arabic, and whole signs of two
 * or three bytes.  There are "left" bytes.
 */
static RES_ALWAYS_INLINE Stretch
look_ahead(const char *p, size_t left)
{
	uint64_t	valid = left < 64 ? (UINT64_C(1) << left) - 1 : ~UINT64_C(0);
	uint64_t	high;
	Stretch		t = {res_alnum64(p) & valid, 0, left < 64 ? (uint32_t) left : 64};

	if (!res_any_high_or_stop64(p))
		return t;
	t.stops = res_stops64(p) & valid;
	high = res_high64(p) & valid;
	if (high != 0)
	{
		uint64_t	more = res_between64(p, 0x80, 0xBF) & valid;
		uint64_t	letter = res_between64(p, 0xC3, 0xD7) & valid;
		uint64_t	two = res_between64(p, 0xC2, 0xC2) & valid;
		uint64_t	three = res_between64(p, 0xE0, 0xE2) & valid;
		uint64_t	other = (high & ~(more | letter | two | three)) |
			(more ^ ((letter | two | three) << 1 | three << 2)) |
			((two | three) & UINT64_C(1) << 63) | (three & UINT64_C(1) << 62);

		t.words |= (letter | letter << 1) & valid;
		other &= valid;
		if (other != 0)
		{
			t.len = (uint32_t) res_lowest_bit(other);
			valid = (UINT64_C(1) << t.len) - 1;
			t.words &= valid;
			t.stops &= valid;
		}
	}
	return t;
}

/*
 * Go through plain text, sixty-four bytes at a time: most words open nothing,
 * which their first letters tell, or else the hash of eight.  Ends at the first
 * word that has anything but plain text in it or beside it, or where fewer
 * bytes are left than are looked at, if none may be read behind the text; the
 * scan below goes on there.
 */
static const char *
scan_plain(Scan *s, const char *p)
{
	const uint8_t *prefix = res_cite_prefix[s->lang];
	const char *end = s->end;

	while (end - p >= 72 || (s->slack && p < end))
	{
		size_t		left = (size_t) (end - p);
		Stretch		t = look_ahead(p, left);
		uint64_t	starts = t.words & ~(t.words << 1);
		uint64_t	word;
		uint64_t	stop = t.stops;
		size_t		next = t.len;

		/* a word that may reach beyond the stretch begins the next one */
		if (t.len > 0 && (t.len == 64 || t.len < left) && (t.words >> (t.len - 1) & 1) != 0)
		{
			next = res_highest_bit(starts);
			starts ^= UINT64_C(1) << next;
		}
		if (next == 0)
			return p;
		word = starts;
		for (;;)
		{
			uint64_t	behind = word;	/* of the words, those that begin behind the next stop */
			const char *to = NULL;

			word &= (stop - 1) & ~stop;
			behind ^= word;
			for (; word != 0; word &= word - 1)
			{
				size_t		at = res_lowest_bit(word);
				const char *q = p + at;
				size_t		len;
				uint8_t		opens;

				/* capitals, digits, and what begins like something of the tables */
				if (!res_prefix_opens(prefix, q))
					continue;
				len = res_lowest_bit(~(t.words >> at));
				opens = res_cite_opens[s->lang][trigger_slot(q, len, q + 8)];
				if (opens == 0 && ((unsigned char) *q >= 'a' ||
								   (*q >= 'A' && (q + len == end || (q[len] != '/' && q[len] != '(' && q[len] != '.')))))
					continue;
				to = res_is_digit(*q) ? at_numeral(s, q, opens) : at_letters(s, q, q + len, opens);
				break;
			}
			if (to == NULL)
			{
				if (stop == 0)
					break;
				to = at_stop(s, p + res_lowest_bit(stop));
			}

			/* go on there, which may be inside a word */
			if ((size_t) (to - p) >= next)
			{
				next = (size_t) (to - p);
				break;
			}
			word = ((word | behind) & ~UINT64_C(0) << (to - p)) | (t.words & UINT64_C(1) << (to - p));
			stop &= ~UINT64_C(0) << (to - p);
		}
		res_tick(s->arena, 64);
		p += next;
		if (t.len < 64)
			return p;
	}
	return p;
}

/* ---------- the scan ---------- */

static void
scan(Scan *s)
{
	const char *p = s->text;
	const char *end = s->end;
	const char *ticked = p;
	const uint8_t *opens = res_cite_opens[s->lang];

	while (p < end)
	{
		uint8_t		o;

		/* at most 64 kB without asking */
		if (p - ticked > 32768)
		{
			res_tick(s->arena, (uint32_t) (p - ticked));
			ticked = p;
		}

		switch (res_cite_bytes[(unsigned char) *p])
		{
			case B_SKIP:
			case B_CONT:
				p++;
				break;

			case B_PUNCT2:
				p += end - p > 2 ? 2 : end - p;
				break;

			case B_PUNCT3:
				p += end - p > 3 ? 3 : end - p;
				break;

			case B_FOUR:
				p += end - p > 4 ? 4 : end - p;
				break;

			case B_STOP:
				p = at_stop(s, p);
				break;

			case B_DIGIT:
			case B_LETTER:
			case B_TWO:
				{
					const char *q = scan_plain(s, p);

					if (q > p)
					{
						p = ticked = q;
						break;
					}
					q += word_len(p, end, 2);
					o = opens[trigger_slot(p, (size_t) (q - p), end)];
					p = res_is_digit(*p) ? at_numeral(s, p, o) : at_letters(s, p, q, o);
					break;
				}

			case B_ARABIC:
				p = at_arabic(s, p);
				break;

			case B_WIDE:
				/* most characters open nothing, with the next one */
				while (end - p >= 8 && p - ticked <= 32768 && res_cite_bytes[(unsigned char) *p] == B_WIDE &&
					   opens[res_first_hash(res_first_bytes(res_eight(p) | RES_EACH(0x20), 6)) >> 51] == 0)
				{
					if (memcmp(p, "\xe3\x80\x82", 3) == 0)	/* 。 */
						end_sentence(s, p + 3);
					p += 3;
				}
				if (res_cite_bytes[(unsigned char) *p] != B_WIDE)
					break;
				o = opens[trigger_slot(p, word_len(p, end, 2), end)];
				if (o != 0)
				{
					const char *q = res_cite_at_word(s, p, o);

					if (q != NULL)
					{
						p = q;
						break;
					}
				}
				if (end - p >= 3 && memcmp(p, "\xe3\x80\x82", 3) == 0)	/* 。 */
					end_sentence(s, p + 3);
				p += end - p > 3 ? 3 : end - p;
				break;
		}
	}
}

/* Do the letters of a text take two bytes or more?  Its beginning tells. */
static bool
is_wide(const char *text, uint32_t len, bool slack)
{
	const char *end = text + (len < 64 ? len : 64);
	uint32_t	n = 0;

	if ((len >= 64 || slack) && res_high64(text) << (len < 64 ? 64 - len : 0) == 0)
		return false;
	for (; (text = res_find_high(text, end)) < end; text++)
		n++;
	return n * 2 > (len < 64 ? len : 64);
}

uint32_t
res_cited_scan(ResArena *arena, const ResCiteContext *context,
			   const char *text, uint32_t len, ResCited **cited)
{
	Scan		s;
	Memo	   *memo;

	*cited = NULL;
	if (len == 0)
		return 0;
	memo = arena->cited;
	if (memo == NULL)
	{
		memo = res_alloc(arena, sizeof(Memo));
		if (memo == NULL)
			return 0;
		arena->cited = memo;
	}
	memset(&s, 0, offsetof(Scan, organs));
	s.own_known.n = 0;
	s.arena = arena;
	s.lang = context->lang;
	s.organ = context->organ;
	s.text = text;
	s.end = text + len;
	s.known = context->known != NULL ? context->known : &s.own_known;
	s.slack = context->slack;
	s.sentence = text;
	s.wide = is_wide(text, len, s.slack);
	s.date = RES_NO_DATE;
	s.items = memo->items;
	s.capitems = memo->capitems;
	s.out = memo->out;
	s.capout = memo->capout;
	scan(&s);
	res_tick(arena, len & 32767);
	memo->items = s.items;
	memo->capitems = s.capitems;
	memo->out = s.out;
	memo->capout = s.capout;
	*cited = s.out;
	return s.nout;
}
