import { Option, type Command } from 'commander';

import { withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { PolicyPrintOptions } from './options.ts';

export function addPolicy(program: Command, { world, end }: CommandContext): void {
  const policy = program
    .command('policy')
    .summary('print the policy or its schema')
    .description('Prints the policy or its schema.');
  const print = policy
    .command('print')
    .summary('print the policy as it takes effect')
    .description(
      'Prints the policy of the working tree with its presets merged in. It also prints where the severity of each rule comes from.',
    )
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'));
  withPlace(print).action(async (options: PolicyPrintOptions) => {
    const { runPolicyPrint } = await import('./run-print.ts');
    end(await runPolicyPrint(options, world));
  });
  policy
    .command('schema')
    .summary('print the JSON Schema of the policy file')
    .description('Prints the JSON Schema of the policy file, for completion and checks in editors.')
    .action(async () => {
      const { runPolicySchema } = await import('./run-schema.ts');
      end(runPolicySchema(world));
    });
}
