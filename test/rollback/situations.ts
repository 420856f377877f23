import { revisionFile, type RevisionFileParts } from '../alembic/revision-file.ts';
import type { FileTexts } from '../alembic/alembic-project.ts';
import type { RollbackVerdict } from '../../packages/policy-core/src/deployment/rollback/rollback-decision.ts';

/** What a start script does: it brings the database up and ends where that fails, goes on all the same, or does not. */
export type Start = 'strict' | 'lenient' | 'without-alembic';

export interface Release {
  readonly revisions: readonly RevisionFileParts[];
  /** What the program asks of the database once it runs. */
  readonly asks: readonly string[];
  readonly start: Start;
}

/** A rollback as somebody meets it, and what has to come of it. */
export interface Situation {
  readonly title: string;
  readonly class: string;
  readonly target: Release;
  /** What runs, and is left. */
  readonly current: Release;
  /** An earlier good deploy, and whether it runs while migrations are taken back. */
  readonly between?: Release & { readonly isBridge: boolean };
  /** A release that production got its migrations from, where that is neither of both. */
  readonly reached?: Release;
  /** What production was upgraded to; left out: the heads of what runs. Nothing: it has no migrations. */
  readonly live?: readonly string[];
  /** Run on production afterwards, by hand. */
  readonly byHand?: string;
  readonly isUnseen?: true;
  readonly hasBackup?: true;
  /** Revisions of which a person says that what is lost may be lost. */
  readonly accepts?: readonly string[];
  readonly verdict: RollbackVerdict;
  /** Ids of what stands against it. */
  readonly reasons: readonly string[];
  /** Revisions whose loss nobody has accepted yet: nothing is done. */
  readonly unconfirmed?: readonly string[];
  /** What is lost, as `table.column`; the plan has to say so. */
  readonly lost?: readonly string[];
}

const BASE: RevisionFileParts = {
  revision: 'a1',
  upgrade: [
    "op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('number', sa.String(20), nullable=False), sa.Column('note', sa.Text(), nullable=True), sa.Column('total', sa.Integer(), nullable=False, server_default='0'))",
  ],
  downgrade: ["op.drop_table('orders')"],
};

const INDEX: RevisionFileParts = {
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.create_index('ix_orders_number', 'orders', ['number'])"],
  downgrade: ["op.drop_index('ix_orders_number', table_name='orders')"],
};

const LABEL: RevisionFileParts = {
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.add_column('orders', sa.Column('label', sa.Text(), nullable=True))"],
  downgrade: ["op.drop_column('orders', 'label')"],
};

const RENAME: RevisionFileParts = {
  revision: 'c3',
  down: 'b2',
  upgrade: ["op.alter_column('orders', 'note', new_column_name='remark')"],
  downgrade: ["op.alter_column('orders', 'remark', new_column_name='note')"],
};

/** The same on the first revision. */
const RENAMED: RevisionFileParts = { ...RENAME, revision: 'b2', down: 'a1' };

const DROP_NOTE: RevisionFileParts = {
  revision: 'b2',
  down: 'a1',
  upgrade: ["op.drop_column('orders', 'note')"],
  downgrade: ["op.add_column('orders', sa.Column('note', sa.Text(), nullable=True))"],
};

const change = (upgrade: readonly string[], downgrade: readonly string[] = ['pass']): RevisionFileParts => ({
  revision: 'b2',
  down: 'a1',
  upgrade,
  downgrade,
});

const READS = 'SELECT id, number, note, total FROM orders';
const WRITES = "INSERT INTO orders (id, number, note) VALUES (90, 'N-1', NULL)";
const READS_ITS_OWN = 'SELECT id, number, total FROM orders';

const OLD: readonly string[] = [READS, WRITES];

const release = (
  revisions: readonly RevisionFileParts[],
  { asks = OLD, start = 'strict' }: Partial<Omit<Release, 'revisions'>> = {},
): Release => ({ revisions, asks, start });

/** Off which a branch leaves. */
const LEFT: RevisionFileParts = {
  revision: 'l1',
  down: 'a1',
  upgrade: ["op.create_index('ix_left', 'orders', ['note'])"],
  downgrade: ["op.drop_index('ix_left', table_name='orders')"],
};
const RIGHT: RevisionFileParts = {
  revision: 'r1',
  down: 'a1',
  upgrade: ["op.create_index('ix_right', 'orders', ['total'])"],
  downgrade: ["op.drop_index('ix_right', table_name='orders')"],
};
const MERGE: RevisionFileParts = { revision: 'm1', down: ['l1', 'r1'] };

