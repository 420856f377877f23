import { type Random, oneOf } from '../pip/random.ts';

/** What migrations execute, and what is nearly that: other scripts, markers, quotes, backslashes, blocks. */
function generatedSql(random: Random): string {
  const statements = Array.from({ length: random.chance(0.85) ? 1 : 2 + random.below(3) }, () =>
    random.pick(STATEMENTS),
  );
  return statements
    .join(random.pick(['; ', ';\n', ' ;\n\n-- next; step\n', ';']))
    .concat(random.pick(['', '', ';', ';\n', '\n']));
}

/** A Python expression for SQL, over several lines only within brackets. */
export function sqlExpression(random: Random): string {
  const kind = random.below(100);
  if (kind < 30) return literal(random, generatedSql(random));
  if (kind < 60) return oneOf(random, [concatenated, added, percent, formatted, interpolated, interpolated]);
  return oneOf(random, COMBINED);
}

/** A literal for exactly this text, in any of the ways in which Python lets one write it. */
export function literal(random: Random, text: string): string {
  const quote = random.pick(['"', '"', "'", '"""', '"""', "'''"]);
  if (random.chance(0.15) && isPlain(text, quote)) return `${random.pick(['r', 'R'])}${quote}${text}${quote}`;
  const prefix = random.chance(0.8) ? '' : random.pick(['u', 'U', 'f', 'F']);
  const isFormatted = /f/i.test(prefix);
  const written = Array.from(text, (character) => escaped(random, { character, quote, isFormatted }));
  return `${prefix}${quote}${written.join('')}${quote}`;
}

/** What needs no escape; at its end a raw literal takes no backslash and none of its quotes. */
function isPlain(text: string, quote: string): boolean {
  return (
    !/[\r\\]/.test(text) && !text.includes(quote.charAt(0)) && (quote.length === 3 || !text.includes('\n'))
  );
}

interface Written {
  readonly character: string;
  readonly quote: string;
  readonly isFormatted: boolean;
}

function escaped(random: Random, { character, quote, isFormatted }: Written): string {
  if (random.chance(0.01)) return numbered(random, character);
  if (random.chance(0.003)) return `\\\n${escaped(random, { character, quote, isFormatted })}`;
  if (character === '\n' && (quote.length === 1 || random.chance(0.1))) return '\\n';
  if (character === '\\') return '\\\\';
  if (character === quote.charAt(0)) return `\\${character}`;
  return isFormatted && /[{}]/.test(character) ? character.repeat(2) : character;
}

/** By its number: `\x41`, `\101`, `\u0041`, `\U00000041`. */
function numbered(random: Random, character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  if (code <= 0xff && random.chance(0.7))
    return random.pick([`\\x${hex(2)}`, `\\${code.toString(8).padStart(3, '0')}`]);
  return code <= 0xffff && random.chance(0.7) ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** The text cut in pieces, one literal beside the other. */
function concatenated(random: Random): string {
  const pieces = piecesOf(random, generatedSql(random)).map((piece) => literal(random, piece));
  if (random.chance(0.3)) return `(${pieces.join(' ')})`;
  return `(\n    ${pieces.join(random.pick(['\n    ', '\n    # why\n    ']))}\n)`;
}

function added(random: Random): string {
  const pieces = piecesOf(random, generatedSql(random)).map((piece) => literal(random, piece));
  return `(${pieces.join(random.pick([' + ', '\n    + ', ` + ${random.pick(NAMES)} + `]))})`;
}

function piecesOf(random: Random, text: string): readonly string[] {
  const places = Array.from({ length: 1 + random.below(3) }, () => random.below(text.length + 1)).toSorted(
    (left, right) => left - right,
  );
  // Between the halves of a character there is no place to cut.
  const ends = [0, ...places, text.length].map((at) =>
    /^[\uDC00-\uDFFF]/.test(text.slice(at)) ? at + 1 : at,
  );
  return ends.slice(1).map((end, index) => text.slice(ends[index], end));
}

function percent(random: Random): string {
  const { text, values } = random.pick(PERCENT);
  return `${literal(random, text)} % ${random.pick(values)}`;
}

function formatted(random: Random): string {
  const { text, values } = random.pick(FORMATTED);
  return `${literal(random, text)}.format(${random.pick(values)})`;
}

function interpolated(random: Random): string {
  const quote = random.pick(['"', '"""', "'"]);
  const inner = random.pick(INTERPOLATIONS);
  const text = random
    .pick(TEMPLATES)
    .replaceAll('X', () => (random.chance(0.8) ? inner : random.pick(INTERPOLATIONS)));
  return `${random.pick(['f', 'f', 'F', 'fr', 'Rf'])}${quote}${text}${quote}`;
}

const NAMES = ['TABLE', 'table', 'SQL', 'name'] as const;

const COMBINED: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) => `sa.text(${sqlExpression(random)})`,
  (random) => `sa.text(${sqlExpression(random)})`,
  (random) => `text(${sqlExpression(random)}).bindparams(id=${random.below(9)})`,
  (random) => `sa.text(text=${sqlExpression(random)})`,
  (random) => `textwrap.dedent(${sqlExpression(random)})`,
  (random) => `(${sqlExpression(random)}).strip()`,
  (random) => `(sql := ${sqlExpression(random)})`,
  (random) => `(${sqlExpression(random)} if is_postgres else ${sqlExpression(random)})`,
  (random) => `(${sqlExpression(random)})`,
  (random) => `" ".join([${sqlExpression(random)}, ${sqlExpression(random)}])`,
  (random) => random.pick(['SQL', 'STATEMENTS[0]', 'SQLS["a"]', 'table', 'read_sql("a.sql")']),
  (random) =>
    random.pick(['sa.select(users.c.id)', 'users.update().values(name=None)', 'sa.schema.DropTable(users)']),
  () => 'Path(__file__).with_suffix(".sql").read_text()',
];

