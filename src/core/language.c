/*-------------------------------------------------------------------------
 *
 * language.c
 *	  Looking words up in the tables of the languages.
 *
 *-------------------------------------------------------------------------
 */
#include "internal.h"
#include "simd.h"
#include "tables.h"

/*
 * The text while it is folded: next() gives the folded form of one character
 * (or of one run of blanks) and moves p behind it.
 */
typedef struct Fold
{
	ResFolding	folding;
	bool		whole;			/* a whole name: a comma is a blank */
	const char *p;
	const char *end;
	bool		in_word;		/* the last character was no blank */
	uint32_t	last;			/* code point given last; blank = ' ' */
	uint32_t	len;			/* bytes in out */
	char		out[8];
} Fold;

static inline bool
is_arabic_mark(uint32_t ch)
{
	return ch == 0x0640 || (ch >= 0x064B && ch <= 0x0652);
}

/* Han, kana and their punctuation: written without blanks. */
static inline bool
is_unspaced(uint32_t ch)
{
	return ch >= 0x2E80 && ch < 0xFFF0;
}

/*
 * Characters that are nothing to the comparison: invisible ones, the vowel
 * signs and the stretcher of Arabic, and in names apostrophes and combining
 * accents.
 */
static uint32_t
ignored_len(const Fold *f, const char *p)
{
	uint32_t	len;
	uint32_t	ch;

	if ((unsigned char) *p < 0x80)
		return f->folding == RES_FOLD_NAME && (*p == '\'' || *p == '`') ? 1 : 0;
	len = res_invisible_len(p, f->end);
	if (len > 0)
		return len;
	ch = res_decode(p, f->end, &len);
	if (is_arabic_mark(ch))
		return len;
	if (f->folding == RES_FOLD_NAME &&
		((ch >= 0x0300 && ch <= 0x036F) || ch == 0x2018 || ch == 0x2019 ||
		 ch == 0x02BC || ch == 0xB4))
		return len;
	return 0;
}

/*
 * Blanks and ignored characters in a row that may stand inside a phrase.  A
 * longer run ends what can match: it would be read again from each of its
 * bytes.
 */
#define MAX_RUN			128

static inline void
skip_ignored(Fold *f)
{
	const char *from = f->p;

	while (f->p < f->end && f->p - from < MAX_RUN)
	{
		uint32_t	len = ignored_len(f, f->p);

		if (len == 0)
			break;
		f->p += len;
	}
}

static void
skip_blanks(Fold *f)
{
	const char *from = f->p;
	uint32_t	len;

	while (f->p < f->end && f->p - from < MAX_RUN && (len = res_blank_len(f->p, f->end)) > 0)
		f->p += len;
}

/* Length of what separates the words of a name; 0 if none. */
static uint32_t
name_blank_len(const Fold *f, const char *p)
{
	uint32_t	len = res_blank_len(p, f->end);

	if (len > 0)
		return len;
	len = res_dash_len(p, f->end);
	if (len > 0)
		return len;
	if (*p == '(' || *p == ')' || *p == '[' || *p == ']' || (*p == ',' && f->whole))
		return 1;
	/* full-width brackets */
	if (f->end - p >= 3 && memcmp(p, "\xEF\xBC", 2) == 0 && (p[2] == '\x88' || p[2] == '\x89'))
		return 3;
	return 0;
}

static inline void
put_char(Fold *f, uint32_t ch)
{
	f->last = ch;
	if (ch < 0x80)
	{
		f->out[0] = (char) ch;
		f->len = 1;
	}
	else if (ch < 0x800)
	{
		f->out[0] = (char) (0xC0 | (ch >> 6));
		f->out[1] = (char) (0x80 | (ch & 0x3F));
		f->len = 2;
	}
	else if (ch < 0x10000)
	{
		f->out[0] = (char) (0xE0 | (ch >> 12));
		f->out[1] = (char) (0x80 | ((ch >> 6) & 0x3F));
		f->out[2] = (char) (0x80 | (ch & 0x3F));
		f->len = 3;
	}
	else
	{
		f->out[0] = (char) (0xF0 | (ch >> 18));
		f->out[1] = (char) (0x80 | ((ch >> 12) & 0x3F));
		f->out[2] = (char) (0x80 | ((ch >> 6) & 0x3F));
		f->out[3] = (char) (0x80 | (ch & 0x3F));
		f->len = 4;
	}
}

