import type { Migrations } from './migrations.ts';
import { isNewTable, migrationSteps } from './migration-step.ts';
import { tableText, type Name, type TableName } from '../operations/name.ts';
import type { StepOf } from './judged-upgrade.ts';

type Taking = StepOf<'drop-table' | 'drop-column' | 'rename-table' | 'rename-column'>;

/** A table or column that running code may still use under the name that a migration takes away. */
export interface TakenName {
  readonly step: Taking;
  readonly table: TableName;
  /** `undefined`: the table itself. */
  readonly column: Name | undefined;
}

/** In the order of running. Names that only show when the migration runs, and new tables, are not among them. */
export function takenNames(migrations: Migrations): readonly TakenName[] {
  const steps: readonly Taking[] = migrationSteps(
    migrations,
    'drop-table',
    'drop-column',
    'rename-table',
    'rename-column',
  );
  return steps.flatMap((step) => {
    const { operation } = step;
    const column = 'column' in operation ? operation.column : undefined;
    const isKnown = operation.table.isKnown && column?.isKnown !== false;
    return isKnown && !isNewTable(step, operation.table) ? [{ step, table: operation.table, column }] : [];
  });
}

/** For people: `orders`, `orders.total`. */
export function takenText({ table, column }: TakenName): string {
  return column === undefined ? tableText(table) : `${tableText(table)}.${column.text}`;
}

/** What to look for in the released code: for a column its table as well, which tells it from others of that name. */
export function takenNameWords({ table, column }: TakenName): readonly string[] {
  return column === undefined ? [table.text] : [table.text, column.text];
}
