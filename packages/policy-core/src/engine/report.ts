import type { Finding, Severity, Undetermined } from '../model/finding.ts';
import type { Focus } from '../model/observations.ts';
import type { Waiver } from '../policy/policy.ts';
import type { Stage } from '../model/stage.ts';

export type Verdict = 'pass' | 'fail' | 'undetermined';

/** The outcome of one run: what every surface shows, each in its own form. */
export interface Report {
  readonly verdict: Verdict;
  readonly stage: Stage;
  readonly focus: Focus;
  readonly policy: ReportedPolicy;
  /** By path, then place, then rule; those without a path come last. */
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly crashed: readonly CrashedRule[];
  /** Accepted until a date, by the policy. */
  readonly waived: readonly { readonly finding: Finding | Undetermined; readonly waiver: Waiver }[];
  /** Accepted when the repository adopted the policy. */
  readonly baselined: readonly (Finding | Undetermined)[];
  /** Entries of the baseline that no longer occur; `undefined` where the run cannot tell. */
  readonly outdatedBaselineEntries: number | undefined;
  /** Every rule that ran, in the documented order. */
  readonly rules: readonly RuleSummary[];
  /** Rules of the policy that this run was not asked about. */
  readonly leftOut: readonly string[];
  /** How many files were looked at. */
  readonly files: number;
  /** Sentences about the run itself, such as which policy judged. */
  readonly notices: readonly string[];
}

export interface ReportedPolicy {
  readonly path: string;
  readonly source: PolicyOrigin;
  /** The base has no policy: the change that brings it is judged by its own. */
  readonly bootstrap: boolean;
  readonly title: string | undefined;
  readonly version: string | undefined;
}

/** `base`: the commit a change starts from. `worktree`: the files as they lie on disk or were given. */
export type PolicyOrigin = 'base' | 'head' | 'worktree';

export interface CrashedRule {
  readonly rule: string;
  readonly error: string;
}

export interface RuleSummary {
  readonly rule: string;
  readonly severity: Severity;
  readonly outcome: 'passed' | 'failed' | 'undetermined' | 'crashed';
  readonly findings: number;
  readonly undetermined: number;
}
