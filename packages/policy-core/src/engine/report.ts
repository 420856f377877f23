import type { Finding, Severity, Undetermined } from '../model/finding.ts';
import type { Focus, SeenTool } from '../model/observations.ts';
import type { MatchedPlace } from '../policy/places/matched-places.ts';
import type { Waiver } from '../policy/policy.ts';
import type { NotApplicableReason } from './not-applicable.ts';
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
  readonly judged: JudgedSubjects;
  /** What the policy names, with how many of the files that were looked at it leads to; empty for an open document. */
  readonly places: readonly MatchedPlace[];
  /** Tools that were seen and that nothing here judges. */
  readonly unsupported: readonly SeenTool[];
  /** Sentences about the run itself, such as which policy judged. */
  readonly notices: readonly string[];
}

/** How much there was to judge, of each kind. */
export interface JudgedSubjects {
  /** Alembic revisions and SQL migrations. */
  readonly revisions: number;
  /** Downgrades among them that rules could read. */
  readonly downgrades: number;
  /** Of requirements and locks. */
  readonly pairs: number;
  /** `undefined`: no change was judged, only files as they are. */
  readonly changedFiles: number | undefined;
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
  readonly outcome: 'passed' | 'failed' | 'undetermined' | 'crashed' | 'not-applicable';
  /** There where the outcome is `not-applicable`, and only there. */
  readonly notApplicable?: NotApplicableReason;
  /** How many subjects passed; there where the outcome is `passed`, and only there. At least one. */
  readonly subjects?: number;
  readonly findings: number;
  readonly undetermined: number;
}
