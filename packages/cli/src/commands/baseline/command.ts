import type { Command } from 'commander';

import { withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { BaselineOptions } from './options.ts';

export function addBaseline(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('baseline')
    .summary('accept the current findings, so that only new ones are shown')
    .description(
      'Writes all findings of the tree to the baseline file of the policy. Commit the file: from then on, only new findings are shown.',
    )
    .option('--prune', 'only remove findings that no longer occur');
  withPlace(command).action(async (options: BaselineOptions) => {
    const { runBaseline } = await import('./run-baseline.ts');
    end(await runBaseline(options, world));
  });
}
