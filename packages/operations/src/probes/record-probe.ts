import {
  AUDIT_LOG_PATH,
  auditLogCheck,
  auditReport,
  knowsDeploy,
  observed,
  recordCheck,
  recordReport,
  type RecordPresence,
  type SeenRecord,
} from '@lockkeeper/policy-core';

import type { GuardProbe } from '../guard-probe.ts';
import { seeDeployRecord } from '../observe/deploy-record.ts';
import type { LogReader } from '../ports/index.ts';

/** The deploy record of the commit, and the audit log on disk with the entry that the record names. */
export function recordProbe(logs: LogReader): GuardProbe {
  return async ({ policy, commit, observers }) => {
    const seen = await seeDeployRecord(policy.record.path, { observers, logs, head: commit });
    const { audit } = seen;
    const log = audit.known
      ? observed(auditReport({ path: AUDIT_LOG_PATH, verdict: audit.value, fromCheckpoint: false }))
      : audit;
    return [recordCheck(recordReport(seen), presenceOf(seen)), auditLogCheck(log, AUDIT_LOG_PATH)];
  };
}

/** The record is that of production, whatever the environment that the release goes to. */
function presenceOf({ reading, audit }: SeenRecord): RecordPresence {
  if (!reading.known || reading.value.kind === 'unreadable') return 'there';
  const entries = audit.known ? (audit.value?.reading.entries ?? []) : [];
  const isKnown = knowsDeploy(entries, 'production');
  if (reading.value.kind === 'absent') return isKnown ? 'lost' : 'none';
  return isKnown && reading.value.auditHead === undefined ? 'unbound' : 'there';
}
