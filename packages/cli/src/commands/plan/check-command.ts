import { Option, type Command } from 'commander';

import { withColor } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { PlanCheckOptions } from './options.ts';

export function addPlanCheck(plan: Command, { world, end }: CommandContext): void {
  const command = plan
    .command('check')
    .summary('refuse a plan that takes data away')
    .description(
      'Reads a plan as it was pasted or piped: SQL, what alembic upgrade --sql or prisma migrate diff print, or the publish dialog of a platform with SQL in it. It refuses DROP TABLE, dropped columns, TRUNCATE and DELETE without WHERE, resets, and what the platform itself warns of, and says what to do instead. What is neither SQL nor a known sentence is no pass.',
    )
    .argument('[file]', 'the file with the plan; left out or -, it is read from standard input')
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['pretty', 'json']).default('pretty'),
    )
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
  0  nothing in it takes data away
  1  do not approve it
  2  a part of it cannot be judged, or it cannot be read`;
