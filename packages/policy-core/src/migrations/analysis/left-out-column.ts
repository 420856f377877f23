import { additionOf } from './added-default.ts';
import { isFilledByTrigger } from './filled-by-trigger.ts';
import type { StepOf } from './judged-upgrade.ts';
import { columnBefore } from './migration-step.ts';
import { columnAtEnd } from './renames-within.ts';
import { isStableName } from './stable-name.ts';
import type { ColumnState } from '../schema/schema-history.ts';

/**
 * Whether NOT NULL is set on a column that the same migration adds and that has no default: the release that still runs
 * does not know it, so each of its INSERTs leaves it out and fails.
 */
export function isLeftOutByInserts(step: StepOf<'alter-column'>): boolean {
  const { table, column } = step.operation;
  if (!column.isKnown || !isStableName(step, table)) return false;
  const isAdded = additionOf(step, column.text)?.operation.ifNotExists === false;
  if (!isAdded || isFilledByTrigger(step)) return false;
  const end = columnAtEnd(step, table, column);
  return end?.nullable === false && [columnBefore(step, table, column), end].every(isWithoutDefault);
}

function isWithoutDefault(column: ColumnState | undefined): boolean {
  return column?.default?.kind === 'none';
}
