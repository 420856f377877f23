import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { A1, B2, HISTORY_RULES, tableRevisions } from './history-fixtures.ts';
import { judgedFiles } from './judged-files.ts';
import { emptied, roundTrip } from './round-trip.ts';
import { onShop, SHOP, SHOP_ROWS } from './shop.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';
const NAMES = ['unnamed-constraint', 'unnamed-constraint-drop'];
const LONG = `a_column_whose_name_is_so_long_that_what_is_made_of_it_is_cut`;

interface NamelessConstraint {
  readonly title: string;
  /** Before it. */
  readonly first?: readonly string[];
  readonly call: string;
  /** As `type_` says it. */
  readonly type: 'unique' | 'foreignkey' | 'primary';
  /** What takes back what came first. */
  readonly last?: readonly string[];
  readonly name: string;
}

const NAMELESS: readonly NamelessConstraint[] = [
  {
    title: 'a unique column',
    call: 'op.create_unique_constraint(None, "orders", ["number"])',
    type: 'unique',
    name: 'orders_number_key',
  },
  {
    title: 'two unique columns',
    call: 'op.create_unique_constraint(None, "orders", ["number", "customer_id"])',
    type: 'unique',
    name: 'orders_number_customer_id_key',
  },
  {
    title: 'a foreign key',
    first: ['op.add_column("orders", sa.Column("payer_id", sa.Integer()))'],
    call: 'op.create_foreign_key(None, "orders", "customers", ["payer_id"], ["id"])',
    type: 'foreignkey',
    last: ['op.drop_column("orders", "payer_id")'],
    name: 'orders_payer_id_fkey',
  },
  {
    title: 'a primary key in place of another',
    first: ['op.drop_constraint("orders_pkey", "orders", type_="primary")'],
    call: 'op.create_primary_key(None, "orders", ["id", "number"])',
    type: 'primary',
    last: ['op.create_primary_key("orders_pkey", "orders", ["id"])'],
    name: 'orders_pkey',
  },
  {
    title: 'a unique column beside an index that has the name already',
    first: ['op.create_index("orders_number_key", "orders", ["number"])'],
    call: 'op.create_unique_constraint(None, "orders", ["number"])',
    type: 'unique',
    last: ['op.drop_index("orders_number_key", table_name="orders")'],
    name: 'orders_number_key1',
  },
  {
    title: 'a unique column of a long name',
    first: [`op.add_column("orders", sa.Column("${LONG}", sa.Integer()))`],
    call: `op.create_unique_constraint(None, "orders", ["${LONG}"])`,
    type: 'unique',
    last: [`op.drop_column("orders", "${LONG}")`],
    name: 'orders_a_column_whose_name_is_so_long_that_what_is_made_of__key',
  },
  {
    title: 'a unique column of a name beyond ASCII',
    first: ['op.add_column("orders", sa.Column("größe", sa.Integer()))'],
    call: 'op.create_unique_constraint(None, "orders", ["größe"])',
    type: 'unique',
    last: ['op.drop_column("orders", "größe")'],
    name: 'orders_größe_key',
  },
];

function nameless({ first = [], call, type, last = [] }: NamelessConstraint): FileTexts {
  return onShop({
    upgrade: [...first, call],
    downgrade: [`op.drop_constraint(None, "orders", type_="${type}")`, ...last],
  });
}

const NAMELESS_CASES = NAMELESS.map((one) => [one.title, one] as const);

/** Renames that were written as a drop and an add. */
const RENAMES: readonly (readonly [
  title: string,
  upgrade: readonly string[],
  downgrade: readonly string[],
])[] = [
  [
    'the new one first',
    ['op.add_column("orders", sa.Column("order_note", sa.Text()))', 'op.drop_column("orders", "note")'],
    ['op.add_column("orders", sa.Column("note", sa.Text()))', 'op.drop_column("orders", "order_note")'],
  ],
  [
    'the old one first',
    ['op.drop_column("orders", "note")', 'op.add_column("orders", sa.Column("order_note", sa.Text()))'],
    ['op.drop_column("orders", "order_note")', 'op.add_column("orders", sa.Column("note", sa.Text()))'],
  ],
  [
    'over several lines, with something between',
    [
      'op.add_column(',
      '    "customers",',
      '    sa.Column("public_nickname", sa.Text(), nullable=True),',
      ')',
      'op.create_index("ix_total", "orders", ["total"])',
      'op.drop_column("customers", "nickname")',
    ],
    [
      'op.add_column("customers", sa.Column("nickname", sa.Text(), nullable=True))',
      'op.drop_index("ix_total", table_name="orders")',
      'op.drop_column("customers", "public_nickname")',
    ],
  ],
];

