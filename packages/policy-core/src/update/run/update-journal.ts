import { dataOf, type KnownEvent } from '../../deployment/audit-log/events.ts';
import type { LogEntry } from '../../deployment/audit-log/log-entry.ts';
import { releaseTag, type InstalledVersion } from '../state/state-forms.ts';
import {
  dueUpdateStep,
  NOT_BEGUN,
  stepUpdate,
  type DueUpdateStep,
  type UpdateEvent,
  type UpdateRunState,
} from './update-machine.ts';
import type { UpdatePlan } from './update-plan.ts';

/** A run of the updater, as the journal tells of it. */
export interface LoggedUpdate {
  readonly plan: UpdatePlan;
  readonly begunAt: string;
  /** When the last entry of it was written. */
  readonly at: string;
  /** What ran before it; `null`: nobody could tell. */
  readonly from: InstalledVersion | null;
  /** What it brings, once that is verified. */
  readonly target: InstalledVersion | undefined;
  readonly events: readonly UpdateEvent[];
  readonly state: UpdateRunState;
  /** Number of the entry with which a step was begun that has no end. */
  readonly open: number | undefined;
}

/** Every run of a journal, the oldest first. An entry that answers nothing that was begun changes nothing. */
export function updatesInLog(entries: readonly LogEntry[]): readonly LoggedUpdate[] {
  const runs = new Map<string, LoggedUpdate>();
  for (const entry of entries) {
    const { promotion_id: id } = entry;
    if (id === undefined) continue;
    const before = runs.get(id);
    const after = before === undefined ? begunWith(id, entry) : goneOn(before, entry);
    if (after !== undefined) runs.set(id, after);
  }
  return [...runs.values()];
}

function begunWith(id: string, entry: LogEntry): LoggedUpdate | undefined {
  const data = dataOf('update.begun', entry);
  if (data === undefined) return undefined;
  const { parts, on_quiesce_timeout: onQuiesceTimeout, from } = data;
  return {
    plan: { id, parts, onQuiesceTimeout },
    begunAt: entry.ts,
    at: entry.ts,
    from: from && versionIn(from),
    target: undefined,
    events: [],
    state: NOT_BEGUN,
    open: undefined,
  };
}

function goneOn(run: LoggedUpdate, entry: LogEntry): LoggedUpdate {
  const { ts: at } = entry;
  if (dataOf('update.intent', entry) !== undefined) return { ...run, at, open: entry.seq };
  const event = eventIn(entry, run.open);
  if (event === undefined) return run;
  const state = stepUpdate(run.plan, run.state, event);
  const target = event.kind === 'done' && event.target !== undefined ? event.target : run.target;
  return { ...run, at, target, events: [...run.events, event], state, open: undefined };
}

/** What an entry says of the step that is open. */
function eventIn(entry: LogEntry, open: number | undefined): UpdateEvent | undefined {
  if (dataOf('update.resumed', entry) !== undefined) return { kind: 'resumed' };
  if (open === undefined || entry.data['intent'] !== open) return undefined;
  const done = dataOf('update.done', entry);
  if (done !== undefined) return { kind: 'done', target: done.target && versionIn(done.target) };
  const failed = dataOf('update.failed', entry);
  if (failed !== undefined) return { kind: 'failed', why: failed.why, isBegun: failed.is_begun };
  const refused = dataOf('update.refused', entry);
  if (refused !== undefined) return { kind: 'refused', reasons: refused.reasons.map(reasonIn) };
  const unacknowledged = dataOf('update.unacknowledged', entry);
  if (unacknowledged === undefined) return undefined;
  return { kind: 'unacknowledged', why: unacknowledged.why ?? 'the service did not pause in time' };
}

function reasonIn({ code, message }: { readonly code: string; readonly message: string }) {
  return { code, message };
}

function versionIn({ version, commit }: InstalledVersion): InstalledVersion {
  return { version: version !== null && releaseTag.safeParse(version).success ? version : null, commit };
}

/** What there is to be written down of a run. */
export type JournalNote =
  /** The first of all. */
  | { readonly kind: 'begun'; readonly run: Pick<LoggedUpdate, 'plan' | 'from'> }
  | { readonly kind: 'intent'; readonly due: DueUpdateStep }
  /** How a step ended that was begun, or that another process goes on. */
  | {
      readonly kind: 'event';
      readonly event: UpdateEvent;
      readonly run: Pick<LoggedUpdate, 'plan' | 'state' | 'open'>;
    };

/** The entry of the journal that says so. */
export function updateEntry(note: JournalNote): KnownEvent {
  switch (note.kind) {
    case 'begun':
      return begunEntry(note.run);
    case 'intent': {
      const { step, way, at } = note.due;
      return { event: 'update.intent', data: { step, way, at } };
    }
    case 'event':
      return eventEntry(note.event, note.run);
  }
}

function begunEntry({ plan, from }: Pick<LoggedUpdate, 'plan' | 'from'>): KnownEvent {
  const { parts, onQuiesceTimeout } = plan;
  return { event: 'update.begun', data: { parts, on_quiesce_timeout: onQuiesceTimeout, from } };
}

function eventEntry(
  event: UpdateEvent,
  { plan, state, open: intent }: Pick<LoggedUpdate, 'plan' | 'state' | 'open'>,
): KnownEvent {
  if (event.kind === 'resumed') return { event: 'update.resumed', data: {} };
  const due = dueUpdateStep(plan, state);
  if (due === undefined || intent === undefined) throw new Error('What was not begun has no end.');
  const about = { step: due.step, way: due.way, at: due.at, intent };
  switch (event.kind) {
    case 'done':
      return { event: 'update.done', data: { ...about, target: event.target } };
    case 'failed':
      return { event: 'update.failed', data: { ...about, why: event.why, is_begun: event.isBegun } };
    case 'refused':
      return { event: 'update.refused', data: { ...about, reasons: event.reasons.map(reasonIn) } };
    case 'unacknowledged':
      return { event: 'update.unacknowledged', data: { ...about, why: event.why } };
  }
}
