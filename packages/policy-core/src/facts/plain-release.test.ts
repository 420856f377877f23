import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { plainReleaseSatisfies } from './plain-release.ts';

describe('a plain release', () => {
  test.each([
    ['>=1.0', '1.0.0', true],
    ['>=2', '1.9', false],
    ['>1', '1.0', false],
    ['<2,>=1', '1.5', true],
    ['<2,>=1', '2.0', false],
    ['!=1.5', '1.5.0', false],
    ['==1', '1.0.0', true],
    ['<=1.10', '1.9', true],
    ['~=2.2', '2.9', true],
    ['~=2.2', '3.0', false],
    ['~=2.2.1', '2.3', false],
    ['~=2.2.1', '2.2.0', false],
  ])('%s holds for %s: %s', (specifier, version, holds) => {
    expect(plainReleaseSatisfies(specifier, version)).toBe(holds);
  });

  test.each([
    ['>=1.0', '1.0rc1'],
    ['>=1.0rc1', '1.0'],
    ['==1.*', '1.0'],
    ['>=1!1', '2'],
    ['===1', '1'],
    ['~=2', '2.1'],
    ['>=1,>=1.0a', '1'],
  ])('%s against %s is not for this comparison to say', (specifier, version) => {
    expect(plainReleaseSatisfies(specifier, version)).toBeUndefined();
  });

  test('is never below and at least the same bound', () => {
    const release = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
    fc.assert(
      fc.property(release, release, (a, b) => {
        expect(plainReleaseSatisfies(`<${a}`, b)).toBe(!plainReleaseSatisfies(`>=${a}`, b));
        expect(plainReleaseSatisfies(`==${a}`, b)).toBe(plainReleaseSatisfies(`<=${a},>=${a}`, b));
      }),
    );
  });
});

test('numbers too long for exact arithmetic are told apart, or not judged', () => {
  expect(plainReleaseSatisfies('==9007199254740993', '9007199254740992')).not.toBe(true);
  expect(plainReleaseSatisfies('<=20250101000000000001', '20250101000000000002')).not.toBe(true);
});
