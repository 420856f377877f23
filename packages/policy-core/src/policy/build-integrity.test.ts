import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';

describe('integrity', () => {
  test('holds without a word in the policy', () => {
    expect(policyOf({}).integrity).toMatchObject({
      selfProtect: { label: 'approved-core-change' },
      symlinks: { allow: false, except: [] },
      submodules: 'deny',
      history: 'net',
      at: undefined,
    });
  });

  test('is what the policy says', () => {
    const { integrity } = policyOf({
      integrity: {
        policy_from: 'base',
        self_protect: { paths: ['Makefile'], require: { label: 'x' } },
        symlinks: { allow: true, except: ['links/*'] },
        submodules: 'allow',
        case_collisions: 'error',
        suspicious_names: 'error',
        history: 'strict',
        unreadable_diff: 'error',
      },
    });
    expect(integrity).toMatchObject({
      selfProtect: { label: 'x' },
      symlinks: { allow: true },
      submodules: 'allow',
      history: 'strict',
    });
    expect(integrity.symlinks.except.map(({ text }) => text)).toEqual(['links/*']);
  });

  test.each([
    { integrity: { policy_from: 'head' } },
    { integrity: { case_collisions: 'off' } },
    { integrity: { unreadable_diff: 'warning' } },
    { integrity: { history: 'loose' } },
    { integrity: { self_protect: { paths: [] } } },
  ])('cannot be loosened by %j', (draft) => {
    expect(() => policyOf(draft)).toThrow(/integrity/);
  });
});
