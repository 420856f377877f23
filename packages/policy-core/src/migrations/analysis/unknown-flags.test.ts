import { describe, expect, test } from 'vitest';

import { renderOperation } from '../alembic/render/render-operation.ts';
import {
  addColumn,
  alterColumn,
  constraintOf,
  createIndex,
  createTable,
  dropColumn,
} from '../../testing/schema-changes.ts';
import { check } from '../../testing/sample-operations.ts';
import { columnNamed, directionOf, indexState, tableNamed } from '../../testing/sample-schema.ts';
import { after, historyOf } from '../../testing/shown-schema.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import { constraintText } from './definition-words.ts';
import { inverseOf } from './reversibility/inverse.ts';
import { knownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { operationText } from './operation-words.ts';
import { restoredConstraint, restoredIndex } from './reversibility/restored.ts';
import { undoings } from './reversibility/undoings.ts';
import { schemaBefore } from '../schema/schema-before.ts';

const orders = tableNamed('orders');
const dropped = { ifExists: undefined, cascade: false };
const number = columnNamed('number');

const DROPPED_TABLE: Operation = { kind: 'drop-table', table: orders, ...dropped };
const DROPPED_SCHEMA: OperationOf<'drop-object'> = {
  kind: 'drop-object',
  object: 'schema',
  name: knownName('shop'),
  ifExists: false,
  cascade: undefined,
};

describe('a flag that only shows when it runs is told', () => {
  test.each<[string, Operation]>([
    ['drops the table orders and every row in it, maybe if it is there', DROPPED_TABLE],
    [
      'creates the table orders with 1 column, number, maybe unless it is there',
      createTable('orders', ['number'], { ifNotExists: undefined }),
    ],
    [
      'creates an index on orders (number), maybe unique, maybe while others write (CONCURRENTLY)',
      createIndex('orders', ['number'], { unique: undefined, concurrently: undefined }),
    ],
    ['drops the schema shop, maybe with whatever depends on it', DROPPED_SCHEMA],
    [
      'changes the column orders.number: NULL is allowed or not, which only shows when it runs',
      { kind: 'alter-column', table: orders, column: knownName('number'), nullable: 'unknown' },
    ],
  ])('%s', (text, operation) => {
    expect(operationText(operation)).toBe(text);
  });

  test('also of a constraint', () => {
    const later = { ...constraintOf({ kind: 'exclude', columns: ['a'], name: 'ex' }), notValid: undefined };
    expect(constraintText(later, 'orders')).toMatch(/, maybe without a look at the rows that are there$/);
  });
});

describe('what hangs on a flag that is not known is not written', () => {
  test.each<[string, Operation]>([
    ['a dropped table', DROPPED_TABLE],
    ['a dropped schema', DROPPED_SCHEMA],
    ['a table', createTable('orders', ['number'], { ifNotExists: undefined })],
    ['a column', { kind: 'add-column', table: orders, column: number, ifNotExists: undefined }],
    [
      'an index that may be unique',
      createIndex('orders', ['a'], { name: knownName('ix'), unique: undefined }),
    ],
    [
      'an index that may be made while others write',
      createIndex('orders', ['a'], { name: knownName('ix'), concurrently: undefined }),
    ],
    ['NULL', { kind: 'alter-column', table: orders, column: knownName('number'), nullable: 'unknown' }],
  ])('%s', (_, operation) => {
    expect(renderOperation(operation)).toBeUndefined();
  });
});

describe('the schema after a flag that is not known', () => {
  test('holds the column that was there, whichever it is', () => {
    const wide = { ...number, type: { ...number.type, written: 'sa.Text()' } };
    const add: Operation = { kind: 'add-column', table: orders, column: wide, ifNotExists: undefined };
    const history = historyOf({ a1: [createTable('orders', ['number'])], b2: [add] });
    const state = history.tableAt(orders, { revision: 'b2', step: 1 });
    expect(state?.columns.get('number')?.addedIn).toBe('a1');
  });

  test('does not know all columns of the table', () => {
    const [shown] = after(createTable('orders', ['number'], { ifNotExists: undefined }));
    expect(shown).toEqual(after(createTable('orders', ['number'], { ifNotExists: true }))[0]);
  });

  test('does not know whether a column takes NULL', () => {
    const strict = columnNamed('number', { nullable: false });
    const history = historyOf({
      a1: [
        createTable('orders', [strict]),
        { kind: 'alter-column', table: orders, column: knownName('number'), nullable: 'unknown' },
      ],
    });
    const state = history.tableAt(orders, { revision: 'a1', step: 2 });
    expect(state?.columns.get('number')?.nullable).toBeUndefined();
  });

  test('keeps what is altered beside', () => {
    expect(after(createTable('orders', ['number']), alterColumn('orders', 'number', {}))).toHaveLength(1);
    expect(after(createTable('orders', ['a', 'b']), dropColumn('orders', 'b'))).toEqual([
      ['orders made in a1', 'a int4'],
    ]);
    expect(after(createTable('orders', ['a']), addColumn('orders', 'b', true))).toHaveLength(1);
  });
});

describe('what comes back of it', () => {
  test('is not known: an index that was unique or not', () => {
    const index = { ...indexState('ix', ['number']), unique: undefined };
    expect(restoredIndex(orders, index)).toBe('whether the index ix was unique is not known');
  });

  test('is not known: a constraint that looked at rows or not', () => {
    const definition = { ...check('number > 0'), notValid: undefined };
    const state = { definition, name: 'ck', isValidated: false, addedIn: undefined };
    expect(restoredConstraint(state)).toBe('whether the check constraint ck was NOT VALID is not known');
  });

  test('is not known to be the same index', () => {
    const made = createIndex('orders', ['number'], { name: knownName('ix') });
    const again = createIndex('orders', ['number'], { name: knownName('ix'), unique: undefined });
    const drop: Operation = {
      kind: 'drop-index',
      name: knownName('ix'),
      table: orders,
      concurrently: false,
      ...dropped,
    };
    const history = historyOf({ a1: [made], b2: [drop] });
    const { steps } = undoings(directionOf([drop]), directionOf([again]), schemaBefore(history, 'b2'));
    expect(steps.map(({ undoing }) => undoing)).toEqual([
      expect.objectContaining({ kind: 'unknown', why: 'what the index ix covers is not known' }),
    ]);
  });

  test('is not known where a schema may take everything along', () => {
    expect(inverseOf(DROPPED_SCHEMA, undefined)).toEqual({
      kind: 'unknown',
      why: 'CASCADE may drop more than the schema',
    });
  });
});
