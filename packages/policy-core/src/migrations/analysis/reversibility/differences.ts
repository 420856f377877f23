import type {
  ColumnState,
  ConstraintState,
  IndexState,
  Parent,
  ViewState,
} from '../../schema/schema-history.ts';
import { tableKey } from '../../operations/name.ts';
import type { Routine } from '../../operations/routine.ts';
import type { TableTimeline } from '../../schema/table-timeline.ts';
import { BEFORE, type Beside } from './beside-tables.ts';
import {
  ALTERABLE,
  comparedPart,
  comparedColumns,
  comparedConstraints,
  comparedIndexes,
  comparedValues,
  SAME,
  notKnown,
  type Compared,
} from './compared-parts.ts';
import { beforeTrip } from './supposed.ts';
import { ON_TRIP } from './on-trip.ts';
import type { Trip } from './trip.ts';
import type { ValueVersion } from '../../../model/value-version.ts';
import { latest, type Versioned } from '../../../model/versioned.ts';

/** A thing of the schema that a trip touched, and what became of it. */
export interface Touched {
  /** The positions from which on it is another than before, in their order. */
  readonly at: readonly number[];
  /** The same for what it is part of, which takes it along. */
  readonly goes: readonly number[];
  readonly end: End;
}

export type End =
  | Exclude<Compared, { readonly kind: 'other' }>
  /** Somebody made it and nobody took it away, or the other way round. */
  | { readonly kind: 'left'; readonly why: string; readonly isGone: boolean }
  /** It is there, and other than it was. */
  | {
      readonly kind: 'other';
      readonly why: string;
      readonly parts: readonly string[];
      readonly isAnew?: boolean;
      readonly isLeft?: boolean;
    }
  /** It is as it was, but for what it held. */
  | { readonly kind: 'emptied' };

/** Everything that is not the same thing at every position. */
export function touchedThings(trip: Trip): readonly Touched[] {
  const { lines, beside, seeded } = trip;
  const changed = new Map<unknown, Set<unknown>>();
  for (const { newest, key } of lines.changes.slice(seeded)) {
    const keys = changed.get(newest) ?? new Set();
    keys.add(key);
    changed.set(newest, keys);
  }
  const keysIn = <Key, Value>(versioned: Versioned<Key, Value>): readonly Key[] =>
    // A map has no keys but its own.
    [...(changed.get(versioned.newest) ?? [])] as Key[];
  return [
    ...keysIn(lines.tables).map((key) => table(trip, key)),
    ...[...lines.heads.newest.keys()].flatMap((line) => partsOf(trip, line, keysIn)),
    ...keysIn(lines.views).map((key) => view(trip, key)),
    ...keysIn(lines.enums).flatMap((key) => values(trip, key)),
    ...keysIn(beside).map((key) => besideThing(trip, key)),
  ];
}

type KeysIn = <Key, Value>(versioned: Versioned<Key, Value>) => readonly Key[];

function table(trip: Trip, key: string): Touched {
  const { tables } = trip.lines;
  const [was, is] = [
    beforeTrip<string, TableTimeline | undefined>(trip.supposed, tables, key),
    latest(tables, key),
  ];
  const at = changesOf(trip, tables, key);
  if (was === is) return { at, goes: [], end: SAME };
  if (was === undefined || is === undefined)
    return { at, goes: [], end: left(trip, { what: `the table ${key}`, was, at }) };
  return { at, goes: [], end: tableAnew(trip, was, is) };
}

/** @param was what was there before the trip; it is gone then */
function left(
  trip: Trip,
  { what, was, at }: { readonly what: string; readonly was: unknown; readonly at: readonly number[] },
): End {
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  if (was === undefined && first <= trip.top && last > trip.top)
    return notKnown(`${what} may have been there`);
  if (was !== undefined && asksFirst(trip, first) && at.length > 2) return SAME;
  const isGone = was !== undefined;
  return { kind: 'left', isGone, why: isGone ? `${what} does not come back` : `${what} stays` };
}

