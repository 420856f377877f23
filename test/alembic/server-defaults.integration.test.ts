import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../packages/policy-core/src/model/apply-edits.ts';
import { checkerFor, type Checker } from '../../packages/policy-core/src/checker/checker.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

const PATH = 'alembic/versions/b2_columns.py';
const RULES = ['migrations/add-not-null-without-default', 'migrations/python-default-only'];

/** A table that has a row, as every table has in production. */
const FIRST = revisionFile({
  revision: 'a1',
  upgrade: [
    "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))",
    "op.execute('INSERT INTO orders (id) VALUES (1)')",
  ],
});

/** By the source of a column what its row holds once the fix is taken; `null`: now. */
const COLUMNS: Readonly<Record<string, unknown>> = {
  'sa.String(20), nullable=False': '',
  'sa.Text(), nullable=False': '',
  'sa.Integer(), nullable=False': 0,
  'sa.SmallInteger(), nullable=False': 0,
  'sa.Numeric(10, 2), nullable=False': '0.00',
  'sa.Float(), nullable=False': 0,
  'sa.Boolean(), nullable=False': false,
  'sa.Date(), nullable=False': null,
  'sa.Time(), nullable=False': null,
  'sa.DateTime(), nullable=False': null,
  'sa.DateTime(timezone=True), nullable=False': null,
  'sa.JSON(), nullable=False': {},
  'sa.ARRAY(sa.Integer()), nullable=False': [],
  'sa.Integer(), nullable=False, default=-5': -5,
  'sa.Numeric(10, 2), default=7': '7.00',
  'sa.Boolean(), default=True': true,
  'sa.String(9), nullable=False, default="it\'s 5%"': "it's 5%",
  "sa.Text(), default=':open'": ':open',
};

const isReady = postgresql.kind === 'ready' && alembic.kind !== 'unavailable';

describe.skipIf(!isReady)('real Alembic and columns that have no default', () => {
  let database: ScratchDatabase;
  let project: AlembicProject;
  let checker: Checker;

  beforeAll(async () => {
    const text = JSON.stringify({ version: 1, migrations: { alembic: ['alembic/versions'] } });
    checker = checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), await testParsers());
    database = await scratchDatabase();
    project = await alembicProject({ revisions: { 'a1_orders.py': FIRST }, database });
    await project.succeed('upgrade', 'a1');
  });
  afterAll(() => database.drop());

  const revision = (columns: readonly string[]) =>
    revisionFile({
      revision: 'b2',
      down: 'a1',
      upgrade: columns.map((column, index) => `op.add_column('orders', sa.Column('c${index}', ${column}))`),
      downgrade: columns.map((_, index) => `op.drop_column('orders', 'c${index}')`),
    });
  const findings = (text: string) => checker.checkFiles([{ path: PATH, text }], { only: RULES }).findings;
  const required = Object.keys(COLUMNS).filter((column) => column.includes('nullable=False'));

  test.each(required)('the table refuses what is reported: %s', async (column) => {
    const text = revision([column]);
    expect(findings(text)).toHaveLength(1);
    project.write({ [PATH]: text });
    await expect(project.succeed('upgrade', 'b2')).rejects.toThrow(/null values/);
  });

  test('it takes what the fixes make of them, and the row holds the defaults', async () => {
    const columns = Object.keys(COLUMNS);
    const before = revision(columns);
    const fixes = findings(before).flatMap((finding) => finding.fixes.slice(0, 1));
    expect(fixes).toHaveLength(columns.length);
    const text = applyFixes({ [PATH]: before }, fixes).texts[PATH] ?? '';
    expect(findings(text)).toEqual([]);
    project.write({ [PATH]: text });
    await project.succeed('upgrade', 'b2');
    const [order = {}] = await database.query<Record<string, unknown>>('SELECT * FROM orders');
    const held = columns.map((column, index) => [
      column,
      COLUMNS[column] === null ? null : order[`c${index}`],
    ]);
    expect(held).toEqual(Object.entries(COLUMNS));
    await project.succeed('downgrade', 'a1');
  });
});
