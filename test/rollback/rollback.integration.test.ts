import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { alembic } from '../alembic/alembic-worker.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { rollBack } from './rollback-world.ts';
import { expectOutcome } from './expected-outcome.ts';
import { SITUATIONS } from './situations.ts';

/** One of each verdict, and the two that cost rows; the slow test has all of them. */
const SAMPLE = [
  'both releases have the same migrations, and the start runs them',
  'a rename on an index is taken back',
  'a merge and one of its branches are taken back',
  'a column was renamed, and a deploy between names it by neither name',
  'the downgrade raises',
  'the downgrade drops what was added, with a backup, and somebody accepts it',
];

const isMissing = alembic.kind === 'unavailable' || postgresql.kind === 'unavailable';

describe.skipIf(isMissing)('a rollback on real PostgreSQL and Alembic', () => {
  afterAll(removeTemporaryFolders);

  test.each(SITUATIONS.filter(({ title }) => SAMPLE.includes(title)).map((one) => [one.title, one] as const))(
    '%s',
    async (_, situation) => {
      const outcome = await rollBack(situation);
      expectOutcome(situation, outcome);
      if (situation.verdict !== 'safe') expect(outcome.naive.isReady).toBe(false);
    },
  );
});
