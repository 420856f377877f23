import type { SourceSpan } from '../model/source-span.ts';

/** What an editor says of the place that the pointer rests on. */
export interface PlaceNote {
  readonly at: SourceSpan;
  /** At least one. */
  readonly sentences: readonly string[];
  /** The rule whose page says more. */
  readonly rule?: string;
  /** It is not about the place but about the file. */
  readonly isAboutFile?: true;
}
