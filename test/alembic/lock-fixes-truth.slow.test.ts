import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../packages/policy-core/src/model/apply-edits.ts';
import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import { sqlName } from '../../packages/policy-core/src/migrations/fixes/sql-name.ts';
import { allRules } from '../../packages/policy-core/src/index.ts';
import { knownName } from '../../packages/policy-core/src/migrations/operations/name.ts';
import { policyOf } from '../../packages/policy-core/src/testing/any-repository.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import type { FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { judgedFiles } from './judged-files.ts';
import { roundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';
const ALL = allRules.map(({ id }) => id.replace(/^migrations\//, ''));

interface LockFix {
  /** What is mended, and the rule that says so without its area. */
  readonly name: string;
  readonly rule: string;
  /** How the title of the fix begins. */
  readonly fix: string;
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

const dropping = (name: string, type: string) => [`op.drop_constraint("${name}", "orders", type_="${type}")`];

const VALIDATED_LATER = 'Add it NOT VALID, and validate it in a revision of its own';

const FIXES: readonly LockFix[] = [
  {
    name: 'a unique constraint',
    rule: 'unique-constraint-without-index',
    fix: 'Build a unique index CONCURRENTLY first',
    upgrade: ['op.create_unique_constraint("uq_orders_number", "orders", ["number"])'],
    downgrade: dropping('uq_orders_number', 'unique'),
  },
  {
    name: 'a unique constraint of odd names',
    rule: 'unique-constraint-without-index',
    fix: 'Build a unique index CONCURRENTLY first',
    upgrade: [
      'op.add_column("orders", sa.Column("User", sa.Text()))',
      'op.create_unique_constraint("user", "orders", ["User", "number"])',
    ],
    downgrade: [...dropping('user', 'unique'), 'op.drop_column("orders", "User")'],
  },
  {
    name: 'a unique constraint by SQL',
    rule: 'unique-constraint-without-index',
    fix: 'Build a unique index CONCURRENTLY first',
    upgrade: ['op.execute("ALTER TABLE public.orders ADD CONSTRAINT \\"Uq\\" UNIQUE (number, id)")'],
    downgrade: dropping('Uq', 'unique'),
  },
  {
    name: 'a primary key',
    rule: 'primary-key-without-index',
    fix: 'Build a unique index CONCURRENTLY first',
    upgrade: [
      ...dropping('orders_pkey', 'primary'),
      'op.create_primary_key("pk_orders", "orders", ["id", "number"])',
    ],
    downgrade: [
      ...dropping('pk_orders', 'primary'),
      'op.create_primary_key("orders_pkey", "orders", ["id"])',
    ],
  },
  {
    name: 'a foreign key',
    rule: 'foreign-key-not-valid-missing',
    fix: VALIDATED_LATER,
    upgrade: [
      'op.add_column("orders", sa.Column("payer_id", sa.Integer()))',
      'op.create_index("ix_orders_payer_id", "orders", ["payer_id"])',
      'op.create_foreign_key("fk_payer", "orders", "customers", ["payer_id"], ["id"])',
    ],
    downgrade: [...dropping('fk_payer', 'foreignkey'), 'op.drop_column("orders", "payer_id")'],
  },
  {
    name: 'a check by SQL, of an odd name',
    rule: 'check-not-valid-missing',
    fix: VALIDATED_LATER,
    upgrade: [`op.execute('ALTER TABLE orders ADD CONSTRAINT "user" CHECK (total < 1000)')`],
    downgrade: dropping('user', 'check'),
  },
  {
    name: 'a check',
    rule: 'check-not-valid-missing',
    fix: VALIDATED_LATER,
    upgrade: ['op.create_check_constraint("ck_few", "orders", "total < 1000")'],
    downgrade: dropping('ck_few', 'check'),
  },
  {
    name: 'a lock that is waited for without end',
    rule: 'lock-timeout-missing',
    fix: "Begin with SET LOCAL lock_timeout = '5s'",
    upgrade: ['op.add_column("orders", sa.Column("worth", sa.Integer()))'],
    downgrade: ['op.drop_column("orders", "worth")'],
  },
  {
    name: 'a lock that is waited for around a block',
    rule: 'lock-timeout-missing',
    fix: "Begin with SET lock_timeout = '5s'",
    upgrade: [
      'op.add_column("orders", sa.Column("worth", sa.Integer()))',
      'with op.get_context().autocommit_block():',
      '    op.create_index("ix", "orders", ["worth"], postgresql_concurrently=True)',
      'op.alter_column("orders", "worth", server_default="1")',
    ],
    downgrade: ['op.drop_column("orders", "worth")'],
  },
  {
    name: 'an index that is built however long it takes',
    rule: 'statement-timeout-missing',
    fix: "Begin with SET LOCAL statement_timeout = '60s'",
    upgrade: ['"""Find them by their total."""', 'op.create_index("ix", "orders", ["total"])'],
    downgrade: ['op.drop_index("ix", table_name="orders")'],
  },
];

const CASES = FIXES.map((one) => [one.name, one] as const);

/** The shop with the change as it is, and with one finding mended. */
async function beforeAndAfter({ rule, fix, ...change }: LockFix): Promise<readonly [FileTexts, FileTexts]> {
  const files = onShop(change);
  const judged = await judgedFiles(files, [rule]);
  const fixed = judged.fixedBy(rule, (title) => title.startsWith(fix));
  if (fixed === undefined) throw new Error(`${rule} offers no fix that begins with: ${fix}`);
  return [files, fixed];
}

function counted(rules: readonly string[]): ReadonlyMap<string, number> {
  return new Map(rules.map((rule) => [rule, rules.filter((one) => one === rule).length]));
}

describe('a fix of what keeps others waiting', () => {
  test.each(CASES)('ends its finding and brings no other: %s', async (_, fixture) => {
    const [files, fixed] = await beforeAndAfter(fixture);
    const [before, after] = [await judgedFiles(files, ALL), await judgedFiles(fixed, ALL)];
    const had = counted(before.rules);
    const more = [...counted(after.rules)].filter(([rule, count]) => count > (had.get(rule) ?? 0));
    expect(more).toEqual([]);
    expect(after.rules).not.toContain(fixture.rule);
  });
});

describe.skipIf(!isJudged)('real Alembic ends in the same schema', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test.each(CASES)('by the fix of %s', async (_, fixture) => {
    const [files, fixed] = await beforeAndAfter(fixture);
    const trip = (revisions: FileTexts) => roundTrip({ database, revisions, from: SHOP, rows: SHOP_ROWS });
    const there = { left: [], lost: [], isRepeatable: true };
    expect(await trip(files)).toEqual(there);
    const schema = await database.dump();
    expect(await trip(fixed)).toEqual(there);
    expect(await database.dump()).toEqual(schema);
  });
});

/** Files of SQL, and how the title of the fix begins that ends in the same schema. */
const SQL_FIXES: readonly (readonly [fix: string, statement: string])[] = [
  ['Add it NOT VALID, and validate', 'ALTER TABLE "Order" ADD CONSTRAINT ck CHECK (id > 0)'],
  [
    'Add it NOT VALID, and validate',
    'ALTER TABLE lines ADD CONSTRAINT fk FOREIGN KEY (o) REFERENCES "Order" (id)',
  ],
  ['Build a unique index', 'ALTER TABLE "Order" ADD CONSTRAINT "Uq" UNIQUE (id, note)'],
  ["Begin with SET lock_timeout = '5s'", 'ALTER TABLE lines ADD COLUMN a int'],
];

describe.skipIf(postgresql.kind === 'unavailable')('PostgreSQL ends in the same schema', () => {
  test.each(SQL_FIXES)('by the fix of a file of SQL: %s: %s', async (fix, statement) => {
    const database = await scratchDatabase();
    const text = `-- +goose NO TRANSACTION\n-- +goose Up\n${statement};\n`;
    const fixed = await fixedFile(text, fix);
    expect(fixed).not.toBe(text);
    const schemas: unknown[] = [];
    for (const script of [text, fixed]) {
      await database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await database.query(
        'CREATE TABLE "Order" (id int PRIMARY KEY, note text); CREATE TABLE lines (o int); INSERT INTO "Order" VALUES (1)',
      );
      for (const sql of script.split(';\n')) await database.query(sql);
      schemas.push(await database.dump());
    }
    await database.drop();
    expect(schemas[1]).toEqual(schemas[0]);
  });
});

async function fixedFile(text: string, fix: string): Promise<string> {
  const path = 'db/1.sql';
  const setBy = { options: { setBy: 'migration' } };
  const policy = policyOf({
    migrations: { sql: ['db/*.sql'] },
    rules: { 'migrations/lock-timeout-missing': setBy },
  });
  const { findings } = checkerFor(policy, await testParsers()).checkFiles([{ path, text }]);
  const fixes = findings.flatMap((finding) => finding.fixes).filter(({ title }) => title.startsWith(fix));
  return applyFixes({ [path]: text }, fixes).texts[path] ?? text;
}

describe.skipIf(postgresql.kind === 'unavailable')('a WHERE to be filled in', () => {
  test('is refused, with and without rows', async () => {
    const database = await scratchDatabase();
    await database.query('CREATE TABLE orders (id int, total int)');
    const refusal = 'column "which_rows_are_meant" does not exist';
    const deletes = await judgedFiles(
      onShop({ upgrade: ['op.execute("DELETE FROM orders")'], downgrade: [] }),
      ['delete-without-where'],
    );
    const text = deletes.fixedBy('delete-without-where')?.['b2_change.py'] ?? '';
    const [, sql = ''] = /op\.execute\("(.*)"\)/.exec(text) ?? [];
    expect(sql).toBe('DELETE FROM orders WHERE which_rows_are_meant');
    await expect(database.query(sql)).rejects.toThrow(refusal);
    await database.query('INSERT INTO orders VALUES (1, 2)');
    await expect(database.query(sql)).rejects.toThrow(refusal);
    await database.drop();
  });
});

describe.skipIf(postgresql.kind === 'unavailable')('a name that PostgreSQL keeps to itself', () => {
  test('stands in quotes', async () => {
    const database = await scratchDatabase();
    const words = await database.query<{ readonly word: string }>(
      "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')",
    );
    await database.drop();
    expect(words.length).toBeGreaterThan(90);
    expect(words.filter(({ word }) => sqlName(knownName(word)) !== `"${word}"`)).toEqual([]);
  });
});