const STATEMENTS = [
  ...([
    'DROP TABLE orders',
    'DROP TABLE IF EXISTS "Orders" CASCADE',
    'ALTER TABLE orders DROP COLUMN total',
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint USING total::bigint',
    'ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0) NOT VALID',
    "UPDATE orders SET note = 'it''s' WHERE id = :id",
    'UPDATE orders SET total = 1',
    'DELETE FROM orders WHERE true',
    'CREATE INDEX CONCURRENTLY ix ON orders (total)',
    "CREATE TABLE IF NOT EXISTS a (id serial PRIMARY KEY, note text DEFAULT E'\\n')",
    "INSERT INTO orders (note) VALUES ('100%'), (E'a\\\\b')",
    'COMMIT',
    'BEGIN',
    'SELECT 1',
    'SET lock_timeout = 0',
    'TRUNCATE orders, lines RESTART IDENTITY CASCADE',
  ] as const),
  ...([
    "DO $$ BEGIN EXECUTE 'DROP TABLE x'; END $$",
    'DO $do$\nDECLARE r record;\nBEGIN\n  FOR r IN SELECT 1 LOOP\n    DROP TABLE IF EXISTS t;\n  END LOOP;\nEND\n$do$',
    'CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $$ BEGIN RETURN new; END; $$ LANGUAGE plpgsql',
    "CREATE TYPE mood AS ENUM ('sad', 'ok')",
    "ALTER TYPE mood ADD VALUE 'new' AFTER 'ok'",
    'DROP TABLE "größe", 訂單',
    "COMMENT ON TABLE orders IS '😀 é ß'",
    '-- only a comment',
    '/* nothing /* nested */ */',
    '',
    'DROP TABLE',
    'DROP TABLE "unclosed',
    "SELECT '{\"a\": {}}'::jsonb, '%s', 5 % 3",
    'GRANT ALL ON orders TO app',
    "COPY orders FROM '/tmp/x'",
    'this is no SQL',
    '{{ template }}',
  ] as const),
] as const;

interface Format {
  readonly text: string;
  readonly values: readonly [string, ...string[]];
}

const PERCENT: readonly [Format, ...Format[]] = [
  { text: 'DROP TABLE %s', values: ['table', '"orders"', '(table,)', 'TABLES[0]', '("a" "b")'] },
  { text: 'ALTER TABLE %s DROP COLUMN %s', values: ['("orders", column)', '(table, "a")', 'pair'] },
  { text: 'UPDATE a SET b = %(value)s', values: ['{"value": 1}', 'dict(value=2)'] },
  { text: "UPDATE a SET b = '100%%' WHERE c = %d", values: ['3', 'number'] },
];

const FORMATTED: readonly [Format, ...Format[]] = [
  { text: 'DROP TABLE {}', values: ['table', '"orders"', '*names', 'TABLE'] },
  { text: 'ALTER TABLE {0} DROP COLUMN {1}', values: ['"orders", column', 'table, "a"', '*pair'] },
  {
    text: 'ALTER TABLE {table} DROP {column}',
    values: ['table="orders", column="b"', '**names', 'table=table, column="c"'],
  },
  { text: "SELECT '{{}}', {!r:>10}", values: ['table', '1'] },
  { text: 'SELECT {0.name}, {1[a]}', values: ['a, b'] },
];

const TEMPLATES = [
  'DROP TABLE X',
  'ALTER TABLE X DROP COLUMN X',
  'X',
  "UPDATE a SET b = '{{}}' WHERE c = X",
  'DO $$ BEGIN X END $$',
  'CREATE INDEX ix_X ON X (a)',
] as const;
const INTERPOLATIONS = [
  ...([
    '{table}',
    '{TABLE}',
    '{table!r}',
    '{table:>10}',
    '{self.table}',
    '{tables[0]}',
    '{name.lower()}',
  ] as const),
  ...([
    '{table=}',
    '{1 + 1}',
    '{(lambda: 1)()}',
    '{a if b else c}',
    '{{{table}}}',
    '{table!s:{width}}',
  ] as const),
] as const;
