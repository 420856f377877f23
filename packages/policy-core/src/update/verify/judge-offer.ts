import { judgeHost, judgeTarget, type HostSight, type TargetSight } from '../eligibility/judge-update.ts';
import { advanceClock } from '../state/trusted-clock.ts';
import { reasonsAt, refusedAt, type StepRefusal } from './step-refusal.ts';
import { verifyTarget, type VerifiedTarget, type VerifySight } from './verify-target.ts';

export type OfferSight = Omit<VerifySight, 'now' | 'running'> & Omit<TargetSight, 'target'>;

interface JudgedOffer extends Omit<VerifiedTarget, 'refusals'> {
  /** None: it would be taken. */
  readonly refusals: readonly StepRefusal[];
}

/** What stands against any update of this host now. */
export function hostRefusals(sight: HostSight): readonly StepRefusal[] {
  return reasonsAt('limits', judgeHost(sight));
}

/** All that stands against a version that was fetched: what it is, and whether it is for this host now. */
export function judgeOffer(sight: OfferSight): JudgedOffer {
  const { target, signer, refusals } = verifyTarget({ ...sight, now: latestTime(sight) });
  const verified = refusedAt('verify', refusals);
  if (target === undefined) return { target, signer, refusals: verified };
  return {
    target,
    signer,
    refusals: [...reasonsAt('eligibility', judgeTarget({ ...sight, target })), ...verified],
  };
}

/** A release that has expired once stays so, also where somebody sets the clock back. */
function latestTime({ state, now }: OfferSight): string {
  const trusted = advanceClock(state.clock, now).at;
  return Date.parse(trusted) > Date.parse(now.wall) ? trusted : now.wall;
}
