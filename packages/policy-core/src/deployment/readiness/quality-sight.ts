import type { AuditReport } from '../audit-log/audit-report.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { RecordReport } from '../record/record-report.ts';
import type { RecordedFacts } from '../record/recorded-facts.ts';
import type { Known } from '../../model/known.ts';
import type { GuardDecision } from '../guard/guard.ts';
import type { Policy } from '../../policy/policy.ts';
import type { LockState } from '../lock/environment-lock.ts';

interface SeenLog {
  readonly report: AuditReport;
  readonly entries: readonly LogEntry[];
  /** Which deploy records had to be found in it: `the deploy records of 4f6d2a9c3b1e`. */
  readonly heldAgainst: string;
}

/** Everything that was looked at. */
export interface QualitySight {
  /** UTC. */
  readonly now: string;
  readonly environment: string | undefined;
  readonly guard: GuardedRelease;
  readonly record: { readonly report: RecordReport; readonly facts: RecordedFacts | undefined };
  readonly log: Known<SeenLog>;
  readonly locks: Known<readonly SeenLock[]>;
}

export type GuardedRelease =
  | {
      readonly kind: 'ran';
      /** Full id. */
      readonly commit: string;
      readonly decision: GuardDecision;
      readonly policy: Policy;
    }
  /** `why` is sentences. */
  | { readonly kind: 'not-run'; readonly why: string };

export interface SeenLock {
  readonly environment: string;
  /** `undefined`: all of the environment. */
  readonly service: string | undefined;
  readonly state: LockState;
}
