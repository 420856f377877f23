import { memoizeByObject } from '../../model/memoize.ts';

/** Revisions in the order in which they are run. */
export interface OrderedRevisions {
  /** Ids. */
  readonly order: readonly string[];
  readonly revisions: ReadonlyMap<string, { readonly path: string }>;
}

/** The place of each revision in that order. */
export const placesInOrder = memoizeByObject(
  (order: readonly string[]): ReadonlyMap<string, number> =>
    new Map(order.map((revision, place) => [revision, place])),
);

/** The file of each revision, in their order; `undefined` where there is none. */
export function filesInOrder<File>(
  graph: OrderedRevisions,
  files: ReadonlyMap<string, File>,
): readonly (File | undefined)[] {
  return pathsInOrder(graph).map((path) => files.get(path));
}

const pathsInOrder = memoizeByObject(({ order, revisions }: OrderedRevisions) =>
  order.map((revision) => revisions.get(revision)?.path ?? ''),
);
