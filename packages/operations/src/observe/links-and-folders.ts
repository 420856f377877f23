import { unobserved, type Known, type Observations, type Policy } from '@lockkeeper/policy-core';
import { surroundingsWanted, type Change, type FolderEntry } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';

export type LinksAndFolders = Pick<Observations, 'links' | 'folders'>;

interface Judged {
  readonly focus: Observations['focus'];
  readonly change: Known<Change>;
}

/**
 * What lies around the paths of a change: the folders they are in, and where its symbolic links lead.
 * Each round asks at once for everything that the answers so far call for; most changes take one.
 */
export async function observeLinksAndFolders(
  policy: Policy,
  { focus, change }: Judged,
  observers: Observers,
): Promise<LinksAndFolders> {
  let seen: LinksAndFolders = { links: {}, folders: {} };
  if (!change.known) return seen;
  for (;;) {
    const wanted = surroundingsWanted(policy, { focus, change, ...seen });
    if (wanted.links.length + wanted.folders.length === 0) return seen;
    const [links, folders] = await Promise.all([
      readLinks(wanted.links, change.value, observers),
      readFolders(wanted.folders, change.value, observers),
    ]);
    seen = {
      links: { ...seen.links, ...answered(wanted.links, links) },
      folders: { ...seen.folders, ...answered(wanted.folders, folders) },
    };
  }
}

async function readLinks(
  paths: readonly string[],
  { head }: Change,
  { files, git }: Observers,
): Promise<Answers<string>> {
  if (paths.length === 0) return new Map();
  return head === 'worktree' || git === undefined ? files.links(paths) : git.linksAt(head, paths);
}

async function readFolders(
  folders: readonly string[],
  { base }: Change,
  { git }: Observers,
): Promise<Answers<readonly FolderEntry[]>> {
  if (folders.length === 0 || base === null || git === undefined) return new Map();
  return git.foldersAt(base, folders);
}

type Answers<T> = ReadonlyMap<string, Known<T>>;

const NO_ANSWER = unobserved('what the change starts from is not at hand');

/** Every question gets an answer, so that none is asked twice. */
function answered<T>(asked: readonly string[], answers: Answers<T>): Readonly<Record<string, Known<T>>> {
  return Object.fromEntries(asked.map((path) => [path, answers.get(path) ?? NO_ANSWER]));
}
