import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import {
  addColumn,
  createTable,
  dropColumn,
  dropTable,
  renameColumn,
  renameTable,
  setTableSchema,
} from '../../testing/schema-changes.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { knownName, tableText, unknownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { columnAtEnd, columnsAfter, namesWithin, tableAtEnd } from './renames-within.ts';

const stepsOf = (...steps: readonly Operation[]) => judgedUpgrade(...steps).steps;
const names = (table: string, ...steps: readonly Operation[]) =>
  namesWithin(stepsOf(...steps), tableNamed(table)).map(tableText);

describe('the names of a table', () => {
  test('are its own where nothing renames it', () => {
    expect(names('orders', renameTable('lines', 'items'))).toEqual(['orders']);
  });

  test('are those it gets and those it had', () => {
    const chain = [renameTable('a', 'b'), renameTable('b', 'c')];
    expect(names('a', ...chain)).toEqual(['a', 'b', 'c']);
    expect(names('b', ...chain)).toEqual(['b', 'a', 'c']);
    expect(names('c', ...chain)).toEqual(['c', 'b', 'a']);
  });

  test('change with its schema', () => {
    expect(names('orders', setTableSchema('orders', 'shop'), renameTable('shop.orders', 'sales'))).toEqual([
      'orders',
      'shop.orders',
      'shop.sales',
    ]);
  });
});

describe('the names of columns', () => {
  const steps = stepsOf(
    renameColumn('orders', 'a', 'b'),
    renameColumn('lines', 'b', 'x'),
    renameColumn('orders', 'b', 'c'),
  );
  const after = (columns: readonly string[], more: { readonly from?: number; readonly to?: number } = {}) =>
    columnsAfter(steps, { columns, tables: [tableNamed('orders')], ...more });

  test('are followed through the steps', () => {
    expect(after(['a', 'b', 'z'])).toEqual(['c', 'c', 'z']);
    expect(after(['a'], { to: 2 })).toEqual(['b']);
    expect(after(['a'], { from: 1 })).toEqual(['a']);
    expect(after(['b'], { from: 1 })).toEqual(['c']);
  });

  test('come back when they are renamed back', () => {
    const column = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(column, column), { maxLength: 6 }), (pairs) => {
        // Only names that are free: PostgreSQL takes no others.
        const there = stepsOf(...pairs.map(([from], index) => renameColumn('t', from, `n${index}`)));
        const back = stepsOf(
          ...pairs.map(([from], index) => renameColumn('t', `n${index}`, from)).toReversed(),
        );
        const tables = [tableNamed('t')];
        const columns = ['a', 'b', 'c', 'd'];
        const renamed = columnsAfter(there, { columns, tables });
        expect(columnsAfter(back, { columns: renamed, tables })).toEqual(columns);
      }),
    );
  });
});

describe('the end of a migration', () => {
  const stepIn = (index: number, ...steps: readonly Operation[]): MigrationStep => {
    const upgrade = judgedUpgrade(...steps);
    const operation = steps[index] ?? { kind: 'other', what: 'SELECT' };
    return { upgrade, index, operation, isCertain: true, at: upgrade.span({ start: 0, end: 0 }) };
  };

  test('knows a table by whatever name it has then', () => {
    const step = stepIn(0, dropColumn('a', 'x'), renameTable('a', 'b'), addColumn('b', 'y'));
    expect([...(tableAtEnd(step, tableNamed('a'))?.columns.keys() ?? [])]).toEqual(['y']);
    expect(tableAtEnd(stepIn(0, dropColumn('a', 'x'), dropTable('a')), tableNamed('a'))).toBeUndefined();
  });

  test('knows a column by whatever name it has then', () => {
    const step = stepIn(
      1,
      createTable('a', ['x']),
      addColumn('a', 'y'),
      renameColumn('a', 'x', 'z'),
      renameTable('a', 'b'),
    );
    const at = (column: string) => columnAtEnd(step, tableNamed('a'), knownName(column))?.name;
    expect([at('x'), at('y'), at('gone')]).toEqual(['z', 'y', undefined]);
    expect(columnAtEnd(step, tableNamed('a'), unknownName('pick()'))).toBeUndefined();
  });

  test('knows no column that is dropped', () => {
    const step = stepIn(0, addColumn('a', 'x'), dropColumn('a', 'x'));
    expect(columnAtEnd(step, tableNamed('a'), knownName('x'))).toBeUndefined();
  });
});
