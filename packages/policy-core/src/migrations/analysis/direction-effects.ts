import type { Direction } from '../operations/direction.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import {
  isCreatedColumn,
  isCreatedSchema,
  isCreatedTable,
  noteCreated,
  type CreatedObjects,
} from '../operations/created-objects.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import { isRebuilt } from '../operations/rebuilt-table.ts';
import { isRenameSwap } from '../operations/rename-swap.ts';

export function operationSteps({ steps }: Pick<Direction, 'steps'>): readonly OperationStep[] {
  return steps.filter((step) => step.kind === 'operation');
}

/**
 * Steps after which rows, or values of rows, are gone that were there before the direction began: what it
 * made itself, or what `before` names, holds none. What gives way to another of its name was copied, it seems.
 */
export function losingSteps(
  direction: Pick<Direction, 'steps'>,
  before: CreatedObjects = new Set(),
): readonly OperationStep[] {
  const steps = operationSteps(direction);
  if (!steps.some(({ operation }) => LOSES.has(operation.kind))) return [];
  const made = new Set(before);
  return steps.filter((step) => {
    const loses = losesRows(step.operation, made) && !isKept(direction, step);
    noteCreated(step.operation, made);
    return loses;
  });
}

/** Its rows lie in another table by then. */
function isKept({ steps }: Pick<Direction, 'steps'>, step: OperationStep): boolean {
  return isRenameSwap(steps, step) || isRebuilt(steps, step);
}

/** What it makes, also where something like it may have been there. */
export function madeBy(direction: Direction): CreatedObjects {
  const made = new Set<string>();
  for (const { operation } of operationSteps(direction)) noteCreated(operation, made, true);
  return made;
}

/** Kinds of operations that may lose rows. */
export const MAY_LOSE = [
  'drop-table',
  'drop-column',
  'truncate',
  'drop-all',
  'change-rows',
  'drop-object',
] as const satisfies readonly Operation['kind'][];

const LOSES: ReadonlySet<Operation['kind']> = new Set(MAY_LOSE);

function losesRows(operation: Operation, made: CreatedObjects): boolean {
  switch (operation.kind) {
    case 'drop-table':
      return !isCreatedTable(made, operation.table);
    case 'drop-column':
      return !isCreatedColumn(made, operation.table, operation.column);
    case 'truncate':
      return operation.cascade || !operation.tables.every((table) => isCreatedTable(made, table));
    case 'drop-all':
      return true;
    case 'change-rows':
      return operation.verb === 'delete' && !isCreatedTable(made, operation.table);
    case 'drop-object':
      return losesObject(operation, made);
    default:
      return false;
  }
}

function losesObject({ object, name, cascade }: OperationOf<'drop-object'>, made: CreatedObjects): boolean {
  // Without CASCADE a schema that can be dropped is empty.
  if (object === 'schema') return cascade !== false && !isCreatedSchema(made, name);
  return object === 'database' || object === 'owned';
}
