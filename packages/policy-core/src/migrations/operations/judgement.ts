import type { TextRange } from '../../model/text-range.ts';

/** An answer about a revision, and what it rests on. */
export interface Judgement<Answer extends string> {
  readonly answer: Answer;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  /** A sentence. */
  readonly text: string;
  readonly direction: 'upgrade' | 'downgrade';
  /** Of the step; `undefined` where it is about the direction as a whole and nothing defines that. */
  readonly at: TextRange | undefined;
}
