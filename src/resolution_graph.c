/*-------------------------------------------------------------------------
 *
 * resolution_graph.c
 *	  The network of citations: edges of a document as rows, and an aggregate
 *	  that writes the network of many documents as GraphML.
 *
 * The state of the aggregate holds each symbol, title and verb once and each
 * edge (who cites, who is cited, with which verb) once, with the number of
 * citations; so its memory grows with the network, not with the text.  A
 * state that could not be written any more is refused while it grows.  States
 * of parallel workers are added up; what is written does not depend on the
 * order in which documents came.
 *
 *-------------------------------------------------------------------------
 */
#include "resolution_export.h"

#include "common/hashfn.h"
#include "docsymbol.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "symbol.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(resolution_edges);
PG_FUNCTION_INFO_V1(resolution_graphml_transition);
PG_FUNCTION_INFO_V1(resolution_graphml_combine);
PG_FUNCTION_INFO_V1(resolution_graphml_serialize);
PG_FUNCTION_INFO_V1(resolution_graphml_deserialize);
PG_FUNCTION_INFO_V1(resolution_graphml_final);

/* ---------- edges as rows ---------- */

/*
 * resolution_edges — one row for each citation of a document with a symbol by
 * a document with a symbol.
 */
Datum
resolution_edges(PG_FUNCTION_ARGS)
{
	Resolution *r = PG_GETARG_RESOLUTION_P(0);
	ResRows		rows;
	ResolutionWork work;
	ResDocument *doc;
	uint32_t	i;

	res_rows_begin(fcinfo, &rows);
	doc = resolution_open(r, RES_WANT_CITATIONS | RES_WANT_CLAUSES, &work);
	for (i = 0; i < doc->ncitations && doc->header.symbol.len > 0; i++)
	{
		const ResCitation *citation = &doc->citations[i];
		const ResClause *clause = citation->clause >= 0 ? &doc->clauses[citation->clause] : NULL;
		ResStr		none = {NULL, 0};

		if (citation->symbol.len == 0)
			continue;
		res_rows_symbol(&rows, doc->header.symbol);
		res_rows_symbol(&rows, citation->symbol);
		res_rows_name(&rows, res_cite_kind_name(citation->kind));
		res_rows_text(&rows, clause != NULL ? clause->verb : none);
		res_rows_text(&rows, clause != NULL ? clause->verb_en : none);
		res_rows_text(&rows, clause != NULL ? clause->path : none);
		res_rows_index(&rows, citation->note);
		res_rows_date(&rows, citation->date);
		res_rows_next(&rows);
	}
	resolution_work_end(&work);
	res_rows_end(&rows);
	return (Datum) 0;
}

/* ---------- the state of the aggregate ---------- */

/* Bytes that a node and an edge take in GraphML, without their texts. */
#define NODE_BYTES		400
#define EDGE_BYTES		300

/* What may be written: a text of SQL. */
#define MAX_WRITTEN		((uint64) MaxAllocSize - 4096)

#define NO_STRING		UINT32_MAX

/* A string that is kept once. */
typedef struct GraphString
{
	char	   *p;
	uint32_t	len;
	uint32_t	hash;
} GraphString;

typedef struct GraphNode
{
	uint32_t	symbol;			/* strings */
	uint32_t	title;
	uint32_t	kind;
	uint32_t	organ;
	int32_t		year;			/* 0 = unknown */
	uint8_t		year_rank;		/* how sure: 0 none … 3 the document itself */
	uint8_t		title_rank;		/* 2 English, 1 other, 0 none */
	bool		present;		/* the document itself was among those given */
} GraphNode;

typedef struct GraphEdge
{
	uint32_t	source;			/* nodes */
	uint32_t	target;
	uint32_t	verb;			/* string */
	uint32_t	path;			/* string: of the first clause by order of bytes */
	uint32_t	weight;
} GraphEdge;

/* An open table of indexes + 1; 0 is free. */
typedef struct GraphTable
{
	uint32_t   *slots;
	uint32_t	size;			/* a power of two */
} GraphTable;

typedef struct Graph
{
	MemoryContext context;
	GraphString *strings;
	uint32_t	nstrings;
	uint32_t	capstrings;
	GraphNode  *nodes;
	uint32_t	nnodes;
	uint32_t	capnodes;
	GraphEdge  *edges;
	uint32_t	nedges;
	uint32_t	capedges;
	GraphTable	by_string;
	GraphTable	by_symbol;
	GraphTable	by_edge;
	uint64		written;		/* bytes that the network takes at least */
} Graph;

