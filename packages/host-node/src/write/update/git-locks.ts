import { readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { HostOutcome } from '@lockkeeper/operations/ports';

import { DONE, gitProgram, runHostProgram } from './host-program.ts';

const WAIT_MS = 10_000;
const POLL_MS = 100;

/**
 * Waits until nobody holds these locks of a checkout. A git that was killed leaves its locks, and no other gets past them: they
 * are taken away. One of a git that lives is left to it, such as that of a person who writes a message of a commit.
 */
export async function freeLocks(checkout: string, names: readonly string[]): Promise<HostOutcome> {
  const { locks, folders } = await placesOf(checkout, names);
  const end = Date.now() + WAIT_MS;
  let left = await heldOf(locks);
  while (left.length > 0 && Date.now() < end) {
    await pause(POLL_MS);
    left = await heldOf(locks);
  }
  for (const { lock, uid } of left) {
    const pid = await gitAt(folders, uid);
    if (pid !== undefined)
      return { kind: 'failed', why: `git (process ${pid}) holds ${lock}`, isBegun: false };
    await rm(lock, { force: true });
  }
  return DONE;
}

interface HeldLock {
  readonly lock: string;
  /** Of whoever made it. */
  readonly uid: number;
}

async function heldOf(locks: readonly string[]): Promise<readonly HeldLock[]> {
  const found = locks.map(async (lock) => {
    const one = await stat(lock).catch(() => undefined);
    return one === undefined ? [] : [{ lock, uid: one.uid }];
  });
  return (await Promise.all(found)).flat();
}

/** The locks, and the folders in which a git of this checkout works. */
async function placesOf(checkout: string, names: readonly string[]) {
  const paths = names.flatMap((name) => ['--git-path', `${name}.lock`]);
  const asked = ['rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir', ...paths];
  const end = await runHostProgram(gitProgram(['-C', checkout], asked));
  const found = end.kind === 'exited' && end.code === 0 ? end.stdout.trim().split('\n') : [];
  const folders = [checkout, ...found.slice(0, 2)];
  const real = folders.map(async (folder) => await realpath(folder).catch(() => folder));
  return { locks: found.slice(2), folders: await Promise.all(real) };
}

/** A process of git of one user that works there, or may: where another user's works only root can see. */
async function gitAt(folders: readonly string[], uid: number): Promise<string | undefined> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || !(await isGitOf(pid, uid))) continue;
    const cwd = await readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) =>
      error.code === 'EACCES' ? folders[0] : undefined,
    );
    if (cwd !== undefined && folders.some((folder) => isBelow(cwd, folder))) return pid;
  }
  return undefined;
}

/** It goes to the top of its checkout, or to the folder of its repository, before it locks anything. */
function isBelow(place: string, folder: string): boolean {
  return place === folder || place.startsWith(`${folder}${path.sep}`);
}

/** What has ended meanwhile is none. */
async function isGitOf(pid: string, uid: number): Promise<boolean> {
  try {
    const [{ uid: own }, name] = [await stat(`/proc/${pid}`), await readFile(`/proc/${pid}/comm`, 'utf8')];
    return own === uid && name.trim() === 'git';
  } catch {
    return false;
  }
}
