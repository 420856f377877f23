import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { runsInLog, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

/** Runs that have not ended, the oldest first. */
export function openRuns(entries: readonly LogEntry[]): readonly LoggedRun[] {
  return runsInLog(entries).filter(({ state }) => state.kind !== 'ended');
}
