import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sha256 } from './sha256.ts';

describe('SHA-256', () => {
  // The vectors of FIPS 180-2, appendix B, and of NIST's example values.
  test.each([
    {
      what: 'of nothing',
      text: '',
      digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    {
      what: 'of abc',
      text: 'abc',
      digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    },
    {
      what: 'of two blocks',
      text: 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      digest: '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    },
    {
      what: 'of a million letters',
      text: 'a'.repeat(1_000_000),
      digest: 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
    },
  ])('$what is as published', ({ text, digest }) => {
    expect(sha256(text)).toBe(digest);
  });

  test('is of the UTF-8 bytes', () => {
    expect(sha256('é')).toBe(
      createHash('sha256')
        .update(Buffer.from([0xc3, 0xa9]))
        .digest('hex'),
    );
  });

  test('is what other implementations give', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
    );
  });

  test('has 64 digits for any text, broken ones too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sha256(text)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});
