import { Option, type Command } from 'commander';

import { FORMAT_NAMES, STAGE_NAMES, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { SimulateOptions } from './options.ts';

export function addSimulate(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('simulate')
    .summary('judge a change that nobody has made')
    .description(
      'Judges a change as you describe it, by the policy on disk. It takes your description as true, and reads the named files from disk if a rule needs their text. It needs neither git nor GitHub.',
    )
    .optionsGroup('Change:')
    .option('--path <file>', 'file in the change; may be repeated', collect)
    .addOption(
      new Option('--status <status>', 'what happens to the files')
        .choices(['added', 'modified', 'deleted'])
        .default('modified'),
    )
    .option('--branch <name>', 'branch of the change', 'work')
    .option('--author <login>', 'login that opened the pull request', 'somebody')
    .option('--trailer <trailer>', 'commit trailer, such as "Assisted-by: x"; may be repeated', collect)
    .option('--ai', 'an AI agent made the change')
    .optionsGroup('Approvals:')
    .option(
      '--label <label>',
      'label, as NAME, NAME@LOGIN or NAME@LOGIN:ROLE; default: applied by a maintainer; may be repeated',
      collect,
    )
    .optionsGroup('Options:')
    .addOption(new Option('--stage <stage>', 'stage to judge at').choices(STAGE_NAMES).default('ci'))
    .addOption(new Option('--format <format>', 'report format').choices(FORMAT_NAMES).default('pretty'))
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

Exit codes: as for check.`;
