import { calledText, type CalledRoutine } from '../operations/called-routine.ts';
import type { Operation, OperationStep, Step, UnclearStep } from '../operations/operation.ts';
import type { Routine } from '../operations/routine.ts';
import { mayBeOfRows } from '../functions/value-types.ts';
import { isHarmlessFunction } from '../functions/known-functions.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { beginLog, keptLog, type KeptLogs } from '../../model/kept-logs.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { routineOperations } from '../sql/operations.ts';
import { callDoubt } from '../sql/statement-doubts.ts';
import { withinRun } from '../sql/execute/name-scopes.ts';
import { pinnedTo, type SqlOperation } from '../sql/sql-operation.ts';
import { firedBy, noteKept, nothingKept, type KeptByRelations } from './kept-by-relations.ts';
import { expressionCalls } from './expression-calls.ts';
import { mayRun } from './may-run.ts';
import { newPast, pastMap, returnTo, type Past, type PastMap } from './past.ts';
import { noRoutines, noteRoutine, renameRoutine, routinesFor, type KnownRoutines } from './known-routines.ts';

/** What reads the bodies, and what is said of functions beside them. */
export interface Following {
  readonly parser: SqlParser;
  /** Whether the policy says that a function changes no rows. */
  readonly isVouchedFor: (called: CalledRoutine) => boolean;
}

/**
 * The same upgrades, in the order in which they run, with what functions, triggers, defaults and views of earlier ones
 * make them do: the body of a function stands where it is called. What cannot be followed stays unclear. Upgrades
 * that nothing is added to or taken from are the same objects.
 *
 * Goes on where it was when it was asked for a history that begins with the same upgrades.
 */
export function followedUpgrades(
  upgrades: readonly (readonly Step[])[],
  following: Following,
): readonly (readonly Step[])[] {
  const logs = logsOf(following.parser);
  const kept = keptLog(logs, {
    agreed: ({ isVouchedFor, done }) =>
      isVouchedFor === following.isVouchedFor ? agreedUpgrades(done, upgrades) : 0,
    length: ({ done }) => done.length,
  });
  if (kept === undefined && !upgrades.some(isConcerned)) return upgrades;
  const { log, agreed } = kept ?? { log: beginLog(logs, newLog(following)), agreed: 0 };
  followOnto(log, agreed, upgrades);
  return log.done.slice(0, upgrades.length).map(({ followed }) => followed);
}

/** Upgrades that were followed one after the other, and what is known behind the last. */
interface FollowedLog extends Around {
  readonly past: Past;
  readonly done: FollowedUpgrade[];
}

interface FollowedUpgrade {
  readonly steps: readonly Step[];
  readonly followed: readonly Step[];
  /** How many changes of what is known there were up to its end. */
  readonly changes: number;
}

const logsOf = memoizeByObject((_parser: SqlParser): KeptLogs<FollowedLog> => ({ logs: [] }));

function newLog(following: Following): FollowedLog {
  const past = newPast();
  return {
    ...following,
    past,
    routines: noRoutines(past),
    relations: nothingKept(past),
    lurking: pastMap(past),
    done: [],
  };
}

function agreedUpgrades(done: FollowedLog['done'], upgrades: readonly (readonly Step[])[]): number {
  let agreed = 0;
  while (agreed < done.length && done[agreed]?.steps === upgrades[agreed]) agreed += 1;
  return agreed;
}

/** Begins right behind the last upgrade that is agreed on, wherever the log ended, in an error maybe. */
function followOnto(log: FollowedLog, agreed: number, upgrades: readonly (readonly Step[])[]): void {
  const { past, done } = log;
  if (agreed === upgrades.length) return;
  done.length = agreed;
  returnTo(past, agreed, done.at(-1)?.changes ?? 0);
  for (const steps of upgrades.slice(agreed)) {
    past.at += 1;
    const followed = sameIfEqual(steps, followedSteps(steps, log));
    done.push({ steps, followed, changes: past.changes.length });
  }
}

/** Whether calls are in it that may be known, or what later ones may run. */
const isConcerned: (steps: readonly Step[]) => boolean = memoizeByObject((steps) =>
  steps.some((step) => (step.kind === 'unclear' ? step.calls !== undefined : isKeeper(step))),
);

function isKeeper({ keeps, operation, via }: OperationStep): boolean {
  return (
    keeps !== undefined ||
    (operation.kind === 'create-object' && operation.routine !== undefined) ||
    (via !== 'sql' && expressionCalls(operation).length > 0)
  );
}

interface Around extends Following {
  readonly routines: KnownRoutines;
  readonly relations: KeptByRelations;
  /** What statements may run that do not name it, by its name: told where that is made, and of each later upgrade. */
  readonly lurking: PastMap<CalledRoutine>;
}

/** How far one statement has been followed. */
interface Trail extends Around {
  readonly budget: { left: number };
  /** Bodies that stand in it already with what they are given: what they do is told once. */
  readonly entered: Map<Routine, Set<string>>;
  /** The bodies around the place: what leads back to one of them is told already. */
  readonly within: readonly Routine[];
}

