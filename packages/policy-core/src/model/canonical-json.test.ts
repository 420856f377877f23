import fc from 'fast-check';
import { expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';

test.each([
  { value: { b: 1, a: [true, null, 'x'] }, text: '{"a":[true,null,"x"],"b":1}' },
  {
    value: { '\u20ac': 1, '\r': 2, '1': 3, '😀': 4, '\ufb33': 5 },
    text: '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}',
  },
  { value: [1e30, 4.5, 0.002, 1e-27, -0], text: '[1e+30,4.5,0.002,1e-27,0]' },
])('writes $text, as RFC 8785 does', ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text);
});

test('has one text for one value, in whatever order its keys were written', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('refuses a lone surrogate, which has no canonical form', () => {
  expect(() => canonicalJson({ a: '\ud800' })).toThrow('no canonical form');
});
