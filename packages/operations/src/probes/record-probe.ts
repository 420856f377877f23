import {
  AUDIT_LOG_PATH,
  auditLogCheck,
  auditReport,
  observed,
  recordCheck,
  recordReport,
} from '@lockkeeper/policy-core';

import type { GuardProbe } from '../guard-probe.ts';
import { seeDeployRecord } from '../observe/deploy-record.ts';
import type { LogReader } from '../ports/index.ts';

/** The deploy record of the commit, and the audit log on disk with the entry that the record names. */
export function recordProbe(logs: LogReader): GuardProbe {
  return async ({ policy, commit, observers }) => {
    const seen = await seeDeployRecord(policy.record.path, { observers, logs, head: commit });
    const isThere = !(seen.reading.known && seen.reading.value.kind === 'absent');
    const { audit } = seen;
    const log = audit.known
      ? observed(auditReport({ path: AUDIT_LOG_PATH, verdict: audit.value, fromCheckpoint: false }))
      : audit;
    return [recordCheck(recordReport(seen), isThere), auditLogCheck(log, AUDIT_LOG_PATH)];
  };
}
