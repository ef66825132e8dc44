--
-- Texts out of documents
--
SELECT resolution_clause(doc, 'p1') FROM docs WHERE id = 1;
SELECT doc -> 'p1' AS p1, doc -> '2' AS "2", doc -> '2(a)' AS "2(a)", doc -> '3' AS "3" FROM docs WHERE id = 1;
SELECT doc -> 'p99' IS NULL AS none, doc -> '' IS NULL AS empty, doc -> NULL IS NULL AS strict FROM docs WHERE id = 1;

-- every clause is found by its path
SELECT id, count(*) AS clauses, count(DISTINCT path) AS paths,
	bool_and(doc -> path IS NOT DISTINCT FROM text) AS found
FROM docs, resolution_clauses(doc) GROUP BY id ORDER BY id;

SELECT resolution_text(doc) FROM docs ORDER BY id;

-- clean: no furniture, no words broken by a line end
SELECT resolution_text(doc) LIKE '%co-operation%' OR resolution_text(doc) LIKE '%cooperation is essential%' AS joined,
	resolution_text(doc) LIKE '%2420374%' AS furniture
FROM docs WHERE id = 1;

-- a clean text is read like its source
SELECT id, array_agg(c.path ORDER BY c.clause) =
	(SELECT array_agg(path ORDER BY clause) FROM resolution_clauses(resolution_text(doc)::resolution)) AS same_paths
FROM docs, resolution_clauses(doc) c GROUP BY id, doc ORDER BY id;
