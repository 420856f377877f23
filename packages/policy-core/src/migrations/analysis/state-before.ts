import { operationTable } from '../operations/operation-table.ts';
import type { Operation } from '../operations/operation.ts';
import type { SchemaHistory, TableState } from '../schema/schema-history.ts';

/** The table that a step of the upgrade is about, just before it; `undefined` where that is not known. */
export type StateBefore = (operation: Operation, step: number) => TableState | undefined;

/** Asks the folded schema of a history. */
export function stateBeforeIn(schema: SchemaHistory, revision: string): StateBefore {
  return (operation, step) => {
    const moment = { revision, step };
    const table = operationTable(operation);
    if (table !== undefined) return schema.tableAt(table, moment);
    return operation.kind === 'drop-index' && operation.name.isKnown
      ? schema.tableOfIndex(operation.name.text, moment)
      : undefined;
  };
}
