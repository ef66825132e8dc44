/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Reading, printing and storing a query.
 *
 * The reader is an operator-precedence parser with a stack of its own, so the
 * depth of a query costs memory and no more.  The stored form is
 *
 *		version		one byte
 *		items		each in postfix order: a byte op; of a term a byte field,
 *					+ 128 if it is a prefix, two bytes of length (the low one
 *					first), the value
 *
 *-------------------------------------------------------------------------
 */
#include <stdarg.h>
#include <stdio.h>

#include "query.h"
#include "internal.h"
#include "search.h"
#include "symbol.h"

#define QUERY_VERSION	1
#define PREFIX_BIT		0x80

static const char *const field_names[RES_QUERY_FIELDS] = {
	[RES_FIELD_CITES] = "cites",
	[RES_FIELD_SPONSOR] = "sponsor",
	[RES_FIELD_VERB] = "verb",
	[RES_FIELD_PHRASE] = "phrase",
	[RES_FIELD_PART] = "part",
	[RES_FIELD_WORD] = "word",
	[RES_FIELD_ORGAN] = "organ",
	[RES_FIELD_SESSION] = "session",
	[RES_FIELD_SYMBOL] = "symbol",
	[RES_FIELD_KIND] = "kind",
	[RES_FIELD_TITLE] = "title",
	[RES_FIELD_COMMITTEE] = "committee",
	[RES_FIELD_LANGUAGE] = "language"
};

#define FIELDS_HINT	"Fields are cites, sponsor, verb, phrase, part, word, organ, session, symbol, kind, title, committee and language."

const char *
res_query_field_name(int field)
{
	return field >= 0 && field < RES_QUERY_FIELDS ? field_names[field] : NULL;
}

/* What a term of this field says, it says of a clause. */
static bool
field_of_clause(int field)
{
	return field == RES_FIELD_CITES || field == RES_FIELD_VERB || field == RES_FIELD_PHRASE ||
		field == RES_FIELD_PART || field == RES_FIELD_WORD;
}

/* ---------- reading ---------- */

/* An operator that waits for its last operand, or an opening bracket. */
typedef struct Pending
{
	uint8_t		what;			/* ResQueryOp, '(' or '{' */
	uint32_t	offset;
} Pending;

typedef struct Reader
{
	ResArena   *arena;
	const char *text;
	const char *p;
	const char *end;
	ResQueryError *err;
	ResQuery   *query;
	uint32_t	capitems;
	Pending    *stack;
	uint32_t	nstack;
	uint32_t	capstack;
	bool		in_clause;
} Reader;

static bool refuse(Reader *rd, ResStatus code, const char *at, const char *hint, const char *fmt,...)
#if defined(__GNUC__)
__attribute__((format(printf, 5, 6)))
#endif
;

/* Keep why and where the text is no query; returns false. */
static bool
refuse(Reader *rd, ResStatus code, const char *at, const char *hint, const char *fmt,...)
{
	va_list		ap;
	size_t		n;

	rd->err->code = code;
	rd->err->offset = (uint32_t) (at - rd->text);
	rd->err->hint = hint;
	va_start(ap, fmt);
	vsnprintf(rd->err->detail, sizeof(rd->err->detail), fmt, ap);
	va_end(ap);

	/* a value that did not fit is cut at a character */
	n = strlen(rd->err->detail);
	if (n + 1 == sizeof(rd->err->detail))
	{
		while (n > 0 && ((unsigned char) rd->err->detail[n - 1] & 0xC0) == 0x80)
			n--;
		if (n > 0 && (unsigned char) rd->err->detail[n - 1] >= 0xC0)
			n--;
		rd->err->detail[n] = '\0';
	}
	return false;
}

static void
skip_blanks(Reader *rd)
{
	uint32_t	n;

	while (rd->p < rd->end && (n = res_blank_len(rd->p, rd->end)) > 0)
	{
		rd->p += n;
		res_tick(rd->arena, n);
	}
}

