import { createWorktrees } from '@lockkeeper/host-node/read';
import { planUpgrade, type UpgradeRequest } from '@lockkeeper/operations';
import { planText, typedCommand, wantedPackage, type WantedPackage } from '@lockkeeper/policy-core';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { openRepository } from '../../repository/repository.ts';
import { Stop } from '../../errors/stop.ts';
import { orTellWhy } from '../../errors/tell-stop.ts';
import type { World } from '../../world.ts';
import { startUpgrade } from './start-upgrade.ts';
import type { UpgradeOptions } from './options.ts';

/** `lockkeeper deps upgrade` */
export function runUpgrade(options: UpgradeOptions, world: World): Promise<ExitCode> {
  return orTellWhy('pretty', world, async () => {
    const asked = requestOf(options);
    const place = options.root === undefined ? { git: true } : { git: true, root: options.root };
    const repository = await openRepository(place, world);
    const { policy } = await readPolicy(repository);
    const { observers, root } = repository;
    const start = await planUpgrade({ ...asked, policy }, { observers, worktrees: createWorktrees(root) });
    if (start.kind === 'refused') throw new Stop('usage', start.problem);
    if (options.start !== true || options.dryRun === true) {
      const how = options.dryRun === true ? '' : '\nNothing was done. Add --start to do it.\n';
      world.stdout.write(`${planText(start.plan)}${how}`);
      return EXIT.ok;
    }
    return startUpgrade({ ...start, policy, options }, repository, world);
  });
}

function requestOf(options: UpgradeOptions): Omit<UpgradeRequest, 'policy'> {
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
  throw new Stop(
    'usage',
    `--package ${JSON.stringify(written)} is not valid. Write a name, such as httpx, or a name with a version, such as httpx==0.28.1.`,
  );
}

function testOf({ test }: UpgradeOptions): UpgradeRequest['test'] {
  if (test === false) return 'none';
  return test === undefined ? 'from-policy' : wordsOf('--test', test);
}

function wordsOf(option: string, text: string): NonNullable<UpgradeRequest['command']> {
  const typed = typedCommand(text);
  if (typed.kind === 'words') return typed.words;
  throw new Stop(
    'usage',
    `The command of ${option} cannot be run: ${typed.problem}. Write one program and its arguments.`,
  );
}
