import { GUARD_QUESTIONS, type GuardCheck, type GuardCheckId } from '../guard/guard-check.ts';
import type { PlacedEvidence, QualityName, QualityState } from './quality.ts';
import type { GuardedRelease } from './quality-sight.ts';
import { notRun } from './rules-evidence.ts';

/**
 * Rows of the guard's table, by the word that rests on them. The rules are told group by group; the record and the
 * log are looked at on their own, because more is said of them.
 */
const ROWS: readonly (readonly [
  Exclude<GuardCheckId, 'policy' | 'deploy-record' | 'audit-log'>,
  QualityName,
])[] = [
  ['pending-migrations', 'safe'],
  ['once-migrations', 'safe'],
  ['environment', 'safe'],
  ['proof', 'tested'],
  ['databases', 'predictable'],
  ['auto-migrations', 'predictable'],
  ['known-revision', 'reversible'],
  ['backup', 'reversible'],
];

export function tableEvidence(guard: GuardedRelease): readonly PlacedEvidence[] {
  return ROWS.map(([id, of]) => ({
    id,
    of,
    title: GUARD_QUESTIONS[id],
    source: 'lockkeeper guard',
    ...(guard.kind === 'ran'
      ? said(guard.decision.table.find((check) => check.id === id))
      : { state: 'unknown' as const, seen: [notRun(guard)] }),
  }));
}

function said(check: GuardCheck | undefined): Pick<PlacedEvidence, 'state' | 'seen'> {
  if (check === undefined) return { state: 'unknown', seen: ['The guard was not asked.'] };
  const seen = [...check.problems, ...check.evidence].map(({ text }) => text);
  return { state: STATES[check.state], seen: check.why === null ? seen : [check.why, ...seen] };
}

const STATES: Readonly<Record<GuardCheck['state'], QualityState>> = {
  passed: 'shown',
  failed: 'against',
  undetermined: 'unknown',
  'not-asked': 'unknown',
};
