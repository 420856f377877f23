import { observed, unobserved, type Known } from '../known.ts';
import type { CheckResult, Deployment, Observations, PullRequest, Review } from '../observations.ts';
import type { DeployRequirement, Policy } from '../policy/policy.ts';
import type { SourceSpan } from '../source-span.ts';
import { isSameAccount } from './accounts.ts';
import { classOf } from './authorship.ts';
import { isSameEnvironment } from './deploy-source.ts';

/** One thing a commit must have before it goes to production. */
export interface RequirementForDeploy {
  readonly requirement: DeployRequirement;
  /** What stands against it, as clauses; none: it is met. */
  readonly objections: Known<readonly string[]>;
  readonly at: SourceSpan | undefined;
}

/** The one environment the policy asks more of. */
const PRODUCTION = 'production';

type Seen = Pick<Observations, 'pullRequest'> & { readonly deployment: Deployment };

/** Empty unless something is about to be deployed to production. */
export function deployRequirements(
  policy: Policy,
  { deployment, pullRequest }: Pick<Observations, 'deployment' | 'pullRequest'>,
): readonly RequirementForDeploy[] {
  if (deployment === null || !isSameEnvironment(deployment.environment, PRODUCTION)) return [];
  const { productionRequires, at } = policy.branches;
  return [...new Set(productionRequires)].map((requirement) => ({
    requirement,
    objections: OBJECTIONS[requirement]({ deployment, pullRequest }, policy),
    at,
  }));
}

const OBJECTIONS: Readonly<
  Record<DeployRequirement, (seen: Seen, policy: Policy) => Known<readonly string[]>>
> = {
  human_approval: objectionsToApproval,
  checks_green: ({ deployment: { checks } }) => mapKnown(checks, objectionsToChecks),
  tagged: ({ deployment: { tags } }) =>
    mapKnown(tags, (names) => (names.length === 0 ? ['no tag points at it'] : [])),
};

function objectionsToApproval(
  { deployment: { reviews }, pullRequest }: Seen,
  policy: Policy,
): Known<readonly string[]> {
  if (!pullRequest.known) return pullRequest;
  const found = pullRequest.value;
  if (found === null) return observed(['it came from no pull request']);
  if (!reviews.known) return reviews;
  const { head, number } = found;
  if (head === undefined) return unobserved(`the last commit of #${number} is not known`);
  const objections = reviews.value.map((review) =>
    objectionToReview(review, { policy, pullRequest: { ...found, head } }),
  );
  if (objections.includes(undefined)) return observed([]);
  return observed(objections.length === 0 ? [`nobody reviewed #${number}`] : objections.filter(isSaid));
}

interface Reviewed {
  readonly policy: Policy;
  readonly pullRequest: PullRequest & { readonly head: string };
}

/** Why a review is no approval, or `undefined` when it is one. */
function objectionToReview(
  { by, state, commit }: Review,
  { policy, pullRequest }: Reviewed,
): string | undefined {
  if (state !== 'approved') return `${by.login} ${STATE_WORDS[state]}`;
  if (isSameAccount(by, pullRequest.author)) return `${by.login} approved their own pull request`;
  const kind = classOf(policy, by);
  if (kind !== 'human') return `${by.login}, who approved it, is ${CLASS_WORDS[kind]}`;
  return commit === pullRequest.head
    ? undefined
    : `${by.login} approved ${named(commit)}, and ${named(pullRequest.head)} was merged`;
}

function named(commit: string): string {
  return commit === '' ? 'a commit that is gone' : commit.slice(0, 10);
}

const STATE_WORDS = {
  'changes-requested': 'asked for changes',
  commented: 'only commented',
  dismissed: 'approved or objected, and that was taken back',
} as const;

const CLASS_WORDS = { ai: 'an AI agent', automation: 'a bot' } as const;

/** A check that was skipped has proved nothing. */
function objectionsToChecks(checks: readonly CheckResult[]): readonly string[] {
  const bad = checks.flatMap(({ name, outcome }) =>
    outcome === 'failure' || outcome === 'pending' ? [`${name} ${OUTCOME_WORDS[outcome]}`] : [],
  );
  if (bad.length > 0) return bad;
  return checks.some(({ outcome }) => outcome === 'success') ? [] : ['no check passed on it'];
}

const OUTCOME_WORDS = { failure: 'failed', pending: 'has not ended' } as const;

function isSaid(objection: string | undefined): objection is string {
  return objection !== undefined;
}

function mapKnown<T, U>(value: Known<T>, map: (value: T) => U): Known<U> {
  return value.known ? observed(map(value.value)) : value;
}
