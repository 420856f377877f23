import { idOf, type JudgedRevision } from './judged-revisions.ts';
import { isOtherDatabase } from '../operations/lock-mode.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { TableName } from '../operations/name.ts';
import type { ConstraintState } from '../schema/schema-history.ts';

/** The constraint of a table that was given no name. */
export interface AnonymousConstraint {
  readonly table: TableName;
  readonly type: ConstraintDefinition['kind'] | undefined;
}

/**
 * The name that PostgreSQL gives to the only one that the upgrade makes; `undefined` where several could be meant, and
 * where another database gives it.
 */
export function nameAfterUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): string | undefined {
  if (isOtherDatabase(judged.database)) return undefined;
  return onlyName(madeByUpgrade(judged, wanted).filter(isUnnamed));
}

/** The name that the upgrade itself gives to the only one that it makes. */
export function nameByUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): string | undefined {
  return onlyName(madeByUpgrade(judged, wanted));
}

/** The name that PostgreSQL gave to the only one that was there before the upgrade. */
export function nameBeforeUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): string | undefined {
  if (isOtherDatabase(judged.database)) return undefined;
  return onlyName(constraintsAt(judged, wanted, 0).filter(isUnnamed));
}

/** A downgrade takes these back; one that an earlier revision made is never what it means. */
function madeByUpgrade(judged: JudgedRevision, wanted: AnonymousConstraint): readonly ConstraintState[] {
  const { revision } = judged;
  return constraintsAt(judged, wanted, revision.upgrade.steps.length).filter(
    ({ addedIn }) => addedIn === idOf(revision),
  );
}

/** Those of the table just before a step of the upgrade; none where the schema is not known. */
function constraintsAt(
  { revision, history }: JudgedRevision,
  { table, type }: AnonymousConstraint,
  step: number,
): readonly ConstraintState[] {
  const id = idOf(revision);
  if (history === undefined || id === undefined) return [];
  const { constraints = [] } = history.schema.tableAt(table, { revision: id, step }) ?? {};
  return constraints.filter(({ definition }) => type === undefined || definition.kind === type);
}

function isUnnamed({ definition }: ConstraintState): boolean {
  return definition.name === undefined;
}

function onlyName([only, ...more]: readonly ConstraintState[]): string | undefined {
  return more.length === 0 ? only?.name : undefined;
}
