import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type ProjectParts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';
import {
  BASELINE,
  BOTH_BASES,
  MERGED_BASES,
  MODELS,
  OLD_SCHEMA,
  ONE_BASE,
  REVISIONS,
} from './two-bases-project.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe.skipIf(!isJudged)('real Alembic takes over a database that was there before', () => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await scratchDatabase();
    await database.query(OLD_SCHEMA);
  });
  afterEach(() => database.drop());

  const projectWith = (parts: ProjectParts) =>
    alembicProject({ revisions: REVISIONS, env: BOTH_BASES, files: MODELS, database, ...parts });
  const rowsOf = async (table: string) => (await database.query(`SELECT id FROM ${table}`)).length;

  test.each([
    ['a list of both', BOTH_BASES],
    ['one metadata made of both', MERGED_BASES],
  ])('two Bases are one history, and no change is left over: env.py names %s [row 4.59]', async (_, env) => {
    const project = await projectWith({ env });
    expect(await project.succeed('heads')).toEqual(['c3 (head)']);
    await project.succeed('stamp', BASELINE);
    expect(await project.drift()).toContain('add_table agents');
    await project.succeed('upgrade', 'head');
    expect(await project.drift()).toEqual([]);
    expect(Object.keys((await database.dump()).tables).toSorted()).toEqual([
      'agents',
      'connections',
      'users',
    ]);
  });

  test('a Base that env.py leaves out is planned to be dropped [row 4.59]', async () => {
    const project = await projectWith({ env: ONE_BASE });
    await project.succeed('upgrade', 'head');
    expect(await project.drift()).toEqual(['remove_table connections']);
    await project.succeed(
      'revision',
      '--autogenerate',
      '-m',
      'what_autogenerate_makes_of_it',
      '--rev-id',
      'd4',
    );
    expect((await project.succeed('upgrade', 'c3:d4', '--sql')).join('\n')).toContain(
      'DROP TABLE connections;',
    );
  });

  test('the empty baseline is stamped, and an upgrade keeps every table and row [row 4.60]', async () => {
    const project = await projectWith({});
    const before = await database.dump();
    await project.succeed('stamp', BASELINE);
    expect(await database.dump()).toEqual(before);
    expect(await project.succeed('current')).toEqual([BASELINE]);
    await project.succeed('upgrade', 'head');
    const { tables } = await database.dump();
    expect(tables).toMatchObject({ connections: before.tables['connections'] });
    expect([await rowsOf('users'), await rowsOf('connections')]).toEqual([1, 1]);
  });

  test('the empty baseline does nothing when it is run, in either direction [row 4.60]', async () => {
    const project = await projectWith({});
    const before = await database.dump();
    await project.succeed('upgrade', BASELINE);
    expect(await database.dump()).toEqual(before);
    expect(await project.succeed('upgrade', `base:${BASELINE}`, '--sql')).not.toContainEqual(
      expect.stringMatching(/\busers\b/),
    );
    await project.succeed('downgrade', 'base');
    expect(await database.dump()).toEqual(before);
  });

  test('a baseline that does not stay empty fails where the tables are, and drops them on the way back [row 4.60]', async () => {
    const project = await projectWith({
      revisions: {
        [`${BASELINE}_baseline_migration_existing_schema.py`]: revisionFile({
          revision: BASELINE,
          upgrade: ["op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))"],
          downgrade: ["op.drop_table('users')"],
        }),
      },
    });
    const { exit, errors } = await project.run('upgrade', 'head');
    expect([exit, errors.at(-1)?.type]).toEqual([1, 'DuplicateTable']);
    await project.succeed('stamp', BASELINE);
    await project.succeed('downgrade', 'base');
    expect(Object.keys((await database.dump()).tables)).toEqual(['connections']);
  });

  test('every later revision builds from the baseline [row 4.61]', async () => {
    const project = await projectWith({});
    expect(await project.succeed('history')).toEqual([
      'b2 -> c3 (head), c3',
      `${BASELINE} -> b2, b2`,
      `<base> -> ${BASELINE}, ${BASELINE}`,
    ]);
    await project.succeed('stamp', BASELINE);
    await project.succeed('upgrade', '+1');
    expect(await project.succeed('current')).toEqual(['b2']);
    await project.succeed('upgrade', 'head');
    expect(await project.succeed('current')).toEqual(['c3 (head)']);
  });

  test('a revision beside the baseline makes a second base, and "upgrade head" refuses [row 4.61]', async () => {
    const project = await projectWith({});
    project.writeRevisions({ 'd4.py': revisionFile({ revision: 'd4' }) });
    expect(await project.graph()).toMatchObject({ bases: [BASELINE, 'd4'], heads: ['c3', 'd4'] });
    const { exit, errors } = await project.run('upgrade', 'head');
    expect([exit, errors[0]?.message]).toEqual([
      255,
      expect.stringMatching(/^Multiple head revisions are present for given argument 'head'/),
    ]);
  });

  test('up, down and up again leaves what the first upgrade left [row 1.33]', async () => {
    const project = await projectWith({});
    await project.succeed('stamp', BASELINE);
    const before = await database.dump();
    await project.succeed('upgrade', 'head');
    const upgraded = await database.dump();
    await project.succeed('downgrade', BASELINE);
    expect(await database.dump()).toEqual(before);
    await project.succeed('upgrade', 'head');
    expect(await database.dump()).toEqual(upgraded);
  });

  test.each([
    ['forgets a column', ['pass'], 'DuplicateColumn'],
    ['refuses', ["raise NotImplementedError('one way only')"], 'NotImplementedError'],
    ['drops a constraint without a name', ["op.drop_constraint(None, 'users')"], undefined],
  ])('a downgrade that %s is not reversible [row 1.33]', async (_, downgrade, error) => {
    const project = await projectWith({});
    project.writeRevisions({
      'd4.py': revisionFile({
        revision: 'd4',
        down: 'c3',
        upgrade: ["op.add_column('users', sa.Column('nickname', sa.Text))"],
        downgrade,
      }),
    });
    await project.succeed('upgrade', 'c3');
    const before = await database.dump();
    await project.succeed('upgrade', 'head');
    const down = await project.run('downgrade', '-1');
    expect(await database.dump()).not.toEqual(before);
    const failed = down.exit === 0 ? await project.run('upgrade', 'head') : down;
    expect(failed.exit).not.toBe(0);
    if (error !== undefined) expect(failed.errors.map(({ type }) => type)).toContain(error);
  });
});