/** Steps that bodies add to one upgrade. */
const MOST_STEPS = 5_000;
const DEEPEST = 16;

function followedSteps(steps: readonly Step[], around: Around): readonly Step[] {
  const trail = newTrail(around);
  const lurking = new Set(around.lurking.values());
  const unread = new Set<string>();
  return steps.flatMap((step) => {
    trail.entered.clear();
    const followed = follow(step, trail);
    if (step.kind === 'unclear') {
      if (!isReadWhole(step, followed, around)) unread.add(placeOf(step));
      return followed;
    }
    const [itself = step, ...others] = followed;
    const own = unread.has(placeOf(step)) ? itself : withoutCalls(itself);
    return [...lurkingIn(step, lurking, around), own, ...others];
  });
}

function placeOf({ start, end }: Step): string {
  return `${start} ${end}`;
}

/** Whether all is known of what a call does. */
function isReadWhole({ calls }: UnclearStep, followed: readonly Step[], { routines }: Around): boolean {
  const isMade = calls !== undefined && routinesFor(routines, calls).length > 0;
  return isMade && followed.every(({ kind }) => kind === 'operation');
}

/** What its functions do to names stands beside it. */
function withoutCalls(step: Step): Step {
  if (step.kind === 'unclear' || step.shiftBesideCalls === undefined) return step;
  const { shift: _, shiftBesideCalls, ...rest } = step;
  return shiftBesideCalls === 'none' ? rest : { ...rest, shift: shiftBesideCalls };
}

function newTrail(around: Around): Trail {
  return { ...around, budget: { left: MOST_STEPS }, entered: new Map(), within: [] };
}

/** Each is told at the first step of an upgrade that may run it. */
function lurkingIn(step: OperationStep, lurking: Set<CalledRoutine>, around: Around): readonly Step[] {
  return [...lurking].flatMap((calls) => {
    if (!mayRun(step.operation, calls.later)) return [];
    lurking.delete(calls);
    const problem = `it may run ${calledText(calls)} without naming it, as an earlier statement made that possible, and that may change rows`;
    return ranLater(step, { calls, problem }, around);
  });
}

function follow(step: Step, trail: Trail): readonly Step[] {
  if (step.kind === 'unclear') return step.calls === undefined ? [step] : called(step, step.calls, trail);
  const { calls, rules } = firedBy(trail.relations, step.operation);
  const fired = [
    ...[...rules].map((rule) => ruledStep(step, rule)),
    ...[...calls].flatMap((call) => called({ ...unknownCall(step, call), isCertain: false }, call, trail)),
  ];
  note(step, trail);
  const later = hidden(step, trail);
  return later.length + fired.length === 0 ? [step] : [step, ...later, ...fired];
}

function note(step: OperationStep, { routines, relations }: Around): void {
  const { operation, isCertain, via } = step;
  const written = via === 'sql' ? [] : expressionCalls(operation);
  const keeps = written.length === 0 ? step.keeps : { calls: written, on: ['insert', 'update'] as const };
  noteKept(relations, step, keeps);
  if (operation.kind === 'create-object' && operation.routine !== undefined)
    noteRoutine(routines, operation.routine, isCertain);
  if (operation.kind === 'rename-object' && operation.object === 'function')
    renameRoutine(routines, operation.name.text, operation.to.text);
}

/** The step that stands for a call, or what the bodies that it may run do. */
function called(step: UnclearStep, call: CalledRoutine, trail: Trail): readonly Step[] {
  const found = routinesFor(trail.routines, call);
  const isVouchedFor = trail.isVouchedFor(call);
  // What is harmless today may be made anew.
  if (call.later !== undefined) trail.lurking.set(`${call.later} ${calledText(call)}`, call);
  if (found.length === 0) return isVouchedFor ? [] : [step];
  const isCertain = step.isCertain && found.length === 1;
  const done = found.flatMap((routine) => bodyAt(routine, { ...step, isCertain }, trail));
  const told = isVouchedFor ? done.filter(({ kind }) => kind === 'operation') : withoutHelpers(done, call);
  if (call.later !== undefined) return told.length > 0 ? [step] : [];
  return told;
}

/** Where nobody can tell all that a function does, what others do that it calls is a part of that. */
function withoutHelpers(done: readonly Step[], call: CalledRoutine): readonly Step[] {
  const isWhole = done.some(
    (step) =>
      step.kind === 'unclear' && step.calls === call && step.reach === undefined && step.keepsTables !== true,
  );
  if (!isWhole) return done;
  return done.filter((step) => step.kind === 'operation' || step.calls === undefined || step.calls === call);
}

