import { expect, test } from 'vitest';

import { entriesOf, STAMPED } from '../../testing/sample-log.ts';
import { givenUp, historyProblems } from './earlier-logs.ts';

const [ONE, OTHER] = ['a'.repeat(40), 'b'.repeat(40)];
const REPAIRED = {
  ...STAMPED,
  event: 'records.repaired',
  data: { reason: 'a secret was taken out of the history', given_up: [ONE] },
};

test('a log that begins with all that commits held has no problem', () => {
  expect(historyProblems(entriesOf([STAMPED]), [])).toEqual([]);
});

test('a log that does not begin with a version of it was cut off or made anew', () => {
  expect(historyProblems(entriesOf([STAMPED]), [ONE, OTHER])).toMatchObject([
    { problem: expect.stringContaining('does not begin with 2 versions') as unknown },
  ]);
});

test('a log that is gone is missed', () => {
  expect(historyProblems([], [ONE])).toMatchObject([
    { problem: expect.stringContaining('the log is gone') as unknown },
  ]);
});

test('what somebody answers for is left out, and nothing else', () => {
  const entries = entriesOf([STAMPED, REPAIRED]);
  expect([...givenUp(entries)]).toEqual([ONE]);
});