/** Whether a step only takes away what it finds. */
function asksFirst({ steps }: Trip, position: number): boolean {
  const step = steps[position - 1];
  if (step?.kind !== 'operation') return false;
  return !step.isCertain || ('ifExists' in step.operation && step.operation.ifExists !== false);
}

/** Its rows are gone, whatever else there is to say. */
function tableAnew(trip: Trip, was: TableTimeline, is: TableTimeline): End {
  const answers = [
    ...anew(trip, [was.columns, is.columns], comparedColumns),
    ...anew(trip, [was.constraints, is.constraints], comparedConstraints),
    ...anew(trip, [was.indexes, is.indexes], comparedIndexes),
  ];
  const other = answers.find(({ kind }) => kind === 'other');
  return other?.kind === 'other' ? { ...other, isAnew: true } : { kind: 'emptied' };
}

function anew<State>(
  trip: Trip,
  [was, is]: readonly [Versioned<string, State | undefined>, Versioned<string, State | undefined>],
  compare: (was: State, is: State) => Compared,
): readonly Compared[] {
  const keys = new Set([...was.newest.keys(), ...is.newest.keys()]);
  return [...keys].flatMap((key): readonly Compared[] => {
    const before = beforeTrip<string, State | undefined>(trip.supposed, was, key);
    const now = latest(is, key);
    if (before === undefined || key.startsWith('\0')) return [];
    if (now === undefined) return [{ kind: 'other', why: `it had ${key}, too`, parts: [] }];
    return [compare(before, now)];
  });
}

/** Of a table that was there before and is there afterwards: others come and go as a whole. */
function partsOf(trip: Trip, line: TableTimeline, keysIn: KeysIn): readonly Touched[] {
  const { heads, parents } = trip.lines;
  const isThere = latest(heads, line) !== undefined;
  const wasThere =
    line.born === 0 || beforeTrip<TableTimeline, unknown>(trip.supposed, heads, line) !== undefined;
  const goes = isThere ? [] : goingOf(trip, line);
  const heir = isThere ? line : heirOf(trip, line);
  // What came with the upgrade, or went with it for good, comes and goes as a whole.
  const isAsked = wasThere && (heir !== undefined || goes.every((one) => one > trip.top));
  const of = <State extends ColumnState | ConstraintState | IndexState>(
    word: string,
    partsFrom: (of: TableTimeline) => Versioned<string, State | undefined>,
    compare: (was: State, is: State) => Compared,
  ): readonly Touched[] =>
    keysIn(partsFrom(line)).map((key) => {
      const was = beforeTrip<string, State | undefined>(trip.supposed, partsFrom(line), key);
      const at = changesOf(trip, partsFrom(line), key);
      const is = heir === undefined ? undefined : latest(partsFrom(heir), key);
      return {
        at,
        goes,
        end: isAsked ? partEnd(trip, { what: `the ${word} ${key}`, was, is, at }, compare) : SAME,
      };
    });
  const indexes = of('index', (one) => one.indexes, comparedIndexes);
  const byKey = keysIn(line.indexes);
  const isOfConstraint = (key: string) => line.constraints.newest.has(key);
  return [
    ...of(
      'column',
      (one) => one.columns,
      () => SAME,
    ).map((one, place) =>
      isAnew(trip, line, keysIn(line.columns)[place] ?? '')
        ? { ...one, end: anewEnd(trip, line, keysIn(line.columns)[place] ?? '') }
        : one,
    ),
    ...(isAsked && isThere ? keysIn(line.columns).flatMap((key) => columnParts(trip, line, key)) : []),
    ...of('constraint', (one) => one.constraints, comparedConstraints),
    ...indexes.filter((_, place) => !isOfConstraint(byKey[place] ?? '')),
    ...keysIn(parents)
      .filter((one) => one === line && isAsked)
      .map((key) => ({
        at: changesOf(trip, parents, key),
        goes,
        end: comparedParents(
          beforeTrip<TableTimeline, readonly Parent[]>(trip.supposed, parents, key),
          latest(parents, key),
        ),
      })),
  ];
}

