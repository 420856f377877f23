import { describe, expect, test } from 'vitest';

import { connectionFailure } from './connection-failure.ts';

const PLACE = { host: 'db:5432', user: 'ana', database: 'shop', seconds: 10 };

const coded = (code: string) => Object.assign(new Error('planted'), { code });

describe('an error', () => {
  test.each([
    ['ECONNREFUSED', 'unreachable', 'no server listens at db:5432 (ECONNREFUSED)'],
    ['ENOTFOUND', 'unreachable', 'the name of db:5432 is not known (ENOTFOUND)'],
    ['ETIMEDOUT', 'slow', 'the server at db:5432 did not answer within 10 s (ETIMEDOUT)'],
    ['57014', 'slow', 'a query at db:5432 took longer than 10 s (57014)'],
    ['55P03', 'slow', 'somebody holds a lock at db:5432 that is needed to look (55P03)'],
    ['57P01', 'lost', 'the connection to db:5432 was lost on the way (57P01)'],
    ['08006', 'lost', 'the connection to db:5432 was lost on the way (08006)'],
    ['57P03', 'unreachable', 'the server at db:5432 is starting or stopping (57P03)'],
    ['53300', 'unreachable', 'the server at db:5432 has no connection left (53300)'],
    ['28P01', 'refused', 'the server at db:5432 refuses the password of ana (28P01)'],
    ['28000', 'refused', 'the server at db:5432 does not let ana in (28000)'],
    ['3D000', 'refused', 'the server at db:5432 has no database shop (3D000)'],
    ['42501', 'refused', 'ana may not look at db:5432 (42501)'],
    [
      'CERT_HAS_EXPIRED',
      'refused',
      'the certificate of db:5432 is not one that its sslmode trusts (CERT_HAS_EXPIRED)',
    ],
    ['XX000', 'failed', 'the server at db:5432 could not be asked (XX000)'],
  ])('of %s is told in words of our own', (code, kind, reason) => {
    expect(connectionFailure(coded(code), PLACE)).toEqual({ kind, reason });
  });

  test.each([
    ['timeout expired', 'slow'],
    ['Query read timeout', 'slow'],
    ['Connection terminated unexpectedly', 'lost'],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'refused'],
    ['SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match', 'refused'],
    ['The server does not support SSL connections', 'refused'],
    ['There was an error establishing an SSL connection', 'failed'],
    ['something else with the password planted', 'failed'],
  ])('that pg only words, %s, is told without its words', (message, kind) => {
    const why = connectionFailure(new Error(message), PLACE);
    expect(why.kind).toBe(kind);
    expect(why.reason).not.toMatch(/SASL|SSL|planted/);
  });

  test('that is none is told as well', () => {
    expect(connectionFailure('planted', PLACE)).toEqual({
      kind: 'failed',
      reason: 'the server at db:5432 could not be asked',
    });
  });
});
