import { describe, expect, test } from 'vitest';

import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import {
  addColumn,
  createTable,
  dropColumn,
  dropTable,
  renameColumn,
  renameTable,
  setTableSchema,
} from '../../testing/schema-changes.ts';
import { knownName, unknownName, type TableName } from '../operations/name.ts';
import { newObjectsIn } from './new-objects.ts';
import type { NameShift, Operation, Step } from '../operations/operation.ts';

const stepsOf = (steps: readonly (Operation | Step)[]) =>
  steps.map((one) => ('isCertain' in one ? one : stepOf(one)));
const nothing = (shift: NameShift) => stepOf({ kind: 'other', what: 'SET' }, { shift });
const perhaps = (operation: Operation) => stepOf(operation, { isCertain: false });

const table = (name: string | TableName, ...steps: readonly (Operation | Step)[]) =>
  newObjectsIn(stepsOf(steps)).table(typeof name === 'string' ? tableNamed(name) : name, steps.length);
const column = (name: string, ...steps: readonly (Operation | Step)[]) =>
  newObjectsIn(stepsOf(steps)).column(tableNamed('a'), knownName(name), steps.length);

const made = createTable('a', []);
const madeElsewhere = createTable('s.a', []);
const unclear = unclearStep('it is only known when it runs');

describe('A table', () => {
  test('is old unless a step made it', () => {
    expect(table('a')).toBe('old');
    expect(table('a', made)).toBe('new');
    expect(table('b', made)).toBe('old');
    expect(table('a', perhaps(made))).toBe('perhaps');
    expect(table('a', stepOf(made, { shift: 'undone' }))).toBe('perhaps');
    expect(table('a', createTable('a', [], { ifNotExists: true }))).toBe('old');
    expect(table('a', createTable('a', [], { ifNotExists: undefined }))).toBe('old');
  });

  test('stays new where it is made again only if it is not there', () => {
    expect(table('a', made, createTable('a', [], { ifNotExists: true }))).toBe('new');
  });

  test('is new from the step on that makes it', () => {
    const things = newObjectsIn(stepsOf([dropTable('b'), made, dropTable('a')]));
    expect([0, 1, 2, 3].map((index) => things.table(tableNamed('a'), index))).toEqual([
      'old',
      'old',
      'new',
      'old',
    ]);
  });

  test('is another one in another spelling', () => {
    expect(table('public.a', made)).toBe('old');
    expect(table('a', createTable('public.a', []))).toBe('old');
    expect(table('s.a', { ...made, table: { ...knownName('s.a'), schema: undefined } } as Operation)).toBe(
      'old',
    );
    expect(table('s.a', madeElsewhere)).toBe('new');
    expect(table('a', madeElsewhere)).toBe('old');
  });

  test('that is temporary stands for its name without a schema', () => {
    const temporary = createTable('a', [], { isTemporary: true });
    expect(table('a', temporary)).toBe('new');
    expect(table('pg_temp.a', temporary)).toBe('new');
    expect(table('a', createTable('pg_temp.a', [], { isTemporary: true }))).toBe('new');
    expect(table('public.a', temporary)).toBe('old');
    expect(table('a', nothing('bare-names'), temporary)).toBe('old');
    expect(table('a', unclear, temporary)).toBe('new');
    expect(table('a', createTable('a', [], { isTemporary: true, isGoneOnCommit: true }))).toBe('old');
  });

  test('takes its newness along with another name', () => {
    expect(table('b', made, renameTable('a', 'b'))).toBe('new');
    expect(table('a', made, renameTable('a', 'b'))).toBe('old');
    expect(table('b', perhaps(made), renameTable('a', 'b'))).toBe('perhaps');
    expect(table('b', made, perhaps(renameTable('a', 'b')))).toBe('perhaps');
    expect(table('b', renameTable('a', 'b'))).toBe('old');
    expect(table('s.b', madeElsewhere, renameTable('s.a', 'b'))).toBe('new');
    expect(table('s.a', made, setTableSchema('a', 's'))).toBe('new');
    expect(table('a', made, setTableSchema('a', 's'))).toBe('old');
    expect(table('b', made, nothing('bare-names'), renameTable('a', 'b'))).toBe('old');
  });

  test('is old where names get another meaning after it', () => {
    expect(table('a', made, nothing('bare-names'))).toBe('old');
    expect(table('a', made, nothing('every-name'))).toBe('old');
    expect(table('a', made, unclear)).toBe('old');
    expect(table('a', made, { ...unclear, reach: { kind: 'rows' } })).toBe('new');
    expect(table('a', made, nothing('undone'))).toBe('new');
    expect(table('s.a', madeElsewhere, nothing('bare-names'))).toBe('new');
    expect(table('s.a', madeElsewhere, nothing('every-name'))).toBe('old');
    expect(table('s.a', made, nothing('bare-names'), setTableSchema('a', 's'))).toBe('old');
    expect(table('a', nothing('every-name'), made)).toBe('new');
    expect(table('a', stepOf(made, { shift: 'bare-names' }))).toBe('old');
  });

  test('without a name that is known is the one of the same source', () => {
    const source = (text: string) => ({ ...unknownName(text), schema: undefined });
    const create = { ...made, table: source('NAME') } as Operation;
    expect(table(source('NAME'), create)).toBe('new');
    expect(table(source('OTHER'), create)).toBe('old');
    expect(table('NAME', create)).toBe('old');
    expect(table(source('a'), made)).toBe('old');
  });
});

