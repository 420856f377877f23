import {
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { wantedPaths, type Change, type FolderEntry } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import type { ReadFiles } from './policy-file.ts';

/** What judging looks up by path. */
export type LookedUp = Pick<Observations, 'files' | 'filesBefore' | 'links' | 'folders'>;

/** What is known before anything is looked up: whoever made the change decides what is read of it. */
type Beginning = Pick<Observations, 'focus' | 'change' | 'listing'> & Partial<Observations>;

/**
 * Looks up what judging asks for, and nothing else. A file names others, and a link leads to one: each round looks at
 * once at everything that the answers so far call for.
 */
export async function lookUp(
  policy: Policy,
  beginning: Beginning,
  { read, ...observers }: Pick<Observers, 'files' | 'git'> & { readonly read: ReadFiles },
): Promise<LookedUp> {
  const { push: _, ...circumstances } = LOCAL_CIRCUMSTANCES;
  const steps = wantedPaths(policy, { ...NOTHING_SEEN, ...circumstances, ...beginning });
  let step = steps.next();
  while (step.done !== true) {
    // oxlint-disable-next-line no-await-in-loop -- What a file names is not known before it is read.
    step = steps.next(await foundAt(step.value, { change: beginning.change, read }, observers));
  }
  const { files, filesBefore, links, folders } = step.value;
  return { files, filesBefore, links, folders };
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

interface Place {
  readonly change: Known<Change>;
  readonly read: ReadFiles;
}

type Found = { readonly [Part in keyof LookedUp]?: Answers<Value<LookedUp[Part]>> };
type Value<Part> = Part extends Readonly<Record<string, Known<infer Of>>> ? Of : never;

async function foundAt(
  wanted: Readonly<Record<keyof LookedUp, readonly string[]>>,
  { change, read }: Place,
  observers: Pick<Observers, 'files' | 'git'>,
): Promise<Found> {
  const [files, filesBefore, links, folders] = await Promise.all([
    wanted.files.length === 0 ? undefined : read(wanted.files),
    readBefore(wanted.filesBefore, change, observers),
    readLinks(wanted.links, change, observers),
    readFolders(wanted.folders, change, observers),
  ]);
  return { ...(files && { files }), filesBefore, links, folders };
}

type Answers<Found> = ReadonlyMap<string, Known<Found>>;
type Git = Pick<Observers, 'git'>;

async function readBefore(
  paths: readonly string[],
  change: Known<Change>,
  { git }: Git,
): Promise<Answers<FileContent>> {
  const base = change.known ? change.value.base : null;
  if (paths.length === 0) return new Map();
  if (git === undefined) return each(paths, unobserved('there is no git repository to ask'));
  if (base === null) return each(paths, unobserved('the base of the change is not known'));
  return git.readAt(base, paths);
}

async function readLinks(
  paths: readonly string[],
  change: Known<Change>,
  { files, git }: Pick<Observers, 'files' | 'git'>,
): Promise<Answers<string>> {
  if (paths.length === 0) return new Map();
  const head = change.known ? change.value.head : 'worktree';
  const found = await (head === 'worktree' || git === undefined
    ? files.links(paths)
    : git.linksAt(head, paths));
  return new Map([...each(paths, NOT_AT_HAND), ...found]);
}

async function readFolders(
  folders: readonly string[],
  change: Known<Change>,
  { git }: Git,
): Promise<Answers<readonly FolderEntry[]>> {
  const base = change.known ? change.value.base : null;
  if (folders.length === 0 || base === null || git === undefined) return each(folders, NOT_AT_HAND);
  return new Map([...each(folders, NOT_AT_HAND), ...(await git.foldersAt(base, folders))]);
}

const NOT_AT_HAND = unobserved('what the change starts from is not at hand');

function each(paths: readonly string[], found: Known<never>): Answers<never> {
  return new Map(paths.map((path) => [path, found]));
}
