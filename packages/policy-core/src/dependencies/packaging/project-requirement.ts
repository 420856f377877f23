import type { TextRange } from '../../model/text-range.ts';
import type { Marker } from './marker.ts';
import type { Specifier } from './specifier.ts';

/** What a PEP 508 line asks for: `name[extra]>=1,<2; marker`, or `name @ url`. Ranges count in the text that was read. */
export interface ProjectRequirement {
  /** As written. */
  readonly name: string;
  /** As PEP 503 compares names. */
  readonly normalizedName: string;
  readonly nameRange: TextRange;
  readonly extras: readonly WrittenExtra[];
  /** Brackets included; `undefined` when there are none. */
  readonly extrasRange: TextRange | undefined;
  /** In the order written; empty when there is none, or a URL stands in their place. */
  readonly clauses: readonly WrittenClause[];
  /** From the first clause to the last, or to a comma after it, without parentheses; `undefined` when there is none. */
  readonly specifierRange: TextRange | undefined;
  readonly url: { readonly text: string; readonly range: TextRange } | undefined;
  /** `range` is without the semicolon. */
  readonly marker: { readonly parsed: Marker; readonly range: TextRange } | undefined;
}

export interface WrittenExtra {
  /** As written. */
  readonly name: string;
  readonly range: TextRange;
}

export interface WrittenClause extends Specifier {
  /** From the operator to the end of the version. */
  readonly range: TextRange;
}

export type RequirementReading =
  | { readonly kind: 'requirement'; readonly requirement: ProjectRequirement }
  /** `problem` is a clause that reads well after "because": "a version is missing behind ==". */
  | { readonly kind: 'invalid'; readonly problem: string; readonly at: number };
