/*-------------------------------------------------------------------------
 *
 * docsymbol_support.c
 *	  What the planner may ask about "@>" and "<@" of document symbols.
 *
 * What lies under a symbol is one range of keys, so "symbol <@ x" becomes
 * "symbol >= x and symbol < end of x" on a btree index, for a constant and for
 * the value of a join partner alike.  What lies above a symbol is a handful
 * of symbols, its prefixes: "symbol @> x" becomes "symbol = ANY (prefixes of x)".
 * Both are exact, nothing is checked again.
 *
 * ANALYZE collects what it does for every ordered type, and beside it the
 * prefixes under which most rows lie, each with its share: these are the most
 * common elements (most_common_elems of pg_stats), since a symbol is thought
 * to be made of all symbols above it.  The share of rows under a symbol is
 * read there, or from the histogram if it is not among them.
 *
 *-------------------------------------------------------------------------
 */
#include "docsymbol.h"

#include <math.h>

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_am.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "commands/vacuum.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "optimizer/optimizer.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

PG_FUNCTION_INFO_V1(docsymbol_contains_support);
PG_FUNCTION_INFO_V1(docsymbol_contained_support);
PG_FUNCTION_INFO_V1(docsymbol_prefixes);
PG_FUNCTION_INFO_V1(docsymbol_typanalyze);
PG_FUNCTION_INFO_V1(docsymbol_contains_sel);
PG_FUNCTION_INFO_V1(docsymbol_contained_sel);
PG_FUNCTION_INFO_V1(docsymbol_contains_joinsel);
PG_FUNCTION_INFO_V1(docsymbol_contained_joinsel);

/* Share of rows under a symbol if nothing is known. */
#define DEFAULT_SHARE	0.005

/* ---------- index conditions ---------- */

/*
 * Are the first n bytes of a key a symbol that contains it?  They are if they
 * are the key of what they print as.
 */
static bool
is_prefix(const uint8_t *key, uint32_t len, uint32_t n)
{
	char		text[RES_SYMBOL_MAX + 1];
	uint8_t		again[RES_SYMBOL_KEY_MAX];
	uint32_t	textlen;

	if (!res_symbol_contains(key, n, key, len))
		return false;
	textlen = res_symbol_print(key, n, text);
	return textlen > 0 && res_symbol_key(text, textlen, again, NULL) == n &&
		memcmp(again, key, n) == 0;
}

/*
 * Prefixes of a symbol that are symbols and contain it, itself included.
 * Returns their number; the longest is the last.
 */
static int
collect_prefixes(const DocSymbol *symbol, Datum **prefixes)
{
	const uint8_t *key = DOCSYMBOL_KEY(symbol);
	uint32_t	len = DOCSYMBOL_LEN(symbol);
	uint32_t	i;
	int			n = 0;

	*prefixes = palloc(sizeof(Datum) * (len + 1));
	for (i = 1; i <= len; i++)
		if (is_prefix(key, len, i))
			(*prefixes)[n++] = PointerGetDatum(docsymbol_from_key(key, i));
	return n;
}

/* Prefixes of a symbol as an array of its type. */
static ArrayType *
prefixes_array(const DocSymbol *symbol, Oid type)
{
	Datum	   *prefixes;
	int			n = collect_prefixes(symbol, &prefixes);

	return construct_array(prefixes, n, type, -1, false, TYPALIGN_INT);
}

/* docsymbol_prefixes — all symbols that hold a symbol, itself the last. */
Datum
docsymbol_prefixes(PG_FUNCTION_ARGS)
{
	Oid			type = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));

	if (!OidIsValid(type))
		elog(ERROR, "could not determine the type of document symbols");
	PG_RETURN_ARRAYTYPE_P(prefixes_array(PG_GETARG_DOCSYMBOL_PP(0), type));
}

/* A function of the extension with one symbol as argument, beside funcid. */
static Oid
sibling_function(const char *name, Oid funcid, Oid type)
{
	oidvector  *args = buildoidvector(&type, 1);

	return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid,
						   CStringGetDatum(name),
						   PointerGetDatum(args),
						   ObjectIdGetDatum(get_func_namespace(funcid)));
}