static Graph *
graph_create(MemoryContext parent)
{
	MemoryContext context = AllocSetContextCreate(parent, "resolution network",
												  ALLOCSET_DEFAULT_SIZES);
	Graph	   *g = MemoryContextAllocZero(context, sizeof(Graph));

	g->context = context;
	return g;
}

/* Room for one more element. */
static void *
graph_grow(Graph *g, void *array, size_t elem, uint32_t used, uint32_t *cap)
{
	if (used < *cap)
		return array;
	if (*cap == 0)
	{
		*cap = 64;
		return MemoryContextAlloc(g->context, elem * *cap);
	}
	*cap *= 2;
	return repalloc_huge(array, elem * *cap);
}

static void
graph_charge(Graph *g, uint64 bytes)
{
	g->written += bytes;
	if (g->written > MAX_WRITTEN)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("network is too large for one GraphML document"),
				 errdetail("It has %u nodes and %u edges so far.", g->nnodes, g->nedges),
				 errhint("Restrict the documents, or take the edges with resolution_edges().")));
}

static uint32_t
string_hash_at(const Graph *g, uint32_t i)
{
	return g->strings[i].hash;
}

static uint32_t
node_hash_at(const Graph *g, uint32_t i)
{
	return hash_bytes_uint32(g->nodes[i].symbol);
}

static uint32_t
edge_hash(uint32_t source, uint32_t target, uint32_t verb)
{
	return hash_combine(hash_combine(hash_bytes_uint32(source), hash_bytes_uint32(target)),
						hash_bytes_uint32(verb));
}

static uint32_t
edge_hash_at(const Graph *g, uint32_t i)
{
	return edge_hash(g->edges[i].source, g->edges[i].target, g->edges[i].verb);
}

