import { observed } from '../../model/known.ts';
import {
  judgeHost,
  judgeTarget,
  offReasons,
  windowReasons,
  type HostSight,
  type TargetSight,
} from '../eligibility/judge-update.ts';
import { advanceClock } from '../state/trusted-clock.ts';
import type { OfferedRelease } from './offered-release.ts';
import { reasonsAt, refusedAt, type StepRefusal } from './step-refusal.ts';
import {
  originRefusals,
  verifyTarget,
  type OriginSight,
  type VerifiedTarget,
  type VerifySight,
} from './verify-target.ts';

export type OfferSight = Omit<VerifySight, 'now' | 'running'> & Omit<TargetSight, 'target'>;

interface JudgedOffer extends Omit<VerifiedTarget, 'refusals'> {
  /** None: it would be taken. */
  readonly refusals: readonly StepRefusal[];
}

/** What stands against any update of this host now. */
export function hostRefusals(sight: HostSight): readonly StepRefusal[] {
  return reasonsAt('limits', judgeHost(sight));
}

/** Of these the ones that hold until a person says otherwise, also where there is nothing newer. */
export function offRefusals(sight: Pick<HostSight, 'settings' | 'state'>): readonly StepRefusal[] {
  return reasonsAt('limits', offReasons(sight));
}

/** Whether the window has closed in which a run began, whose tests took their time. */
export function closedWindow(sight: Pick<HostSight, 'settings' | 'now'>): readonly StepRefusal[] {
  return reasonsAt('quiesce', windowReasons(sight));
}

/** What is known of a version by its name alone. */
export type NamedSight = Omit<TargetSight, 'target' | 'relation' | 'dependencies'> &
  Pick<OfferSight, 'chosen'>;

/**
 * What stands against a version before it is fetched. Of what nobody can know yet the best is assumed: it is judged again
 * once it is here.
 */
export function namedRefusals(sight: NamedSight): readonly StepRefusal[] {
  const { chosen, running, now } = sight;
  const target = { version: chosen.version, commit: chosen.id, at: now.wall, rollout: [] };
  const isRunning = running.known && running.value.commit === chosen.id;
  const relation = observed(isRunning ? ('same' as const) : ('earlier' as const));
  return reasonsAt('eligibility', judgeTarget({ ...sight, target, relation, dependencies: undefined }));
}

type JudgedOrigin =
  /** All else of it may be looked at. */
  | { readonly kind: 'genuine'; readonly release: OfferedRelease }
  | { readonly kind: 'refused'; readonly judged: JudgedOffer };

/** Whether a version is what its name says, and signed as it must be. */
export function judgeOrigin(sight: OriginSight): JudgedOrigin {
  const refusals = originRefusals(sight);
  if (refusals.length === 0 && sight.release.known) return { kind: 'genuine', release: sight.release.value };
  const judged = { target: undefined, signer: null, refusals: refusedAt('verify', refusals) };
  return { kind: 'refused', judged };
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
