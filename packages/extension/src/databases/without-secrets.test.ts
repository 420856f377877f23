import fc from 'fast-check';
import { expect, test } from 'vitest';

import { withoutSecrets } from './without-secrets.ts';

test('an address and its password are taken out, however they are written', () => {
  const address = 'postgresql+psycopg2://ana:p%40ss@db/shop';
  const said = `connecting to ${address}\npassword "p@ss" refused, postgresql://ana:p%40ss@db/shop`;
  expect(withoutSecrets(said, [address])).toBe(
    'connecting to ***\npassword "***" refused, postgresql://ana:***@db/shop',
  );
});

test('no password is left in any text', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (password, before, after) => {
      fc.pre(!'***'.includes(password) && !`${before}***${after}`.includes(password));
      const address = `postgresql://ana:${encodeURIComponent(password)}@db/shop`;
      const shown = withoutSecrets(`${before}${password}${after} ${address}`, [address]);
      expect(shown).not.toContain(encodeURIComponent(password));
      expect(shown).not.toContain(password);
    }),
  );
});
