import { lstat } from 'node:fs/promises';
import path from 'node:path';

import type { HostOutcome, HostVersion, Installation } from '@lockkeeper/operations/ports';

import { hasSpace } from './free-space.ts';
import { gatherPacks } from './gather-packs.ts';
import { DONE, runHostProgram, forceDisk, gitProgram, inTurn, mustRun } from './host-program.ts';
import { mustBeClean } from './clean-tree.ts';
import { freeLocks } from './git-locks.ts';
import {
  folderOf,
  headOf,
  mustWrite,
  removeOldTrees,
  removeTree,
  stageTree,
  tidyTree,
  type StagePlace,
} from './staged-tree.ts';

export interface InplacePlace extends StagePlace {
  /** The checkout that the service runs from, absolute. */
  readonly checkout: string;
}

/** Keeps what was fetched from being tidied away. */
const STAGED_REF = 'refs/lockkeeper/staged';

const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];

/** The checkout that the service runs from goes to the commit of a version, which was tried in a folder of its own before. */
export function createInplaceInstallation(place: InplacePlace): Installation {
  const { checkout, mirror } = place;
  const git =
    (...args: readonly string[]) =>
    async () =>
      await mustRun(gitProgram(['-C', checkout], args));
  const writes =
    (commit: string, ...args: readonly string[]) =>
    async () =>
      await mustWrite(gitProgram(['-C', checkout], args), checkout, commit);
  const fetched = (ref: string) => git(...FETCH, mirror, `+${ref}:${STAGED_REF}`);
  return {
    installed: async () => await headOf(checkout),
    stage: async (target, ref) => {
      return await inTurn([
        async () => await freeLocks(checkout, LOCKED),
        async () => await stageTree(place, target),
        fetched(ref),
        async () => await hasCommit(checkout, target),
        async () => await mustHaveWay(checkout, target),
      ]).then(asBegun);
    },
    stagedFolder: (target) => folderOf(place, target),
    tidyStaged: async (target) => await tidyTree(place, target),
    unstage: async (target) => await removeTree(place, folderOf(place, target)),
    install: async (target, from, hold) => {
      const ready = await mayChange(place, target, from);
      if (ready.kind === 'failed') return { ...ready, isBegun: false };
      return await inTurn([
        hold,
        writes(target.commit, 'checkout', '--quiet', '--no-overwrite-ignore', '--detach', target.commit),
        async () => await forceDisk(checkout),
      ]).then(asBegun);
    },
    bringBack: async (from, target, letGo) => {
      // Where nothing was switched, files of this host may lie where the new version has some of its own.
      const isUnswitched = (await mustBeClean(checkout, from.commit)).kind === 'done';
      const reset = [
        // A branch that was checked out stays where it was.
        git('update-ref', '--no-deref', 'HEAD', target.commit),
        // All of the new version first: then what it alone has goes with it.
        git('reset', '--quiet', '--hard', target.commit),
        writes(from.commit, 'reset', '--quiet', '--hard', from.commit),
      ];
      return await inTurn([
        async () => await freeLocks(checkout, LOCKED),
        ...(isUnswitched ? [] : reset),
        async () => await forceDisk(checkout),
        letGo,
      ]).then(asBegun);
    },
    removeOld: async (_, others) =>
      await inTurn([
        async () => await removeOldTrees(place, new Set(), others),
        async () => await gatherPacks([`--git-dir=${mirror}`]),
        async () => await gatherPacks(['-C', checkout]),
      ]),
  };
}

/** Whether a checkout may go to another version now. Nothing is changed by it. */
async function mayChange(place: InplacePlace, target: HostVersion, from: HostVersion): Promise<HostOutcome> {
  const { checkout } = place;
  return await inTurn([
    async () => await freeLocks(checkout, LOCKED),
    async () => await mustBeClean(checkout, from.commit),
    async () => await mustHaveWay(checkout, target),
    // Git writes the files first. Without room for what it then says of them, it could not go back either.
    async () => await hasSpace([folderOf(place, target)], path.join(checkout, '.git')),
    async () => await hasSpace([folderOf(place, target)], checkout),
  ]);
}

/** Git ignores files of this host, such as its secrets. One that a version brings would take their place, and its rollback remove it. */
async function mustHaveWay(checkout: string, { commit }: HostVersion): Promise<HostOutcome> {
  const args = ['diff', '--name-only', '-z', '--no-renames', '--diff-filter=A', 'HEAD', commit, '--'];
  const listed = await runHostProgram(gitProgram(['-C', checkout], args));
  if (listed.kind === 'failed') return listed;
  if (listed.code !== 0) return { kind: 'failed', why: `git diff ended with ${listed.code}${listed.said}` };
  const found: string[] = [];
  for (const name of listed.stdout.split('\0').filter((one) => one !== '')) {
    const here = await lstat(path.join(checkout, name)).catch(() => undefined);
    if (here !== undefined && !here.isDirectory()) found.push(name);
  }
  const [first, ...others] = found;
  if (first === undefined) return DONE;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const why = `it brings ${first}${more}, which this host has as a file of its own; leave it out of the version, or move it away here`;
  return { kind: 'failed', why, isBegun: false };
}

/** Of several things that were done one after the other: those before the one that failed have to be taken back. */
function asBegun(outcome: HostOutcome): HostOutcome {
  return outcome.kind === 'failed' ? { kind: 'failed', why: outcome.why } : outcome;
}

async function hasCommit(checkout: string, { commit }: HostVersion): Promise<HostOutcome> {
  const found = await runHostProgram(gitProgram(['-C', checkout], ['rev-parse', `${STAGED_REF}^{commit}`]));
  if (found.kind === 'failed') return found;
  return found.stdout.trim() === commit
    ? { kind: 'done' }
    : { kind: 'failed', why: `the mirror has another commit than ${commit.slice(0, 12)}` };
}

/** What our commands lock in a checkout. */
const LOCKED = ['index', 'HEAD', 'ORIG_HEAD', STAGED_REF];
