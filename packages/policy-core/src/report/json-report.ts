import type { Severity } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Focus } from '../model/observations.ts';
import type { NotApplicableReason } from '../engine/not-applicable.ts';
import type { PolicyOrigin, RuleSummary, Verdict } from '../engine/report.ts';
import type { Stage } from '../model/stage.ts';

/** Output of `check --format json`. Lines and columns count from 1, columns in UTF-16 units. */
export interface JsonReport {
  readonly schema_version: 1;
  readonly verdict: Verdict;
  readonly stage: Stage;
  readonly focus: Focus;
  readonly policy: JsonPolicy;
  readonly summary: JsonSummary;
  readonly coverage: JsonCoverage;
  readonly findings: readonly JsonFinding[];
  readonly undetermined: readonly JsonUndetermined[];
  readonly crashed: readonly { readonly rule: string; readonly error: string }[];
  readonly waived: readonly JsonWaived[];
  readonly baselined: number;
  /** `null` where the run cannot tell. */
  readonly outdated_baseline_entries: number | null;
  readonly rules: readonly JsonRule[];
  /** Ids of rules that the run was not asked about (`--only`). */
  readonly left_out: readonly string[];
  readonly notices: readonly string[];
}

export interface JsonPolicy {
  readonly path: string;
  readonly source: PolicyOrigin;
  readonly bootstrap: boolean;
  readonly title: string | null;
  readonly version: string | null;
}

export type JsonRule = Omit<RuleSummary, 'notApplicable' | 'subjects'> & {
  /** How many passed; `null` where the rule has not passed. */
  readonly subjects: number | null;
  /** Why it had nothing to judge; `null` where it had. */
  readonly not_applicable: NotApplicableReason | null;
};

/** What was looked at, what of the policy it belongs to, and what was seen and not judged. */
export interface JsonCoverage {
  readonly rules: {
    readonly passed: number;
    readonly failed: number;
    readonly undetermined: number;
    readonly crashed: number;
    /** By the reason. */
    readonly not_applicable: Readonly<Record<NotApplicableReason, number>>;
  };
  /** How much there was to judge. */
  readonly subjects: {
    readonly files: number;
    readonly revisions: number;
    readonly downgrades: number;
    readonly pairs: number;
    /** `null`: no change was judged. */
    readonly changed_files: number | null;
  };
  /** Places that the policy names, as written there, and how many of the files that were looked at each matches. */
  readonly places: readonly {
    readonly section: string;
    readonly written: readonly string[];
    readonly files: number;
  }[];
  /** Tools that were seen and that nothing judges, each with how many files it has and the first of them. */
  readonly unsupported: readonly {
    readonly tool: string;
    readonly files: number;
    readonly example: string;
  }[];
}

export interface JsonSummary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly undetermined: number;
  readonly files: number;
  readonly duration_ms: number;
}

/** All `null` when the subject is the change itself. The end is exclusive. */
export type JsonPlace =
  | {
      readonly path: string;
      readonly line: number;
      readonly column: number;
      readonly end_line: number;
      readonly end_column: number;
    }
  | {
      readonly path: null;
      readonly line: null;
      readonly column: null;
      readonly end_line: null;
      readonly end_column: null;
    };

/** Words of a message may change between versions; its id and the names of its data do not within a schema version. */
export interface JsonSaying {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly message_id: string;
  /** What the message names; a long value is shortened as it is there. */
  readonly data: Readonly<Record<string, string>>;
}

export type JsonFinding = JsonPlace &
  JsonSaying & {
    readonly docs_url: string | null;
    readonly evidence: readonly JsonEvidence[];
    readonly fixes: readonly JsonFix[];
    readonly related: readonly JsonRelated[];
  };

export type JsonUndetermined = JsonPlace &
  JsonSaying & {
    readonly subject: string;
    readonly waits_for: 'approval' | 'observation';
    readonly missing: readonly { readonly fact: string; readonly reason: string }[];
    readonly docs_url: string | null;
    readonly evidence: readonly JsonEvidence[];
    readonly related: readonly JsonRelated[];
  };

export type JsonWaived = JsonPlace &
  JsonSaying & {
    readonly waiver: {
      readonly reason: string;
      readonly approver: string;
      /** Last day it holds, `YYYY-MM-DD`, UTC. */
      readonly expires: string;
      readonly path: string;
      readonly line: number;
      readonly column: number;
    };
  };

export interface JsonEvidence {
  readonly subject: string;
  readonly relation: string;
  readonly value: string;
  readonly source: JsonPlace | null;
}

export interface JsonRelated {
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface JsonFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly edits: readonly JsonEdit[];
}

export interface JsonEdit {
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly text: string;
  /** There only where the file does not exist yet, and must not when it is written. */
  readonly creates?: true;
}
