import { operationSteps } from './direction-effects.ts';
import type { Direction } from '../alembic/revision-reading.ts';
import type { OperationOf } from './by-kind.ts';
import type { Operation, OperationStep } from './operation.ts';
import { columnsAfter } from './renames-within.ts';
import { nameText } from './same-names.ts';

/**
 * Whether a step is one of two, an index that is dropped and another one of its name, and needs no undoing: the
 * downgrade leaves that index alone, so that the one that is made tells all there is to tell, and that one is the
 * index of before under the new names of its columns.
 */
export function isIndexMadeAgain({ operation }: OperationStep, up: Direction, down: Direction): boolean {
  if (operation.kind !== 'drop-index' && operation.kind !== 'create-index') return false;
  const { name } = operation;
  if (name === undefined || operationsOn(nameText(name), down).length > 0) return false;
  const there = operationsOn(nameText(name), up);
  if (operation.kind === 'create-index') {
    const isDropped = there.slice(0, there.indexOf(operation)).some(({ kind }) => kind === 'drop-index');
    return isDropped && isRenamed(operation, up);
  }
  return there.slice(there.indexOf(operation)).some(({ kind }) => kind === 'create-index');
}

function operationsOn(name: string, direction: Direction): readonly Operation[] {
  return operationSteps(direction)
    .map(({ operation }) => operation)
    .filter((operation) => operation.kind === 'drop-index' || operation.kind === 'create-index')
    .filter((operation) => operation.name !== undefined && nameText(operation.name) === name);
}

/** What it covers has other names now, as the ones of before say of themselves. */
function isRenamed({ table, columns }: OperationOf<'create-index'>, { steps }: Direction): boolean {
  const olds = steps.flatMap((step) =>
    step.kind === 'operation' && step.operation.kind === 'rename-column' ? [step.operation.column.text] : [],
  );
  const news = columnsAfter(steps, { columns: olds, tables: [table] });
  return news.some((name, index) => name !== olds[index] && columns?.includes(name));
}
