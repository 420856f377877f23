import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import {
  BACKUP,
  NEWER,
  RUNS,
  rollbackSight,
  type Revisions,
  type SampleRollback,
} from '../../testing/sample-rollback.ts';
import { decideRollback, namesToSeek } from './decide-rollback.ts';

const parsers = await testParsers();

const SHOP: Revisions = {
  a1: {
    upgrade:
      'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text(), nullable=True), sa.Column("total", sa.Integer(), nullable=False, server_default="0"))',
    downgrade: 'op.drop_table("orders")',
  },
};

const on = (upgrade: string, downgrade = 'pass', parents = '"a1"'): Revisions => ({
  b2: { parents, upgrade, downgrade },
});

const ADDS = on(
  'op.add_column("orders", sa.Column("label", sa.Text(), nullable=True))',
  'op.drop_column("orders", "label")',
);
const INDEX = on(
  'op.create_index("ix_orders_total", "orders", ["total"])',
  'op.drop_index("ix_orders_total", table_name="orders")',
);
const DROPS = on(
  'op.drop_column("orders", "note")',
  'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
);
const RENAMES = on(
  'op.alter_column("orders", "note", new_column_name="remark")',
  'op.alter_column("orders", "remark", new_column_name="note")',
);

const MODEL = { 'app/models.py': '    __tablename__ = "orders"\n    note = Column(Text)' };

function decide(sample: Partial<SampleRollback>) {
  const { verdict, database, reasons, unconfirmed } = decideRollback(
    rollbackSight(parsers, { target: SHOP, current: SHOP, ...sample }),
  );
  return {
    verdict,
    relation: database.relation,
    ids: reasons.map(({ code, kind, id }) => `${code} ${kind} ${id}`),
    downgrades: database.downgrades.map(({ tree, from, to, leaves }) => ({ tree, from, to, leaves })),
    losses: database.losses.map(({ by, revision }) => `${by} ${revision}`),
    unconfirmed,
  };
}

const ahead = (b2: Revisions, more: Partial<SampleRollback> = {}) =>
  decide({ current: { ...SHOP, ...b2 }, live: ['b2'], code: MODEL, ...more });

describe('a rollback that leaves the schema as it is', () => {
  test.each([
    ['at the head of both', { live: ['a1'] }],
    ['with a start that runs Alembic', { live: ['a1'], start: 'stops' }],
    ['where production is not seen', {}],
    ['where production is not tracked', { live: null }],
  ] as const)('is safe %s', (_, sample) => {
    expect(decide(sample)).toMatchObject({ verdict: 'safe', relation: 'unchanged', ids: [] });
  });

  test('is safe where there are no migrations at all, and nobody looked', () => {
    expect(decide({ target: {}, current: {} })).toMatchObject({ verdict: 'safe', relation: 'none' });
  });

  test('is safe where a migration was written and never ran in production', () => {
    expect(decide({ current: { ...SHOP, ...DROPS }, live: ['a1'], start: 'stops' })).toMatchObject({
      verdict: 'safe',
      relation: 'unchanged',
    });
  });

  test('is not what happens where production is at a revision of neither', () => {
    expect(decide({ live: ['zz'], start: 'stops' })).toMatchObject({
      verdict: 'refused',
      relation: 'unknown',
      ids: ['R24 refused unknown-revision'],
    });
  });
});

