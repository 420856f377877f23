import { describe, expect, test } from 'vitest';

import { memoizeByObject, memoizeByObjects } from './memoize.ts';

describe('what is worked out once', () => {
  test('is made for each object, and not again for the same one', () => {
    const asked: string[] = [];
    const lengthOf = memoizeByObject(({ text }: { readonly text: string }) => {
      asked.push(text);
      return text.length;
    });
    const [file, other] = [{ text: 'flask' }, { text: 'flask' }];
    expect([lengthOf(file), lengthOf(file), lengthOf(other), lengthOf(file)]).toEqual([5, 5, 5, 5]);
    expect(asked).toEqual(['flask', 'flask']);
  });

  test('may be nothing', () => {
    let asked = 0;
    const nothing = memoizeByObject((): undefined => void (asked += 1));
    const file = {};
    expect([nothing(file), nothing(file), asked]).toEqual([undefined, undefined, 1]);
  });

  test('is tried again where it could not be made', () => {
    let asked = 0;
    const failing = memoizeByObject(() => {
      asked += 1;
      if (asked === 1) throw new Error('not yet');
      return asked;
    });
    const file = {};
    expect(() => failing(file)).toThrow('not yet');
    expect(failing(file)).toBe(2);
  });

  test('of several objects is made for these in this order, and not again for the same ones', () => {
    const asked: string[] = [];
    const known = memoizeByObjects<string>();
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    const namesOf = (...files: readonly (typeof a)[]) =>
      known(files, () => {
        const names = files.map(({ name }) => name).join('');
        asked.push(names);
        return names;
      });
    expect([namesOf(a, b), namesOf(a, b), namesOf(b, a), namesOf(a), namesOf(), namesOf(a, b)]).toEqual([
      'ab',
      'ab',
      'ba',
      'a',
      '',
      'ab',
    ]);
    expect(asked).toEqual(['ab', 'ba', 'a', '']);
  });
});
