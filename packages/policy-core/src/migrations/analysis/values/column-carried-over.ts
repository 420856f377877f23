import { fileTransaction } from '../../sql/file-transaction.ts';
import { columnBefore, stepsOf } from '../migration-step.ts';
import { tableKey } from '../../operations/name.ts';
import type { JudgedUpgrade, StepOf } from '../judged-upgrade.ts';

/**
 * Whether a column is dropped whose values are not lost: PostgreSQL works them out, or another column that the migration
 * adds and fills takes its name afterwards.
 */
export function isCarriedOver(upgrade: JudgedUpgrade, drop: StepOf<'drop-column'>): boolean {
  const { table, column } = drop.operation;
  if (columnBefore(drop, table, column)?.default?.kind === 'computed') return true;
  const key = tableKey(table);
  if (key === undefined || !column.isKnown) return false;
  if (drop.operation.ifExists === true && computedAgain(drop) !== undefined) return true;
  const successor = stepsOf(upgrade, 'rename-column').find(
    ({ index, operation }) =>
      index > drop.index && tableKey(operation.table) === key && operation.to.text === column.text,
  );
  if (successor === undefined) return false;
  const added = stepsOf(upgrade, 'add-column').find(
    ({ index, operation }) =>
      index < drop.index &&
      tableKey(operation.table) === key &&
      operation.column.name.text === successor.operation.column.text,
  );
  return added !== undefined && isFilledBetween(upgrade, added, drop);
}

/**
 * Whether PostgreSQL worked out the values of a column that is dropped, and works them out again under its name in the same
 * transaction: it held nothing of its own, and nobody who reads it ever misses it.
 */
export function isComputedAnew(drop: StepOf<'drop-column'>): boolean {
  const { upgrade, operation, index, isCertain } = drop;
  const before = columnBefore(drop, operation.table, operation.column);
  const again = before?.default?.kind === 'computed' ? computedAgain(drop) : undefined;
  if (again === undefined || (isCertain && !again.isCertain)) return false;
  const isOutside = [index, again.index].some((at) => upgrade.steps[at]?.autocommit === true);
  return !isOutside && (upgrade.revision !== undefined || fileTransaction(upgrade) !== false);
}

function computedAgain({
  upgrade,
  index: from,
  operation,
}: StepOf<'drop-column'>): StepOf<'add-column'> | undefined {
  const key = tableKey(operation.table);
  if (key === undefined || !operation.column.isKnown) return undefined;
  const again = stepsOf(upgrade, 'add-column').find(
    ({ index, operation: { table, column } }) =>
      index > from && tableKey(table) === key && column.name.text === operation.column.text,
  );
  return again?.operation.column.default.kind === 'computed' ? again : undefined;
}

function isFilledBetween(
  upgrade: JudgedUpgrade,
  added: StepOf<'add-column'>,
  drop: StepOf<'drop-column'>,
): boolean {
  const name = drop.operation.column.text;
  return stepsOf(upgrade, 'change-rows').some(({ index, operation }) => {
    if (index < added.index || index > drop.index || operation.verb !== 'update') return false;
    const { start, end } = upgrade.steps[index] ?? { start: 0, end: 0 };
    const isOfTable = tableKey(operation.table) === tableKey(drop.operation.table);
    return isOfTable && upgrade.text.slice(start, end).split(/\W+/).includes(name);
  });
}
