import type { OperationOf } from '../../operations/by-kind.ts';
import { tableKey } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import { searchPathChanges } from '../../operations/search-path-changes.ts';
import { stepsOfMigration, type StepOf } from '../judged-upgrade.ts';
import { schemaAround } from '../schema-around.ts';

/**
 * Whether CREATE INDEX IF NOT EXISTS finds its index: a step that always runs, of this migration or an earlier one, has
 * made sure of one of that name on the same table, and nothing has taken it away since. Then it builds nothing.
 */
export function isIndexAlreadyThere(step: StepOf<'create-index'>): boolean {
  const { upgrade, index, operation } = step;
  if (operation.ifNotExists !== true || !operation.table.isKnown) return false;
  const { steps } = upgrade;
  const own = steps.slice(0, index).findLastIndex((one) => madeBy(one, operation) !== undefined);
  const made = own === -1 ? madeEarlier(step) : madeBy(steps[own], operation);
  if (made === undefined || searchPathChanges(steps).before(operation.table, index) > own) return false;
  return !steps
    .slice(own + 1, index)
    .some((one) => one.kind === 'operation' && mayTakeAway(one.operation, made));
}

/** The index that a step makes in any case, where it is that one. */
function madeBy(
  step: Step | undefined,
  index: OperationOf<'create-index'>,
): OperationOf<'create-index'> | undefined {
  if (step?.kind !== 'operation' || !step.isCertain || step.shift === 'undone') return undefined;
  const { operation } = step;
  return operation.kind === 'create-index' && isSameIndex(operation, index) ? operation : undefined;
}

function isSameIndex(one: OperationOf<'create-index'>, other: OperationOf<'create-index'>): boolean {
  if (one.name?.isKnown !== true || other.name?.isKnown !== true) return false;
  return one.name.text === other.name.text && tableKey(one.table) === tableKey(other.table);
}

/** As a migration before made it, where the schema still has it. */
function madeEarlier({
  upgrade,
  operation,
}: StepOf<'create-index'>): OperationOf<'create-index'> | undefined {
  const { schema, revision } = schemaAround(upgrade);
  const state = schema.tableAt(operation.table, { revision, step: 0 });
  const index = state?.indexes.find(({ name }) => name === operation.name?.text);
  const steps = index?.addedIn === undefined ? [] : stepsOfMigration(upgrade, index.addedIn);
  return steps.flatMap((one) => madeBy(one, operation) ?? []).at(-1);
}

/** By itself, or with what it is over. */
function mayTakeAway(operation: Operation, index: OperationOf<'create-index'>): boolean {
  switch (operation.kind) {
    case 'drop-index':
      return !operation.name.isKnown || operation.name.text === index.name?.text;
    case 'rename-object':
      return true;
    case 'drop-table':
    case 'rename-table':
    case 'set-table-schema':
      return isSameTable(operation, index);
    case 'drop-column':
      return isSameTable(operation, index) && mayBeOver(index, operation.column.text);
    default:
      return false;
  }
}

function isSameTable(
  { table }: Extract<Operation, { readonly table: unknown }>,
  index: OperationOf<'create-index'>,
): boolean {
  return table === undefined || !table.isKnown || tableKey(table) === tableKey(index.table);
}

function mayBeOver({ columns, isPartial, hasMore }: OperationOf<'create-index'>, column: string): boolean {
  return columns === undefined || isPartial || hasMore === true || columns.includes(column);
}