/** The table that the downgrade makes in its place. */
function heirOf({ lines }: Trip, line: TableTimeline): TableTimeline | undefined {
  const last = lines.heads.newest.get(line)?.before?.value;
  const key = last && tableKey(last.table);
  return key === undefined ? undefined : latest(lines.tables, key);
}

const EMPTIED: End = { kind: 'emptied' };

/** A column that comes back under its name is empty, and may be another one. */
function anewEnd(trip: Trip, line: TableTimeline, key: string): End {
  const was = beforeTrip<string, ColumnState | undefined>(trip.supposed, line.columns, key);
  const is = latest(line.columns, key);
  if (was === undefined || is === undefined) return EMPTIED;
  const other = ALTERABLE.map((part) => comparedPart(part, was, is)).find(({ kind }) => kind === 'other');
  return other?.kind === 'other' ? { ...other, isAnew: true } : EMPTIED;
}

/** Each part of a column that stays goes its own way. */
function columnParts(trip: Trip, line: TableTimeline, key: string): readonly Touched[] {
  const was = beforeTrip<string, ColumnState | undefined>(trip.supposed, line.columns, key);
  const is = latest(line.columns, key);
  if (was === undefined || is === undefined || isAnew(trip, line, key)) return [];
  const versions = versionsOf(trip, line.columns, key);
  return ALTERABLE.flatMap((part): readonly Touched[] => {
    const at = versions.flatMap((one) => (isOtherIn(part, one) ? [one.at] : []));
    const compared = comparedPart(part, was, is);
    const isLeft = at.every((one) => one <= trip.top);
    if (at.length === 0) return [];
    if (compared.kind === 'other') return [{ at, goes: [], end: { ...compared, isLeft } }];
    // Nobody knows what it was, and the way back says nothing about it.
    const stays = { kind: 'other', why: `its ${part} stays`, parts: [part], isLeft: true } as const;
    return [
      {
        at,
        goes: [],
        end: compared.kind === 'unknown' && was[part] === undefined && isLeft ? stays : compared,
      },
    ];
  });
}

/** A column that is not there has no parts that change. */
function isOtherIn(part: (typeof ALTERABLE)[number], { was, is }: Change<ColumnState | undefined>): boolean {
  return was !== undefined && is !== undefined && was[part] !== is[part];
}

function isAnew(trip: Trip, line: TableTimeline, key: string): boolean {
  const was = beforeTrip<string, ColumnState | undefined>(trip.supposed, line.columns, key);
  const is = latest(line.columns, key);
  return was !== undefined && is !== undefined && isMade(is) && !isMade(was);
}

function isMade({ addedIn }: { readonly addedIn: string | undefined }): boolean {
  return addedIn === ON_TRIP.up || addedIn === ON_TRIP.down;
}

interface Part<State> {
  readonly what: string;
  readonly was: State | undefined;
  readonly is: State | undefined;
  readonly at: readonly number[];
}

function partEnd<State extends ColumnState | ConstraintState | IndexState>(
  trip: Trip,
  { what, was, is, at }: Part<State>,
  compare: (was: State, is: State) => Compared,
): End {
  if (was === is) return SAME;
  if (was === undefined || is === undefined) return left(trip, { what, was, at });
  const answer = compare(was, is);
  return answer.kind === 'other' ? { ...answer, isAnew: isMade(is) } : answer;
}

function comparedParents(was: readonly Parent[] = [], is: readonly Parent[] = []): End {
  const text = (all: readonly Parent[]) =>
    all
      .map(({ as, table: of }) => `${as} ${tableKey(of)}`)
      .toSorted()
      .join();
  return text(was) === text(is) ? SAME : { kind: 'left', isGone: false, why: 'it is part of other tables' };
}

function view(trip: Trip, key: string): Touched {
  const { views } = trip.lines;
  const was = beforeTrip<string, ViewState | undefined>(trip.supposed, views, key);
  const is = latest(views, key);
  const at = changesOf(trip, views, key);
  const end =
    was === undefined || is === undefined
      ? left(trip, { what: `the view ${key}`, was, at })
      : notKnown(`what ${key} selected is not known`);
  return { at, goes: [], end: was === is ? SAME : end };
}

