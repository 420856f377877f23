import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import type { RollbackWorld } from '@lockkeeper/operations';

import { CliError } from '../../errors/cli-error.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { OpenReleases } from './open-place.ts';

/** What a way back is looked for in. Stops where there is no git to look in. */
export function rollbackWorld({ policy, repository, records, world }: OpenReleases): RollbackWorld {
  const { observers, root } = repository;
  const { git } = observers;
  if (git === undefined)
    throw new CliError('usage', 'A rollback goes to a commit. Run it in a git repository.');
  return {
    policy,
    observers: { ...observers, git },
    loadParsers: parsersFor(world.installation),
    databases: createDatabases(world.env),
    records,
    files: createLogReader(root),
  };
}
