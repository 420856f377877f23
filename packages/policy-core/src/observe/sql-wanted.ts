import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { inOrder, migrationPlace, type MigrationPlace } from '../migrations/sql/migration-place.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { subjectsOf } from '../checker/subjects.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/** Folders to be listed so that the SQL migrations before those under judgement are found; `''` is the root. */
export function sqlFolders(policy: Policy, seen: Seen): readonly string[] {
  const folders = [...lastJudged(policy, seen).values()].map(({ folder }) => folder.replace(/\/$/, ''));
  return [...new Set(folders)];
}

/** Those among the paths that run before one under judgement, and are not judged themselves. */
export function sqlToRead(policy: Policy, seen: Seen, paths: readonly string[]): readonly string[] {
  const last = lastJudged(policy, seen);
  const judged = new Set(subjectsOf(policy, seen).migrations);
  return paths.filter((path) => {
    if (judged.has(path) || migrationKind(policy, path) !== 'sql') return false;
    const place = migrationPlace(path);
    if (place === undefined) return false;
    const end = last.get(place.line);
    return end !== undefined && inOrder(place, end) < 0;
  });
}

/** Those among the paths that stand in one order with one under judgement. */
export function sqlInOrder(policy: Policy, seen: Seen, paths: readonly string[]): readonly string[] {
  const lines = lastJudged(policy, seen);
  return paths.filter(
    (path) => migrationKind(policy, path) === 'sql' && lines.has(migrationPlace(path)?.line ?? ''),
  );
}

/** By line. Of a tree every migration is judged. */
function lastJudged(policy: Policy, seen: Seen): ReadonlyMap<string, MigrationPlace> {
  const last = new Map<string, MigrationPlace>();
  if (seen.focus.kind === 'tree') return last;
  for (const path of subjectsOf(policy, seen).migrations) {
    const place = migrationKind(policy, path) === 'sql' ? migrationPlace(path) : undefined;
    if (place === undefined) continue;
    const end = last.get(place.line);
    if (end === undefined || inOrder(end, place) < 0) last.set(place.line, place);
  }
  return last;
}
