import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { valueForm } from './value-form.ts';

describe('a form of a value', () => {
  test.each([
    ['https://*', 'https://api.example.com/v1', true],
    ['https://*', 'http://api.example.com', false],
    ['https://*', 'see https://api.example.com', false],
    ['sk_live_*', 'sk_live_', true],
    ['sk_live_*', 'SK_LIVE_1', false],
    ['*@example.com', 'ops@example.com', true],
    ['*@example.com', 'ops@example.com.evil.org', false],
    ['A*B*C', 'AxxBByyC', true],
    ['A*B*C', 'AxxByy', false],
    ['????', 'abcd', true],
    ['????', 'abc', false],
    ['??', '\u{1F511}!', true],
    ['production', 'production', true],
    ['production', 'productions', false],
    ['a.c', 'abc', false],
    ['[ab]*', 'a', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['?', '', false],
    ['?*', 'a', true],
    ['?*', '', false],
    ['*?', '', false],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['sk_*_*', 'sk_live_1', true],
    ['sk_*_*', 'sk_live', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*a', 'aba', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['(a|b)', 'a', false],
    ['(a|b)', '(a|b)', true],
    ['\\d+', '1', false],
    ['^a$', 'a', false],
    ['.*', 'a', false],
    ['A', 'a', false],
    ['a', 'a ', false],
    ['*\n*', 'one\ntwo', true],
    ['😀?', '😀a', true],
    ['*', 'two\nlines', true],
  ])('%j and %j', (form, value, isSo) => {
    expect(valueForm(form).fits(value)).toBe(isSo);
  });

  test('fits whatever stands for its stars', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll(/[*?]/g, '')),
          { minLength: 1 },
        ),
        fc.string(),
        (parts, filling) => {
          expect(valueForm(parts.join('*')).fits(parts.join(filling))).toBe(true);
        },
      ),
    );
  });

  test('does not try every way through what nearly fits, which would never end', () => {
    const form = valueForm(`${'a*'.repeat(200)}b`);
    expect(form.fits('a'.repeat(4000))).toBe(false);
  });
});
