import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { corpusFiles } from './revision-corpus.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe.skipIf(!isJudged)('real Alembic on real PostgreSQL runs our corpus of revisions', () => {
  let database: ScratchDatabase;
  let project: AlembicProject;
  beforeAll(async () => {
    database = await scratchDatabase();
    project = await alembicProject({ files: corpusFiles(), database });
  });
  afterAll(() => database.drop());

  test('up, down and up again as far as there is a way back [row 1.33]', async () => {
    const empty = await database.dump();
    await project.succeed('upgrade', 'c24');
    const upgraded = await database.dump();
    expect(Object.keys(upgraded.tables).length).toBeGreaterThan(10);
    await project.succeed('downgrade', 'base');
    expect(await database.dump()).toEqual(empty);
    await project.succeed('upgrade', 'c24');
    expect(await database.dump()).toEqual(upgraded);
  });

  test('past those that have none, and down to them', async () => {
    await project.succeed('upgrade', 'c26');
    const middle = await database.dump();
    await project.succeed('upgrade', 'heads');
    const upgraded = await database.dump();
    await project.succeed('downgrade', 'c26');
    expect(await database.dump()).toEqual(middle);
    await project.succeed('upgrade', 'heads');
    expect(await database.dump()).toEqual(upgraded);
    expect(await project.succeed('current')).toEqual(['c45 (head)']);
  });

  test('and stops where a revision has no downgrade, or refuses', async () => {
    await project.succeed('downgrade', 'c26');
    const { errors } = await project.run('downgrade', '-1');
    expect(errors[0]?.type).toBe('AttributeError');
    expect(await project.succeed('current')).toEqual(['c26']);
    await project.succeed('stamp', 'c25');
    expect((await project.run('downgrade', '-1')).errors).toEqual([
      { type: 'RuntimeError', message: 'Nobody knows what stood there.' },
    ]);
  });
});
