import type { Command } from 'commander';

import { addMigrationsExplain } from './explain-command.ts';
import { addMigrationsGraph } from './graph-command.ts';
import { addMigrationsHeads } from './heads-command.ts';
import { addMigrationsLocks } from './locks-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addMigrations(program: Command, context: CommandContext): void {
  const migrations = program
    .command('migrations')
    .summary('look at Alembic revisions and their history')
    .description(
      'What concerns Alembic revisions: those in the folders the policy names, or those found without one. Nothing is imported or run, and no database is asked.',
    );
  for (const add of [addMigrationsHeads, addMigrationsGraph, addMigrationsExplain, addMigrationsLocks])
    add(migrations, context);
}
