import type { Severity } from '../../model/finding.ts';
import type { ListedRevision } from './listed-revision.ts';

/** What one revision does. This is what `migrations explain --format json` gives. */
export interface MigrationExplanation {
  readonly schema_version: 1;
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly environment: string;
  readonly revision: ListedRevision;
  /** Ids of the revisions that build on it, sorted. */
  readonly children: readonly string[];
  /** What is wrong with the file, as a clause; `null` where it was read. Then the rest is known. */
  readonly problem: string | null;
  readonly upgrade: ExplainedDirection | null;
  readonly downgrade: ExplainedDirection | null;
  /** Whether it only adds what running code does not notice. Locks are not weighed. */
  readonly trivial: ExplainedAnswer<'yes' | 'no' | 'unknown'>;
  /** Whether the downgrade undoes every step. */
  readonly reversible: ExplainedAnswer<'yes' | 'no' | 'partly' | 'unknown'>;
  /** Whether rows or values may be gone that were there before. */
  readonly destructive: ExplainedAnswer<'yes' | 'no' | 'unknown'>;
  /** What going back to the code before it asks of a database that has it and all that builds on it. */
  readonly rollback: ExplainedRollback;
  /** What the rules about migrations find in the file, in the order of its lines; `null` where nobody judged. */
  readonly findings: readonly ExplainedFinding[] | null;
}

export interface ExplainedFinding {
  /** `migrations/drop-column` */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** From 1; `null` where it is about the file as a whole. */
  readonly line: number | null;
}

export interface ExplainedRollback {
  /**
   * `code-only`: the old code runs on the new schema. `downgrade-first`: `revisions` are taken back before.
   * `roll-forward`: `blocked_by` cannot be taken back. `undetermined`: whether it can is not known.
   */
  readonly kind: 'code-only' | 'downgrade-first' | 'roll-forward' | 'undetermined';
  /** In the order in which they are taken back. */
  readonly revisions: readonly string[];
  /** Values are lost on the way back, so the data is saved before. */
  readonly backup: boolean;
  readonly blocked_by: string | null;
  /** A sentence; `null` where nothing stands in the way. */
  readonly why: string | null;
}

export interface ExplainedDirection {
  readonly kind: 'missing' | 'elsewhere' | 'empty' | 'raises' | 'runs';
  readonly steps: readonly ExplainedStep[];
}

export interface ExplainedStep {
  /** A clause that reads well after the name of the function: `adds the column orders.total (integer, nullable)`. */
  readonly text: string;
  /** The kind of operation, or `unclear`. */
  readonly kind: string;
  /** From 1. */
  readonly line: number;
  /** `false` under a condition, in a loop, or where nothing seems to call it. */
  readonly is_certain: boolean;
  /** It runs outside of the transaction. */
  readonly autocommit: boolean;
}

export interface ExplainedAnswer<Answer extends string> {
  readonly answer: Answer;
  readonly reasons: readonly {
    /** A sentence. */
    readonly text: string;
    readonly direction: 'upgrade' | 'downgrade';
    /** From 1; `null` where it is about something that is not in the file. */
    readonly line: number | null;
  }[];
}
