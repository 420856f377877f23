import { Option, type Command } from 'commander';

import { collectWords, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ReportOptions } from './options.ts';

export function addReport(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('report')
    .summary('list the evidence that a deploy is safe, tested, predictable, reversible, compliant')
    .description(
      'Lists the evidence for each property, and where it came from. The properties are safe, tested, predictable, reversible and compliant. The sources are the guard with its rules and checks, the record of the last good deploy, the audit log, the locks and the waivers. Whatever nobody checked is not proved.',
    )
    .option('--head <commit>', 'commit to deploy', 'HEAD')
    .option('--environment <name>', 'environment to deploy to; also asks GitHub for reviews and checks')
    .option('--service <name>', 'service, as for the guard; default: the first')
    .option(
      '--variables <environment=file>',
      'file such as .env with the variables of an environment, as for the guard',
      collectWords,
    )
    .option('--remote <name>', 'git remote that holds the locks', 'origin')
    .addOption(
      new Option('--format <format>', 'report format')
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
  0  reported, whatever the result; only the guard passes a release
  2  wrong usage, or an unusable policy
  3  technical error`;
