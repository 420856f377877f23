import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import {
  defaultName,
  type Nameless,
} from '../../packages/policy-core/src/migrations/schema/default-names.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** As PostgreSQL keeps one: 63 bytes at most, cut between characters. */
const identifier = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 70 }),
    fc.string({ unit: fc.constantFrom('a', 'ä', '訂', '😀', '_'), minLength: 1, maxLength: 70 }),
    fc.constantFrom(
      'orders',
      'customer_id',
      'Order No',
      'a"b',
      "it's",
      '_',
      '1st',
      'select',
      `${'x'.repeat(63)}`,
    ),
  )
  .filter(
    (name) => !name.includes('\0') && Buffer.byteLength(name) <= 63 && Buffer.from(name).toString() === name,
  );

/** A table with two columns, and what is asked of them without a name. */
const nameless = fc
  .tuple(identifier, fc.uniqueArray(identifier, { minLength: 2, maxLength: 2 }))
  .map(([table, [first = '', second = '']]) => ({ table, first, second }));

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL makes up names', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
    await database.query('CREATE SCHEMA names; SET search_path TO names');
  });
  afterAll(() => database.drop());

  test('that we tell before, whatever tables and columns are called', async () => {
    await fc.assert(
      fc.asyncProperty(nameless, async ({ table, first, second }) => {
        await database.query('DROP SCHEMA names CASCADE; CREATE SCHEMA names');
        await database.query(statementsFor(quoted(table), quoted(first), quoted(second)));
        const made = await namesMade();
        const taken = new Set<string>([table]);
        const told = ASKED.map(({ kind, columns }) => {
          const on = columns.map((place) => (place === 0 ? first : second));
          const name = defaultName({ kind, table, columns: on }, (wanted) => taken.has(wanted));
          taken.add(name ?? '');
          return name;
        });
        expect(made.toSorted()).toEqual(told.flatMap((name) => name ?? []).toSorted());
      }),
      { numRuns: process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 5_000 : 250 },
    );
  });

  /** Of constraints and of indexes that are none, in no order. */
  async function namesMade(): Promise<readonly string[]> {
    const rows = await database.query<{ readonly name: string }>(`
      SELECT conname AS name FROM pg_constraint WHERE connamespace = 'names'::regnamespace
      UNION ALL
      SELECT relname FROM pg_class WHERE relnamespace = 'names'::regnamespace AND relkind = 'i'
        AND oid NOT IN (SELECT conindid FROM pg_constraint)`);
    return rows.map(({ name }) => name);
  }
});

/** In the order in which they are asked for. */
const ASKED: readonly (Pick<Nameless, 'kind'> & { readonly columns: readonly number[] })[] = [
  { kind: 'primary-key', columns: [0] },
  { kind: 'unique', columns: [1] },
  { kind: 'unique', columns: [0, 1] },
  { kind: 'unique', columns: [1, 0] },
  { kind: 'check', columns: [1] },
  { kind: 'check', columns: [0, 1] },
  { kind: 'foreign-key', columns: [1] },
  { kind: 'foreign-key', columns: [1] },
  { kind: 'index', columns: [1] },
  { kind: 'index', columns: [1] },
  { kind: 'index', columns: [0, 1] },
  { kind: 'exclude', columns: [1] },
];

function statementsFor(table: string, first: string, second: string): string {
  const alter = `ALTER TABLE ${table} ADD`;
  return [
    `CREATE TABLE ${table} (${first} int, ${second} int)`,
    `${alter} PRIMARY KEY (${first})`,
    `${alter} UNIQUE (${second})`,
    `${alter} UNIQUE (${first}, ${second})`,
    `${alter} UNIQUE (${second}, ${first})`,
    `${alter} CHECK (${second} > 0)`,
    `${alter} CHECK (${first} > ${second})`,
    `${alter} FOREIGN KEY (${second}) REFERENCES ${table} (${first})`,
    `${alter} FOREIGN KEY (${second}) REFERENCES ${table} (${first})`,
    `CREATE INDEX ON ${table} (${second})`,
    `CREATE INDEX ON ${table} (${second})`,
    `CREATE INDEX ON ${table} (${first}, ${second})`,
    `${alter} EXCLUDE (${second} WITH =)`,
  ].join(';\n');
}
