import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { auditDatabases } from '../../packages/policy-core/src/database/audit-databases.ts';
import type { DatabaseAudit } from '../../packages/policy-core/src/database/database-audit.ts';
import { observed } from '../../packages/policy-core/src/model/known.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { lookedAt } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

/** A production database that nobody has tracked so far: the baseline leaves it as it is. */
const BEFORE_ALEMBIC =
  "CREATE TABLE customers (id serial PRIMARY KEY, name varchar(40) NOT NULL); INSERT INTO customers (name) VALUES ('Ada')";

const REVISIONS = {
  'a1_baseline.py': revisionFile({ revision: 'a1', upgrade: ['pass'], downgrade: ['pass'] }),
  'b2_orders.py': revisionFile({
    revision: 'b2',
    down: 'a1',
    upgrade: [
      "op.create_table('orders',",
      "    sa.Column('id', sa.Integer, primary_key=True),",
      "    sa.Column('customer_id', sa.Integer, sa.ForeignKey('customers.id'), nullable=False),",
      "    sa.Column('total', sa.Numeric(10, 2), server_default='0'),",
      "    sa.Column('state', sa.Enum('open', 'paid', name='state')),",
      "    sa.Column('code', sa.String(20), unique=True),",
      "    sa.Column('since', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),",
      "    sa.Column('tags', sa.ARRAY(sa.Text())),",
      "    sa.Column('is_open', sa.Boolean(), server_default=sa.true()),",
      "    sa.CheckConstraint('total >= 0', name='positive_total'))",
      "op.create_index('ix_orders_customer_id', 'orders', ['customer_id'])",
    ],
    downgrade: ["op.drop_table('orders')"],
  }),
  'c3_notes.py': revisionFile({
    revision: 'c3',
    down: 'b2',
    upgrade: [
      "op.alter_column('orders', 'code', new_column_name='number', type_=sa.String(40), nullable=False)",
      "op.drop_index('ix_orders_customer_id', table_name='orders')",
      "op.create_unique_constraint('one_number', 'orders', ['customer_id', 'number'])",
      "op.drop_constraint('positive_total', 'orders')",
      "op.create_table('notes', sa.Column('id', sa.BigInteger, primary_key=True), sa.Column('text', sa.Text))",
      "op.execute('CREATE INDEX ix_notes_text ON notes (text)')",
    ],
    downgrade: ["op.drop_table('notes')"],
  }),
};

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('real Alembic and an audit', () => {
  let parsers: Parsers;
  let development: ScratchDatabase;
  let production: ScratchDatabase;
  let here: AlembicProject;
  let there: AlembicProject;
  beforeAll(async () => {
    parsers = await testParsers();
    [development, production] = [await scratchDatabase(), await scratchDatabase()];
    here = await alembicProject({ revisions: REVISIONS, database: development });
    there = await alembicProject({ revisions: REVISIONS, database: production });
  });
  afterAll(async () => {
    await development.drop();
    await production.drop();
  });

  async function audit(): Promise<DatabaseAudit> {
    const texts = Object.entries(REVISIONS).map(([name, text]) => [`alembic/versions/${name}`, text]);
    return auditDatabases({
      development: { variable: 'DATABASE_URL', sight: await lookedAt(development.sqlalchemyUrl) },
      production: { variable: 'DATABASE_URL_PROD', sight: await lookedAt(production.sqlalchemyUrl) },
      histories: observed([historyOfTexts(parsers, Object.fromEntries(texts))]),
      baseline: 'a1',
      schemas: undefined,
    });
  }

  const drifts = ({ development: one, production: other }: DatabaseAudit) =>
    [one, other].map((each) => (each.seen ? each.drift?.map(({ text }) => text) : undefined));

  /** Each step of it begins where the one before has ended. */
  test('tell the story of a production database from before Alembic to the newest revision [row 4.16] [row 4.05] [row 4.51] [row 4.52] [row 4.53]', async () => {
    for (const database of [development, production]) await database.query(BEFORE_ALEMBIC);
    await here.succeed('upgrade', 'head');

    const untracked = await audit();
    expect(untracked.diagnosis).toBe('❌ MISSING');
    expect(untracked.next_steps[0]).toContain('at its baseline a1, once, with `lockkeeper db stamp`');
    expect(untracked.distance).toBe(2);

    await there.succeed('stamp', 'a1');
    const behind = await audit();
    expect(behind).toMatchObject({ diagnosis: '⚠️ MISMATCH', pending: ['b2', 'c3'], distance: 2 });
    expect(drifts(behind)).toEqual([[], []]);
    expect(behind.next_steps).toEqual([
      'Production is behind by b2, c3: run `alembic upgrade` there, reviewed and with a backup, and audit again.',
    ]);

    await there.succeed('upgrade', 'b2');
    const halfWay = await audit();
    expect(halfWay).toMatchObject({ diagnosis: '⚠️ MISMATCH', pending: ['c3'], distance: 1 });
    expect(drifts(halfWay)).toEqual([[], []]);

    await there.succeed('upgrade', 'head');
    const alike = await audit();
    expect(alike).toMatchObject({
      verdict: 'pass',
      diagnosis: '✅ OK',
      pending: [],
      distance: 0,
      reasons: [],
    });
    expect(drifts(alike)).toEqual([[], []]);
    expect(await production.query('SELECT name FROM customers')).toEqual([{ name: 'Ada' }]);
  });

  test.each([
    [
      'ALTER TABLE orders ALTER total TYPE numeric(12,2)',
      'ALTER TABLE orders ALTER total TYPE numeric(10,2)',
      'The column total of orders differs: type is numeric(10,2) in the migrations and numeric(12,2) in the database.',
    ],
    [
      'ALTER TABLE orders ALTER number DROP NOT NULL',
      'ALTER TABLE orders ALTER number SET NOT NULL',
      'The column number of orders differs: nullable is no in the migrations and yes in the database.',
    ],
    [
      'ALTER TABLE orders ALTER total DROP DEFAULT',
      "ALTER TABLE orders ALTER total SET DEFAULT '0'",
      "The column total of orders differs: default is '0' in the migrations and not set in the database.",
    ],
    [
      'ALTER TABLE notes ADD by_hand int',
      'ALTER TABLE notes DROP by_hand',
      'The column by_hand of notes is only in the database.',
    ],
    [
      'ALTER TABLE orders DROP CONSTRAINT one_number',
      'ALTER TABLE orders ADD CONSTRAINT one_number UNIQUE (customer_id, number)',
      'The constraint one_number of orders is only in the migrations.',
    ],
    [
      'DROP INDEX ix_notes_text',
      'CREATE INDEX ix_notes_text ON notes (text)',
      'The index ix_notes_text of notes is only in the migrations.',
    ],
    [
      'CREATE INDEX by_hand ON notes (id, text)',
      'DROP INDEX by_hand',
      'The index by_hand of notes is only in the database.',
    ],
    [
      'ALTER TABLE notes RENAME TO remarks',
      'ALTER TABLE remarks RENAME TO notes',
      'The table notes is only in the migrations.',
    ],
  ])(
    'tell of %s, done by hand in production, and no more once it is undone [row 4.03]',
    async (byHand, undone, told) => {
      await production.query(byHand);
      const changed = await audit();
      expect(changed.diagnosis).toBe('⚠️ MISMATCH');
      const [before, after] = drifts(changed);
      expect(before).toEqual([]);
      expect(after).toContain(told);
      expect(changed.differences?.length).toBeGreaterThan(0);
      await production.query(undone);
      expect(await audit()).toMatchObject({ diagnosis: '✅ OK', differences: [] });
    },
  );

  test('tell of the same change by hand in both, which have no difference then [row 4.03]', async () => {
    const databases = [development, production];
    for (const database of databases) await database.query('ALTER TABLE notes ADD by_hand int');
    const changed = await audit();
    expect(changed).toMatchObject({ diagnosis: '⚠️ MISMATCH', differences: [], distance: 0 });
    expect(changed.reasons.map(({ kind }) => kind)).toEqual(['drift', 'drift']);
    for (const database of databases) await database.query('ALTER TABLE notes DROP by_hand');
  });

  test('tell of a downgrade of production, and of a stamp that is no truth [row 4.57]', async () => {
    await there.succeed('stamp', 'b2');
    const stamped = await audit();
    expect(stamped).toMatchObject({ diagnosis: '⚠️ MISMATCH', differences: [], pending: ['c3'] });
    expect(stamped.reasons.map(({ kind, role }) => [kind, role])).toEqual([
      ['drift', 'production'],
      ['version-differs', null],
    ]);
    expect(stamped.next_steps.some((step) => step.startsWith('Production is behind'))).toBe(false);
    await there.succeed('stamp', 'c3');
    expect((await audit()).verdict).toBe('pass');
  });

  test('tell of two rows, as `alembic stamp` of two heads leaves them', async () => {
    await production.query("INSERT INTO alembic_version VALUES ('b2')");
    const twice = await audit();
    expect(twice.verdict).toBe('fail');
    expect(twice.reasons[0]).toEqual({
      kind: 'several-versions',
      role: 'production',
      text: 'The table alembic_version of production has 2 rows: b2, c3.',
    });
    await production.query("DELETE FROM alembic_version WHERE version_num = 'b2'");
    expect((await audit()).verdict).toBe('pass');
  });
});
