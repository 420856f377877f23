import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { createTable, dropTable } from '../../testing/schema-changes.ts';
import type { Operation, OperationStep, UnclearStep } from '../operations/operation.ts';
import { isCreatedAndDropped } from './table-created-and-dropped.ts';

/** Each step in a place of its own: `[5, 9]`. */
function placed(operation: Operation, start: number, end: number) {
  return stepOf(operation, { start, end });
}

const at = (start: number, end: number) => ({
  path: 'db/1.sql',
  start: { line: 0, character: start },
  end: { line: 0, character: end },
});
const drop = (table: string, start: number, end: number) => ({ table, at: at(start, end) });
const upgradeOf = (...steps: readonly (OperationStep | UnclearStep)[]) => ({
  ...judgedUpgrade(...steps),
  span: ({ start, end }: { readonly start: number; readonly end: number }) => at(start, end),
});

describe('a table that is dropped', () => {
  test('is only passing where the migration made it before', () => {
    const upgrade = upgradeOf(
      placed(createTable('a', ['x']), 0, 5),
      placed(dropTable('a'), 10, 20),
      placed(dropTable('orders'), 30, 40),
    );
    expect(isCreatedAndDropped(upgrade, drop('a', 12, 14))).toBe(true);
    expect(isCreatedAndDropped(upgrade, drop('orders', 30, 40))).toBe(false);
    expect(isCreatedAndDropped(upgrade, drop('a', 20, 30))).toBe(false);
    expect(isCreatedAndDropped(upgrade, drop('a', 0, 5))).toBe(false);
  });

  test('is told from others in its place by its name, with or without quotes', () => {
    const upgrade = upgradeOf(
      placed(createTable('audit.a', ['x']), 0, 5),
      placed(dropTable('audit.a'), 10, 20),
      placed(dropTable('orders'), 10, 20),
    );
    expect(isCreatedAndDropped(upgrade, drop('audit.a', 12, 14))).toBe(true);
    expect(isCreatedAndDropped(upgrade, drop('"audit"."a"', 12, 14))).toBe(true);
    expect(isCreatedAndDropped(upgrade, drop('orders', 15, 19))).toBe(false);
    expect(isCreatedAndDropped(upgrade, drop('name', 10, 20))).toBe(false);
  });

  test('is not where it may have been there, or need not have been made', () => {
    const drops = placed(dropTable('a'), 10, 20);
    const wasPerhapsThere = createTable('a', ['x'], { ifNotExists: true });
    const unknownWhether = createTable('a', ['x'], { ifNotExists: undefined });
    for (const made of [wasPerhapsThere, unknownWhether]) {
      expect(isCreatedAndDropped(upgradeOf(placed(made, 0, 5), drops), drop('a', 10, 20))).toBe(false);
    }
    const perhaps = stepOf(createTable('a', ['x']), { start: 0, end: 5, isCertain: false });
    expect(isCreatedAndDropped(upgradeOf(perhaps, drops), drop('a', 10, 20))).toBe(false);
    const bothPerhaps = upgradeOf(perhaps, { ...drops, isCertain: false });
    expect(isCreatedAndDropped(bothPerhaps, drop('a', 10, 20))).toBe(false);
    const dropPerhaps = upgradeOf(placed(createTable('a', ['x']), 0, 5), { ...drops, isCertain: false });
    expect(isCreatedAndDropped(dropPerhaps, drop('a', 10, 20))).toBe(true);
  });

  test('is not where its name is only known when it runs', () => {
    const table = { ...tableNamed('NAME'), isKnown: false };
    const upgrade = upgradeOf(
      placed({ ...createTable('a', []), table } as Operation, 0, 5),
      placed({ kind: 'drop-table', table, ifExists: false, cascade: false }, 10, 20),
    );
    expect(isCreatedAndDropped(upgrade, drop('NAME', 10, 20))).toBe(false);
  });

  test('is not where nobody can tell what stands in its place', () => {
    expect(isCreatedAndDropped(upgradeOf(unclearStep('it is a loop')), drop('a', 0, 1))).toBe(false);
  });
});
