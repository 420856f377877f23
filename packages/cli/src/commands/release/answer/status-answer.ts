import type { LockState } from '@lockkeeper/policy-core/deployment/lock';
import { dueStep, type LoggedRun, type PlaceState } from '@lockkeeper/policy-core/deployment/run';

import type { ChoiceAnswer, OpenRunAnswer, PlaceAnswer, StatusAnswer } from './answer-schema.ts';

/** What was seen of one place. */
export interface SeenPlace {
  readonly service: string;
  readonly environment: string;
  readonly promotesFrom: string | null;
  readonly wantsName: boolean;
  /** By the record; `null`: nothing is recorded. */
  readonly commit: string | null;
  readonly since: string | null;
  /** What the platform says runs there; `undefined`: it was not asked, or does not say. */
  readonly running: string | null | undefined;
  readonly health: PlaceAnswer['health'];
  readonly lock: LockState | 'unreachable' | 'not-asked';
  readonly state: PlaceState;
  readonly candidates: readonly ChoiceAnswer[];
  readonly targets: readonly ChoiceAnswer[];
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

function placeAnswer(seen: SeenPlace): PlaceAnswer {
  const { service, environment, commit, since, running, health, lock, state, candidates, targets } = seen;
  return {
    service,
    environment,
    promotes_from: seen.promotesFrom,
    wants_name: seen.wantsName,
    commit,
    since,
    running: running ?? null,
    drift: running === undefined ? null : running !== commit,
    health,
    lock: lockAnswer(lock),
    hold: state.hold ?? null,
    held_commits: Object.fromEntries(state.heldCommits),
    ready: readyNow(state).map(({ commit: one, tree, at }) => ({ commit: one, tree, at })),
    candidates,
    targets,
    runs: openRuns(state.runs).map(openRunAnswer),
    history: endedRuns(state.runs),
  };
}

/** As many as somebody looks at. */
const MOST_ENDED = 20;

function endedRuns(runs: readonly LoggedRun[]): PlaceAnswer['history'] {
  const ended = runs.flatMap(({ id, plan, state, at, actor }) =>
    state.kind === 'ended'
      ? [
          {
            run: id,
            kind: plan.kind,
            commit: plan.commit,
            outcome: state.outcome,
            at,
            by: actor,
            why: state.failure ?? null,
          },
        ]
      : [],
  );
  return ended.slice(-MOST_ENDED).toReversed();
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
