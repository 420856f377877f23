import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { startOf } from '../../model/source-span.ts';
import { keyOrigins, layeredText, mergeParts, partOf, valueOf, type PolicyPart } from './layered-policy.ts';

function layer(value: unknown, path = 'lockkeeper.yaml'): PolicyPart {
  return partOf({ value, spanOf: () => startOf(path), keySpanOf: () => undefined });
}

function merged(over: unknown, under: unknown): unknown {
  return valueOf(mergeParts(layer(over), layer(under)));
}

describe('merging', () => {
  test.each([
    { what: 'a missing key is taken from below', over: {}, under: { a: [1] }, merged: { a: [1] } },
    { what: 'a value that is there wins', over: 'mine', under: 'theirs', merged: 'mine' },
    {
      what: 'maps merge key by key',
      over: { a: { x: 1 } },
      under: { a: { x: 2, y: 2 }, b: 3 },
      merged: { a: { x: 1, y: 2 }, b: 3 },
    },
    {
      what: 'sections with an id keep theirs and gain the others',
      over: [{ id: 'a', n: 1 }],
      under: [{ id: 'a', n: 2 }, { id: 'b' }],
      merged: [{ id: 'a', n: 1 }, { id: 'b' }],
    },
    { what: 'any other list replaces', over: ['x'], under: ['y', 'z'], merged: ['x'] },
    {
      what: 'a value of another kind wins, and the schema judges it',
      over: 'oops',
      under: { a: 1 },
      merged: 'oops',
    },
    { what: 'null is said, not missing', over: null, under: { a: 1 }, merged: null },
  ])('$what', ({ over, under, merged: expected }) => {
    expect(merged(over, under)).toEqual(expected);
  });
});

test('each part knows which layer said it', () => {
  const over = layer({ protected: [{ id: 'a' }], rules: { one: 'off' } }, 'over.yaml');
  const under = layer(
    { protected: [{ id: 'b', docs: 'x' }], rules: { one: 'info', two: 'off' } },
    'under.yaml',
  );
  const part = mergeParts(over, under);
  const pathOf = (...steps: readonly (string | number)[]) => layeredText(part).spanOf(steps).path;
  expect([pathOf('protected', 0, 'id'), pathOf('protected', 1, 'docs'), pathOf('rules', 'one')]).toEqual([
    'over.yaml',
    'under.yaml',
    'over.yaml',
  ]);
  expect(keyOrigins(part).map(({ key, at }) => `${key} ${at.path}`)).toEqual([
    'protected[0].id over.yaml',
    'protected[1].id under.yaml',
    'protected[1].docs under.yaml',
    'rules.one over.yaml',
    'rules.two under.yaml',
  ]);
});

describe('merging anything', () => {
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, 1, 'a', true),
      fc.dictionary(fc.constantFrom('a', 'b', 'id', '__proto__'), tie('value'), { maxKeys: 3 }),
      fc.array(tie('value'), { maxLength: 2 }),
    ),
  })).value;

  test('with itself changes nothing', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(merged(one, one)).toEqual(one);
      }),
    );
  });

  test('a second time changes nothing more', () => {
    fc.assert(
      fc.property(value, value, (file, preset) => {
        const once = merged(file, preset);
        expect(merged(once, preset)).toEqual(once);
      }),
    );
  });

  test('keeps all that the file says', () => {
    fc.assert(
      fc.property(value, value, (file, preset) => {
        expect(keeps(merged(file, preset), file)).toBe(true);
      }),
    );
  });

  /** Whether a value says all that another says, items of lists at their places. */
  function keeps(made: unknown, file: unknown): boolean {
    if (typeof file !== 'object' || file === null) return Object.is(made, file);
    if (typeof made !== 'object' || made === null) return false;
    return Object.keys(file).every((key) => keeps(Reflect.get(made, key), Reflect.get(file, key)));
  }

  test('puts three of the same form together in either order, which one thing after the other needs', () => {
    // Of one form: what is a map in one is a map in each, as in policies that are valid by themselves.
    const scalar = fc.constantFrom(1, 'a', null, true);
    const section = fc.record({ id: fc.constantFrom('x', 'y', 'z'), n: scalar });
    const policy = fc.record(
      {
        text: scalar,
        texts: fc.array(scalar, { maxLength: 2 }),
        map: fc.dictionary(fc.constantFrom('k', 'l', '__proto__'), scalar, { maxKeys: 2 }),
        sections: fc.uniqueArray(section, { selector: ({ id }) => id, maxLength: 3 }),
        deep: fc.record({ map: fc.dictionary(fc.constantFrom('k', 'l'), scalar, { maxKeys: 2 }) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(policy, policy, policy, (one, two, three) => {
        expect(merged(merged(one, two), three)).toEqual(merged(one, merged(two, three)));
      }),
    );
  });
});
