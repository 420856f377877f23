import type { Command } from 'commander';

/** Which history is meant, where a repository has several. */
export interface EnvironmentOption {
  readonly environment?: string;
}

export function withEnvironment(command: Command): Command {
  return command.option(
    '--environment <name>',
    'this one only: a configuration such as alembic.ini, one of its sections, or a folder',
  );
}