/* Append an item; its operands are the items in front of it. */
static ResQueryItem *
add_item(Reader *rd, ResQueryOp op)
{
	ResQuery   *q = rd->query;
	uint32_t	i = q->nitems;
	ResQueryItem *item = RES_PUSH(rd->arena, q->items, q->nitems, rd->capitems);

	item->op = (uint8_t) op;
	item->size = 1;
	if (op != RES_OP_TERM)
		item->size += q->items[i - 1].size;
	if (op == RES_OP_AND || op == RES_OP_OR)
		item->size += q->items[RES_QUERY_FIRST(q, i)].size;
	q->nterms += op == RES_OP_TERM;
	q->nclauses += op == RES_OP_CLAUSE;
	res_tick(rd->arena, 16);
	return item;
}

static void
push(Reader *rd, uint8_t what)
{
	Pending    *pending = RES_PUSH(rd->arena, rd->stack, rd->nstack, rd->capstack);

	pending->what = what;
	pending->offset = (uint32_t) (rd->p - rd->text);
	res_tick(rd->arena, 16);
}

/* How tight an operator binds; 0 for a bracket. */
static int
binding(uint8_t what)
{
	return what == RES_OP_NOT ? 3 : what == RES_OP_AND ? 2 : what == RES_OP_OR ? 1 : 0;
}

/* Finish the operators that bind at least so tight. */
static void
reduce(Reader *rd, int least)
{
	while (rd->nstack > 0 && binding(rd->stack[rd->nstack - 1].what) >= least)
		add_item(rd, (ResQueryOp) rd->stack[--rd->nstack].what);
}

/*
 * Read the value of a term; *prefix is set if it ends in "*".
 *
 * Without quotation marks it ends at a blank or a mark of the grammar; an
 * opening bracket directly behind a character belongs to it up to the closing
 * one: S/RES/1325(2000).
 */
static bool
read_value(Reader *rd, const char *field, ResStr *value, bool *prefix)
{
	const char *start = rd->p;
	bool		quoted = rd->p < rd->end && *rd->p == '"';
	bool		star = false;	/* the last character was a "*" */
	uint32_t	depth = 0;
	uint32_t	n = 0;
	char		buf[RES_QUERY_MAX_VALUE + 8];

	buf[0] = '\0';
	if (quoted)
		rd->p++;
	for (;;)
	{
		uint32_t	len;
		char		c;

		if (rd->p >= rd->end)
		{
			if (quoted)
				return refuse(rd, RES_NOT_A_RESOLUTION, start, NULL, "The quotation mark is not closed.");
			break;
		}
		c = *rd->p;
		if (quoted ? c == '"' :
			c == '&' || c == '|' || c == '!' || c == '{' || c == '}' || c == '"' ||
			(c == '(' && n == 0) || (c == ')' && depth == 0) ||
			(depth == 0 && res_blank_len(rd->p, rd->end) > 0))
			break;
		if (!quoted && c == '(')
			depth++;
		if (!quoted && c == ')')
			depth--;
		star = (c == '*');
		if (c == '\\')
		{
			rd->p++;
			if (rd->p >= rd->end)
				return refuse(rd, RES_NOT_A_RESOLUTION, rd->p - 1, NULL, "A character is missing behind \"\\\".");
		}
		res_decode(rd->p, rd->end, &len);
		if (n + len > RES_QUERY_MAX_VALUE)
			return refuse(rd, RES_TOO_LONG, start, NULL, "A value has at most %u bytes.", RES_QUERY_MAX_VALUE);
		memcpy(buf + n, rd->p, len);
		n += len;
		rd->p += len;
	}
	if (depth > 0)
		return refuse(rd, RES_NOT_A_RESOLUTION, start, NULL, "A bracket in the value of \"%s\" is not closed.", field);
	if (quoted)
	{
		rd->p++;
		if (rd->p < rd->end && *rd->p == '*' && !star)
		{
			rd->p++;
			star = true;
			buf[n++] = '*';
		}
	}
	*prefix = star;
	if (star)
		n--;
	*value = res_copy(rd->arena, buf, n);
	res_tick(rd->arena, n);
	if (n == 0)
		return refuse(rd, RES_NOT_A_RESOLUTION, start,
					  quoted ? NULL : "Put a value with blanks or marks in it into quotation marks.",
					  "A value is missing behind \"%s:\".", field);
	return true;
}

