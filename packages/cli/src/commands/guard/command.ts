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
    .summary('decide whether a commit may be deployed')
    .description(
      'Runs every check on what a deploy would newly bring to production. The range is from the last recorded good deploy to the head; without a record, it judges the tree only, and says so. It reads the deploy record, the audit log and, if the policy names migrations, both databases and the pending migrations.',
    )
    .option('--head <commit>', 'commit to deploy', 'HEAD')
    .option('--environment <name>', 'also check whether it may be deployed there, such as production')
    .option('--service <name>', SERVICE)
    .option('--first-deploy', 'nothing was deployed before, so no deploy record exists')
    .option(
      '--variables <environment=file>',
      'file such as .env with the variables of an environment, or of one of its services (production/api=FILE); production=process uses those of this process. Separate several with commas. Values are never shown',
      collectWords,
    )
    .option(
      '--prove',
      'run the pending migrations up, down and up again with real Alembic, on a scratch database that is created beside development and dropped afterwards; recorded in the audit log',
    )
    .option('--python <program>', 'Python that has your Alembic, for --prove; default: the one on PATH')
    .option('--verbose', 'also list checks and rules that passed or had nothing to judge')
    .addOption(new Option('--format <format>', 'report format').choices(FORMATS).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: GuardOptions) => {
    const { runGuard } = await import('./run-guard.ts');
    end(await runGuard(options, world));
  });
}

const SERVICE = 'service to deploy, from deployment.services in the policy; default: the first';

const EXAMPLES = `
Examples:
  lockkeeper guard --head v1.4.0
  lockkeeper guard --environment production
  lockkeeper guard --environment staging --variables staging=.env,production=.env.prod
  lockkeeper guard --prove --python .venv/bin/python
  lockkeeper guard --environment staging --head origin/develop --format json`;
