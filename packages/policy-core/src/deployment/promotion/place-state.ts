import { isSameEnvironment } from '../../policy/same-environment.ts';
import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { notesInLog, runsInLog, type LoggedRun } from '../run/runs-in-log.ts';

/** One service in one environment. */
export interface ServicePlace {
  readonly environment: string;
  readonly service: string;
}

/** What the log says of a place. */
export interface PlaceState {
  readonly runs: readonly LoggedRun[];
  /** A run that has begun to act and has not ended. */
  readonly active: LoggedRun | undefined;
  /** Why nothing is deployed there, until somebody releases it. */
  readonly hold: Hold | undefined;
  /** Commits that are held back there, and why. */
  readonly heldCommits: ReadonlyMap<string, string>;
  /** Commits that failed there before and did not succeed since. */
  readonly failed: ReadonlyMap<string, LoggedRun>;
  /** Commits that may be promoted from there, the newest last. */
  readonly ready: readonly ReadyCommit[];
}

export interface Hold {
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}

export interface ReadyCommit {
  readonly commit: string;
  readonly tree: string;
  /** Since when. */
  readonly at: string;
  /** Why it is not any more; `undefined`: it is. */
  readonly revoked: string | undefined;
}

export function placeState(entries: readonly LogEntry[], place: ServicePlace): PlaceState {
  const runs = runsInLog(entries).filter(({ plan }) => isSamePlace(plan, place));
  const here = notesInLog(entries).filter(({ env = '' }) => isSameEnvironment(env, place.environment));
  return {
    runs,
    active: runs.find(({ state }) => state.kind === 'acting'),
    ...holdsIn(here, { place, runs }),
    failed: failedCommits(runs),
    ready: readyCommits(here, place),
  };
}

function isSamePlace(one: ServicePlace, other: ServicePlace): boolean {
  return one.service === other.service && isSameEnvironment(one.environment, other.environment);
}

/** What is held until somebody releases it; a way back that failed holds everything. */
function holdsIn(
  here: readonly LogEntry[],
  { place, runs }: { readonly place: ServicePlace; readonly runs: readonly LoggedRun[] },
): Pick<PlaceState, 'hold' | 'heldCommits'> {
  const isHere = (said: { readonly service: string } | undefined) => said?.service === place.service;
  const released =
    here.findLast((entry) => isHere(dataOf('environment.released', entry)))?.seq ?? NOTHING_WRITTEN;
  const held = here.flatMap((entry) => {
    const said = dataOf('environment.held', entry);
    return said !== undefined && isHere(said) && entry.seq > released ? [{ ...said, entry }] : [];
  });
  const holds = [
    ...held.flatMap(({ sha, reason, entry: { seq, ts: at, actor: by } }) =>
      sha === null ? [{ seq, hold: { reason, at, by } }] : [],
    ),
    ...runs.flatMap((run) =>
      leavesInDoubt(run) && run.last > released
        ? [{ seq: run.last, hold: { reason: `the way back of ${run.id} failed`, at: run.at, by: run.actor } }]
        : [],
    ),
  ];
  return {
    hold: holds.toSorted((one, other) => one.seq - other.seq).at(-1)?.hold,
    heldCommits: new Map(held.flatMap(({ sha, reason }) => (sha === null ? [] : [[sha, reason]]))),
  };
}

/** Entries are numbered from 1. */
const NOTHING_WRITTEN = 0;

function leavesInDoubt({ state }: LoggedRun): boolean {
  return state.kind === 'ended' && state.outcome === 'rollback-failed';
}

const FAILURES: readonly string[] = ['rolled-back', 'rollback-failed', 'stuck', 'failed'];

function failedCommits(runs: readonly LoggedRun[]): ReadonlyMap<string, LoggedRun> {
  const failed = new Map<string, LoggedRun>();
  for (const run of runs) {
    if (run.state.kind !== 'ended' || run.plan.kind === 'rollback') continue;
    if (run.state.outcome === 'done') failed.delete(run.plan.commit);
    else if (FAILURES.includes(run.state.outcome)) failed.set(run.plan.commit, run);
  }
  return failed;
}

function readyCommits(here: readonly LogEntry[], { service }: ServicePlace): readonly ReadyCommit[] {
  const ready = new Map<string, ReadyCommit>();
  for (const entry of here) {
    const said = dataOf('commit.ready', entry);
    if (said?.service === service) {
      ready.delete(said.sha);
      ready.set(said.sha, { commit: said.sha, tree: said.tree, at: entry.ts, revoked: undefined });
    }
    const revoked = revocationIn(entry, service);
    const before = revoked && ready.get(revoked.sha);
    if (revoked !== undefined && before !== undefined)
      ready.set(revoked.sha, { ...before, revoked: revoked.why });
  }
  return [...ready.values()];
}

interface Revocation {
  readonly sha: string;
  readonly why: string;
}

/** What was looked at again and is ill, what somebody took out, and what is held back there is ready no more. */
function revocationIn(entry: LogEntry, service: string): Revocation | undefined {
  const revoked = dataOf('commit.revoked', entry);
  if (revoked?.service === service) return revoked;
  const correction = dataOf('SYSTEM_CORRECTION', entry);
  if (correction?.service === service) return { sha: correction.from_sha, why: 'it was taken out there' };
  const held = dataOf('environment.held', entry);
  return held?.service === service && held.sha !== null
    ? { sha: held.sha, why: `it is held back there: ${held.reason}` }
    : undefined;
}

/** Commits that nobody may deploy anywhere, and why. */
export function blockedCommits(entries: readonly LogEntry[]): ReadonlyMap<string, string> {
  const blocked = new Map<string, string>();
  for (const entry of notesInLog(entries)) {
    const said = dataOf('commit.blocked', entry);
    if (said !== undefined) blocked.set(said.sha, said.reason);
    const unblocked = dataOf('commit.unblocked', entry);
    if (unblocked !== undefined) blocked.delete(unblocked.sha);
  }
  return blocked;
}
