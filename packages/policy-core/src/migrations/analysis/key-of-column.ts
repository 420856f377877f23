import type { ConstraintDefinition } from '../operations/column.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { namesWithin } from './renames-within.ts';

/** Whether a column leads to another table, and to which: `undefined` where it is one of those of a key nobody knows. */
export type KeyOfColumn =
  | { readonly leads: false }
  | { readonly leads: true; readonly to: TableName | undefined };

/** As these constraints of its table say. */
export function keyAmong(constraints: readonly ConstraintDefinition[], column: string): KeyOfColumn {
  const keys = constraints.filter(
    (one) => one.kind === 'foreign-key' && one.columns?.includes(column) !== false,
  );
  const [key] = keys;
  if (key?.kind !== 'foreign-key') return { leads: false };
  return { leads: true, to: key.columns === undefined || keys.length > 1 ? undefined : key.target.table };
}

/** What the steps make for a column: written at it, or of its table. */
export function constraintsMade(
  steps: readonly Step[],
  table: TableName,
  column: string,
): readonly ConstraintDefinition[] {
  const key = tableKey(table);
  return steps.flatMap((step): readonly ConstraintDefinition[] => {
    if (step.kind !== 'operation') return [];
    const { operation } = step;
    if (operation.kind === 'add-constraint')
      return tableKey(operation.table) === key ? [operation.constraint] : [];
    if (operation.kind !== 'add-column' || tableKey(operation.table) !== key) return [];
    if (operation.column.name.text !== column) return [];
    // At a column its own name is left out.
    return operation.column.constraints.map((one) => ({ ...one, columns: [column] }));
  });
}

/**
 * Whether both lead to one table, or neither to any, as far as is known. The steps may rename it.
 *
 * @param old `undefined` where nothing is known of it
 */
export function mayLeadAlike(
  old: KeyOfColumn | undefined,
  made: KeyOfColumn,
  steps: readonly Step[],
): boolean {
  if (old === undefined) return true;
  if (!old.leads || !made.leads) return old.leads === made.leads;
  if (old.to === undefined || made.to === undefined) return true;
  const to = tableKey(made.to);
  const names = namesWithin(steps, old.to).map(tableKey);
  return to === undefined || names.includes(undefined) || names.includes(to);
}
