import { createWorktrees, forgeFromEnvironment, remoteUrl } from '@lockkeeper/host-node/read';
import { createPullRequests } from '@lockkeeper/host-node/write';
import { planMadeUpgrade, planUpgrade, type UpgradeStart } from '@lockkeeper/operations';
import type { PullRequests } from '@lockkeeper/operations/ports';
import { displayText, type DependencyPair } from '@lockkeeper/policy-core';
import { trialPlace, type UpgradePlan } from '@lockkeeper/policy-core/dependencies';

import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import {
  chosenService,
  openReleases,
  serviceAt,
  type OpenReleases,
  type ServiceAt,
} from '../release/open-place.ts';
import type { DepsSandboxOptions } from './options.ts';
import { requestOf } from './upgrade-request.ts';

/** An upgrade that may begin: whatever it needs was there. */
export interface PreparedSandbox {
  readonly plan: UpgradePlan;
  readonly pair: DependencyPair;
  /** What is done with its commit, in sentences. */
  readonly ahead: readonly string[];
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  /** What it shall be merged into. */
  readonly main: string;
  readonly pullRequests: PullRequests | undefined;
  readonly options: DepsSandboxOptions;
}

/** Asks for all that the way to the pull request needs. Stops where something is missing, and says what to do. */
export async function prepareSandbox(options: DepsSandboxOptions, world: World): Promise<PreparedSandbox> {
  // What a deploy tells stands beside the output, which is the pull request.
  const opened = await openReleases({ ...options, format: 'pretty' }, { ...world, stdout: world.stderr });
  const main = await mainOf(opened);
  const start = await plannedFor(options, main, opened);
  if (start.kind === 'refused') throw new CliError('usage', start.problem);
  const { plan, pair } = start;
  await mustBeginOnMain(plan, main, opened);
  await mustBeFree(plan, opened);
  const at = placeFor(plan, opened, options);
  const pullRequests = await forgeOf(opened, options);
  const { environment, service } = at;
  const ahead = [
    `Push ${plan.branch} to ${options.remote}.`,
    `Deploy it to ${environment.name} (${service.name}) as \`lockkeeper deploy\` does, and ask until it is ready there.`,
    pullRequests === undefined
      ? 'Write the text of the pull request. Nothing is opened.'
      : `Open a pull request into ${main}, which a person approves and merges.`,
  ];
  return { plan, pair, ahead, opened, at, main, pullRequests, options };
}

async function mainOf({ branches }: OpenReleases): Promise<string> {
  const main = await branches.main();
  if (main.known) return main.value;
  throw new CliError('not-judged', `The main branch is not known: ${displayText(main.reason)}.`);
}

async function plannedFor(
  options: DepsSandboxOptions,
  main: string,
  { repository: { observers, root }, policy, commit }: OpenReleases,
): Promise<UpgradeStart> {
  const request = { ...requestOf(options), policy };
  const tools = { observers, worktrees: createWorktrees(root) };
  const { branch } = options;
  if (branch === undefined) return await planUpgrade(request, tools);
  if (request.packages.length > 0 || request.command !== undefined || request.keep)
    throw new CliError(
      'usage',
      '--branch goes on with what it holds: leave --package, --command and --keep out.',
    );
  return await planMadeUpgrade({ ...request, branch, main: { branch: main, commit } }, tools);
}

/** What is not on the main branch would be proposed with it. */
async function mustBeginOnMain(
  { from }: UpgradePlan,
  main: string,
  { branches, commit, options: { remote } }: OpenReleases,
): Promise<void> {
  const isThere = await branches.has(commit, from.commit);
  if (!isThere.known)
    throw new CliError('not-judged', `Where the upgrade begins is not known: ${isThere.reason}.`);
  if (!isThere.value)
    throw new CliError(
      'usage',
      `${displayText(from.branch)} has commits that ${remote}/${displayText(main)} has not, and they would be proposed with the upgrade. Begin on ${displayText(main)}.`,
    );
}

async function mustBeFree(
  { branch, made }: UpgradePlan,
  { branches, options: { remote } }: OpenReleases,
): Promise<void> {
  const tip = await branches.tip(branch);
  if (!tip.known)
    throw new CliError(
      'not-judged',
      `Whether ${remote} has ${displayText(branch)} is not known: ${tip.reason}.`,
    );
  if (tip.value === null || tip.value === made) return;
  const advice =
    made === undefined
      ? `Fetch it with \`git fetch ${remote}\`, and run this again for the next name.`
      : 'Push what you have, or take what is there.';
  throw new CliError('usage', `${displayText(branch)} is at another commit on ${remote}. ${advice}`);
}

function placeFor({ branch }: UpgradePlan, { policy }: OpenReleases, options: DepsSandboxOptions): ServiceAt {
  const service = chosenService(policy, options.service);
  const place = trialPlace(policy, { service, named: options.environment, branch });
  if (place.kind === 'refused') throw new CliError('usage', place.problem);
  return serviceAt(policy, { environment: place.environment.name, service: service.name });
}

async function forgeOf(
  { repository: { root }, world }: OpenReleases,
  { pullRequest, remote }: DepsSandboxOptions,
): Promise<PullRequests | undefined> {
  if (!pullRequest) return undefined;
  const instead =
    'Give a token with the permissions "contents: write" and "pull-requests: write" in GITHUB_TOKEN, or --no-pull-request, and open it yourself.';
  const place = forgeFromEnvironment(world.env, await remoteUrl(root, remote));
  if (!place.known)
    throw new CliError('usage', `A pull request cannot be opened on GitHub: ${place.reason}. ${instead}`);
  const pullRequests = createPullRequests(place.value);
  const mayOpen = await pullRequests.mayOpen();
  if (!mayOpen.known)
    throw new CliError(
      'not-judged',
      `Whether a pull request can be opened is not known: ${mayOpen.reason}. ${instead}`,
    );
  if (!mayOpen.value)
    throw new CliError('usage', `The token for GitHub may not open a pull request. ${instead}`);
  return pullRequests;
}
