import type { LockState } from '@lockkeeper/policy-core/deployment/lock';
import { dueStep, type LoggedRun, type PlaceState } from '@lockkeeper/policy-core/deployment/run';

import type { PlaceLog } from '../place-log.ts';
import type { ChoiceAnswer, LagAnswer, OpenRunAnswer, PlaceAnswer, StatusAnswer } from './answer-schema.ts';

/** What was seen of one place. */
export interface SeenPlace {
  readonly service: string;
  readonly environment: string;
  readonly promotesFrom: string | null;
  readonly wantsName: boolean;
  /** Path of its record. */
  readonly record: string;
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
  readonly lags: readonly LagAnswer[];
  readonly log: PlaceLog;
  /** First lines of messages, by the ids of the commits that are here. */
  readonly subjects: ReadonlyMap<string, string>;
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
  const { service, environment, record, commit, since, running, health, lock, state } = seen;
  const { candidates, targets, lags, log } = seen;
  const subjectOf = (id: string | null) => (id === null ? null : (seen.subjects.get(id) ?? null));
  return {
    service,
    environment,
    promotes_from: seen.promotesFrom,
    wants_name: seen.wantsName,
    record,
    commit,
    subject: subjectOf(commit),
    lags,
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
    runs: openRuns(state.runs).map((run) => ({
      ...openRunAnswer(run),
      is_interrupted: isInterrupted(run, lock),
      subject: subjectOf(run.plan.commit),
    })),
    history: log.ended.flatMap((run) => endedRun(run, subjectOf(run.plan.commit))),
    events: log.events.map((event) => ({ ...event, subject: subjectOf(event.commit) })),
    left_out: log.leftOut,
  };
}

/** Commits that a place tells of besides what may be chosen. */
export function commitsToldOf({
  commit,
  state,
  log,
}: Pick<SeenPlace, 'commit' | 'state' | 'log'>): readonly string[] {
  const told = [
    commit,
    ...[...openRuns(state.runs), ...log.ended].map(({ plan }) => plan.commit),
    ...log.events.map((event) => event.commit),
  ];
  return [...new Set(told)].filter((id) => id !== null);
}

function endedRun(
  { id, plan, state, begunAt, at, actor }: LoggedRun,
  subject: string | null,
): PlaceAnswer['history'] {
  if (state.kind !== 'ended') return [];
  return [
    {
      run: id,
      kind: plan.kind,
      commit: plan.commit,
      subject,
      previous: plan.previous,
      outcome: state.outcome,
      begun_at: begunAt,
      at,
      by: actor,
      reason: plan.reason,
      why: state.failure ?? null,
    },
  ];
}

/** Whoever carries something out has the lock. */
function isInterrupted({ state }: LoggedRun, lock: SeenPlace['lock']): boolean | null {
  if (state.kind !== 'acting') return false;
  if (lock === 'unreachable' || lock === 'not-asked') return null;
  return lock.kind === 'free';
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

function openRunAnswer(run: LoggedRun): Omit<OpenRunAnswer, 'is_interrupted' | 'subject'> {
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
