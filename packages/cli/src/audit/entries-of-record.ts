import { readDeployRecord, recordPlaces, type KnownEntry, type RecordPlace } from '@lockkeeper/policy-core';

import { policyHere } from '../migrations/policy-here.ts';
import { NO_POLICY } from '../record/record-path.ts';
import type { Repository } from '../repository.ts';

/**
 * What the deploy records know of the audit log. A record that cannot be read knows nothing: `record verify` tells of
 * it.
 */
export async function entriesOfRecord(repository: Repository): Promise<readonly KnownEntry[]> {
  const places = recordPlaces((await policyHere(repository)) ?? NO_POLICY);
  return (await Promise.all(places.map((place) => entryOf(place, repository)))).flat();
}

async function entryOf(
  { path, environment, service }: RecordPlace,
  { observers }: Repository,
): Promise<readonly KnownEntry[]> {
  const content = await observers.files.read(path);
  if (!content.known) return [];
  const reading = readDeployRecord(path, content.value);
  const hash = reading.kind === 'read' ? reading.auditHead?.value : undefined;
  const by =
    service === undefined ? 'the deploy record' : `the deploy record of ${service} in ${environment}`;
  return hash === undefined ? [] : [{ by, hash }];
}
