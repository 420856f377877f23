import { readDeployRecord } from '@lockkeeper/policy-core/deployment/record';

import type { OpenReleases } from './open-place.ts';

/** What runs in a place by its record; `null`: nothing is recorded. */
export interface RecordedDeploy {
  readonly commit: string | null;
  readonly since: string | null;
}

export async function recordedAt(
  record: string,
  { records }: Pick<OpenReleases, 'records'>,
): Promise<RecordedDeploy> {
  const content = await records.read(record);
  const reading = content.known ? readDeployRecord(record, content.value) : undefined;
  if (reading?.kind !== 'read') return { commit: null, since: null };
  return { commit: reading.lastGoodSha?.value ?? null, since: reading.deployedAt?.value ?? null };
}
