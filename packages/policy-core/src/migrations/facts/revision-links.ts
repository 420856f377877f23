import { withinRepository } from '../history/configured-place.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * Paths of a whole tree that may be links to folders of revisions: the policy's folders, those around them, and
 * what lies in them. A link called `*.py` is among the revisions themselves, and cannot be read there.
 */
export function revisionLinksSought(policy: Policy, listed: readonly string[]): readonly string[] {
  const folders = alembicFolders(policy);
  const inside = listed.filter(
    (path) => !path.endsWith('.py') && folders.some((folder) => path.startsWith(`${folder}/`)),
  );
  return [...new Set([...folders.flatMap(withOuter), ...inside])];
}

function withOuter(folder: string): readonly string[] {
  const end = folder.lastIndexOf('/');
  return end < 0 ? [folder] : [folder, ...withOuter(folder.slice(0, end))];
}

/** Where a link leads; `undefined` where that is not in the repository. */
export function linkedPath(path: string, target: string): string | undefined {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(target)) return undefined;
  return withinRepository(`${path.slice(0, Math.max(path.lastIndexOf('/'), 0))}/${target}`);
}
