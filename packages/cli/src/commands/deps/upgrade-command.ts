import type { Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { withRoot } from '../../command-line/options.ts';
import type { DepsUpgradeOptions } from './options.ts';

export function addDepsUpgrade(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('upgrade')
    .summary('prepare an upgrade on a branch of its own')
    .description(
      'Makes a dated branch, runs your own lock command and your tests after asking, judges the result, commits both files and writes the text of the pull request. Nothing is pushed; what fails is taken back. Without --start it shows what it would do.',
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
    .optionsGroup('What is upgraded:')
    .option('--pair <id>', 'the pair, where the policy names several')
    .option('--package <name>', 'only this package; name==version for a certain one; repeatable', collect)
    .option('--command <words>', "your lock command, instead of the one in the lock's header; no shell")
    .optionsGroup('How:')
    .option('--start', 'do it')
    .option('--dry-run', 'only show what would be done')
    .option('--yes', unasked)
    .option('--test <words>', 'the command that tests it, instead of the one in the policy; no shell')
    .option('--no-test', 'do not test it; the pull request says so')
    .option('--keep', 'when it does not work out, leave branch and files for looking at')
    .option('--output <file>', 'write the text of the pull request to a file');
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const EXAMPLES = `
Examples:
  lockkeeper deps upgrade                              show what would be done
  lockkeeper deps upgrade --start --output upgrade.md
  lockkeeper deps upgrade --start --package httpx==0.28.1
  lockkeeper deps upgrade --start --yes --test "python -m pytest"`;
