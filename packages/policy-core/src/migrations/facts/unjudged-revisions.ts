import { configuredEnvironments } from '../history/alembic-config.ts';
import { foundFolders, type FoundIn } from '../history/found-folders.ts';
import { versionFiles } from '../history/version-files.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * Folders of Alembic revisions where the policy speaks of none: nobody would notice that nothing judges them.
 * Only where a configuration of Alembic lies there, since any folder may be called `versions`.
 */
export function unjudgedRevisions({ migrations, scope }: Policy, found: FoundIn): readonly string[] {
  if (migrations.alembic.length > 0 || migrations.isWithoutAlembic) return [];
  if (!isConfigured(found)) return [];
  const inScope = scope && anyMatch(scope);
  return foundFolders(found).alembic.filter(
    (folder) =>
      folder !== '' &&
      (inScope === undefined ||
        versionFiles(found.paths, { folders: [folder], isRecursive: true }).some(inScope)),
  );
}

/** An ini file that leaves all to a program, as that of Flask-Migrate, is a configuration as well. */
function isConfigured({ texts }: FoundIn): boolean {
  return (
    [...texts.keys()].some((path) => path.endsWith('.ini')) ||
    configuredEnvironments(Array.from(texts, ([path, text]) => ({ path, text }))).length > 0
  );
}