/* Keep a table at most half full. */
static void
table_room(Graph *g, GraphTable *table, uint32_t used, uint32_t (*hash_at) (const Graph *g, uint32_t i))
{
	uint32_t	i;

	if (table->size > 0 && used < table->size / 2)
		return;
	if (table->slots != NULL)
		pfree(table->slots);
	table->size = table->size == 0 ? 256 : table->size * 2;
	table->slots = MemoryContextAllocExtended(g->context, sizeof(uint32_t) * (Size) table->size,
											  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	for (i = 0; i < used; i++)
	{
		uint32_t	slot = hash_at(g, i) & (table->size - 1);

		while (table->slots[slot] != 0)
			slot = (slot + 1) & (table->size - 1);
		table->slots[slot] = i + 1;
	}
}

/* The number of a string; NO_STRING for one that is not there. */
static uint32_t
graph_string(Graph *g, ResStr str)
{
	uint32_t	hash;
	uint32_t	slot;
	GraphString *s;

	if (str.p == NULL)
		return NO_STRING;
	hash = hash_bytes((const unsigned char *) str.p, (int) str.len);
	table_room(g, &g->by_string, g->nstrings, string_hash_at);
	for (slot = hash & (g->by_string.size - 1); g->by_string.slots[slot] != 0;
		 slot = (slot + 1) & (g->by_string.size - 1))
	{
		s = &g->strings[g->by_string.slots[slot] - 1];
		if (s->hash == hash && s->len == str.len && memcmp(s->p, str.p, str.len) == 0)
			return g->by_string.slots[slot] - 1;
	}
	g->strings = graph_grow(g, g->strings, sizeof(GraphString), g->nstrings, &g->capstrings);
	s = &g->strings[g->nstrings];
	s->p = MemoryContextAlloc(g->context, str.len + 1);
	memcpy(s->p, str.p, str.len);
	s->p[str.len] = '\0';
	s->len = str.len;
	s->hash = hash;
	graph_charge(g, str.len);
	g->by_string.slots[slot] = ++g->nstrings;
	return g->nstrings - 1;
}

static ResStr
graph_str(const Graph *g, uint32_t string)
{
	ResStr		str = {NULL, 0};

	if (string != NO_STRING)
	{
		str.p = g->strings[string].p;
		str.len = g->strings[string].len;
	}
	return str;
}

/* The node of a symbol. */
static uint32_t
graph_node(Graph *g, ResStr symbol)
{
	uint32_t	string = graph_string(g, symbol);
	uint32_t	slot;
	GraphNode  *node;
	uint8_t		key[RES_SYMBOL_KEY_MAX];
	uint32_t	len;
	ResSymbolParts parts;

	table_room(g, &g->by_symbol, g->nnodes, node_hash_at);
	for (slot = hash_bytes_uint32(string) & (g->by_symbol.size - 1);
		 g->by_symbol.slots[slot] != 0; slot = (slot + 1) & (g->by_symbol.size - 1))
	{
		if (g->nodes[g->by_symbol.slots[slot] - 1].symbol == string)
			return g->by_symbol.slots[slot] - 1;
	}
	g->nodes = graph_grow(g, g->nodes, sizeof(GraphNode), g->nnodes, &g->capnodes);
	node = &g->nodes[g->nnodes];
	memset(node, 0, sizeof(GraphNode));
	node->symbol = string;
	node->title = NO_STRING;
	node->kind = NO_STRING;
	node->organ = NO_STRING;
	len = res_symbol_key(symbol.p, symbol.len, key, NULL);
	if (len > 0 && res_symbol_parts(key, len, &parts))
	{
		node->kind = graph_string(g, res_cstr(parts.kind));
		node->organ = graph_string(g, parts.organ);
		if (parts.year > 0)
		{
			node->year = parts.year;
			node->year_rank = 1;
		}
	}
	graph_charge(g, NODE_BYTES + symbol.len);
	g->by_symbol.slots[slot] = ++g->nnodes;
	return g->nnodes - 1;
}

/* Of two years the surer, of two as sure ones the earlier. */
static void
node_year(GraphNode *node, int32_t year, uint8_t rank)
{
	if (rank > node->year_rank || (rank == node->year_rank && rank > 0 && year < node->year))
	{
		node->year = year;
		node->year_rank = rank;
	}
}

static int
compare_strings(const Graph *g, uint32_t a, uint32_t b)
{
	ResStr		x = graph_str(g, a);
	ResStr		y = graph_str(g, b);
	int			c;

	if (a == b)
		return 0;
	if (x.p == NULL || y.p == NULL)
		return x.p == NULL ? -1 : 1;
	c = memcmp(x.p, y.p, Min(x.len, y.len));
	return c != 0 ? c : x.len < y.len ? -1 : x.len > y.len;
}

/* Of two titles the English one, else the first by order of bytes. */
static void
node_title(Graph *g, GraphNode *node, uint32_t title, uint8_t rank)
{
	if (title == NO_STRING || rank < node->title_rank)
		return;
	if (rank > node->title_rank || compare_strings(g, title, node->title) < 0)
	{
		node->title = title;
		node->title_rank = rank;
	}
}

static void
graph_edge(Graph *g, uint32_t source, uint32_t target, uint32_t verb, uint32_t path, uint32_t weight)
{
	GraphEdge  *edge;
	uint32_t	slot;

	table_room(g, &g->by_edge, g->nedges, edge_hash_at);
	for (slot = edge_hash(source, target, verb) & (g->by_edge.size - 1);
		 g->by_edge.slots[slot] != 0; slot = (slot + 1) & (g->by_edge.size - 1))
	{
		edge = &g->edges[g->by_edge.slots[slot] - 1];
		if (edge->source == source && edge->target == target && edge->verb == verb)
		{
			edge->weight += weight;
			if (edge->path == NO_STRING ||
				(path != NO_STRING && compare_strings(g, path, edge->path) < 0))
				edge->path = path;
			return;
		}
	}
	g->edges = graph_grow(g, g->edges, sizeof(GraphEdge), g->nedges, &g->capedges);
	edge = &g->edges[g->nedges];
	edge->source = source;
	edge->target = target;
	edge->verb = verb;
	edge->path = path;
	edge->weight = weight;
	graph_charge(g, EDGE_BYTES);
	g->by_edge.slots[slot] = ++g->nedges;
}

static int32_t
year_of(ResDate date)
{
	int			year;
	int			month;
	int			day;

	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return year;
}

/* Add a document: its node, those that it cites, the edges between them. */
static void
graph_add(Graph *g, const ResDocument *doc)
{
	const ResHeader *header = &doc->header;
	uint32_t	source;
	uint32_t	i;

	if (header->symbol.len == 0)
		return;
	source = graph_node(g, header->symbol);
	g->nodes[source].present = true;
	if (header->adopted != RES_NO_DATE || header->date != RES_NO_DATE)
		node_year(&g->nodes[source],
				  year_of(header->adopted != RES_NO_DATE ? header->adopted : header->date), 3);
	if (header->title.p != NULL)
	{
		uint32_t	title = graph_string(g, header->title);

		node_title(g, &g->nodes[source], title, header->lang == RES_EN ? 2 : 1);
	}
	for (i = 0; i < doc->ncitations; i++)
	{
		const ResCitation *citation = &doc->citations[i];
		const ResClause *clause = citation->clause >= 0 ? &doc->clauses[citation->clause] : NULL;
		ResStr		none = {NULL, 0};
		uint32_t	target;
		uint32_t	verb;
		uint32_t	path;

		if (citation->symbol.len == 0)
			continue;
		target = graph_node(g, citation->symbol);
		if (citation->date != RES_NO_DATE)
			node_year(&g->nodes[target], year_of(citation->date), 2);
		verb = graph_string(g, clause != NULL ? clause->verb_en : none);
		path = graph_string(g, clause != NULL ? clause->path : none);
		graph_edge(g, source, target, verb, path, 1);
	}
}

/* Add a network to another. */
static void
graph_join(Graph *g, const Graph *other)
{
	uint32_t   *node_of = palloc_extended(sizeof(uint32_t) * (other->nnodes + 1), MCXT_ALLOC_HUGE);
	uint32_t	i;

	for (i = 0; i < other->nnodes; i++)
	{
		const GraphNode *from = &other->nodes[i];
		uint32_t	n = graph_node(g, graph_str(other, from->symbol));
		uint32_t	title = graph_string(g, graph_str(other, from->title));

		CHECK_FOR_INTERRUPTS();
		node_of[i] = n;
		node_year(&g->nodes[n], from->year, from->year_rank);
		node_title(g, &g->nodes[n], title, from->title_rank);
		g->nodes[n].present |= from->present;
	}
	for (i = 0; i < other->nedges; i++)
	{
		const GraphEdge *from = &other->edges[i];
		uint32_t	verb = graph_string(g, graph_str(other, from->verb));
		uint32_t	path = graph_string(g, graph_str(other, from->path));

		CHECK_FOR_INTERRUPTS();
		graph_edge(g, node_of[from->source], node_of[from->target], verb, path, from->weight);
	}
	pfree(node_of);
}

/* ---------- functions of the aggregate ---------- */

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "function of an aggregate called outside of one");
	return context;
}

