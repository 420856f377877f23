import type { Command } from 'commander';

import type { CommandContext } from '../../command-line/command-context.ts';

export function addSchema(program: Command, { world, end }: CommandContext): void {
  program
    .command('schema')
    .summary('print the JSON Schema of the output of a command')
    .description(
      'Prints the JSON Schema of the output of a command with --format json. For the policy file, run `lockkeeper policy schema`.',
    )
    .argument('<command...>', 'name of the command, such as check or db audit')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[]) => {
      const { runSchema } = await import('./run-schema.ts');
      end(runSchema(words, world));
    });
}

const EXAMPLES = `
Examples:
  lockkeeper schema check > check.schema.json
  lockkeeper schema db audit`;
