import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionFile, RevisionHistory } from '../history/revision-history.ts';
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
  const { order } = history.graph;
  const place = order.indexOf(revision);
  if (place >= countReadWhole(history)) return true;
  const word = new RegExp(String.raw`\b${name.replaceAll(/\W/g, String.raw`\$&`)}\b`, 'i');
  const before = order.slice(0, place);
  // The first revision of all makes what it finds already on a database that is older than it.
  return before.length === 0 || before.some((id) => word.test(fileOf(history, id)?.text ?? name));
}

function fileOf({ graph, files }: RevisionHistory, id: string): RevisionFile | undefined {
  return files.get(graph.revisions.get(id)?.path ?? '');
}

/**
 * How many revisions, from the first on, have their place and are read, and the first ones make tables: others build on
 * what nobody wrote down.
 */
const countReadWhole = memoizeByObject((history: RevisionHistory): number => {
  const { missing, unplaced, cycles, duplicates, order, bases } = history.graph;
  if (missing.length + unplaced.length + cycles.length + duplicates.size > 0) return 0;
  const first = order.findIndex((id) => {
    const reading = fileOf(history, id)?.reading;
    if (reading?.kind !== 'revision') return true;
    const { steps } = reading.upgrade;
    return steps.some(makesUnwritten) || (bases.includes(id) && !steps.some(makesTable));
  });
  return first === -1 ? order.length : first;
});

function makesTable(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'create-table';
}

/** Tables of the metadata, whatever they are. */
function makesUnwritten(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'create-all';
}
