import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { createTable, dropTable, renameTable, setTableSchema } from '../../testing/schema-changes.ts';
import { unknownName } from '../operations/name.ts';
import type { Operation, OperationStep, UnclearStep } from '../operations/operation.ts';
import { isStableName } from './stable-name.ts';

const act: Operation = { kind: 'other', what: 'the step that asks' };
const made = createTable('a', []);
const perhaps = (operation: Operation) => stepOf(operation, { isCertain: false });
const shift = stepOf({ kind: 'other', what: 'SET' }, { shift: 'bare-names' });
const unclear = unclearStep('it is only known when it runs');

/** Of the step that asks, which stands among others. */
function isSettled(
  steps: readonly (Operation | OperationStep | UnclearStep)[],
  { table = tableNamed('a'), isCertain = true } = {},
): boolean {
  const upgrade = judgedUpgrade(...steps);
  const index = steps.indexOf(act);
  return isStableName(
    { upgrade, index, operation: act, isCertain, at: upgrade.span({ start: 0, end: 0 }) },
    table,
  );
}

describe('A name means one table', () => {
  test('where nothing else has it', () => {
    expect(isSettled([act])).toBe(true);
    expect(isSettled([createTable('b', []), renameTable('b', 'c'), act])).toBe(true);
    expect(isSettled([createTable('s.a', []), act])).toBe(true);
  });

  test('where it is made, or takes the place of another, for certain', () => {
    expect(isSettled([made, act])).toBe(true);
    expect(isSettled([renameTable('a', 'b'), made, act])).toBe(true);
    expect(isSettled([dropTable('a'), renameTable('b', 'a'), act])).toBe(true);
    expect(isSettled([act, renameTable('a', 'b'), made])).toBe(true);
    expect(isSettled([act, dropTable('a')])).toBe(true);
  });

  test('under a condition for what is under one itself', () => {
    expect(isSettled([perhaps(made), act], { isCertain: false })).toBe(true);
    expect(isSettled([perhaps(made), act])).toBe(false);
  });

  test('beside an unclear step, as in the schema, unless something got the name before', () => {
    expect(isSettled([unclear, act, unclear])).toBe(true);
    expect(isSettled([unclear, made, act, unclear])).toBe(true);
    expect(isSettled([made, unclear, act])).toBe(false);
  });

  test('where it is not known, since no schema knows it either', () => {
    expect(isSettled([shift, act], { table: { ...unknownName('a'), schema: undefined } })).toBe(true);
  });
});

describe('A name may mean several tables', () => {
  test.each<[string, Parameters<typeof isSettled>[0]]>([
    ['where the search path is another', [shift, act]],
    ['where it is another afterwards', [act, shift]],
    ['where a table of that name is temporary', [createTable('a', [], { isTemporary: true }), act]],
    ['where one is temporary afterwards', [act, createTable('a', [], { isTemporary: true })]],
    ['where one may have been there', [createTable('a', [], { ifNotExists: true }), act]],
    ['where one is made and undone', [stepOf(made, { shift: 'undone' }), act]],
    ['where one is spelled with the schema', [createTable('public.a', []), act]],
    ['where one is dropped by its schema', [act, dropTable('public.a')]],
    ['where it was given away', [made, renameTable('a', 'b'), act]],
    ['where it went to another schema', [made, setTableSchema('a', 's'), act]],
    ['where one came from another schema', [setTableSchema('s.a', 'public'), act]],
    ['where it was dropped', [dropTable('a'), act]],
  ])('%s', (_name, steps) => {
    expect(isSettled(steps)).toBe(false);
  });

  test('with a schema only where every name may', () => {
    const table = tableNamed('s.a');
    expect(isSettled([shift, act], { table })).toBe(true);
    expect(isSettled([act, stepOf({ kind: 'drop-all' })], { table })).toBe(false);
  });
});
