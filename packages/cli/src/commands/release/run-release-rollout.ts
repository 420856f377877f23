import { createReleaseReader, gitPlaceOf } from '@lockkeeper/host-node/read';
import { displayText } from '@lockkeeper/policy-core';
import { rolloutTurns } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openRepository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';
import type { RolloutOptions } from './options.ts';

type Turns = NonNullable<ReturnType<typeof rolloutTurns>>;

/** `lockkeeper release rollout VERSION` */
export function runReleaseRollout(version: string, options: RolloutOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const { root, host: ids = [], canary: canaries = [] } = options;
    const repository = await openRepository({ git: true, ...(root !== undefined && { root }) }, world);
    const place = await gitPlaceOf(repository.root);
    if (!place.known) throw new CliError('not-judged', `The tag was not read: ${place.reason}.`);
    const reader = createReleaseReader(place.value.commonDir, { signers: undefined, keyring: undefined });
    const release = await reader.look(`refs/tags/${version}`);
    if (!release.known)
      throw new CliError('usage', `${displayText(version)} is no tag here. Fetch it: git fetch --tags`);
    const hosts = [...new Set([...ids, ...canaries])].map((id) => ({ id, canaries, wariness: undefined }));
    const turns = rolloutTurns(release.value, hosts);
    if (turns === undefined)
      throw new CliError(
        'not-judged',
        `${displayText(version)} is no tag whose terms every host can follow.`,
      );
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify({ schema_version: 1, version, ...turns }, undefined, 2)}\n`
        : textOf(version, turns),
    );
    return EXIT.ok;
  });
}

function textOf(version: string, { at, stages, turns }: Turns): string {
  const lines = [
    `${version} was tagged at ${at}.`,
    ...stages.map((stage) => `  from ${stage.at}  ${stage.percent} % of all hosts`),
    ...(turns.length === 0 ? [] : ['', 'Hosts:']),
    ...turns.map((turn) => `  ${turn.at ?? 'never'.padEnd(at.length)}  ${turn.host}`),
  ];
  return `${lines.map((line) => displayText(line)).join('\n')}\n`;
}