/* "column lies under prefix" as a range of the index. */
static List *
range_condition(SupportRequestIndexCondition *req, Node *column, Node *prefix)
{
	Oid			type = exprType(prefix);
	Oid			ge = get_opfamily_member(req->opfamily, type, type, BTGreaterEqualStrategyNumber);
	Oid			lt = get_opfamily_member(req->opfamily, type, type, BTLessStrategyNumber);
	Expr	   *end;

	if (!OidIsValid(ge) || !OidIsValid(lt))
		return NIL;
	if (IsA(prefix, Const))
	{
		Const	   *constant = (Const *) prefix;

		if (constant->constisnull)
			return NIL;
		end = (Expr *) makeConst(type, -1, InvalidOid, -1,
								 PointerGetDatum(docsymbol_range_limit(DatumGetDocSymbolPP(constant->constvalue))),
								 false, false);
	}
	else
	{
		Oid			func = sibling_function("docsymbol_range_end", req->funcid, type);

		if (!OidIsValid(func) ||
			!res_is_pseudo_constant(req->root, prefix, req->index))
			return NIL;
		end = (Expr *) makeFuncExpr(func, type, list_make1(copyObject(prefix)),
									InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
	}
	return list_make2(make_opclause(ge, BOOLOID, false, (Expr *) column, (Expr *) prefix,
									InvalidOid, InvalidOid),
					  make_opclause(lt, BOOLOID, false, (Expr *) column, end,
									InvalidOid, InvalidOid));
}

/* "column contains symbol" as a list of the symbol's prefixes. */
static List *
prefixes_condition(SupportRequestIndexCondition *req, Node *column, Node *symbol)
{
	Oid			type = exprType(symbol);
	Oid			eq = get_opfamily_member(req->opfamily, type, type, BTEqualStrategyNumber);
	Oid			array_type = get_array_type(type);
	ScalarArrayOpExpr *any;
	Expr	   *array;

	if (!OidIsValid(eq) || !OidIsValid(array_type))
		return NIL;
	if (IsA(symbol, Const))
	{
		Const	   *constant = (Const *) symbol;

		if (constant->constisnull)
			return NIL;
		array = (Expr *) makeConst(array_type, -1, InvalidOid, -1,
								   PointerGetDatum(prefixes_array(DatumGetDocSymbolPP(constant->constvalue), type)),
								   false, false);
	}
	else
	{
		Oid			func = sibling_function("docsymbol_prefixes", req->funcid, type);

		if (!OidIsValid(func) ||
			!res_is_pseudo_constant(req->root, symbol, req->index))
			return NIL;
		array = (Expr *) makeFuncExpr(func, array_type, list_make1(copyObject(symbol)),
									  InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
	}
	any = makeNode(ScalarArrayOpExpr);
	any->opno = eq;
	any->opfuncid = get_opcode(eq);
	any->useOr = true;
	any->inputcollid = InvalidOid;
	any->args = list_make2(column, array);
	any->location = -1;
	return list_make1(any);
}

/* above: the function is "@>", the first argument stands above the second. */
static Node *
index_support(Node *rawreq, bool above)
{
	SupportRequestIndexCondition *req;
	List	   *args;
	List	   *condition;
	Node	   *column;
	Node	   *other;

	if (!IsA(rawreq, SupportRequestIndexCondition))
		return NULL;
	req = (SupportRequestIndexCondition *) rawreq;
	if (req->index->relam != BTREE_AM_OID)
		return NULL;
	if (is_opclause(req->node))
		args = ((OpExpr *) req->node)->args;
	else if (is_funcclause(req->node))
		args = ((FuncExpr *) req->node)->args;
	else
		return NULL;
	if (list_length(args) != 2 || req->indexarg < 0 || req->indexarg > 1)
		return NULL;
	column = (Node *) list_nth(args, req->indexarg);
	other = (Node *) list_nth(args, 1 - req->indexarg);
	if ((req->indexarg == 1) == above)
		condition = range_condition(req, column, other);
	else
		condition = prefixes_condition(req, column, other);
	if (condition == NIL)
		return NULL;
	req->lossy = false;
	return (Node *) condition;
}

Datum
docsymbol_contains_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(index_support((Node *) PG_GETARG_POINTER(0), true));
}

Datum
docsymbol_contained_support(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(index_support((Node *) PG_GETARG_POINTER(0), false));
}

/* ---------- statistics ---------- */

/* Prefixes kept for each value that ANALYZE would keep of a plain type. */
#define PREFIXES_PER_TARGET		20

/*
 * Symbols are short, and which documents are cited how often is worth
 * knowing: twenty times as many of the most common values are kept, and the
 * histogram is as much finer, without more rows being read.  But not beyond
 * this, unless a user asks for it: the planner compares each common value of
 * one column with each of another that it is joined to.
 */
#define VALUES_PER_TARGET		20
#define MOST_VALUES				2000

/*
 * So often must a prefix have been seen in a sample for its share to be known
 * within a factor of three; where the sample is the whole table, each is exact.
 */
#define LEAST_SEEN				8

typedef struct AnalyzeState
{
	AnalyzeAttrComputeStatsFunc plain_compute;
	void	   *plain_extra;
	int			most;			/* prefixes to keep */
} AnalyzeState;

typedef struct PrefixCount
{
	const uint8_t *key;
	uint32_t	len;
	int			rows;
} PrefixCount;

static int
compare_prefixes(const void *x, const void *y)
{
	const PrefixCount *a = (const PrefixCount *) x;
	const PrefixCount *b = (const PrefixCount *) y;
	int			result = memcmp(a->key, b->key, Min(a->len, b->len));

	if (result == 0)
		result = a->len < b->len ? -1 : a->len > b->len ? 1 : 0;
	return result;
}

/* Most rows first; of as many, the first in order. */
static int
compare_counts(const void *x, const void *y)
{
	const PrefixCount *a = (const PrefixCount *) x;
	const PrefixCount *b = (const PrefixCount *) y;

	if (a->rows != b->rows)
		return a->rows > b->rows ? -1 : 1;
	return compare_prefixes(x, y);
}

/*
 * Count how many of the sorted rows lie under each prefix, as far as "least" do.
 * What lies under a prefix stands together, so those of the present row that
 * hold the next one too stay open, the others are done.
 */
static int
count_prefixes(const PrefixCount *row, int nrows, int least, PrefixCount **counts)
{
	PrefixCount open[RES_SYMBOL_KEY_MAX];	/* rows: where it was opened */
	int			nopen = 0;
	int			n = 0;
	int			cap = 1024;
	int			i;

	*counts = palloc(sizeof(PrefixCount) * cap);
	for (i = 0; i <= nrows; i++)
	{
		uint32_t	len;

		while (nopen > 0 &&
			   (i == nrows ||
				!res_symbol_contains(open[nopen - 1].key, open[nopen - 1].len, row[i].key, row[i].len)))
		{
			nopen--;
			if (i - open[nopen].rows < least)
				continue;
			if (n == cap)
			{
				cap *= 2;
				*counts = repalloc(*counts, sizeof(PrefixCount) * cap);
			}
			(*counts)[n] = open[nopen];
			(*counts)[n].rows = i - open[nopen].rows;
			n++;
		}
		if (i == nrows)
			break;
		for (len = nopen > 0 ? open[nopen - 1].len + 1 : 1; len <= row[i].len; len++)
			if (is_prefix(row[i].key, row[i].len, len))
			{
				open[nopen].key = row[i].key;
				open[nopen].len = len;
				open[nopen].rows = i;
				nopen++;
			}
		if (i % 1000 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	return n;
}

static void
compute_stats(VacAttrStats *stats, AnalyzeAttrFetchFunc fetchfunc, int samplerows, double totalrows)
{
	AnalyzeState *state = (AnalyzeState *) stats->extra_data;
	PrefixCount *row;
	PrefixCount *counts;
	Datum	   *values;
	float4	   *numbers;
	MemoryContext old;
	int			nrows = 0;
	int			n;
	int			slot;
	int			i;

	stats->extra_data = state->plain_extra;
	state->plain_compute(stats, fetchfunc, samplerows, totalrows);
	stats->extra_data = state;

	for (slot = 0; slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0; slot++)
		;
	if (!stats->stats_valid || slot == STATISTIC_NUM_SLOTS)
		return;

	row = palloc(sizeof(PrefixCount) * Max(samplerows, 1));
	for (i = 0; i < samplerows; i++)
	{
		bool		isnull;
		Datum		value = fetchfunc(stats, i, &isnull);

		if (!isnull)
		{
			const DocSymbol *symbol = DatumGetDocSymbolPP(value);

			row[nrows].key = DOCSYMBOL_KEY(symbol);
			row[nrows].len = DOCSYMBOL_LEN(symbol);
			nrows++;
		}
	}
	qsort(row, nrows, sizeof(PrefixCount), compare_prefixes);
	n = count_prefixes(row, nrows, samplerows >= totalrows ? 2 : LEAST_SEEN, &counts);
	qsort(counts, n, sizeof(PrefixCount), compare_counts);
	n = Min(n, state->most);
	if (n == 0)
		return;

	/*
	 * As for arrays: values in order, their frequencies among the rows that
	 * are not null, then the least and the greatest frequency, and that of
	 * null elements.
	 */
	old = MemoryContextSwitchTo(stats->anl_context);
	values = palloc(sizeof(Datum) * n);
	numbers = palloc(sizeof(float4) * (n + 3));
	numbers[n] = (float4) counts[n - 1].rows / nrows;
	numbers[n + 1] = (float4) counts[0].rows / nrows;
	numbers[n + 2] = 0;
	qsort(counts, n, sizeof(PrefixCount), compare_prefixes);
	for (i = 0; i < n; i++)
	{
		values[i] = PointerGetDatum(docsymbol_from_key(counts[i].key, counts[i].len));
		numbers[i] = (float4) counts[i].rows / nrows;
	}
	MemoryContextSwitchTo(old);
	stats->stakind[slot] = STATISTIC_KIND_MCELEM;
	stats->staop[slot] = lookup_type_cache(stats->attrtypid, TYPECACHE_EQ_OPR)->eq_opr;
	stats->stacoll[slot] = InvalidOid;
	stats->stanumbers[slot] = numbers;
	stats->numnumbers[slot] = n + 3;
	stats->stavalues[slot] = values;
	stats->numvalues[slot] = n;
}

/* docsymbol_typanalyze — what ANALYZE collects, and the prefixes. */
Datum
docsymbol_typanalyze(PG_FUNCTION_ARGS)
{
	VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
	AnalyzeState *state;
	int32	   *target;

	if (!std_typanalyze(stats))
		PG_RETURN_BOOL(false);
	state = palloc(sizeof(AnalyzeState));
	state->plain_compute = stats->compute_stats;
	state->plain_extra = stats->extra_data;

	/* std_typanalyze asks for 300 rows for each value of the target */
	state->most = PREFIXES_PER_TARGET * Max(stats->minrows / 300, 1);
	target = &res_statistics_target(stats);
	*target = Max(*target, Min(*target * VALUES_PER_TARGET, MOST_VALUES));
	stats->extra_data = state;
	stats->compute_stats = compute_stats;
	PG_RETURN_BOOL(true);
}

/* ---------- selectivity ---------- */

/* What the statistics say of a column of symbols. */
typedef struct SymbolStats
{
	bool		known;
	double		nulls;			/* share of nulls */
	double		common_share;	/* share of the most common values together */
	double		distinct;
	AttStatsSlot common;
	AttStatsSlot histogram;
	AttStatsSlot prefixes;
	bool		has_prefixes;
	bool		has_common;
	bool		has_histogram;
} SymbolStats;

static void
open_stats(VariableStatData *vardata, Oid operator, SymbolStats *stats)
{
	bool		isdefault;
	int			i;

	memset(stats, 0, sizeof(*stats));
	if (!HeapTupleIsValid(vardata->statsTuple) ||
		!statistic_proc_security_check(vardata, get_opcode(operator)))
		return;
	stats->known = true;
	stats->nulls = ((Form_pg_statistic) GETSTRUCT(vardata->statsTuple))->stanullfrac;
	stats->distinct = get_variable_numdistinct(vardata, &isdefault);
	stats->has_common = get_attstatsslot(&stats->common, vardata->statsTuple,
										 STATISTIC_KIND_MCV, InvalidOid,
										 ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
	if (stats->has_common)
		for (i = 0; i < stats->common.nnumbers; i++)
			stats->common_share += stats->common.numbers[i];
	stats->has_histogram = get_attstatsslot(&stats->histogram, vardata->statsTuple,
											STATISTIC_KIND_HISTOGRAM, InvalidOid,
											ATTSTATSSLOT_VALUES);
	stats->has_prefixes = get_attstatsslot(&stats->prefixes, vardata->statsTuple,
										   STATISTIC_KIND_MCELEM, InvalidOid,
										   ATTSTATSSLOT_VALUES | ATTSTATSSLOT_NUMBERS);
	if (stats->has_prefixes && stats->prefixes.nnumbers < stats->prefixes.nvalues + 2)
	{
		free_attstatsslot(&stats->prefixes);
		stats->has_prefixes = false;
	}
}

static void
close_stats(SymbolStats *stats)
{
	if (stats->has_common)
		free_attstatsslot(&stats->common);
	if (stats->has_histogram)
		free_attstatsslot(&stats->histogram);
	if (stats->has_prefixes)
		free_attstatsslot(&stats->prefixes);
}

/*
 * Share of the rows under a prefix, of those that are not null; of one that
 * is not kept, the least of all kept as an upper bound, and false.
 */
static bool
prefix_share(const SymbolStats *stats, Datum symbol, double *share)
{
	int			lo = 0;
	int			hi = stats->prefixes.nvalues - 1;

	while (lo <= hi)
	{
		int			mid = (lo + hi) / 2;
		int			c = docsymbol_compare(stats->prefixes.values[mid], symbol);

		if (c == 0)
		{
			*share = stats->prefixes.numbers[mid];
			return true;
		}
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid - 1;
	}
	*share = stats->prefixes.numbers[stats->prefixes.nvalues];
	return false;
}

/* Share of the rows that are in no list of common values, and not null. */
static double
rest_share(const SymbolStats *stats)
{
	return Max(0.0, 1.0 - stats->nulls - stats->common_share);
}

/* How many different values these are, at least one. */
static double
rest_distinct(const SymbolStats *stats)
{
	return Max(1.0, stats->distinct - (stats->has_common ? stats->common.nvalues : 0));
}

/* The bytes of a key from "from" on as a fraction. */
static double
key_fraction(const uint8_t *key, uint32_t len, uint32_t from)
{
	double		value = 0;
	double		unit = 1.0 / 256;
	uint32_t	i;

	for (i = from; i < len && i < from + 7; i++)
	{
		value += key[i] * unit;
		unit /= 256;
	}
	return value;
}

/* Place of a value in the histogram, from 0 to the number of its bins. */
static double
histogram_place(const AttStatsSlot *histogram, Datum value)
{
	int			lo = 0;
	int			hi = histogram->nvalues;
	const DocSymbol *a;
	const DocSymbol *b;
	const DocSymbol *x = DatumGetDocSymbolPP(value);
	uint32_t	same = 0;
	double		from;
	double		to;
	double		at;

	while (lo < hi)
	{
		int			mid = (lo + hi) / 2;

		if (docsymbol_compare(histogram->values[mid], value) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == 0)
		return 0;
	if (lo == histogram->nvalues)
		return histogram->nvalues - 1;
	a = DatumGetDocSymbolPP(histogram->values[lo - 1]);
	b = DatumGetDocSymbolPP(histogram->values[lo]);
	while (same < DOCSYMBOL_LEN(a) && same < DOCSYMBOL_LEN(b) &&
		   DOCSYMBOL_KEY(a)[same] == DOCSYMBOL_KEY(b)[same])
		same++;
	from = key_fraction(DOCSYMBOL_KEY(a), DOCSYMBOL_LEN(a), same);
	to = key_fraction(DOCSYMBOL_KEY(b), DOCSYMBOL_LEN(b), same);
	at = key_fraction(DOCSYMBOL_KEY(x), DOCSYMBOL_LEN(x), same);
	if (to <= from)
		return lo;
	at = (at - from) / (to - from);
	return lo - 1 + Min(1.0, Max(0.0, at));
}

/* Share of the rows of a column that lie under a symbol. */
static double
share_under(const SymbolStats *stats, Datum symbol)
{
	const DocSymbol *top = DatumGetDocSymbolPP(symbol);
	double		share = 0;
	double		rest;
	double		most = 1.0;
	int			i;

	if (!stats->known)
		return DEFAULT_SHARE;
	if (stats->has_prefixes)
	{
		if (prefix_share(stats, symbol, &most))
			return most * (1.0 - stats->nulls);
		most *= 1.0 - stats->nulls;
	}
	for (i = 0; stats->has_common && i < stats->common.nvalues; i++)
	{
		const DocSymbol *x = DatumGetDocSymbolPP(stats->common.values[i]);

		if (res_symbol_contains(DOCSYMBOL_KEY(top), DOCSYMBOL_LEN(top),
								DOCSYMBOL_KEY(x), DOCSYMBOL_LEN(x)))
			share += stats->common.numbers[i];
	}
	rest = rest_share(stats);
	if (stats->has_histogram && stats->histogram.nvalues >= 2)
	{
		Datum		end = PointerGetDatum(docsymbol_range_limit(top));
		double		part = (histogram_place(&stats->histogram, end) -
							histogram_place(&stats->histogram, symbol)) /
			(stats->histogram.nvalues - 1);

		double		least = rest / rest_distinct(stats);
		double		read = Max(Min(rest * part, most), least);

		/*
		 * Within one bin the place says little: between the share of one value
		 * and what was read there, take what is the same factor from both.
		 */
		if (part * (stats->histogram.nvalues - 1) < 1)
			read = sqrt(read * least);
		share += read;
	}
	else if (!stats->has_common)
		share += rest * DEFAULT_SHARE;
	else
		share += rest / rest_distinct(stats);
	return share;
}

/* Share of the rows of a column that stand above a symbol or equal it. */
static double
share_above(const SymbolStats *stats, Datum symbol)
{
	const DocSymbol *bottom = DatumGetDocSymbolPP(symbol);
	double		share = 0;
	int			i;

	if (!stats->known)
		return DEFAULT_SHARE;
	for (i = 0; stats->has_common && i < stats->common.nvalues; i++)
	{
		const DocSymbol *x = DatumGetDocSymbolPP(stats->common.values[i]);

		if (res_symbol_contains(DOCSYMBOL_KEY(x), DOCSYMBOL_LEN(x),
								DOCSYMBOL_KEY(bottom), DOCSYMBOL_LEN(bottom)))
			share += stats->common.numbers[i];
	}
	return share + rest_share(stats) / rest_distinct(stats);
}

/* above: the operator is "@>". */
static double
restriction(FunctionCallInfo fcinfo, bool above)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	int			var_relid = PG_GETARG_INT32(3);
	VariableStatData vardata;
	Node	   *other;
	bool		var_left;
	double		share = DEFAULT_SHARE;

	if (!get_restriction_variable(root, args, var_relid, &vardata, &other, &var_left))
		return share;
	if (IsA(other, Const))
	{
		Const	   *constant = (Const *) other;

		if (constant->constisnull)
			share = 0;
		else
		{
			SymbolStats stats;

			open_stats(&vardata, operator, &stats);
			if (var_left == above)
				share = share_above(&stats, constant->constvalue);
			else
				share = share_under(&stats, constant->constvalue);
			close_stats(&stats);
		}
	}
	ReleaseVariableStats(vardata);
	CLAMP_PROBABILITY(share);
	return share;
}

Datum
docsymbol_contains_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, true));
}

Datum
docsymbol_contained_sel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(restriction(fcinfo, false));
}

