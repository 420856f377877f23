import type { Rule } from '../engine/rule.ts';

/** What a report is shown with; none of it changes the verdict. */
export interface ReportContext {
  readonly durationMs: number;
  readonly colors: boolean;
  /** Columns of the terminal; `undefined` when the output is not a terminal. */
  readonly width: number | undefined;
  /** Shows what is folded: the rules that passed, and those that had nothing to judge. Left out: it stays folded. */
  readonly verbose?: boolean | undefined;
  readonly toolVersion: string;
  /** Texts of shown files for code frames, by path; a file that is not here is shown without one. */
  readonly texts: Readonly<Record<string, string>>;
  /** Where the pages of the rules are published; `undefined` while they are not. */
  readonly homepage: string | undefined;
  /** Those that judged, with what each says must be true; left out: all of ours. */
  readonly rules?: readonly Pick<Rule, 'id' | 'summary'>[];
}