Datum
resolution_graphml_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	Graph	   *g = PG_ARGISNULL(0) ? NULL : (Graph *) PG_GETARG_POINTER(0);
	ResolutionWork work;
	ResDocument *doc;
	Resolution *r;

	if (g == NULL)
		g = graph_create(context);
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(g);
	r = PG_GETARG_RESOLUTION_P(1);
	doc = resolution_open(r, RES_WANT_CITATIONS | RES_WANT_CLAUSES, &work);
	graph_add(g, doc);
	resolution_work_end(&work);
	PG_FREE_IF_COPY(r, 1);
	PG_RETURN_POINTER(g);
}

Datum
resolution_graphml_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	Graph	   *g = PG_ARGISNULL(0) ? NULL : (Graph *) PG_GETARG_POINTER(0);
	Graph	   *other = PG_ARGISNULL(1) ? NULL : (Graph *) PG_GETARG_POINTER(1);

	if (other == NULL && g == NULL)
		PG_RETURN_NULL();
	if (g == NULL)
		g = graph_create(context);
	if (other != NULL)
		graph_join(g, other);
	PG_RETURN_POINTER(g);
}

Datum
resolution_graphml_serialize(PG_FUNCTION_ARGS)
{
	Graph	   *g;
	StringInfoData buf;
	uint32_t	i;

	aggregate_context(fcinfo);
	g = (Graph *) PG_GETARG_POINTER(0);
	pq_begintypsend(&buf);
	pq_sendint32(&buf, g->nstrings);
	for (i = 0; i < g->nstrings; i++)
	{
		pq_sendint32(&buf, g->strings[i].len);
		pq_sendbytes(&buf, g->strings[i].p, (int) g->strings[i].len);
	}
	pq_sendint32(&buf, g->nnodes);
	for (i = 0; i < g->nnodes; i++)
	{
		const GraphNode *node = &g->nodes[i];

		CHECK_FOR_INTERRUPTS();
		pq_sendint32(&buf, node->symbol);
		pq_sendint32(&buf, node->title);
		pq_sendint32(&buf, (uint32) node->year);
		pq_sendbyte(&buf, node->year_rank);
		pq_sendbyte(&buf, node->title_rank);
		pq_sendbyte(&buf, node->present);
	}
	pq_sendint32(&buf, g->nedges);
	for (i = 0; i < g->nedges; i++)
	{
		const GraphEdge *edge = &g->edges[i];

		CHECK_FOR_INTERRUPTS();
		pq_sendint32(&buf, edge->source);
		pq_sendint32(&buf, edge->target);
		pq_sendint32(&buf, edge->verb);
		pq_sendint32(&buf, edge->path);
		pq_sendint32(&buf, edge->weight);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* A string by its number in the message. */
static ResStr
message_string(const ResStr *strings, uint32_t nstrings, uint32_t i)
{
	ResStr		none = {NULL, 0};

	if (i == NO_STRING)
		return none;
	if (i >= nstrings)
		elog(ERROR, "state of a network is damaged");
	return strings[i];
}

/*
 * The message comes from another process of the same server; it is checked
 * all the same, since the function can be named in SQL.
 */
Datum
resolution_graphml_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	bytea	   *state = PG_GETARG_BYTEA_PP(0);
	StringInfoData buf;
	ResStr	   *strings;
	uint32_t   *node_of;
	uint32_t	nstrings;
	uint32_t	nnodes;
	uint32_t	nedges;
	uint32_t	i;
	Graph	   *g = graph_create(context);

	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, VARDATA_ANY(state), (int) VARSIZE_ANY_EXHDR(state));
	nstrings = pq_getmsgint(&buf, 4);
	if (nstrings > (uint32_t) buf.len / 4)
		elog(ERROR, "state of a network is damaged");
	strings = palloc_extended(sizeof(ResStr) * ((Size) nstrings + 1), MCXT_ALLOC_HUGE);
	for (i = 0; i < nstrings; i++)
	{
		strings[i].len = pq_getmsgint(&buf, 4);
		strings[i].p = pq_getmsgbytes(&buf, (int) strings[i].len);
	}
	nnodes = pq_getmsgint(&buf, 4);
	if (nnodes > (uint32_t) buf.len / 4)
		elog(ERROR, "state of a network is damaged");
	node_of = palloc_extended(sizeof(uint32_t) * ((Size) nnodes + 1), MCXT_ALLOC_HUGE);
	for (i = 0; i < nnodes; i++)
	{
		ResStr		symbol = message_string(strings, nstrings, pq_getmsgint(&buf, 4));
		ResStr		title = message_string(strings, nstrings, pq_getmsgint(&buf, 4));
		int32_t		year = (int32_t) pq_getmsgint(&buf, 4);
		uint8_t		year_rank = (uint8_t) pq_getmsgbyte(&buf);
		uint8_t		title_rank = (uint8_t) pq_getmsgbyte(&buf);
		bool		present = pq_getmsgbyte(&buf) != 0;
		uint32_t	kept;

		CHECK_FOR_INTERRUPTS();
		if (symbol.p == NULL)
			elog(ERROR, "state of a network is damaged");
		node_of[i] = graph_node(g, symbol);
		kept = graph_string(g, title);
		node_year(&g->nodes[node_of[i]], year, year_rank);
		node_title(g, &g->nodes[node_of[i]], kept, title_rank);
		g->nodes[node_of[i]].present |= present;
	}
	nedges = pq_getmsgint(&buf, 4);
	for (i = 0; i < nedges; i++)
	{
		uint32_t	source = pq_getmsgint(&buf, 4);
		uint32_t	target = pq_getmsgint(&buf, 4);
		ResStr		verb = message_string(strings, nstrings, pq_getmsgint(&buf, 4));
		ResStr		path = message_string(strings, nstrings, pq_getmsgint(&buf, 4));
		uint32_t	weight = pq_getmsgint(&buf, 4);
		uint32_t	kept;

		CHECK_FOR_INTERRUPTS();
		if (source >= nnodes || target >= nnodes)
			elog(ERROR, "state of a network is damaged");
		kept = graph_string(g, verb);
		graph_edge(g, node_of[source], node_of[target], kept, graph_string(g, path), weight);
	}
	pq_getmsgend(&buf);
	pfree(node_of);
	pfree(strings);
	pfree(buf.data);
	PG_RETURN_POINTER(g);
}

