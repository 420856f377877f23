import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ChecklistOptions } from './options.ts';

export function addChecklist(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('checklist')
    .summary('show the steps of a deploy with migrations, and which are done')
    .description(
      'Shows the steps of a deploy with migrations, and which are done. It lists steps to do once, before every publish, with a new migration and in an emergency, each with its evidence. It runs the guard on the checkout and reads both databases. It marks a step that it cannot check as neither done nor open.',
    )
    .option('--plan <file>', 'plan that a platform asks you to approve; - is standard input')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['pretty', 'json', 'markdown'])
        .default('pretty'),
    )
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: ChecklistOptions) => {
    const { runChecklist } = await import('./run-checklist.ts');
    end(await runChecklist(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper checklist
  lockkeeper checklist --plan plan.sql --format markdown

Exit codes:
  0  shown, whatever the result
  2  wrong usage, or an unusable policy
  3  technical error`;