describe('production that is ahead of the target', () => {
  test('is fine where it only has more, and nothing asks Alembic', () => {
    expect(ahead(ADDS)).toMatchObject({ verdict: 'safe', relation: 'ahead', ids: [], downgrades: [] });
    expect(ahead(ADDS, { start: 'goes-on' }).verdict).toBe('safe');
  });

  test.each(['stops', 'unclear'] as const)('is taken back where the start asks Alembic and %s', (start) => {
    expect(ahead(INDEX, { start })).toEqual({
      verdict: 'downgrade-first',
      relation: 'ahead',
      ids: [],
      downgrades: [{ tree: RUNS, from: ['b2'], to: 'a1', leaves: ['a1'] }],
      losses: [],
      unconfirmed: [],
    });
  });

  test('is taken back where the start may call Alembic, and open where that is not possible', () => {
    const called = (b2: Revisions) => ahead(b2, { start: 'unclear', isCalled: true });
    expect(called(INDEX).verdict).toBe('downgrade-first');
    expect(called(ADDS).ids).toEqual(['R24 unknown starts-unknown', 'R15 refused no-backup']);
  });

  test('is found in the tree of a deploy that failed', () => {
    const found = decide({ newer: { ...SHOP, ...INDEX }, live: ['b2'], start: 'stops' });
    expect(found).toMatchObject({ verdict: 'downgrade-first', downgrades: [{ tree: NEWER, to: 'a1' }] });
  });

  test('is fine where it took away what the code of the target does not name', () => {
    expect(ahead(DROPS, { code: { 'app/models.py': '    __tablename__ = "orders"' } }).verdict).toBe('safe');
  });

  test('is refused where rows were lost on the way, and there is no backup', () => {
    expect(ahead(DROPS)).toMatchObject({
      verdict: 'refused',
      ids: ['R24 refused taken-from-code', 'R15 refused no-backup'],
    });
  });

  test('is taken back with a backup once somebody says which loss they accept', () => {
    const backup = observed(BACKUP);
    expect(ahead(DROPS, { backup })).toMatchObject({
      verdict: 'downgrade-first',
      losses: ['upgrade b2'],
      unconfirmed: ['b2'],
    });
    expect(ahead(DROPS, { backup, accepted: ['b2'] }).unconfirmed).toEqual([]);
    expect(ahead(DROPS, { backup, accepted: ['zz'] }).unconfirmed).toEqual(['b2']);
  });

  test('tells the loss of a downgrade that drops what was added', () => {
    const found = ahead(ADDS, { start: 'stops', backup: observed(BACKUP) });
    expect(found).toMatchObject({
      verdict: 'downgrade-first',
      losses: ['downgrade b2'],
      unconfirmed: ['b2'],
    });
  });

  test.each([
    ['of another database', { ...BACKUP, database: 'other' }],
    ['that is old', { ...BACKUP, made_at: '2026-11-01T07:00:00.000Z' }],
  ])('is not taken back with a backup %s', (_, backup) => {
    expect(ahead(ADDS, { start: 'stops', backup: observed(backup) }).ids).toContain('R15 refused no-backup');
  });

  test('is not taken back where nobody knows of backups', () => {
    const backup = unobserved('the log is torn');
    expect(ahead(ADDS, { start: 'stops', backup }).ids).toContain('R15 unknown no-backup');
  });

  test('is taken back without loss where something has another name only', () => {
    expect(ahead(RENAMES)).toMatchObject({ verdict: 'downgrade-first', losses: [], unconfirmed: [] });
  });

  test('is open where a class far from its table may name the column', () => {
    const code = { 'app/models.py': '__tablename__ = "orders"', 'app/mixins.py': 'note = Column(Text)' };
    const found = ahead({ b2: { parents: '"a1"', upgrade: 'op.drop_column("orders", "note")' } }, { code });
    expect(found.ids).toContain('R24 unknown code-unknown');
  });

  test.each([
    ['does nothing', 'pass', 'R15 refused no-downgrade'],
    ['raises', 'raise RuntimeError("never")', 'R15 refused no-downgrade'],
    ['undoes half of it', 'op.drop_index("ix_x", table_name="orders")', 'R15 refused no-downgrade'],
    ['is not known', 'op.execute(text_of("down"))', 'R15 unknown downgrade-unknown'],
  ])('is refused where the downgrade %s', (_, downgrade, id) => {
    const upgrade = 'op.rename_table("orders", "sales")';
    const found = ahead(on(upgrade, downgrade));
    expect(found).toMatchObject({ verdict: 'refused', downgrades: [] });
    expect(found.ids).toContain(id);
  });

  test('is refused where the downgrade fails on rows', () => {
    const found = ahead(
      on(
        'op.drop_column("orders", "total")',
        'op.add_column("orders", sa.Column("total", sa.Integer(), nullable=False))',
      ),
      { code: { 'a.py': '"orders" total' }, backup: observed(BACKUP) },
    );
    expect(found.ids).toContain('R15 refused downgrade-fails');
  });

  test.each([
    ['what nobody can read', 'op.execute(text_of("up"))'],
    [
      'a function of the database',
      'op.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS \'SELECT 1\'")',
    ],
  ])('is open behind %s', (_, upgrade) => {
    expect(ahead(on(upgrade, 'pass')).ids).toContain('R24 unknown code-unknown');
  });

  test.each([
    [
      'a column that INSERT has to fill',
      'op.add_column("orders", sa.Column("k", sa.Text(), nullable=False))',
    ],
    ['a unique index', 'op.create_index("ux", "orders", ["note"], unique=True)'],
    ['a check', 'op.create_check_constraint("ck", "orders", "total > 0")'],
    ['NOT NULL', 'op.alter_column("orders", "note", nullable=False)'],
    ['a narrower type', 'op.alter_column("orders", "note", type_=sa.String(5))'],
    ['other values', 'op.execute("UPDATE orders SET note = \'x\'")'],
    ['fewer rows', 'op.execute("DELETE FROM orders WHERE id = 1")'],
  ])('is not fine with %s', (_, upgrade) => {
    expect(ahead(on(upgrade, 'pass')).ids).toContain('R24 refused taken-from-code');
  });

  test.each([
    [
      'a column that has a default',
      'op.add_column("orders", sa.Column("k", sa.Text(), nullable=False, server_default="x"))',
    ],
    [
      'a table, with an index and rows of its own',
      'op.create_table("tags", sa.Column("id", sa.Integer()))\nop.create_index("ux", "tags", ["id"], unique=True)\nop.execute("INSERT INTO tags VALUES (1)")\nop.execute("DELETE FROM tags")',
    ],
    [
      'a column that is filled',
      'op.add_column("orders", sa.Column("label", sa.Text()))\nop.execute("UPDATE orders SET label = note WHERE label IS NULL")',
    ],
    ['more rows', 'op.execute("INSERT INTO orders (id) VALUES (7)")'],
    ['a view', 'op.execute("CREATE VIEW v AS SELECT id FROM orders")'],
    ['a wider type', 'op.alter_column("orders", "total", type_=sa.BigInteger())'],
    ['a default', 'op.alter_column("orders", "note", server_default="x")'],
  ])('is fine with %s', (_, upgrade) => {
    expect(ahead(on(upgrade, 'pass'))).toMatchObject({ verdict: 'safe', ids: [] });
  });

  test('is searched for by what was taken away, and for nothing else', () => {
    const seek = (b2: Revisions) =>
      namesToSeek(rollbackSight(parsers, { target: SHOP, current: { ...SHOP, ...b2 }, live: ['b2'] }));
    expect(seek(DROPS)).toEqual(['Orders', 'note', 'orders']);
    expect(seek(ADDS)).toEqual([]);
    expect(decide({ current: { ...SHOP, ...DROPS }, live: ['b2'] }).ids).toContain(
      'R24 unknown code-unknown',
    );
  });

  test('is refused where nobody could look at production', () => {
    expect(decide({ current: { ...SHOP, ...ADDS } }).ids).toEqual(['R24 unknown production-unseen']);
    expect(decide({ current: { ...SHOP, ...ADDS }, live: null }).ids).toEqual([
      'R24 unknown production-untracked',
    ]);
  });
});

