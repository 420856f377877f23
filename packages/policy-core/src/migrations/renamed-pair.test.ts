import { describe, expect, test } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { sqlMigrations } from '../testing/sql-migrations.ts';
import { renamedPairs } from './renamed-pair.ts';

const { sql: parser } = await testParsers();
const BEFORE =
  'CREATE TABLE orders (unit_price numeric(10,2), unit_cost numeric(10,2), customer_id int, ship_date date, tags text[])';

interface Around {
  readonly before?: string;
  readonly downgrade?: string;
}

/** `unit_price > price`, for each pair. */
function pairs(upgrade: string, around: Around = { before: BEFORE }): readonly string[] {
  const found = renamedPairs(sqlMigrations(parser, { upgrade, ...around }));
  expect([...found.keys()]).toEqual(['db/2.sql']);
  return [...found.values()]
    .flat()
    .map(({ drop, add }) => `${drop.operation.column.text} > ${add.operation.column.name.text}`);
}

const change = (drop: string, add: string) => `ALTER TABLE orders DROP ${drop}, ADD ${add}`;

describe('A column that goes and one that comes may be one', () => {
  test.each([
    ['with a word in common', change('unit_price', 'price numeric(10,2)'), 'unit_price > price'],
    ['with another size', change('unit_price', 'price numeric(12,2)'), 'unit_price > price'],
    [
      'in upper and lower case',
      change('unit_price', '"Unit_Amount" numeric(10,2)'),
      'unit_price > Unit_Amount',
    ],
    ['with a word beside the key', change('customer_id', 'customer_ref int'), 'customer_id > customer_ref'],
    ['with an array', change('tags', 'all_tags text[]'), 'tags > all_tags'],
    [
      'where the new one comes first',
      'ALTER TABLE orders ADD shipping_date date; ALTER TABLE orders DROP ship_date',
      'ship_date > shipping_date',
    ],
    [
      'under the schema of the search path',
      'ALTER TABLE public.orders ADD shipped_date date; ALTER TABLE orders DROP ship_date',
      'ship_date > shipped_date',
    ],
    [
      'while rows of another table change',
      `${change('ship_date', 'shipped_date date')}; UPDATE people SET a = 1`,
      'ship_date > shipped_date',
    ],
  ])('%s', (_, sql, pair) => {
    expect(pairs(sql)).toEqual([pair]);
  });

  test('beside one that is made anew under its name', () => {
    const anew = 'ALTER TABLE orders DROP unit_price, ADD unit_price int';
    expect(pairs(`${anew}; ${change('ship_date', 'shipped_date date')}`)).toEqual([
      'ship_date > shipped_date',
    ]);
    expect(pairs(`${anew.replaceAll('orders', 'notes')}; ${change('unit_price', 'price numeric')}`)).toEqual([
      'unit_price > price',
    ]);
  });

  test('of two foreign keys, or of none', () => {
    const before = 'CREATE TABLE orders (acme_user int REFERENCES users, unit_price numeric)';
    const made = 'ALTER TABLE orders DROP acme_user, ADD acme_person int';
    expect(pairs(`${made} REFERENCES people`, { before })).toEqual(['acme_user > acme_person']);
    expect(
      pairs(`${made}; ALTER TABLE orders ADD FOREIGN KEY (acme_person) REFERENCES people`, { before }),
    ).toEqual(['acme_user > acme_person']);
    expect(pairs(made, { before })).toEqual([]);
    const dropped = 'ALTER TABLE orders DROP CONSTRAINT orders_acme_user_fkey';
    expect(pairs(`${dropped}; ${made}`, { before })).toEqual([]);
    expect(pairs(made, {})).toEqual(['acme_user > acme_person']);
  });

  test('where only the names are known', () => {
    expect(pairs(change('old_note', 'note text'), {})).toEqual(['old_note > note']);
    expect(pairs(change('old_note', 'note mood'), { before: BEFORE })).toEqual(['old_note > note']);
  });

  test('as the downgrade tells, which adds it again', () => {
    const downgrade = 'ALTER TABLE orders ADD old_note text, DROP note';
    expect(pairs(change('old_note', 'note text'), { downgrade })).toEqual(['old_note > note']);
    expect(pairs(change('old_note', 'note int'), { downgrade })).toEqual([]);
    const other = 'ALTER TABLE people ADD old_note text';
    expect(pairs(change('old_note', 'note int'), { downgrade: other })).toEqual(['old_note > note']);
  });

  test('as the schema tells, whatever the downgrade does', () => {
    const downgrade = 'ALTER TABLE orders ADD ship_date int';
    expect(pairs(change('ship_date', 'shipped_date date'), { before: BEFORE, downgrade })).toEqual([
      'ship_date > shipped_date',
    ]);
  });
});

describe('They are two columns', () => {
  test.each([
    ['without a word in common', change('unit_price', 'amount numeric(10,2)')],
    ['with a word that any name has', change('ship_date', 'birth_date date')],
    [
      'of which only the new one is a foreign key',
      change('unit_price', 'price numeric(10,2) REFERENCES prices'),
    ],
    ['of two keys', change('customer_id', 'order_id int')],
    ['with a single letter in common', 'ALTER TABLE orders DROP a_x, ADD a_y int'],
    ['of one name, which comes back', change('ship_date', 'ship_date date')],
    ['of two types', change('ship_date', 'shipped_date timestamptz')],
    ['of an array and a single value', change('tags', 'main_tags text')],
    ['of two tables', 'ALTER TABLE orders DROP ship_date; ALTER TABLE people ADD shipped_date date'],
    ['of two schemas', 'ALTER TABLE orders DROP ship_date; ALTER TABLE old.orders ADD shipped_date date'],
    ['where nothing comes', 'ALTER TABLE orders DROP ship_date'],
    ['where nothing goes', 'ALTER TABLE orders ADD shipped_date date'],
  ])('%s', (_, sql) => {
    expect(pairs(sql)).toEqual([]);
  });

  test.each([
    'UPDATE orders SET shipped_date = ship_date',
    'INSERT INTO orders (unit_cost) VALUES (1)',
    'DELETE FROM public.orders WHERE ship_date IS NULL',
    "DO $$ BEGIN EXECUTE 'UPDATE ' || x; END $$",
  ])('where somebody thought of the rows: %s', (sql) => {
    expect(
      pairs(`ALTER TABLE orders ADD shipped_date date; ${sql}; ALTER TABLE orders DROP ship_date`),
    ).toEqual([]);
  });
});

describe('Of several', () => {
  test('the one with most words in common is taken', () => {
    expect(
      pairs('ALTER TABLE orders DROP unit_price, ADD price numeric(10,2), ADD net_unit_price numeric(10,2)'),
    ).toEqual(['unit_price > net_unit_price']);
  });

  test('the one of the same size is taken', () => {
    expect(
      pairs('ALTER TABLE orders DROP unit_price, ADD price numeric(12,2), ADD unit numeric(10,2)'),
    ).toEqual(['unit_price > unit']);
  });

  test('each is taken once', () => {
    expect(pairs('ALTER TABLE orders DROP unit_price, DROP unit_cost, ADD unit_value numeric(10,2)')).toEqual(
      ['unit_price > unit_value'],
    );
    expect(
      pairs(
        'ALTER TABLE orders DROP unit_price, DROP unit_cost, ADD price numeric(10,2), ADD cost numeric(10,2)',
      ),
    ).toEqual(['unit_price > price', 'unit_cost > cost']);
  });
});
