import type { Command } from 'commander';

import { addDepsCheck } from './check-command.ts';
import { addDepsExplain } from './explain-command.ts';
import { addDepsSandbox } from './sandbox-command.ts';
import { addDepsSync } from './sync-command.ts';
import { addDepsUpgrade } from './upgrade-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addDeps(program: Command, context: CommandContext): void {
  const deps = program
    .command('deps')
    .summary('check and upgrade requirements and their locks')
    .description(
      'Works with pairs of requirements and locks. The policy names the pairs; without a policy, they are found.',
    );
  for (const add of [addDepsCheck, addDepsSync, addDepsExplain, addDepsUpgrade, addDepsSandbox])
    add(deps, context);
}