/** What a body does, as if it stood at the step; only what changes something. */
function bodyAt(routine: Routine, step: UnclearStep, trail: Trail): readonly Step[] {
  const given = step.calls?.given;
  if (trail.within.includes(routine) || !enters(trail, routine, given)) return [];
  const body = bodyOf(trail.parser)(routine)(given);
  if (body === undefined || trail.within.length >= DEEPEST || trail.budget.left < body.length) return [step];
  trail.budget.left -= body.length;
  const deeper = { ...trail, within: [...trail.within, routine] };
  const defaults = (routine.defaults ?? []).flatMap((call) =>
    called({ ...step, ...callDoubt(call), isCertain: false }, call, deeper),
  );
  return [...defaults, ...body.flatMap((one) => followInside(one, step, deeper))].filter(
    (one) => one.kind === 'unclear' || one.shift !== undefined || !onlyReads(one.operation),
  );
}

/** `false` where it stands there already. */
function enters({ entered }: Trail, routine: Routine, given: CalledRoutine['given']): boolean {
  const before = entered.get(routine) ?? new Set<string>();
  entered.set(routine, before);
  const key = givenText(given);
  if (before.has(key)) return false;
  before.add(key);
  return true;
}

function givenText(given: CalledRoutine['given']): string {
  return given === undefined ? '' : JSON.stringify(given);
}

/** What the body itself leaves unclear is not looked for once more. */
function followInside(one: SqlOperation, step: UnclearStep, trail: Trail): readonly Step[] {
  const placed = stepAt(one, step);
  return one.kind === 'unclear' && one.calls === undefined ? [placed] : follow(placed, trail);
}

const bodyOf = memoizeByObject((parser: SqlParser) =>
  memoizeByObject((routine: Routine) => {
    const read = new Map<string, ReturnType<typeof routineOperations>>();
    return (given: CalledRoutine['given']) => {
      const key = givenText(given);
      if (!read.has(key)) read.set(key, routineOperations(parser, routine, given));
      return read.get(key);
    };
  }),
);

function stepAt(one: SqlOperation, { start, end, autocommit, ...call }: UnclearStep): Step {
  const isCertain = call.isCertain && one.isCertain;
  const placed = { ...pinnedTo(one, { start, end }), isCertain, autocommit };
  if (placed.kind === 'operation')
    return { ...placed, via: 'sql', operation: withinRun(placed.operation, `${start}`) };
  if (placed.calls !== undefined || call.calls === undefined) return placed;
  // What is to be looked at is the body.
  const problem = `it calls ${calledText(call.calls)}, where ${placed.problem}`;
  return { ...placed, problem, isRead: true, calls: call.calls };
}

function onlyReads(operation: Operation): boolean {
  return operation.kind === 'other' && (operation.deed === undefined || operation.deed.kind === 'query');
}

function ruledStep({ start, end, autocommit }: OperationStep, rule: string): UnclearStep {
  const problem = `the rule ${rule} of an earlier statement does something else with it`;
  return {
    kind: 'unclear',
    start,
    end,
    isCertain: false,
    autocommit,
    problem,
    isRead: true,
    keepsTables: true,
    reach: { kind: 'rows' },
  };
}

function unknownCall({ start, end, autocommit }: OperationStep, calls: CalledRoutine): UnclearStep {
  const problem = `it makes ${calledText(calls)} run, and what that function does is not known`;
  return { kind: 'unclear', start, end, isCertain: false, autocommit, problem, isRead: true, calls };
}

/**
 * Functions that later statements run without naming them: one of PostgreSQL's names that suits their values better,
 * what looks like a column of a row, and what a policy asks.
 */
function hidden(step: OperationStep, around: Around): readonly Step[] {
  const { operation, keeps } = step;
  const asked = (keeps?.later ?? []).filter((call) => routinesFor(around.routines, call).length > 0);
  const routine = operation.kind === 'create-object' ? operation.routine : undefined;
  if (routine === undefined || !mayHide(routine))
    return asked.flatMap((calls) => ranLater(step, { calls, problem: hiding(calls) }, around));
  const { name, schema } = routine;
  const calls = { name, ...(schema !== undefined && { schema }), later: 'expressions' } as const;
  return ranLater(step, { calls, problem: hiding(calls) }, around);
}

function hiding(calls: CalledRoutine): string {
  return `later statements may run ${calledText(calls)} where they seem to say something else, and it may change rows`;
}

function ranLater(
  step: OperationStep,
  { calls, problem }: { readonly calls: CalledRoutine; readonly problem: string },
  around: Around,
): readonly Step[] {
  return called({ ...unknownCall(step, calls), problem }, calls, newTrail(around));
}

function mayHide({ name, types: [type, ...others] }: Routine): boolean {
  const isOfRow = type !== undefined && others.length === 0 && (!type.isKnown || mayBeOfRows(type.text));
  return isOfRow || isHarmlessFunction(name);
}

/** The steps made before, where these are no others: what is folded from them stays. */
function sameIfEqual(steps: readonly Step[], followed: readonly Step[]): readonly Step[] {
  if (isSame(steps, followed)) return steps;
  const made = madeOf(steps);
  if (made.last === undefined || JSON.stringify(made.last) !== JSON.stringify(followed)) made.last = followed;
  return made.last;
}

function isSame(one: readonly Step[], other: readonly Step[]): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

const madeOf = memoizeByObject((_steps: readonly Step[]): { last?: readonly Step[] } => ({}));
