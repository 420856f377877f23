import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbAuditOptions } from './options.ts';

/** Spelled out here as well as where it is written: nothing is loaded for help. */
const DEFAULT_FOLDER = 'ops/db_audit';

export function addDbAudit(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('audit')
    .summary('compare development and production, and check that Alembic tracks both')
    .description(
      'Compares the development and the production database, read only. It reads tables, columns, constraints, indexes and everything else in their schemas, and the Alembic revision. It lists differences between the two, and between a database and its migrations.',
    )
    .addOption(new Option('--format <format>', 'output format').choices(['pretty', 'json']).default('pretty'))
    .option(
      '--output-dir <dir>',
      `folder for dev-summary.txt and prod-summary.txt; default: ${DEFAULT_FOLDER} of the repository`,
    )
    .addHelpText('after', EXAMPLES);
  withColor(withPlace(command)).action(async (options: DbAuditOptions) => {
    const { runDbAudit } = await import('./run-audit.ts');
    end(await runDbAudit(options, world));
  });
}

const EXAMPLES = `
Examples:
  lockkeeper db audit                 DATABASE_URL against DATABASE_URL_PROD
  lockkeeper db audit --format json --output-dir build/db_audit

Exit codes:
  0  ✅ OK: equal, and at the same revision
  1  ⚠️ MISMATCH, or ❌ MISSING: production lacks alembic_version
  2  a database could not be read, or not enough of it
  3  technical error`;
