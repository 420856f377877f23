import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, OperationStep } from '../../operations/operation.ts';
import type { TableTimeline } from '../../schema/table-timeline.ts';
import type { Undoing } from '../step-undoing.ts';
import { beforeTrip } from './supposed.ts';
import { ON_TRIP } from './on-trip.ts';
import type { Trip } from './trip.ts';
import { heldAt, latest } from '../../../model/versioned.ts';

/**
 * What a downgrade does about the steps of an upgrade that change rows, which no schema shows, by their places: rows of
 * a table that goes go with it, added rows may be deleted, and no one knows again what was deleted or overwritten.
 */
export function rowUndoings(trip: Trip): ReadonlyMap<number, Undoing> {
  const found = new Map<number, Undoing>();
  trip.operations.slice(0, trip.top).forEach((operation, index) => {
    if (operation?.kind === 'truncate') {
      const answers = operation.tables.map((table) => undoingIn(trip, { table, index, verb: 'delete' }));
      found.set(index, answers.find(({ kind }) => kind === 'data-lost') ?? answers[0] ?? NOTHING);
    }
    if (operation?.kind === 'change-rows') {
      const { table, verb } = operation;
      found.set(index, undoingIn(trip, { table, index, verb }));
    }
  });
  return found;
}

const NOTHING: Undoing = { kind: 'nothing' };

interface RowStep {
  readonly table: TableName;
  readonly index: number;
  readonly verb: Extract<Operation, { kind: 'change-rows' }>['verb'];
}

function undoingIn(trip: Trip, step: RowStep): Undoing {
  const { table, index, verb } = step;
  const line = lineAt(trip, table, index + 1);
  const gone = line && goneAt(trip, line);
  if (gone !== undefined)
    return gone > trip.top ? { kind: 'undone', by: stepAt(trip, gone) } : wasThere(trip, line);
  if (verb === 'update' && line !== undefined && losesColumn(trip, line))
    return { kind: 'unknown', why: 'it is not known whether it goes with what downgrade() drops' };
  return TAKING.has(verb) ? { kind: 'data-lost', by: [] } : addedRows(trip, line, index);
}

function addedRows(trip: Trip, line: TableTimeline | undefined, index: number): Undoing {
  const by = trip.operations.flatMap((operation, place) =>
    place >= trip.top && operation !== undefined && empties(trip, operation, { line, place })
      ? stepAt(trip, place + 1)
      : [],
  );
  if (by.length === 0) return { kind: 'left', parts: [] };
  const isSure = trip.steps[index]?.isCertain !== true || by.some(({ isCertain }) => isCertain);
  return isSure ? { kind: 'undone', by } : { kind: 'unknown', why: 'it is undone under a condition only' };
}

/** Steps of a downgrade that take rows which the upgrade did not add. */
export function takenRows(trip: Trip): readonly OperationStep[] {
  const filled = new Set(
    trip.operations.slice(0, trip.top).flatMap((operation, index) => {
      const isFilling = operation?.kind === 'change-rows' && !TAKING.has(operation.verb);
      return isFilling ? (lineAt(trip, operation.table, index + 1) ?? []) : [];
    }),
  );
  return trip.operations.flatMap((operation, place) => {
    if (place < trip.top || operation === undefined) return [];
    const isTaken = tablesEmptied(operation).some((table) => {
      const line = lineAt(trip, table, place + 1);
      return line === undefined || (latest(trip.lines.heads, line) !== undefined && !filled.has(line));
    });
    return isTaken ? stepAt(trip, place + 1) : [];
  });
}

const TAKING: ReadonlySet<string> = new Set(['delete', 'update']);

function tablesEmptied(operation: Operation): readonly TableName[] {
  if (operation.kind === 'truncate') return operation.tables;
  return operation.kind === 'change-rows' && operation.verb === 'delete' ? [operation.table] : [];
}

/** The upgrade drops the table itself: of one that it made nothing was there to be lost. */
function wasThere(trip: Trip, line: TableTimeline | undefined): Undoing {
  const isOld =
    line !== undefined &&
    (line.born === 0 || beforeTrip(trip.supposed, trip.lines.heads, line) !== undefined);
  return isOld ? { kind: 'data-lost', by: [] } : NOTHING;
}

function empties(
  trip: Trip,
  operation: Operation,
  { line, place }: { readonly line: TableTimeline | undefined; readonly place: number },
): boolean {
  return (
    line !== undefined && tablesEmptied(operation).some((table) => lineAt(trip, table, place + 1) === line)
  );
}

function lineAt({ lines }: Trip, table: TableName, position: number): TableTimeline | undefined {
  const key = tableKey(table);
  return key === undefined ? undefined : heldAt(lines.tables, key, position);
}

function goneAt({ lines }: Trip, line: TableTimeline): number | undefined {
  const version = lines.heads.newest.get(line);
  return latest(lines.heads, line) === undefined ? version?.from : undefined;
}

/** A column that the upgrade made; which ones are filled is not held. */
function losesColumn({ top }: Trip, line: TableTimeline): boolean {
  return [...line.columns.newest.values()].some(
    ({ value, from, before }) => value === undefined && from > top && before?.value?.addedIn === ON_TRIP.up,
  );
}

function stepAt({ steps }: Trip, position: number): readonly OperationStep[] {
  const step = steps[position - 1];
  return step?.kind === 'operation' ? [step] : [];
}
