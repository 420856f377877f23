import { dataOf, type EventData } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { planDigest } from './plan-digest.ts';
import {
  BEGUN,
  dueStep,
  stepRun,
  type DoneStep,
  type DueStep,
  type RunEvent,
  type RunState,
} from './run-machine.ts';
import type { RunPlan } from './run-plan.ts';

/** A run as the log tells of it. */
export interface LoggedRun {
  readonly id: string;
  readonly plan: RunPlan;
  readonly digest: string;
  readonly begunAt: string;
  /** Who began it. */
  readonly actor: string;
  readonly state: RunState;
  /** What led to it. */
  readonly events: readonly RunEvent[];
  /** A step that was begun, and of which nobody wrote how it ended. */
  readonly open: OpenStep | undefined;
  readonly approvals: readonly RunApproval[];
  /** What came of its steps, those that are done. */
  readonly done: readonly LoggedStep[];
  /** When the last entry of it was written. */
  readonly at: string;
}

export interface LoggedStep extends DueStep, DoneStep {}

/** What was about to be done, and may have been. */
export interface OpenStep {
  /** Number of the entry. */
  readonly intent: number;
  /** When it was written. */
  readonly at: string;
  readonly key: string;
  /** Of the lock under which it was begun. */
  readonly token: number;
  /** Why nobody knows how it ended, as a clause; `undefined`: nobody wrote that. */
  readonly unknown: string | undefined;
}

export type RunApproval = EventData<'run.approved'> & { readonly seq: number; readonly at: string };

/** Every run of a log, the oldest first. Entries that do not fit what came before them change nothing. */
export function runsInLog(entries: readonly LogEntry[]): readonly LoggedRun[] {
  const runs = new Map<string, LoggedRun>();
  for (const entry of entries) {
    const id = entry.promotion_id;
    if (id === undefined) continue;
    const run = runs.get(id);
    const next = run === undefined ? begunRun(id, entry) : withEntry(run, entry);
    if (next !== undefined) runs.set(id, next);
  }
  return [...runs.values()];
}

function begunRun(id: string, entry: LogEntry): LoggedRun | undefined {
  const begun = dataOf('run.begun', entry);
  // A plan that is not the one its digest was made of was written by nobody of ours.
  if (begun === undefined || planDigest(begun.plan) !== begun.digest) return undefined;
  return {
    id,
    ...begun,
    begunAt: entry.ts,
    actor: entry.actor,
    state: BEGUN,
    events: [],
    open: undefined,
    approvals: [],
    done: [],
    at: entry.ts,
  };
}

function withEntry(run: LoggedRun, entry: LogEntry): LoggedRun {
  const seen = { ...run, at: entry.ts };
  const approved = dataOf('run.approved', entry);
  if (approved !== undefined)
    return { ...seen, approvals: [...run.approvals, { ...approved, seq: entry.seq, at: entry.ts }] };
  const intent = dataOf('step.intent', entry);
  if (intent !== undefined) return isDue(run, intent) ? { ...seen, open: openStep(intent, entry) } : run;
  const unknown = dataOf('step.unknown', entry);
  if (unknown !== undefined && run.open?.intent === unknown.intent)
    return { ...seen, open: { ...run.open, unknown: unknown.why } };
  const event = eventOf(entry, run);
  return event === undefined ? run : withEvent(seen, event);
}

function withEvent(run: LoggedRun, event: RunEvent): LoggedRun {
  const due = dueStep(run.plan, run.state);
  const done = event.kind === 'done' && event.of && due ? [...run.done, { ...due, ...event.of }] : run.done;
  const state = stepRun(run.plan, run.state, event);
  return { ...run, state, events: [...run.events, event], open: undefined, done };
}

function openStep({ key, token }: EventData<'step.intent'>, { seq, ts }: LogEntry): OpenStep {
  return { intent: seq, at: ts, key, token, unknown: undefined };
}

/** What an entry says to the machine; `undefined`: nothing, or it answers what was not asked. */
function eventOf(entry: LogEntry, run: LoggedRun): RunEvent | undefined {
  const started = dataOf('run.started', entry);
  if (started !== undefined) return started.plan === run.digest ? { kind: 'started' } : undefined;
  const done = dataOf('step.done', entry);
  if (done !== undefined) return done.intent === run.open?.intent ? { kind: 'done', of: done } : undefined;
  const failed = dataOf('step.failed', entry);
  if (failed !== undefined)
    return failed.intent === run.open?.intent ? { kind: 'failed', why: failed.why } : undefined;
  const ended = dataOf('run.ended', entry);
  return ended && { kind: 'ended', outcome: ended.outcome, why: ended.why };
}

function isDue({ plan, state }: LoggedRun, { step, way, at }: EventData<'step.intent'>): boolean {
  const due = dueStep(plan, state);
  return due?.step.kind === step && due.way === way && due.at === at;
}

/** What names a step of a run wherever it is tried, so that nobody does it twice. */
export function stepKey(id: string, { way, at }: Pick<DueStep, 'way' | 'at'>): string {
  return `${id}/${way}/${at}`;
}
