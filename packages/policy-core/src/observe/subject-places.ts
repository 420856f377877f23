import { documentFolders } from '../documents/facts/document-subjects.ts';
import { applicationFolders } from '../migrations/facts/application-files.ts';
import { migrationFolders } from '../migrations/facts/migration-files.ts';
import { spelledOut } from '../paths/facts/spelled-out.ts';
import type { Policy } from '../policy/policy.ts';

/** Where the files of a tree lie that a policy may be about: below folders, and those that it names in full. */
export function subjectPlaces(policy: Policy): Readonly<Record<'folders' | 'files', readonly string[]>> {
  return {
    folders: [...migrationFolders(policy), ...applicationFolders(policy), ...documentFolders(policy)],
    files: spelledOut(policy),
  };
}
