import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropObject,
  dropTable,
  renameTable,
  unique,
} from '../../testing/sample-operations.ts';
import { stepOf, tableNamed } from '../../testing/sample-schema.ts';
import type { Operation } from './operation.ts';
import { revertedIn, TAKES_AWAY } from './reverted-within-upgrade.ts';

/** The places of steps that the others take back. */
function takenBack(...operations: readonly Operation[]): readonly number[] {
  const steps = operations.map((operation) => stepOf(operation));
  const isTakenBack = revertedIn(steps);
  return steps.flatMap((step, place) => (isTakenBack(step) ? [place] : []));
}

const tmp = tableNamed('tmp');

describe('an upgrade takes back', () => {
  test.each<[string, readonly Operation[]]>([
    ['a table', [createTable('tmp', 'id'), dropTable('tmp')]],
    [
      'a table with all that is done to it',
      [createTable('tmp', 'id'), addColumn('a', tmp), changeRows('insert', tmp), dropTable('tmp')],
    ],
    ['a column', [addColumn('a'), dropColumn('a')]],
    ['an index', [createIndex('ix', ['a']), dropIndex('ix')]],
    ['a constraint', [addConstraint(unique('uq', ['a'])), dropConstraint('uq')]],
    ['a type', [createObject('type', 't'), dropObject('type', 't')]],
  ])('%s', (_what, operations) => {
    expect(takenBack(...operations)).toEqual(operations.map((_, place) => place));
  });
});

describe('an upgrade does not take back', () => {
  test.each<[string, readonly Operation[]]>([
    ['what it only makes', [createTable('tmp', 'id'), addColumn('a')]],
    ['what it drops and makes anew', [dropTable('orders'), createTable('orders', 'id')]],
    ['an index that it makes anew', [dropIndex('ix'), createIndex('ix', ['a'])]],
    ['what was there before', [addColumn('a'), dropTable('orders')]],
    ['rows', [changeRows('insert'), changeRows('delete')]],
    ['an altered column', [alterColumn({ nullable: true }), alterColumn({ nullable: false })]],
    [
      'a table that changes its name',
      [createTable('tmp', 'id'), renameTable('tmp', 'orders'), dropTable('orders')],
    ],
    ['something else', [createTable('tmp', 'id'), dropTable('other')]],
  ])('%s', (_what, operations) => {
    expect(takenBack(...operations)).toEqual([]);
  });

  test('what it may make or drop', () => {
    const made = stepOf(createTable('tmp', 'id'));
    const maybe = stepOf(dropTable('tmp'), { isCertain: false });
    const isTakenBack = revertedIn([made, maybe]);
    expect([isTakenBack(made), isTakenBack(maybe)]).toEqual([false, false]);
  });
});

test('what comes after a table was dropped is about another one', () => {
  expect(takenBack(createTable('tmp', 'id'), dropTable('tmp'), createTable('tmp', 'id'))).toEqual([0, 1]);
});

test('what takes away is what drops', () => {
  expect([...TAKES_AWAY].every((kind) => kind.startsWith('drop-'))).toBe(true);
});
