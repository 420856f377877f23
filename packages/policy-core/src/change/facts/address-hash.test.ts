import { describe, expect, test } from 'vitest';

import { addressHash } from './address-hash.ts';

describe('an address', () => {
  test.each([
    ['https://x.example/a.zip#sha256=00', 'sha256', '00'],
    ['https://x.example/a.zip#egg=a&sha512=00&subdirectory=b', 'sha512', '00'],
    ['https://x.example/a.zip#md5=', 'md5', ''],
  ])('%s holds its archive to %s %s', (url, algorithm, digest) => {
    const found = addressHash(url);
    expect(found).toMatchObject({ algorithm, digest });
    expect(url.slice(found?.range.start, found?.range.end)).toBe(`${algorithm}=${digest}`);
  });

  test('of several hashes is held to the first, as pip reads it', () => {
    expect(addressHash('https://x.example/a.zip#md5=00&sha256=11')).toMatchObject({ algorithm: 'md5' });
  });

  test.each([
    'https://x.example/a.zip',
    'https://x.example/a.zip#egg=a',
    'https://x.example/a.zip#xsha256=00',
    'https://x.example/a.zip#sha3_256=00',
    // pip reads capitals as nothing.
    'https://x.example/a.zip#SHA256=00',
    // pip takes the first for it, and uv the second.
    'https://x.example/a.zip?v=1&sha256=00#sha256=11',
    'https://x.example/a.zip?v=1&sha256=00',
  ])('%s holds it to none', (url) => {
    expect(addressHash(url)).toBeUndefined();
  });
});
