import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ChecklistOptions } from './options.ts';

export function addChecklist(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('checklist')
    .summary('tick off what a deploy with migrations takes, as far as it can be seen')
    .description(
      'Shows what is to be done once, before every publish, with a new migration and in an emergency, each with whether it is done and what that was seen by. It runs the guard on what is checked out and looks at both databases, read only. What could not be seen is ticked neither way.',
    )
    .option('--plan <file>', 'the plan that a platform asks to approve; - is standard input')
    .addOption(
      new Option('--format <format>', 'form of the list')
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
  0  the list was made, whatever it says
  2  wrong usage, or a policy that cannot be used
  3  a technical error`;
