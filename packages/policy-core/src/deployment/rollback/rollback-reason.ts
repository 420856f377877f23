import type { Refusal } from '../promotion/refusal.ts';

/** Why a rollback is refused. */
export interface RollbackReason extends Refusal {
  readonly code: 'R14' | 'R15' | 'R17' | 'R21' | 'R24';
  readonly id: RollbackReasonId;
  /** A file, a revision, a commit or the name of a variable; `null`: no one place. */
  readonly where: string | null;
}

export type RollbackReasonId = keyof typeof CODES;

/** Each with its code. */
const CODES = {
  /** The audit log cannot be relied on. */
  'log-not-believed': 'R21',
  'record-not-believed': 'R21',
  'nothing-deployed': 'R24',
  'no-earlier-deploy': 'R24',
  'target-is-current': 'R24',
  'target-never-good': 'R24',
  'target-not-here': 'R24',
  'target-blocked': 'R14',
  'lock-differs': 'R17',
  'lock-unknown': 'R17',
  'migrations-unread': 'R24',
  'production-unseen': 'R24',
  'production-untracked': 'R24',
  'unknown-revision': 'R24',
  'other-history': 'R24',
  'no-common-revision': 'R24',
  diverged: 'R24',
  'start-fails': 'R24',
  'starts-unknown': 'R24',
  'taken-from-code': 'R24',
  'code-unknown': 'R24',
  'no-downgrade': 'R15',
  'downgrade-fails': 'R15',
  'downgrade-unknown': 'R15',
  'downgrade-unordered': 'R24',
  'no-configuration': 'R24',
  'no-backup': 'R15',
  'upgrade-harms': 'R15',
} as const;

type Told = Pick<RollbackReason, 'why' | 'lift'> & { readonly where?: string | null };

export function refused(id: RollbackReasonId, told: Told): RollbackReason {
  return { code: CODES[id], id, kind: 'refused', where: null, ...told };
}

/** The same of what nobody knows, which is no permission. */
export function unknown(id: RollbackReasonId, told: Told): RollbackReason {
  return { ...refused(id, told), kind: 'unknown' };
}
