import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { branchClassOf, branchOfRef } from './branch-class.ts';

const { branches } = policyOf({
  branches: {
    production: { match: ['main'] },
    hotfix: { match: ['hotfix/**'] },
    ai: { match: ['auto/*', 'auto/**'] },
    rest: { match: ['**'] },
  },
});

describe('the kind of a branch', () => {
  test.each([
    ['main', 'production'],
    ['auto/self-update-001', 'ai'],
    ['auto/deep/er', 'ai'],
    ['hotfix/a/b', 'hotfix'],
    ['Main', 'rest'],
    ['mainline', 'rest'],
    ['feature/main', 'rest'],
    ['auto', 'rest'],
    ['hotfix', 'rest'],
    ['automatic', 'rest'],
  ])('of %s is %s [row 0.20]', (branch, kind) => {
    expect(branchClassOf(branches, branch)?.name).toBe(kind);
  });

  test('is none where no pattern matches', () => {
    expect(branchClassOf(policyOf({ branches: { a: { match: ['x'] } } }).branches, 'y')).toBeUndefined();
    expect(branchClassOf(policyOf({}).branches, 'main')).toBeUndefined();
  });
});

describe('a pattern for what lies below', () => {
  const { branches: nested } = policyOf({
    branches: { below: { match: ['*/auto/**', 'release/v?/**'] }, all: { match: ['**/**'] } },
  });

  test.each([
    ['team/auto/x', 'below'],
    ['team/auto/x/y', 'below'],
    ['release/v1/x', 'below'],
    ['team/auto', 'all'],
    ['release/v1', 'all'],
    ['main', 'all'],
  ])('with wildcards before it makes %s %s', (branch, kind) => {
    expect(branchClassOf(nested, branch)?.name).toBe(kind);
  });
});

test.each([
  ['refs/heads/main', 'main'],
  ['refs/heads/auto/x', 'auto/x'],
  ['refs/tags/main', undefined],
  ['main', undefined],
])('%s is the branch %s', (ref, branch) => {
  expect(branchOfRef(ref)).toBe(branch);
});
