import { describe, expect, test } from 'vitest';

import { readsColumn, takesOutColumn } from './column-read.ts';

describe('A statement reads a column', () => {
  test.each([
    'UPDATE orders SET sum = total',
    'UPDATE orders SET total = total + 1',
    'UPDATE orders SET paid = true WHERE total > 0',
    'UPDATE orders SET paid = true WHERE "total" IS NOT NULL',
    'INSERT INTO bills (sum) SELECT total FROM orders',
    'INSERT INTO bills SELECT * FROM orders',
    'create table bills as select o.* from orders o',
    'orders.update().values(sum=orders.c.total)',
    'sa.select(orders.c.id, orders.c.total)',
    'sa.update(orders).where(orders.c.total == 0).values(sum=0)',
    'sa.select(sa.column("total"))',
    'UPDATE orders SET sum = coalesce(total, 0)',
    'UPDATE orders SET sum = o.total FROM orders o',
    'UPDATE orders SET sum = 0, total = total * 2',
    'UPDATE orders SET total = 0 WHERE total < 0',
    'UPDATE orders SET paid = (total > 0)',
    'UPDATE orders SET paid = CASE WHEN total > 0 THEN 1 ELSE 0 END',
    'UPDATE orders SET details = jsonb_build_object(1, total)',
    'UPDATE bills SET sum = orders.total FROM orders WHERE orders.id = bills.id',
    'INSERT INTO bills (total) SELECT total FROM orders',
    'INSERT INTO bills SELECT id, "total" FROM orders',
    'INSERT INTO bills (id) SELECT id FROM orders ORDER BY total',
    'SELECT DISTINCT total FROM orders',
    'SELECT max(total) FROM orders',
    'SELECT id FROM orders WHERE total = 1',
    'CREATE TABLE bills AS SELECT total FROM orders',
    'UPDATE orders SET sum = total\n-- all of them',
    'orders.update().values({"sum": orders.c.total})',
    'orders.update().values({orders.c.sum: orders.c.total})',
    'orders.update().where(orders.c.total > 0).values(paid=True)',
    'sa.insert(bills).from_select(["sum"], sa.select(orders.c.total))',
    'sa.select(sa.func.max(orders.c.total))',
    'session.query(Order.total)',
    'session.query(Order).filter(Order.total == 1)',
    'session.query(Order).order_by(Order.total)',
    'session.query(Order).filter_by(paid=True).with_entities(Order.total)',
  ])('%s', (statement) => {
    expect(readsColumn(statement, 'total')).toBe(true);
  });
});

describe('A statement does not', () => {
  test.each([
    'UPDATE orders SET total = 0',
    'UPDATE orders SET note = 1, "total" = 0',
    'UPDATE orders SET orders.total = 0',
    'UPDATE orders SET sum = 0 WHERE total IS NULL',
    'UPDATE orders SET sum = totals',
    'UPDATE orders SET sum = subtotal',
    'UPDATE orders SET sum = total_of(1)',
    'UPDATE orders SET total = NULL',
    'UPDATE orders SET total = DEFAULT, sum = 1',
    'UPDATE orders SET "note" = 1, "total" = 2',
    'UPDATE orders SET paid = true WHERE "total" IS NULL',
    "UPDATE orders SET details = details ->> 'total'",
    "UPDATE orders SET details = details -> 'total'",
    'INSERT INTO "orders" (total, id) VALUES (1, 2)',
    'INSERT INTO shop.orders (id, total) SELECT id, sum FROM carts',
    'SELECT id FROM orders',
    'SELECT 1',
    'orders.update().values(id=1, total=0)',
    'orders.update().values({"id": 1, "total": 0})',
    'orders.insert().values(total=1)',
    'session.query(Order)',
    'session.query(Order).all()',
    'sa.select(orders)',
    'UPDATE orders SET sum = :total',
    "UPDATE orders SET details = details - 'total'",
    'INSERT INTO orders (id, total) VALUES (1, 2)',
    'SELECT * FROM orders',
    'SELECT count(*) FROM orders',
    'orders.update().values(total=0)',
    'orders.update().values({"total": 0})',
  ])('%s', (statement) => {
    expect(readsColumn(statement, 'total')).toBe(false);
  });

  test('whose name is no word', () => {
    expect(readsColumn('UPDATE orders SET sum = axb', 'a.b')).toBe(false);
  });
});

describe('A column of any name', () => {
  test.each(['id', 'name', 'Total', 'is_paid', 'größe', 'order'])('is read as %s', (column) => {
    expect(readsColumn(`UPDATE orders SET sum = ${column}`, column)).toBe(true);
    expect(takesOutColumn(`bill.sum = row.${column}`, column)).toBe(true);
  });

  test.each(['id', 'name', 'Total', 'is_paid', 'order'])('is only written as %s', (column) => {
    expect(readsColumn(`UPDATE orders SET ${column} = 0`, column)).toBe(false);
    expect(readsColumn(`INSERT INTO orders (${column}) VALUES (0)`, column)).toBe(false);
    expect(takesOutColumn(`row.${column} = 0`, column)).toBe(false);
  });

  test('is found in whatever case SQL has it', () => {
    expect(readsColumn('UPDATE orders SET sum = TOTAL', 'total')).toBe(true);
    expect(readsColumn('update orders set TOTAL = 0', 'total')).toBe(false);
  });

  test('is another one in Python in another case', () => {
    expect(takesOutColumn('bill.sum = row.TOTAL', 'total')).toBe(false);
  });
});

describe('Code takes a column out of a row', () => {
  test.each([
    'bill.sum = row.total',
    'f(row["total"])',
    "rows[0]['total']",
    'if row.total == 0:',
    'bill = Bill(sum=one.total)',
    'return one.total, one.id',
    'x = one.total - 1',
    'print(one.total)',
    'rows()["total"]',
  ])('%s', (code) => {
    expect(takesOutColumn(code, 'total')).toBe(true);
  });
});

describe('Code does not', () => {
  test.each(['row.total = 1', 'row["total"] = 1', 'row.total()', 'row.totals', '["total"]', 'total = 1'])(
    '%s',
    (code) => {
      expect(takesOutColumn(code, 'total')).toBe(false);
    },
  );
});
