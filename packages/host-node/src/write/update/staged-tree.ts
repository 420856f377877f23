import { lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { HostOutcome, HostVersion } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { mustBeClean } from './clean-tree.ts';
import {
  DONE,
  forceDisk,
  gitProgram,
  inTurn,
  mustRun,
  outcomeOf,
  runHostProgram,
  type HostProgram,
} from './host-program.ts';

/** Where versions lie, each in a folder of its own, as worktrees of the mirror. */
export interface StagePlace {
  readonly mirror: string;
  /** Absolute. */
  readonly releases: string;
}

export function folderOf(
  { releases }: Pick<StagePlace, 'releases'>,
  { version, commit }: HostVersion,
): string {
  return path.join(releases, `${version ?? 'main'}-${commit.slice(0, 12)}`);
}

/** Writes the files of a version anew, whatever was left there before. */
export async function stageTree(place: StagePlace, target: HostVersion): Promise<HostOutcome> {
  const folder = folderOf(place, target);
  const gone = await removeTree(place, folder);
  if (gone.kind === 'failed') return gone;
  await mkdir(place.releases, { recursive: true });
  const add = ['worktree', 'add', '--quiet', '--detach', '--force', folder, target.commit];
  return await inTurn([
    async () => await mustWrite(gitProgram([`--git-dir=${place.mirror}`], add), folder, target.commit),
    // What the mirror knows of the folder may lie on another disk.
    async () => await forceDisk(folder, place.mirror),
  ]);
}

/**
 * Lets git write the files of a commit, and looks whether it did: it ends with 0 as well where a file stayed that it could
 * not take away.
 */
export async function mustWrite(command: HostProgram, folder: string, commit: string): Promise<HostOutcome> {
  const end = await runHostProgram(command);
  const outcome = outcomeOf(command, end);
  if (outcome.kind === 'failed' || end.kind === 'failed') return outcome;
  const clean = await mustBeClean(folder, commit, 'git did not write all of');
  return clean.kind === 'failed' ? { kind: 'failed', why: `${clean.why}${end.said}` } : clean;
}

export async function headOf(folder: string): Promise<Known<string>> {
  const head = await runHostProgram(gitProgram(['-C', folder], ['rev-parse', '--verify', 'HEAD']));
  if (head.kind === 'failed') return unobserved(head.why);
  return head.code === 0 ? observed(head.stdout.trim()) : unobserved(`no commit is checked out${head.said}`);
}

/** Tests may leave files that git does not know; what it knows they must not change. */
export async function tidyTree(place: StagePlace, target: HostVersion): Promise<HostOutcome> {
  const folder = folderOf(place, target);
  return await inTurn([
    async () => await mustRun(gitProgram(['-C', folder], ['clean', '-ffdq'])),
    async () => await mustBeClean(folder, target.commit),
    async () => await forceDisk(folder),
  ]);
}

export async function removeTree({ mirror }: StagePlace, folder: string): Promise<HostOutcome> {
  await rm(folder, { recursive: true, force: true });
  if ((await stat(mirror).catch(() => undefined)) === undefined) return DONE;
  await unlockTrees(mirror);
  return await mustRun(gitProgram([`--git-dir=${mirror}`], ['worktree', 'prune', '--expire=now']));
}

/** Git locks a worktree while it makes it, and prunes none that is locked: one that was killed then would stay for ever. */
async function unlockTrees(mirror: string): Promise<void> {
  const trees = path.join(mirror, 'worktrees');
  for (const name of await readdir(trees).catch(() => []))
    await rm(path.join(trees, name, 'locked'), { force: true });
}

/** Removes all folders of versions but these, and so many of the newest others. */
export async function removeOldTrees(
  place: StagePlace,
  kept: ReadonlySet<string>,
  others: number,
): Promise<HostOutcome> {
  const names = await readdir(place.releases).catch(() => []);
  const folders = names.map((name) => path.join(place.releases, name)).filter((folder) => !kept.has(folder));
  const dated = await Promise.all(
    // A link is looked at itself: it may lead nowhere.
    folders.map(async (folder) => ({ folder, at: (await lstat(folder)).mtimeMs })),
  );
  const old = dated.toSorted((one, other) => other.at - one.at).slice(others);
  for (const { folder } of old) {
    const removed = await removeTree(place, folder);
    if (removed.kind === 'failed') return removed;
  }
  return DONE;
}