describe('A column', () => {
  test('is as new as its table, or newer', () => {
    expect(column('x', made)).toBe('new');
    expect(column('x', perhaps(made))).toBe('perhaps');
    expect(column('x', perhaps(made), addColumn('a', 'x'))).toBe('new');
    expect(column('x', addColumn('a', 'x'))).toBe('new');
    expect(column('y', addColumn('a', 'x'))).toBe('old');
    expect(column('x', perhaps(addColumn('a', 'x')))).toBe('perhaps');
    expect(column('x', addColumn('a', 'x', true))).toBe('old');
    expect(column('x', addColumn('public.a', 'x'))).toBe('old');
  });

  test('is old once it is dropped, or names mean something else', () => {
    expect(column('x', addColumn('a', 'x'), dropColumn('a', 'x'))).toBe('old');
    expect(column('x', addColumn('a', 'x'), nothing('bare-names'))).toBe('old');
    expect(column('x', addColumn('a', 'x'), unclear)).toBe('old');
    expect(column('x', addColumn('a', 'x'), dropTable('a'))).toBe('old');
  });

  test('takes its newness along with another name', () => {
    const renamed = renameColumn('a', 'x', 'y');
    expect(column('y', addColumn('a', 'x'), renamed)).toBe('new');
    expect(column('x', addColumn('a', 'x'), renamed)).toBe('old');
    expect(column('y', addColumn('a', 'x'), perhaps(renamed))).toBe('perhaps');
    expect(column('y', renamed)).toBe('old');
    expect(column('y', addColumn('a', 'x'), nothing('bare-names'), renamed)).toBe('old');
  });

  test('goes along with its table', () => {
    expect(column('x', addColumn('b', 'x'), renameTable('b', 'a'))).toBe('new');
    expect(column('x', addColumn('b', 'x'), nothing('bare-names'), renameTable('b', 'a'))).toBe('old');
    expect(column('x', addColumn('b', 'x'), perhaps(renameTable('b', 'a')))).toBe('old');
    expect(column('x', addColumn('s.a', 'x'), setTableSchema('s.a', 'public'))).toBe('old');
    expect(column('x', addColumn('a', 'x'), renameTable('a', 'b'))).toBe('old');
  });

  test('is old without a name that is known', () => {
    const things = newObjectsIn(stepsOf([addColumn('a', 'x')]));
    expect(things.column(tableNamed('a'), unknownName('x'), 1)).toBe('old');
    expect(things.column({ ...unknownName('a'), schema: undefined }, knownName('x'), 1)).toBe('old');
  });

  test('is looked for at any step', () => {
    const things = newObjectsIn(stepsOf([addColumn('a', 'x'), renameTable('a', 'b'), addColumn('a', 'y')]));
    const at = (name: string, other: string, index: number) =>
      things.column(tableNamed(name), knownName(other), index);
    expect([0, 1, 2].map((index) => at('a', 'x', index))).toEqual(['old', 'new', 'old']);
    expect([1, 2, 3].map((index) => at('b', 'x', index))).toEqual(['old', 'new', 'new']);
    expect([2, 3].map((index) => at('a', 'y', index))).toEqual(['old', 'new']);
  });
});
