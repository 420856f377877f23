import type { FileContent } from './file-content.ts';
import type { Known } from './known.ts';
import type { SourceSpan } from './source-span.ts';

/**
 * Everything that was seen of one repository at one moment: plain JSON, no functions, no handles.
 *
 * Written to a file and read back it gives the same verdict, which is how a bug is reported.
 */
export interface Observations {
  readonly focus: Focus;
  /** Every file that was looked at, by path. */
  readonly files: Readonly<Record<string, Known<FileContent>>>;
  /** Paths below the folders the policy names, for rules that judge a whole tree. */
  readonly listing: Known<readonly string[]>;
  /** Texts at the base of the change, for rules that compare. */
  readonly filesBefore: Readonly<Record<string, Known<FileContent>>>;
  /**
   * What symbolic links point at, by path: those the change touches, and those on the way to a target; of a tree also
   * those by which Alembic may come to revisions.
   */
  readonly links: Readonly<Record<string, Known<string>>>;
  /** What lies in these folders at the base of the change; `''` is the root, a folder that is none is empty. */
  readonly folders: Readonly<Record<string, Known<readonly FolderEntry[]>>>;
  /** Whether there is a file or folder at these paths, which documents speak of. */
  readonly present: Readonly<Record<string, Known<boolean>>>;
  /** Texts of what calls others at the head, such as workflows; left out where the change touches nothing that one could call. */
  readonly workflows?: Known<readonly string[]>;
  readonly change: Known<Change>;
  /** Why a run that must judge a change was given none, as a clause; left out where the tree alone was asked for. */
  readonly missingBase?: string;
  /** What the policy names to be judged and nothing lies at; left out where nobody looked. */
  readonly unmatchedPlaces?: readonly UnmatchedPlace[];
  /** Tools that were seen and that nothing here judges; left out where nobody looked. */
  readonly unsupported?: readonly SeenTool[];
  readonly labels: Known<readonly AppliedLabel[]>;
  /** `null`: the change belongs to none. */
  readonly pullRequest: Known<PullRequest | null>;
  /** Who opened the pull request, or pushed; `null` where nobody has yet, as on one's own machine. */
  readonly author: Known<Account | null>;
  /** Clauses that tell of an AI agent at work on this machine: "the environment variable CLAUDECODE is set". */
  readonly agentSigns: readonly string[];
  /** `null` unless something is about to be deployed. */
  readonly deployment: Deployment | null;
  /** In a release, what was merged that needed an approval; left out elsewhere. */
  readonly merged?: Known<readonly MergedWork[]>;
  /** The revisions of Alembic that belong together, judged or not; left out where no migration is judged. */
  readonly revisions?: RevisionSources;
  /**
   * The SQL migrations that run before those under judgement, by path, but for those that stand under `files`; left
   * out where none is judged, and for a tree, where all stand there.
   */
  readonly sqlBefore?: Known<Readonly<Record<string, Known<FileContent>>>>;
  /** Paths of all SQL migrations that stand in one order with those under judgement; left out where nobody asked. */
  readonly sqlPaths?: readonly string[];
  /** What tells where Alembic loads revisions from; left out where nothing under judgement could change that. */
  readonly configurations?: ConfigurationSources;
  /** What is said beside the migrations of the databases they run on; left out where none is judged. */
  readonly databases?: DatabaseSources;
  /** Where the released code names what a migration takes away; left out where none does, or nobody asked. */
  readonly releasedNames?: Known<ReleasedNames>;
  /** The point in history before which migrations are settled. */
  readonly settled: Known<SettledPoint>;
  /** What git says of the commit in the deploy record. */
  readonly recordedCommit: Known<RecordedCommit>;
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  readonly now: Known<string>;
}

/** Names of databases as `migrations.dialect` has them, or `other`. */
export interface DatabaseSources {
  /** By requirements and images of containers. */
  readonly drivers: readonly string[];
  /** What Prisma says of the migrations below a folder, which ends with a slash. */
  readonly prisma: Readonly<Record<string, readonly string[]>>;
}

