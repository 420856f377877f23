import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor, type Checker } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import { treeObservations } from '../../checker/observations-from-input.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../../policy/policy.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const FOLDER = 'alembic/versions';

/** Lines of an upgrade, good and bad. */
const UP = [
  'op.add_column("orders", sa.Column("a", sa.Integer(), nullable=False))',
  'op.add_column("orders", sa.Column("b", sa.Text(), default="new", nullable=False))',
  'op.add_column("orders", sa.Column("c", sa.Boolean(), default=True))',
  'op.add_column(\n    "orders",\n    sa.Column("d", sa.String(20), nullable=False),\n)',
  'op.add_column("orders", sa.Column("order_note", sa.Text()))',
  'op.drop_column("orders", "note")',
  'op.create_unique_constraint(None, "orders", ["number"])',
  'op.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"])',
  'op.create_table("bookings", sa.Column("id", sa.Integer(), primary_key=True))',
  'op.create_index("ix_orders_note", "orders", ["number"])',
  'op.create_unique_constraint("uq_customers_id", "customers", ["id"])',
  'op.drop_index("ix_orders_old", table_name="orders")',
  'op.create_check_constraint("ck_orders", "orders", "number > 0")',
  'op.create_index("ix_orders_new", "orders", ["number"], postgresql_concurrently=True)',
  'op.execute("UPDATE orders SET number = 1 WHERE number IS NULL")',
  'op.alter_column("orders", "number", nullable=True)',
];

const DOWN = [
  'op.drop_column("orders", "a")',
  'op.drop_column("orders", "order_note")',
  'op.add_column("orders", sa.Column("note", sa.Text()))',
  'op.drop_constraint(None, "orders", type_="unique")',
  'op.drop_constraint(None, "orders", type_="foreignkey")',
  'op.drop_table("bookings")',
];

const SHOP = sampleRevision({
  id: 'a1',
  upgrade: [
    'op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))',
    'op.create_table("orders", sa.Column("number", sa.Integer(), nullable=False), sa.Column("customer_id", sa.Integer()), sa.Column("note", sa.Text()))',
  ].join('\n'),
  downgrade: 'op.drop_table("orders")\nop.drop_table("customers")',
});

const body = (lines: readonly string[]) =>
  fc
    .subarray([...lines], { maxLength: 6 })
    .map((chosen) => (chosen.length === 0 ? 'pass' : chosen.join('\n')));

/** One revision on the shop, or two that both build on it. */
const tree: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .array(fc.tuple(body(UP), fc.option(body(DOWN))), { minLength: 1, maxLength: 2 })
  .map((revisions) =>
    Object.fromEntries([
      [`${FOLDER}/a1_x.py`, SHOP],
      ...revisions.map(([upgrade, downgrade], place) => [
        `${FOLDER}/b${place}_x.py`,
        sampleRevision({ id: `b${place}`, parent: '"a1"', upgrade, downgrade }),
      ]),
    ]),
  );

/** What is told of tables that may have rows. */
const OF_ROWS: readonly string[] = [
  'migrations/backfill-in-ddl-transaction',
  'migrations/check-not-valid-missing',
  'migrations/foreign-key-not-valid-missing',
  'migrations/index-not-concurrent',
  'migrations/new-unique-on-existing',
  'migrations/unique-constraint-without-index',
];

/** Its lock waited for nobody where the table was locked anyway. */
const DROPPED_INDEX = 'migrations/drop-index-not-concurrent';

