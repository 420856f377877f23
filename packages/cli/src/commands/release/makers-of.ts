import { principalsOfKeys } from '@lockkeeper/host-node/read';
import { observed } from '@lockkeeper/policy-core';
import { releaseMakers, type ApprovalSight, type RunPlan } from '@lockkeeper/policy-core/deployment/run';

import type { OpenReleases, ServiceAt } from './open-place.ts';

export interface SignedPlace {
  readonly opened: OpenReleases;
  readonly at: Pick<ServiceAt, 'environment'>;
  readonly signers: string | undefined;
}

/** Whoever has several keys is the same person with each. Where GitHub deploys or asks for approvals, it says who they are there. */
export async function makersOf(
  plan: Pick<RunPlan, 'previous' | 'commit'>,
  { opened: { history, policy, repository }, at, signers }: SignedPlace,
): Promise<ApprovalSight['makers']> {
  const range = { from: plan.previous, to: plan.commit };
  const made = await history.makers(range);
  if (!made.known) return made;
  const { addresses, keys } = made.value;
  const people = { addresses: [...addresses, ...principalsOfKeys(signers ?? '', keys)], keys };
  const { driver, approval } = at.environment;
  const isOnGitHub = driver?.kind === 'github-actions' || approval?.by === 'github-environment';
  const told = isOnGitHub ? await repository.observers.forge?.makersOf(range) : undefined;
  return observed(releaseMakers(people, policy.actors, told));
}
