import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withPairs } from './options.ts';
import type { DepsExplainOptions } from './options.ts';

export function addDepsExplain(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('explain')
    .summary('show where a package in a lock comes from')
    .description(
      'Shows why a package is in a lock. It lists the lines that require it, whether their markers apply, what the lock pins, and the path up to requirements that people wrote.',
    )
    .argument('<package>', 'such as django')
    .optionsGroup('Scope:');
  withPairs(command)
    .optionsGroup('Options:')
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (name: string, options: DepsExplainOptions) => {
    const { runDepsExplain } = await import('./run-deps-explain.ts');
    end(await runDepsExplain(name, { options, world }));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper deps explain django
  lockkeeper deps explain typing-extensions --pair backend --format json`;
