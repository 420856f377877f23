import fc from 'fast-check';
import { test } from 'vitest';

import { killedReleases } from '../../packages/operations/src/testing/killed-releases.ts';
import { overtakenRelease, releasesAtOnce } from '../../packages/operations/src/testing/releases-at-once.ts';

/** In a minute; all of them take half an hour. */
const numRuns = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 100_000 : 5_000;

test.each([
  [
    'that is killed again and again ends as if nobody had killed it',
    () => fc.assert(killedReleases(), { numRuns }),
  ],
  ['that others go on with meanwhile is carried out once', () => fc.assert(releasesAtOnce(), { numRuns })],
  ['that another one overtakes writes nothing more', () => fc.assert(overtakenRelease(), { numRuns })],
])('a release %s', { timeout: 3_600_000 }, async (_, holds) => {
  await holds();
});