/** Histories whose heads are merged by the fix. */
const HEADS: readonly (readonly [title: string, files: FileTexts, tables: string])[] = [
  ['two', tableRevisions(A1, B2, { revision: 'c3', down: 'a1' }), 't_a1 t_b2 t_c3'],
  [
    'three',
    tableRevisions(A1, B2, { revision: 'c3', down: 'a1' }, { revision: 'd4', down: 'a1' }),
    't_a1 t_b2 t_c3 t_d4',
  ],
  ['those of two bases', tableRevisions(A1, { revision: 'b2' }), 't_a1 t_b2'],
  [
    'ids with signs',
    tableRevisions(A1, { revision: 'v1.0', down: 'a1' }, { revision: 'v1.0 beta', down: 'a1' }),
    't_a1 "t_v1.0" "t_v1.0 beta"',
  ],
];

describe('a name is written for a constraint without one', () => {
  test.each(NAMELESS_CASES)('%s', async (_, fixture) => {
    const judged = await judgedFiles(nameless(fixture), NAMES);
    expect(judged.rules.toSorted()).toEqual(NAMES);
    const titles = judged.findings.flatMap(({ fixes }) => fixes.map(({ title }) => title));
    expect(titles).toEqual(Array(2).fill(`Name it ${fixture.name}, as PostgreSQL does`));
  });

  test('and none for a check, whose name hangs on the columns in its text', async () => {
    const judged = await judgedFiles(
      onShop({
        upgrade: ['op.create_check_constraint(None, "orders", "number <> \'\'")'],
        downgrade: ['op.drop_constraint(None, "orders", type_="check")'],
      }),
      NAMES,
    );
    expect(judged.rules.toSorted()).toEqual(NAMES);
    expect(judged.findings.flatMap(({ fixes }) => fixes)).toEqual([]);
  });
});

describe.skipIf(!isJudged)('real Alembic runs what a fix names', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  const tripOf = (revisions: FileTexts) => roundTrip({ database, revisions, from: SHOP, rows: SHOP_ROWS });
  const constraintNames = async (table: string) =>
    Object.keys((await database.dump()).tables[table]?.constraints ?? {});

  test.each(NAMELESS_CASES)(
    'the database makes up the name of %s, and the downgrade drops it',
    async (_, fixture) => {
      const revisions = nameless(fixture);
      expect((await tripOf(revisions)).down).toMatch(/^CompileError: /);
      expect(await constraintNames('orders')).toContain(fixture.name);
      const dropped = (await judgedFiles(revisions, NAMES)).fixedBy('unnamed-constraint-drop') ?? {};
      expect(await tripOf(dropped)).toEqual({ left: [], lost: [], isRepeatable: true });
      const named = (await judgedFiles(revisions, NAMES)).fixedBy('unnamed-constraint') ?? {};
      const both = (await judgedFiles(named, NAMES)).fixedBy('unnamed-constraint-drop') ?? {};
      expect(await tripOf(both)).toEqual({ left: [], lost: [], isRepeatable: true });
      expect(await constraintNames('orders')).toContain(fixture.name);
      expect((await judgedFiles(both, NAMES)).rules).toEqual([]);
    },
  );

  test.each(RENAMES)('a rename keeps every value: %s', async (...[, upgrade, downgrade]) => {
    const revisions = onShop({ upgrade, downgrade });
    expect((await tripOf(revisions)).lost).toHaveLength(1);
    const fixed = (await judgedFiles(revisions, ['possible-rename'])).fixedBy('possible-rename');
    expect(await tripOf(fixed ?? {})).toEqual({ left: [], lost: [], isRepeatable: true });
    const { rules } = await judgedFiles(fixed ?? {}, [
      'possible-rename',
      'irreversible-upgrade',
      'drop-column',
    ]);
    expect(rules).toEqual([]);
  });

  test.each(HEADS)('a merge makes one head of %s', async (...[, files, tables]) => {
    const judged = await judgedFiles(files, ['multiple-heads']);
    const fixed = judged.fixedBy('multiple-heads') ?? {};
    await emptied(database);
    const project = await alembicProject({ revisions: fixed, database });
    expect(await project.succeed('heads')).toHaveLength(1);
    await project.succeed('upgrade', 'head');
    const made = Object.keys((await database.dump()).tables);
    expect(made.toSorted()).toEqual(tables.match(/"(?:[^"]|"")+"|\S+/g)?.toSorted());
    await project.succeed('downgrade', 'base');
    expect(await database.dump()).toMatchObject({ tables: {} });
    const left = await judgedFiles(fixed, HISTORY_RULES);
    expect(left.rules.filter((rule) => rule !== 'multiple-bases')).toEqual([]);
  });
});
