import { placeState, type ReadyCommit } from '@lockkeeper/policy-core/deployment/run';

import type { ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { answering } from './answering.ts';
import { firstRun } from './first-run.ts';
import { branchOf, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { PromoteOptions } from './options.ts';
import { resolvedCommit } from './resolved-commit.ts';

/** `lockkeeper promote` */
export function runPromote(options: PromoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const at = serviceAt(opened.policy, { environment: options.to, service: options.service });
    const { name, promoteFrom } = at.environment;
    if (promoteFrom === undefined)
      throw new CliError(
        'usage',
        `Nothing is promoted to ${name}: the policy has no promote_from there. Use \`lockkeeper deploy ${name}\`.`,
      );
    const commit = await candidate(options.commit, opened, at);
    return await firstRun({ opened, at, kind: 'promote', commit }, options);
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
