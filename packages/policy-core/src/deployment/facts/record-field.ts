import type { SourceSpan } from '../../model/source-span.ts';
import type { Known } from '../../model/known.ts';

export interface RecordField {
  readonly value: string;
  readonly at: SourceSpan;
}

/** A file of the policy's dependencies as the record has it, and as the recorded commit does. */
export interface RecordedFile {
  readonly path: string;
  readonly commit: string;
  /** SHA-256, as the record has it. */
  readonly written: RecordField;
  /** SHA-256 of its bytes at the commit; `null`: it is not there. */
  readonly there: Known<string | null>;
}