/* Can the value be one of this field?  It is put in normal form. */
static bool
check_value(Reader *rd, ResQueryItem *item, const char *at)
{
	ResStr		value = item->value;
	ResSymbolError bad = {0, NULL, NULL};
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	char		normal[RES_SYMBOL_MAX + 1];
	uint32_t	len;
	const char *why;

	if (item->field == RES_FIELD_CITES || item->field == RES_FIELD_SYMBOL)
	{
		/* what lies under a symbol belongs to it anyway: "A/RES/55/" + "*" */
		if (item->prefix && value.len > 1 && value.p[value.len - 1] == '/')
		{
			len = res_symbol_key(value.p, value.len - 1, key, NULL);
			if (len > 0)
			{
				item->prefix = false;
				value.len--;
			}
		}
		if (!item->prefix)
		{
			len = res_symbol_key(value.p, value.len, key, &bad);
			if (len > 0)
			{
				len = res_symbol_print(key, len, normal);
				item->value = res_copy(rd->arena, normal, len);
				return true;
			}
			if (item->field == RES_FIELD_SYMBOL || memchr(value.p, '/', value.len) != NULL)
				return refuse(rd, RES_NOT_A_RESOLUTION, at, bad.hint,
							  "\"%.*s\" is no symbol of a document. %s", (int) (value.len < 80 ? value.len : 80), value.p,
							  bad.detail != NULL ? bad.detail : "");
		}
		else if (item->field == RES_FIELD_SYMBOL || memchr(value.p, '/', value.len) != NULL)
			return true;
	}
	why = res_search_value_problem(rd->arena, item);
	if (why != NULL)
		return refuse(rd, RES_NOT_A_RESOLUTION, at, NULL, "%s", why);
	return true;
}

static int
find_field(const char *p, uint32_t len)
{
	int			i;

	for (i = 0; i < RES_QUERY_FIELDS; i++)
	{
		uint32_t	n = 0;

		while (n < len && field_names[i][n] != '\0' && res_lower(p[n]) == field_names[i][n])
			n++;
		if (n == len && field_names[i][n] == '\0')
			return i;
	}
	return -1;
}

/* Read "field:value". */
static bool
read_term(Reader *rd)
{
	const char *start = rd->p;
	const char *at;
	ResQueryItem *item;
	int			field;

	while (rd->p < rd->end && (res_is_alpha(*rd->p) || *rd->p == '_'))
		rd->p++;
	if (rd->p == start)
		return refuse(rd, RES_NOT_A_RESOLUTION, start, "A term reads field:value, such as word:development.",
					  "A term is expected here.");
	if (rd->p == rd->end || *rd->p != ':')
		return refuse(rd, RES_NOT_A_RESOLUTION, start, "A term reads field:value, such as word:development.",
					  "A field and a colon are expected here.");
	field = find_field(start, (uint32_t) (rd->p - start));
	if (field < 0)
		return refuse(rd, RES_NOT_A_RESOLUTION, start, FIELDS_HINT, "There is no field \"%.*s\".",
					  (int) (rd->p - start < 40 ? rd->p - start : 40), start);
	if (rd->in_clause && !field_of_clause(field))
		return refuse(rd, RES_NOT_A_RESOLUTION, start,
					  "Write it outside the braces. Of a clause there are cites, verb, phrase, part and word.",
					  "\"%s\" says something of the document, not of a clause.", field_names[field]);
	rd->p++;
	skip_blanks(rd);
	if (rd->query->nterms >= RES_QUERY_MAX_TERMS)
		return refuse(rd, RES_TOO_LONG, start, NULL, "A query has at most %u terms.", RES_QUERY_MAX_TERMS);
	at = rd->p;
	item = add_item(rd, RES_OP_TERM);
	item->field = (uint8_t) field;
	return read_value(rd, field_names[field], &item->value, &item->prefix) &&
		check_value(rd, item, at);
}

