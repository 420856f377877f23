import { memoizeByObject } from '../../../model/memoize.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import type { UtilityStatement } from '../../operations/utility-statement.ts';
import { earlierMention } from './earlier-mention.ts';
import type { MigrationStep } from '../judged-upgrade.ts';
import { isNewTable } from '../migration-step.ts';
import { claimedTablesIn, countsAsNew, type ClaimedTable } from '../new-objects.ts';

/**
 * Whether a table is new, or the migration says that it makes it and nothing of what is written before speaks against
 * that. What is lost with a table asks for more: `isNewTable`.
 */
export function isNewByHistory(step: MigrationStep, table: TableName): boolean {
  if (isNewTable(step, table)) return true;
  const claim = claimOf(step, table);
  return claim !== undefined && (claim.unlessThere === undefined || mentionOf(step, claim) === 'none');
}

/**
 * The same for what only keeps others waiting: the first migration of all is believed as well, though the database may be
 * older than it, up to where it changes what it says it makes, as a copy of later migrations does.
 */
export function isTakenAsNew(step: MigrationStep, table: TableName): boolean {
  if (isNewByHistory(step, table)) return true;
  const claim = claimOf(step, table);
  return claim !== undefined && mentionOf(step, claim) === 'unwritten' && !isLaidOver(step, claim);
}

function claimOf({ upgrade, index, isCertain }: MigrationStep, table: TableName): ClaimedTable | undefined {
  const claim = table.isKnown ? claimedTablesIn(upgrade.steps)(table, index) : undefined;
  return claim !== undefined && countsAsNew(claim.newness, isCertain) ? claim : undefined;
}

function mentionOf({ upgrade }: MigrationStep, { unlessThere }: ClaimedTable) {
  return unlessThere?.isKnown === true ? earlierMention(upgrade, unlessThere.text) : 'some';
}

/** Whether a step since then, this one included, shows that the file goes over tables that may be older. */
function isLaidOver({ upgrade, index }: MigrationStep, { at }: ClaimedTable): boolean {
  return latersIn(upgrade.steps).some((later) => at < later && later <= index);
}

/** Where something is changed that the same migration makes IF NOT EXISTS. Looked for once: every step asks. */
const latersIn = memoizeByObject((steps: readonly Step[]): readonly number[] => {
  const claimed = claimedTablesIn(steps);
  return steps.flatMap((step, index) => {
    const changed = step.kind === 'operation' ? changedBy(step.operation) : undefined;
    if (changed === undefined) return [];
    return changed === 'any' || claimed(changed, index)?.unlessThere !== undefined ? [index] : [];
  });
});

/** Of what nobody does to a table that was made a moment ago; an index that is dropped may be of any. */
function changedBy(operation: Operation): TableName | 'any' | undefined {
  if (isLaterChange(operation)) return operation.table;
  if (operation.kind === 'drop-index') return operation.table ?? 'any';
  return operation.kind === 'other' ? operation.deed && tidiedBy(operation.deed) : undefined;
}

type ChangeOfTable = OperationOf<
  'add-column' | 'drop-column' | 'rename-column' | 'alter-column' | 'drop-constraint' | 'change-rows'
>;

function isLaterChange(operation: Operation): operation is ChangeOfTable {
  switch (operation.kind) {
    case 'add-column':
      return operation.ifNotExists !== false;
    case 'change-rows':
      return operation.verb === 'update' || operation.verb === 'delete';
    case 'drop-column':
    case 'rename-column':
    case 'alter-column':
    case 'drop-constraint':
      return true;
    default:
      return false;
  }
}

/** Rows that were changed for a while lie in disorder. */
function tidiedBy(deed: UtilityStatement): TableName | 'any' | undefined {
  if (deed.kind === 'cluster') return deed.table ?? 'any';
  if (deed.kind !== 'reindex') return undefined;
  return deed.what === 'table' ? deed.name : 'any';
}
