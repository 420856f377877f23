import type { RunStep, RunPlan } from './run-plan.ts';

/** Where a run is. */
export type RunState =
  /** Nothing was done yet; whoever has to approve it may not have done so. */
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'acting';
      readonly way: 'there' | 'back';
      /** Which step of that way comes next, counted from 0. */
      readonly at: number;
      /** Why it goes back, as a clause; `undefined` on the way there. */
      readonly failure: string | undefined;
    }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome; readonly failure: string | undefined };

export type RunOutcome =
  /** Everything was done. */
  | 'done'
  /** Something stood against it before anything was done. */
  | 'refused'
  /** Nobody approved it in time. */
  | 'expired'
  /** A person gave it up. */
  | 'abandoned'
  /** It failed before it changed what runs. */
  | 'failed'
  /** What runs may be neither the old nor the new: a person has to look. */
  | 'stuck'
  | 'rolled-back'
  /** The way back failed as well: nothing else is deployed there until a person says so. */
  | 'rollback-failed';

export type RunEvent =
  /** Everything that has to hold holds, and the lock is taken. */
  | { readonly kind: 'started' }
  /** The step that was due is done. What the machine does not ask for is kept for the record. */
  | { readonly kind: 'done'; readonly of?: DoneStep }
  /** The step that was due failed, and is known to have; `why` is a clause. */
  | {
      readonly kind: 'failed';
      readonly why: string;
      /** Left out: what runs may have been changed by it. */
      readonly isBegun?: false | undefined;
    }
  | { readonly kind: 'ended'; readonly outcome: 'refused' | 'expired' | 'abandoned'; readonly why: string };

/** What came of a step, as far as the record tells it. */
export interface DoneStep {
  readonly id: string | null;
  readonly url: string | null;
  readonly health: readonly ProbedHealth[];
}

/** What a probe said that was well. */
export interface ProbedHealth {
  readonly probe: string;
  /** Of HTTP; 0 of others. */
  readonly status: number;
  /** The commit that it named; `null`: it names none. */
  readonly identity: string | null;
  readonly attempts: number;
}

export const BEGUN: RunState = { kind: 'begun' };

/** What comes of an event. One that answers nothing that was asked changes nothing. */
export function stepRun(plan: RunPlan, state: RunState, event: RunEvent): RunState {
  if (state.kind === 'ended') return state;
  if (event.kind === 'ended') return endedBySomebody(state, event);
  if (state.kind === 'begun')
    return event.kind === 'started' ? { kind: 'acting', way: 'there', at: 0, failure: undefined } : state;
  switch (event.kind) {
    case 'started':
      return state;
    case 'done':
      return onward(plan, state);
    case 'failed':
      return turned(plan, state, event);
  }
}

/** A step in its place. */
export interface DueStep extends Pick<Acting, 'way' | 'at'> {
  readonly step: RunStep;
}

/** The step that is due; `undefined`: none is. */
export function dueStep(plan: RunPlan, state: RunState): DueStep | undefined {
  if (state.kind !== 'acting') return undefined;
  const { way, at } = state;
  const step = wayOf(plan, state)[at];
  return step && { step, way, at };
}

type Acting = Extract<RunState, { kind: 'acting' }>;

function wayOf({ steps, back }: RunPlan, { way }: Pick<Acting, 'way'>): readonly RunStep[] {
  return way === 'there' ? steps : (back ?? []);
}

function onward(plan: RunPlan, state: Acting): RunState {
  const { kind, way, failure } = state;
  const at = state.at + 1;
  if (at < wayOf(plan, state).length) return { kind, way, at, failure };
  return { kind: 'ended', outcome: way === 'back' ? 'rolled-back' : 'done', failure };
}

/** Only a service that may not be what it was is brought back: what failed before that is just told. */
function turned(
  plan: RunPlan,
  { way, at }: Acting,
  { why: failure, isBegun }: Extract<RunEvent, { kind: 'failed' }>,
): RunState {
  if (way === 'back') return { kind: 'ended', outcome: 'rollback-failed', failure };
  const begun = plan.steps.slice(0, isBegun === false ? at : at + 1);
  if (!changesWhatRuns(begun)) return { kind: 'ended', outcome: 'failed', failure };
  if (plan.kind === 'rollback') return { kind: 'ended', outcome: 'rollback-failed', failure };
  return plan.back === null
    ? { kind: 'ended', outcome: 'stuck', failure }
    : { kind: 'acting', way: 'back', at: 0, failure };
}

function changesWhatRuns(begun: readonly RunStep[]): boolean {
  return begun.some(({ kind }) => kind === 'deploy' || kind === 'downgrade');
}

/** A run in the middle of a step cannot be refused any more; a person may give it up, and answers for what is left. */
function endedBySomebody(state: RunState, event: Extract<RunEvent, { kind: 'ended' }>): RunState {
  if (state.kind !== 'begun' && event.outcome !== 'abandoned') return state;
  return { kind: 'ended', outcome: event.outcome, failure: event.why };
}
