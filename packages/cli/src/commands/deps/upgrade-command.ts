import type { Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { withRoot } from '../../command-line/options.ts';
import type { DepsUpgradeOptions } from './options.ts';

export function addDepsUpgrade(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('upgrade')
    .summary('prepare an upgrade on a separate branch')
    .description(
      'Prepares an upgrade of dependencies on a dated branch. It asks, then runs your lock command and your tests, judges the result, commits both files and writes the text of the pull request. It pushes nothing, and reverts what fails. Without --start, it only shows what it would do.',
    );
  withRoot(withUpgrade(command, 'run the commands without asking').optionsGroup('Options:'))
    .addHelpText('after', EXAMPLES)
    .action(async (options: DepsUpgradeOptions) => {
      const { runDepsUpgrade } = await import('./run-upgrade.ts');
      end(await runDepsUpgrade(options, world));
    });
}

/** What is upgraded, and how. @param unasked what `--yes` does */
export function withUpgrade(command: Command, unasked: string): Command {
  return command
    .optionsGroup('Scope:')
    .option('--pair <id>', 'pair to upgrade, if the policy names several')
    .option(
      '--package <name>',
      'only this package; name==version for an exact version; may be repeated',
      collect,
    )
    .option(
      '--command <words>',
      "your lock command, instead of the one in the lock's header; runs without a shell",
    )
    .optionsGroup('How:')
    .option('--start', 'run the upgrade')
    .option('--dry-run', 'only show what would happen')
    .option('--yes', unasked)
    .option('--test <words>', 'test command, instead of the one in the policy; runs without a shell')
    .option('--no-test', 'run no tests; the pull request says so')
    .option('--keep', 'keep branch and files after a failure')
    .option('--output <file>', 'write the text of the pull request to a file');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const EXAMPLES = `
Examples:
  lockkeeper deps upgrade                              show what would happen
  lockkeeper deps upgrade --start --output upgrade.md
  lockkeeper deps upgrade --start --package httpx==0.28.1
  lockkeeper deps upgrade --start --yes --test "python -m pytest"`;
