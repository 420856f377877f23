import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ADVISORY_CLASS, advisoryKey } from './advisory-key.ts';

const named = (environment: string, service?: string) => advisoryKey({ environment, service });

describe('the key of an advisory lock', () => {
  test('stays what it is: programs of different versions keep each other out by it', () => {
    expect(ADVISORY_CLASS).toBe(1_818_977_654);
    expect(named('production')).toBe(PRODUCTION);
    expect(named('production', 'api')).toBe(API);
  });

  test('is another one for each service', () => {
    expect(new Set([named('production'), named('production', 'api'), named('staging')]).size).toBe(3);
  });

  test('is a number that PostgreSQL takes for an integer', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (environment) => {
        const key = named(environment);
        expect(Number.isInteger(key)).toBe(true);
        expect(key).toBeGreaterThanOrEqual(-(2 ** 31));
        expect(key).toBeLessThan(2 ** 31);
      }),
    );
  });
});

/** The first four bytes of what `sha256sum` says of `production/_` and of `production/api`. */
const [PRODUCTION, API] = ['2e3bf0dc', '22a63edf'].map((hex) => Buffer.from(hex, 'hex').readInt32BE());

describe('whoever takes the lock by hand finds the key', () => {
  test.each([
    ['production', undefined, 'production/_'],
    ['production', 'api', 'production/api'],
    ['staging', undefined, 'staging/_'],
    ['staging', 'web', 'staging/web'],
    ['eu-west.1', 'worker_2', 'eu-west.1/worker_2'],
  ])('of %s and %s by the digest of %s', (environment, service, path) => {
    const digest = createHash('sha256').update(path).digest();
    expect(advisoryKey({ environment, service })).toBe(digest.readInt32BE());
  });
});
