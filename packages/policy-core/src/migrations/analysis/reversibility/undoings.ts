import type { OperationOf } from '../../operations/by-kind.ts';
import type { ColumnType } from '../../operations/column-type.ts';
import type { Direction } from '../../operations/direction.ts';
import { operationTable } from '../../operations/operation-table.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { Operation, OperationStep, Step } from '../../operations/operation.ts';
import type { SchemaBefore } from '../../schema/schema-before.ts';
import { typeChange } from '../../schema/type-change.ts';
import type { StepUndoing, Undoing } from '../step-undoing.ts';
import { touchedThings, type Touched } from './differences.ts';
import { rowUndoings, takenRows } from './row-undoings.ts';
import { tripOf, type Trip } from './trip.ts';
import { heldAt } from '../../../model/versioned.ts';

/** What becomes of the schema, and of what it holds, when an upgrade is taken back. */
export interface Undoings {
  /** For each step of the upgrade what the downgrade does about it. */
  readonly steps: readonly StepUndoing[];
  /** Steps of the downgrade that leave something else than what was there before the upgrade, which did not touch it. */
  readonly extra: readonly OperationStep[];
  /** Steps of the downgrade that end it in an error. */
  readonly refused: readonly OperationStep[];
}

/** The schema after both directions beside the one before them. */
export function undoings(upgrade: Direction, downgrade: Direction, before?: SchemaBefore): Undoings {
  // What a downgrade that raises does before is rolled back.
  const back = downgrade.kind === 'raises' ? [] : downgrade.steps;
  const trip = tripOf(upgrade.steps, back, before);
  const things = touchedThings(trip);
  const byStep = thingsByStep(things);
  const extra = [...extraSteps(trip, byStep), ...takenRows(trip)];
  const way = { trip, byStep, unsure: whyUnsure(trip, { downgrade, extra }) };
  const rows = rowUndoings(trip);
  const steps = upgrade.steps.map((step, index) => ({
    step,
    undoing: step.kind === 'unclear' ? unknown(step.problem) : undoingOf(step, index, { ...way, rows }),
  }));
  const refused = back.filter((step, place) => isRefused(step, trip.refused.has(trip.top + place)));
  return { steps, extra: extra.filter(({ isCertain }) => isCertain), refused };
}

/** Alembic makes no statement of `op.drop_constraint(None, ...)`. */
function isRefused(step: Step, isMissing: boolean): step is OperationStep {
  if (step.kind !== 'operation' || !step.isCertain) return false;
  return isMissing || (step.operation.kind === 'drop-constraint' && step.operation.name === undefined);
}

type ByStep = ReadonlyMap<number, readonly Touched[]>;

function thingsByStep(things: readonly Touched[]): ByStep {
  const found = new Map<number, Touched[]>();
  for (const thing of things) {
    for (const at of thing.at) {
      const there = found.get(at);
      if (there === undefined) found.set(at, [thing]);
      else there.push(thing);
    }
  }
  return found;
}

interface Way {
  readonly trip: Trip;
  readonly byStep: ByStep;
  /** Why what seems to be left may be undone all the same. */
  readonly unsure: string | undefined;
  readonly rows: ReadonlyMap<number, Undoing>;
}

function undoingOf(step: OperationStep, index: number, way: Way): Undoing {
  const { kind } = step.operation;
  if (kind === 'create-all' || kind === 'drop-all') {
    return unknown('which tables the metadata holds is only known when it runs');
  }
  const rows = way.rows.get(index);
  if (rows !== undefined)
    return rows.kind === 'left' && way.unsure !== undefined ? unknown(way.unsure) : rows;
  const things = way.byStep.get(index + 1) ?? [];
  const own = things.filter((thing) => isAnswerable(thing, index + 1, way.trip));
  const about = { step, index, things, own };
  return broken(about, way) ?? comesBack(about, way.trip);
}

/** Of several steps that touched a thing, the first one answers for its loss, and the last one for what it is in the end. */
function isAnswerable({ at, end }: Touched, position: number, { top }: Trip): boolean {
  if (end.kind === 'left' && end.isGone) return at[0] === position;
  return at.findLast((one) => one <= top) === position;
}

