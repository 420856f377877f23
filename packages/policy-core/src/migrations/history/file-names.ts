import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** Alembic cuts long ids off in file names when somebody tells it to. */
const ENOUGH = 8;

/** Whether a file is called by the id of its revision, or enough of it. */
export function isNamedById(path: string, id: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.includes(id.toLowerCase().slice(0, ENOUGH));
}

/** Some number their files instead, and for them the name says nothing. */
export const areFilesNamedById = memoizeByObject((graph: RevisionGraph): boolean => {
  const revisions = [...graph.revisions.values()];
  const holding = revisions.filter(({ path, id }) => isNamedById(path, id)).length;
  return holding * 2 > revisions.length && revisions.length > 2;
});