/*
 * Share of the pairs of a join: over the values that the statistics of the
 * upper column show, what lies under each.
 */
static double
join_share(FunctionCallInfo fcinfo, bool above)
{
	PlannerInfo *root = (PlannerInfo *) PG_GETARG_POINTER(0);
	Oid			operator = PG_GETARG_OID(1);
	List	   *args = (List *) PG_GETARG_POINTER(2);
	SpecialJoinInfo *sjinfo = (SpecialJoinInfo *) PG_GETARG_POINTER(4);
	VariableStatData left;
	VariableStatData right;
	bool		reversed;
	SymbolStats upper;
	SymbolStats lower;
	double		share = DEFAULT_SHARE;

	get_join_variables(root, args, sjinfo, &left, &right, &reversed);
	open_stats(above ? &left : &right, operator, &upper);
	open_stats(above ? &right : &left, operator, &lower);
	if (upper.known && lower.known && (upper.has_common || upper.has_histogram))
	{
		int			i;

		share = 0;
		for (i = 0; upper.has_common && i < upper.common.nvalues; i++)
			share += upper.common.numbers[i] * share_under(&lower, upper.common.values[i]);
		for (i = 0; upper.has_histogram && i < upper.histogram.nvalues; i++)
			share += rest_share(&upper) / upper.histogram.nvalues *
				share_under(&lower, upper.histogram.values[i]);
	}
	close_stats(&upper);
	close_stats(&lower);
	ReleaseVariableStats(left);
	ReleaseVariableStats(right);
	CLAMP_PROBABILITY(share);
	return share;
}

Datum
docsymbol_contains_joinsel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(join_share(fcinfo, true));
}

Datum
docsymbol_contained_joinsel(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(join_share(fcinfo, false));
}
