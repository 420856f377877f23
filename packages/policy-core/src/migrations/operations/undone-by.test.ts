import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  check,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropObject,
  dropTable,
  orders,
  renameColumn,
  renameTable,
  unique,
} from '../../testing/sample-operations.ts';
import { columnNamed, tableNamed } from '../../testing/sample-schema.ts';
import { knownName, unknownName } from './name.ts';
import type { Operation } from './operation.ts';
import { namesAcross } from './same-names.ts';
import { isUndoneBy, madeConstraints, undoersOf } from './undone-by.ts';

const people = tableNamed('people');
const names = namesAcross([]);

/** One of each kind, all of them about things that have nothing to do with each other. */
const EACH: readonly Operation[] = [
  createTable('t1', 'id'),
  dropTable('t2'),
  renameTable('t3', 't4'),
  { kind: 'set-table-schema', table: tableNamed('t5'), schema: knownName('s') },
  addColumn('c1'),
  dropColumn('c2'),
  renameColumn('c3', 'c4'),
  alterColumn({ nullable: true }),
  createIndex('i1', ['a']),
  dropIndex('i2'),
  addConstraint(unique('u1', ['a'])),
  dropConstraint('u2'),
  { kind: 'rename-constraint', table: orders, name: knownName('u4'), to: knownName('u5') },
  { kind: 'validate-constraint', table: orders, name: knownName('u3') },
  createObject('type', 'o1'),
  dropObject('type', 'o2'),
  { kind: 'rename-object', object: 'type', name: knownName('o3'), to: knownName('o4') },
  { kind: 'truncate', tables: [tableNamed('t6')], cascade: false },
  changeRows('insert', tableNamed('t7')),
  { kind: 'create-all' },
  { kind: 'drop-all' },
  { kind: 'other', what: 'a comment' },
];

function renameConstraint(name: string, to: string): Operation {
  return { kind: 'rename-constraint', table: orders, name: knownName(name), to: knownName(to) };
}

describe('one operation undoes another one', () => {
  test.each<[string, Operation, Operation]>([
    ['a table', createTable('orders', 'id'), dropTable('orders')],
    ['a table of the search path', createTable('public.orders', 'id'), dropTable('orders')],
    ['a renamed constraint', renameConstraint('uq', 'uq_2'), renameConstraint('uq_2', 'uq')],
    ['a dropped table', dropTable('orders'), createTable('orders', 'other')],
    ['a new name of a table', renameTable('orders', 'sales'), renameTable('sales', 'orders')],
    [
      'a schema of a table',
      { kind: 'set-table-schema', table: orders, schema: knownName('audit') },
      { kind: 'set-table-schema', table: tableNamed('audit.orders'), schema: knownName('public') },
    ],
    ['a column', addColumn('a'), dropColumn('a')],
    ['a dropped column', dropColumn('a'), addColumn('a')],
    ['a new name of a column', renameColumn('a', 'b'), renameColumn('b', 'a')],
    ['an index', createIndex('ix', ['a']), dropIndex('ix')],
    ['a dropped index', dropIndex('ix'), createIndex('ix', ['b'])],
    ['a constraint', addConstraint(unique('uq', ['a'])), dropConstraint('uq')],
    ['a constraint of the same kind', addConstraint(unique('uq', ['a'])), dropConstraint('uq', 'unique')],
    ['a constraint without a name', addConstraint(unique(undefined, ['a'])), dropConstraint('orders_a_key')],
    ['a dropped constraint', dropConstraint('uq'), addConstraint(unique('uq', ['a']))],
    [
      'a dropped constraint by one without a name',
      dropConstraint('uq', 'unique'),
      addConstraint(unique(undefined, ['a'])),
    ],
    ['a dropped constraint along with a table', dropConstraint('uq'), withConstraint('uq')],
    ['a dropped constraint along with a column', dropConstraint('uq'), columnWith('uq')],
    ['a type', createObject('type', 'mood'), dropObject('type', 'mood')],
    ['a dropped type', dropObject('type', 'mood'), createObject('type', 'public.mood')],
    [
      'a new name of a type',
      { kind: 'rename-object', object: 'type', name: knownName('a'), to: knownName('b') },
      { kind: 'rename-object', object: 'type', name: knownName('b'), to: knownName('a') },
    ],
    [
      'a new name of a type in a schema, which stays there',
      { kind: 'rename-object', object: 'type', name: knownName('app.a'), to: knownName('b') },
      { kind: 'rename-object', object: 'type', name: knownName('app.b'), to: knownName('a') },
    ],
    ['rows', changeRows('insert'), changeRows('delete')],
    [
      'rows, all of them',
      changeRows('insert'),
      { kind: 'truncate', tables: [people, orders], cascade: false },
    ],
    [
      'copied rows',
      { kind: 'change-rows', verb: 'copy', table: orders, isFiltered: false },
      changeRows('delete'),
    ],
  ])('%s', (_what, operation, by) => {
    expect(isUndoneBy(operation, { by, names: namesAcross([operation, by]) })).toBe(true);
    expect(operation.kind === 'drop-constraint' || undoersOf(operation.kind).includes(by.kind)).toBe(true);
  });
});

