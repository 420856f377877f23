/** Why a release is refused, in the words of the published list. The number is what people search for. */
export const REFUSALS = {
  R01: 'the branch is not one that is deployed there',
  R02: 'a protected path was changed without its approval',
  R03: 'the approval of a protected path does not count',
  R04: 'a check is missing, pending or failed',
  R05: 'fewer tests ran than have to, or some failed',
  R06: 'what was tried is not what would be deployed',
  R07: 'the commit is not ready where it was tried',
  R08: 'the commit has not been there for long enough',
  R09: 'nobody who may has approved this',
  R10: 'the commit is not on the branch of production',
  R11: 'the tag is missing or does not count',
  R12: 'something moved since it was looked at',
  R13: 'somebody else is at it',
  R14: 'the place is frozen or held, or the commit is blocked',
  R15: 'the database does not allow it',
  R16: 'migrations are switched off, and some are pending',
  R17: 'the lock of the dependencies does not match',
  R18: 'a variable is missing, or is the same in both places',
  R19: 'the platform deploys by itself',
  R20: 'the commit is older than what runs',
  R21: 'the record or the log cannot be relied on',
  R22: 'a newer commit is ready',
  R23: 'the approval gate does not hold anybody back',
  R24: 'there is no way back',
  R25: 'the commit failed there before',
} as const;

/** The id of a rule stands for findings that have no number of their own. */
export type RefusalCode = keyof typeof REFUSALS | (string & {});

export interface Refusal {
  readonly code: RefusalCode;
  /** `unknown`: it could not be looked at, which is no pass. */
  readonly kind: 'refused' | 'unknown';
  /** Which of those that have this code, such as a check or a file: somebody may answer for one of them. */
  readonly of?: string;
  /** What is wrong, in a sentence. */
  readonly why: string;
  /** What lifts it, in a sentence. */
  readonly lift: string;
  /** Where people can lift it without changing anything. */
  readonly liftedBy?: Lift;
}

/** An option by which somebody answers for what stands against a release, or that somebody else approves it. */
export interface Lift {
  readonly by: 'accept-unknown' | 'accept-loss' | 'retry-failed' | 'approval';
  /** What the option is given; `null`: nothing. */
  readonly value: string | null;
}

export function refused(code: RefusalCode, why: string, lift: string): Refusal {
  return { code, kind: 'refused', why, lift };
}

/** @param about which of those of the code it is, why nobody could look, as a clause, and what lifts it */
export function unknown(
  code: RefusalCode,
  { of, reason, lift }: { readonly of: string; readonly reason: string; readonly lift: string },
): Refusal {
  return { code, kind: 'unknown', of, why: `It is not known whether it may: ${reason}.`, lift };
}
