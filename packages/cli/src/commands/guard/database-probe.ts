import { createScratchDatabases } from '@lockkeeper/host-node/write';
import { databaseProbe, provingProbe, type GuardProbe } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { logLockFolder } from '../../records/log-lock-folder.ts';
import type { GuardOptions } from './options.ts';
import { lockHolder } from '../../locks/lock-holder.ts';
import { openLogStore } from '../../records/records-branch.ts';
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
  { root, observers }: Repository,
  { options, world, signal }: Around,
): Promise<GuardProbe> {
  if (signal === undefined) return databaseProbe;
  const locks = await logLockFolder(root);
  const actor = lockHolder(world, undefined);
  return provingProbe((policy) => ({
    scratch: createScratchDatabases({
      root,
      env: { ...world.env },
      python: options.python,
      signal,
      development: policy.databases.development,
      production: policy.databases.production,
    }),
    trail: {
      path: AUDIT_LOG_PATH,
      logs: openLogStore(policy, { root, locks, env: world.env }),
      clock: observers.clock,
      actor,
    },
  }));
}
