import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isBranchOf } from '../branch-class.ts';
import { compilePattern, type PathPattern } from './path-pattern.ts';
import { isBranchPatternWithin } from './pattern-within.ts';

function compiled(text: string): PathPattern {
  const result = compilePattern(text);
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}

const isWithin = (pattern: string, ...allowed: readonly string[]) =>
  isBranchPatternWithin(compiled(pattern), allowed.map(compiled));

describe('a pattern of branches', () => {
  test.each([
    ['main', ['main']],
    ['release-1', ['release-*']],
    ['main', ['develop', 'm*']],
    ['auto/**', ['auto/**']],
    ['auto/*', ['auto/**']],
    ['auto/api-*', ['auto/*']],
    ['auto/?', ['auto/*']],
    ['auto/x/**', ['auto/**']],
    ['release/v?.?', ['release/**']],
    ['**', ['**']],
    ['a/**/b', ['a/**']],
    ['auto**', ['a**']],
  ])('%s is within %j', (pattern, allowed) => {
    expect(isWithin(pattern, ...allowed)).toBe(true);
  });

  test.each([
    ['main', []],
    ['main', ['master']],
    ['auto/**', ['auto/*']],
    ['auto/*', ['auto/?']],
    ['auto/*', ['auto/api-*']],
    ['auto/**', ['auto/a**']],
    ['*', ['main', 'develop']],
    ['**', ['auto/**', 'main']],
    ['a**', ['a*']],
    ['a**a', ['a?**']],
    ['feature/**', ['auto/**']],
    ['*/x', ['auto/x']],
  ])('%s is not within %j', (pattern, allowed) => {
    expect(isWithin(pattern, ...allowed)).toBe(false);
  });

  const pattern = fc
    .array(fc.constantFrom('a', 'b', '*', '**', '?', 'a*', '*b', 'a?'), { minLength: 1, maxLength: 3 })
    .map((names) => names.join('/'));
  const branch = fc
    .array(fc.stringMatching(/^[abc]{1,3}$/), { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/'));

  test('that is within another takes no branch that the other does not take', () => {
    fc.assert(
      fc.property(pattern, pattern, branch, (one, other, name) => {
        const isBelow = !/[*?]/.test(one) && name !== one;
        // All wildcards of a kind are filled alike, which says all of a pattern that has one `**`.
        fc.pre(one.split('**').length <= 2);
        if (!isBelow && isWithin(one, other) && isBranchOf(compiled(one), name))
          expect(isBranchOf(compiled(other), name)).toBe(true);
      }),
    );
  });

  test('is within itself, and within everything', () => {
    fc.assert(
      fc.property(pattern, (one) => {
        expect(isWithin(one, one)).toBe(true);
        expect(isWithin(one, '**')).toBe(true);
      }),
    );
  });
});
