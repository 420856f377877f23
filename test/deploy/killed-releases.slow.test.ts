import fc from 'fast-check';
import { test } from 'vitest';

import { killedReleases } from '../../packages/operations/src/testing/killed-releases.ts';

/** In a minute or two; all of them take a quarter of an hour. */
const RUNS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100_000 : 5_000;

test(
  'a release that is killed again and again ends as if nobody had killed it',
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(killedReleases(), { numRuns: RUNS });
  },
);
