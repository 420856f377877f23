import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropTable,
  renameColumn,
  renameTable,
  unique,
} from '../../testing/sample-operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { isDroppedWithParent, mayDropWithAnyTable } from './dropped-with-parent.ts';
import { unknownName } from './name.ts';
import type { Operation, OperationStep } from './operation.ts';

function step(operation: Operation, isCertain = true): OperationStep {
  return {
    kind: 'operation',
    start: 0,
    end: 0,
    isCertain,
    autocommit: false,
    via: 'directive',
    operation,
  };
}

const DROP_TABLE = dropTable('orders');
const OTHER: Operation = { kind: 'drop-table', table: tableNamed('people'), ifExists: false, cascade: false };
const MAYBE: Operation = { ...OTHER, table: tableNamed('orders'), ifExists: true };

describe('nothing is left of', () => {
  test.each<[string, Operation, Operation]>([
    ['a column whose table goes', addColumn('a'), DROP_TABLE],
    ['a constraint whose table goes', addConstraint(unique('uq', ['a'])), DROP_TABLE],
    ['an index whose table goes', createIndex('ix', ['a']), DROP_TABLE],
    ['a constraint with a column that goes', addConstraint(unique('uq', ['a', 'b'])), dropColumn('b')],
    ['an index with a column that goes', createIndex('ix', ['a', 'b']), dropColumn('a')],
    ['a column that comes back with its table', dropColumn('a'), createTable('orders', 'a', 'b')],
  ])('%s', (_, operation, by) => {
    expect(isDroppedWithParent(operation, [step(addColumn('z')), step(by)])).toBe(true);
  });
});

describe('something is left of', () => {
  test.each<[string, Operation, Operation]>([
    ['a column whose table stays', addColumn('a'), OTHER],
    ['a column whose table may go', addColumn('a'), MAYBE],
    ['a column beside one that goes', addColumn('a'), dropColumn('b')],
    ['a constraint beside a column that goes', addConstraint(unique('uq', ['a'])), dropColumn('b')],
    [
      'a constraint that may be on a column that goes',
      addConstraint(unique('uq', undefined)),
      dropColumn('b'),
    ],
    ['an index that may be on a column that goes', createIndex('ix', undefined), dropColumn('b')],
    ['a column that was altered, and goes altogether', alterColumn({ nullable: true }), dropColumn('a')],
    ['a column that was renamed, in a table that goes', renameColumn('a', 'b'), DROP_TABLE],
    ['a constraint that was dropped, on a table that goes', dropConstraint('uq'), DROP_TABLE],
    ['a column that its table comes back without', dropColumn('a'), createTable('orders', 'b')],
    ['a column that another step adds', dropColumn('a'), addColumn('a')],
    ['a column that is dropped twice', dropColumn('a'), dropColumn('a')],
  ])('%s', (_, operation, by) => {
    expect(isDroppedWithParent(operation, [step(by)])).toBe(false);
  });

  test.each<[string, Operation, Operation]>([
    [
      'a constraint whose column had another name before one of its name goes',
      renameColumn('a', 'b'),
      dropColumn('a'),
    ],
    [
      'a constraint whose table had another name before one of its name goes',
      renameTable('orders', 'old'),
      DROP_TABLE,
    ],
  ])('%s', (_, renamed, by) => {
    expect(isDroppedWithParent(addConstraint(unique('uq', ['a'])), [step(renamed), step(by)])).toBe(false);
  });

  test('what goes under a condition only', () => {
    expect(isDroppedWithParent(addColumn('a'), [step(DROP_TABLE, false)])).toBe(false);
  });
});

describe('What is done to a table that only a run names', () => {
  const nameless = { ...unknownName('table_name'), schema: undefined };
  const added = { ...addColumn('a'), table: nameless } as Operation;

  test('may be gone with any table that goes', () => {
    expect(mayDropWithAnyTable(added, [step(addColumn('z')), step(OTHER)])).toBe(true);
  });

  test('stays where no table goes, and what has a name stays anyway', () => {
    expect(mayDropWithAnyTable(added, [step(dropColumn('z'))])).toBe(false);
    expect(mayDropWithAnyTable(addColumn('a'), [step(OTHER)])).toBe(false);
  });
});
