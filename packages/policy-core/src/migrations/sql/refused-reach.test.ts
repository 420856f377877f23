import { describe, expect, it } from 'vitest';

import { refusedReach } from './refused-reach.ts';

const ROWS = { kind: 'rows' };
const SETTINGS = { kind: 'settings' };

describe('A statement that PostgreSQL refuses changes no more than', () => {
  it.each([
    // Of other databases, and whole.
    'UPDATE orders o JOIN users u ON u.id = o.user_id SET o.name = my_function(u.name)',
    'update ignore orders set total = 0',
    'INSERT IGNORE INTO orders (id, total) VALUES (1, 2)',
    'REPLACE INTO orders (id) VALUES (1)',
    'DELETE o FROM orders o JOIN users u ON u.id = o.user_id',
    'SELECT `id` FROM orders',
    '-- why\nUPDATE `orders` SET a = 1',
    // Of which a part is not known.
    'UPDATE orders SET _lk0_',
    'UPDATE orders SET total = lower(name), _lk0_ WHERE id IN (1, 2)',
    'INSERT INTO orders (id, _lk0_) _lk1_',
    'INSERT INTO shop.orders (id) VALUES (_lk0_) _lk1_ x',
    'INSERT INTO "orders" (id) SELECT coalesce(max(id), 0) FROM orders _lk0_ _lk1_ x',
    'WITH a AS (SELECT 1) UPDATE orders SET _lk0_',
    'DELETE FROM orders WHERE id IN (SELECT id FROM users) _lk0_ _lk1_',
    'UPDATE orders SET _lk0_ WHERE EXISTS (SELECT 1 FROM users)',
  ])('rows: %s', (sql) => {
    expect(refusedReach(sql)).toEqual(ROWS);
  });

  it.each(['PRAGMA foreign_keys = OFF', 'pragma legacy_alter_table=ON', 'PRAGMA table_info(_lk0_)'])(
    'the settings of a connection: %s',
    (sql) => {
      expect(refusedReach(sql)).toEqual(SETTINGS);
    },
  );

  it.each<[string, readonly string[]]>([
    ['ALTER TABLE Orders DROP PRIMARY KEY', ['alter', 'table', 'orders', 'drop', 'primary', 'key']],
    ['ALTER TABLE `shop`.`orders` ENGINE=x', ['alter', 'table', 'shop', 'orders', 'engine', 'x']],
    ['RENAME TABLE a TO `b`', ['rename', 'table', 'a', 'to', 'b']],
    ['DROP INDEX a ON orders', ['drop', 'index', 'a', 'on', 'orders']],
    ['CREATE INDEX a ON `b` (c)', ['create', 'index', 'a', 'on', 'b', 'c']],
    ['CREATE TABLE `orders` (id int) ENGINE=x', ['create', 'table', 'orders', 'id', 'int', 'engine', 'x']],
    ['CREATE TABLE IF NOT EXISTS `a` (b int)', ['create', 'table', 'if', 'not', 'exists', 'a', 'b', 'int']],
    ['CREATE FULLTEXT INDEX a ON b (c)', ['create', 'fulltext', 'index', 'a', 'on', 'b', 'c']],
  ])('tables of the names in it: %s', (sql, names) => {
    expect(refusedReach(sql)).toEqual({ kind: 'tables', names });
  });
});

describe('A statement that PostgreSQL refuses may change anything', () => {
  it.each([
    ['where nothing is there', ''],
    ['where its verb is not known', '_lk0_ orders SET a = 1'],
    ['where its verb does more', 'CALL `do_it`'],
    ['where it sets something', 'SET @a = 1'],
    ['where it makes a table in the place of another', 'CREATE OR REPLACE TABLE `orders` (id int)'],
    ['where a table that it makes is not known', 'CREATE TABLE _lk0_ (id int)'],
    ['where it drops a table', 'DROP TABLE `orders`'],
    ['where it may hold another statement', "UPDATE orders SET a = 'it\\'s'; DROP TABLE orders; --'"],
    // SQL Server takes one statement behind another without a mark between them.
    ['where a table is dropped behind a row', 'UPDATE [orders] SET a = 1\nDROP TABLE [users]'],
    ['where one is dropped behind a question', 'SELECT [a] FROM b drop /* b */ table c'],
    ['where one is dropped behind a new one', 'CREATE TABLE [a] (b int) DROP TABLE c'],
    ['where one is dropped behind a changed one', 'ALTER TABLE [a] ADD b int DROP TABLE c'],
    ['where one is emptied behind a row', 'INSERT INTO [a] (b) VALUES (1) TRUNCATE TABLE c'],
    ['where something is run behind a row', "DELETE FROM [a] EXEC ('x')"],
    ['where a schema goes behind an index', 'CREATE INDEX [a] ON b (c) DROP SCHEMA d'],
    ['where a table is not known', 'ALTER TABLE _lk0_ DROP PRIMARY KEY'],
    ['where what it does to a table is not known', 'ALTER TABLE orders RENAME `a`, _lk0_'],
    ['where it calls what the project made', 'UPDATE orders SET a = do_it(b), _lk0_'],
    ['where it calls what is not known', 'UPDATE orders SET a = _lk0_(b), _lk1_'],
    ['where it calls that by a schema', 'UPDATE orders SET a = shop.do_it(b), _lk0_'],
    ['where it calls that in quotes', 'SELECT "do_it"() _lk0_ _lk1_'],
    ['where the first word has a parenthesis', 'VALUES_OF(1), _lk0_'],
  ])('%s', (_, sql) => {
    expect(refusedReach(sql)).toBeUndefined();
  });
});