/*
 * "the" as a word of its own at p: bytes to pass over, with the blanks behind
 * it.  Nothing if no word follows.
 */
static uint32_t
article_len(const Fold *f, const char *p)
{
	const char *q = p;
	uint32_t	len;

	if (f->end - p < 4 || res_lower(p[0]) != 't' || res_lower(p[1]) != 'h' || res_lower(p[2]) != 'e')
		return 0;
	q = p + 3;
	while (q < f->end && q - p < MAX_RUN && (len = name_blank_len(f, q)) > 0)
		q += len;
	if (q == p + 3)
		return 0;
	return (uint32_t) (q - p);
}

static bool
next_in_name(Fold *f)
{
	const char *q;
	uint32_t	len;
	uint32_t	ch;

	/* a letter inside a word, or one that begins no article */
	if (f->p < f->end && (res_is_alpha(*f->p) || res_is_digit(*f->p)) &&
		(f->in_word || (*f->p | 0x20) != 't'))
	{
		f->in_word = true;
		f->len = 1;
		f->out[0] = res_lower(*f->p++);
		f->last = (unsigned char) f->out[0];
		return true;
	}
	skip_ignored(f);
	q = f->p;
	while (q < f->end && q - f->p < MAX_RUN && (len = name_blank_len(f, q)) > 0)
		q += len;
	if (q >= f->end)
		return false;
	if (q > f->p || !f->in_word)
	{
		bool		blank = f->in_word;

		/*
		 * One article is passed over, not a row of them: a text that is
		 * nothing else would be read over and over.  At the end of a name
		 * ("Bahamas (The)") it goes too.
		 */
		if ((len = article_len(f, q)) > 0)
			q += len;
		if (q < f->end && f->end - q == 3 && res_lower(q[0]) == 't' &&
			res_lower(q[1]) == 'h' && res_lower(q[2]) == 'e' && f->in_word)
			return false;
		if (q >= f->end)
			return false;
		f->p = q;
		if (blank)
		{
			f->in_word = false;
			put_char(f, ' ');
			return true;
		}
		skip_ignored(f);
		if (f->p >= f->end)
			return false;
	}
	f->in_word = true;
	ch = res_decode(f->p, f->end, &len);
	f->p += len;
	if (ch == 0xFFFD && len == 1)
		ch = 0x1A;				/* matches nothing */
	if (ch >= 0xFF01 && ch <= 0xFF5E)
		ch -= 0xFEE0;
	ch = res_fold(ch);
	if (ch >= 0xC0 && ch < 0x180 && res_base_letter[ch - 0xC0] != 0)
		ch = (uint32_t) res_base_letter[ch - 0xC0];
	put_char(f, ch);
	return true;
}

static bool
next_in_text(Fold *f)
{
	uint32_t	len;
	uint32_t	ch;

	if (f->p < f->end && (unsigned char) *f->p > ' ' && (unsigned char) *f->p < 0x7F)
	{
		char		c = *f->p++;

		f->in_word = true;
		f->len = 1;
		f->out[0] = c == '`' ? '\'' : res_lower(c);
		f->last = (unsigned char) f->out[0];

		/* a dash that the line end parts from the next word */
		if (c == '-' && f->p < f->end && *f->p == '\n')
			skip_blanks(f);
		return true;
	}
	skip_ignored(f);
	if (f->p >= f->end)
		return false;
	len = res_blank_len(f->p, f->end);
	if (len > 0)
	{
		const char *q = f->p;

		while (q < f->end && q - f->p < MAX_RUN &&
			   ((len = res_blank_len(q, f->end)) > 0 || (len = ignored_len(f, q)) > 0))
			q += len;

		/* a blank before a hyphen inside a word is none ("high -level") */
		if (q < f->end && f->in_word && (len = res_dash_len(q, f->end)) > 0 && res_is_word(q + len, f->end))
		{
			f->p = q + len;
			put_char(f, '-');
			return true;
		}
		f->p = q;
		f->in_word = false;
		put_char(f, ' ');
		return true;
	}
	f->in_word = true;
	len = res_dash_len(f->p, f->end);
	if (len > 0)
	{
		f->p += len;
		if (f->p < f->end && *f->p == '\n')
			skip_blanks(f);
		put_char(f, '-');
		return true;
	}
	ch = res_decode(f->p, f->end, &len);
	f->p += len;
	if (ch == 0xFFFD && len == 1)
		ch = 0x1A;
	if (ch >= 0xFF01 && ch <= 0xFF5E)
		ch -= 0xFEE0;
	if (ch == 0x2018 || ch == 0x2019 || ch == 0x02BC || ch == 0xB4)
		ch = '\'';
	put_char(f, res_fold(ch));
	return true;
}

