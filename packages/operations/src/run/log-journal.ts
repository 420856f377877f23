import type { KnownEvent, LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  dueStep,
  isGenuine,
  latestLock,
  runsInLog,
  stepKey,
  type DueStep,
  type LoggedRun,
  type RunEvent,
} from '@lockkeeper/policy-core/deployment/run';

import type { OpenLog, RunJournal } from '../ports/index.ts';
import { writeInto, type AuditTrail } from '../records/audit-trail.ts';
import { entriesIn } from '../records/log-entries.ts';

/** A run as it is journalled, and the lock under which it goes on. */
export interface JournalledUnder {
  readonly id: string;
  /** Of the lock. */
  readonly token: number;
}

/** The log says that this run may not go on: another one did, or the log cannot be believed. The message is a sentence. */
export class JournalError extends Error {}

/**
 * The journal of a release: entries of the audit log that carry the id of the run. Each is written only behind what the log
 * says at that moment, so that of two who go on with the same run one is told off.
 */
export function logJournal(trail: AuditTrail, { id, token }: JournalledUnder): RunJournal<RunEvent, DueStep> {
  let open: { readonly due: DueStep; readonly intent: number } | undefined;
  const write = async (event: KnownEvent): Promise<number> =>
    await trail.logs.exclusively(trail.path, async (log) => {
      const run = await currentRun(log, { id, token });
      if (run.state.kind === 'ended')
        throw new JournalError(`${id} has ended: somebody gave it up, or went on with it.`);
      if (!isStillDue(event, run))
        throw new JournalError(`${id} is elsewhere by now: somebody else went on with it meanwhile.`);
      const { environment: env } = run.plan;
      const written = await writeInto(log, trail, { ...event, env, promotion_id: id });
      if (written.kind === 'written') return written.head.seq;
      throw new JournalError(written.problems[0]?.problem ?? 'The audit log cannot be believed.');
    });
  const placeOf = ({ step, way, at }: DueStep) => ({ step: step.kind, way, at });
  return {
    read: async () =>
      await trail.logs.exclusively(trail.path, async (log) => {
        const run = await currentRun(log, { id, token });
        const due = dueStep(run.plan, run.state);
        open = run.open && due && { due, intent: run.open.intent };
        return { events: run.events, isOpen: open !== undefined };
      }),
    intend: async (due) => {
      const intent = await write({
        event: 'step.intent',
        data: { ...placeOf(due), key: stepKey(id, due), token },
      });
      open = { due, intent };
    },
    write: async (event) => {
      await write(entryOf(event, open));
      open = undefined;
    },
    doubt: async (why) => {
      if (open === undefined) return;
      await write({ event: 'step.unknown', data: { ...placeOf(open.due), intent: open.intent, why } });
    },
  };

  function entryOf(event: RunEvent, answered: typeof open): KnownEvent {
    if (answered === undefined || event.kind === 'started' || event.kind === 'ended')
      throw new Error('Only how a step ended is written by who takes it.');
    const { due, intent } = answered;
    const about = { ...placeOf(due), intent };
    if (event.kind === 'failed')
      return { event: 'step.failed', data: { ...about, why: event.why, is_begun: event.isBegun } };
    const { id: deploy = null, url = null, health = [] } = event.of ?? {};
    return { event: 'step.done', data: { ...about, id: deploy, url, health } };
  }
}

/** Whether what is about to be written follows what the log says now: a step that is due, or the end of the one begun last. */
function isStillDue(event: KnownEvent, { id, plan, state, open }: LoggedRun): boolean {
  if (event.event !== 'step.intent') return 'intent' in event.data && event.data.intent === open?.intent;
  const due = dueStep(plan, state);
  return due !== undefined && event.data.key === stepKey(id, due);
}

/** The run as the log has it now. Rejects where another one has gone on with a later lock. */
export async function runNow(trail: AuditTrail, under: JournalledUnder): Promise<LoggedRun> {
  return await trail.logs.exclusively(trail.path, async (log) => await currentRun(log, under));
}

/** The same, in a log that is open. */
export async function currentRun(log: OpenLog, under: JournalledUnder): Promise<LoggedRun> {
  const { run, problem } = runUnder(await entriesIn(log), under);
  if (run === undefined) throw new JournalError(`The log has no run ${under.id}.`);
  if (problem !== undefined) throw new JournalError(`The run does not go on: ${problem}.`);
  if (!isGenuine(run))
    throw new JournalError(`The plan of ${under.id} is not the one that its digest was made of.`);
  return run;
}

/** A run of the log, and why it may not go on under this lock, as a clause. */
export function runUnder(
  entries: readonly LogEntry[],
  { id, token }: JournalledUnder,
): { readonly run: LoggedRun | undefined; readonly problem: string | undefined } {
  const runs = runsInLog(entries);
  const run = runs.find((one) => one.id === id);
  const latest = run && latestLock(entries, runs, run.plan);
  // Somebody with a later lock has begun something there: this one was lost, whatever its holder thinks of it.
  if (latest === undefined || latest.token <= token) return { run, problem: undefined };
  const { actor, seq } = latest.entry;
  return { run, problem: `${actor} began something there with a later lock (entry ${seq})` };
}
