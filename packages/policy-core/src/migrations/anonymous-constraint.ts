import { idOf, type JudgedRevision } from '../history/judged-revisions.ts';
import type { ConstraintDefinition } from './column.ts';
import type { TableName } from './name.ts';

/** The constraint of a table that was given no name. */
export interface AnonymousConstraint {
  readonly table: TableName;
  readonly type: ConstraintDefinition['kind'] | undefined;
}

/**
 * The name that PostgreSQL gave it, once the upgrade has run; `undefined` where several could be meant or the
 * schema is not known.
 */
export function nameAfterUpgrade(
  { revision, history }: JudgedRevision,
  { table, type }: AnonymousConstraint,
): string | undefined {
  const id = idOf(revision);
  if (history === undefined || id === undefined) return undefined;
  const moment = { revision: id, step: revision.upgrade.steps.length };
  const unnamed = (history.schema.tableAt(table, moment)?.constraints ?? []).filter(
    ({ definition }) => definition.name === undefined && (type === undefined || definition.kind === type),
  );
  const recent = unnamed.filter(({ addedIn }) => addedIn === id);
  const [only, ...more] = recent.length > 0 ? recent : unnamed;
  return more.length === 0 ? only?.name : undefined;
}
