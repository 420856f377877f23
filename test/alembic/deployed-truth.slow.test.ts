import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { A1, B2, C3, HISTORY_RULES, tableRevision, tableRevisions } from './history-fixtures.ts';
import { judgedFiles } from './judged-files.ts';
import { emptied, failureText } from './round-trip.ts';
import { seenAsChange } from './seen-as-change.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

/** A change of revisions of which a database has run some. */
interface DeployedFixture {
  readonly title: string;
  /** What the database was upgraded with. */
  readonly released: FileTexts;
  /** What there is after the change. */
  readonly files: FileTexts;
  readonly says: readonly string[];
  /** What `upgrade head` makes of that database: its tables, or how the failure begins. */
  readonly there: string;
  /** What it makes of an empty one. */
  readonly afresh: string;
}

const LINE = tableRevisions(A1, B2);
const LOST = "ResolutionError: No such revision or branch 'b2'";

const FIXTURES: readonly DeployedFixture[] = [
  {
    title: 'a new revision',
    released: LINE,
    files: tableRevisions(A1, B2, C3),
    says: [],
    there: 't_a1 t_b2 t_c3',
    afresh: 't_a1 t_b2 t_c3',
  },
  {
    title: 'the last revision is deleted',
    released: LINE,
    files: tableRevisions(A1),
    says: ['deleted-or-renamed-after-release'],
    there: LOST,
    afresh: 't_a1',
  },
  {
    title: 'the last revision gives way to another one',
    released: LINE,
    files: tableRevisions(A1, { revision: 'c3', down: 'a1' }),
    says: ['deleted-or-renamed-after-release'],
    there: LOST,
    afresh: 't_a1 t_c3',
  },
  {
    title: 'a revision in the middle is deleted, and the next one closes the gap',
    released: tableRevisions(A1, B2, C3),
    files: tableRevisions(A1, { revision: 'c3', down: 'a1' }),
    says: ['deleted-or-renamed-after-release', 'edited-after-release'],
    there: 't_a1 t_b2 t_c3',
    afresh: 't_a1 t_c3',
  },
  {
    title: 'the last revision gets another id',
    released: LINE,
    files: { ...tableRevisions(A1), 'b2_change.py': tableRevision({ revision: 'bb', down: 'a1' }) },
    says: ['edited-after-release'],
    there: LOST,
    afresh: 't_a1 t_bb',
  },
  {
    title: 'the file of a revision gets another name',
    released: LINE,
    files: { ...tableRevisions(A1), 'b2_orders.py': tableRevision(B2) },
    says: ['deleted-or-renamed-after-release'],
    there: 't_a1 t_b2',
    afresh: 't_a1 t_b2',
  },
  {
    title: 'a table is put into a revision that has run',
    released: LINE,
    files: { ...LINE, 'b2_change.py': twoTables('t_late') },
    says: ['edited-after-release'],
    there: 't_a1 t_b2',
    afresh: 't_a1 t_b2 t_late',
  },
  {
    title: 'a comment is put into a revision that has run',
    released: LINE,
    files: { ...LINE, 'b2_change.py': `# Reviewed.\n${tableRevision(B2)}` },
    says: [],
    there: 't_a1 t_b2',
    afresh: 't_a1 t_b2',
  },
  {
    title: 'a revision that has run is formatted anew',
    released: LINE,
    files: { ...LINE, 'b2_change.py': tableRevision(B2).replaceAll('"', "'").replace('def', '\n\n\ndef') },
    says: [],
    there: 't_a1 t_b2',
    afresh: 't_a1 t_b2',
  },
  {
    title: 'a revision slips in below one that has run',
    released: LINE,
    files: tableRevisions(A1, { revision: 'a2', down: 'a1' }, { revision: 'b2', down: 'a2' }),
    says: ['edited-after-release'],
    there: 't_a1 t_b2',
    afresh: 't_a1 t_a2 t_b2',
  },
];

/** The revision b2 with one table more. */
function twoTables(table: string): string {
  const line = `op.create_table("${table}", sa.Column("id", sa.Integer(), primary_key=True))`;
  const more = `    op.create_table("t_b2", sa.Column("id", sa.Integer(), primary_key=True))\n    ${line}`;
  return tableRevision(B2).replace(/ {4}op\.create_table.*/, more);
}

const NAMED = FIXTURES.map((fixture) => [fixture.title, fixture] as const);

describe('what is said of a change of revisions that were deployed', () => {
  test.each(NAMED)('%s', async (_, { released, files, says }) => {
    const seen = seenAsChange(files, { base: released, released });
    const { rules } = await judgedFiles(files, HISTORY_RULES, seen);
    expect([...new Set(rules)].toSorted()).toEqual(says);
  });
});

describe.skipIf(!isJudged)('real Alembic where revisions were deployed', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test.each(NAMED)('%s', async (_, { released, files, there, afresh }) => {
    await emptied(database);
    expect(await upgraded(files), 'an empty database').toBe(afresh);
    await emptied(database);
    await upgraded(released);
    expect((await upgraded(files)).slice(0, there.length), 'the one that was deployed to').toBe(there);
  });

  test('two changes that are each fine fail together, and are fine again once one builds on the other', async () => {
    const base = tableRevisions(A1);
    const target = tableRevisions(A1, B2);
    const mine = tableRevisions(A1, { revision: 'c3', down: 'a1' });
    for (const files of [target, mine]) {
      await emptied(database);
      expect(await upgraded(files)).toMatch(/^t_a1 t_\w+$/);
    }
    await emptied(database);
    expect(await upgraded({ ...target, ...mine })).toMatch(/^MultipleHeads: /);
    const judged = await judgedFiles(mine, HISTORY_RULES, seenAsChange(mine, { base, target }));
    expect(judged.rules).toEqual(['stale-parent']);
    const fixed = judged.fixedBy('stale-parent');
    await emptied(database);
    expect(await upgraded({ ...target, ...fixed })).toBe('t_a1 t_b2 t_c3');
  });

  /** The tables after `upgrade head`, or what it fails with. */
  async function upgraded(files: FileTexts): Promise<string> {
    const project = await alembicProject({ revisions: files, database });
    const reply = await project.run('upgrade', 'head');
    if (reply.exit !== 0) return failureText(reply);
    return Object.keys((await database.dump()).tables)
      .toSorted()
      .join(' ');
  }
});
