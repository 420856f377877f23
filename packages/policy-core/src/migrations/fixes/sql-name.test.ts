import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import { sqlName, sqlTable } from './sql-name.ts';

describe('a name in SQL', () => {
  it.each<[string, string | undefined]>([
    ['orders', 'orders'],
    ['_orders2', '_orders2'],
    ['Orders', '"Orders"'],
    ['2orders', '"2orders"'],
    ['größe', '"größe"'],
    ['old orders', '"old orders"'],
    ['order-lines', '"order-lines"'],
    ['a$b', '"a$b"'],
    ['order', '"order"'],
    ['user', '"user"'],
    ['table', '"table"'],
    ['orders_user', 'orders_user'],
    ['a"b', undefined],
    ["a'b", undefined],
    ['a\\b', undefined],
    ['a:b', undefined],
    ['a%b', undefined],
    ['{a}', undefined],
    ['a.b', undefined],
    ['', undefined],
  ])('%j is written %j', (text, written) => {
    expect(sqlName(knownName(text))).toBe(written);
  });

  it('is none where it is not known', () => {
    expect(sqlName(unknownName('NAME'))).toBeUndefined();
    expect(sqlTable({ ...unknownName('NAME'), schema: 'shop' })).toBeUndefined();
  });

  it.each<[string | undefined, string, string | undefined]>([
    [undefined, 'orders', 'orders'],
    ['shop', 'orders', 'shop.orders'],
    ['Shop', 'order', '"Shop"."order"'],
    ['sh"op', 'orders', undefined],
    ['shop', 'or"ders', undefined],
  ])('of a table in %j is %j: %j', (schema, text, written) => {
    expect(sqlTable({ ...knownName(text), schema })).toBe(written);
  });
});
