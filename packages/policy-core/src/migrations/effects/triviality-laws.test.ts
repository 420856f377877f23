import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sqlDirections, type SqlDirections } from '../../testing/sql-directions.ts';
import { triviality } from './triviality.ts';

const STATEMENTS = [
  'CREATE TABLE t (id int PRIMARY KEY, note text)',
  'CREATE TABLE t (order_id int REFERENCES orders)',
  'CREATE TABLE t AS SELECT * FROM orders',
  'CREATE TYPE mood AS ENUM ()',
  'CREATE VIEW v AS SELECT * FROM orders',
  'ALTER TABLE orders ADD COLUMN note text',
  "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT ''",
  'ALTER TABLE orders ADD COLUMN note text NOT NULL',
  'ALTER TABLE orders ADD COLUMN code uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE orders ADD COLUMN by int REFERENCES people',
  'ALTER TABLE orders ADD COLUMN seq serial',
  'ALTER TABLE orders ALTER COLUMN note SET NOT NULL',
  'ALTER TABLE orders ALTER COLUMN note TYPE varchar(3)',
  'ALTER TABLE orders DROP COLUMN note',
  'ALTER TABLE orders RENAME TO sales',
  'ALTER TABLE orders SET SCHEMA old',
  'ALTER TABLE orders ADD CHECK (total > 0) NOT VALID',
  'ALTER TABLE t ADD FOREIGN KEY (order_id) REFERENCES orders',
  'ALTER TABLE t RENAME TO orders',
  'CREATE INDEX i ON orders (note)',
  'CREATE INDEX CONCURRENTLY i ON orders (note)',
  'CREATE UNIQUE INDEX CONCURRENTLY i ON t (note)',
  'CREATE INDEX i ON t (note)',
  'COMMIT',
  'BEGIN',
  'ROLLBACK',
  'SET search_path = old',
  "SET lock_timeout = '2s'",
  "ALTER TYPE mood ADD VALUE 'calm'",
  "ALTER TYPE mood RENAME VALUE 'calm' TO 'quiet'",
  "CREATE TABLE m (mood mood DEFAULT 'calm')",
  "INSERT INTO t VALUES (1, '')",
  'INSERT INTO t SELECT * FROM orders',
  'UPDATE orders SET note = 1',
  'DELETE FROM t',
  'TRUNCATE t CASCADE',
  'DROP TABLE t',
  'DROP TABLE orders CASCADE',
  'DROP TYPE mood CASCADE',
  'DROP SCHEMA old CASCADE',
  'VACUUM orders',
  'GRANT SELECT ON orders TO app',
  "COMMENT ON TABLE orders IS ''",
  'DO $$ BEGIN ALTER TABLE orders DROP COLUMN a; END $$',
  'DO $$ BEGIN IF x THEN CREATE TABLE t (a int); END IF; END $$',
];

const anyScript = fc
  .array(fc.constantFrom(...STATEMENTS), { maxLength: 5 })
  .map((statements) => statements.map((statement) => `${statement};\n`).join(''));

let checker: Checker;
let directions: SqlDirections;
beforeAll(async () => {
  checker = checkerFor(policyOf({ migrations: { sql: ['db/**/*.sql'] } }), await testParsers());
  directions = await sqlDirections();
});

const judged = (sql: string) => triviality(directions.direction(sql));

test('no error is told of a trivial upgrade [row 1.32]', () => {
  let trivial = 0;
  fc.assert(
    fc.property(anyScript, (text) => {
      if (judged(text).answer !== 'yes') return;
      trivial += 1;
      const { findings } = checker.checkFiles([{ path: 'db/1.sql', text }]);
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
  );
  expect(trivial, 'enough of them are').toBeGreaterThan(0);
});

test('a trivial one has no reasons, any other has some, each a sentence [row 1.32]', () => {
  fc.assert(
    fc.property(anyScript, (text) => {
      const { answer, reasons } = judged(text);
      expect(reasons.length === 0).toBe(answer === 'yes');
      for (const reason of reasons) expect(reason.text).toMatch(/^[A-Z].*\.$/);
    }),
  );
});

test('what is taken away from the end of a trivial one leaves it trivial [row 1.32]', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 5 }), (statements) => {
      const script = (count: number) => statements.slice(0, count).join(';\n');
      if (judged(script(statements.length)).answer !== 'yes') return;
      for (let count = 0; count < statements.length; count += 1) {
        expect(judged(script(count)).answer).toBe('yes');
      }
    }),
  );
});

test('no statement that is not trivial alone becomes so by one that drops nothing before it [row 1.32]', () => {
  const before = [
    "SET lock_timeout = '2s'",
    "COMMENT ON TABLE orders IS ''",
    'GRANT SELECT ON orders TO app',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...before), fc.constantFrom(...STATEMENTS), (first, second) => {
      expect(judged(`${first};\n${second}`).answer).toBe(judged(second).answer);
    }),
  );
});