interface StepThings {
  readonly step: OperationStep;
  readonly index: number;
  /** All that it touched, and of those the ones that it answers for. */
  readonly things: readonly Touched[];
  readonly own: readonly Touched[];
}

/** `undefined` where everything that the step answers for is as it was, as far as that is known. */
function broken(about: StepThings, way: Way): Undoing | undefined {
  const { step, things, own } = about;
  const gone = own.map(({ end }) => end).find((end) => end.kind === 'left');
  if (gone?.kind === 'left') return notBack(about, gone.why, way);
  const others = own.flatMap(({ end }) => (end.kind === 'other' ? [end] : []));
  const [first] = others;
  if (first === undefined) return undefined;
  const by = stepsBack(things, way.trip);
  const differing = others.find((end) => end.isLeft !== true);
  if (by.length > 0 && differing !== undefined) return { kind: 'differs', by, why: differing.why };
  if (way.unsure !== undefined) return unknown(way.unsure);
  const rest = restBack(things, way.trip);
  if (rest.length === 0) return LEFT;
  return step.operation.kind === 'alter-column'
    ? { kind: 'left', parts: others.flatMap(({ parts }) => parts) }
    : { kind: 'differs', by: rest, why: first.why };
}

function notBack({ step, index, things }: StepThings, why: string, { trip, unsure }: Way): Undoing {
  if (unsure !== undefined) return unknown(unsure);
  if (isNameless(step.operation) && isNear(step.operation, trip)) return unknown(ONLY_WHEN_RUN);
  const elsewhere = bareElsewhere(step.operation, trip, index);
  if (elsewhere.length > 0) return { ...unknown(ON_SEARCH_PATH), by: elsewhere };
  const by = restBack(things, trip);
  return by.length === 0 ? LEFT : { kind: 'differs', by, why };
}

/** By what the rest of the things comes back. */
function restBack(things: readonly Touched[], trip: Trip): readonly OperationStep[] {
  const isBack = ({ end }: Touched) => end.kind !== 'left' && (end.kind !== 'other' || end.isAnew === true);
  return stepsBack(things.filter(isBack), trip);
}

const ONLY_WHEN_RUN = 'which one it is about is only known when it runs';

/** Whether the downgrade changes the same table, and so may be about the same thing, by its name. */
function isNear(operation: Operation, { steps, top }: Trip): boolean {
  const table = operationTable(operation);
  if (table?.isKnown === false) return steps.length > top;
  const key = table && tableKey(table);
  return steps.slice(top).some((step) => {
    const other = step.kind === 'operation' ? operationTable(step.operation) : undefined;
    return other !== undefined && tableKey(other) === key;
  });
}

const ON_SEARCH_PATH = 'the search path decides which table is meant';

/**
 * What the downgrade does to a table that is called so with a schema, or without: it may be the same one, unless the
 * revision itself moves it there.
 */
function bareElsewhere(
  operation: Operation,
  { lines, steps, top }: Trip,
  index: number,
): readonly OperationStep[] {
  const table = operationTable(operation);
  if (table === undefined) return [];
  const lineAt = (name: TableName, position: number) => {
    const key = tableKey(name);
    return key === undefined ? undefined : heldAt(lines.tables, key, position);
  };
  const line = lineAt(table, index + 1);
  return steps.slice(top).flatMap((step, place) => {
    const other = step.kind === 'operation' ? operationTable(step.operation) : undefined;
    if (step.kind !== 'operation' || other?.text !== table.text) return [];
    const isOther = (other.schema === undefined) !== (table.schema === undefined);
    return isOther && (line === undefined || lineAt(other, top + place) !== line) ? [step] : [];
  });
}

const LEFT: Undoing = { kind: 'left', parts: [] };

function comesBack({ step, index, things }: StepThings, trip: Trip): Undoing {
  const by = stepsBack(things, trip);
  const isEmptied = things.some(({ end }) => end.kind === 'emptied' || (end.kind === 'other' && end.isAnew));
  if (isEmptied && takesAway(step.operation)) return { kind: 'data-lost', by };
  const open = things.map(({ end }) => end).find((end) => end.kind === 'unknown');
  if (by.length > 0 && losesValues(step.operation, trip, index)) return { kind: 'data-lost', by };
  if (open?.kind === 'unknown') return { kind: 'unknown', why: open.why, by };
  if (by.length === 0) return { kind: 'nothing' };
  if (step.isCertain && by.every((one) => !one.isCertain))
    return unknown('it is undone under a condition only');
  return { kind: 'undone', by };
}

