import {
  entryAfter,
  entryLine,
  EMPTY_LOG,
  type LogEntry,
  type LogEvent,
} from '../deployment/audit-log/log-entry.ts';

export const STAMPED: LogEvent = {
  ts: '2026-11-21T08:00:00.000Z',
  event: 'stamp.done',
  actor: 'alice',
  env: 'production',
  data: { revision: '5a9d6371e18c' },
};

/** The entries of a log that holds these events. */
export function entriesOf(events: readonly LogEvent[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const event of events) entries.push(entryAfter(entries.at(-1) ?? EMPTY_LOG, event));
  return entries;
}

export function linesOf(entries: readonly LogEntry[]): string {
  return entries.map(entryLine).join('');
}

/** A log of so many entries, each with its number in its data. */
export function numberedLog(count: number): string {
  return linesOf(
    entriesOf(Array.from({ length: count }, (_, index) => ({ ...STAMPED, data: { n: index + 1 } }))),
  );
}
