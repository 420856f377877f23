import { observed, onceCheck, ranOnce } from '@lockkeeper/policy-core';

import type { GuardProbe } from '../guard-probe.ts';
import { seeLedger } from '../observe/ledger.ts';
import type { LogReader } from '../ports/index.ts';

/** Where nobody names an environment, what is pending was looked for in production. */
const PRODUCTION = 'production';

/** @param logs Those on disk: what ran is written down there before the next commit. */
export function onceProbe(logs: LogReader): GuardProbe {
  return async ({ policy, environment = PRODUCTION, migrations }) => {
    const { once } = policy.migrations;
    const seen = once.length === 0 ? undefined : await migrations();
    const entries = seen === undefined ? observed([]) : await seeLedger(logs);
    return onceCheck({
      once,
      environment,
      pending: seen?.kind === 'asked' ? seen.pending : undefined,
      ledger: entries.known ? observed(ranOnce(entries.value, environment)) : entries,
    });
  };
}
