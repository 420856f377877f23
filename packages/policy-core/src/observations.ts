import type { FileContent } from './file-content.ts';
import type { Known } from './known.ts';

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
  readonly change: Known<Change>;
  readonly labels: Known<readonly AppliedLabel[]>;
  /** Who made the change: the login on the forge, or the name given on the command line. */
  readonly actor: Known<string>;
  /** The point in history before which migrations are settled. */
  readonly settled: Known<SettledPoint>;
  /** What git says of the commit in the deploy record. */
  readonly recordedCommit: Known<RecordedCommit>;
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  readonly now: Known<string>;
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
}

export interface ChangeEntry {
  readonly status: 'added' | 'modified' | 'deleted' | 'type-changed';
  readonly path: string;
  /** Six octal digits as git writes them; `000000` when absent on that side. */
  readonly oldMode: string;
  readonly newMode: string;
}

export interface AppliedLabel {
  readonly name: string;
  /** Whether the person who applied it may approve; `known: false` where nobody could be asked. */
  readonly authority: Known<'trusted' | 'untrusted'>;
}

/** Migrations that changed after a point in history; the others are settled and not judged again. */
export type SettledPoint =
  /** There is no such point: every migration is judged. */
  | { readonly from: 'start' }
  | { readonly from: 'since' | 'release'; readonly commit: string; readonly changedPaths: readonly string[] };

export interface RecordedCommit {
  readonly sha: string;
  readonly state: 'ancestor' | 'not-an-ancestor' | 'absent' | 'not-a-commit';
}
