--
-- The best that regular expressions in SQL do for the seed document's layout:
-- clauses, notes and citations of texts(n, kind, body), as rows.  Each query
-- is one line for the measuring program, which reads "-- name" above it.
--
-- Greedy expressions only, negated classes instead of ".*?", page furniture
-- and note calls taken out in one go, paragraphs split once.
--
-- clauses
SELECT count(*), sum(length(txt)) FROM (SELECT n, p.ord - 1 AS clause, (regexp_match(p.part, '^(\d+)\.'))[1] AS number, (regexp_match(p.part, '^(?:\d+\. )?((?:Also |Further )?[A-Z][a-z]+(?: also| further| upon)?)'))[1] AS phrase, regexp_replace(p.part, '\s+', ' ', 'g') AS txt FROM seed_text, regexp_split_to_table(regexp_replace(substr(body, position('General Assembly, ' in body) + 17), '\n *_{10}_*\s[^_]*\nhttps?://\S+\n|\n\d\d?\n', ' ', 'g'), '[,;.][ ]*\n\s*\n (?=\d+\. |[A-Z][a-z]+ing )|^\s+') WITH ORDINALITY AS p(part, ord) WHERE p.ord > 1) AS clauses
-- footnotes
SELECT count(*), sum(length(txt)) FROM (SELECT n, m[1] AS marker, regexp_replace(m[2], '\s+', ' ', 'g') AS txt FROM seed_text, regexp_matches(body, '\n (?:\n)?((?:\*+|\d\d?))\n? +((?:[^\n]+|\n\n(?! |http))+)', 'g') AS m WHERE m[1] ~ '^\*|^\d') AS notes
-- citations
SELECT count(*), sum(length(txt)) FROM (SELECT n, m[1] AS txt, m[2] AS number, m[3] AS printed, m[4] AS symbol FROM seed_text, regexp_matches(body, '((?:(?:General Assembly|Human Rights\s+Council|its)\s+)?[Rr]esolution\s+(\d+/\d+)(?:\s+of\s+(\d+\s+[A-Z][a-z]+\s+\d{4}))?|\m([AES]/(?:[A-Z][\w.-]*/)*[\w./-]*\d)(?! *\n *[A-Z])|Charter\s+of\s+the\s+United\s+Nations|Vienna\s+Declaration\s+and\s+Programme\s+of\s+Action|United\s+Nations\s+Millennium\s+Declaration|Durban\s+Declaration\s+and\s+Programme\s+of\s+Action)', 'g') AS m) AS citations
