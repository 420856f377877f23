import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade, StepOf } from './judged-upgrade.ts';
import { stepsOf } from './migration-step.ts';

/** A trigger that the migration makes, whose function sets the column: `NEW.number := ...`, `INTO NEW.number`. */
export function isFilledByTrigger({ upgrade, operation: { column } }: StepOf<'alter-column'>): boolean {
  const { triggers, functions } = madeIn(upgrade);
  if (triggers === 0 || functions.length === 0) return false;
  const sets = new RegExp(
    String.raw`\bNEW\s*\.\s*"?${column.text.replaceAll(/\W/g, String.raw`\$&`)}\b`,
    'i',
  );
  return functions.some((text) => sets.test(text));
}

/** How many triggers it makes, and the texts of its functions. */
const madeIn = memoizeByObject((upgrade: JudgedUpgrade) => {
  const made = stepsOf(upgrade, 'create-object');
  return {
    triggers: made.filter(({ operation }) => operation.object === 'trigger').length,
    functions: made
      .filter(({ operation }) => operation.object === 'function')
      .flatMap(({ index }) => upgrade.steps[index] ?? [])
      .map(({ start, end }) => upgrade.text.slice(start, end)),
  };
});
