import type { InstalledVersion, UpdateResult } from '../state/state-forms.ts';
import type { UpdatePlan } from './update-plan.ts';
import { forwardSteps, stepsOfWay, type UpdateStepName } from './update-steps.ts';

/** Where a run of the updater is. */
export type UpdateRunState = Acting | (Course & { readonly kind: 'ended'; readonly result: UpdateResult });

interface Acting extends Course {
  readonly kind: 'acting';
  /** `undo`: the service was not touched. `back`: it was, and the old version comes back. `halt`: that failed as well. */
  readonly way: 'there' | 'undo' | 'back' | 'halt';
  /** Which step of that way comes next, counted from 0. */
  readonly at: number;
  /** How many steps of the way there were begun, once it has been left. */
  readonly begun: number;
}

/** What has happened so far. */
interface Course {
  /** How often somebody went on with it after an interruption. */
  readonly resumes: number;
  /** It was interrupted too often: what is not confirmed is taken back, and a person has to look. */
  readonly isGivenUp: boolean;
  /** Nobody knows that the service was restarted: what is not healthy may be the old version. */
  readonly isUntried: boolean;
  /** Why it did not get there; `undefined`: it did, or still may. */
  readonly failure: UpdateFailure | undefined;
  /** What failed besides, and changed nothing of where it went. */
  readonly faults: readonly StepFault[];
}

export interface StepFault {
  readonly step: UpdateStepName;
  /** A clause. */
  readonly why: string;
}

export interface UpdateFailure extends StepFault {
  /** Why nothing was updated, where that is no failure. */
  readonly reasons: readonly StandingReason[];
  /** The version shall not come back by itself. */
  readonly blames: boolean;
}

/** Something that stands against an update now. */
export interface StandingReason {
  /** Stays when words change. */
  readonly code: string;
  /** What is wrong, then what to do. */
  readonly message: string;
}

export type UpdateEvent =
  /** The step that was due is done. */
  | {
      readonly kind: 'done';
      /** Of `verify`, and of `eligibility` where the version was laid ready before: what is brought. */
      readonly target?: InstalledVersion | undefined;
    }
  /** Something, or somebody, stands against an update now; nothing of the step was done. */
  | { readonly kind: 'refused'; readonly reasons: readonly StandingReason[] }
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** Left out: it may have done a part of it. */
      readonly isBegun?: false | undefined;
    }
  /** The service did not acknowledge in time that it has paused. */
  | { readonly kind: 'unacknowledged'; readonly why: string }
  /** The process that carried it out is gone, and another one goes on. */
  | { readonly kind: 'resumed' };

/** Whoever is interrupted more often than that is not unlucky. */
export const MOST_RESUMES = 5;

export const NOT_BEGUN: UpdateRunState = {
  kind: 'acting',
  way: 'there',
  at: 0,
  begun: 0,
  resumes: 0,
  isGivenUp: false,
  isUntried: false,
  failure: undefined,
  faults: [],
};

/** A step in its place. */
export interface DueUpdateStep extends Pick<Acting, 'way' | 'at'> {
  readonly step: UpdateStepName;
}

/** The step that is due; `undefined`: the run has ended. */
export function dueUpdateStep(plan: UpdatePlan, state: UpdateRunState): DueUpdateStep | undefined {
  if (state.kind === 'ended') return undefined;
  const { way, at, begun } = state;
  const step = stepsOfWay(way, plan, begun)[at];
  return step && { step, way, at };
}

/** The run as a machine: what is due, and what comes of how it ended. */
export function updateMachine(plan: UpdatePlan) {
  return {
    start: NOT_BEGUN,
    step: (state: UpdateRunState, event: UpdateEvent): UpdateRunState => stepUpdate(plan, state, event),
    effectOf: (state: UpdateRunState): DueUpdateStep | undefined => dueUpdateStep(plan, state),
  };
}

/** What comes of an event. One that answers nothing that was asked changes nothing. */
export function stepUpdate(plan: UpdatePlan, state: UpdateRunState, event: UpdateEvent): UpdateRunState {
  const due = dueUpdateStep(plan, state);
  if (state.kind === 'ended' || due === undefined) return state;
  switch (event.kind) {
    case 'done':
      return onward(plan, state);
    case 'refused':
      return refused(plan, state, { step: due.step, reasons: event.reasons });
    case 'unacknowledged':
      return due.step === 'quiesce' ? notPaused(plan, state, event.why) : state;
    case 'failed':
      return failed(plan, state, { step: due.step, event });
    case 'resumed':
      return resumed(plan, state);
  }
}

