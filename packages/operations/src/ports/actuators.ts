import type { Known } from '@lockkeeper/policy-core';

/** Replaces and makes files of one repository. Only the CLI is ever given this. */
export interface FileWriter {
  /**
   * The file holds either its old or its new text at every moment, also when the machine stops or the
   * disk is full. Keeps mode and line ends; rejects, with nothing written, when the file is not
   * writable, is a symbolic link, or lies outside the repository.
   */
  replace(path: string, text: string): Promise<void>;
  /**
   * Makes a file that was not there, and the folders above it: whole or not at all, in UTF-8. Rejects, with
   * nothing written, where there is something by that name, also when somebody else makes it meanwhile.
   */
  create(path: string, text: string): Promise<void>;
}

/** Branches of one repository. Nothing here is pushed. Nothing rejects: a failure is a reason, as a clause. */
export interface Branches {
  /** From a commit, without checking it out. Where this fails there is no branch of it. */
  create(branch: string, commit: string): Promise<Known<true>>;
  /** Checks it out; changes on disk go along. Fine where it is checked out already. */
  switch(branch: string): Promise<Known<true>>;
  /** Commits these files and no other, with the user's hooks. The id of the commit; unobserved only where none was made. */
  commit(commit: {
    readonly paths: readonly string[];
    readonly message: string;
    /** The branch that must be checked out, or nothing is committed. */
    readonly on: string;
    /** Its last commit: with another one, somebody committed meanwhile. */
    readonly onto: string;
  }): Promise<Known<string>>;
  /** Gives the files the contents they have in a commit. */
  restore(paths: readonly string[], commit: string): Promise<Known<true>>;
  /** Only while it points at this commit. Fine where there is no such branch. */
  delete(branch: string, commit: string): Promise<Known<true>>;
}

/** Runs programs of the user's, with their environment and without a shell. Never rejects. */
export interface CommandRunner {
  /** @param command `folder` counts from the root of the repository. */
  run(command: {
    readonly words: readonly [string, ...string[]];
    readonly folder: string;
  }): Promise<UserCommandOutcome>;
}

export type UserCommandOutcome =
  | { readonly kind: 'exited'; readonly code: number; readonly lastLines: readonly string[] }
  /** `problem` is a clause. */
  | { readonly kind: 'not-run'; readonly problem: string }
  /** The user wanted it to stop. Nothing of it runs any more. */
  | { readonly kind: 'interrupted' };

/** The one change of a database that there is: noting at which revision it is. Only the CLI is ever given this. */
export interface DatabaseStamps {
  /**
   * Runs the statements in one transaction, alone among all that stamp the same database, provided that the table still says
   * what was seen; then reads back what it says. Never rejects.
   */
  stamp(wanted: StampWanted): Promise<StampOutcome>;
}

export interface StampWanted {
  /** Its value stays with the host: it holds a password. */
  readonly variable: string;
  /** As SQL names it. */
  readonly table: string;
  readonly statements: readonly string[];
  /** What the table must hold alone afterwards. */
  readonly revision: string;
  /** Its rows; `null`: it was not there. */
  readonly seen: readonly string[] | null;
}

/** Reasons are clauses. Nothing was written but for `stamped` and, maybe, `unknown`. */
export type StampOutcome =
  | { readonly kind: 'stamped' }
  /** The table no longer said what was seen. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'held'; readonly by: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** The connection was lost while it was committed, and whoever looked again saw nothing of it, or could not look. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Alembic of the user's, asked for SQL: nothing is run in a database. */
export interface OfflineAlembic {
  /** What it prints for these words, such as `upgrade a1:head --sql`. Reasons are clauses. Never rejects. */
  sql(asked: OfflineQuestion): Promise<Known<string>>;
}

export interface OfflineQuestion {
  /** Path of its configuration from the root of the repository. */
  readonly config: string;
  /** `[billing]` in it; `undefined`: the usual one. */
  readonly section: string | undefined;
  readonly words: readonly string[];
}
