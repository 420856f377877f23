import fc from 'fast-check';
import { describe, test } from 'vitest';

import { killedReleases } from '../../packages/operations/src/testing/killed-releases.ts';
import { overtakenRelease, releasesAtOnce } from '../../packages/operations/src/testing/releases-at-once.ts';

/** In two minutes; all of them take most of an hour. */
const numRuns = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100_000 : 5_000;

describe('a release', { timeout: 3_600_000 }, () => {
  test('that is killed again and again ends as if nobody had killed it', async () => {
    await fc.assert(killedReleases(), { numRuns });
  });

  test('that others go on with meanwhile is carried out once', async () => {
    await fc.assert(releasesAtOnce(), { numRuns });
  });

  test('that another one overtakes writes nothing more', async () => {
    await fc.assert(overtakenRelease(), { numRuns });
  });
});
