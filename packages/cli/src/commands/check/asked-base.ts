import type { AskedBase, Circumstances } from '@lockkeeper/operations/observe';
import type { Git } from '@lockkeeper/operations/ports';
import { mustBeProved, type Stage } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { firstKnownCommit } from './base-of-event.ts';
import { namesOfBranch, type EventFacts } from './event-payload.ts';

interface Asking {
  /** What the change is compared with. */
  readonly base: string;
  readonly event: EventFacts | undefined;
  readonly pullRequest: Circumstances['pullRequest'];
  readonly stage: Stage;
}

interface Surroundings {
  readonly git: Git | undefined;
  readonly env: World['env'];
}

/** The branch that a job of GitHub Actions is told a pull request asks for. */
function baseOfJob(stage: Stage, env: World['env']): string | undefined {
  const target = env['GITHUB_BASE_REF'];
  return mustBeProved(stage) && target !== '' ? target : undefined;
}

/**
 * What a change asks to be merged into, where that is not the default branch itself: who makes such a branch chooses
 * the policy in it. A push is compared with the default branch already, or is a push to it.
 */
export async function askedBaseOf(
  asking: Asking,
  { git, env }: Surroundings,
): Promise<AskedBase | undefined> {
  const branch = branchOf(asking, env);
  if (branch === undefined || git === undefined) return undefined;
  const named = asking.event?.defaultBranch;
  if (named !== undefined) {
    const byDefault = named === branch ? undefined : await firstKnownCommit(namesOfBranch(named), git);
    return byDefault === undefined ? undefined : { branch, byDefault };
  }
  const [found, base] = await Promise.all([git.defaultBranch(), git.resolve(asking.base)]);
  if (!found.known) throw defaultBranchUnknown(branch, found.reason);
  return base.known && base.value === found.value ? undefined : { branch, byDefault: found.value };
}

function branchOf({ event, pullRequest, stage }: Asking, env: World['env']): string | undefined {
  if (event !== undefined) return event.about.kind === 'push' ? undefined : event.target;
  const asked = pullRequest.known ? pullRequest.value?.base : undefined;
  return asked ?? baseOfJob(stage, env);
}

function defaultBranchUnknown(branch: string, reason: string): CliError {
  return new CliError(
    'usage',
    `Cannot determine whose policy judges a change of ${branch}, because the default branch is unknown: ${reason}. Pass --event "$GITHUB_EVENT_PATH" in GitHub Actions, or fetch the default branch (\`git remote set-head origin --auto\`).`,
  );
}