static bool
read_query(Reader *rd)
{
	bool		operand = true; /* an operand is expected, not an operator */

	for (;;)
	{
		char		c;

		if (rd->query->nitems > RES_QUERY_MAX_ITEMS)
			return refuse(rd, RES_TOO_LONG, rd->p, NULL, "A query has at most %u terms and operators.",
						  RES_QUERY_MAX_ITEMS);
		skip_blanks(rd);
		if (rd->p == rd->end)
			break;
		c = *rd->p;
		if (operand)
		{
			if (c == '!')
				push(rd, RES_OP_NOT);
			else if (c == '(')
				push(rd, '(');
			else if (c == '{')
			{
				if (rd->in_clause)
					return refuse(rd, RES_NOT_A_RESOLUTION, rd->p, NULL, "Braces cannot stand inside braces.");
				push(rd, '{');
				rd->in_clause = true;
			}
			else
			{
				if (!read_term(rd))
					return false;
				reduce(rd, 3);
				operand = false;
				continue;
			}
			rd->p++;
			continue;
		}
		if (c == '&' || c == '|')
		{
			ResQueryOp	op = c == '&' ? RES_OP_AND : RES_OP_OR;

			reduce(rd, binding(op));
			push(rd, op);
			operand = true;
		}
		else if (c == ')' || c == '}')
		{
			char		open = c == ')' ? '(' : '{';

			reduce(rd, 1);
			if (rd->nstack == 0 || rd->stack[rd->nstack - 1].what != (uint8_t) open)
				return refuse(rd, RES_NOT_A_RESOLUTION, rd->p, NULL, "\"%c\" closes nothing.", c);
			rd->nstack--;
			if (c == '}')
			{
				add_item(rd, RES_OP_CLAUSE);
				rd->in_clause = false;
			}
			reduce(rd, 3);
		}
		else
			return refuse(rd, RES_NOT_A_RESOLUTION, rd->p,
						  "Put a value with blanks or marks in it into quotation marks.",
						  "\"&\" or \"|\" is expected here.");
		rd->p++;
	}
	if (operand)
		return refuse(rd, RES_NOT_A_RESOLUTION, rd->end,
					  rd->query->nitems == 0 ? "A term reads field:value, such as word:development." : NULL,
					  rd->query->nitems == 0 && rd->nstack == 0 ? "The query is empty." : "A term is missing at the end.");
	reduce(rd, 1);
	if (rd->query->nitems > RES_QUERY_MAX_ITEMS)
		return refuse(rd, RES_TOO_LONG, rd->p, NULL, "A query has at most %u terms and operators.",
					  RES_QUERY_MAX_ITEMS);
	if (rd->nstack > 0)
		return refuse(rd, RES_NOT_A_RESOLUTION, rd->text + rd->stack[rd->nstack - 1].offset, NULL,
					  "\"%c\" is not closed.", rd->stack[rd->nstack - 1].what);
	return true;
}

static void
begin_reader(Reader *rd, ResArena *arena, const char *text, size_t len, ResQueryError *err)
{
	memset(rd, 0, sizeof(*rd));
	memset(err, 0, sizeof(*err));
	rd->arena = arena;
	rd->text = rd->p = text;
	rd->end = text + len;
	rd->err = err;
	rd->query = res_alloc(arena, sizeof(ResQuery));
}

bool
res_query_parse(ResArena *arena, const char *text, size_t len, ResQuery **query, ResQueryError *err)
{
	Reader		rd;

	begin_reader(&rd, arena, text, len, err);
	*query = rd.query;
	if (len > RES_QUERY_MAX_SIZE)
		return refuse(&rd, RES_TOO_LONG, text, NULL, "A query has at most %u bytes.", RES_QUERY_MAX_SIZE);
	return read_query(&rd);
}

bool
res_query_make(ResArena *arena, ResStr field, ResStr value, ResQuery **query, ResQueryError *err)
{
	Reader		rd;
	ResQueryItem *item;
	int			number = find_field(field.p, field.len);

	begin_reader(&rd, arena, value.p, value.len, err);
	*query = rd.query;
	if (number < 0)
		return refuse(&rd, RES_NOT_A_RESOLUTION, value.p, FIELDS_HINT, "There is no field \"%.*s\".",
					  (int) (field.len < 40 ? field.len : 40), field.p);
	if (value.len == 0)
		return refuse(&rd, RES_NOT_A_RESOLUTION, value.p, NULL, "A value is missing behind \"%s:\".", field_names[number]);
	if (value.len > RES_QUERY_MAX_VALUE)
		return refuse(&rd, RES_TOO_LONG, value.p, NULL, "A value has at most %u bytes.", RES_QUERY_MAX_VALUE);
	item = add_item(&rd, RES_OP_TERM);
	item->field = (uint8_t) number;
	item->value = res_copy(arena, value.p, value.len);
	return check_value(&rd, item, value.p);
}

