import { createWorktrees } from '@lockkeeper/host-node/read';
import { planUpgrade } from '@lockkeeper/operations';
import { planText } from '@lockkeeper/policy-core/dependencies';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { startUpgrade } from './start-upgrade.ts';
import type { DepsUpgradeOptions } from './options.ts';
import { requestOf } from './upgrade-request.ts';

/** `lockkeeper deps upgrade` */
export function runDepsUpgrade(options: DepsUpgradeOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    const asked = requestOf(options);
    const place = options.root === undefined ? { git: true } : { git: true, root: options.root };
    const repository = await openRepository(place, world);
    const { policy } = await readPolicy(repository);
    const { observers, root } = repository;
    const start = await planUpgrade({ ...asked, policy }, { observers, worktrees: createWorktrees(root) });
    if (start.kind === 'refused') throw new CliError('usage', start.problem);
    if (options.start !== true || options.dryRun === true) {
      const how = options.dryRun === true ? '' : '\nNothing was done. Add --start to do it.\n';
      world.stdout.write(`${planText(start.plan)}${how}`);
      return EXIT.ok;
    }
    return startUpgrade({ ...start, policy, options }, repository, world);
  });
}
