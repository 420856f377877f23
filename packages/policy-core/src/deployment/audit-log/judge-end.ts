import type { LogProblem, LogReading } from './read-log.ts';

/** An entry that somebody else knows of: the file beside the log, the deploy record. */
export interface KnownEntry {
  /** A noun: "the deploy record". */
  readonly by: string;
  readonly hash: string;
  /** `undefined` where only its hash was written down. */
  readonly seq?: number | undefined;
}

/**
 * What entries that others know of say about the log as it is: that its end is gone, or that another
 * entry stands in their place. A log alone cannot show that.
 */
export function judgeEnd(reading: LogReading, known: readonly KnownEntry[]): readonly LogProblem[] {
  return known.flatMap((entry) => {
    const problem =
      entry.seq === undefined ? unknownHash(entry, reading) : otherEntry(entry, entry.seq, reading);
    return problem === undefined ? [] : [{ line: undefined, problem }];
  });
}

function unknownHash({ by, hash }: KnownEntry, { entries, head }: LogReading): string | undefined {
  if (head.hash === hash || entries.some((entry) => entry.hash === hash)) return undefined;
  return `The log does not hold the entry that ${by} names: its end was cut off, or the log was replaced.`;
}

function otherEntry(
  { by, hash }: KnownEntry,
  seq: number,
  { entries, head }: LogReading,
): string | undefined {
  if (seq > head.seq)
    return `The log ends with entry ${head.seq}, but ${by} knows entry ${seq}: its end was cut off.`;
  const found = seq === head.seq ? head : entries.find((entry) => entry.seq === seq);
  if (found === undefined || found.hash === hash) return undefined;
  return `Entry ${seq} is not the one that ${by} knows: it was replaced.`;
}
