import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { migrationSteps } from '../migration-step.ts';
import { readBefore, rowsReadBefore, shownPlace } from './values-read.ts';

const { sql: parser } = await testParsers();

/** Before the first drop. */
function isRead(upgrade: readonly string[]): boolean {
  const migrations = sqlMigrations(parser, { before: '', upgrade: upgrade.join('\n') });
  const [drop] = migrationSteps(migrations, 'drop-column', 'drop-table');
  return drop !== undefined && readBefore(drop) !== undefined;
}

const DROP_COLUMN = 'ALTER TABLE orders DROP COLUMN total;';
const DROP_TABLE = 'DROP TABLE orders;';

describe('The values of a column were read before it is dropped', () => {
  test.each([
    ['by an UPDATE of its table', ['UPDATE orders SET sum = total;', DROP_COLUMN]],
    ['by an UPDATE of another table', ['UPDATE bills SET sum = orders.total FROM orders;', DROP_COLUMN]],
    [
      'by a subquery',
      ['UPDATE bills b SET sum = (SELECT total FROM orders o WHERE o.id = b.id);', DROP_COLUMN],
    ],
    ['by an INSERT', ['INSERT INTO bills (sum) SELECT total FROM orders;', DROP_COLUMN]],
    ['by an INSERT of all', ['INSERT INTO bills SELECT * FROM orders;', DROP_COLUMN]],
    ['by a table that is made of it', ['CREATE TABLE bills AS SELECT total FROM orders;', DROP_COLUMN]],
    ['by a query', ['SELECT total FROM orders;', DROP_COLUMN]],
    ['by what decides which rows are changed', ['UPDATE orders SET paid = 1 WHERE total > 0;', DROP_COLUMN]],
    [
      'last by the second of two',
      [
        'UPDATE orders SET paid = 1 WHERE total > 0;',
        'UPDATE orders SET paid = 0 WHERE total = 0;',
        DROP_COLUMN,
      ],
    ],
    [
      'by the first where the second only writes it',
      ['UPDATE orders SET sum = total;', 'UPDATE orders SET total = 0;', DROP_COLUMN],
    ],
    [
      'with steps in between',
      ['UPDATE orders SET sum = total;', 'ALTER TABLE orders ADD note text;', DROP_COLUMN],
    ],
    ['in whatever case', ['update ORDERS set SUM = TOTAL;', DROP_COLUMN]],
    ['in quotes', ['UPDATE "orders" SET sum = "total";', DROP_COLUMN]],
    ['in a schema', ['UPDATE shop.orders SET sum = total;', 'ALTER TABLE shop.orders DROP total;']],
  ])('%s', (_, upgrade) => {
    expect(isRead(upgrade)).toBe(true);
  });
});

describe('The values of a column were not', () => {
  test.each([
    ['where nothing comes before', [DROP_COLUMN]],
    ['where it is read later', [DROP_COLUMN, 'UPDATE orders SET sum = total;']],
    ['where it is written', ['UPDATE orders SET total = 0;', DROP_COLUMN]],
    ['where it is one of several that are written', ['UPDATE orders SET a = 1, total = 0;', DROP_COLUMN]],
    ['where rows with it are added', ['INSERT INTO orders (id, total) VALUES (1, 2);', DROP_COLUMN]],
    ['where rows are deleted by it', ['DELETE FROM orders WHERE total = 0;', DROP_COLUMN]],
    ['where another table has one of its name', ['UPDATE bills SET sum = total;', DROP_COLUMN]],
    ['where another column is read', ['UPDATE orders SET sum = subtotal;', DROP_COLUMN]],
    [
      'where it is only asked whether it is empty',
      ['UPDATE orders SET a = 1 WHERE total IS NULL;', DROP_COLUMN],
    ],
    [
      'where rows of another table are put in',
      ['INSERT INTO orders (id, total) SELECT id, total FROM carts;', DROP_COLUMN],
    ],
    [
      'where the catalogue is asked for it',
      [
        "SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'total';",
        DROP_COLUMN,
      ],
    ],
    ['where an index is made of it', ['CREATE INDEX ON orders (total);', DROP_COLUMN]],
    ['where its type changes', ['ALTER TABLE orders ALTER total TYPE bigint;', DROP_COLUMN]],
  ])('%s', (_, upgrade) => {
    expect(isRead(upgrade)).toBe(false);
  });
});

