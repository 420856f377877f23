import type { StepOf } from './judged-upgrade.ts';
import { columnBefore } from './migration-step.ts';
import { knownName } from '../operations/name.ts';

/** Whether a WHERE may leave rows out: none does that asks for values where each row has one. */
export function leavesRows(step: StepOf<'change-rows'>): boolean {
  const { isFiltered, asksFor, table } = step.operation;
  const isAlwaysThere = (column: string) => columnBefore(step, table, knownName(column))?.nullable === false;
  return isFiltered && asksFor?.every(isAlwaysThere) !== true;
}
