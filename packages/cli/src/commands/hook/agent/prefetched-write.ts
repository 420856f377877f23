import { lstat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { prefetchWrite, type WritePrefetch } from '@lockkeeper/operations/observe';

import type { World } from '../../../world.ts';
import { hookRepository } from '../hook-repository.ts';
import type { AgentCall } from './agent-call.ts';
import { sessionRecordIn, sessionStore } from './session-record.ts';
import type { NamedFile } from './tool-files.ts';
import { writtenFiles, type WrittenFile } from './written-files.ts';
import { writtenPaths } from './written-paths.ts';

type Write = Extract<AgentCall, { kind: 'write' }>;

/** What one of the files means for one repository. */
export interface ReachedFile {
  readonly named: NamedFile;
  readonly written: WrittenFile;
}

export interface PrefetchedWrite extends ReachedFile {
  readonly start: WritePrefetch;
}

/** One call writes a handful; more paths than this among its arguments are no longer looked at one by one. */
const MOST_FILES = 100;

/** Every file under every name and in every repository that a write reaches. */
export async function filesReached(
  { files, folders, isKnown }: Write,
  world: World,
): Promise<readonly ReachedFile[]> {
  mustBeFew(files.length);
  const home = world.env['HOME'] ?? world.env['USERPROFILE'] ?? os.homedir();
  const reached = await Promise.all(
    files.map(async (named) => {
      const names = folders.flatMap((cwd) => writtenPaths(named.file, { cwd, home }));
      return (await writtenFiles([...new Set(names)], world)).map((written) => ({ named, written }));
    }),
  );
  const whole = await Promise.all(
    reached
      .flat()
      .map(async (file) => [file, ...(isKnown ? filesOf : folderOf)(file, await filesBelow(file))]),
  );
  if (isKnown) mustBeFew(whole.flat().length);
  return whole.flat();
}

function mustBeFew(count: number): void {
  if (count <= MOST_FILES) return;
  throw new Error(`The tool names ${count} files, more than ${MOST_FILES}. Write them in smaller steps.`);
}

/** What lies in it, where it is a folder. */
async function filesBelow({ written: { repository, paths } }: ReachedFile): Promise<readonly string[]> {
  const end = paths.at(-1);
  const found =
    end === undefined ? undefined : await lstat(path.join(repository.root, end)).catch(() => undefined);
  if (end === undefined || found?.isDirectory() !== true) return [];
  const listed = await repository.observers.git.listAt('HEAD', [end]);
  // Before the first commit there is nothing in it that others would miss.
  return listed.known ? listed.value : [];
}

const UNCLEAR = { kind: 'unclear' } as const;

/** Whoever moves or deletes a folder does so with every file in it. */
function filesOf({ named, written }: ReachedFile, below: readonly string[]): readonly ReachedFile[] {
  return below.map((file) => ({
    named: { ...named, edit: UNCLEAR },
    written: { ...written, paths: [file] },
  }));
}

/** A tool nobody knows may do something to any of them: they are judged together, however many there are. */
function folderOf({ named, written }: ReachedFile, below: readonly string[]): readonly ReachedFile[] {
  if (below.length === 0) return [];
  return [{ named, written: { ...written, paths: below, inGitFolder: [], leadingOut: [] } }];
}

/** Asks git what every write needs, while the code that judges it is still being loaded. */
export async function prefetchWrites(
  { session }: Write,
  files: readonly ReachedFile[],
  world: World,
): Promise<readonly PrefetchedWrite[]> {
  if (files.length === 0) return [];
  // Read while git is asked where the branches point.
  const bases = sessionBases(session, world);
  const started = await Promise.all(files.map((file) => prefetchWriteIn(file, bases, world)));
  return started.filter((write) => write !== undefined);
}

/** By top folder: which commit's policy judges, as the session began. Empty where nothing was recorded. */
async function sessionBases(session: string | undefined, world: World): Promise<ReadonlyMap<string, string>> {
  if (session === undefined) return new Map();
  const loaded = await sessionStore(world).load(session);
  if (loaded.kind === 'missing') return new Map();
  if (loaded.kind === 'altered') {
    throw new Error('Somebody altered what was recorded when this session began. Start a new session.');
  }
  const { repositories } = sessionRecordIn(loaded.text);
  return new Map(repositories.flatMap(({ place, base }) => (base === null ? [] : [[place.root, base]])));
}

/** `undefined` where something is called `.git` and git finds no repository there. */
async function prefetchWriteIn(
  { named, written }: ReachedFile,
  bases: Promise<ReadonlyMap<string, string>>,
  world: World,
): Promise<PrefetchedWrite | undefined> {
  const { root, observers } = written.repository;
  const base = bases.then((known) => known.get(root));
  try {
    return { named, written, start: await prefetchWrite(written.paths, observers.git, base) };
  } catch (error) {
    if ((await hookRepository(root, world)) === undefined) return undefined;
    throw error;
  }
}
