import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { branchForm } from '../../policy/branch-form.ts';
import { freeBranch } from './free-branch.ts';

const NOW = '2026-11-21T23:59:59Z';
const DAY = 'auto/dependency-upgrade-20261121';

function name(taken: readonly string[], suggestion?: string) {
  const found = freeBranch({ suggestion, now: NOW, taken });
  return found.kind === 'free' ? found.name : found.problem;
}

describe('the branch of an upgrade', () => {
  test('[row 2.01] is auto/dependency-upgrade-YYYYMMDD-001 on the first one of a day', () => {
    expect(name([])).toBe(`${DAY}-001`);
    expect(name(['main', 'auto/dependency-upgrade-20261120-007'])).toBe(`${DAY}-001`);
  });

  test('[row 2.01] has the next number after those that are here or on a remote', () => {
    expect(name([`${DAY}-001`])).toBe(`${DAY}-002`);
    expect(name([`${DAY}-001`, `${DAY}-009`])).toBe(`${DAY}-010`);
  });

  test('does not take the number of a branch whose pull request is over', () => {
    expect(name([`${DAY}-003`])).toBe(`${DAY}-004`);
  });

  test('is not confused by names that only look alike', () => {
    expect(name([`${DAY}-1`, `${DAY}-0001`, `x/${DAY}-005`, `${DAY}-005-old`])).toBe(`${DAY}-001`);
  });

  test('follows the form of the policy', () => {
    expect(name([], 'deps/NN.YYYYMMDD')).toBe('deps/01.20261121');
    expect(name(['deps/07.20261121'], 'deps/NN.YYYYMMDD')).toBe('deps/08.20261121');
    expect(name([], 'bot/upgrade-YYYYMMDD')).toBe('bot/upgrade-20261121');
    expect(name([], 'upgrade+(a)-NNNN')).toBe('upgrade+(a)-0001');
  });

  test('is none where the form leaves none', () => {
    expect(name(['upgrade'], 'upgrade')).toBe(
      'The branch upgrade exists already. Delete it, or add NNN to `branch.suggest` in the policy.',
    );
    expect(name([`${DAY}-999`])).toBe(
      `There is no free branch name left of the form ${DAY}-NNN. Delete old branches.`,
    );
  });

  test('is always of the form, and never one that is taken', () => {
    const number = fc.integer({ min: 1, max: 900 }).map((n) => `${DAY}-${String(n).padStart(3, '0')}`);
    const other = fc.constantFrom('main', 'auto/x', `${DAY}-x01`, 'auto/dependency-upgrade-20261120-950');
    fc.assert(
      fc.property(fc.array(fc.oneof(number, other)), (taken) => {
        const found = name(taken);
        expect(taken).not.toContain(found);
        expect(branchForm(`${DAY}-NNN`)(found)).toBe(true);
      }),
    );
  });
});