/* ---------- GraphML ---------- */

static int
compare_nodes(const void *a, const void *b, void *arg)
{
	const Graph *g = arg;

	return compare_strings(g, g->nodes[*(const uint32_t *) a].symbol,
						   g->nodes[*(const uint32_t *) b].symbol);
}

typedef struct EdgeOrder
{
	const Graph *g;
	const uint32_t *rank;		/* of each node in the order of symbols */
} EdgeOrder;

static int
compare_edges(const void *a, const void *b, void *arg)
{
	const EdgeOrder *order = arg;
	const GraphEdge *x = &order->g->edges[*(const uint32_t *) a];
	const GraphEdge *y = &order->g->edges[*(const uint32_t *) b];

	if (x->source != y->source)
		return order->rank[x->source] < order->rank[y->source] ? -1 : 1;
	if (x->target != y->target)
		return order->rank[x->target] < order->rank[y->target] ? -1 : 1;
	return compare_strings(order->g, x->verb, y->verb);
}

static void
put_data(StringInfo buf, const char *key, ResStr value)
{
	if (value.p == NULL)
		return;
	appendStringInfo(buf, "<data key=\"%s\">", key);
	res_append_xml(buf, value);
	appendStringInfoString(buf, "</data>");
}

/* The order of n indexes by a comparison. */
static uint32_t *
make_order(uint32_t n, qsort_arg_comparator compare, void *arg)
{
	uint32_t   *order = palloc_extended(sizeof(uint32_t) * ((Size) n + 1), MCXT_ALLOC_HUGE);
	uint32_t	i;

	for (i = 0; i < n; i++)
		order[i] = i;
	qsort_arg(order, n, sizeof(uint32_t), compare, arg);
	return order;
}

