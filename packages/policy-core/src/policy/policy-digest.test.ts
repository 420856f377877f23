import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { policyDigest } from './policy-digest.ts';

test('the digest of a policy is that of its file', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(policyDigest(text)).toBe(`sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`);
    }),
  );
});

test('a comment or another line end makes another one: what is approved is the file', () => {
  const digests = ['version: 1\n', 'version: 1\r\n', 'version: 1 # x\n'].map(policyDigest);
  expect(new Set(digests).size).toBe(3);
});
