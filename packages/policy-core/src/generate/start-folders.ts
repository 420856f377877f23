import { configurationsAmong } from '../history/found-folders.ts';

/**
 * Where Alembic is started for revisions in these folders: beside the nearest configuration at or above each of
 * them, else at the root (`''`).
 */
export function startFolders(folders: readonly string[], paths: readonly string[]): readonly string[] {
  const configured = new Set(configurationsAmong(paths).map(folderOf));
  return [...new Set(folders.map((folder) => nearest(folder, configured)))];
}

function nearest(folder: string, configured: ReadonlySet<string>): string {
  return folder === '' || configured.has(folder) ? folder : nearest(folderOf(folder), configured);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
