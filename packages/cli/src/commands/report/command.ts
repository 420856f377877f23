import { Option, type Command } from 'commander';

import { collectWords, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ReportOptions } from './options.ts';

export function addReport(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('report')
    .summary('say what there is to show that a deploy is safe, tested, predictable, reversible, compliant')
    .description(
      'Tells of each of these words what it rests on, and where that was seen: the guard with its rules and checks, the record of the last good deploy, the audit log, the locks, the waivers. What nobody looked at is not proved, and nothing else is said of it.',
    )
    .option('--head <commit>', 'the commit that is about to be deployed', 'HEAD')
    .option('--environment <name>', 'where to; also asks GitHub for reviews and checks')
    .option('--service <name>', 'which service, as for the guard; default: the first')
    .option(
      '--variables <environment=file>',
      'a file such as .env that sets the variables of an environment, as for the guard',
      collectWords,
    )
    .option('--remote <name>', 'the git remote that holds the locks', 'origin')
    .addOption(
      new Option('--format <format>', 'form of the report')
        .choices(['pretty', 'json', 'markdown'])
        .default('pretty'),
    )
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: ReportOptions) => {
    const { runReport } = await import('./run-report.ts');
    end(await runReport(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper report
  lockkeeper report --environment production --format markdown

Exit codes:
  0  the report was made, whatever it says; what lets a release pass is the guard
  2  wrong usage, or a policy that cannot be used
  3  a technical error`;
