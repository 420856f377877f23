import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { observed } from '../../packages/policy-core/src/model/known.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { judgedFilesOfPending } from '../../packages/policy-core/src/database/stamp/pending-judgement.ts';
import { planStamp } from '../../packages/policy-core/src/database/stamp/plan-stamp.ts';
import type { StampPlan } from '../../packages/policy-core/src/database/stamp/stamp-plan.ts';
import { stampTarget } from '../../packages/policy-core/src/database/stamp/stamp-target.ts';
import { USUAL_PLACE } from '../../packages/policy-core/src/database/stamp/version-place.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { lookedAt } from '../databases/looked-at.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';
import { emptied, failureText } from './round-trip.ts';

const OLD =
  'CREATE TABLE customers (id int PRIMARY KEY, name text); INSERT INTO customers SELECT n, n::text FROM generate_series(1, 9) n';

/** An empty baseline; what comes after it is given line by line. */
function historyFiles(...upgrades: readonly (readonly string[])[]): FileTexts {
  const later = upgrades.map((upgrade, index) => [
    `r${index + 2}_change.py`,
    revisionFile({ revision: `r${index + 2}`, down: `r${index + 1}`, upgrade }),
  ]);
  return { 'r1_baseline.py': revisionFile({ revision: 'r1' }), ...Object.fromEntries(later) };
}

const ORDERS = [
  'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("total", sa.Integer()))',
];
const NOTE = ['op.add_column("customers", sa.Column("note", sa.Text()))'];
const PARCEL = ['op.add_column("parcels", sa.Column("weight", sa.Integer()))'];

interface Case {
  readonly what: string;
  readonly production: string;
  readonly later: readonly (readonly string[])[];
  /** The kinds of what stands against a stamp. */
  readonly against: readonly string[];
}

