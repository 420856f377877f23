import type { GuardDecision } from '../guard/guard.ts';
import type { AuditReport } from '../audit-log/audit-report.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import type { RecordReport } from '../record/record-report.ts';
import type { RecordedFacts } from '../record/recorded-facts.ts';
import type { Known } from '../../model/known.ts';
import type { LockState } from '../lock/environment-lock.ts';
import type { Policy } from '../../policy/policy.ts';
import { lockEvidence } from './lock-evidence.ts';
import { logEvidence } from './log-evidence.ts';
import { QUALITIES, type PlacedEvidence, type Quality, type QualityName } from './quality.ts';
import { recordEvidence } from './record-evidence.ts';
import { rulesEvidence } from './rules-evidence.ts';
import { tableEvidence } from './table-evidence.ts';
import { waiverEvidence } from './waiver-evidence.ts';

/** Each word of a deployment policy with what it rests on. `report --format json` gives it. */
export interface QualityReport {
  readonly schema_version: 1;
  /** Full id of what the guard judged; `null` where it could not. */
  readonly commit: string | null;
  /** `null`: nobody named one. */
  readonly environment: string | null;
  /** UTC. */
  readonly made_at: string;
  readonly qualities: readonly Quality[];
}

/** Everything that was looked at. */
interface SeenLog {
  readonly report: AuditReport;
  readonly entries: readonly LogEntry[];
  /** Which deploy records had to be found in it: `the deploy records of 4f6d2a9c3b1e`. */
  readonly heldAgainst: string;
}

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

/** Says nothing that was not seen: what nobody looked at is unknown, and a word rests on all of its evidence. */
export function qualityReport(sight: QualitySight): QualityReport {
  const { guard, environment, now } = sight;
  const evidence = [
    ...rulesEvidence(sight),
    ...tableEvidence(guard),
    ...recordEvidence(sight.record),
    ...logEvidence(sight.log),
    ...lockEvidence(sight),
    ...waiverEvidence(guard, now),
  ];
  return {
    schema_version: 1,
    commit: guard.kind === 'ran' ? guard.commit : null,
    environment: environment ?? null,
    made_at: now,
    qualities: (Object.keys(QUALITIES) as QualityName[]).map((name) => qualityOf(name, evidence)),
  };
}

function qualityOf(name: QualityName, all: readonly PlacedEvidence[]): Quality {
  const evidence = all.flatMap(({ of, ...one }) => (of === name ? [one] : []));
  const has = (state: Quality['state']) => evidence.some((one) => one.state === state);
  const state = has('against') ? 'against' : has('unknown') || !has('shown') ? 'unknown' : 'shown';
  return { name, claim: QUALITIES[name], state, evidence };
}
