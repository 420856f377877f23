import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';
import {
  AUDIT_LOG_PATH,
  readDeployRecord,
  type DeployRecordReading,
  type recordReport,
} from '@lockkeeper/policy-core/deployment/record';

import type { DeployRecords, FileVersion, Observers } from '../ports/index.ts';
import { observeAuditLog } from './audit-log.ts';

type SeenRecord = Parameters<typeof recordReport>[0];

interface RecordPlace {
  readonly observers: Observers;
  readonly records: DeployRecords;
  /** The commit that the recorded one has to be behind; left out: the one that is checked out. */
  readonly head?: string;
}

/** A record, with what git and the audit log say of what it names. */
export async function observeDeployRecord(
  { path, place, first }: Pick<SeenRecord, 'path' | 'place' | 'first'>,
  { observers, records, head = 'worktree' }: RecordPlace,
): Promise<SeenRecord> {
  const reading = readingOf(path, await records.read(path));
  const record = reading.known && reading.value.kind === 'read' ? reading.value : undefined;
  const sha = record?.lastGoodSha?.value;
  const [commit, audit, mirror, earlier] = await Promise.all([
    commitState(sha, { observers, head }),
    observeAuditLog(
      { path: AUDIT_LOG_PATH, known: knownEntry(record?.auditHead?.value), checkpoint: undefined },
      records.logs,
    ),
    mirrorOf(path, records),
    records.logs.history.versions(path, (version) => earlierRecord(path, version)),
  ]);
  const log = audit.known ? observed(audit.value?.verdict) : audit;
  return { path, place, first, reading, commit, audit: log, earlier, now: observers.clock.now(), mirror };
}

export function earlierRecord(path: string, { id, text }: FileVersion) {
  return { id, reading: readDeployRecord(path, { kind: 'text', text }) };
}

async function mirrorOf(path: string, { mirror }: DeployRecords): Promise<SeenRecord['mirror']> {
  if (mirror === undefined) return undefined;
  return { branch: mirror.branch, refresh: mirror.refresh, copy: readingOf(path, await mirror.read(path)) };
}

function readingOf(path: string, content: Known<FileContent>): Known<DeployRecordReading> {
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
