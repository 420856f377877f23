import type { Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withPairs } from './options.ts';
import type { DepsSyncOptions } from './options.ts';

export function addDepsSync(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('sync')
    .summary('update locks from their sources, without a network')
    .description(
      'Updates each lock from its source. Mode textual copies the source; mode mirror adds, replaces and removes entries, and keeps every other line. For a compiled lock, it shows the command of its tool and never runs it.',
    )
    .optionsGroup('Scope:');
  withPairs(command)
    .optionsGroup('Options:')
    .option('--dry-run', 'only show what would change; exit with 1 if something would')
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
