import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { toldSql, toldSqlWithPlaces } from '../testing/told-sql.ts';
import { significantTokens } from './tokens.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

/** Statements of every family that PL/pgSQL may hold as well, with what they do. */
const STATEMENTS: readonly (readonly [sql: string, ...done: readonly string[]])[] = [
  ['CREATE TABLE orders (id int PRIMARY KEY, note text)', 'create-table orders'],
  ['CREATE TABLE IF NOT EXISTS orders (id int)', 'create-table orders'],
  ['CREATE TABLE shop.orders (LIKE shop.old INCLUDING ALL)', 'create-table shop.orders'],
  ['CREATE TABLE orders PARTITION OF all_orders FOR VALUES IN (1)', 'create-table orders'],
  ['CREATE TABLE orders AS SELECT 1 AS a', 'create-table orders'],
  ['DROP TABLE orders', 'drop-table orders'],
  ['DROP TABLE IF EXISTS shop.orders CASCADE', 'drop-table shop.orders'],
  ['DROP TABLE orders, lines', 'drop-table orders', 'drop-table lines'],
  ['ALTER TABLE orders RENAME TO invoices', 'rename-table orders'],
  ['ALTER TABLE orders SET SCHEMA shop', 'set-table-schema orders'],
  ['ALTER TABLE orders ADD COLUMN note text', 'add-column orders note'],
  ['ALTER TABLE orders ADD note text NOT NULL DEFAULT 1', 'add-column orders note'],
  ['ALTER TABLE ONLY orders DROP COLUMN note', 'drop-column orders note'],
  ['ALTER TABLE orders DROP note CASCADE', 'drop-column orders note'],
  ['ALTER TABLE orders ADD a int, DROP b', 'add-column orders a', 'drop-column orders b'],
  ['ALTER TABLE orders RENAME COLUMN note TO remark', 'rename-column orders note'],
  ['ALTER TABLE orders RENAME note TO remark', 'rename-column orders note'],
  [
    'ALTER TABLE orders ALTER COLUMN note TYPE varchar(20) USING CAST(note AS varchar)',
    'alter-column orders note',
  ],
  ['ALTER TABLE orders ALTER note SET DATA TYPE text', 'alter-column orders note'],
  ['ALTER TABLE orders ALTER note SET NOT NULL', 'alter-column orders note'],
  ['ALTER TABLE orders ALTER note DROP NOT NULL', 'alter-column orders note'],
  ['ALTER TABLE orders ALTER note SET DEFAULT now()', 'alter-column orders note'],
  ['ALTER TABLE orders ALTER note DROP DEFAULT', 'alter-column orders note'],
  ['ALTER TABLE orders ADD CONSTRAINT ck CHECK (a > 1)', 'add-constraint orders'],
  ['ALTER TABLE orders ADD UNIQUE (a, b)', 'add-constraint orders'],
  ['ALTER TABLE orders ADD PRIMARY KEY USING INDEX ix', 'add-constraint orders'],
  ['ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES users NOT VALID', 'add-constraint orders'],
  ['ALTER TABLE orders DROP CONSTRAINT IF EXISTS ck', 'drop-constraint orders ck'],
  ['ALTER TABLE orders VALIDATE CONSTRAINT ck', 'validate-constraint orders ck'],
  ['CREATE INDEX ix ON orders (a)', 'create-index orders ix'],
  ['CREATE UNIQUE INDEX ix ON shop.orders USING btree (a) WHERE a > 1', 'create-index shop.orders ix'],
  ['CREATE INDEX ON orders (lower(a))', 'create-index orders'],
  ['DROP INDEX ix', 'drop-index ix'],
  ['DROP INDEX IF EXISTS shop.ix', 'drop-index ix'],
  ["CREATE TYPE mood AS ENUM ('a', 'b')", 'create-object type mood'],
  ["ALTER TYPE mood ADD VALUE 'c'", 'other ALTER TYPE'],
  ['DROP TYPE mood', 'drop-object type mood'],
  ['CREATE VIEW v AS SELECT 1 AS a', 'create-object view v'],
  ['CREATE OR REPLACE VIEW v AS SELECT 1 AS a', 'create-object view v'],
  ['DROP VIEW IF EXISTS v', 'drop-object view v'],
  ['CREATE MATERIALIZED VIEW v AS SELECT 1 AS a', 'create-object materialized-view v'],
  ['DROP MATERIALIZED VIEW v', 'drop-object materialized-view v'],
  ['CREATE SEQUENCE s', 'create-object sequence s'],
  ['DROP SEQUENCE s', 'drop-object sequence s'],
  ['CREATE SCHEMA shop', 'create-object schema shop'],
  ['DROP SCHEMA shop CASCADE', 'drop-object schema shop'],
  ['ALTER SCHEMA shop RENAME TO store', 'rename-object schema shop'],
  ['CREATE EXTENSION IF NOT EXISTS citext', 'create-object extension citext'],
  ['DROP EXTENSION citext', 'drop-object extension citext'],
  ['DROP FUNCTION f(int)', 'drop-object function f'],
  ['DROP TRIGGER g ON orders', 'drop-object trigger g'],
  ['DROP POLICY p ON orders', 'drop-object policy p'],
  ['DROP OWNED BY app', 'drop-object owned app'],
  ['TRUNCATE orders', 'truncate orders'],
  ['TRUNCATE TABLE ONLY orders, lines RESTART IDENTITY CASCADE', 'truncate orders lines'],
  ['INSERT INTO orders (a) VALUES (1)', 'change-rows insert orders'],
  ['INSERT INTO orders SELECT 1 ON CONFLICT DO NOTHING', 'change-rows insert orders'],
  ['UPDATE orders SET a = 1', 'change-rows update orders'],
  ['UPDATE ONLY orders AS o SET a = 1 WHERE o.id = 2', 'change-rows update orders filtered'],
  ['DELETE FROM orders', 'change-rows delete orders'],
  ['DELETE FROM shop.orders USING lines WHERE id = 1', 'change-rows delete shop.orders filtered'],
  ['DELETE FROM orders WHERE true', 'change-rows delete orders'],
  ['MERGE INTO orders USING lines ON true WHEN MATCHED THEN DELETE', 'change-rows merge orders'],
  ['COMMENT ON TABLE orders IS $$a;b$$', 'other COMMENT'],
  ['GRANT SELECT ON orders TO app', 'other GRANT'],
  ['REFRESH MATERIALIZED VIEW v', 'other REFRESH MATERIALIZED VIEW'],
  ["SET lock_timeout = '4s'", 'other SET'],
  ['LOCK TABLE orders IN EXCLUSIVE MODE', 'other LOCK TABLE'],
];

