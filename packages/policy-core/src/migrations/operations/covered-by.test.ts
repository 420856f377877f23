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
  dropTable,
  dropped,
  orders,
  renameColumn,
  unique,
} from '../../testing/sample-operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import type { ConstraintDefinition } from './column.ts';
import { coveredBy, operationTable } from './covered-by.ts';
import { knownName } from './name.ts';
import type { Operation } from './operation.ts';
import { namesAcross } from './same-names.ts';

function covered(
  operation: Operation,
  by: Operation,
  more: { readonly upgrade?: readonly Operation[]; readonly isCounterpart?: boolean } = {},
) {
  const { upgrade = [], isCounterpart = true } = more;
  return coveredBy(operation, {
    by,
    isCounterpart,
    upgrade,
    names: namesAcross([operation, by, ...upgrade]),
  });
}

const people = tableNamed('people');

/** Of which columns nobody knows. */
const UNKNOWN = 'unknown';

function indexWhere(where: string, of?: typeof UNKNOWN): Operation {
  const columns = of === UNKNOWN ? undefined : ['a'];
  const on = { kind: 'create-index', name: knownName('ix'), table: orders, columns, where } as const;
  return { ...on, unique: false, concurrently: false, ifNotExists: false, isPartial: true };
}

const key: ConstraintDefinition = {
  ...check(undefined),
  kind: 'foreign-key',
  columns: ['by'],
  target: { table: people, columns: ['id'] },
};
const cascading: Operation = { kind: 'drop-table', table: people, ifExists: false, cascade: true };

describe('with a table that is dropped goes', () => {
  test.each<[string, Operation]>([
    ['a column', addColumn('a')],
    ['an altered column', alterColumn({ nullable: true })],
    ['a renamed column', renameColumn('a', 'b')],
    ['a dropped column', dropColumn('a')],
    ['an index', createIndex('ix', undefined)],
    ['a constraint', addConstraint(unique('uq', undefined))],
    ['a dropped constraint', dropConstraint('uq')],
    ['rows', changeRows('update')],
  ])('%s', (_what, operation) => {
    expect(covered(operation, dropTable('orders'))).toBe('yes');
    expect(covered(operation, dropTable('people'))).toBe('no');
    // It was there before, and nothing gives it back.
    expect(covered(operation, dropTable('orders'), { isCounterpart: false })).toBe('no');
  });

  test('its partitions, and what is on them', () => {
    const partition = (name: string, of: string): Operation =>
      ({ ...createTable(name), sources: [{ as: 'partition-of', table: tableNamed(of) }] }) as Operation;
    const made = [partition('late', 'orders'), partition('very_late', 'late')];
    const upgrade = { upgrade: made };
    for (const one of made) expect(covered(one, dropTable('orders'), upgrade)).toBe('yes');
    expect(covered(addColumn('a', tableNamed('very_late')), dropTable('orders'), upgrade)).toBe('yes');
    expect(covered(partition('late', 'orders'), dropTable('people'), upgrade)).toBe('no');
    expect(covered(createTable('orders'), dropTable('late'), upgrade)).toBe('no');
    const child = { ...createTable('child'), sources: [{ as: 'inherits', table: orders }] } as Operation;
    expect(covered(child, dropTable('orders'))).toBe('no');
  });

  test('no table that the upgrade dropped', () => {
    expect(covered(dropTable('orders'), dropTable('orders'))).toBe('no');
  });

  test('a foreign key to it, where it is dropped with CASCADE', () => {
    expect(covered(addConstraint(key), cascading)).toBe('yes');
    expect(covered(addConstraint(key), dropTable('people'))).toBe('no');
  });

  test.each(['trigger', 'sequence'] as const)('maybe a %s', (object) => {
    expect(covered(createObject(object, 'x'), dropTable('orders'))).toBe('maybe');
    expect(covered(createObject(object, 'x'), dropColumn('a'))).toBe('no');
  });

  test('no type, and no index whose table nobody names', () => {
    expect(covered(createObject('type', 'x'), dropTable('orders'))).toBe('no');
    expect(covered(dropIndex('ix'), dropTable('orders'))).toBe('no');
  });
});

test('with a materialized view that is dropped go its indexes', () => {
  const drop = (object: 'view' | 'materialized-view', name: string): Operation => ({
    kind: 'drop-object',
    object,
    name: knownName(name),
    ...dropped,
  });
  const index = createIndex('ix', ['a']);
  expect(covered(index, drop('materialized-view', 'orders'))).toBe('yes');
  expect(covered(index, drop('materialized-view', 'public.orders'))).toBe('yes');
  expect(covered(index, drop('materialized-view', 'people'))).toBe('no');
  expect(covered(index, drop('materialized-view', 'orders'), { isCounterpart: false })).toBe('no');
  expect(covered(index, drop('view', 'orders'))).toBe('no');
  expect(covered(addColumn('a'), drop('materialized-view', 'orders'))).toBe('no');
});

