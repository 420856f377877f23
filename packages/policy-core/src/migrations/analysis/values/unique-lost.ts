import type { Direction } from '../../operations/direction.ts';
import type { TableState } from '../../schema/schema-history.ts';
import { operationSteps } from '../direction-effects.ts';
import type { Operation } from '../../operations/operation.ts';
import { madeConstraints } from '../../operations/made-constraints.ts';

/**
 * Names of unique constraints and indexes that went with a column, and that no step of the downgrade makes again, nor
 * the upgrade drops by itself; only where every column of the table is known, and so all that was done to it.
 */
export function uniqueLost(
  column: string,
  before: TableState | undefined,
  { upgrade, downgrade }: { readonly upgrade: Direction; readonly downgrade: Direction },
): readonly string[] {
  if (before?.isWhole !== true) return [];
  const made = operationSteps(downgrade).flatMap(({ operation }) => madeUnique(operation));
  const dropped = new Set(operationSteps(upgrade).map(({ operation }) => droppedName(operation)));
  const keys = new Set(
    before.constraints.filter(({ definition }) => definition.kind === 'primary-key').map(({ name }) => name),
  );
  return before.indexes.flatMap(({ name, columns, unique }) => {
    if (unique !== true || name === undefined || keys.has(name) || dropped.has(name)) return [];
    // Another key on the same column keeps its values apart just as well.
    const isOfColumn = columns?.includes(column) === true;
    const isMade = made.some(
      (others) => others === undefined || others.every((one) => columns?.includes(one)),
    );
    return isOfColumn && !isMade ? [name] : [];
  });
}

/** The upgrade may say so itself, before or after the column goes. */
function droppedName(operation: Operation): string | undefined {
  return operation.kind === 'drop-index' || operation.kind === 'drop-constraint'
    ? operation.name?.text
    : undefined;
}

/** What an operation makes unique; `undefined` for columns that are not known. */
function madeUnique(operation: Operation): readonly (readonly string[] | undefined)[] {
  if (operation.kind === 'create-index') return operation.unique === false ? [] : [operation.columns];
  const isKey = operation.kind === 'add-column' && operation.column.primaryKey !== false;
  return [
    ...(isKey ? [[operation.column.name.text]] : []),
    ...madeConstraints(operation)
      .filter(({ constraint: { kind } }) => kind === 'unique' || kind === 'primary-key')
      .map(({ constraint }) => constraint.columns),
  ];
}