const told = (sql: string) => toldSql(parser, sql);
const words = (sql: string) => significantTokens(sql).map(({ start, end }) => sql.slice(start, end));

/** Key words and names without quotes in capitals or not; what stands in quotes stays. */
function inCase(sql: string, change: (word: string) => string): string {
  return significantTokens(sql).reduceRight(
    (text, { kind, start, end }) =>
      kind === 'word' ? text.slice(0, start) + change(text.slice(start, end)) + text.slice(end) : text,
    sql,
  );
}

/** Other ways to write one statement. */
const SPELLINGS: Readonly<Record<string, (sql: string) => string>> = {
  'in small letters': (sql) => inCase(sql, (word) => word.toLowerCase()),
  'in capitals': (sql) => inCase(sql, (word) => word.toUpperCase()),
  'in both': (sql) => inCase(sql, (word) => word.replace(/^./, (letter) => letter.toUpperCase())),
  'with a semicolon': (sql) => `${sql};`,
  'with many semicolons': (sql) => `;;\n${sql} ;\n;`,
  'a word a line': (sql) => words(sql).join('\n'),
  'with tabs': (sql) => `\t${words(sql).join('\t')}\t`,
  'with Windows line ends': (sql) => `${words(sql).join('\r\n')}\r\n`,
  'with comments between words': (sql) => words(sql).join(' /* ; */ '),
  'with comments in comments': (sql) => words(sql).join(' /* /* ; */ */ '),
  'with comments at the end of lines': (sql) => words(sql).join(" -- it's ;\n"),
  'behind a comment': (sql) => `-- DROP TABLE other;\n/* DROP TABLE other; */ ${sql}`,
  'in a transaction': (sql) => `BEGIN;\n${sql};\nCOMMIT;`,
  'behind letters that take more bytes': (sql) => `SELECT 'é😀訂';\n${sql}`,
};

