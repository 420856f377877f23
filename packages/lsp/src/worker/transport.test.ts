import { expect, test } from 'vitest';

import { verdict } from '../testing/sample-verdict.ts';
import type { FromWorker } from './messages.ts';
import { packed, unpacked } from './transport.ts';

test.each<FromWorker>([
  { kind: 'answer', id: 7, verdicts: [verdict()] },
  // In a list, JSON would make something else of what is not there.
  { kind: 'looked', id: 8, found: [undefined] },
  { kind: 'failed', id: 9, problem: 'no parsers' },
  { kind: 'moved' },
])('a message of the kind $kind arrives as it was sent', (message) => {
  expect(unpacked(structuredClone(packed(message)))).toEqual(message);
});
