import { expect, test } from 'vitest';

import { firstSentence } from './first-sentence.ts';

test.each([
  ['2 errors: fix and run the guard again. 3 rules passed.', '2 errors: fix and run the guard again.'],
  ['lockkeeper.yaml says so. Fix it.', 'lockkeeper.yaml says so.'],
  ['It is v1.2.0 of today', 'It is v1.2.0 of today'],
  ['One alone.', 'One alone.'],
  ['', ''],
])('The first sentence of %j is %j', (text, first) => {
  expect(firstSentence(text)).toBe(first);
});
