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

test('an algorithm is strong when pip takes it', () => {
  const strong = ['md5', 'sha1', 'sha224', 'sha256', 'SHA384', 'sha512', 'crc32'].filter(isStrongHash);
  expect(strong).toEqual(['sha256', 'SHA384', 'sha512']);
});
