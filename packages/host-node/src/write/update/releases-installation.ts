import { lstat, readdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

import type { HostOutcome, HostVersion, Installation } from '@lockkeeper/operations/ports';

import { bytesFromPath } from '../../text/path-bytes.ts';
import { asFileWriteError } from '../files/file-write-error.ts';
import { forceFolder } from '../files/temporary-file.ts';
import { gatherPacks } from './gather-packs.ts';
import { DONE, inTurn } from './host-program.ts';
import { mustBeClean } from './clean-tree.ts';
import {
  folderOf,
  headOf,
  removeOldTrees,
  removeTree,
  stageTree,
  tidyTree,
  type StagePlace,
} from './staged-tree.ts';

export interface ReleasesPlace extends StagePlace {
  /** Absolute; `current` and `releases` lie there. */
  readonly base: string;
}

/** Each version in a folder of its own, and a link that leads to one of them: what is installed changes by one rename. */
export function createReleasesInstallation(place: ReleasesPlace): Installation {
  const link = path.join(place.base, 'current');
  return {
    installed: async () => await headOf(link),
    stage: async (target) => await stageTree(place, target),
    stagedFolder: (target) => folderOf(place, target),
    tidyStaged: async (target) => await tidyTree(place, target),
    unstage: async (target) => {
      const folder = folderOf(place, target);
      if ((await linkedFolder(link)) === folder) return { kind: 'failed', why: 'it is installed' };
      return await removeTree(place, folder);
    },
    install: async (target, from) => {
      const folder = folderOf(place, target);
      return await inTurn([
        async () => await mustBeClean(link, from.commit),
        // It may have been laid ready days ago, and what tests left running may write there.
        async () => await mustBeClean(folder, target.commit),
        async () => await leadTo(folder, link),
      ]);
    },
    bringBack: async (from) => {
      const folder = await folderWith(place, from);
      if (folder === undefined)
        return { kind: 'failed', why: `the folder of ${from.commit.slice(0, 12)} is gone` };
      return (await linkedFolder(link)) === folder ? DONE : await leadTo(folder, link);
    },
    removeOld: async (kept, others) => {
      const folders = [...kept.map((one) => folderOf(place, one)), (await linkedFolder(link)) ?? ''];
      return await inTurn([
        async () => await removeOldTrees(place, new Set(folders), others),
        async () => await removeUnusedLinks(place.base),
        async () => await gatherPacks([`--git-dir=${place.mirror}`]),
      ]);
    },
  };
}

/**
 * The commands that install a commit again, each as words: the link leads to its folder, or its folder gets its files back.
 *
 * @returns `undefined`: no folder of releases has all of it
 */
export async function commandsBackTo(
  place: Pick<ReleasesPlace, 'base' | 'releases'>,
  commit: string,
): Promise<readonly (readonly string[])[] | undefined> {
  const folder = await folderWith(place, { version: null, commit });
  const current = path.join(place.base, 'current');
  if (folder !== undefined && (await mustBeClean(folder, commit)).kind === 'done') {
    const link = `${current}.new`;
    return [
      ['ln', '-sfn', path.relative(place.base, folder), link],
      ['mv', '-T', link, current],
    ];
  }
  const linked = await linkedFolder(current);
  const short = commit.slice(0, 12);
  // Somebody checked another commit out in it.
  return linked?.endsWith(`-${short}`) === true ? [['git', '-C', linked, 'checkout', short]] : undefined;
}

async function linkedFolder(link: string): Promise<string | undefined> {
  return await realpath(link).catch(() => undefined);
}

/** Where a version lies; one that a person installed may have another name. */
async function folderWith(
  place: Pick<ReleasesPlace, 'releases'>,
  version: HostVersion,
): Promise<string | undefined> {
  const names = await readdir(place.releases).catch(() => []);
  const folders = [folderOf(place, version), ...names.map((name) => path.join(place.releases, name))];
  for (const folder of folders) {
    const head = await headOf(folder);
    if (head.known && head.value === version.commit) return folder;
  }
  return undefined;
}

/** The commit point: whoever looks finds the old folder or the new one, and after a power cut as well. */
async function leadTo(folder: string, link: string): Promise<HostOutcome> {
  const found = await lstat(link).catch(() => undefined);
  if (found !== undefined && !found.isSymbolicLink())
    return { kind: 'failed', why: `${link} is no link`, isBegun: false };
  const base = path.dirname(link);
  const temporary = path.join(base, `.current-${process.pid}-${Date.now()}`);
  try {
    await symlink(path.relative(base, folder), temporary);
    await rename(temporary, link);
    await forceFolder(bytesFromPath(base));
  } catch (error) {
    throw asFileWriteError(error, link);
  }
  return DONE;
}

/** A link that is not `current` yet. */
const UNUSED = /^\.current-\d+-\d+$/;

/** Those of updaters that were killed; no other is at work. */
async function removeUnusedLinks(base: string): Promise<HostOutcome> {
  const names = (await readdir(base)).filter((name) => UNUSED.test(name));
  await Promise.all(names.map(async (name) => await rm(path.join(base, name))));
  return DONE;
}
