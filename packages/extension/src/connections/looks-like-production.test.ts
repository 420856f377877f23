import { expect, test } from 'vitest';

import { isSameDatabase, looksLikeProduction } from './looks-like-production.ts';

const PRODUCTION = 'postgresql://owner:secret@localhost:6543/shop';

test.each([
  ['postgresql://ana:x@localhost/shop_dev'],
  ['postgresql:///shop_dev'],
  ['postgresql:///shop_dev?host=/var/run/postgresql'],
  ['postgresql://ana:x@[::1]:5433/products'],
  ['postgresql://127.0.0.1/delivery'],
])('%s is a database of one’s own', (address) => {
  expect(looksLikeProduction(address, PRODUCTION)).toBeUndefined();
});

test.each([
  ['postgresql+psycopg2://ana:x@127.0.0.1:6543/shop', 'It is the production database.'],
  ['postgresql://ana:x@LocalHost:6543/shop', 'It is the production database.'],
  ['postgresql://ana:x@localhost/shop_prod', '"shop_prod" sounds like production.'],
  ['postgresql://ana:x@live-db.example.com/shop', '"live-db.example.com" sounds like production.'],
  ['postgresql://ana:x@db.example.com/shop_dev', 'It is on another machine, db.example.com.'],
  ['sqlite', 'Lockkeeper cannot determine where its address leads.'],
])('%s may be production: %s', (address, why) => {
  expect(looksLikeProduction(address, PRODUCTION)).toBe(why);
  expect(looksLikeProduction(address, PRODUCTION)).not.toContain('secret');
});

test('a host is the same however it is written, and a database is not', () => {
  const production = 'postgresql://owner:secret@DB.Example.com/shop';
  expect(isSameDatabase('postgresql://ana:x@db.example.COM/shop', production)).toBe(true);
  expect(isSameDatabase('postgresql://ana:x@db.example.com/Shop', production)).toBe(false);
});
