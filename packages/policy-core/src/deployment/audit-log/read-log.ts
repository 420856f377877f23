import { displayText } from '../../model/display-text.ts';
import { eventFault } from './events.ts';
import { EMPTY_LOG, type LogEntry, type LogHead, type Sha256 } from './log-entry.ts';
import { readEntry } from './read-entry.ts';

/** What a log says, and whether it can be believed. */
export interface LogReading {
  readonly entries: readonly LogEntry[];
  /** The last entry; where reading began if there is none. */
  readonly head: LogHead;
  /** Empty: every entry is as it was written, in its place, and none is missing before the last. */
  readonly problems: readonly LogProblem[];
  /** What stands behind the last line end: a line that was not written to its end. Empty in a whole log. */
  readonly tail: string;
}

export interface LogProblem {
  /** Counts from 1; `undefined` of the log as a whole. */
  readonly line: number | undefined;
  /** A sentence. */
  readonly problem: string;
}

/** Where reading begins: at the start of the file, unless something vouches for what stands before. */
export interface LogStart {
  readonly head: LogHead;
  /** The number of the first line that is read. */
  readonly line: number;
}

export const AT_THE_START: LogStart = { head: EMPTY_LOG, line: 1 };

/**
 * Reads to the end whatever is wrong on the way: each line is compared with what the line before says
 * of itself, so that one change does not condemn everything after it.
 *
 * That entries are missing at the end cannot be seen here: `judgeEnd` compares with what is known of it.
 */
export function readLog(text: string, start: LogStart = AT_THE_START, digest?: Sha256): LogReading {
  const end = text.lastIndexOf('\n') + 1;
  const lines = end === 0 ? [] : text.slice(0, end - 1).split('\n');
  const entries: LogEntry[] = [];
  const problems: LogProblem[] = [];
  let before: Before = start.head;
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, { before, digest });
    if (read.entry !== undefined) entries.push(read.entry);
    if (read.problem !== undefined) problems.push({ line: start.line + index, problem: read.problem });
    before = read.next;
  }
  return { entries, head: headOf(before, entries) ?? start.head, problems, tail: text.slice(end) };
}

/** An entry that is out of place ends no log. */
function headOf({ seq, hash }: Before, entries: readonly LogEntry[]): LogHead | undefined {
  return hash === undefined ? entries.at(-1) : { seq, hash };
}

/** What an entry must follow; the hash is not known after a line that cannot be read. */
interface Before {
  readonly seq: number;
  readonly hash: string | undefined;
}

interface LineReading {
  readonly entry: LogEntry | undefined;
  readonly problem: string | undefined;
  readonly next: Before;
}

function readLine(
  line: string,
  { before, digest }: { readonly before: Before; readonly digest: Sha256 | undefined },
): LineReading {
  const expected = before.seq + 1;
  const reading = readEntry(line, digest);
  if (reading.kind === 'no-entry') {
    const problem = `The line, which should be entry ${expected}, cannot be read: ${reading.problem}.`;
    return { entry: undefined, problem, next: { seq: expected, hash: undefined } };
  }
  const { entry, isGenuine } = reading;
  if (isGenuine)
    return {
      entry,
      problem: misplaced(entry, before) ?? unknownEvent(entry),
      next: entry.seq < expected ? before : entry,
    };
  const problem = `The line, which should be entry ${expected}, was changed after it was written.`;
  // What it says of its place may be what was changed; its hash is what the next entry was chained to.
  return { entry, problem, next: { seq: expected, hash: entry.hash } };
}

/** The list is closed: what nobody can read is not taken for what happened. */
function unknownEvent(entry: LogEntry): string | undefined {
  const fault = eventFault(entry);
  return fault && `Entry ${entry.seq}, ${displayText(entry.event)}, ${fault}.`;
}

function misplaced({ seq, prev }: LogEntry, before: Before): string | undefined {
  const expected = before.seq + 1;
  if (seq > expected) return `${missing(expected, seq - 1)} missing before entry ${seq}.`;
  if (seq < expected) return `Entry ${seq} is out of place: entry ${expected} belongs here.`;
  if (before.hash === undefined || prev === before.hash) return undefined;
  return `Entry ${seq} was written after another entry ${before.seq} than the one there.`;
}

function missing(from: number, to: number): string {
  return from === to ? `Entry ${from} is` : `Entries ${from} to ${to} are`;
}
