import { planWayBack } from '@lockkeeper/operations';
import { recordPlaceFor } from '@lockkeeper/policy-core/deployment/record';
import { unknown, type WayBack } from '@lockkeeper/policy-core/deployment/run';

import type { OpenReleases, ServiceAt } from './open-place.ts';
import { rollbackWorld } from './rollback-world.ts';

interface Forward {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  /** What would be deployed. */
  readonly commit: string;
}

/** How the service comes back to what runs now, where the policy wants it to come back by itself. */
export async function wayBackTo(previous: string | null, { opened, at, commit }: Forward): Promise<WayBack> {
  const { policy, entries } = opened;
  if (at.environment.automaticRollback.length === 0) return { kind: 'not-asked' };
  // What runs already is refused by itself.
  if (previous === null || previous === commit) return { kind: 'first' };
  const found = recordPlaceFor(policy, { environment: at.environment.name, service: at.service.name });
  if (found.kind === 'unknown')
    return {
      kind: 'none',
      refusals: [
        unknown('R24', {
          of: 'way-back',
          reason: 'its record has no place',
          lift: 'Let `lockkeeper rollback --plan` say more.',
        }),
      ],
    };
  return await planWayBack(
    { place: found.place, current: commit, target: previous, others: [], entries, acceptedLosses: [] },
    `${commit.slice(0, 12)} did not get well`,
    rollbackWorld(opened),
  );
}
