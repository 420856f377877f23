import { idOf, type JudgedRevision } from './judged-revisions.ts';
import { upgradeSteps, type RevisionHistory } from '../history/revision-history.ts';
import type { TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';
import { namesAcross } from '../operations/same-names.ts';

/** Which revision took the name away, and what the table is called since; without a new name it is gone. */
export interface RenamedOrDropped {
  readonly revision: string;
  readonly to: string | undefined;
}

/**
 * For a table that a downgrade names: an earlier revision renamed or dropped it for certain, and nothing has given its
 * name to another one since, nor does the downgrade.
 */
export function renamedOrDroppedBefore(
  { revision, history }: JudgedRevision,
  table: TableName,
): RenamedOrDropped | undefined {
  const id = idOf(revision);
  if (history === undefined || id === undefined || !table.isKnown) return undefined;
  const own = [...revision.upgrade.steps, ...revision.downgrade.steps];
  const isThere = history.schema.tableAt(table, { revision: id, step: 0 }) !== undefined;
  return isThere || own.some(mayName) ? undefined : lastTaking(history, id, table);
}

function lastTaking(history: RevisionHistory, id: string, table: TableName): RenamedOrDropped | undefined {
  const { order } = history.graph;
  for (const revision of order.slice(0, order.indexOf(id)).toReversed()) {
    const taken = upgradeSteps(history, revision).findLast((step) => takes(step, table));
    if (taken !== undefined) return { revision, to: newName(taken) };
  }
  return undefined;
}

const NAMES = namesAcross([]);

/** Something that may be called so by then. */
function mayName(step: Step): boolean {
  return step.kind === 'unclear' || NAMING.has(step.operation.kind);
}

const NAMING: ReadonlySet<string> = new Set([
  'create-all',
  'create-table',
  'rename-table',
  'set-table-schema',
]);

function takes(step: Step, table: TableName): boolean {
  if (step.kind !== 'operation' || !step.isCertain) return false;
  const { operation } = step;
  const isTaking = operation.kind === 'rename-table' || operation.kind === 'drop-table';
  return isTaking && NAMES.isSameTable(operation.table, table);
}

function newName(step: Step): string | undefined {
  return step.kind === 'operation' && step.operation.kind === 'rename-table'
    ? step.operation.to.text
    : undefined;
}
