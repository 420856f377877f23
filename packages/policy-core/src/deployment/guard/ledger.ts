import { dataOf, type EventData } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';

export interface RanOnce {
  readonly ts: string;
  readonly actor: string;
}

/** What the audit log says of migrations that may run only once, by revision: when they first ran in an environment. */
export function ranOnce(entries: readonly LogEntry[], environment: string): ReadonlyMap<string, RanOnce> {
  const ran = new Map<string, RanOnce>();
  for (const entry of entries) {
    const revision = dataOf('migration.once', entry)?.revision;
    if (revision === undefined || !isSameEnvironment(entry.env ?? '', environment)) continue;
    if (!ran.has(revision)) ran.set(revision, { ts: entry.ts, actor: entry.actor });
  }
  return ran;
}

/**
 * A backup that was looked at when it was written down: `made_at` in UTC, `sha256` as 64 hex digits, the database and its host
 * as the database itself says. `file` counts from the root of the repository; `null`: it lies elsewhere.
 */
export type MadeBackup = Omit<EventData<'backup.made'>, 'kind'>;

/** The last backup of an environment that the audit log knows; `undefined`: it knows none. */
export function lastBackup(entries: readonly LogEntry[], environment: string): MadeBackup | undefined {
  return entries
    .filter(({ env }) => isSameEnvironment(env ?? '', environment))
    .flatMap((entry) => dataOf('backup.made', entry) ?? [])
    .at(-1);
}
