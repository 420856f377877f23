import { oneOf, type Random, several } from '../pip/random.ts';

/** Statements between what may stand between them, each in its place. */
export interface GeneratedScript {
  readonly text: string;
  readonly sound: readonly { readonly start: number; readonly sql: string }[];
}

/** A script as people and programs write them, for psql or for a tool that runs migrations. */
export function generatedScript(random: Random): GeneratedScript {
  let text = random.chance(0.05) ? '\uFEFF' : '';
  const sound: { start: number; sql: string }[] = [];
  for (let count = 1 + random.below(7); count > 0; count -= 1) {
    text += oneOf(random, GAPS);
    if (random.chance(0.2)) {
      text += `${random.chance(0.5) ? '' : '\n'}${oneOf(random, OTHERS)}`;
      continue;
    }
    const sql = oneOf(random, STATEMENTS);
    sound.push({ start: text.length, sql });
    text += `${sql}${random.pick(['', ' ', '\n', ' -- why; not\n', '/* ; */'])};`;
  }
  text += oneOf(random, GAPS);
  return { text, sound };
}

type Maker = (random: Random) => string;

const NAMES = [
  'orders',
  'Größe',
  '"Order Items"',
  '"a;b"',
  '"say ""no"""',
  'public.orders',
  'U&"d\\0061t"',
  'ord$1',
  '訂單',
  '"😀"',
  '_x',
] as const;

const name: Maker = (random) => random.pick(NAMES);

const STRINGS = [
  "'plain'",
  "'it''s; here'",
  "E'back\\\\slash\\'; --'",
  "E'on\\''\n  'and on; '",
  "'on'\n'and on;'",
  "U&'\\0027;'",
  "b'0101'",
  "x'ff'",
  "N'nat;'",
  '$$ ; $ -- /* $$',
  "$q$ it's $$ ; $$ $q$",
  '$größe$ ; $größe$',
  "'-- no comment'",
  "'/* none */'",
  "'\\'",
  "'😀;'",
  "'a\r\nb;'",
] as const;

const literal: Maker = (random) => random.pick(STRINGS);

const SPACES = [
  ' ',
  '\n',
  '\r\n',
  '\t',
  ' /* a; b */ ',
  ' /* /* ; */ */ ',
  ' -- it\'s; "so"\n',
  '\f',
  '\v ',
] as const;

const space: Maker = (random) => (random.chance(0.6) ? ' ' : random.pick(SPACES));

const STATEMENTS: readonly [Maker, ...Maker[]] = [
  (random) => `SELECT${space(random)}${several(random, literal, [1, 3]).join(`,${space(random)}`)}`,
  (random) =>
    `DROP${space(random)}TABLE${space(random)}IF EXISTS ${several(random, name, [1, 3]).join(', ')}`,
  (random) =>
    `CREATE TABLE ${name(random)} (a int,${space(random)}b text DEFAULT ${literal(random)}, CHECK (a > 0))`,
  (random) =>
    `ALTER TABLE ${name(random)}${space(random)}ADD COLUMN ${random.pick(['a', '"b;"', 'größe'])} text`,
  (random) => `INSERT INTO ${name(random)} VALUES (${literal(random)}), (${literal(random)})`,
  (random) => `UPDATE ${name(random)} SET a${space(random)}= ${literal(random)} WHERE (b = $1)`,
  (random) => `COMMENT ON TABLE ${name(random)} IS ${random.pick(["'a; b'", '$$;$$', "E'\\';'"])}`,
  (random) => `CREATE INDEX CONCURRENTLY ON ${name(random)}${space(random)}(a, (lower(b)))`,
  (random) =>
    `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC${space(random)}SELECT 1; SELECT CASE WHEN true THEN 2 END; END`,
  (random) =>
    `CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN DROP TABLE ${name(random)}; END $f$`,
  (random) => `CREATE RULE r AS ON DELETE TO ${name(random)} DO (DELETE FROM b; DELETE FROM c)`,
  (random) => `DO $$ BEGIN EXECUTE 'DROP TABLE a'; IF x THEN DELETE FROM ${name(random)}; END IF; END $$`,
  (random) => `DELETE FROM${space(random)}${name(random)} WHERE a <> -1 AND b @> '{}' AND c ? 'd'`,
  () => 'BEGIN',
  () => 'COMMIT',
  () => "SET lock_timeout = '5s'",
  () => 'VACUUM (ANALYZE) orders',
];

/** What no grammar of PostgreSQL reads, and yet ends by itself. */
const OTHERS: readonly [Maker, ...Maker[]] = [
  () => '\\set ON_ERROR_STOP on\n',
  () => '\\echo it\'s ; "so\n',
  (random) => `\\connect ${name(random)}\n`,
  () => 'COPY a (b) FROM stdin;\n1\tone; two\n\'\t$$ "\n\\N\t\\\\.\n\\.\n',
  () => 'COPY a FROM STDIN WITH (FORMAT csv);\r\n1,"a;\r\n\\.\r\n',
  () => 'FROBNICATE the orders;',
  () => 'CREATE TABEL a (b int);',
  () => 'ALTER TABLE a ADD COLUMN;',
  () => 'SELECT FROM FROM;',
  () => 'DROP TABLE {{ .Table }};',
  () => '{{ if .Archive }}DROP TABLE a;{{ else }}DROP TABLE b{{ end }};',
  () => 'CREATE TABLE ${schema}.a (b int);',
  () => 'DELETE FROM a WHERE b = :id;',
  () => 'INSERT INTO a VALUES (:\'name\', :"column");',
  () => 'DROP TABLE `a`;',
  () => 'SELECT [a] FROM b;',
  () => '-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n',
  () => '-- +goose Down\nDROP TABLE a;\n',
  () => ';;',
];

const GAPS: readonly [Maker, ...Maker[]] = [
  () => '\n',
  () => '\n\n',
  () => ' ',
  () => '\r\n',
  () => '\r',
  () => '-- it\'s; "so" $$\n',
  () => "/* a; /* b' */ $$ */",
  () => '\n\uFEFF\n',
  () => '-- +migrate Up\n',
  () => '\n--\n',
];
