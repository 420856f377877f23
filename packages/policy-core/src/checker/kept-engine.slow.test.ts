import { test } from 'vitest';

import { assertKeepsUp } from '../testing/kept-engine-law.ts';

test('an engine that is kept says of 2,000 edits what a fresh one says', { timeout: 3_600_000 }, () => {
  assertKeepsUp(1_000);
});
