/*-------------------------------------------------------------------------
 *
 * names.c
 *	  Names of the enumerations, as SQL and the tools show them.
 *
 * The words are part of the SQL interface: they do not depend on the
 * language of the text, and they do not change.  A value outside the
 * enumeration has no name (NULL).
 *
 *-------------------------------------------------------------------------
 */
#include "core.h"

#define NAME_OF(names, value) \
	((unsigned) (value) < sizeof(names) / sizeof((names)[0]) ? (names)[(unsigned) (value)] : NULL)

static const char *const lang_names[] = {
	[RES_EN] = "en",
	[RES_FR] = "fr",
	[RES_ES] = "es",
	[RES_RU] = "ru",
	[RES_ZH] = "zh",
	[RES_AR] = "ar",
	[RES_DE] = "de"
};

static const char *const kind_names[] = {
	[RES_KIND_UNKNOWN] = NULL,
	[RES_KIND_RESOLUTION] = "resolution",
	[RES_KIND_DRAFT_RESOLUTION] = "draft resolution",
	[RES_KIND_DECISION] = "decision",
	[RES_KIND_DRAFT_DECISION] = "draft decision",
	[RES_KIND_AMENDMENT] = "amendment",
	[RES_KIND_STATEMENT] = "statement"
};

static const char *const part_names[] = {
	[RES_PREAMBULAR] = "preambular",
	[RES_OPERATIVE] = "operative",
	[RES_ANNEX] = "annex"
};

static const char *const anchor_names[] = {
	[RES_ANCHOR_NONE] = NULL,
	[RES_ANCHOR_TITLE] = "title",
	[RES_ANCHOR_SPONSORS] = "sponsors",
	[RES_ANCHOR_CLAUSE] = "clause",
	[RES_ANCHOR_HEADING] = "heading",
	[RES_ANCHOR_ANNEX] = "annex"
};

static const char *const role_names[] = {
	[RES_ROLE_SPONSOR] = "sponsor",
	[RES_ROLE_ON_BEHALF] = "on behalf of",
	[RES_ROLE_CHAIR] = "chair",
	[RES_ROLE_ORGAN] = "organ"
};

static const char *const cite_kind_names[] = {
	[RES_CITE_RESOLUTION] = "resolution",
	[RES_CITE_DECISION] = "decision",
	[RES_CITE_DOCUMENT] = "document",
	[RES_CITE_RECORDS] = "official records",
	[RES_CITE_STATEMENT] = "statement",
	[RES_CITE_TREATY] = "treaty",
	[RES_CITE_INSTRUMENT] = "instrument"
};

static const char *const vote_kind_names[] = {
	[RES_VOTE_IN_FAVOUR] = "in favour",
	[RES_VOTE_AGAINST] = "against",
	[RES_VOTE_ABSTAINING] = "abstaining"
};

static const char *const severity_names[] = {
	[RES_SEVERITY_ERROR] = "error",
	[RES_SEVERITY_WARNING] = "warning",
	[RES_SEVERITY_NOTE] = "note"
};

/* Language of a text: "en", "fr" … */
const char *
res_lang_name(ResLang lang)
{
	return NAME_OF(lang_names, lang);
}

/* Kind of a document; NULL if it is not known. */
const char *
res_kind_name(ResKind kind)
{
	return NAME_OF(kind_names, kind);
}

/* Part of a document that a clause stands in. */
const char *
res_part_name(ResPart part)
{
	return NAME_OF(part_names, part);
}

/* Where a note is called; NULL if no call is known. */
const char *
res_anchor_name(ResAnchor anchor)
{
	return NAME_OF(anchor_names, anchor);
}

/* What a sponsor is to the document. */
const char *
res_role_name(ResRole role)
{
	return NAME_OF(role_names, role);
}

/* What is cited. */
const char *
res_cite_kind_name(ResCiteKind kind)
{
	return NAME_OF(cite_kind_names, kind);
}

/* How a State voted. */
const char *
res_vote_kind_name(ResVoteKind vote)
{
	return NAME_OF(vote_kind_names, vote);
}

/* How bad a problem is. */
const char *
res_severity_name(ResSeverity severity)
{
	return NAME_OF(severity_names, severity);
}
