import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  check,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  orders,
  renameColumn,
  renameTable,
  unique,
} from '../../testing/sample-operations.ts';
import { columnNamed, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import type { ColumnDefinition } from '../operations/column.ts';
import { knownName, unknownName } from '../operations/name.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';
import { listedWords, operationText } from './operation-words.ts';

const people = { table: tableNamed('hr.people'), columns: ['id'] };
const somewhere = { ...unknownName('TABLES[0]'), schema: undefined };
const ifThere = { ifExists: true, cascade: false };
const cascading = { ifExists: false, cascade: true };

describe('an operation reads', () => {
  test.each<[string, Operation]>([
    ['creates the table orders with 2 columns, id and total', createTable('orders', 'id', 'total')],
    ['creates the table audit.log with 1 column, line', createTable('audit.log', 'line')],
    [
      'creates the table t with 8 columns, a, b, c, d, e, f and 2 more',
      createTable('t', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    ],
    ['creates the table t', createTable('t')],
    ['creates the table t with columns from elsewhere', { ...createTable('t'), isWhole: false } as Operation],
    [
      'creates the temporary table t with 1 column, a and columns from elsewhere, unless it is there',
      { ...createTable('t', 'a'), isWhole: false, isTemporary: true, ifNotExists: true } as Operation,
    ],
    ['drops the table orders and every row in it', dropTable('orders')],
    [
      'drops the table `TABLES[0]` and every row in it, if it is there',
      { kind: 'drop-table', table: somewhere, ...ifThere },
    ],
    [
      'drops the table orders and every row in it, with whatever depends on it',
      { kind: 'drop-table', table: orders, ...cascading },
    ],
    ['renames the table orders to sales', renameTable('orders', 'sales')],
    [
      'moves the table orders to the schema archive',
      { kind: 'set-table-schema', table: orders, schema: knownName('archive') },
    ],
    ['adds the column orders.note (integer, nullable)', addColumn('note')],
    ['drops the column orders.note and every value in it', dropColumn('note')],
    ['renames the column orders.a to b', renameColumn('a', 'b')],
    [
      'renames the column orders.a to `NEW`',
      { kind: 'rename-column', table: orders, column: knownName('a'), to: unknownName('NEW') },
    ],
    ['creates the index ix on orders (a, b)', createIndex('ix', ['a', 'b'])],
    ['creates the unique index ix on orders (an expression)', createIndex('ix', undefined, true)],
    [
      'creates an index on orders (a), for some of its rows, while others write (CONCURRENTLY), unless it is there',
      {
        ...createIndex('ix', ['a']),
        name: undefined,
        isPartial: true,
        concurrently: true,
        ifNotExists: true,
      } as Operation,
    ],
    [
      'creates a unique index on orders (a)',
      { ...createIndex('ix', ['a'], true), name: undefined } as Operation,
    ],
    ['drops the index ix', dropIndex('ix')],
    [
      'drops the index ix of orders, while others write (CONCURRENTLY), if it is there',
      { kind: 'drop-index', name: knownName('ix'), table: orders, concurrently: true, ...ifThere },
    ],
    ['adds the unique constraint uq on orders (a)', addConstraint(unique('uq', ['a']))],
    ['adds a unique constraint on orders', addConstraint(unique(undefined, undefined))],
    ['adds the check constraint ck on orders: total > 0', addConstraint(check('total > 0'))],
    [
      'adds the check constraint ck on orders, without a look at the rows that are there',
      addConstraint({ ...check(undefined), notValid: true }),
    ],
    [
      'adds the foreign key ck from orders (by) to hr.people (id)',
      addConstraint({ ...check(undefined), kind: 'foreign-key', columns: ['by'], target: people }),
    ],
    [
      'adds an exclusion constraint on orders',
      addConstraint({ ...check(undefined), kind: 'exclude', name: undefined }),
    ],
    ['drops the constraint uq of orders', dropConstraint('uq')],
    ['drops a constraint of orders without a name, which Alembic refuses', dropConstraint(undefined)],
    [
      'renames the constraint ck of orders to ck_2',
      { kind: 'rename-constraint', table: orders, name: knownName('ck'), to: knownName('ck_2') },
    ],
    [
      'checks the rows of orders against the constraint ck',
      { kind: 'validate-constraint', table: orders, name: knownName('ck') },
    ],
    ['adds rows to orders', changeRows('insert')],
    ['changes some rows of orders', changeRows('update')],
    ['deletes all rows of orders', { ...changeRows('delete'), isFiltered: false } as Operation],
    ['copies rows into orders', { kind: 'change-rows', verb: 'copy', table: orders, isFiltered: false }],
    [
      'adds, changes or deletes rows of orders',
      { kind: 'change-rows', verb: 'merge', table: orders, isFiltered: false },
    ],
    [
      'deletes every row of orders, audit.log',
      { kind: 'truncate', tables: [orders, tableNamed('audit.log')], cascade: false },
    ],
    [
      'deletes every row of orders and of the tables that refer to it',
      { kind: 'truncate', tables: [orders], cascade: true },
    ],
    ['creates whatever tables the metadata knows at that moment', { kind: 'create-all' }],
    ['drops whatever tables the metadata knows at that moment', { kind: 'drop-all' }],
    ['leaves tables and rows as they are (a comment)', { kind: 'other', what: 'a comment' }],
  ])('%s', (text, operation) => {
    expect(operationText(operation)).toBe(text);
  });
});

describe('an altered column reads', () => {
  test.each<[string, Parameters<typeof alterColumn>[0]]>([
    ['neither its type nor NULL nor the default', {}],
    ['NULL is allowed', { nullable: true }],
    ['NULL is not allowed any more', { nullable: false }],
    ['the type to bigint', { type: typeNamed('int8') }],
    ['the type from integer to bigint', { type: typeNamed('int8'), existingType: typeNamed('int4') }],
    ['the type to bigint using total::bigint', { type: typeNamed('int8'), using: 'total::bigint' }],
    ['no default any more', { default: { kind: 'none' } }],
    ['the default 0', { default: { kind: 'sql', text: '0' } }],
    ['the default `ZERO`', { default: { kind: 'unknown', source: 'ZERO' } }],
    ['a default of kind identity', { default: { kind: 'identity' } }],
    [
      'the type to text, NULL is allowed, no default any more',
      { type: typeNamed('text'), nullable: true, default: { kind: 'none' } },
    ],
  ])('%s', (text, change) => {
    expect(operationText(alterColumn(change))).toBe(`changes the column orders.total: ${text}`);
  });
});

describe('a column reads', () => {
  test.each<[string, Partial<ColumnDefinition>]>([
    ['integer, not null', { nullable: false }],
    ['integer, maybe nullable', { nullable: undefined }],
    ['integer, primary key', { primaryKey: true, nullable: false }],
    [
      'numeric(10,2), nullable, default 0',
      { type: typeNamed('numeric', { size: 10, scale: 2 }), default: { kind: 'sql', text: '0' } },
    ],
    ['integer, not null, identity', { nullable: false, default: { kind: 'identity' } }],
    ['integer, nullable, computed', { default: { kind: 'computed', isStored: false } }],
    ['integer, nullable, computed and stored', { default: { kind: 'computed', isStored: true } }],
    ['integer, not null, counted up', { nullable: false, default: { kind: 'sequence' } }],
    ['integer, nullable, default `X`', { default: { kind: 'unknown', source: 'X' } }],
    ['integer, nullable, unique constraint', { constraints: [unique(undefined, ['n'])] }],
    [
      'integer, nullable, refers to hr.people (id)',
      { constraints: [{ ...check(undefined), kind: 'foreign-key', target: people }] },
    ],
  ])('%s', (text, more) => {
    const column = columnNamed('n', more);
    expect(operationText({ kind: 'add-column', table: orders, column, ifNotExists: false })).toBe(
      `adds the column orders.n (${text})`,
    );
  });
});

describe('a thing beside tables reads', () => {
  const name = knownName('mood');

  test.each<[string, ObjectOperation]>([
    ['creates the type mood', { kind: 'create-object', object: 'type', name }],
    ['creates mood', { kind: 'create-object', object: 'other', name }],
    [
      'drops the materialized view mood, if it is there',
      { kind: 'drop-object', object: 'materialized-view', name, ...ifThere },
    ],
    [
      'drops everything that mood owns',
      { kind: 'drop-object', object: 'owned', name, ifExists: false, cascade: false },
    ],
    [
      'renames the sequence mood to state',
      { kind: 'rename-object', object: 'sequence', name, to: knownName('state') },
    ],
  ])('%s', (text, operation) => {
    expect(operationText(operation)).toBe(text);
  });
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
])('%j is listed as "%s"', (words, text) => {
  expect(listedWords(words, 2)).toBe(text);
});
