import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import { readStateFile, STATE_SCHEMA_VERSION, type StateReading } from './state-file.ts';
import {
  installedVersion,
  instant,
  updateResult,
  type InstalledVersion,
  type UpdateResult,
} from './state-forms.ts';
import { advanceClock, dayOf, trustedClock, type ClockReading } from './trusted-clock.ts';

const count = z.int().nonnegative();

/** Why updates are switched off until a person says otherwise. */
const latchReason = z.enum(['paused', 'too-many-failures', 'rollback-failed', 'interrupted-too-often']);

/** `update_state.json`: what the next run has to know of those before it. */
const updateState = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  last_run: z
    .strictObject({
      id: z.string().min(1),
      at: instant,
      /** `null`: it has not ended, or was interrupted. */
      result: updateResult.nullable(),
      why: z.string().nullable(),
    })
    .nullable(),
  /** Failures in a row. */
  failure_count: count,
  /** Of the day that is being counted. */
  today: z.strictObject({ day: z.iso.date(), attempts: count, failures: count }).nullable(),
  /** Trusted time before which nothing is tried again. */
  not_before: instant.nullable(),
  clock: trustedClock.nullable(),
  /** Versions that failed here. */
  blocked: z.array(z.strictObject({ ...installedVersion.shape, at: instant, why: z.string() })).readonly(),
  disabled: z
    .strictObject({ reason: latchReason, at: instant, run: z.string().min(1).nullable() })
    .nullable(),
});

export type UpdateState = z.infer<typeof updateState>;
export type LatchReason = z.infer<typeof latchReason>;

export function readUpdateState(path: string, content: FileContent): StateReading<UpdateState> {
  return readStateFile(updateState, { path, content });
}

/** Of a host on which nothing ever ran. */
export const NO_UPDATES: UpdateState = {
  schema_version: STATE_SCHEMA_VERSION,
  last_run: null,
  failure_count: 0,
  today: null,
  not_before: null,
  clock: null,
  blocked: [],
  disabled: null,
};

/** What was spent of the day that it is by now. */
export function spentToday(
  { today, clock }: Pick<UpdateState, 'today' | 'clock'>,
  now: ClockReading,
): { readonly attempts: number; readonly failures: number } {
  const day = dayOf(advanceClock(clock, now));
  return today?.day === day ? today : { attempts: 0, failures: 0 };
}

/** One more attempt, written down before it is made. The same run is counted once, however often it is resumed. */
export function attemptBegun(before: UpdateState, run: string, now: ClockReading): UpdateState {
  const clock = advanceClock(before.clock, now);
  if (before.last_run?.id === run) return { ...before, clock };
  const { attempts, failures } = spentToday(before, now);
  return {
    ...before,
    last_run: { id: run, at: now.wall, result: null, why: null },
    today: { day: dayOf(clock), attempts: attempts + 1, failures },
    clock,
  };
}

/** How a run ended, and what follows from it. */
export interface RunEnd {
  readonly run: string;
  readonly result: UpdateResult;
  /** A clause; `null` where nothing went wrong. */
  readonly why: string | null;
  /** What shall not come back by itself: the version that failed here; `null`: it is not to blame. */
  readonly blames: InstalledVersion | null;
  /** A person said no before anything was tried, so that its attempt is given back. */
  readonly isStopped: boolean;
  /** It failed before anything of a version was tried: it waits longer each time, and nobody has to switch updates on again. */
  readonly isUntried: boolean;
}

/** What the settings say of failures; `jitter` is drawn by the caller, from 0 up to 1. */
export interface FailureLimits {
  readonly intervalMinutes: number;
  readonly maxFailuresPerDay: number;
  readonly jitter: number;
}

const FAILURES: ReadonlySet<UpdateResult> = new Set(['failed', 'rolled-back', 'rollback-failed', 'given-up']);

