import { observed, textContent, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry, FolderEntry } from '@lockkeeper/policy-core/observe';

import { sha256 } from '../../../policy-core/src/model/sha256.ts';

/** What lies at paths: files, links and submodules, without the folders above them. */
export interface FakeTree {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What symbolic links point at, by path. */
  readonly links?: Readonly<Record<string, string>> | undefined;
  /** Commits of submodules, by path. */
  readonly submodules?: Readonly<Record<string, string>> | undefined;
  /** Files that may be run. */
  readonly executables?: readonly string[] | undefined;
}

export const EMPTY_TREE: FakeTree = { files: {} };

interface Entry {
  readonly mode: string;
  readonly content: string;
}

const NO_LINK = unobserved('it is no symbolic link');
const NOTHING: Entry = { mode: '000000', content: '' };

export function readTree(tree: FakeTree, path: string): Known<FileContent> {
  const entries = entriesOf(tree);
  const found = entries.get(path);
  if (found === undefined) {
    const isFolder = path === '' || namesBelow(path, entries).length > 0;
    return observed(isFolder ? { kind: 'unreadable', problem: 'it is a folder' } : { kind: 'absent' });
  }
  if (found.mode === '120000') return observed({ kind: 'unreadable', problem: 'it is a symbolic link' });
  if (found.mode === '160000') return observed({ kind: 'unreadable', problem: 'it is a submodule' });
  return observed(textContent(found.content));
}

/** SHA-256 of a file as UTF-8; `null` where there is nothing. */
export function digestIn(tree: FakeTree, path: string): Known<string | null> {
  const content = readTree(tree, path);
  if (!content.known) return content;
  if (content.value.kind === 'unreadable') return unobserved(content.value.problem);
  return observed(content.value.kind === 'absent' ? null : sha256(content.value.text));
}

export function linkIn({ links = {} }: FakeTree, path: string): Known<string> {
  const target = links[path];
  return target === undefined ? NO_LINK : observed(target);
}

/** Files and links below the folders, sorted. */
export function listTree(tree: FakeTree, folders: readonly string[]): readonly string[] {
  return [...entriesOf(tree)]
    .filter(([, { mode }]) => mode !== '160000')
    .map(([path]) => path)
    .filter((path) => folders.some((folder) => folder === '' || path.startsWith(`${folder}/`)))
    .sort();
}

/** Empty for a folder that is none. */
export function folderIn(tree: FakeTree, folder: string): readonly FolderEntry[] {
  const entries = entriesOf(tree);
  return namesBelow(folder, entries).map((name) => ({
    name,
    mode: entries.get(folder === '' ? name : `${folder}/${name}`)?.mode ?? '040000',
  }));
}

export function difference(from: FakeTree, to: FakeTree): readonly ChangeEntry[] {
  const [before, after] = [entriesOf(from), entriesOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const [old, now] = [before.get(path) ?? NOTHING, after.get(path) ?? NOTHING];
    if (old.mode === now.mode && old.content === now.content) return [];
    return [{ path, status: statusOf(old, now), oldMode: old.mode, newMode: now.mode }];
  });
}

function statusOf(old: Entry, now: Entry): ChangeEntry['status'] {
  if (old === NOTHING) return 'added';
  if (now === NOTHING) return 'deleted';
  return old.mode.slice(0, 3) === now.mode.slice(0, 3) ? 'modified' : 'type-changed';
}

function entriesOf({ files, links, submodules, executables = [] }: FakeTree): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [path, content] of Object.entries(files)) {
    entries.set(path, { mode: executables.includes(path) ? '100755' : '100644', content });
  }
  for (const [path, content] of Object.entries(links ?? {})) entries.set(path, { mode: '120000', content });
  for (const [path, content] of Object.entries(submodules ?? {})) {
    entries.set(path, { mode: '160000', content });
  }
  return entries;
}

function namesBelow(folder: string, entries: ReadonlyMap<string, Entry>): readonly string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const below = [...entries.keys()].filter((path) => path.startsWith(prefix));
  return [...new Set(below.map((path) => path.slice(prefix.length).split('/', 1)[0] ?? ''))].sort();
}
