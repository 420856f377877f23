import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVersion } from './parse-version.ts';

describe('the local part of a version', () => {
  it.each<[string, readonly (string | number)[]]>([
    ['+cu121', ['cu121']],
    ['+CU121', ['cu121']],
    ['+1', [1]],
    ['+007', [7]],
    ['+007a', ['007a']],
    ['+a.b-c_d', ['a', 'b', 'c', 'd']],
    ['+1.2-3', [1, 2, 3]],
    ['+ubuntu.20.04', ['ubuntu', 20, 4]],
    ['.dev1+g1a2b3c', ['g1a2b3c']],
    ['a-+x', ['x']],
  ])('%s is read', (text, local) => {
    expect(parseVersion(`1.0${text}`)?.local).toEqual(local);
  });

  it.each([
    '+',
    '+.',
    '+a.',
    '+a..b',
    '+.a',
    '+a+b',
    '++a',
    '+a-',
    '+a_',
    '+a!',
    '+\u00e9',
    '+a 1',
    '-+a',
    '.+a',
  ])('is not %j', (text) => {
    expect(parseVersion(`1.0${text}`)).toBeUndefined();
  });

  it('is a number only where all of it is digits', () => {
    const part = fc.stringMatching(/^[0-9a-zA-Z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const expected = parts.map((text) => (/^\d+$/.test(text) ? Number(text) : text.toLowerCase()));
        expect(parseVersion(`1+${parts.join('.')}`)?.local).toEqual(expected);
      }),
    );
  });
});