Datum
resolution_graphml_final(PG_FUNCTION_ARGS)
{
	Graph	   *g;
	StringInfoData buf;
	uint32_t   *order;
	uint32_t   *rank;
	EdgeOrder	edge_order;
	uint32_t	i;

	aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	g = (Graph *) PG_GETARG_POINTER(0);
	initStringInfo(&buf);
	appendStringInfoString(&buf,
						   "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
						   "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
						   "<key id=\"title\" for=\"node\" attr.name=\"title\" attr.type=\"string\"/>\n"
						   "<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
						   "<key id=\"organ\" for=\"node\" attr.name=\"organ\" attr.type=\"string\"/>\n"
						   "<key id=\"year\" for=\"node\" attr.name=\"year\" attr.type=\"int\"/>\n"
						   "<key id=\"present\" for=\"node\" attr.name=\"present\" attr.type=\"boolean\"/>\n"
						   "<key id=\"verb\" for=\"edge\" attr.name=\"verb\" attr.type=\"string\"/>\n"
						   "<key id=\"clause\" for=\"edge\" attr.name=\"clause\" attr.type=\"string\"/>\n"
						   "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
						   "<graph id=\"citations\" edgedefault=\"directed\">\n");

	order = make_order(g->nnodes, compare_nodes, g);
	rank = palloc_extended(sizeof(uint32_t) * ((Size) g->nnodes + 1), MCXT_ALLOC_HUGE);
	for (i = 0; i < g->nnodes; i++)
	{
		const GraphNode *node = &g->nodes[order[i]];

		CHECK_FOR_INTERRUPTS();
		rank[order[i]] = i;
		appendStringInfo(&buf, "<node id=\"n%u\">", i + 1);
		put_data(&buf, "label", graph_str(g, node->symbol));
		put_data(&buf, "title", graph_str(g, node->title));
		put_data(&buf, "kind", graph_str(g, node->kind));
		put_data(&buf, "organ", graph_str(g, node->organ));
		if (node->year != 0)
			appendStringInfo(&buf, "<data key=\"year\">%d</data>", node->year);
		appendStringInfo(&buf, "<data key=\"present\">%s</data></node>\n", node->present ? "true" : "false");
	}
	edge_order.g = g;
	edge_order.rank = rank;
	order = make_order(g->nedges, compare_edges, &edge_order);
	for (i = 0; i < g->nedges; i++)
	{
		const GraphEdge *edge = &g->edges[order[i]];

		CHECK_FOR_INTERRUPTS();
		appendStringInfo(&buf, "<edge id=\"e%u\" source=\"n%u\" target=\"n%u\">", i + 1,
						 rank[edge->source] + 1, rank[edge->target] + 1);
		put_data(&buf, "verb", graph_str(g, edge->verb));
		put_data(&buf, "clause", graph_str(g, edge->path));
		appendStringInfo(&buf, "<data key=\"weight\">%u</data></edge>\n", edge->weight);
	}
	appendStringInfoString(&buf, "</graph>\n</graphml>");
	PG_RETURN_TEXT_P(res_export_text(&buf));
}
