import { readLog, type LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';

import type { OpenLog } from '../ports/index.ts';

/** Every entry of a log that is open; also one that lacks only its line end, which the next writer adds. */
export async function entriesIn(log: OpenLog): Promise<readonly LogEntry[]> {
  return entriesInText((await log.since(0)).text);
}

/** The same of the whole text of a log. */
export function entriesInText(text: string): readonly LogEntry[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1);
  return [...entriesOf(lines), ...readLog(`${text.slice(lines.length)}\n`).entries];
}

let last: { readonly lines: string; readonly entries: readonly LogEntry[] } = { lines: '', entries: [] };

/** Logs grow at their end and are read again at every write: lines that were read last are not parsed once more. */
function entriesOf(lines: string): readonly LogEntry[] {
  const known = lines.startsWith(last.lines) ? last : { lines: '', entries: [] };
  const added = readLog(lines.slice(known.lines.length)).entries;
  last = { lines, entries: [...known.entries, ...added] };
  return last.entries;
}
