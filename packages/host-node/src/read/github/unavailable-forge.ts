import type { Forge } from '@lockkeeper/operations/ports';
import { unobserved } from '@lockkeeper/policy-core';

/** GitHub where it cannot be asked: every answer is unobserved, for this reason. A clause. */
export function unavailableForge(reason: string): Forge {
  const nothing = () => Promise.resolve(unobserved(reason));
  return {
    name: 'GitHub',
    pullRequest: nothing,
    pullRequestOf: nothing,
    labelsOf: nothing,
    reviewsOf: nothing,
    checksOf: nothing,
    account: nothing,
    makersOf: nothing,
  };
}
