import { observed } from '@lockkeeper/policy-core';
import { auditLogCheck, recordCheck, type RecordPresence } from '@lockkeeper/policy-core/deployment';
import { auditReport } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  AUDIT_LOG_PATH,
  placeJudged,
  recordReport,
  type SeenRecord,
} from '@lockkeeper/policy-core/deployment/record';

import type { GuardProbe } from '../guard-probe.ts';
import { observeDeployRecord } from '../../records/deploy-record.ts';

/** The deploy record, and the audit log with the entry that the record names. */
export const recordProbe: GuardProbe = async ({ policy, commit, observers, records }) => {
  const asked = { path: policy.record.path, place: placeJudged(policy), first: policy.record.services[0] };
  const seen = await observeDeployRecord(asked, { observers, records, head: commit });
  const { audit } = seen;
  const branch = records.mirror?.branch;
  const log = audit.known
    ? observed(auditReport({ path: AUDIT_LOG_PATH, verdict: audit.value, fromCheckpoint: false, branch }))
    : audit;
  const at = { path: AUDIT_LOG_PATH, branch: branch ?? null };
  return [recordCheck(recordReport(seen), presenceOf(seen)), auditLogCheck(log, at)];
};

function presenceOf({ reading }: SeenRecord): RecordPresence {
  return reading.known && reading.value.kind === 'absent' ? 'none' : 'there';
}
