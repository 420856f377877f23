import { expect, test } from 'vitest';

import { readAddress } from '../../read/postgres/address.ts';
import { withDatabase } from './scratch-address.ts';

test.each([
  ['postgresql://ana:pw@db:5432/shop', 'postgresql://ana:pw@db:5432/new'],
  ['postgresql+psycopg2://ana:p%40w@/shop?host=%2Ftmp', 'postgresql+psycopg2://ana:p%40w@/new?host=%2Ftmp'],
  ['postgres://ana:a/b@[::1]/shop?sslmode=require', 'postgres://ana:a/b@[::1]/new?sslmode=require'],
  ['postgresql://db', 'postgresql://db/new'],
  ['postgresql://ana@/', 'postgresql://ana@/new'],
])('%s leads to another database', (written, expected) => {
  const moved = withDatabase(written, 'new');
  expect(moved).toBe(expected);
  const [before, after] = [readAddress(written), readAddress(expected)];
  if (!before.known || !after.known) throw new Error('Both are addresses.');
  expect(after.value).toEqual({ ...before.value, database: 'new' });
});

test.each(['postgresql://db/?dbname=shop', 'no address'])('%s cannot be led elsewhere', (written) => {
  expect(withDatabase(written, 'new')).toBeUndefined();
});
