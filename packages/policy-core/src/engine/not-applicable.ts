/** Why a rule had no subject; a rule without one has not passed. */
export const NOT_APPLICABLE = {
  'nothing-of-its-kind': 'nothing of its kind is here',
  'no-change-given': 'no change was given',
  'not-configured': 'the policy configures nothing for it',
  'not-asked': 'nobody asked for it',
  'other-database': 'the migrations run on another database than PostgreSQL',
} as const;

export type NotApplicableReason = keyof typeof NOT_APPLICABLE;

interface WithReason {
  readonly notApplicable?: NotApplicableReason | undefined;
}

/** One sentence a reason, such as `12 rules not applicable: no change was given.` */
export function notApplicableSentences(rules: readonly WithReason[]): readonly string[] {
  return reasonCounts(rules).map(
    ([why, count]) => `${count} ${count === 1 ? 'rule' : 'rules'} not applicable: ${why}.`,
  );
}

/** All of them in one: `nothing of its kind is here (12), no change was given (3)`; empty where each rule had a subject. */
export function notApplicableSummary(rules: readonly WithReason[]): string {
  return reasonCounts(rules)
    .map(([why, count]) => `${why} (${count})`)
    .join(', ');
}

function reasonCounts(rules: readonly WithReason[]): readonly (readonly [why: string, count: number])[] {
  return REASONS.flatMap((reason) => {
    const count = rules.filter(({ notApplicable }) => notApplicable === reason).length;
    return count === 0 ? [] : [[NOT_APPLICABLE[reason], count] as const];
  });
}

// Sound: the table has no other keys.
const REASONS = Object.keys(NOT_APPLICABLE) as NotApplicableReason[];