const SAFE = { verdict: 'safe', reasons: [] } as const;
const UNCHANGED = 'schema unchanged';

export const SITUATIONS: readonly Situation[] = [
  {
    title: 'neither release has migrations',
    class: UNCHANGED,
    target: release([], { asks: ['SELECT 1'], start: 'without-alembic' }),
    current: release([], { asks: ['SELECT 2'], start: 'without-alembic' }),
    ...SAFE,
  },
  {
    title: 'both releases have the same migrations, and the start runs them',
    class: UNCHANGED,
    target: release([BASE, INDEX]),
    current: release([BASE, INDEX], { asks: [READS] }),
    ...SAFE,
  },
  {
    title: 'both releases have two branches',
    class: UNCHANGED,
    target: release([BASE, LEFT, RIGHT]),
    current: release([BASE, LEFT, RIGHT], { asks: [READS] }),
    ...SAFE,
  },
  {
    title: 'both releases have the same merge',
    class: UNCHANGED,
    target: release([BASE, LEFT, RIGHT, MERGE]),
    current: release([BASE, LEFT, RIGHT, MERGE], { asks: [READS] }),
    ...SAFE,
  },
  {
    title: 'the migration that is taken out never ran',
    class: UNCHANGED,
    target: release([BASE]),
    current: release([BASE, DROP_NOTE], { asks: [READS_ITS_OWN], start: 'without-alembic' }),
    live: ['a1'],
    ...SAFE,
  },
  {
    title: 'production cannot be looked at, and no migration lies between',
    class: UNCHANGED,
    target: release([BASE, INDEX]),
    current: release([BASE, INDEX], { asks: [READS] }),
    isUnseen: true,
    ...SAFE,
  },
  {
    title: 'production is behind both releases',
    class: UNCHANGED,
    target: release([BASE, INDEX]),
    current: release([BASE, INDEX], { asks: [READS], start: 'lenient' }),
    live: ['a1'],
    ...SAFE,
  },
  {
    title: 'an index is taken back',
    class: 'linear',
    target: release([BASE]),
    current: release([BASE, INDEX]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a rename on an index is taken back',
    class: 'linear',
    target: release([BASE]),
    current: release([BASE, INDEX, RENAME], { asks: ['SELECT remark FROM orders'] }),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'NOT NULL is taken back',
    class: 'linear',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([
      BASE,
      change(
        ["op.alter_column('orders', 'note', nullable=False)"],
        ["op.alter_column('orders', 'note', nullable=True)"],
      ),
    ]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a renamed table is taken back',
    class: 'linear',
    target: release([BASE], { start: 'without-alembic' }),
    current: release(
      [BASE, change(["op.rename_table('orders', 'sales')"], ["op.rename_table('sales', 'orders')"])],
      { asks: ['SELECT id FROM sales'] },
    ),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'one of two branches is taken back',
    class: 'branched',
    target: release([BASE, LEFT]),
    current: release([BASE, LEFT, RIGHT]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'two branches on one base are taken back',
    class: 'branched',
    target: release([BASE]),
    current: release([BASE, LEFT, RIGHT]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a merge is taken back to both heads',
    class: 'merged heads',
    target: release([BASE, LEFT, RIGHT]),
    current: release([BASE, LEFT, RIGHT, MERGE]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a merge and one of its branches are taken back',
    class: 'merged heads',
    target: release([BASE, LEFT]),
    current: release([BASE, LEFT, RIGHT, MERGE]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'the downgrade does nothing',
    class: 'irreversible',
    target: release([BASE]),
    current: release([BASE, change(["op.rename_table('orders', 'sales')"])], {
      asks: ['SELECT id FROM sales'],
    }),
    verdict: 'refused',
    reasons: ['start-fails', 'taken-from-code', 'no-downgrade'],
  },
  {
    title: 'the downgrade raises',
    class: 'irreversible',
    target: release([BASE]),
    current: release([
      BASE,
      change(["op.create_index('ix', 'orders', ['total'])"], ["raise RuntimeError('Order No. 227')"]),
    ]),
    verdict: 'refused',
    reasons: ['start-fails', 'no-downgrade'],
  },
  {
    title: 'the downgrade fails on rows',
    class: 'irreversible',
    target: release([BASE], { asks: [READS_ITS_OWN] }),
    current: release(
      [
        BASE,
        change(
          ["op.drop_column('orders', 'number')"],
          ["op.add_column('orders', sa.Column('number', sa.String(20), nullable=False))"],
        ),
      ],
      { asks: ['SELECT id FROM orders'] },
    ),
    verdict: 'refused',
    reasons: ['start-fails', 'taken-from-code', 'downgrade-fails'],
  },
  {
    title: 'rows were deleted on the way up, without a backup',
    class: 'data-losing, without backup',
    target: release([BASE]),
    current: release([BASE, change(["op.execute('DELETE FROM orders WHERE total = 0')"])]),
    verdict: 'refused',
    reasons: ['start-fails', 'taken-from-code', 'no-backup'],
  },
  {
    title: 'the downgrade drops what was added, without a backup',
    class: 'data-losing, without backup',
    target: release([BASE]),
    current: release([BASE, LABEL], { asks: ['SELECT label FROM orders'] }),
    byHand: "UPDATE orders SET label = 'kept ' || id",
    verdict: 'refused',
    reasons: ['start-fails', 'no-backup'],
  },
  {
    title: 'the downgrade drops what was added, with a backup, and nobody accepts it',
    class: 'data-losing, with backup',
    target: release([BASE]),
    current: release([BASE, LABEL], { asks: ['SELECT label FROM orders'] }),
    byHand: "UPDATE orders SET label = 'kept ' || id",
    hasBackup: true,
    verdict: 'downgrade-first',
    reasons: [],
    unconfirmed: ['b2'],
  },
  {
    title: 'the downgrade drops what was added, with a backup, and somebody accepts it',
    class: 'data-losing, with backup',
    target: release([BASE]),
    current: release([BASE, LABEL], { asks: ['SELECT label FROM orders'] }),
    byHand: "UPDATE orders SET label = 'kept ' || id",
    hasBackup: true,
    accepts: ['b2'],
    verdict: 'downgrade-first',
    reasons: [],
    lost: ['orders.label'],
  },
  {
    title: 'a dropped column comes back empty, with a backup, and somebody accepts it',
    class: 'data-losing, with backup',
    target: release([BASE]),
    current: release([BASE, DROP_NOTE], { asks: [READS_ITS_OWN] }),
    hasBackup: true,
    accepts: ['b2'],
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a migration of a newer commit was run by hand, and the start runs Alembic',
    class: 'production ahead of what runs',
    target: release([BASE]),
    current: release([BASE], { asks: [READS] }),
    reached: release([BASE, INDEX]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a migration of a newer commit was run by hand, and the start does not run Alembic',
    class: 'production ahead of what runs',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([BASE], { asks: [READS] }),
    reached: release([BASE, LABEL]),
    verdict: 'safe',
    reasons: [],
  },
  {
    title: 'production is at a revision that no tree has',
    class: 'unknown revision',
    target: release([BASE]),
    current: release([BASE, INDEX]),
    byHand: "UPDATE alembic_version SET version_num = 'ffff'",
    verdict: 'refused',
    reasons: ['unknown-revision'],
  },
  {
    title: 'the history was squashed between',
    class: 'squashed history',
    target: release([BASE, INDEX]),
    current: release([
      {
        revision: 's1',
        upgrade: [...(BASE.upgrade ?? []), ...(INDEX.upgrade ?? [])],
        downgrade: BASE.downgrade ?? [],
      },
    ]),
    verdict: 'refused',
    reasons: ['no-common-revision'],
  },
  {
    title: 'the target went another way',
    class: 'diverged',
    target: release([BASE, LEFT]),
    current: release([BASE, RIGHT]),
    verdict: 'refused',
    reasons: ['diverged'],
  },
  {
    title: 'a column was added, and the start does not run Alembic',
    class: 'expand and contract',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([BASE, LABEL], { asks: ['SELECT label FROM orders'] }),
    byHand: "UPDATE orders SET label = 'kept ' || id",
    ...SAFE,
  },
  {
    title: 'a column was added, and the start goes on where Alembic fails',
    class: 'expand and contract',
    target: release([BASE], { start: 'lenient' }),
    current: release([BASE, LABEL], { asks: ['SELECT label FROM orders'] }),
    byHand: "UPDATE orders SET label = 'kept ' || id",
    ...SAFE,
  },
  {
    title: 'a column was added and filled',
    class: 'expand and contract',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([
      BASE,
      change([
        "op.add_column('orders', sa.Column('label', sa.Text(), nullable=True))",
        "op.execute('UPDATE orders SET label = note WHERE label IS NULL')",
      ]),
    ]),
    ...SAFE,
  },
  {
    title: 'a column was taken away that the target does not name any more',
    class: 'expand and contract',
    target: release([BASE], {
      asks: [READS_ITS_OWN, "INSERT INTO orders (id, number) VALUES (90, 'N-1')"],
      start: 'without-alembic',
    }),
    current: release([BASE, DROP_NOTE], { asks: [READS_ITS_OWN] }),
    ...SAFE,
  },
  {
    title: 'a column was renamed, and a deploy between names it by neither name',
    class: 'expand and contract',
    target: release([BASE], { start: 'without-alembic' }),
    between: { ...release([BASE], { asks: [READS_ITS_OWN], start: 'without-alembic' }), isBridge: true },
    current: release([BASE, RENAMED]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a column was renamed, and the deploy between does not start on that',
    class: 'expand and contract',
    target: release([BASE], { start: 'without-alembic' }),
    between: { ...release([BASE], { asks: [READS_ITS_OWN] }), isBridge: false },
    current: release([BASE, RENAMED]),
    verdict: 'downgrade-first',
    reasons: [],
  },
  {
    title: 'a column was taken away that the target names, without a backup',
    class: 'expand and contract',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([BASE, DROP_NOTE], { asks: [READS_ITS_OWN] }),
    verdict: 'refused',
    reasons: ['taken-from-code', 'no-backup'],
  },
  {
    title: 'nobody can read what the upgrade does',
    class: 'undetermined',
    target: release([BASE], { start: 'without-alembic' }),
    current: release([
      BASE,
      change(["op.execute('ALTER TABLE orders ' + __import__('os').environ.get('HOW', 'ADD COLUMN x int'))"]),
    ]),
    verdict: 'refused',
    reasons: ['code-unknown', 'downgrade-unknown'],
  },
  {
    title: 'nobody can read what the downgrade does',
    class: 'undetermined',
    target: release([BASE]),
    current: release([
      BASE,
      change(
        ["op.create_index('ix_orders_number', 'orders', ['number'])"],
        ["op.execute('DROP INDEX ' + __import__('os').environ.get('WHICH', 'ix_orders_number'))"],
      ),
    ]),
    verdict: 'refused',
    reasons: ['start-fails', 'downgrade-unknown'],
  },
  {
    title: 'the target lies on another line and is ahead of production',
    class: 'production behind the target',
    target: release([BASE, INDEX]),
    current: release([BASE], { asks: [READS] }),
    verdict: 'upgrade-first',
    reasons: [],
  },
  {
    title: 'the target is from before the first migration',
    class: 'no migrations at the target',
    target: release([], { asks: ['SELECT 1'], start: 'without-alembic' }),
    current: release([BASE]),
    ...SAFE,
  },
];

/** The files of a release. */
export function filesOf({ revisions, asks, start }: Release): FileTexts {
  const versions = revisions.map((parts) => [`alembic/versions/${parts.revision}_x.py`, revisionFile(parts)]);
  return {
    ...Object.fromEntries(versions),
    'app.py': programThatAsks(asks),
    'start.sh': STARTS[start],
  };
}

const STARTS: Readonly<Record<Start, string>> = {
  strict: 'set -e\nalembic upgrade heads\nexec python3 app.py\n',
  lenient:
    'alembic upgrade heads || echo "Database migrations failed - continuing anyway"\nexec python3 app.py\n',
  'without-alembic': 'exec python3 app.py\n',
};

function programThatAsks(asks: readonly string[]): string {
  return `import os
import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"].replace("+psycopg2", ""))
cursor = connection.cursor()
${asks.map((sql) => `cursor.execute(${JSON.stringify(sql)})`).join('\n')}
connection.rollback()
print("ready")
`;
}
