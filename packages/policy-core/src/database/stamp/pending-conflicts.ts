import { newName, placedName } from '../placed-name.ts';
import type { SeenDatabase } from '../seen-database.ts';
import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { operationTable } from '../../migrations/operations/operation-table.ts';
import type { Operation } from '../../migrations/operations/operation.ts';
import { readingOf } from './reading-of.ts';
import type { StampReason } from './stamp-plan.ts';

type Seen = Pick<SeenDatabase, 'schemas' | 'visibleSchemas' | 'parts'>;

/**
 * Where the revisions after the stamp would fail: the database has already what they make, or lacks what they change.
 * Then it is not at the revision that it would be stamped at. Nothing is claimed behind a step that cannot be read, or
 * that gives a table another name.
 */
export function pendingConflicts(
  history: RevisionHistory,
  pending: readonly string[],
  seen: Seen,
): readonly StampReason[] {
  const tables = tablesIn(seen);
  const reasons = new Map<string, StampReason>();
  for (const { id, operation } of certainOperations(history, pending)) {
    const found = conflictOf({ operation, id, tables, seen });
    if (found !== undefined) reasons.set(found.text, found);
  }
  return [...reasons.values()];
}

interface Done {
  /** Of the revision. */
  readonly id: string;
  readonly operation: Operation;
}

function* certainOperations(history: RevisionHistory, pending: readonly string[]): Generator<Done> {
  for (const id of pending) {
    const reading = readingOf(history, id);
    if (reading?.kind !== 'revision') return;
    for (const step of reading.upgrade.steps) {
      if (step.kind === 'unclear' || !step.isCertain || isRenaming(step.operation)) return;
      yield { id, operation: step.operation };
    }
  }
}

function isRenaming({ kind }: Operation): boolean {
  return kind === 'rename-table' || kind === 'set-table-schema';
}

/** Names of columns by those of tables and views, as they stand when a step runs. */
type Tables = Map<string, Set<string>>;

function tablesIn({ parts }: Seen): Tables {
  const tables: Tables = new Map();
  for (const { kind, name } of parts) if (HOLDERS.has(kind)) tables.set(name, new Set());
  for (const { kind, on, name } of parts)
    if (kind === 'column' && on !== undefined) tables.get(on)?.add(name);
  return tables;
}

const HOLDERS: ReadonlySet<string> = new Set(['table', 'view', 'materialized view']);

interface Deed extends Done {
  readonly tables: Tables;
  readonly seen: Seen;
}

/** Notes what the step makes and drops. */
function conflictOf(deed: Deed): StampReason | undefined {
  const { operation, tables, seen } = deed;
  const table = operationTable(operation);
  if (table === undefined || !table.isKnown) return undefined;
  const isNew = operation.kind === 'create-table';
  const name = isNew ? newName(table, seen) : placedName(table, seen, tables);
  if (name === undefined) return undefined;
  if (operation.kind === 'create-table') return ofNewTable(deed, name);
  if (operation.kind === 'drop-table') {
    tables.delete(name);
    return undefined;
  }
  const columns = tables.get(name);
  if (columns === undefined)
    return NEEDS_TABLE.has(operation.kind)
      ? {
          kind: 'not-there',
          text: `Production lacks the table ${displayText(name)}, which ${displayText(deed.id)} changes.`,
        }
      : undefined;
  return ofColumn(deed, { name, columns });
}

const NEEDS_TABLE: ReadonlySet<Operation['kind']> = new Set([
  'add-column',
  'drop-column',
  'alter-column',
  'rename-column',
  'create-index',
  'add-constraint',
]);

function ofNewTable({ operation, id, tables }: Deed, name: string): StampReason | undefined {
  if (operation.kind !== 'create-table' || operation.isTemporary) return undefined;
  const isInTheWay = tables.has(name) && operation.ifNotExists === false;
  const columns = operation.columns.flatMap((one) => (one.name.isKnown ? [one.name.text] : []));
  tables.set(name, new Set(columns));
  return isInTheWay ? alreadyMade(`the table ${displayText(name)}`, id) : undefined;
}

function ofColumn(
  { operation, id }: Deed,
  { name, columns }: { readonly name: string; readonly columns: Set<string> },
): StampReason | undefined {
  if (operation.kind === 'add-column' && operation.column.name.isKnown) {
    const { text } = operation.column.name;
    const isInTheWay = columns.has(text) && operation.ifNotExists === false;
    columns.add(text);
    return isInTheWay
      ? alreadyMade(`the column ${displayText(text)} of ${displayText(name)}`, id)
      : undefined;
  }
  if (operation.kind === 'drop-column' || operation.kind === 'rename-column')
    columns.delete(operation.column.text);
  if (operation.kind === 'rename-column') columns.add(operation.to.text);
  return undefined;
}

function alreadyMade(what: string, id: string): StampReason {
  return { kind: 'already-made', text: `Production already has ${what}, which ${displayText(id)} makes.` };
}
