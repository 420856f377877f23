import type { LogEntry } from '../audit-log/log-entry.ts';

/** The event of an entry that says that a migration ran which may run only once. */
export const RAN_ONCE = 'migration.once';

export interface RanOnce {
  readonly ts: string;
  readonly actor: string;
}

/** What the audit log says of migrations that may run only once, by revision: when they first ran in an environment. */
export function ranOnce(entries: readonly LogEntry[], environment: string): ReadonlyMap<string, RanOnce> {
  const ran = new Map<string, RanOnce>();
  for (const { event, env, data, ts, actor } of entries) {
    const { revision } = data;
    if (event !== RAN_ONCE || env !== environment || typeof revision !== 'string') continue;
    if (!ran.has(revision)) ran.set(revision, { ts, actor });
  }
  return ran;
}
