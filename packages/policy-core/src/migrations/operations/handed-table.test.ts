import { describe, expect, it } from 'vitest';

import { isHandedOver, isOfTableHandedToOwn } from './handed-table.ts';
import { knownName, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';

const table = (text: string): TableName => ({ ...knownName(text), schema: undefined });
const OTHER: Operation = { kind: 'other', what: 'SELECT' };
const made = (object: 'function' | 'view', name: string): Operation => ({
  kind: 'create-object',
  object,
  name: knownName(name),
});

function read(...statements: readonly (readonly [string, Operation])[]): {
  text: string;
  steps: readonly Step[];
} {
  let text = '';
  const steps = statements.map(([sql, operation]): Step => {
    const start = text.length;
    text += `${sql}\n`;
    const place = { start, end: text.length, isCertain: true, autocommit: false };
    return { kind: 'operation', ...place, via: 'sql', operation };
  });
  return { text, steps };
}

const CALL = ["SELECT copy_table('orders', 'shop.old_orders')", OTHER] as const;
const MAKE = ['CREATE FUNCTION copy_table() ...', made('function', 'copy_table')] as const;
const drop = (name: string): Operation => ({
  kind: 'drop-table',
  table: table(name),
  ifExists: false,
  cascade: false,
});

describe('isHandedOver', () => {
  it('is so for a name that a query holds as a value, with a schema or without one', () => {
    expect(isHandedOver(table('orders'), read(CALL))).toBe(true);
    expect(isHandedOver(table('old_orders'), read(CALL))).toBe(true);
  });

  it('is not so for other names, and for other statements', () => {
    expect(isHandedOver(table('old'), read(CALL))).toBe(false);
    expect(isHandedOver(table('copy_table'), read(CALL))).toBe(false);
    expect(isHandedOver(table('orders'), read(["DROP TABLE a; -- 'orders'", drop('a')]))).toBe(false);
  });
});

describe('isOfTableHandedToOwn', () => {
  it('is so where the steps make the function', () => {
    expect(isOfTableHandedToOwn(drop('old_orders'), read(MAKE, CALL))).toBe(true);
    expect(
      isOfTableHandedToOwn(drop('old_orders'), read([MAKE[0], made('function', 'shop.copy_table')], CALL)),
    ).toBe(true);
  });

  it.each<[string, Operation, ReturnType<typeof read>]>([
    ['a function of the database', drop('old_orders'), read(CALL)],
    ['another function', drop('old_orders'), read([MAKE[0], made('function', 'copy')], CALL)],
    ['a view', drop('old_orders'), read([MAKE[0], made('view', 'copy_table')], CALL)],
    ['another table', drop('users'), read(MAKE, CALL)],
    ['no table', { kind: 'drop-all' }, read(MAKE, CALL)],
    [
      'a table that is not known',
      { ...drop('orders'), table: { ...table('orders'), isKnown: false } } as Operation,
      read(MAKE, CALL),
    ],
  ])('is not so for %s', (_, operation, steps) => {
    expect(isOfTableHandedToOwn(operation, steps)).toBe(false);
  });
});
