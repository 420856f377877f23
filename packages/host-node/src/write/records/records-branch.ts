import type { CommandOutcome } from '../../system/run-command.ts';
import {
  FETCH,
  hasSucceeded,
  NO_COMMIT,
  remoteFailure,
  remoteGit,
  versionAt,
  type RemoteRef,
  type RunGit,
} from '../git/remote-git.ts';

export interface RecordsPlace {
  /** Folder of a repository. */
  readonly root: string;
  /** Name of the remote that everybody shares. */
  readonly remote: string;
  /** Short name of the branch there. */
  readonly branch: string;
}

/** The branch as it is, against what was seen of it here. */
export interface SeenRecords {
  /** `undefined` where there is no such branch. */
  readonly commit: string | undefined;
  /** A commit that was seen there before, here or by the witness, and is no part of it any more: it was rewritten, or deleted. */
  readonly lost: string | undefined;
  /** Where the witness stood; `NO_COMMIT` where there is none. */
  readonly witness: string;
  /** The branch is there, and no witness of it, which every write moves along: somebody took it away. */
  readonly isUnwitnessed: boolean;
}

/**
 * Asks the remote, and gets what is new. What was seen is kept in a ref of our own, which only ever moves forward: that of the
 * remote-tracking branch follows whatever the remote says. Rejects where the remote cannot be reached.
 */
export async function seeRecords(place: RecordsPlace): Promise<SeenRecords> {
  const git = remoteGit(place.root);
  // Before the remote is asked: what others see meanwhile is no older than this.
  const before = await seenCommit(git, place);
  const witness = await fetchedRef(git, { remote: place.remote, ref: witnessRef(place) });
  const tip = await fetchedTip(git, place);
  const commit = tip === NO_COMMIT ? undefined : tip;
  // Who began the branch meanwhile made both at once.
  const isUnwitnessed =
    commit !== undefined &&
    witness === NO_COMMIT &&
    (await versionAt(git, { remote: place.remote, ref: witnessRef(place) })) === NO_COMMIT;
  for (const known of [before, witness === NO_COMMIT ? undefined : witness])
    if (known !== undefined && !(await isStillThere(git, known, tip)))
      return { commit, lost: known, witness, isUnwitnessed };
  if (commit !== undefined && commit !== before) await noteSeen(git, place, { tip, before });
  return { commit, lost: undefined, witness, isUnwitnessed };
}

async function isStillThere(git: RunGit, commit: string, tip: string): Promise<boolean> {
  return tip === commit || (tip !== NO_COMMIT && (await isPartOf(git, commit, tip)));
}

/**
 * A second ref of the remote, which every write moves together with the branch: who pushes another history to the branch leaves
 * it where it was, and also a clone that never saw the branch finds that out.
 */
export function witnessRef({ branch }: RecordsPlace): string {
  return `refs/lockkeeper/records/${branch}`;
}

/** What was seen when the remote was last asked, without asking it. */
export async function lastSeenRecords(place: RecordsPlace): Promise<SeenRecords> {
  const commit = await seenCommit(remoteGit(place.root), place);
  return { commit, lost: undefined, witness: NO_COMMIT, isUnwitnessed: false };
}

export function recordsName({ remote, branch }: Pick<RecordsPlace, 'remote' | 'branch'>): string {
  return `${remote}/${branch}`;
}

export function recordsRef({ branch }: Pick<RecordsPlace, 'branch'>): string {
  return `refs/heads/${branch}`;
}

/** Whether a commit is an ancestor of another, or the same. */
export async function isPartOf(git: RunGit, commit: string, whole: string): Promise<boolean> {
  const asked = await git(['merge-base', '--is-ancestor', commit, whole]);
  if (hasSucceeded(asked)) return true;
  if (asked.kind === 'exited' && asked.code === 1) return false;
  throw remoteFailure(`The history of ${whole}`, asked);
}

/** Where this fails, somebody else has seen more meanwhile, or nothing can be written here: then the next one sees as much. */
export async function noteSeen(
  git: RunGit,
  place: RecordsPlace,
  { tip, before = NO_COMMIT }: { readonly tip: string; readonly before: string | undefined },
): Promise<CommandOutcome> {
  return await git(['update-ref', seenRef(place), tip, before]);
}

/** From here on the branch as it is now is the one that was seen. */
export async function seeAnew(place: RecordsPlace, lost: string): Promise<void> {
  const git = remoteGit(place.root);
  const tip = await fetchedTip(git, place);
  // Only what was seen here: where it was the witness that knew more, the push has moved that.
  if ((await seenCommit(git, place)) === lost) await noteSeen(git, place, { tip, before: lost });
}

function seenRef({ remote, branch }: RecordsPlace): string {
  return `refs/lockkeeper/seen/${remote}/${branch}`;
}

async function seenCommit(git: RunGit, place: RecordsPlace): Promise<string | undefined> {
  const asked = await git(['rev-parse', '--verify', '--quiet', `${seenRef(place)}^{commit}`]);
  return hasSucceeded(asked) ? asked.stdout.toString('utf8').trim() : undefined;
}

/** How often a branch may move on while it is fetched. */
const TRIES = 20;

/** The commit of a branch of the remote, which is here then; `NONE` where there is no such branch. */
export async function fetchedTip(git: RunGit, place: RecordsPlace): Promise<string> {
  return await fetchedRef(git, { remote: place.remote, ref: recordsRef(place) });
}

async function fetchedRef(git: RunGit, at: RemoteRef): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const tip = await versionAt(git, at);
    if (tip === NO_COMMIT || (await isHere(git, tip))) return tip;
    const fetched = await git([...FETCH, '--', at.remote, at.ref]);
    if (hasSucceeded(fetched) && (await isHere(git, tip))) return tip;
    if (tries >= TRIES || (!hasSucceeded(fetched) && (await versionAt(git, at)) === tip))
      throw remoteFailure(`${at.remote}/${at.ref.replace(/^refs\/heads\//, '')}`, fetched);
  }
}

export async function isHere(git: RunGit, commit: string): Promise<boolean> {
  return hasSucceeded(await git(['cat-file', '-e', `${commit}^{commit}`]));
}
