import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { historyDifference } from '../../packages/policy-core/src/database/history-difference.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { AT_END, foldedSql } from '../../packages/policy-core/src/testing/folded-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { seenAt } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

const table = fc.constantFrom('a', 'b', 's.a', '"a.b"', '"Größe"');
const column = fc.constantFrom('x', 'y', '"user"', '"Y"');
const type = fc.constantFrom(
  'int',
  'bigint',
  'serial',
  'bigserial',
  'varchar(40)',
  'varchar',
  'char(3)',
  'char',
  'text',
  'numeric(10,2)',
  'numeric(5)',
  'numeric',
  'timestamp',
  'timestamp(3)',
  'timestamptz',
  'time(2)',
  'timetz',
  'interval',
  'interval(2)',
  'interval day to second(3)',
  'bit(3)',
  'bit varying(5)',
  'double precision',
  'real',
  'float(20)',
  'boolean',
  'jsonb',
  'uuid',
  'bytea',
  'int[]',
  'varchar(10)[][]',
  'mood',
  's.mood',
  'positive',
  '"char"',
  'name',
);
const rest = fc.constantFrom(
  '',
  ' NOT NULL',
  ' DEFAULT NULL',
  ' UNIQUE',
  ' PRIMARY KEY',
  ' REFERENCES target',
  ' CHECK (true)',
);
const constraint = fc.oneof(
  column.map((on) => `UNIQUE (${on})`),
  column.map((on) => `PRIMARY KEY (${on})`),
  column.map((on) => `CHECK (${on} IS NOT NULL)`),
  fc.tuple(column, column).map(([one, other]) => `CHECK (${one} IS NULL OR ${other} IS NULL)`),
  column.map((on) => `EXCLUDE (${on} WITH =)`),
);
const name = fc.constantFrom('', 'CONSTRAINT one ', 'CONSTRAINT "Two" ');

const statement = fc.oneof(
  fc
    .tuple(
      table,
      fc.uniqueArray(fc.tuple(column, type, rest), { selector: ([one]) => one, minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(name, constraint), { maxLength: 2 }),
    )
    .map(
      ([named, columns, more]) =>
        `CREATE TABLE ${named} (${[...columns.map((one) => `${one[0]} ${one[1]}${one[2]}`), ...more.map((one) => one.join(''))].join(', ')})`,
    ),
  fc
    .tuple(table, column, type, rest)
    .map(([on, one, as, more]) => `ALTER TABLE ${on} ADD ${one} ${as}${more}`),
  fc.tuple(table, column).map(([on, one]) => `ALTER TABLE ${on} DROP ${one}`),
  fc.tuple(table, column, column).map(([on, one, to]) => `ALTER TABLE ${on} RENAME ${one} TO ${to}`),
  fc.tuple(table, column, type).map(([on, one, to]) => `ALTER TABLE ${on} ALTER ${one} TYPE ${to}`),
  fc
    .tuple(
      table,
      column,
      fc.constantFrom(
        'SET NOT NULL',
        'DROP NOT NULL',
        'SET DEFAULT NULL',
        'DROP DEFAULT',
        'ADD GENERATED ALWAYS AS IDENTITY',
        'DROP IDENTITY',
      ),
    )
    .map(([on, one, change]) => `ALTER TABLE ${on} ALTER ${one} ${change}`),
  fc.tuple(table, name, constraint).map(([on, as, made]) => `ALTER TABLE ${on} ADD ${as}${made}`),
  table.map((on) => `ALTER TABLE ${on} DROP CONSTRAINT one`),
  fc
    .tuple(table, column, fc.constantFrom('CREATE INDEX', 'CREATE INDEX ix', 'CREATE UNIQUE INDEX "Ix"'))
    .map(([on, by, made]) => `${made} ON ${on} (${by})`),
  fc
    .tuple(table, column, column)
    .map(([on, by, of]) => `CREATE INDEX ix ON ${on} ((${by} IS NULL)) WHERE ${of} IS NULL`),
  fc.constantFrom('DROP INDEX ix', 'DROP INDEX "Ix"', 'ALTER INDEX ix RENAME TO iy'),
  fc.tuple(table, fc.constantFrom('a', 'b', '"C"')).map(([on, to]) => `ALTER TABLE ${on} RENAME TO ${to}`),
  table.map((on) => `DROP TABLE ${on}`),
);

const FRESH = `DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s`;
const START = [
  'CREATE TABLE target (id int PRIMARY KEY)',
  "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TYPE s.mood AS ENUM ('good')",
  'CREATE DOMAIN positive AS int CHECK (VALUE > 0)',
];
const schemas = ['public', 's'];

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and what its migrations make', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  async function drift(statements: readonly string[]) {
    const seen = await seenAt(database.url, { schemas });
    const tables = foldedSql(parser, ...statements).tablesAt(AT_END);
    return historyDifference(tables, {
      schemas: ['public', 's'],
      visibleSchemas: ['public'],
      parts: seen.parts,
    });
  }

  async function isAccepted(sql: string): Promise<boolean> {
    try {
      await database.query(sql);
      return true;
    } catch {
      return false;
    }
  }

  test('have no difference, whatever the migrations do', async () => {
    const numRuns = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 2_000 : 40;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 5, maxLength: 30 }), async (statements) => {
        await database.query(FRESH);
        const accepted: string[] = [];
        for (const sql of [...START, ...statements]) if (await isAccepted(sql)) accepted.push(sql);
        expect(await drift(accepted), accepted.join(';\n')).toEqual([]);
      }),
      { numRuns },
    );
  });

  test.each([
    ['ALTER TABLE orders ADD x int', 'column x only-in-second'],
    ['ALTER TABLE orders DROP note', 'column note only-in-first'],
    ['ALTER TABLE orders ALTER note TYPE varchar(10)', 'column note differs'],
    ['ALTER TABLE orders ALTER note SET NOT NULL', 'column note differs'],
    ["ALTER TABLE orders ALTER note SET DEFAULT 'x'", 'column note differs'],
    ['ALTER TABLE orders ADD CHECK (id > 0)', 'constraint orders_id_check only-in-second'],
    ['ALTER TABLE orders DROP CONSTRAINT orders_pkey', 'constraint orders_pkey only-in-first'],
    ['CREATE INDEX by_hand ON orders (note)', 'index by_hand only-in-second'],
    ['DROP INDEX ix_note', 'index ix_note only-in-first'],
    ['DROP TABLE orders', 'table orders only-in-first'],
  ])('differ by what somebody does by hand: %s [row 4.03]', async (byHand, told) => {
    const migrations = [
      'CREATE TABLE orders (id int PRIMARY KEY, note text)',
      'CREATE INDEX ix_note ON orders (note)',
    ];
    await database.query(FRESH);
    for (const sql of migrations) await database.query(sql);
    expect(await drift(migrations)).toEqual([]);
    await database.query(byHand);
    const lines = (await drift(migrations)).map(
      ({ kind, name: of, standing }) => `${kind} ${of} ${standing}`,
    );
    expect(lines).toContain(told);
  });
});
