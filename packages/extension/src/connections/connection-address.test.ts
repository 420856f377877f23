import { describe, expect, test } from 'vitest';

import { addressProblem, placeOfAddress, placeText, secretsIn } from './connection-address.ts';

describe('the address of a database', () => {
  test.each([
    ['postgresql://ana:secret@db.example.com/shop', ['db.example.com', '5432', 'shop']],
    ['postgresql+psycopg2://ana:p%40ss@db:6432/shop?sslmode=require', ['db', '6432', 'shop']],
    ['postgres://ana:p@ss@db/shop', ['db', '5432', 'shop']],
    ['postgresql://[::1]:5433/shop', ['[::1]', '5433', 'shop']],
    ['postgresql:///shop?host=/var/run/postgresql', ['/var/run/postgresql', '5432', 'shop']],
    ['postgresql://one:5432,two:5433/shop', ['one:5432,two', '5433', 'shop']],
    ['postgresql://localhost/sh%20op', ['localhost', '5432', 'sh op']],
    ['postgresql://localhost?dbname=shop&port=6000', ['localhost', '6000', 'shop']],
  ])('%s leads somewhere', (address, [host, port, database]) => {
    expect(addressProblem(address)).toBeUndefined();
    expect(placeOfAddress(address)).toEqual({ host, port, database });
  });

  test.each(['shop', 'host=db dbname=shop', 'postgresql:shop', '://x', 'postgresql://a b'])(
    '%j is none, and is not repeated',
    (typed) => {
      const problem = addressProblem(typed);
      expect(problem).toMatch(/\.$/);
      expect(problem).not.toContain(typed);
      expect(placeOfAddress(typed.replace(/ /g, '%20'))?.database ?? '').not.toBe('shop');
    },
  );

  test('is told without what lets anybody in', () => {
    const place = placeOfAddress('postgresql://ana:secret@db.example.com/shop');
    expect(place && placeText(place)).toBe('shop on db.example.com');
    expect(placeText({ host: '', port: '5432', database: 'shop' })).toBe('shop');
  });

  test.each([
    ['postgresql://ana:p%40ss%3A1@db/shop', ['p%40ss%3A1', 'p@ss:1']],
    ['postgresql://ana:a:b@c@db/shop', ['a:b@c']],
    ['postgresql://db/shop?user=ana&password=p%20w', ['p%20w', 'p w']],
    ['postgresql://ana:100%@db/shop', ['100%']],
    ['postgresql://db/shop', []],
  ])('the secrets in %s are it and its password, as written and as meant', (address, passwords) => {
    expect(secretsIn(address)).toEqual([address, ...passwords]);
  });
});
