import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import '../setup/properties.ts';
import { explainMigration } from '../../packages/policy-core/src/migrations/explain/explain-migration.ts';
import type { MigrationExplanation } from '../../packages/policy-core/src/migrations/explain/migration-explanation.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { emptied, roundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_REVISION, SHOP_ROWS } from './shop.ts';
import { possible, SHOP_CHANGES, shopChange, type ShopChange } from './shop-changes.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

/** What takes rows or values away, or asks more of them. */
const TAKING: Readonly<Record<string, ShopChange>> = {
  'no orders of nothing': { up: ['op.execute("DELETE FROM orders WHERE total = 0")'], down: [] },
  'no customers without orders': { up: ['op.execute("TRUNCATE orders")'], down: [] },
  'notes in capitals': { up: ['op.execute("UPDATE orders SET note = upper(note)")'], down: [] },
  'a note of few letters': {
    up: ['op.execute("ALTER TABLE orders ALTER note TYPE varchar(10) USING left(note, 10)")'],
    down: ['op.alter_column("orders", "note", type_=sa.Text())'],
  },
  'a table of notes': {
    up: [
      'op.execute("CREATE TABLE notes AS SELECT id, note FROM orders")',
      'op.execute("DELETE FROM notes WHERE note IS NULL")',
    ],
    down: ['op.drop_table("notes")'],
  },
  'no nickname': {
    up: ['op.drop_column("customers", "nickname")'],
    down: ['op.add_column("customers", sa.Column("nickname", sa.Text()))'],
  },
};

/** What the running release does. */
const RELEASE = [
  'SELECT id, email, nickname FROM customers',
  'SELECT id, number, customer_id, total, note FROM orders',
  "INSERT INTO customers (id, email, nickname) VALUES (90, 'new@example.com', NULL)",
  "INSERT INTO orders (id, number, customer_id, note) VALUES (90, 'N-1', 90, 'new')",
  "UPDATE orders SET note = 'changed', total = 3 WHERE id = 90",
  'DELETE FROM orders WHERE id = 90',
];

/** Without an UPDATE that changes no value: no text tells that. */
const TOLD = Object.keys(SHOP_CHANGES).filter((name) => name !== 'rows that get along without a note');

const revision = fc
  .tuple(
    fc.subarray(TOLD, { maxLength: 3 }),
    fc.subarray(Object.keys(TAKING), { maxLength: 1 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([names, taking, back]) => {
    const changes = [...taking.flatMap((name) => TAKING[name] ?? []), ...possible(names).map(shopChange)];
    const backwards = changes.toReversed().flatMap(({ down }, place) => (back[place] === false ? [] : down));
    return { upgrade: changes.flatMap(({ up }) => up), downgrade: backwards };
  })
  .filter(({ upgrade }) => upgrade.length > 0);

async function explained(revisions: FileTexts): Promise<MigrationExplanation> {
  const texts = Object.entries(revisions).map(([name, text]) => [`alembic/versions/${name}`, text]);
  const history = historyOfTexts(await testParsers(), Object.fromEntries(texts));
  const explanation = explainMigration({ history, id: 'b2' });
  if (explanation === undefined) throw new Error('The revision is not explained.');
  return explanation;
}

describe.skipIf(!isJudged)('real Alembic and what a revision is said to be', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  /** After the upgrade: whether every value is still somewhere, and what the release fails with. */
  async function upgraded(revisions: FileTexts) {
    await emptied(database);
    const before = await alembicProject({ revisions: SHOP_REVISION, database });
    await before.succeed('upgrade', SHOP);
    await database.query(SHOP_ROWS);
    const held = await columnsOf(database);
    const project = await alembicProject({ revisions, database });
    if ((await project.run('upgrade', 'head')).exit !== 0) return undefined;
    const after = new Set((await columnsOf(database)).values());
    const isKept = [...held.values()].every((values) => after.has(values));
    const fails: string[] = [];
    for (const statement of RELEASE) {
      try {
        await database.query(statement);
      } catch {
        fails.push(statement);
      }
    }
    return { isKept, fails };
  }

  test('agree on whether it is trivial, reversible and destructive', { timeout: 900_000 }, async () => {
    const runs = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 600 : 40;
    const said = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(revision, async (parts) => {
        const revisions = onShop(parts);
        const real = await upgraded(revisions);
        if (real === undefined) return;
        const { trivial, destructive, reversible } = await explained(revisions);
        const about = JSON.stringify({ parts, trivial, destructive, reversible }, undefined, 1);
        count(said, { trivial, destructive, reversible });
        // What is copied elsewhere before it goes is still gone from where it was.
        const isCopied = parts.upgrade.some((line) => line.includes('AS SELECT id, note'));
        const isOpen = destructive.answer === 'unknown' || (destructive.answer === 'yes' && isCopied);
        if (!isOpen) expect(real.isKept, about).toBe(destructive.answer === 'no');
        if (trivial.answer === 'yes') expect(real, about).toEqual({ isKept: true, fails: [] });
        const trip = await roundTrip({ database, revisions, from: SHOP, rows: SHOP_ROWS });
        if (trip.down !== undefined) return;
        const isWhole = trip.left.length === 0 && trip.lost.length === 0;
        if (reversible.answer !== 'unknown') expect(reversible.answer === 'yes', about).toBe(isWhole);
      }),
      { numRuns: runs },
    );
    console.info(Object.fromEntries(said));
    for (const answer of [
      'trivial yes',
      'trivial no',
      'destructive yes',
      'destructive no',
      'reversible yes',
      'reversible partly',
    ])
      expect(said.get(answer) ?? 0, answer).toBeGreaterThan(0);
  });
});

/** How often each answer was given. */
function count(
  said: Map<string, number>,
  answers: Pick<MigrationExplanation, 'trivial' | 'destructive' | 'reversible'>,
): void {
  for (const [question, { answer }] of Object.entries(answers)) {
    const key = `${question} ${answer}`;
    said.set(key, (said.get(key) ?? 0) + 1);
  }
}

/** The values of each column, in the order of the first one. */
async function columnsOf(database: ScratchDatabase): Promise<ReadonlyMap<string, string>> {
  const { tables } = await database.dump();
  const found = new Map<string, string>();
  for (const [table, { columns }] of Object.entries(tables)) {
    const rows = await database.query(`SELECT * FROM ${table} ORDER BY 1`);
    for (const column of Object.keys(columns))
      found.set(`${table}.${column}`, JSON.stringify(rows.map((row) => row[column])));
  }
  return found;
}
