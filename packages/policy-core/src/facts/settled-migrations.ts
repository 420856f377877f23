import type { Known } from '../known.ts';
import type { SettledPoint } from '../observations.ts';
import type { Policy } from '../policy/policy.ts';
import type { Migrations } from './migrations.ts';
import type { ReadMigration } from './read-migration.ts';

/**
 * Leaves out the migrations of a whole tree that are settled: those up to `since`, else those the
 * last release already holds. `since` names an Alembic revision of the tree, or else a commit.
 */
export function withoutSettled(
  policy: Policy,
  read: readonly ReadMigration[],
  settled: Known<SettledPoint>,
): Pick<Migrations, 'scripts' | 'unsettled'> {
  const since = policy.since?.point;
  const revisions = new Map(
    read.flatMap(({ header }) => (header ? [[header.revision, header] as const] : [])),
  );
  if (since !== undefined && revisions.has(since)) {
    const old = ancestorsOf(since, revisions);
    return {
      scripts: read.filter(({ header }) => header === undefined || !old.has(header.revision)),
      unsettled: undefined,
    };
  }
  if (!settled.known) return { scripts: read, unsettled: settled.reason };
  const point = settled.value;
  if (since !== undefined && point.from !== 'since') {
    return {
      scripts: read,
      unsettled: `since names ${since}, which is neither an Alembic revision nor a commit here`,
    };
  }
  if (point.from === 'start') return { scripts: read, unsettled: undefined };
  const changed = new Set(point.changedPaths);
  return { scripts: read.filter(({ path }) => changed.has(path)), unsettled: undefined };
}

/** The revision itself and everything it builds on. */
function ancestorsOf(
  revision: string,
  revisions: ReadonlyMap<string, NonNullable<ReadMigration['header']>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [revision];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(revisions.get(next)?.downRevisions ?? []));
  }
  return found;
}