/** The state after a run. The end of a run that has ended already changes nothing. */
export function runEnded(
  before: UpdateState,
  { end, now }: { readonly end: RunEnd; readonly now: ClockReading },
  limits: FailureLimits,
): UpdateState {
  const { run, result, why } = end;
  if (before.last_run?.id === run && before.last_run.result !== null) return before;
  const clock = advanceClock(before.clock, now);
  const ended = { ...before, clock, last_run: { id: run, at: now.wall, result, why } };
  if (result === 'updated') return { ...ended, failure_count: 0, not_before: null };
  if (end.isStopped) return { ...ended, today: withoutAttempt(before) };
  if (!FAILURES.has(result)) return ended;
  const { attempts, failures } = spentToday(before, now);
  const failureCount = before.failure_count + 1;
  const failed = failures + (end.isUntried ? 0 : 1);
  const latch = latchOf(result, failed >= limits.maxFailuresPerDay);
  return {
    ...ended,
    failure_count: failureCount,
    today: { day: dayOf(clock), attempts, failures: failed },
    not_before: new Date(Date.parse(clock.at) + backoffMs(failureCount, limits)).toISOString(),
    blocked: withBlocked(before.blocked, end, now.wall),
    disabled:
      latch === undefined || isLatched(before) ? before.disabled : { reason: latch, at: now.wall, run },
  };
}

/** Who paused updates has not looked at what failed since: that disables them all the same. */
function isLatched({ disabled }: Pick<UpdateState, 'disabled'>): boolean {
  return disabled !== null && disabled.reason !== 'paused';
}

/** The attempt of the last run is given back. */
function withoutAttempt({ today }: Pick<UpdateState, 'today'>): UpdateState['today'] {
  return today && { ...today, attempts: Math.max(0, today.attempts - 1) };
}

function latchOf(result: UpdateResult, isLimit: boolean): LatchReason | undefined {
  if (result === 'rollback-failed') return 'rollback-failed';
  if (result === 'given-up') return 'interrupted-too-often';
  return isLimit ? 'too-many-failures' : undefined;
}

const MINUTE = 60_000;
const MAX_BACKOFF_MS = 24 * 60 * MINUTE;

/** Twice as long after each failure in a row, at most a day; and up to one interval more, so that hosts do not come together. */
export function backoffMs(
  failures: number,
  { intervalMinutes, jitter }: Pick<FailureLimits, 'intervalMinutes' | 'jitter'>,
): number {
  const interval = intervalMinutes * MINUTE;
  return Math.min(2 ** failures * interval, MAX_BACKOFF_MS) + Math.floor(jitter * interval);
}

function withBlocked(
  before: UpdateState['blocked'],
  { blames, why }: RunEnd,
  at: string,
): UpdateState['blocked'] {
  if (blames === null || before.some(({ commit }) => commit === blames.commit)) return before;
  const blocked = { ...blames, at, why: shortenedText(why ?? 'it failed here') };
  return [...before, blocked].slice(-MOST_BLOCKED);
}

/** A state file has an end. What failed so many versions ago is below the newest ones anyway. */
const MOST_BLOCKED = 100;

/** What a person asks for. `acknowledge`: they looked at what failed, and it may be tried again. */
export type StateWish = 'pause' | 'resume' | 'acknowledge';

/**
 * The state as a person wants it. A latch is lifted by who acknowledges it and by nobody else: to resume is not to look.
 * The attempts of the day stay spent.
 */
export function wishedState(before: UpdateState, wish: StateWish, at: string): UpdateState {
  const { disabled } = before;
  switch (wish) {
    case 'pause':
      return { ...before, disabled: disabled ?? { reason: 'paused', at, run: null } };
    case 'resume':
      return disabled?.reason === 'paused' ? { ...before, disabled: null } : before;
    case 'acknowledge': {
      const today = before.today && { ...before.today, failures: 0 };
      // Who paused them may have another reason.
      const kept = disabled?.reason === 'paused' ? disabled : null;
      return {
        ...before,
        today,
        // One that was ahead once would stay so: by now somebody has looked at it.
        clock: null,
        disabled: kept,
        blocked: [],
        failure_count: 0,
        not_before: null,
      };
    }
  }
}
