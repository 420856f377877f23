import { observed, type Known } from '@lockkeeper/policy-core';
import {
  backupCheck,
  lastBackup,
  type MadeBackup,
  type ReleaseMigrations,
} from '@lockkeeper/policy-core/deployment';
import { backupMaxAgeAt } from '@lockkeeper/policy-core/deployment/record';

import type { GuardProbe } from '../guard-probe.ts';
import { backupDigest } from '../../records/backup-digest.ts';
import { trustedLogEntries } from '../../records/trusted-log-entries.ts';
import type { LogReader } from '../../ports/index.ts';

/** Where nobody names an environment, what is pending was looked for in production. */
const PRODUCTION = 'production';

/** @param files Those on disk, where the backup may lie. */
export function backupProbe(files: Pick<LogReader, 'digest'>): GuardProbe {
  return async ({ policy, environment = PRODUCTION, migrations, observers, records }) =>
    backupCheck({
      environment,
      ...(await seen(await migrations(), environment, { logs: records.logs, files })),
      now: observers.clock.now(),
      maxAgeMs: backupMaxAgeAt(policy, environment),
    });
}

async function seen(
  looked: ReleaseMigrations,
  environment: string,
  { logs, files }: { readonly logs: LogReader; readonly files: Pick<LogReader, 'digest'> },
) {
  if (looked.kind === 'not-asked')
    return { pending: undefined, backup: observed(undefined), database: undefined, digest: undefined };
  const backup = await backupIn(environment, logs);
  const { pending, audit } = looked;
  return {
    pending,
    backup,
    database: audit.production.seen ? audit.production : undefined,
    digest: backup.known && backup.value ? await backupDigest(backup.value, files) : undefined,
  };
}

async function backupIn(environment: string, logs: LogReader): Promise<Known<MadeBackup | undefined>> {
  const entries = await trustedLogEntries(logs);
  return entries.known ? observed(lastBackup(entries.value, environment)) : entries;
}
