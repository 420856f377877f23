import { idOf, type JudgedRevision } from './judged-revisions.ts';
import type { ColumnState, TableState } from '../schema/schema-history.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { mentionedBefore } from './first-mention-of-table.ts';
import { compareColumnTypes } from '../operations/column-type-sameness.ts';
import type { ColumnType } from '../operations/column-type.ts';
import { isNoOpStep } from './reversibility/no-op-step.ts';
import type { AlterColumn, OperationStep } from '../operations/operation.ts';
import { isTypeInUse } from './type-in-use.ts';
import { stateBeforeIn } from './state-before.ts';

/**
 * Whether the history shows that a step of an upgrade leaves the schema as it was: a type is made where it is not
 * there, and it is; a column gets what it has; one is dropped, where that may fail, that no migration ever made.
 */
export function changesNothing(judged: JudgedRevision, step: OperationStep): boolean {
  const { revision, history } = judged;
  const id = idOf(revision);
  if (history === undefined || id === undefined) return false;
  const { steps } = revision.upgrade;
  const index = steps.indexOf(step);
  const before = () => stateBeforeIn(history.schema, id)(step.operation, index);
  if (isNoOpStep(step, before) || dropsWhatNobodyMade(step, history, id)) return true;
  if (step.operation.kind === 'alter-column') return repeats(step.operation, before());
  return isTypeInUse(step, { schema: history.schema, revision: id, steps });
}

/** IF EXISTS, of something that no revision names: it can only be there from elsewhere, and is not missed by the next upgrade. */
function dropsWhatNobodyMade(
  { operation }: OperationStep,
  history: RevisionHistory,
  revision: string,
): boolean {
  if (operation.kind !== 'drop-table' && operation.kind !== 'drop-object') return false;
  const name = operation.kind === 'drop-table' ? operation.table : operation.name;
  if (operation.ifExists !== true || operation.cascade !== false || !name.isKnown) return false;
  return !mentionedBefore(history, { revision, name: name.text });
}

/** The column has all of that already, and the migration does not say that it had something else. */
function repeats(operation: AlterColumn, table: TableState | undefined): boolean {
  const { column, type, nullable, default: preset, using } = operation;
  const state = table?.columns.get(column.text);
  if (state === undefined || !column.isKnown || preset !== undefined || using !== undefined) return false;
  const isAsNullable = nullable === undefined || nullable === state.nullable;
  return isAsNullable && hasType(state, type) && !isSaidToChange(operation);
}

function isSaidToChange({ type, existingType, nullable, existingNullable }: AlterColumn): boolean {
  const isOther =
    type !== undefined && existingType !== undefined && compareColumnTypes(existingType, type) === 'other';
  return (
    isOther || (nullable !== undefined && existingNullable !== undefined && nullable !== existingNullable)
  );
}

function hasType({ type: before }: ColumnState, type: ColumnType | undefined): boolean {
  if (type === undefined) return true;
  return before !== undefined && compareColumnTypes(withoutValues(before), withoutValues(type)) === 'same';
}

/** An enum is known by its name: its values do not change with a column. */
function withoutValues(type: ColumnType): ColumnType {
  if (!type.isKnown) return type;
  const { values: _, ...rest } = type;
  return rest;
}
