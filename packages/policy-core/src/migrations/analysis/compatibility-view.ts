import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade, MigrationStep, StepOf } from './judged-upgrade.ts';
import { stepsOf } from './migration-step.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { mayAddRows } from '../operations/rows-changed.ts';
import { schemaAround } from './schema-around.ts';
import { isStableName } from './stable-name.ts';

/** Whether running code finds something under the name that a table had: a view, or another table. */
export function leavesCompatibilityView(step: StepOf<'rename-table' | 'set-table-schema'>): boolean {
  const { upgrade, index, operation } = step;
  const { table } = operation;
  if (!isStableName(step, table)) return false;
  const { schema, revision } = schemaAround(upgrade);
  if (schema.tableAt(table, { revision, step: upgrade.steps.length }) !== undefined)
    return !isMadeEmpty(step, table);
  const made = lastViews(upgrade).get(tableKey(table));
  return made !== undefined && made > index;
}

/** A new table of that name, which nothing fills: every row is under the other name. */
export function isMadeEmpty({ upgrade, index }: MigrationStep, table: TableName): boolean {
  const made = stepsOf(upgrade, 'create-table').findLast(
    (one) => one.index > index && tableKey(one.operation.table) === tableKey(table),
  );
  if (made === undefined || made.operation.sources?.some(({ as }) => as === 'query') === true) return false;
  return !upgrade.steps.slice(made.index + 1).some((later) => mayAddRows(later, table));
}

/** Where a view of that name is made for the last time. */
const lastViews = memoizeByObject(
  (upgrade: JudgedUpgrade): ReadonlyMap<string | undefined, number> =>
    new Map(
      stepsOf(upgrade, 'create-object').flatMap(({ operation: { object, name }, index }) =>
        object === 'view' && name.isKnown ? [[name.text, index]] : [],
      ),
    ),
);
