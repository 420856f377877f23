import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { digestLength, isStrongHash } from './hash-digest.ts';

describe('a digest', () => {
  test.each(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])(
    'of %s is as long as one that is made',
    (name) => {
      expect(digestLength(name)).toBe(createHash(name).update('a').digest('hex').length);
      expect(digestLength(name.toUpperCase())).toBe(digestLength(name));
    },
  );

  test('of an algorithm nobody knows has no length', () => {
    expect(digestLength('crc32')).toBeUndefined();
  });
});

test.each(['sha256', 'SHA384', 'sha512', 'sha3_256', 'sha3_512', 'blake2b', 'blake2s'])(
  '%s is strong, and how long it is known',
  (algorithm) => {
    expect(isStrongHash(algorithm)).toBe(true);
    expect(digestLength(algorithm)).toBeGreaterThanOrEqual(64);
  },
);

test.each(['md5', 'sha1', 'sha224', 'crc32', 'constructor', ''])('%j is not strong', (algorithm) => {
  expect(isStrongHash(algorithm)).toBe(false);
});
