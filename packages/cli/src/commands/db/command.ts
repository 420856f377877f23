import type { Command } from 'commander';

import { addDbAudit } from './audit-command.ts';
import { addDbDiagnose } from './diagnose-command.ts';
import { addDbStamp } from './stamp-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addDb(program: Command, context: CommandContext): void {
  const db = program
    .command('db')
    .summary('hold real databases against each other and against the migrations')
    .description(
      'What concerns real PostgreSQL databases. Their addresses come from environment variables and from nowhere else; only stamp changes anything in them, and asks first.',
    );
  addDbAudit(db, context);
  addDbStamp(db, context);
  addDbDiagnose(db, context);
}
