import type { RunKind, RunPlan, RunStep } from '../run/run-plan.ts';
import { acceptedUnknowns } from './accepted-unknowns.ts';
import { makerDoubts } from './approval.ts';
import { candidateRefusals } from './candidate-refusals.ts';
import { guardRefusals } from './guard-refusals.ts';
import { placeRefusals, type PlaceQuestion } from './place-refusals.ts';
import type { ReleaseSight } from './promotion-sight.ts';
import { refused, type Refusal } from './refusal.ts';

/** What whoever releases says besides. All of it is part of the plan: whoever approves that does as well. */
export interface ReleaseAsked extends PlaceQuestion {
  /** The commit was named: that a later one is ready does not stand against it. */
  readonly isNamed: boolean;
  readonly reason: string | null;
  /** What could not be looked at, by name or by a code that has one cause: they, and whoever approves the plan, answer for it. */
  readonly accepted: readonly string[];
}

export interface ReleasePlan {
  readonly plan: RunPlan;
  /** All but what people have to approve: that is asked once there is a plan. */
  readonly refusals: readonly Refusal[];
}

/** What a deploy or a promotion would do, and everything that stands against it. The same sight makes the same plan. */
export function planRelease(
  kind: Exclude<RunKind, 'rollback'>,
  sight: ReleaseSight,
  question: ReleaseAsked,
): ReleasePlan {
  const { place, commit, previous, policy, tried, wayBack } = sight;
  const before = previous.known ? previous.value : null;
  const draft: RunPlan = {
    kind,
    environment: place.environment,
    service: place.service,
    commit: commit.sha,
    tree: commit.tree,
    previous: before,
    policy: policy.digest,
    equality: tried === undefined ? null : policy.equality,
    tried: tried?.ready?.commit ?? null,
    approvals: policy.approval?.quorum ?? 0,
    accepted: [],
    ...answersIn(question),
    steps: [
      ...advanceSteps(sight),
      { kind: 'deploy', commit: commit.sha },
      { kind: 'verify', commit: commit.sha },
      { kind: 'record', commit: commit.sha, correction: null },
      ...(kind === 'deploy' ? [{ kind: 'ready', commit: commit.sha, tree: commit.tree } as const] : []),
    ],
    back: wayBack.kind === 'steps' ? wayBack.steps : null,
  };
  const found = [...releaseRefusals(sight, draft), ...placeRefusals(sight, question), ...doubtsOf(sight)];
  const { accepted, refusals } = acceptedUnknowns(found, question.accepted);
  return { plan: { ...draft, accepted }, refusals };
}

function answersIn({ isNamed, retryFailed, reason }: ReleaseAsked) {
  return {
    ...(isNamed && { named: true as const }),
    ...(retryFailed && { retry: true as const }),
    reason,
  };
}

/** What was asked for when a plan was made: a run that waits is judged by that again, and by nothing else. */
export function askedIn({ named, retry, reason, accepted }: RunPlan): ReleaseAsked {
  return { isNamed: named === true, retryFailed: retry === true, reason, accepted };
}

function releaseRefusals(sight: ReleaseSight, plan: RunPlan): readonly Refusal[] {
  const { guard, place, policy } = sight;
  const judged = guard.known
    ? guardRefusals(guard.value, place.environment, {
        advances: plan.steps.some(({ kind }) => kind === 'advance'),
        approves: policy.approval?.by === 'ssh-signature',
      })
    : [
        // Nothing of it was looked at: nobody can answer for all of that at once.
        refused('R15', `The guard did not judge it: ${guard.reason}.`, 'Let `lockkeeper guard` say more.'),
      ];
  return [...candidateRefusals(sight), ...judged];
}

function doubtsOf({ makers, policy: { approval } }: ReleaseSight): readonly Refusal[] {
  return makers === undefined || approval === undefined ? [] : makerDoubts(makers, approval);
}

/** A commit gets to the branch of production as it is, or not at all: a merge would make another one. */
function advanceSteps({ commit, policy }: ReleaseSight): readonly RunStep[] {
  const { branch } = commit;
  if (policy.equality !== 'sha' || branch?.known !== true || branch.value.is !== 'ahead') return [];
  const { remote, name, tip } = branch.value;
  return [{ kind: 'advance', remote, branch: name, from: tip, to: commit.sha }];
}
