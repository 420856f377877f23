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
  /** As it was written: {@link isGenuine} says whether it is that of the plan. */
  readonly digest: string;
  readonly begunAt: string;
  /** When all was looked at under the lock; `undefined`: it has not begun to act. */
  readonly startedAt: string | undefined;
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

/** Whether the plan is the one that its digest was made of: another one was written by nobody of ours, and is not carried out. */
export function isGenuine({ plan, digest }: Pick<LoggedRun, 'plan' | 'digest'>): boolean {
  return planDigest(plan) === digest;
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
  const runs = new Map<string, GrowingRun>();
  for (const entry of entries) {
    const id = entry.promotion_id;
    if (id === undefined) continue;
    const run = runs.get(id);
    if (run !== undefined) take(run, entry);
    else if (entry.event === 'run.begun') begin(runs, id, entry);
  }
  return [...runs.values()];
}

/** A run while its entries are read: a log may have thousands, and nobody sees it before. */
interface GrowingRun extends LoggedRun {
  startedAt: string | undefined;
  state: RunState;
  open: OpenStep | undefined;
  at: string;
  readonly events: RunEvent[];
  readonly approvals: RunApproval[];
  readonly done: LoggedStep[];
}

function begin(runs: Map<string, GrowingRun>, id: string, entry: LogEntry): void {
  const begun = dataOf('run.begun', entry);
  if (begun === undefined) return;
  const { ts, actor } = entry;
  runs.set(id, {
    id,
    ...begun,
    begunAt: ts,
    startedAt: undefined,
    actor,
    at: ts,
    state: BEGUN,
    open: undefined,
    events: [],
    approvals: [],
    done: [],
  });
}

function take(run: GrowingRun, entry: LogEntry): void {
  switch (entry.event) {
    case 'run.approved':
      takeApproval(run, entry);
      return;
    case 'step.intent':
      takeIntent(run, entry);
      return;
    case 'step.unknown':
      takeDoubt(run, entry);
      return;
    default:
      takeEvent(run, entry);
  }
}

function takeApproval(run: GrowingRun, entry: LogEntry): void {
  const approved = dataOf('run.approved', entry);
  if (approved === undefined) return;
  run.approvals.push({ ...approved, seq: entry.seq, at: entry.ts });
  run.at = entry.ts;
}

function takeIntent(run: GrowingRun, entry: LogEntry): void {
  const intent = dataOf('step.intent', entry);
  if (intent === undefined || !isDue(run, intent)) return;
  const { key, token } = intent;
  run.open = { intent: entry.seq, at: entry.ts, key, token, unknown: undefined };
  run.at = entry.ts;
}

function takeDoubt(run: GrowingRun, entry: LogEntry): void {
  const doubt = dataOf('step.unknown', entry);
  if (doubt === undefined || run.open?.intent !== doubt.intent) return;
  run.open = { ...run.open, unknown: doubt.why };
  run.at = entry.ts;
}

function takeEvent(run: GrowingRun, entry: LogEntry): void {
  const event = eventOf(entry, run);
  if (event === undefined) return;
  const due = dueStep(run.plan, run.state);
  if (event.kind === 'done' && event.of !== undefined && due !== undefined)
    run.done.push({ ...event.of, ...due });
  if (event.kind === 'started') run.startedAt ??= entry.ts;
  run.events.push(event);
  run.state = stepRun(run.plan, run.state, event);
  run.open = undefined;
  run.at = entry.ts;
}

/** What an entry says to the machine; `undefined`: nothing, or it answers what was not asked. */
function eventOf(entry: LogEntry, run: LoggedRun): RunEvent | undefined {
  const started = dataOf('run.started', entry);
  if (started !== undefined) return started.plan === run.digest ? { kind: 'started' } : undefined;
  const done = dataOf('step.done', entry);
  if (done !== undefined) return done.intent === run.open?.intent ? { kind: 'done', of: done } : undefined;
  const failed = dataOf('step.failed', entry);
  if (failed !== undefined)
    return failed.intent === run.open?.intent
      ? { kind: 'failed', why: failed.why, isBegun: failed.is_begun }
      : undefined;
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
