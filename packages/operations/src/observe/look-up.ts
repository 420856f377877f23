import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import {
  wantedPaths,
  type Change,
  type FolderEntry,
  type FoundAtPaths,
} from '@lockkeeper/policy-core/observe';

import type { FileSystem, Observers } from '../ports/index.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { namesAt } from './configurations.ts';
import { listAt } from './list-at.ts';
import { nearestAt } from './nearest-at.ts';
import type { ReadFiles } from './policy-file.ts';

type WantedPaths = Extract<ReturnType<ReturnType<typeof wantedPaths>['next']>, { done?: false }>['value'];

/** How files are looked at. */
export interface Reading {
  /** A commit, or `worktree` for the files on disk. */
  readonly head: string;
  readonly read: ReadFiles;
  /** What is not judged; left out: as all else is read. */
  readonly readBeside?: ReadFiles;
  /** Every path below these folders; left out: at the head. */
  readonly list?: FileSystem['list'];
  /** What lies in these folders; left out: at the head. */
  readonly names?: (folders: readonly string[]) => Promise<Answers<readonly string[]>>;
}

/** What is known before anything is looked up: whoever made the change decides what is read of it. */
type Beginning = Pick<Observations, 'focus' | 'change' | 'listing'> & Partial<Observations>;

/**
 * Looks up what judging asks for, and nothing else. A file names others, and a link leads to one: each round looks at
 * once at everything that the answers so far call for.
 *
 * @returns the beginning with all of it; what was not said there stays unknown
 */
export async function lookUp(
  policy: Policy,
  beginning: Beginning,
  { files: disk, git, ...reading }: Pick<Observers, 'files' | 'git'> & Reading,
): Promise<Observations> {
  const { push: _, ...circumstances } = LOCAL_CIRCUMSTANCES;
  const steps = wantedPaths(policy, { ...NOTHING_SEEN, ...circumstances, ...beginning });
  const base = beginning.change.known ? beginning.change.value.base : null;
  let step = steps.next();
  while (step.done !== true) {
    // oxlint-disable-next-line no-await-in-loop -- What a file names is not known before it is read.
    step = steps.next(await foundAt(step.value, { base, ...reading }, { files: disk, git }));
  }
  return step.value;
}

const NOTHING_SEEN = {
  files: {},
  filesBefore: {},
  links: {},
  folders: {},
  present: {},
  settled: unobserved('nobody has looked there yet'),
  recordedCommit: unobserved('nobody has looked there yet'),
  now: unobserved('nobody has looked there yet'),
};

interface Place extends Reading {
  /** Where the change starts from; `null`: nobody knows. */
  readonly base: Change['base'];
}

async function foundAt(
  wanted: WantedPaths,
  {
    base,
    head,
    read,
    readBeside = read,
    names: namesIn = (folders) => namesAt(head, folders, observers),
    list = (folders) => listAt(head, folders, observers),
  }: Place,
  observers: Pick<Observers, 'files' | 'git'>,
): Promise<FoundAtPaths> {
  const [files, filesBefore, links, folders, nearest, names, below, texts] = await Promise.all([
    wanted.files.length === 0 ? new Map() : read(wanted.files),
    readBefore(wanted.filesBefore, base, observers),
    readLinks(wanted.links, head, observers),
    readFolders(wanted.folders, base, observers),
    nearestAt(head, wanted.nearest, observers),
    namesIn(wanted.names),
    listEach(wanted.below, list),
    wanted.texts.length === 0 ? new Map() : readBeside(wanted.texts),
  ]);
  return { files, filesBefore, links, folders, nearest, names, below, texts };
}

type Answers<Found> = ReadonlyMap<string, Known<Found>>;
type Git = Pick<Observers, 'git'>;

async function readBefore(
  paths: readonly string[],
  base: Place['base'],
  { git }: Git,
): Promise<Answers<FileContent>> {
  if (paths.length === 0) return new Map();
  if (git === undefined) return each(paths, unobserved('there is no git repository to ask'));
  if (base === null) return each(paths, unobserved('the base of the change is not known'));
  return git.readAt(base, paths);
}

async function readLinks(
  paths: readonly string[],
  head: string,
  { files, git }: Pick<Observers, 'files' | 'git'>,
): Promise<Answers<string>> {
  if (paths.length === 0) return new Map();
  const found = await (head === 'worktree' || git === undefined
    ? files.links(paths)
    : git.linksAt(head, paths));
  return new Map([...each(paths, NOT_AT_HAND), ...found]);
}

async function readFolders(
  folders: readonly string[],
  base: Place['base'],
  { git }: Git,
): Promise<Answers<readonly FolderEntry[]>> {
  if (folders.length === 0 || base === null || git === undefined) return each(folders, NOT_AT_HAND);
  return new Map([...each(folders, NOT_AT_HAND), ...(await git.foldersAt(base, folders))]);
}

/** Listed at once, and told apart. */
async function listEach(
  folders: readonly string[],
  list: FileSystem['list'],
): Promise<Answers<readonly string[]>> {
  if (folders.length === 0) return new Map();
  const listed = await list(folders);
  if (!listed.known) return each(folders, listed);
  const isBelow = (path: string, folder: string) =>
    folder === '' || path === folder || path.startsWith(`${folder}/`);
  return new Map(
    folders.map((folder) => [folder, observed(listed.value.filter((path) => isBelow(path, folder)))]),
  );
}

const NOT_AT_HAND = unobserved('what the change starts from is not at hand');

function each(paths: readonly string[], found: Known<never>): Answers<never> {
  return new Map(paths.map((path) => [path, found]));
}
