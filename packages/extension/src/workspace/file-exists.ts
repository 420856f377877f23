import { workspace, type Uri } from 'vscode';

/** Whether a file or folder is there and may be seen. */
export async function fileExists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false; // Absent or not to be seen: either way there is nothing to open.
  }
}
