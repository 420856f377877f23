/** Whether a migration plan may be approved. This is what `plan check --format json` gives. */
export interface PlanCheck {
  readonly schema_version: 1;
  /** `fail`: it must not be approved. `undetermined`: a part of it cannot be judged, and the rest is harmless. */
  readonly verdict: 'fail' | 'undetermined' | 'pass';
  /** How many statements of SQL were read. */
  readonly statements: number;
  /** Why it must not be approved, in the order of the lines. */
  readonly reasons: readonly PlanReason[];
  /** What cannot be judged, in the order of the lines. */
  readonly unjudged: readonly UnjudgedPart[];
  /** What to do instead, one sentence or more for each step; empty where it passes. */
  readonly recovery: readonly string[];
}

/**
 * `reset`: a schema, a database or everything of a role goes. `data-loss`: something else goes that holds values.
 * `warning`: the tool that made the plan warns of it itself.
 */
export const PLAN_SIGNS = [
  'drop-table',
  'drop-column',
  'mass-deletion',
  'reset',
  'data-loss',
  'warning',
] as const;

export type PlanSign = (typeof PLAN_SIGNS)[number];

export interface PlanReason {
  readonly kind: PlanSign;
  /** A sentence. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** That line, without what hides in it. */
  readonly quote: string;
}

export interface UnjudgedPart {
  /** A sentence. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** The last one of it; the same where it is one line. */
  readonly end_line: number;
  /** The first of these lines. */
  readonly quote: string;
}
