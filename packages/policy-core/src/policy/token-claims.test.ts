import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { claimsOf } from './token-claims.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');

describe('a token', () => {
  test('says its claims', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), fc.stringMatching(/^[ -~]*$/)),
        (claims) => {
          // The beginning of an object is what tells a token from three words.
          const token = `${part('{"alg":"none"}')}.${part(JSON.stringify({ iss: 'x', ...claims }))}.`;
          expect(claimsOf(token)).toEqual({ iss: 'x', ...claims });
        },
      ),
    );
  });

  test.each([
    '',
    'a.b.c',
    `${part('{"a":1}')}.${part('{"a":')}.`,
    `${part('{"a":1}')}.${part('{"a":1}')}`,
    'eyJ.eyJ*.x',
  ])('is not %j', (text) => {
    expect(claimsOf(text)).toBeUndefined();
  });
});
