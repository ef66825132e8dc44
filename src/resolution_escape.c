/*-------------------------------------------------------------------------
 *
 * resolution_escape.c
 *	  Texts inside markup: nothing of a document becomes markup itself.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "internal.h"
#include "language.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

ResStr
res_cstr(const char *p)
{
	ResStr		str = {p, p != NULL ? (uint32_t) strlen(p) : 0};

	return str;
}

void
res_append(StringInfo buf, ResStr str)
{
	if (str.len > 0)
		appendBinaryStringInfo(buf, str.p, (int) str.len);
}

/*
 * Can XML 1.0 hold the character?  It has no control characters but tab and
 * line ends, no surrogates, and neither U+FFFE nor U+FFFF.
 */
static bool
fits_xml(uint32_t ch)
{
	if (ch < 0x20)
		return ch == '\t' || ch == '\n' || ch == '\r';
	return ch != 0x7F && (ch < 0x80 || ch > 0x9F) && (ch < 0xD800 || ch > 0xDFFF) &&
		ch != 0xFFFE && ch != 0xFFFF && ch <= 0x10FFFF;
}

/*
 * res_append_xml — a text as character data or inside double quotes, in XML
 * and in HTML.
 *
 * What XML cannot hold, and bytes that are no UTF-8 (a database that does not
 * say what its bytes mean), become U+FFFD.
 */
void
res_append_xml(StringInfo buf, ResStr str)
{
	const char *p = str.p;
	const char *end = str.p + str.len;
	const char *from = p;

	while (p < end)
	{
		const char *instead = NULL;
		uint32_t	n = 1;

		switch (*p)
		{
			case '&':
				instead = "&amp;";
				break;
			case '<':
				instead = "&lt;";
				break;
			case '>':
				instead = "&gt;";
				break;
			case '"':
				instead = "&quot;";
				break;
			case '\'':
				instead = "&#39;";
				break;
			default:
				if ((unsigned char) *p < 0x20 || (unsigned char) *p >= 0x7F)
				{
					uint32_t	ch = res_decode(p, end, &n);

					if (!fits_xml(ch) || (ch == 0xFFFD && n == 1))
						instead = "\xEF\xBF\xBD";
				}
				break;
		}
		if (instead != NULL)
		{
			appendBinaryStringInfo(buf, from, (int) (p - from));
			appendStringInfoString(buf, instead);
			from = p + n;
		}
		p += n;
	}
	if (p > from)
		appendBinaryStringInfo(buf, from, (int) (p - from));
}

/*
 * The path of an address: what may not stand there, or would end the
 * attribute, in hexadecimal.
 */
void
res_append_url(StringInfo buf, ResStr symbol)
{
	uint32_t	i;

	for (i = 0; i < symbol.len; i++)
	{
		char		c = symbol.p[i];

		if (res_is_alpha(c) || res_is_digit(c) || (c != '\0' && strchr("/.-_~()*,;:@+", c) != NULL))
			appendStringInfoChar(buf, c);
		else
			appendStringInfo(buf, "%%%02X", (unsigned) (unsigned char) c);
	}
}

/*
 * Address of the document that a piece of a text cites, in the language of the
 * citing one: on the site of docsymbol_url(), or on that to which the official
 * markup links, which calls German "other".
 */
void
res_append_link(StringInfo buf, const ResDocument *doc, const ResRun *run, bool official)
{
	const char *lang = doc->header.lang != RES_DE ? res_lang_name(doc->header.lang) : official ? "ot" : "en";

	appendStringInfo(buf, "https://%s/%s/", official ? "docs.un.org" : "undocs.org", lang);
	res_append_url(buf, doc->citations[run->ref].symbol);
}

/* Does print set a full stop behind the number?  "3." but "(a)". */
bool
res_takes_stop(ResStr number)
{
	char		last = number.len > 0 ? number.p[number.len - 1] : '.';

	return last != ')' && last != '.' && (unsigned char) last < 0x80;
}

/* A date as ISO 8601 has it, whatever the session's style. */
void
res_append_date(StringInfo buf, ResDate date)
{
	int			year;
	int			month;
	int			day;

	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	appendStringInfo(buf, "%04d-%02d-%02d", year, month, day);
}

/* What was written, as a text of SQL in the encoding of the database. */
text *
res_export_text(StringInfo buf)
{
	ResStr		all = {buf->data, (uint32_t) buf->len};

	return DatumGetTextPP(res_text_datum(all));
}
