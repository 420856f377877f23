import { Option, type Command } from 'commander';

import { withAnswerFormat, withPlace, withRoot } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { PolicyPrintOptions, PolicyUpdateOptions } from './options.ts';

export function addPolicy(program: Command, { world, end }: CommandContext): void {
  const policy = program
    .command('policy')
    .summary('print the policy or its schema, update what it extends')
    .description('Prints the policy or its schema, and updates copies of policies that it extends.');
  const print = policy
    .command('print')
    .summary('print the policy with all that it extends')
    .description(
      'Prints the policy of the working tree with all that it extends merged in. It also prints where each key comes from.',
    )
    .option('--defaults', 'also print what holds by default; JSON always has it')
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'));
  withPlace(print).action(async (options: PolicyPrintOptions) => {
    const { runPolicyPrint } = await import('./run-print.ts');
    end(await runPolicyPrint(options, world));
  });
  const update = policy
    .command('update')
    .summary('copy the policies that this one extends from other repositories and packages')
    .description(
      'Copies policies that this one extends from other repositories and packages, and shows what changes. A check reads the copies in .lockkeeper/extends, never the network.',
    )
    .option('--check', 'write nothing; exit 1 where a copy differs, 2 where its origin cannot be reached');
  withAnswerFormat(withRoot(update)).action(async (options: PolicyUpdateOptions) => {
    const { runPolicyUpdate } = await import('./run-update.ts');
    end(await runPolicyUpdate(options, world));
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
