import type { LogEnd } from './log-end.ts';
import { EMPTY_LOG, type LogHead } from './log-entry.ts';
import { readEntry } from './read-entry.ts';
import { readLog, type LogProblem, type LogReading } from './read-log.ts';

/** What a writer sees of a log before it appends. */
export interface SeenLog {
  /** What is written down beside it; `undefined` where nothing is. */
  readonly end: LogEnd | undefined;
  /** What stands in the log behind `end.bytes`; all of it where there is no end. */
  readonly text: string;
  /** Length of the log up to and with its last line end, in bytes. */
  readonly wholeBytes: number;
}

/** What to do so that an entry can be written. */
export type AppendPlan =
  /** Write the entry that follows `head`. */
  | { readonly kind: 'append'; readonly head: LogHead }
  /** The last entry lacks only its line end: write that and look again. */
  | { readonly kind: 'end-line' }
  /** The last line was not written to its end: keep it elsewhere, cut the log to `bytes`, say so in an entry after `head`. */
  | { readonly kind: 'cut'; readonly head: LogHead; readonly bytes: number; readonly tail: string }
  /** The log cannot be believed. Nothing is appended to it. */
  | { readonly kind: 'refuse'; readonly problems: readonly LogProblem[] };

/** Looks only at what was written since the end was written down: the work does not grow with the log. */
export function planAppend({ end, text, wholeBytes }: SeenLog): AppendPlan {
  if (end !== undefined && wholeBytes < end.bytes) return { kind: 'refuse', problems: [cutOff(end)] };
  const head = end ?? EMPTY_LOG;
  const reading = readLog(text, { head, line: head.seq + 1 });
  if (reading.problems.length > 0) return { kind: 'refuse', problems: reading.problems };
  if (reading.tail === '') return { kind: 'append', head: headOf(reading) };
  if (isWhole(reading)) return { kind: 'end-line' };
  return { kind: 'cut', head: headOf(reading), bytes: wholeBytes, tail: reading.tail };
}

function cutOff({ seq }: LogEnd): LogProblem {
  return {
    line: undefined,
    problem: `Entry ${seq} was written, but the log ends before it: its end was cut off.`,
  };
}

function headOf({ head: { seq, hash } }: LogReading): LogHead {
  return { seq, hash };
}

/** A machine may stop between an entry and its line end. */
function isWhole({ head, tail }: LogReading): boolean {
  const reading = readEntry(tail);
  if (reading.kind === 'no-entry' || !reading.isGenuine) return false;
  return reading.entry.seq === head.seq + 1 && reading.entry.prev === head.hash;
}
