import { observed, unobserved, type Known } from '../../model/known.ts';
import type { CheckResult, Deployment, Observations } from '../../model/observations.ts';
import type { DeployRequirement, Policy } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import { wordOf } from './review-word.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

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

/** Empty unless something is deployed to production. */
export const deployRequirements = defineSubjects<RequirementForDeploy>({
  name: 'deploy-requirements',
  words: 'reviews, checks and tags of the commit',
  of: 'deploy',
  isConfigured: (get) => policySections(get, 'branches').branches.productionRequires.length > 0,
  compute: (get) =>
    findDeployRequirements(
      policySections(get, 'actors', 'branches'),
      seenParts(get, 'deployment', 'pullRequest'),
    ).map((judged) => ({
      ...NOWHERE,
      judged,
    })),
});

/** Empty unless something is about to be deployed to production. */
export function findDeployRequirements(
  policy: Pick<Policy, 'actors' | 'branches'>,
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
  Record<DeployRequirement, (seen: Seen, policy: Pick<Policy, 'actors'>) => Known<readonly string[]>>
> = {
  human_approval: objectionsToApproval,
  checks_green: ({ deployment: { checks } }) => mapKnown(checks, objectionsToChecks),
  tagged: ({ deployment: { tags } }) =>
    mapKnown(tags, (names) => (names.length === 0 ? ['no tag points at it'] : [])),
};

function objectionsToApproval(
  { deployment: { reviews }, pullRequest }: Seen,
  policy: Pick<Policy, 'actors'>,
): Known<readonly string[]> {
  if (!pullRequest.known) return pullRequest;
  const found = pullRequest.value;
  if (found === null) return observed(['it came from no pull request']);
  if (!reviews.known) return reviews;
  const { head, number } = found;
  if (head === undefined) return unobserved(`the last commit of #${number} is not known`);
  const words = reviews.value.map((review) => wordOf(review, { policy, pullRequest: { ...found, head } }));
  const objections = words.flatMap((word) => ('why' in word ? [word.why] : []));
  if (words.some(({ kind }) => kind === 'blocks')) return observed(objections);
  // Somebody whose role is not known may be one who objects, or the one who approves.
  const unknown = words.find(({ kind }) => kind === 'unknown');
  if (unknown?.kind === 'unknown') return unobserved(unknown.reason);
  if (words.some(({ kind }) => kind === 'approves')) return observed([]);
  return observed(objections.length === 0 ? [`nobody reviewed #${number}`] : objections);
}

/** A check that was skipped has proved nothing. */
function objectionsToChecks(checks: readonly CheckResult[]): readonly string[] {
  const bad = checks.flatMap(({ name, outcome }) =>
    outcome === 'failure' || outcome === 'pending' ? [`${name} ${OUTCOME_WORDS[outcome]}`] : [],
  );
  if (bad.length > 0) return bad;
  return checks.some(({ outcome }) => outcome === 'success') ? [] : ['no check passed on it'];
}

const OUTCOME_WORDS = { failure: 'failed', pending: 'has not ended' } as const;

function mapKnown<T, U>(value: Known<T>, map: (value: T) => U): Known<U> {
  return value.known ? observed(map(value.value)) : value;
}
