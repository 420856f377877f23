import {
  openIntents,
  type KnownEvent,
  type LogEntry,
  type LogProblem,
} from '@lockkeeper/policy-core/deployment/audit-log';

import type { RunJournal } from '../ports/index.ts';
import { writeEvent, writeInto, type AuditTrail, type UntrustedLog } from '../records/audit-trail.ts';
import { entriesIn } from '../records/log-entries.ts';
import { runMachine, type EffectResult, type Machine, type Performer } from './run-machine.ts';

type LoggedAct = Parameters<typeof openIntents>[1];

/** What came of an act, and the entry that answers its intent. */
export interface ActEnd<Value> {
  readonly value: Value;
  readonly entry: (intent: number) => KnownEvent;
}

/** Something that cannot be taken back, done in one step, which the log knows of before it begins. */
export interface Act<Value> {
  readonly name: LoggedAct;
  readonly intent: Extract<KnownEvent, { readonly event: `${LoggedAct}.intent` }>;
  readonly env?: string | undefined;
  /** Rejects only with a fault of its own: then nobody knows how it ended. */
  readonly perform: () => Promise<EffectResult<ActEnd<Value>>>;
}

export type ActRun<Value> =
  /** `isLogged` is false where the log could not take down any more how it ended. */
  | { readonly kind: 'ended'; readonly value: Value; readonly isLogged: boolean }
  /** Nobody knows. Its intent stays alone in the log, until `settleActs` finds out. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** The log was changed by somebody else: nothing was done. */
  | UntrustedLog;

/** Carries an act out. Rejects, with nothing done, where the log cannot be written. */
export async function runAct<Value>(trail: AuditTrail, act: Act<Value>): Promise<ActRun<Value>> {
  const journal = actJournal<Value>(trail, { env: undefined, ...act });
  const performer = { perform: act.perform, adopt: act.perform };
  try {
    const end = await runMachine({
      machine: actMachine<Value>(),
      performer,
      journal,
      mayNotGoOn: () => undefined,
    });
    if (end.kind !== 'rests') return { kind: 'unknown', why: end.why };
    if (end.state === undefined) throw new Error('An act rests once it has ended.');
    return { kind: 'ended', value: end.state.value, isLogged: journal.isLogged() };
  } catch (error) {
    if (error instanceof UntrustedLogError) return { kind: 'not-believed', problems: error.problems };
    throw error;
  }
}

/**
 * Writes down what became of acts that were begun and never answered to, as far as `adopt` can tell; of the others the
 * intent stays alone. Nothing is done again.
 *
 * @param adopt the answer to an intent; `undefined`: nobody can tell
 * @returns false where the log could not take down an answer
 */
export async function settleActs(
  trail: AuditTrail,
  act: LoggedAct,
  adopt: (intent: LogEntry) => Promise<KnownEvent | undefined>,
): Promise<boolean> {
  const entries = await trail.logs.exclusively(trail.path, entriesIn);
  let isLogged = true;
  for (const intent of openIntents(entries, act)) {
    const performer: Performer<ActEnd<undefined> | undefined, ActEnd<undefined>, 'act'> = {
      perform: async () => await Promise.reject(new Error('What was begun before is asked about only.')),
      adopt: async () => {
        const event = await adopt(intent);
        return event === undefined
          ? { kind: 'unknown', why: 'nothing shows how it ended' }
          : { kind: 'ended', event: { value: undefined, entry: () => event } };
      },
    };
    const journal = actJournal<undefined>(trail, { name: act, env: intent.env, begun: intent.seq });
    const end = await runMachine({ machine: actMachine(), performer, journal, mayNotGoOn: () => undefined });
    isLogged &&= end.kind !== 'rests' || journal.isLogged();
  }
  return isLogged;
}

class UntrustedLogError extends Error {
  readonly problems: readonly LogProblem[];
  constructor(problems: readonly LogProblem[]) {
    super(problems[0]?.problem ?? 'The audit log cannot be believed.');
    this.problems = problems;
  }
}

/** Due until it has ended. */
function actMachine<Value>(): Machine<ActEnd<Value> | undefined, ActEnd<Value>, 'act'> {
  return {
    start: undefined,
    step: (_, end) => end,
    effectOf: (state) => (state === undefined ? 'act' : undefined),
  };
}

interface LoggedUnder {
  readonly name: LoggedAct;
  readonly env: string | undefined;
  /** What is written before it begins; left out by who only asks how it ended. */
  readonly intent?: Act<unknown>['intent'];
  /** The entry of its intent; left out where it was not intended yet. */
  readonly begun?: number;
}

function actJournal<Value>(
  trail: AuditTrail,
  { name, env, intent, begun }: LoggedUnder,
): RunJournal<ActEnd<Value>, 'act'> & { readonly isLogged: () => boolean } {
  let [open, isLogged] = [begun, false];
  return {
    isLogged: () => isLogged,
    read: async () => await Promise.resolve({ events: [], isOpen: open !== undefined }),
    intend: async () => {
      if (open !== undefined) return;
      if (intent === undefined) throw new Error('Nothing is begun by who only asks.');
      const written = await writeEvent(trail, { ...intent, env });
      if (written.kind === 'not-believed') throw new UntrustedLogError(written.problems);
      open = written.head.seq;
    },
    write: async ({ entry }) => {
      const answered = open;
      if (answered === undefined) throw new Error('What was not intended has no end.');
      const isWritten = trail.logs.exclusively(trail.path, async (log) => {
        const entries = await entriesIn(log);
        const isOpen = openIntents(entries, name).some(({ seq }) => seq === answered);
        // Whoever looked meanwhile has written it.
        if (!isOpen && entries.some(({ seq }) => seq === answered)) return true;
        return (await writeInto(log, trail, { ...entry(answered), env })).kind === 'written';
      });
      isLogged = await isWritten.catch(() => false);
    },
    doubt: async () => {
      // The intent alone says so.
      await Promise.resolve();
    },
  };
}
