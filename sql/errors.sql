--
-- Refusals: SQLSTATE, what is missing, and what to do
--
CREATE FUNCTION pg_temp.refusal(text, OUT state text, OUT message text, OUT detail text, OUT has_hint boolean)
LANGUAGE plpgsql AS $$
DECLARE
	hint text;
BEGIN
	PERFORM $1::resolution;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	has_hint := hint <> '';
END $$;

SELECT * FROM pg_temp.refusal('');
SELECT * FROM pg_temp.refusal(E' \t\r\n\f ');
SELECT * FROM pg_temp.refusal('Minutes of the meeting of the lake committee');
SELECT * FROM pg_temp.refusal(E'\n\n  First words of it\n' || repeat('more words that are nothing ', 1000));
SELECT length(message) < 200 AS message, length(detail) < 300 AS detail
FROM pg_temp.refusal(repeat('x', 1000000));

-- binary noise
SELECT state FROM pg_temp.refusal(
	(SELECT string_agg(chr(1 + (i * 7919) % 126), '') FROM generate_series(1, 5000) i));

-- cut between characters, never inside one
SELECT message FROM pg_temp.refusal(repeat('é', 100));
SELECT message FROM pg_temp.refusal('x' || repeat('é', 100));

-- too long: the limit is 64 MB
SELECT * FROM pg_temp.refusal(repeat(E'The General Assembly,\n\n', 3000000));
SELECT resolution_try(repeat(E'The General Assembly,\n\n', 3000000)) IS NULL AS refused;
SELECT * FROM resolution_problems(repeat(E'The General Assembly,\n\n', 3000000));

-- soft, where the server has soft errors (16)
SELECT current_setting('server_version_num')::int >= 160000 AS soft \gset
SELECT CASE WHEN :'soft' THEN $$
SELECT pg_input_is_valid('no text of the kind', 'resolution') AS invalid,
	pg_input_is_valid(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.', 'resolution') AS valid,
	(SELECT sql_error_code FROM pg_input_error_info('no text of the kind', 'resolution'))$$
ELSE $$SELECT false AS invalid, true AS valid, '22P02' AS sql_error_code$$ END AS soft_query \gset
:soft_query;
