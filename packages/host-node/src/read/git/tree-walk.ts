import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath } from '../../text/path-bytes.ts';
import type { RunGitCommand } from './git-command.ts';
import { missingCommit } from './missing-commit.ts';
import type { GitObject } from './object-stream.ts';
import { readObjects, type ObjectRequest, type Unavailable } from './read-objects.ts';
import { parseTree, type TreeEntry } from './tree-object.ts';

/** What to say of a path, once it is known what lies there at a commit. */
export interface TreeReader<T> {
  /** Contents over this many bytes are not kept. */
  readonly limit: number;
  readonly absent: Known<T>;
  folder(entries: readonly TreeEntry[]): Known<T>;
  /** For a file, a link or a submodule; `undefined` asks git for its content. */
  entry(mode: string): Known<T> | undefined;
  blob(path: string, blob: { readonly content: Buffer | undefined; readonly size: number }): Known<T>;
}

export interface PathsAtCommit {
  readonly commit: string;
  readonly paths: readonly string[];
}

type FetchedObject = GitObject | Unavailable;

/** One walk: who reads, and what was said so far. */
interface TreeWalk<T> {
  readonly reader: TreeReader<T>;
  readonly said: Map<string, Known<T>>;
}

/** The wanted paths as a tree, by the bytes of their parts. */
interface PathTree {
  readonly children: Map<string, PathTree>;
  readonly paths: string[];
}

/**
 * Walks down from the folder of the commit by the ids of objects, with one git process. No path is ever
 * handed to git, so every name can be read, whatever its bytes, and what is a link, a folder or a
 * submodule is known. Every path asked for is a key of the answer; `''` is the folder of the commit.
 */
export async function walkTree<T>(
  git: RunGitCommand,
  { commit, paths }: PathsAtCommit,
  reader: TreeReader<T>,
): Promise<ReadonlyMap<string, Known<T>>> {
  const walk: TreeWalk<T> = { reader, said: new Map() };
  const wanted = pathTree(paths);
  if (paths.length === 0) return walk.said;
  if (!/^[^\n\r\0]+$/.test(commit)) {
    say(walk, wanted, unobserved(`there is no commit ${JSON.stringify(commit)} here`));
    return walk.said;
  }
  let isKnown = true;
  const root: ObjectRequest = {
    name: `${commit}^{tree}`,
    answered: (object) => {
      isKnown = object.kind !== 'missing';
      return isKnown ? walkFolder(walk, wanted, object) : [];
    },
  };
  await readObjects(git, reader.limit, [root]);
  if (!isKnown) say(walk, wanted, await missingCommit(git, [commit]));
  return walk.said;
}

function pathTree(paths: readonly string[]): PathTree {
  const root: PathTree = { children: new Map(), paths: [] };
  for (const path of paths) {
    const parts = path === '' ? [] : bytesFromPath(path).toString('latin1').split('/');
    let node = root;
    for (const part of parts) {
      const child = node.children.get(part) ?? { children: new Map(), paths: [] };
      node.children.set(part, child);
      node = child;
    }
    node.paths.push(path);
  }
  return root;
}

function walkFolder<T>(walk: TreeWalk<T>, wanted: PathTree, object: FetchedObject): readonly ObjectRequest[] {
  const entries = entriesOf(object);
  if (!entries.known) {
    say(walk, wanted, entries);
    return [];
  }
  if (wanted.paths.length > 0) sayHere(walk, wanted, walk.reader.folder(entries.value));
  const unseen = new Map(wanted.children);
  const questions = entries.value.flatMap((entry) => {
    const child = unseen.get(entry.name);
    unseen.delete(entry.name);
    return child === undefined ? [] : requestsFor(walk, child, entry);
  });
  for (const child of unseen.values()) say(walk, child, walk.reader.absent);
  return questions;
}

function requestsFor<T>(
  walk: TreeWalk<T>,
  wanted: PathTree,
  { mode, id }: TreeEntry,
): readonly ObjectRequest[] {
  if (mode === '040000') {
    return [{ name: id, answered: (object) => walkFolder(walk, wanted, object) }];
  }
  // There is nothing below a file, a link or a submodule at this commit.
  for (const child of wanted.children.values()) say(walk, child, walk.reader.absent);
  if (wanted.paths.length === 0) return [];
  const answer = walk.reader.entry(mode);
  if (answer === undefined) return [{ name: id, answered: (object) => readBlob(walk, wanted, object) }];
  sayHere(walk, wanted, answer);
  return [];
}

function readBlob<T>(
  { reader, said }: TreeWalk<T>,
  wanted: PathTree,
  object: FetchedObject,
): readonly ObjectRequest[] {
  for (const path of wanted.paths) {
    const isBlob = object.kind === 'object' && object.type === 'blob';
    said.set(path, isBlob ? reader.blob(path, object) : unobserved(unreadableReason(object)));
  }
  return [];
}

function entriesOf(object: FetchedObject): Known<readonly TreeEntry[]> {
  if (object.kind !== 'object' || object.content === undefined) return unobserved(unreadableReason(object));
  const entries = object.type === 'tree' ? parseTree(object.content, object.id.length / 2) : undefined;
  return entries === undefined ? unobserved(unreadableReason(object)) : observed(entries);
}

function unreadableReason(object: FetchedObject): string {
  if (object.kind === 'unavailable') return object.reason;
  return object.kind === 'missing'
    ? 'git has no copy of it here'
    : 'git answered in a form that is not understood';
}

function say<T>(walk: TreeWalk<T>, wanted: PathTree, answer: Known<T>): void {
  sayHere(walk, wanted, answer);
  for (const child of wanted.children.values()) say(walk, child, answer);
}

function sayHere<T>({ said }: TreeWalk<T>, { paths }: PathTree, answer: Known<T>): void {
  for (const path of paths) said.set(path, answer);
}