/** How the run ends, if all that is left of its way is done. */
export function resultOf(plan: UpdatePlan, { way, isGivenUp, failure }: Acting): UpdateResult {
  if (way === 'halt') return 'rollback-failed';
  if (isGivenUp) return 'given-up';
  if (way === 'back') return 'rolled-back';
  if (way === 'undo') return failure !== undefined && failure.reasons.length > 0 ? 'skipped' : 'failed';
  return plan.parts === 'acquire' ? 'staged' : 'updated';
}

function onward(plan: UpdatePlan, state: Acting): UpdateRunState {
  const at = state.at + 1;
  return at < stepsOfWay(state.way, plan, state.begun).length ? { ...state, at } : ended(plan, state);
}

function ended(plan: UpdatePlan, state: Acting): UpdateRunState {
  const { resumes, isGivenUp, isUntried, failure, faults } = state;
  return {
    kind: 'ended',
    result: resultOf(plan, state),
    resumes,
    isGivenUp,
    isUntried,
    failure,
    faults,
  };
}

function refused(
  plan: UpdatePlan,
  state: Acting,
  { step, reasons }: Pick<UpdateFailure, 'step' | 'reasons'>,
): UpdateRunState {
  if (state.way !== 'there' || reasons.length === 0) return state;
  const failure = { ...failureOf(step, 'something prevents it'), reasons };
  return turned(plan, { ...state, failure }, { begun: state.at });
}

/** With `force` the update goes on although nobody knows what the service is doing. */
function notPaused(plan: UpdatePlan, state: Acting, why: string): UpdateRunState {
  if (plan.onQuiesceTimeout === 'force') return onward(plan, state);
  const failure = failureOf('quiesce', why);
  return turned(plan, { ...state, failure }, { begun: state.at + 1 });
}

/** Steps whose failure changes nothing of where it goes: what they leave undone is told. */
const CARRIED_ON: ReadonlySet<UpdateStepName> = new Set([
  'resume',
  'report',
  'gc',
  'unlock',
  'unstage',
  'drop-snapshot',
]);

function failed(
  plan: UpdatePlan,
  state: Acting,
  { step, event }: { readonly step: UpdateStepName; readonly event: FailedEvent },
): UpdateRunState {
  const fault = { step, why: event.why };
  const faults = [...state.faults, fault];
  if (CARRIED_ON.has(step)) return onward(plan, { ...state, faults });
  // What brings the old version back failed: nothing else is tried.
  if (state.way !== 'there') return { ...state, way: 'halt', at: 0, faults };
  const blames = forwardSteps(plan)[state.at]?.blames === true && !state.isUntried;
  const begun = event.isBegun === false ? state.at : state.at + 1;
  return turned(plan, { ...state, failure: { ...failureOf(step, event.why), blames } }, { begun });
}

type FailedEvent = Extract<UpdateEvent, { kind: 'failed' }>;

function failureOf(step: UpdateStepName, why: string): UpdateFailure {
  return { step, why, reasons: [], blames: false };
}

/** Leaves the way there. Only a service that may not be what it was is brought back. */
function turned(plan: UpdatePlan, state: Acting, { begun }: Pick<Acting, 'begun'>): UpdateRunState {
  const way = isSwitched(plan, state) ? 'back' : 'undo';
  const left: Acting = { ...state, way, at: 0, begun };
  // Somebody else has the lock: what is done is theirs.
  return begun === 0 ? ended(plan, left) : left;
}

/** Where the new version is installed, as far as the journal knows. */
function isSwitched(plan: UpdatePlan, { at }: Pick<Acting, 'at'>): boolean {
  return plan.parts !== 'acquire' && at > indexOf('switch', plan);
}

function indexOf(step: UpdateStepName, plan: UpdatePlan): number {
  return forwardSteps(plan).findIndex((one) => one.step === step);
}

/**
 * Before the switch an interruption undoes what was begun. Behind it the service is asked: is it healthy and the new
 * version, the run goes on, else the old one comes back. What was confirmed stays.
 */
function resumed(plan: UpdatePlan, state: Acting): UpdateRunState {
  if (state.isGivenUp) return state;
  const isGivenUp = state.resumes === MOST_RESUMES;
  const next = isGivenUp ? { ...state, isGivenUp } : { ...state, resumes: state.resumes + 1 };
  const { way, at } = state;
  if (way !== 'there' || at > lastUnsafe(plan)) return next;
  const step = stepsOfWay(way, plan, 0)[at] ?? 'lock';
  const failure = failureOf(step, 'it was interrupted');
  if (isGivenUp || !isSwitched(plan, state)) return turned(plan, { ...next, failure }, { begun: at + 1 });
  const isUntried = state.isUntried || at <= indexOf('restart', plan);
  return { ...next, at: indexOf('health', plan), isUntried };
}

/** The last step at which an interruption leaves something that is not safe to keep. */
function lastUnsafe(plan: UpdatePlan): number {
  return indexOf(plan.parts === 'acquire' ? 'test' : 'confirm', plan);
}
