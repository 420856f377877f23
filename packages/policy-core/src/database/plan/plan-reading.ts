import type { SqlOperation } from '../../migrations/sql/operations.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A plan taken apart: what is SQL, what is a comment, and what is neither. Offsets are those of its text. */
export interface PlanReading {
  /** It is SQL from beginning to end. */
  readonly isWhole: boolean;
  /** How many statements of SQL there are. */
  readonly statements: number;
  readonly operations: readonly SqlOperation[];
  readonly comments: readonly TextRange[];
  /** Prose, and SQL that PostgreSQL does not read; not empty, in the order of the text. */
  readonly unread: readonly TextRange[];
}