/** Alternatives of a list of the policy of which none leads anywhere, before the change or after it. */
export interface UnmatchedPlace {
  /** Key of the policy, such as `migrations`. */
  readonly section: string;
  readonly written: readonly string[];
  readonly at: SourceSpan;
  /** What the first of them may have been meant to be. */
  readonly meant: string | null;
  /** Why it was not observed whether something lies there, as a clause. */
  readonly hidden: string | null;
}

/** Files of a tool, such as `Django migrations`. */
export interface SeenTool {
  readonly tool: string;
  readonly files: number;
  /** Path of the first. */
  readonly example: string;
}

/** What is judged. */
export type Focus =
  /** One open document. */
  | { readonly kind: 'document'; readonly path: string }
  /** Every file of a tree; the change beside it only where one is known. */
  | { readonly kind: 'tree' }
  /** What a change touches. */
  | { readonly kind: 'change' }
  /** What changed since the last release, and the record of that release in any case. */
  | { readonly kind: 'release' };

/** Whether there must be a change: then not knowing it is a lack, and not simply the absence of one. */
export function isAboutChange({ kind }: Focus): boolean {
  return kind === 'change' || kind === 'release';
}

export interface Change {
  /** The merge base; `null` when it is not known, as where only the changed paths were given. */
  readonly base: string | null;
  /** A commit id, or `worktree` for what lies on disk. */
  readonly head: string;
  readonly branch: Known<string>;
  /** Both sides of every change: a rename is a deletion and an addition. */
  readonly entries: readonly ChangeEntry[];
  /** `false` where a list was cut short: then what is missing may be anything. */
  readonly isWhole: boolean;
  /** The commits from base to head, oldest first; what lies on disk only is in none of them. */
  readonly commits: Known<readonly Commit[]>;
  /** `null`: nothing is pushed, as in a pull request. */
  readonly push: Push | null;
}

export interface ChangeEntry {
  readonly status: 'added' | 'modified' | 'deleted' | 'type-changed';
  readonly path: string;
  /** Six octal digits as git writes them; `000000` when absent on that side. */
  readonly oldMode: string;
  readonly newMode: string;
}

