import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationStep, JudgedUpgrade } from './judged-upgrade.ts';
import type { TableName } from '../operations/name.ts';

/**
 * Whether an earlier step made a table of that name in a schema that only a run tells: `create_table("orders",
 * schema=schema)`. Where the migration then speaks of it without a schema, it is that table, or there is none.
 */
export function isMadeInSomeSchema({ upgrade, index, isCertain }: MigrationStep, table: TableName): boolean {
  if (!table.isKnown || table.schema !== undefined) return false;
  return madeUnplaced(upgrade).some(
    (made) =>
      made.index < index && (made.isCertain || !isCertain) && made.table.text.endsWith(`.${table.text}`),
  );
}

interface Made {
  readonly table: TableName;
  readonly index: number;
  readonly isCertain: boolean;
}

/** Looked for once: every step of a dump asks. */
const madeUnplaced = memoizeByObject(({ steps }: JudgedUpgrade): readonly Made[] =>
  steps.flatMap((step, index) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-table') return [];
    const { table, ifNotExists } = step.operation;
    const isSure = ifNotExists === false && step.shift !== 'undone' && !table.isKnown;
    return isSure ? [{ table, index, isCertain: step.isCertain }] : [];
  }),
);
