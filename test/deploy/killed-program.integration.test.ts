import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { alembic } from '../alembic/alembic-worker.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { openKilledProgram, type KilledProgram, type Way } from './killed-program.ts';

/** Some of them; `killed-program.slow.test.ts` kills it around each. */
const KILLS: readonly (readonly [Way, string])[] = [
  ['promote', 'push refs/heads/main'],
  ['promote', 'deploy'],
  ['rollback', 'downgrade'],
];

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('a release that is killed as by kill -9', () => {
  let program: KilledProgram;
  beforeAll(async () => {
    program = await openKilledProgram();
  });
  afterAll(async () => {
    await program.end();
  });

  test.each(KILLS)('goes on: %s, behind %s', async (way, change) => {
    const { changes, end } = program.whole[way];
    const at = changes.indexOf(change) + 1;
    expect(at).toBeGreaterThan(0);
    expect(await program.killed(way, { at, when: 'behind' })).toEqual(end);
  });
});
