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
} from '../../../testing/sample-operations.ts';
import { directionOf, stepOf, tableNamed, typeNamed } from '../../../testing/sample-schema.ts';
import type { ConstraintDefinition } from '../../operations/column.ts';
import { knownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { undoes } from './undoing.ts';
import type { Undoing } from '../step-undoing.ts';

/** The kinds alone, in the order of the upgrade. */
function kinds(upgrade: readonly Operation[], downgrade: readonly Operation[]): readonly Undoing['kind'][] {
  return undoes(directionOf(upgrade), directionOf(downgrade)).map(({ undoing }) => undoing.kind);
}

describe('a step is undone', () => {
  test.each<[string, Operation, Operation]>([
    ['a table', createTable('orders', 'id'), dropTable('public.orders')],
    ['a column', addColumn('note'), dropColumn('note')],
    ['an index', createIndex('ix', ['a']), dropIndex('ix')],
    ['a constraint', addConstraint(unique('uq', ['a'])), dropConstraint('uq')],
    [
      'a constraint without a name, by the name that PostgreSQL makes up',
      addConstraint(unique(undefined, ['a'])),
      dropConstraint('orders_a_key', 'unique'),
    ],
    ['a name of a table', renameTable('orders', 'sales'), renameTable('sales', 'orders')],
    ['a name of a column', renameColumn('a', 'b'), renameColumn('b', 'a')],
    ['a type', createObject('type', 'mood'), dropObject('type', 'public.mood')],
    [
      'a type of a column',
      alterColumn({ type: typeNamed('int8') }),
      alterColumn({ type: typeNamed('int4') }),
    ],
    ['a dropped index', dropIndex('ix'), createIndex('ix', ['a'])],
    ['a dropped constraint', dropConstraint('uq'), addConstraint(unique('uq', ['a']))],
    ['rows that were added', changeRows('insert'), changeRows('delete')],
    [
      'rows that were added, with all others',
      changeRows('insert'),
      { kind: 'truncate', tables: [orders], cascade: false },
    ],
  ])('%s', (_what, up, down) => {
    const [only] = undoes(directionOf([up]), directionOf([down]));
    expect(only?.undoing).toEqual({ kind: 'undone', by: [stepOf(down)] });
  });

  test('in whatever order', () => {
    const up = [
      createTable('orders', 'id'),
      createIndex('ix', ['id']),
      addColumn('note', tableNamed('customers')),
    ];
    const down = [dropColumn('note', tableNamed('customers')), dropTable('orders'), dropIndex('ix')];
    expect(kinds(up, down)).toEqual(['undone', 'undone', 'undone']);
    expect(kinds(up, [...down].reverse())).toEqual(['undone', 'undone', 'undone']);
  });

  test('under the name it had before or after', () => {
    const sales = tableNamed('sales');
    const up = [renameTable('orders', 'sales'), addColumn('note', sales), renameColumn('a', 'b', sales)];
    expect(
      kinds(up, [renameColumn('b', 'a', sales), dropColumn('note', sales), renameTable('sales', 'orders')]),
    ).toEqual(['undone', 'undone', 'undone']);
    expect(kinds(up, [renameTable('sales', 'orders'), dropColumn('note'), renameColumn('b', 'a')])).toEqual([
      'undone',
      'undone',
      'undone',
    ]);
  });

  test('while what is dropped comes back empty', () => {
    const up = [
      dropTable('orders'),
      dropColumn('note', tableNamed('customers')),
      dropObject('sequence', 's'),
    ];
    const down = [
      createTable('orders', 'id'),
      addColumn('note', tableNamed('customers')),
      createObject('sequence', 's'),
    ];
    expect(kinds(up, down)).toEqual(['data-lost', 'data-lost', 'data-lost']);
  });
});

describe('a step needs no counterpart of its own', () => {
  test('when the downgrade drops the table that this upgrade made', () => {
    const up = [
      createTable('orders', 'id'),
      addColumn('total'),
      createIndex('ix', undefined),
      addConstraint(unique('uq', undefined)),
      alterColumn({ nullable: false }),
      renameColumn('a', 'b'),
      changeRows('insert'),
      changeRows('update'),
      changeRows('delete'),
    ];
    expect(kinds(up, [dropTable('orders')])).toEqual(up.map(() => 'undone'));
  });

  test('when the downgrade drops the column that this upgrade added', () => {
    const up = [
      addColumn('total'),
      alterColumn({ nullable: false }),
      createIndex('ix', ['id', 'total']),
      addConstraint(unique('uq', ['total'])),
      addConstraint(check('total > 0')),
    ];
    expect(kinds(up, [dropColumn('total')])).toEqual(up.map(() => 'undone'));
  });

  test('when the downgrade makes the table or the column anew that this upgrade dropped', () => {
    expect(kinds([alterColumn({ nullable: true }), dropColumn('total')], [addColumn('total')])).toEqual([
      'undone',
      'data-lost',
    ]);
    expect(
      kinds([alterColumn({ nullable: true }), dropTable('orders')], [createTable('orders', 'total')]),
    ).toEqual(['undone', 'data-lost']);
  });

  test('when the constraint that took over the index is dropped', () => {
    const up = [createIndex('ix', ['a'], true), addConstraint(unique('uq', undefined, true))];
    expect(kinds(up, [dropConstraint('uq')])).toEqual(['undone', 'undone']);
    expect(
      kinds([createIndex('ix', ['a'], true), addConstraint(unique('uq', ['a']))], [dropConstraint('uq')]),
    ).toEqual(['left', 'undone']);
  });

  test('when its schema is dropped with all that is in it', () => {
    const audit: Operation = { kind: 'create-object', object: 'schema', name: knownName('audit') };
    const gone = {
      kind: 'drop-object',
      object: 'schema',
      name: knownName('audit'),
      ifExists: false,
    } as const;
    const up = [audit, createTable('audit.log', 'id')];
    expect(kinds(up, [{ ...gone, cascade: true }])).toEqual(['undone', 'undone']);
    expect(kinds(up, [{ ...gone, cascade: false }])).toEqual(['undone', 'left']);
  });

  test('when the table that a foreign key points to is dropped with CASCADE', () => {
    const target = { table: tableNamed('customers'), columns: ['id'] };
    const key: ConstraintDefinition = { ...check(undefined), kind: 'foreign-key', target };
    const up = [createTable('customers', 'id'), addConstraint(key)];
    expect(kinds(up, [{ kind: 'drop-table', table: target.table, ifExists: false, cascade: true }])).toEqual([
      'undone',
      'undone',
    ]);
    expect(kinds(up, [dropTable('customers')])).toEqual(['undone', 'left']);
  });

  test('when the upgrade takes it back itself', () => {
    const up = [createTable('tmp', 'id'), changeRows('insert', tableNamed('tmp')), dropTable('tmp')];
    expect(kinds(up, [])).toEqual(['nothing', 'nothing', 'nothing']);
    expect(kinds([createIndex('ix', ['a']), dropIndex('ix')], [])).toEqual(['nothing', 'nothing']);
  });

  test('but what it replaces has one', () => {
    expect(kinds([dropTable('orders'), createTable('orders', 'id')], [dropTable('orders')])).toEqual([
      'left',
      'undone',
    ]);
    expect(kinds([dropIndex('ix'), createIndex('ix', ['a'])], [])).toEqual(['left', 'left']);
  });

  test('a comment and a validation have nothing to undo', () => {
    const up: readonly Operation[] = [
      { kind: 'other', what: 'a comment' },
      { kind: 'validate-constraint', table: orders, name: knownName('ck') },
      alterColumn({ existingNullable: true }),
    ];
    expect(kinds(up, [])).toEqual(['nothing', 'nothing', 'nothing']);
  });
});

describe('a table copied and swapped, as databases without ALTER need it', () => {
  test('is undone by swapping it back', () => {
    const swap = (...columns: readonly string[]) => [
      createTable('orders_new', ...columns),
      changeRows('insert', tableNamed('orders_new')),
      dropTable('orders'),
      renameTable('orders_new', 'orders'),
    ];
    expect(kinds(swap('id', 'total'), swap('id'))).toEqual(['undone', 'undone', 'data-lost', 'undone']);
  });
});

describe('a step is left', () => {
  test.each<[string, readonly Operation[], readonly Operation[]]>([
    ['by a downgrade that does nothing', [addColumn('note')], []],
    ['by one that does something else', [addColumn('note')], [dropColumn('other')]],
    ['by one that drops another table', [createTable('orders', 'id')], [dropTable('audit.orders')]],
    ['by one that renames to another name', [renameColumn('a', 'b')], [renameColumn('b', 'c')]],
    [
      'by one that drops a constraint without a name, which fails',
      [addConstraint(unique('uq', ['a']))],
      [dropConstraint(undefined)],
    ],
    ['by one that leaves an index of a table that stays', [createIndex('ix', ['a'])], [dropColumn('b')]],
    ['by one that leaves the rows', [changeRows('insert')], []],
    [
      'by one that leaves a type that the table used',
      [createObject('type', 'mood'), createTable('orders', 'id')],
      [dropTable('orders')],
    ],
  ])('%s', (_what, up, down) => {
    const [first] = undoes(directionOf(up), directionOf(down));
    expect(first?.undoing).toEqual({ kind: 'left', parts: [] });
  });

  test('in part', () => {
    const up = alterColumn({ type: typeNamed('int8'), nullable: false, default: { kind: 'none' } });
    const [first] = undoes(directionOf([up]), directionOf([alterColumn({ nullable: true })]));
    expect(first?.undoing).toEqual({ kind: 'left', parts: ['type', 'default'] });
  });

  test('and put back in two steps is put back', () => {
    const up = alterColumn({ type: typeNamed('int8'), nullable: false });
    expect(kinds([up], [alterColumn({ nullable: true }), alterColumn({ type: typeNamed('int4') })])).toEqual([
      'undone',
    ]);
  });

  test('by a downgrade that refuses, whatever it does before', () => {
    const down = directionOf([dropColumn('note')], 'raises');
    expect(undoes(directionOf([addColumn('note')]), down)[0]?.undoing).toEqual({ kind: 'left', parts: [] });
    expect(undoes(directionOf([addColumn('note')]), directionOf([], 'missing'))[0]?.undoing.kind).toBe(
      'left',
    );
  });

  test('and rows that are changed or deleted are lost', () => {
    const up: readonly Operation[] = [
      changeRows('update'),
      changeRows('delete'),
      { kind: 'truncate', tables: [orders], cascade: true },
    ];
    expect(kinds(up, [])).toEqual(['data-lost', 'data-lost', 'data-lost']);
    expect(kinds(up, [changeRows('insert')])).toEqual(['data-lost', 'data-lost', 'data-lost']);
  });
});
