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
      'Judges requirements and their locks by the rules about dependencies. The policy names the pairs. Without a policy, it finds them and chooses the mode of each. It uses no network.',
    )
    .optionsGroup('Scope:');
  withPairs(command)
    .optionsGroup('Output:')
    .addOption(new Option('--format <format>', 'report format').choices(FORMAT_NAMES).default('pretty'))
    .option('--output <file>', 'write the report to a file')
    .option('--fix', 'apply the safe fixes, then judge again')
    .option('--init', 'only print a policy for these pairs')
    .option('--quiet', 'print nothing if nothing needs fixing')
    .addOption(
      new Option('--stage <stage>', 'proof to require; default: ci if CI is set, else local').choices(
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
