import type { TableDrop } from '../facts/migrations.ts';
import { onceFor } from '../facts/once-for.ts';
import type { Position, SourceSpan } from '../source-span.ts';
import { isSurelyNewTable, stepsOf, type JudgedUpgrade, type StepOf } from './judged-steps.ts';
import { tableText } from './name.ts';
import type { Step } from './operation.ts';

/**
 * Whether what is dropped there is always a table that the same migration made before: nobody can miss what is
 * in it. Several steps may stand in one place, as in a loop.
 */
export function isPassingTable(upgrade: JudgedUpgrade, { table, at }: TableDrop): boolean {
  // `DROP TABLE a, "B c"` drops two in nearly one place.
  const named = dropsByName(upgrade).get(table.replaceAll('"', '')) ?? [];
  const meant = named.filter((step) => overlap(step.at, at));
  return (
    meant.length > 0 &&
    meant.every((step) => isSurelyNewTable(step, step.operation.table) && isStillMeant(step))
  );
}

/**
 * Whether the name still stands for what was made under it. It may stand for another table once it is spelled with a
 * schema, the search path is another, or the transaction is over in which a temporary one lives: so nothing may come
 * between that is not known to leave all that alone.
 */
function isStillMeant({ upgrade, index, operation: { table } }: StepOf<'drop-table'>): boolean {
  const earlier = upgrade.steps.slice(0, index);
  const made = earlier.findLastIndex(
    (step) =>
      step.kind === 'operation' &&
      step.operation.kind === 'create-table' &&
      step.operation.table.text === table.text &&
      step.operation.table.schema === table.schema,
  );
  return made >= 0 && earlier.slice(made + 1).every(leavesNamesAlone);
}

function leavesNamesAlone(step: Step): boolean {
  if (step.kind === 'unclear') return false;
  const { operation, via, autocommit } = step;
  return !autocommit && (operation.kind !== 'other' || via !== 'sql' || HARMLESS.has(operation.what));
}

const HARMLESS: ReadonlySet<string> = new Set(['COMMENT', 'GRANT', 'REVOKE']);

/** Each drop asks. */
const dropsByName = onceFor(
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
