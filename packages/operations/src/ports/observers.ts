import type { FileContent, Known } from '@lockkeeper/policy-core';
import type { DatabaseSight } from '@lockkeeper/policy-core/database';
import type { ForgeMakers } from '@lockkeeper/policy-core/deployment/run';
import type {
  Account,
  AppliedLabel,
  ChangeEntry,
  CheckResult,
  Commit,
  FolderEntry,
  NamedLine,
  PullRequest,
  Review,
} from '@lockkeeper/policy-core/observe';

/** Reads the files of one repository as they lie on disk. Paths are relative to its root, with `/`. */
export interface FileSystem {
  /**
   * `absent` when there is nothing; `unreadable` for a binary file, bad encoding, a folder, a symbolic
   * link or more than 2 MB of text; unobserved only when reading itself fails (permission, I/O error).
   */
  read(path: string): Promise<Known<FileContent>>;
  /** What symbolic links point at, by path; unobserved for what is no link. */
  links(paths: readonly string[]): Promise<ReadonlyMap<string, Known<string>>>;
  /** Files below these folders (`''`: everywhere), sorted; what git ignores is left out where git is at hand. */
  list(folders: readonly string[]): Promise<Known<readonly string[]>>;
}

export interface TrackedFiles {
  readonly paths: readonly string[];
  /** What a sparse checkout leaves out on disk; not among the paths. */
  readonly leftOut: readonly string[];
}

/** One git repository. Nothing here changes it. Unobserved reasons are clauses: "this is a shallow clone". */
export interface Git {
  describe(): Promise<Known<RepositoryState>>;
  /** The full id of the commit a name points at. */
  resolve(name: string): Promise<Known<string>>;
  /** One of `mergeBases`: enough to know where about two histories part, not to judge what changed since. */
  mergeBase(a: string, b: string): Promise<Known<string>>;
  /** Every best common commit: several where two branches were merged into each other. */
  mergeBases(a: string, b: string): Promise<Known<readonly [string, ...string[]]>>;
  /**
   * Both sides of every change from one commit to another, or to the files on disk with those git
   * does not know yet. Renames come as a deletion and an addition. Never cut short.
   */
  changes(range: CommitRange): Promise<Known<readonly ChangeEntry[]>>;
  /** Contents at one commit, by path, in one call; every path asked for is a key of the answer. */
  readAt(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Known<FileContent>>>;
  /**
   * SHA-256 of the bytes of files at one commit, 64 hex digits by path, in one call; `null` where there is
   * nothing, unobserved for what is no file. Every path asked for is a key of the answer.
   */
  digestsAt(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Known<string | null>>>;
  /** Files below these folders at one commit, sorted. */
  listAt(commit: string, folders: readonly string[]): Promise<Known<readonly string[]>>;
  /** What git looks after on disk, as it remembers it: no file is looked at. */
  tracked(): Promise<Known<TrackedFiles>>;
  /** Another text means that `tracked` may answer something else. Unobserved where nothing tells without reading it. */
  indexState(): Promise<Known<string>>;
  /** What symbolic links point at, by path, in one call; every path asked for is a key of the answer. */
  linksAt(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Known<string>>>;
  /** What lies in these folders (`''`: the root) at one commit; a folder that is none is empty. */
  foldersAt(
    commit: string,
    folders: readonly string[],
  ): Promise<ReadonlyMap<string, Known<readonly FolderEntry[]>>>;
  /**
   * Lines of text files at a commit that hold one of these words, by path and line; without those below the
   * folders of `except`. At most `most` of them, and whether that was all.
   */
  linesWith(
    commit: string,
    search: { readonly words: readonly string[]; readonly except: readonly string[]; readonly most: number },
  ): Promise<Known<{ readonly lines: readonly NamedLine[]; readonly isWhole: boolean }>>;
  /** The commits that `to` has and `from` has not, oldest first. Never cut short. */
  commits(range: CommitRange): Promise<Known<readonly Commit[]>>;
  /** Short names of the branches that hold a commit: those of `origin` where there is one, else the local ones. */
  branchesWith(commit: string): Promise<Known<readonly string[]>>;
  /** All branches, of every remote and here; not known in a clone that may hold only some of a remote, as in CI. */
  allBranches(): Promise<Known<readonly string[]>>;
  /** Names of the tags that point at a commit. */
  tagsAt(commit: string): Promise<Known<readonly string[]>>;
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

/** Whether a branch may be started here. Nothing in it changes anything. */
export interface Worktrees {
  standing(): Promise<Known<WorktreeState>>;
  /** Short names of the branches here and of those last seen on remotes, without the name of the remote. */
  branchNames(): Promise<Known<readonly string[]>>;
}

export interface WorktreeState {
  /** What somebody has begun and not ended, such as "a rebase"; `undefined` when there is nothing. */
  readonly underWay: string | undefined;
  /** Paths whose staged content is not the one of HEAD. */
  readonly staged: readonly string[];
}

export interface CommitRange {
  readonly from: string;
  /** A commit, or `worktree` for the files on disk. */
  readonly to: string;
}

/**
 * The site that hosts the repository: who may approve, and what was approved. Nothing here changes it.
 * Nothing rejects: offline, without a token or without rights an answer is unobserved, with the reason
 * as a clause ("GitHub says that the token may not read labels").
 */
export interface Forge {
  /** Such as "GitHub". */
  readonly name: string;
  pullRequest(number: number): Promise<Known<PullRequest>>;
  /**
   * The pull request of this repository that a commit came from; `null` when there is none. With a branch: one that
   * was merged into it, else an open one that asks to merge it. Without: one that was merged anywhere, or is open.
   */
  pullRequestOf(commit: string, branch?: string): Promise<Known<PullRequest | null>>;
  /** Every label that is on it now, with who put it there last. */
  labelsOf(pullRequest: number): Promise<Known<readonly AppliedLabel[]>>;
  /** The last review of each reviewer. */
  reviewsOf(pullRequest: number): Promise<Known<readonly Review[]>>;
  /** Commit statuses and check runs, the newest of each name. */
  checksOf(commit: string): Promise<Known<readonly CheckResult[]>>;
  /** An account by its login. */
  account(login: string): Promise<Known<Account>>;
  /** Who made what one commit has and another has not, and who pushed it; without another, who made that commit. */
  makersOf(range: { readonly from: string | null; readonly to: string }): Promise<Known<ForgeMakers>>;
}

/** PostgreSQL databases, by the names of the variables that lead to them. Nothing here changes them. Never rejects. */
export interface Databases {
  look(wanted: {
    /** Its value stays with the host: it holds a password. */
    readonly variable: string;
    /** `undefined`: the first one that the search path of the database leads to. */
    readonly schemas: readonly string[] | undefined;
    /** In which Alembic notes the revision; left out, `alembic_version`. */
    readonly versionTable?: string | undefined;
  }): Promise<DatabaseSight>;
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
  /** `undefined` where it is not to be asked. */
  readonly forge?: Forge | undefined;
  /** Names of the environment variables that are set and not empty; never their values. */
  readonly environment?: ReadonlySet<string>;
  readonly clock: Clock;
}
