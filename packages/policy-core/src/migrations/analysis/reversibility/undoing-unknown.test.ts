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
  dropIndex,
  dropTable,
  dropped,
  orders,
} from '../../../testing/sample-operations.ts';
import {
  columnState,
  directionOf,
  indexState,
  stepOf,
  schemaOf,
  tableState,
  typeNamed,
  unclearStep,
} from '../../../testing/sample-schema.ts';
import { unknownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { stateBeforeIn, undoes } from './undoing.ts';
import type { Undoing } from '../step-undoing.ts';

/** The kinds alone, in the order of the upgrade. */
function kinds(upgrade: readonly Operation[], downgrade: readonly Operation[]): readonly Undoing['kind'][] {
  return undoes(directionOf(upgrade), directionOf(downgrade)).map(({ undoing }) => undoing.kind);
}

describe('it is not known', () => {
  const why = (up: readonly Operation[], down: Parameters<typeof directionOf>[0], kind?: 'elsewhere') => {
    const [first] = undoes(directionOf(up), kind === undefined ? directionOf(down) : directionOf(down, kind));
    if (first?.undoing.kind !== 'unknown') throw new Error(first?.undoing.kind);
    return first.undoing.why;
  };

  test('what a step does that is not clear', () => {
    const [first] = undoes(directionOf([unclearStep('the SQL is made when it runs')]), directionOf([]));
    expect(first?.undoing).toEqual({ kind: 'unknown', why: 'the SQL is made when it runs' });
  });

  test('what an unclear downgrade does', () => {
    const down = [unclearStep('the SQL is made when it runs')];
    expect(why([addColumn('note')], down)).toBe('the SQL is made when it runs');
    expect(
      why(
        [alterColumn({ nullable: true, type: typeNamed('int8') })],
        [alterColumn({ nullable: false }), ...down],
      ),
    ).toBe('the SQL is made when it runs');
    expect(why([addColumn('note')], [], 'elsewhere')).toBe('downgrade() is not defined in this file');
  });

  test('whether a condition holds', () => {
    const down = [stepOf(dropColumn('note'), { isCertain: false })];
    expect(why([addColumn('note')], down)).toBe('it is undone under a condition only');
    const both = undoes(directionOf([stepOf(addColumn('note'), { isCertain: false })]), directionOf(down));
    expect(both[0]?.undoing.kind).toBe('undone');
  });

  test('what a loop drops', () => {
    const names = 'names in downgrade() are only known when it runs';
    const table = { ...unknownName('table'), schema: undefined };
    expect(why([createTable('orders', 'id')], [{ kind: 'drop-table', table, ...dropped }])).toBe(names);
    expect(why([createIndex('ix', ['a'])], [{ kind: 'drop-table', table, ...dropped }])).toBe(names);
    expect(
      why(
        [addColumn('note')],
        [{ kind: 'drop-column', table: orders, column: unknownName('c'), ...dropped }],
      ),
    ).toBe(names);
    const index: Operation = {
      kind: 'drop-index',
      name: unknownName('n'),
      table: orders,
      concurrently: false,
      ...dropped,
    };
    expect(why([createIndex('ix', ['a'])], [index])).toBe(names);
  });

  test('but the same source gives the same name', () => {
    const table = { ...unknownName('f"{t}"'), schema: undefined };
    expect(kinds([addColumn('note', table)], [dropColumn('note', table)])).toEqual(['undone']);
  });

  test('what goes with what is dropped', () => {
    const goes = 'it is not known whether it goes with what downgrade() drops';
    expect(why([createObject('trigger', 't'), createTable('orders', 'id')], [dropTable('orders')])).toBe(
      goes,
    );
    expect(why([createIndex('ix', undefined), addColumn('a')], [dropColumn('a')])).toBe(goes);
    expect(why([addConstraint(check(undefined)), addColumn('a')], [dropColumn('a')])).toBe(goes);
    expect(why([changeRows('update'), addColumn('a')], [dropColumn('a')])).toBe(goes);
  });

  test('which tables the metadata holds', () => {
    expect(why([{ kind: 'create-all' }], [{ kind: 'drop-all' }])).toBe(
      'which tables the metadata holds is only known when it runs',
    );
  });
});

describe('what was there before', () => {
  const state = tableState(
    'orders',
    [columnState('id'), columnState('total', { type: typeNamed('numeric') })],
    {
      indexes: [indexState('ix', ['id', 'total'], { unique: true })],
    },
  );
  const first = (up: Operation, down: Operation) => {
    const before = stateBeforeIn(schemaOf([state]), 'ab12');
    return undoes(directionOf([up]), directionOf([down]), before)[0]?.undoing;
  };
  const by = (down: Operation) => [stepOf(down)];

  test.each<[string, Operation, Operation]>([
    ['the table had a column total, too', dropTable('orders'), createTable('orders', 'id')],
    ['the column total had another type', dropColumn('total'), addColumn('total')],
    ['the index ix was unique', dropIndex('ix'), createIndex('ix', ['id', 'total'])],
    ['the index ix covered id, total', dropIndex('ix'), createIndex('ix', ['total', 'id'], true)],
    [
      'the column had another type',
      alterColumn({ type: typeNamed('int8') }),
      alterColumn({ type: typeNamed('int4') }),
    ],
    [
      'NULL was allowed before, or was not',
      alterColumn({ nullable: false }),
      alterColumn({ nullable: false }),
    ],
  ])('comes back otherwise: %s', (why, up, down) => {
    expect(first(up, down)).toEqual({ kind: 'differs', by: by(down), why });
  });

  test.each<[Operation, Operation]>([
    [dropTable('orders'), createTable('orders', 'id', 'total')],
    [dropColumn('id'), addColumn('id')],
    [alterColumn({ type: typeNamed('int8') }), alterColumn({ type: typeNamed('numeric') })],
  ])('comes back as it was, without what the rows held', (up, down) => {
    expect(first(up, down)).toEqual({ kind: 'data-lost', by: by(down) });
  });

  test.each<[Operation, Operation]>([
    [dropIndex('ix'), createIndex('ix', ['id', 'total'], true)],
    [dropIndex('ix'), createIndex('ix', undefined, true)],
    [alterColumn({ nullable: false }), alterColumn({ nullable: true })],
    [alterColumn({ default: { kind: 'sql', text: '0' } }), alterColumn({ default: { kind: 'none' } })],
  ])('comes back as it was', (up, down) => {
    expect(first(up, down)).toEqual({ kind: 'undone', by: by(down) });
  });

  test('needs nothing when the upgrade leaves it as it was', () => {
    expect(first(alterColumn({ nullable: true, type: typeNamed('numeric') }), dropIndex('other'))).toEqual({
      kind: 'nothing',
    });
  });
});
