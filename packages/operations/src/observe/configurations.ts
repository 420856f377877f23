import type { FileContent, Known, Observations, Policy } from '@lockkeeper/policy-core';
import {
  configurationsWanted,
  foldersToProbe,
  HEAD_PIN,
  isConfiguration,
} from '@lockkeeper/policy-core/migrations';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import type { ReadFiles } from './policy-file.ts';
import { readerAt } from './reader-at.ts';

interface Place {
  readonly seen: Pick<Observations, 'focus' | 'change'>;
  readonly head: string;
  /** Left out: the files of the head. */
  readonly read?: ReadFiles;
}

/** What tells where Alembic loads revisions from, where something under judgement may change that. */
export async function observeConfigurations(
  policy: Policy,
  { seen, head, read }: Place,
  observers: Observers,
): Promise<Pick<Observations, 'configurations'>> {
  const { folders, paths } = configurationsWanted(policy, seen);
  if (folders.length === 0) return {};
  const named = await configurationPaths(folders, head, observers);
  const asked = [...new Set([...named, ...paths])];
  const files = existingFiles(await (read ?? readerAt(head, observers))(asked));
  return { configurations: { files, paths: await listAt(head, foldersToProbe(policy, files), observers) } };
}

/** Where git cannot list a folder, or something there may be on disk only, the usual names are tried. */
export async function configurationPaths(
  folders: readonly string[],
  head: string,
  { git }: Observers,
): Promise<readonly string[]> {
  const commit = head === 'worktree' ? 'HEAD' : head;
  const inside = await git?.foldersAt(commit, folders);
  const paths = folders.flatMap((folder) => {
    const entries = inside?.get(folder);
    const listed = entries?.known === true ? entries.value.map(({ name }) => name) : undefined;
    const usual = listed === undefined || head === 'worktree' ? USUAL_NAMES : [];
    return [...usual, ...(listed ?? []).filter(isWanted)].map((name) => pathIn(folder, name));
  });
  return [...new Set(paths)];
}

const USUAL_NAMES = ['alembic.ini', 'pyproject.toml', HEAD_PIN] as const;

/** A configuration, and the name of the head that may stand beside it. */
function isWanted(name: string): boolean {
  return isConfiguration(name) || name === HEAD_PIN;
}

function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function existingFiles(texts: ReadonlyMap<string, Known<FileContent>>): Observations['files'] {
  return Object.fromEntries(
    [...texts].filter(([, content]) => !content.known || content.value.kind !== 'absent'),
  );
}
