import { comesBack } from './object-lives.ts';
import { isMadeEmpty } from './compatibility-view.ts';
import type { StepOf } from './judged-upgrade.ts';
import { stepsOf } from './migration-step.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { schemaAround } from './schema-around.ts';

/**
 * Whether running code finds under the name that a schema had what was there before: the schema itself, or another one
 * with a view or a filled table for each table that is known, and for one at least.
 */
export function leavesCompatibilitySchema(step: StepOf<'rename-object'>): boolean {
  const { operation, upgrade, index } = step;
  if (!comesBack(step, operation)) return false;
  if (isRenamedBack(step)) return true;
  const { schema, revision } = schemaAround(upgrade);
  const isInside = (table: TableName) => (table.schema ?? 'public') === operation.name.text;
  const after = { revision, step: upgrade.steps.length };
  const found = new Set(
    [
      ...schema.viewsAt(after).map(({ view }) => view),
      ...schema.tablesAt(after).flatMap(({ table }) => (isMadeEmpty(step, table) ? [] : [table])),
    ]
      .filter(isInside)
      .map(tableKey),
  );
  const tables = schema.tablesAt({ revision, step: index }).filter(({ table }) => isInside(table));
  return found.size > 0 && tables.every(({ table }) => found.has(tableKey(table)));
}

function isRenamedBack({ upgrade, index, operation }: StepOf<'rename-object'>): boolean {
  return stepsOf(upgrade, 'rename-object').some(
    (later) =>
      later.index > index &&
      later.operation.object === 'schema' &&
      later.operation.to.text === operation.name.text,
  );
}
