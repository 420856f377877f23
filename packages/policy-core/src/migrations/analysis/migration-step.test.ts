import { describe, expect, test } from 'vitest';

import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { observed } from '../../model/known.ts';
import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import {
  addColumn,
  alterColumn,
  createTable,
  dropColumn,
  dropTable,
  renameColumn,
  renameTable,
} from '../../testing/schema-changes.ts';
import { historyOf } from '../../testing/shown-schema.ts';
import { verbForm } from './verb-form.ts';
import { columnBefore, isNewColumn, isNewTable, stepsOf, tableBefore } from './migration-step.ts';
import { knownName, unknownName, type TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { MigrationStep, JudgedUpgrade } from './judged-upgrade.ts';

/** The step at an index, which may lie behind the last one. */
function stepAt(upgrade: JudgedUpgrade, index: number): MigrationStep {
  const operation: Operation = { kind: 'other', what: 'SELECT' };
  return { upgrade, index, operation, isCertain: true, at: upgrade.span({ start: 0, end: 0 }) };
}

const orders = tableNamed('orders');
const isNewAfter = (table: string, ...steps: readonly Operation[]) =>
  isNewTable(stepAt(judgedUpgrade(...steps), steps.length), tableNamed(table));

describe('steps of some kinds', () => {
  test('keep their place among all of them', () => {
    const upgrade = judgedUpgrade(
      unclearStep('it is only known when it runs'),
      dropTable('a'),
      stepOf(dropColumn('a', 'b'), { isCertain: false }),
      dropTable('c'),
    );
    const found = stepsOf(upgrade, 'drop-table', 'drop-column');
    expect(found.map(({ index, operation, isCertain }) => [index, operation.kind, isCertain])).toEqual([
      [1, 'drop-table', true],
      [2, 'drop-column', false],
      [3, 'drop-table', true],
    ]);
    expect(found.map((step) => verbForm(step, 'drop'))).toEqual(['drops', 'may drop', 'drops']);
  });
});

describe('a new table', () => {
  test('is one that an earlier step made', () => {
    expect(isNewAfter('orders', createTable('orders', []))).toBe(true);
    expect(isNewAfter('orders')).toBe(false);
    expect(isNewAfter('shop.orders', createTable('orders', []))).toBe(false);
    const upgrade = judgedUpgrade(dropColumn('orders', 'a'), createTable('orders', []));
    expect([0, 1, 2].map((index) => isNewTable(stepAt(upgrade, index), orders))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('is none that may have been there, or is gone', () => {
    expect(isNewAfter('orders', createTable('orders', [], { ifNotExists: true }))).toBe(false);
    expect(isNewAfter('orders', createTable('orders', []), dropTable('orders'))).toBe(false);
  });

  test('is one only under the name by which it was made', () => {
    expect(isNewAfter('public.orders', createTable('orders', []))).toBe(false);
    expect(isNewAfter('orders', createTable('public.orders', []))).toBe(false);
  });

  test('keeps being new under another name', () => {
    const steps = [createTable('a', []), renameTable('a', 'b')];
    expect(isNewAfter('b', ...steps)).toBe(true);
    expect(isNewAfter('a', ...steps)).toBe(false);
    expect(isNewAfter('b', renameTable('a', 'b'))).toBe(false);
    expect(isNewAfter('b', createTable('b', []), dropTable('b'), renameTable('a', 'b'))).toBe(false);
  });

  test('is known by the source of its name, where only that is known', () => {
    const unknown = (source: string) => ({ ...unknownName(source), schema: undefined });
    const create = (source: string): Operation => ({
      kind: 'create-table',
      table: unknown(source),
      columns: [],
      constraints: [],
      ifNotExists: false,
      isWhole: true,
      isTemporary: false,
    });
    const isNew = (made: Operation, asked: TableName) => isNewTable(stepAt(judgedUpgrade(made), 1), asked);
    expect(isNew(create('name'), unknown('name'))).toBe(true);
    expect(isNew(create('name'), unknown('other'))).toBe(false);
    expect(isNew(create('schema.orders'), unknown('schema.orders'))).toBe(true);
    expect(isNew(create('schema.orders'), unknown('other.orders'))).toBe(false);
    expect(isNew(create('schema.orders'), orders)).toBe(false);
    expect(isNew(createTable('orders', []), unknown('schema.orders'))).toBe(false);
  });
});

describe('a new column', () => {
  const isNewAt = (index: number, column: string, ...steps: readonly Operation[]) =>
    isNewColumn(stepAt(judgedUpgrade(...steps), index), orders, knownName(column));

  test('is one that an earlier step added, or whose table is new', () => {
    expect(isNewAt(1, 'a', addColumn('orders', 'a'))).toBe(true);
    expect(isNewAt(1, 'b', addColumn('orders', 'a'))).toBe(false);
    expect(isNewAt(0, 'a', addColumn('orders', 'a'))).toBe(false);
    expect(isNewAt(1, 'b', createTable('orders', ['a']))).toBe(true);
    expect(isNewAt(1, 'a', alterColumn('orders', 'a', { nullable: true }))).toBe(false);
  });

  test('keeps being new under another name', () => {
    const steps = [addColumn('orders', 'a'), renameColumn('orders', 'a', 'b')];
    expect([isNewAt(2, 'a', ...steps), isNewAt(2, 'b', ...steps)]).toEqual([false, true]);
  });

  test('is none of which the name is not known', () => {
    const step = stepAt(judgedUpgrade(addColumn('orders', 'a')), 1);
    expect(isNewColumn(step, orders, unknownName('a'))).toBe(false);
    expect(columnBefore(step, orders, unknownName('a'))).toBeUndefined();
  });
});

describe('the schema before a step', () => {
  const graph: RevisionGraph = {
    revisions: new Map([['b2', { path: 'b2.py', id: 'b2', parents: [], dependsOn: [], labels: [] }]]),
    heads: ['b2'],
    realHeads: ['b2'],
    bases: ['b2'],
    realBases: ['b2'],
    order: ['b2'],
    missing: [],
    cycles: [],
    duplicates: new Map(),
    unplaced: [],
    branches: new Map(),
    labelClashes: new Map(),
  };
  const steps = [dropColumn('orders', 'a')];
  const history: RevisionHistory = {
    name: 'alembic.ini',
    folders: ['versions'],
    files: new Map(),
    graph,
    pins: [],
    before: undefined,
    merged: undefined,
    released: undefined,
    settledEdits: observed([]),
    schema: historyOf({ a1: [createTable('orders', ['a', 'b'])], b2: steps }),
  };
  const inHistory = (path: string): JudgedUpgrade => ({
    ...judgedUpgrade(...steps),
    path,
    revision: 'b2',
    history,
  });

  test('is that of the history', () => {
    const before = tableBefore(stepAt(inHistory('b2.py'), 0), orders);
    expect([...(before?.columns.keys() ?? [])]).toEqual(['a', 'b']);
    const after = tableBefore(stepAt(inHistory('b2.py'), 1), orders);
    expect([...(after?.columns.keys() ?? [])]).toEqual(['b']);
  });

  test('is what the migration tells itself, where another file has its id in the history', () => {
    expect(tableBefore(stepAt(inHistory('copy.py'), 0), orders)).toBeUndefined();
    expect(tableBefore(stepAt(inHistory('copy.py'), 1), orders)).toMatchObject({ createdIn: undefined });
  });

  test('is what a file of SQL tells itself', () => {
    const upgrade = judgedUpgrade(createTable('orders', ['a']), dropColumn('orders', 'a'));
    const names = [0, 1, 2].map((index) => {
      const columns = tableBefore(stepAt(upgrade, index), orders)?.columns;
      return columns && [...columns.keys()];
    });
    expect(names).toEqual([undefined, ['a'], []]);
  });
});
