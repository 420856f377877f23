import { Option, type Command } from 'commander';

import { FORMAT_NAMES, STAGE_NAMES, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withPairs } from './options.ts';
import type { DepsCheckOptions } from './options.ts';

export function addDepsCheck(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('check')
    .summary('judge requirements and their locks, with or without a policy')
    .description(
      'Judges the pairs that the policy names by its rules about dependencies. Without a policy it finds the pairs itself and takes the mode each should have. No network is used.',
    )
    .optionsGroup('What is judged:');
  withPairs(command)
    .optionsGroup('What comes of it:')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMAT_NAMES).default('pretty'))
    .option('--output <file>', 'write the report to a file')
    .option('--fix', 'apply the fixes that are safe, then judge again')
    .option('--init', 'only print what a policy would say of these pairs')
    .option('--quiet', 'print nothing when there is nothing to mend')
    .addOption(
      new Option('--stage <stage>', 'how much must be proved; ci when CI is set, else local').choices(
        STAGE_NAMES,
      ),
    )
    .optionsGroup('Options:')
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: DepsCheckOptions) => {
    const { runDepsCheck } = await import('./run-deps-check.ts');
    end(await runDepsCheck(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper deps check
  lockkeeper deps check --pair backend --fix
  lockkeeper deps check --source requirements.in --lock requirements.txt --python 3.11
  lockkeeper deps check --init`;
