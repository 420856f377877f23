import { systemTimer } from '@lockkeeper/host-node/read';
import { awaitHealth, type HealthOutcome } from '@lockkeeper/operations';

import { scheduledProbes } from './open-driver.ts';
import type { OpenReleases, ServiceAt } from './open-place.ts';
import type { ProgramPlace } from './trusted-files.ts';

/** Asks each probe of a place once whether this commit is well there. */
export async function healthNow(
  commit: string,
  at: ServiceAt,
  { opened, folder }: Pick<ProgramPlace, 'folder'> & { readonly opened: OpenReleases },
): Promise<HealthOutcome> {
  const { signal } = new AbortController();
  const probes = scheduledProbes(opened, at, { folder, signal }).map(({ probe }) => ({
    probe,
    schedule: ONCE,
  }));
  return await awaitHealth({ commit, probes, timer: systemTimer(), signal });
}

const ONCE = { deadlineMs: 0, intervalMs: 1, successes: 1, bakeMs: 0 };