describe('histories with branches', () => {
  const LEFT: Revisions = {
    l1: {
      parents: '"a1"',
      upgrade: 'op.create_index("ixl", "orders", ["note"])',
      downgrade: 'op.drop_index("ixl", table_name="orders")',
    },
  };
  const RIGHT: Revisions = {
    r1: {
      parents: '"a1"',
      upgrade: 'op.create_index("ixr", "orders", ["total"])',
      downgrade: 'op.drop_index("ixr", table_name="orders")',
    },
  };
  const MERGE: Revisions = { m1: { parents: '("l1", "r1")' } };

  test('takes one branch back and leaves the other', () => {
    const found = decide({
      target: { ...SHOP, ...LEFT },
      current: { ...SHOP, ...LEFT, ...RIGHT },
      live: ['l1', 'r1'],
      start: 'stops',
    });
    expect(found.downgrades).toEqual([{ tree: RUNS, from: ['l1', 'r1'], to: 'r1@a1', leaves: ['l1'] }]);
  });

  test('takes a merge back to both heads, or to one', () => {
    const current = { ...SHOP, ...LEFT, ...RIGHT, ...MERGE };
    const back = (target: Revisions) => decide({ target, current, live: ['m1'], start: 'stops' }).downgrades;
    expect(back({ ...SHOP, ...LEFT, ...RIGHT })).toEqual([
      { tree: RUNS, from: ['m1'], to: 'l1', leaves: ['l1', 'r1'] },
    ]);
    expect(back({ ...SHOP, ...LEFT })).toEqual([{ tree: RUNS, from: ['m1'], to: 'r1@a1', leaves: ['l1'] }]);
    expect(back(SHOP)).toEqual([
      { tree: RUNS, from: ['m1'], to: 'r1@a1', leaves: ['l1'] },
      { tree: RUNS, from: ['l1'], to: 'l1@a1', leaves: ['a1'] },
    ]);
  });

  test('refuses a target that went another way', () => {
    const found = decide({ target: { ...SHOP, ...LEFT }, current: { ...SHOP, ...RIGHT }, live: ['r1'] });
    expect(found.ids).toEqual(['R24 refused diverged']);
  });

  test('refuses a history that was written anew between', () => {
    const squashed: Revisions = { s1: SHOP['a1'] ?? {} };
    expect(decide({ current: squashed, live: ['s1'] }).ids).toEqual(['R24 refused no-common-revision']);
  });

  test('goes back to before the first migration where tables were only added', () => {
    expect(decide({ target: {}, current: SHOP, live: ['a1'], code: {} }).verdict).toBe('safe');
  });
});

describe('production that is behind the target', () => {
  const behind = (b2: Revisions, more: Partial<SampleRollback> = {}) =>
    decide({ target: { ...SHOP, ...b2 }, current: SHOP, live: ['a1'], ...more });

  test('is brought up first', () => {
    const asked = { verdict: 'upgrade-first', relation: 'behind' };
    expect(behind(ADDS, { start: 'stops' })).toMatchObject({ ...asked, ids: [] });
    expect(behind(ADDS)).toMatchObject({ ...asked, ids: ['R16 refused upgrade-by-hand'] });
  });

  test('is refused where that loses rows', () => {
    expect(behind(DROPS, { start: 'stops' })).toMatchObject({
      verdict: 'refused',
      ids: ['R15 refused upgrade-harms'],
    });
  });
});
