import { createScratchDatabases } from '@lockkeeper/host-node/write';
import { databaseProbe, provingProbe, type GuardProbe } from '@lockkeeper/operations';

import type { GuardOptions } from './options.ts';
import { openTrail } from '../../records/open-trail.ts';
import type { Repository } from '../../repository/repository.ts';
import type { World } from '../../world.ts';

interface Around {
  readonly options: Pick<GuardOptions, 'python'>;
  readonly world: World;
  /** Aborted once somebody wants the program to stop: what runs on a scratch database ends, and it is dropped. */
  readonly signal: AbortSignal | undefined;
}

/** What looks at the databases, and with a signal also proves what is pending, with all that it needs of this machine. */
export async function openDatabaseProbe(
  repository: Repository,
  { options, world, signal }: Around,
): Promise<GuardProbe> {
  if (signal === undefined) return databaseProbe;
  const { root } = repository;
  const trailOf = await openTrail(repository, world);
  return provingProbe((policy) => ({
    scratch: createScratchDatabases({
      root,
      env: { ...world.env },
      python: options.python,
      signal,
      development: policy.databases.development,
      production: policy.databases.production,
    }),
    trail: trailOf(policy),
  }));
}
