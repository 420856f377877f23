import type { Policy } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH, recordPlaces } from '@lockkeeper/policy-core/deployment/record';

import { noPolicy } from '../../policy/no-policy.ts';

/** Every file of the records that there may be, by its path: the log with what lies beside it, and each record. */
export function recordFiles(policy: Policy | undefined): readonly string[] {
  const stem = AUDIT_LOG_PATH.replace(/\.jsonl$/, '');
  const records = recordPlaces(policy ?? noPolicy()).map(({ path }) => path);
  return [AUDIT_LOG_PATH, `${stem}.end.json`, `${stem}.torn`, ...records];
}
