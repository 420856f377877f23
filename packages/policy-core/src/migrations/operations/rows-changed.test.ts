import { describe, expect, test } from 'vitest';

import { knownName, unknownName, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';
import { mayAddRows, mayChangeRows, mayWriteColumn } from './rows-changed.ts';

const AT = { start: 0, end: 1, isCertain: true, autocommit: false };
const ORDERS: TableName = { ...knownName('orders'), schema: undefined };
const done = (operation: Operation): Step => ({
  ...AT,
  kind: 'operation',
  via: 'directive',
  operation,
});
const changed = (table: TableName): Step =>
  done({ kind: 'change-rows', verb: 'update', table, isFiltered: false });

describe('a step that may change rows of a table', () => {
  test.each<[string, Step, boolean]>([
    ['changes them', changed(ORDERS), true],
    ['changes them in its schema', changed({ ...ORDERS, schema: 'public' }), true],
    ['changes those of another table', changed({ ...ORDERS, text: 'notes' }), false],
    ['changes those in another schema', changed({ ...ORDERS, schema: 'shop' }), false],
    [
      'changes those of a table that only a run tells',
      changed({ ...unknownName('table'), schema: undefined }),
      true,
    ],
    ['is SQL that nobody can read', { ...AT, kind: 'unclear', problem: 'x is not known' }, true],
    [
      'does something else',
      done({ kind: 'drop-table', table: ORDERS, ifExists: false, cascade: false }),
      false,
    ],
  ])('%s', (_name, step, expected) => {
    expect(mayChangeRows(step, ORDERS)).toBe(expected);
  });
});

const UNCLEAR: Step = { ...AT, kind: 'unclear', problem: 'x is not known' };
const rows = (verb: 'insert' | 'update' | 'delete' | 'merge' | 'copy'): Step =>
  done({ kind: 'change-rows', verb, table: ORDERS, isFiltered: false });

describe('a step that may write into a column', () => {
  const isWritten = (text: string, step: Step = changed(ORDERS)): boolean =>
    mayWriteColumn({ ...step, start: 0, end: text.length }, { table: ORDERS, column: 'code', text });

  test.each([
    ['an UPDATE of it', 'UPDATE orders SET code = 1'],
    ['an UPDATE of it under quotes', 'UPDATE orders SET "code" = 1'],
    ['an UPDATE of it in capitals', 'update orders set CODE = 1'],
    ['an UPDATE that only reads it', 'UPDATE orders SET a = code'],
    ['an UPDATE of a column that is put in', 'UPDATE orders SET {column} = 1'],
    ['an UPDATE of a column that is formatted in', 'UPDATE orders SET %s = 1'],
    ['an UPDATE of a second column that is formatted in', 'UPDATE orders SET a = %s, %s = 1'],
    ['an UPDATE that is put together', '"UPDATE orders SET " + column + " = 1"'],
    ['an UPDATE by a directive', 'op.execute(orders.update().values(a=1))'],
  ])('%s', (_, text) => {
    expect(isWritten(text)).toBe(true);
  });

  test.each([
    ['an UPDATE of another column', 'UPDATE orders SET a = 1'],
    ['an UPDATE of a column that holds its name', 'UPDATE orders SET code_of_shop = 1'],
    ['an UPDATE with values that are put in', 'UPDATE orders SET a = coalesce(b, %s) WHERE id = %(id)s'],
    ['an UPDATE with a list of values', "UPDATE orders SET a = b && '{red,green}'::color[]"],
    ['an UPDATE between the quotes of Python', '"""UPDATE orders SET a = 1"""'],
  ])('is not %s', (_, text) => {
    expect(isWritten(text)).toBe(false);
  });

  test('is SQL that nobody can read, and rows that come, and not rows that go', () => {
    const steps = [UNCLEAR, rows('insert'), rows('copy'), rows('delete')];
    expect(steps.map((step) => isWritten('', step))).toEqual([true, true, true, false]);
  });

  test('is not one on another table', () => {
    expect(isWritten('UPDATE notes SET code = 1', changed({ ...ORDERS, text: 'notes' }))).toBe(false);
  });

  test('is a change of its type that works each value out anew', () => {
    const altered = { kind: 'alter-column', table: ORDERS, column: knownName('code') } as const;
    expect(isWritten('', done({ ...altered, using: 'nullif(code, 0)' }))).toBe(true);
    expect(isWritten('', done(altered))).toBe(false);
    expect(isWritten('', done({ ...altered, column: knownName('a'), using: 'b' }))).toBe(false);
  });
});

describe('a step that may add rows', () => {
  test.each([
    ['SQL that nobody can read', UNCLEAR, true],
    ['INSERT', rows('insert'), true],
    ['COPY', rows('copy'), true],
    ['MERGE', rows('merge'), true],
    ['UPDATE', rows('update'), false],
    ['DELETE', rows('delete'), false],
    ['something else', done({ kind: 'drop-table', table: ORDERS, ifExists: false, cascade: false }), false],
  ])('%s', (_name, step, expected) => {
    expect(mayAddRows(step, ORDERS)).toBe(expected);
  });
});
