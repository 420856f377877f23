import { loadPolicy, startOf, type Report } from '@lockkeeper/policy-core';
import { baseContents } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { unpinned, waitsForApproval } from '../testing/sample-verdict.ts';
import type { PolicyVerdict } from './messages.ts';
import { notesOf, policyStateVerdict, verdictOf } from './policy-verdict.ts';

const TEXT = 'version: 1\ndependencies: [{ id: a, source: backend/requirements.txt, lock: l }]\n';

function verdictBy(report: Partial<Report>): PolicyVerdict {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: TEXT });
  if (policy.kind !== 'policy') throw new Error('The policy is not valid.');
  const focus = { kind: 'document', path: 'lockkeeper.yaml' };
  const whole = {
    findings: [],
    undetermined: [],
    crashed: [],
    rules: [],
    policy: { path: policy.path },
    focus,
    ...report,
  };
  const file = { kind: 'policy' as const, policy, text: TEXT };
  // Sound: a verdict is made of these alone.
  return verdictOf(
    whole as unknown as Report,
    { files: [], policy: { file, judging: file } },
    { root: undefined, branch: undefined },
  );
}

function related(report: Partial<Report>) {
  const verdict = verdictBy(report);
  return [...verdict.findings, ...verdict.undetermined].map((one) =>
    one.related.map(({ message, at }) => [message, at.path, at.start.line]),
  );
}

describe('what an editor shows of a finding', () => {
  test('tells the line of the policy that decided, behind what the finding tells itself', () => {
    const other = { message: 'The lock says so.', at: startOf('backend/requirements.lock') };
    expect(related({ findings: [unpinned(1), unpinned(2, { related: [other] })] })).toEqual([
      [['lockkeeper.yaml names it here.', 'lockkeeper.yaml', 1]],
      [
        ['The lock says so.', 'backend/requirements.lock', 0],
        ['lockkeeper.yaml names it here.', 'lockkeeper.yaml', 1],
      ],
    ]);
  });

  test('does not tell it twice', () => {
    expect(related({ undetermined: [waitsForApproval()] })).toEqual([
      [['Section core protects backend/**.', 'lockkeeper.yaml', 4]],
    ]);
  });
});

test('says of each rule that found something what must be true, and whether it tells it at several files', () => {
  const verdict = verdictBy({ findings: [unpinned(1), unpinned(2, { rule: 'migrations/multiple-heads' })] });
  expect(Object.keys(verdict.summaries)).toEqual(
    expect.arrayContaining(['dependencies/requirements-pinned', 'migrations/multiple-heads']),
  );
  expect(verdict.reportedAtChangedFile).toEqual(['migrations/multiple-heads']);
});

test('says of a tree how many rules ended how, and of a document nothing', () => {
  const ended = ['passed', 'passed', 'failed', 'crashed', 'undetermined', 'not-applicable'] as const;
  const rules = ended.map((outcome) => ({
    rule: 'docs/encoding',
    severity: 'error' as const,
    outcome,
    ...(outcome === 'not-applicable' && { notApplicable: 'not-configured' as const }),
    findings: 0,
    undetermined: 0,
  }));
  const judged = { revisions: 1, downgrades: 0, pairs: 0, changedFiles: undefined };
  expect(verdictBy({ rules, judged, files: 3, focus: { kind: 'tree' } }).coverage).toEqual({
    judgedNothing: false,
    sentences: [
      'Judged 1 revision, 3 files of the tree: 2 rules passed, 1 failed, 1 undetermined, 1 crashed, 1 not applicable.',
    ],
  });
  expect(verdictBy({ rules }).coverage).toBeUndefined();
});

test.each([
  ['not-applicable', false],
  ['passed', true],
  ['failed', true],
  ['undetermined', true],
] as const)('is a verdict of a rule that is %s: %s', (outcome, isJudged) => {
  const rules = [{ outcome: 'not-applicable' }, { outcome }] as unknown as Report['rules'];
  expect(verdictBy({ rules }).isJudged).toBe(isJudged);
});

describe('what is wrong with a base', () => {
  const text = 'version: 1\nextends:\n  - ./org/base.yaml\n';
  const bases = baseContents([{ path: 'org/base.yaml', text: 'version: 1\nprotectd: []\n' }]);
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text, bases });
  if (policy.kind !== 'invalid') throw new Error('The policy is valid.');
  const file = { kind: 'invalid' as const, policy, text };

  test('is shown there, and in the policy at the entry that leads there', () => {
    expect(notesOf(file).map(({ message, at }) => [at.path, at.start.line, message])).toEqual([
      ['org/base.yaml', 1, 'Unknown key "protectd". Did you mean "protected"?'],
      ['lockkeeper.yaml', 2, 'org/base.yaml:2: Unknown key "protectd". Did you mean "protected"?'],
    ]);
  });

  test('may end with a change of it, so that it is watched', () => {
    const { files } = policyStateVerdict(
      { file, judging: undefined },
      { root: undefined, branch: undefined },
    );
    expect(files).toEqual(['org/base.yaml']);
  });
});
