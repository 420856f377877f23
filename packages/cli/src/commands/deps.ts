import type { Command } from 'commander';

import { addUpgrade } from '../deps/upgrade-command.ts';
import type { CommandContext } from '../program.ts';

export function addDeps(program: Command, context: CommandContext): void {
  const deps = program
    .command('deps')
    .summary('look after requirements and their locks')
    .description('What concerns the pairs of requirements and locks that the policy names.');
  for (const add of [addUpgrade]) add(deps, context);
}
