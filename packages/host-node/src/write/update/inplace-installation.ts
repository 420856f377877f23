import { lstat, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { HostOutcome, HostVersion, Installation } from '@lockkeeper/operations/ports';

import { DONE, runHostProgram, forceDisk, gitProgram, inTurn, mustRun } from './host-program.ts';
import { mustBeClean } from './clean-tree.ts';
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
  const fetched = (ref: string) =>
    git('fetch', '--quiet', '--no-tags', '--no-write-fetch-head', mirror, `+${ref}:${STAGED_REF}`);
  return {
    installed: async () => await headOf(checkout),
    stage: async (target, ref) => {
      await waitForLocks(checkout);
      return await inTurn([
        async () => await stageTree(place, target),
        fetched(ref),
        async () => await hasCommit(checkout, target),
        async () => await mustHaveWay(checkout, target),
      ]);
    },
    stagedFolder: (target) => folderOf(place, target),
    tidyStaged: async (target) => await tidyTree(place, target),
    unstage: async (target) => await removeTree(place, folderOf(place, target)),
    install: async (target, from) => {
      const clean = await mustBeClean(checkout, from.commit);
      if (clean.kind === 'failed') return clean;
      const begun = await inTurn([
        async () => await mustHaveWay(checkout, target),
        writes(target.commit, 'checkout', '--quiet', '--no-overwrite-ignore', '--detach', target.commit),
        async () => await forceDisk(checkout),
      ]).then(asBegun);
      if (begun.kind === 'done') return begun;
      const still = await mustBeClean(checkout, from.commit);
      return still.kind === 'done' ? { ...begun, isBegun: false } : begun;
    },
    bringBack: async (from, target) => {
      await waitForLocks(checkout);
      // Where nothing was switched, files of this host may lie where the new version has some of its own.
      if ((await mustBeClean(checkout, from.commit)).kind === 'done') return await forceDisk(checkout);
      return await inTurn([
        // A branch that was checked out stays where it was.
        git('update-ref', '--no-deref', 'HEAD', target.commit),
        // All of the new version first: then what it alone has goes with it.
        git('reset', '--quiet', '--hard', target.commit),
        writes(from.commit, 'reset', '--quiet', '--hard', from.commit),
        async () => await forceDisk(checkout),
      ]).then(asBegun);
    },
    removeOld: async (_, others) => await removeOldTrees(place, new Set(), others),
  };
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

const LOCK_MS = 10_000;
const POLL_MS = 100;

/** What our commands lock in a checkout. */
const LOCKED = ['index', 'HEAD', 'ORIG_HEAD', STAGED_REF];

/** A git that was killed leaves its locks, and no other gets past them; one that runs takes them away itself. */
async function waitForLocks(checkout: string): Promise<void> {
  const paths = LOCKED.flatMap((name) => ['--git-path', `${name}.lock`]);
  const end = await runHostProgram(
    gitProgram(['-C', checkout], ['rev-parse', '--path-format=absolute', ...paths]),
  );
  const locks = end.kind === 'exited' && end.code === 0 ? end.stdout.trim().split('\n') : [];
  const held = async () => {
    const found = await Promise.all(locks.map(async (lock) => await stat(lock).catch(() => undefined)));
    return locks.filter((_, at) => found[at] !== undefined);
  };
  for (let waited = 0; waited < LOCK_MS; waited += POLL_MS) {
    if ((await held()).length === 0) return;
    await pause(POLL_MS);
  }
  for (const lock of await held()) await rm(lock, { force: true });
}
