import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { ReleaseFetcher, RemoteAnswer } from '@lockkeeper/operations/ports';

import { FORCED, gitEnvironment, gitProblem, NOTHING_RUNS } from '../../read/git/git-command.ts';
import { gitVersion } from '../../read/git/git-version.ts';
import { errorCode } from '../../system/error-code.ts';
import { runCommand } from '../../system/run-command.ts';
import { bytesFromPath } from '../../text/path-bytes.ts';
import { forceFolder } from '../files/temporary-file.ts';
import {
  askRemote,
  bytesOfRefs,
  faultOf,
  mostBytes,
  remoteRefused,
  remoteTooLarge,
  type MirrorPlace,
} from './mirror-git.ts';
import { offeredRefs } from './offered-refs.ts';
import { leavesOutShallow } from './remote-fault.ts';

/** Fetches by git, into a repository of its own: the checkout of the service is not touched, and no hook or filter runs. */
export function createReleaseFetcher(place: MirrorPlace): ReleaseFetcher {
  const ready = async <T>(ask: () => Promise<RemoteAnswer<T>>): Promise<RemoteAnswer<T>> => {
    if (place.hasPassword) return remoteRefused({ id: 'remote-password', data: {} });
    const why = await mirrorProblem(place);
    return why === undefined ? await ask() : remoteRefused({ id: 'mirror-unusable', data: { why } });
  };
  return {
    version: async () => await gitVersion(),
    offered: async () => await ready(async () => await offeredRefs(place)),
    fetch: async () => await ready(async () => await fetchAll(place)),
    keep: async (verified) => {
      for (const [ref, id] of verified) await keepRef(place, ref, id);
    },
  };
}

/** Why nothing can be fetched there, as a clause. */
async function mirrorProblem({ mirror, timeoutSeconds }: MirrorPlace): Promise<string | undefined> {
  if (isMade(mirror)) return undefined;
  try {
    await mkdir(path.dirname(mirror), { recursive: true, mode: 0o700 });
  } catch (error) {
    return `its folder cannot be made (${errorCode(error) ?? String(error)})`;
  }
  // Git completes one whose making was cut off.
  const made = await runCommand({
    program: 'git',
    args: ['init', '--quiet', '--bare', '--template=', '--', mirror],
    env: gitEnvironment(process.env),
    timeoutMs: timeoutSeconds * 1000,
  });
  if (made.kind !== 'exited' || made.code !== 0) return gitProblem(made);
  // One that a power cut left half would be taken for a whole one.
  for (const name of ['..', '', ...(await readdir(mirror, { recursive: true }))])
    await forceFolder(bytesFromPath(path.join(mirror, name)));
  return undefined;
}

/** The last folder that git makes of a repository, and the file by which it knows one. */
function isMade(mirror: string): boolean {
  return ['objects/info', 'HEAD'].every((name) => existsSync(path.join(mirror, name)));
}

const FETCH: readonly string[] = [
  'fetch',
  '--quiet',
  '--prune',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--refmap=',
];

/** Each goes where its remote has it: what counts of a tag that was verified is kept elsewhere. Other branches are nobody's. */
function refspecs({ branch }: MirrorPlace): readonly string[] {
  return [`+refs/heads/${branch}:refs/heads/${branch}`, '+refs/tags/*:refs/tags/*'];
}

/** How often the mirror is looked at while something comes. */
const LOOK_MS = 50;

async function fetchAll(place: MirrorPlace): Promise<RemoteAnswer<undefined>> {
  const isLarge = async () => (await sizeOf(place.mirror)) > mostBytes(place);
  const [stop, end] = [new AbortController(), new AbortController()];
  const watch = (async () => {
    while (await waited(LOOK_MS, end.signal)) if (await isLarge()) stop.abort();
  })();
  const fetched = await askRemote(place, [...FETCH, '--', place.remote, ...refspecs(place)], stop.signal);
  end.abort();
  await watch;
  const isTooLarge = stop.signal.aborted || (await isLarge());
  if (!isTooLarge && fetched.kind === 'exited' && fetched.code === 0)
    return leavesOutShallow(fetched.stderr)
      ? remoteRefused({ id: 'remote-shallow', data: {} })
      : { kind: 'answered', value: undefined };
  await removeRemains(place.mirror);
  if (isTooLarge) return remoteTooLarge(place);
  return remoteRefused(faultOf(place, fetched));
}

/** Behind a git that was killed a lock may be left, which is taken away. */
async function keepRef(place: MirrorPlace, ref: string, id: string): Promise<void> {
  const keep = async () =>
    await runCommand({
      program: 'git',
      args: ['--no-pager', `--git-dir=${place.mirror}`, ...NOTHING_RUNS, ...FORCED, 'update-ref', ref, id],
      env: gitEnvironment(process.env),
      timeoutMs: place.timeoutSeconds * 1000,
    });
  const first = await keep();
  if (first.kind === 'exited' && first.code === 0) return;
  await removeRemains(place.mirror);
  const again = await keep();
  if (again.kind !== 'exited' || again.code !== 0)
    throw new Error(`The mirror cannot keep ${ref}: ${gitProblem(again)}.`);
}

/** In bytes. What cannot be looked at counts nothing: it may be gone by now. */
async function sizeOf(mirror: string): Promise<number> {
  const packs = path.join(mirror, 'objects/pack');
  const names = await readdir(packs).catch(() => []);
  const sizes = names.map(
    async (name) => (await stat(path.join(packs, name)).catch(() => undefined))?.size ?? 0,
  );
  const refs = await readdir(path.join(mirror, 'refs'), { recursive: true }).catch(() => []);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, bytesOfRefs(refs.length));
}

/** Whether it was waited for to the end. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return await pause(ms, true, { signal }).catch(() => false);
}

/**
 * What a git that was killed leaves: a pack that did not come to its end, and locks that would stop every later one. Nobody
 * else of us is at work here; what belongs to a folder of a version is left to who works there.
 */
async function removeRemains(mirror: string): Promise<void> {
  const names = await readdir(mirror, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  const remains = files.filter((file) => REMAINS.test(path.relative(mirror, file)));
  await Promise.all(remains.map(async (file) => await rm(file, { force: true })));
}

const REMAINS = /^(?:objects[\\/](?:.*[\\/])?(?:tmp_|\.tmp-)[^\\/]*|(?!worktrees[\\/]).*\.lock)$/;
