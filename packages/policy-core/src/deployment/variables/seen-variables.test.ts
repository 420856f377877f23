import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { namesIn, SAMPLE_FINGERPRINT } from '../../testing/sample-variables.ts';
import { seeVariables } from './seen-variables.ts';

function seen(value: string, names: Readonly<Record<string, object>> = {}) {
  const variable = seeVariables(new Map([['NAME', value]]), namesIn(names), SAMPLE_FINGERPRINT).get('NAME');
  if (variable === undefined) throw new Error('What was given was seen.');
  return variable;
}

describe('a variable that was looked at', () => {
  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['changeme', 'placeholder'],
    ['<key>', 'placeholder'],
    ['hunter2', 'set'],
    ['0', 'set'],
    ['false', 'set'],
  ])('with %j is %s', (value, state) => {
    expect(seen(value).state).toBe(state);
  });

  test('fits the forms that the policy names for it, and no others', () => {
    const names = { NAME: { matches: ['https://*', '*.example.com', 'ftp://*'] }, OTHER: { matches: '*' } };
    expect([...seen('https://api.example.com', names).fits]).toEqual(['https://*', '*.example.com']);
    expect([...seen('nothing', names).fits]).toEqual([]);
    expect([...seen('nothing').fits]).toEqual([]);
  });

  test('leads to a database, or does not', () => {
    expect(seen('postgresql://a:b@db/shop').database).toBe(seen('postgres://c@db:5432/shop').database);
    expect(seen('postgresql://a:b@db/shop').database).not.toBe(seen('postgresql://a:b@db/other').database);
    expect(seen('https://db/shop').database).toBeUndefined();
  });

  test('says why it is a secret', () => {
    expect(seen('https://ana:pw@example.com').secretSign).toBe('is an address with a password');
    expect(seen('https://example.com').secretSign).toBeUndefined();
  });

  test('has the fingerprint of what it holds, whatever blanks and line ends a platform leaves around it', () => {
    expect(seen('one').fingerprint).toBe(seen('one').fingerprint);
    for (const same of ['one ', 'one\n', ' one', 'one\r\n'])
      expect(seen(same).fingerprint).toBe(seen('one').fingerprint);
    for (const other of ['One', 'o ne', 'one.'])
      expect(seen(other).fingerprint).not.toBe(seen('one').fingerprint);
  });

  test('is as long as what it holds, without blanks around it', () => {
    expect(seen(`  short${' '.repeat(40)}\n`).length).toBe(5);
  });

  test('is seen with every other', () => {
    const values = new Map([
      ['A', '1'],
      ['B', '2'],
      ['__proto__', '3'],
    ]);
    expect([...seeVariables(values, [], SAMPLE_FINGERPRINT).keys()]).toEqual(['A', 'B', '__proto__']);
  });

  test('is not what it holds: nothing that is kept has a part of the value', () => {
    const mark = 'Zq9Xw7';
    const value = fc.oneof(
      fc.string().map((text) => `${text}${mark}${text}`),
      fc.constantFrom(
        `postgresql://${mark}:${mark}@${mark}/${mark}`,
        `sk_live_${mark}`,
        `<${mark}>`,
        `https://${mark}`,
      ),
    );
    fc.assert(
      fc.property(value, (text) => {
        const { fits, ...kept } = seen(text, { NAME: { matches: ['https://*', '*'] } });
        expect(`${JSON.stringify(kept)}${[...fits].join(' ')}`.toLowerCase()).not.toContain(
          mark.toLowerCase(),
        );
      }),
    );
  });
});
