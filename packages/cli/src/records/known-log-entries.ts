import type { DeployRecords } from '@lockkeeper/operations/ports';
import type { Policy } from '@lockkeeper/policy-core';
import type { KnownEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { readDeployRecord, recordPlaces, type RecordPlace } from '@lockkeeper/policy-core/deployment/record';

import { noPolicy } from '../policy/no-policy.ts';

/**
 * What the deploy records know of the audit log. A record that cannot be read knows nothing: `record verify` tells of
 * it.
 */
export async function knownLogEntries(
  policy: Policy | undefined,
  records: DeployRecords,
): Promise<readonly KnownEntry[]> {
  const places = recordPlaces(policy ?? noPolicy());
  return (await Promise.all(places.map((place) => entryOf(place, records)))).flat();
}

async function entryOf(
  { path, environment, service }: RecordPlace,
  records: DeployRecords,
): Promise<readonly KnownEntry[]> {
  const content = await records.read(path);
  if (!content.known) return [];
  const reading = readDeployRecord(path, content.value);
  const hash = reading.kind === 'read' ? reading.auditHead?.value : undefined;
  const by =
    service === undefined ? 'the deploy record' : `the deploy record of ${service} in ${environment}`;
  return hash === undefined ? [] : [{ by, hash }];
}
