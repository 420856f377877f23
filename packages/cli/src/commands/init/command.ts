import type { Command } from 'commander';

import type { InitOptions } from './options.ts';
import { withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addInit(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('init')
    .summary('create lockkeeper.yaml from this repository')
    .description(
      'Creates lockkeeper.yaml from this repository. It looks for requirements with their locks, migrations and the deploy record, and accepts existing migrations. It asks nothing and overwrites nothing.',
    )
    .option('--dry-run', 'print the policy; write nothing');
  withPlace(command).action(async (options: InitOptions) => {
    const { runInit } = await import('./run-init.ts');
    end(await runInit(options, world));
  });
}
