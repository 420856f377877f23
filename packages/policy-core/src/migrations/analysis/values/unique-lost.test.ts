import { describe, expect, test } from 'vitest';

import {
  columnNamed,
  columnState,
  constraintState,
  directionOf,
  indexState,
  tableState,
} from '../../../testing/sample-schema.ts';
import {
  addColumn,
  addConstraint,
  constraintOf,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
} from '../../../testing/schema-changes.ts';
import type { TableState } from '../../schema/schema-history.ts';
import type { Operation } from '../../operations/operation.ts';
import { uniqueLost } from './unique-lost.ts';

const COLUMNS = [columnState('code'), columnState('shop')];
const unique = (columns: readonly string[] | undefined, more = {}) =>
  indexState('one_code', columns, { unique: true, ...more });
const withIndex = (...indexes: TableState['indexes']) => tableState('orders', COLUMNS, { indexes });

interface Revision {
  readonly upgrade?: readonly Operation[];
  readonly downgrade?: readonly Operation[];
}

/** What is lost by a revision that drops `code`. */
function lost(before: TableState | undefined, { upgrade = [], downgrade = [] }: Revision = {}) {
  return uniqueLost('code', before, {
    upgrade: directionOf([dropColumn('orders', 'code'), ...upgrade]),
    downgrade: directionOf([addColumn('orders', 'code'), ...downgrade]),
  });
}

describe('What kept a column unique is lost', () => {
  test('where nothing makes it again', () => {
    expect(lost(withIndex(unique(['code'])))).toEqual(['one_code']);
    expect(lost(withIndex(unique(['shop', 'code'])))).toEqual(['one_code']);
    const two = [unique(['code']), indexState('two', ['shop', 'code'], { unique: true })];
    expect(lost(withIndex(...two))).toEqual(['one_code', 'two']);
  });

  test.each<[string, Operation]>([
    ['an index that is not unique', createIndex('orders', ['code'])],
    ['a unique index over more columns', createIndex('orders', ['code', 'place'], { unique: true })],
    ['a check', addConstraint('orders', { kind: 'check', columns: ['code'] })],
    ['a unique constraint on other columns', addConstraint('orders', { kind: 'unique', columns: ['place'] })],
    ['a column that is no key', addColumn('orders', columnNamed('code', { nullable: false }))],
  ])('where the downgrade only makes %s', (_name, made) => {
    expect(lost(withIndex(unique(['code'])), { downgrade: [made] })).toEqual(['one_code']);
  });

  test('where the upgrade drops another one by itself', () => {
    expect(lost(withIndex(unique(['code'])), { upgrade: [dropIndex('other')] })).toEqual(['one_code']);
  });
});

describe('Nothing is lost', () => {
  test('where not every column of the table is known', () => {
    expect(lost(undefined)).toEqual([]);
    expect(lost({ ...withIndex(unique(['code'])), isWhole: false })).toEqual([]);
  });

  test.each<[string, TableState]>([
    ['that is not unique', withIndex(indexState('i', ['code']))],
    ['of which nobody can tell whether it is unique', withIndex(unique(['code'], { unique: undefined }))],
    ['without a name', withIndex(indexState(undefined, ['code'], { unique: true }))],
    ['on another column', withIndex(unique(['shop']))],
    ['whose columns are not known', withIndex(unique(undefined))],
    [
      'of the primary key',
      {
        ...withIndex(unique(['code'])),
        constraints: [
          constraintState(
            'one_code',
            constraintOf({ kind: 'primary-key', columns: ['code'], name: 'one_code' }),
          ),
        ],
      },
    ],
  ])('by an index %s', (_name, before) => {
    expect(lost(before)).toEqual([]);
  });

  test.each<[string, Operation]>([
    ['the index', createIndex('orders', ['code'], { unique: true })],
    ['an index that is perhaps unique', createIndex('orders', ['code'], { unique: undefined })],
    ['an index on columns that are not known', createIndex('orders', undefined, { unique: true })],
    ['a constraint', addConstraint('orders', { kind: 'unique', columns: ['code'] })],
    [
      'a constraint on columns that are not known',
      addConstraint('orders', { kind: 'unique', columns: undefined }),
    ],
    ['a key', addConstraint('orders', { kind: 'primary-key', columns: ['code'] })],
    ['a column that is a key', addColumn('orders', columnNamed('code', { primaryKey: true }))],
    [
      'the table with a constraint',
      createTable('orders', ['code'], { constraints: [constraintOf({ kind: 'unique', columns: ['code'] })] }),
    ],
  ])('where the downgrade makes %s', (_name, made) => {
    expect(lost(withIndex(unique(['code'])), { downgrade: [made] })).toEqual([]);
  });

  test('where a key over some of the columns comes back', () => {
    const before = withIndex(unique(['shop', 'code']));
    expect(lost(before, { downgrade: [createIndex('orders', ['code'], { unique: true })] })).toEqual([]);
  });

  test.each<[string, Operation]>([
    ['an index', dropIndex('one_code')],
    ['a constraint', dropConstraint('orders', 'one_code')],
  ])('with the column, where the upgrade drops it itself as %s', (_name, dropped) => {
    expect(lost(withIndex(unique(['code'])), { upgrade: [dropped] })).toEqual([]);
  });
});