/** Without what stands around the statement. */
const own = (steps: readonly string[]) =>
  steps.filter((step) => !/^other (?:BEGIN|COMMIT|SELECT|DO)$/.test(step));

describe('a statement, however it is spelled', () => {
  it.each(STATEMENTS)('%s', (sql, ...done) => {
    expect(told(sql)).toEqual(done);
    for (const [how, spelled] of Object.entries(SPELLINGS)) {
      expect([how, own(told(spelled(sql)))]).toEqual([how, done]);
    }
  });

  it.each(STATEMENTS)('is underlined without what stands around it: %s', (sql, ...done) => {
    const plain = toldSqlWithPlaces(parser, sql).map(({ underlined }) => underlined);
    const around = toldSqlWithPlaces(parser, `-- é\n;${sql};\n-- 😀`).map(({ underlined }) => underlined);
    expect(around).toEqual(plain);
    expect(plain).toHaveLength(done.length);
    for (const underlined of plain) expect(sql).toContain(underlined);
  });
});

describe('a statement in a block of PL/pgSQL', () => {
  const BLOCKS: Readonly<Record<string, (sql: string) => string>> = {
    plain: (sql) => `DO $$ BEGIN ${sql}; END $$`,
    'with its language': (sql) => `DO LANGUAGE plpgsql $$ BEGIN ${sql}; END $$`,
    'with a tag': (sql) => `DO $body$ BEGIN ${sql}; END $body$`,
    'with declarations': (sql) => `DO $body$ DECLARE x int := 1; BEGIN ${sql}; END; $body$;`,
    'in a block of its own': (sql) => `DO $body$ BEGIN BEGIN ${sql}; END; END $body$`,
    'behind another statement': (sql) => `DO $body$ BEGIN PERFORM 1; ${sql}; RETURN; END $body$`,
  };

  const held = STATEMENTS.filter(([sql]) => !sql.includes('$$'));

  it.each(held)('%s', (sql, ...done) => {
    for (const [how, block] of Object.entries(BLOCKS)) {
      expect([how, own(told(block(sql)))]).toEqual([how, own(done)]);
    }
  });

  it.each(held.filter(([sql]) => !sql.includes("'")))('that is executed from a text: %s', (sql, ...done) => {
    expect(own(told(`DO $body$ BEGIN EXECUTE '${sql}'; END $body$`))).toEqual(own(done));
    expect(own(told(`DO $body$ BEGIN EXECUTE $q$${sql}$q$; END $body$`))).toEqual(own(done));
  });

  it.each(held)('under a condition is not certain: %s', (sql, ...done) => {
    const uncertain = own(done).map((step) => `? ${step}`);
    expect(own(told(`DO $body$ BEGIN IF x THEN ${sql}; END IF; END $body$`))).toEqual(uncertain);
    expect(own(told(`DO $body$ BEGIN FOR r IN SELECT 1 LOOP ${sql}; END LOOP; END $body$`))).toEqual(
      uncertain,
    );
  });
});

describe('two scripts, one behind the other', () => {
  it('do what both do', () => {
    for (const [index, [one, ...done]] of STATEMENTS.entries()) {
      const [two, ...more] = STATEMENTS.at(index - 7) ?? [''];
      expect(told(`${one};\n${two}`)).toEqual([...done, ...more]);
    }
  });
});