describe('The rows of a table were read before it is dropped', () => {
  test.each([
    ['by an INSERT', ['INSERT INTO bills SELECT id FROM orders;', DROP_TABLE]],
    ['by a join', ['INSERT INTO bills SELECT b.id FROM b JOIN orders o ON o.id = b.id;', DROP_TABLE]],
    [
      'by an UPDATE of another',
      ['UPDATE bills SET a = o.a FROM orders o WHERE o.id = bills.id;', DROP_TABLE],
    ],
    ['by a table that is made of it', ['CREATE TABLE bills AS SELECT * FROM orders;', DROP_TABLE]],
    ['by a query', ['SELECT id FROM orders;', DROP_TABLE]],
    ['in a schema', ['INSERT INTO bills SELECT id FROM shop.orders;', 'DROP TABLE shop.orders;']],
  ])('%s', (_, upgrade) => {
    expect(isRead(upgrade)).toBe(true);
  });
});

describe('The rows of a table were not', () => {
  test.each([
    ['where nothing comes before', [DROP_TABLE]],
    ['where rows are added to it', ['INSERT INTO orders SELECT id FROM carts;', DROP_TABLE]],
    ['where its own are changed', ['UPDATE orders SET a = 1;', DROP_TABLE]],
    ['where they are deleted', ['DELETE FROM orders;', DROP_TABLE]],
    ['where another table is read', ['INSERT INTO bills SELECT id FROM carts;', DROP_TABLE]],
    ['where one of another schema is', ['INSERT INTO bills SELECT id FROM old.orders;', DROP_TABLE]],
    ['where the catalogue is asked for it', ["SELECT to_regclass('orders');", DROP_TABLE]],
    ['where one is made like it', ['CREATE TABLE bills (LIKE orders);', DROP_TABLE]],
  ])('%s', (_, upgrade) => {
    expect(isRead(upgrade)).toBe(false);
  });
});

describe('Rows that a table loses, while it stays', () => {
  function isReadBeforeTruncate(upgrade: readonly string[]): boolean {
    const migrations = sqlMigrations(parser, { before: '', upgrade: upgrade.join('\n') });
    const [step] = migrationSteps(migrations, 'truncate');
    const [table] = step?.operation.tables ?? [];
    return step !== undefined && table !== undefined && rowsReadBefore(step, table) !== undefined;
  }

  test('were read where they were copied before', () => {
    expect(isReadBeforeTruncate(['INSERT INTO bills SELECT * FROM orders;', 'TRUNCATE orders;'])).toBe(true);
  });

  test('were not where others were', () => {
    expect(isReadBeforeTruncate(['INSERT INTO bills SELECT * FROM carts;', 'TRUNCATE orders;'])).toBe(false);
  });

  test('were not where they are copied later', () => {
    expect(isReadBeforeTruncate(['TRUNCATE orders;', 'INSERT INTO bills SELECT * FROM orders;'])).toBe(false);
  });
});

describe('Several columns and tables that are dropped', () => {
  const UPGRADE = [
    'INSERT INTO bills (sum) SELECT total FROM orders;',
    'UPDATE orders SET paid = 1 WHERE state = 2;',
    'ALTER TABLE orders DROP COLUMN total;',
    'ALTER TABLE orders DROP COLUMN state;',
    'ALTER TABLE orders DROP COLUMN note;',
    'DROP TABLE orders;',
    'DROP TABLE bills;',
  ].join('\n');

  test('are told apart', () => {
    const migrations = sqlMigrations(parser, { before: '', upgrade: UPGRADE });
    const drops = migrationSteps(migrations, 'drop-column', 'drop-table');
    expect(drops.map((drop) => readBefore(drop) !== undefined)).toEqual([true, true, false, true, false]);
  });
});

describe('A place is shown', () => {
  const start = { line: 11, character: 4 };
  const at = { path: 'versions/5a9d_move.py', start, end: start };

  test('by its line in the same file', () => {
    expect(shownPlace(at, 'versions/5a9d_move.py')).toBe('Line 12');
  });

  test('with the name of another file', () => {
    expect(shownPlace(at, 'versions/ab12_drop.py')).toBe('Line 12 of 5a9d_move.py');
  });
});
