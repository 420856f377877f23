import fc from 'fast-check';
import { expect, test } from 'vitest';

import { anyToyEdits, answersDuring } from '../../testing/toy-history.ts';

test('an engine that is kept gives what a fresh one gives over 100,000 edits', { timeout: 3_600_000 }, () => {
  let count = 0;
  const compared = fc.property(anyToyEdits, fc.boolean(), (edits, withBarriers) => {
    count += edits.length;
    for (const { kept, fresh } of answersDuring(edits, { withBarriers })) expect(kept).toBe(fresh);
  });
  // As many as it takes, each time others: one property alone would have to know beforehand how long its lists are.
  for (let seed = 1; count < 100_000; seed += 1) fc.assert(compared, { numRuns: 1_000, seed });
});