/** What a fix may bring up, because it now shows: the schema comes back, and the values do not. */
const BROUGHT_UP: Readonly<Record<string, readonly string[]>> = {
  'migrations/downgrade-empty': ['migrations/irreversible-upgrade'],
  'migrations/downgrade-missing': ['migrations/irreversible-upgrade'],
  // Without a default the column could only come to a table without rows: nothing behind it had any to wait for.
  'migrations/add-not-null-without-default': OF_ROWS,
  'migrations/python-default-only': OF_ROWS,
  // Code that runs still asks for the old name; no value is lost any more.
  'migrations/possible-rename': ['migrations/rename-column'],
  // The block ends the transaction: behind it another one takes its locks anew, and is told by itself. What it kept
  // without rows may have some.
  'migrations/unique-constraint-without-index': ['migrations/wide-lock-window', DROPPED_INDEX, ...OF_ROWS],
  'migrations/concurrent-index-in-transaction': [DROPPED_INDEX, ...OF_ROWS],
  'migrations/drop-index-not-concurrent': OF_ROWS,
  'migrations/index-not-concurrent': [DROPPED_INDEX, ...OF_ROWS],
};

let policy: Policy;
let checker: Checker;
beforeAll(async () => {
  const text = JSON.stringify({ version: 1, migrations: { alembic: [FOLDER] } });
  const loaded = loadPolicy({ path: 'lockkeeper.json', text });
  if (loaded.kind === 'invalid') throw new Error('The policy is not valid.');
  policy = loaded;
  checker = checkerFor(policy, await testParsers());
});

function findingsIn(files: Readonly<Record<string, string>>): readonly Finding[] {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const report = checker.check(treeObservations(policy, texts, { stage: 'ci' }), { stage: 'ci' });
  expect(report.crashed).toEqual([]);
  return report.findings;
}

function countOf(findings: readonly Finding[], wanted: string): number {
  return findings.filter(({ rule }) => rule === wanted).length;
}

function shown({ rule, message }: Finding): string {
  return `${rule}: ${message}`;
}

describe('every fix of a migration', () => {
  test('ends its finding, and brings up no other one', () => {
    const applied = new Map<string, number>();
    fc.assert(
      fc.property(tree, (files) => {
        const before = findingsIn(files);
        for (const finding of before) {
          for (const fix of finding.fixes) {
            const fixed = { ...files, ...applyFixes(files, [fix]).texts };
            const after = findingsIn(fixed);
            const about = `${fix.title}\n${Object.values(fixed).at(-1)}`;
            const same = (list: readonly Finding[]) => list.filter((one) => shown(one) === shown(finding));
            expect(same(after).length, about).toBe(same(before).length - 1);
            // By rule: what stays may be worded by the new name.
            const more = after.filter(({ rule }) => countOf(after, rule) > countOf(before, rule));
            const allowed = BROUGHT_UP[finding.rule] ?? [];
            expect(more.filter(({ rule }) => !allowed.includes(rule)).map(shown), about).toEqual([]);
            applied.set(finding.rule, (applied.get(finding.rule) ?? 0) + 1);
          }
        }
      }),
      // So many, that each of these rules finds something.
      { numRuns: 150 },
    );
    expect([...applied.keys()].toSorted()).toEqual([
      'migrations/add-not-null-without-default',
      'migrations/check-not-valid-missing',
      'migrations/concurrent-index-in-transaction',
      'migrations/downgrade-empty',
      'migrations/downgrade-missing',
      'migrations/drop-index-not-concurrent',
      'migrations/foreign-key-not-valid-missing',
      'migrations/index-not-concurrent',
      'migrations/multiple-heads',
      'migrations/possible-rename',
      'migrations/python-default-only',
      'migrations/unique-constraint-without-index',
      'migrations/unnamed-constraint',
      'migrations/unnamed-constraint-drop',
    ]);
  });

  test('that is safe can be taken together with all others that are', () => {
    fc.assert(
      fc.property(tree, (files) => {
        const safe = findingsIn(files).flatMap(({ fixes }) =>
          fixes.filter(({ safety }) => safety === 'safe'),
        );
        const { texts, postponed } = applyFixes(files, safe);
        expect(postponed).toEqual([]);
        const left = findingsIn({ ...files, ...texts }).flatMap(({ fixes }) => fixes);
        expect(left.filter(({ safety }) => safety === 'safe')).toEqual([]);
      }),
    );
  });
});
