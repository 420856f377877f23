import { observed, type Known } from '@lockkeeper/policy-core';
import { readLog, type LogHead } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  AUDIT_LOG_PATH,
  earlierRecordFaults,
  readDeployRecord,
} from '@lockkeeper/policy-core/deployment/record';

import type { DeployRecords } from '../ports/index.ts';
import { namedSigners, writeUnasked, type AuditTrail, type UntrustedLog } from './audit-trail.ts';
import { earlierRecord } from './deploy-record.ts';
import { lastNamedSigners, signersDigest } from './sign-entry.ts';

/** Ids of versions of the log and of the records that commits held, and that do not agree with those of today. */
export async function divergingVersions(
  records: DeployRecords,
  paths: readonly string[],
): Promise<Known<readonly string[]>> {
  const { logs } = records;
  const log = await logs.since(AUDIT_LOG_PATH, 0);
  if (!log.known) return log;
  const beside = await logs.history.beside(AUDIT_LOG_PATH, log.value?.text ?? '');
  if (!beside.known) return beside;
  const ids = beside.value.others.map(({ id }) => id);
  for (const path of paths) {
    const now = await records.read(path);
    if (!now.known) return now;
    const earlier = await logs.history.versions(path, (version) => earlierRecord(path, version));
    if (!earlier.known) return earlier;
    ids.push(...earlierRecordFaults(readDeployRecord(path, now.value), earlier.value).map(({ id }) => id));
  }
  return observed([...new Set(ids)]);
}

export type RepairOutcome = { readonly kind: 'written'; readonly head: LogHead } | UntrustedLog;

/**
 * Writes down that somebody answers for a rewrite: what commits held before counts no more, and the signers are those of today.
 * Log and records are left as they are; one whose own chain does not hold is not repaired but restored.
 */
export async function repairRecords(
  trail: AuditTrail,
  { reason, givenUp }: { readonly reason: string; readonly givenUp: readonly string[] },
): Promise<RepairOutcome> {
  const { signing } = trail;
  return await trail.logs.exclusively(trail.path, async (log) => {
    const { entries, problems } = readLog((await log.since(0)).text);
    if (problems.length > 0) return { kind: 'not-believed', problems };
    const repaired = await writeUnasked(log, trail, {
      event: 'records.repaired',
      data: { reason, given_up: givenUp },
    });
    const isNamed = signing === undefined || lastNamedSigners(entries) === (await signersDigest(signing));
    // Behind it, so that one of those before signs both.
    return isNamed || repaired.kind === 'not-believed'
      ? repaired
      : await writeUnasked(log, trail, await namedSigners(signing));
  });
}
