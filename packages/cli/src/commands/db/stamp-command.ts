import { Option, type Command } from 'commander';

import { withColor } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbStampOptions } from './options.ts';

export function addDbStamp(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('stamp')
    .summary('mark an existing production database as being at the baseline, once')
    .description(
      'Tells Alembic that a database that is older than it is at the baseline: makes alembic_version and one row in it, and changes nothing else. It shows its plan and asks first, may be run as often as one likes, and refuses a database that is at another revision, that is not what the baseline makes, or to which the next upgrade would do harm.',
    )
    .option(
      '--revision <id>',
      'the baseline, when it is neither migrations.baseline of the policy nor the first revision',
    )
    .option('--variable <name>', 'variable with the address, when it is not the one of production')
    .option('--alembic <words>', 'your Alembic command, such as "poetry run alembic"; no shell')
    .option('--no-alembic', 'do not ask Alembic what is pending; read the files')
    .option('--dry-run', 'only show what would be done')
    .option('--yes', 'do it without asking')
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['pretty', 'json']).default('pretty'),
    )
    .option('--root <dir>', 'the repository, when it is not the one around the current folder')
    .addHelpText('after', EXAMPLES);
  withColor(command).action(async (options: DbStampOptions) => {
    const { runDbStamp } = await import('./run-stamp.ts');
    end(await runDbStamp(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper db stamp --dry-run         show the plan for DATABASE_URL_PROD
  lockkeeper db stamp                   show it, ask, and do it
  lockkeeper db stamp --yes --revision 5a9d6371e18c --format json

Exit codes:
  0  stamped, or tracked already; with --dry-run also: it would be stamped
  1  refused: it must not be stamped so
  2  something needed was not seen, or nobody said yes
  3  a technical error
  4  somebody else is stamping or migrating it`;
