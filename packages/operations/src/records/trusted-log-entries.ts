import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import type { LogReader } from '../ports/index.ts';
import { observeAuditLog } from './audit-log.ts';

/** Every entry of the audit log, where all of it can be relied on; none where there is no log. */
export async function trustedLogEntries(logs: LogReader): Promise<Known<readonly LogEntry[]>> {
  const seen = await observeAuditLog({ path: AUDIT_LOG_PATH, known: [], checkpoint: undefined }, logs);
  if (!seen.known) return seen;
  const [problem] = seen.value?.verdict.problems ?? [];
  return problem === undefined
    ? observed(seen.value?.verdict.reading.entries ?? [])
    : unobserved(problem.problem.replace(/\.$/, ''));
}
