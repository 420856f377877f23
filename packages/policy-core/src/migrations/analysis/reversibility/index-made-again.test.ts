import { describe, expect, test } from 'vitest';

import type { IndexState, TableState } from '../../schema/schema-history.ts';
import { directionOf, indexState, tableState } from '../../../testing/sample-schema.ts';
import {
  addColumn,
  createIndex,
  dropIndex,
  renameColumn,
  renameTable,
} from '../../../testing/schema-changes.ts';
import { knownName } from '../../operations/name.ts';
import { operationSteps } from '../direction-effects.ts';
import { isIndexMadeAgain } from './index-made-again.ts';
import type { Operation } from '../../operations/operation.ts';

const make = (name: string | undefined, ...columns: readonly string[]) =>
  createIndex('orders', columns, { name: name === undefined ? undefined : knownName(name) });
const RENAME = renameColumn('orders', 'sum', 'total');

/** For each step of the upgrade whether it is one of the two. */
function madeAgain(
  upgrade: readonly Operation[],
  downgrade: readonly Operation[] = [],
  before?: TableState,
): readonly boolean[] {
  const ways = { up: directionOf(upgrade), down: directionOf(downgrade), before: () => before };
  return operationSteps(ways.up).map((step) => isIndexMadeAgain(step, ways));
}

const withIndex = (columns: readonly string[] | undefined, more: Partial<IndexState> = {}) =>
  tableState('orders', [], { indexes: [indexState('i', columns, more)] });

describe('An index that is dropped and made again needs no undoing', () => {
  test('where its columns have other names by then', () => {
    expect(madeAgain([dropIndex('i'), RENAME, make('i', 'total')])).toEqual([true, false, true]);
    expect(madeAgain([RENAME, dropIndex('i'), make('i', 'number', 'total')])).toEqual([false, true, true]);
    expect(madeAgain([dropIndex('i', 'orders'), make('i', 'total'), RENAME])).toEqual([true, true, false]);
  });

  test('where it is made as it was', () => {
    const upgrade = [dropIndex('i'), renameColumn('orders', 'note', 'text'), make('i', 'a', 'b')];
    expect(madeAgain(upgrade, [], withIndex(['a', 'b']))).toEqual([true, false, true]);
    const keys = ['a', 'lower(b)'];
    const onKeys = createIndex('orders', [], { name: knownName('i'), columns: undefined, keys });
    const was = withIndex(undefined, { keys: ['a', 'LOWER(b)'] });
    expect(madeAgain([dropIndex('i'), onKeys], [], was)).toEqual([true, true]);
  });

  test('where the downgrade leaves that index alone', () => {
    const downgrade = [renameColumn('orders', 'total', 'sum'), dropIndex('other'), make('third', 'sum')];
    expect(madeAgain([dropIndex('i'), RENAME, make('i', 'total')], downgrade)).toEqual([true, false, true]);
  });
});

describe('An index needs undoing', () => {
  test('where the downgrade makes or drops one of its name', () => {
    const upgrade = [dropIndex('i'), RENAME, make('i', 'total')];
    expect(madeAgain(upgrade, [dropIndex('i')])).toEqual([false, false, false]);
    expect(madeAgain(upgrade, [make('i', 'sum')])).toEqual([false, false, false]);
  });

  test('where it is made otherwise, or on another column, or nobody can tell', () => {
    const upgrade = [dropIndex('i'), make('i', 'a')];
    const other = [true, false];
    expect(madeAgain(upgrade, [], withIndex(['b']))).toEqual(other);
    expect(madeAgain(upgrade, [], withIndex(['a'], { unique: true }))).toEqual(other);
    expect(madeAgain(upgrade, [], withIndex(['a'], { hasMore: true }))).toEqual(other);
    expect(madeAgain(upgrade, [], withIndex(['a'], { isPartial: true, where: 'x' }))).toEqual(other);
    expect(madeAgain(upgrade, [], withIndex(undefined))).toEqual(other);
    expect(madeAgain(upgrade)).toEqual(other);
    const anew = [dropIndex('i'), addColumn('orders', 'a'), make('i', 'a')];
    expect(madeAgain(anew, [], withIndex(['a']))).toEqual([true, false, false]);
  });

  test('where it is only dropped, or only made', () => {
    expect(madeAgain([dropIndex('i'), RENAME])).toEqual([false, false]);
    expect(madeAgain([RENAME, make('i', 'total')])).toEqual([false, false]);
    expect(madeAgain([make('i', 'total'), dropIndex('i')])).toEqual([false, false]);
    expect(madeAgain([dropIndex('i'), RENAME, make('j', 'total')])).toEqual([false, false, false]);
  });

  test('where it has no name', () => {
    expect(madeAgain([dropIndex('i'), RENAME, make(undefined, 'total')])).toEqual([false, false, false]);
  });

  test('where it is on other columns than before', () => {
    expect(madeAgain([dropIndex('i'), make('i', 'total')])[1]).toBe(false);
    expect(madeAgain([dropIndex('i'), RENAME, make('i', 'number')])[2]).toBe(false);
    expect(madeAgain([dropIndex('i'), renameColumn('lines', 'sum', 'total'), make('i', 'total')])[2]).toBe(
      false,
    );
    expect(
      madeAgain([dropIndex('i'), RENAME, createIndex('orders', undefined, { name: knownName('i') })])[2],
    ).toBe(false);
  });

  test('not by other steps', () => {
    expect(madeAgain([renameTable('a', 'b'), RENAME])).toEqual([false, false]);
  });
});
