/** Logs of things done one after the other, kept to go on with; the last used comes first. */
export interface KeptLogs<Log> {
  logs: readonly Log[];
}

/** One for each of a few histories, and another where somebody edits far before their ends. */
const MOST_LOGS = 4;

interface Wanted<Log> {
  /** How many of the first things in a log are those that are wanted. */
  readonly agreed: (log: Log) => number;
  readonly length: (log: Log) => number;
  readonly begin: () => Log;
}

/** One that begins with what is wanted. To take most of a log off again may be in somebody's way, and saves next to nothing. */
export function keptLog<Log>(
  known: KeptLogs<Log>,
  { agreed, length, begin }: Wanted<Log>,
): { readonly log: Log; readonly agreed: number } {
  for (const log of known.logs) {
    const count = agreed(log);
    if (count === 0 || count < length(log) / 2) continue;
    known.logs = [log, ...known.logs.filter((other) => other !== log)];
    return { log, agreed: count };
  }
  return { log: beginLog(known, begin), agreed: 0 };
}

export function beginLog<Log>(known: KeptLogs<Log>, begin: () => Log): Log {
  const log = begin();
  known.logs = [log, ...known.logs.slice(0, MOST_LOGS - 1)];
  return log;
}
