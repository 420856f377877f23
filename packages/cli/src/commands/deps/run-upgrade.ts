import { createWorktrees } from '@lockkeeper/host-node/read';
import { planUpgrade, type UpgradeRequest } from '@lockkeeper/operations';
import {
  planText,
  typedCommand,
  wantedPackage,
  type WantedPackage,
} from '@lockkeeper/policy-core/dependencies';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { startUpgrade } from './start-upgrade.ts';
import type { DepsUpgradeOptions } from './options.ts';

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

function requestOf(options: DepsUpgradeOptions): Omit<UpgradeRequest, 'policy'> {
  return {
    pair: options.pair,
    packages: (options.package ?? []).map(packageOf),
    command: options.command === undefined ? undefined : wordsOf('--command', options.command),
    test: testOf(options),
    keep: options.keep === true,
  };
}

function packageOf(written: string): WantedPackage {
  const wanted = wantedPackage(written);
  if (wanted !== undefined) return wanted;
  throw new CliError(
    'usage',
    `--package ${JSON.stringify(written)} is not valid. Write a name, such as httpx, or a name with a version, such as httpx==0.28.1.`,
  );
}

function testOf({ test }: DepsUpgradeOptions): UpgradeRequest['test'] {
  if (test === false) return 'none';
  return test === undefined ? 'from-policy' : wordsOf('--test', test);
}

function wordsOf(option: string, text: string): NonNullable<UpgradeRequest['command']> {
  const typed = typedCommand(text);
  if (typed.kind === 'words') return typed.words;
  throw new CliError(
    'usage',
    `The command of ${option} cannot be run: ${typed.problem}. Write one program and its arguments.`,
  );
}
