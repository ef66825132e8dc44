#
# States by any of their names in six languages: as sponsors in drafts of each
# language, and in queries.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $data = ($ENV{RES_SRCDIR} // '.') . '/test/data';

my $node = PostgreSQL::Test::Cluster->new('languages');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION resolution;
	CREATE TABLE line (l text);
});

# The rows of the table, comments and its head left out.
$node->safe_psql('postgres', "\\copy line (l) FROM '$data/states.tsv' WITH (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ENCODING 'UTF8')");
$node->safe_psql('postgres', q{
	DELETE FROM line WHERE l LIKE '#%' OR l LIKE E'iso3\t%';
	CREATE TABLE name AS
		SELECT split_part(l, E'\t', 1) AS iso3, lang, split_part(l, E'\t', k::int) AS name
		FROM line, unnest(ARRAY['iso3', 'en', 'fr', 'es', 'ru', 'zh', 'ar']) WITH ORDINALITY a (lang, k)
		WHERE k > 1;
	CREATE TABLE draft (lang text, kind text, formula text, opening text, deciding text, joined text);
	INSERT INTO draft VALUES
		('en', ': draft resolution', 'The General Assembly,', 'Recalling its resolution 70/1,', E'1.\tDecides to act.', ', Cuba and Zambia'),
		('fr', ' : projet de résolution', 'L’Assemblée générale,', 'Rappelant sa résolution 70/1,', E'1.\tDécide d’agir.', ', Cuba et Zambie'),
		('es', ': proyecto de resolución', 'La Asamblea General,', 'Recordando su resolución 70/1,', E'1.\tDecide actuar.', ', Cuba y Zambia'),
		('ru', ': проект резолюции', 'Генеральная Ассамблея,', 'ссылаясь на свою резолюцию 70/1,', E'1.\tпостановляет действовать.', ', Куба и Замбия'),
		('zh', '：决议草案', '大会，', '回顾其第70/1号决议，', E'1.\t决定采取行动。', '、古巴和赞比亚'),
		('ar', ': مشروع قرار', 'إن الجمعية العامة،', 'إذ تشير إلى قرارها 70/1،', E'1 -\tتقرر ذلك.', '، وكوبا، وزامبيا');
	CREATE TABLE doc AS
		SELECT iso3, lang, name, resolution_try(concat_ws(E'\n\n', 'A/C.3/80/L.1', 'Distr.: Limited', '1 November 2025',
			name || CASE WHEN iso3 IN ('CUB', 'ZMB') THEN '' ELSE joined END || kind, 'Plans', formula, opening, deciding)) AS doc
		FROM name JOIN draft USING (lang);
});
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT iso3), count(doc) FROM doc'), '1170|195|1170',
	'a draft for each name of 195 States in six languages');
is($node->safe_psql('postgres', q{
	SELECT string_agg(lang || ':' || iso3 || ' ' || name, ', ') FROM doc
	WHERE (SELECT iso3 FROM resolution_sponsors(doc) LIMIT 1) IS DISTINCT FROM iso3
		OR (SELECT count(*) FROM resolution_sponsors(doc) s WHERE s.iso3 IS NOT NULL) <> CASE WHEN iso3 IN ('CUB', 'ZMB') THEN 1 ELSE 3 END}),
	'', 'each name is read as a sponsor');
is($node->safe_psql('postgres', q{
	SELECT string_agg(d.lang || ':' || d.iso3 || ' ' || n.name, ', ') FROM doc d JOIN name n USING (iso3)
	WHERE NOT d.doc @@ ('sponsor:"' || n.name || '"')::resquery}),
	'', 'a sponsor is found by each of its six names, whatever the language of the draft');
is($node->safe_psql('postgres', q{
	SELECT count(*) FROM doc d, name n
	WHERE d.iso3 NOT IN ('CUB', 'ZMB') AND n.iso3 NOT IN ('CUB', 'ZMB', d.iso3) AND d.lang = n.lang AND d.doc @@ ('sponsor:"' || n.name || '"')::resquery}),
	'0', 'and by no name of another State');
is($node->safe_psql('postgres', q{
	SELECT string_agg(lang, ' ' ORDER BY lang) FROM (SELECT lang FROM doc GROUP BY lang
		HAVING bool_and(resolution_language(doc) = lang AND (SELECT array_agg(symbol::text) FROM resolution_citations(doc)) = '{A/RES/70/1}')) a}),
	'ar en es fr ru zh', 'their language, and what they cite');

$node->stop;
done_testing();
