import fc from 'fast-check';
import { expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { isSameJson } from './same-json.ts';

const names = fc.constantFrom('a', 'constructor', 'valueOf', 'hasOwnProperty', '__proto__', 'toString');
const json = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, 'a', ''),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie('any')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
})).any;

test('two values are the same where they are written as the same JSON, whatever their names are', () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(isSameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
      expect(isSameJson(one, structuredClone(one))).toBe(true);
    }),
  );
});
