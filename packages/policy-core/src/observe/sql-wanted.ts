import type { Observations } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { inOrder, migrationPlace, type MigrationPlace } from '../migrations/sql/migration-place.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { migrationsUnderJudgement } from '../migrations/facts/judged-files.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/** What is to be looked at so that the SQL migrations before those under judgement are found; `undefined`: nothing is. */
export interface SoughtSql {
  /** To be listed; `''` is the root. */
  readonly folders: readonly string[];
  /** Of the paths that lie there. */
  readonly among: (paths: readonly string[]) => FoundSql;
}

export interface FoundSql {
  /** Those that run before one under judgement, and are not judged themselves. */
  readonly before: readonly string[];
  /** Those that stand in one order with one under judgement. */
  readonly inOrder: readonly string[];
}

export function soughtSql(policy: Policy, seen: Seen): SoughtSql | undefined {
  const last = lastJudged(policy, seen);
  if (last.size === 0) return undefined;
  const judged = new Set(migrationsUnderJudgement(policy, seen).paths);
  return {
    folders: [...new Set(Array.from(last.values(), ({ folder }) => folder.replace(/\/$/, '')))],
    among: (paths) => {
      const placed = paths.flatMap((path) => {
        const place = migrationKind(policy, path) === 'sql' ? migrationPlace(path) : undefined;
        const end = place && last.get(place.line);
        return place === undefined || end === undefined ? [] : [{ path, isBefore: inOrder(place, end) < 0 }];
      });
      return {
        before: placed.flatMap(({ path, isBefore }) => (isBefore && !judged.has(path) ? [path] : [])),
        inOrder: placed.map(({ path }) => path),
      };
    },
  };
}

/** By line. Of a tree every migration is judged. */
function lastJudged(policy: Policy, seen: Seen): ReadonlyMap<string, MigrationPlace> {
  const last = new Map<string, MigrationPlace>();
  if (seen.focus.kind === 'tree') return last;
  for (const path of migrationsUnderJudgement(policy, seen).paths) {
    const place = migrationKind(policy, path) === 'sql' ? migrationPlace(path) : undefined;
    if (place === undefined) continue;
    const end = last.get(place.line);
    if (end === undefined || inOrder(end, place) < 0) last.set(place.line, place);
  }
  return last;
}
