import type { InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';

import { innermost, isSamePlace } from '../locations/uri-path.ts';

/** The folders that are open in the editor. */
export interface Folders {
  all(): readonly string[];
  /** The innermost folder that holds a document. */
  of(uri: string): string | undefined;
  change(event: WorkspaceFoldersChangeEvent): void;
}

export function createFolders(first: readonly string[]): Folders {
  let folders = first;
  return {
    all: () => folders,
    of: (uri) => innermost(folders, uri),
    change: ({ added, removed }) => {
      const kept = folders.filter((folder) => !removed.some(({ uri }) => isSamePlace(uri, folder)));
      folders = [...kept, ...added.map(({ uri }) => uri)];
    },
  };
}

/** Older clients know one folder only, and it may be none. */
export function foldersIn(
  params: Pick<InitializeParams, 'workspaceFolders'> & { readonly rootUri?: string | null },
): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map(({ uri }) => uri);
  return params.rootUri ? [params.rootUri] : [];
}
