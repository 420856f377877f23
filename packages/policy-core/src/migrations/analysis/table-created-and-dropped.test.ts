import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { stepOf, tableNamed } from '../../testing/sample-schema.ts';
import { createTable, dropTable } from '../../testing/schema-changes.ts';
import type { Operation, OperationStep, UnclearStep } from '../operations/operation.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';
import { isCreatedAndDropped } from './table-created-and-dropped.ts';
import { tableDrops } from './table-drops.ts';

/** Each step in a place of its own: `[5, 9]`. */
function placed(operation: Operation, start: number, end: number) {
  return stepOf(operation, { start, end });
}

/** Of each table that is dropped, in the order of running. */
function arePassing(...steps: readonly (OperationStep | UnclearStep)[]): readonly boolean[] {
  const at = (character: number) => ({ line: 0, character });
  const upgrade: JudgedUpgrade = {
    ...judgedUpgrade(...steps),
    span: ({ start, end }) => ({ path: 'db/1.sql', start: at(start), end: at(end) }),
  };
  return tableDrops(upgrade).map(isCreatedAndDropped);
}

describe('a table that is dropped', () => {
  test('is only passing where the migration made it before', () => {
    const made = placed(createTable('a', ['x']), 0, 5);
    expect(arePassing(made, placed(dropTable('a'), 10, 20), placed(dropTable('orders'), 30, 40))).toEqual([
      true,
      false,
    ]);
    expect(arePassing(placed(dropTable('a'), 10, 20), made)).toEqual([false]);
  });

  test('is told from others in its place by its name', () => {
    const made = placed(createTable('audit.a', ['x']), 0, 5);
    const drops = [placed(dropTable('audit.a'), 10, 20), placed(dropTable('orders'), 10, 20)];
    expect(arePassing(made, ...drops)).toEqual([true, false]);
  });

  test('is passing only where it is so each time that it is dropped there', () => {
    const made = placed(createTable('a', ['x']), 0, 5);
    const drop = placed(dropTable('a'), 10, 20);
    expect(arePassing(made, drop, made, drop)).toEqual([true]);
    expect(arePassing(drop, made, drop)).toEqual([false]);
  });

  test('is not where it may have been there, or need not have been made', () => {
    const drops = placed(dropTable('a'), 10, 20);
    const wasPerhapsThere = createTable('a', ['x'], { ifNotExists: true });
    const unknownWhether = createTable('a', ['x'], { ifNotExists: undefined });
    for (const made of [wasPerhapsThere, unknownWhether]) {
      expect(arePassing(placed(made, 0, 5), drops)).toEqual([false]);
    }
    const perhaps = stepOf(createTable('a', ['x']), { start: 0, end: 5, isCertain: false });
    expect(arePassing(perhaps, drops)).toEqual([false]);
    expect(arePassing(perhaps, { ...drops, isCertain: false })).toEqual([false]);
    expect(arePassing(placed(createTable('a', ['x']), 0, 5), { ...drops, isCertain: false })).toEqual([true]);
  });

  test('is not where its name is only known when it runs', () => {
    const table = { ...tableNamed('NAME'), isKnown: false };
    const made = placed({ ...createTable('a', []), table } as Operation, 0, 5);
    const drop = placed({ kind: 'drop-table', table, ifExists: false, cascade: false }, 10, 20);
    expect(arePassing(made, drop)).toEqual([false]);
  });
});