static inline bool
fold_next(Fold *f)
{
	return f->folding == RES_FOLD_NAME ? next_in_name(f) : next_in_text(f);
}

static inline void
fold_begin(Fold *f, ResFolding folding, const char *p, const char *end)
{
	f->folding = folding;
	f->whole = false;
	f->p = p;
	f->end = end;
	f->in_word = false;
	f->last = 0;
	f->len = 0;
}

/* True if a match that ends in front of f->p ends at a word boundary. */
static bool
at_boundary(const Fold *f)
{
	uint32_t	len;

	if (f->p >= f->end || !res_is_word(f->p, f->end))
		return true;
	if (is_unspaced(f->last))
		return true;
	if (f->last < 0x80 && !res_is_alpha((char) f->last) && !res_is_digit((char) f->last))
		return true;
	return is_unspaced(res_decode(f->p, f->end, &len));
}

/*
 * The bracket that closes a name belongs to it, and so does an article in
 * brackets behind it ("Bahamas (The)"): end of the name that ends at f->p.
 */
static const char *
behind_brackets(const Fold *f, bool open)
{
	const char *q = f->p;
	uint32_t	len;

	while (q < f->end && q - f->p < 2 * MAX_RUN && (len = res_blank_len(q, f->end)) > 0)
		q += len;
	if (!open && q < f->end && *q == '(')
		q++;
	else if (!open)
		return f->p;
	if (f->end - q >= 4 && res_lower(q[0]) == 't' && res_lower(q[1]) == 'h' && res_lower(q[2]) == 'e')
		q += 3;
	else if (!open)
		return f->p;
	while (q < f->end && q - f->p < 2 * MAX_RUN && (len = res_blank_len(q, f->end)) > 0)
		q += len;
	return q < f->end && *q == ')' ? q + 1 : f->p;
}

/*
 * A place in a trie: a node, and how many bytes of its label are behind us.
 */
typedef struct Place
{
	const ResNode *node;
	uint32_t	at;
} Place;

/* The child of a node that begins with byte c; NULL if there is none. */
static inline const ResNode *
child(const ResNode *node, unsigned char c)
{
	const uint8_t *first = res_node_byte + node->child;
	uint32_t	n = node->nchildren;

#ifdef RES_SSE2
	uint32_t	i;

	if (n <= 1)
		return n == 1 && *first == c ? &res_node[node->child] : NULL;

	for (i = 0; i < n; i += 16)
	{
		unsigned	found = res_mask16(_mm_cmpeq_epi8(res_sixteen((const char *) first + i), _mm_set1_epi8((char) c)));

		if (found != 0)
		{
			uint32_t	at = i + (uint32_t) __builtin_ctz(found);

			/* the bytes behind the last child are of other nodes */
			return at < n ? &res_node[node->child + at] : NULL;
		}
	}
#else
	/* halve without a branch, then look */
	while (n > 4)
	{
		uint32_t	half = n / 2;

		first = first[half] <= c ? first + half : first;
		n -= half;
	}
	for (; n > 0; first++, n--)
		if (*first == c)
			return &res_node[first - res_node_byte];
#endif
	return NULL;
}

/* One byte down the trie; false, and nothing changes, if no key goes on so. */
static inline bool
step(Place *place, unsigned char c)
{
	const ResNode *node = place->node;

	if (place->at < node->len)
	{
		if ((unsigned char) res_key_pool[node->label + place->at] != c)
			return false;
		place->at++;
		return true;
	}
	node = child(node, c);
	if (node == NULL)
		return false;
	place->node = node;
	place->at = 0;
	return true;
}

/* The key that ends here, -1 if none. */
static inline int32_t
key_at(const Place *place)
{
	return place->at == place->node->len ? place->node->key : -1;
}

