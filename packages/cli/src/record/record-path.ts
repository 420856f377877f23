import { DEFAULT_RECORD_PATH, type Policy } from '@lockkeeper/policy-core';

/** Where the record of the last good deploy lies; the usual place where there is no policy. */
export function recordPath(policy: Policy | undefined): string {
  return policy?.record.path ?? DEFAULT_RECORD_PATH;
}
