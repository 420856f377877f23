import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { mentionBefore, pastOfRevisions } from './newness/earlier-mention.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { searchPathChanges } from '../operations/search-path-changes.ts';
import { spelling, type TableName } from '../operations/name.ts';
import type { Step } from '../operations/operation.ts';

/**
 * Whether a table is new though the same migration made it IF NOT EXISTS: everything that made the database is there to
 * read, from the first table on, and nothing of it as much as mentions the name.
 */
export function isFirstMention(step: MigrationStep, table: TableName): boolean {
  const { history, revision } = step.upgrade;
  if (history === undefined || revision === undefined || !table.isKnown) return false;
  return isMadeUnlessThere(step, table) && !mentionedBefore(history, { revision, name: table.text });
}

function isMadeUnlessThere(
  { upgrade: { steps }, index, isCertain }: MigrationStep,
  table: TableName,
): boolean {
  const { made, firstMove } = namesMade(steps);
  const at = made.get(spelling(table)) ?? index;
  if (at >= index || firstMove < index || (isCertain && steps[at]?.isCertain !== true)) return false;
  return searchPathChanges(steps).before(table, index) <= at;
}

/** Where tables are first made, by their spelling, and where something first gets another name. */
const namesMade = memoizeByObject((steps: readonly Step[]) => {
  const made = new Map<string, number>();
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-table') continue;
    const { table, isTemporary } = step.operation;
    const name = spelling(table);
    if (step.shift !== 'undone' && !isTemporary && !made.has(name)) made.set(name, at);
  }
  const firstMove = steps.findIndex(movesName);
  return { made, firstMove: firstMove === -1 ? Infinity : firstMove };
});

/** Something else may have the name then. */
function movesName(step: Step): boolean {
  if (step.kind === 'unclear') return false;
  const { kind } = step.operation;
  return kind === 'rename-table' || kind === 'set-table-schema' || kind === 'drop-table';
}

/** Whether revisions before it name something; also where not all of them, or it itself, can be read. */
export function mentionedBefore(
  history: RevisionHistory,
  { revision, name }: { readonly revision: string; readonly name: string },
): boolean {
  return mentionBefore(pastOfRevisions(history), { migration: revision, name }) !== 'none';
}
