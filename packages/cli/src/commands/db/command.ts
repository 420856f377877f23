import type { Command } from 'commander';

import { addAudit } from './audit-command.ts';
import { addDiagnose } from './diagnose-command.ts';
import { addStamp } from './stamp-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addDb(program: Command, context: CommandContext): void {
  const db = program
    .command('db')
    .summary('hold real databases against each other and against the migrations')
    .description(
      'What concerns real PostgreSQL databases. Their addresses come from environment variables and from nowhere else; only stamp changes anything in them, and asks first.',
    );
  addAudit(db, context);
  addStamp(db, context);
  addDiagnose(db, context);
}