ResQuery *
res_query_join(ResArena *arena, ResQueryOp op, const ResQuery *first, const ResQuery *second)
{
	ResQuery   *q = res_alloc(arena, sizeof(ResQuery));
	uint32_t	n = first->nitems + (second != NULL ? second->nitems : 0) + 1;
	ResQueryItem *last;

	q->nterms = first->nterms + (second != NULL ? second->nterms : 0);
	q->nclauses = first->nclauses + (second != NULL ? second->nclauses : 0);
	if (q->nterms > RES_QUERY_MAX_TERMS || n > RES_QUERY_MAX_ITEMS)
		return NULL;
	q->items = res_alloc(arena, sizeof(ResQueryItem) * n);
	q->nitems = n;
	memcpy(q->items, first->items, sizeof(ResQueryItem) * first->nitems);
	if (second != NULL)
		memcpy(q->items + first->nitems, second->items, sizeof(ResQueryItem) * second->nitems);
	last = &q->items[n - 1];
	last->op = (uint8_t) op;
	last->size = n;
	return q;
}

/* ---------- printing ---------- */

typedef struct Printer
{
	ResArena   *arena;
	char	   *out;
	uint32_t	n;
	uint32_t	cap;
} Printer;

static void
put(Printer *pr, const char *p, uint32_t len)
{
	uint32_t	i;

	for (i = 0; i < len; i++)
		*RES_PUSH(pr->arena, pr->out, pr->n, pr->cap) = p[i];
	res_tick(pr->arena, len);
}

static void
put_string(Printer *pr, const char *s)
{
	put(pr, s, (uint32_t) strlen(s));
}

/* Does the value need quotation marks? */
static bool
is_plain(ResStr value)
{
	uint32_t	i;

	for (i = 0; i < value.len; i++)
		if (strchr("&|!(){}\"\\*", value.p[i]) != NULL || res_blank_len(value.p + i, value.p + value.len) > 0)
			return false;
	return true;
}

static void
put_term(Printer *pr, const ResQueryItem *item)
{
	uint32_t	i;

	put_string(pr, field_names[item->field]);
	put_string(pr, ":");
	if (is_plain(item->value))
	{
		put(pr, item->value.p, item->value.len);
		if (item->prefix)
			put_string(pr, "*");
		return;
	}
	put_string(pr, "\"");
	for (i = 0; i < item->value.len; i++)
	{
		char		c = item->value.p[i];

		if (c == '"' || c == '\\' || c == '*')
			put_string(pr, "\\");
		put(pr, &c, 1);
	}
	put_string(pr, item->prefix ? "*\"" : "\"");
}

/* A step of printing: an item, or (item == UINT32_MAX) a text. */
typedef struct Step
{
	uint32_t	item;
	const char *text;
} Step;

ResStr
res_query_print(ResArena *arena, const ResQuery *q)
{
	Printer		pr = {arena, NULL, 0, 0};
	Step	   *steps = NULL;
	uint32_t	n = 0;
	uint32_t	cap = 0;

#define STEP(i, t) \
	(*RES_PUSH(arena, steps, n, cap) = (Step) {(i), (t)})
#define STEP_IN_BRACKETS(i, brackets) \
	do { \
		bool		with = (brackets); \
		if (with) \
			STEP(UINT32_MAX, ")"); \
		STEP((i), NULL); \
		if (with) \
			STEP(UINT32_MAX, "("); \
	} while (0)

	STEP(q->nitems - 1, NULL);
	while (n > 0)
	{
		Step		step = steps[--n];
		const ResQueryItem *item;
		uint32_t	i = step.item;
		int			own;

		if (i == UINT32_MAX)
		{
			put_string(&pr, step.text);
			continue;
		}
		item = &q->items[i];
		own = binding(item->op);
		switch (item->op)
		{
			case RES_OP_TERM:
				put_term(&pr, item);
				break;
			case RES_OP_NOT:
				put_string(&pr, "!");
				STEP_IN_BRACKETS(i - 1, q->items[i - 1].op == RES_OP_AND || q->items[i - 1].op == RES_OP_OR);
				break;
			case RES_OP_CLAUSE:
				put_string(&pr, "{");
				STEP(UINT32_MAX, "}");
				STEP(i - 1, NULL);
				break;
			default:
				{
					uint32_t	first = RES_QUERY_FIRST(q, i);
					int			b = binding(q->items[i - 1].op);
					int			a = binding(q->items[first].op);

					STEP_IN_BRACKETS(i - 1, b > 0 && b <= own);
					STEP(UINT32_MAX, item->op == RES_OP_AND ? " & " : " | ");
					STEP_IN_BRACKETS(first, a > 0 && a < own);
				}
		}
	}
	put(&pr, "", 0);
	return (ResStr) {pr.out, pr.n};
}

