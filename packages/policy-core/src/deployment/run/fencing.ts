import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { LoggedRun } from './runs-in-log.ts';

/**
 * Whether somebody with a later lock has begun something at the place of a run: then its own lock was lost, whatever it
 * thinks of it. A clause; `undefined`: nobody has.
 */
export function fencedOff(
  entries: readonly LogEntry[],
  runs: readonly LoggedRun[],
  { run, token }: { readonly run: LoggedRun; readonly token: number },
): string | undefined {
  const here = new Set(runs.filter((one) => isSamePlace(one, run)).map(({ id }) => id));
  const later = entries.find((entry) => {
    const begun = dataOf('step.intent', entry) ?? dataOf('run.started', entry);
    return begun !== undefined && begun.token > token && here.has(entry.promotion_id ?? '');
  });
  return later && `${later.actor} began something there with a later lock (entry ${later.seq})`;
}

function isSamePlace({ plan: one }: LoggedRun, { plan: other }: LoggedRun): boolean {
  return one.environment === other.environment && one.service === other.service;
}
