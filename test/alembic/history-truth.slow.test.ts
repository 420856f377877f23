import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { HISTORY_FIXTURES, HISTORY_RULES } from './history-fixtures.ts';
import { judgedFiles } from './judged-files.ts';
import { emptied, failureText } from './round-trip.ts';

const NAMED = HISTORY_FIXTURES.map((fixture) => [fixture.title, fixture] as const);
const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';

describe('what is said of a history', () => {
  test.each(NAMED)('%s', async (_, { files, says }) => {
    const { rules } = await judgedFiles(files, HISTORY_RULES);
    expect(rules.toSorted()).toEqual(says);
  });
});

describe.skipIf(!isJudged)('real Alembic runs a history', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test.each(NAMED)('%s', async (_, { files, truth }) => {
    await emptied(database);
    for (const [command, end] of truth) {
      const said = await endOf(files, command);
      expect(said.slice(0, end === '' ? undefined : end.length), command).toBe(end);
    }
  });

  async function endOf(files: FileTexts, command: string): Promise<string> {
    const project = await alembicProject({ revisions: files, database });
    const reply = await project.run(...command.split(' '));
    if (reply.exit !== 0) return failureText(reply);
    return Object.keys((await database.dump()).tables)
      .toSorted()
      .join(' ');
  }
});
