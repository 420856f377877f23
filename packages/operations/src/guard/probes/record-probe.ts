import { observed, type Policy } from '@lockkeeper/policy-core';
import { auditLogCheck, recordCheck, type RecordPresence } from '@lockkeeper/policy-core/deployment';
import { auditReport, deploysTo } from '@lockkeeper/policy-core/deployment/audit-log';
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
  const asked = { path: policy.record.path, place: placeJudged(policy) };
  const seen = await observeDeployRecord(asked, { observers, records, head: commit });
  const { audit } = seen;
  const branch = records.mirror?.branch;
  const log = audit.known
    ? observed(auditReport({ path: AUDIT_LOG_PATH, verdict: audit.value, fromCheckpoint: false, branch }))
    : audit;
  const at = { path: AUDIT_LOG_PATH, branch: branch ?? null };
  return [recordCheck(recordReport(seen), presenceOf(seen, policy)), auditLogCheck(log, at)];
};

/** Where the policy names no services, the record is that of production wherever the release goes to. */
function isDeployKnown({ place = PRODUCTION, audit }: SeenRecord, { record }: Policy): boolean {
  const entries = audit.known ? (audit.value?.reading.entries ?? []) : [];
  return deploysTo(entries, place, record.services[0]).length > 0;
}

function presenceOf(seen: SeenRecord, policy: Policy): RecordPresence {
  const { reading } = seen;
  if (!reading.known || reading.value.kind === 'unreadable') return 'there';
  const isKnown = isDeployKnown(seen, policy);
  if (reading.value.kind === 'absent') return isKnown ? 'lost' : 'none';
  return isKnown && reading.value.auditHead === undefined ? 'unbound' : 'there';
}

const PRODUCTION = { environment: 'production', service: undefined } as const;
