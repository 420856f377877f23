import type { Command } from 'commander';

import { addDbAudit } from './audit-command.ts';
import { addDbDiagnose } from './diagnose-command.ts';
import { addDbStamp } from './stamp-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addDb(program: Command, context: CommandContext): void {
  const db = program
    .command('db')
    .summary('compare real databases with each other and with the migrations')
    .description(
      'Works with real PostgreSQL databases. Their addresses come only from environment variables. Only `stamp` changes a database, and it asks first.',
    );
  addDbAudit(db, context);
  addDbStamp(db, context);
  addDbDiagnose(db, context);
}
