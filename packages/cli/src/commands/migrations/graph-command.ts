import { Option, type Command } from 'commander';

import { withCache, withColor, withPlace } from '../../command-line/options.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withEnvironment } from './options.ts';
import type { MigrationsGraphOptions } from './options.ts';

export function addMigrationsGraph(migrations: Command, { world, end }: CommandContext): void {
  const command = migrations
    .command('graph')
    .summary('draw the history of the revisions')
    .description(
      'Draws each history, newest first: heads, bases, merges, branch labels, what is released and what is not merged yet.',
    )
    .option('--last <number>', 'of each history only so many, the newest', wholeNumber);
  withEnvironment(command)
    .addOption(
      new Option('--format <format>', 'form of the drawing; svg stands alone, mermaid is for Markdown')
        .choices(['pretty', 'json', 'mermaid', 'svg'])
        .default('pretty'),
    )
    .option('--output <file>', 'write it there instead of to the output')
    .option('--ascii', 'draw lines with plain characters')
    .addHelpText('after', EXAMPLES);
  withColor(withCache(withPlace(command))).action(async (options: MigrationsGraphOptions) => {
    const { runMigrationsGraph } = await import('./run-graph.ts');
    end(await runMigrationsGraph(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper migrations graph --last 20
  lockkeeper migrations graph --format svg --output docs/migrations.svg`;
