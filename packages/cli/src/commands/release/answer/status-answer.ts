import type { LockState } from '@lockkeeper/policy-core/deployment/lock';
import { dueStep, type LoggedRun, type PlaceState } from '@lockkeeper/policy-core/deployment/run';

import type { OpenRunAnswer, PlaceAnswer, StatusAnswer } from './answer-schema.ts';

/** What was seen of one place. */
export interface SeenPlace {
  readonly service: string;
  readonly environment: string;
  /** By the record; `null`: nothing is recorded. */
  readonly commit: string | null;
  readonly since: string | null;
  /** What the platform says runs there; `undefined`: it was not asked, or does not say. */
  readonly running: string | null | undefined;
  readonly lock: LockState | 'unreachable' | 'not-asked';
  readonly state: PlaceState;
}

export function statusAnswer(
  places: readonly SeenPlace[],
  blocked: ReadonlyMap<string, string>,
): StatusAnswer {
  return {
    schema_version: 1,
    verdict: 'shown',
    places: places.map(placeAnswer),
    blocked: Object.fromEntries(blocked),
  };
}

function placeAnswer({ service, environment, commit, since, running, lock, state }: SeenPlace): PlaceAnswer {
  return {
    service,
    environment,
    commit,
    since,
    running: running ?? null,
    drift: running === undefined ? null : running !== commit,
    lock: lockAnswer(lock),
    hold: state.hold ?? null,
    held_commits: Object.fromEntries(state.heldCommits),
    ready: readyNow(state).map(({ commit: one, tree, at }) => ({ commit: one, tree, at })),
    runs: openRuns(state.runs).map(openRunAnswer),
  };
}

/** What may be promoted from there, the newest last. */
export function readyNow({ ready }: PlaceState): PlaceState['ready'] {
  return ready.filter(({ revoked }) => revoked === undefined);
}

/** Runs that have not ended, the oldest first. */
export function openRuns(runs: readonly LoggedRun[]): readonly LoggedRun[] {
  return runs.filter(({ state }) => state.kind !== 'ended');
}

function lockAnswer(lock: SeenPlace['lock']): PlaceAnswer['lock'] {
  const nobody = { holder: null, reason: null, since: null, until: null };
  if (typeof lock === 'string') return { state: lock, ...nobody };
  if (lock.kind !== 'held') return { state: lock.kind, ...nobody };
  const { holder, reason, taken_at: since, expires_at: until } = lock.holding;
  return { state: lock.kind, holder, reason, since, until };
}

function openRunAnswer(run: LoggedRun): OpenRunAnswer {
  const { id, plan, digest, state, begunAt, actor, approvals, open } = run;
  const due = dueStep(plan, state);
  return {
    run: id,
    state: state.kind === 'acting' ? 'acting' : 'begun',
    begun_at: begunAt,
    begun_by: actor,
    approvals: approvals.map(({ by, at, expires_at }) => ({ by, at, expires_at })),
    next: due === undefined ? null : { way: due.way, at: due.at },
    why: open?.unknown ?? (state.kind === 'acting' ? state.failure : undefined) ?? null,
    plan_digest: digest,
    plan,
  };
}
