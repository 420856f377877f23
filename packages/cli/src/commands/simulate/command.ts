import { Option, type Command } from 'commander';

import { FORMAT_NAMES, STAGE_NAMES, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { SimulateOptions } from './options.ts';

export function addSimulate(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('simulate')
    .summary('say what would come of a change that nobody made')
    .description(
      'Judges a change as you describe it, by the policy on disk. What you say is taken for true, and files that are named are read from disk where a rule asks for their text. Neither git nor GitHub is needed.',
    )
    .optionsGroup('The change:')
    .option('--path <file>', 'a file it touches; may be given again', collect)
    .addOption(
      new Option('--status <status>', 'what it does to them')
        .choices(['added', 'modified', 'deleted'])
        .default('modified'),
    )
    .option('--branch <name>', 'the branch it is on', 'work')
    .option('--author <login>', 'who opened the pull request', 'somebody')
    .option(
      '--trailer <trailer>',
      'a trailer of its commit, such as "Assisted-by: x"; may be given again',
      collect,
    )
    .option('--ai', 'an AI agent made it')
    .optionsGroup('Its approvals:')
    .option(
      '--label <label>',
      'a label, as NAME, NAME@LOGIN or NAME@LOGIN:ROLE; by a maintainer unless said; may be given again',
      collect,
    )
    .optionsGroup('Options:')
    .addOption(new Option('--stage <stage>', 'where it is judged').choices(STAGE_NAMES).default('ci'))
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMAT_NAMES).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: SimulateOptions) => {
    const { runSimulate } = await import('./run-simulate.ts');
    end(await runSimulate(options, world));
  });
}

/** Nothing is split at a comma: names of files and values of trailers may hold any. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const EXAMPLES = `
Examples:
  lockkeeper simulate --path backend/app/core/auth.py
  lockkeeper simulate --path backend/app/core/auth.py --label approved-core-change
  lockkeeper simulate --path backend/app/core/auth.py --label approved-core-change@bob:write
  lockkeeper simulate --ai --branch auto/x --path docs/guide.md --path .github/workflows/ci.yml
  lockkeeper simulate --path db/001.sql --status deleted --trailer "Assisted-by: Codex"

Exit codes are those of check.`;
