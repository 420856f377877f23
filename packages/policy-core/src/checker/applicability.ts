import { isIdle } from './empty-facts.ts';
import { aboutOf } from './baselinable.ts';
import type { FactName } from './facts.ts';
import type { NotApplicableReason } from '../engine/not-applicable.ts';
import type { Rule } from '../engine/rule.ts';
import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';

interface Around {
  /** Facts that hold nothing to judge. */
  readonly empty: ReadonlySet<FactName>;
  readonly policy: Policy;
  readonly observations: Pick<Observations, 'change'>;
}

/** Why a rule that said nothing had nothing to judge; `undefined` where it had a subject, and so passed. */
export function notApplicable(
  { needs }: Pick<Rule, 'needs'>,
  { empty, policy, observations }: Around,
): NotApplicableReason | undefined {
  const isWithoutChange =
    !observations.change.known && needs.some((name) => aboutOf(name) === 'change' && !OF_DEPLOY.has(name));
  if (!isIdle(needs, empty)) return isWithoutChange ? 'no-change-given' : undefined;
  if (needs.some((name) => CONFIGURED[name]?.(policy) === false)) return 'not-configured';
  if (isWithoutChange) return 'no-change-given';
  return needs.some((name) => OF_DEPLOY.has(name)) ? 'not-asked' : 'nothing-of-its-kind';
}

const OF_DEPLOY: ReadonlySet<FactName> = new Set(['deploySource', 'deployRequirements']);

/** Facts that hold nothing before the policy names something. */
const CONFIGURED: { readonly [Name in FactName]?: (policy: Policy) => boolean } = {
  protectedChanges: hasProtected,
  passingChanges: hasProtected,
  scopedChange: hasScope,
  pythonChanges: hasScope,
  pushedBranch: ({ branches }) => branches.classes.length > 0,
  deploySource: ({ branches, deployedServices }) =>
    branches.deployFrom.size > 0 ||
    deployedServices.some(({ environments }) => environments.some(({ from }) => from !== undefined)),
  deployRequirements: ({ branches }) => branches.productionRequires.length > 0,
  requirementsPairs: hasPairs,
  requirementsFiles: hasPairs,
  hashedRequirements: hasPairs,
  dependencyChanges: hasPairs,
  migrations: ({ migrations }) => migrations.alembic.length + migrations.sql.length > 0,
  applicationCode: ({ migrations }) => migrations.application.length > 0,
  modelChanges: hasModels,
  modelMetadata: hasModels,
  baselineRevision: ({ migrations }) => migrations.baseline !== undefined,
};

function hasProtected(policy: Policy): boolean {
  return policy.protected.length > 0;
}

function hasScope({ changeScope }: Policy): boolean {
  return changeScope !== undefined;
}

function hasPairs({ dependencies }: Policy): boolean {
  return dependencies.length > 0;
}

function hasModels({ migrations }: Policy): boolean {
  return migrations.models.length > 0;
}
