import type { JudgedStep } from './judged-steps.ts';
import type { TableName } from './name.ts';

/**
 * Whether an earlier step made a table of that name in a schema that only a run tells: `create_table("orders",
 * schema=schema)`. Where the migration then speaks of it without a schema, it is that table, or there is none.
 */
export function isMadeInSomeSchema({ upgrade, index, isCertain }: JudgedStep, table: TableName): boolean {
  if (!table.isKnown || table.schema !== undefined) return false;
  return upgrade.steps.slice(0, index).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-table') return false;
    const { table: made, ifNotExists } = step.operation;
    const isSure = ifNotExists === false && step.shift !== 'undone' && (step.isCertain || !isCertain);
    return isSure && !made.isKnown && made.text.endsWith(`.${table.text}`);
  });
}
