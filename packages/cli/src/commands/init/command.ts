import type { Command } from 'commander';

import type { InitOptions } from './options.ts';
import { withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addInit(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('init')
    .summary('write a first policy from what is here')
    .description(
      'Looks for requirements with their locks, migrations, the deploy record and owned folders, and writes lockkeeper.yaml. It asks nothing and overwrites nothing.',
    )
    .option('--dry-run', 'print the policy and write nothing');
  withPlace(command).action(async (options: InitOptions) => {
    const { runInit } = await import('./run-init.ts');
    end(await runInit(options, world));
  });
}
