import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbDiagnoseOptions } from './options.ts';

export function addDbDiagnose(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('diagnose')
    .summary('find out which known problem you have, and how to fix it')
    .description(
      'Checks for three known problems, and says what to do, step by step. They are: production at an unexpected Alembic version, a start that continued after failed migrations, and a platform that still shows DROP TABLE. It shows the evidence for each. It reads both databases, the migrations and the scripts, and runs the guard on the checkout.',
    )
    .option('--plan <file>', 'plan that a platform asks you to approve; - is standard input')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['pretty', 'json', 'markdown'])
        .default('pretty'),
    )
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: DbDiagnoseOptions) => {
    const { runDbDiagnose } = await import('./run-diagnose.ts');
    end(await runDbDiagnose(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper db diagnose
  lockkeeper db diagnose --plan plan.sql --format markdown

Exit codes:
  0  checked, whatever the result
  2  wrong usage, or an unusable policy
  3  technical error`;
