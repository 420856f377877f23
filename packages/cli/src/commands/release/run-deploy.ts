import type { ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { answering } from './answering.ts';
import { firstRun } from './first-run.ts';
import { serviceAt } from './open-place.ts';
import type { DeployOptions } from './options.ts';
import { resolvedCommit } from './resolved-commit.ts';

/** `lockkeeper deploy ENVIRONMENT` */
export function runDeploy(environment: string, options: DeployOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const at = serviceAt(opened.policy, { environment, service: options.service });
    const { name, promoteFrom } = at.environment;
    if (promoteFrom !== undefined)
      throw new CliError(
        'usage',
        `${name} is promoted to from ${promoteFrom}. Use \`lockkeeper promote --to ${name}\`.`,
      );
    const commit = await resolvedCommit(options.commit ?? 'HEAD', opened);
    return await firstRun({ opened, at, kind: 'deploy', commit }, options);
  });
}
