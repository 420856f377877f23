import type { Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { ExplainOptions } from './options.ts';

export function addExplain(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('explain')
    .summary('show what a rule requires and why')
    .description(
      'Shows the page of a rule and its severity in this policy. For an area, it lists the rules of that area; without a name, all rules.',
    )
    .argument('[rule]', 'a rule such as paths/protected, or an area such as paths');
  withColor(withPlace(command)).action(async (rule: string | undefined, options: ExplainOptions) => {
    const { runExplain } = await import('./run-explain.ts');
    end(await runExplain(rule, { options, world }));
  });
}
