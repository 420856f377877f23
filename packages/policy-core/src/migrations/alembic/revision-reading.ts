import type { TextRange } from '../../model/text-range.ts';
import type { Direction } from '../operations/direction.ts';
import type { RevisionHeader } from './revision-header.ts';

/** One Alembic revision, as far as its text tells. Plain data, so that it can be kept. All offsets are UTF-16. */
export type RevisionReading = ReadRevision | UnreadRevision;

export interface ReadRevision {
  readonly kind: 'revision';
  readonly header: RevisionHeader;
  readonly upgrade: Direction;
  readonly downgrade: Direction;
  /** Modules that it imports, by their full names: `app.models`. */
  readonly imports: readonly ImportedModule[];
}

export interface UnreadRevision extends TextRange {
  readonly kind: 'unanalyzable';
  /** `not-python`: Alembic cannot load it either. `too-much`: longer or deeper than is read here. */
  readonly why: 'not-python' | 'too-much';
  readonly problem: string;
  /** Left out where it cannot be read either. */
  readonly header?: RevisionHeader;
}

export interface ImportedModule extends TextRange {
  readonly module: string;
  /** Dots before it: 0 for an absolute import. */
  readonly level: number;
}
