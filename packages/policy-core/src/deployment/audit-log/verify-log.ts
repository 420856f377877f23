import { utf8ToBytes } from '@noble/hashes/utils.js';

import type { Checkpoint } from './checkpoint.ts';
import { judgeEnd, type KnownEntry } from './judge-end.ts';
import type { LogEnd } from './log-end.ts';
import { EMPTY_LOG, type LogHead, type Sha256 } from './log-entry.ts';
import { AT_THE_START, readLog, type LogProblem, type LogReading, type LogStart } from './read-log.ts';

/** A log as it was read for its verification. */
export interface LogToVerify {
  /** All of it, or what stands behind `behind.bytes`. */
  readonly text: string;
  /** Whether all of it is UTF-8. */
  readonly isUtf8: boolean;
  /** What is written down beside it: `absent`, or `damaged` where the file is none of ours. */
  readonly end: LogEnd | 'absent' | 'damaged';
  /** What `text` stands behind: a checkpoint, and the SHA-256 of the log up to there as it is now (64 hex digits). */
  readonly behind?: { readonly checkpoint: Checkpoint; readonly sha256: string } | undefined;
  /**
   * Entries that others know of, such as the one that the deploy record names. Behind a checkpoint those of
   * which only the hash is known are not looked for: they may stand before it.
   */
  readonly known: readonly KnownEntry[];
  /** SHA-256 as the host has it, which is faster than ours. */
  readonly digest?: Sha256 | undefined;
}

/** Whether signers vouch for a log. Without them nobody can tell one that was made anew as a whole. */
export interface LogProof {
  readonly isSigned: boolean;
}

export interface LogVerdict extends LogProof {
  /** Empty: no entry was changed, moved or taken out, and the end is there. */
  readonly problems: readonly LogProblem[];
  readonly head: LogHead;
  /** Of the entries that were read. */
  readonly reading: LogReading;
  /** The last line was not written to its end, as when a machine stops: the next writer puts it aside. */
  readonly isTorn: boolean;
}

/** Whether a log can be believed. */
export function verifyLog({ text, isUtf8, end, behind, known, digest }: LogToVerify): LogVerdict {
  const reading = readLog(text, startOf(behind?.checkpoint), digest);
  const beside = typeof end === 'object' ? [{ by: 'the file beside the log', ...end }] : [];
  const problems: LogProblem[] = [
    ...(isUtf8 ? [] : [aboutLog('The log is not UTF-8.')]),
    ...besideProblems(end, reading),
    ...(behind === undefined || behind.checkpoint.sha256 === behind.sha256
      ? []
      : [aboutLog(`The log was changed before entry ${behind.checkpoint.seq + 1}. Verify all of it.`)]),
    ...reading.problems,
    ...judgeEnd(reading, [
      ...beside,
      ...known.filter(({ seq }) => behind === undefined || seq !== undefined),
    ]),
  ];
  if (problems.length === 0 && !endsThere(end, { reading, text, behind }))
    problems.push(aboutLog('The file beside the log names another length of it: it was changed.'));
  return { problems, head: reading.head, reading, isTorn: reading.tail !== '', isSigned: false };
}

function besideProblems(end: LogToVerify['end'], { head }: LogReading): readonly LogProblem[] {
  const file = 'The file beside the log, which names its last entry,';
  if (end === 'damaged') return [aboutLog(`${file} was changed.`)];
  return end === 'absent' && head.seq > 0 ? [aboutLog(`${file} is gone.`)] : [];
}

/** Whether the last entry that was written down ends at the byte that was. One before a checkpoint is not looked for. */
function endsThere(
  end: LogToVerify['end'],
  { reading, text, behind }: { readonly reading: LogReading } & Pick<LogToVerify, 'text' | 'behind'>,
): boolean {
  if (typeof end === 'string') return true;
  const { seq, bytes } = end;
  const { seq: before, bytes: from } = behind?.checkpoint ?? { ...EMPTY_LOG, bytes: 0 };
  if (seq === 0) return reading.head.seq === 0 && bytes === 0;
  if (seq < before) return true;
  const whole = text.slice(0, text.length - reading.tail.length);
  const upTo =
    seq === reading.head.seq
      ? whole
      : whole
          .split('\n', seq - before)
          .map((line) => `${line}\n`)
          .join('');
  return bytes === from + utf8ToBytes(upTo).length;
}

function startOf(checkpoint: Checkpoint | undefined): LogStart {
  return checkpoint === undefined ? AT_THE_START : { head: checkpoint, line: checkpoint.seq + 1 };
}

function aboutLog(problem: string): LogProblem {
  return { line: undefined, problem };
}
