import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath } from '../path-bytes.ts';
import { contentOfBytes, MAX_FILE_BYTES, tooLarge, unreadable } from './file-bytes.ts';
import type { AskGit } from './git-command.ts';
import { missingCommit } from './missing-commit.ts';
import type { GitObject } from './object-stream.ts';
import { readObjects, type ObjectQuestion, type Unavailable } from './read-objects.ts';
import { parseTree, type TreeEntry } from './tree-object.ts';

type Contents = Map<string, Known<FileContent>>;
type Answer = GitObject | Unavailable;

/** The wanted paths as a tree, by the bytes of their parts. */
interface Wanted {
  readonly children: Map<string, Wanted>;
  readonly paths: string[];
}

const ABSENT = observed<FileContent>({ kind: 'absent' });
const FOLDER = observed(unreadable('it is a folder'));
const SYMBOLIC_LINK = observed(unreadable('it is a symbolic link'));
const SUBMODULE = observed(unreadable('it is a submodule'));

/**
 * Walks down from the folder of the commit by the ids of objects. No path is ever handed to git, so
 * every name can be read, whatever its bytes, and what is a link, a folder or a submodule is known.
 */
export async function readFilesAt(
  git: AskGit,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Known<FileContent>>> {
  const contents: Contents = new Map();
  const wanted = wantedTree(paths);
  if (paths.length === 0) return contents;
  if (!/^[^\n\r\0]+$/.test(commit)) {
    set(contents, wanted, unobserved(`there is no commit ${JSON.stringify(commit)} here`));
    return contents;
  }
  let isKnown = true;
  const root: ObjectQuestion = {
    name: `${commit}^{tree}`,
    answered: (object) => {
      isKnown = object.kind !== 'missing';
      return isKnown ? walkFolder(contents, wanted, object) : [];
    },
  };
  await readObjects(git, MAX_FILE_BYTES, [root]);
  if (!isKnown) set(contents, wanted, await missingCommit(git, [commit]));
  return contents;
}

function wantedTree(paths: readonly string[]): Wanted {
  const root: Wanted = { children: new Map(), paths: [] };
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

function walkFolder(contents: Contents, wanted: Wanted, object: Answer): readonly ObjectQuestion[] {
  const entries = entriesOf(object);
  if (!entries.known) {
    set(contents, wanted, entries);
    return [];
  }
  setHere(contents, wanted, FOLDER);
  const unseen = new Map(wanted.children);
  const questions = entries.value.flatMap((entry) => {
    const child = unseen.get(entry.name);
    unseen.delete(entry.name);
    return child === undefined ? [] : questionsAbout(contents, child, entry);
  });
  for (const child of unseen.values()) set(contents, child, ABSENT);
  return questions;
}

function questionsAbout(
  contents: Contents,
  wanted: Wanted,
  { mode, id }: TreeEntry,
): readonly ObjectQuestion[] {
  if (mode === '040000') {
    return [{ name: id, answered: (object) => walkFolder(contents, wanted, object) }];
  }
  // There is nothing below a file, a link or a submodule at this commit.
  for (const child of wanted.children.values()) set(contents, child, ABSENT);
  if (mode === '120000') setHere(contents, wanted, SYMBOLIC_LINK);
  else if (mode === '160000') setHere(contents, wanted, SUBMODULE);
  else if (wanted.paths.length > 0) {
    return [{ name: id, answered: (object) => readFile(contents, wanted, object) }];
  }
  return [];
}

function readFile(contents: Contents, wanted: Wanted, object: Answer): readonly ObjectQuestion[] {
  for (const path of wanted.paths) contents.set(path, contentOf(path, object));
  return [];
}

function contentOf(path: string, object: Answer): Known<FileContent> {
  if (object.kind !== 'object' || object.type !== 'blob') return unobserved(whyNot(object));
  return observed(
    object.content === undefined ? tooLarge(object.size) : contentOfBytes(path, object.content),
  );
}

function entriesOf(object: Answer): Known<readonly TreeEntry[]> {
  if (object.kind !== 'object' || object.content === undefined) return unobserved(whyNot(object));
  const entries = object.type === 'tree' ? parseTree(object.content, object.id.length / 2) : undefined;
  return entries === undefined ? unobserved(whyNot(object)) : observed(entries);
}

function whyNot(object: Answer): string {
  if (object.kind === 'unavailable') return object.reason;
  return object.kind === 'missing'
    ? 'git has no copy of it here'
    : 'git answered in a form that is not understood';
}

function set(contents: Contents, wanted: Wanted, content: Known<FileContent>): void {
  setHere(contents, wanted, content);
  for (const child of wanted.children.values()) set(contents, child, content);
}

function setHere(contents: Contents, { paths }: Wanted, content: Known<FileContent>): void {
  for (const path of paths) contents.set(path, content);
}
