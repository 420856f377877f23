import type { RunPlan } from '@lockkeeper/policy-core/deployment/run';

const LOSS = 'R15:';

/** Revisions whose rows somebody lets be lost, as a plan names what somebody answers for. */
export function namesOfLosses(revisions: readonly string[] = []): readonly string[] {
  return [...new Set(revisions)].toSorted().map((revision) => `${LOSS}${revision}`);
}

/** The same revisions, of a plan that was begun. */
export function lossesIn({ accepted }: Pick<RunPlan, 'accepted'>): readonly string[] {
  return accepted.flatMap((name) => (name.startsWith(LOSS) ? [name.slice(LOSS.length)] : []));
}