describe('with a table that is made anew comes', () => {
  test.each<[string, Operation, 'yes' | 'no']>([
    ['the column as it was', alterColumn({ nullable: true }), 'yes'],
    ['the column under its old name', renameColumn('a', 'b'), 'yes'],
    ['no index that was dropped before', dropIndex('ix'), 'no'],
    ['no column that was dropped before', dropColumn('a'), 'no'],
    ['the end of an index that was made before', createIndex('ix', ['a']), 'yes'],
  ])('%s', (_what, operation, answer) => {
    expect(covered(operation, createTable('orders', 'a'))).toBe(answer);
  });
});

describe('with a column that is dropped goes', () => {
  test.each<[string, Operation, 'yes' | 'maybe' | 'no']>([
    ['what was altered of it', alterColumn({ nullable: true }), 'yes'],
    ['its new name', renameColumn('total', 'sum'), 'yes'],
    ['not the name of another', renameColumn('a', 'b'), 'no'],
    ['an index on it', createIndex('ix', ['a', 'total']), 'yes'],
    ['not an index on others', createIndex('ix', ['a']), 'no'],
    ['maybe an index on an expression', createIndex('ix', undefined), 'maybe'],
    ['an index on rows of which it tells', indexWhere('NOT "total" AND b > 0'), 'yes'],
    ['an index on an expression, on rows of which it tells', indexWhere('total > 0', UNKNOWN), 'yes'],
    ['not an index on rows of which others tell', indexWhere('totals > 0 AND total_b'), 'no'],
    ['not an index where a text only spells its name', indexWhere("kind = 'the ''total'' sum'"), 'no'],
    ['maybe an index on an expression, on rows of which others tell', indexWhere('b', UNKNOWN), 'maybe'],
    ['not a check where a text only spells its name', addConstraint(check("kind = 'total'")), 'no'],
    ['a constraint on it', addConstraint(unique('uq', ['total'])), 'yes'],
    ['not a constraint on others', addConstraint(unique('uq', ['a'])), 'no'],
    ['maybe a constraint on nobody knows what', addConstraint(unique('uq', undefined)), 'maybe'],
    ['a check of it', addConstraint(check('total > 0')), 'yes'],
    ['not a check of what is only spelled alike', addConstraint(check('totals > 0')), 'no'],
    ['maybe a check that is not known', addConstraint(check(undefined)), 'maybe'],
    ['maybe the values that an UPDATE wrote', changeRows('update'), 'maybe'],
    ['no rows', changeRows('insert'), 'no'],
    ['no other column', addColumn('a'), 'no'],
  ])('%s', (_what, operation, answer) => {
    expect(covered(operation, dropColumn('total'))).toBe(answer);
    expect(covered(operation, dropColumn('total', people))).toBe('no');
  });
});

describe('with a column that is made anew comes', () => {
  test('what it was before it was altered or renamed', () => {
    expect(covered(alterColumn({ nullable: true }), addColumn('total'))).toBe('yes');
    expect(covered(renameColumn('total', 'sum'), addColumn('total'))).toBe('yes');
    expect(covered(alterColumn({ nullable: true }), addColumn('other'))).toBe('no');
    expect(covered(createIndex('ix', ['total']), addColumn('total'))).toBe('no');
  });
});

describe('with a constraint that is dropped goes', () => {
  const took = addConstraint(unique('uq', undefined, true));

  test('the index that became it', () => {
    expect(covered(createIndex('ix', ['a'], true), dropConstraint('uq'), { upgrade: [took] })).toBe('yes');
  });

  test.each<[string, Operation, Operation]>([
    ['that is not unique', createIndex('ix', ['a']), took],
    ['that nothing took over', createIndex('ix', ['a'], true), addConstraint(unique('uq', ['a']))],
    [
      'that another constraint took over',
      createIndex('ix', ['a'], true),
      addConstraint(unique('ur', undefined, true)),
    ],
    [
      'of another table',
      createIndex('ix', ['a'], true),
      { kind: 'add-constraint', table: people, constraint: unique('uq', undefined, true) },
    ],
  ])('no index %s', (_what, index, upgrade) => {
    expect(covered(index, dropConstraint('uq'), { upgrade: [upgrade] })).toBe('no');
  });
});

describe('with a schema that is dropped', () => {
  const gone = (cascade: boolean): Operation => ({
    kind: 'drop-object',
    object: 'schema',
    name: knownName('audit'),
    ifExists: false,
    cascade,
  });

  test('goes every table in it, with CASCADE', () => {
    expect(covered(createTable('audit.log', 'id'), gone(true))).toBe('yes');
    expect(covered(addColumn('a', tableNamed('audit.log')), gone(true))).toBe('yes');
    expect(covered(createTable('audit.log', 'id'), gone(false))).toBe('no');
    expect(covered(createTable('log', 'id'), gone(true))).toBe('no');
  });
});

test('an operation is about one table, or about none', () => {
  expect(operationTable(addColumn('a'))).toEqual(orders);
  expect(operationTable(dropIndex('ix'))).toBeUndefined();
  expect(operationTable(createObject('type', 't'))).toBeUndefined();
  expect(operationTable({ kind: 'truncate', tables: [orders], cascade: false })).toBeUndefined();
});
