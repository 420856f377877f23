import { displayText } from '@lockkeeper/policy-core';

import type { ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import { namedCommit } from '../../judging/named-commit.ts';
import type { World } from '../../world.ts';
import { branchOf, openReleases, serviceAt, type OpenReleases } from './open-place.ts';
import type { DeployOptions } from './options.ts';
import { startRelease } from './start-release.ts';
import { withTestReports } from './test-reports.ts';

/** `lockkeeper deploy ENVIRONMENT` */
export function runDeploy(environment: string, options: DeployOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const interruption = listenForInterruption();
    try {
      const opened = await openReleases(options, world);
      const at = serviceAt(opened.policy, { environment, service: options.service });
      if (at.environment.promoteFrom !== undefined)
        throw new CliError(
          'usage',
          `${at.environment.name} is promoted to from ${at.environment.promoteFrom}. Use \`lockkeeper promote --to ${at.environment.name}\`.`,
        );
      const commit = await resolvedCommit(options.commit ?? 'HEAD', opened);
      return await startRelease({
        opened: await withTestReports(opened, commit, options),
        at,
        request: {
          kind: 'deploy',
          policy: opened.policy,
          policyDigest: opened.digest,
          ...at,
          commit,
          isNamed: true,
          branch: branchOf(opened, at),
          retryFailed: options.retryFailed === true,
          reason: options.reason ?? null,
          accepted: options.acceptUnknown ?? [],
        },
        options,
        world,
        signal: interruption.signal,
      });
    } finally {
      interruption.stop();
    }
  });
}

/** The full id of a commit that somebody names. Stops where there is none. */
export async function resolvedCommit(
  name: string,
  { repository }: Pick<OpenReleases, 'repository'>,
): Promise<string> {
  const resolved = await repository.observers.git?.resolve(namedCommit(name));
  if (resolved?.known === true) return resolved.value;
  const why = resolved?.known === false ? resolved.reason : 'git is not asked';
  throw new CliError('usage', `The commit ${displayText(name)} was not found: ${displayText(why)}.`);
}
