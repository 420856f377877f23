import { isRecord, listAt, parseJson, textAt, textsAt } from '../json/json-shape.ts';

export interface KnownRevision {
  readonly id: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly message: string | undefined;
  readonly parents: readonly string[];
  /** Further revisions that it needs. */
  readonly dependsOn: readonly string[];
}

/** The revisions of the output of `migrations graph --format json`, newest first; `undefined` for anything else. */
export function readRevisions(stdout: string): readonly KnownRevision[] | undefined {
  const output = parseJson(stdout);
  const environments = isRecord(output) ? listAt(output, 'environments') : undefined;
  return environments?.flatMap((environment) =>
    (listAt(environment, 'revisions') ?? []).flatMap((entry) => {
      const [id, path] = [textAt(entry, 'id'), textAt(entry, 'path')];
      if (id === undefined || path === undefined) return [];
      const [parents, dependsOn] = [textsAt(entry, 'parents') ?? [], textsAt(entry, 'depends_on') ?? []];
      return [{ id, path, message: textAt(entry, 'message'), parents, dependsOn }];
    }),
  );
}

/** Before the first revision. */
export const BASE = 'base';

/**
 * What a downgrade takes back, newest first: all that the database has and the target has not. `undefined` where the
 * history does not hold what the database is at.
 */
export function undoneRevisions(
  revisions: readonly KnownRevision[],
  { current, target }: { readonly current: readonly string[]; readonly target: string },
): readonly KnownRevision[] | undefined {
  const ids = new Set(revisions.map(({ id }) => id));
  if (!current.every((id) => ids.has(id))) return undefined;
  const kept = target === BASE ? new Set<string>() : withAncestors(revisions, [target]);
  const there = withAncestors(revisions, current);
  return revisions.filter(({ id }) => there.has(id) && !kept.has(id));
}

function withAncestors(revisions: readonly KnownRevision[], from: readonly string[]): ReadonlySet<string> {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const revision = byId.get(id);
    open.push(...(revision?.parents ?? []), ...(revision?.dependsOn ?? []));
  }
  return found;
}
