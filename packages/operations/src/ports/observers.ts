import type { ChangeEntry, FileContent, Known } from '@lockkeeper/policy-core';

/** Reads the files of one repository as they lie on disk. Paths are relative to its root, with `/`. */
export interface FileSystem {
  /**
   * `absent` when there is nothing; `unreadable` for a binary file, bad encoding, a folder, a symbolic
   * link or more than 2 MB of text; unobserved only when reading itself fails (permission, I/O error).
   */
  read(path: string): Promise<Known<FileContent>>;
  /** Files below these folders (`''`: everywhere), sorted; what git ignores is left out where git is at hand. */
  list(folders: readonly string[]): Promise<Known<readonly string[]>>;
}

/** One git repository. Nothing here changes it. Unobserved reasons are clauses: "this is a shallow clone". */
export interface Git {
  describe(): Promise<Known<RepositoryState>>;
  /** The full id of the commit a name points at. */
  resolve(name: string): Promise<Known<string>>;
  mergeBase(a: string, b: string): Promise<Known<string>>;
  /**
   * Both sides of every change from one commit to another, or to the files on disk with those git
   * does not know yet. Renames come as a deletion and an addition. Never cut short.
   */
  changes(range: CommitRange): Promise<Known<readonly ChangeEntry[]>>;
  /** Contents at one commit, by path, in one call; every path asked for is a key of the answer. */
  readAt(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Known<FileContent>>>;
  /** Files below these folders at one commit, sorted. */
  listAt(commit: string, folders: readonly string[]): Promise<Known<readonly string[]>>;
  /** What `sha` is, seen from `head`. */
  relation(
    sha: string,
    head: string,
  ): Promise<Known<'ancestor' | 'not-an-ancestor' | 'absent' | 'not-a-commit'>>;
  /** The commit people branch off: `origin/HEAD`, else `main` or `master`, remote before local. */
  defaultBranch(): Promise<Known<string>>;
}

export interface RepositoryState {
  /** `undefined` before the first commit. */
  readonly head: string | undefined;
  /** `undefined` when the head is detached. */
  readonly branch: string | undefined;
  readonly isShallow: boolean;
  readonly isBare: boolean;
}

export interface CommitRange {
  readonly from: string;
  /** A commit, or `worktree` for the files on disk. */
  readonly to: string;
}

export interface Clock {
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  now(): string;
}

/** Everything that looks and never touches. The language server gets this and nothing more. */
export interface Observers {
  readonly files: FileSystem;
  /** `undefined` where there is no repository, or it was not to be asked. */
  readonly git: Git | undefined;
  readonly clock: Clock;
}
