import { placeState, type ReadyCommit } from '@lockkeeper/policy-core/deployment/run';

import type { ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { branchOf, openReleases, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { PromoteOptions } from './options.ts';
import { resolvedCommit } from './run-deploy.ts';
import { startRelease } from './start-release.ts';
import { withTestReports } from './test-reports.ts';

/** `lockkeeper promote` */
export function runPromote(options: PromoteOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const interruption = listenForInterruption();
    try {
      const opened = await openReleases(options, world);
      const at = serviceAt(opened.policy, { environment: options.to, service: options.service });
      if (at.environment.promoteFrom === undefined)
        throw new CliError(
          'usage',
          `Nothing is promoted to ${at.environment.name}: the policy has no promote_from there. Use \`lockkeeper deploy ${at.environment.name}\`.`,
        );
      const commit = await candidate(options.commit, opened, at);
      return await startRelease({
        opened: await withTestReports(opened, commit, options),
        at,
        request: {
          kind: 'promote',
          policy: opened.policy,
          policyDigest: opened.digest,
          ...at,
          commit,
          isNamed: options.commit !== undefined,
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

/** The commit that somebody names, else the newest that is ready; where trees are compared, the one of main with its tree. */
async function candidate(named: string | undefined, opened: OpenReleases, at: ServiceAt): Promise<string> {
  if (named !== undefined) return await resolvedCommit(named, opened);
  const from = at.environment.promoteFrom ?? '';
  const { ready } = placeState(opened.entries, { environment: from, service: at.service.name });
  const newest = ready.findLast(({ revoked }) => revoked === undefined);
  if (newest === undefined)
    throw new CliError(
      'usage',
      `No commit is ready in ${from} (R06). Deploy one there with \`lockkeeper deploy ${from}\`.`,
    );
  return at.service.equality === 'sha' ? newest.commit : await mergedAs(newest, opened, at);
}

/** The commit of main that has the tree of one that was tried. */
async function mergedAs(tried: ReadyCommit, opened: OpenReleases, at: ServiceAt): Promise<string> {
  const branch = branchOf(opened, at);
  if (branch === undefined) return tried.commit;
  const tip = await opened.branches.tip(branch.name);
  const merged =
    tip.known && tip.value !== null ? await opened.history.withTree(tip.value, tried.tree) : undefined;
  if (merged?.known === true && merged.value !== null) return merged.value;
  throw new CliError(
    'not-judged',
    `${branch.remote}/${branch.name} has no commit with the tree of ${tried.commit}, which was tried (R06). Merge it, or try what was merged.`,
  );
}
