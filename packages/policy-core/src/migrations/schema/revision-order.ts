import { changedKeys } from '../../model/patched-map.ts';
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

/** The path of each revision, in their order. */
export const pathsInOrder = memoizeByObject(({ order, revisions }: OrderedRevisions) =>
  order.map((revision) => revisions.get(revision)?.path ?? ''),
);

/** The place of each path in that order. */
export const placesOfPaths = memoizeByObject(
  (graph: OrderedRevisions): ReadonlyMap<string, number> =>
    new Map(pathsInOrder(graph).map((path, place) => [path, place])),
);

type Files<File> = ReadonlyMap<string, File>;

/**
 * What is made of the file of each revision, in their order; `undefined` stands for a file that is not there. Made anew
 * only where the file is another than the last time that it was asked for in this graph.
 */
export function madeInOrder<File, Made>(
  make: (file: File | undefined, revision: string) => Made,
): (graph: OrderedRevisions, files: Files<File>) => readonly Made[] {
  const lastIn = memoizeByObject((_graph: OrderedRevisions): { last?: Last<File, Made> } => ({}));
  return (graph, files) => {
    const kept = lastIn(graph);
    const { order } = graph;
    const changed = kept.last && changedKeys(kept.last.files, files);
    if (kept.last === undefined || changed === undefined) {
      const paths = pathsInOrder(graph);
      const made = order.map((revision, place) => make(files.get(paths[place] ?? ''), revision));
      kept.last = { files, made };
    } else if (changed.length > 0) {
      const made = [...kept.last.made];
      for (const path of changed) {
        const place = placesOfPaths(graph).get(path);
        if (place !== undefined) made[place] = make(files.get(path), order[place] ?? '');
      }
      kept.last = { files, made };
    }
    return kept.last.made;
  };
}

interface Last<File, Made> {
  readonly files: Files<File>;
  readonly made: readonly Made[];
}
