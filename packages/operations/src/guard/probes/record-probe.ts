import { recordChecks } from '@lockkeeper/policy-core/deployment';
import { placeJudged } from '@lockkeeper/policy-core/deployment/record';

import type { GuardProbe } from '../guard-probe.ts';
import { observeDeployRecord } from '../../records/deploy-record.ts';

/** The deploy record, and the audit log with the entry that the record names. */
export const recordProbe: GuardProbe = async ({ policy, commit, observers, records }) => {
  const asked = { path: policy.record.path, place: placeJudged(policy), first: policy.record.services[0] };
  return recordChecks(await observeDeployRecord(asked, { observers, records, head: commit }));
};
