import { revisionMessage } from '../alembic/revision-message.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';

/** A revision as `migrations graph` and `migrations heads` list it. */
export interface ListedRevision {
  readonly id: string;
  readonly path: string;
  /** `null` where the file has no docstring. */
  readonly message: string | null;
  /** Ids as the file names them, also of revisions that are not there. */
  readonly parents: readonly string[];
  readonly depends_on: readonly string[];
  /** Branch labels that it carries itself. */
  readonly labels: readonly string[];
  readonly is_head: boolean;
  readonly is_base: boolean;
  readonly is_merge: boolean;
  /** Whether the last good deploy has it; `null` where none is recorded or that cannot be seen. */
  readonly is_released: boolean | null;
  /** Whether it is not merged yet; `null` where no change is judged or that cannot be seen. */
  readonly is_new: boolean | null;
}

/** `undefined` where there is no such revision. */
export function listedRevision(history: RevisionHistory, id: string): ListedRevision | undefined {
  const { graph, files, before, released } = history;
  const revision = graph.revisions.get(id);
  if (revision === undefined) return undefined;
  const isIn = (other: RevisionGraph) => other.revisions.has(id);
  return {
    id,
    path: revision.path,
    message: revisionMessage(files.get(revision.path)?.text ?? '') ?? null,
    parents: revision.parents.map((parent) => parent.id),
    depends_on: revision.dependsOn.map((other) => other.id),
    labels: revision.labels.map((label) => label.id),
    is_head: graph.heads.includes(id),
    is_base: graph.bases.includes(id),
    is_merge: revision.parents.length > 1,
    is_released: released?.known === true && released.value !== null ? isIn(released.value) : null,
    is_new: before?.known === true ? !isIn(before.value) : null,
  };
}
