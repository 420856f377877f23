import { describe, expect, test } from 'vitest';

import {
  crashing,
  deletedPolicy,
  droppedTable,
  failing,
  passing,
  unapproved,
  unproved,
} from '../testing/sample-report.ts';
import { acceptedSentence, counted, tallyOf, tallySentence } from './tally.ts';

describe('the tally', () => {
  test('counts findings by severity, and what is undetermined or crashed', () => {
    expect(tallyOf(failing)).toEqual({ errors: 2, warnings: 1, infos: 0, undetermined: 1, crashed: 0 });
    expect(tallyOf(crashing).crashed).toBe(1);
  });

  test.each([
    ['nothing', passing, 'No findings in 5 files'],
    ['one file', { ...passing, files: 1 }, 'No findings in 1 file'],
    [
      'rules without a subject',
      { ...passing, rules: passing.rules.map((rule) => ({ ...rule, outcome: 'not-applicable' as const })) },
      'Nothing to judge in 5 files',
    ],
    [
      'files of which only the place was judged',
      {
        ...passing,
        rules: passing.rules.map((rule, at) =>
          at === 0
            ? { ...rule, rule: 'policy/matches-nothing', outcome: 'passed' as const }
            : { ...rule, outcome: 'not-applicable' as const },
        ),
      },
      'Nothing to judge in 5 files',
    ],
    ['changed paths and no file', { ...passing, files: 0 }, 'No findings in the paths of 2 changed files'],
    ['some of each', failing, '2 errors, 1 warning, 1 undetermined in 3 of 5 files'],
    ['one error', { ...passing, findings: [deletedPolicy] }, '1 error in 5 files'],
    [
      'an info',
      { ...passing, findings: [{ ...droppedTable, severity: 'info' as const }] },
      '1 info in 1 of 5 files',
    ],
    ['only what is not proved', unproved, '1 undetermined in 1 of 5 files'],
    [
      'two not proved',
      { ...unproved, undetermined: [unapproved, unapproved] },
      '2 undetermined in 1 of 5 files',
    ],
    ['a crash', crashing, '1 crashed rule in 5 files'],
  ])('reads well with %s', (_, report, sentence) => {
    expect(tallySentence(report)).toBe(sentence);
  });
});

describe('what was accepted', () => {
  test('is not mentioned when there is none', () => {
    expect(acceptedSentence(passing)).toBeUndefined();
  });

  test('is counted by who accepted it', () => {
    expect(acceptedSentence({ ...failing, outdatedBaselineEntries: 0 })).toBe(
      'Not listed: 1 waived by the policy, 2 accepted by the baseline.',
    );
    expect(acceptedSentence({ ...passing, waived: failing.waived })).toBe(
      'Not listed: 1 waived by the policy.',
    );
    expect(acceptedSentence({ ...passing, baselined: [droppedTable] })).toBe(
      'Not listed: 1 accepted by the baseline.',
    );
  });

  test.each([
    [1, '1 baseline entry no longer occurs: run lockkeeper baseline --prune.'],
    [3, '3 baseline entries no longer occur: run lockkeeper baseline --prune.'],
  ])('says what to do about %i outdated entries', (outdatedBaselineEntries, sentence) => {
    expect(acceptedSentence({ ...passing, outdatedBaselineEntries })).toBe(sentence);
  });
});

test.each([
  [0, 'file', '0 files'],
  [1, 'file', '1 file'],
  [2, 'file', '2 files'],
  [1, 'entry', '1 entry'],
  [2, 'entry', '2 entries'],
])('%i of %s is %s', (count, noun, text) => {
  expect(counted(count, noun)).toBe(text);
});
