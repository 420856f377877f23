import type { Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ExplainOptions } from './options.ts';

export function addExplain(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('explain')
    .summary('show what a rule asks and why')
    .description(
      'Shows the page of a rule and how the policy here weighs it. Without a rule it lists them all.',
    )
    .argument('[rule]', 'such as paths/protected');
  withColor(withPlace(command)).action(async (rule: string | undefined, options: ExplainOptions) => {
    const { runExplain } = await import('./run-explain.ts');
    end(await runExplain(rule, { options, world }));
  });
}
