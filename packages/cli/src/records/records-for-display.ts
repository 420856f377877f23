import { lastSeenRecords, seeRecords } from '@lockkeeper/host-node/write';
import type { DeployRecords } from '@lockkeeper/operations/ports';
import type { Policy } from '@lockkeeper/policy-core';

import { failureReason } from '../errors/failure-reason.ts';
import type { Repository } from '../repository/repository.ts';
import type { World } from '../world.ts';
import { openDeployRecords } from './open-records.ts';

/** The records to be shown and not relied on: where the remote cannot be asked, as they were last seen, which is said. */
export async function openRecordsForDisplay(
  repository: Repository,
  policy: Policy | undefined,
  world: Pick<World, 'stderr'>,
): Promise<DeployRecords> {
  return await openDeployRecords(repository, {
    policy,
    look: async (place) => {
      try {
        return await seeRecords(place);
      } catch (error) {
        const seen = await lastSeenRecords(place);
        if (seen.commit === undefined) throw error;
        world.stderr.write(`As it was last seen here: ${failureReason(error)}.\n`);
        return seen;
      }
    },
  });
}
