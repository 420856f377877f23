import { Argument, type Command } from 'commander';

import { SHELLS, type Shell } from './shells.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addCompletion(program: Command, { world, end }: CommandContext): void {
  program
    .command('completion')
    .summary('print a completion script for your shell')
    .description('Prints a script that completes commands, options and rules in your shell.')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('./run-completion.ts');
      end(runCompletion(shell, { program, world }));
    });
}

const EXAMPLES = `
Examples:
  source <(lockkeeper completion bash)
  lockkeeper completion zsh > "\${fpath[1]}/_lockkeeper"
  lockkeeper completion fish > ~/.config/fish/completions/lockkeeper.fish
  lockkeeper completion powershell | Out-String | Invoke-Expression`;
