import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbDiagnoseOptions } from './options.ts';

export function addDbDiagnose(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('diagnose')
    .summary('say which known trouble is at hand, and what to do about it')
    .description(
      'Goes through three troubles: production at an unexpected Alembic version, a start that went on with migrations that failed, and a platform that still shows DROP TABLE. Says of each whether it is the one at hand, what that was seen by, and what to do, step by step. It looks at both databases, read only, at the migrations and the scripts here, and runs the guard on what is checked out.',
    )
    .option('--plan <file>', 'the plan that a platform asks to approve; - is standard input')
    .addOption(
      new Option('--format <format>', 'form of the answer')
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
  0  the troubles were gone through, whatever came of it
  2  wrong usage, or a policy that cannot be used
  3  a technical error`;