/* ---------- the stored form ---------- */

size_t
res_query_size(const ResQuery *q)
{
	size_t		size = 1;
	uint32_t	i;

	for (i = 0; i < q->nitems; i++)
		size += q->items[i].op == RES_OP_TERM ? 4 + (size_t) q->items[i].value.len : 1;
	return size;
}

void
res_query_write(const ResQuery *q, char *image)
{
	uint32_t	i;

	*image++ = QUERY_VERSION;
	for (i = 0; i < q->nitems; i++)
	{
		const ResQueryItem *item = &q->items[i];

		*image++ = (char) item->op;
		if (item->op != RES_OP_TERM)
			continue;
		*image++ = (char) (item->field | (item->prefix ? PREFIX_BIT : 0));
		*image++ = (char) (item->value.len & 0xFF);
		*image++ = (char) (item->value.len >> 8);
		memcpy(image, item->value.p, item->value.len);
		image += item->value.len;
	}
}

ResStatus
res_query_read(ResArena *arena, const char *image, size_t size, ResQuery **query)
{
	ResQuery   *q = res_alloc(arena, sizeof(ResQuery));
	const char *end = image + size;
	const char *p = image;
	uint32_t	cap = 0;
	uint32_t	operands = 0;

	*query = q;
	if (size < 1 || *p++ != QUERY_VERSION)
		return RES_BAD_IMAGE;
	while (p < end)
	{
		uint32_t	i = q->nitems;
		uint8_t		op = (uint8_t) *p++;
		ResQueryItem *item;

		if (i >= RES_QUERY_MAX_ITEMS + 2)
			return RES_BAD_IMAGE;
		item = RES_PUSH(arena, q->items, q->nitems, cap);
		res_tick(arena, 16);
		item->op = op;
		item->size = 1;
		switch (op)
		{
			case RES_OP_TERM:
				if (end - p < 3 || q->nterms >= RES_QUERY_MAX_TERMS)
					return RES_BAD_IMAGE;
				item->prefix = ((uint8_t) p[0] & PREFIX_BIT) != 0;
				item->field = (uint8_t) p[0] & ~PREFIX_BIT;
				item->value.len = (uint32_t) (uint8_t) p[1] | (uint32_t) (uint8_t) p[2] << 8;
				item->value.p = p + 3;
				if (item->field >= RES_QUERY_FIELDS || item->value.len == 0 ||
					item->value.len > RES_QUERY_MAX_VALUE || item->value.len > (size_t) (end - p - 3))
					return RES_BAD_IMAGE;
				p += 3 + item->value.len;
				operands++;
				q->nterms++;
				break;
			case RES_OP_NOT:
			case RES_OP_CLAUSE:
				if (operands < 1)
					return RES_BAD_IMAGE;
				item->size += q->items[i - 1].size;
				if (op == RES_OP_CLAUSE)
				{
					uint32_t	j;

					/* what is bound speaks of clauses, and is bound once */
					for (j = i + 1 - item->size; j < i; j++)
						if (q->items[j].op == RES_OP_CLAUSE ||
							(q->items[j].op == RES_OP_TERM && !field_of_clause(q->items[j].field)))
							return RES_BAD_IMAGE;
					q->nclauses++;
				}
				break;
			case RES_OP_AND:
			case RES_OP_OR:
				if (operands < 2)
					return RES_BAD_IMAGE;
				item->size += q->items[i - 1].size;
				item->size += q->items[RES_QUERY_FIRST(q, i)].size;
				operands--;
				break;
			default:
				return RES_BAD_IMAGE;
		}
	}
	return operands == 1 ? RES_OK : RES_BAD_IMAGE;
}
