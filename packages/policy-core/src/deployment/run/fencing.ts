import type { DeployPlace } from '../../policy/record-places.ts';
import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { LoggedRun } from './runs-in-log.ts';

/** The latest lock that something was begun under at a place, and the entry that says so; `undefined`: nothing ever was. */
export function latestLock(
  entries: readonly LogEntry[],
  runs: readonly LoggedRun[],
  { environment, service }: DeployPlace,
): { readonly token: number; readonly entry: LogEntry } | undefined {
  const here = runs.filter(({ plan }) => plan.environment === environment && plan.service === service);
  const ids = new Set(here.map(({ id }) => id));
  return entries.reduce<ReturnType<typeof latestLock>>((latest, entry) => {
    if (!ids.has(entry.promotion_id ?? '')) return latest;
    const begun = dataOf('step.intent', entry) ?? dataOf('run.started', entry);
    if (begun === undefined || begun.token <= (latest?.token ?? 0)) return latest;
    return { token: begun.token, entry };
  }, undefined);
}