/** What was said of an enum for the first time is no change. */
function values(trip: Trip, key: string): readonly Touched[] {
  const { enums } = trip.lines;
  const was = beforeTrip<string, readonly string[] | undefined>(trip.supposed, enums, key);
  const is = latest(enums, key);
  if (was === undefined) return [];
  const compared = is === undefined ? SAME : comparedValues(was, is);
  const end = compared.kind === 'other' ? { ...compared, isAnew: false } : compared;
  return [{ at: changesOf(trip, enums, key), goes: [], end }];
}

function besideThing(trip: Trip, key: string): Touched {
  const { beside } = trip;
  const was = beforeTrip(trip.supposed, beside, key);
  const is = latest(beside, key);
  const at = changesOf(trip, beside, key);
  const goes = was === undefined ? goingAlong(trip, is) : [];
  if (
    goes.length > 0 ||
    was === is ||
    (is !== undefined && (hasToldValues(trip, key) || isSameRoutine(trip, key)))
  )
    return { at, goes, end: SAME };
  const isSetBack = is?.isSetting === true && at.some((one) => one > trip.top);
  return { at, goes, end: isSetBack ? SAME : besideEnd(trip, { what: `the ${key}`, was, is, at }) };
}

function besideEnd(trip: Trip, { what, was, is, at }: Part<Beside>): End {
  if (was === undefined || is === undefined) return left(trip, { what, was, at });
  return is === BEFORE ? SAME : notKnown('how it was made is not known');
}

/** Where the table goes on the way back, a trigger of it goes as well. */
function goingAlong({ lines, top, ...trip }: Trip, is: Beside | undefined): readonly number[] {
  const key = is?.on === undefined ? undefined : tableKey(is.on);
  if (key === undefined || latest(lines.tables, key) !== undefined) return [];
  return changesOf({ lines, top, ...trip }, lines.tables, key).filter((one) => one > top);
}

/** A function that was made before, and is made again word for word. */
function isSameRoutine({ lines, supposed }: Trip, key: string): boolean {
  const name = /^function (.*)$/s.exec(key)?.[1];
  if (name === undefined) return false;
  const was = beforeTrip<string, Routine | undefined>(supposed, lines.routines, name);
  const is = latest(lines.routines, name);
  return was?.isKnown === true && is !== undefined && JSON.stringify(was) === JSON.stringify(is);
}

/** What an enum is its values tell, which are compared by themselves. */
function hasToldValues({ lines, supposed }: Trip, key: string): boolean {
  const name = /^type (.*)$/s.exec(key)?.[1];
  if (name === undefined) return false;
  const was = beforeTrip<string, readonly string[] | undefined>(supposed, lines.enums, name);
  return was !== undefined && latest(lines.enums, name) !== undefined;
}

function goingOf(trip: Trip, line: TableTimeline): readonly number[] {
  const version = trip.lines.heads.newest.get(line);
  return version === undefined || version.value !== undefined ? [] : [version.from];
}

function changesOf<Key, Value>(trip: Trip, versioned: Versioned<Key, Value>, key: Key): readonly number[] {
  return versionsOf(trip, versioned, key).flatMap(({ at, was, is }) => (was === is ? [] : [at]));
}

interface Change<Value> {
  readonly at: number;
  readonly was: Value | undefined;
  readonly is: Value;
}

function versionsOf<Key, Value>(
  trip: Trip,
  versioned: Versioned<Key, Value>,
  key: Key,
): readonly Change<Value>[] {
  const before = beforeTrip<Key, Value>(trip.supposed, versioned, key);
  const found: Change<Value>[] = [];
  let version: ValueVersion<Value> | undefined = versioned.newest.get(key);
  for (; version !== undefined && version.from > 0; version = version.before) {
    const was: Value | undefined = version.before === undefined ? before : version.before.value;
    found.unshift({ at: version.from, was, is: version.value });
  }
  return found;
}
