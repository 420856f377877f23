import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lockPath, lockNameText, readLockPath } from './lock-name.ts';

describe('the name of a lock', () => {
  test.each([
    [{ environment: 'production', service: undefined }, 'production/_', 'production'],
    [{ environment: 'production', service: 'api' }, 'production/api', 'production/api'],
  ])('of %j is one path, and reads back', (name, path, text) => {
    expect(lockPath(name)).toBe(path);
    expect(lockNameText(name)).toBe(text);
    expect(readLockPath(path)).toEqual(name);
  });

  test.each(['', 'production', 'production/', '/api', 'production/api/blue'])('is not %j', (path) => {
    expect(readLockPath(path)).toBeUndefined();
  });
});

const anyPart = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,6}$/);
const anyName = fc.record({
  environment: anyPart,
  service: fc.option(anyPart, { nil: undefined }),
});

test('two locks never have one path, nor one text for people', () => {
  fc.assert(
    fc.property(anyName, anyName, (one, other) => {
      const isSame = one.environment === other.environment && one.service === other.service;
      expect(lockPath(one) === lockPath(other)).toBe(isSame);
      expect(lockNameText(one) === lockNameText(other)).toBe(isSame);
      expect(readLockPath(lockPath(one))).toEqual(one);
    }),
  );
});
