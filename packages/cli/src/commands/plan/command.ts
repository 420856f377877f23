import type { Command } from 'commander';

import { addPlanCheck } from './check-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addPlan(program: Command, context: CommandContext): void {
  const plan = program
    .command('plan')
    .summary('judge the migration plan of a platform before you approve it')
    .description(
      'Judges a migration plan that a platform asks you to approve. It needs no policy, no repository and no database.',
    );
  addPlanCheck(plan, context);
}
