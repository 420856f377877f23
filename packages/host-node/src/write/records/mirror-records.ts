import {
  hasSucceeded,
  NO_COMMIT,
  PUSH,
  remoteFailure,
  remoteGit,
  versionAt,
  type RunGit,
} from '../git/remote-git.ts';
import { commitFiles } from './commit-files.ts';
import { copiesOn, copyMessage, entriesAt, gitSays } from './copy-commits.ts';
import { openFiles } from './record-files.ts';
import { fetchedTip, type RecordsPlace } from './records-branch.ts';

export interface MirrorOptions {
  readonly place: RecordsPlace;
  /** The commit of the records branch that is copied. */
  readonly records: string;
  /** The commit on which the copy stands. */
  readonly base: string;
  /** Short name of the branch that gets the copy. */
  readonly copy: string;
  /** What is copied, of what there is of it. */
  readonly paths: readonly string[];
}

export type Mirrored =
  /** `paths`: what the copy changes. */
  | { readonly kind: 'pushed'; readonly paths: readonly string[] }
  /** `base` has what the records branch has. */
  | { readonly kind: 'up-to-date' }
  /** The branch has the copy, and waits to be merged. */
  | { readonly kind: 'waiting' }
  /** The branch holds a commit that is no copy. Nothing was pushed. */
  | { readonly kind: 'occupied'; readonly commit: string };

/** How often somebody else may move the branch meanwhile. */
const TRIES = 5;

/**
 * Pushes a commit with the files of the records branch, on top of `base`. An earlier copy on that branch which was not merged is
 * replaced, and nothing else is: the remote moves the branch only from what was looked at. Nothing is checked out.
 */
export async function mirrorRecords(question: MirrorOptions): Promise<Mirrored> {
  const { place, records, base, copy, paths } = question;
  const git = remoteGit(place.root);
  const wanted = await entriesAt(git, records, paths);
  const present = await entriesAt(git, base, paths);
  const changed = [...wanted.keys()].filter((path) => wanted.get(path) !== present.get(path));
  if (changed.length === 0) return { kind: 'up-to-date' };
  const commit = await copyCommit(git, question, changed);
  const at = { root: place.root, remote: place.remote, branch: copy };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const tip = await fetchedTip(git, at);
    const standing = tip === NO_COMMIT ? undefined : await standingOf(git, tip, { ...question, wanted });
    if (standing !== undefined) return standing;
    if (await pushCopy(git, { ...at, tip, commit })) return { kind: 'pushed', paths: changed };
  }
  throw new Error(`Others move ${place.remote}/${copy} all the time. Run the command again`);
}

async function copyCommit(
  git: RunGit,
  { place, records, base }: MirrorOptions,
  changed: readonly string[],
): Promise<string> {
  const there = openFiles(place.root, records);
  const files = new Map<string, Buffer>();
  for (const path of changed) {
    const bytes = await there.read(path);
    if (bytes !== undefined) files.set(path, bytes);
  }
  return await commitFiles(git, { parent: base, files, message: copyMessage(records) });
}

/** What keeps a branch as it is; `undefined`: a copy may be pushed in its place. */
async function standingOf(
  git: RunGit,
  tip: string,
  { base, records, paths, wanted }: MirrorOptions & { readonly wanted: ReadonlyMap<string, string> },
): Promise<Mirrored | undefined> {
  const { count, foreign } = await copiesOn(git, { base, tip, records });
  if (foreign !== undefined) return { kind: 'occupied', commit: foreign };
  if (count === 0 || !(await hasAll(git, tip, wanted))) return undefined;
  const fork = (await gitSays(git, ['merge-base', base, tip])).trim();
  // Merged as it is, it would meet what came to these files meanwhile.
  const [before, after] = [await entriesAt(git, fork, paths), await entriesAt(git, base, paths)];
  return paths.every((path) => before.get(path) === after.get(path)) ? { kind: 'waiting' } : undefined;
}

async function hasAll(git: RunGit, commit: string, wanted: ReadonlyMap<string, string>): Promise<boolean> {
  const present = await entriesAt(git, commit, [...wanted.keys()]);
  return Array.from(wanted).every(([path, entry]) => present.get(path) === entry);
}

interface Push extends RecordsPlace {
  /** Where the branch was seen. */
  readonly tip: string;
  readonly commit: string;
}

/** Whether the remote has it; `false`: somebody else moved the branch. */
async function pushCopy(git: RunGit, { remote, branch, tip, commit }: Push): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const pushed = await git([...PUSH, `--force-with-lease=${ref}:${tip}`, '--', remote, `${commit}:${ref}`]);
  if (hasSucceeded(pushed)) return true;
  const now = await versionAt(git, { remote, ref });
  // The remote may have taken it although its answer was lost.
  if (now === commit) return true;
  if (now !== tip) return false;
  throw remoteFailure(`${remote}/${branch}`, pushed);
}
