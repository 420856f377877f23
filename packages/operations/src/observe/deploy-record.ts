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
import { readerAt } from './reader-at.ts';

interface RecordPlace {
  readonly observers: Observers;
  readonly logs: LogReader;
  /** The commit whose record is meant; left out: the record on disk. The audit log is always the one on disk. */
  readonly head?: string;
}

/** A record, with what git and the audit log say of what it names. */
export async function seeDeployRecord(
  { path, place }: Pick<SeenRecord, 'path' | 'place'>,
  { observers, logs, head = 'worktree' }: RecordPlace,
): Promise<SeenRecord> {
  const reading = await readingAt(path, { observers, head });
  const record = reading.known && reading.value.kind === 'read' ? reading.value : undefined;
  const sha = record?.lastGoodSha?.value;
  const [commit, audit] = await Promise.all([
    commitState(sha, { observers, head }),
    seeAuditLog(
      { path: AUDIT_LOG_PATH, known: knownEntry(record?.auditHead?.value), checkpoint: undefined },
      logs,
    ),
  ]);
  const now = observers.clock.now();
  return { path, place, reading, commit, audit: audit.known ? observed(audit.value?.verdict) : audit, now };
}

async function readingAt(
  path: string,
  { observers, head }: Required<Pick<RecordPlace, 'observers' | 'head'>>,
): Promise<Known<DeployRecordReading>> {
  const content = (await readerAt(head, observers)([path])).get(path) ?? unobserved('it was not read');
  return content.known ? observed(readDeployRecord(path, content.value)) : content;
}

async function commitState(
  sha: string | undefined,
  { observers: { git }, head }: Required<Pick<RecordPlace, 'observers' | 'head'>>,
): Promise<SeenRecord['commit']> {
  if (sha === undefined) return unobserved('no commit is recorded');
  if (git === undefined) return unobserved('there is no git repository to ask');
  return await git.relation(sha, head === 'worktree' ? 'HEAD' : head);
}

function knownEntry(hash: string | undefined) {
  return hash === undefined ? [] : [{ by: 'the deploy record', hash }];
}
