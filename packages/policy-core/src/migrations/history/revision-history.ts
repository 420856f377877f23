import type { RevisionReading } from '../alembic/revision-reading.ts';
import type { Database } from '../operations/lock-mode.ts';
import type { Step } from '../operations/operation.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { SchemaHistory } from '../schema/schema-history.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** The revisions of one Alembic environment: what one `alembic.ini` section loads, or one folder of the policy. */
export interface RevisionHistory {
  /** For people: `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly name: string;
  /** Version locations, relative to the root of the repository. */
  readonly folders: readonly string[];
  /** By path. Files that Alembic does not load (`__init__.py`, `.#lock.py`, deeper folders) are not among them. */
  readonly files: ReadonlyMap<string, RevisionFile>;
  readonly graph: RevisionGraph;
  /** Files beside the revisions that name the head; most repositories have none. */
  readonly pins: readonly HeadPin[];
  /** At the base of the change; `undefined` where no change is judged. */
  readonly before: Known<RevisionGraph> | undefined;
  /**
   * With what the target branch has added and taken away since the change left it; `undefined` where no
   * change is judged. It has two heads where both sides are green apart and red together.
   */
  readonly merged: Known<RevisionGraph> | undefined;
  /** Where the target branch has changed what Alembic loads; `undefined` where that is as it is here. */
  readonly reloaded?: Known<ReloadedSides> | undefined;
  /** At the last good deploy; `null`: none is recorded. `undefined` where nobody asked. */
  readonly released: Known<RevisionGraph | null> | undefined;
  /** Revisions that others may have run and that are no longer what they were. */
  readonly settledEdits: Known<readonly SettledEdit[]>;
  readonly schema: SchemaHistory;
  /** What it runs on, where somebody asked; left out where nothing tells. */
  readonly database?: Database;
}

/**
 * A file that names the head, as django-linear-migrations keeps one: two branches that each add a revision both
 * change its line, and git stops before there are two heads.
 */
export interface HeadPin {
  readonly path: string;
  readonly content: Known<FileContent>;
}

/** What goes into `merged`, loaded as the target branch has it by now. */
export interface ReloadedSides {
  /** The change alone. */
  readonly graph: RevisionGraph;
  readonly before: RevisionGraph;
  /** The target branch without the change. */
  readonly target: RevisionGraph;
  /** Version locations by then. */
  readonly folders: readonly string[];
}

export interface RevisionFile {
  readonly path: string;
  readonly text: string;
  readonly reading: RevisionReading;
  /** Stands for what the reading was made of: the text, and what of other files it takes in. */
  readonly madeOf: string;
  readonly span: (range: TextRange) => SourceSpan;
}

/** What became of a revision that the last release, or else the base of the change, holds. Cosmetic edits are none. */
export interface SettledEdit {
  readonly id: string | undefined;
  /** Where it lay. */
  readonly path: string;
  readonly settledBy: 'release' | 'base';
  readonly edit:
    /** At least one; by the meaning of the Python, not by its spelling. `other`: helpers and constants of the module. */
    | {
        readonly kind: 'edited';
        readonly parts: readonly ('revision' | 'parents' | 'upgrade' | 'downgrade' | 'other')[];
      }
    /** Nothing in this environment has its id any more. */
    | { readonly kind: 'deleted' }
    /** Its id is now in another file. */
    | { readonly kind: 'moved'; readonly to: string };
  /** What changed; `undefined` when the file is gone. */
  readonly at: SourceSpan | undefined;
}

type RevisionFiles = Pick<RevisionHistory, 'graph' | 'files'>;

/** The file of a revision, by its id. */
export function fileOfRevision({ graph, files }: RevisionFiles, id: string): RevisionFile | undefined {
  return files.get(graph.revisions.get(id)?.path ?? '');
}

/** What its upgrade does; nothing where that cannot be read. */
export function upgradeSteps(history: RevisionFiles, id: string): readonly Step[] {
  const reading = fileOfRevision(history, id)?.reading;
  return reading?.kind === 'revision' ? reading.upgrade.steps : [];
}
