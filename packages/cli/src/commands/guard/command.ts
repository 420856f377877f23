import type { GuardFormat } from '@lockkeeper/policy-core/report';
import { Option, type Command } from 'commander';

import { collectWords, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { GuardOptions } from './options.ts';

/** Spelled out here as well as where they are written: nothing is loaded for help. */
const FORMATS = ['pretty', 'json', 'sarif', 'markdown'] as const satisfies readonly GuardFormat[];

export function addGuard(program: Command, { world, end }: CommandContext): void {
  const command = program
    .command('guard')
    .summary('say whether a commit may be deployed')
    .description(
      'Runs every check of the policy on what would newly reach production: from the last recorded good deploy to the head. Without a record it judges the tree only, and says so. Looks at the deploy record, the audit log, and where the policy names migrations also at both databases and at what is pending between them.',
    )
    .option('--head <commit>', 'the commit that is about to be deployed', 'HEAD')
    .option('--environment <name>', 'also ask whether it may be deployed there, such as production')
    .option('--service <name>', SERVICE)
    .option('--first-deploy', 'nothing was deployed before, so there is no deploy record to compare with')
    .option(
      '--variables <environment=file>',
      'a file such as .env that sets the variables of an environment, or of one service of it (production/api=FILE); production=process for those of this process. Several are separated by commas. No value is shown',
      collectWords,
    )
    .option(
      '--prove',
      'run the pending migrations up, down and up again with real Alembic, on a scratch database that is made beside development and dropped again; the audit log has it',
    )
    .option('--python <program>', 'the Python that has your Alembic, for --prove; else that on the PATH')
    .option('--verbose', 'also list the checks and rules that passed, and those that had nothing to judge')
    .addOption(new Option('--format <format>', 'form of the report').choices(FORMATS).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: GuardOptions) => {
    const { runGuard } = await import('./run-guard.ts');
    end(await runGuard(options, world));
  });
}

const SERVICE =
  'which service is about to be deployed, of those that the policy names in deployment.services; default: the first';

const EXAMPLES = `
Examples:
  lockkeeper guard --head v1.4.0
  lockkeeper guard --environment production    asks GitHub for reviews and checks; set GITHUB_TOKEN
  lockkeeper guard --environment staging --variables staging=.env,production=.env.prod
  lockkeeper guard --prove --python .venv/bin/python
  lockkeeper guard --environment staging --head origin/develop --format json`;
