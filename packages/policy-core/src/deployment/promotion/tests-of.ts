import { dataOf } from '../audit-log/events.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { TestCounts } from './promotion-sight.ts';

/** What reports said of the tests of a commit, the newest last. */
export function testsOf(entries: readonly LogEntry[], commit: string): readonly TestCounts[] {
  return entries.flatMap((entry) => {
    const tested = dataOf('commit.tested', entry);
    return tested?.sha === commit ? [tested] : [];
  });
}
