import type { Direction } from '../../operations/direction.ts';
import { memoizeByObject } from '../../../model/memoize.ts';
import { namesSpoken } from '../../sql/one-spelling.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import { operationSteps } from '../direction-effects.ts';
import { isSameReach } from '../index-reach.ts';
import type { IndexOperation, OperationStep, Step } from '../../operations/operation.ts';
import { columnsAfter } from '../renames-within.ts';
import { nameText } from '../../operations/same-names.ts';
import type { StateBefore } from '../step-undoing.ts';

/**
 * Whether a step is one of two, an index that is dropped and another one of its name, and needs no undoing: the
 * downgrade leaves that index alone, so that the one that is made tells all there is to tell, and that one is the
 * index of before, also under the new names of its columns.
 */
export function isIndexMadeAgain({ operation }: OperationStep, { up, down, before }: BothWays): boolean {
  if (operation.kind !== 'drop-index' && operation.kind !== 'create-index') return false;
  const { name } = operation;
  if (name === undefined || operationsOn(nameText(name), down).length > 0) return false;
  const there = operationsOn(nameText(name), up);
  if (operation.kind === 'create-index') {
    const drop = there.slice(0, there.indexOf(operation)).findLast(({ kind }) => kind === 'drop-index');
    return drop !== undefined && (isRenamed(operation, up) || isAsBefore(operation, { up, drop, before }));
  }
  return there.slice(there.indexOf(operation)).some(({ kind }) => kind === 'create-index');
}

interface BothWays {
  readonly up: Direction;
  readonly down: Direction;
  /** The table that a step of the upgrade is about, just before it. */
  readonly before: StateBefore;
}

interface Dropped extends Pick<BothWays, 'up' | 'before'> {
  readonly drop: IndexOperation;
}

/** It is the index that was dropped, on columns that are still the same ones. */
function isAsBefore(made: OperationOf<'create-index'>, { up: { steps }, drop, before }: Dropped): boolean {
  const at = steps.findIndex((step) => step.kind === 'operation' && step.operation === drop);
  const was = before(drop, at)?.indexes.find(({ name }) => name === made.name?.text);
  if (was === undefined || was.hasMore || made.hasMore || was.unique !== made.unique) return false;
  return isSameReach(was, made) && !steps.some((step) => givesName(step, made));
}

/** To another column, which the index may be on. */
function givesName(step: Step, { columns, keys, where }: OperationOf<'create-index'>): boolean {
  if (step.kind !== 'operation') return false;
  const { operation } = step;
  if (operation.kind !== 'add-column' && operation.kind !== 'rename-column') return false;
  const { text } = operation.kind === 'add-column' ? operation.column.name : operation.to;
  return [...(columns ?? []), ...[...(keys ?? []), where ?? ''].flatMap(namesSpoken)].includes(text);
}

function operationsOn(name: string, direction: Direction): readonly IndexOperation[] {
  return indexesIn(direction).get(name) ?? [];
}

/** By their names. Each step of an index asks. */
const indexesIn = memoizeByObject((direction: Direction): ReadonlyMap<string, readonly IndexOperation[]> => {
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
