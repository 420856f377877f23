import type { HeaderId, HeaderValue, RevisionHeader } from '../alembic/revision-header.ts';
import type { GraphRevision } from './revision-graph.ts';

/** A file of an environment; `undefined` when its header could not be read. */
export interface RevisionSource {
  readonly path: string;
  readonly header: RevisionHeader | undefined;
}

export interface PlacedRevision extends GraphRevision {
  /** Whether each of these names could be read. */
  readonly knows: { readonly parents: boolean; readonly all: boolean };
}

/** `undefined` when its id cannot be known. */
export function placedRevision({ path, header }: RevisionSource): PlacedRevision | undefined {
  if (header === undefined) return undefined;
  const id = idOf(path, header.revision);
  if (id === undefined) return undefined;
  const parents = namesIn(header.downRevision);
  const dependsOn = namesIn(header.dependsOn, NO_NAMES);
  const labels = namesIn(header.branchLabels, NO_NAMES);
  const all = parents !== undefined && dependsOn !== undefined && labels !== undefined;
  return {
    path,
    id,
    parents: parents ?? NO_NAMES,
    dependsOn: dependsOn ?? NO_NAMES,
    labels: labels ?? NO_NAMES,
    knows: { parents: parents !== undefined, all },
  };
}

const NO_NAMES: readonly HeaderId[] = [];
/** Before Alembic 0.2 the name of a file was its id, and Alembic still reads such files. */
const LEGACY_NAME = /^([a-f0-9]+)\.py$/;

function idOf(path: string, value: HeaderValue): string | undefined {
  if (value.kind === 'absent') return LEGACY_NAME.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
  return value.kind === 'ids' && value.form === 'text' ? value.ids[0]?.id : undefined;
}

function namesIn(value: HeaderValue, whenAbsent?: readonly HeaderId[]): readonly HeaderId[] | undefined {
  if (value.kind === 'absent') return whenAbsent;
  return value.kind === 'ids' ? value.ids : undefined;
}
