import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import type { Observations } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { withinRepository } from '../history/configured-place.ts';

/**
 * Links of a whole tree by which Alembic may come to revisions: to folders that hold something, and out of the
 * repository. In a change git says itself what is a link.
 */
export const revisionLinks = defineFact<Observations['links']>({
  name: 'links to revisions',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : seenParts(get, 'links').links),
});

function lookedFor(get: Get): Observations['links'] {
  const { focus, listing } = seenParts(get, 'focus', 'listing');
  if (focus.kind !== 'tree' || !listing.known) return {};
  const sought = revisionLinksSought(policySections(get, 'migrations'), listing.value);
  const found = sought.flatMap((path) => {
    const target = get(soughtPlaces.links.input, path);
    const leadsOn = target?.known === true && isFull(get, linkedPath(path, target.value));
    return leadsOn ? [[path, target] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Nobody knows what lies outside. */
function isFull(get: Get, folder: string | undefined): boolean {
  const listed = folder === undefined ? undefined : get(soughtPlaces.below.input, folder);
  return listed?.known === true ? listed.value.some((path) => path !== folder) : true;
}

/**
 * Paths of a whole tree that may be links to folders of revisions: the policy's folders, those around them, and
 * what lies in them. A link called `*.py` is among the revisions themselves, and cannot be read there.
 */
export function revisionLinksSought(policy: MigrationsSection, listed: readonly string[]): readonly string[] {
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
