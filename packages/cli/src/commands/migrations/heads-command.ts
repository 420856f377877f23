import { Option, type Command } from 'commander';

import { withCache, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withEnvironment } from './options.ts';
import type { MigrationsHeadsOptions } from './options.ts';

export function addMigrationsHeads(migrations: Command, { world, end }: CommandContext): void {
  const command = migrations
    .command('heads')
    .summary('list the revisions that a history ends in')
    .description(
      'Lists the heads of each history, with their files and messages. There should be one head, or one for each branch that the policy allows.',
    )
    .option('--check', 'fail if a history does not end in one head');
  withEnvironment(command)
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withCache(withPlace(command))).action(async (options: MigrationsHeadsOptions) => {
    const { runMigrationsHeads } = await import('./run-heads.ts');
    end(await runMigrationsHeads(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper migrations heads
  lockkeeper migrations heads --check --environment alembic.ini

Exit codes of --check:
  0  every history ends in one head
  1  a history does not
  2  undetermined`;
