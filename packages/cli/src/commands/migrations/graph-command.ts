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
      'Draws each history, newest first. It marks heads, bases, merges and branch labels, and released and unmerged revisions.',
    )
    .option('--last <number>', 'only this many of the newest revisions of each history', wholeNumber);
  withEnvironment(command)
    .addOption(
      new Option('--format <format>', 'output format; svg is a complete image, mermaid is for Markdown')
        .choices(['pretty', 'json', 'mermaid', 'svg'])
        .default('pretty'),
    )
    .option('--output <file>', 'write the graph to a file')
    .option('--ascii', 'draw lines with ASCII characters')
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
