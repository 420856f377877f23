import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { foldUpgrades } from '../../packages/policy-core/src/migrations/schema/fold-schema.ts';
import type { Step } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';
import { shownFolded, shownReal } from './shown-tables.ts';

/** Few names, so that they meet; one long enough for what is made up of it to be cut. */
const LONG = `a_${'ä'.repeat(28)}_end`;
const table = fc.constantFrom('a', 'b', 'a_b', LONG, 's.a');
const bare = fc.constantFrom('a', 'b', 'a_b', LONG);
const column = fc.constantFrom('x', 'y', 'b_x', `long_${'c'.repeat(40)}`);
const columns = fc.uniqueArray(column, { minLength: 1, maxLength: 3 }).map((names) => names.join(', '));
const name = fc.constantFrom('i', 'j', 'a_x_idx', 'a_x_key', 'a_pkey', 'a_b_x_key');
const called = fc.oneof(fc.constant(''), name);
const constrained = fc.oneof(
  columns.map((on) => `UNIQUE (${on})`),
  columns.map((on) => `PRIMARY KEY (${on})`),
  column.map((on) => `FOREIGN KEY (${on}) REFERENCES target`),
);
const atColumn = fc.constantFrom(
  '',
  ' UNIQUE',
  ' PRIMARY KEY',
  ' NOT NULL',
  ' REFERENCES target',
  ' DEFAULT 0',
  ' REFERENCES target UNIQUE',
);

const statement = fc.oneof(
  fc
    .tuple(
      table,
      fc.uniqueArray(fc.tuple(column, atColumn), {
        selector: ([named]) => named,
        minLength: 1,
        maxLength: 3,
      }),
      fc.array(constrained, { maxLength: 2 }),
      fc.constantFrom('', 'IF NOT EXISTS '),
    )
    .map(([named, made, more, maybe]) => {
      const written = [...made.map(([one, rest]) => `${one} int${rest}`), ...more];
      return `CREATE TABLE ${maybe}${named} (${written.join(', ')})`;
    }),
  table.map((named) => `DROP TABLE ${named}`),
  fc.tuple(table, bare).map(([named, to]) => `ALTER TABLE ${named} RENAME TO ${to}`),
  fc
    .tuple(table, fc.constantFrom('public', 's'))
    .map(([named, schema]) => `ALTER TABLE ${named} SET SCHEMA ${schema}`),
  fc
    .tuple(table, column, atColumn)
    .map(([named, one, rest]) => `ALTER TABLE ${named} ADD COLUMN ${one} int${rest}`),
  fc.tuple(table, column).map(([named, one]) => `ALTER TABLE ${named} DROP COLUMN ${one}`),
  fc.tuple(table, column, column).map(([named, one, to]) => `ALTER TABLE ${named} RENAME ${one} TO ${to}`),
  fc
    .tuple(table, column, fc.constantFrom('SET NOT NULL', 'DROP NOT NULL', 'SET DEFAULT 1', 'DROP DEFAULT'))
    .map(([named, one, change]) => `ALTER TABLE ${named} ALTER COLUMN ${one} ${change}`),
  fc
    .tuple(table, called, constrained)
    .map(([named, as, made]) => `ALTER TABLE ${named} ADD ${as === '' ? '' : `CONSTRAINT ${as} `}${made}`),
  fc.tuple(table, name).map(([named, as]) => `ALTER TABLE ${named} DROP CONSTRAINT ${as}`),
  fc
    .tuple(table, called, columns, fc.constantFrom('', 'UNIQUE '))
    .map(([named, as, on, unique]) => `CREATE ${unique}INDEX ${as} ON ${named} (${on})`),
  name.map((as) => `DROP INDEX ${as}`),
  fc
    .tuple(table, name, name)
    .map(([named, as, to]) => `ALTER TABLE ${named} RENAME CONSTRAINT ${as} TO ${to}`),
  fc.tuple(name, name).map(([as, to]) => `ALTER INDEX ${as} RENAME TO ${to}`),
  fc.constant('ALTER SCHEMA s RENAME TO t; ALTER SCHEMA t RENAME TO s'),
  fc.constant('DROP SCHEMA s CASCADE; CREATE SCHEMA s'),
);

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and the folded schema', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test('agree on every table, whatever is done to them', async () => {
    const runs = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 2_000 : 40;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 5, maxLength: 30 }), async (statements) => {
        await database.query(FRESH);
        const accepted: string[] = [];
        for (const sql of [...START, ...statements]) if (await isAccepted(sql)) accepted.push(sql);
        const steps = sqlOperations(parser, accepted.join(';\n')).map(stepOf);
        const history = foldUpgrades([{ revision: 'all', steps }]);
        const folded = history.tablesAt({ revision: 'all', step: steps.length });
        expect(shownFolded(folded), accepted.join(';\n')).toEqual(shownReal(await database.dump()));
      }),
      { numRuns: runs },
    );
  });

  async function isAccepted(sql: string): Promise<boolean> {
    try {
      await database.query(sql);
      return true;
    } catch {
      return false;
    }
  }
});

const FRESH =
  'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s';
const START = ['CREATE TABLE target (id int PRIMARY KEY)', 'CREATE TABLE a (x int, b_x int, y int)'];

function stepOf(operation: ReturnType<typeof sqlOperations>[number]): Step {
  return operation.kind === 'unclear'
    ? { ...operation, autocommit: false }
    : { ...operation, via: 'sql', autocommit: false };
}
