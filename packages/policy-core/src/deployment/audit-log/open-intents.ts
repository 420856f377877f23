import type { EventName } from './events.ts';
import type { LogEntry } from './log-entry.ts';

/**
 * What was said to begin, and nobody wrote how it ended: its process was killed, or could not tell. The oldest first.
 *
 * @param act what is done once and answered to by its name: `stamp.intent`, then `stamp.done` or `stamp.failed`
 */
export function openIntents(entries: readonly LogEntry[], act: 'stamp' | 'proof'): readonly LogEntry[] {
  const [intent, ...ends]: readonly EventName[] = [`${act}.intent`, `${act}.done`, `${act}.failed`];
  const answered = new Set(
    entries.flatMap(({ event, data }) => (ends.some((end) => end === event) ? [data['intent']] : [])),
  );
  return entries.filter(({ event, seq }) => event === intent && !answered.has(seq));
}
