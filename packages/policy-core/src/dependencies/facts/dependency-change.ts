import type { Known } from '../../model/known.ts';
import type { Change, Observations } from '../../model/observations.ts';
import type { AlsoAllowed, DependencyPair, Policy } from '../../policy/policy.ts';
import { authorship, type Authorship } from '../../change/facts/authorship.ts';
import { isBranchOf } from '../../policy/branch-class.ts';
import { committedBranch } from '../../change/facts/committed-branch.ts';
import { followedBy, judgedPairs, pairFiles } from './touched-pairs.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { seenInFocus } from '../../change/facts/judged-change.ts';
import type { ApprovalRequest } from '../../change/facts/required-approvals.ts';
import { hasPairs } from './requirements-pair.ts';

/** A pair that a change touches. */
export interface DependencyChange {
  readonly pair: DependencyPair;
  /** The source first, then the lock, then what they bring in. Never empty. */
  readonly touched: readonly [string, ...string[]];
  /** What it takes to change the pair here; `undefined`: nothing, or somebody was asked before. */
  readonly label: string | undefined;
  /** The side that stays as it was although both must change. */
  readonly leftOut: string | undefined;
  readonly branch: Known<string>;
  /** Ways for such an upgrade whose branches these are not, or may not be; only those that are for this change. */
  readonly offBranch: readonly AlsoAllowed[];
  /** Unobserved where nobody knows who made the change. */
  readonly authorship: Known<Authorship>;
}

type Seen = Pick<Observations, 'focus' | 'change' | 'pullRequest'>;

interface JudgedBy {
  readonly pairs: readonly TouchedPair[];
  readonly authorship: Known<Authorship>;
}

interface TouchedPair {
  readonly pair: DependencyPair;
  /** The source first, then the lock, then what they bring in. */
  readonly files: readonly string[];
}

/** Pairs that the change touches. */
export const dependencyChanges = defineSubjects<DependencyChange>({
  name: 'dependency-changes',
  words: 'the change',
  of: 'changed path',
  isConfigured: hasPairs,
  compute: (get) => {
    const policy = policySections(get, 'changeScope');
    const pairs = get(judgedPairs).map((pair) => ({ pair, files: pairFiles(pair, followedBy(get)) }));
    const found = findDependencyChanges(policy, get(seenInFocus), { pairs, authorship: get(authorship) });
    return found.map((judged) => ({ paths: judged.touched, judged }));
  },
});

export const dependencyRequests = defineFact<readonly ApprovalRequest[]>({
  name: 'approvals-for-dependencies',
  compute: (get) =>
    get(dependencyChanges).flatMap(({ judged: { label, touched } }) =>
      label === undefined ? [] : touched.map((path) => ({ label, path })),
    ),
});

/** What a release holds was judged change by change when it was merged. */
export function findDependencyChanges(
  policy: Pick<Policy, 'changeScope'>,
  seen: Seen,
  { pairs, authorship }: JudgedBy,
): readonly DependencyChange[] {
  const { change, focus, pullRequest } = seen;
  if (!change.known || focus.kind === 'release') return [];
  const entries = new Set(change.value.entries.map(({ path }) => path));
  const branch = committedBranch(change.value, pullRequest);
  return pairs.flatMap(({ pair, files }): readonly DependencyChange[] => {
    const [first, ...others] = files.filter((path) => entries.has(path));
    if (first === undefined) return [];
    const sides = [pair.source, pair.lock];
    // An open document shows one file of a change; what they bring in may change on its own.
    const mustBoth = pair.bothFiles && focus.kind !== 'document' && sides.some((path) => entries.has(path));
    return [
      {
        pair,
        touched: [first, ...others],
        label: wasAskedBefore(change.value, pullRequest) ? undefined : pair.label,
        leftOut: mustBoth ? leftOut(pair, entries) : undefined,
        branch,
        offBranch: offBranch(policy, { pair, branch, authorship }),
        authorship,
      },
    ];
  });
}

/** A lock that is compiled from ranges is also made anew for newer versions within them: then it changes alone. */
function leftOut(
  { source, lock, sync, terms }: DependencyPair,
  changed: ReadonlySet<string>,
): string | undefined {
  const mayChangeAlone = sync.mode === 'compiled' && terms.pinned.source === 'any';
  return (mayChangeAlone ? [lock] : [source, lock]).find((path) => !changed.has(path));
}

/** A push that came through a pull request needed the label there. */
function wasAskedBefore({ push }: Change, pullRequest: Seen['pullRequest']): boolean {
  return push !== null && pullRequest.known && pullRequest.value !== null;
}

function offBranch(
  { changeScope: scope }: Pick<Policy, 'changeScope'>,
  { pair, branch, authorship }: Pick<DependencyChange, 'pair' | 'branch' | 'authorship'>,
): readonly AlsoAllowed[] {
  if (scope === undefined || (authorship.known && !scope.appliesTo.includes(authorship.value.kind)))
    return [];
  return scope.alsoAllow.filter(
    ({ pair: { id }, branches }) =>
      id === pair.id &&
      branches !== undefined &&
      !(branch.known && branches.some(({ pattern }) => isBranchOf(pattern, branch.value))),
  );
}
