import type { OperationOf } from '../../operations/by-kind.ts';
import { tableKey } from '../../operations/name.ts';
import type { StepOf } from '../judged-upgrade.ts';
import type { Operation, Step } from '../../operations/operation.ts';

/**
 * Whether the values of a column may outlive its drop: they are read before, and written into one that takes its place
 * under its name. That every row gets its own again cannot be seen.
 */
export function mayRestoreColumnValues({ upgrade, operation, index }: StepOf<'drop-column'>): boolean {
  const { table, column } = operation;
  const key = tableKey(table);
  if (key === undefined || !column.isKnown) return false;
  const { steps, text } = upgrade;
  const names = (step: Step, ...words: readonly string[]) => {
    const written = wordsOf(text.slice(step.start, step.end));
    return words.every((word) => written.has(word.toLowerCase()));
  };
  const isRead = steps.slice(0, index).some((step) => isSelect(step) && names(step, column.text, table.text));
  const added = steps.findIndex((step, at) => at > index && does(step, (by) => isAdded(by, operation)));
  if (!isRead || added < 0) return false;
  return steps
    .slice(added)
    .some((step) => does(step, (by) => isUpdate(by, key)) && names(step, 'set', column.text));
}

function isAdded(by: Operation, { table, column }: OperationOf<'drop-column'>): boolean {
  return (
    by.kind === 'add-column' &&
    tableKey(by.table) === tableKey(table) &&
    by.column.name.isKnown &&
    by.column.name.text === column.text
  );
}

function isUpdate(by: Operation, key: string): boolean {
  return by.kind === 'change-rows' && by.verb === 'update' && tableKey(by.table) === key;
}

function isSelect(step: Step): boolean {
  return does(step, (by) => by.kind === 'other' && by.what === 'SELECT');
}

function does(step: Step, isSo: (operation: Operation) => boolean): boolean {
  return step.kind === 'operation' && isSo(step.operation);
}

function wordsOf(sql: string): ReadonlySet<string> {
  return new Set(sql.toLowerCase().match(/\w+/g));
}
