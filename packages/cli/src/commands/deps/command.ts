import type { Command } from 'commander';

import { addCheck } from './check-command.ts';
import { addExplain } from './explain-command.ts';
import { addSync } from './sync-command.ts';
import { addUpgrade } from './upgrade-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addDeps(program: Command, context: CommandContext): void {
  const deps = program
    .command('deps')
    .summary('look after requirements and their locks')
    .description(
      'What concerns pairs of requirements and locks: those the policy names, or those found without one.',
    );
  for (const add of [addCheck, addSync, addExplain, addUpgrade]) add(deps, context);
}
