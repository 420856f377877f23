import { Uri } from 'vscode';

import { fileExists } from './file-exists.ts';

/** The top of the git repository that holds a folder: a workspace may show only a part of one. */
export async function repositoryRoot(folder: Uri): Promise<Uri> {
  for (let place = folder; ; place = Uri.joinPath(place, '..')) {
    // A folder in a clone, a file in a worktree and in a submodule.
    if (await fileExists(Uri.joinPath(place, '.git'))) return place;
    if (Uri.joinPath(place, '..').path === place.path) return folder;
  }
}
