import { describe, expect, test } from 'vitest';

import { dropped, orders } from '../../../testing/sample-operations.ts';
import { check, foreignKey, NOWHERE, ordersState as state, unique } from '../../../testing/sample-orders.ts';
import {
  columnNamed,
  columnState,
  constraintState,
  indexState,
  tableState,
} from '../../../testing/sample-schema.ts';
import type { ConstraintDefinition } from '../../operations/column.ts';
import { inverseOf } from './inverse.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';

describe('what is not whole is not made again', () => {
  const dropColumn: Operation = { kind: 'drop-column', table: orders, column: knownName('c'), ...dropped };
  const dropTable: Operation = { kind: 'drop-table', table: orders, ...dropped };

  test('a table whose columns are not all known', () => {
    expect(inverseOf(dropTable, { ...state, isWhole: false })).toEqual({
      kind: 'unknown',
      why: 'not every column of the table is known',
    });
  });

  test.each([
    [{ type: undefined }, 'the type of c is not known'],
    [{ type: { isKnown: false, written: 'Geo()' } as const }, 'the type of c is not known'],
    [{ nullable: undefined }, 'whether c may be null is not known'],
    [{ default: undefined }, 'the default of c is not known'],
    [{ default: { kind: 'unknown', source: 'X' } as const }, 'the default of c is not known'],
    [{ default: { kind: 'computed', isStored: true } as const }, 'how c is computed is not known'],
    [{ default: { kind: 'identity' } as const }, 'not all of c is known'],
    [{ hasMore: true } as const, 'not all of c is known'],
  ])('a column with %j', (more, why) => {
    const before = tableState('orders', [columnState('c', more)]);
    expect(inverseOf(dropColumn, before)).toEqual({ kind: 'unknown', why });
    expect(inverseOf(dropTable, before)).toEqual({ kind: 'unknown', why });
  });

  test.each<[ConstraintDefinition, string]>([
    [{ ...foreignKey, hasMore: true }, 'not all of the foreign key k is known'],
    [{ ...foreignKey, columns: undefined }, 'what the foreign key k covers is not known'],
    [
      { ...foreignKey, target: { table: { ...unknownName('T'), schema: undefined }, columns: undefined } },
      'what the foreign key k covers is not known',
    ],
    [{ ...check, expression: undefined }, 'what the check constraint k asks is not known'],
    [{ ...unique, columns: undefined }, 'what the unique constraint k covers is not known'],
    [
      { ...NOWHERE, kind: 'exclude', name: undefined, columns: ['c'], notValid: false },
      'not all of the exclusion constraint k is known',
    ],
  ])('a table with %j', (definition, why) => {
    const before = tableState('orders', [], { constraints: [constraintState('k', definition)] });
    expect(inverseOf(dropTable, before)).toEqual({ kind: 'unknown', why });
  });

  test.each([
    [indexState(undefined, ['c']), 'the name of an index is not known'],
    [indexState('ix', undefined), 'what the index ix covers is not known'],
    [indexState('ix', ['c'], { isPartial: true }), 'not all of the index ix is known'],
    [indexState('ix', ['c'], { hasMore: true }), 'not all of the index ix is known'],
  ])('a table with the index %j', (index, why) => {
    const before = tableState('orders', [], { indexes: [index] });
    expect(inverseOf(dropTable, before)).toEqual({ kind: 'unknown', why });
  });

  test('a column that IF EXISTS did not find needs nothing', () => {
    expect(inverseOf({ ...dropColumn, ifExists: true }, state)).toEqual({
      kind: 'operations',
      operations: [],
    });
    expect(inverseOf({ ...dropColumn, ifExists: true }, { ...state, isWhole: false })).toEqual({
      kind: 'unknown',
      why: 'the definition of c is not known',
    });
  });
});

describe('names that are only known when it runs', () => {
  const table = { ...unknownName('f"t_{n}"'), schema: undefined };
  const name = unknownName('NAME');
  const rest = { columns: ['a'], unique: false, concurrently: false, ifNotExists: false, isPartial: false };
  const onTable = 'which table it changes is only known when it runs';
  const onColumn = 'which column it changes is only known when it runs';

  test.each<[Operation, string]>([
    [{ kind: 'drop-table', table, ...dropped }, onTable],
    [{ kind: 'rename-table', table: orders, to: name }, onTable],
    [{ kind: 'set-table-schema', table, schema: name }, onTable],
    [{ kind: 'add-column', table, column: columnNamed('a'), ifNotExists: false }, onTable],
    [{ kind: 'add-column', table: orders, column: columnNamed('a', { name }), ifNotExists: false }, onColumn],
    [{ kind: 'drop-column', table: orders, column: name, ...dropped }, onColumn],
    [{ kind: 'rename-column', table: orders, column: knownName('a'), to: name }, onColumn],
    [{ kind: 'alter-column', table: orders, column: name, nullable: true }, onColumn],
    [
      { kind: 'create-index', name, table: orders, ...rest },
      'the name of the index is only known when it runs',
    ],
    [
      { kind: 'create-index', name: undefined, table: orders, ...rest },
      'the database makes up the name of the index',
    ],
    [
      { kind: 'add-constraint', table: orders, constraint: { ...unique, name } },
      'the name of the constraint is only known when it runs',
    ],
    [
      { kind: 'add-constraint', table: orders, constraint: { ...unique, name: undefined } },
      'the database makes up the name of the constraint',
    ],
    [{ kind: 'create-object', object: 'type', name }, 'what it changes is not known'],
  ])('%j', (operation, why) => {
    expect(inverseOf(operation, state)).toEqual({ kind: 'unknown', why });
  });
});

describe('rows', () => {
  const rows = (verb: 'insert' | 'update' | 'delete' | 'merge' | 'copy'): Operation => ({
    kind: 'change-rows',
    verb,
    table: orders,
    isFiltered: true,
  });

  test.each<Operation>([
    { kind: 'truncate', tables: [orders], cascade: false },
    rows('delete'),
    rows('update'),
  ])('%j loses what they held', (operation) => {
    expect(inverseOf(operation, state)).toEqual({ kind: 'loses-data', operations: [] });
  });

  test.each<Operation>([rows('insert'), rows('merge'), rows('copy')])(
    '%j adds some nobody can name',
    (operation) => {
      expect(inverseOf(operation, state)).toEqual({
        kind: 'unknown',
        why: 'which rows it adds is not known',
      });
    },
  );

  test('a comment, a grant and a validation leave nothing to undo', () => {
    const operations: readonly Operation[] = [
      { kind: 'other', what: 'a comment' },
      { kind: 'validate-constraint', table: orders, name: knownName('ck') },
    ];
    for (const operation of operations) {
      expect(inverseOf(operation, state)).toEqual({ kind: 'operations', operations: [] });
    }
  });

  test.each(['create-all', 'drop-all'] as const)('%s does what the metadata of that moment says', (kind) => {
    expect(inverseOf({ kind }, state)).toEqual({
      kind: 'unknown',
      why: 'which tables the metadata holds is only known when it runs',
    });
  });
});
