import {
  configurationFolders,
  isConfigurationPath,
  observed,
  revisionsToRead,
  versionFolders,
  type Policy,
  type RevisionSources,
} from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';
import { readerAt } from './reader-at.ts';

export interface RevisionsHere extends Pick<RevisionSources, 'paths' | 'files'> {
  /** Where revisions lie: below the policy's folders, and those that a configuration adds. */
  readonly folders: readonly string[];
}

interface Place {
  readonly head: string;
  /** Whether the text of a path is at hand already. */
  readonly isRead: (path: string) => boolean;
}

/** The revisions of one commit, or those on disk, with the configurations that load them. */
export async function revisionsHere(
  policy: Policy,
  { head, isRead }: Place,
  observers: Observers,
): Promise<RevisionsHere> {
  const read = readerAt(head, observers);
  const configurations = thoseThere(await read(await configurationPaths(policy, head, observers)));
  const folders = versionFolders(policy, configurations);
  const listed = await listAt(head, folders, observers);
  if (!listed.known) return { paths: listed, files: configurations, folders };
  const paths = [...new Set([...Object.keys(configurations), ...listed.value])];
  const wanted = revisionsToRead(policy, paths, configurations).filter((path) => !isRead(path));
  const texts = await read(wanted);
  return {
    paths: observed(paths),
    files: { ...configurations, ...Object.fromEntries(texts) },
    folders,
  };
}

/** The two usual names are tried in every folder; others are known where git lists a folder. */
async function configurationPaths(
  policy: Policy,
  head: string,
  { git }: Observers,
): Promise<readonly string[]> {
  const folders = configurationFolders(policy);
  const commit = head === 'worktree' ? 'HEAD' : head;
  const inside = git === undefined ? [] : await git.foldersAt(commit, folders);
  const named = [...inside].flatMap(([folder, entries]) =>
    entries.known ? entries.value.map(({ name }) => pathIn(folder, name)) : [],
  );
  const usual = folders.flatMap((folder) => USUAL_NAMES.map((name) => pathIn(folder, name)));
  return [...new Set([...usual, ...named.filter((path) => isConfigurationPath(policy, path))])];
}

const USUAL_NAMES = ['alembic.ini', 'pyproject.toml'] as const;

function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function thoseThere(texts: ReadonlyMap<string, RevisionSources['files'][string]>): RevisionSources['files'] {
  return Object.fromEntries(
    [...texts].filter(([, content]) => !content.known || content.value.kind !== 'absent'),
  );
}

async function listAt(
  head: string,
  folders: readonly string[],
  { files, git }: Observers,
): Promise<RevisionSources['paths']> {
  return head === 'worktree' || git === undefined ? files.list(folders) : git.listAt(head, folders);
}
