import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withoutSecrets } from './without-secrets.ts';

test('an address and its password are taken out, however they are written', () => {
  const address = 'postgresql+psycopg2://ana:p%40ss@db/shop';
  const said = `connecting to ${address}\npassword "p@ss" refused, postgresql://ana:p%40ss@db/shop`;
  expect(withoutSecrets(said, [address])).toBe(
    'connecting to ***\npassword "***" refused, postgresql://ana:***@db/shop',
  );
});

test('no long password is left in any text', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (password, before, after) => {
      fc.pre(!'***'.includes(password) && !`${before}***${after}`.includes(password));
      const address = `postgresql://ana:${encodeURIComponent(password)}@db/shop`;
      const shown = withoutSecrets(`${before}${password}${after} ${address}`, [address]);
      expect(shown).not.toContain(encodeURIComponent(password));
      expect(shown).not.toContain(password);
    }),
  );
});

describe('a short password', () => {
  const address = 'postgresql://ana:a1@db/shop';

  test('is taken out of addresses and as a word', () => {
    const said = `password "a1" of ana refused, a1 again: postgresql://ana:a1@db/other password=a1`;
    expect(withoutSecrets(said, [address])).toBe(
      'password "***" of ana refused, *** again: postgresql://ana:***@db/other password=***',
    );
  });

  test('does not cut words that hold it', () => {
    expect(withoutSecrets('revision ca1f, data1', [address])).toBe('revision ca1f, data1');
  });

  test('leaves the keys and the numbers of a report as they are', () => {
    const report = { schema_version: 1, port: [5432, 1], reason: 'password "1" refused', verdict: 'fail' };
    for (const [password, reason] of [
      ['1', 'password "***" refused'],
      ['verdict', report.reason],
      ['5432', report.reason],
    ]) {
      const shown = withoutSecrets(JSON.stringify(report, null, 2), [`postgresql://ana:${password}@db/shop`]);
      expect(JSON.parse(shown)).toEqual({ ...report, reason });
    }
  });
});

test('an address in the words of libpq is one as well', () => {
  const said = `connecting to host=db password='it\\'s so' failed, "it's so"`;
  expect(withoutSecrets(said, [`host=db password='it\\'s so' dbname=shop`])).toBe(
    `connecting to host=db password='***' failed, "***"`,
  );
  expect(withoutSecrets('refused: hunter2secret', ['host=db password = hunter2secret'])).toBe('refused: ***');
});
