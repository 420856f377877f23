import { Uri, workspace } from 'vscode';

/** The top of the git repository that holds a folder: a workspace may show only a part of one. */
export async function repositoryRoot(folder: Uri): Promise<Uri> {
  for (let place = folder; ; place = Uri.joinPath(place, '..')) {
    if (await hasGit(place)) return place;
    if (place.path === '/' || Uri.joinPath(place, '..').path === place.path) return folder;
  }
}

/** A folder in a clone, a file in a worktree and in a submodule. */
async function hasGit(place: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(Uri.joinPath(place, '.git'));
    return true;
  } catch {
    return false; // Not there, or not to be seen: the search goes on above.
  }
}
