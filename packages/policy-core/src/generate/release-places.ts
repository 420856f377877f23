import { mayBeDeployedFrom } from '../change/facts/deploy-source.ts';
import { isGuardedBranch } from '../policy/branch-class.ts';
import type { Policy } from '../policy/policy.ts';
import { productionBranch } from '../policy/production-branch.ts';
import { isProduction, isSameEnvironment } from '../policy/same-environment.ts';
import type { DriverPolicy, ServiceEnvironment } from '../policy/service-policy.ts';

/** One service in one environment that a workflow can release to. */
export interface ReleasePlace {
  readonly service: string;
  readonly environment: ServiceEnvironment;
  readonly driver: Exclude<DriverPolicy, { kind: 'manual' }>;
}

/** Where workflows can deploy, promote and roll back. */
export type ReleasePlaces =
  | SomePlaces
  /** Nowhere; `why` is a sentence. */
  | { readonly kind: 'none'; readonly why: string };

interface SomePlaces {
  readonly kind: 'some';
  /** The guarded branch that production is deployed from: nothing is begun on another one. */
  readonly branch: string;
  readonly deploy: readonly ReleasePlace[];
  readonly promote: readonly ReleasePlace[];
  readonly rollback: readonly ReleasePlace[];
  /** Why there is no workflow for other places, in sentences. */
  readonly without: readonly string[];
}

export function releasePlaces(policy: Policy): ReleasePlaces {
  const branch = productionBranch(policy.branches);
  if (policy.recordsBranch === undefined)
    return nowhere(
      `what it writes down would end with its runner. Name a branch for it in ${policy.path}: deployment.records: { mode: branch }`,
    );
  if (branch === undefined || !isGuardedBranch(policy.branches, branch))
    return nowhere(
      `${policy.path} names no one guarded branch that production is deployed from (branches.deploy_from)`,
    );
  const all = policy.deployedServices.flatMap(({ name: service, environments }) =>
    environments.map((environment) => placed({ service, environment, branch, policy })),
  );
  const places = all.flatMap(({ place }) => place ?? []);
  const released = all.flatMap(({ place, why }) => (why === undefined && place !== undefined ? [place] : []));
  return {
    kind: 'some',
    branch,
    deploy: released.filter(({ environment }) => environment.promoteFrom === undefined),
    promote: released.filter(({ environment }) => environment.promoteFrom !== undefined),
    rollback: places,
    without: all.flatMap(({ why }) => why ?? []),
  };
}

function nowhere(why: string): ReleasePlaces {
  return { kind: 'none', why: `No workflow deploys, promotes or rolls back: ${why}.` };
}

interface AnyPlace {
  readonly service: string;
  readonly environment: ServiceEnvironment;
  readonly branch: string;
  readonly policy: Policy;
}

/** What can go back somewhere need not be able to go there: that wants more. */
interface PlacedService {
  readonly place: ReleasePlace | undefined;
  /** Why no workflow brings anything there; a sentence. */
  readonly why: string | undefined;
}

function placed(any: AnyPlace): PlacedService {
  const { service, environment } = any;
  const { driver, promoteFrom, name } = environment;
  const noun = promoteFrom === undefined ? 'deploys' : 'promotes';
  const because = (why: string) => `No workflow ${noun} ${service} to ${name}: ${why}.`;
  if (driver === undefined) return { place: undefined, why: because('the policy names no driver there') };
  if (driver.kind === 'manual')
    return { place: undefined, why: because('a person does that, whom no workflow can ask (driver)') };
  const obstacle = obstacleTo(any, driver);
  return {
    place: { service, environment, driver },
    why: obstacle === undefined ? undefined : because(obstacle),
  };
}

/** Why a workflow would be refused whatever it brings, as a clause. */
function obstacleTo(
  { environment, branch, policy }: AnyPlace,
  driver: ReleasePlace['driver'],
): string | undefined {
  if (environment.requires.tests.size > 0)
    return 'it needs reports of tests (requires.tests); release from where the tests run, with --tests SUITE=FILE';
  if (environment.promoteFrom !== undefined) return undefined;
  if (isProduction(environment.name)) return 'nothing is tried before (promote_from)';
  if (!mayBeDeployedFrom(branch, environment, policy))
    return `${branch} may not be deployed there (branches.deploy_from, or from)`;
  return driver.kind === 'command' ? obstacleToPush(environment, driver, policy) : undefined;
}

/** Why what a push deploys by a command would be refused, or would have something else refused, as a clause. */
function obstacleToPush(
  { name }: ServiceEnvironment,
  { autoDeploy }: Extract<DriverPolicy, { kind: 'command' }>,
  policy: Policy,
): string | undefined {
  if (autoDeploy === undefined)
    return 'nothing says whether the platform deploys by itself (driver.auto_deploy), and nobody is there to answer for that';
  const other = deployedOnGitHub(name, policy);
  return other === undefined
    ? undefined
    : `a workflow deploys ${other} to that environment on GitHub, which refuses what a push deploys there besides (R19); give ${other} an environment of its own (driver.environment)`;
}

/** The service that a workflow deploys to an environment of GitHub; `undefined`: none. */
function deployedOnGitHub(name: string, { deployedServices }: Policy): string | undefined {
  return deployedServices.find(({ environments }) =>
    environments.some(
      ({ driver }) => driver?.kind === 'github-actions' && isSameEnvironment(driver.environment, name),
    ),
  )?.name;
}
