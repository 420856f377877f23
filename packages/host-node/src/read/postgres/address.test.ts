import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readAddress, type Address } from './address.ts';

function read(written: string): Omit<Address, 'parameters'> | string {
  const address = readAddress(written);
  if (!address.known) return address.reason;
  const { hosts, user, password, database } = address.value;
  return { hosts, user, password, database };
}

const SHOP = {
  hosts: [{ host: 'db.example.com', port: 5433 }],
  user: 'ana',
  password: 'pw',
  database: 'shop',
};

describe('the address of a database', () => {
  test.each([
    'postgres',
    'postgresql',
    'postgresql+psycopg2',
    'postgresql+psycopg',
    'postgresql+asyncpg',
    'postgresql+pg8000',
    'PostgreSQL',
  ])('may begin with %s, as libpq and SQLAlchemy write it', (scheme) => {
    expect(read(`${scheme}://ana:pw@db.example.com:5433/shop`)).toEqual(SHOP);
  });

  test.each([
    ['postgresql://', { hosts: [], user: undefined, password: undefined, database: undefined }],
    ['postgresql:///shop', { ...SHOP, hosts: [], user: undefined, password: undefined }],
    ['postgresql://ana@/shop', { ...SHOP, hosts: [], password: undefined }],
    ['postgresql://ana:@/shop', { ...SHOP, hosts: [], password: undefined }],
    [
      'postgresql://localhost',
      {
        hosts: [{ host: 'localhost', port: undefined }],
        user: undefined,
        password: undefined,
        database: undefined,
      },
    ],
    [
      'postgresql://db?user=ana&password=p%40w&dbname=shop',
      { hosts: [{ host: 'db', port: undefined }], user: 'ana', password: 'p@w', database: 'shop' },
    ],
    [
      'postgresql://ana:pw@/shop?host=/var/run/postgresql&port=5433',
      { ...SHOP, hosts: [{ host: '/var/run/postgresql', port: 5433 }] },
    ],
    [
      'postgresql://ana:pw@%2Fvar%2Frun%2Fpostgresql/shop',
      { ...SHOP, hosts: [{ host: '/var/run/postgresql', port: undefined }] },
    ],
    ['postgresql://ana:pw@[::1]:5433/shop', { ...SHOP, hosts: [{ host: '::1', port: 5433 }] }],
    [
      'postgresql://ana:pw@[fe80::1%25eth0]/shop',
      { ...SHOP, hosts: [{ host: 'fe80::1%eth0', port: undefined }] },
    ],
    ['postgresql://ana:pw@10.0.0.7:5433/shop', { ...SHOP, hosts: [{ host: '10.0.0.7', port: 5433 }] }],
    [
      'postgresql://ana:pw@one:5433,two/shop',
      {
        ...SHOP,
        hosts: [
          { host: 'one', port: 5433 },
          { host: 'two', port: undefined },
        ],
      },
    ],
    [
      'postgresql://ana:pw@/shop?host=one:5433&host=two:5434',
      {
        ...SHOP,
        hosts: [
          { host: 'one', port: 5433 },
          { host: 'two', port: 5434 },
        ],
      },
    ],
    ['postgresql://ana:pw@/shop?port=5433', { ...SHOP, hosts: [{ host: '', port: 5433 }] }],
    ['  postgresql://ana:pw@db.example.com:5433/shop\n', SHOP],
  ])('%s', (written, expected) => {
    expect(read(written)).toEqual(expected);
  });

  test('may hold a password of any characters, percent-encoded', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme' }),
        (password, name) => {
          fc.pre(![password, name].some((text) => text.includes('\0')) && name !== '');
          const [secret, database] = [password, name].map(encodeURIComponent);
          expect(read(`postgresql://ana:${secret}@db:5433/${database}`)).toMatchObject({
            user: 'ana',
            password,
            database: name,
          });
        },
      ),
    );
  });

  test('may hold a password with a colon, a slash, a question mark or a hash as they are', () => {
    for (const password of ['a:b', 'a/b', 'a?b', 'a#b', ':/?#', 'a b'])
      expect(read(`postgresql://ana:${password}@db:5433/shop`)).toMatchObject({ password, database: 'shop' });
  });

  test.each([
    ['a user', 'postgresql://ana@db/shop?user=ben'],
    ['a password', 'postgresql://ana:pw@db/shop?password=planted'],
    ['a database', 'postgresql://ana@db/shop?dbname=other'],
    ['a port', 'postgresql://ana@db:5432/shop?port=5433'],
    ['a port, of a host that does not count', 'postgresql://ana@db:5433/shop?host=/tmp'],
  ])('that names %s twice leads nowhere, as drivers do not agree which of them counts', (_, written) => {
    expect(read(written)).toBe(
      'it names a user, a password, a database or a port twice, and not every driver takes the same one',
    );
  });

  test('may say the same twice', () => {
    expect(read('postgresql://ana:pw@db.example.com:5433/shop?user=ana&dbname=shop&port=5433')).toEqual(SHOP);
  });

  test.each(['service=prod', 'servicefile=/s', 'hostaddr=10.0.0.7', 'database=other'])(
    'that %s leads elsewhere leads nowhere',
    (query) => {
      expect(read(`postgresql://ana@db/shop?${query}`)).toBe(
        'it has service, servicefile, hostaddr or database behind its question mark, which lead elsewhere than the rest of it; write host and database before that',
      );
    },
  );

  test('keeps its parameters', () => {
    const address = readAddress('postgresql://db/shop?sslmode=require&options=-c%20a%3Db&sslmode=disable&x');
    expect(address.known && [...address.value.parameters]).toEqual([
      ['sslmode', 'disable'],
      ['options', '-c a=b'],
      ['x', ''],
    ]);
  });
});

describe('what is no address', () => {
  test.each([
    'mysql://ana:planted@db/shop',
    'host=db password=planted',
    'planted',
    '',
    'postgresql:ana:planted@db/shop',
    'postgresql://ana:pl@nted@db/shop',
    'postgresql://ana:planted@db:port/shop',
    'postgresql://ana:planted@db:0/shop',
    'postgresql://ana:planted@db:65536/shop',
    'postgresql://ana:planted@d b/shop',
    'postgresql://ana:planted@[db]/shop',
    'postgresql://ana:planted%@db/shop',
    'postgresql://ana:planted%ff@db/shop',
    'postgresql://ana:planted%00@db/shop',
    'postgresql://ana:pw@db/shop?password=planted%',
    'postgresql://db:5432/shop?user=ana&password=pl@nted',
    'postgresql://ana:123/planted@db/shop',
    'postgresql://ana:pw@db/shop?host=pl anted',
  ])('is said so without a word of it: %s', (written) => {
    const address = readAddress(written);
    expect(address.known).toBe(false);
    expect(JSON.stringify(address)).not.toMatch(/planted|nted|shop|ana\b/);
  });

  test('never throws, and never repeats a password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const address = readAddress(`postgresql://ana:planted${text}`);
        if (!address.known) expect(address.reason).not.toContain('planted');
      }),
    );
  });
});