const CASES: readonly Case[] = [
  { what: 'what only adds', production: OLD, later: [ORDERS, NOTE], against: [] },
  {
    what: 'a table that is there already, as create_all made it',
    production: `${OLD}; CREATE TABLE orders (id int PRIMARY KEY, total int)`,
    later: [ORDERS, NOTE],
    against: ['already-made'],
  },
  {
    what: 'a column that is there already, as somebody added it by hand',
    production: `${OLD}; ALTER TABLE customers ADD note text`,
    later: [ORDERS, NOTE],
    against: ['already-made'],
  },
  {
    what: 'a table that is not there, as in the database of another application',
    production: OLD,
    later: [PARCEL],
    against: ['not-there'],
  },
  {
    what: 'a table that an earlier one makes',
    production: OLD,
    later: [['op.create_table("parcels", sa.Column("id", sa.Integer()))'], PARCEL],
    against: [],
  },
  {
    what: 'an index of a table that is not there',
    production: OLD,
    later: [['op.create_index("ix", "parcels", ["weight"])']],
    against: ['not-there'],
  },
  {
    what: 'a key to a new table',
    production: OLD,
    later: [
      ORDERS,
      ['op.add_column("orders", sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id")))'],
    ],
    against: [],
  },
  {
    what: 'a table in another schema, of the same name',
    production: `${OLD}; CREATE SCHEMA audit; CREATE TABLE orders (id int)`,
    later: [['op.create_table("orders", sa.Column("id", sa.Integer()), schema="audit")']],
    against: [],
  },
  {
    what: 'a view in the place of a new table',
    production: `${OLD}; CREATE VIEW orders AS SELECT id FROM customers`,
    later: [ORDERS],
    against: ['already-made'],
  },
  {
    what: 'IF NOT EXISTS, in SQL',
    production: `${OLD}; ALTER TABLE customers ADD note text`,
    later: [['op.execute("ALTER TABLE customers ADD COLUMN IF NOT EXISTS note text")']],
    against: [],
  },
  {
    what: 'a column under another name, and a new one under the old',
    production: OLD,
    later: [
      [
        'op.alter_column("customers", "name", new_column_name="title")',
        'op.add_column("customers", sa.Column("name", sa.Text()))',
      ],
    ],
    against: [],
  },
];

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('real Alembic, after a stamp', () => {
  let parsers: Parsers;
  let database: ScratchDatabase;
  beforeAll(async () => {
    parsers = await testParsers();
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  async function planned(files: FileTexts): Promise<StampPlan> {
    const texts = Object.entries(files).map(([name, text]) => [`alembic/versions/${name}`, text]);
    const history = historyOfTexts(parsers, Object.fromEntries(texts));
    const target = stampTarget({ histories: observed([history]), revision: undefined, baseline: 'r1' });
    if (target.kind === 'none') throw new Error(target.reason.text);
    return planStamp({
      variable: 'DATABASE_URL_PROD',
      sight: await lookedAt(database.url),
      target,
      place: observed(USUAL_PLACE),
      pending: judgedFilesOfPending(history, target.pending),
      alembic: observed(true),
    });
  }

  async function production(sql: string, files: FileTexts): Promise<AlembicProject> {
    await emptied(database);
    await database.query(`${sql}; SELECT 1`);
    return alembicProject({ revisions: files, database });
  }

  const customers = async () => {
    const [row] = await database.query<{ readonly found: number }>(
      'SELECT count(*)::int AS found FROM customers',
    );
    return row?.found;
  };

  test.each(CASES.map((one) => [one.what, one] as const))(
    'upgrades where the plan found nothing, and only there: %s [row 4.11] [row 4.13] [row 4.87]',
    async (_, { production: sql, later, against }) => {
      const files = historyFiles(...later);
      const project = await production(sql, files);
      const plan = await planned(files);
      expect(plan.reasons.map(({ kind }) => kind)).toEqual(against);
      expect(plan.decision).toBe(against.length === 0 ? 'stamp' : 'refused');

      // What would have come of it: the baseline stamped, as Alembic itself does, and everything behind it run.
      if (plan.decision === 'stamp') for (const statement of plan.statements) await database.query(statement);
      else await project.succeed('stamp', 'r1');
      const upgraded = await project.run('upgrade', 'head');
      const failure = upgraded.exit === 0 ? undefined : failureText(upgraded);
      expect(failure === undefined, failure).toBe(against.length === 0);
      expect(await customers()).toBe(9);
    },
  );

  test('finds a database that was stamped so at its baseline, and the plan finds nothing to do', async () => {
    const files = historyFiles(ORDERS);
    const project = await production(OLD, files);
    const { statements } = await planned(files);
    for (const statement of statements) await database.query(statement);
    expect(await project.succeed('current')).toEqual(['r1']);
    expect((await planned(files)).decision).toBe('nothing-to-do');
    await project.succeed('upgrade', 'head');
    expect(await project.succeed('current')).toEqual(['r2 (head)']);
    expect((await planned(files)).decision).toBe('nothing-to-do');
    await project.succeed('downgrade', 'r1');
    expect((await planned(files)).decision).toBe('nothing-to-do');
  });

  test('leaves what has to be refused: another revision, several, and none below the baseline [row 4.62]', async () => {
    const files = historyFiles(ORDERS, NOTE);
    const project = await production(OLD, files);
    await project.succeed('stamp', 'r2');
    await database.query("UPDATE alembic_version SET version_num = 'dead'");
    expect((await project.run('current')).exit).not.toBe(0);
    expect((await planned(files)).reasons.map(({ kind }) => kind)).toEqual(['unexpected-version']);
    await database.query(
      "UPDATE alembic_version SET version_num = 'r2'; INSERT INTO alembic_version VALUES ('r3')",
    );
    expect((await planned(files)).reasons.map(({ kind }) => kind)).toEqual(['unexpected-version']);
    await database.query('DELETE FROM alembic_version');
    expect(await planned(files)).toMatchObject({ decision: 'stamp', statements: [expect.anything()] });
  });

  test('makes the same table as the plan does, also where none but the row is missing', async () => {
    const files = historyFiles();
    const project = await production(OLD, files);
    await project.succeed('stamp', 'r1');
    const theirs = await database.query('SELECT * FROM information_schema.columns WHERE table_name = $1', [
      'alembic_version',
    ]);
    await database.query('DROP TABLE alembic_version');
    for (const statement of (await planned(files)).statements) await database.query(statement);
    const ours = await database.query('SELECT * FROM information_schema.columns WHERE table_name = $1', [
      'alembic_version',
    ]);
    expect(ours).toEqual(theirs);
  });
});
