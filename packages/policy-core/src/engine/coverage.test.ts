import { expect, test } from 'vitest';

import { passing } from '../testing/sample-report.ts';
import { coverageSentence, ruleCounts } from './coverage.ts';
import type { Report, RuleSummary } from './report.ts';

type Ended = Pick<RuleSummary, 'outcome' | 'notApplicable'>;

function rulesThat(...ended: readonly Ended[]): Report['rules'] {
  return ended.map((one) => ({ rule: 'a/b', severity: 'error', findings: 0, undetermined: 0, ...one }));
}

const OF_EACH = rulesThat(
  { outcome: 'passed' },
  { outcome: 'failed' },
  { outcome: 'undetermined' },
  { outcome: 'crashed' },
  { outcome: 'not-applicable', notApplicable: 'not-configured' },
  { outcome: 'not-applicable', notApplicable: 'no-change-given' },
);

test('a run says how many rules ended how, and why others had nothing to judge', () => {
  expect(ruleCounts(OF_EACH)).toEqual({
    passed: 1,
    failed: 1,
    undetermined: 1,
    crashed: 1,
    notApplicable: {
      'nothing-of-its-kind': 0,
      'no-change-given': 1,
      'not-configured': 1,
      'not-asked': 0,
      'other-database': 0,
    },
  });
});

test.each<[string, Partial<Report>, string]>([
  [
    'nothing',
    { rules: [], judged: { ...passing.judged, revisions: 0, pairs: 0, changedFiles: undefined }, files: 0 },
    'Judged 0 files of the tree: 0 rules passed.',
  ],
  ['a change', {}, 'Judged 1 revision, 1 pair, 2 changed files: 2 rules passed.'],
  [
    'all of it',
    { rules: OF_EACH },
    'Judged 1 revision, 1 pair, 2 changed files: 1 rule passed, 1 failed, 1 undetermined, 1 crashed, 2 not applicable.',
  ],
])('and of %s that is one sentence', (_, seen, sentence) => {
  expect(coverageSentence({ ...passing, ...seen })).toBe(sentence);
});
