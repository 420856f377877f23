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
      'Judges the files on disk and what is not merged yet. With --base or --event it judges that change, by the policy of its base. Without a policy it judges migrations and requirements.',
    )
    .argument('[paths...]', 'files and folders to judge; the whole repository without them')
    .optionsGroup('What is judged:')
    .option('--base <commit>', 'judge what changed since this branch or commit')
    .option('--tree', 'judge the files alone, and no change')
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
    .option('--all', 'also judge migrations that `since` or the last release leaves out')
    .option('--head <commit>', 'judge this branch or commit instead of the files on disk')
    .option('--event <file>', 'take base, head and branch from a GitHub event payload, and ask GitHub')
    .option('--pull-request <number>', 'ask GitHub for labels and author of this one', pullRequestNumber)
    .option('--branch <name>', 'the branch the change is on')
    .option('--labels <names>', 'labels of the change; they approve at stage local only', collectWords)
    .option('--actor <login>', 'who made the change; counts at stage local only')
    .optionsGroup('By what:')
    .addOption(
      new Option('--stage <stage>', 'how much must be proved; ci when CI is set, else local').choices(
        STAGE_NAMES,
      ),
    )
    .addOption(
      new Option('--policy <source>', 'whose policy judges a change')
        .choices(['base', 'worktree'])
        .default('base'),
    )
    .option('--no-policy', 'judge without a policy also where one is required, as in CI')
    .option('--only <rules>', 'judge by these rules or areas only, such as dependencies', collectWords)
    .optionsGroup('What comes of it:')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMAT_NAMES).default('pretty'))
    .option('--output <file>', 'write the report to a file')
    .option('--fix', 'apply the fixes that are safe, then judge again')
    .option('--save-snapshot <file>', 'save all that was seen, to replay or report the verdict')
    .option('--snapshot <file>', 'judge a saved snapshot instead of the repository')
    .option('--quiet', 'print nothing when there is nothing to mend')
    .option('--verbose', 'also list the rules that passed and those that had nothing to judge')
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
