import { observed } from '@lockkeeper/policy-core';
import { onceCheck, ranOnce } from '@lockkeeper/policy-core/deployment';

import type { GuardProbe } from '../guard-probe.ts';
import { trustedLogEntries } from '../../records/trusted-log-entries.ts';

/** Where nobody names an environment, what is pending was looked for in production. */
const PRODUCTION = 'production';

/** What the audit log says of migrations that may run only once. */
export const onceProbe: GuardProbe = async ({ policy, environment = PRODUCTION, migrations, records }) => {
  const { once } = policy.migrations;
  const seen = once.length === 0 ? undefined : await migrations();
  const entries = seen === undefined ? observed([]) : await trustedLogEntries(records.logs);
  return onceCheck({
    once,
    environment,
    pending: seen?.kind === 'asked' ? seen.pending : undefined,
    ledger: entries.known ? observed(ranOnce(entries.value, environment)) : entries,
  });
};
