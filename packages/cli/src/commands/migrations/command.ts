import type { Command } from 'commander';

import { addExplain } from './explain-command.ts';
import { addGraph } from './graph-command.ts';
import { addHeads } from './heads-command.ts';
import { addLocks } from './locks-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addMigrations(program: Command, context: CommandContext): void {
  const migrations = program
    .command('migrations')
    .summary('look at Alembic revisions and their history')
    .description(
      'What concerns Alembic revisions: those in the folders the policy names, or those found without one. Nothing is imported or run, and no database is asked.',
    );
  for (const add of [addHeads, addGraph, addExplain, addLocks]) add(migrations, context);
}
