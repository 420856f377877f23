/** Where the policy says that revisions lie. */
export interface AlembicPlace {
  /** For people; `undefined` where the policy gives it none. */
  readonly name: string | undefined;
  /** At least one, without a slash at the end. */
  readonly folders: readonly string[];
  /**
   * `one`: all of it is one history. `configured`: a configuration of Alembic tells what its folder belongs to,
   * and the folder itself where none speaks of it.
   */
  readonly history: 'one' | 'configured';
  /** Whether revisions lie in deeper folders, too. */
  readonly isRecursive: boolean;
}

interface Migrations {
  readonly migrations: { readonly alembic: readonly AlembicPlace[] };
}

/** All folders of the policy in which revisions lie. */
export function alembicFolders({ migrations }: Migrations): readonly string[] {
  return [...new Set(migrations.alembic.flatMap(({ folders }) => folders))];
}

/** Whether a path is that of a revision there. */
export function isRevisionOf(
  { folders, isRecursive }: Pick<AlembicPlace, 'folders' | 'isRecursive'>,
  path: string,
): boolean {
  if (!path.endsWith('.py') || path.endsWith('/__init__.py')) return false;
  return folders.some((folder) =>
    isRecursive ? path.startsWith(`${folder}/`) : path.slice(0, path.lastIndexOf('/')) === folder,
  );
}

/** Whether all that Alembic loads from a folder is of this place. */
export function holds(
  place: AlembicPlace,
  location: { readonly folder: string; readonly isRecursive: boolean },
): boolean {
  return place.folders.some((folder) => {
    if (location.folder === folder) return place.isRecursive || !location.isRecursive;
    return place.isRecursive && location.folder.startsWith(`${folder}/`);
  });
}
