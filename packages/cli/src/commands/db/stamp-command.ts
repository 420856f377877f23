import { Option, type Command } from 'commander';

import { withColor } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbStampOptions } from './options.ts';

export function addDbStamp(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('stamp')
    .summary('mark an existing production database as at the baseline, once')
    .description(
      'Marks a database that is older than Alembic as at the baseline. It creates alembic_version with one row, and changes nothing else. It shows its plan and asks first, and is safe to repeat. It refuses a database that is at another revision, that differs from the baseline, or that the next upgrade would harm.',
    )
    .option(
      '--revision <id>',
      'baseline; default: migrations.baseline of the policy, else the first revision',
    )
    .option('--variable <name>', 'variable with the address; default: the one of production')
    .option('--alembic <words>', 'your Alembic command, such as "poetry run alembic"; runs without a shell')
    .option('--no-alembic', 'read what is pending from the files, not from Alembic')
    .option('--dry-run', 'only show what would happen')
    .option('--yes', 'do not ask')
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .option('--root <dir>', 'repository to use; default: the one around the current folder')
    .addHelpText('after', EXAMPLES);
  withColor(command).action(async (options: DbStampOptions) => {
    const { runDbStamp } = await import('./run-stamp.ts');
    end(await runDbStamp(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper db stamp --dry-run         show the plan for DATABASE_URL_PROD
  lockkeeper db stamp                   show the plan, ask, and stamp
  lockkeeper db stamp --yes --revision 5a9d6371e18c --format json

Exit codes:
  0  stamped, or already tracked; with --dry-run also: it would be stamped
  1  refused: it must not be stamped
  2  something necessary could not be read, or nobody said yes
  3  technical error
  4  somebody else is stamping or migrating it`;