function takesAway({ kind }: Operation): boolean {
  return kind === 'drop-table' || kind === 'drop-column' || kind === 'drop-object' || kind === 'create-table';
}

/** Values that are cut or rounded on the way, and what counts. By itself PostgreSQL refuses to alter where one does not fit. */
function losesValues(operation: Operation, trip: Trip, index: number): boolean {
  if (operation.kind === 'drop-object') return KEEPERS_OF_DATA.has(operation.object);
  if (operation.kind !== 'alter-column' || operation.type === undefined) return false;
  const was = typeBefore(operation, trip, index);
  if (was === undefined) return false;
  const change = typeChange(was, operation.type);
  return (
    change.kind === 'narrowing' && (operation.using !== undefined || !change.reason.endsWith('do not fit'))
  );
}

function typeBefore(
  { table, column, existingType }: OperationOf<'alter-column'>,
  { lines }: Trip,
  index: number,
): ColumnType | undefined {
  const key = tableKey(table);
  const line = key === undefined ? undefined : heldAt(lines.tables, key, index);
  return (line && heldAt(line.columns, column.text, index)?.type) ?? existingType;
}

const KEEPERS_OF_DATA: ReadonlySet<string> = new Set(['database', 'schema', 'sequence', 'owned']);

/** Steps of the downgrade that touch the same things, or take them along. */
function stepsBack(things: readonly Touched[], { steps, top }: Trip): readonly OperationStep[] {
  const positions = new Set(things.flatMap(({ at, goes }) => [...at, ...goes]).filter((one) => one > top));
  return [...positions].toSorted((a, b) => a - b).flatMap((position) => operationAt(steps, position) ?? []);
}

function operationAt(steps: readonly Step[], position: number): OperationStep | undefined {
  const step = steps[position - 1];
  return step?.kind === 'operation' ? step : undefined;
}

function extraSteps(trip: Trip, byStep: ByStep): readonly OperationStep[] {
  return trip.steps.slice(trip.top).flatMap((step, place) => {
    if (step.kind !== 'operation') return [];
    const position = trip.top + place + 1;
    const things = byStep.get(position) ?? [];
    const isExtra = things.some(
      ({ at, end }) =>
        (at[0] ?? 0) > trip.top && at.at(-1) === position && (end.kind === 'left' || end.kind === 'other'),
    );
    return isExtra ? [step] : [];
  });
}

/** What is read of the downgrade may not be all that it does, or may do it to other things than it seems. */
function whyUnsure(
  { steps, top }: Trip,
  { downgrade, extra }: { readonly downgrade: Direction; readonly extra: readonly OperationStep[] },
): string | undefined {
  if (downgrade.kind === 'elsewhere') return 'downgrade() is not defined in this file';
  if (downgrade.kind === 'raises') return undefined;
  const unclear = steps.slice(top).find((step) => step.kind === 'unclear');
  if (unclear !== undefined) return unclear.problem;
  const unread = steps.slice(top).find((step) => step.kind === 'operation' && isUnread(step.operation));
  if (unread !== undefined) return 'not all of what downgrade() does is read';
  return extra.some(({ operation }) => isNameless(operation))
    ? 'names in downgrade() are only known when it runs'
    : undefined;
}

/** Of an enumeration that is given other values, nobody reads which. */
function isUnread(operation: Operation): boolean {
  return operation.kind === 'other' && operation.deed === undefined && operation.what === 'ALTER TYPE';
}

function isNameless(operation: Operation): boolean {
  const column = 'column' in operation ? operation.column : undefined;
  const names = [
    operationTable(operation),
    'name' in operation ? operation.name : undefined,
    column !== undefined && 'isKnown' in column ? column : column?.name,
  ];
  return names.some((name) => name?.isKnown === false);
}

function unknown(why: string): Extract<Undoing, { readonly kind: 'unknown' }> {
  return { kind: 'unknown', why };
}
