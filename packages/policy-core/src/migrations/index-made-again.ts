import type { Direction } from '../alembic/revision-reading.ts';
import { onceFor } from '../facts/once-for.ts';
import type { OperationOf } from './by-kind.ts';
import { operationSteps } from './direction-effects.ts';
import type { IndexOperation, OperationStep } from './operation.ts';
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

function operationsOn(name: string, direction: Direction): readonly IndexOperation[] {
  return indexesIn(direction).get(name) ?? [];
}

/** By their names. Each step of an index asks. */
const indexesIn = onceFor((direction: Direction): ReadonlyMap<string, readonly IndexOperation[]> => {
  const found = new Map<string, IndexOperation[]>();
  for (const { operation } of operationSteps(direction)) {
    if (operation.kind !== 'drop-index' && operation.kind !== 'create-index') continue;
    if (operation.name === undefined) continue;
    const name = nameText(operation.name);
    const others = found.get(name);
    if (others === undefined) found.set(name, [operation]);
    else others.push(operation);
  }
  return found;
});

/** What it covers has other names now, as the ones of before say of themselves. */
function isRenamed({ table, columns }: OperationOf<'create-index'>, { steps }: Direction): boolean {
  const olds = steps.flatMap((step) =>
    step.kind === 'operation' && step.operation.kind === 'rename-column' ? [step.operation.column.text] : [],
  );
  const news = columnsAfter(steps, { columns: olds, tables: [table] });
  return news.some((name, index) => name !== olds[index] && columns?.includes(name));
}
