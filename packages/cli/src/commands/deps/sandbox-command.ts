import type { Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';
import { withRoot } from '../../command-line/options.ts';
import { withAsking, withHolding, withService } from '../release/shared-options.ts';
import type { DepsSandboxOptions } from './options.ts';
import { withUpgrade } from './upgrade-command.ts';

export function addDepsSandbox(deps: Command, { world, end }: CommandContext): void {
  const command = deps
    .command('sandbox')
    .summary('try an upgrade in an environment such as staging, and propose it')
    .description(
      'Runs `deps upgrade`, deploys the result to staging, and proposes it. Staging means the environment without promote_from. It pushes the branch, waits until the commit is ready there, and opens a pull request on GitHub, which a person approves and merges. With --branch, it continues an interrupted run. Without --start, it only shows what it would do.',
    );
  const upgraded = withUpgrade(command, 'do not ask; required without a terminal')
    .option('--branch <name>', 'test and judge this branch, and continue from there')
    .optionsGroup('Deploy:')
    .option('--environment <name>', 'environment to deploy to; default: the only one without promote_from');
  withHolding(withAsking(withService(upgraded)))
    .optionsGroup('Options:')
    .option('--no-pull-request', 'open no pull request; print its text')
    .option('--remote <name>', 'git remote with the branches and the locks', 'origin');
  withRoot(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: DepsSandboxOptions) => {
      const { runDepsSandbox } = await import('./run-sandbox.ts');
      end(await runDepsSandbox(options, world));
    });
}

const EXAMPLES = `
Examples:
  lockkeeper deps sandbox                              show what would happen
  lockkeeper deps sandbox --start --package httpx==0.28.1
  lockkeeper deps sandbox --start --yes --branch auto/dependency-upgrade-20261121-001

Exit codes:
  0  proposed, or nothing is newer
  1  the tests failed, the policy finds an error, or something prevents it
  2  wrong usage, or something is missing or could not be checked
  3  technical error, or interrupted: continue with --branch
  4  somebody else holds the lock
  5  the service did not become healthy; the previous version runs again
  6  the rollback failed too: a person must look
  7  somebody must approve it, or find out what happened`;
