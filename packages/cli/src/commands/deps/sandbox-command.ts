import type { Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { withRoot } from '../../command-line/options.ts';
import { withAsking, withHolding, withService } from '../release/shared-options.ts';
import type { DepsSandboxOptions } from './options.ts';
import { withUpgrade } from './upgrade-command.ts';

export function addDepsSandbox(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('sandbox')
    .summary('try an upgrade where nothing is lost, and propose it')
    .description(
      'Does what `deps upgrade` does, pushes the branch, deploys its commit to the environment that nothing is promoted to, waits until it is ready there, and opens a pull request on GitHub with the summary. A person approves and merges it. Called again with --branch it goes on where it was cut off. Without --start it shows what it would do.',
    );
  const upgraded = withUpgrade(command, 'do not ask; without a terminal nothing is done without it')
    .option('--branch <name>', 'test and judge what this branch holds, and go on with that')
    .optionsGroup('Where it is tried:')
    .option('--environment <name>', 'where; default: the only one that nothing is promoted to');
  withHolding(withAsking(withService(upgraded)))
    .optionsGroup('Options:')
    .option('--no-pull-request', 'open none; its text is printed')
    .option('--remote <name>', 'the git remote with the branches and the locks', 'origin');
  withRoot(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: DepsSandboxOptions) => {
      const { runDepsSandbox } = await import('./run-sandbox.ts');
      end(await runDepsSandbox(options, world));
    });
}

const EXAMPLES = `
Examples:
  lockkeeper deps sandbox                              show what would be done
  lockkeeper deps sandbox --start --package httpx==0.28.1
  lockkeeper deps sandbox --start --yes --branch auto/dependency-upgrade-20261121-001

Exit codes:
  0  it is proposed, or nothing is newer
  1  the tests failed, the policy finds an error, or something stands against it
  2  wrong usage, or something is missing or could not be looked at
  3  a technical error, or it was stopped: go on with --branch
  4  somebody else has the lock
  5  it did not get well, and what ran before runs again
  6  the way back failed as well: a person has to look
  7  somebody has to approve it, or to look what happened`;
