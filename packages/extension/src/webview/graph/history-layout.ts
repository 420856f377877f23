import { environmentLanes, type LanedRevision } from '@lockkeeper/policy-core/report/drawing';

import type { ShownHistory } from './shown-history.ts';

/** Where everything of a history goes, and what is linked with what. Rows count from the top, from 0. */
export interface HistoryLayout {
  readonly lanes: ReturnType<typeof environmentLanes>;
  /** By row: the rows of what it builds on, the first parent first; without those that are not drawn. */
  readonly parents: readonly (readonly number[])[];
  /** By row: the rows of what builds on it, the nearest first. */
  readonly children: readonly (readonly number[])[];
  readonly dependencies: readonly Dependency[];
  readonly rowOf: ReadonlyMap<string, number>;
}

export interface Dependency {
  readonly from: LanedRevision;
  readonly to: LanedRevision;
}

export function historyLayout({ revisions, missing }: ShownHistory): HistoryLayout {
  const lanes = environmentLanes({ revisions, missing: missing.map((names) => ({ names })) });
  const rowOf = new Map(revisions.map(({ id }, row) => [id, row]));
  const parents: number[][] = revisions.map(() => []);
  const children: number[][] = revisions.map(() => []);
  for (const { from, to } of lanes.lines) {
    if (to === undefined) continue;
    parents[from.row]?.push(to.row);
    children[to.row]?.push(from.row);
  }
  for (const [row, ids] of revisions.entries()) sortLike(parents[row], ids.parents, rowOf);
  for (const rows of children) rows.sort((one, other) => other - one);
  const dependencies = revisions.flatMap(({ dependsOn }, row) =>
    dependsOn.flatMap((id) => {
      const [from, to] = [lanes.revisions[row], lanes.revisions[rowOf.get(id) ?? -1]];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
  );
  return { lanes, parents, children, dependencies, rowOf };
}

/** As the file names them: lines are told in the order in which they end. */
function sortLike(
  rows: number[] | undefined,
  ids: readonly string[],
  rowOf: ReadonlyMap<string, number>,
): void {
  const place = new Map(ids.map((id, index) => [rowOf.get(id), index]));
  rows?.sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
}
