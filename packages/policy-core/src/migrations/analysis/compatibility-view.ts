import type { StepOf } from './judged-upgrade.ts';
import { tableKey } from '../operations/name.ts';
import { schemaAround } from './schema-around.ts';
import { isStableName } from './stable-name.ts';

/** Whether running code finds something under the name that a table had: a view, or another table. */
export function leavesCompatibilityView(step: StepOf<'rename-table' | 'set-table-schema'>): boolean {
  const { upgrade, index, operation } = step;
  const { table } = operation;
  if (!isStableName(step, table)) return false;
  const { schema, revision } = schemaAround(upgrade);
  if (schema.tableAt(table, { revision, step: upgrade.steps.length }) !== undefined) return true;
  const oldName = tableKey(table);
  return upgrade.steps.slice(index + 1).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-object') return false;
    const { object, name } = step.operation;
    return object === 'view' && name.isKnown && name.text === oldName;
  });
}