/*
 * Printable ASCII folded: lower case.  0 for what needs a closer look: the
 * blank, "-", "`", control characters and bytes above 127.
 */
static const char plain[256] = {
	['!'] = '!', ['"'] = '"', ['#'] = '#', ['$'] = '$', ['%'] = '%', ['&'] = '&', ['\''] = '\'',
	['('] = '(', [')'] = ')', ['*'] = '*', ['+'] = '+', [','] = ',', ['.'] = '.', ['/'] = '/',
	[':'] = ':', [';'] = ';', ['<'] = '<', ['='] = '=', ['>'] = '>', ['?'] = '?', ['@'] = '@',
	['['] = '[', ['\\'] = '\\', [']'] = ']', ['^'] = '^', ['_'] = '_', ['{'] = '{', ['|'] = '|',
	['}'] = '}', ['~'] = '~',
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9',
#define BOTH(upper, lower) [upper] = lower, [lower] = lower
	BOTH('A', 'a'), BOTH('B', 'b'), BOTH('C', 'c'), BOTH('D', 'd'), BOTH('E', 'e'), BOTH('F', 'f'),
	BOTH('G', 'g'), BOTH('H', 'h'), BOTH('I', 'i'), BOTH('J', 'j'), BOTH('K', 'k'), BOTH('L', 'l'),
	BOTH('M', 'm'), BOTH('N', 'n'), BOTH('O', 'o'), BOTH('P', 'p'), BOTH('Q', 'q'), BOTH('R', 'r'),
	BOTH('S', 's'), BOTH('T', 't'), BOTH('U', 'u'), BOTH('V', 'v'), BOTH('W', 'w'), BOTH('X', 'x'),
	BOTH('Y', 'y'), BOTH('Z', 'z')
#undef BOTH
};

static inline bool
is_alnum(unsigned char c)
{
	return (unsigned char) ((c | 0x20) - 'a') < 26 || (unsigned char) (c - '0') < 10;
}

/* The first n bytes without the last character, which may be there in part. */
static inline uint32_t
without_last(const char *p, uint32_t n)
{
	while (n > 0 && ((unsigned char) p[n - 1] & 0xC0) == 0x80)
		n--;
	return n > 0 ? n - 1 : 0;
}

/*
 * How many bytes of the text at q are, but for ASCII case, those of a label,
 * of the next eight: as many as the next of them is sure to be met alone.  A
 * blank or hyphen may belong together with what stands behind it.  Eight
 * bytes must be there of both.
 */
static inline uint32_t
same_bytes(const char *q, const char *label, uint32_t len)
{
	uint64_t	text = res_eight(q);
	uint64_t	differ = (text | res_in_range(text, 'A', 'Z') >> 2) ^ res_eight(label);
	uint32_t	n = differ == 0 ? 8 : (uint32_t) res_lowest(differ);

	if (n > len)
		n = len;
	if (n > 0 && (unsigned char) label[n - 1] >= 0x80)
		n = without_last(label, n);
	while (n > 0 && (label[n - 1] == ' ' || label[n - 1] == '-'))
		n--;
	return without_last(label, n);
}

/* Note that key "index" covers the first len bytes of the text. */
static inline uint32_t
add_match(ResKeyMatch *matches, uint32_t n, uint32_t max, uint32_t len, uint32_t index)
{
	if (n > 0 && n == max)
		memmove(matches, matches + 1, --n * sizeof(ResKeyMatch));
	matches[n].len = len;
	matches[n].index = index;
	return n + 1;
}

/* In running text a key ends in front of q, behind the character "last": note it if a word ends there. */
static RES_NEVER_INLINE uint32_t
key_ends_here(const char *q, uint32_t last, const char *p, const char *end, uint32_t n, int32_t key,
			  ResKeyMatch *matches, uint32_t max)
{
	Fold		after;

	fold_begin(&after, RES_FOLD_TEXT, q, end);
	after.last = last;
	skip_ignored(&after);
	if (!at_boundary(&after))
		return n;
	return add_match(matches, n, max, (uint32_t) (after.p - p), (uint32_t) key);
}

