--
-- diff.sql
--	  Alignments of pairs of the sample archive against those read by hand:
--	  a draft and the adopted text, resolutions of one title of two years.
--
-- psql -f test/diff.sql < test/data/diff.tsv, which has a row for
-- each clause: files, what became of it, its addresses.  Needs the table
-- archive of demo-tables.sql.  Only the addresses count: which of two clauses
-- that changed places has moved is a matter of taste.
--
\set ON_ERROR_STOP on
CREATE TEMP TABLE expected (old text, new text, op text, old_path text, new_path text);
\copy expected FROM pstdin WITH (FORMAT csv, DELIMITER E'\t', HEADER)
CREATE TEMP TABLE found AS
	SELECT p.old, p.new, d.op, d.old_path, d.new_path
	FROM (SELECT DISTINCT old, new FROM expected) p
		JOIN archive a ON a.file = p.old JOIN archive b ON b.file = p.new
		CROSS JOIN resolution_diff(a.doc, b.doc) d;
CREATE TEMP TABLE judged AS
	SELECT coalesce(e.old, f.old) AS old, coalesce(e.new, f.new) AS new, coalesce(e.old_path, f.old_path) AS old_path,
		coalesce(e.new_path, f.new_path) AS new_path, f.old IS NOT NULL AS is_found, e.old IS NOT NULL AS is_expected
	FROM expected e FULL JOIN found f ON (e.old, e.new) = (f.old, f.new)
		AND e.old_path IS NOT DISTINCT FROM f.old_path AND e.new_path IS NOT DISTINCT FROM f.new_path;
SELECT old, new, old_path, new_path, CASE WHEN is_found THEN 'found' ELSE 'missed' END FROM judged WHERE NOT (is_found AND is_expected) ORDER BY 1, 2, 3, 4;
SELECT count(DISTINCT (old, new)) AS pairs, count(*) FILTER (WHERE is_found) AS rows,
	(count(*) FILTER (WHERE is_found AND is_expected)::numeric / count(*) FILTER (WHERE is_found))::numeric(5, 4) AS right
FROM judged;
DO $$
BEGIN
	IF (SELECT count(*) FILTER (WHERE is_found AND is_expected) < 0.97 * count(*) FILTER (WHERE is_found) OR count(DISTINCT (old, new)) <> 20 FROM judged) THEN
		RAISE EXCEPTION 'less than 97 %% of the rows are right';
	END IF;
END $$;
