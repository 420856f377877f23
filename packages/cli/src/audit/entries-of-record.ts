import { readDeployRecord, type KnownEntry } from '@lockkeeper/policy-core';

import { policyHere } from '../migrations/policy-here.ts';
import { recordPath } from '../record/record-path.ts';
import type { Repository } from '../repository.ts';

/** What the deploy record knows of the audit log. A record that cannot be read knows nothing: `record verify` tells of it. */
export async function entriesOfRecord(repository: Repository): Promise<readonly KnownEntry[]> {
  const path = recordPath(await policyHere(repository));
  const content = await repository.observers.files.read(path);
  if (!content.known) return [];
  const reading = readDeployRecord(path, content.value);
  const hash = reading.kind === 'read' ? reading.auditHead?.value : undefined;
  return hash === undefined ? [] : [{ by: 'the deploy record', hash }];
}
