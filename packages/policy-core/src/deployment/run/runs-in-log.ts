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
  /** Number of that entry. */
  readonly last: number;
}

/** Whether the plan is the one that its digest was made of: another one was written by nobody of ours, and is not carried out. */
export function isGenuine({ plan, digest }: Pick<LoggedRun, 'plan' | 'digest'>): boolean {
  return planDigest(plan) === digest;
}

export interface LoggedStep extends DueStep, DoneStep {}

/** What was about to be done, and may have been. */
export interface OpenStep {
  /** Number of the entry that said so last. */
  readonly intent: number;
  /** When it was said first. */
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
  return folded(entries).runs;
}

/** What a log says besides what its runs do, which is most of it. */
export function notesInLog(entries: readonly LogEntry[]): readonly LogEntry[] {
  return folded(entries).notes;
}

interface FoldedLog {
  readonly runs: readonly LoggedRun[];
  readonly notes: readonly LogEntry[];
}

/** One decision asks a log many things: what was read of it changes no more, and is folded once. */
const FOLDED = new WeakMap<readonly LogEntry[], FoldedLog>();

function folded(entries: readonly LogEntry[]): FoldedLog {
  const before = FOLDED.get(entries);
  if (before !== undefined) return before;
  const log = fold(entries);
  FOLDED.set(entries, log);
  return log;
}

function fold(entries: readonly LogEntry[]): FoldedLog {
  const runs = new Map<string, GrowingRun>();
  const notes: LogEntry[] = [];
  for (const entry of entries) {
    const { event, promotion_id: id } = entry;
    if (!event.startsWith('step.') && !event.startsWith('run.')) notes.push(entry);
    else if (id !== undefined) takeIn(runs, id, entry);
  }
  return { runs: [...runs.values()], notes };
}

function takeIn(runs: Map<string, GrowingRun>, id: string, entry: LogEntry): void {
  const run = runs.get(id);
  if (run !== undefined) take(run, entry);
  else if (entry.event === 'run.begun') begin(runs, id, entry);
}

/** A run while its entries are read: a log may have thousands, and nobody sees it before. */
interface GrowingRun extends LoggedRun {
  startedAt: string | undefined;
  state: RunState;
  open: OpenStep | undefined;
  at: string;
  last: number;
  readonly events: RunEvent[];
  readonly approvals: RunApproval[];
  readonly done: LoggedStep[];
}

function begin(runs: Map<string, GrowingRun>, id: string, entry: LogEntry): void {
  const begun = dataOf('run.begun', entry);
  if (begun === undefined) return;
  const { plan, digest } = begun;
  const { ts, actor, seq } = entry;
  runs.set(id, {
    id,
    plan,
    digest,
    begunAt: ts,
    startedAt: undefined,
    actor,
    at: ts,
    last: seq,
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

function written(run: GrowingRun, { ts, seq }: LogEntry): void {
  run.at = ts;
  run.last = seq;
}

function takeApproval(run: GrowingRun, entry: LogEntry): void {
  const approved = dataOf('run.approved', entry);
  if (approved === undefined) return;
  run.approvals.push({ ...approved, seq: entry.seq, at: entry.ts });
  written(run, entry);
}

function takeIntent(run: GrowingRun, entry: LogEntry): void {
  const intent = dataOf('step.intent', entry);
  if (intent === undefined || !isDue(run, intent)) return;
  const { key, token } = intent;
  run.open = { intent: entry.seq, at: run.open?.at ?? entry.ts, key, token, unknown: undefined };
  written(run, entry);
}

function takeDoubt(run: GrowingRun, entry: LogEntry): void {
  const doubt = dataOf('step.unknown', entry);
  if (doubt === undefined || run.open?.intent !== doubt.intent) return;
  run.open = { ...run.open, unknown: doubt.why };
  written(run, entry);
}

function takeEvent(run: GrowingRun, entry: LogEntry): void {
  const event = eventOf(entry, run);
  if (event === undefined) return;
  const due = dueStep(run.plan, run.state);
  if (event.kind === 'done' && event.of !== undefined && due !== undefined)
    run.done.push(doneStep(due, event.of));
  if (event.kind === 'started') run.startedAt ??= entry.ts;
  run.events.push(event);
  run.state = stepRun(run.plan, run.state, event);
  run.open = undefined;
  written(run, entry);
}

function doneStep({ step, way, at }: DueStep, { id, url, health }: DoneStep): LoggedStep {
  return { step, way, at, id, url, health };
}

/** What an entry says to the machine; `undefined`: nothing, or it answers what was not asked. */
function eventOf(entry: LogEntry, run: LoggedRun): RunEvent | undefined {
  switch (entry.event) {
    case 'run.started':
      return dataOf('run.started', entry)?.plan === run.digest ? { kind: 'started' } : undefined;
    case 'step.done':
      return doneIn(entry, run);
    case 'step.failed':
      return failureIn(entry, run);
    case 'run.ended':
      return endIn(entry);
    default:
      return undefined;
  }
}

function doneIn(entry: LogEntry, { open }: LoggedRun): RunEvent | undefined {
  const done = dataOf('step.done', entry);
  return done !== undefined && done.intent === open?.intent ? { kind: 'done', of: done } : undefined;
}

function failureIn(entry: LogEntry, { open }: LoggedRun): RunEvent | undefined {
  const failed = dataOf('step.failed', entry);
  return failed !== undefined && failed.intent === open?.intent
    ? { kind: 'failed', why: failed.why, isBegun: failed.is_begun }
    : undefined;
}

function endIn(entry: LogEntry): RunEvent | undefined {
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
