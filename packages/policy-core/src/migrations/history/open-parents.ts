import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** What may build on a head though nothing that can be read does: then that head is none. */
export interface OpenParents {
  /** Ids that are named as parents and are not there: each may mean a head. */
  readonly lost: number;
  /** Paths of files of which it cannot be known what they build on. */
  readonly unknown: readonly string[];
}

export const openParents = memoizeByObject(
  ({ revisions, bases, missing, unplaced }: RevisionGraph): OpenParents => {
    const byPath = new Map([...revisions.values()].map((revision) => [revision.path, revision]));
    return {
      lost: missing.filter(({ via }) => via === 'down_revision').length,
      unknown: unplaced.filter((path) => {
        const revision = byPath.get(path);
        // Of others only the labels or the dependencies are not known.
        return revision === undefined || (revision.parents.length === 0 && !bases.includes(revision.id));
      }),
    };
  },
);
