import type { HeaderId } from '../alembic/revision-header.ts';

/** A revision in its place. */
export interface GraphRevision {
  /** Of the file. Where two files have one id, Alembic takes the one it loads last. */
  readonly path: string;
  readonly id: string;
  readonly parents: readonly HeaderId[];
  /** As written: ids, or branch labels. */
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
  /** Each id after its parents and after what it depends on; what lies on a circle, or builds on one, comes last. */
  readonly order: readonly string[];
  readonly missing: readonly MissingRevision[];
  /**
   * Ids around circles, starting with the smallest, each before what it builds on; where circles share
   * revisions, one of the shortest. A revision that names itself is a circle of one.
   */
  readonly cycles: readonly (readonly string[])[];
  /** Paths of the files that share an id, by id. */
  readonly duplicates: ReadonlyMap<string, readonly string[]>;
  /**
   * Files whose place cannot be known whole, because the header, or a value in it, is not written out. With a
   * readable id they are among `revisions`, with the names that could be read; without known parents they
   * are no base.
   */
  readonly unplaced: readonly string[];
  /** Branch labels by id, sorted: its own and those of what it descends from. Ids without any are left out. */
  readonly branches: ReadonlyMap<string, readonly string[]>;
  /** Labels that Alembic refuses, with the ids that carry them: two carry one, or it is an id as well. */
  readonly labelClashes: ReadonlyMap<string, readonly string[]>;
}

/** Alembic loads no environment in which a name leads nowhere. */
export interface MissingRevision {
  /** Id of the revision that names it. */
  readonly child: string;
  /** As written. A parent named by its branch label is missing too: Alembic looks only dependencies up by label. */
  readonly id: string;
  readonly via: 'down_revision' | 'depends_on';
}
