import {
  AUDIT_LOG_PATH,
  observed,
  readDeployRecord,
  unobserved,
  type DeployRecordReading,
  type Known,
  type SeenRecord,
} from '@lockkeeper/policy-core';

import type { LogReader, Observers } from '../ports/index.ts';
import { seeAuditLog } from './audit-log.ts';

/** A record as it lies on disk, with what git and the audit log say of what it names. */
export async function seeDeployRecord(
  path: string,
  { observers, logs }: { readonly observers: Observers; readonly logs: LogReader },
): Promise<SeenRecord> {
  const content = await observers.files.read(path);
  const reading: Known<DeployRecordReading> = content.known
    ? observed(readDeployRecord(path, content.value))
    : content;
  const record = reading.known && reading.value.kind === 'read' ? reading.value : undefined;
  const sha = record?.lastGoodSha?.value;
  const [commit, audit] = await Promise.all([
    commitState(sha, observers),
    seeAuditLog(
      { path: AUDIT_LOG_PATH, known: knownEntry(record?.auditHead?.value), checkpoint: undefined },
      logs,
    ),
  ]);
  const now = observers.clock.now();
  return { path, reading, commit, audit: audit.known ? observed(audit.value?.verdict) : audit, now };
}

async function commitState(sha: string | undefined, { git }: Observers): Promise<SeenRecord['commit']> {
  if (sha === undefined) return unobserved('no commit is recorded');
  if (git === undefined) return unobserved('there is no git repository to ask');
  return await git.relation(sha, 'HEAD');
}

function knownEntry(hash: string | undefined) {
  return hash === undefined ? [] : [{ by: 'the deploy record', hash }];
}
