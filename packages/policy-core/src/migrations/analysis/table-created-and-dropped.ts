import type { TableDrop } from './migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { Position, SourceSpan } from '../../model/source-span.ts';
import { isSurelyNewTable, stepsOf, type JudgedUpgrade, type StepOf } from './migration-step.ts';
import { tableText } from '../operations/name.ts';

/**
 * Whether what is dropped there is always a table that the same migration made before: nobody can miss what is
 * in it. Several steps may stand in one place, as in a loop.
 */
export function isCreatedAndDropped(upgrade: JudgedUpgrade, drop: TableDrop): boolean {
  const meant = dropStepsAt(upgrade, drop);
  return meant.length > 0 && meant.every((step) => isSurelyNewTable(step, step.operation.table));
}

/** The steps that drop that table there. */
export function dropStepsAt(
  upgrade: JudgedUpgrade,
  { table, at }: TableDrop,
): readonly StepOf<'drop-table'>[] {
  // `DROP TABLE a, "B c"` drops two in nearly one place.
  const named = dropsByName(upgrade).get(table.replaceAll('"', '')) ?? [];
  return named.filter((step) => overlap(step.at, at));
}

/** Each drop asks. */
const dropsByName = memoizeByObject(
  (upgrade: JudgedUpgrade): ReadonlyMap<string, readonly StepOf<'drop-table'>[]> => {
    const drops = new Map<string, StepOf<'drop-table'>[]>();
    for (const step of stepsOf(upgrade, 'drop-table')) {
      const name = tableText(step.operation.table);
      const others = drops.get(name);
      if (others === undefined) drops.set(name, [step]);
      else others.push(step);
    }
    return drops;
  },
);

function overlap(one: SourceSpan, other: SourceSpan): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
