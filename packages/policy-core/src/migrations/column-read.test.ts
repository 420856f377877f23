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

describe('Code takes a column out of a row', () => {
  test.each(['bill.sum = row.total', 'f(row["total"])', "rows[0]['total']", 'if row.total == 0:'])(
    '%s',
    (code) => {
      expect(takesOutColumn(code, 'total')).toBe(true);
    },
  );
});

describe('Code does not', () => {
  test.each(['row.total = 1', 'row["total"] = 1', 'row.total()', 'row.totals', '["total"]', 'total = 1'])(
    '%s',
    (code) => {
      expect(takesOutColumn(code, 'total')).toBe(false);
    },
  );
});
