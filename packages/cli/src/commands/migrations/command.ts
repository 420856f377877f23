import type { Command } from 'commander';

import { addMigrationsExplain } from './explain-command.ts';
import { addMigrationsGraph } from './graph-command.ts';
import { addMigrationsHeads } from './heads-command.ts';
import { addMigrationsLocks } from './locks-command.ts';
import type { CommandContext } from '../../command-line/command-context.ts';

export function addMigrations(program: Command, context: CommandContext): void {
  const migrations = program
    .command('migrations')
    .summary('inspect Alembic revisions and their history')
    .description(
      'Inspects Alembic revisions. The policy names their folders; without a policy, they are found. It imports and runs nothing, and asks no database.',
    );
  for (const add of [addMigrationsHeads, addMigrationsGraph, addMigrationsExplain, addMigrationsLocks])
    add(migrations, context);
}
