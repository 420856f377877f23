import { describe, expect, test } from 'vitest';

import type { NamedLine } from '../../model/observations.ts';
import { startOf } from '../../model/source-span.ts';
import { knownName } from '../operations/name.ts';
import { releasedUses } from './released-uses.ts';
import { takenText, takenNameWords, type TakenName } from './taken-names.ts';

function taken(table: string, column?: string): TakenName {
  const name = { ...knownName(table), schema: undefined };
  const upgrade = {
    path: 'v/a.py',
    text: '',
    steps: [],
    span: () => startOf('v/a.py'),
    revision: undefined,
    history: undefined,
  };
  const operation = { kind: 'drop-table', table: name, ifExists: false, cascade: false } as const;
  return {
    step: { upgrade, operation, index: 0, isCertain: true, at: startOf('v/a.py') },
    table: name,
    column: column === undefined ? undefined : knownName(column),
  };
}

const line = (text: string, path = 'app/models.py', number = 0): NamedLine => ({ path, line: number, text });
const uses = (name: TakenName, ...lines: readonly NamedLine[]) =>
  releasedUses(name, lines).map(({ text }) => text);

describe('the released code names a table', () => {
  test.each([
    '__tablename__ = "orders"',
    "__tablename__ = 'orders'",
    'Column(ForeignKey("orders.id"))',
    'Table("shop.orders", metadata)',
    'SELECT count(*) FROM orders',
    'db.execute("""delete from only shop.orders where id = 1""")',
    'INSERT INTO orders (id) VALUES (1)',
    'update "orders" set total = 0',
    'query = `select * from orders`',
  ])('in %s', (text) => {
    expect(uses(taken('orders'), line(text))).toEqual([text]);
  });

  test.each([
    'orders = load()',
    'def orders(self):',
    '"orders_archive"',
    'FROM order_lines',
    '# __tablename__ = "orders"',
    '-- SELECT * FROM orders',
  ])('and not in %s', (text) => {
    expect(uses(taken('orders'), line(text))).toEqual([]);
  });

  test('and not in a document', () => {
    expect(uses(taken('orders'), line('SELECT * FROM orders', 'docs/queries.md'))).toEqual([]);
  });
});

describe('the released code names a column', () => {
  const model = line('__tablename__ = "orders"');

  test('in a file that names its table', () => {
    expect(
      uses(taken('orders', 'total'), model, line('total = Column(Integer)', 'app/models.py', 1)),
    ).toEqual(['total = Column(Integer)']);
  });

  test('and not in a file about another table', () => {
    expect(uses(taken('orders', 'name'), model, line('name = Column(Text)', 'app/customers.py'))).toEqual([]);
  });

  test('as a whole word', () => {
    expect(uses(taken('orders', 'total'), model, line('subtotal = totals'), line('x.total_sum'))).toEqual([]);
  });

  test('also with characters that mean something in a pattern', () => {
    expect(uses(taken('orders', 'a.b'), model, line('"a.b"'), line('"axb"'))).toEqual(['"a.b"']);
  });
});

test('what is looked for, and what people are told', () => {
  expect(takenNameWords(taken('orders'))).toEqual(['orders']);
  expect(takenNameWords(taken('orders', 'total'))).toEqual(['orders', 'total']);
  expect(takenText(taken('orders', 'total'))).toBe('orders.total');
  expect(takenText(taken('orders'))).toBe('orders');
});
