import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { databasePlace } from './database-place.ts';

describe('the place of a database', () => {
  test.each([
    ['postgresql://ana:pw@db.example.com:5432/shop', 'postgres://bob@DB.example.com/shop?sslmode=require'],
    [
      'postgresql+psycopg2://ana:pw@db.example.com/shop',
      'postgresql+asyncpg://ana:other@db.example.com/shop',
    ],
    ['postgresql://ana@[2001:db8::1]/shop', 'postgresql://ana@[2001:db8::1]:5432/shop'],
    ['postgresql:///shop?host=/run/postgresql', 'postgresql://ana@/shop?host=/run/postgresql&port=5432'],
    ['postgresql://a,b/shop', 'postgresql://b,a/shop'],
    ['postgresql://localhost/shop', 'postgresql://127.0.0.1/shop'],
    ['postgresql:///shop', 'postgresql://[::1]:5432/shop'],
    ['postgresql://ana:p/w@db/shop', 'postgresql://ana@db/shop'],
    [
      'postgresql://ana:pw@ep-cool-sky-1234-pooler.eu.aws.neon.tech/shop',
      'postgresql://ana:pw@ep-cool-sky-1234.eu.aws.neon.tech/shop',
    ],
    ['mysql://db/shop', 'mariadb+pymysql://db:3306/shop'],
    ['redis://:pw@cache', 'rediss://cache:6379/0'],
    ['mongodb://db', 'mongodb://db:27017/test'],
    ['postgresql://db/shop', 'POSTGRESQL://db/shop'],
    ['postgresql://db/shop', 'postgres://db/shop'],
    ['postgresql://db/shop', 'postgresql+pg8000://db/shop'],
    ['postgresql://db/shop', '  postgresql://db/shop\n'],
    ['postgresql://db/shop', 'postgresql://db/shop#fragment'],
    ['postgresql://db/shop', 'postgresql://db/shop?'],
    ['postgresql://db/shop', 'postgresql://ana@db/shop'],
    ['postgresql://db/shop', 'postgresql://:pw@db/shop'],
    ['postgresql://db/shop', 'postgresql://%61na:p%40w@db/shop'],
    ['postgresql://db/shop', 'postgresql:///shop?host=db'],
    ['postgresql://db/shop', 'postgresql:///?host=db&dbname=shop'],
    ['postgresql://db:6000/shop', 'postgresql:///shop?host=db&port=6000'],
    ['postgresql://db/shop', 'postgresql://db/shop?application_name=x&sslmode=disable'],
    ['postgresql://a:1,b:2/shop', 'postgresql://b:2,a:1/shop'],
    ['mysql://db/shop', 'mysql+mysqlconnector://ana@db/shop'],
    ['mssql+pyodbc://db/shop', 'sqlserver://db:1433/shop'],
    ['mongodb://db/shop', 'mongodb+srv://ana:pw@db/shop'],
    ['redis://cache', 'redis://cache/'],
    ['redis://cache/0', 'redis://default:pw@cache/0'],
  ])('is one for %s and %s', (one, other) => {
    expect(databasePlace(one)).toBeDefined();
    expect(databasePlace(one)).toBe(databasePlace(other));
  });

  test.each([
    ['postgresql://db/shop', 'postgresql://db/shop_staging'],
    ['postgresql://db/shop', 'postgresql://db:5433/shop'],
    ['postgresql://db/shop', 'postgresql://db2/shop'],
    ['postgresql://db/shop', 'mysql://db/shop'],
    ['redis://cache/0', 'redis://cache/1'],
    ['postgresql://db/shop', 'postgresql://db/Shop'],
    ['postgresql://db/shop', 'postgresql://db'],
    ['postgresql://db/shop', 'postgresql://db.example.com/shop'],
    ['postgresql://db/shop', 'postgresql:///shop'],
    ['postgresql://db/shop', 'postgresql:///shop?host=/run/postgresql'],
    ['postgresql://a,b/shop', 'postgresql://a/shop'],
    ['postgresql://[::1]/shop', 'postgresql://[::2]/shop'],
    ['mysql://db/shop', 'mysql://db:3307/shop'],
    ['mongodb://db/a', 'mongodb://db/b'],
    ['mssql://db/shop', 'postgresql://db:1433/shop'],
    [
      'postgresql://postgres.aaaa:pw@aws-0-eu.pooler.supabase.com:6543/postgres',
      'postgresql://postgres.bbbb:pw@aws-0-eu.pooler.supabase.com:6543/postgres',
    ],
  ])('is another for %s and %s', (one, other) => {
    expect(databasePlace(one)).not.toBe(databasePlace(other));
  });

  test.each([
    '',
    'https://db/shop',
    'db.example.com:5432',
    'postgres',
    'sqlite:///shop.db',
    'postgresql',
    'postgresql:',
    'postgresql:/db/shop',
    'postgresqlx://db/shop',
    '//db/shop',
    'jdbc:postgresql://db/shop',
    'amqp://queue/0',
    'http://localhost:5432/shop',
    'host=db dbname=shop',
    'changeme',
    ' ',
    'true',
  ])('is none in %j', (value) => {
    expect(databasePlace(value)).toBeUndefined();
  });

  test('holds no password', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z/:?#%-]{0,20}Zz9[a-z/:?#%-]{0,20}$/), (password) => {
        expect(databasePlace(`postgresql://ana:${password}@db.example.com/shop`)).toBe(
          'postgresql://db.example.com:5432/shop',
        );
      }),
    );
  });
});
