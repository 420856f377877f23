import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { alembic } from '../alembic/alembic-worker.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { openKilledProgram, type KilledProgram, type Way } from './killed-program.ts';

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('a release that is killed as by kill -9', { timeout: 3_600_000 }, () => {
  let program: KilledProgram;
  beforeAll(async () => {
    program = await openKilledProgram();
  });
  afterAll(async () => {
    await program.end();
  });

  test.each<Way>(['promote', 'rollback'])('goes on behind each change that it makes: %s', async (way) => {
    const { changes, end } = program.whole[way];
    expect(await program.killed(way, { at: 1, when: 'before' })).toEqual(end);
    for (const [index, change] of changes.entries())
      expect(
        await program.killed(way, { at: index + 1, when: 'behind' }),
        `behind change ${index + 1}, ${change}`,
      ).toEqual(end);
  });
});
