import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { isOfRule } from '../../testing/describe-rule.ts';
import { testParsers } from '../../testing/load-parsers.ts';

/** What takes as long as `orders` has rows, or fails on one. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  'index-not-concurrent': ['CREATE INDEX ix_total ON orders (total)'],
  'new-unique-on-existing': ['CREATE UNIQUE INDEX ix_total ON orders (total)'],
  'set-not-null': ['ALTER TABLE orders ALTER COLUMN total SET NOT NULL'],
  'column-type-rewrite': ['ALTER TABLE orders ALTER COLUMN total TYPE text USING total::text'],
  'volatile-default': ['ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()'],
  'add-serial-identity-or-stored-column': ['ALTER TABLE orders ADD COLUMN place bigserial'],
  'check-not-valid-missing': ['ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)'],
  'foreign-key-not-valid-missing': [
    'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (total) REFERENCES customers (id)',
  ],
  'unique-constraint-without-index': ['ALTER TABLE orders ADD CONSTRAINT one UNIQUE (total)'],
  'primary-key-without-index': ['ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY (id)'],
  'exclusion-constraint': ['ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&)'],
  'validate-in-same-transaction': [
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
    'ALTER TABLE orders VALIDATE CONSTRAINT positive',
  ],
  'backfill-in-ddl-transaction': ['UPDATE orders SET total = 1 WHERE total IS NULL'],
  'statement-after-access-exclusive': ['REINDEX TABLE orders'],
};

const ADD = 'ALTER TABLE orders ADD COLUMN code text NOT NULL';

/** The table has no row behind these, or they fail. */
const EMPTY: readonly (readonly [name: string, before: readonly string[]])[] = [
  ['behind a NOT NULL column without a default', [ADD]],
  ['behind that of another spelling', ['ALTER TABLE "orders" ADD "Code" int NOT NULL']],
  ['behind a column of the primary key', ['ALTER TABLE orders ADD COLUMN code uuid PRIMARY KEY']],
  ['behind that, with another column that replaces one', [`${ADD}, DROP COLUMN note`]],
  ['behind TRUNCATE', ['TRUNCATE orders']],
  ['with a change of another table between', [ADD, 'UPDATE lines SET a = 1 WHERE a = 2']],
  ['with another table that is made between', [ADD, 'CREATE TABLE fresh (id int)']],
];

/** It may have rows. */
const FILLED: typeof EMPTY = [
  ['behind a column that takes NULL', ['ALTER TABLE orders ADD COLUMN code text']],
  [
    'behind a NOT NULL column with a default',
    ["ALTER TABLE orders ADD COLUMN code text NOT NULL DEFAULT ''"],
  ],
  [
    'behind a NOT NULL column that PostgreSQL numbers',
    ['ALTER TABLE orders ADD COLUMN code int NOT NULL GENERATED ALWAYS AS IDENTITY'],
  ],
  [
    'behind a column that may be there already',
    ['ALTER TABLE orders ADD COLUMN IF NOT EXISTS code text NOT NULL'],
  ],
  [
    'behind a column of a domain, which may have a default',
    ["CREATE DOMAIN code AS text DEFAULT 'x'", 'ALTER TABLE orders ADD COLUMN c code NOT NULL'],
  ],
  ['behind a column that is added under a condition', [`DO $$ BEGIN IF f THEN ${ADD}; END IF; END $$`]],
  [
    'behind a column whose failure is caught',
    [`DO $$ BEGIN ${ADD}; EXCEPTION WHEN others THEN NULL; END $$`],
  ],
  ['behind such a column of another table', ['ALTER TABLE lines ADD COLUMN code text NOT NULL']],
  ['behind such a column of another schema', ['ALTER TABLE s.orders ADD COLUMN code text NOT NULL']],
  ['that got rows', [ADD, "INSERT INTO orders (id, code) VALUES (1, 'x')"]],
  ['that may have got rows through a view', [ADD, "INSERT INTO open_orders (id, code) VALUES (1, 'x')"]],
  ['that may have got rows from a function', [ADD, 'SELECT f()']],
  ['that got a child', [ADD, 'ALTER TABLE old INHERIT orders']],
  [
    'that took the place of another',
    [ADD, 'ALTER TABLE orders RENAME TO gone', 'ALTER TABLE old RENAME TO orders'],
  ],
  [
    'that took that name in another schema',
    [ADD, 'DROP TABLE orders', 'ALTER TABLE s.orders SET SCHEMA public'],
  ],
  ['that the search path leads to', [ADD, 'SET search_path = s']],
];

/** The same, of which some rules are silent for reasons of their own. */
const FILLED_FOR_INDEXES: typeof EMPTY = [
  ['behind DELETE, which leaves what others add', ['DELETE FROM orders']],
  ['that got a partition', [ADD, 'ALTER TABLE orders ATTACH PARTITION old DEFAULT']],
  ['whose rows came back', ['SAVEPOINT a', 'TRUNCATE orders', 'ROLLBACK TO SAVEPOINT a']],
];

const POLICY = { migrations: { sql: ['db/**/*.sql'] } };
/** By Flyway, which runs a file in one transaction. */
const PATH = 'db/V2__x.sql';
const BASE = {
  path: 'db/V1__x.sql',
  text: [
    'CREATE TABLE customers (id int PRIMARY KEY);',
    'CREATE TABLE orders (id int, total int, note text, span int4range);',
    'CREATE TABLE lines (a int);\n',
  ].join('\n'),
};

describe('A rule of rows', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf(POLICY), await testParsers());
  });

  /** The statements of which the rule finds something, or leaves open whether it does. */
  function found(rule: string, statements: readonly string[]): readonly string[] {
    const text = statements.map((one) => `${one};\n`).join('');
    const { findings, undetermined, crashed } = checker.checkFiles([BASE, { path: PATH, text }], {
      only: [`migrations/${rule}`],
    });
    expect(crashed).toEqual([]);
    const lines = text.split('\n');
    return [...findings, ...undetermined.filter(isOfRule)].flatMap(({ at }) =>
      at?.path === PATH ? [(lines[at.start.line] ?? '').slice(0, -1)] : [],
    );
  }

  describe.each(Object.entries(ACTS))('%s', (rule, act) => {
    test.each(EMPTY)('is silent on a table that surely has none %s', (_name, before) => {
      expect(found(rule, [...before, ...act])).not.toContain(act.at(-1));
    });

    test.each(FILLED)('speaks of a table that may have some, %s', (_name, before) => {
      expect(found(rule, [...before, ADDED, ...act])).toContain(act.at(-1));
    });

    test('speaks of a table that had none in an earlier transaction', () => {
      expect(found(rule, ['BEGIN', ADD, 'COMMIT', 'BEGIN', ADDED, ...act])).toContain(act.at(-1));
    });
  });

  test.each(FILLED_FOR_INDEXES)('speaks of an index of a table that may have some, %s', (_name, before) => {
    const act = ['CREATE INDEX ix_total ON orders (total)'];
    expect(found('index-not-concurrent', [...before, ...act])).toEqual(act);
  });
});

/** A lock of another table, and of its own, that some of the rules ask for. */
const ADDED = 'ALTER TABLE customers ADD a int, ADD b int';
