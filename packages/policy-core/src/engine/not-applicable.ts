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
  return REASONS.flatMap((reason) => {
    const count = rules.filter(({ notApplicable }) => notApplicable === reason).length;
    if (count === 0) return [];
    return [`${count} ${count === 1 ? 'rule' : 'rules'} not applicable: ${NOT_APPLICABLE[reason]}.`];
  });
}

// Sound: the table has no other keys.
const REASONS = Object.keys(NOT_APPLICABLE) as NotApplicableReason[];
