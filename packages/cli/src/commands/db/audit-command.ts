import { Option, type Command } from 'commander';

import { withColor, withPlace } from '../../command-line/options.ts';
import type { CommandContext } from '../../command-line/command-context.ts';
import type { DbAuditOptions } from './options.ts';

/** Spelled out here as well as where it is written: nothing is loaded for help. */
const DEFAULT_FOLDER = 'ops/db_audit';

export function addDbAudit(db: Command, { world, end }: CommandContext): void {
  const command = db
    .command('audit')
    .summary('say whether development and production are alike and tracked')
    .description(
      'Looks at the development and the production database, read only: tables, columns, constraints, indexes and all else of their schemas, and the revision that Alembic is at. Tells what one has and the other has not, and where a database is not what its migrations make.',
    )
    .addOption(
      new Option('--format <format>', 'form of the answer').choices(['pretty', 'json']).default('pretty'),
    )
    .option(
      '--output-dir <dir>',
      `where dev-summary.txt and prod-summary.txt are written; ${DEFAULT_FOLDER} of the repository`,
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
  0  ✅ OK: alike, and at the same revision
  1  ⚠️ MISMATCH, or ❌ MISSING: production lacks alembic_version
  2  a database was not seen, or not enough of it
  3  a technical error`;
