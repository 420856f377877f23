import { isSameEnvironment } from '../../policy/same-environment.ts';
import { dataOf, type EventName } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { runsInLog, type LoggedRun } from '../run/runs-in-log.ts';

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
  const stuck = new Set(runs.filter(leavesInDoubt).map(({ id }) => id));
  const here = entries.filter(
    ({ event, env = '', promotion_id: run = '' }) =>
      (ABOUT_PLACES.has(event) || stuck.has(run)) && isSameEnvironment(env, place.environment),
  );
  return {
    runs,
    active: runs.find(({ state }) => state.kind === 'acting'),
    ...holdsIn(here, { place, runs }),
    failed: failedCommits(runs),
    ready: readyCommits(here, place),
  };
}

/** What is said of a place besides what its runs do, which is most of a log. */
const ABOUT_PLACES: ReadonlySet<string> = new Set<EventName>([
  'environment.held',
  'environment.released',
  'commit.ready',
  'commit.revoked',
  'SYSTEM_CORRECTION',
]);

function isSamePlace(one: ServicePlace, other: ServicePlace): boolean {
  return one.service === other.service && isSameEnvironment(one.environment, other.environment);
}

/** What is held until somebody releases it; a way back that failed holds everything. */
function holdsIn(
  here: readonly LogEntry[],
  { place, runs }: { readonly place: ServicePlace; readonly runs: readonly LoggedRun[] },
): Pick<PlaceState, 'hold' | 'heldCommits'> {
  let hold: Hold | undefined;
  let heldCommits = new Map<string, string>();
  const stuck = new Map(runs.flatMap((run) => (leavesInDoubt(run) ? [[run.at, run] as const] : [])));
  for (const entry of here) {
    const ended = stuck.get(entry.ts);
    if (ended !== undefined && ended.id === entry.promotion_id)
      hold = { reason: `the way back of ${ended.id} failed`, at: entry.ts, by: entry.actor };
    const held = dataOf('environment.held', entry);
    if (held?.service === place.service) {
      if (held.sha === null) hold = { reason: held.reason, at: entry.ts, by: entry.actor };
      else heldCommits.set(held.sha, held.reason);
    }
    if (dataOf('environment.released', entry)?.service === place.service)
      [hold, heldCommits] = [undefined, new Map()];
  }
  return { hold, heldCommits };
}

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
  for (const entry of entries) {
    const said = dataOf('commit.blocked', entry);
    if (said !== undefined) blocked.set(said.sha, said.reason);
    const unblocked = dataOf('commit.unblocked', entry);
    if (unblocked !== undefined) blocked.delete(unblocked.sha);
  }
  return blocked;
}
