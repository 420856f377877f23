import path from 'node:path';

import { typedCommand } from '@lockkeeper/policy-core/dependencies';
import { generateSystemd } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import { openService } from '../update/installed-place.ts';
import { updateSettings } from '../update/update-settings.ts';
import type { SystemdOptions } from './options.ts';
import { deliver, refuseTwoWays } from './run-generate.ts';

/** `lockkeeper generate systemd` */
export function runGenerateSystemd(options: SystemdOptions, world: World): Promise<ExitCode> {
  return reportingErrors('pretty', world, async () => {
    refuseTwoWays(options);
    const repository = await openService(options.root, world);
    const { settings } = (await updateSettings(repository, world)).reading;
    const { profile, user, serviceRoot } = options;
    const root = serviceRoot ?? repository.root;
    if (!path.posix.isAbsolute(root))
      throw new CliError('usage', '--service-root has to be an absolute path.');
    const program = programOf(options);
    const generation = generateSystemd({ profile, user, root, program }, settings);
    return await deliver(generation, { options, world, repository });
  });
}

/** Left out, it is what runs now: systemd knows neither an alias nor the PATH of a user. */
function programOf({ program }: SystemdOptions): readonly string[] {
  if (program === undefined) return [process.execPath, path.resolve(process.argv[1] ?? '')];
  const typed = typedCommand(program);
  if (typed.kind === 'words') return typed.words;
  throw new CliError(
    'usage',
    `--program cannot be run: ${typed.problem}. Write one program and its arguments.`,
  );
}
