/** What was worked out one thing after the other, kept to go on with; the last used comes first. */
export interface KeptLogs<Log> {
  logs: readonly Log[];
}

/** One for each of a few histories, and another where somebody edits far before their ends. */
const MOST_LOGS = 4;

interface Wanted<Log> {
  /** How many of the first things in a log are those that are wanted. */
  readonly agreed: (log: Log) => number;
  readonly length: (log: Log) => number;
}

/**
 * One that begins with what is wanted, where there is one. To take most of a log off again may be in somebody's way, and
 * saves next to nothing.
 */
export function keptLog<Log>(
  known: KeptLogs<Log>,
  { agreed, length }: Wanted<Log>,
): { readonly log: Log; readonly agreed: number } | undefined {
  for (const log of known.logs) {
    const count = agreed(log);
    if (count === 0 || count < length(log) / 2) continue;
    known.logs = [log, ...known.logs.filter((other) => other !== log)];
    return { log, agreed: count };
  }
  return undefined;
}

export function beginLog<Log>(known: KeptLogs<Log>, log: Log, most = MOST_LOGS): Log {
  known.logs = [log, ...known.logs.slice(0, most - 1)];
  return log;
}
