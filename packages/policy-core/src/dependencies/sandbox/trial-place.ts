import { findDeploySource } from '../../change/facts/deploy-source.ts';
import { displayText } from '../../model/display-text.ts';
import { observed } from '../../model/known.ts';
import { isBranchOf } from '../../policy/branch-class.ts';
import type { Policy } from '../../policy/policy.ts';
import { isProduction, isSameEnvironment } from '../../policy/same-environment.ts';
import type { DeployedService, ServiceEnvironment } from '../../policy/service-policy.ts';

type TrialPlace =
  | { readonly kind: 'place'; readonly environment: ServiceEnvironment }
  /** `problem` is what is wrong and what to do, in sentences. */
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * Where a branch of an upgrade is tried: in the environment that is named, else in the only one that nothing is promoted
 * to. It has to be one that the policy lets this branch be deployed to, that something deploys, and never production.
 */
export function trialPlace(
  policy: Policy,
  {
    service,
    named,
    branch,
  }: { readonly service: DeployedService; readonly named: string | undefined; readonly branch: string },
): TrialPlace {
  const environment = environmentOf(service, named);
  if (typeof environment === 'string') return refused(environment);
  const { name, driver, from } = environment;
  if (driver === undefined)
    return refused(
      `The policy does not say what deploys ${service.name} to ${name}. Add a driver under deployment.services.${service.name}.environments.${name}.`,
    );
  const source = findDeploySource(policy, {
    deployment: { environment: name, branches: observed([branch]) },
  });
  const isOfKind =
    source === undefined || (source.branches.known && source.branches.value.every((one) => one.isAllowed));
  return isOfKind && (from === undefined || from.some((pattern) => isBranchOf(pattern, branch)))
    ? { kind: 'place', environment }
    : refused(
        `${policy.path} does not let ${displayText(branch)} be deployed to ${name}. Allow it in branches.deploy_from and where that environment says \`from\`, or change \`branch.suggest\` of the pair.`,
      );
}

function environmentOf(
  { name: service, environments }: DeployedService,
  named: string | undefined,
): ServiceEnvironment | string {
  const places = environments.filter(
    ({ name, promoteFrom }) => promoteFrom === undefined && !isProduction(name),
  );
  const names = places.map(({ name }) => name).join(', ');
  const [first, ...others] = places;
  if (first === undefined)
    return `The policy has no environment where ${service} is tried: each is production, or is promoted to. Add one, such as staging.`;
  if (named === undefined)
    return others.length === 0
      ? first
      : `There are several environments to try it in. Say which with --environment: ${names}.`;
  return (
    places.find(({ name }) => isSameEnvironment(name, named)) ??
    `${displayText(named)} is no environment where ${service} is tried. Those are: ${names}.`
  );
}

function refused(problem: string): TrialPlace {
  return { kind: 'refused', problem };
}
