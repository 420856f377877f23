import { describe, expect, test } from 'vitest';

import { passing } from '../testing/sample-report.ts';
import { policyLine } from './policy-line.ts';

const { policy } = passing;

describe('the policy that judged', () => {
  test('is named by its path alone when it says no more', () => {
    expect(policyLine(policy)).toBe('lockkeeper.yaml');
  });

  test('is named with title and version', () => {
    expect(policyLine({ ...policy, title: 'Payments', version: '3' })).toBe(
      'lockkeeper.yaml (Payments, version 3)',
    );
    expect(policyLine({ ...policy, title: 'Payments' })).toBe('lockkeeper.yaml (Payments)');
    expect(policyLine({ ...policy, version: '3' })).toBe('lockkeeper.yaml (version 3)');
  });

  test('says where it came from when it is not the file on disk', () => {
    expect(policyLine({ ...policy, source: 'base' })).toBe('lockkeeper.yaml, as of the base of the change');
    expect(policyLine({ ...policy, source: 'head' })).toBe('lockkeeper.yaml, as of the head of the change');
  });

  test.each(['head', 'worktree'] as const)('says that the change from %s brings it', (source) => {
    expect(policyLine({ ...policy, source, bootstrap: true })).toBe(
      'lockkeeper.yaml, which this change brings: the base has no policy',
    );
  });

  test('cannot write to the terminal', () => {
    expect(policyLine({ ...policy, title: '\u001b[2J\n' })).toBe('lockkeeper.yaml (\\u{1b}[2J\\n)');
  });
});
