import type { HeaderId } from '../alembic/revision-header.ts';

/** A revision in its place. */
export interface GraphRevision {
  /** Of the file. Where two files have one id, Alembic takes the one it loads last. */
  readonly path: string;
  readonly id: string;
  readonly parents: readonly HeaderId[];
  readonly dependsOn: readonly HeaderId[];
  readonly labels: readonly HeaderId[];
}

/** The revisions of one Alembic environment as Alembic would see them, whatever is wrong with them. */
export interface RevisionGraph {
  /** By id. */
  readonly revisions: ReadonlyMap<string, GraphRevision>;
  /** Ids that no revision names as its parent, sorted; also those that others depend on. */
  readonly heads: readonly string[];
  /** Heads that no other revision depends on either. */
  readonly realHeads: readonly string[];
  /** Ids without a parent, sorted. */
  readonly bases: readonly string[];
  /** Bases that depend on nothing. */
  readonly realBases: readonly string[];
  /** Each id after its parents and after what it depends on; what lies on a cycle comes last. */
  readonly order: readonly string[];
  readonly missing: readonly MissingRevision[];
  /** Ids around each circle, starting with the smallest; a revision that names itself is a circle of one. */
  readonly cycles: readonly (readonly string[])[];
  /** Paths of the files that share an id, by id. */
  readonly duplicates: ReadonlyMap<string, readonly string[]>;
  /** Files whose place cannot be known: no readable header. */
  readonly unplaced: readonly string[];
}

export interface MissingRevision {
  /** Id of the revision that names it. */
  readonly child: string;
  readonly id: string;
  readonly via: 'down_revision' | 'depends_on';
}
