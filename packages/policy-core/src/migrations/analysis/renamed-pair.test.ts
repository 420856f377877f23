import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
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
    expect(pairs(`${made} REFERENCES users`, { before })).toEqual(['acme_user > acme_person']);
    expect(
      pairs(`${made}; ALTER TABLE orders ADD FOREIGN KEY (acme_person) REFERENCES public.users`, { before }),
    ).toEqual(['acme_user > acme_person']);
    const renamed = 'ALTER TABLE users RENAME TO people';
    expect(pairs(`${renamed}; ${made} REFERENCES people`, { before })).toEqual(['acme_user > acme_person']);
    expect(pairs(made, { before })).toEqual([]);
    const dropped = 'ALTER TABLE orders DROP CONSTRAINT orders_acme_user_fkey';
    expect(pairs(`${dropped}; ${made}`, { before })).toEqual([]);
    expect(pairs(made, {})).toEqual(['acme_user > acme_person']);
  });

  test('of two foreign keys to one table, as the downgrade tells', () => {
    const made = 'ALTER TABLE orders DROP acme_user, ADD acme_person int REFERENCES users';
    const back = 'ALTER TABLE orders DROP acme_person, ADD acme_user int';
    expect(pairs(made, { downgrade: back })).toEqual(['acme_user > acme_person']);
    expect(pairs(made, { downgrade: `${back} REFERENCES users` })).toEqual(['acme_user > acme_person']);
    expect(pairs(made, { downgrade: `${back} REFERENCES people` })).toEqual([]);
    const key = 'ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (acme_user) REFERENCES people';
    expect(pairs(made, { downgrade: `${back}; ${key}` })).toEqual([]);
    expect(pairs(made, { downgrade: `${back}; ${key.replace('orders', 'notes')}` })).toEqual([
      'acme_user > acme_person',
    ]);
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
    [
      'of which the migration made the one itself',
      `ALTER TABLE orders ADD order_ref int; ${change('order_ref', 'ref int')}`,
    ],
    [
      'of a table that the migration made itself',
      'CREATE TABLE lines (order_ref int); ALTER TABLE lines DROP order_ref, ADD ref int',
    ],
    ['of two types', change('ship_date', 'shipped_date timestamptz')],
    ['of an array and a single value', change('tags', 'main_tags text')],
    ['of two tables', 'ALTER TABLE orders DROP ship_date; ALTER TABLE people ADD shipped_date date'],
    ['of two schemas', 'ALTER TABLE orders DROP ship_date; ALTER TABLE old.orders ADD shipped_date date'],
    ['where nothing comes', 'ALTER TABLE orders DROP ship_date'],
    ['where nothing goes', 'ALTER TABLE orders ADD shipped_date date'],
  ])('%s', (_, sql) => {
    expect(pairs(sql)).toEqual([]);
  });

  test('of two keys that lead to different tables, which nobody renames', () => {
    const before = 'CREATE TABLE orders (acme_user int REFERENCES users, unit_price numeric)';
    const made = 'ALTER TABLE orders DROP acme_user, ADD acme_person int REFERENCES people';
    expect(pairs(made, { before })).toEqual([]);
    expect(pairs(`ALTER TABLE users RENAME TO members; ${made}`, { before })).toEqual([]);
  });

  test('where every row goes before', () => {
    const pair = change('unit_price', 'price numeric(10,2)');
    expect(pairs(`TRUNCATE orders; ${pair}`)).toEqual([]);
    expect(pairs(`TRUNCATE lines, orders; ${pair}`)).toEqual([]);
    expect(pairs(`TRUNCATE lines; ${pair}`)).toEqual(['unit_price > price']);
    expect(pairs(`${pair}; TRUNCATE orders`)).toEqual(['unit_price > price']);
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
  const several = (drops: readonly string[], adds: readonly string[]) =>
    pairs(
      `ALTER TABLE orders ${[...drops.map((name) => `DROP ${name}`), ...adds.map((name) => `ADD ${name} text`)].join(', ')}`,
      {},
    );

  test('the one that is called nearly the same is taken', () => {
    expect(several(['unit_price'], ['price', 'net_unit_price'])).toEqual(['unit_price > net_unit_price']);
    expect(several(['accepted_button_label', 'refusal_button_label'], ['accept_button_label'])).toEqual([
      'accepted_button_label > accept_button_label',
    ]);
  });

  test('each is taken for the one that it is like', () => {
    expect(several(['unit_price', 'unit_cost'], ['price', 'cost'])).toEqual([
      'unit_price > price',
      'unit_cost > cost',
    ]);
    expect(several(['shop_jan', 'shop_jan_time'], ['shop_feb_time', 'shop_jan_first'])).toEqual([
      'shop_jan > shop_jan_first',
    ]);
    expect(several(['state_v_1', 'state_paid_v_1'], ['state_v_2', 'state_paid_v_2'])).toEqual([
      'state_v_1 > state_v_2',
      'state_paid_v_1 > state_paid_v_2',
    ]);
  });

  test.each([
    ['two are as like', ['unit_price'], ['price', 'unit']],
    ['two that go are as like', ['unit_price', 'unit_cost'], ['unit_value']],
    [
      'what goes and comes is one thing in several places',
      ['shown_in_modal', 'shown_in_banner'],
      ['shown_in_api', 'shown_in_list'],
    ],
    [
      'the likest have no more in common than not',
      ['crate_sum_seen', 'box_seen'],
      ['vat_sum_seen', 'red_bag_sum_seen'],
    ],
    [
      'a better one is taken',
      ['parent_edit_number', 'message_number'],
      ['parent_message', 'latest_child_message'],
    ],
    ['one is one of many', ['run_shop_id'], ['run_one_shop_id', 'run_two_shop_id', 'run_six_shop_id']],
  ])('none is taken where %s', (_, drops, adds) => {
    expect(several(drops, adds)).toEqual([]);
  });

  test('those of another type or table are none of them', () => {
    expect(pairs(`${change('unit_price', 'price numeric(10,2)')}, ADD unit text`)).toEqual([
      'unit_price > price',
    ]);
    expect(
      pairs(`${change('unit_price', 'price numeric(10,2)')}; ALTER TABLE notes ADD unit numeric`),
    ).toEqual(['unit_price > price']);
  });
});
