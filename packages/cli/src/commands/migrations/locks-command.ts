import { Option, type Command } from 'commander';

import { withCache, withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import { withEnvironment } from './options.ts';
import type { MigrationsLocksOptions } from './options.ts';

/** Spelled out here, because policy-core is not loaded before a command runs. A test compares them. */
const PG_VERSION_NAMES = ['13', '14', '15', '16', '17', '18'] as const;

export function addMigrationsLocks(migrations: Command, { world, end }: CommandContext): void {
  const command = migrations
    .command('locks')
    .summary('show what a migration locks, and who waits')
    .description(
      'Shows the locks that each statement of an upgrade or SQL file takes. It lists the tables, the strength of each lock, the work done meanwhile, and who waits until the transaction ends. It also shows which statements PostgreSQL refuses in a transaction, which rows can make them fail, and what stays undetermined.',
    )
    // Asked for here, and not by the parser, which could not name one that is there.
    .usage('[options] <revision|from..to|file>')
    .argument(
      '[revision]',
      'revision id or its beginning, file, branch label, or head; two of them for everything that one upgrade runs; or the path of a .sql file',
    );
  withEnvironment(command)
    .addOption(
      new Option(
        '--pg-version <version>',
        'major version of PostgreSQL, instead of migrations.pg_version of the policy',
      ).choices(PG_VERSION_NAMES),
    )
    .option('--transaction-per-migration', 'commit each of several revisions separately, as env.py may say')
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', EXAMPLES);
  withColor(withCache(withPlace(command))).action(
    async (revision: string | undefined, options: MigrationsLocksOptions) => {
      const { runMigrationsLocks } = await import('./run-locks.ts');
      end(await runMigrationsLocks(revision, { options, world }));
    },
  );
}

const EXAMPLES = `
Examples:
  lockkeeper migrations locks head
  lockkeeper migrations locks 1975ea83b712 --pg-version 16
  lockkeeper migrations locks 1975ea83b712..head
  lockkeeper migrations locks alembic/versions/1975ea83b712_add_total.py --format json
  lockkeeper migrations locks db/migrations/0012_add_total.sql`;
