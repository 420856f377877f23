import { lockEvidence } from './lock-evidence.ts';
import { logEvidence } from './log-evidence.ts';
import { QUALITIES, type PlacedEvidence, type Quality, type QualityName } from './quality.ts';
import { recordEvidence } from './record-evidence.ts';
import { rulesEvidence } from './rules-evidence.ts';
import { tableEvidence } from './table-evidence.ts';
import { waiverEvidence } from './waiver-evidence.ts';
import type { QualitySight } from './quality-sight.ts';

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
