import { idOf, type JudgedRevision } from '../history/judged-revisions.ts';
import type { ConstraintDefinition } from './column.ts';
import type { TableName } from './name.ts';
import type { ConstraintState } from '../schema/schema-history.ts';

/** The constraint of a table that was given no name. */
export interface AnonymousConstraint {
  readonly table: TableName;
  readonly type: ConstraintDefinition['kind'] | undefined;
}

/**
 * The name that PostgreSQL gave it, once the upgrade has run; `undefined` where several could be meant or the
 * schema is not known.
 */
export function nameAfterUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): string | undefined {
  const unnamed = madeConstraints(judged, wanted).filter(({ definition }) => definition.name === undefined);
  const recent = unnamed.filter(({ addedIn }) => addedIn === idOf(judged.revision));
  return onlyName(recent.length > 0 ? recent : unnamed);
}

/** The name that the upgrade itself gives to the only one that it makes. */
export function nameByUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): string | undefined {
  return onlyName(madeConstraints(judged, wanted).filter(({ addedIn }) => addedIn === idOf(judged.revision)));
}

/** Those of the table once the upgrade has run. */
function madeConstraints(
  { revision, history }: JudgedRevision,
  { table, type }: AnonymousConstraint,
): readonly ConstraintState[] {
  const id = idOf(revision);
  if (history === undefined || id === undefined) return [];
  const moment = { revision: id, step: revision.upgrade.steps.length };
  const { constraints = [] } = history.schema.tableAt(table, moment) ?? {};
  return constraints.filter(({ definition }) => type === undefined || definition.kind === type);
}

function onlyName([only, ...more]: readonly ConstraintState[]): string | undefined {
  return more.length === 0 ? only?.name : undefined;
}
