import type { Fix } from './fix.ts';
import type { SourceSpan } from './source-span.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A piece of why: "label approved-core-change" "is not on" "pull request #12". */
export interface Evidence {
  readonly subject: string;
  readonly relation: string;
  readonly value: string;
  /** Where this can be read, for instance the deciding line of the policy. */
  readonly source?: SourceSpan;
}

/** Another place that explains a finding, such as the policy line that decided. */
export interface RelatedPlace {
  readonly message: string;
  readonly at: SourceSpan;
}

/** A violation as people and tools see it: named, worded, weighed. */
export interface Finding {
  /** `area/name`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Which of the rule's sentences this is. */
  readonly messageId: string;
  /** What is filled into the sentence, whole and without credentials. */
  readonly data: Readonly<Record<string, string>>;
  /** What the editor underlines; `undefined` when the finding is about the change itself. */
  readonly at: SourceSpan | undefined;
  readonly evidence: readonly Evidence[];
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** Stays the same when lines move; what a baseline remembers. */
  readonly fingerprint: string;
}

/** A subject a rule could not decide about. It is not a violation, and it is not a pass. */
export interface Undetermined {
  readonly rule: string;
  /** Weight a violation would have had; only `error` can fail a run. */
  readonly severity: Severity;
  /** What could not be decided about: a path, a package, a table. */
  readonly subject: string;
  /** The same sentence a finding would carry. */
  readonly message: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly at: SourceSpan | undefined;
  /** `approval`: a person has yet to act. `observation`: a fact could not be seen. */
  readonly waitsFor: 'approval' | 'observation';
  /** Clauses that read well after "because". */
  readonly missing: readonly MissingFact[];
  readonly evidence: readonly Evidence[];
  readonly related: readonly RelatedPlace[];
  /** Stays the same when lines move and nothing more becomes known; what a baseline remembers. */
  readonly fingerprint: string;
}

export interface MissingFact {
  readonly fact: string;
  readonly reason: string;
}
