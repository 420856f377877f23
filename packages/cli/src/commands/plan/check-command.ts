import { Option, type Command } from 'commander';

import { withColor } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { PlanCheckOptions } from './options.ts';

export function addPlanCheck(plan: Command, { world, end }: CommandContext): void {
  const command = plan
    .command('check')
    .summary('refuse a plan that removes data')
    .description(
      'Judges a pasted or piped plan, and says what to do instead. It reads SQL, the output of alembic upgrade --sql or prisma migrate diff, or the publish dialog of a platform with SQL in it. It refuses DROP TABLE, dropped columns, TRUNCATE, DELETE without WHERE, resets, and whatever the platform itself warns of. Text that is neither SQL nor a known sentence does not pass.',
    )
    .argument('[file]', 'file with the plan; default, or -: standard input')
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(command).action(async (file: string | undefined, options: PlanCheckOptions) => {
    const { runPlanCheck } = await import('./run-plan-check.ts');
    end(await runPlanCheck(file, { options, world }));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper plan check                          paste the plan, then press Ctrl+D
  lockkeeper plan check plan.sql --format json
  alembic upgrade head --sql | lockkeeper plan check

Exit codes:
  0  nothing in it removes data
  1  do not approve it
  2  part of it cannot be judged, or it cannot be read`;
