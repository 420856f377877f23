import { describe, expect, test } from 'vitest';

import { stampFailure } from './stamp-failure.ts';

const PLACE = { host: 'db:5432', user: 'ana', database: 'shop', seconds: 10 };

const coded = (code: string) => Object.assign(new Error('planted'), { code });

describe('an error before a stamp is committed', () => {
  test.each(['42P07', '23505', '42P01'])('of %s means that somebody else was quicker', (code) => {
    expect(stampFailure(coded(code), PLACE)).toEqual({ kind: 'changed' });
  });

  test('may mean that somebody else has the lock', () => {
    expect(stampFailure(coded('55P03'), PLACE)).toBe('held');
  });

  test.each([
    ['42501', 'ana may not make or write the version table at db:5432 (42501)'],
    ['25006', 'db:5432 takes no changes: it only reads, as a replica does (25006)'],
    ['42809', 'the version table at db:5432 is no table (42809)'],
    ['57P01', 'the connection to db:5432 was lost on the way (57P01)'],
    ['XX000', 'the server at db:5432 could not be asked (XX000)'],
  ])('of %s is told in words of our own', (code, reason) => {
    expect(stampFailure(coded(code), PLACE)).toEqual({ kind: 'failed', reason });
  });
});
