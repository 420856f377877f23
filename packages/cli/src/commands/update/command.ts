import type { Command } from 'commander';

import { withAnswerFormat, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { UpdateOptions, UpdateStatusOptions } from './options.ts';

export function addUpdate(program: Command, { world, end }: CommandContext): void {
  const update = program
    .command('update')
    .summary('show how a service updates itself')
    .description(
      'Shows how a service updates itself, by the settings in config/update.toml and what it keeps below bot_persistence. Nothing of the service is changed.',
    );
  const run = update
    .command('run')
    .summary('show what an update would do now')
    .description(
      'Asks the remote for the newest version, fetches it into a mirror of its own, verifies its signature, and prints from what to what the service would be updated, or why it would not. Nothing of the target is run, and nothing of the service is changed.',
    )
    .requiredOption('--dry-run', 'apply nothing')
    .requiredOption('--profile <name>', 'the folder below bot_persistence');
  withAnswerFormat(withRoot(run))
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (options: UpdateStatusOptions) => {
      const { runUpdatePreview } = await import('./run-update-preview.ts');
      end(await runUpdatePreview(options, world));
    });
  const explain = update
    .command('explain')
    .summary('show every setting, and what set it')
    .description(
      'Prints every setting with its value and where that comes from: the environment, the file or the default. A mistake in the file or in a variable is told with its place; no default stands in for it.',
    );
  withAnswerFormat(withRoot(explain)).action(async (options: UpdateOptions) => {
    const { runUpdateExplain } = await import('./run-update-explain.ts');
    end(await runUpdateExplain(options, world));
  });
  const status = update
    .command('status')
    .summary('show what runs, and how the last update ended')
    .description(
      'Prints what version.json and update_state.json of a profile say: what runs, how the last update ended, what was spent today, which versions failed here. A file that cannot be read whole is told, never guessed at.',
    )
    .requiredOption('--profile <name>', 'the folder below bot_persistence');
  withAnswerFormat(withRoot(status))
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (options: UpdateStatusOptions) => {
      const { runUpdateStatus } = await import('./run-update-status.ts');
      end(await runUpdateStatus(options, world));
    });
}

const RUN_EXAMPLES = `
Examples:
  lockkeeper update run --dry-run --profile live
  lockkeeper update run --dry-run --profile live --format json

Exit codes:
  0  there is a version that may be taken, or the newest runs
  1  something stands against it
  2  something is not known, or a file cannot be used
  3  the remote did not answer`;

const STATUS_EXAMPLES = `
Examples:
  lockkeeper update status --profile live
  lockkeeper update status --profile live --format json

Exit codes:
  0  it was read
  2  a file cannot be used, or there is no such profile`;
