import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { enumValueUse } from '../../packages/policy-core/src/migrations/analysis/enum-value-use.ts';
import { knownName } from '../../packages/policy-core/src/migrations/operations/name.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { judgedSql } from '../../packages/policy-core/src/testing/judged-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** What is there before the transaction that adds `paid` to the enum. */
const TABLES =
  'CREATE TABLE orders (id int, state state, was state, note text); CREATE TABLE notes (id int, a text)';

const STATEMENTS = [
  "UPDATE orders SET state = 'paid'",
  "UPDATE orders SET note = 'x' WHERE state = 'paid'",
  "UPDATE orders SET note = 'x' WHERE state IN ('open', 'paid')",
  "UPDATE orders SET note = 'x' WHERE was IS DISTINCT FROM 'paid'",
  "UPDATE orders SET note = 'paid'",
  "UPDATE orders SET state = 'open'",
  "UPDATE notes SET a = 'paid'",
  "UPDATE notes SET a = 'x' FROM orders WHERE orders.state = 'paid' AND orders.id = notes.id",
  "INSERT INTO orders VALUES (1, 'paid')",
  "INSERT INTO orders (id, state) VALUES (1, 'paid')",
  "INSERT INTO orders (id, note) VALUES (1, 'paid')",
  "INSERT INTO notes (a) SELECT note FROM orders WHERE state = 'paid'",
  "DELETE FROM orders WHERE state = 'paid'",
  "DELETE FROM orders WHERE state::text = 'paid'",
  "DELETE FROM orders WHERE CAST(state AS text) = 'paid'",
  "SELECT id FROM orders WHERE state = 'paid'",
  "SELECT 'paid'::state",
  "SELECT CAST('paid' AS state)",
  "SELECT 'paid'",
  "SELECT 'paid'::text",
  "ALTER TABLE orders ALTER state SET DEFAULT 'paid'",
  "ALTER TABLE orders ALTER state SET DEFAULT 'open'",
  "ALTER TABLE orders ALTER note SET DEFAULT 'paid'",
  "ALTER TABLE orders ADD later state DEFAULT 'paid'",
  "ALTER TABLE orders ADD later text DEFAULT 'paid'",
  'ALTER TABLE orders ADD later state',
  "ALTER TABLE orders ADD CHECK (state <> 'paid')",
  "ALTER TABLE orders ADD CHECK (state <> 'paid') NOT VALID",
  "ALTER TABLE orders ADD CHECK (note <> 'paid')",
  "CREATE TABLE lines (id int, state state DEFAULT 'paid')",
  "CREATE TABLE lines (id int, state state, note text DEFAULT 'paid')",
  "CREATE INDEX ON orders (id) WHERE state = 'paid'",
  "CREATE INDEX ON orders (id) WHERE note = 'paid'",
  "CREATE VIEW paid AS SELECT id FROM orders WHERE state = 'paid'",
  "CREATE VIEW paid AS SELECT id FROM orders WHERE note = 'paid'",
  "CREATE MATERIALIZED VIEW paid AS SELECT id FROM orders WHERE state = 'paid'",
  "CREATE FUNCTION f() RETURNS state LANGUAGE plpgsql AS $$ BEGIN RETURN 'paid'::state; END $$",
  "COMMENT ON TABLE orders IS 'paid'",
  "ALTER TYPE state ADD VALUE 'sent' AFTER 'paid'",
  "ALTER TYPE state RENAME VALUE 'paid' TO 'settled'",
];

const UNSAFE = '55P04';

describe.skipIf(postgresql.kind === 'unavailable')(
  'a value that the same transaction adds to an enum',
  () => {
    let database: ScratchDatabase;
    let parser: SqlParser;
    beforeAll(async () => {
      [database, { sql: parser }] = await Promise.all([scratchDatabase(), testParsers()]);
      await database.query(
        `CREATE TYPE state AS ENUM ('open'); ${TABLES}; INSERT INTO orders VALUES (1, 'open')`,
      );
    });
    afterAll(() => database.drop());

    /** Whether PostgreSQL finds the use of it unsafe. */
    async function isRefused(statement: string): Promise<boolean> {
      await database.query("BEGIN; ALTER TYPE state ADD VALUE 'paid'");
      try {
        await database.query(statement);
        return false;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === UNSAFE) return true;
        throw error;
      } finally {
        await database.query('ROLLBACK');
      }
    }

    test.each(STATEMENTS)('%s', async (statement) => {
      const last = judgedSql(parser, `${TABLES}; ${statement}`).at(-1);
      const use = last && enumValueUse(last.step, { type: knownName('state'), value: 'paid' });
      expect(use === 'used').toBe(await isRefused(statement));
    });
  },
);
