import { idOf, type JudgedRevision } from './judged-revisions.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';

/**
 * For a column that a downgrade drops and that no revision is seen to make: the table to which the upgrade adds one of
 * its name, and from which the downgrade drops none. The one is taken for the other by mistake.
 */
export function addedElsewhere(
  { revision, history }: JudgedRevision,
  { table, column }: OperationOf<'drop-column'>,
): TableName | undefined {
  const { upgrade, downgrade } = revision;
  const id = idOf(revision);
  const steps = upgrade.steps.length;
  if (history === undefined || id === undefined) return undefined;
  if (history.schema.columnAt(table, column, { revision: id, step: steps }) !== undefined) return undefined;
  const drops = new Set(downgrade.steps.flatMap((step) => dropsOf(step, column.text)));
  const added = upgrade.steps.flatMap((step) =>
    isAddition(step, column.text) ? [step.operation.table] : [],
  );
  const others = added.filter((one) => one.isKnown && !drops.has(tableKey(one)));
  return added.length === 1 ? others[0] : undefined;
}

type Addition = Extract<Step, { readonly kind: 'operation' }> & {
  readonly operation: OperationOf<'add-column'>;
};

function isAddition(step: Step, column: string): step is Addition {
  return (
    step.kind === 'operation' &&
    step.operation.kind === 'add-column' &&
    step.operation.column.name.text === column
  );
}

function dropsOf(step: Step, column: string): readonly (string | undefined)[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'drop-column') return [];
  return step.operation.column.text === column ? [tableKey(step.operation.table)] : [];
}
