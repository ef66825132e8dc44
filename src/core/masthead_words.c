/*-------------------------------------------------------------------------
 *
 * masthead_words.c
 *	  Dates, meetings and words that stand somewhere in a stretch of the head.
 *
 *-------------------------------------------------------------------------
 */
#include "header.h"
#include "dates.h"

/* res_head_lex — the rest of it. */
uint32_t
res_head_lex_here(const ResReader *rd, ResLexClass cls, const char *p, const char *end,
				  const ResLexEntry **entry)
{
	uint32_t	n = res_lex_match(rd->lang, cls, p, end, entry);

	if (n == 0 && rd->lang != RES_EN)
		n = res_lex_match(RES_EN, cls, p, end, entry);
	return n;
}

/* A date of the language, or of English, at p; its length. */
uint32_t
res_head_date(const ResReader *rd, const char *p, const char *end, ResDate *date)
{
	uint32_t	n = res_date_match(rd->lang, p, end, date);

	if (n == 0 && rd->lang != RES_EN)
		n = res_date_match(RES_EN, p, end, date);
	return n;
}

/*
 * First whole date in a stretch of text.  Digits may stand directly behind a
 * word ("on20 December 2024").
 */
bool
res_head_find_date(const ResReader *rd, const char *p, const char *end, ResDate *date,
				   const char **at, const char **behind)
{
	bool		fresh = true;	/* a word or a number begins at p */
	bool		digit = false;
	const char *last;			/* the last byte that may be of a figure */

	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;

	/* every shape of a date has figures */
	for (last = end; last > p && !res_is_digit(last[-1]) && ((unsigned char) last[-1] & 0xC0) != 0x80;)
		last--;
	while (p < last)
	{
		bool		is_digit = res_is_digit(*p);
		uint32_t	n;

		if (is_digit ? !digit : fresh)
		{
			n = res_head_date(rd, p, end, date);
			if (n > 0)
			{
				if (at != NULL)
					*at = p;
				if (behind != NULL)
					*behind = p + n;
				return true;
			}
		}
		digit = is_digit;
		fresh = !res_is_word(p, end);
		p += res_char_len(p, end);
	}
	return false;
}

/* res_head_and — where one may stand. */
uint32_t
res_head_and_here(const ResReader *rd, const char *p, const char *end)
{
	const ResLexEntry *entries;
	uint32_t	n;
	uint32_t	i;
	uint32_t	best = res_lex_match(rd->lang, RES_LEX_AND, p, end, NULL);

	if (best > 0 || (unsigned char) *p < 0x80)
		return best;
	entries = res_lex_entries(rd->lang, RES_LEX_AND, &n);
	for (i = 0; i < n; i++)
	{
		if (entries[i].len > best && (size_t) (end - p) > entries[i].len &&
			memcmp(p, entries[i].text, entries[i].len) == 0 &&
			(res_is_digit(p[entries[i].len]) || rd->lang == RES_AR || rd->lang == RES_ZH))
			best = entries[i].len;
	}
	return best;
}

/* Clean text of a stretch of the source, as the flow would give it. */
ResStr
res_head_clean(ResReader *rd, const char *p, const char *end)
{
	char	   *out;
	uint32_t	len = 0;
	bool		blank = false;

	if (p >= end)
		return RES_NULL_STR;
	out = res_alloc(rd->arena, (size_t) (end - p) + 1);
	while (p < end)
	{
		uint32_t	n;

		if ((n = res_invisible_len(p, end)) > 0)
		{
			p += n;
			continue;
		}
		if ((n = res_blank_len(p, end)) > 0 || (unsigned char) *p < ' ')
		{
			p += n > 0 ? n : 1;
			blank = true;
			continue;
		}
		if (blank && len > 0)
			out[len++] = ' ';
		blank = false;
		out[len++] = *p++;
	}
	return len > 0 ? (ResStr) {out, len} : RES_NULL_STR;
}

/* The note with this marker; RES_NONE if there is none. */
int32_t
res_head_note(const ResReader *rd, const char *p, uint32_t len)
{
	const ResDocument *doc = rd->doc;
	uint32_t	i;

	/* notes called in the head are among the first */
	for (i = 0; i < doc->nnotes && i < 64; i++)
	{
		if (doc->notes[i].marker.len == len && memcmp(doc->notes[i].marker.p, p, len) == 0)
			return (int32_t) i;
	}
	return RES_NONE;
}

/*
 * The number of a meeting and the word for it: "53rd plenary meeting",
 * "4337th (closed) meeting", "第57次会议", "الجلسة 57".
 */
bool
res_head_find_meeting(const ResReader *rd, const char *p, const char *end,
					  ResStr *meeting, const char **behind)
{
	const char *start = p;
	const char *last = NULL;	/* character in front of p */
	bool		fresh = true;

	if (end - p > RES_HEAD_REACH)
		end = p + RES_HEAD_REACH;
	for (; p < end; last = p, p += res_char_len(p, end))
	{
		const char *q = p;
		const char *from = p;
		uint32_t	n;
		uint32_t	i;
		bool		word = res_is_word(p, end);

		if (word && fresh && (n = res_lex_match(rd->lang, RES_LEX_MEETING, p, end, NULL)) > 0)
		{
			/* the word in front of its number */
			q = res_skip_blanks(p + n, end);
			i = 0;
			while (q < end && res_is_digit(*q) && i < 6)
			{
				q++;
				i++;
			}
			if (i > 0 && i < 6)
			{
				*meeting = (ResStr) {p, (uint32_t) (q - p)};
				*behind = q;
				return true;
			}
			q = p;
		}
		if (res_is_digit(*p) && (last == NULL || !res_is_digit(*last)))
		{
			while (q < end && res_is_digit(*q) && q - p < 6)
				q++;

			/* ending of the ordinal: up to three letters, hyphen in front */
			n = q < end ? res_dash_len(q, end) : 0;
			q += n;
			if (q < end && *q == '.')
				q++;
			for (i = 0; i < 4 && q < end && res_is_word(q, end) && !res_is_digit(*q); i++)
			{
				if (res_lex_match(rd->lang, RES_LEX_MEETING, q, end, NULL) > 0)
					break;
				q += res_char_len(q, end);
			}

			/* the number of a session in Chinese opens with a word of its own */
			if (last != NULL && last >= start && res_is_word(last, end) &&
				(unsigned char) *last >= 0xE0 && rd->lang == RES_ZH)
			{
				uint32_t	len;

				if (res_decode(last, end, &len) == 0x7B2C)
					from = last;
			}
		}
		else if (word && fresh && (n = res_lex_match(rd->lang, RES_LEX_ORDINAL, p, end, NULL)) > 0)
			q = p + n;
		fresh = !word;
		if (q == p)
			continue;
		q = res_skip_blanks(q, end);
		if (q < end && *q == '(')
		{
			/* "(closed)", "(resumed)" */
			const char *close = memchr(q, ')', (size_t) (end - q < 40 ? end - q : 40));

			if (close != NULL)
				q = res_skip_blanks(close + 1, end);
		}
		n = q < end ? res_lex_match(rd->lang, RES_LEX_MEETING, q, end, NULL) : 0;
		if (n > 0)
		{
			q += n;
			*meeting = (ResStr) {from, (uint32_t) (q - from)};
			*behind = q;
			return true;
		}
	}
	return false;
}
