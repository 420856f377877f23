import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { lossyTypeChanges } from './lossy-type-changes.ts';
import { tableText } from '../operations/name.ts';
import { typeText } from '../operations/type-text.ts';

const { sql: parser } = await testParsers();
const BEFORE =
  'CREATE TABLE orders (note text, code varchar(40), total numeric(10,2), n bigint, tags text[])';

/** `orders.code from varchar(40) to varchar(20): why`, for each. */
function found(upgrade: string): readonly string[] {
  return lossyTypeChanges(sqlMigrations(parser, { before: BEFORE, upgrade })).map(
    ({ step, from, to, reason }) => {
      const { table, column } = step.operation;
      return `${tableText(table)}.${column.text} from ${typeText(from)} to ${typeText(to)}: ${reason}`;
    },
  );
}

describe('A column gets a type that may not hold every value', () => {
  test.each([
    [
      'ALTER TABLE orders ALTER code TYPE varchar(20)',
      'orders.code from varchar(40) to varchar(20): texts of more than 20 characters do not fit',
    ],
    [
      'ALTER TABLE orders ALTER code TYPE varchar(1)',
      'orders.code from varchar(40) to varchar(1): texts of more than 1 character do not fit',
    ],
    [
      'ALTER TABLE orders ALTER note TYPE varchar(40)',
      'orders.note from text to varchar(40): texts of more than 40 characters do not fit',
    ],
    [
      'ALTER TABLE orders ALTER total TYPE numeric(10,1)',
      'orders.total from numeric(10,2) to numeric(10,1): decimals are rounded to 1',
    ],
    [
      'ALTER TABLE orders ALTER total TYPE integer',
      'orders.total from numeric(10,2) to integer: decimals are rounded away',
    ],
    [
      'ALTER TABLE orders ALTER n TYPE integer',
      'orders.n from bigint to integer: numbers above 2147483647 do not fit',
    ],
    [
      'ALTER TABLE public.orders ALTER n TYPE smallint',
      'public.orders.n from bigint to smallint: numbers above 32767 do not fit',
    ],
  ])('%s', (sql, words) => {
    expect(found(sql)).toEqual([words]);
  });

  test('is told of each column, in the order of running', () => {
    expect(
      found(
        'ALTER TABLE orders ALTER n TYPE int, ALTER total TYPE int; ALTER TABLE orders ALTER code TYPE char(9)',
      ),
    ).toEqual([
      'orders.n from bigint to integer: numbers above 2147483647 do not fit',
      'orders.total from numeric(10,2) to integer: decimals are rounded away',
      'orders.code from varchar(40) to char(9): texts of more than 9 characters do not fit',
    ]);
  });

  test('counts as much under a name that the table gets on the way', () => {
    expect(found('ALTER TABLE orders RENAME TO sales; ALTER TABLE sales ALTER n TYPE int')).toEqual([
      'sales.n from bigint to integer: numbers above 2147483647 do not fit',
    ]);
  });
});

describe('Every value fits', () => {
  test.each([
    ['in more room', 'ALTER TABLE orders ALTER code TYPE varchar(41)'],
    ['in the same room', 'ALTER TABLE orders ALTER code TYPE varchar(40)'],
    ['where there is no limit', 'ALTER TABLE orders ALTER code TYPE text'],
    ['with more digits', 'ALTER TABLE orders ALTER total TYPE numeric(12,2)'],
    ['where only NULL is refused', 'ALTER TABLE orders ALTER code SET NOT NULL'],
    ['where only the default is another', "ALTER TABLE orders ALTER code SET DEFAULT 'x'"],
    [
      'in a column that the migration adds',
      'ALTER TABLE orders ADD x text; ALTER TABLE orders ALTER x TYPE varchar(2)',
    ],
    ['in a table that the migration makes', 'CREATE TABLE t (x text); ALTER TABLE t ALTER x TYPE varchar(2)'],
  ])('%s', (_, sql) => {
    expect(found(sql)).toEqual([]);
  });

  test.each([
    ['where they become others', 'ALTER TABLE orders ALTER note TYPE integer USING note::integer'],
    ['where single ones become arrays', 'ALTER TABLE orders ALTER code TYPE text[] USING ARRAY[code]'],
    ['where nothing is known of the column', 'ALTER TABLE orders ALTER place TYPE varchar(2)'],
    ['where nothing is known of the table', 'ALTER TABLE people ALTER code TYPE varchar(2)'],
    ['in a type of its own', 'ALTER TABLE orders ALTER code TYPE mood USING code::mood'],
  ])('or nobody can tell: %s', (_, sql) => {
    expect(found(sql)).toEqual([]);
  });

  test('or nobody can tell without what ran before', () => {
    const upgrade = 'ALTER TABLE orders ALTER code TYPE varchar(20)';
    expect(lossyTypeChanges(sqlMigrations(parser, { upgrade }))).toEqual([]);
  });
});

describe('A type on the way', () => {
  const again = 'ALTER TABLE orders ALTER code TYPE varchar(40)';
  const wide = 'ALTER TABLE orders ALTER code TYPE text';
  const cut = ['orders.code from text to varchar(40): texts of more than 40 characters do not fit'];

  test.each([
    ['by itself', wide],
    ['put into the type', `${wide} USING code::text`],
    ['put there in brackets', `${wide} USING (code)::varchar::text`],
    ['put there by CAST', `${wide} USING CAST(code AS text)`],
    ['in two turns', `ALTER TABLE orders ALTER code TYPE varchar(90); ${wide}`],
    ['while another column gets one', `${wide}; ALTER TABLE orders ALTER n TYPE numeric`],
  ])('lets no longer values in: %s', (_, first) => {
    expect(found(`${first}; ${again}`)).toEqual([]);
  });

  test.each([
    ['rows change', `${wide}; UPDATE orders SET code = note`],
    ['rows of another table change', `${wide}; INSERT INTO people VALUES (1)`],
    ['nobody can read what is done', `${wide}; DO $$ BEGIN EXECUTE 'UPDATE ' || x; END $$`],
    ['USING makes others', `${wide} USING code || note`],
    ['USING takes another column', `${wide} USING note`],
  ])('lets longer values in where %s', (_, first) => {
    expect(found(`${first}; ${again}`)).toEqual(cut);
  });

  test('is no excuse for less room than there was', () => {
    expect(found(`${wide}; ALTER TABLE orders ALTER code TYPE varchar(39)`)).toEqual([
      'orders.code from varchar(40) to varchar(39): texts of more than 39 characters do not fit',
    ]);
  });
});
