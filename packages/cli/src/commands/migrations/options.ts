import type { Command } from 'commander';

import type { CacheOptions, ColorOptions, PlaceOptions } from '../../command-line/options.ts';

/** Which history is meant, where a repository has several. */
export interface EnvironmentOption {
  readonly environment?: string;
}

export function withEnvironment(command: Command): Command {
  return command.option(
    '--environment <name>',
    'only this one: a configuration such as alembic.ini, one of its sections, or a folder',
  );
}

export interface MigrationsExplainOptions
  extends EnvironmentOption, PlaceOptions, CacheOptions, ColorOptions {
  readonly format: 'pretty' | 'json';
}

export interface MigrationsGraphOptions extends EnvironmentOption, PlaceOptions, CacheOptions, ColorOptions {
  readonly last?: number;
  readonly ascii?: boolean;
  readonly output?: string;
  readonly format: 'pretty' | 'json' | 'mermaid' | 'svg';
}

export interface MigrationsHeadsOptions extends EnvironmentOption, PlaceOptions, CacheOptions, ColorOptions {
  readonly check?: boolean;
  readonly format: 'pretty' | 'json';
}

export interface MigrationsLocksOptions extends EnvironmentOption, PlaceOptions, CacheOptions, ColorOptions {
  readonly format: 'pretty' | 'json';
  /** One of the versions that are known. */
  readonly pgVersion?: string;
  readonly transactionPerMigration?: true;
}