export interface Commit {
  readonly id: string;
  readonly author: Person;
  readonly committer: Person;
  /** Subject, body and trailers as they were written. */
  readonly message: string;
  /** Both sides of every change of this commit; of a merge only what it made differ from all its parents. */
  readonly paths: readonly string[];
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Commits that arrive on a branch at once. */
export interface Push {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** Whether it takes away commits that the branch had. */
  readonly rewrites: Known<boolean>;
}

export interface FolderEntry {
  /** The last part of the path. */
  readonly name: string;
  readonly mode: string;
}

/** Somebody on the forge. */
export interface Account {
  readonly login: string;
  readonly id: number | null;
  readonly isBot: boolean;
}

export const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
/** What somebody may do in the repository, in rising order. */
export type Role = (typeof ROLES)[number];

export type AppliedLabel =
  | {
      readonly kind: 'applied';
      readonly name: string;
      readonly by: Account;
      readonly role: Known<Role>;
      /** UTC. */
      readonly at: string;
    }
  /** It is there, and who applied it is not known; `reason` is a clause. */
  | { readonly kind: 'unattributed'; readonly name: string; readonly reason: string }
  /** Somebody says so, which counts on one's own machine. */
  | { readonly kind: 'stated'; readonly name: string };

export interface PullRequest {
  readonly number: number;
  readonly author: Account;
  /** The branch it asks to merge, without `refs/heads/`. */
  readonly branch: string;
  /** The branch it asks to be merged into, without `refs/heads/`; left out where it was not asked for. */
  readonly base?: string;
  /** The commit it asks to merge; left out where it was not asked for. */
  readonly head?: string;
  /** When its head last moved, UTC: a label that is older speaks of other commits. */
  readonly pushedAt: Known<string>;
  /** UTC; left out where it is not merged. */
  readonly mergedAt?: string;
  /** Everybody who pushed to its branch: whoever writes a commit chooses the name inside it. */
  readonly pushers: Known<readonly Account[]>;
}

/** Commits of a release that came from one pull request. */
export interface MergedWork {
  /** `null`: they came past every pull request. */
  readonly pullRequest: PullRequest | null;
  readonly labels: Known<readonly AppliedLabel[]>;
  readonly commits: readonly string[];
  /** What they touch, as far as it needs an approval. */
  readonly paths: readonly string[];
}

export interface Deployment {
  readonly environment: string;
  /** Branches that hold the commit, as the forge has them. */
  readonly branches: Known<readonly string[]>;
  /** Tags that point at the commit. */
  readonly tags: Known<readonly string[]>;
  readonly reviews: Known<readonly Review[]>;
  readonly checks: Known<readonly CheckResult[]>;
}

/** The last word of one reviewer on the pull request the commit came from. */
export interface Review {
  readonly by: Account;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** Anybody who can see a public repository may review: only those who may write approve or object. */
  readonly role: Known<Role>;
  /** The commit that was looked at. */
  readonly commit: string;
  readonly at: string;
}

/** A commit status or a check run. */
export interface CheckResult {
  readonly name: string;
  readonly outcome: 'success' | 'skipped' | 'pending' | 'failure';
}

/** Migrations that changed after a point in history; the others are settled and not judged again. */
export type SettledPoint =
  /** There is no such point: every migration is judged. */
  | { readonly from: 'start' }
  /** Somebody asks for every migration, whatever the policy and the record say. */
  | { readonly from: 'all' }
  | { readonly from: 'since' | 'release'; readonly commit: string; readonly changedPaths: readonly string[] };

/** The Python and the configuration of Alembic, here and wherever else it matters. */
export interface RevisionSources {
  /** Every path below the version folders of the policy, and the configuration files beside and above them. */
  readonly paths: Known<readonly string[]>;
  /** Their texts, by path, but for those that stand under `files`. */
  readonly files: Readonly<Record<string, Known<FileContent>>>;
  /**
   * Modules that lie in the repository and that revisions may import, as they are here; the others are not there.
   * Left out where nobody looked.
   */
  readonly modules?: Readonly<Record<string, Known<FileContent>>>;
  /** `undefined` where no change is judged. */
  readonly atBase?: Known<MigrationsAt>;
  /** `null`: the target has not moved since the change left it. `undefined` where no change is judged. */
  readonly atTarget?: Known<MigrationsAt | null>;
  /** `null`: no release is recorded. `undefined` where nobody asked. */
  readonly atRelease?: Known<MigrationsAt | null>;
  /** What is said beside them of the databases they run on; left out where nobody looked, or a run did. */
  readonly databases?: DatabaseSources;
}

/** Configurations of Alembic, and what lies where they point. */
export interface ConfigurationSources {
  readonly files: Readonly<Record<string, Known<FileContent>>>;
  /** Every path below folders that they may have Alembic load, and that the policy does not name. */
  readonly paths: Known<readonly string[]>;
}

/** Migrations as another commit has them: those that are not the same here, by path. */
export interface MigrationsAt {
  readonly commit: string;
  /** `absent` for what this commit does not have. Of the target, what it changed since the change left it. */
  readonly files: Readonly<Record<string, Known<FileContent>>>;
}

/** Lines of the released code that hold one of the names that were looked for, each as a whole word. */
export interface ReleasedNames {
  readonly commit: string;
  readonly names: readonly string[];
  readonly lines: readonly NamedLine[];
  /** `false` where there were more lines than are kept. */
  readonly isWhole: boolean;
}

export interface NamedLine {
  readonly path: string;
  /** Counts from zero. */
  readonly line: number;
  /** Cut off after 300 characters. */
  readonly text: string;
}

export interface RecordedCommit {
  readonly sha: string;
  readonly state: 'ancestor' | 'not-an-ancestor' | 'absent' | 'not-a-commit';
  /** SHA-256 of files at it, 64 hex digits by path; `null`: there is no such file. Left out where the record names none. */
  readonly digests?: Readonly<Record<string, Known<string | null>>>;
}
