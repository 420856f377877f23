import type { Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withPairs } from './options.ts';
import type { DepsSyncOptions } from './options.ts';

export function addDepsSync(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('sync')
    .summary('bring locks to their sources, without a network')
    .description(
      'Copies the source (mode textual), or adds, replaces and removes entries and leaves every other line as it is (mode mirror). A compiled lock only its own tool can write: the command is shown, and never run.',
    )
    .optionsGroup('What is brought into sync:');
  withPairs(command)
    .optionsGroup('Options:')
    .option('--dry-run', 'only show what would change; exit code 1 when something would')
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: DepsSyncOptions) => {
    const { runDepsSync } = await import('./run-deps-sync.ts');
    end(await runDepsSync(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper deps sync --dry-run
  lockkeeper deps sync --pair backend
  lockkeeper deps sync --source requirements.txt --lock requirements.lock --mode mirror`;
