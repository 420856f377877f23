import { auditReport } from '../audit-log/audit-report.ts';
import { recordReport, type SeenRecord } from '../record/record-report.ts';
import { observed } from '../../model/known.ts';
import { AUDIT_LOG_PATH } from '../../policy/audit-log-path.ts';
import type { GuardCheck } from './guard-check.ts';
import { auditLogCheck, recordCheck } from './record-check.ts';

/** The deploy record, and the audit log with the entry that the record names. */
export function recordChecks(seen: SeenRecord): readonly GuardCheck[] {
  const { audit, reading, mirror } = seen;
  const branch = mirror?.branch;
  const log = audit.known
    ? observed(auditReport({ path: AUDIT_LOG_PATH, verdict: audit.value, fromCheckpoint: false, branch }))
    : audit;
  const isAbsent = reading.known && reading.value.kind === 'absent';
  return [
    recordCheck(recordReport(seen), isAbsent ? 'none' : 'there'),
    auditLogCheck(log, { path: AUDIT_LOG_PATH, branch: branch ?? null }),
  ];
}
