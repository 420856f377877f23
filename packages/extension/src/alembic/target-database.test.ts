import { expect, test } from 'vitest';

import { targetDatabase, wordFor } from './target-database.ts';

const PRODUCTION = 'postgresql://owner:secret@db.example.com/shop';

test('a database of one’s own is known by its name', () => {
  const database = targetDatabase('postgresql+psycopg2://ana:***@localhost/shop_dev', PRODUCTION);
  expect(database).toEqual({
    text: 'shop_dev on localhost',
    name: 'shop_dev',
    production: undefined,
    isProduction: false,
  });
  expect(wordFor(database, 'head')).toBe('shop_dev');
});

test('production is known however Alembic came there', () => {
  expect(targetDatabase('postgresql+psycopg2://ana:***@db.example.com:5432/shop', PRODUCTION)).toMatchObject({
    production: 'It is the production database.',
    isProduction: true,
  });
});

test('where Alembic does not say which one, nothing is known of the database', () => {
  const database = targetDatabase(undefined, PRODUCTION);
  expect(database).toEqual({
    text: 'the database that Alembic is configured for',
    name: undefined,
    production: 'Lockkeeper cannot determine which database that is.',
    isProduction: false,
  });
  expect(wordFor(database, 'head')).toBe('head');
});

test('where Alembic does not say which one, what was chosen counts: production stays production', () => {
  expect(targetDatabase(undefined, PRODUCTION, { isChosen: true }).isProduction).toBe(true);
  expect(targetDatabase('***ql://***:***@db/shop', PRODUCTION, { isChosen: true }).isProduction).toBe(true);
  const own = 'postgresql+psycopg2://ana:***@localhost/shop_dev';
  expect(targetDatabase(own, PRODUCTION, { isChosen: true }).isProduction).toBe(false);
});
