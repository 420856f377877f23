import { InvalidArgumentError, Option, type Command } from 'commander';

import {
  collectWords,
  FORMAT_NAMES,
  STAGE_NAMES,
  withCache,
  withColor,
  withPlace,
} from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { CheckOptions } from './options.ts';

export function addCheck(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('check')
    .summary('judge the repository, a change to it, or some files')
    .description(
      'Judges the files on disk and the unmerged changes. With --base or --event, it judges that change by the policy of its base. Without a policy, it judges migrations and requirements.',
    )
    .argument('[paths...]', 'files and folders to judge; default: the whole repository')
    .optionsGroup('Scope:')
    .option('--base <commit>', 'judge the changes since this branch or commit')
    .option('--tree', 'judge the files only, and no change')
    .addOption(
      new Option('--staged', 'judge what `git commit` would commit now').conflicts([
        'base',
        'head',
        'event',
        'pullRequest',
        'tree',
        'fix',
        'snapshot',
      ]),
    )
    .option('--all', 'also judge migrations that `since` or the last release excludes')
    .option('--head <commit>', 'judge this branch or commit, not the files on disk')
    .option('--event <file>', 'read base, head and branch from a GitHub event payload, and ask GitHub')
    .option('--pull-request <number>', 'ask GitHub for its labels and author', pullRequestNumber)
    .option('--branch <name>', 'branch of the change')
    .option('--labels <names>', 'labels of the change; approve only at stage local', collectWords)
    .option('--actor <login>', 'login of the author; counts only at stage local')
    .optionsGroup('Policy:')
    .addOption(
      new Option('--stage <stage>', 'proof to require; default: ci if CI is set, else local').choices(
        STAGE_NAMES,
      ),
    )
    .addOption(
      new Option('--policy <source>', 'source of the policy for a change')
        .choices(['base', 'worktree'])
        .default('base'),
    )
    .option('--no-policy', 'judge by the defaults in CI, where there is no policy')
    .option('--only <rules>', 'use only these rules or areas, such as dependencies', collectWords)
    .optionsGroup('Output:')
    .addOption(new Option('--format <format>', 'report format').choices(FORMAT_NAMES).default('pretty'))
    .option('--output <file>', 'write the report to a file')
    .option('--fix', 'apply the safe fixes, then judge again')
    .option('--save-snapshot <file>', 'save all input, to replay or report the verdict')
    .option('--snapshot <file>', 'judge a saved snapshot instead of the repository')
    .option('--quiet', 'print nothing if nothing needs fixing')
    .option('--verbose', 'also list rules that passed or had nothing to judge')
    .optionsGroup('Options:')
    .addHelpText('after', EXAMPLES);
  withColor(withCache(withPlace(command))).action(
    async (paths: readonly string[], options: Omit<CheckOptions, 'paths'>) => {
      const { startCheck } = await import('./start-check.ts');
      end(await startCheck({ ...options, paths }, world));
    },
  );
}

function pullRequestNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give its number, such as 123.');
}

const EXAMPLES = `
Examples:
  lockkeeper check db/migrations/0042_add_index.sql
  lockkeeper check --staged
  lockkeeper check --base main
  lockkeeper check --event "$GITHUB_EVENT_PATH" --format github
  lockkeeper check --base main --pull-request 123
  lockkeeper check --base main --labels approved-core-change
  lockkeeper check --format sarif --output lockkeeper.sarif`;
