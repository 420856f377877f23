import type { CalledRoutine } from '../operations/called-routine.ts';
import type { Name } from '../operations/name.ts';
import type { Routine } from '../operations/routine.ts';
import { pastMap, type Past, type PastMap } from './past.ts';

/** The functions and procedures that a history has made so far. */
export interface KnownRoutines {
  /** By name without schema: of those that a name may mean, each. */
  readonly byName: PastMap<readonly Routine[]>;
}

export function noRoutines(past: Past): KnownRoutines {
  return { byName: pastMap(past) };
}

/** One takes the place of another of the same schema, name and types, unless it may never be made. */
export function noteRoutine({ byName }: KnownRoutines, made: Routine, isCertain: boolean): void {
  const others = byName.get(made.name) ?? [];
  const kept = isCertain ? others.filter((other) => !isSame(other, made)) : others;
  byName.set(made.name, [...kept, made]);
}

function isSame(one: Routine, other: Routine): boolean {
  return one.schema === other.schema && isSameList(one.types, other.types);
}

/** What is only known when it runs may be the same, and is not told to be. */
function isSameList(one: readonly Name[], other: readonly Name[]): boolean {
  if (one.length !== other.length || ![...one, ...other].every(({ isKnown }) => isKnown)) return false;
  return one.every(({ text }, index) => text === other[index]?.text);
}

/** Under the new name they are called, too; the old one may be made again. */
export function renameRoutine({ byName }: KnownRoutines, from: string, to: string): void {
  const [name, later] = [bareName(from), bareName(to)];
  const renamed = (byName.get(name) ?? []).map((routine) => ({ ...routine, name: later }));
  byName.set(later, [...(byName.get(later) ?? []), ...renamed]);
}

function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** All that a call may mean; empty where the history makes none of that name. */
export function routinesFor({ byName }: KnownRoutines, called: CalledRoutine): readonly Routine[] {
  return (byName.get(called.name) ?? []).filter((routine) => mayBeMeant(routine, called));
}

/** The search path may lead from a bare name to any schema, and may have led there when it was made. */
function mayBeMeant(routine: Routine, called: CalledRoutine): boolean {
  const isElsewhere =
    routine.schema !== undefined && called.schema !== undefined && routine.schema !== called.schema;
  return !isElsewhere && (called.arguments === undefined || takes(routine, called.arguments));
}

function takes({ types, optional, isVariadic }: Routine, given: number): boolean {
  const least = types.length - optional - (isVariadic === true ? 1 : 0);
  return given >= least && (isVariadic === true || given <= types.length);
}
