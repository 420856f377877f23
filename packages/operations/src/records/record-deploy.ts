import type { LogHead } from '@lockkeeper/policy-core/deployment/audit-log';
import { nextRecord, type HealthyDeploy } from '@lockkeeper/policy-core/deployment/record';

import { writeInto, type AuditTrail, type UntrustedLog } from './audit-trail.ts';

export interface DeployToRecord {
  /** Path of the record. */
  readonly record: string;
  readonly deploy: HealthyDeploy;
}

export type RecordedDeploy =
  | { readonly kind: 'recorded'; readonly head: LogHead; readonly text: string }
  /** The record as it is cannot be built on; `problem` is a sentence. The log has no entry of this deploy. */
  | { readonly kind: 'refused'; readonly problem: string }
  | UntrustedLog;

/**
 * Writes down that a deploy is healthy: `deploy.healthy` in the log, then the record that names this entry. On a branch both are
 * one commit. In files the entry comes first: where the machine stops between the two, the record is the one before, and the
 * log knows more than it.
 */
export async function recordDeploy(
  trail: AuditTrail,
  { record: path, deploy }: DeployToRecord,
): Promise<RecordedDeploy> {
  return await trail.logs.exclusively(trail.path, async (log) => {
    const before = await log.record(path);
    // Whether there can be a next record is known before anything is written.
    const trial = nextRecord({ path, before, deploy, auditHead: NO_ENTRY });
    if (trial.kind === 'refused') return trial;
    const { last_good_sha: sha, environment, service } = deploy;
    const written = await writeInto(log, trail, {
      event: 'deploy.healthy',
      env: environment,
      data: { sha, service, record: trial.saying },
    });
    if (written.kind === 'not-believed') return written;
    const next = nextRecord({ path, before, deploy, auditHead: written.head.hash });
    if (next.kind === 'refused') throw new Error(next.problem);
    await log.writeRecord(path, next.text);
    return { kind: 'recorded', head: written.head, text: next.text };
  });
}

const NO_ENTRY = `sha256:${'0'.repeat(64)}`;
