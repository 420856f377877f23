import type { FileContent, Known } from '@lockkeeper/policy-core';

import type { FileHistory } from './file-history.ts';
import type { LogSigners } from './log-signers.ts';

/** Reads logs that others append to, with all that vouches for them. */
export interface LogReader extends LogBytes {
  readonly history: FileHistory;
  /** `undefined`: the policy names none. */
  readonly signers: LogSigners | undefined;
  /** Left out where the logs are files of the tree. */
  readonly branch?: LogBranch;
}

/** The bytes of logs. Paths count from the root of the repository; reasons are clauses. */
export interface LogBytes {
  /** What stands in a log from a byte on; `undefined` where there is no such log. */
  since(path: string, bytes: number): Promise<Known<LogPart | undefined>>;
  /** What is written down beside it; `undefined` where there is no such file. */
  end(path: string): Promise<Known<string | undefined>>;
  /** SHA-256 of its first bytes, 64 hex digits; `undefined` where it has fewer. */
  digest(path: string, bytes: number): Promise<Known<string | undefined>>;
  /** SHA-256 of the UTF-8 bytes of a text, 64 hex digits. */
  sha256(text: string): string;
}

/** What else is known of a branch on which logs lie. */
export interface LogBranch {
  /** Such as `origin/lockkeeper/records`. */
  readonly name: string;
  /** A commit that was seen there, and is no part of the branch any more. */
  readonly lost: string | undefined;
  /** The second ref of the remote, which every write moves along, is gone. */
  readonly isUnwitnessed: boolean;
  /** What the tree holds of a log; `undefined` where there is no such file. */
  mirror(path: string): Promise<Known<LogPart | undefined>>;
}

/** Append-only logs, in files or on a branch. Only programs that act are ever given this. */
export interface LogStore {
  /**
   * Lets `work` run while no other process changes the log, also where the process that had it before was
   * killed. Rejects, with nothing done, where another one keeps the log for too long; else with what
   * `work` rejects with.
   *
   * On a branch nobody is kept out: what `work` changed becomes one commit once it resolves, and where somebody else was faster
   * `work` runs again on what is there by then. It must do nothing besides.
   */
  exclusively<T>(path: string, work: (log: OpenLog) => Promise<T>): Promise<T>;
}

/** A log that no other process changes, and the records that go with it. Rejects with a `FileWriteError`, or with what the system says. */
export interface OpenLog {
  /** What is written down beside the log; `undefined` where there is no such file. */
  end(): Promise<string | undefined>;
  /** What stands in the log from a byte on; '' where there is nothing. */
  since(bytes: number): Promise<LogPart>;
  /**
   * Adds text and forces it to the disk. Where this rejects, the log is as it was, or ends with a line that
   * is not written to its end.
   *
   * @returns Length of the log afterwards, in bytes.
   */
  append(text: string): Promise<number>;
  /** Shortens the log to so many bytes, once what is cut off stands on the disk behind `keptIn`. */
  cut(bytes: number): Promise<void>;
  /** Replaces what is written down beside the log: the old text or the new one, at whatever moment. */
  writeEnd(text: string): Promise<void>;
  /** Path of the file to which `cut` adds what it cuts off. */
  readonly keptIn: string;
  /** A record, by its path. */
  record(path: string): Promise<FileContent>;
  /** Replaces a record: the old text or the new one, at whatever moment. */
  writeRecord(path: string, text: string): Promise<void>;
}

export interface LogPart {
  /** Bytes that are no UTF-8 stand as U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
  /** Length of the whole log up to and with its last line end, in bytes. */
  readonly wholeBytes: number;
}
