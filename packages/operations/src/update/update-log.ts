import type { Known } from '@lockkeeper/policy-core';
import { openUpdate, updateEntry, updateMachine, updatesInLog } from '@lockkeeper/policy-core/update';
import type { KnownEvent, LogProblem } from '@lockkeeper/policy-core/deployment/audit-log';

import type { LogBytes, RunJournal } from '../ports/index.ts';
import { writeEvent, type AuditTrail } from '../records/audit-trail.ts';
import { entriesInText } from '../records/log-entries.ts';
import { JournalError } from '../run/log-journal.ts';

type Machine = ReturnType<typeof updateMachine>;
/** A run of the updater, as its journal tells of it. */
export type LoggedUpdate = ReturnType<typeof updatesInLog>[number];
export type UpdateEvent = Parameters<Machine['step']>[1];
export type RunState = Parameters<Machine['effectOf']>[0];
export type DueStep = NonNullable<ReturnType<Machine['effectOf']>>;

/** The journal of a profile. Who reads it writes nothing, so that a full disk keeps no service from being started. */
export interface UpdateTrail extends AuditTrail {
  readonly bytes: Pick<LogBytes, 'since' | 'end'>;
}

/** Every run that the journal of a profile tells of, the oldest first. Rejects where it cannot be read. */
export async function loggedUpdates(trail: UpdateTrail): Promise<readonly LoggedUpdate[]> {
  return updatesInLog(entriesInText((await journalIn(trail)).text));
}

/** The run that was begun and has not ended. Rejects where the journal is damaged, and nobody can tell. */
export async function unfinishedUpdate(trail: UpdateTrail): Promise<LoggedUpdate | undefined> {
  const { text, end } = await journalIn(trail);
  const found = openUpdate(text, end);
  if (found.kind === 'damaged') throw damaged(trail, found.problem);
  return found.kind === 'open' ? found.run : undefined;
}

async function journalIn({ path, bytes }: UpdateTrail) {
  // First: an updater that is at work names an entry there once the journal has it.
  const end = mustBeKnown(path, await bytes.end(path));
  const part = mustBeKnown(path, await bytes.since(path, 0));
  return { text: part?.text ?? '', end };
}

function mustBeKnown<T>(path: string, seen: Known<T>): T {
  if (seen.known) return seen.value;
  throw new JournalError(`${path} was not read: ${seen.reason}. Repair that first.`);
}

function damaged({ path }: AuditTrail, { line, problem }: LogProblem): JournalError {
  const place = line === undefined ? path : `${path}:${line}`;
  return new JournalError(`${place} cannot be believed. ${problem} ${RESTORE}`);
}

const RESTORE =
  'Restore it from the newest backup; or see that one version is installed whole, and move every file update_journal.* away.';

/** The journal of one run. */
export interface UpdateLog extends RunJournal<UpdateEvent, DueStep> {
  /** The run as it is now, also where nothing of it is written yet. */
  now(): LoggedUpdate;
}

/** Steps that only look, or leave nothing that would have to be taken back. */
const HELD_BACK: ReadonlySet<DueStep['step']> = new Set([
  'lock',
  'discover',
  'eligibility',
  'limits',
  'report',
  'unlock',
]);

/**
 * A new run is written down only once something begins that may have to be taken back: a host that looks every hour and
 * finds nothing writes nothing.
 */
export function updateLog(trail: AuditTrail, begun: LoggedUpdate, isNew: boolean): UpdateLog {
  let [run, isHeldBack] = [begun, isNew];
  const write = async (entry: KnownEvent): Promise<number> => {
    const written = await writeEvent(trail, { ...entry, promotion_id: begun.plan.id });
    if (written.kind === 'written') return written.head.seq;
    throw damaged(trail, written.problems[0] ?? { line: undefined, problem: 'Somebody changed it.' });
  };
  const writeHeldBack = async (): Promise<void> => {
    isHeldBack = false;
    await write(updateEntry({ kind: 'begun', run: begun }));
    let past = begun;
    for (const event of run.events) {
      const due = dueIn(past);
      if (due !== undefined) past = { ...past, open: await write(updateEntry({ kind: 'intent', due })) };
      await write(updateEntry({ kind: 'event', event, run: past }));
      past = goneOn(past, event);
    }
  };
  return {
    now: () => run,
    read: async () => await Promise.resolve({ events: run.events, isOpen: false }),
    intend: async (due) => {
      if (isHeldBack && !HELD_BACK.has(due.step)) await writeHeldBack();
      run = { ...run, open: isHeldBack ? 0 : await write(updateEntry({ kind: 'intent', due })) };
    },
    write: async (event) => {
      if (!isHeldBack) await write(updateEntry({ kind: 'event', event, run }));
      run = goneOn(run, event);
    },
    doubt: async (why) => await Promise.reject(new Error(why)),
  };
}

function dueIn({ plan, state }: LoggedUpdate): DueStep | undefined {
  return updateMachine(plan).effectOf(state);
}

function goneOn(run: LoggedUpdate, event: UpdateEvent): LoggedUpdate {
  const state = updateMachine(run.plan).step(run.state, event);
  const target = event.kind === 'done' && event.target !== undefined ? event.target : run.target;
  return { ...run, target, state, events: [...run.events, event], open: undefined };
}
