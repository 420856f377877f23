import {
  entryLine,
  EMPTY_LOG,
  hashOf,
  type LogEntry,
  type LogEvent,
  type LogHead,
} from '../deployment/audit-log/log-entry.ts';
import { canonicalJson } from '../model/canonical-json.ts';

/** What somebody may write into a log by hand: no list is asked. */
export type SaidEvent = Omit<LogEntry, keyof LogHead | 'prev'>;

export function entryByHand(head: LogHead, event: SaidEvent): LogEntry {
  const body = { ...event, seq: head.seq + 1 };
  return { ...body, prev: head.hash, hash: hashOf(head.hash, canonicalJson(body)) };
}

export const STAMPED: LogEvent & { readonly event: 'migration.once' } = {
  ts: '2026-11-21T08:00:00.000Z',
  event: 'migration.once',
  actor: 'alice',
  env: 'production',
  data: { revision: '5a9d6371e18c' },
};

/** The entries of a log that holds these events. */
export function entriesOf(events: readonly SaidEvent[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const event of events) entries.push(entryByHand(entries.at(-1) ?? EMPTY_LOG, event));
  return entries;
}

export function linesOf(entries: readonly LogEntry[]): string {
  return entries.map(entryLine).join('');
}

/** A log of so many entries, each of a revision with its number. */
export function numberedLog(count: number): string {
  return linesOf(
    entriesOf(
      Array.from({ length: count }, (_, index) => ({ ...STAMPED, data: { revision: String(index + 1) } })),
    ),
  );
}
