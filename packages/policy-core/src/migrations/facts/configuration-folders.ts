import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';

/** Folders in which a configuration of Alembic may lie, the innermost first; `''` is the root. */
export function configurationFolders(policy: MigrationsSection): readonly string[] {
  return [...new Set(alembicFolders(policy).flatMap(foldersFrom))];
}

function foldersFrom(folder: string): readonly string[] {
  const end = folder.lastIndexOf('/');
  return folder === '' ? [''] : [folder, ...foldersFrom(folder.slice(0, Math.max(end, 0)))];
}
