import { describe, expect, test } from 'vitest';

import { checkerFor } from './checker.ts';
import { loadPolicy } from './load-policy.ts';
import { policyOf } from '../testing/any-repository.ts';

const policy = policyOf({
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
});
const checker = checkerFor(policy, undefined);

describe('a document', () => {
  test('is judged for itself', () => {
    const { findings, focus } = checker.checkDocument({ path: 'r.txt', text: 'flask\n' });
    expect(focus).toEqual({ kind: 'document', path: 'r.txt' });
    expect(findings.map(({ message }) => message)).toEqual(['flask has no version. Write flask==<version>.']);
  });

  test('leaves what needs another file undetermined', () => {
    const { undetermined } = checker.checkDocument({ path: 'r.txt', text: 'flask==3\n' });
    expect(undetermined.map(({ rule, missing }) => [rule, missing])).toEqual([
      ['dependencies/lock-in-sync', [{ fact: 'r.lock', reason: 'its text was not given' }]],
      ['dependencies/lock-missing', [{ fact: 'r.lock', reason: 'its text was not given' }]],
      ['dependencies/lock-stale-entry', [{ fact: 'r.lock', reason: 'its text was not given' }]],
    ]);
  });

  test('the policy does not speak of has nothing to say', () => {
    expect(checker.checkDocument({ path: 'src/a.ts', text: '' })).toMatchObject({
      verdict: 'pass',
      findings: [],
      undetermined: [],
    });
  });
});

describe('a tree', () => {
  test('lacks every file that is not given', () => {
    expect(checker.checkFiles([]).findings).toMatchObject([
      { messageId: 'missing', data: { path: 'r.txt', id: 'api' } },
    ]);
  });

  test('needs no change: nothing is protected in what did not change', () => {
    const files = ['r.txt', 'r.lock', 'core/a.py'].map((path) => ({ path, text: '' }));
    expect(checker.checkFiles(files, { stage: 'ci' })).toMatchObject({ verdict: 'pass', undetermined: [] });
  });

  test('counts the files that were looked at', () => {
    // And r.txt, which is reported as missing.
    expect(checker.checkFiles([{ path: 'a.md', text: '' }]).files).toBe(2);
  });
});

describe('a change', () => {
  test('of a protected path waits for its label on a desk', () => {
    expect(checker.checkChange({ changes: ['core/a.py'], labels: [] })).toMatchObject({
      verdict: 'undetermined',
      undetermined: [{ subject: 'core/a.py', waitsFor: 'approval' }],
    });
  });

  test('of a protected path fails in CI', () => {
    expect(checker.checkChange({ changes: ['core/a.py'], labels: [] }, { stage: 'ci' })).toMatchObject({
      verdict: 'fail',
      findings: [{ rule: 'paths/protected' }],
    });
  });

  test('passes with the label on a desk, where it is only named', () => {
    expect(checker.checkChange({ changes: ['core/a.py'], labels: ['ok'] }).verdict).toBe('pass');
  });

  test('does not pass in CI with a label that is only named', () => {
    const report = checker.checkChange({ changes: ['core/a.py'], labels: ['ok'] }, { stage: 'ci' });
    expect(report).toMatchObject({
      verdict: 'undetermined',
      undetermined: [{ missing: [{ reason: 'who applied the label is not known without the forge' }] }],
    });
  });

  test('judges a pair as soon as one side is touched', () => {
    const files = [
      { path: 'r.txt', text: 'a==1\n' },
      { path: 'r.lock', text: 'a==2\n' },
    ];
    for (const path of ['r.txt', 'r.lock'])
      expect(checker.checkChange({ changes: [path], files }).findings).toHaveLength(1);
    expect(checker.checkChange({ changes: ['docs/a.md'], files }).findings).toEqual([]);
  });
});

describe('options', () => {
  test('are repeated in the report', () => {
    const options = {
      stage: 'deploy',
      policyOrigin: 'base',
      bootstrap: true,
      notices: ['A sentence.'],
    } as const;
    expect(checker.checkFiles([], options)).toMatchObject({
      stage: 'deploy',
      policy: { source: 'base', bootstrap: true },
      notices: ['A sentence.'],
    });
  });

  test('left out mean a run on a desk', () => {
    expect(checker.checkFiles([])).toMatchObject({
      stage: 'local',
      policy: { path: 'lockkeeper.json', source: 'worktree', bootstrap: false },
      notices: [],
      outdatedBaselineEntries: undefined,
    });
  });

  test('with a broken baseline accept nothing', () => {
    expect(checker.checkFiles([], { baseline: '{' }).findings).toHaveLength(1);
  });
});

describe('a policy that is not valid', () => {
  test.each([
    ['version: 2\n', 'version must be 1.'],
    ['protected: 1\nversion: 1\n', 'protected must be a list.'],
    ['[', 'cannot be read'],
  ])('makes no checker: %j', (text, message) => {
    const invalid = loadPolicy({ path: 'lockkeeper.yaml', text });
    expect(() => checkerFor(invalid, undefined)).toThrow(TypeError);
    expect(() => checkerFor(invalid, undefined)).toThrow(message);
  });

  test('is refused with each place, as an editor counts it', () => {
    const invalid = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n  \nextends: nothing\n' });
    expect(() => checkerFor(invalid, undefined)).toThrow('lockkeeper.yaml:3:10 There is no preset');
  });
});
