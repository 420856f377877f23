import { expect, test } from 'vitest';

import {
  countedDifferences,
  countedErrors,
  countedFiles,
  countedFindings,
  countedNotes,
  countedProblems,
  countedRules,
  countedSubjects,
  countedTables,
  countedWarnings,
} from './counted.ts';

test.each([
  [countedFindings, 'finding'],
  [countedErrors, 'error'],
  [countedWarnings, 'warning'],
  [countedNotes, 'note'],
  [countedProblems, 'problem'],
  [countedFiles, 'file'],
  [countedSubjects, 'subject'],
  [countedTables, 'table'],
  [countedRules, 'rule'],
  [countedDifferences, 'difference'],
])('a noun follows its number: %#', (counted, noun) => {
  expect([0, 1, 2].map(counted)).toEqual([`0 ${noun}s`, `1 ${noun}`, `2 ${noun}s`]);
});