/* The same; most often a blank stands there, or the word goes on. */
static RES_ALWAYS_INLINE uint32_t
key_ends(const char *q, uint32_t last, const char *p, const char *end, uint32_t n, int32_t key,
		 ResKeyMatch *matches, uint32_t max)
{
	if (q < end && (unsigned char) *q < 0x80 && last < 0x80)
	{
		if (is_alnum((unsigned char) last) && is_alnum((unsigned char) *q))
			return n;
		return add_match(matches, n, max, (uint32_t) (q - p), (uint32_t) key);
	}
	return key_ends_here(q, last, p, end, n, key, matches, max);
}

/*
 * The letter at p, folded, if it is Cyrillic, Arabic, Han or kana: scripts in
 * which hardly a key begins with anything else.  0 if it is not, or if it is
 * nothing to the comparison.  The same ranges are in tables.pl.
 */
static inline uint32_t
wide_letter(const char *p, const char *end, uint32_t *len)
{
	const unsigned char *s = (const unsigned char *) p;
	uint32_t	ch;

	if (end - p < 2 || s[0] < 0xD0)
		return 0;
	*len = s[0] < 0xE0 ? 2 : 3;
	if (s[0] < 0xE0)
	{
		if ((s[1] & 0xC0) != 0x80)
			return 0;
		ch = (uint32_t) (s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		if (ch < 0x500)
		{
			/* capitals of U+0400 … U+042F */
			return ch >= 0x430 ? ch : ch >= 0x410 ? ch + 32 : ch + 80;
		}
		return ch >= 0x600 && ch < 0x700 && !is_arabic_mark(ch) ? ch : 0;
	}
	if (s[0] < 0xE3 || s[0] > 0xE9 || end - p < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return 0;
	ch = (uint32_t) (s[0] & 0x0F) << 12 | (uint32_t) (s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	return ch > 0x3040 ? ch : 0;
}

/* The same for letters of other scripts; what is none tells nothing. */
uint64_t
res_lex_sets_wide(ResLang lang, const char *p, const char *end)
{
	uint32_t	len;
	uint32_t	len2;
	uint32_t	first = wide_letter(p, end, &len);
	uint32_t	second = first != 0 ? wide_letter(p + len, end, &len2) : 0;

	return second == 0 ? ~UINT64_C(0) :
		res_key_wide[lang][(first * 37 + second) & 2047] | res_key_single[lang][first & 255];
}

/*
 * May a key of the set stand at p, in running text?  False for most places
 * that are asked about: by the first byte, and by the first two if they are
 * of one word (a key of one letter is no part of a longer word).
 */
static inline bool
may_match(const ResKeySet *set, const char *p, const char *end)
{
	unsigned char c;
	uint32_t	pair;

	if (set->n == 0 || p >= end)
		return false;
	c = (unsigned char) *p;
	if (c >= 0x80)
		return (res_lex_sets_wide(set->lang, p, end) >> set->bit & 1) != 0;
	c = (unsigned char) res_lower((char) c);
	if ((set->start[c >> 3] & (1 << (c & 7))) == 0 && c != '`' && c != '\'')
		return false;
	pair = res_pair_at(p, end);
	return pair >= 1024 || (res_key_pair[set->lang][pair] >> set->bit & 1) != 0;
}

/*
 * The first word at p, in lower case and padded with zeros: letters and digits
 * of ASCII, eight at most, *len of them.  0 if there is none, or if behind it
 * stands no ASCII: that may be a letter of it, or nothing to the comparison.
 */
static inline uint64_t
first_word(const char *p, const char *end, uint32_t *len)
{
	uint64_t	v = 0;
	uint64_t	lower;
#ifdef RES_SSE2
	__m128i		bytes;
	unsigned	other;
#else
	uint64_t	behind;
#endif

	if (end - p >= 8)
		v = res_eight(p);
	else
	{
		const char *q;

		for (q = end; q > p;)
			v = v << 8 | (unsigned char) *--q;
	}
	lower = v | RES_EACH(0x20);	/* digits have the bit of case */
#ifdef RES_SSE2
	bytes = _mm_loadl_epi64((const __m128i *) (const void *) &v);
	other = 0xFF & ~res_mask16(_mm_or_si128(res_range16(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z'),
											res_range16(bytes, '0', '9')));
	if (other == 0)
	{
		*len = 8;
		return lower;
	}
	*len = (uint32_t) __builtin_ctz(other);
	v >>= 8 * *len;
	return (v & 0x80) != 0 || *len == 0 ? 0 : res_first_bytes(lower, *len);
#else
	behind = ~(res_in_range(lower, 'a', 'z') | res_in_range(v, '0', '9')) & RES_EACH(0x80);
	if (behind == 0)
	{
		*len = 8;
		return lower;
	}
	behind &= ~behind + 1;
	*len = (uint32_t) res_lowest(behind);
	return (v & behind) != 0 ? 0 : lower & ((behind >> 7) - 1);
#endif
}

/*
 * The slot of the first word among those of a set behind slot h, which has
 * another; null if no key of the set begins with it.
 */
static RES_NEVER_INLINE const ResFirst *
find_further(const ResKeySet *set, uint64_t head, uint32_t h)
{
	const ResFirst *slots = res_first[set->lang];
	uint32_t	mask = (1u << res_first_bits[set->lang]) - 1;

	for (h = (h + 1) & mask; slots[h].head != 0; h = (h + 1) & mask)
		if (slots[h].head == head && slots[h].set == set->id)
			return &slots[h];
	return NULL;
}

/*
 * The place to which the first word leads in the trie of a set; false if no
 * key of the set begins with it.
 */
static inline bool
find_first(const ResKeySet *set, uint64_t head, Place *place)
{
	uint32_t	h = (uint32_t) (res_first_hash(head + ((uint64_t) set->id << 48)) >> (64 - res_first_bits[set->lang]));
	const ResFirst *slot = &res_first[set->lang][h];

	if (slot->head != head || slot->set != set->id)
	{
		if (slot->head == 0 || (slot = find_further(set, head, h)) == NULL)
			return false;
	}
	place->node = &res_node[slot->node];
	place->at = slot->at;
	return true;
}

/* The same place one letter of two or three bytes further. */
static inline bool
step_wide(Place *place, uint32_t ch, uint32_t len)
{
	unsigned char out[3];
	uint32_t	i;

	out[0] = (unsigned char) (len == 2 ? 0xC0 | ch >> 6 : 0xE0 | ch >> 12);
	out[1] = (unsigned char) (0x80 | ((len == 2 ? ch : ch >> 6) & 0x3F));
	out[2] = (unsigned char) (0x80 | (ch & 0x3F));
	for (i = 0; i < len; i++)
		if (!step(place, out[i]))
			return false;
	return true;
}

/* How far running text was followed: what the next one needs of a Fold. */
typedef struct Walked
{
	const char *p;
	uint32_t	last;
	bool		in_word;
} Walked;

/*
 * Walk down with running text as far as nothing needs a closer look: plain
 * ASCII, letters of other scripts, single blanks.  False where the walk is
 * over, since no key goes on so or the text ends.
 */
static RES_ALWAYS_INLINE bool
walk_text(Walked *w, Place *place, const char *p, const char *end, ResKeyMatch *matches, uint32_t *n, uint32_t max)
{
	const char *q = w->p;
	const ResNode *node = place->node;
	uint32_t	at = place->at;
	uint32_t	last = w->last;

	while (q < end)
	{
		unsigned char c = (unsigned char) plain[(unsigned char) *q];

		if (c == 0)
		{
			uint32_t	len;
			uint32_t	ch = wide_letter(q, end, &len);

			if (ch != 0)
			{
				place->node = node;
				place->at = at;
				if (!step_wide(place, ch, len))
					return false;
				node = place->node;
				at = place->at;
				q += len;
				last = ch;
				goto stepped;
			}

			/* a single blank between words */
			if (*q != ' ' || end - q < 2 ||
				(plain[(unsigned char) q[1]] == 0 && wide_letter(q + 1, end, &len) == 0) || is_unspaced(last))
				break;
			c = ' ';
		}
		if (at == node->len)
		{
			node = child(node, c);
			if (node == NULL)
				return false;
			at = 0;
		}
		else
		{
			if ((unsigned char) res_key_pool[node->label + at] != c)
				return false;
			at++;
		}
		if (node->len - at >= 4 && end - q >= 9 && plain[(unsigned char) q[1]] == res_key_pool[node->label + at])
		{
			const char *label = res_key_pool + node->label + at;
			uint32_t	same = same_bytes(q + 1, label, node->len - at);

			if (same > 0)
			{
				q += same;
				at += same;
				c = (unsigned char) label[same - 1];
			}
		}
		q++;
		last = c;
stepped:
		if (at == node->len)
		{
			if (node->key >= 0)
				*n = key_ends(q, last, p, end, *n, node->key, matches, max);
			if (node->nchildren == 0)
				return false;
		}
	}
	if (q > w->p)
		w->in_word = last != ' ';
	w->p = q;
	w->last = last;
	place->node = node;
	place->at = at;
	return q < end;
}

/*
 * The same inside a name: letters, digits, and single blanks with no article
 * behind them.  Stops where a key ends.
 */
static inline bool
walk_name(Fold *f, Place *place)
{
	bool		goes_on = true;

	while (f->p < f->end)
	{
		unsigned char c = (unsigned char) *f->p;

		if (is_alnum(c))
			c |= 0x20;			/* digits have the bit of case */
		else if (c != ' ' || f->end - f->p < 2 || !is_alnum((unsigned char) f->p[1]) || (f->p[1] | 0x20) == 't')
			break;
		goes_on = step(place, c);
		if (!goes_on)
			break;
		f->p++;
		f->last = c;
		if (place->at == place->node->len && place->node->key >= 0)
			break;
	}
	f->in_word = f->last != ' ';
	return goes_on;
}

/* May a name of the set stand at p? */
static inline bool
may_be_name(const ResKeySet *set, const char *p, const char *end)
{
	unsigned char c;

	if (set->n == 0 || p >= end)
		return false;
	if ((unsigned char) *p >= 0x80)
		return true;
	c = (unsigned char) res_lower(*p);

	/* the word may come behind an article */
	if ((set->start[c >> 3] & (1 << (c & 7))) == 0 && c != 't' && c != '`' && c != '\'')
		return false;
	if (name_blank_len(&(Fold) {.end = end}, p) > 0)
		return false;
	return end - p < 2 || c == 't' || !is_alnum(c) || !is_alnum((unsigned char) p[1]) ||
		(res_key_pair[set->lang][(c & 31) << 5 | (p[1] & 31)] >> set->bit & 1) != 0;
}

/* Walk down the keys with the folded bytes of the text, where one may stand. */
static RES_ALWAYS_INLINE uint32_t
walk(const ResKeySet *set, ResFolding folding, const char *p,
	 const char *end, ResKeyMatch *matches, uint32_t max)
{
	Fold		f;
	Place		place;
	Walked		w = {p, 0, false};
	uint32_t	n = 0;
	uint32_t	open = 0;
	uint32_t	len;
	uint64_t	head;

	if (folding == RES_FOLD_TEXT && (head = first_word(p, end, &len)) != 0)
	{
		/* no key ends inside a word */
		if (!find_first(set, head, &place))
			return 0;
		w.p = p + len;
		w.last = (unsigned char) res_lower(w.p[-1]);
		w.in_word = true;
		if (key_at(&place) >= 0)
		{
			n = key_ends(w.p, w.last, p, end, n, key_at(&place), matches, max);
			if (place.node->nchildren == 0)
				return n;
		}
	}
	else
	{
		if (folding == RES_FOLD_NAME)
			fold_begin(&f, folding, p, end);
		place.node = &res_node[set->root];
		place.at = 0;
	}
	for (;;)
	{
		const char *before;
		uint32_t	unspaced;
		Place		down;
		uint32_t	i;
		bool		walked = false;

		if (folding == RES_FOLD_TEXT)
		{
			if (!walk_text(&w, &place, p, end, matches, &n, max))
				return n;
			fold_begin(&f, folding, w.p, end);
			f.last = w.last;
			f.in_word = w.in_word;
		}
		else if (f.in_word)
		{
			before = f.p;
			if (!walk_name(&f, &place))
				return n;
			walked = f.p > before;
		}
		if (!walked || key_at(&place) < 0)
		{
			before = f.p;
			unspaced = f.last;
			down = place;
			if (!fold_next(&f))
				break;
			for (i = 0; i < f.len; i++)
			{
				if (!step(&down, (unsigned char) f.out[i]))
					break;
			}
			if (i < f.len)
			{
				/* a line end inside a Chinese word is no blank */
				if (f.last == ' ' && is_unspaced(unspaced))
				{
					w = (Walked) {f.p, unspaced, f.in_word};
					f.last = unspaced;
					continue;
				}
				break;
			}
			place = down;
			w = (Walked) {f.p, f.last, f.in_word};
			if (folding == RES_FOLD_NAME)
			{
				for (; before < f.p; before++)
				{
					if (*before == '(')
						open++;
					else if (*before == ')' && open > 0)
						open--;
				}
			}
		}
		if (key_at(&place) >= 0)
		{
			Fold		after = f;

			skip_ignored(&after);
			if (at_boundary(&after))
			{
				if (folding == RES_FOLD_NAME)
					after.p = behind_brackets(&after, open > 0);
				n = add_match(matches, n, max, (uint32_t) (after.p - p), (uint32_t) key_at(&place));
			}
			if (place.node->nchildren == 0)
				break;
		}
	}
	return n;
}

/*
 * res_key_matches — see tables.h.
 */
uint32_t
res_key_matches(const ResKeySet *set, ResFolding folding, const char *p,
				const char *end, ResKeyMatch *matches, uint32_t max)
{
	if (folding == RES_FOLD_NAME)
		return may_be_name(set, p, end) ? walk(set, RES_FOLD_NAME, p, end, matches, max) : 0;
	return set->bit == RES_NO_BIT || may_match(set, p, end) ? walk(set, RES_FOLD_TEXT, p, end, matches, max) : 0;
}

uint32_t
res_key_match(const ResKeySet *set, ResFolding folding, const char *p,
			  const char *end, uint32_t *index)
{
	ResKeyMatch match;

	if (res_key_matches(set, folding, p, end, &match, 1) == 0)
		return 0;
	*index = match.index;
	return match.len;
}

uint32_t
res_key_fold(ResFolding folding, const char *p, const char *end, char *buf, uint32_t size)
{
	Fold		f;
	uint32_t	n = 0;

	fold_begin(&f, folding, p, end);
	f.whole = true;
	for (;;)
	{
		/* most of what is folded is plain */
		if (folding == RES_FOLD_TEXT)
			while (f.p < end && plain[(unsigned char) *f.p] != 0)
			{
				if (n == size)
					return 0;
				buf[n++] = plain[(unsigned char) *f.p++];
				f.in_word = true;
			}
		else
			while (f.p < end && is_alnum((unsigned char) *f.p) && (f.in_word || (*f.p | 0x20) != 't'))
			{
				if (n == size)
					return 0;
				buf[n++] = res_lower(*f.p++);
				f.in_word = true;
			}
		if (!fold_next(&f))
			break;
		if (f.last == ' ' && n == 0)
			continue;
		if (n + f.len > size)
			return 0;
		memcpy(buf + n, f.out, f.len);
		n += f.len;
	}
	if (n > 0 && buf[n - 1] == ' ')
		n--;
	return n;
}

bool
res_key_find(const ResKeySet *set, const char *folded, uint32_t len, uint32_t *index)
{
	uint32_t	lo = set->first;
	uint32_t	hi = set->first + set->n;

	while (lo < hi)
	{
		uint32_t	mid = lo + (hi - lo) / 2;
		int			d = res_key_compare(&res_key[mid], folded, len);

		if (d == 0)
		{
			*index = mid;
			return true;
		}
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/*
 * res_lex_match_here — the rest of res_lex_match, where an entry may stand.
 */
uint32_t
res_lex_match_here(ResLang lang, ResLexClass cls, const char *p, const char *end,
				   const ResLexEntry **entry)
{
	const ResKeySet *set = &res_lex_set[lang][cls];
	ResKeyMatch match;

	/* a pair of ASCII was asked about already */
	if (res_pair_at(p, end) >= 1024 && !may_match(set, p, end))
		return 0;
	if (walk(set, RES_FOLD_TEXT, p, end, &match, 1) == 0)
		return 0;
	if (entry != NULL)
		*entry = &res_lex_entry[match.index];
	return match.len;
}

/*
 * res_lex_entries — all entries of a class, in the order of their folded text.
 */
const ResLexEntry *
res_lex_entries(ResLang lang, ResLexClass cls, uint32_t *n)
{
	const ResKeySet *set = &res_lex_set[lang][cls];

	*n = set->n;
	return &res_lex_entry[set->first];
}