describe('one operation does not undo another one', () => {
  test.each<[string, Operation, Operation]>([
    ['of another table', createTable('orders', 'id'), dropTable('people')],
    ['of a table in another schema', createTable('orders', 'id'), dropTable('audit.orders')],
    ['to a third name', renameTable('orders', 'sales'), renameTable('sales', 'sold')],
    ['in the same direction', renameTable('orders', 'sales'), renameTable('orders', 'sales')],
    [
      'to a third schema',
      { kind: 'set-table-schema', table: orders, schema: knownName('audit') },
      { kind: 'set-table-schema', table: tableNamed('audit.orders'), schema: knownName('other') },
    ],
    ['of another column', addColumn('a'), dropColumn('b')],
    ['of a column of another table', addColumn('a'), dropColumn('a', people)],
    ['of a column, in the same direction', renameColumn('a', 'b'), renameColumn('a', 'b')],
    ['of another index', createIndex('ix', ['a']), dropIndex('iy')],
    [
      'of an index without a name',
      { ...createIndex('ix', ['a']), name: undefined } as Operation,
      dropIndex('ix'),
    ],
    ['of another constraint', addConstraint(unique('uq', ['a'])), dropConstraint('ur')],
    ['of a constraint, by no name', addConstraint(unique('uq', ['a'])), dropConstraint(undefined)],
    [
      'of a constraint of another kind',
      addConstraint(unique(undefined, ['a'])),
      dropConstraint('x', 'check'),
    ],
    ['of a check', dropConstraint('x', 'check'), addConstraint(unique(undefined, ['a']))],
    [
      'of a constraint that Alembic refuses to drop',
      dropConstraint(undefined),
      addConstraint(unique('uq', ['a'])),
    ],
    ['of a type of another name', createObject('type', 'a'), dropObject('type', 'b')],
    ['of another kind of thing', createObject('type', 'a'), dropObject('sequence', 'a')],
    ['of rows of another table', changeRows('insert'), changeRows('delete', people)],
    ['of rows that were changed', changeRows('update'), changeRows('update')],
    ['of rows that were deleted', changeRows('delete'), changeRows('insert')],
    [
      'of an altered column, which is compared part by part',
      alterColumn({ nullable: true }),
      alterColumn({ nullable: false }),
    ],
  ])('%s', (_what, operation, by) => {
    expect(isUndoneBy(operation, { by, names })).toBe(false);
  });

  test('whatever else it is', () => {
    for (const operation of EACH) {
      for (const by of EACH)
        expect(isUndoneBy(operation, { by, names }), `${operation.kind} by ${by.kind}`).toBe(false);
    }
  });
});

describe('names that are only known when it runs', () => {
  const table = { ...unknownName('T'), schema: undefined };

  test('are the same where the same source gives them', () => {
    expect(isUndoneBy(addColumn('a', table), { by: dropColumn('a', table), names })).toBe(true);
    expect(isUndoneBy(addColumn('a', table), { by: dropColumn('a', { ...table, text: 'U' }), names })).toBe(
      false,
    );
  });

  test('are never those that are known', () => {
    expect(isUndoneBy(addColumn('a', table), { by: dropColumn('a', tableNamed('T')), names })).toBe(false);
  });
});

describe('constraints come', () => {
  test.each<[string, Operation, readonly (string | undefined)[]]>([
    ['alone', addConstraint(unique('uq', ['a'])), ['uq']],
    ['with a column', columnWith('uq'), ['uq']],
    ['with a table and its columns', withConstraint('uq'), ['uq', 'column_uq']],
    ['not with an index', createIndex('ix', ['a'], true), []],
    ['not with what takes one away', dropConstraint('uq'), []],
  ])('%s', (_how, operation, made) => {
    expect(madeConstraints(operation).map(({ constraint }) => constraint.name?.text)).toEqual(made);
  });
});

function withConstraint(name: string): Operation {
  const columns = [
    columnNamed('a', { constraints: [{ ...check('a > 0'), name: knownName(`column_${name}`) }] }),
  ];
  return {
    kind: 'create-table',
    table: orders,
    columns,
    constraints: [unique(name, ['a'])],
    ifNotExists: false,
    isWhole: true,
    isTemporary: false,
  };
}

function columnWith(name: string): Operation {
  const column = columnNamed('a', { constraints: [unique(name, ['a'])] });
  return { kind: 'add-column', table: orders, column, ifNotExists: false };
}
