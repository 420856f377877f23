import { expect, test } from 'vitest';

import { shownRevision } from '../../testing/sample-history.ts';
import { allFindings, findingTally } from './finding-tally.ts';
import { counted, fillTemplate, tallyText } from './fill-template.ts';
import { pageWords } from './page-words.ts';

const words = pageWords();

test('findings are counted, the worst first', () => {
  expect(findingTally({ error: 0, warning: 3, info: 1 })).toEqual([
    { severity: 'warning', count: 3 },
    { severity: 'info', count: 1 },
  ]);
  const found = [
    shownRevision('a', { findings: { error: 1, warning: 0, info: 0 } }),
    shownRevision('b', { findings: { error: 2, warning: 1, info: 0 } }),
  ];
  expect(allFindings(found)).toEqual({ error: 3, warning: 1, info: 0 });
  expect(tallyText(findingTally(allFindings(found)), words)).toBe('3 errors, 1 warning');
});

test('a noun follows its number', () => {
  expect([0, 1, 2].map((count) => counted(count, 'head', words))).toEqual(['0 heads', '1 head', '2 heads']);
});

test('what has no value stays a hole', () => {
  expect(fillTemplate('{0} of {1} in {2}', 3, 'many')).toBe('3 of many in {2}');
  expect(fillTemplate('plain', 1)).toBe('plain');
});
