import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { migrationSteps } from './migration-step.ts';
import { isOfIndex } from './renamed-index.ts';

const { sql: parser } = await testParsers();

const BEFORE =
  'CREATE TABLE orders (id int PRIMARY KEY, number int UNIQUE); CREATE INDEX by_shop ON orders (number); CREATE TABLE api_key (id int)';

/** Of each ALTER TABLE ... RENAME TO in turn, whether it is about an index. */
function areOfIndex(upgrade: string, before: string | undefined = BEFORE): readonly boolean[] {
  const steps = migrationSteps(
    sqlMigrations(parser, { upgrade, ...(before !== undefined && { before }) }),
    'rename-table',
  );
  return steps.map(isOfIndex);
}

const rename = (from: string, to: string) => `ALTER TABLE ${from} RENAME TO ${to};`;

describe('ALTER TABLE renames an index', () => {
  test.each([
    ['that the history knows', rename('by_shop', 'by_store')],
    ['of a primary key', rename('orders_pkey', 'sales_pkey')],
    ['of a unique key', rename('orders_number_key', 'sales_number_key')],
    ['of a primary key that the history does not know', rename('others_pkey', 'sales_pkey')],
  ])('%s', (_, upgrade) => {
    expect(areOfIndex(upgrade)).toEqual([true]);
  });

  test('that this migration has made', () => {
    expect(areOfIndex(`CREATE INDEX fresh ON orders (id);${rename('fresh', 'by_id')}`)).toEqual([true]);
  });

  test('that this migration has renamed', () => {
    expect(areOfIndex(rename('by_shop', 'b2') + rename('b2', 'by_store'))).toEqual([true, true]);
  });

  test('that was made in the history, and renamed there in the same way', () => {
    const before = `${BEFORE};${rename('by_shop', 'by_store')}`;
    expect(areOfIndex(rename('by_store', 'by_place'), before)).toEqual([true]);
    expect(areOfIndex(rename('by_shop', 'by_place'), before)).toEqual([false]);
  });

  test('of a unique key beside the primary key of the same table, where nothing is known of either', () => {
    const keys = rename('users_pkey', 'people_pkey') + rename('users_mail_key', 'people_mail_key');
    expect(areOfIndex(keys)).toEqual([true, true]);
    // They may come in any order.
    const backwards = rename('users_mail_key', 'people_mail_key') + rename('users_pkey', 'people_pkey');
    expect(areOfIndex(backwards)).toEqual([true, true]);
  });

  test('of a primary key where there is no history at all', () => {
    expect(areOfIndex(rename('orders_pkey', 'sales_pkey'), '')).toEqual([true]);
  });
});

describe('ALTER TABLE renames a table', () => {
  test.each([
    ['that the history knows', rename('orders', 'sales')],
    ['that the history knows, whatever it is called', rename('api_key', 'token_key')],
    ['that nobody knows', rename('others', 'sales')],
    ['that may be called so', rename('users_mail_key', 'people_mail_key')],
    ['that may be called so, to the name of a key', rename('others', 'orders_pkey')],
    ['from the name of a key to one that is none', rename('users_pkey', 'people')],
    ['to the same letters in capitals', rename('by_shop', 'by_store').replace('by_shop', '"BY_SHOP"')],
  ])('%s', (_, upgrade) => {
    expect(areOfIndex(upgrade)).toEqual([false]);
  });

  test('beside the key of another table', () => {
    expect(areOfIndex(rename('carts_pkey', 'baskets_pkey') + rename('users_mail_key', 'x_key'))).toEqual([
      true,
      false,
    ]);
  });

  test('that takes the name of a key of the history', () => {
    const made = 'CREATE TABLE others_pkey (id int);';
    expect(areOfIndex(made + rename('others_pkey', 'sales_pkey'))).toEqual([false]);
  });
});
